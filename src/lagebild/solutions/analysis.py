"""``analyse``: a situation solved, every open case of it, as one frozen record."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from lagebild.engine import (
    CompiledStack,
    Engine,
    NumericEngine,
    SetEngine,
    StackedEngine,
    choose_engine,
    room_for,
    rows_pay,
)
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.model import MOST, Builder, ConflictModel, build, cases_of
from lagebild.situation import Case, Situation
from lagebild.solutions.coalitions import Coalition, Jump, coalition_stability, coalitions_named, equilibrium_jumps
from lagebild.solutions.concepts import LEADING, Concept, concept_named, concepts_named
from lagebild.solutions.view import StackedView, StateSet, View

MAX_CASES: Final = 1_000
"""How many cases (open circumstances and orders crossed) are solved."""

STACKED: Final = 2**15
"""How many states models that are solved together have in all: their rows then stay in a cache."""

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

    def settled(self, code: str) -> tuple[str, ...]:
        """Whose choice between states equally good for it was settled by their numbers, where others have to care."""
        concept = next(concept for concept in self.concepts if concept.code == code)
        return concept.settled(View(self.model, self.engine))

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
    drawn: bool = False
    """Whether there are more completions of unknown comparisons than were solved: then those solved were drawn."""
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
    before = None if like is None else like.solutions[0]
    builder = Builder(situation, room_for(engine))
    models: list[ConflictModel] = []
    cases = cases_of(situation, most=max(1, min(MOST, MAX_CASES // situation.case_count)))
    for case in cases.cases:
        model = models[-1] if models else (None if before is None else before.model)
        models.append(builder.build(case, model))
    solutions = solve_models(models, chosen, [before] * len(models), engine=engine)
    return Analysis(
        situation=situation,
        what_if=what_if,
        concepts=chosen,
        solutions=tuple(solutions),
        coalitions=() if coalitions is None else tuple(_coalitions(s, coalitions) for s in solutions),
        drawn=cases.drawn,
        seconds=time.perf_counter() - begun,
    )


def solve_case(
    situation: Situation,
    case: Case,
    concepts: tuple[Concept, ...],
    *,
    engine: str | None = None,
    like: Solution | None = None,
) -> Solution:
    """Solve one case. ``like``: a solution whose states, moves and layout are used again where they cannot differ."""
    model = build(situation, case, like=None if like is None else like.model, room=room_for(engine))
    return solve_models([model], concepts, [like], engine=engine)[0]


def solve_models(
    models: Sequence[ConflictModel],
    concepts: tuple[Concept, ...],
    likes: Sequence[Solution | None],
    *,
    engine: str | None = None,
    solved: int = 0,
) -> list[Solution]:
    """Solve models; small ones that share their moves together.

    ``likes``: per model a solution to take a layout from. ``solved``: how many like these were solved before, so that more
    are to be expected.
    """
    workers: list[Engine] = []
    for model, like in zip(models, likes, strict=True):
        for concept in concepts:
            if reason := concept.refuses(model):
                raise NotApplicableError(f"{concept.code} does not apply here: {reason}")
        workers.append(choose_engine(model, engine, like=None if like is None else like.engine))
    stability: dict[int, Mapping[str, Mapping[str, StateSet]]] = {}
    in_rows = all(concept.in_rows for concept in concepts)
    for rows in _stacks(workers) if in_rows else [[row] for row in range(len(workers))]:
        if len(rows) == 1:
            worker = workers[rows[0]]
            stability[rows[0]] = _stability(View(worker.model, worker), concepts)
            continue
        together = [worker for row in rows if isinstance(worker := workers[row], NumericEngine)]
        pays = engine is None and rows_pay(together[0].model, solved)
        stack = CompiledStack(together) if pays else StackedEngine(together)
        found = _stability(StackedView(stack.model, stack, stack.payoffs), concepts)
        for number, row in enumerate(rows):
            stability[row] = {code: {dm: stable[number] for dm, stable in by_dm.items()} for code, by_dm in found.items()}
    return [
        Solution(model=model, engine=worker, concepts=concepts, stability=stability[number])
        for number, (model, worker) in enumerate(zip(models, workers, strict=True))
    ]


def _stacks(workers: Sequence[Engine]) -> list[list[int]]:
    """Which models are solved together: of the same moves, as many as stay in a cache."""
    groups: dict[object, list[list[int]]] = {}
    for number, worker in enumerate(workers):
        model = worker.model
        alone = not isinstance(worker, NumericEngine) or worker.remembers
        stacks = groups.setdefault(number if alone else ("moves", id(model.moves)), [[]])
        if (len(stacks[-1]) + 1) * model.count > STACKED and stacks[-1]:
            stacks.append([])
        stacks[-1].append(number)
    return [stack for stacks in groups.values() for stack in stacks]


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
