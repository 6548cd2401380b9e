"""``lagebild levers``: who can change an outcome, alone and together, at what price; and what would have to be wanted."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import FEARLESS, LEADING, concepts_named


@click.command("levers")
@parameters.file
@click.option("--by", "decision_maker", metavar="DM", help="Only what this decision maker can do. Default: everybody.")
@click.option("--against", metavar="STATEMENT", help="What shall no longer be so in stable outcomes.")
@click.option("--for", "wished", metavar="STATEMENT", help="What shall be so in stable outcomes.")
@click.option(
    "--to",
    metavar="STATE",
    help="This state shall be stable: a number, a name, or what is taken in it. Also says what would have to be wanted for it.",
)
@click.option(
    "--largest", type=click.IntRange(min=1), default=3, show_default=True, help="How many changes are put together at most."
)
@parameters.concepts("seq; for --to, under which concepts it shall be stable")
@click.option("--limit", type=click.IntRange(min=1), default=8, show_default=True, help="How many sets of changes are shown.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=20.0,
    show_default=True,
    help="How long to look for sets, and with --to as long again for what would have to be wanted; 0: no limit.",
)
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
    largest: int,
    concepts: tuple[str, ...],
    limit: int,
    seconds: float,
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Try changes of moves, wants and rules, alone and together, and show those that turn the outcome.

    Ctrl-C ends the search and shows what was found until then.

    \b
        lagebild levers dam.yaml --by downstream --against build
        lagebild levers dam.yaml --to "build + release"
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.cli.searching import searching
    from lagebild.library import load, solve
    from lagebild.reports.words import Words

    if sum(given is not None for given in (against, wished, to)) != 1:
        raise click.UsageError("say one of --against STATEMENT, --for STATEMENT or --to STATE.")
    codes = [concept.code for concept in concepts_named(concepts or (LEADING,))]
    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, [FEARLESS, LEADING], what_if=what_if)
    words = Words(language or situation.language)
    from lagebild.analyses.choose_state import chosen_state
    from lagebild.analyses.inverse import inverse
    from lagebild.analyses.lever_sets import lever_sets
    from lagebild.analyses.levers import Trials, goal_for_state, levers, named_goal

    if to is not None:
        statement, wish = goal_for_state(analysis, to), "for"
    else:
        statement, wish = named_goal(analysis.situation, against or wished or ""), "for" if against is None else "against"
    makers = [decision_maker] if decision_maker else [dm.id for dm in analysis.situation.decision_makers]
    trials = Trials(analysis)
    found = [levers(trials, analysis.situation.decision_maker(maker).id, statement, wish=wish) for maker in makers]
    with searching("sets of changes tried") as progress:
        sets = lever_sets(
            trials,
            statement,
            wish=wish,
            by=None if decision_maker is None else [decision_maker],
            enough="some" if to is not None else "",
            largest=largest,
            seconds=seconds or None,
            progress=progress,
        )
    asked = None
    if to is not None:
        model = analysis.solutions[0].model
        with searching("requirements worked out") as progress:
            asked = inverse(
                solve(analysis.situation, codes),
                model.label(chosen_state(model, to)),
                codes,
                by=decision_maker,
                seconds=seconds or None,
                progress=progress,
            )
    if output_format == "json":
        from lagebild.reports.data.answers import levers_data

        print_json(levers_data(analysis, found, words.language, sets=sets, asked=asked), output)
        return
    from lagebild.reports.text.levers import levers_parts

    print_parts(lambda console: levers_parts(console, analysis, found, words, sets=sets, asked=asked, limit=limit), output)
