"""Buckets of every decision maker in one numbering, for the compiled kernels; and their states by preference.

A bucket holds the states that differ only in own options that can be changed back. Its group: all states that differ in
own options only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lagebild.engine.interface import Values
from lagebild.model import ConflictModel, OptionMoves

Numbers = npt.NDArray[np.int32]

FEW: Final = 2**16
"""Values up to this, or a few times as many as there are states, are sorted by counting."""


MAX_KEPT: Final = 2**18
"""Up to how many states components are kept; in large models each would take four bytes a state."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Groups:
    """Moves of everybody. Buckets are numbered through all decision makers, and so are their places among the members."""

    bucket_of: Numbers
    """Shape: decision maker, state."""
    starts: Numbers
    """Per bucket the place of its first member; one more at the end."""
    bounds: tuple[int, ...]
    """Per decision maker its first bucket; one more at the end."""
    along: npt.NDArray[np.uint64]
    """Per bucket the one-way options as far as they went; empty where nobody has any."""
    group: Numbers
    """Per bucket the first bucket of its group and the one after the last; empty where nobody has one-way options."""

    def buckets(self, number: int) -> slice:
        """The buckets of decision maker ``number``."""
        return slice(self.bounds[number], self.bounds[number + 1])

    def places(self, number: int) -> slice:
        """Where its buckets begin, the end included."""
        return slice(self.bounds[number], self.bounds[number + 1] + 1)


def groups_of(model: ConflictModel) -> Groups:
    """Worked out once for all models with the same moves."""
    known = model.known_of_moves.get("groups")
    if not isinstance(known, Groups):
        known = _groups([moves for moves in model.moves.values() if isinstance(moves, OptionMoves)])
        model.known_of_moves["groups"] = known
    return known


def _groups(everybody: Sequence[OptionMoves]) -> Groups:
    count = len(everybody[0].states)
    one_way = any(moves.one_way for moves in everybody)
    bucket_of = np.empty((len(everybody), count), dtype=np.int32)
    starts: list[npt.NDArray[Any]] = []
    along: list[npt.NDArray[np.uint64]] = []
    group: list[npt.NDArray[Any]] = []
    bounds = [0]
    for number, moves in enumerate(everybody):
        keys, own, sizes = _buckets(moves)
        if one_way:
            order, first, last = _grouped(keys, moves.one_way)
            renumbered = np.empty(len(keys), dtype=np.int32)
            renumbered[order] = np.arange(len(keys), dtype=np.int32)
            keys, own, sizes = keys[order], renumbered[own], sizes[order]
            along.append(keys & np.uint64(moves.one_way))
            group.append(np.stack([first, last], axis=1) + bounds[-1])
        bucket_of[number] = own
        bucket_of[number] += bounds[-1]
        starts.append(number * count + np.cumsum(sizes) - sizes)
        bounds.append(bounds[-1] + len(keys))
    return Groups(
        bucket_of=bucket_of,
        starts=np.append(np.concatenate(starts), len(everybody) * count).astype(np.int32),
        bounds=tuple(bounds),
        along=np.concatenate(along) if one_way else np.empty(0, dtype=np.uint64),
        group=np.concatenate(group).astype(np.int32) if one_way else np.empty((0, 2), dtype=np.int32),
    )


def _buckets(moves: OptionMoves) -> tuple[npt.NDArray[np.uint64], Numbers, npt.NDArray[Any]]:
    """What the states of each bucket have in common, one-way options turned so that moves add them; the bucket of each
    state; how many states each bucket has.
    """
    kept = (moves.kept_taken | moves.kept_given_up) & moves.own
    masked = moves.states ^ np.uint64(moves.kept_given_up & moves.one_way)
    masked &= np.uint64(~(moves.own & ~kept) & (2**64 - 1))
    by_bucket = np.argsort(masked)
    in_order = masked[by_bucket]
    first = np.ones(len(in_order), dtype=np.bool_)
    first[1:] = in_order[1:] != in_order[:-1]
    begins = np.flatnonzero(first)
    bucket_of = np.empty(len(in_order), dtype=np.int32)
    bucket_of[by_bucket] = np.cumsum(first, dtype=np.int32) - 1
    return in_order[begins], bucket_of, np.diff(begins, append=len(in_order))


def _grouped(keys: npt.NDArray[np.uint64], one_way: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """An order in which buckets of a group stand together; per bucket in that order the bounds of its group."""
    others = keys & np.uint64(~one_way & (2**64 - 1))
    order = np.lexsort((keys, others))
    begins = np.flatnonzero(np.append(True, others[order][1:] != others[order][:-1]))
    sizes = np.diff(begins, append=len(keys))
    return order, np.repeat(begins, sizes), np.repeat(begins + sizes, sizes)


@dataclass(frozen=True, eq=False, kw_only=True)
class Components:
    """Sets of states that sequences of moves connect; where all moves can be taken back, these are all that sequences tell."""

    members: Numbers
    starts: Numbers


def components_of(model: ConflictModel, numbers: npt.NDArray[np.int64]) -> Components | None:
    """The components for these movers, of small models worked out once for all with the same moves; None: moves are one-way."""
    from lagebild.engine.flood_kernels import connect

    groups = groups_of(model)
    if len(groups.along):
        return None
    key = ("components", tuple(numbers.tolist()))
    known = model.known_of_moves.get(key)
    if not isinstance(known, Components):
        first = np.empty(model.count, dtype=np.int32)
        connect(numbers, groups.bucket_of, groups.bounds[-1], first)
        members = ascending(first)
        begins = np.flatnonzero(np.diff(first[members], prepend=np.int32(-1)))
        known = Components(members=members, starts=np.append(begins, model.count).astype(np.int32))
        if model.count <= MAX_KEPT:
            model.known_of_moves[key] = known
    return known


class Preferences:
    """The states of every bucket in ascending order of preference, a row a model.

    ``payoffs``: per row one entry per decision maker. Decision makers are sorted one by one, when they are needed.
    """

    def __init__(self, groups: Groups, payoffs: Sequence[Sequence[Values]]) -> None:
        makers, count = groups.bucket_of.shape
        self._groups, self._rows = groups, payoffs
        self._sorted: set[int] = set()
        self.members = np.empty((len(payoffs), makers * count), dtype=np.int32)
        """Shape: row, place."""
        self.below = np.empty((len(payoffs), makers, count), dtype=np.int32)
        """The place where the equals of a state begin in its bucket. Shape: row, decision maker, state."""
        self.payoffs = np.empty((len(payoffs), 0, 0), dtype=payoffs[0][0].dtype)
        """Shape: row, decision maker, state; empty where nobody has one-way options: places say enough then."""
        if len(groups.along):
            self.payoffs = np.stack([np.stack(row) for row in payoffs])

    def sort(self, number: int) -> None:
        """Sort the buckets of decision maker ``number``, in every row."""
        from lagebild.engine.flood_kernels import arrange

        if number in self._sorted:
            return
        groups = self._groups
        for row, payoffs in enumerate(self._rows):
            payoff, members, below = payoffs[number], self.members[row], self.below[row, number]
            arrange(payoff, ascending(payoff), groups.bucket_of[number], groups.starts, members, below)
        self._sorted.add(number)


def ascending(values: Values) -> Numbers:
    """The positions by ascending value."""
    from lagebild.engine.flood_kernels import sort_by

    most = int(values.max())
    if most >= max(FEW, 4 * len(values)):
        return np.argsort(values, kind="stable").astype(np.int32)
    order = np.empty(len(values), dtype=np.int32)
    sort_by(values, most, order)
    return order
