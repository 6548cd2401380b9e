"""A situation solved, and its neighbours: the same with one thing changed, solved and compared.

Audit, levers and hinges all ask the same: with this change, which equilibria appear or vanish, which conclusions turn, does
any verdict differ at all? What cannot differ is taken over, and a conflict that was solved before is not solved again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import Final

import numpy as np

from lagebild.analyses.conclusion import LEADING_CONCEPT, conclude_from, one_value
from lagebild.model import MOST, Builder, ConflictModel
from lagebild.model import cases_of as completed_cases
from lagebild.model.strength import levels, says_strength
from lagebild.situation import AnyOrder, Case, Situation
from lagebild.solutions import Analysis, Solution, analyse, solve_models
from lagebild.solutions.concepts import with_defaults
from lagebild.statements import Name, Statement

Label = int | str

MAX_DRAWN: Final = 1_000
"""How many cases of a neighbour are solved; of more, as many are drawn."""

SEED: Final = 1

MAX_KEPT: Final = 2**21
"""How many states the solutions that are kept for later may have together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question's statement comes to, case by case: all, some, none, no equilibrium.

    ``question`` counts from 1; ``definition`` is the reading of a term that is asked about, empty elsewhere.
    """

    question: int
    definition: str = ""
    statement: Statement
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A conclusion that turns: its values before and after, case by case."""

    question: int
    definition: str = ""
    statement: Statement
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What happens to the equilibria under one concept; ``cases`` is in how many cases anything does."""

    concept: str
    appears: tuple[Label, ...] = ()
    """States that are equilibria in a case in which they were none."""
    vanishes: tuple[Label, ...] = ()
    cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change does. ``preferences``: some comparison of two states differs; ``verdicts``: some stability differs."""

    preferences: bool = False
    verdicts: bool = False
    shifts: tuple[Shift, ...] = ()
    """Only concepts under which something happens, in the order of ``CONCEPTS``."""
    turns: tuple[Turn, ...] = ()
    """Conclusions go by the leading concept."""

    def shift(self, concept: str) -> Shift | None:
        """What happens under ``concept``, if anything."""
        return next((shift for shift in self.shifts if shift.concept == concept), None)


@dataclass(frozen=True, eq=False, kw_only=True)
class Neighbours:
    """A situation solved in every case, and whatever was solved beside it.

    ``leading`` is the concept that conclusions go by.
    """

    analysis: Analysis = field(repr=False)
    leading: str = LEADING_CONCEPT
    _known: dict[tuple[object, ...], Solution] = field(default_factory=dict, repr=False)
    """Solutions by moves and payoffs: whatever else differs, verdicts do not."""
    _solves: list[int] = field(default_factory=lambda: [0], repr=False)

    @property
    def situation(self) -> Situation:
        """What was solved."""
        return self.analysis.situation

    @property
    def solutions(self) -> tuple[Solution, ...]:
        """One per case."""
        return self.analysis.solutions

    @property
    def models(self) -> tuple[ConflictModel, ...]:
        """One per case."""
        return tuple(solution.model for solution in self.solutions)

    @property
    def solves(self) -> int:
        """How many conflicts were solved so far besides the situation itself, each of its cases counted."""
        return self._solves[0]

    @cached_property
    def conclusions(self) -> tuple[Asked, ...]:
        """What each question that has a statement comes to."""
        return conclusions_of(self.situation, self.solutions, self.leading)

    @cached_property
    def models_by_circumstances(self) -> tuple[ConflictModel, ...]:
        """One model per way to settle the circumstances: states and moves cannot differ within these."""
        found: dict[object, ConflictModel] = {}
        for model in self.models:
            found.setdefault(model.case.circumstances, model)
        return tuple(found.values())

    def solved(self, changed: Situation, like: Sequence[Solution] = ()) -> tuple[Solution, ...]:
        """``changed`` solved in each of its cases, in their order; of more than ``MAX_DRAWN`` as many are drawn.

        ``like``: solutions of a situation with the same states and moves, where these are not the situation's own.
        Raises: InputError where no model is left; TooLargeError.
        """
        like = like or self.solutions
        self._remember_itself()
        cases = cases_of(changed)
        nearest = [_nearest(like, number, case) for number, case in enumerate(cases)]
        builder = Builder(changed)
        models = [builder.build(case, like.model) for case, like in zip(cases, nearest, strict=True)]
        keys = [_verdicts_go_by(model) for model in models]
        fresh = {key: number for number, key in enumerate(keys) if key not in self._known}
        found = solve_models(
            [models[number] for number in fresh.values()],
            self.analysis.concepts,
            [nearest[number] for number in fresh.values()],
            solved=self.solves,
        )
        self._solves[0] += len(found)
        solved = dict(zip(fresh, found, strict=True))
        solutions = tuple(
            replace(solved[key] if key in solved else self._known[key], model=model)
            for key, model in zip(keys, models, strict=True)
        )
        if len(self._known) * models[0].count < MAX_KEPT:
            self._known.update(solved)
        return solutions

    def _remember_itself(self) -> None:
        if not self._known:
            self._known.update((_verdicts_go_by(solution.model), solution) for solution in self.solutions)

    def difference(self, changed: Situation) -> Difference:
        """What ``changed`` does, which has the same decision makers, states and open cases."""
        return self.compared(self.solved(changed))

    def compared(self, after: Sequence[Solution]) -> Difference:
        """What differs between these solutions and ``after``, case by case over the same states."""
        if [s.case.completions for s in self.solutions] != [s.case.completions for s in after]:
            return self._compared_as_wholes(after)
        pairs = [pair for pair in zip(self.solutions, after, strict=True) if not _same_conflict(*pair)]
        if not pairs:
            return Difference()
        return Difference(
            preferences=any(not _same_payoffs(old.model, new.model) for old, new in pairs),
            verdicts=any(not same_verdicts(old, new) for old, new in pairs),
            shifts=tuple(shifts_between(pairs)),
            turns=self.turns(after),
        )

    def _compared_as_wholes(self, after: Sequence[Solution]) -> Difference:
        """What differs where the completions of what is unknown are others: what happens in some of them, and in none."""
        before, later = ({_verdicts(solution) for solution in solutions} for solutions in (self.solutions, after))
        shifts: list[Shift] = []
        for code in (concept.code for concept in self.analysis.concepts):
            sets = [
                dict.fromkeys(s.model.label(p) for s in solutions for p in s.equilibria(code))
                for solutions in (self.solutions, after)
            ]
            appears = tuple(label for label in sets[1] if label not in sets[0])
            vanishes = tuple(label for label in sets[0] if label not in sets[1])
            if appears or vanishes:
                shifts.append(Shift(concept=code, appears=appears, vanishes=vanishes, cases=len(self.solutions)))
        turns = tuple(turn for turn in self.turns(after) if set(turn.before) != set(turn.after))
        return Difference(preferences=True, verdicts=before != later, shifts=tuple(shifts), turns=turns)

    def turns(self, after: Sequence[Solution]) -> tuple[Turn, ...]:
        """Which conclusions turn from these solutions to ``after``."""
        later = conclusions_of(self.situation, after, self.leading)
        return tuple(
            Turn(question=old.question, definition=old.definition, statement=old.statement, before=old.values, after=new.values)
            for old, new in zip(self.conclusions, later, strict=True)
            if old.values != new.values
        )


def neighbours(situation: Situation, leading: str = LEADING_CONCEPT) -> Neighbours:
    """The situation solved, the default concepts and the leading one, all cases. Raises: InputError, TooLargeError."""
    return Neighbours(analysis=analyse(situation, with_defaults([leading])), leading=leading)


def cases_of(situation: Situation) -> tuple[Case, ...]:
    """The cases of a situation; of more than ``MAX_DRAWN`` as many, drawn with a fixed seed."""
    if situation.case_count <= MAX_DRAWN:
        return completed_cases(situation, most=max(1, min(MOST, MAX_DRAWN // situation.case_count))).cases
    rng = random.Random(SEED)
    groups = [want for dm in situation.decision_makers for want in dm.wants or () if isinstance(want, AnyOrder)]
    drawn = tuple(_drawn(situation, groups, rng) for _ in range(MAX_DRAWN))
    return completed_cases(situation, drawn, most=1).cases


def _drawn(situation: Situation, groups: Sequence[AnyOrder], rng: random.Random) -> Case:
    values = tuple((c.id, bool(rng.getrandbits(1)) if c.value is None else c.value) for c in situation.circumstances)
    return Case(circumstances=values, orders=tuple((group.address, _drawn_order(group, rng)) for group in groups))


def _drawn_order(group: AnyOrder, rng: random.Random) -> tuple[int, ...]:
    """One of the orders that are tried: member after member, drawn from those that nothing left must precede."""
    left = list(range(len(group.members)))
    found: list[int] = []
    while left:
        free = [member for member in left if not any(second == member and first in left for first, second in group.kept)]
        found.append(rng.choice(free))
        left.remove(found[-1])
    return tuple(found)


def _nearest(like: Sequence[Solution], number: int, case: Case) -> Solution:
    """The same case of the unchanged situation, where there is one: it has most to take over from."""
    if number < len(like) and like[number].case == case:
        return like[number]
    same = (solution for solution in like if solution.case.circumstances == case.circumstances)
    return next(same, like[min(number, len(like) - 1)])


def _verdicts_go_by(model: ConflictModel) -> tuple[object, ...]:
    """What verdicts are worked out from. The moves themselves are in it, so that nothing else gets their identity."""
    digest = blake2b(digest_size=16)
    # Ranks are dense: there are no more of them than states.
    width = np.uint16 if model.count <= 2**16 else np.int64
    for payoff in model.payoffs.values():
        digest.update(payoff.astype(width).data)
    if says_strength(model):
        # Some concepts ask by how much, too; payoffs alone do not say that.
        for dm in model.decision_makers:
            digest.update(levels(model, dm).astype(width).data)
    attitudes = tuple(dm.attitudes for dm in model.situation.decision_makers)
    return (_Itself(model.moves), digest.digest(), attitudes)


@dataclass(frozen=True, slots=True)
class _Itself:
    """Equal to nothing but itself."""

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def _verdicts(solution: Solution) -> tuple[bytes, ...]:
    """Every verdict, to be compared with those of another solution."""
    return tuple(np.packbits(stable).tobytes() for by_dm in solution.stability.values() for stable in by_dm.values())


def _same_conflict(old: Solution, new: Solution) -> bool:
    return new is old or _verdicts_go_by(old.model) == _verdicts_go_by(new.model)


def values_beside(base: Neighbours, changed: Situation, after: Sequence[Solution], statement: Statement) -> tuple[str, ...]:
    """What ``statement`` comes to in each case of the situation as it was, by the solutions of a changed one.

    A case is compared with the cases of the changed situation that settle alike what is open in both. So a case that a
    change splits is judged by all its parts together, and one that it settles by what is left of it.
    """
    values = conclude_from(after, statement, base.leading).values
    alike = settled_alike(base.situation, [s.case for s in base.solutions], changed, [s.case for s in after])
    return tuple(one_value([values[number] for number in numbers]) for numbers in alike)


def settled_alike(
    before: Situation, cases: Sequence[Case], after: Situation, later: Sequence[Case]
) -> tuple[tuple[int, ...], ...]:
    """Per case of ``before`` the positions of the cases of ``after`` that settle alike what is open in both."""
    if list(cases) == list(later) and before.case_count == after.case_count:
        return tuple((number,) for number in range(len(cases)))
    open_in_both = {c.id for c in before.circumstances if c.value is None} & {
        c.id for c in after.circumstances if c.value is None
    }
    pairs = _pairs_in_any_order(before) & _pairs_in_any_order(after)
    found: dict[object, list[int]] = {}
    for number, settling in enumerate(_settlings(after, later, open_in_both, pairs)):
        found.setdefault(settling, []).append(number)
    everything = list(range(len(later)))
    # Of cases that were drawn, none may fit: then all of them together must do.
    return tuple(tuple(found.get(settling, everything)) for settling in _settlings(before, cases, open_in_both, pairs))


def _pairs_in_any_order(situation: Situation) -> frozenset[tuple[str, str]]:
    """Every two wants of which it is not known which comes first, by their addresses in order."""
    groups = [want for dm in situation.decision_makers for want in dm.wants or () if isinstance(want, AnyOrder)]
    return frozenset(
        (min(first.address, second.address), max(first.address, second.address))
        for group in groups
        for number, first in enumerate(group.members)
        for other, second in enumerate(group.members)
        if number < other and not {(number, other), (other, number)} & set(group.kept)
    )


def _settlings(
    situation: Situation, cases: Sequence[Case], circumstances: set[str], pairs: frozenset[tuple[str, str]]
) -> Iterator[object]:
    """Per case how it settles these circumstances and pairs."""
    where = {
        member.address: (want.address, number)
        for dm in situation.decision_makers
        for want in dm.wants or ()
        if isinstance(want, AnyOrder)
        for number, member in enumerate(want.members)
    }
    asked = [(*where[first], where[second][1]) for first, second in sorted(pairs)]
    for case in cases:
        orders = dict(case.orders)
        settled = tuple(orders[group].index(first) < orders[group].index(second) for group, first, second in asked)
        yield (tuple(item for item in case.circumstances if item[0] in circumstances), settled)


def conclusions_of(situation: Situation, solutions: Sequence[Solution], concept: str) -> tuple[Asked, ...]:
    """What each question that has a statement comes to; a term with several definitions gives one conclusion each."""
    return tuple(
        Asked(
            question=number,
            definition=definition,
            statement=statement,
            values=conclude_from(solutions, statement, concept).values,
        )
        for number, definition, statement in asked(situation)
    )


def asked(situation: Situation) -> Iterator[tuple[int, str, Statement]]:
    """Every question that has a statement: its number, the definition asked about (empty elsewhere), and the statement."""
    for number, question in enumerate(situation.questions, start=1):
        if question.term:
            for definition in situation.definitions_of(question.term):
                yield number, definition.key, Name(definition.key)
        elif question.statement is not None:
            yield number, "", question.statement


def same_verdicts(old: Solution, new: Solution) -> bool:
    """Whether every state is stable for the same decision makers under every concept."""
    return old.model.count == new.model.count and all(
        np.array_equal(stable, new.stability[code][dm])
        for code, by_decision_maker in old.stability.items()
        for dm, stable in by_decision_maker.items()
    )


def _same_payoffs(old: ConflictModel, new: ConflictModel) -> bool:
    return all(np.array_equal(payoff, new.payoffs[dm]) for dm, payoff in old.payoffs.items())


def shifts_between(pairs: Sequence[tuple[Solution, Solution]]) -> Iterator[Shift]:
    """What happens to the equilibria from the first solution of each pair to the second, per concept; over the same states."""
    for code in (concept.code for concept in pairs[0][0].concepts):
        appears: dict[Label, None] = {}
        vanishes: dict[Label, None] = {}
        cases = 0
        for old, new in pairs:
            before, after = old.is_equilibrium(code), new.is_equilibrium(code)
            for found, changed in ((appears, after & ~before), (vanishes, before & ~after)):
                found.update((old.model.label(position), None) for position in np.flatnonzero(changed).tolist())
            cases += not np.array_equal(before, after)
        if cases:
            yield Shift(concept=code, appears=tuple(appears), vanishes=tuple(vanishes), cases=cases)
