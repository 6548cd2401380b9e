"""Places in a text: whether a passage still stands where a claim says, and where given words stand.

A passage is known by its fingerprint alone: the SHA-256 of its normalised characters. Nothing here keeps a passage.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from lagebild.evidence.records import Claim, TextPlace
from lagebild.situation import Situation

VERDICTS: Final = ("text-missing", "changed", "moved", "verified", "no-fingerprint", "short")
"""What can be said of a place, the weightiest first. The last two are no verdicts: nothing was compared."""

SHORTEST: Final = 25
"""Normalised characters that a span needs for a fingerprint of its own: shorter ones could be guessed."""

_ALIKE: Final = str.maketrans(
    dict.fromkeys("„“”‟«»", '"')
    | dict.fromkeys("‚‘’‛`´‹›", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | {"…": "..."}
    | dict.fromkeys("\u00ad\u200b\ufeff", "")
)
"""Ways to write the same: quotation marks, apostrophes, dashes, ellipsis; soft hyphen, zero-width space, byte-order mark."""

_LINE: Final = re.compile(r"^[^\S\n]*(?P<line>\S(?:[^\n]*\S)?)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """The text of a source at hand, with its fingerprint as a file. ``html``: it is the main text of a page."""

    text: str
    sha256: str = ""
    html: bool = False

    def paragraph(self, position: int) -> int:
        """The paragraph that the character at ``position`` stands in, from 1: a line that is not blank."""
        return max(1, bisect_right(self._paragraphs, position))

    def place(self, start: int, end: int) -> TextPlace:
        """The place of a span, with its fingerprint where it is long enough for one."""
        span = normalise(self.text[start:end])
        sha256 = _sha256(span) if len(span) >= SHORTEST else ""
        return TextPlace(paragraph=self.paragraph(start), start=start, end=end, sha256=sha256)

    @cached_property
    def normalised(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The normalised text, and for each of its characters where in the text it comes from (start, end)."""
        characters: list[str] = []
        origins: list[tuple[int, int]] = []
        space: tuple[int, int] | None = None
        for start, end in _clusters(self.text):
            for character in unicodedata.normalize("NFC", self.text[start:end]).translate(_ALIKE):
                if character.isspace():
                    space = space or (start, end)
                    continue
                if space is not None and characters:
                    characters.append(" ")
                    origins.append(space)
                space = None
                characters.append(character)
                origins.append((start, end))
        return "".join(characters), tuple(origins)

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """The paragraphs (start, end), without white space around them."""
        return tuple(found.span("line") for found in _LINE.finditer(self.text))

    @cached_property
    def _paragraphs(self) -> tuple[int, ...]:
        return tuple(found.start() for found in _LINE.finditer(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlace:
    """A place of a claim and what became of it; ``now`` is where a moved passage stands."""

    place: TextPlace
    verdict: str
    now: TextPlace | None = None


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


def normalise(text: str) -> str:
    """``text`` as fingerprints see it: NFC, one way to write quotation marks, dashes and spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def fingerprint(text: str) -> str:
    """The SHA-256 of the normalised text's UTF-8 bytes, as 64 hexadecimal digits."""
    return _sha256(normalise(text))


def check_places(situation: Situation, texts: Mapping[str, SourceText]) -> CheckedPlaces:
    """Check the places of every claim against ``texts``, by the ids of their sources.

    A claim that names no source is taken from the only one. In a situation without sources, the text's id is empty.
    """
    told = {source.id: source.text_sha256 for source in situation.sources}
    only = next(iter(told)) if len(told) == 1 else ""
    source_of = {claim.id: claim.source or only for claim in situation.claims}
    moved: dict[str, dict[str, tuple[TextPlace, ...]]] = {}
    for source, text in texts.items():
        places = [place for claim in situation.claims if source_of[claim.id] == source for place in claim.at]
        moved[source] = search(text, [place for place in places if _verdict(place, text) == "changed"])
    checked = [
        CheckedClaim(
            claim=claim,
            source=source_of[claim.id],
            places=tuple(_checked(place, source_of[claim.id], texts, moved) for place in claim.at),
        )
        for claim in situation.claims
        if claim.at
    ]
    return CheckedPlaces(
        texts=tuple(CheckedText(source=id_, sha256=text.sha256, told=told.get(id_, "")) for id_, text in texts.items()),
        claims=tuple(checked),
        without=tuple(claim.id for claim in situation.claims if not claim.at),
    )


def _checked(
    place: TextPlace, source: str, texts: Mapping[str, SourceText], moved: Mapping[str, Mapping[str, tuple[TextPlace, ...]]]
) -> CheckedPlace:
    if source not in texts:
        return CheckedPlace(place=place, verdict="text-missing")
    verdict = _verdict(place, texts[source])
    elsewhere = moved[source].get(place.sha256, ()) if verdict == "changed" else ()
    if not elsewhere:
        return CheckedPlace(place=place, verdict=verdict)
    nearest = min(elsewhere, key=lambda found: abs(found.start - place.start))
    return CheckedPlace(place=place, verdict="moved", now=nearest)


def _verdict(place: TextPlace, text: SourceText) -> str:
    """What the place alone tells; ``changed`` until the passage is found elsewhere."""
    span = normalise(text.text[place.start : place.end])
    same = bool(place.sha256) and _sha256(span) == place.sha256
    # Where the span reads differently, its length as it was is known from the place only.
    if (len(span) if same else place.end - place.start) < SHORTEST:
        return "short"
    if not place.sha256:
        return "no-fingerprint"
    return "verified" if same else "changed"


def search(text: SourceText, places: Iterable[TextPlace]) -> dict[str, tuple[TextPlace, ...]]:
    """Where else in ``text`` the passages of ``places`` stand, by their fingerprints.

    1. A passage begins and ends where a word or a mark does.
    2. How long it was when normalised is not known: at most a little longer than its place (an ellipsis counts as three
       characters), and not less than half as long.
    3. From every beginning the text is hashed on, from end to end, and each end's fingerprint is looked up.
    """
    wanted = {place.sha256: place.end - place.start for place in places}
    if not wanted:
        return {}
    shortest = max(SHORTEST, min(wanted.values()) // 2)
    longest = max(length + length // 8 + 8 for length in wanted.values())
    normalised, origins = text.normalised
    cuts = [cut for cut in range(len(normalised) + 1) if _is_cut(normalised, cut)]
    found: dict[str, list[TextPlace]] = {}
    for number, start in enumerate(cuts[:-1]):
        if normalised[start] == " ":
            continue
        for end, sha256 in _fingerprints(normalised, cuts, number, shortest, longest):
            if sha256 in wanted and normalised[end - 1] != " ":
                place = text.place(origins[start][0], origins[end - 1][1])
                # A mark that stands for three, cut in the middle, would give back more than was found.
                if place.sha256 == sha256:
                    found.setdefault(sha256, []).append(place)
    return {sha256: tuple(places) for sha256, places in found.items()}


def _fingerprints(normalised: str, cuts: list[int], first: int, shortest: int, longest: int) -> Iterator[tuple[int, str]]:
    """The fingerprints of the spans from the cut number ``first``, with their ends, for the lengths asked for."""
    digest = hashlib.sha256()
    start = cuts[first]
    for number in range(first + 1, len(cuts)):
        before, end = cuts[number - 1], cuts[number]
        if end - start > longest:
            return
        digest.update(normalised[before:end].encode("utf-8"))
        if end - start >= shortest:
            yield end, digest.hexdigest()


def _is_cut(normalised: str, cut: int) -> bool:
    inside = 0 < cut < len(normalised)
    return not (inside and normalised[cut - 1].isalnum() and normalised[cut].isalnum())


def find(text: SourceText, words: str) -> tuple[TextPlace, ...]:
    """Every place where ``words`` stand in ``text``, both normalised; none for empty words."""
    wanted = normalise(words)
    normalised, origins = text.normalised
    found: list[TextPlace] = []
    at = normalised.find(wanted) if wanted else -1
    while at >= 0:
        start, end = origins[at][0], origins[at + len(wanted) - 1][1]
        if normalise(text.text[start:end]) == wanted:
            found.append(text.place(start, end))
        at = normalised.find(wanted, at + 1)
    return tuple(found)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The characters of ``text``, each together with the marks that NFC may join to it."""
    starts = [position for position, character in enumerate(text) if position == 0 or not _joins(character)]
    yield from pairwise([*starts, len(text)])


def _joins(character: str) -> bool:
    # The second class are Korean vowels and finals, which are no combining marks and yet are joined.
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
