"""Where the situation can get to from today: by improvements of single decision makers, jointly, or by any moves.

Sequences are legal: nobody moves twice in succession, searched over (state, last mover). Of the sequences that lead to an
outcome one is told in which everybody takes the best improvement it has, if there is one; else a shortest one. A joint step
is a coalition improvement: its members get there by moves of theirs, all of them being needed, and each prefers where it ends
to where it starts. It is looked at only if no member could do as well, or get what decides for it, by an improvement of its
own: else that is its step, and the others only come along.

Source: status quo analysis after K. W. Li, D. M. Kilgour, K. W. Hipel (2005), Status quo analysis in the graph model for
conflict resolution, Journal of the Operational Research Society 56, 699-707.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Final

import numpy as np

from lagebild.analyses.reasons import Reason, Reasons
from lagebild.analyses.status_quo import MAX_SEARCHED, Barrier, barrier_between
from lagebild.engine.sets import MAX_SET_STATES, StateSet, members
from lagebild.errors import NotApplicableError
from lagebild.model import Moves, OptionMoves
from lagebild.solutions import Analysis, Solution, concepts_named
from lagebild.solutions.concepts import HELD
from lagebild.solutions.sequences import Party, Sequences, Targets, shortest_sequences

TODAY: Final = "today"
IMPROVEMENTS: Final = "improvements"
JOINTLY: Final = "jointly"
MOVES: Final = "moves"
NOT: Final = "not"
WAYS: Final = (TODAY, IMPROVEMENTS, JOINTLY, MOVES, NOT)
"""How an outcome can be reached, the easiest way first."""

MAX_JOINT: Final = 3_000
"""How many times what a coalition can improve to is worked out, per case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One step: by one decision maker, or by several who improve together (``through``: the moves they make). Positions."""

    movers: tuple[str, ...]
    origin: int
    target: int
    reasons: tuple[Reason, ...] = ()
    """Why each mover prefers where the step leads; none in a path of arbitrary moves."""
    through: tuple[tuple[str, int], ...] = ()
    better: int | None = None
    """Where the mover of an improvement would rather go by another move of its own; None: it has no better one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A state that can be reached, in the least number of steps, by one such path, and who can take a last step there."""

    state: int
    steps: int
    path: tuple[PathStep, ...]
    last_movers: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An equilibrium, the easiest way to it (one of ``WAYS``), and a path that goes this way: by everybody's best improvements
    where that leads there, else a shortest one.
    """

    state: int
    concepts: tuple[str, ...]
    way: str
    path: tuple[PathStep, ...] = ()
    barrier: Barrier | None = None
    """What stands in between where no moves at all lead there; None too where too many states would have to be searched."""

    @property
    def best(self) -> bool:
        """Whether nobody on the way has a better move of its own than the one it makes."""
        return all(step.better is None for step in self.path)


@dataclass(frozen=True, eq=False, kw_only=True)
class PathsFrom:
    """Everything that can come of one state in one case."""

    solution: Solution
    start: int
    by_improvements: tuple[Reached, ...]
    """Nearest first; the start itself only where a sequence returns to it."""
    by_moves: tuple[Reached, ...] | None
    """Likewise by arbitrary moves, paths without reasons; None where there are more than ``MAX_SEARCHED`` states."""
    outcomes: tuple[Outcome, ...]
    """Every equilibrium, those easiest to reach first."""
    jointly_searched: bool
    """Whether joint steps were searched to the end, as far as they were needed."""

    def outcomes_by(self, way: str) -> tuple[Outcome, ...]:
        """The equilibria that are reached in this way and no easier one."""
        return tuple(outcome for outcome in self.outcomes if outcome.way == way)


@dataclass(frozen=True, eq=False, kw_only=True)
class Paths:
    """Paths from every state that can be today's, in every case."""

    concepts: tuple[str, ...]
    starts: tuple[PathsFrom, ...]
    """Case by case, and within a case by position."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every line that decides a step on a path to an equilibrium."""
        found: dict[str, None] = {}
        for start in self.starts:
            for outcome in start.outcomes:
                for step in outcome.path:
                    for reason in step.reasons:
                        found.update(dict.fromkeys(reason.addresses))
        return tuple(found)


def paths(solved: Analysis | Solution, starts: Iterable[int | str] | None = None, concepts: Sequence[str] = HELD) -> Paths:
    """Where ``starts`` (labels; default: all states that can be today's) lead to, case by case.

    Raises: NotApplicableError where nothing says what is the case today, UnknownNameError.
    """
    solutions = solved.solutions if isinstance(solved, Analysis) else (solved,)
    wanted = [concept.code for concept in concepts_named(concepts)]
    found: list[PathsFrom] = []
    known = _Known()
    for solution in solutions:
        model = solution.model
        positions = model.status_quo if starts is None else [model.position(label) for label in starts]
        if not positions:
            raise NotApplicableError(
                "the file does not say what is the case today, so there is nowhere to start from. Say it under `today`."
            )
        codes = [concept.code for concept in solution.concepts if concept.code in wanted]
        search = _Search(solution, codes, known)
        found.extend(search.paths_from(start) for start in positions)
    return Paths(concepts=tuple(wanted), starts=tuple(found))


@dataclass(frozen=True, eq=False)
class _Known:
    """What depends on moves alone and so is the same in all cases with the same moves (the first part of every key)."""

    walks: dict[tuple[int, int], Sequences] = field(default_factory=dict)
    walked: dict[tuple[int, int], tuple[Reached, ...]] = field(default_factory=dict)
    reach: dict[tuple[int, Party, int], StateSet] = field(default_factory=dict)


class _Search:
    """The searches in one case; what does not depend on the start is worked out once."""

    def __init__(self, solution: Solution, codes: Sequence[str], known: _Known) -> None:
        self.solution, self.model = solution, solution.model
        self.reasons = Reasons(solution.model)
        self.equilibria = _equilibria(solution, codes)
        self.single: list[Party] = [(dm,) for dm in self.model.decision_makers]
        self._known = known
        self._improvements: dict[tuple[str, int], list[int]] = {}
        self._alone: dict[tuple[str, int], StateSet] = {}
        self._moves: dict[tuple[str, int], list[int]] = {}
        self._steps: dict[tuple[Party, int, int, bool], PathStep] = {}
        self._joint_left = MAX_JOINT
        self._joint_known: dict[tuple[Party, int], tuple[int, ...]] = {}

    def paths_from(self, start: int) -> PathsFrom:
        best = shortest_sequences(start, self.single, self.best_improvements)
        improving = shortest_sequences(start, self.single, self.improvements)
        walking = self.walk(start)
        missing = {state for state in self.equilibria if state != start and state not in improving.first}
        joint, complete = self.jointly(start, missing) if missing else ([], True)
        ways = [(IMPROVEMENTS, best), (IMPROVEMENTS, improving), *((JOINTLY, found) for found in joint)]
        if walking is not None:
            ways.append((MOVES, walking))
        outcomes = [self.outcome(start, state, codes, ways) for state, codes in self.equilibria.items()]
        return PathsFrom(
            solution=self.solution,
            start=start,
            by_improvements=self.reached(improving, reasons=True),
            by_moves=None if walking is None else self.walked(start, walking),
            outcomes=tuple(sorted(outcomes, key=self.order)),
            jointly_searched=complete,
        )

    def outcome(self, start: int, state: int, codes: tuple[str, ...], ways: Iterable[tuple[str, Sequences]]) -> Outcome:
        """How ``state`` is reached: by the first of the searches that found it."""
        if state == start:
            return Outcome(state=state, concepts=codes, way=TODAY)
        for way, found in ways:
            if state in found.first:
                return Outcome(state=state, concepts=codes, way=way, path=self.path(found, state, reasons=way != MOVES))
        searched = self.model.count <= MAX_SEARCHED
        barrier = barrier_between(self.model, start, state) if searched else None
        return Outcome(state=state, concepts=codes, way=NOT, barrier=barrier)

    def order(self, outcome: Outcome) -> tuple[int, bool, int, int, int]:
        """Easiest way first; of these the shortest, then the one that changes least."""
        changed = sum(self.changed(step.origin, step.target) for step in outcome.path)
        return (WAYS.index(outcome.way), not outcome.best, len(outcome.path), changed, outcome.state)

    def changed(self, here: int, there: int) -> int:
        """How many options a step changes."""
        if self.model.is_graph:
            return 1
        return (int(self.model.states[here]) ^ int(self.model.states[there])).bit_count()

    # --- the searches ----------------------------------------------------------------------------------------------

    def improvements(self, party: Party, at: int) -> list[int]:
        """Where one improvement can lead, the best first, and of equally good ones those that change least."""
        key = (party[0], at)
        if key not in self._improvements:
            payoff = self.model.payoffs[party[0]]
            found: list[int] = self.model.improvements_from(*key).tolist()
            self._improvements[key] = sorted(found, key=lambda to: (-int(payoff[to]), self.changed(at, to), to))
        return self._improvements[key]

    def best_improvements(self, party: Party, at: int) -> list[int]:
        """Of the improvements only those that nothing the mover could do is better than."""
        found, payoff = self.improvements(party, at), self.model.payoffs[party[0]]
        return [target for target in found if payoff[target] == payoff[found[0]]]

    def walk(self, start: int) -> Sequences | None:
        """Arbitrary moves. They are the same in every case that has the same moves."""
        if self.model.count > MAX_SEARCHED:
            return None
        key = (id(self.model.moves), start)
        if key not in self._known.walks:
            self._known.walks[key] = shortest_sequences(start, self.single, self.moves)
        return self._known.walks[key]

    def walked(self, start: int, walking: Sequences) -> tuple[Reached, ...]:
        key = (id(self.model.moves), start)
        if key not in self._known.walked:
            self._known.walked[key] = self.reached(walking, reasons=False)
        return self._known.walked[key]

    def moves(self, party: Party, at: int) -> list[int]:
        key = (party[0], at)
        if key not in self._moves:
            self._moves[key] = self.model.moves_from(*key).tolist()
        return self._moves[key]

    def jointly(self, start: int, wanted: set[int]) -> tuple[list[Sequences], bool]:
        """Coalition improvements, until every state in ``wanted`` is reached; and whether the search came to its end.

        First with the best improvements of single ones in between; then with any, if that leaves something out.
        """
        if self.model.count > MAX_SET_STATES:
            return [], False
        ids = self.model.decision_makers
        parties = [part for size in range(1, len(ids) + 1) for part in combinations(ids, size)]
        found = [shortest_sequences(start, parties, partial(self.joint_improvements, self.best_improvements), until=wanted)]
        if not wanted <= found[0].first.keys():
            targets = partial(self.joint_improvements, self.improvements)
            found.append(shortest_sequences(start, parties, targets, until=wanted))
        return found, self._joint_left > 0

    def joint_improvements(self, alone: Targets, party: Party, at: int) -> Iterable[int]:
        if len(party) == 1:
            return alone(party, at)
        key = (party, at)
        if key not in self._joint_known:
            if not self._joint_left:
                return ()
            self._joint_left -= 1
            ends = self.reach(party, at) & self.solution.sets.better_for_all(party, at)
            for member in party:
                ends &= ~self.had_alone(member, at)
            # What fewer of them bring about alone is their step: else one could move twice in succession by taking along
            # somebody who does nothing.
            for fewer in combinations(party, len(party) - 1):
                ends &= ~(self.solution.sets.moves[fewer[0]][at] if len(fewer) == 1 else self.reach(fewer, at))
            self._joint_known[key] = tuple(sorted(members(ends), key=lambda to: (self.changed(at, to), to)))
        return self._joint_known[key]

    def had_alone(self, mover: str, at: int) -> StateSet:
        """The states that bring ``mover`` no more than an improvement of its own: no better, or decided by the same want."""
        key = (mover, at)
        if key not in self._alone:
            own = self.improvements((mover,), at)
            payoff = self.model.payoffs[mover]
            found = payoff <= payoff[own[0]] if own else np.zeros(self.model.count, dtype=np.bool_)
            if own:
                deciding = self.reasons.deciding_wants(mover, at)
                found = found | (np.isin(deciding, deciding[own]) & (deciding >= 0))
            self._alone[key] = int.from_bytes(np.packbits(found, bitorder="little").tobytes(), "little")
        return self._alone[key]

    def reach(self, party: Party, at: int) -> StateSet:
        """R_H, with or without the state it starts from, which is no improvement on itself."""
        key = (id(self.model.moves), party, at)
        if key not in self._known.reach:
            if not all(_reversible(self.model.moves[member]) for member in party):
                self._known.reach[key] = self.solution.sets.reach(party, at)
                return self._known.reach[key]
            # Where every move can be taken back and chained, all states of a component reach each other.
            component, pending = 1 << at, [at]
            while pending:
                position = pending.pop()
                for member in party:
                    new = self.solution.sets.moves[member][position] & ~component
                    component |= new
                    pending.extend(members(new))
            for position in members(component):
                self._known.reach[id(self.model.moves), party, position] = component
        return self._known.reach[key]

    # --- records ---------------------------------------------------------------------------------------------------

    def reached(self, sequences: Sequences, *, reasons: bool) -> tuple[Reached, ...]:
        last_movers: dict[int, list[Party]] = {}
        for state, party in sequences.before:
            last_movers.setdefault(state, []).append(party)
        return tuple(
            Reached(
                state=state,
                steps=sequences.steps[node],
                path=self.path(sequences, state, reasons=reasons),
                last_movers=tuple(last_movers[state]),
            )
            for state, node in sequences.first.items()
        )

    def path(self, sequences: Sequences, state: int, *, reasons: bool) -> tuple[PathStep, ...]:
        found: list[PathStep] = []
        at = sequences.start
        for party, target in sequences.path(state):
            found.append(self.step(party, at, target, reasons=reasons))
            at = target
        return tuple(found)

    def step(self, party: Party, origin: int, target: int, *, reasons: bool) -> PathStep:
        """One step; paths share most of theirs, so that each is worked out once."""
        key = (party, origin, target, reasons)
        if key not in self._steps:
            self._steps[key] = self.worked_out(party, origin, target, reasons=reasons)
        return self._steps[key]

    def worked_out(self, party: Party, origin: int, target: int, *, reasons: bool) -> PathStep:
        through: tuple[tuple[str, int], ...] = ()
        if len(party) > 1:
            inner = shortest_sequences(origin, [(member,) for member in party], self.moves, until={target})
            through = tuple((mover, at) for (mover,), at in inner.path(target))
        better: int | None = None
        if reasons and len(party) == 1:
            best = self.improvements(party, origin)[0]
            better = best if self.model.payoffs[party[0]][best] > self.model.payoffs[party[0]][target] else None
        return PathStep(
            movers=party,
            origin=origin,
            target=target,
            reasons=tuple(self.reasons.between(mover, origin, target) for mover in party) if reasons else (),
            through=through,
            better=better,
        )


def _reversible(moves: Moves) -> bool:
    return isinstance(moves, OptionMoves) and moves.transitive and not (moves.kept_taken or moves.kept_given_up)


def _equilibria(solution: Solution, codes: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Every equilibrium under one of the concepts, with all the concepts that were solved under which it is one."""
    found = sorted({position for code in codes for position in solution.equilibria(code)})
    solved = [concept.code for concept in solution.concepts]
    return {at: tuple(code for code in solved if solution.is_equilibrium(code)[at]) for at in found}
