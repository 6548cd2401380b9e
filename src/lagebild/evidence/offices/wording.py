"""Names and titles as people write them, brought to one form, so that they can be compared.

A title is read strictly: once the country and the small words are taken out, what is left must be a title of the table,
nothing more. "Former foreign minister", "spokesman of the president" and "minister of defence and sport" are then none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_SMALL: Final = frozenset(
    {"the", "of", "for", "and", "a", "an", "der", "die", "das", "des", "dem", "den", "von", "vom", "fur", "und", "zur"}
)
"""Words that change nothing in a title. ``and`` joins no two offices: what it would join is left over."""

_LETTERS: Final = str.maketrans({"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"})
_INFLECTED: Final = re.compile(r"(minister|kanzler|prasident|ekretar|irektor|chef)(?:in|s|en)$")
"""German offices in the feminine or the genitive."""


def plain(text: str) -> str:
    """Small letters without accents, words apart by one blank; dots are dropped, hyphens part words."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w\s]", " ", letters.replace(".", "").replace("'s ", " ").replace("'", "")).split())


def name_key(name: str) -> str:
    """A name as it is compared: in whichever order its parts stand."""
    return " ".join(sorted(plain(name).split()))


def title_key(title: str) -> str:
    """A title as it is compared: in the masculine, without small words."""
    return " ".join(_INFLECTED.sub(r"\1", word) for word in plain(title).split() if word not in _SMALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryNames:
    """How titles name countries: whole phrases, and German adjectives that take an ending."""

    phrases: tuple[tuple[str, str], ...]
    """Phrase and country, the longest phrase first."""
    adjectives: re.Pattern[str]
    adjective_of: Mapping[str, str]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> CountryNames:
        """From the table's data."""
        phrases = {plain(word): code for code, entry in data.items() for word in entry["words"]}
        stems = {plain(stem): code for code, entry in data.items() for stem in entry.get("stems", ())}
        longest_first = sorted(stems, key=len, reverse=True)
        return cls(
            phrases=tuple(sorted(phrases.items(), key=lambda pair: -len(pair[0]))),
            adjectives=re.compile(rf"\b({'|'.join(longest_first) or '(?!)'})(?:e|er|en|em|es)?\b"),
            adjective_of=stems,
        )

    def code(self, text: str) -> str:
        """The country that a text names, by code or in words; empty where it names none or another."""
        named, left = self.taken_out(text)
        if len(named) == 1 and not title_key(left):
            return named[0]
        codes = {code for _, code in self.phrases}
        return text.upper() if text.upper() in codes else ""

    def taken_out(self, title: str) -> tuple[tuple[str, ...], str]:
        """The countries that a title names, and the title without them."""
        left = f" {plain(title)} "
        found: dict[str, None] = {}
        for adjective in self.adjectives.findall(left):
            found[self.adjective_of[adjective]] = None
        left = self.adjectives.sub(" ", left)
        for phrase, code in self.phrases:
            if f" {phrase} " in left:
                found[code] = None
                left = left.replace(f" {phrase} ", " ")
        return tuple(found), left
