"""Smallest sets whose loss changes a conclusion, for any function from sets to values.

Losing more can turn a conclusion back, so no search that stops at the first change is exact. Two parts:

1. **By size**: all sets of one, then of two, and so on. What is found this way is minimal and, of its size, complete.
2. **By shrinking**: from large sets that change a conclusion, one member after the other is given back as long as the change
   lasts. What is left is minimal by single removal; up to ``MAX_PROVEN`` members all its subsets are tried, and the smallest
   that changes the conclusion is taken instead. Of several such sets nobody knows whether a smaller one exists: *smallest
   found*.

Source: the definitions in ``docs/theory/hinges.md``; shrinking as in QuickXplain (Junker 2004), without its assumption that
losing more never turns a conclusion back.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import Final

Value = tuple[object, ...]
"""What all conclusions come to after a loss, one entry a conclusion."""

Judge = Callable[[tuple[int, ...]], Value]
"""From a set of positions, ascending, to what the conclusions come to without them."""

Tick = Callable[[int, int], bool]
"""Told how many sets were tried and how many there are at least; false: time is up."""


class StoppedError(Exception):
    """Raised by a judge that somebody stopped: of the set it was asked about nothing is known."""


MAX_PROVEN: Final = 10
"""Up to how many members every subset of a set found by shrinking is tried."""

STARTS: Final = 12
"""From how many large sets shrinking starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One set whose loss changes a conclusion, while that of no smaller part of it that was tried does.

    ``proven``: every proper part was tried; else it is minimal by single removal.
    """

    members: tuple[int, ...]
    value: object
    proven: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found, per conclusion; smaller sets first."""

    found: tuple[tuple[Found, ...], ...]
    complete_to: int
    """Every set up to this size was tried: of these no cut is missing."""
    sets: int
    """How many sets there were to try by size, up to that size."""
    interrupted: bool = False
    """Whether time ran out before what was asked for was done."""


@dataclass(slots=True)
class _Cuts:
    """The cuts of one conclusion as bit sets, beside what they lead to."""

    found: list[Found] = field(default_factory=list)
    masks: list[int] = field(default_factory=list)

    def covers(self, mask: int) -> bool:
        """Whether a known cut is part of the set."""
        return any(known & mask == known for known in self.masks)

    def add(self, cut: Found) -> None:
        """One more, unless one that is part of it is known; those that it is part of are no cuts."""
        mask = _mask(cut.members)
        if self.covers(mask):
            return
        kept = [number for number, known in enumerate(self.masks) if known & mask != mask]
        self.found[:] = [self.found[number] for number in kept] + [cut]
        self.masks[:] = [self.masks[number] for number in kept] + [mask]


def search(count: int, base: Value, judge: Judge, *, largest: int, tick: Tick, shrink: bool = True) -> Search:
    """Look for the smallest sets out of ``count`` things: by size up to ``largest``, then by shrinking."""
    cuts = [_Cuts() for _ in base]
    complete, tried, running = 0, 0, True
    for size in range(1, min(largest, count) + 1):
        running, tried = _all_of_size(count, size, base, judge, cuts, tick, tried)
        if not running:
            break
        complete = size
    if running and shrink and complete < count:
        try:
            running = _shrinking(count, base, judge, cuts, tick, tried)
        except StoppedError:
            running = False
    return Search(
        found=tuple(tuple(sorted(own.found, key=lambda cut: (len(cut.members), cut.members))) for own in cuts),
        complete_to=count if complete >= count else complete,
        sets=sum(comb(count, size) for size in range(1, complete + 1)),
        interrupted=not running,
    )


def _all_of_size(
    count: int, size: int, base: Value, judge: Judge, cuts: list[_Cuts], tick: Tick, tried: int
) -> tuple[bool, int]:
    """Every set of one size that holds no known cut of some conclusion; false where time ran out."""
    ahead = tried + comb(count, size)
    fresh: list[tuple[int, Found]] = []
    for number, members in enumerate(itertools.combinations(range(count), size)):
        if not tick(tried + number, ahead):
            # What was found of an unfinished size are cuts all the same: all smaller sets were tried.
            _note(cuts, fresh)
            return False, tried + number
        mask = _mask(members)
        open_ = [number for number, own in enumerate(cuts) if not own.covers(mask)]
        if not open_:
            continue
        try:
            value = judge(members)
        except StoppedError:
            _note(cuts, fresh)
            return False, tried + number
        fresh.extend((number, Found(members=members, value=value[number])) for number in open_ if value[number] != base[number])
    _note(cuts, fresh)
    return True, ahead


def _note(cuts: list[_Cuts], fresh: list[tuple[int, Found]]) -> None:
    for number, cut in fresh:
        cuts[number].add(cut)


def _shrinking(count: int, base: Value, judge: Judge, cuts: list[_Cuts], tick: Tick, tried: int) -> bool:
    """Shrink large sets for every conclusion that nothing was found for yet; false where time ran out."""
    rng = random.Random(count)
    for number, own in enumerate(cuts):
        for start in _starts(count, rng):
            if own.found or not tick(tried, tried):
                break
            if judge(start)[number] == base[number]:
                continue
            cut = _shrunk(number, start, base, judge, lambda: tick(tried, tried))
            if cut is None:
                return False
            own.add(cut)
    return tick(tried, tried)


def _starts(count: int, rng: random.Random) -> Iterator[tuple[int, ...]]:
    """Everything, then halves and quarters drawn at random."""
    yield tuple(range(count))
    for number in range(STARTS - 1):
        size = max(2, count // (2 if number % 2 else 4))
        yield tuple(sorted(rng.sample(range(count), min(size, count))))


def _shrunk(number: int, start: Sequence[int], base: Value, judge: Judge, running: Callable[[], bool]) -> Found | None:
    """A set from which no single member can be given back; None where time ran out first."""

    def changes(members: Sequence[int]) -> bool:
        return judge(tuple(members))[number] != base[number]

    left = _in_halves(list(start), changes, running)
    before = 0
    # What could not be given back may have become free to go: losing less can change more.
    while len(left) != before:
        before = len(left)
        for member in list(left):
            if not running():
                return None
            without = [other for other in left if other != member]
            if without and changes(without):
                left = without
    proven = len(left) <= MAX_PROVEN
    if proven:
        for size in range(1, len(left)):
            for part in itertools.combinations(left, size):
                if not running():
                    return None
                if changes(part):
                    return Found(members=part, value=judge(part)[number])
    return Found(members=tuple(left), value=judge(tuple(left))[number], proven=proven)


def _in_halves(left: list[int], changes: Callable[[Sequence[int]], bool], running: Callable[[], bool]) -> list[int]:
    """Give back large parts first, then smaller ones: tens of trials where one by one would take hundreds."""
    width = len(left) // 2
    while width >= 1 and running():
        position = 0
        while position < len(left) and running():
            without = left[:position] + left[position + width :]
            if without and changes(without):
                left = without
            else:
                position += width
        width //= 2
    return left


def _mask(members: Sequence[int]) -> int:
    return sum(1 << member for member in members)
