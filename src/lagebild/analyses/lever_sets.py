"""Smallest sets of up to three changes, by anybody, that bring about (or prevent) something.

Besides the single changes of ``levers``: a want that somebody comes to have (that it be so, or not be so), at every place among
its wants; a rule that goes; a rule that binds two decision makers, that both do something or neither, or that not both do it.

1. All single changes are tried. Of changes by the same decision maker that come to the same verdicts only the nearest is
   combined further; what would undo or repeat each other is not combined at all.
2. Larger sets are tried size by size, and within a size those first whose members change most by themselves: help, change a
   verdict, change nothing.
3. A set with a part that does it already is skipped: every set found is one from which nothing can be left out.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from lagebild.analyses.conclusion import ALL, NONE, SOME, Conclusion, conclude, conclude_from
from lagebild.analyses.levers import LeverChange, Trials, changes_of, committed_to, direction, price_and_gain, strength_of
from lagebild.changes import add_want, move_want
from lagebild.changes.losses import OUT, lose
from lagebild.errors import InputError
from lagebild.situation import PreferenceStatement, Rule, Situation
from lagebild.solutions import Solution
from lagebild.solutions.concepts import FEARLESS, LEADING
from lagebild.statements import And, Conditional, Name, Not, Statement

LARGEST: Final = 3
"""How many changes are put together at most, where nobody says."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a set costs one of its makers: its most important want that is less secured after, and one that is more."""

    decision_maker: str
    price: PreferenceStatement | None
    place: int
    """Of the price among its wants, from 1; 0 where there is none."""
    gain: PreferenceStatement | None


@dataclass(frozen=True, eq=False, kw_only=True)
class LeverSet:
    """Changes that together turn a conclusion."""

    changes: tuple[LeverChange, ...]
    after: Conclusion
    reached: bool
    """Whether what is wished for is then so in every case; else it is only nearer."""
    costs: tuple[Cost, ...]
    """One for each decision maker who changes something, in the order of the file."""
    by_fear: bool
    """Whether it works only because others fear or expect an answer."""


@dataclass(frozen=True, eq=False, kw_only=True)
class LeverSets:
    """The sets found, smallest first, then the cheapest for their makers."""

    statement: Statement
    wish: str
    by: tuple[str, ...]
    enough: str
    """What counts as reached, case by case: it holds in ``all``, in ``some`` or in ``none`` of the stable outcomes."""
    before: Conclusion
    reached: bool
    """Whether nothing needs to be done."""
    sets: tuple[LeverSet, ...]
    """Sets that reach it; nothing can be left out of any of them."""
    nearer: tuple[LeverSet, ...]
    """Single changes that bring it nearer without reaching it."""
    margins: tuple[LeverChange, ...]
    """Per want that one move of it reaches it: the nearest place that does."""
    tried: int
    complete_to: int
    """Every set up to this size was tried, as far as point 1 combines them."""
    interrupted: bool
    seconds: float


@dataclass(frozen=True, eq=False)
class _Tried:
    change: LeverChange
    solutions: tuple[Solution, ...] = field(repr=False)
    after: Conclusion
    turn: int


def lever_sets(
    trials: Trials,
    statement: Statement,
    *,
    wish: str = "against",
    by: Collection[str] | None = None,
    enough: str = "",
    largest: int = LARGEST,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> LeverSets:
    """Look for the smallest sets of changes by those in ``by`` (None: by anybody, and of rules) that bring it about.

    ``enough``: see ``LeverSets``; default ``all`` for, ``none`` against. A KeyboardInterrupt from ``progress`` ends the search.
    """
    return _Search(trials, statement, wish, by, enough or (NONE if wish == "against" else ALL), seconds, progress).run(largest)


class _Search:
    def __init__(
        self,
        trials: Trials,
        statement: Statement,
        wish: str,
        by: Collection[str] | None,
        enough: str,
        seconds: float | None,
        progress: Progress | None,
    ) -> None:
        self.trials, self.statement, self.wish, self.enough = trials, statement, wish, enough
        self.analysis, self.situation = trials.analysis, trials.analysis.situation
        makers = [dm.id for dm in self.situation.decision_makers]
        self.by = tuple(dm for dm in makers if by is None or dm in by)
        self.everybody = by is None
        self.before = conclude(self.analysis, statement)
        self.begun = time.monotonic()
        self.end = None if seconds is None else self.begun + seconds
        self.progress, self.stopped, self.tried = progress, False, 0

    def run(self, largest: int) -> LeverSets:
        sets: list[LeverSet] = []
        nearer: list[LeverSet] = []
        complete = 0
        singles: list[_Tried] = []
        if not self.is_reached(self.before):
            singles = list(self.singles())
            sets = [self.told((one.change,), one.solutions, one.after) for one in self.nearest(singles) if self.does(one)]
            nearer = [
                self.told((one.change,), one.solutions, one.after)
                for one in self.nearest(singles)
                if not self.does(one) and (one.turn > 0) == (self.wish == "for") and one.turn
            ]
            complete = 0 if self.stopped else 1
            pool = self.pool(singles) if largest > 1 else []
            for size in range(2, largest + 1):
                if self.stopped or not self.further(pool, size, sets):
                    break
                complete = size
        return LeverSets(
            statement=self.statement,
            wish=self.wish,
            by=self.by,
            enough=self.enough,
            before=self.before,
            reached=self.is_reached(self.before),
            sets=_nearest_places(sorted(sets, key=_cheapest)),
            nearer=tuple(sorted(nearer, key=lambda one: (-abs(self.gained(one.after)), *_cheapest(one)))),
            margins=tuple(one.changes[0] for one in sets if len(one.changes) == 1 and one.changes[0].kind in ("move", "wish")),
            tried=self.tried,
            complete_to=complete,
            interrupted=self.stopped,
            seconds=time.monotonic() - self.begun,
        )

    # --- singles --------------------------------------------------------------------------------------------------------

    def singles(self) -> Iterator[_Tried]:
        listed = list(self.candidates())
        for number, change in enumerate(listed):
            if not self.tick(number, len(listed)):
                return
            found = self.judged((change,))
            if found is not None:
                yield _Tried(change, found[0], found[1], direction(self.before, found[1]))

    def candidates(self) -> Iterator[LeverChange]:
        for dm in self.by:
            for change, _ in changes_of(self.situation, dm):
                yield change
            yield from self.wishes(dm)
        if self.everybody:
            yield from self.rules()

    def wishes(self, decision_maker: str) -> Iterator[LeverChange]:
        """To come to want it, or its contrary, the least important place first."""
        dm = self.situation.decision_maker(decision_maker)
        if dm.wants is None:
            return
        wanted = self.statement if self.wish == "for" else Not(self.statement)
        for to in range(len(dm.wants) + 1, 0, -1):
            yield LeverChange(kind="wish", decision_maker=dm.id, statement=wanted, to=to)

    def rules(self) -> Iterator[LeverChange]:
        """Rules that go; and where nobody has a ranking (which would have to change with the states), rules that come."""
        for rule in self.situation.rules:
            yield LeverChange(kind="lift", decision_maker="", rule=rule.address, statement=rule.statement)
        if self.situation.is_graph or any(dm.ranking is not None for dm in self.situation.decision_makers):
            return
        for one, other in itertools.combinations(self.situation.options, 2):
            if one.owner != other.owner and (one.joint is None or one.joint != other.joint):
                names = Name(one.key), Name(other.key)
                yield LeverChange(kind="bind", decision_maker="", statement=Conditional("iff", names[0], names[1]))
                yield LeverChange(kind="bind", decision_maker="", statement=Not(And(names)))

    def nearest(self, singles: Sequence[_Tried]) -> list[_Tried]:
        """Of places for the same want that come to the same conclusion the nearest one; for a new want the least important."""
        best: dict[tuple[object, ...], _Tried] = {}
        for one in singles:
            change = one.change
            key = (
                change.kind,
                change.decision_maker,
                change.option,
                change.want,
                change.rule,
                change.statement,
                one.after.values,
            )
            if key not in best or _span(change) < _span(best[key].change):
                best[key] = one
        return list(best.values())

    def pool(self, singles: Sequence[_Tried]) -> list[LeverChange]:
        """What is combined further, the most promising first."""
        kept: list[tuple[int, int, LeverChange]] = []
        verdicts: dict[str, list[_Tried]] = {}
        for one in sorted(singles, key=lambda one: _span(one.change)):
            if self.does(one):
                continue
            alike = verdicts.setdefault(one.change.decision_maker, [])
            if one.change.kind in ("move", "wish") and any(_same_verdicts(one.solutions, other.solutions) for other in alike):
                continue
            alike.append(one)
            helps = one.turn != 0 and (one.turn > 0) == (self.wish == "for")
            changes = not _same_verdicts(self.analysis.solutions, one.solutions)
            kept.append((0 if helps else 1 if changes else 2, len(kept), one.change))
        return [change for _, _, change in sorted(kept, key=lambda one: one[:2])]

    # --- sets -----------------------------------------------------------------------------------------------------------

    def further(self, pool: Sequence[LeverChange], size: int, sets: list[LeverSet]) -> bool:
        """Every set of one size; false where time ran out."""
        known = [set(one.changes) for one in sets]
        total = math.comb(len(pool), size)
        number = 0
        for last in range(size - 1, len(pool)):
            for others in itertools.combinations(pool[:last], size - 1):
                number += 1
                chosen = (*others, pool[last])
                if not self.tick(number, total):
                    return False
                if not _fit(chosen) or any(part <= set(chosen) for part in known):
                    continue
                found = self.judged(chosen)
                if found is not None and self.is_reached(found[1]):
                    sets.append(self.told(chosen, *found))
                    known.append(set(chosen))
        return True

    def judged(self, changes: Sequence[LeverChange]) -> tuple[tuple[Solution, ...], Conclusion] | None:
        """What it comes to after these changes; None where they cannot be made."""
        situation: Situation | None = self.situation
        try:
            for change in changes:
                situation = None if situation is None else changed(situation, change)
            solutions = None if situation is None else self.trials.solved(situation)
        except InputError:
            return None
        if solutions is None:
            return None
        self.tried += 1
        return solutions, conclude_from(solutions, self.statement)

    def told(self, changes: tuple[LeverChange, ...], solutions: tuple[Solution, ...], after: Conclusion) -> LeverSet:
        makers = {change.decision_maker for change in changes}
        costs: list[Cost] = []
        for dm in self.situation.decision_makers:
            if dm.id in makers:
                price, gain = price_and_gain(self.analysis, solutions, dm.id)
                wants = self.analysis.solutions[0].case.wants_of(dm)
                place = next((n for n, want in enumerate(wants, start=1) if price is not None and want is price), 0)
                costs.append(Cost(decision_maker=dm.id, price=price, place=place, gain=gain))
        fearless = conclude(self.analysis, self.statement, FEARLESS), conclude_from(solutions, self.statement, FEARLESS)
        return LeverSet(
            changes=changes,
            after=after,
            reached=self.is_reached(after),
            costs=tuple(costs),
            by_fear=direction(*fearless) != direction(self.before, after),
        )

    def does(self, one: _Tried) -> bool:
        return self.is_reached(one.after)

    def is_reached(self, conclusion: Conclusion) -> bool:
        accepted = {SOME, ALL} if self.enough == SOME else {self.enough}
        return set(conclusion.values) <= accepted

    def gained(self, after: Conclusion) -> float:
        return (strength_of(after) or 0) - (strength_of(self.before) or 0)

    def tick(self, done: int, total: int) -> bool:
        """Tell how far it is; false once the time is over or somebody stopped it."""
        if not self.stopped and self.end is not None and time.monotonic() >= self.end:
            self.stopped = True
        if self.progress is not None and not self.stopped:
            try:
                self.progress(done, total)
            except KeyboardInterrupt:
                self.stopped = True
        return not self.stopped


def changed(situation: Situation, change: LeverChange) -> Situation | None:
    """The situation after one change, wherever earlier changes have put what it names; None where it cannot be made."""
    if change.kind in ("take", "refuse"):
        option = situation.option_by_key[change.option]
        return committed_to(situation, option, change.kind == "take")
    if change.kind in ("drop", "lift"):
        return lose(situation, {change.want or change.rule: OUT}).situation
    if change.kind == "bind":
        assert change.statement is not None
        number = len(situation.rules) + 1
        rule = Rule(address=f"rules.lever-{number}", id=f"lever-{number}", statement=change.statement)
        return situation.with_names_kept(rules=(*situation.rules, rule))
    addresses = [want.address for want in situation.decision_maker(change.decision_maker).wants or ()]
    if change.kind == "wish":
        assert change.statement is not None
        want = PreferenceStatement(address=f"wants.{change.decision_maker}.lever", id="lever", statement=change.statement)
        neighbour = {"above": change.to} if change.to <= len(addresses) else {}
        return add_want(situation, change.decision_maker, want, **neighbour)
    return move_want(situation, change.decision_maker, addresses.index(change.want) + 1, addresses.index(change.past) + 1)


def _fit(changes: Sequence[LeverChange]) -> bool:
    """Whether no two of them undo or repeat each other."""
    about = [
        (change.decision_maker, change.option or change.want or change.rule or (change.kind, change.kind == "bind" and change))
        for change in changes
    ]
    return len(set(about)) == len(about)


def _same_verdicts(one: Sequence[Solution], other: Sequence[Solution]) -> bool:
    """Whether every state is stable for the same decision makers under the two concepts that levers go by, case by case."""
    return len(one) == len(other) and all(
        a.model.count == b.model.count
        and all(
            np.array_equal(a.stability[code][dm], b.stability[code][dm])
            for code in (FEARLESS, LEADING)
            for dm in a.model.decision_makers
        )
        for a, b in zip(one, other, strict=True)
    )


def _span(change: LeverChange) -> int:
    """How far a want moves; a new one: how high it comes to stand, counted from the bottom."""
    return -change.to if change.kind == "wish" else abs(change.to - change.position) if change.kind == "move" else 0


def _nearest_places(sets: Sequence[LeverSet]) -> tuple[LeverSet, ...]:
    """Of sets that differ only in the places of the same wants the first, which moves them least."""
    kept: dict[object, LeverSet] = {}
    for one in sets:
        key = frozenset(replace(change, to=0, position=0, past="") for change in one.changes), one.after.values
        kept.setdefault(key, one)
    return tuple(kept.values())


def _cheapest(one: LeverSet) -> tuple[int, int, int, int]:
    """Few changes first; of these such as cost their makers little: nothing, or a want that stands low."""
    places = [cost.place for cost in one.costs if cost.place]
    return (len(one.changes), len(places), -min(places, default=0), sum(map(_span, one.changes)))
