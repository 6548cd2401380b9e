"""A text at hand: its paragraphs, the fingerprints of its passages, where a passage or given words stand in it.

A passage is known by its fingerprint alone: the SHA-256 of its normalised characters. Nothing here keeps a passage.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from lagebild.evidence.records import TextPlace

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
        written = self.text[start:end]
        span = normalise(written)
        sha256 = _sha256(span) if len(span) >= SHORTEST else ""
        paragraph = self.paragraph(start + len(written) - len(written.lstrip()))
        return TextPlace(paragraph=paragraph, start=start, end=end, sha256=sha256)

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


def normalise(text: str) -> str:
    """``text`` as fingerprints see it: NFC, one way to write quotation marks, dashes and spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def fingerprint(text: str) -> str:
    """The SHA-256 of the normalised text's UTF-8 bytes, as 64 hexadecimal digits."""
    return _sha256(normalise(text))


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
