"""The vocabulary of the record: every word that a claims file may choose from, with one line of what it means.

Reviewed data: one table a file beside this module, English and German side by side. Schema, command line, report and
reference take names and meanings from here. The words alone stand in ``records.py`` too, which every start of the program
loads; a test holds them equal.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lagebild.evidence.records import Prose

NAMES: Final = (
    "told-as", "forms", "kinds", "roles", "likelihoods", "reliabilities", "credibilities", "relations", "comparisons",
    "bases", "standards",
)  # fmt: skip
"""The tables, in the order in which people read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word as it stands in the file, what people call it, and one line of what it means."""

    word: str
    name: Prose
    means: Prose
    also: tuple[str, ...] = ()
    """Other words for it, from which we tell what may be meant."""
    schema_org: str = ""
    """The type at https://schema.org that it maps to."""
    percent: tuple[int, int] | None = None
    """The range of a likelihood, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that one key of the file may choose from."""

    id: str
    key: str
    """The key in the file."""
    title: Prose
    about: Prose
    """What the words are for, in a sentence for every reader."""
    hint: Prose
    """What whoever writes the file should know beside it."""
    source: str = ""
    """Where the scale comes from."""
    open: bool = False
    """Whether other words may stand there too."""
    terms: tuple[Term, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they stand in the file."""
        return tuple(term.word for term in self.terms)

    def term(self, word: str) -> Term | None:
        """The term with this word, if there is one."""
        return next((term for term in self.terms if term.word == word), None)

    def name(self, word: str, language: str) -> str:
        """What people call it; a word of somebody's own making stays as written."""
        term = self.term(word)
        return word if term is None else term.name.in_language(language)

    def meant(self, written: str) -> str:
        """The word that may be meant by what was written, or the empty text: another word for it, or one that is close."""
        from lagebild.errors import closest

        others = {_plain(other): term.word for term in self.terms for other in (term.word, *term.also, str(term.name))}
        plain = _plain(written)
        return others.get(plain) or others.get(closest(plain, others), "")


@cache
def vocabulary(name: str) -> Vocabulary:
    """One of the tables ``NAMES``. Raises: KeyError for any other."""
    if name not in NAMES:
        raise KeyError(name)
    text = (Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return Vocabulary(
        id=name,
        key=table["key"],
        title=_prose(table["title"]),
        about=_prose(table["about"]),
        hint=_prose(table.get("hint", {})),
        source=table.get("source", ""),
        open=table.get("open", False),
        terms=tuple(_term(entry) for entry in table["term"]),
    )


def vocabularies() -> tuple[Vocabulary, ...]:
    """All tables."""
    return tuple(vocabulary(name) for name in NAMES)


def _term(entry: dict[str, Any]) -> Term:
    percent = entry.get("percent")
    return Term(
        word=entry["word"],
        name=_prose(entry["name"]),
        means=_prose(entry["means"]),
        also=tuple(entry.get("also", ())),
        schema_org=entry.get("schema-org", ""),
        percent=None if percent is None else (percent[0], percent[1]),
    )


def _prose(texts: dict[str, str]) -> Prose:
    return Prose(tuple(texts.items()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
