"""``lagebild levers``: who can change an outcome by one change of their own, and at what price."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import FEARLESS, LEADING


@click.command("levers")
@parameters.file
@click.option("--by", "decision_maker", metavar="DM", help="Only what this decision maker can do. Default: everybody.")
@click.option("--against", metavar="STATEMENT", help="What shall no longer be so in stable outcomes.")
@click.option("--for", "wished", metavar="STATEMENT", help="What shall be so in stable outcomes.")
@click.option("--to", metavar="STATE", help="The same as --for, with a state: a number, a name, or what is taken in it.")
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    decision_maker: str | None,
    against: str | None,
    wished: str | None,
    to: str | None,
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Try every single change of somebody's moves, wants and orders, and show those that turn the outcome.

    \b
        lagebild levers dam.yaml --by downstream --against build
        lagebild levers dam.yaml --to "build + release"
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load, solve
    from lagebild.reports.words import Words

    if sum(given is not None for given in (against, wished, to)) != 1:
        raise click.UsageError("say one of --against STATEMENT, --for STATEMENT or --to STATE.")
    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, [FEARLESS, LEADING], what_if=what_if)
    words = Words(language or situation.language)
    from lagebild.analyses.levers import Trials, goal_for_state, levers, named_goal

    if to is not None:
        statement, wish = goal_for_state(analysis, to), "for"
    else:
        statement, wish = named_goal(analysis.situation, against or wished or ""), "for" if against is None else "against"
    makers = [decision_maker] if decision_maker else [dm.id for dm in analysis.situation.decision_makers]
    trials = Trials(analysis)
    found = [levers(trials, analysis.situation.decision_maker(maker).id, statement, wish=wish) for maker in makers]
    if output_format == "json":
        from lagebild.reports.data.answers import levers_data

        print_json(levers_data(analysis, found, words.language), output)
        return
    from lagebild.reports.text.levers import levers_parts

    print_parts(lambda console: levers_parts(console, analysis, found, words), output)
