"""What an engine can do: best moves, and what is left after legal sequences.

Values are non-negative whole numbers, one per state. Everything a solution concept needs is a best move of the focal
decision maker, and the worst value that legal sequences of others can lead to. ``least`` is the one operation an engine must
bring; the closures are written once, over it.

A legal sequence has one or more moves, nobody twice in succession. Where every relation of moves and every strict
preference is transitive, forgetting the last mover changes no verdict (``remembers`` is false); elsewhere labels are kept per
state *and* last mover. The condition is read off the model, never assumed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lagebild.errors import LagebildError
from lagebild.model import ConflictModel

Values = npt.NDArray[Any]
"""Whole numbers, 64 bits each; of large models 16 where that is enough."""

Truths = npt.NDArray[np.bool_]

NOBODY = ""
"""The last mover of a sequence that has not begun."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Closure:
    """Labels with the reason for each: a certificate's column.

    Per last mover (``NOBODY`` first; only that one where the last mover may be forgotten) one entry per state: the worst
    value ahead, the state and mover that lead to it (-1 and empty where the value is the state's own), and how many steps
    away it is at most.
    """

    label: Mapping[str, Values]
    parent: Mapping[str, Values]
    mover: Mapping[str, Sequence[str]]
    depth: Mapping[str, Values]


class Engine(ABC):
    """The interface every engine implements; the closures below are shared."""

    name: ClassVar[str]
    most: ClassVar[int]
    """How many states it takes at most."""

    def __init__(self, model: ConflictModel) -> None:
        """Raises: TooLargeError, NotApplicableError where the engine does not take ``model``."""
        if (refusal := self.refusal(model)) is not None:
            raise refusal
        self.model = model
        self.remembers = not model.transitive

    @classmethod
    @abstractmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """Why it does not take ``model``; None where it does."""

    def prepare(self, decision_maker: str) -> None:  # noqa: B027
        """Lay out the moves of ``decision_maker`` now: threads that need them at the same time would each do it."""

    @abstractmethod
    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value ``focal`` can have: by staying, or by one move."""

    @abstractmethod
    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that one move (or improvement) of ``mover`` leads to; ``limit`` where there is none.

        ``values`` lie in 0 .. limit. Where the last mover may be forgotten, staying may count as a move.
        """

    def close(self, movers: Sequence[str], values: Values) -> Values:
        """The least value over staying and every legal sequence of ``movers``."""
        return self._labels(movers, values, improving=False)[NOBODY]

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover at the state it leaves."""
        return self._labels(movers, values, improving=True)[NOBODY]

    def closure(self, movers: Sequence[str], values: Values, *, improving: bool) -> Closure:
        """The labels of ``close`` or ``close_improving`` with parents and depths, found backwards from their sources."""
        return _traced(self, movers, values, self._labels(movers, values, improving=improving), improving)

    def spread(self, start: Truths) -> Truths:
        """Which states improvements lead to from ``start``, anybody's in turn, nobody twice in succession; ``start`` counts."""
        reached = np.zeros(self.model.count, dtype=np.bool_)
        seen = {(position, NOBODY) for position in np.flatnonzero(start).tolist()}
        pending = list(seen)
        while pending:
            position, last = pending.pop()
            reached[position] = True
            for mover in self.model.decision_makers:
                if mover != last:
                    steps = {(target, mover) for target in self.model.improvements_from(mover, position).tolist()}
                    pending.extend(steps - seen)
                    seen |= steps
        return reached

    def _labels(self, movers: Sequence[str], values: Values, *, improving: bool) -> dict[str, Values]:
        limit = int(values.max()) + 1
        if self.remembers:
            return self._remembering(movers, values, limit, improving)
        label = values
        settled, turn = 0, 0
        # A fixpoint, not one sweep: improvements of one may open improvements of another that had its turn already. Its own
        # next turn would bring nothing: two moves (or improvements) of one in succession are one.
        while settled < len(movers):
            lower = np.minimum(label, self.least(movers[turn % len(movers)], label, limit, improving=improving))
            settled = settled + 1 if np.array_equal(lower, label) else 1
            label = lower
            turn += 1
        return {NOBODY: label}

    def _remembering(self, movers: Sequence[str], values: Values, limit: int, improving: bool) -> dict[str, Values]:
        """Labels per last mover: after a move of ``j`` everybody but ``j`` may move."""
        ahead = {mover: np.full(len(values), limit, dtype=np.int64) for mover in movers}
        unchanged, turn = 0, 0
        while movers and unchanged < len(movers):
            mover = movers[turn % len(movers)]
            after = _least_of(values, [ahead[other] for other in movers if other != mover])
            found = self.least(mover, after, limit, improving=improving)
            unchanged = unchanged + 1 if np.array_equal(found, ahead[mover]) else 0
            ahead[mover] = found
            turn += 1
        return {last: _least_of(values, [ahead[other] for other in movers if other != last]) for last in (NOBODY, *movers)}


def _least_of(values: Values, others: Sequence[Values]) -> Values:
    for other in others:
        values = np.minimum(values, other)
    return values


def _traced(engine: Engine, movers: Sequence[str], values: Values, labels: Mapping[str, Values], improving: bool) -> Closure:
    """Parents by layers: a label is either the state's own value or that of a move's target resolved in an earlier layer."""
    count = len(values)
    size = np.int64(count)
    numbers = np.arange(count, dtype=np.int64)
    limit = (int(values.max()) + 1) * count + count
    parent = {last: np.full(count, -1, dtype=np.int64) for last in labels}
    mover_of = {last: [""] * count for last in labels}
    depth = {last: np.zeros(count, dtype=np.int64) for last in labels}
    resolved = {last: label == values for last, label in labels.items()}
    layer = 0
    while not all(done.all() for done in resolved.values()):
        layer += 1
        before = {last: done.copy() for last, done in resolved.items()}
        for mover in movers:
            after = mover if engine.remembers else NOBODY
            keys = np.where(before[after], labels[after] * size + numbers, limit)
            reached = engine.least(mover, keys, limit, improving=improving)
            for last, label in labels.items():
                if last == mover:
                    continue
                new = ~resolved[last] & (reached < limit) & (reached // size == label)
                parent[last][new] = reached[new] % size
                depth[last][new] = layer
                resolved[last] |= new
                for state in np.flatnonzero(new).tolist():
                    mover_of[last][state] = mover
    return Closure(label=labels, parent=parent, mover=mover_of, depth=depth)
