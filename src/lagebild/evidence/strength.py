"""How strong claims are, and how strongly lines are supported and spoken against: five steps, no probabilities.

A claim is as strong as the weakest of three: how firmly its text tells it, how reliable the source is that its origin speaks
through, what we think of the claim itself. Grounds joined by ``or`` are as strong as the strongest part, by ``and`` as the
weakest, ``at least k of`` as the k-th strongest; one step more where no single origin is needed for that. The tables and
the reasons: ``docs/theory/standards-of-proof.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lagebild.evidence.grounds import ClaimReference, Grounds, references
from lagebild.evidence.records import Claim
from lagebild.situation import Line, Situation

STRICTEST: Final = 5
LAXEST: Final = 1
STANDARDS: Final = (5, 4, 3, 2, 1)
"""The standards of proof, the strictest first."""

NOTHING: Final = 0
"""How strong it is where no claim is named."""

FIRMNESS: Final[Mapping[str, int]] = {
    "confirmed": 5, "announced": 4, "stated": 4, "reported": 3, "assessed": 3, "conjectured": 1,
}  # fmt: skip
"""By how the text tells a claim."""

RELIABILITY: Final[Mapping[str, tuple[int, int]]] = {
    "A": (5, 5), "B": (4, 4), "C": (3, 3), "D": (2, 2), "E": (1, 1), "F": (1, 5),
}  # fmt: skip
"""By the letter of a source. F: somebody tried to judge and could not, so it may be anything."""

CREDIBILITY: Final[Mapping[int, int]] = {1: 5, 2: 4, 3: 3, 4: 2, 5: 1}
"""What a claim can be at most by our own judgement of it; 6, cannot be judged, limits nothing."""

TOLD_AS: Final = "told-as"
SOURCE: Final = "reliability"
OURSELVES: Final = "credibility"

LOW: Final = 0
HIGH: Final = 1
ENDS: Final = (LOW, HIGH)
"""Sources that could not be judged taken as unreliable, or as reliable, as can be: positions in a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStrength:
    """How strong one claim is: from ``low`` to ``high``, which differ only where its source could not be judged."""

    claim: str
    low: int
    high: int
    firmness: int
    source: str
    """The source whose reliability counts; empty where the claim names none."""
    reliability: str
    """Its letter; empty while nobody has judged."""
    cap: int | None
    """What our own judgement of the claim allows at most, where there is one."""
    limits: tuple[str, ...]
    """What keeps it from being stronger, at its high end: how it is told, its source, our judgement; several if alike."""

    @property
    def judged(self) -> bool:
        """Whether somebody has judged the source, or tried to."""
        return bool(self.reliability)

    @property
    def is_interval(self) -> bool:
        """Whether it matters that the source could not be judged."""
        return self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How strongly some grounds carry, taken at one end: 0 where there are none, else 1 to 5."""

    level: int
    carried_by: tuple[str, ...] = ()
    """The claims that reach the level before corroboration, as the grounds need them; in the order in which they are named."""
    corroborated: bool = False
    """Whether the level is one step higher because no single origin is needed to reach it."""
    alone: str = ""
    """The one origin without which the level is not reached; empty where there is none, or more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStrength:
    """What speaks for a line and what against it. Pairs: the low end, the high end."""

    address: str
    pro: tuple[Support, Support]
    con: tuple[Support, Support]
    unjudged: tuple[str, ...] = ()
    """Sources of its claims that nobody has judged."""

    @property
    def has_claims(self) -> bool:
        """Whether any claim is named, for or against; else the line is an assumption."""
        return self.pro[HIGH].level > NOTHING or self.con[HIGH].level > NOTHING

    @property
    def is_interval(self) -> bool:
        """Whether it matters that a source could not be judged."""
        return self.pro[LOW].level != self.pro[HIGH].level or self.con[LOW].level != self.con[HIGH].level

    def standing(self, standard: int, end: int) -> str:
        """What the line is at a standard of proof."""
        if not self.has_claims:
            return ASSUMED
        for_it, against = self.pro[end].level >= standard, self.con[end].level >= standard
        if for_it != against:
            return SUPPORTED if for_it else CONTRADICTED
        return DISPUTED if for_it else UNPROVEN


SUPPORTED: Final = "supported"
CONTRADICTED: Final = "contradicted"
DISPUTED: Final = "disputed"
"""Both for and against it there is enough."""
UNPROVEN: Final = "unproven"
"""Neither for nor against it there is enough."""
ASSUMED: Final = "assumed"
"""No claim is named for it or against it."""
OPEN: Final = (DISPUTED, UNPROVEN)
"""Standings that leave it open whether the line holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strengths:
    """Every claim and every line of a situation. Claims by id, lines (orders among them) by address."""

    claims: Mapping[str, ClaimStrength]
    lines: Mapping[str, LineStrength]

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Sources behind lines that nobody has judged, each once."""
        return tuple(dict.fromkeys(source for line in self.lines.values() for source in line.unjudged))


def strengths(situation: Situation) -> Strengths:
    """How strong every claim is, and how strongly every line is supported and spoken against."""
    claims = {claim.id: claim_strength(situation, claim) for claim in situation.claims}
    return Strengths(claims=claims, lines={line.address: _line_strength(situation, line, claims) for line in situation.lines()})


def claim_strength(situation: Situation, claim: Claim) -> ClaimStrength:
    """How strong one claim is, and what keeps it from being stronger."""
    sources = {source.id: source for source in situation.sources}
    # An origin that is itself among the sources is judged as such; else we know it only through the text at hand.
    source = sources.get(claim.origin) or sources.get(claim.source)
    letter = source.reliability if source is not None else ""
    firmness = FIRMNESS[claim.told_as]
    trusted = RELIABILITY.get(letter, (STRICTEST, STRICTEST))
    cap = None if claim.credibility is None else CREDIBILITY.get(claim.credibility.value)
    low, high = (min(firmness, trusted[end], STRICTEST if cap is None else cap) for end in ENDS)
    limits = ((TOLD_AS, firmness), (SOURCE, trusted[HIGH]), (OURSELVES, cap))
    return ClaimStrength(
        claim=claim.id,
        low=low,
        high=high,
        firmness=firmness,
        source="" if source is None else source.id,
        reliability=letter,
        cap=cap,
        limits=tuple(name for name, limit in limits if limit == high < STRICTEST),
    )


def _line_strength(situation: Situation, line: Line, claims: Mapping[str, ClaimStrength]) -> LineStrength:
    named = [reference.claim for grounds in (line.because, line.against) for reference in references(grounds)]
    behind = [claims[claim] for claim in dict.fromkeys(named)]
    return LineStrength(
        address=line.address,
        pro=_both_ends(situation, line.because, claims),
        con=_both_ends(situation, line.against, claims),
        unjudged=tuple(dict.fromkeys(strength.source for strength in behind if strength.source and not strength.judged)),
    )


def _both_ends(situation: Situation, grounds: Grounds | None, claims: Mapping[str, ClaimStrength]) -> tuple[Support, Support]:
    voices = {claim: situation.claim(claim).voice for claim in (reference.claim for reference in references(grounds))}
    low = support(grounds, {claim: strength.low for claim, strength in claims.items()}, voices)
    return low, support(grounds, {claim: strength.high for claim, strength in claims.items()}, voices)


def support(grounds: Grounds | None, strength: Mapping[str, int], voices: Mapping[str, str]) -> Support:
    """How strongly ``grounds`` carry, given how strong each claim is and whose voice it is."""
    if grounds is None:
        return Support(level=NOTHING)
    level = _level(grounds, strength.__getitem__)
    named = dict.fromkeys(voices[reference.claim] for reference in references(grounds))
    needed = [voice for voice in named if _without(grounds, voice, strength, voices) < level]
    return Support(
        level=min(level + (not needed), STRICTEST),
        carried_by=tuple(dict.fromkeys(_carrying(grounds, level, strength.__getitem__))),
        corroborated=not needed and level < STRICTEST,
        alone=needed[0] if len(needed) == 1 else "",
    )


def _level(grounds: Grounds | ClaimReference, strength: Callable[[str], int]) -> int:
    """The strongest, the weakest or the k-th strongest part."""
    if isinstance(grounds, ClaimReference):
        return strength(grounds.claim)
    return sorted((_level(part, strength) for part in grounds.parts), reverse=True)[grounds.count - 1]


def _without(grounds: Grounds, voice: str, strength: Mapping[str, int], voices: Mapping[str, str]) -> int:
    """The level that is left where one origin has said nothing."""
    return _level(grounds, lambda claim: NOTHING if voices[claim] == voice else strength[claim])


def _carrying(grounds: Grounds | ClaimReference, level: int, strength: Callable[[str], int]) -> list[str]:
    """The claims in parts that reach the level."""
    if _level(grounds, strength) < level:
        return []
    if isinstance(grounds, ClaimReference):
        return [grounds.claim]
    return [claim for part in grounds.parts for claim in _carrying(part, level, strength)]
