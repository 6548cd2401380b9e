"""Combinations of open lines, tried until it is known of every conclusion whether it holds."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lagebild.analyses.conclusion import UNDEFINED, one_value
from lagebild.analyses.hinges.runs import Run, Values
from lagebild.analyses.neighbours import SEED
from lagebild.analyses.proof.records import Tally, Weighing
from lagebild.analyses.proof.sides import ShortRuns, Sides

MAX_EXACT: Final = 12
"""Up to how many open lines every combination is tried."""

DRAWS: Final = 1_000
"""How many combinations of more open lines are drawn, besides those that are tried in any case."""

Progress = Callable[[int, int], None]
"""Told how many combinations were tried of the part at hand, and how many it has at most."""


@dataclass(eq=False)
class Trials:
    """Weighs one standard after the other, until somebody stops it."""

    runs: ShortRuns
    progress: Progress | None = None
    stopped: bool = False

    def weigh(self, sides: Sides, until: float | None) -> Weighing:
        """Try all combinations, or as many as it takes to see every conclusion fall, or as time allows; one in any case."""
        counts = [_Count(values) for values in self.runs.base]
        tried, cases_drawn, interrupted = 0, False, False
        first = _first(len(sides.open))
        further = _Further(len(sides.open), frozenset(first))
        for mask in itertools.chain(first, further):
            if _all_fallen(counts, thoroughly=tried < len(first)):
                break
            if tried and (self.stopped or (until is not None and time.monotonic() > until)):
                interrupted = True
                break
            out = tuple(address for place, address in enumerate(sides.open) if mask >> place & 1)
            try:
                run = self.runs.after(sides.loss(out))
                if self.progress is not None:
                    self.progress(tried + 1, len(first) + further.count)
            except KeyboardInterrupt:
                self.stopped = interrupted = True
                break
            tried += 1
            cases_drawn |= run.drawn
            for count, after in zip(counts, run.values, strict=True):
                count.add(after, run, out)
        return Weighing(
            open=sides.open,
            opposite=sides.opposite,
            tried=tried,
            interrupted=interrupted,
            cases_drawn=cases_drawn,
            tallies=tuple(count.tally() for count in counts),
        )


@dataclass(eq=False, slots=True)
class _Count:
    """One conclusion over the combinations tried so far."""

    base: Values
    held: int = 0
    turned: int = 0
    undefined: int = 0
    vacuous: int = 0
    values: dict[str, None] = field(default_factory=dict)
    indifferent: dict[str, None] = field(default_factory=dict)
    turned_by: tuple[str, ...] | None = None

    def add(self, after: Values, run: Run, out: tuple[str, ...]) -> None:
        """One combination more."""
        undefined = UNDEFINED in after
        self.values[UNDEFINED if undefined else one_value(after)] = None
        if undefined:
            self.undefined += 1
        elif after == self.base:
            self.held += 1
            self.vacuous += bool(run.indifferent)
            self.indifferent.update(dict.fromkeys(run.indifferent))
        else:
            self.turned += 1
            if self.turned_by is None or len(out) < len(self.turned_by):
                self.turned_by = out

    def tally(self) -> Tally:
        """What was counted."""
        return Tally(
            held=self.held,
            turned=self.turned,
            undefined=self.undefined,
            values=tuple(self.values),
            vacuous=self.vacuous,
            indifferent=tuple(self.indifferent),
            turned_by=self.turned_by,
        )


def _all_fallen(counts: Sequence[_Count], *, thoroughly: bool) -> bool:
    """Whether every conclusion is known not to hold.

    ``thoroughly``: one that so far only could not be answered is looked at further, for it may turn as well.
    """
    return all(count.turned or (count.undefined and not thoroughly) for count in counts)


def _first(count: int) -> tuple[int, ...]:
    """What is tried in any case, as bits that say which of ``count`` lines are out: none, all, each alone, all but each."""
    every = (1 << count) - 1
    singles = [1 << place for place in range(count)]
    return tuple(dict.fromkeys((0, every, *singles, *(every - single for single in singles))))


@dataclass(frozen=True)
class _Further:
    """The other combinations: all there are, or as many as are drawn."""

    open: int
    known: frozenset[int]

    @property
    def count(self) -> int:
        return (1 << self.open) - len(self.known) if self.open <= MAX_EXACT else DRAWS

    def __iter__(self) -> Iterator[int]:
        if self.open <= MAX_EXACT:
            yield from (mask for mask in range(1 << self.open) if mask not in self.known)
            return
        rng, seen = random.Random(SEED), set(self.known)
        for _ in range(DRAWS):
            mask = 0
            while mask in seen or not mask:
                # How many are out is drawn first: with an even chance for each line, few or many would hardly ever come up.
                mask = sum(1 << place for place in rng.sample(range(self.open), rng.randint(2, self.open - 2)))
            seen.add(mask)
            yield mask
