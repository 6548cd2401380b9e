"""``lagebild solve``: which outcomes are stable, for whom and in which sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lagebild.cli import parameters

if TYPE_CHECKING:
    from lagebild.analyses.uncertain import Uncertain
    from lagebild.situation import Situation
    from lagebild.solutions import Analysis
    from lagebild.statements import Statement


@click.command("solve")
@parameters.file
@parameters.concepts()
@click.option("--coalitions", metavar="all|a+b,…", help="Solve for coalitions too: all of them, or the ones listed.")
@click.option("--where", metavar="STATEMENT", help="Only states in which this holds.")
@parameters.what_if
@click.option("--states", is_flag=True, help="List every state with what it is worth to each.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="How many outcomes to list.")
@click.option("--engine", metavar="NAME", help="The engine: numeric, dense, compact or sets. Default: by size.")
@click.option("--certify", is_flag=True, help="Prove every verdict to the independent checker; exit code 1 if one fails.")
@click.option("--uncertain", is_flag=True, help="All about unknown preferences: for whom, and the four extensions.")
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    concepts: tuple[str, ...],
    coalitions: str | None,
    where: str | None,
    what_if: str | None,
    states: bool,
    limit: int | None,
    engine: str | None,
    certify: bool,
    uncertain: bool,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Which outcomes of FILE are stable, for whom and in which sense.

    An outcome holds if everybody stays: because they do not want to leave (nash), because they are deterred by a credible
    answer (seq, sseq) or by a possible one (gmr, smr), or because they cannot leave.

    \b
        lagebild solve dam.yaml --concept nash,seq --where "not sue"
        lagebild solve dam.yaml --coalitions upstream+downstream
        lagebild solve dam.yaml --format json -o dam.json
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load, solve

    situation = load(file)
    show_warnings(situation)
    wanted = _coalitions(coalitions)
    analysis = solve(situation, concepts or None, wanted, what_if, engine)
    statement = None if where is None else _statement(analysis.situation, where)
    certified = None
    if certify:
        from lagebild.solutions.certificates import certified as prove

        certified = prove(analysis)
    unknown = _unknown(analysis, asked=uncertain) if analysis.situation.uncertain or uncertain else None
    if output_format == "json":
        from lagebild.reports.data.solution import analysis_data

        data = analysis_data(
            analysis, states=states or None, limit=limit, where=statement, certified=certified, uncertain=unknown
        )
        print_json(data, output)
        return
    from lagebild.reports.text.solve import Choices, solution_parts
    from lagebild.reports.words import Words

    words = Words(language or situation.language)
    shown = Choices(
        where=statement,
        states=states,
        limit=limit,
        certified=None if certified is None else certified.verdicts,
        uncertified=() if certified is None else certified.without,
        uncertain=unknown,
        in_full=uncertain,
    )
    print_parts(lambda console: solution_parts(console, analysis, words, shown), output)


def _unknown(analysis: Analysis, *, asked: bool) -> Uncertain | None:
    """What holds although not all preferences are known; None where it is not asked for and cannot be told."""
    from lagebild.analyses.uncertain import JUDGED, uncertain
    from lagebild.errors import TooLargeError

    codes = [concept.code for concept in analysis.concepts if concept.code in JUDGED]
    try:
        # The situation has the what-if in it already.
        return uncertain(analysis.situation, codes or None) if codes or asked else None
    except TooLargeError:
        if asked:
            raise
        return None


def _coalitions(text: str | None) -> str | list[tuple[str, ...]] | None:
    """``all``, or ``a+b,c+d`` as lists of members."""
    if text is None or text == "all":
        return text
    return [tuple(part.strip() for part in coalition.split("+")) for coalition in text.split(",")]


def _statement(situation: Situation, text: str) -> Statement:
    """A statement whose names this situation knows."""
    from lagebild.statements import names, parse

    statement = parse(text)
    for name in names(statement):
        situation.meaning(name.text)
    return statement
