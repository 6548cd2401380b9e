"""Whether claims still stand in a text where they say.

A place holds if its passage has the claim's fingerprint, and moves if that passage stands elsewhere in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.evidence.records import Claim, TextPlace
from lagebild.evidence.texts import SHORTEST, SourceText, fingerprint, normalise, search
from lagebild.situation import Situation

__all__ = ["VERDICTS", "CheckedClaim", "CheckedPlace", "CheckedPlaces", "CheckedText", "SourceText", "check_places"]

VERDICTS: Final = ("text-missing", "changed", "moved", "verified", "no-fingerprint", "short")
"""What can be said of a place, the weightiest first. The last two are no verdicts: nothing was compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlace:
    """A place of a claim and what became of it; ``now`` is where a moved passage stands.

    ``several`` are the places it may be, where it stands several times and nothing tells which is meant; ``now`` is then the
    nearest.
    """

    place: TextPlace
    verdict: str
    now: TextPlace | None = None
    several: tuple[TextPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaim:
    """A claim with its places, each checked."""

    claim: Claim
    source: str
    places: tuple[CheckedPlace, ...]

    @property
    def verdict(self) -> str:
        """The weightiest verdict of its places."""
        return min((checked.verdict for checked in self.places), key=VERDICTS.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """A text at hand, and the fingerprint that its source tells (empty where it tells none)."""

    source: str
    sha256: str
    told: str
    html: bool = False
    paragraphs: int = 0

    @property
    def differs(self) -> bool:
        """Whether this is another text than the one that the places were taken from."""
        return bool(self.told) and self.told != self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlaces:
    """Every claim with a place, in the order of the claims file; ``without`` are those that have none."""

    texts: tuple[CheckedText, ...]
    claims: tuple[CheckedClaim, ...]
    without: tuple[str, ...]

    def of(self, verdict: str) -> tuple[CheckedClaim, ...]:
        """The claims with this verdict."""
        return tuple(checked for checked in self.claims if checked.verdict == verdict)

    @property
    def hold(self) -> bool:
        """Whether nothing has changed, has moved or is missing."""
        return not any(self.of(verdict) for verdict in ("text-missing", "changed", "moved"))


def check_places(situation: Situation, texts: Mapping[str, SourceText]) -> CheckedPlaces:
    """Check the places of every claim against ``texts``, by the ids of their sources.

    A claim that names no source is taken from the only one. In a situation without sources, the text's id is empty.
    """
    told = {source.id: source.text_sha256 for source in situation.sources}
    only = next(iter(told)) if len(told) == 1 else ""
    source_of = {claim.id: claim.source or only for claim in situation.claims}
    found: dict[str, dict[TextPlace, CheckedPlace]] = {}
    for source, text in texts.items():
        found[source] = _followed(text, [place for c in situation.claims if source_of[c.id] == source for place in c.at])
    checked = [
        CheckedClaim(
            claim=claim,
            source=source_of[claim.id],
            places=tuple(
                found[source_of[claim.id]][place]
                if source_of[claim.id] in texts
                else CheckedPlace(place=place, verdict="text-missing")
                for place in claim.at
            ),
        )
        for claim in situation.claims
        if claim.at
    ]
    return CheckedPlaces(
        texts=tuple(
            CheckedText(source=id_, sha256=text.sha256, told=told.get(id_, ""), html=text.html, paragraphs=len(text.lines))
            for id_, text in texts.items()
        ),
        claims=tuple(checked),
        without=tuple(claim.id for claim in situation.claims if not claim.at),
    )


def _followed(text: SourceText, places: Iterable[TextPlace]) -> dict[TextPlace, CheckedPlace]:
    """What became of each of ``places`` in ``text``."""
    verdicts = {place: _verdict(place, text) for place in places}
    elsewhere = search(text, [place for place, verdict in verdicts.items() if verdict == "changed"])
    found = {place: elsewhere.get(place.sha256, ()) if verdict == "changed" else () for place, verdict in verdicts.items()}
    sure = sorted(
        (place.start, (found[place] or (place,))[0].start)
        for place, verdict in verdicts.items()
        if verdict == "verified" or len(found[place]) == 1
    )
    return {place: _checked(place, verdict, text, found[place], sure) for place, verdict in verdicts.items()}


def _checked(
    place: TextPlace, verdict: str, text: SourceText, found: tuple[TextPlace, ...], sure: Sequence[tuple[int, int]]
) -> CheckedPlace:
    here = text.place(place.start, place.end)
    if verdict == "verified" and place.paragraph not in (None, here.paragraph):
        # The same characters of the text, in another paragraph: the place has to be written anew as well.
        return CheckedPlace(place=place, verdict="moved", now=here)
    if not found:
        return CheckedPlace(place=place, verdict=verdict)
    likely = _in_order(place, found, sure) if len(found) > 1 else found
    now = min(likely, key=lambda candidate: abs(candidate.start - place.start))
    return CheckedPlace(place=place, verdict="moved", now=now, several=() if len(likely) == 1 else found)


def _in_order(place: TextPlace, found: tuple[TextPlace, ...], sure: Sequence[tuple[int, int]]) -> tuple[TextPlace, ...]:
    """Those of ``found`` that keep the order: after what stood before the place, before what stood after it."""
    before, after = bisect_left(sure, (place.start, 0)), bisect_right(sure, place.start, key=lambda pair: pair[0])
    least = sure[before - 1][1] if before else 0
    most = sure[after][1] if after < len(sure) else found[-1].start
    return tuple(candidate for candidate in found if least <= candidate.start <= most) or found


def _verdict(place: TextPlace, text: SourceText) -> str:
    """What the place alone tells; ``changed`` until the passage is found elsewhere."""
    span = text.text[place.start : place.end]
    same = bool(place.sha256) and fingerprint(span) == place.sha256
    # Where the span reads differently, its length as it was is known from the place only.
    if (len(normalise(span)) if same else place.end - place.start) < SHORTEST:
        return "short"
    if not place.sha256:
        return "no-fingerprint"
    return "verified" if same else "changed"
