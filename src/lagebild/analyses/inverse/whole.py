"""Inverse: what somebody would have to want for a state to be stable or an equilibrium, and how far that is from today.

Three questions for a state and a concept: what must each want for the state to be stable for it, the others as they are; for
which of these is that enough for an equilibrium (or what more it takes, where its own improvements are others' deterrents);
and what must all of them want together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from lagebild.analyses.inverse.comparisons import Condition
from lagebild.analyses.inverse.conditions import Conditions, together
from lagebild.analyses.inverse.nearest import NearestRanking, nearest_ranking
from lagebild.analyses.inverse.shares import Shares, shares
from lagebild.analyses.inverse.wants import NearestWants, nearest_wants
from lagebild.model import ConflictModel
from lagebild.situation import Situation
from lagebild.solutions import Analysis, Solution, analyse, concepts_named
from lagebild.solutions.concepts import Concept

STABLE: Final = "stable"
EQUILIBRIUM: Final = "equilibrium"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False, kw_only=True)
class Requirement:
    """What those in ``asked`` must want, everybody else as today, for the state to be ``goal``.

    ``goal``: stable for the one asked, or an equilibrium. ``solutions``: the cases in which all this is so.
    """

    concept: str
    goal: str
    asked: tuple[str, ...]
    solutions: tuple[Solution, ...]
    position: int
    condition: Condition
    met: bool
    """Whether it holds today."""
    hindering: tuple[str, ...]
    """For an equilibrium that the asked cannot bring about: for whom it is not stable, whatever they want."""
    ranking: NearestRanking | None
    """None where it is met, or nothing is near."""
    wants: NearestWants | None
    shares: Shares


@dataclass(frozen=True, eq=False, kw_only=True)
class Inverse:
    """What it would take for ``state``; requirements concept by concept, per concept each alone and then all together."""

    analysis: Analysis = field(repr=False)
    state: int | str
    concepts: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    interrupted: bool
    """Whether time ran out before everything asked was worked out."""
    seconds: float

    @property
    def situation(self) -> Situation:
        """Whose wants are asked about."""
        return self.analysis.situation

    def of(self, concept: str, goal: str, *asked: str) -> tuple[Requirement, ...]:
        """The requirements under one concept; one for all cases in which nothing differs."""
        return tuple(r for r in self.requirements if (r.concept, r.goal) == (concept, goal) and r.asked == asked)


def inverse(
    situation: Situation | Analysis,
    state: int | str,
    concepts: Iterable[str] | str | None = None,
    *,
    by: str | None = None,
    what_if: str | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Inverse:
    """What must be wanted for the state called ``state`` to be stable, and an equilibrium, under each of ``concepts``.

    ``by``: only this decision maker; else each of them, and all together. ``seconds``: how long to look, case by case; what is
    not looked at then is left out. Raises: UnknownNameError, NotApplicableError, TooLargeError.
    """
    begun = time.monotonic()
    chosen = concepts_named([concepts] if isinstance(concepts, str) else concepts)
    codes = [concept.code for concept in chosen]
    if isinstance(situation, Analysis) and {concept.code for concept in situation.concepts} >= set(codes):
        analysis = situation
    else:
        asked = situation.situation if isinstance(situation, Analysis) else situation
        analysis = analyse(asked, codes, what_if=what_if)
    everybody = tuple(dm.id for dm in analysis.situation.decision_makers)
    if by is not None:
        analysis.situation.decision_maker(by)
    one_by_one = everybody if by is None else (by,)
    questions: list[tuple[str, tuple[str, ...]]] = [(goal, (dm,)) for goal in (STABLE, EQUILIBRIUM) for dm in one_by_one]
    if by is None and len(everybody) > 1:
        questions.append((EQUILIBRIUM, everybody))
    clock = _Clock(begun, seconds, progress, len(chosen) * len(questions) * len(analysis.solutions))
    found: list[Requirement] = []
    worked_out = _Worked(analysis, state, clock)
    for concept in chosen:
        for goal, free in questions:
            found.extend(worked_out.over_cases(concept, goal, free))
    return Inverse(
        analysis=analysis,
        state=state,
        concepts=tuple(codes),
        requirements=tuple(found),
        interrupted=clock.stopped,
        seconds=time.monotonic() - begun,
    )


class _Clock:
    """Whether there is time left, and who is told how far things are."""

    def __init__(self, begun: float, seconds: float | None, progress: Progress | None, total: int) -> None:
        self._end = None if seconds is None else begun + seconds
        self._progress, self._done, self._total = progress, 0, total
        self.stopped = False

    def running(self) -> bool:
        """False once the time is over or somebody stopped it."""
        if not self.stopped and self._end is not None and time.monotonic() >= self._end:
            self.stopped = True
        return not self.stopped

    def tick(self) -> bool:
        """One more is done; whether to go on."""
        if self._progress is not None and self.running():
            try:
                self._progress(self._done, self._total)
            except KeyboardInterrupt:
                self.stopped = True
        self._done += 1
        return self.running()


class _Worked:
    """Requirements of one analysis; cases in which nothing can differ are worked out once."""

    def __init__(self, analysis: Analysis, state: int | str, clock: _Clock) -> None:
        self.analysis, self.state, self.clock = analysis, state, clock
        self._known: dict[object, tuple[Condition, tuple[str, ...], Shares]] = {}

    def over_cases(self, concept: Concept, goal: str, free: tuple[str, ...]) -> list[Requirement]:
        groups: dict[object, list[Solution]] = {}
        for solution in self.analysis.solutions:
            groups.setdefault(self._alike(solution), []).append(solution)
        found: list[Requirement] = []
        for solutions in groups.values():
            if not self.clock.tick():
                break
            found.append(self.one(concept, goal, free, tuple(solutions)))
        return _merged(found)

    def _alike(self, solution: Solution) -> object:
        model = solution.model
        return (id(model.moves), model.case.circumstances, tuple(p.tobytes() for p in model.payoffs.values()))

    def one(self, concept: Concept, goal: str, free: tuple[str, ...], solutions: tuple[Solution, ...]) -> Requirement:
        solution = solutions[0]
        model = solution.model
        position = model.position(self.state)
        focal = free if goal == STABLE else model.decision_makers
        met = all(bool(solution.stability[concept.code][dm][position]) for dm in focal)
        condition, hindering, shared = self.conditions(concept, goal, free, model, position)
        open_ = not met and not (condition.never and condition.complete)
        return Requirement(
            concept=concept.code,
            goal=goal,
            asked=free,
            solutions=solutions,
            position=position,
            condition=condition,
            met=met,
            hindering=hindering,
            ranking=nearest_ranking(condition, model.payoffs) if open_ else None,
            wants=nearest_wants(solution, concept, position, free, free[0] if goal == STABLE else "", self.clock.running)
            if open_
            else None,
            shares=shared,
        )

    def conditions(
        self, concept: Concept, goal: str, free: tuple[str, ...], model: ConflictModel, position: int
    ) -> tuple[Condition, tuple[str, ...], Shares]:
        """The condition, who cannot be kept by it, and its shares; once for all cases in which the others want the same."""
        others = tuple(model.payoffs[dm].tobytes() for dm in model.decision_makers if dm not in free)
        key = (concept.code, goal, free, id(model.moves), others)
        if key not in self._known:
            hindering: tuple[str, ...] = ()
            if goal == STABLE:
                found = Conditions(model).stable(concept, position, free[0], free)
            else:
                parts = {dm: Conditions(model).stable(concept, position, dm, free) for dm in model.decision_makers}
                hindering = tuple(dm for dm, part in parts.items() if part.never)
                found = together(parts.values())
            self._known[key] = found, hindering, shares(found, model.count)
        return self._known[key]


def _merged(found: Sequence[Requirement]) -> list[Requirement]:
    """Cases told together where everything that is told is the same."""
    kept: list[Requirement] = []
    for one in found:
        same = next((n for n, other in enumerate(kept) if _told_alike(one, other)), None)
        if same is None:
            kept.append(one)
        else:
            kept[same] = replace(kept[same], solutions=(*kept[same].solutions, *one.solutions))
    return kept


def _told_alike(one: Requirement, other: Requirement) -> bool:
    models = one.solutions[0].model, other.solutions[0].model
    return (
        np.array_equal(models[0].states, models[1].states)
        and one.condition == other.condition
        and (one.met, one.hindering, one.wants) == (other.met, other.hindering, other.wants)
        and (one.ranking is None) == (other.ranking is None)
        and (one.ranking is None or one.ranking.same_as(other.ranking))
    )
