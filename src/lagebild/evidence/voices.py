"""Whose voices lines rest on: how many claims, of how many origins, how the texts put them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.evidence.grounds import references
from lagebild.evidence.records import TOLD_AS, Claim
from lagebild.situation import Line, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What stands behind some lines of a situation."""

    claims: tuple[str, ...]
    """Claim ids, in the order of the claims file."""
    origins: tuple[tuple[str, int], ...]
    """Each voice with how many of the claims are its, most first."""
    told_as: tuple[tuple[str, int], ...]
    """How the texts put the claims, firmest first, with counts; classes without a claim are left out."""
    unsourced: tuple[str, ...]
    """Addresses of the lines that name no claim."""
    lines: int
    """How many lines were asked about."""

    @property
    def single(self) -> str:
        """The one voice behind all the claims, or the empty text."""
        return self.origins[0][0] if len(self.origins) == 1 else ""

    @property
    def confirmed(self) -> int:
        """How many of the claims the text tells as confirmed."""
        return dict(self.told_as).get("confirmed", 0)


def voices_behind(situation: Situation, addresses: Iterable[str]) -> Voices:
    """The voices behind the lines with these addresses; lines that do not exist are passed over."""
    wanted = set(addresses)
    lines = [line for line in situation.lines() if line.address in wanted]
    named = {reference.claim for line in lines for reference in references(line.because)}
    claims = [claim for claim in situation.claims if claim.id in named]
    counts = Counter(claim.told_as for claim in claims)
    return Voices(
        claims=tuple(claim.id for claim in claims),
        origins=tuple(Counter(claim.voice for claim in claims).most_common()),
        told_as=tuple((told, counts[told]) for told in TOLD_AS if counts[told]),
        unsourced=tuple(line.address for line in lines if not line.sourced),
        lines=len(lines),
    )


def claims_behind(situation: Situation, line: Line) -> tuple[Claim, ...]:
    """The claims that ``line`` names in its ``because``, once each, in the order in which it names them."""
    known = {claim.id: claim for claim in situation.claims}
    named = dict.fromkeys(reference.claim for reference in references(line.because))
    return tuple(known[id_] for id_ in named if id_ in known)
