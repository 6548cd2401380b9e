"""``analyse``: a situation solved, every open case of it, as one frozen record."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from lagebild.engine import Engine, SetEngine, choose_engine
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.model import ConflictModel, build
from lagebild.situation import Case, Situation
from lagebild.solutions.coalitions import Coalition, Jump, coalition_stability, coalitions_named, equilibrium_jumps
from lagebild.solutions.concepts import LEADING, Concept, concept_named, concepts_named
from lagebild.solutions.view import StateSet, View

MAX_CASES: Final = 1_000
"""How many cases (open circumstances and orders crossed) are solved."""

THREADS_FROM: Final = 2**17
"""From how many states on threads share the work; below, starting them costs more than they save."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """One case solved. Stability: one truth value per state and decision maker."""

    model: ConflictModel
    engine: Engine = field(repr=False)
    concepts: tuple[Concept, ...]
    stability: Mapping[str, Mapping[str, StateSet]] = field(repr=False)
    """Concept code -> decision maker -> truth values."""

    @property
    def case(self) -> Case:
        """How what is open was settled."""
        return self.model.case

    def stable(self, concept: str, decision_maker: str) -> StateSet:
        """Which states are stable for ``decision_maker``."""
        return self.stability[concept][decision_maker]

    @cached_property
    def _equilibria(self) -> Mapping[str, StateSet]:
        return {code: np.logical_and.reduce(list(stable.values())) for code, stable in self.stability.items()}

    def is_equilibrium(self, concept: str) -> StateSet:
        """Which states are stable for everybody."""
        return self._equilibria[concept]

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """The positions of the equilibria, ascending."""
        return tuple(np.flatnonzero(self._equilibria[concept]).tolist())

    @cached_property
    def sets(self) -> SetEngine:
        """The set engine over the same model, for what needs sets. Raises: TooLargeError."""
        return self.engine if isinstance(self.engine, SetEngine) else SetEngine(self.model)


@dataclass(frozen=True, eq=False, kw_only=True)
class CoalitionSolution:
    """What coalitions add in one case: stable positions per coalition and concept that knows them, and equilibrium jumps."""

    stability: Mapping[Coalition, Mapping[str, tuple[int, ...]]]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Analysis:
    """A situation solved: one ``Solution`` per case, with the situation it came from."""

    situation: Situation
    """With the what-if applied."""
    what_if: str | None = None
    concepts: tuple[Concept, ...]
    solutions: tuple[Solution, ...]
    coalitions: tuple[CoalitionSolution, ...] = ()
    """One per case, where asked for."""
    seconds: float

    @property
    def engine(self) -> str:
        """The name of the engine that solved it."""
        return self.solutions[0].engine.name

    @property
    def open(self) -> bool:
        """Whether more than one case had to be solved."""
        return len(self.solutions) > 1

    def equilibria(self, concept: str = LEADING) -> tuple[int | str, ...]:
        """The states (numbers or ids) that are equilibria in every case, ascending. Raises: UnknownNameError."""
        return self.by_survival(concept_named(concept).code)[0]

    def by_survival(self, code: str) -> tuple[tuple[int | str, ...], tuple[int | str, ...], tuple[int | str, ...]]:
        """The states that are equilibria in all cases, in some but not all, and in none."""
        counts: dict[int | str, int] = {}
        for solution in self.solutions:
            for label, holds in zip(solution.model.labels(), solution.is_equilibrium(code).tolist(), strict=True):
                counts[label] = counts.get(label, 0) + holds
        order = sorted(counts) if not self.situation.is_graph else list(counts)
        full = len(self.solutions)
        return (
            tuple(label for label in order if counts[label] == full),
            tuple(label for label in order if 0 < counts[label] < full),
            tuple(label for label in order if counts[label] == 0),
        )


def analyse(
    situation: Situation,
    concepts: Iterable[str] | None = None,
    *,
    coalitions: str | Iterable[Iterable[str]] | None = None,
    what_if: str | None = None,
    engine: str | None = None,
    like: Analysis | None = None,
) -> Analysis:
    """Solve ``situation``, or its variant ``what_if``, in every open case.

    ``coalitions``: ``"all"`` or a list of coalitions. ``engine``: by name, else chosen by size. ``like``: an analysis of a
    situation with the same states and moves, whose layout is used again.
    Raises: InputError, UnknownNameError, TooLargeError, NotApplicableError where a concept does not apply.
    """
    begun = time.perf_counter()
    if what_if is not None:
        # Most solving is of the file as it stands; only a variant pays for this import.
        from lagebild.changes import apply

        situation = apply(situation, what_if)
    chosen = concepts_named(concepts)
    if situation.case_count > MAX_CASES:
        raise TooLargeError(
            f"{situation.case_count:,} cases (open circumstances and orders crossed); at most {MAX_CASES:,} are solved. "
            "Settle some circumstances, or split an `any-order` into smaller groups."
        )
    solutions: list[Solution] = []
    for case in situation.cases():
        before = solutions[-1] if solutions else (like.solutions[0] if like is not None else None)
        solutions.append(solve_case(situation, case, chosen, engine=engine, like=before))
    return Analysis(
        situation=situation,
        what_if=what_if,
        concepts=chosen,
        solutions=tuple(solutions),
        coalitions=() if coalitions is None else tuple(_coalitions(s, coalitions) for s in solutions),
        seconds=time.perf_counter() - begun,
    )


def solve_case(
    situation: Situation,
    case: Case,
    concepts: tuple[Concept, ...],
    *,
    engine: str | None = None,
    like: Solution | None = None,
    model: ConflictModel | None = None,
) -> Solution:
    """Solve one case. ``like``: a solution whose states, moves and layout are used again where they cannot differ.

    ``model``: the model of this case, where it was built already.
    """
    if model is None:
        model = build(situation, case, like=None if like is None else like.model)
    for concept in concepts:
        if reason := concept.refuses(model):
            raise NotApplicableError(f"{concept.code} does not apply here: {reason}")
    worker = choose_engine(model, engine, like=None if like is None else like.engine)
    view = View(model, worker)
    return Solution(model=model, engine=worker, concepts=concepts, stability=_stability(view, concepts))


def _stability(view: View, concepts: tuple[Concept, ...]) -> dict[str, dict[str, StateSet]]:
    """Concept code -> decision maker -> truth values."""
    makers = view.model.decision_makers

    def of(focal: str) -> list[StateSet]:
        return [concept.stable(view, focal) for concept in concepts]

    if view.model.count < THREADS_FROM:
        columns = [of(dm) for dm in makers]
    else:
        # NumPy lets go of the interpreter in passes over long arrays, so that threads share the decision makers out.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(view.engine.prepare, makers))
            columns = list(pool.map(of, makers))
    return {
        concept.code: {dm: column[n] for dm, column in zip(makers, columns, strict=True)} for n, concept in enumerate(concepts)
    }


def _coalitions(solution: Solution, wanted: str | Iterable[Iterable[str]]) -> CoalitionSolution:
    chosen = coalitions_named(solution.model, wanted)
    codes = [concept.code for concept in solution.concepts]
    equilibria = {code: solution.equilibria(code) for code in codes}
    return CoalitionSolution(
        stability={coalition: coalition_stability(solution.sets, coalition, codes) for coalition in chosen},
        jumps=equilibrium_jumps(solution.sets, chosen, equilibria),
    )
