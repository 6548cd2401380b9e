"""The plain engine: sets of states as bit patterns of whole numbers, sequences searched one by one over (state, last mover).

Slow and close to the definitions. It also answers what needs more than one number per state: coalitions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import ClassVar, Final

import numpy as np

from lagebild.engine.interface import Engine, Values
from lagebild.errors import LagebildError, TooLargeError
from lagebild.model import ConflictModel, OptionMoves

MAX_SET_STATES: Final = 2**12
"""How many states the set engine takes."""

StateSet = int
"""A set of positions: bit p is set if position p is in it."""


def members(states: StateSet) -> Iterator[int]:
    """The positions in the set, ascending."""
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest


class SetEngine(Engine):
    """Every sequence is searched over (state, last mover), whether that is needed or not."""

    name: ClassVar[str] = "sets"
    most: ClassVar[int] = MAX_SET_STATES

    def __init__(self, model: ConflictModel) -> None:
        super().__init__(model)
        # What moves alone lead to is the same in every case that has the same moves.
        self._reach: dict[tuple[tuple[str, ...], int], StateSet] = model.known_of_moves.setdefault("reach", {})  # type: ignore[assignment]
        self._reach_improving: dict[tuple[tuple[str, ...], int], StateSet] = {}
        self._steps: dict[tuple[tuple[str, ...], int], StateSet] = {}
        self._credible: dict[tuple[tuple[str, ...], int], StateSet] = {}

    @classmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """Why it does not take ``model``; None where it does."""
        if model.count <= cls.most:
            return None
        return TooLargeError(
            f"{model.count:,} feasible states; sets of states (coalitions) are computed for at most {cls.most:,}. "
            "Rule out combinations that cannot be (`rules`), or ask for single decision makers only."
        )

    # --- the interface ---------------------------------------------------------------------------------------------

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        return np.array(
            [max(int(values[t]) for t in (s, *members(self.moves[focal][s]))) for s in range(self.model.count)], dtype=np.int64
        )

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that one move (or improvement) of ``mover`` leads to; ``limit`` where there is none."""
        rows = self.improvements[mover] if improving else self.moves[mover]
        return np.array([min((int(values[t]) for t in members(row)), default=limit) for row in rows], dtype=np.int64)

    def close(self, movers: Sequence[str], values: Values) -> Values:
        """The least value over staying and every legal sequence of ``movers``."""
        return self._worst(movers, values, improving=False)

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover."""
        return self._worst(movers, values, improving=True)

    def _worst(self, movers: Sequence[str], values: Values, *, improving: bool) -> Values:
        ends = (self.reach(movers, state, improving=improving) | 1 << state for state in range(self.model.count))
        return np.array([min(int(values[end]) for end in members(states)) for states in ends], dtype=np.int64)

    # --- sets ------------------------------------------------------------------------------------------------------

    @cached_property
    def moves(self) -> dict[str, list[StateSet]]:
        """Per decision maker and position where one move can lead."""
        known = self.model.known_of_moves
        if "rows" not in known:
            known["rows"] = {
                dm: [sum(1 << target for target in self.model.moves_from(dm, s).tolist()) for s in range(self.model.count)]
                for dm in self.model.decision_makers
            }
        return known["rows"]  # type: ignore[return-value]

    @cached_property
    def improvements(self) -> dict[str, list[StateSet]]:
        """Per decision maker and position where one improvement can lead."""
        return {
            dm: [row & better for row, better in zip(self.moves[dm], self.better[dm], strict=True)]
            for dm in self.model.decision_makers
        }

    @cached_property
    def better(self) -> dict[str, list[StateSet]]:
        """Per decision maker and position the states strictly preferred to it."""
        found: dict[str, list[StateSet]] = {}
        for dm, payoff in self.model.payoffs.items():
            above: dict[int, StateSet] = {}
            collected = 0
            for rank in range(int(payoff.max()), -1, -1):
                above[rank] = collected
                collected |= sum(1 << s for s in np.flatnonzero(payoff == rank).tolist())
            found[dm] = [above[int(rank)] for rank in payoff]
        return found

    def reach(self, movers: Sequence[str], state: int, *, improving: bool = False) -> StateSet:
        """The ends of all legal sequences of one or more moves (or improvements) of ``movers`` from ``state``.

        Where everybody can take back every move, all states that reach each other are found at once; ``state`` itself is
        then always in the answer.
        """
        key = (tuple(movers), state)
        known = self._reach_improving if improving else self._reach
        if key not in known:
            rows = {mover: (self.improvements if improving else self.moves)[mover] for mover in movers}
            if improving or not self._reversible or len(movers) < 2:
                known[key] = ends_of(rows, state)
            else:
                together = _component(rows, state)
                known.update(((key[0], member), together) for member in members(together))
        return known[key]

    @cached_property
    def _reversible(self) -> bool:
        return all(
            isinstance(moves, OptionMoves) and not (moves.kept_taken or moves.kept_given_up or moves.blocked)
            for moves in self.model.moves.values()
        )

    def better_for_all(self, coalition: Sequence[str], state: int) -> StateSet:
        """The states that every member strictly prefers to ``state``."""
        found = -1
        for member in coalition:
            found &= self.better[member][state]
        return found

    def coalition_improvements(self, coalition: Sequence[str], state: int) -> StateSet:
        """CI_H(state): ends of legal sequences of the coalition that every member strictly prefers to ``state``."""
        key = (tuple(coalition), state)
        if key not in self._steps:
            self._steps[key] = self.reach(coalition, state) & self.better_for_all(coalition, state)
        return self._steps[key]

    def coalition_reach(self, others: Sequence[str], state: int) -> StateSet:
        """The ends of sequences of coalition improvements by nonempty parts of ``others``, no part twice in succession."""
        key = (tuple(others), state)
        if key not in self._credible:
            self._credible[key] = self._coalition_ends(others, state)
        return self._credible[key]

    def _coalition_ends(self, others: Sequence[str], state: int) -> StateSet:
        parts = [part for size in range(1, len(others) + 1) for part in combinations(others, size)]
        if not self.remembers:
            return self._closed(tuple(others), parts, state)
        found = 0
        seen: set[tuple[int, tuple[str, ...]]] = set()
        pending: list[tuple[int, tuple[str, ...]]] = [(state, ())]
        while pending:
            at, last = pending.pop()
            for part in parts:
                if part == last:
                    continue
                for end in members(self.coalition_improvements(part, at)):
                    if (end, part) not in seen:
                        seen.add((end, part))
                        found |= 1 << end
                        pending.append((end, part))
        return found

    def _closed(self, others: tuple[str, ...], parts: Sequence[tuple[str, ...]], state: int) -> StateSet:
        """Likewise where moves are transitive: two steps of one part are one step of it, so the last part may be forgotten."""
        found, frontier, closed = 0, 1 << state, 0
        while frontier:
            reached = 0
            for at in members(frontier):
                known = self._credible.get((others, at))
                if known is not None:
                    closed |= known
                else:
                    for part in parts:
                        reached |= self.coalition_improvements(part, at)
            frontier = reached & ~found & ~closed
            found |= reached
        return found | closed


def ends_of(rows: dict[str, list[StateSet]], start: int) -> StateSet:
    """Ends of sequences over ``rows``, no row twice in succession: a search over (state, last mover)."""
    reached: dict[str, StateSet] = dict.fromkeys(rows, 0)
    pending = [(start, "")]
    while pending:
        at, last = pending.pop()
        for mover, row in rows.items():
            if mover != last:
                new = row[at] & ~reached[mover]
                reached[mover] |= new
                pending.extend((state, mover) for state in members(new))
    found = 0
    for states in reached.values():
        found |= states
    return found


def _component(rows: dict[str, list[StateSet]], start: int) -> StateSet:
    """Everything that moves lead to from ``start``, itself included, whoever moved last."""
    found = frontier = 1 << start
    while frontier:
        reached = 0
        for at in members(frontier):
            for row in rows.values():
                reached |= row[at]
        frontier = reached & ~found
        found |= frontier
    return found
