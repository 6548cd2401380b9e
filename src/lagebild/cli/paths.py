"""``lagebild paths``: where the situation can get to from today."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import HELD, with_defaults


@click.command("paths")
@parameters.file
@click.option("--from", "origin", metavar="STATE", help="Start from this state instead of today's.")
@click.option("--to", "target", metavar="STATE", help="Show the ways to this state, or what stands in between.")
@click.option("--table", is_flag=True, help="Show the status quo table: every state, in how many steps, and who moves last.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many ways (default 5) or rows (40) are shown.")
@click.option("--longest", type=click.IntRange(min=1), default=8, show_default=True, help="--to: how long ways are at most.")
@click.option(
    "--seconds", type=click.FloatRange(min=0), default=20.0, show_default=True, help="--to: how long to look; 0: no limit."
)
@parameters.concepts(parameters.in_words(HELD, "and"))
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    origin: str | None,
    target: str | None,
    table: bool,
    limit: int | None,
    longest: int,
    seconds: float,
    concepts: tuple[str, ...],
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Show where FILE can get to from today: which outcomes that last are reached, by whose steps, and which only together.

    Nobody moves twice in succession. Where something of today is unknown, every possibility is a starting point.

    \b
        lagebild paths dam.yaml
        lagebild paths dam.yaml --table
        lagebild paths dam.yaml --to "build + sue"
    """  # noqa: D301
    if target is not None and table:
        raise click.UsageError("say --to STATE or --table, not both.")
    from lagebild.analyses.choose_state import chosen_state
    from lagebild.analyses.paths import paths
    from lagebild.cli.output import print_json, show_warnings, write_whole
    from lagebild.library import load, solve

    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, with_defaults(concepts), what_if=what_if)
    model = analysis.solutions[0].model
    starts = None if origin is None else [model.label(chosen_state(model, origin))]
    if table or target is not None:
        from lagebild.analyses import status_quo as steps
        from lagebild.cli.output import print_parts
        from lagebild.reports.data.paths import status_quo_data
        from lagebild.reports.text.status_quo import ROWS, table_parts, ways_parts
        from lagebild.reports.words import Words

        words = Words(language or analysis.situation.language)
        if target is None:
            tables = steps.status_quo(analysis, starts)
            if output_format == "json":
                print_json(status_quo_data(analysis.situation, tables=tables, what_if=what_if), output)
                return
            shown = limit or ROWS
            print_parts(lambda console: table_parts(console, tables, words, limit=shown, concepts=concepts or HELD), output)
            return
        to = model.label(chosen_state(model, target))
        known = steps.ways(analysis, to, starts, limit=limit or steps.WAYS_LISTED, longest=longest, seconds=seconds or None)
        if output_format == "json":
            print_json(status_quo_data(analysis.situation, found=known, what_if=what_if), output)
            return
        print_parts(lambda console: ways_parts(console, known, words), output)
        return
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
