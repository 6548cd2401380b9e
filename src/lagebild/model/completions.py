"""Completions of what is known: rankings of all states that agree with it. All of them where there are few, else some drawn.

A completion is a complete preorder: every two states compare, what is known to be better stays better, what is known to be
equal stays equal.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lagebild.model.conflict import Builder, ConflictModel
from lagebild.model.known import Known, known_of, without_the_unknown
from lagebild.situation import Case, Completion, Situation

MOST: Final = 100
"""How many completions are solved in each case of what else is open."""

SEED: Final = 1

TIED: Final = 0.25
"""How readily a completion that is drawn puts one more state into a tier."""

MAX_WORK: Final = 2**24
"""How many pairs of states may be looked at for drawing completions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases to solve. ``drawn``: there are more completions than these, and these were drawn (with a fixed seed)."""

    cases: tuple[Case, ...]
    drawn: bool = False


def cases_of(situation: Situation, cases: Iterable[Case] | None = None, *, most: int = MOST) -> Cases:
    """``cases`` (default: every way to settle what else is open), in each of them all completions, or ``most`` of them.

    Raises: InputError, TooLargeError.
    """
    cases = situation.cases() if cases is None else cases
    if not situation.uncertain:
        return Cases(cases=tuple(cases))
    builder = Builder(without_the_unknown(situation))
    found: list[Case] = []
    drawn = False
    frame: ConflictModel | None = None
    for case in cases:
        frame = builder.build(case, frame)
        completed, more = _completed(situation, frame, most)
        found.extend(replace(case, completions=completions) for completions in completed)
        drawn = drawn or more
    return Cases(cases=tuple(found), drawn=drawn)


def _completed(situation: Situation, frame: ConflictModel, most: int) -> tuple[list[tuple[tuple[str, Completion], ...]], bool]:
    """Completions of everybody together, and whether there are more."""
    known = {dm: known_of(frame, situation.decision_maker(dm)) for dm in situation.uncertain}
    labels = frame.labels()

    def named(tiers: tuple[tuple[int, ...], ...]) -> Completion:
        return tuple(tuple(labels[position] for position in tier) for tier in tiers)

    lists = {dm: list(itertools.islice(completions(one), most + 1)) for dm, one in known.items()}
    if math.prod(len(tiers) for tiers in lists.values()) <= most:
        chosen = itertools.product(*lists.values())
        return [tuple((dm, named(tiers)) for dm, tiers in zip(known, row, strict=True)) for row in chosen], False
    rng = random.Random(SEED)
    number = max(1, min(most, MAX_WORK // frame.count**2))
    rows = ([(dm, named(draw(one, rng))) for dm, one in known.items()] for _ in range(number))
    return [tuple(row) for row in rows], True


def completions(known: Known) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every completion, as tiers of positions, best first."""
    classes = _classes(known)
    above = {one: {other for other in classes if known.better[other, one]} for one in classes}

    def tops(left: frozenset[int]) -> Iterator[tuple[int, ...]]:
        """What can stand on top: any of the states that nothing left is known to be better than."""
        highest = sorted(one for one in left if not above[one] & left)
        for size in range(1, len(highest) + 1):
            yield from itertools.combinations(highest, size)

    # Depth first, one generator a tier: there may be far more completions than anybody asks for.
    chosen: list[tuple[int, ...]] = []
    remaining = [frozenset(classes)]
    pending = [tops(remaining[0])]
    while pending:
        tier = next(pending[-1], None)
        if tier is None:
            pending.pop()
            remaining.pop()
            continue
        del chosen[len(pending) - 1 :]
        chosen.append(tier)
        left = remaining[-1] - set(tier)
        if left:
            remaining.append(left)
            pending.append(tops(left))
        else:
            yield tuple(tuple(sorted(itertools.chain.from_iterable(classes[one] for one in members))) for members in chosen)


def draw(known: Known, rng: random.Random) -> tuple[tuple[int, ...], ...]:
    """One completion, tier by tier from the best; every one can come, not all are equally likely."""
    classes = _classes(known)
    members = np.array(sorted(classes), dtype=np.int64)
    better = known.better[np.ix_(members, members)]
    above = better.sum(axis=0)
    left = np.ones(len(members), dtype=np.bool_)
    tiers: list[tuple[int, ...]] = []
    while left.any():
        top = np.flatnonzero(left & (above == 0)).tolist()
        first = rng.choice(top)
        chosen = [one for one in top if one == first or rng.random() < TIED]
        left[chosen] = False
        above -= better[chosen].sum(axis=0)
        tiers.append(tuple(sorted(itertools.chain.from_iterable(classes[int(members[one])] for one in chosen))))
    return tuple(tiers)


def _classes(known: Known) -> dict[int, tuple[int, ...]]:
    """The states that are known to be equally preferred together, by the first of them."""
    first = known.equal.argmax(axis=1)
    return {one: tuple(np.flatnonzero(first == one).tolist()) for one in sorted(set(first.tolist()))}
