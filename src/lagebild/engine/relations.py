"""Moves laid out for whole-array passes: by buckets (option form) or edge by edge (anything).

A bucket holds the states that differ only in own options that can be changed back; all its members reach the same states.
An own option that is one-way splits buckets, and a bucket then lists every state of its group whose one-way options are at
least as far along: a dominance query, not a suffix of one sorted list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lagebild.errors import TooLargeError
from lagebild.model import GraphMoves, OptionMoves

Values = npt.NDArray[np.int64]

Edges = npt.NDArray[np.int32]
"""Positions at one end of listed moves: there can be many, so each takes half the room."""

PART: Final = 2**18
"""How many listed moves are looked at in one go."""

MAX_ENTRIES: Final = 2**25
"""How many entries one decision maker may have in bucket form: about a GiB."""

MAX_MOVES: Final = 2**26
"""How many listed moves one decision maker may have: about a GiB."""

MAX_OFFSETS: Final = 2**16
"""Up to how many entries offsets are kept, for at most ``MAX_WIDTHS`` widths."""

MAX_WIDTHS: Final = 64

MAX_ONE_WAY: Final = 16
"""How many one-way options of one decision maker bucket form takes."""


class BucketRelation:
    """Moves of one decision maker in option form, staying included."""

    def __init__(self, moves: OptionMoves, payoff: Values) -> None:
        self._layout = _Layout(*_buckets(moves))
        self._payoff = payoff

    def with_payoff(self, payoff: Values) -> BucketRelation:
        """The same moves with other preferences, layout shared."""
        other = object.__new__(BucketRelation)
        other._layout, other._payoff = self._layout, payoff
        return other

    def prepare(self) -> None:
        """Sort by preference now."""
        assert self._by_preference

    def greatest(self, values: Values) -> Values:
        """The greatest value over staying and one move. Shape here and below: one value per state, or rows of these."""
        layout = self._layout
        best = np.maximum.reduceat(values.take(layout.entry_state, axis=-1), layout.starts, axis=-1)
        return best.take(layout.bucket_of, axis=-1)

    def least(self, values: Values) -> Values:
        """The least value over staying and one move."""
        layout = self._layout
        worst = np.minimum.reduceat(values.take(layout.entry_state, axis=-1), layout.starts, axis=-1)
        return worst.take(layout.bucket_of, axis=-1)

    def least_improving(self, values: Values, limit: int) -> Values:
        """The least value over improvements; ``limit`` where there is none. ``values`` lie in 0 .. limit."""
        layout, (order, better_before) = self._layout, self._by_preference
        of_entries, of_states = layout.offsets(limit + 1)
        narrow = of_entries.dtype
        # Falling offsets per bucket make one running minimum over the whole array restart at every bucket: what stands in
        # an earlier bucket is worth more than ``limit`` here.
        running = np.empty((*values.shape[:-1], len(order) + 1), dtype=narrow)
        running[..., 0] = limit
        np.subtract(values.astype(narrow).take(order, axis=-1), of_entries, out=running[..., 1:])
        np.minimum.accumulate(running, axis=-1, out=running)
        found = running.take(better_before, axis=-1)
        found += of_states
        return np.minimum(found, limit, out=np.empty(values.shape, dtype=np.int64))

    def improved(self, start: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Where improvements lead from the states in ``start``."""
        layout = self._layout
        # Who starts from several states of a bucket can get to whatever is better than the worst of them.
        worst = np.full(len(layout.starts), self._payoff.max(), dtype=np.int64)
        np.minimum.at(worst, layout.bucket_of[start], self._payoff[start])
        reached = np.zeros(len(self._payoff), dtype=np.bool_)
        reached[layout.entry_state[self._payoff[layout.entry_state] > worst[layout.entry_bucket]]] = True
        return reached

    @cached_property
    def _by_preference(self) -> tuple[Values, Values]:
        """The states of all entries by bucket, best first; per state how many entries precede its equals in its bucket."""
        layout = self._layout
        rank = _short(self._payoff.max() - self._payoff)[layout.entry_state]
        order = np.lexsort((rank, _short(layout.entry_bucket)))
        rank, bucket, state = rank[order], layout.entry_bucket[order], layout.entry_state[order]
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = (rank[1:] != rank[:-1]) | (bucket[1:] != bucket[:-1])
        equals_from = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
        # A state stands once in its own bucket, and once in every bucket that can move to it.
        own = bucket == layout.narrow_bucket_of[state]
        better_before = np.empty(len(self._payoff), dtype=np.int64)
        better_before[state[own]] = equals_from[own]
        return state, better_before


class _Layout:
    """Buckets, whatever anybody prefers. Shapes: one number per state, or one per entry; entries by bucket."""

    def __init__(self, bucket_of: Values, entry_bucket: Values, entry_state: Values) -> None:
        self.bucket_of, self.entry_state = bucket_of, entry_state
        self.starts = np.searchsorted(entry_bucket, np.arange(int(bucket_of.max()) + 1))
        # For arithmetic half the width will do: there are fewer buckets than states.
        self.narrow_bucket_of = bucket_of.astype(np.int32)
        self.entry_bucket = entry_bucket.astype(np.int32)
        self._offsets: dict[int, tuple[npt.NDArray[Any], npt.NDArray[Any]]] = {}

    def offsets(self, width: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """``width`` times the bucket of every entry and of every state."""
        known = self._offsets.get(width)
        if known is None:
            narrow = np.int32 if width * (len(self.starts) + 1) < 2**31 else np.int64
            known = (
                np.multiply(self.entry_bucket, width, dtype=narrow),
                np.multiply(self.narrow_bucket_of, width, dtype=narrow),
            )
            # Small ones are asked for again and again, in every case and neighbour; large ones would be too much to keep.
            if len(self.entry_bucket) <= MAX_OFFSETS and len(self._offsets) < MAX_WIDTHS:
                self._offsets[width] = known
        return known


def _short(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same values in 16 bits if they fit: NumPy then sorts them in one pass over the digits."""
    return values.astype(np.uint16) if int(values.max()) < 2**16 else values


class EdgeRelation:
    """Moves listed one by one, staying not included. ``sources`` ascending."""

    def __init__(self, sources: Edges, targets: Edges, count: int, payoff: Values) -> None:
        self._count = count
        self._sources, self._targets = sources, targets
        self._all = _Runs(sources, targets)
        improving = np.concatenate(
            [np.empty(0, dtype=np.bool_), *(payoff[targets[part]] > payoff[sources[part]] for part in _parts(len(targets)))]
        )
        self._improving = _Runs(sources[improving], targets[improving])

    def with_payoff(self, payoff: Values) -> EdgeRelation:
        """The same moves with other preferences."""
        return EdgeRelation(self._sources, self._targets, self._count, payoff)

    def greatest(self, values: Values) -> Values:
        """The greatest value over staying and one move."""
        result = values.copy()
        for states, found in self._all.reduced(np.maximum, values):
            result[states] = np.maximum(result[states], found)
        return result

    def least(self, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value over moves or improvements; ``limit`` where there is none."""
        result = np.full(self._count, limit, dtype=np.int64)
        for states, found in (self._improving if improving else self._all).reduced(np.minimum, values):
            result[states] = found
        return result


class _Runs:
    """Targets grouped by source, with the sources that have any."""

    def __init__(self, sources: Edges, targets: Edges) -> None:
        self._targets = targets
        first = np.ones(len(sources), dtype=np.bool_)
        first[1:] = sources[1:] != sources[:-1]
        self._starts = np.append(np.flatnonzero(first), len(sources))
        self._states = sources[first]
        # Runs go through in parts of about as many targets as stay in a cache.
        parts = range(0, len(sources), PART)
        self._bounds = np.unique([*np.searchsorted(self._starts, parts).tolist(), len(self._states)])

    def reduced(self, operation: np.ufunc, values: Values) -> Iterator[tuple[Edges, Values]]:
        """Part by part some sources, and what ``operation`` makes of the values of each one's targets."""
        for begin, end in pairwise(self._bounds.tolist()):
            starts = self._starts[begin : end + 1]
            found = operation.reduceat(values[self._targets[starts[0] : starts[-1]]], starts[:-1] - starts[0])
            yield self._states[begin:end], found


def _parts(count: int) -> Iterator[slice]:
    """0 .. count in parts."""
    return (slice(start, start + PART) for start in range(0, count, PART))


def graph_edges(moves: GraphMoves) -> tuple[Edges, Edges]:
    """Sources and targets of every listed move, by source."""
    lengths = [len(targets) for targets in moves.target_lists]
    sources = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return sources, np.concatenate([*moves.target_lists, np.empty(0, dtype=np.int64)]).astype(np.int32)


def option_edges(moves: OptionMoves) -> tuple[Edges, Edges]:
    """Sources and targets of every possible move, by source. Raises: TooLargeError."""
    bucket_of, entry_bucket, entry_state = _buckets(moves)
    starts = np.searchsorted(entry_bucket, np.arange(int(bucket_of.max()) + 2))
    lengths = np.diff(starts)[bucket_of]
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    if total > MAX_MOVES:
        raise TooLargeError(
            f"{total:,} single moves of one decision maker would have to be listed; at most {MAX_MOVES:,} are. "
            "Without impossible moves they need not be listed."
        )
    listed: list[tuple[Edges, Edges]] = []
    for part in _parts(total):
        edges = np.arange(part.start, min(part.stop, total))
        sources = np.searchsorted(before, edges, side="right") - 1
        targets = entry_state[starts[bucket_of[sources]] + edges - before[sources]]
        allowed = sources != targets
        for leaving, entering in moves.blocked:
            allowed &= ~(leaving[sources] & entering[targets])
        listed.append((sources[allowed].astype(np.int32), targets[allowed].astype(np.int32)))
    return np.concatenate([sources for sources, _ in listed]), np.concatenate([targets for _, targets in listed])


def _buckets(moves: OptionMoves) -> tuple[Values, Values, Values]:
    """Per state its bucket; the entries of all buckets in order: bucket and state."""
    one_way = (moves.kept_taken | moves.kept_given_up) & moves.own
    states = moves.states
    # Along: the state with one-way options turned so that a move can only add bits.
    along = states ^ np.uint64(moves.kept_given_up & moves.own)
    stuck = np.uint64(moves.kept_taken & moves.kept_given_up & moves.own)
    masked = along & np.uint64(~(moves.own & ~one_way) & (2**64 - 1))
    by_bucket = np.argsort(masked, kind="stable")
    in_order = masked[by_bucket]
    first = np.ones(len(states), dtype=np.bool_)
    first[1:] = in_order[1:] != in_order[:-1]
    keys, bucket_in_order = in_order[first], np.cumsum(first) - 1
    bucket_of = np.empty(len(states), dtype=np.int64)
    bucket_of[by_bucket] = bucket_in_order
    if not one_way:
        return bucket_of, bucket_in_order, by_bucket
    sources, targets = _dominating(keys, one_way & ~int(stuck))
    starts = np.searchsorted(bucket_in_order, np.arange(len(keys) + 1))
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
