"""Kernels over lists of states: buckets of one decision maker's moves, and closures found by flooding backwards.

A bucket holds the states between which a decision maker can go back and forth. One-way options make several buckets of one
group: from a bucket one can also get to those that are at least as far along. Values are whole numbers; the greatest value of
their type stands for "none". Everything comes in rows, one a model; models in rows share their moves.

Importing this module loads numba.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lagebild.engine.compiled import compiled

Array = Any
"""Arrays, as numba sees them; the shapes stand in the docstrings."""


@compiled
def sort_by(values: Array, most: int, order: Array) -> None:
    """``order``: the positions by ascending value, of equal values in their order. ``most``: the greatest value."""
    before = np.zeros(most + 2, dtype=np.int32)
    for position in range(values.size):
        before[values[position] + 1] += 1
    for value in range(most + 1):
        before[value + 1] += before[value]
    for position in range(values.size):
        value = values[position]
        order[before[value]] = position
        before[value] += 1


@compiled
def arrange(payoff: Array, order: Array, bucket_of: Array, starts: Array, members: Array, below: Array) -> None:
    """Put the states of every bucket in ascending order of preference.

    ``members``: states by bucket, ``starts``: where buckets begin in it. ``below``: per state how far its bucket holds worse
    states than it.
    """
    filled = starts.copy()
    for state in order:
        bucket = bucket_of[state]
        place = filled[bucket]
        filled[bucket] = place + 1
        members[place] = state
        below[state] = place
        if place > starts[bucket] and payoff[members[place - 1]] == payoff[state]:
            below[state] = below[members[place - 1]]


@compiled
def extreme(
    values: Array, greatest: bool, first: int, last: int, starts: Array, members: Array, along: Array, group: Array,
    found: Array,
) -> None:  # fmt: skip
    """Per row and state the greatest (or least) value over staying and one move. Shape of ``values``, ``found``: row, state.

    The buckets are ``first`` .. ``last`` - 1. ``along``: per bucket the one-way options as far as they went, ``group``: per
    bucket the first bucket of its group and the one after the last; empty where there are no one-way options.
    """
    best = np.empty(last - first if along.size else 0, dtype=values.dtype)
    for row in range(values.shape[0]):
        for bucket in range(first, last):
            value = values[row, members[starts[bucket]]]
            for place in range(starts[bucket] + 1, starts[bucket + 1]):
                other = values[row, members[place]]
                value = max(value, other) if greatest else min(value, other)
            if along.size:
                best[bucket - first] = value
                continue
            for place in range(starts[bucket], starts[bucket + 1]):
                found[row, members[place]] = value
        if along.size == 0:
            continue
        for bucket in range(first, last):
            value = best[bucket - first]
            for other in range(group[bucket, 0], group[bucket, 1]):
                if along[bucket] & ~along[other] == 0:
                    reached = best[other - first]
                    value = max(value, reached) if greatest else min(value, reached)
            for place in range(starts[bucket], starts[bucket + 1]):
                found[row, members[place]] = value


@compiled
def improved(
    reached: Array, first: int, last: int, starts: Array, members: Array, payoff: Array, along: Array, group: Array
) -> None:
    """Add to ``reached`` where improvements of one decision maker lead from it; its buckets are ``first`` .. ``last`` - 1."""
    lowest = np.full(last - first, -1, dtype=np.int64)
    for bucket in range(first, last):
        for place in range(starts[bucket], starts[bucket + 1]):
            if reached[members[place]]:
                lowest[bucket - first] = payoff[members[place]]
                break
    for bucket in range(first, last):
        if lowest[bucket - first] < 0:
            continue
        begin = group[bucket, 0] if along.size else bucket
        end = group[bucket, 1] if along.size else bucket + 1
        for other in range(begin, end):
            if along.size and along[bucket] & ~along[other] != 0:
                continue
            for place in range(starts[other + 1] - 1, starts[other] - 1, -1):
                if payoff[members[place]] <= lowest[bucket - first]:
                    break
                reached[members[place]] = True


@compiled
def least_improving(
    values: Array, none: int, payoff: Array, members: Array, starts: Array, bucket_of: Array, along: Array, group: Array,
    found: Array,
) -> None:  # fmt: skip
    """Per state the least value over improvements of one decision maker; ``none`` where there is none. One row."""
    ahead = np.empty(members.size + 1, dtype=values.dtype)
    ahead[members.size] = none
    for bucket in range(starts.size - 1):
        value = none
        for place in range(starts[bucket + 1] - 1, starts[bucket] - 1, -1):
            value = min(value, values[members[place]])
            ahead[place] = value
    for state in range(payoff.size):
        own = bucket_of[state]
        value = none
        first = group[own, 0] if along.size else own
        last = group[own, 1] if along.size else own + 1
        for bucket in range(first, last):
            if along.size and along[own] & ~along[bucket] != 0:
                continue
            low, high = starts[bucket], starts[bucket + 1]
            while low < high:
                middle = (low + high) // 2
                if payoff[members[middle]] > payoff[state]:
                    high = middle
                else:
                    low = middle + 1
            if low < starts[bucket + 1]:
                value = min(value, ahead[low])
        found[state] = value


@compiled
def connect(movers: Array, bucket_of: Array, buckets: int, first: Array) -> None:
    """Per state the first one that moves of ``movers`` connect it with: union and find over buckets."""
    count = bucket_of.shape[1]
    seen = np.full(buckets, -1, dtype=np.int32)
    for state in range(count):
        first[state] = state
    for mover in movers:
        for state in range(count):
            bucket = bucket_of[mover, state]
            if seen[bucket] < 0:
                seen[bucket] = state
                continue
            one, other = state, seen[bucket]
            while first[one] != one:
                first[one] = first[first[one]]
                one = first[one]
            while first[other] != other:
                first[other] = first[first[other]]
                other = first[other]
            if one < other:
                first[other] = one
            else:
                first[one] = other
    for state in range(count):
        # What comes before it is settled already.
        first[state] = first[first[state]]


@compiled
def flood(
    values: Array, order: Array, improving: bool, movers: Array, payoffs: Array, bucket_of: Array, starts: Array,
    members: Array, below: Array, along: Array, group: Array, labels: Array,
) -> None:  # fmt: skip
    """The least value over staying and every legal sequence of ``movers``, for one row.

    States are taken in ascending order of value; whoever can move (or improve) to one of them gets its value, and so on
    backwards. A bucket is gone through once, from its worst state up: one pointer each. ``movers`` count decision makers.
    Shapes: ``bucket_of``, ``below``, ``payoffs``: decision maker, state; ``members``: states by bucket, decision maker after
    decision maker.
    """
    count = values.size
    # No label yet: more than any value.
    none = values.max() + 1
    pointers = starts.copy()
    one_way = along.size > 0
    # How far up a group was gone through from each of its buckets already: the next time only what is better matters.
    spread = np.full(along.size, -1, dtype=np.int64)
    queue = np.empty(count, dtype=np.int32)
    labels[:] = none
    for seed in order:
        if labels[seed] != none:
            continue
        value = values[seed]
        labels[seed] = value
        queue[0] = seed
        head, tail = 0, 1
        while head < tail:
            state = queue[head]
            head += 1
            for mover in movers:
                own = bucket_of[mover, state]
                if not one_way or group[own, 1] - group[own, 0] == 1:
                    place = pointers[own]
                    end = below[mover, state] if improving else starts[own + 1]
                    while place < end:
                        other = members[place]
                        place += 1
                        if labels[other] == none:
                            labels[other] = value
                            queue[tail] = other
                            tail += 1
                    pointers[own] = max(place, pointers[own])
                    continue
                height = payoffs[mover, state] if improving else 0
                if spread[own] >= height:
                    continue
                spread[own] = height
                for bucket in range(group[own, 0], group[own, 1]):
                    if along[bucket] & ~along[own] != 0:
                        continue
                    place = pointers[bucket]
                    end = starts[bucket + 1]
                    while place < end and (not improving or payoffs[mover, members[place]] < height):
                        other = members[place]
                        place += 1
                        if labels[other] == none:
                            labels[other] = value
                            queue[tail] = other
                            tail += 1
                    pointers[bucket] = place


@compiled
def sort_rows(payoffs: Array, bucket_of: Array, starts: Array, members: Array, below: Array) -> None:
    """``arrange`` for every row and decision maker. Shape of ``payoffs``: row, decision maker, state."""
    order = np.empty(payoffs.shape[2], dtype=np.int32)
    for row in range(payoffs.shape[0]):
        for maker in range(payoffs.shape[1]):
            payoff = payoffs[row, maker]
            sort_by(payoff, payoff.max(), order)
            arrange(payoff, order, bucket_of[maker], starts, members[row], below[row, maker])


@compiled
def flood_rows(
    values: Array, improving: bool, movers: Array, payoffs: Array, bucket_of: Array, starts: Array, members: Array,
    below: Array, along: Array, group: Array, labels: Array,
) -> None:  # fmt: skip
    """``flood`` for every row."""
    order = np.empty(values.shape[1], dtype=np.int32)
    for row in range(values.shape[0]):
        sort_by(values[row], values[row].max(), order)
        flood(values[row], order, improving, movers, payoffs[row], bucket_of, starts, members[row], below[row], along, group,
              labels[row])  # fmt: skip
