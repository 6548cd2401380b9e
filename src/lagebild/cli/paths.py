"""``lagebild paths``: where the situation can get to from today."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import HELD, with_defaults


@click.command("paths")
@parameters.file
@click.option("--from", "origin", metavar="STATE", help="Start from this state instead of today's.")
@parameters.concepts(parameters.in_words(HELD, "and"))
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    origin: str | None,
    concepts: tuple[str, ...],
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Show where FILE can get to from today: which outcomes that last are reached, by whose steps, and which only together.

    Nobody moves twice in succession. Where something of today is unknown, every possibility is a starting point.
    """
    from lagebild.analyses.choose_state import chosen_state
    from lagebild.analyses.paths import paths
    from lagebild.cli.output import print_json, show_warnings, write_whole
    from lagebild.library import load, solve

    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, with_defaults(concepts), what_if=what_if)
    model = analysis.solutions[0].model
    starts = None if origin is None else [model.label(chosen_state(model, origin))]
    found = paths(analysis, starts, concepts or HELD)
    if output_format == "json":
        from lagebild.reports.data.paths import paths_data

        print_json(paths_data(analysis.situation, found, what_if=what_if), output)
        return
    from lagebild.reports.text.console import make_console, marks_for
    from lagebild.reports.text.paths import paths_text

    console = make_console()
    text = paths_text(
        found,
        language or analysis.situation.language,
        width=console.width,
        marks=marks_for(console) if output is None else None,
        today=origin is None,
        what_if=what_if or "",
    )
    if output is None:
        click.echo(text)
    else:
        write_whole(output, text + "\n")
