"""What a line rests on: claim ids joined by ``and``, ``or`` and ``at least 2 of (a, b, c)``.

German words mean the same: ``und``, ``oder``, ``mindestens 2 von (a, b, c)``. ``and`` beside ``or`` needs parentheses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lagebild.errors import StatementError
from lagebild.statements import WORDS, id_fault


@dataclass(frozen=True, slots=True)
class ClaimReference:
    """One claim by its id; ``column`` counts from 0 in the text of the grounds."""

    claim: str
    column: int = -1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClaimReference) and other.claim == self.claim

    def __hash__(self) -> int:
        return hash(self.claim)


@dataclass(frozen=True, slots=True)
class Grounds:
    """At least ``count`` of ``parts`` hold. ``and`` is all of them, ``or`` is one of them."""

    count: int
    parts: tuple[Grounds | ClaimReference, ...]


def parse_grounds(text: str) -> Grounds:
    """Read the text of a ``because`` or ``against``.

    Raises: StatementError with the column and a way out.
    """
    return _Parser(unicodedata.normalize("NFC", text)).whole()


def hold(grounds: Grounds | ClaimReference, is_true: Callable[[str], bool]) -> bool:
    """Whether the grounds hold, given which claims are true."""
    if isinstance(grounds, ClaimReference):
        return is_true(grounds.claim)
    return sum(hold(part, is_true) for part in grounds.parts) >= grounds.count


def references(grounds: Grounds | ClaimReference | None) -> Iterator[ClaimReference]:
    """Every claim named, from left to right, as often as it is named."""
    if grounds is None:
        return
    if isinstance(grounds, ClaimReference):
        yield grounds
        return
    for part in grounds.parts:
        yield from references(part)


def grounds_in_words(grounds: Grounds | ClaimReference) -> str:
    """The grounds as text; reading it again gives equal grounds."""
    if isinstance(grounds, ClaimReference):
        return grounds.claim
    parts = [_inside(part) for part in grounds.parts]
    if len(parts) == 1:
        return parts[0]
    if grounds.count == len(parts):
        return " and ".join(parts)
    if grounds.count == 1:
        return " or ".join(parts)
    return f"at least {grounds.count} of ({', '.join(grounds_in_words(part) for part in grounds.parts)})"


def _inside(grounds: Grounds | ClaimReference) -> str:
    text = grounds_in_words(grounds)
    bare = isinstance(grounds, ClaimReference) or len(grounds.parts) == 1 or 1 < grounds.count < len(grounds.parts)
    return text if bare else f"({text})"


_TOKEN = re.compile(r"\s*(?:(?P<punctuation>[(),])|(?P<word>[^\s(),]+))")
_AT_LEAST = {"at": ("least", "of"), "mindestens": ("", "von")}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            (m.group().strip(), m.end() - len(m.group().strip())) for m in _TOKEN.finditer(text) if m.group().strip()
        ]
        self.tokens.append(("", len(text)))
        self.position = 0
        self.depth = 0

    @property
    def word(self) -> str:
        return self.tokens[self.position][0]

    def fail(self, message: str, hint: str = "") -> StatementError:
        return StatementError(message, text=self.text, column=self.tokens[self.position][1], hint=hint)

    def whole(self) -> Grounds:
        if not self.word:
            raise self.fail("no claim is named", "Leave the key out where nothing is known.")
        grounds = self.junction()
        if self.word == ",":
            raise self.fail('unexpected ","', "Write `a and b` if all are needed, `a or b` if one suffices.")
        if self.word:
            raise self.fail(f'unexpected "{self.word}"', 'Join claims with "and" or "or".')
        return grounds if isinstance(grounds, Grounds) else Grounds(1, (grounds,))

    def junction(self) -> Grounds | ClaimReference:
        parts = [self.part()]
        joined_by = ""
        while (kind := WORDS.get(self.word, "")) in ("and", "or"):
            if joined_by and kind != joined_by:
                raise self.fail('"and" beside "or" can be read two ways', 'Use parentheses, as in "(a and b) or c".')
            joined_by = kind
            self.position += 1
            parts.append(self.part())
        if not joined_by:
            return parts[0]
        return Grounds(len(parts) if joined_by == "and" else 1, tuple(parts))

    def part(self) -> Grounds | ClaimReference:
        self.depth += 1
        if self.depth > 50:
            raise self.fail("parentheses nest deeper than 50")
        try:
            if self.word == "(":
                self.position += 1
                inner = self.junction()
                self.expect(")")
                return inner
            if self.word in _AT_LEAST and self._counts():
                return self.at_least()
            return self.claim()
        finally:
            self.depth -= 1

    def _counts(self) -> bool:
        following = self.tokens[self.position + 1][0]
        return following == "least" if self.word == "at" else following.isdecimal()

    def at_least(self) -> Grounds | ClaimReference:
        filler, of = _AT_LEAST[self.word]
        self.position += 1
        if filler:
            self.position += 1
        if not self.word.isdecimal():
            raise self.fail('after "at least" comes a number', "As in `at least 2 of (a, b, c)`.")
        # Python refuses to read numbers of thousands of digits; nine are too many already and are refused below.
        count_at, count = self.position, int(self.word[:9])
        self.position += 1
        self.expect(of)
        self.expect("(")
        parts = [self.junction()]
        while self.word == ",":
            self.position += 1
            parts.append(self.junction())
        self.expect(")")
        if not 1 <= count <= len(parts):
            self.position = count_at
            raise self.fail(f"at least {count} of {len(parts)} cannot be", "Count between 1 and the number of claims listed.")
        return parts[0] if len(parts) == 1 else Grounds(count, tuple(parts))

    def expect(self, word: str) -> None:
        if self.word != word:
            stood = f'"{self.word}"' if self.word else "the end"
            raise self.fail(f'expected "{word}", found {stood}')
        self.position += 1

    def claim(self) -> ClaimReference:
        word, column = self.tokens[self.position]
        if not word:
            raise self.fail("the grounds end too early", "A claim is missing after the last word.")
        fault = id_fault(word)
        if fault:
            raise self.fail(fault, "Grounds are ids of claims joined by `and` and `or`.")
        self.position += 1
        return ClaimReference(word, column)
