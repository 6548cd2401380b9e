"""The situation solved as it stands, and what a small change of it turns over.

Every trial of the audit (two wants exchanged, a line taken out) is the same question: with this change, which equilibria
appear or vanish, which conclusions turn, does any verdict differ at all?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lagebild.analyses.conclusion import LEADING_CONCEPT, conclude_from
from lagebild.model import ConflictModel, build
from lagebild.situation import Situation
from lagebild.solutions import Analysis, Solution, analyse, solve_case
from lagebild.solutions.concepts import with_defaults
from lagebild.statements import Name, Statement

Label = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
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
class Baseline:
    """A situation solved under every concept in every case; ``leading`` is the concept that conclusions go by."""

    analysis: Analysis = field(repr=False)
    leading: str = LEADING_CONCEPT

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

    @cached_property
    def conclusions(self) -> tuple[Conclusion, ...]:
        """What each question that has a statement comes to."""
        return conclusions_of(self.situation, self.solutions, self.leading)

    @cached_property
    def models_by_circumstances(self) -> tuple[ConflictModel, ...]:
        """One model per way to settle the circumstances: states and moves cannot differ within these."""
        found: dict[object, ConflictModel] = {}
        for model in self.models:
            found.setdefault(model.case.circumstances, model)
        return tuple(found.values())

    def difference(self, changed: Situation) -> Difference:
        """What ``changed`` does, which has the same decision makers, states and open cases.

        A case in which all payoffs and moves stay as they are is not solved again.
        """
        after: list[Solution] = []
        for solution in self.solutions:
            model = build(changed, solution.case, like=solution.model)
            same = model.moves is solution.model.moves and _same_payoffs(model, solution.model)
            after.append(solution if same else solve_case(changed, solution.case, solution.concepts, like=solution))
        return self.compared(after)

    def compared(self, after: Sequence[Solution]) -> Difference:
        """What differs between these solutions and ``after``, case by case over the same states."""
        pairs = [(old, new) for old, new in zip(self.solutions, after, strict=True) if new is not old]
        if not pairs:
            return Difference()
        return Difference(
            preferences=any(not _same_payoffs(old.model, new.model) for old, new in pairs),
            verdicts=any(not same_verdicts(old, new) for old, new in pairs),
            shifts=tuple(shifts_between(pairs)),
            turns=self.turns(after),
        )

    def turns(self, after: Sequence[Solution]) -> tuple[Turn, ...]:
        """Which conclusions turn from these solutions to ``after``."""
        later = conclusions_of(self.situation, after, self.leading)
        return tuple(
            Turn(question=old.question, definition=old.definition, statement=old.statement, before=old.values, after=new.values)
            for old, new in zip(self.conclusions, later, strict=True)
            if old.values != new.values
        )


def solved(situation: Situation, leading: str = LEADING_CONCEPT) -> Baseline:
    """The situation solved, the default concepts and the leading one, all cases. Raises: InputError, TooLargeError."""
    return Baseline(analysis=analyse(situation, with_defaults([leading])), leading=leading)


def conclusions_of(situation: Situation, solutions: Sequence[Solution], concept: str) -> tuple[Conclusion, ...]:
    """What each question that has a statement comes to; a term with several definitions gives one conclusion each."""
    return tuple(
        Conclusion(
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
