"""Moves laid out for whole-array passes: by buckets (option form) or edge by edge (anything).

A bucket holds the states that differ only in own options that can be changed back; all its members reach the same states.
An own option that is one-way splits buckets, and a bucket then lists every state of its group whose one-way options are at
least as far along: a dominance query, not a suffix of one sorted list.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from lagebild.errors import TooLargeError
from lagebild.model import GraphMoves, OptionMoves

Values = npt.NDArray[np.int64]

MAX_ENTRIES: Final = 2**26
"""How many entries (bucket form) or moves (edge form) one decision maker may have."""

MAX_ONE_WAY: Final = 16
"""How many one-way options of one decision maker bucket form takes."""


class BucketRelation:
    """Moves of one decision maker in option form, staying included."""

    def __init__(self, moves: OptionMoves, payoff: Values) -> None:
        self._payoff = payoff
        self.bucket_of, self.entry_bucket, self.entry_state = _buckets(moves)
        self._starts = np.searchsorted(self.entry_bucket, np.arange(int(self.bucket_of.max()) + 1))

    def with_payoff(self, payoff: Values) -> BucketRelation:
        """The same moves with other preferences, layout shared."""
        other = object.__new__(BucketRelation)
        other._payoff, other._starts = payoff, self._starts
        other.bucket_of, other.entry_bucket, other.entry_state = self.bucket_of, self.entry_bucket, self.entry_state
        return other

    def greatest(self, values: Values) -> Values:
        """The greatest value over staying and one move."""
        result: Values = np.maximum.reduceat(values[self.entry_state], self._starts)[self.bucket_of]
        return result

    def least(self, values: Values) -> Values:
        """The least value over staying and one move."""
        result: Values = np.minimum.reduceat(values[self.entry_state], self._starts)[self.bucket_of]
        return result

    def least_improving(self, values: Values, limit: int) -> Values:
        """The least value over improvements; ``limit`` where there is none. ``values`` lie in 0 .. limit."""
        order, shift_unit, last, any_better = self._by_preference
        # Falling offsets per bucket make one running minimum over the whole array restart at every bucket.
        shift = shift_unit * np.int64(limit + 1)
        running = np.minimum.accumulate(values[order] - shift)
        found: Values = np.where(any_better, running[last] + shift[last], limit)
        return found

    @cached_property
    def _by_preference(self) -> tuple[Values, Values, Values, npt.NDArray[np.bool_]]:
        """Entries by bucket, best first; per state the last one that is strictly better, and whether there is one."""
        top = np.int64(self._payoff.max())
        key = self.entry_bucket * (top + 1) + (top - self._payoff[self.entry_state])
        order = np.argsort(key, kind="stable")
        first_not_better = np.searchsorted(key[order], self.bucket_of * (top + 1) + (top - self._payoff), side="left")
        any_better = first_not_better > self._starts[self.bucket_of]
        return self.entry_state[order], self.entry_bucket[order], np.maximum(first_not_better - 1, 0), any_better


class EdgeRelation:
    """Moves listed one by one, staying not included."""

    def __init__(self, sources: Values, targets: Values, count: int, payoff: Values) -> None:
        self._count = count
        self._sources, self._targets = sources, targets
        improving = payoff[targets] > payoff[sources]
        self._all = _Runs(sources, targets)
        self._improving = _Runs(sources[improving], targets[improving])

    def with_payoff(self, payoff: Values) -> EdgeRelation:
        """The same moves with other preferences."""
        return EdgeRelation(self._sources, self._targets, self._count, payoff)

    def greatest(self, values: Values) -> Values:
        """The greatest value over staying and one move."""
        result = values.copy()
        if len(self._all.states):
            found = np.maximum.reduceat(values[self._all.targets], self._all.starts)
            result[self._all.states] = np.maximum(result[self._all.states], found)
        return result

    def least(self, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value over moves or improvements; ``limit`` where there is none."""
        runs = self._improving if improving else self._all
        result = np.full(self._count, limit, dtype=np.int64)
        if len(runs.states):
            result[runs.states] = np.minimum.reduceat(values[runs.targets], runs.starts)
        return result


class _Runs:
    """Targets grouped by source, with the sources that have any."""

    def __init__(self, sources: Values, targets: Values) -> None:
        self.targets = targets
        self.states, self.starts = np.unique(sources, return_index=True)


def graph_edges(moves: GraphMoves) -> tuple[Values, Values]:
    """Sources and targets of every listed move, by source."""
    lengths = [len(targets) for targets in moves.target_lists]
    sources = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    return sources, np.concatenate([*moves.target_lists, np.empty(0, dtype=np.int64)])


def option_edges(moves: OptionMoves) -> tuple[Values, Values]:
    """Sources and targets of every possible move, by source. Raises: TooLargeError."""
    bucket_of, entry_bucket, entry_state = _buckets(moves)
    starts = np.searchsorted(entry_bucket, np.arange(int(bucket_of.max()) + 2))
    lengths = np.diff(starts)[bucket_of]
    total = int(lengths.sum())
    if total > MAX_ENTRIES:
        raise TooLargeError(
            f"{total:,} single moves of one decision maker would have to be listed; at most {MAX_ENTRIES:,} are. "
            "Without impossible moves they need not be listed."
        )
    count = len(bucket_of)
    sources = np.repeat(np.arange(count, dtype=np.int64), lengths)
    within = np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    targets = entry_state[starts[bucket_of][sources] + within]
    allowed = sources != targets
    for leaving, entering in moves.blocked:
        allowed &= ~(leaving[sources] & entering[targets])
    return sources[allowed], targets[allowed]


def _buckets(moves: OptionMoves) -> tuple[Values, Values, Values]:
    """Per state its bucket; the entries of all buckets in order: bucket and state."""
    one_way = (moves.kept_taken | moves.kept_given_up) & moves.own
    states = moves.states
    # Along: the state with one-way options turned so that a move can only add bits.
    along = states ^ np.uint64(moves.kept_given_up & moves.own)
    stuck = np.uint64(moves.kept_taken & moves.kept_given_up & moves.own)
    keys, bucket_of = np.unique(along & np.uint64(~(moves.own & ~one_way) & (2**64 - 1)), return_inverse=True)
    bucket_of = bucket_of.reshape(-1).astype(np.int64)
    by_bucket = np.argsort(bucket_of, kind="stable").astype(np.int64)
    if not one_way:
        return bucket_of, bucket_of[by_bucket], by_bucket
    sources, targets = _dominating(keys, one_way & ~int(stuck))
    starts = np.searchsorted(bucket_of[by_bucket], np.arange(len(keys) + 1))
    lengths = np.diff(starts)[targets]
    total = int(lengths.sum())
    if total > MAX_ENTRIES:
        raise TooLargeError(
            f"the one-way options of one decision maker make {total:,} entries of reachable states; {MAX_ENTRIES:,} fit. "
            "Rule out combinations that cannot be (`rules`), or make fewer of the options irreversible."
        )
    entry_bucket = np.repeat(sources, lengths)
    within = np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return bucket_of, entry_bucket, by_bucket[np.repeat(starts[targets], lengths) + within]


def _dominating(keys: npt.NDArray[np.uint64], one_way: int) -> tuple[Values, Values]:
    """Pairs of buckets of one group, the second at least as far along every one-way option as the first; by the first."""
    bits = [1 << number for number in range(64) if one_way >> number & 1]
    if len(bits) > MAX_ONE_WAY:
        raise TooLargeError(
            f"one decision maker has {len(bits)} one-way options; at most {MAX_ONE_WAY} are solved. Make fewer irreversible."
        )
    sources: list[Values] = []
    targets: list[Values] = []
    for choice in range(2 ** len(bits)):
        added = np.uint64(sum(bit for number, bit in enumerate(bits) if choice >> number & 1))
        free = np.flatnonzero((keys & added) == 0)
        wanted = keys[free] | added
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[found] == wanted
        sources.append(free[there].astype(np.int64))
        targets.append(found[there].astype(np.int64))
    source, target = np.concatenate(sources), np.concatenate(targets)
    order = np.argsort(source, kind="stable")
    return source[order], target[order]
