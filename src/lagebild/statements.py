"""The statement language: Boolean sentences over names, in English or German words.

Grammar, tightest first: names, ``true``, ``false`` and parentheses; ``not``; ``and``; ``or``; then the conditionals
``if``, ``only if``, ``iff``, which do not chain. ``and`` beside ``or`` without parentheses is refused, because people
read it two ways. ``A if B`` says that B implies A; ``A only if B`` that A implies B.

A statement keeps names as they were written; who uses it says what they mean. Truth values may be Python's or whole
arrays of them: evaluation uses only ``&``, ``|`` and ``^``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lagebild.errors import StatementError

MAX_DEPTH: Final = 50
"""How deeply parentheses and ``not`` may nest."""

MAX_LENGTH: Final = 20_000
"""How many characters a statement may have."""

WORDS: Final[Mapping[str, str]] = {
    "not": "not", "and": "and", "or": "or", "if": "if", "only": "only", "iff": "iff", "true": "true", "false": "false",
    "nicht": "not", "und": "and", "oder": "or", "wenn": "if", "nur": "only", "genau": "exactly", "wahr": "true",
    "falsch": "false",
}  # fmt: skip
"""The reserved words and what each stands for. No id may be one of them."""

_SYMBOLS: Final = {
    "&": "and", "|": "or", "!": "not", "~": "not", "¬": "not", "∧": "and", "∨": "or", "→": "only if", "⇒": "only if",
    "↔": "iff", "=": "iff", "-": "not", "+": "and", ",": "and", "*": "and", "/": "or", "^": "or",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constant:
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """An option, definition, circumstance or state, as it was written; ``column`` counts from 0."""

    text: str
    column: int = -1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    operand: Statement


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    operands: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    operands: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """``kind`` is ``if`` (right implies left), ``only if`` (left implies right) or ``iff`` (both)."""

    kind: str
    left: Statement
    right: Statement


Statement = Constant | Name | Not | And | Or | Conditional


def parse(text: str) -> Statement:
    """Read a statement.

    Raises: StatementError with the column where reading stopped and a way out.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_LENGTH:
        raise StatementError(
            f"the statement has {len(text)} characters, at most {MAX_LENGTH} are read",
            text=text,
            hint="Give parts of it a name under `definitions`.",
        )
    return _Parser(text).whole()


def evaluate(statement: Statement, value_of: Callable[[str], Any], *, true: Any = True) -> Any:
    """The truth value of ``statement``, with names looked up by ``value_of``.

    Shape: that of what ``value_of`` returns. ``true`` is the value of the constant (an array of ones, say).
    """
    match statement:
        case Name(text):
            return value_of(text)
        case Constant(value):
            return true if value else true ^ True
        case Not(operand):
            return evaluate(operand, value_of, true=true) ^ True
        case And(operands):
            result = evaluate(operands[0], value_of, true=true)
            for operand in operands[1:]:
                result = result & evaluate(operand, value_of, true=true)
            return result
        case Or(operands):
            result = evaluate(operands[0], value_of, true=true)
            for operand in operands[1:]:
                result = result | evaluate(operand, value_of, true=true)
            return result
        case Conditional(kind, left, right):
            first = evaluate(left, value_of, true=true)
            second = evaluate(right, value_of, true=true)
            if kind == "if":
                return first | (second ^ True)
            if kind == "only if":
                return (first ^ True) | second
            return first ^ second ^ True


def names(statement: Statement) -> Iterator[Name]:
    """Every name in the statement, from left to right, as often as it occurs."""
    match statement:
        case Name():
            yield statement
        case Constant():
            return
        case Not(operand):
            yield from names(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from names(operand)
        case Conditional(_, left, right):
            yield from names(left)
            yield from names(right)


def renamed(statement: Statement, new_name: Callable[[str], str]) -> Statement:
    """The same statement with every name replaced by what ``new_name`` gives for it."""
    match statement:
        case Name(text, column):
            return Name(new_name(text), column)
        case Constant():
            return statement
        case Not(operand):
            return Not(renamed(operand, new_name))
        case And(operands):
            return And(tuple(renamed(operand, new_name) for operand in operands))
        case Or(operands):
            return Or(tuple(renamed(operand, new_name) for operand in operands))
        case Conditional(kind, left, right):
            return Conditional(kind, renamed(left, new_name), renamed(right, new_name))


def in_words(statement: Statement, name_of: Callable[[str], str] = str, *, language: str = "en") -> str:
    """The statement as text, in English or German words; reading it again gives an equal statement (with plain names)."""
    return _Writer(name_of, _VOCABULARY.get(language, _VOCABULARY["en"])).write(statement)


def is_id(text: str) -> bool:
    """Whether ``text`` may name something: small letters of any alphabet, digits, hyphens; a letter first; no reserved word."""
    return id_fault(text) == ""


def id_fault(text: str) -> str:
    """What keeps ``text`` from being an id, in a few words; empty if nothing does."""
    if not text:
        return "an id is empty"
    if text in WORDS:
        return f'"{text}" is a reserved word of the statement language'
    if not text[0].isalpha():
        return f'the id "{text}" does not start with a letter'
    for character in text:
        if character != "-" and not _in_id(character):
            if character.isalpha():
                return f'the id "{text}" has a capital letter; ids are written small'
            return f'the id "{text}" has "{character}" in it; ids are small letters, digits and hyphens'
    return ""


def _in_id(character: str) -> bool:
    if character.isalpha() or unicodedata.category(character) in ("Mn", "Mc"):
        return character == character.lower()
    return character.isdecimal()


_VOCABULARY: Final = {
    "en": {"not": "not", "and": "and", "or": "or", "if": "if", "only if": "only if", "iff": "iff", "true": "true",
           "false": "false"},
    "de": {"not": "nicht", "and": "und", "or": "oder", "if": "wenn", "only if": "nur wenn", "iff": "genau wenn",
           "true": "wahr", "false": "falsch"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Writer:
    name_of: Callable[[str], str]
    words: Mapping[str, str]

    def write(self, statement: Statement) -> str:
        match statement:
            case Name(text):
                return self.name_of(text)
            case Constant(value):
                return self.words["true" if value else "false"]
            case Not(operand):
                return f"{self.words['not']} {self._inside(operand, Not)}"
            case And(operands):
                return f" {self.words['and']} ".join(self._inside(operand, Not) for operand in operands)
            case Or(operands):
                return f" {self.words['or']} ".join(self._inside(operand, Not) for operand in operands)
            case Conditional(kind, left, right):
                return f"{self._inside(left, Not, And, Or)} {self.words[kind]} {self._inside(right, Not, And, Or)}"

    def _inside(self, statement: Statement, *bare: type) -> str:
        text = self.write(statement)
        return text if isinstance(statement, (Name, Constant, *bare)) else f"({text})"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """``name``, ``(``, ``)``, ``end`` or what a reserved word stands for."""
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()":
            found.append(_Token(character, character, at))
            at += 1
        elif character.isalpha():
            end = at + 1
            while end < len(text) and (text[end].isalnum() or text[end] in "-._" or _in_id(text[end])):
                end += 1
            word = text[at:end]
            found.append(_Token(_kind_of(word, text, at), word, at))
            at = end
        else:
            raise _stray(character, text, at)
    found.append(_Token("end", "", len(text)))
    return found


def _kind_of(word: str, text: str, at: int) -> str:
    if word in WORDS:
        return WORDS[word]
    if word.lower() in WORDS:
        raise StatementError(
            f'"{word}" in capitals is not read as a word of the language', text=text, column=at, hint=f'Write "{word.lower()}".'
        )
    for part in word.split("."):
        fault = id_fault(part)
        if fault:
            hint = f'Write "{word.lower()}".' if all(is_id(piece) for piece in word.lower().split(".")) else ""
            raise StatementError(fault, text=text, column=at, hint=hint)
    return "name"


def _stray(character: str, text: str, at: int) -> StatementError:
    meant = _SYMBOLS.get(character)
    if character == "<" and text[at : at + 3] == "<->":
        meant = "iff"
    elif character in "-=" and text[at + 1 : at + 2] == ">":
        meant = "only if"
    hint = f'Statements use words only: write "{meant}".' if meant else "Statements use names, words and parentheses only."
    return StatementError(f'unexpected "{character}"', text=text, column=at, hint=hint)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.position]

    def advance(self) -> _Token:
        token = self.token
        self.position += 1
        return token

    def fail(self, message: str, *, at: _Token | None = None, hint: str = "") -> StatementError:
        return StatementError(message, text=self.text, column=(at or self.token).column, hint=hint)

    def whole(self) -> Statement:
        if self.token.kind == "end":
            raise self.fail("the statement is empty", hint='Write a name, or "true".')
        statement = self.conditional()
        if self.token.kind != "end":
            raise self.unexpected()
        return statement

    def unexpected(self) -> StatementError:
        token = self.token
        if token.kind == ")":
            return self.fail('a ")" too many', hint='Take it away, or open it with "(" before.')
        if token.kind == "name":
            return self.fail(f'"{token.text}" follows without a word between', hint='Join the two with "and" or "or".')
        if token.kind == "end":
            return self.fail("the statement ends too early", hint="Something is missing after the last word.")
        return self.fail(f'"{token.text}" cannot stand here')

    def conditional(self) -> Statement:
        left = self.junction()
        kind = self.conditional_word()
        if not kind:
            return left
        right = self.junction()
        after = self.token
        if self.conditional_word():
            raise self.fail("two conditionals in a row can be read two ways", at=after, hint="Put one of them in parentheses.")
        return Conditional(kind, left, right)

    def conditional_word(self) -> str:
        kind = self.token.kind
        if kind in ("if", "iff"):
            self.advance()
            return kind
        if kind in ("only", "exactly"):
            word = self.advance()
            if self.token.kind != "if":
                german = word.text in ("nur", "genau")
                raise self.fail(f'after "{word.text}" comes "{"wenn" if german else "if"}"')
            self.advance()
            return "only if" if kind == "only" else "iff"
        return ""

    def junction(self) -> Statement:
        operands = [self.operand()]
        joined_by = ""
        while self.token.kind in ("and", "or"):
            if joined_by and self.token.kind != joined_by:
                raise self.fail(
                    '"and" beside "or" can be read two ways',
                    hint='Use parentheses, as in "(a and b) or c" or "a and (b or c)".',
                )
            joined_by = self.advance().kind
            operands.append(self.operand())
        if not joined_by:
            return operands[0]
        return And(tuple(operands)) if joined_by == "and" else Or(tuple(operands))

    def operand(self) -> Statement:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(
                f"parentheses and negations nest deeper than {MAX_DEPTH}", hint="Give parts of it a name under `definitions`."
            )
        try:
            return self.primary()
        finally:
            self.depth -= 1

    def primary(self) -> Statement:
        token = self.token
        if token.kind == "not":
            self.advance()
            return Not(self.operand())
        if token.kind == "(":
            self.advance()
            inner = self.conditional()
            if self.token.kind != ")":
                if self.token.kind == "end":
                    raise self.fail('a ")" is missing', hint='Close what "(" opened.', at=token)
                raise self.unexpected()
            self.advance()
            return inner
        if token.kind in ("true", "false"):
            self.advance()
            return Constant(token.kind == "true")
        if token.kind == "name":
            self.advance()
            return Name(token.text, token.column)
        if token.kind == ")":
            raise self.fail('something is missing before ")"', hint="Write a name there.")
        raise self.unexpected()
