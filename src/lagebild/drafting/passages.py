"""A text in passages: its sentences as words, what stands in quotation marks, and what is the page's and not the text's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lagebild.drafting.language import Language, fold
from lagebild.evidence.sentences import sentences
from lagebild.evidence.texts import SourceText, normalise

Span = tuple[int, int]

_TOKEN: Final = re.compile(r"\d+(?:[.,\u202f\u00a0]\d+)*|[^\W\d_](?:[\w]|[-‐‑'’.](?=\w))*|\S")
_LETTERS: Final = re.compile(r"\w+")
_POSSESSIVE: Final = re.compile(r"['’]s?$")

_CLOSES: Final = {"„": '“”"', "“": '”"', "«": "»", "»": "«", '"': '"”“', "‘": "’", "‚": "‘’"}
"""Which marks close what another opens. German opens with „, English with “; « and » go either way."""

LONGEST: Final = 2500
"""Characters of a sentence that is read. What is longer is a list or no text, and is passed over."""

SHORT_QUOTE: Final = 4
"""Fewer words than these between quotation marks may be a word that the author holds at arm's length."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark; ``low`` is the word as tables compare it, without an English possessive."""

    text: str
    low: str
    start: int
    end: int
    possessive: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and no number or mark."""
        return self.text[0].isalpha()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks: the marks not included. Its number counts through the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence. ``kind``: text, or why it makes no proposal (heading, page, question)."""

    number: int
    start: int
    end: int
    paragraph: int
    kind: str
    tokens: tuple[Token, ...] = field(repr=False)
    quotations: tuple[Quotation, ...] = ()
    """Those that touch it."""

    def quoted(self, token: Token) -> Quotation | None:
        """The quotation that a word stands in."""
        return next((quotation for quotation in self.quotations if quotation.start <= token.start < quotation.end), None)

    @cached_property
    def outside(self) -> tuple[int, ...]:
        """The positions of the tokens that no quotation marks stand around."""
        return tuple(number for number, token in enumerate(self.tokens) if self.quoted(token) is None)

    @cached_property
    def quoted_words(self) -> int:
        """How many words stand in quotation marks."""
        return sum(token.is_word and self.quoted(token) is not None for token in self.tokens)

    @cached_property
    def wholly_quoted(self) -> bool:
        """Whether every word of it stands in quotation marks."""
        return not any(self.tokens[number].is_word for number in self.outside)

    @property
    def lows(self) -> tuple[str, ...]:
        """The words as the tables compare them."""
        return tuple(token.low for token in self.tokens)


@dataclass(frozen=True, kw_only=True)
class Passages:
    """Every sentence of a text, in its order."""

    text: SourceText = field(repr=False)
    language: Language = field(repr=False)
    all: tuple[Passage, ...]

    @cached_property
    def read(self) -> tuple[Passage, ...]:
        """Those that belong to the text: headings and what is the page's are left out."""
        return tuple(passage for passage in self.all if passage.kind in ("text", "question"))


def passages(text: SourceText, language: Language) -> Passages:
    """The sentences of ``text`` with their words and quotations."""
    found: list[Passage] = []
    spans = sentences(text)
    starts = [start for start, _ in spans]
    counter = 0
    for start, end in text.lines:
        inside = spans[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        marks = _quotations(text.text, start, end, counter)
        counter += len(marks)
        page = _kind(text.text, (start, end), inside, language)
        for first, last in inside:
            touching = tuple(mark for mark in marks if mark.start < last and mark.end > first)
            long = "long" if last - first > LONGEST else ""
            kind = page or long or ("question" if text.text[first:last].rstrip("\"”“»«'’ )").endswith("?") else "text")
            found.append(
                Passage(
                    number=len(found),
                    start=first,
                    end=last,
                    paragraph=text.paragraph(first),
                    kind=kind,
                    tokens=() if long else tuple(tokens(text.text, first, last)),
                    quotations=touching,
                )
            )
    return Passages(text=text, language=language, all=tuple(found))


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The words, numbers and marks between two places of a text."""
    for found in _TOKEN.finditer(text, start, end):
        written = found[0]
        bare = _POSSESSIVE.sub("", written) if len(written) > 2 else written
        yield Token(written, fold(bare), found.start(), found.end(), bare != written)


def written(listed: Sequence[Token]) -> str:
    """Some words as the text writes them, with a blank where it has white space."""
    parts = [
        (" " if number and listed[number - 1].end < token.start else "") + token.text for number, token in enumerate(listed)
    ]
    return "".join(parts)


def letters(text: str) -> str:
    """A passage without marks and white space, to tell whether it is said once more."""
    return "".join(_LETTERS.findall(normalise(text).lower()))


def _quotations(text: str, start: int, end: int, number: int) -> list[Quotation]:
    """What stands in quotation marks in one paragraph. One that nothing closes goes on to the paragraph's end."""
    double = any(mark in text[start:end] for mark in '„“”"«»')
    found: list[Quotation] = []
    position = start
    while position < end:
        mark = text[position]
        closing = _CLOSES.get(mark, "")
        if not closing or (mark in "‘‚" and (double or not _opens(text, position, start))):
            position += 1
            continue
        close = _closing(text, position + 1, end, closing, single=mark in "‘‚")
        if close < 0:
            if mark in "‘‚":
                position += 1
                continue
            close = end
        if close > position + 1:
            found.append(Quotation(number + len(found), position + 1, close))
        position = close + 1
    return found


def _opens(text: str, position: int, start: int) -> bool:
    return position == start or not text[position - 1].isalnum()


def _closing(text: str, position: int, end: int, marks: str, *, single: bool) -> int:
    for at in range(position, end):
        if text[at] not in marks:
            continue
        following = text[at + 1] if at + 1 < end else " "
        if single and (following.isalnum() or not (text[at - 1] in ".,!?…" or following in " .,;:!?)")):
            continue
        return at
    return -1


def _kind(text: str, line: Span, inside: Sequence[Span], language: Language) -> str:
    """``heading`` or ``page`` for a paragraph that is no text."""
    written = text[line[0] : line[1]]
    plain = fold(written.lstrip("•·–-* \t"))
    if any(plain.startswith(start) for start in language.furniture):
        return "page"
    words = len(_LETTERS.findall(written))
    ending = written.rstrip("\"”“»«'’)")[-1:]
    if len(inside) == 1 and ending not in ".!…:" and words <= 12 and not (written[0] in '"„“«»' and words > 5):
        return "heading"
    return ""
