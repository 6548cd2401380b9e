"""Every conclusion's standard of proof, as one frozen record."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.neighbours import Neighbours
from lagebild.analyses.proof.records import AtStandard, Proof, Proofs, Weighing
from lagebild.analyses.proof.sides import Lines, ShortRuns, Sides
from lagebild.analyses.proof.weigh import Progress, Trials
from lagebild.errors import InputError
from lagebild.evidence.strength import ENDS, HIGH, LOW, STANDARDS
from lagebild.situation import Situation
from lagebild.solutions import Analysis, analyse, concept_named, concepts_named

SECONDS: Final = 20.0
"""How long is tried, where nobody says; shared by all standards."""


def proofs(
    situation: Situation | Analysis,
    *,
    seconds: float | None = SECONDS,
    leading: str = LEADING_CONCEPT,
    what_if: str | None = None,
    runs: Runs | None = None,
    progress: Progress | None = None,
) -> Proofs:
    """The standard of proof of every conclusion of a situation (or of an analysis of it).

    ``seconds``: how long is tried in all; None: no limit. ``runs``: what was tried before, for hinges say. A
    KeyboardInterrupt ends it with what was found. Raises: InputError, UnknownNameError, TooLargeError.
    """
    begun = time.monotonic()
    known = runs or _runs(situation, leading, what_if)
    if not known.base:
        raise InputError("the file asks no question with a statement, so that there is nothing to prove. Add `questions`.")
    lines = Lines(known.situation)
    sides = {(standard, end): lines.at(standard, end) for standard in STANDARDS for end in ENDS}
    weighed = _weighed(sides, Trials(ShortRuns(known), progress), seconds)
    return Proofs(
        situation=known.situation,
        what_if=known.neighbours.analysis.what_if,
        leading=known.neighbours.leading,
        proofs=tuple(
            Proof(asked=asked, low=_levels(number, LOW, sides, weighed), high=_levels(number, HIGH, sides, weighed))
            for number, asked in enumerate(known.neighbours.conclusions)
        ),
        strengths=lines.strengths,
        sourced=len(lines.sourced),
        assumed=lines.assumed,
        assumed_orders=lines.assumed_orders,
        tried=sum(weighing.tried for weighing in weighed.values()),
        seconds=time.monotonic() - begun,
    )


def _runs(situation: Situation | Analysis, leading: str, what_if: str | None) -> Runs:
    code = concept_named(leading).code
    solved = situation if isinstance(situation, Analysis) else analyse(situation, [code], what_if=what_if)
    return Runs(Neighbours(analysis=replace(solved, concepts=concepts_named([code])), leading=code))


def _weighed(sides: Mapping[tuple[int, int], Sides], trials: Trials, seconds: float | None) -> dict[Sides, Weighing]:
    """Each distinct way in which lines stand, once. Few open lines first: what is soon exact must not wait for draws."""
    end = None if seconds is None else time.monotonic() + seconds
    todo = sorted(set(sides.values()), key=lambda found: (len(found.open), found))
    weighed: dict[Sides, Weighing] = {}
    for number, found in enumerate(todo):
        now = time.monotonic()
        until = None if end is None else now + max(0.0, end - now) / (len(todo) - number)
        weighed[found] = trials.weigh(found, until)
    return weighed


def _levels(
    number: int, end: int, sides: Mapping[tuple[int, int], Sides], weighed: Mapping[Sides, Weighing]
) -> tuple[AtStandard, ...]:
    found = [(standard, weighed[sides[standard, end]]) for standard in STANDARDS]
    return tuple(AtStandard(standard=t, weighing=weighing, tally=weighing.tallies[number]) for t, weighing in found)
