"""Which lines rest on no claim, which claims carry no line, and on whose single voice lines rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lagebild.evidence.grounds import ClaimReference, hold, references
from lagebild.evidence.records import TOLD_AS, Claim
from lagebild.evidence.voices import claims_behind
from lagebild.situation import (
    AnyOrder,
    Circumstance,
    DecisionMaker,
    Definition,
    ImpossibleMove,
    Irreversible,
    JointOption,
    Line,
    Option,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    State,
    Tier,
    TodayLine,
    Weight,
    WhatIf,
)

KINDS: Final[Mapping[type[Line], str]] = {
    PreferenceStatement: "want", Ranking: "ranking", Tier: "tier", Weight: "weight", Option: "option",
    JointOption: "joint-option", Rule: "rule", Irreversible: "irreversible", ImpossibleMove: "impossible-move",
    Circumstance: "circumstance", Definition: "definition", TodayLine: "today", State: "state", WhatIf: "what-if",
    DecisionMaker: "decision-maker",
}  # fmt: skip
"""What each sort of line is called, the weightiest first: what somebody wants is guessed more easily than what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many lines of one kind there are, and how many of them name a claim."""

    kind: str
    lines: int
    sourced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Every line with a ``because`` slot, orders apart."""

    kinds: tuple[KindCount, ...]
    unsourced: tuple[Line, ...]
    """By kind, the weightiest first; within a kind in the order of the file."""

    assertions: int
    """How many lines say that something is so: not what-ifs, and not what is only said to be open or unknown."""

    @property
    def assumed(self) -> tuple[Line, ...]:
        """The unsourced lines that say that something is so."""
        return tuple(line for line in self.unsourced if asserts(line))

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(kind.lines for kind in self.kinds)

    @property
    def sourced(self) -> int:
        """How many of them name a claim."""
        return sum(kind.sourced for kind in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice: claims of the same origin, however many texts repeat them. Lines by their addresses, orders among them.

    ``lines`` name one of its claims; ``falling`` do not hold without it; ``alone`` name no other voice.
    """

    id: str
    claims: int
    told_as: tuple[tuple[str, int], ...]
    """How the texts put its claims, firmest first, with counts."""
    lines: tuple[str, ...]
    falling: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the claims carry. Lines by their addresses."""

    claims: int
    sources: int
    idle: tuple[str, ...]
    """Claims that no line names, in the order of the claims file."""
    voices: tuple[Voice, ...]
    """Those that carry most lines first."""
    sourced: int
    """How many lines name a claim, orders among them."""
    one_voice: tuple[str, ...]
    """Lines that rest on one voice only."""
    conjectured: tuple[str, ...]
    """Lines behind which stands nothing but what the text itself tells as conjecture."""
    contested: tuple[tuple[str, bool], ...]
    """Lines that claims speak ``against``, and whether a claim speaks for them at all."""


def kind_of(line: Line) -> str:
    """What sort of line it is: one of ``KINDS``, or ``order``."""
    return KINDS.get(type(line), "order")


def sourcing(situation: Situation) -> Sourcing:
    """Which lines name a claim and which do not. Orders are decisions of their own and not counted here."""
    lines = [line for line in situation.lines() if _counts(line)]
    kinds: list[KindCount] = []
    unsourced: list[Line] = []
    for kind in KINDS.values():
        of_kind = [line for line in lines if kind_of(line) == kind]
        if of_kind:
            kinds.append(KindCount(kind=kind, lines=len(of_kind), sourced=sum(map(is_sourced, of_kind))))
        unsourced.extend(line for line in of_kind if not is_sourced(line))
    return Sourcing(kinds=tuple(kinds), unsourced=tuple(unsourced), assertions=sum(map(asserts, lines)))


def is_sourced(line: Line) -> bool:
    """Whether it names a claim. A ranking is one line: sourced if it is, or if each of its tiers is."""
    return line.sourced or (isinstance(line, Ranking) and bool(line.tiers) and all(tier.sourced for tier in line.tiers))


def asserts(line: Line) -> bool:
    """Whether a line says that something is so: a what-if does not, nor what is said to be open, or today not known."""
    return not (isinstance(line, WhatIf) or (isinstance(line, TodayLine | Circumstance) and line.value is None))


def _counts(line: Line) -> bool:
    """An any-order group is only a bracket around its lines; a tier is part of its ranking."""
    return not isinstance(line, AnyOrder) and kind_of(line) not in ("order", "tier")


def coverage(situation: Situation) -> Coverage:
    """What the claims of ``situation`` carry."""
    lines = [line for line in situation.lines() if line.because is not None]
    named = {reference.claim for line in situation.lines() for reference in _named_by(line)}
    voices_of = {line.address: {claim.voice for claim in claims_behind(situation, line)} for line in lines}
    conjectured = [
        line.address
        for line in lines
        if (claims := claims_behind(situation, line)) and all(claim.told_as == "conjectured" for claim in claims)
    ]
    return Coverage(
        claims=len(situation.claims),
        sources=len(situation.sources),
        idle=tuple(claim.id for claim in situation.claims if claim.id not in named),
        voices=tuple(_voices(situation, lines, voices_of)),
        sourced=len(lines),
        one_voice=tuple(line.address for line in lines if len(voices_of[line.address]) == 1),
        conjectured=tuple(conjectured),
        contested=tuple((line.address, line.sourced) for line in situation.lines() if line.against is not None),
    )


def _named_by(line: Line) -> Iterator[ClaimReference]:
    yield from references(line.because)
    yield from references(line.against)


def _voices(situation: Situation, lines: list[Line], voices_of: dict[str, set[str]]) -> Iterator[Voice]:
    by_voice: dict[str, list[Claim]] = {}
    for claim in situation.claims:
        by_voice.setdefault(claim.voice, []).append(claim)
    naming = {voice: [line for line in lines if voice in voices_of[line.address]] for voice in by_voice}
    for voice in sorted(by_voice, key=lambda voice: (-len(naming[voice]), -len(by_voice[voice]))):
        told = Counter(claim.told_as for claim in by_voice[voice])
        own = {claim.id for claim in by_voice[voice]}
        yield Voice(
            id=voice,
            claims=len(own),
            told_as=tuple((word, told[word]) for word in TOLD_AS if told[word]),
            lines=tuple(line.address for line in naming[voice]),
            falling=tuple(line.address for line in naming[voice] if not _holds_without(line, own)),
            alone=tuple(line.address for line in naming[voice] if len(voices_of[line.address]) == 1),
        )


def _holds_without(line: Line, lost: set[str]) -> bool:
    return line.because is not None and hold(line.because, lambda claim: claim not in lost)
