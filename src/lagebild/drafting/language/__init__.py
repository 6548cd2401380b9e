"""The words that the rules of drafting go by, as reviewed data: one table a language beside this module, and tables of names,
institutions and countries that serve all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("de", "en")
"""The languages whose news is read by rule. In others quotations, figures and dates in digits are still found."""

SOFT: Final = ("reported", "assessed", "conjectured")
"""What hedges make of a passage."""

_DASHES: Final = str.maketrans({"ß": "ss", "’": "'", "‑": "-", "‐": "-"})

Phrase = tuple[str, ...]


def fold(text: str) -> str:
    """A word as the tables compare it."""
    return text.lower().translate(_DASHES)


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What one form of a verb can mean: ``told`` is the firmest that is said with it; ``particle`` what has to follow."""

    told: str
    particle: str = ""


@dataclass(frozen=True, kw_only=True)
class Language:
    """The tables of one language, ready to be asked."""

    code: str
    verbs: Mapping[str, tuple[Verb, ...]]
    weak: frozenset[str]
    opinion: frozenset[str]
    hedges: Mapping[Phrase, str] = field(repr=False)
    words: Mapping[str, frozenset[str]] = field(repr=False)
    """Sets of single words, under ``section.key``."""
    phrases: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    """Lists of phrases, the longest first."""
    roles: Mapping[str, str] = field(repr=False)
    institutions: Mapping[str, str] = field(repr=False)
    groups: Mapping[str, str] = field(repr=False)
    compare: Mapping[Phrase, str] = field(repr=False)
    numbers: Mapping[str, int] = field(repr=False)
    scales: Mapping[str, int] = field(repr=False)
    months: Mapping[str, int] = field(repr=False)
    weekdays: Mapping[str, int] = field(repr=False)
    relative: Mapping[str, int] = field(repr=False)
    periods: Mapping[str, str] = field(repr=False)
    decimal: str
    kinds: Mapping[str, str] = field(repr=False)
    furniture: tuple[str, ...] = field(repr=False)
    bylines: tuple[str, ...] = field(repr=False)

    @cached_property
    def hedges_from(self) -> Mapping[str, list[tuple[Phrase, str]]]:
        """The hedges by their first word, the longest first."""
        found: dict[str, list[tuple[Phrase, str]]] = {}
        for phrase, kind in self.hedges.items():
            found.setdefault(phrase[0], []).append((phrase, kind))
        return found

    def has(self, name: str, word: str) -> bool:
        """Whether a folded word stands in the set called ``section.key``."""
        return word in self.words[name]

    def role(self, word: str) -> tuple[str, str]:
        """What somebody is who is called by a folded noun, and the gender that the noun tells (f, m, or neither)."""
        if self.code != "de":
            gender = "f" if word.endswith("woman") else "m" if word.endswith("man") and word != "woman" else ""
            return self.roles.get(word, ""), gender
        return _german_role(word, self.roles)

    def institution(self, word: str) -> str:
        """What kind of institution a folded noun names; empty if none."""
        if self.code != "de":
            return self.institutions.get(word, "")
        plain = word.rpartition("-")[2]
        for ending in sorted(self.institutions, key=len, reverse=True):
            for form in (
                plain,
                plain.removesuffix("s"),
                plain.removesuffix("es"),
                plain.removesuffix("n"),
                plain.removesuffix("en"),
            ):
                if form.endswith(ending) and (len(ending) > 4 or form == ending):
                    return self.institutions[ending]
        return ""

    def group(self, word: str) -> str:
        """What people are whom a plural names; empty if it names none."""
        return self.groups.get(word) or (self.groups.get(word.removesuffix("n"), "") if self.code == "de" else "")


@cache
def _german_role(word: str, roles: Any) -> tuple[str, str]:
    """Compounds end in what somebody is; the feminine in -in, weak nouns in -n, the genitive in -s."""
    stem = word.rpartition("-")[2] if word.rpartition("-")[2] in roles.endings else word
    forms = [(stem, "m"), (stem.removesuffix("s"), "m"), (stem.removesuffix("en"), "m"), (stem.removesuffix("n"), "m")]
    if stem.endswith("in"):
        base = stem[:-2]
        forms = [(base, "f"), (base + "e", "f"), (base.replace("ä", "a") + "t", "f"), *_umlauts(base), *forms]
    elif stem.endswith("innen"):
        return "", ""
    for form, gender in forms:
        for ending in roles.by_length:
            if form.endswith(ending) and (len(ending) > 4 or form == ending or form.removesuffix(ending).endswith("-")):
                marked = "f" if form.endswith("frau") or (ending.endswith("in") and gender == "m") else gender
                return roles.endings[ending], "" if ending.endswith("te") and gender == "m" else marked
    return "", ""


def _umlauts(base: str) -> list[tuple[str, str]]:
    """ärztin, anwältin, rätin: the stem without its umlaut."""
    return [(base.replace("ä", "a"), "f")] if "ä" in base else []


class _Roles(Mapping[str, str]):
    """Endings of role nouns; hashable, so that what was found can be kept."""

    def __init__(self, endings: Mapping[str, str]) -> None:
        self.endings = dict(endings)
        self.by_length = sorted(self.endings, key=len, reverse=True)

    def __getitem__(self, key: str) -> str:
        return self.endings[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.endings)

    def __len__(self) -> int:
        return len(self.endings)

    def __hash__(self) -> int:
        return id(self)


@cache
def language(code: str) -> Language:
    """The tables of a language; those of English for one that has none."""
    data = _table(code if code in LANGUAGES else "en")
    verbs: dict[str, tuple[Verb, ...]] = {}
    for key, told in _TOLD.items():
        for group in data["verbs"].get(key, "").split("|"):
            forms, _, particle = group.partition("+")
            for form in _words(forms):
                verb = Verb(told=told, particle=fold(particle.strip()))
                verbs[form] = (*verbs.get(form, ()), verb)
    words = {
        f"{section}.{key}": frozenset(_words(value))
        for section, table in data.items()
        if isinstance(table, dict)
        for key, value in table.items()
        if isinstance(value, str)
    }
    phrases = {
        f"{section}.{key}": _phrases(value)
        for section, table in data.items()
        if isinstance(table, dict)
        for key, value in table.items()
        if isinstance(value, list)
    }
    compare = {phrase: sign for sign, given in data["figures"]["compare"].items() for phrase in _phrases(given)}
    return Language(
        code=data["code"],
        verbs=verbs,
        weak=words["verbs.weak"],
        opinion=words["verbs.opinion"],
        hedges=dict(
            sorted(
                (
                    (tuple(word.split("-")) if "-" in word else (word,), kind)
                    for kind in SOFT
                    for word in _words(data["hedges"][kind])
                ),
                key=lambda pair: -len(pair[0]),
            )
        ),
        words={**words, "common": frozenset(_words(data["common"]))},
        phrases=phrases,
        roles=_Roles({word: key.replace("-", " ") for key, value in data["roles"].items() for word in _words(value)}),
        institutions={word: key.replace("-", " ") for key, value in data["institutions"].items() for word in _words(value)},
        groups={word: key for key, value in data["groups"].items() for word in _words(value)},
        compare=dict(sorted(compare.items(), key=lambda pair: -len(pair[0]))),
        numbers=_numbered(data["figures"]["numbers"]),
        scales=_numbered(data["figures"]["scales"]),
        months=_counted(data["dates"]["months"]),
        weekdays=_counted(data["dates"]["weekdays"]),
        relative={fold(word): days for word, days in data["dates"]["relative"].items()},
        periods={fold(word): unit for word, unit in data["dates"]["units"].items()},
        decimal=data["figures"]["decimal"],
        kinds={fold(label): kind for kind, labels in data["kinds"].items() for label in labels},
        furniture=tuple(map(fold, data["furniture"]["starts"])),
        bylines=tuple(data["furniture"]["byline"]),
    )


_TOLD: Final = {
    "said": "reported",
    "separable": "reported",
    "confirmed": "confirmed",
    "announced": "announced",
    "announced-separable": "announced",
    "assessed": "assessed",
    "assessed-separable": "assessed",
    "conjectured": "conjectured",
    "denied": "reported",
}
"""Which table of verbs makes what of it."""


def language_of(text: str, limit: int = 20_000) -> str:
    """The language that a text is written in, by its commonest words: one of ``LANGUAGES``, or empty."""
    found = re.findall(r"[^\W\d_]+", text[:limit])
    if not found:
        return ""
    share = {code: sum(fold(word) in language(code).words["common"] for word in found) / len(found) for code in LANGUAGES}
    best = max(share, key=lambda code: share[code])
    return best if share[best] > 0.12 else ""


def _table(code: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{code}.toml").read_text(encoding="utf-8"))


def table(name: str) -> dict[str, Any]:
    """A table that serves every language: names, institutions, countries."""
    return _table(name)


def _words(text: str) -> list[str]:
    return [fold(word) for word in text.replace("|", " ").replace("+", " ").split()]


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    found = (tuple(fold(word) for word in re.findall(r"[\w'-]+\.?|[^\w\s]", text)) for text in texts)
    return tuple(sorted(found, key=len, reverse=True))


def _numbered(text: str) -> dict[str, int]:
    pairs = (word.split("=") for word in text.split())
    return {fold(word): int(value) for word, value in pairs}


def _counted(text: str) -> dict[str, int]:
    """Words numbered from 1; a word with a number of its own is another name of that one."""
    found: dict[str, int] = {}
    for word in text.split():
        name, _, value = word.partition("=")
        found[fold(name)] = int(value) if value else max(found.values(), default=0) + 1
    return found
