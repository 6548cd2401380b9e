"""What is known of conclusions at standards of proof: plain records, filled by ``weigh`` and ``whole``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.analyses.neighbours import Asked
from lagebild.evidence.strength import ENDS, HIGH, LOW, Strengths
from lagebild.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One conclusion over the combinations tried: in how many it held, turned, or could not be answered."""

    held: int = 0
    turned: int = 0
    undefined: int = 0
    values: tuple[str, ...] = ()
    """What it came to over all cases, each once, in the order met."""
    vacuous: int = 0
    """In how many of those in which it held somebody had nothing left to prefer."""
    indifferent: tuple[str, ...] = ()
    """Who that was."""
    turned_by: tuple[str, ...] | None = None
    """The fewest lines out that turned it, of the combinations tried; None where none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Combinations of open lines tried together; every other line with claims in, or opposite."""

    open: tuple[str, ...]
    opposite: tuple[str, ...]
    tried: int
    interrupted: bool
    """Whether time ran out, or somebody stopped it."""
    cases_drawn: bool
    """Whether a combination opened so many cases that some of them were drawn."""
    tallies: tuple[Tally, ...]
    """One a conclusion."""

    @property
    def combinations(self) -> int:
        """How many there are."""
        return 1 << len(self.open)

    @property
    def complete(self) -> bool:
        """Whether every combination was tried."""
        return self.tried == self.combinations


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStandard:
    """One conclusion at one standard of proof, at one end."""

    standard: int
    weighing: Weighing
    tally: Tally

    @property
    def holds(self) -> bool:
        """Whether it came to the same as in the file in every combination tried."""
        return self.tally.held == self.weighing.tried > 0

    @property
    def certain(self) -> bool:
        """Whether no further combination can alter that: all were tried, or one was found in which it does not hold."""
        fallen = bool(self.tally.turned or self.tally.undefined)
        return not self.weighing.cases_drawn and (self.weighing.complete or fallen)

    @property
    def proven(self) -> bool:
        """Whether it holds, and no combination left untried can alter that."""
        return self.holds and self.certain

    @property
    def only_undefined(self) -> bool:
        """Whether it is never answered otherwise, but cannot be answered at all in some combination tried."""
        return self.tally.undefined > 0 and not self.tally.turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One conclusion at every standard of proof, the strictest first; with unjudgeable sources at their low and high end."""

    asked: Asked
    low: tuple[AtStandard, ...]
    high: tuple[AtStandard, ...]

    def at(self, standard: int, end: int = LOW) -> AtStandard:
        """How it stands at one standard."""
        return next(found for found in (self.low, self.high)[end] if found.standard == standard)

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The strictest standard at which it is shown to hold, at the low and the high end; None where it is so at none."""
        return _strictest(self.low), _strictest(self.high)

    @property
    def standard(self) -> int | None:
        """The strictest standard at which it is shown to hold, whatever the sources that could not be judged are worth."""
        low, high = self.ends
        return None if low is None or high is None else min(low, high)

    @property
    def is_interval(self) -> bool:
        """Whether it matters anywhere that a source could not be judged."""
        return self.profile(LOW) != self.profile(HIGH)

    def profile(self, end: int = LOW) -> tuple[bool, ...]:
        """Whether it holds, from the strictest standard to the laxest."""
        return tuple(found.holds for found in (self.low, self.high)[end])

    @property
    def monotone(self) -> bool:
        """Whether it holds at every laxer standard too: else no single standard says it, and the profile does."""
        return all(list(profile) == sorted(profile) for profile in map(self.profile, ENDS))

    @property
    def certain(self) -> bool:
        """Whether nothing of the profile was only drawn or broken off."""
        return all(found.certain for found in (*self.low, *self.high))

    @property
    def untouched(self) -> bool:
        """Whether no combination tried at any standard makes it anything else: nothing that has claims turns it."""
        return all(self.profile(LOW)) and all(self.profile(HIGH))


def _strictest(found: Sequence[AtStandard]) -> int | None:
    return max((level.standard for level in found if level.proven), default=None)


@dataclass(frozen=True, eq=False, kw_only=True)
class Proofs:
    """Every conclusion's standard of proof, and what was weighed for it."""

    situation: Situation
    what_if: str | None
    leading: str
    proofs: tuple[Proof, ...]
    """One a conclusion, in the order of the questions."""
    strengths: Strengths
    sourced: int
    """How many lines have claims that can matter."""
    assumed: tuple[str, ...]
    """Lines without a claim: they count as they stand, at every standard."""
    assumed_orders: tuple[str, ...]
    """Orders without a claim: they count as they stand, too."""
    tried: int
    """How many combinations were tried."""
    seconds: float

    @property
    def interrupted(self) -> bool:
        """Whether time ran out, or somebody stopped it, before everything was tried."""
        return any(level.weighing.interrupted for proof in self.proofs for level in (*proof.low, *proof.high))

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Sources of the claims behind lines that nobody has judged."""
        return self.strengths.unjudged

    def proof_of(self, question: int, definition: str = "") -> Proof | None:
        """The conclusion of one question, of one definition where a term is asked about."""
        found = (p for p in self.proofs if (p.asked.question, p.asked.definition) == (question, definition))
        return next(found, None)
