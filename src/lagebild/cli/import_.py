"""``lagebild import``: a file of another program as a situation file to go on with."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("import")
@click.argument("file", metavar="X.gmcr", type=click.Path())
@click.option(
    "--language", type=click.Choice(["en", "de"]), default="en", show_default=True, help="Language of the names and comments."
)
@parameters.output
def command(file: str, language: str, output: str | None) -> None:
    """Write a GMCR+ file as a situation file, with comments that say what came from where.

    The situation file says the same and is solved to the same verdicts. A file that exists is never overwritten.

    \b
        lagebild import dam.gmcr -o dam.yaml
    """  # noqa: D301
    from lagebild.cli.output import show_warnings, write_whole
    from lagebild.reading.imported import imported_text, load_gmcr
    from lagebild.reports.text.imported import comments
    from lagebild.reports.words import Words

    words = Words(language)
    situation = load_gmcr(file, language=language)
    show_warnings(situation)
    said = comments(situation, words)
    text = imported_text(situation, heading=said.heading, notes=said.notes, ending=said.ending)
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text, overwrite=False)
    click.echo(words("import.written", file=output))
