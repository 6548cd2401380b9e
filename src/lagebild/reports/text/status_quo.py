"""The status quo table on the terminal, and the ways to one state with what they ask of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from lagebild.analyses.status_quo import KINDS, Table, UnwillingStep, Way, Ways
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.text.moves import move_in_words
from lagebild.reports.text.paths import barrier_in_words
from lagebild.reports.text.sources import short_name
from lagebild.reports.words import Words
from lagebild.solutions.concepts import HELD

STARTS: Final = 3
"""How many starting points of which different things are to be told are told."""

ROWS: Final = 40
"""How many states the table shows, where nobody says; those that last always."""


def table_parts(
    console: Console, tables: Sequence[Table], words: Words, *, limit: int = ROWS, concepts: Sequence[str] = HELD
) -> Iterator[RenderableType]:
    """One table per starting point."""
    groups = _alike(tables, lambda one: _table_told(one, concepts))
    for told, count in groups[:STARTS]:
        yield from _Teller(console, told, words).table(limit, concepts)
        if count < len(tables):
            yield Text(words("paths.to.cases", count=count, total=len(tables)))
        yield Text()
    if len(groups) > STARTS:
        yield Text(words.several("paths.to.further", len(groups) - STARTS))


def ways_parts(console: Console, found: Sequence[Ways], words: Words) -> Iterator[RenderableType]:
    """How a state is reached, starting point by starting point."""
    groups = _alike(found, _ways_told)
    for one, count in groups[:STARTS]:
        yield from _Teller(console, one, words).ways(one)
        if count < len(found):
            yield Text(words("paths.to.cases", count=count, total=len(found)))
        yield Text()
    if len(groups) > STARTS:
        yield Text(words.several("paths.to.further", len(groups) - STARTS))


Found = TypeVar("Found", Table, Ways)


def _alike(found: Sequence[Found], key: Callable[[Found], object]) -> list[tuple[Found, int]]:
    """What is told the same of several starting points and cases is told once."""
    groups: dict[object, list[Found]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return [(group[0], len(group)) for group in groups.values()]


def _table_told(one: Table, concepts: Sequence[str]) -> object:
    model, solution = one.solution.model, one.solution
    arrivals = tuple(tuple(sorted((a.state, a.steps, a.last) for a in one.arrivals[kind].values())) for kind in KINDS)
    lasting = tuple(tuple(solution.equilibria(code)) for code in concepts if code in solution.stability)
    return (one.start, arrivals, lasting, model.states.tobytes())


def _ways_told(one: Ways) -> object:
    unwilling = tuple((step.place, step.reason.sign, step.reason.addresses) for step in one.unwilling)
    return (one.start, one.kind, one.ways, one.complete, one.least_unwilling, unwilling, one.solution.model.states.tobytes())


class _Teller:
    def __init__(self, console: Console, found: Table | Ways, words: Words) -> None:
        self.found, self.words, self.marks = found, words, marks_for(console)
        self.model = found.solution.model

    def table(self, limit: int, concepts: Sequence[str]) -> Iterator[RenderableType]:
        table = self.found
        assert isinstance(table, Table)
        yield heading(self.words("paths.table.title", label=self.model.label(table.start)))
        lasting = {at: self.codes(at, concepts) for at in range(self.model.count)}
        order = sorted(range(self.model.count), key=lambda at: self.rank(table, at, bool(lasting[at])))
        shown = [at for number, at in enumerate(order) if number < limit or lasting[at]]
        grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for column in ("state", "lasts", *KINDS):
            grid.add_column(self.words(f"paths.table.{column}"), overflow="fold")
        for at in sorted(shown):
            cells = [self.cell(table, kind, at) for kind in KINDS]
            grid.add_row(f"{self.model.label(at)}: {self.words.state(self.model, at)}", lasting[at], *cells)
        yield grid
        if len(shown) < self.model.count:
            yield Text(self.words.several("paths.table.more", self.model.count - len(shown)))

    def rank(self, table: Table, at: int, lasting: bool) -> tuple[bool, int, int, int]:
        """Those that last first, then those soonest reached by the strictest kind of steps."""
        for number, kind in enumerate(KINDS):
            if at == table.start or at in table.arrivals[kind]:
                return (not lasting, number, 0 if at == table.start else table.arrivals[kind][at].steps, at)
        return (not lasting, len(KINDS), 0, at)

    def codes(self, at: int, concepts: Sequence[str]) -> str:
        solution = self.found.solution
        known = [code for code in concepts if code in solution.stability]
        return ", ".join(code for code in known if solution.is_equilibrium(code)[at])

    def cell(self, table: Table, kind: str, at: int) -> str:
        if at == table.start:
            return self.words("paths.table.start")
        arrival = table.arrivals[kind].get(at)
        if arrival is None:
            return self.words("paths.table.not")
        movers = self.words.listed([self.name(mover) for mover in arrival.last_movers(arrival.steps)], last="or")
        return self.words("paths.table.cell", steps=arrival.steps, movers=movers)

    # --- ways to one state ------------------------------------------------------------------------------------------------

    def ways(self, one: Ways) -> Iterator[RenderableType]:
        yield heading(
            self.words(
                "paths.to.title", label=self.model.label(one.start), state=self.words.state(self.model, one.start),
                target=self.model.label(one.target), target_state=self.words.state(self.model, one.target),
            )
        )  # fmt: skip
        if one.start == one.target:
            yield Text(self.words("paths.to.there"))
            return
        yield Text(self.words(f"paths.to.{one.kind or 'none'}"))
        if one.barrier is not None:
            yield Text(barrier_in_words(self.words, self.model, one.barrier))
            return
        key = "ways" if one.complete else "ways_more"
        fields = {"longest": one.longest} if one.complete else {}
        yield Text(self.words.several(f"paths.to.{key}", len(one.ways), **fields))
        for way in one.ways:
            yield self.way(one.start, way)
        if one.unwilling:
            yield Text(self.words("paths.to.unwilling_title"))
            yield self.way(one.start, one.least_unwilling)
            for step in one.unwilling:
                yield Padding(Text(f"{self.marks.dash} {self.unwilling(step)}"), (0, 0, 0, 5))

    def way(self, start: int, way: Way) -> RenderableType:
        said: list[str] = []
        at = start
        for mover, there in way:
            change = move_in_words(self.words, self.model, at, there)
            said.append(
                self.words("paths.step", who=self.name(mover), change=change, arrow=self.marks.arrow,
                           label=self.model.label(there))
            )  # fmt: skip
            at = there
        return Padding(Text("; ".join(said)), (0, 0, 0, 3))

    def unwilling(self, step: UnwillingStep) -> str:
        reason = step.reason
        if reason.sign == 0:
            why = self.words("paths.to.nothing")
        else:
            because = (
                self.words.statement(self.model.situation, reason.statement)
                if reason.statement is not None
                else self.words("paths.to.weights" if reason.kind == "weights" else "paths.to.ranking")
            )
            why = self.words("paths.to.costs", because=because)
        return self.words("paths.to.unwilling_step", place=step.place, who=self.name(reason.decision_maker), why=why)

    def name(self, decision_maker: str) -> str:
        return short_name(self.words, self.model.situation, decision_maker)
