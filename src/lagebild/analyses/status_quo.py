"""The status quo table: what is reached in how many steps, who moves last; ways to one state; what stands in between.

Three kinds of steps: ``improvements``; ``indifferent`` (improvements, and moves that are neither better nor worse for their
mover); ``moves`` (any). Sequences are legal: nobody moves twice in succession, searched over (state, last mover).

Source: K. W. Li, D. M. Kilgour, K. W. Hipel (2005), Status quo analysis in the graph model for conflict resolution, Journal of
the Operational Research Society 56, 699-707.
"""

from __future__ import annotations

import heapq
import itertools
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.analyses.reasons import Reason, Reasons
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.model import ConflictModel
from lagebild.solutions import Analysis, Solution
from lagebild.solutions.sequences import Sequences, shortest_sequences

IMPROVEMENTS: Final = "improvements"
INDIFFERENT: Final = "indifferent"
MOVES: Final = "moves"
KINDS: Final = (IMPROVEMENTS, INDIFFERENT, MOVES)
"""The kinds of steps, the strictest first."""

MAX_SEARCHED: Final = 2**14
"""How many states are searched through by arbitrary moves."""

WAYS_LISTED: Final = 5
"""How many ways to one state are listed, where nobody says."""

LONGEST: Final = 8
"""How many steps a listed way has at most, where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a state is reached: the least number of steps, and per last mover the least number of steps with that last move."""

    state: int
    steps: int
    last: tuple[tuple[str, int], ...]

    def last_movers(self, within: int) -> tuple[str, ...]:
        """Who can have moved last in sequences of at most so many steps."""
        return tuple(mover for mover, steps in self.last if steps <= within)


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """What is reached from one state in one case: per kind of step and state how."""

    solution: Solution
    start: int
    arrivals: Mapping[str, Mapping[int, Arrival]]


def status_quo(solved: Analysis | Solution, starts: Iterable[int | str] | None = None) -> tuple[Table, ...]:
    """The table from ``starts`` (labels; default: all states that can be today's), case by case.

    Raises: NotApplicableError where nothing says what is the case today, TooLargeError, UnknownNameError.
    """
    solutions = solved.solutions if isinstance(solved, Analysis) else (solved,)
    labels = None if starts is None else list(starts)
    found: list[Table] = []
    for solution in solutions:
        model = solution.model
        _require_small(model)
        positions = model.status_quo if labels is None else [model.position(label) for label in labels]
        if not positions:
            raise NotApplicableError(
                "the file does not say what is the case today, so there is nowhere to start from. Say it under `today`."
            )
        steps = _Steps(model)
        found.extend(
            Table(solution=solution, start=start, arrivals={kind: steps.arrivals(kind, start) for kind in KINDS})
            for start in positions
        )
    return tuple(found)


def _require_small(model: ConflictModel) -> None:
    if model.count > MAX_SEARCHED:
        raise TooLargeError(f"{model.count:,} feasible states; steps are followed through at most {MAX_SEARCHED:,}.")


class _Steps:
    """Where steps of each kind lead in one model."""

    def __init__(self, model: ConflictModel) -> None:
        self.model = model
        self._known: dict[tuple[str, str, int], list[int]] = {}

    def targets(self, kind: str, mover: str, at: int) -> list[int]:
        key = (kind, mover, at)
        if key not in self._known:
            targets = self.model.moves_from(mover, at)
            payoff = self.model.payoffs[mover]
            if kind == IMPROVEMENTS:
                targets = targets[payoff[targets] > payoff[at]]
            elif kind == INDIFFERENT:
                targets = targets[payoff[targets] >= payoff[at]]
            self._known[key] = targets.tolist()
        return self._known[key]

    def arrivals(self, kind: str, start: int) -> dict[int, Arrival]:
        parties = [(dm,) for dm in self.model.decision_makers]
        found: Sequences = shortest_sequences(start, parties, lambda party, at: self.targets(kind, party[0], at))
        last: dict[int, list[tuple[str, int]]] = {}
        for node in found.before:
            last.setdefault(node[0], []).append((node[1][0], found.steps[node]))
        return {
            state: Arrival(state=state, steps=found.steps[node], last=tuple(sorted(last[state], key=lambda one: one[::-1])))
            for state, node in found.first.items()
        }


# --- ways to one state --------------------------------------------------------------------------------------------------


Way = tuple[tuple[str, int], ...]
"""Steps: who, and where to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwillingStep:
    """A step that brings its mover nothing (``reason.sign`` 0) or costs it something (-1)."""

    place: int
    """Which step of the way it is, from 1."""
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """Why no moves at all lead to a state.

    ``kept``: options that would have to change back and cannot (keys, or a joint option's id); ``entered``: whether anybody can
    move into it from elsewhere.
    """

    kept: tuple[str, ...]
    entered: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Ways:
    """How to get from one state to another in one case."""

    solution: Solution
    start: int
    target: int
    kind: str
    """The strictest kind of steps that lead there; empty where none does."""
    ways: tuple[Way, ...]
    """Without a state twice, the shortest first."""
    complete: bool
    """Whether these are all up to ``longest`` steps."""
    longest: int
    least_unwilling: Way
    """A way with the fewest steps against their mover's interest, of these the fewest that bring nothing, then the shortest."""
    unwilling: tuple[UnwillingStep, ...]
    barrier: Barrier | None


def ways(
    solved: Analysis | Solution,
    target: int | str,
    starts: Iterable[int | str] | None = None,
    *,
    limit: int = WAYS_LISTED,
    longest: int = LONGEST,
    seconds: float | None = None,
) -> tuple[Ways, ...]:
    """How ``target`` is reached from ``starts`` (labels; default: today's), case by case.

    Raises: NotApplicableError, TooLargeError, UnknownNameError.
    """
    end = None if seconds is None else time.monotonic() + seconds
    found: list[Ways] = []
    for table in status_quo(solved, starts):
        model = table.solution.model
        there = model.position(target)
        steps = _Steps(model)
        kind = next((kind for kind in KINDS if there in table.arrivals[kind]), "") if there != table.start else ""
        listed, complete = _simple(steps, kind, table.start, there, limit, longest, end) if kind else ([], True)
        least = _least_unwilling(steps, table.start, there) if kind else ()
        found.append(
            Ways(
                solution=table.solution,
                start=table.start,
                target=there,
                kind=kind,
                ways=tuple(listed),
                complete=complete,
                longest=longest,
                least_unwilling=least,
                unwilling=tuple(_unwilling(model, table.start, least)),
                barrier=barrier_between(model, table.start, there) if not kind and there != table.start else None,
            )
        )
    return tuple(found)


def _simple(
    steps: _Steps, kind: str, start: int, target: int, limit: int, longest: int, end: float | None
) -> tuple[list[Way], bool]:
    """Legal sequences without a state twice, by length; nothing is followed that cannot arrive in time."""
    makers = steps.model.decision_makers
    distance = _distances(steps, kind, target)
    found: list[Way] = []
    waiting: deque[tuple[int, Way, frozenset[int]]] = deque([(start, (), frozenset([start]))])
    while waiting:
        if end is not None and time.monotonic() >= end:
            return found, False
        at, way, seen = waiting.popleft()
        for mover in makers:
            if way and way[-1][0] == mover:
                continue
            for there in steps.targets(kind, mover, at):
                longer = (*way, (mover, there))
                if there in seen or there not in distance or len(longer) + distance[there] > longest:
                    continue
                if there == target:
                    if len(found) == limit:
                        return found, False
                    found.append(longer)
                else:
                    waiting.append((there, longer, seen | {there}))
    return found, True


def _distances(steps: _Steps, kind: str, target: int) -> dict[int, int]:
    """From every state that leads there, how many steps at least, whoever moved last."""
    before: dict[int, set[int]] = {}
    for at in range(steps.model.count):
        for mover in steps.model.decision_makers:
            for there in steps.targets(kind, mover, at):
                before.setdefault(there, set()).add(at)
    found = {target: 0}
    waiting = deque([target])
    while waiting:
        there = waiting.popleft()
        for at in sorted(before.get(there, ())):
            if at not in found:
                found[at] = found[there] + 1
                waiting.append(at)
    return found


def _least_unwilling(steps: _Steps, start: int, target: int) -> Way:
    """By (losses, steps that bring nothing, steps), the least of each in this order."""
    model = steps.model
    number = itertools.count()
    waiting: list[tuple[tuple[int, int, int], int, int, Way]] = [((0, 0, 0), next(number), start, ())]
    done: set[tuple[int, str]] = set()
    while waiting:
        cost, _, at, way = heapq.heappop(waiting)
        last = way[-1][0] if way else ""
        if at == target and way:
            return way
        if (at, last) in done:
            continue
        done.add((at, last))
        for mover in model.decision_makers:
            if mover == last:
                continue
            payoff = model.payoffs[mover]
            for there in steps.targets(MOVES, mover, at):
                if (there, mover) not in done:
                    gain = int(np.sign(payoff[there] - payoff[at]))
                    dearer = (cost[0] + (gain < 0), cost[1] + (gain == 0), cost[2] + 1)
                    heapq.heappush(waiting, (dearer, next(number), there, (*way, (mover, there))))
    return ()


def _unwilling(model: ConflictModel, start: int, way: Way) -> Iterable[UnwillingStep]:
    reasons = Reasons(model)
    at = start
    for place, (mover, there) in enumerate(way, start=1):
        reason = reasons.between(mover, at, there)
        if reason.sign <= 0:
            yield UnwillingStep(place=place, reason=reason)
        at = there


def barrier_between(model: ConflictModel, start: int, target: int) -> Barrier:
    """What stands between two positions of which no moves lead from the first to the second."""
    known = model.known_of_moves
    if "entered" not in known:
        makers = model.decision_makers
        known["entered"] = {to for at in range(model.count) for dm in makers for to in model.moves_from(dm, at).tolist()}
    entered: set[int] = known["entered"]  # type: ignore[assignment]
    return Barrier(kept=tuple(_kept(model, start, target)), entered=target in entered)


def _kept(model: ConflictModel, start: int, target: int) -> Iterable[str]:
    """What is irreversible, so at the start, and otherwise in the target."""
    if model.is_graph:
        return
    taken: Sequence[set[str]] = [set(model.taken(start)), set(model.taken(target))]
    joints = model.situation.joint_by_id
    for line in model.situation.irreversible:
        joint = joints.get(line.option)
        keys = {line.option} if joint is None else {f"{owner}.{joint.id}" for owner in joint.by}
        now, then = (keys <= there for there in taken)
        if now is line.taken and then is not line.taken:
            yield line.option
