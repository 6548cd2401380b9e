"""Kernels over the cube of all option patterns: best moves by folding own options, improvements block by block.

An index is a pattern: its bits are options. Patterns that are not feasible hold what changes nothing: the least value where
the greatest is looked for, else the greatest of the type. ``LANES`` neighbouring patterns are worked on side by side.

Importing this module loads numba.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from lagebild.engine.compiled import compiled
from lagebild.engine.lanes import LANES, TOGETHER, differs, gather, lower, lower_free, put, strip, take

Array = Any
"""Arrays, as numba sees them; the shapes stand in the docstrings."""

LANE_BITS: Final = 5

STRIP: Final = 2048
"""How many values are folded in one go: 4 KiB of 16-bit values, so that what is collected stays in the nearest cache."""


@compiled
def expand(values: Array, feasible: Array, filler: int, cube: Array) -> None:
    """``cube``: the values of the feasible patterns in their order, ``filler`` elsewhere.

    ``values`` has room for one more, which means nothing. ``feasible``: 0 or 1 per pattern.
    """
    place = 0
    for index in range(feasible.size):
        # No branch: whether a pattern is feasible cannot be foreseen. The mask is all ones or all zeros.
        mask = -np.int64(feasible[index])
        cube[index] = (values[place] & mask) | (filler & ~mask)
        place += feasible[index]


@compiled
def compress(cube: Array, feasible: Array, values: Array) -> None:
    """``values``: those of the feasible patterns, in their order. It has room for one more, which means nothing."""
    place = 0
    for index in range(feasible.size):
        values[place] = cube[index]
        place += feasible[index]


@compiled
def fold(source: Array, target: Array, low: int, high: int, greatest: bool) -> None:
    """Per set of indices that differ in bits ``low`` .. ``high`` - 1 only the greatest (or least) value, at each of them."""
    block = 1 << high
    if low >= LANE_BITS:
        stride = 1 << low
        width = min(stride, STRIP)
        kept = np.empty(width, dtype=source.dtype)
        for base in range(0, source.size, block):
            for begin in range(base, base + stride, width):
                strip(kept, source, begin, False)
                for at in range(begin + stride, begin + block, stride):
                    gather(kept, source, at, greatest)
                for at in range(begin, begin + block, stride):
                    strip(kept, target, at, True)
        return
    if low == 0:
        for base in range(0, source.size, block):
            row = source[base : base + block]
            value = row[0]
            if greatest:
                for lane in range(block):
                    value = row[lane] if row[lane] > value else value
            else:
                for lane in range(block):
                    value = row[lane] if row[lane] < value else value
            target[base : base + block] = value
        return
    kept = np.empty(LANES, dtype=source.dtype)
    block = max(block, LANES)
    for base in range(0, source.size, block):
        strip(kept, source, base, False)
        for at in range(base + LANES, base + block, LANES):
            gather(kept, source, at, greatest)
        for bit in range(low, min(high, LANE_BITS)):
            for lane in range(LANES):
                if lane >> bit & 1 == 0:
                    one, other = kept[lane], kept[lane | 1 << bit]
                    value = max(one, other) if greatest else min(one, other)
                    kept[lane] = value
                    kept[lane | 1 << bit] = value
        for at in range(base, base + block, LANES):
            strip(kept, target, at, True)


@compiled
def fold_one_way(cube: Array, bit: int, upward: bool, greatest: bool) -> None:
    """Likewise for one bit that can be changed in one direction: one side takes the value of the other, if it is better."""
    stride = 1 << bit
    for base in range(0, cube.size, 2 * stride):
        lower, upper = cube[base : base + stride], cube[base + stride : base + 2 * stride]
        for lane in range(stride):
            one, other = lower[lane], upper[lane]
            value = max(one, other) if greatest else min(one, other)
            if upward:
                lower[lane] = value
            else:
                upper[lane] = value


@compiled
def take_over(labels: Array, found: Array, feasible: Array, none: int) -> bool:
    """Labels become what was found, except where nothing is feasible; whether any changed. ``feasible`` may be empty."""
    changed = False
    blank = labels.dtype.type(none)
    for index in range(labels.size):
        value = found[index]
        if feasible.size and not feasible[index]:
            value = blank
        changed |= value != labels[index]
        labels[index] = value
    return changed


@compiled
def in_blocks(cube: Array, own: Array, lanes: Array, bases: Array, blocks: Array) -> None:
    """``blocks``: the values of ``cube`` block after block, in each one row per combination of own options."""
    place = 0
    for base in bases:
        for choice in range(own.size):
            for lane in range(LANES):
                blocks[place] = cube[base + own[choice] + lanes[lane]]
                place += 1


@compiled
def improve(
    labels: Array, payoff: Array, own: Array, lanes: Array, bases: Array, touched: Array, kept_taken: int, kept_given_up: int,
    stamps: Array, since: int, now: int,
) -> bool:  # fmt: skip
    """Lower labels to the least that one improvement of one decision maker leads to; whether any changed.

    ``own``: per combination of own options its place from the base of a block; ``lanes``: the places of the ``LANES`` classes
    of patterns that are worked on together; ``bases``: where each block of these begins; ``touched``: the rows of ``LANES``
    patterns that it has a part in. ``payoff``: the greatest of its type where a pattern is not feasible; in blocks, unless
    lanes are neighbours. ``kept_taken``, ``kept_given_up``: own options, counted in a block, that cannot be taken back.
    ``stamps``: when each row changed last; blocks without any change after ``since`` are passed over.
    """
    size = own.size
    neighbours = lanes[LANES - 1] == LANES - 1
    rows = np.empty((size, LANES), dtype=labels.dtype)
    before = np.empty((size, LANES), dtype=labels.dtype)
    worth = np.empty((size, LANES), dtype=payoff.dtype)
    flat = rows.reshape(rows.size)
    sources = np.arange(size + 1)
    any_changed = False
    for number in range(bases.size):
        base = bases[number]
        fresh = False
        for row in touched:
            fresh |= stamps[(base >> LANE_BITS) + row] > since
        if not fresh:
            continue
        news = size
        if neighbours:
            # Only what changed can lower anything.
            news = 0
            for choice in range(size):
                sources[news] = choice
                news += stamps[(base + own[choice]) >> LANE_BITS] > since
        for choice in range(size):
            if neighbours:
                at = base + own[choice]
                take(rows, choice, labels, at)
                take(worth, choice, payoff, at)
            else:
                for lane in range(LANES):
                    rows[choice, lane] = labels[base + own[choice] + lanes[lane]]
                take(worth, choice, payoff, (number * size + choice) * LANES)
            take(before, choice, flat, choice * LANES)
        if kept_taken == 0 and kept_given_up == 0 and size >= TOGETHER:
            for choice in range(0, size, TOGETHER):
                lower_free(rows, worth, choice, sources, news)
        else:
            for choice in range(size):
                lower(rows, worth, choice, sources, news, kept_taken, kept_given_up)
        for choice in range(size):
            if not differs(rows, before, choice):
                continue
            any_changed = True
            at = base + own[choice]
            if neighbours:
                put(rows, choice, labels, at)
                stamps[at >> LANE_BITS] = now
                continue
            for lane in range(LANES):
                if rows[choice, lane] != before[choice, lane]:
                    labels[at + lanes[lane]] = rows[choice, lane]
                    stamps[(at + lanes[lane]) >> LANE_BITS] = now
    return any_changed
