"""What a situation's conclusions hinge on: every grain, both ways to lose, as one frozen record.

A conclusion changes when what it comes to changes in a case of the situation as it stands; where a loss leaves no answer it
is *undefined*, which is told apart. A cut is a set of carriers whose loss changes a conclusion while that of no proper part
does; the responsibility of a carrier is one over the size of the smallest cut it belongs to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from lagebild.analyses.conclusion import LEADING_CONCEPT, UNDEFINED
from lagebild.analyses.hinges.carriers import GRAINS, MODES, Carrier, Carriers
from lagebild.analyses.hinges.runs import Runs, Values
from lagebild.analyses.hinges.search import Found, Search, StoppedError, Value, search
from lagebild.analyses.neighbours import Asked, Neighbours
from lagebild.errors import InputError
from lagebild.situation import Situation
from lagebild.solutions import Analysis, analyse, concept_named, concepts_named

Progress = Callable[[int, int], None]
"""Told how many sets were tried of the part at hand, and how many it has at least."""

SECONDS: Final = 60.0
"""How long is searched, where nobody says."""

LARGEST: Final = 2
"""Up to which size all sets are tried, where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Carriers whose loss changes a conclusion together, and no part of them alone.

    ``smallest``: no smaller cut exists for this conclusion, grain and mode; else it is the smallest that was found.
    """

    members: tuple[str, ...]
    after: Values
    """What the conclusion then comes to, per case of the situation as it stands."""
    proven: bool
    """Whether every proper part was tried."""
    smallest: bool
    indifferent: tuple[str, ...] = ()
    """Decision makers for whom nothing is left to prefer: then what is stable for them is so vacuously."""
    reason: str = ""
    """Why there is no answer, where there is none."""
    drawn: bool = False

    @property
    def undefined(self) -> bool:
        """Whether the question can no longer be answered, instead of being answered otherwise."""
        return UNDEFINED in self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """What one conclusion hinges on, in one grain and mode. Cuts: smaller ones first."""

    asked: Asked
    cuts: tuple[Cut, ...]

    @property
    def singles(self) -> tuple[Cut, ...]:
        """Carriers that alone turn the conclusion, or leave it without an answer."""
        return tuple(cut for cut in self.cuts if len(cut.members) == 1)

    def responsibilities(self) -> tuple[tuple[str, Fraction], ...]:
        """Each carrier in a cut with one over the size of its smallest cut, largest first; the others have none."""
        found: dict[str, int] = {}
        for cut in self.cuts:
            for member in cut.members:
                found.setdefault(member, len(cut.members))
        return tuple((member, Fraction(1, size)) for member, size in sorted(found.items(), key=lambda item: item[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifting:
    """One grain in one mode: what can be lost, what the conclusions hinge on, and how far was looked."""

    grain: str
    mode: str
    carriers: tuple[Carrier, ...]
    hinges: tuple[Hinge, ...]
    """One a conclusion, in the order of the questions."""
    complete_to: int
    """Every set up to this size was tried."""
    interrupted: bool

    @property
    def complete(self) -> bool:
        """Whether every set there is was tried."""
        return self.complete_to >= len(self.carriers)


@dataclass(frozen=True, eq=False, kw_only=True)
class Hinges:
    """What every conclusion hinges on. ``solves``: conflicts solved, each case counted; ``runs``: sets of lost lines tried."""

    situation: Situation
    analysis: Analysis = field(repr=False)
    """The situation solved with every line in."""
    what_if: str | None
    leading: str
    conclusions: tuple[Asked, ...]
    siftings: tuple[Sifting, ...]
    runs: int
    solves: int
    seconds: float

    @property
    def interrupted(self) -> bool:
        """Whether time ran out, or somebody stopped it, before everything asked for was tried."""
        return any(sifting.interrupted for sifting in self.siftings)

    def sifting(self, grain: str, mode: str) -> Sifting | None:
        """The part for one grain and mode, if it was asked for."""
        return next((part for part in self.siftings if (part.grain, part.mode) == (grain, mode)), None)


def hinges(
    situation: Situation | Analysis,
    *,
    grains: Iterable[str] = GRAINS,
    modes: Iterable[str] = MODES,
    largest: int | Mapping[str, int] = LARGEST,
    seconds: float | None = SECONDS,
    leading: str = LEADING_CONCEPT,
    what_if: str | None = None,
    question: int | None = None,
    shrink: bool = True,
    runs: Runs | None = None,
    progress: Progress | None = None,
) -> Hinges:
    """What the conclusions of a situation (or of an analysis of it) hinge on.

    ``largest``: up to which size all sets are tried, in every grain or grain by grain (singles where none is named).
    ``shrink``: larger cuts are looked for beyond, where that is 2 at least and nothing was found. ``seconds``: shared by all
    parts; None: no limit. ``question``: only this one, counted from 1. ``runs``: what was tried before. Singles of every part
    are tried before pairs of any. A KeyboardInterrupt ends the search with what was found.
    Raises: InputError, UnknownNameError, TooLargeError.
    """
    begun = time.monotonic()
    if runs is None:
        code = concept_named(leading).code
        solved = situation if isinstance(situation, Analysis) else analyse(situation, [code], what_if=what_if)
        solved = _only(solved, code)
        runs = Runs(Neighbours(analysis=solved, leading=code))
    if not runs.base:
        raise InputError("the file asks no question with a statement, so that nothing can hinge on anything. Add `questions`.")
    kept = _asked_about(runs.neighbours.conclusions, question)
    clock = _Clock(begun, seconds, progress)
    parts = [Carriers(runs.situation, grain, mode) for grain in grains for mode in modes]
    found = [_sift(part, runs, kept, clock, largest=1, shrink=False) for part in parts]
    sizes = [largest if isinstance(largest, int) else largest.get(part.grain, 1) for part in parts]
    for number, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        if size > 1:
            found[number] = _further(found[number], part, runs, kept, clock, size, shrink)
    return Hinges(
        situation=runs.situation,
        analysis=runs.neighbours.analysis,
        what_if=runs.neighbours.analysis.what_if,
        leading=runs.neighbours.leading,
        conclusions=tuple(runs.neighbours.conclusions[number] for number in kept),
        siftings=tuple(found),
        runs=len(runs),
        solves=runs.neighbours.solves,
        seconds=time.monotonic() - begun,
    )


def _asked_about(conclusions: Sequence[Asked], question: int | None) -> tuple[int, ...]:
    """Positions of the conclusions that a question asks about; of all, where none is named."""
    kept = tuple(number for number, asked in enumerate(conclusions) if question in (None, asked.question))
    if not kept:
        known = ", ".join(str(number) for number in dict.fromkeys(asked.question for asked in conclusions))
        raise InputError(f"question {question} has no statement that could hinge on anything. Those that have one: {known}.")
    return kept


def _only(analysis: Analysis, code: str) -> Analysis:
    """The analysis with neighbours solved under one concept only."""
    return replace(analysis, concepts=concepts_named([code]))


class _Clock:
    """Whether there is time left, and who is told how far things are."""

    def __init__(self, begun: float, seconds: float | None, progress: Progress | None) -> None:
        self._end = None if seconds is None else begun + seconds
        self._progress = progress
        self.stopped = False

    def tick(self, done: int, total: int) -> bool:
        """Tell how far it is; false once the time is over or somebody stopped it."""
        if not self.stopped and self._end is not None and time.monotonic() > self._end:
            self.stopped = True
        if self._progress is not None and not self.stopped:
            try:
                self._progress(done, total)
            except KeyboardInterrupt:
                self.stopped = True
        return not self.stopped


def _further(
    singles: Sifting, carriers: Carriers, runs: Runs, kept: Sequence[int], clock: _Clock, largest: int, shrink: bool
) -> Sifting:
    """The part searched further; what is known of singles stays where no time is left."""
    if clock.stopped:
        return replace(singles, interrupted=True)
    further = _sift(carriers, runs, kept, clock, largest=largest, shrink=shrink)
    return further if further.complete_to >= singles.complete_to else replace(singles, interrupted=True)


def _sift(carriers: Carriers, runs: Runs, kept: Sequence[int], clock: _Clock, *, largest: int, shrink: bool) -> Sifting:
    def judge(members: tuple[int, ...]) -> Value:
        try:
            values = runs.after(carriers.loss(members)).values
            return tuple(values[number] for number in kept)
        except KeyboardInterrupt as interrupt:
            clock.stopped = True
            raise StoppedError from interrupt

    base = tuple(runs.base[number] for number in kept)
    listed = carriers.listed
    result = search(len(listed), base, judge, largest=largest, tick=clock.tick, shrink=shrink)
    return Sifting(
        grain=carriers.grain,
        mode=carriers.mode,
        carriers=listed,
        hinges=tuple(
            Hinge(
                asked=runs.neighbours.conclusions[number], cuts=tuple(_cut(carriers, runs, cut, cuts, result) for cut in cuts)
            )
            for number, cuts in zip(kept, result.found, strict=True)
        ),
        complete_to=result.complete_to,
        interrupted=result.interrupted,
    )


def _cut(carriers: Carriers, runs: Runs, cut: Found, all_cuts: Sequence[Found], result: Search) -> Cut:
    run = runs.after(carriers.loss(cut.members))
    least = min(len(other.members) for other in all_cuts)
    return Cut(
        members=tuple(carriers.listed[member].key for member in cut.members),
        after=cut.value if isinstance(cut.value, tuple) else (str(cut.value),),
        proven=cut.proven,
        smallest=len(cut.members) == least and least <= result.complete_to + 1 and cut.proven,
        indifferent=run.indifferent,
        reason=run.undefined,
        drawn=run.drawn,
    )
