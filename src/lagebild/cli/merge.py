"""``lagebild merge``: two people's claims on one situation, joined."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("merge")
@click.argument("first", metavar="FIRST", type=click.Path())
@click.argument("second", metavar="SECOND", type=click.Path())
@click.option(
    "-o", "--output", "output", type=click.Path(dir_okay=False), metavar="PATH", required=True, help="The file to write."
)
@parameters.output_format
@parameters.language
def command(first: str, second: str, output: str, output_format: str, language: str | None) -> None:
    """Join the sources, speakers and claims of SECOND to those of FIRST.

    Both are claims files, or situation files with their claims. What both have is recognised and kept once; what contradicts is
    listed; nothing is lost, comments neither. Of a situation that names a claims file, the claims file is written.

    \b
        lagebild merge anna.claims.yaml bea.claims.yaml -o both.claims.yaml
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, write_whole
    from lagebild.evidence.merging import sourced_otherwise
    from lagebild.reading.joining import join, load_side
    from lagebild.reports.text.merge import merge_data, merge_parts
    from lagebild.reports.words import Words

    mine, hers = load_side(first), load_side(second)
    merged, text = join(mine, hers)
    both = mine.situation is not None and hers.situation is not None
    sourced = sourced_otherwise(mine.situation, hers.situation, merged) if both else ()  # type: ignore[arg-type]
    write_whole(output, text)
    if output_format == "json":
        print_json(merge_data(merged, sourced))
        return
    words = Words(language or (mine.situation.language if mine.situation is not None else "en"))
    print_parts(lambda console: merge_parts(console, merged, sourced, words, output=output))
