"""``lagebild explain``: why one outcome is stable or not, as a story."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import with_defaults


@click.command("explain")
@parameters.file
@click.argument("state", metavar="[STATE]", required=False)
@click.option("--for", "decision_maker", metavar="DM", help="Only this decision maker.")
@parameters.concepts()
@parameters.what_if
@parameters.language
def command(
    file: str,
    state: str | None,
    decision_maker: str | None,
    concepts: tuple[str, ...],
    what_if: str | None,
    language: str | None,
) -> None:
    """Tell why an outcome is stable or not: who would leave it, who would answer, and what all of that rests on.

    STATE is a number, a name, what is taken in it ("build + release", "nothing"), or a statement that exactly one state
    satisfies ("build and not sue"). Without it, today's state is told.
    """
    from lagebild.analyses.choose_state import chosen_state, todays_state
    from lagebild.analyses.explain import explain, todays_that_last
    from lagebild.cli.output import show_warnings
    from lagebild.library import load, solve
    from lagebild.reports.text.console import make_console
    from lagebild.reports.text.explain import Today, explanation_text, leading_concept

    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, with_defaults(concepts), what_if=what_if)
    solution = analysis.solutions[0]
    model = solution.model
    position = todays_state(solution) if state is None else chosen_state(model, state)
    told = explain(analysis, model.label(position), decision_maker, concepts or None)
    today: Today | None = None
    if state is None:
        concept = leading_concept(concept.code for concept in told.concepts)
        lasting, total = todays_that_last(analysis, concept)
        today = Today(states=model.status_quo, concept=concept, lasting=lasting, total=total)
    text = explanation_text(
        told,
        language or analysis.situation.language,
        width=make_console().width,
        today=today,
        what_if=what_if or "",
    )
    click.echo(text)
