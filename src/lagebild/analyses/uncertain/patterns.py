"""The ways in which somebody's own moves can turn out: better, worse or equally good, each that some completion has.

What others answer by depends on no more of their completions than this. There are far fewer such patterns than completions.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from lagebild.model.known import Known, Pairs


def patterns(known: Known, own: Pairs) -> Iterator[Known]:
    """Every pattern: what is known, and each of the moves ``own`` decided.

    Every pattern belongs to some completion, every completion to one pattern. Depth first over the pairs that are still
    unknown; what a decision implies decides others.
    """
    pairs = _undecided(known, own)
    pending = [(known, 0)]
    while pending:
        so_far, number = pending.pop()
        while number < len(pairs) and not so_far.unknown[pairs[number]]:
            number += 1
        if number == len(pairs):
            yield so_far
            continue
        one, other = pairs[number]
        pending.append((so_far.with_equal(one, other), number + 1))
        pending.append((so_far.with_better(other, one), number + 1))
        pending.append((so_far.with_better(one, other), number + 1))


def draw_pattern(known: Known, own: Pairs, rng: random.Random) -> Known:
    """One pattern; every one can come, not all are equally likely."""
    pairs = _undecided(known, own)
    rng.shuffle(pairs)
    found = known
    for one, other in pairs:
        if not found.unknown[one, other]:
            continue
        chance = rng.random()
        if chance < 0.2:
            found = found.with_equal(one, other)
        else:
            found = found.with_better(one, other) if chance < 0.6 else found.with_better(other, one)
    return found


def _undecided(known: Known, own: Pairs) -> list[tuple[int, int]]:
    """The unknown pairs between which there is a move one way or the other."""
    first, second = np.nonzero(np.triu(known.unknown & (own | own.T)))
    return list(zip(first.tolist(), second.tolist(), strict=True))
