"""``lagebild compare``: two people on one situation, where their disagreement matters and where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import LEADING

if TYPE_CHECKING:
    from lagebild.reports.words import Words
    from lagebild.situation import Situation


@click.command("compare")
@parameters.file
@click.argument("second", metavar="SECOND", type=click.Path())
@click.option("--new", "new", is_flag=True, help="Write SECOND to begin with: every line of FILE with its address.")
@click.option("--by", "by", metavar="NAME", help="With --new: whose opinion SECOND will be.")
@click.option("--concept", "concept", default=LEADING, metavar="CODE", help=f"What answers go by. Default: {LEADING}.")
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    second: str,
    new: bool,
    by: str | None,
    concept: str,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Where it matters that a second person disagrees with lines of FILE, and where it does not.

    SECOND is her file beside it: which lines she disagrees with, why, and what she would say instead. FILE itself is not
    touched. Both are solved, and each of her disagreements alone.

    \b
        lagebild compare dam.yaml dam.second.yaml --new --by "Bea Ufer"
        lagebild compare dam.yaml dam.second.yaml
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load
    from lagebild.reports.words import Words

    if by is not None and not new:
        raise click.UsageError("--by is for --new; otherwise SECOND says whose opinion it is.")
    situation = load(file)
    show_warnings(situation)
    words = Words(language or situation.language)
    if new:
        _begin(situation, second, words, by or "")
        return
    from lagebild.analyses.disagreement import compare
    from lagebild.reading.second import load_second

    found = compare(situation, load_second(second, situation), concept)
    if output_format == "json":
        from lagebild.reports.data.compare import compare_data

        print_json(compare_data(found), output)
        return
    from lagebild.reports.text.compare import compare_parts

    print_parts(lambda console: compare_parts(console, found, words), output)


def _begin(situation: Situation, path: str, words: Words, by: str) -> None:
    """Write a file to begin with, never over one that is there."""
    from datetime import date

    from lagebild.cli.output import write_whole
    from lagebild.reports.text.compare import starter_text

    text, count = starter_text(situation, words, by=by, when=date.today().isoformat())
    write_whole(path, text, overwrite=False)
    click.echo(words("compare.starter.written", path=path, count=count, file=situation.file))
