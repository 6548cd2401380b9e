"""What ``lagebild solve`` shows: who decides, which outcomes hold and why, how many states are stable for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.groups import Groups, group_equilibria, things_of
from lagebild.analyses.jumps import JumpKind, jump_kinds
from lagebild.analyses.uncertain import Uncertain
from lagebild.reports.completions import completion_in_words, unknown_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.text.outcomes import IN_COLUMNS, OutcomesText, indented, plain_table
from lagebild.reports.text.uncertain import uncertain_parts
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Case, Situation
from lagebild.solutions import Analysis, Solution
from lagebild.statements import Statement, in_words

PUT_TOGETHER: Final = 4096
"""How many outcomes are looked at one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What to show: only states where ``where`` holds, all ``states`` too, ``limit`` outcomes, how many were ``certified``.

    ``uncertified``: the concepts that there are no certificates for.
    """

    where: Statement | None = None
    states: bool = False
    limit: int | None = None
    certified: int | None = None
    uncertified: tuple[str, ...] = ()
    uncertain: Uncertain | None = None
    """What holds although not all preferences are known; ``in_full``: all about it."""
    in_full: bool = False


def print_solution(console: Console, analysis: Analysis, words: Words, choices: Choices) -> None:
    """Print an analysis."""
    for part in solution_parts(console, analysis, words, choices):
        console.print(part)


def solution_parts(console: Console, analysis: Analysis, words: Words, choices: Choices) -> Iterator[RenderableType]:
    """Everything, part by part."""
    situation = analysis.situation
    yield from _top(analysis, words, choices.where)
    yield Text()
    yield heading(words("solve.who.title"))
    yield _who(situation, words, marks_for(console).separator)
    yield Text()
    groups = group_equilibria(analysis, where=choices.where, limit=PUT_TOGETHER)
    yield from _outcomes(console, analysis, groups, words, choices)
    yield Text()
    yield from _stability(analysis, words, choices.where)
    if analysis.coalitions:
        yield Text()
        yield from _coalitions(console, analysis, words)
    if choices.states:
        yield from _states(console, analysis, words, choices.where)
    if choices.uncertain is not None:
        yield Text()
        yield from uncertain_parts(choices.uncertain, words, in_full=choices.in_full)
    yield Text()
    yield Text(words("solve.footer.engine", engine=analysis.engine, seconds=f"{analysis.seconds:.2f}"), style="dim")
    if choices.certified is not None:
        yield Text(words("solve.footer.certified", count=words.number(choices.certified)))
    if choices.uncertified:
        yield Text(words("solve.footer.uncertified", codes=", ".join(choices.uncertified)))


# --- who and what ----------------------------------------------------------------------------------------------------


def _top(analysis: Analysis, words: Words, where: Statement | None) -> Iterator[RenderableType]:
    situation = analysis.situation
    yield Text(situation.title.in_language(words.language), style="bold")
    if analysis.what_if is not None:
        what_if = situation.what_if(analysis.what_if)
        yield Text(words("solve.variant", name=what_if.name.in_language(words.language) or what_if.id))
    facts = [words("solve.situation.as-of", date=situation.as_of)] if situation.as_of else []
    counts = [solution.model.count for solution in analysis.solutions]
    facts.append(words("solve.situation.states", count=_range(counts, words)))
    yield Text(", ".join(facts))
    yield Text(today_in_words(analysis.solutions[0], words))
    if analysis.open:
        cases = words.number(len(analysis.solutions))
        open_ = "; ".join((*_open(situation, words), *unknown_in_words(analysis, words)))
        yield Text(words("solve.situation.cases-drawn" if analysis.drawn else "solve.situation.cases", count=cases, what=open_))
    if where is not None:
        yield Text(words("solve.where", statement=in_words(where, language=words.language)))


def today_in_words(solution: Solution, words: Words) -> str:
    """Today's state; where something is unknown, what is the case in all that it can be, and what is not known."""
    model, situation = solution.model, solution.model.situation
    if not model.status_quo:
        return words("solve.situation.today-none")
    if len(model.status_quo) == 1:
        unsaid = "-unsaid" if situation.today is None else ""
        return words(f"solve.situation.today{unsaid}", state=words.state(model, model.status_quo[0]))
    unknown = [words.name(situation, line.option) for line in situation.today or () if line.value is None]
    truths = model.valuation
    sure = [
        words.name(situation, thing.key)
        for thing in things_of(situation.options, situation.joint_options)
        if np.broadcast_to(truths.of_name(thing.key), (model.count,))[list(model.status_quo)].all()
    ]
    return words.several(
        "solve.situation.today-one-of", len(model.status_quo),
        state=" + ".join(sure) or words("words.nothing"), unknown="; ".join(unknown),
    )  # fmt: skip


def _open(situation: Situation, words: Words) -> Iterator[str]:
    for circumstance in situation.circumstances:
        if circumstance.value is None:
            yield words.name(situation, circumstance.id)
    for dm in situation.decision_makers:
        for want in dm.wants or ():
            if isinstance(want, AnyOrder):
                yield words.several("solve.situation.order", len(want.members), who=words.name(situation, dm.id))


def case_in_words(situation: Situation, case: Case, words: Words) -> str:
    """How a case settles what is open."""
    open_ids = {circumstance.id for circumstance in situation.circumstances if circumstance.value is None}
    parts = [
        words("solve.case.holds" if value else "solve.case.holds-not", name=words.name(situation, key))
        for key, value in case.circumstances
        if key in open_ids
    ]
    orders = dict(case.orders)
    for dm in situation.decision_makers:
        for want in dm.wants or ():
            if isinstance(want, AnyOrder):
                members = [want.members[number] for number in orders[want.address]]
                wants = ", ".join(f'"{situation.in_words(member.statement, words.language)}"' for member in members)
                parts.append(words("solve.case.order", who=words.name(situation, dm.id), wants=wants))
    return "; ".join((*parts, *completion_in_words(situation, case, words)))


def _who(situation: Situation, words: Words, separator: str) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=32, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for dm in situation.decision_makers:
        own = [words.name(situation, option.key) for option in dm.options if option.joint is None]
        nothing = words("solve.who.moves" if situation.is_graph else "solve.who.nothing")
        table.add_row(words.name(situation, dm.id), f" {separator} ".join(own) or nothing)
    joint = [
        words(
            "solve.who.joint",
            option=words.name(situation, joint.id),
            who=words.listed([words.name(situation, by) for by in joint.by]),
        )
        for joint in situation.joint_options
    ]
    if joint:
        table.add_row(words("solve.who.together"), f" {separator} ".join(joint))
    return Padding(table, (0, 0, 0, 2))


# --- what holds ------------------------------------------------------------------------------------------------------


def _outcomes(console: Console, analysis: Analysis, groups: Groups, words: Words, choices: Choices) -> Iterator[RenderableType]:
    if not groups.groups:
        yield heading(words("solve.holds.none"))
        return
    shown = OutcomesText(
        analysis=analysis, groups=groups, words=words, marks=marks_for(console), width=console.width, limit=choices.limit
    )
    for number, group in enumerate(groups.groups):
        if number:
            yield Text()
        # What deters in concepts of another kind is not known here, so it is not said either.
        untold = any(not concept.told for concept in analysis.concepts)
        credible = "asked" if untold else "credible"
        kind = credible if group.credible else "possible" if number else "possible-alone"
        title = words.several(f"solve.holds.{kind}", group.count)
        if number and group.count > IN_COLUMNS and choices.limit is None:
            codes = ",".join(c.code for c in analysis.concepts if not c.by_itself)
            yield heading(title)
            yield indented(words("solve.holds.list-them", codes=codes))
        else:
            yield from shown.group(group, title)


def _stability(analysis: Analysis, words: Words, where: Statement | None) -> Iterator[RenderableType]:
    situation, solutions = analysis.situation, analysis.solutions
    if analysis.open:
        title = words("solve.stability.title-cases", count=words.number(len(solutions)))
    else:
        title = words("solve.stability.title", count=words.number(int(_chosen(solutions[0], where).sum())))
    yield heading(title)
    table = plain_table()
    table.add_column("", max_width=38, overflow="fold")
    for concept in analysis.concepts:
        table.add_column(concept.code, justify="right")
    shown = [_chosen(solution, where) for solution in solutions]
    for dm in situation.decision_makers:
        counts = ([int((s.stable(c.code, dm.id) & only).sum()) for s, only in zip(solutions, shown, strict=True)]
                  for c in analysis.concepts)  # fmt: skip
        table.add_row(words.name(situation, dm.id), *(_range(found, words) for found in counts))
    everybody = ([int((s.is_equilibrium(c.code) & only).sum()) for s, only in zip(solutions, shown, strict=True)]
                 for c in analysis.concepts)  # fmt: skip
    table.add_row(words("solve.stability.everybody"), *(_range(found, words) for found in everybody), style="bold")
    yield Padding(table, (0, 0, 0, 2))
    for concept in analysis.concepts:
        settled = {dm for solution in solutions for dm in solution.settled(concept.code)}
        if settled:
            who = words.listed([words.name(situation, dm.id) for dm in situation.decision_makers if dm.id in settled])
            yield indented(words("solve.stability.settled", code=concept.code, who=who))


def _range(counts: Iterable[int], words: Words) -> str:
    least, most = min(found := list(counts)), max(found)
    return words.number(least) if least == most else f"{words.number(least)}-{words.number(most)}"


# --- coalitions ------------------------------------------------------------------------------------------------------


def _coalitions(console: Console, analysis: Analysis, words: Words) -> Iterator[RenderableType]:
    situation, marks = analysis.situation, marks_for(console)
    yield heading(words("solve.coalitions.title"))
    table = plain_table()
    table.add_column("", max_width=60, overflow="fold")
    concepts = [concept for concept in analysis.concepts if concept.coalition is not None]
    for concept in concepts:
        table.add_column(concept.code, justify="right")
    for coalition in analysis.coalitions[0].stability:
        counts = [[len(one.stability[coalition][c.code]) for one in analysis.coalitions] for c in concepts]
        table.add_row(_together(situation, coalition, words), *(_range(found, words) for found in counts))
    if concepts:
        yield Padding(table, (0, 0, 0, 2))
    if silent := [concept.code for concept in analysis.concepts if concept.coalition is None]:
        yield indented(words("solve.coalitions.silent", codes=", ".join(silent)))
    yield Text()
    kinds = jump_kinds(analysis)
    if not kinds:
        yield Text(words("solve.coalitions.no-jumps"))
        return
    yield heading(words("solve.coalitions.jumps"))
    for kind in kinds[:MOST_JUMPS]:
        yield Padding(Text(_jump(kind, situation, words, marks.arrow, len(analysis.solutions))), (0, 0, 0, 2))
    if len(kinds) > MOST_JUMPS:
        yield Padding(
            Text(words("solve.coalitions.more", count=words.number(len(kinds) - MOST_JUMPS)), style="dim"), (0, 0, 0, 2)
        )


MOST_JUMPS: Final = 12
"""How many kinds of jumps are listed."""


def _jump(kind: JumpKind, situation: Situation, words: Words, arrow: str, cases: int) -> str:
    changes = [
        words(
            f"solve.coalitions.{key}",
            options=words.listed([words("words.quoted", text=words.name(situation, k)) for k in keys]),
        )
        for key, keys in (("taken", kind.taken), ("given-up", kind.given_up))
        if keys
    ]
    said = words(
        "solve.coalitions.jump", who=_together(situation, kind.coalition, words), origin=kind.example[0], arrow=arrow,
        target=kind.example[1], codes=", ".join(code for code, _ in kind.concepts),
    )  # fmt: skip
    parts = [f"{said}: {'; '.join(changes)}" if changes else said]
    if kind.count > 1:
        parts.append(words("solve.coalitions.alike", count=words.number(kind.count - 1)))
    most = max(count for _, count in kind.concepts)
    if most < cases:
        parts.append(words("solve.coalitions.in-cases", count=most, total=cases))
    return ", ".join(parts)


def _together(situation: Situation, coalition: tuple[str, ...], words: Words) -> str:
    return " + ".join(words.name(situation, dm) for dm in coalition)


# --- every state -----------------------------------------------------------------------------------------------------


def _states(console: Console, analysis: Analysis, words: Words, where: Statement | None) -> Iterator[RenderableType]:
    """A table of all states; one for all cases in which it would be the same."""
    situation = analysis.situation
    tables: dict[tuple[tuple[str, ...], ...], list[Solution]] = {}
    for solution in analysis.solutions:
        rows = tuple(_state_rows(solution, words, where, marks_for(console).dash))
        tables.setdefault(rows, []).append(solution)
    for rows, solutions in tables.items():
        yield Text()
        if analysis.open:
            yield heading(words.several("solve.states.in-cases", len(solutions)))
            for solution in solutions:
                yield indented(case_in_words(situation, solution.case, words))
        yield heading(words("solve.states.title"))
        table = plain_table()
        table.add_column(words("solve.row.number"), justify="right")
        table.add_column("", ratio=1, overflow="fold")
        for dm in situation.decision_makers:
            table.add_column(words.name(situation, dm.id), overflow="fold", max_width=22)
        for row in rows:
            table.add_row(*row)
        yield Padding(table, (0, 0, 0, 2))


def _state_rows(solution: Solution, words: Words, where: Statement | None, nothing: str) -> Iterator[tuple[str, ...]]:
    model = solution.model
    labels = model.labels()
    for position in np.flatnonzero(_chosen(solution, where)).tolist():
        cells = (_judged(solution, dm, position, words, nothing) for dm in model.decision_makers)
        yield (str(labels[position]), words.state(model, position), *cells)


def _judged(solution: Solution, decision_maker: str, position: int, words: Words, nothing: str) -> str:
    payoff = solution.model.payoffs[decision_maker]
    rank = int(payoff.max() - payoff[position]) + 1
    codes = [c.code for c in solution.concepts if solution.stable(c.code, decision_maker)[position]]
    if len(codes) == len(solution.concepts) > 1:
        return f"{rank}: {words('solve.states.all')}"
    return f"{rank}: {' '.join(codes) or nothing}"


def _chosen(solution: Solution, where: Statement | None) -> npt.NDArray[np.bool_]:
    return np.ones(solution.model.count, dtype=np.bool_) if where is None else solution.model.truth(where)
