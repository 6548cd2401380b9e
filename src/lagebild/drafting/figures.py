"""Figures of a passage: value, unit, how it is meant. Dates, times and numbers that only name something are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lagebild.drafting.language import Language
from lagebild.drafting.names import country_at
from lagebild.drafting.passages import Passage, Token
from lagebild.evidence.records import Figure, Prose

_DIGITS: Final = re.compile(r"\d")
_CURRENCY: Final = {"$": "dollars", "€": "euros", "£": "pounds"}
_SIGNS: Final = {"%": "percent", "°": "degrees", **_CURRENCY}
_ATTRIBUTIVE: Final = ("e", "er", "en", "em", "es")
_MOST: Final = Decimal(10) ** 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure and the tokens it is made of (half open)."""

    figure: Figure
    first: int
    last: int


def figures(passage: Passage, language: Language, taken: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """The figures of a passage; ``taken`` are the tokens of its dates, in which none is looked for."""
    tokens = passage.tokens
    found: list[Found] = []
    position = 0
    while position < len(tokens):
        if any(first <= position < last for first, last in taken):
            position += 1
            continue
        read = _number(tokens, position, language)
        if read is None:
            position += 1
            continue
        value, end, several = read
        made = _figure(tokens, position, end, value, several, language)
        if made is not None:
            found.append(made)
            end = max(end, made.last)
        position = max(end, position + 1)
    return found


def numbers(text: str, language: Language) -> set[Decimal]:
    """Every number in a text of somebody's own, to be looked for in a passage."""
    from lagebild.drafting.passages import tokens

    listed = list(tokens(text, 0, len(text)))
    found: set[Decimal] = set()
    position = 0
    while position < len(listed):
        read = _number(listed, position, language)
        if read is None:
            position += 1
            continue
        found.add(read[0])
        position = max(read[1], position + 1)
    return found


def _number(tokens: Sequence[Token], position: int, language: Language) -> tuple[Decimal, int, bool] | None:
    """The number from a token on, where it ends, and whether it is only a scale (``Hunderttausende``, ``dozens``)."""
    token = tokens[position]
    if _DIGITS.match(token.text):
        value = decimal(token.text, language)
        if value is None:
            return None
        return _scaled(tokens, position + 1, value, language)
    if token.low in language.numbers:
        return _scaled(tokens, position + 1, Decimal(language.numbers[token.low]), language)
    if token.low in language.scales and _is_many(tokens, position, language):
        return Decimal(language.scales[token.low]), position + 1, True
    return None


def _is_many(tokens: Sequence[Token], position: int, language: Language) -> bool:
    """Whether a scale stands for itself: ``Tausende Menschen``, ``mehrere Hunderttausend``."""
    token = tokens[position]
    if len(token.low) <= 2:
        return False
    before = tokens[position - 1].low if position else ""
    return (
        language.has("figures.several", token.low)
        or language.has("figures.several", before)
        or before in ("a", "eine", "einer")
    )


def _scaled(tokens: Sequence[Token], position: int, value: Decimal, language: Language) -> tuple[Decimal, int, bool]:
    while position < len(tokens) and tokens[position].low in language.scales and value < _MOST:
        value *= language.scales[tokens[position].low]
        position += 1
        if position < len(tokens) and tokens[position].text == "." and tokens[position - 1].low in ("mio", "mrd"):
            position += 1
    return value, position, False


def decimal(text: str, language: Language) -> Decimal | None:
    """A number in digits, with the language's marks for thousands and for the fraction."""
    plain = text.replace("\u202f", "").replace("\u00a0", "")
    thousands = "." if language.decimal == "," else ","
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(language.decimal)}\d+)?", plain):
        plain = plain.replace(thousands, "")
    elif (
        plain.count(thousands) >= 1
        and language.decimal not in plain
        and not re.fullmatch(rf"\d+{re.escape(thousands)}\d{{1,2}}", plain)
    ):
        return None
    plain = plain.replace(language.decimal, ".") if thousands not in plain else plain.replace(thousands, ".")
    if not re.fullmatch(r"\d{1,18}(?:\.\d{1,6})?", plain):
        return None
    return Decimal(plain)


def _figure(tokens: Sequence[Token], first: int, end: int, value: Decimal, several: bool, language: Language) -> Found | None:
    compare, start = _compared(tokens, first, language)
    currency = _CURRENCY.get(tokens[start - 1].text if start else "", "") or _CURRENCY.get(
        tokens[first - 1].text if first else "", ""
    )
    unit, last = (currency, end) if currency else _unit(tokens, end, language)
    digits = bool(_DIGITS.match(tokens[first].text))
    if not unit and (not several and not (digits and value >= 1000 and not _is_year(tokens[first].text))):
        return None
    if _is_year(tokens[first].text) and not unit and end == first + 1:
        return None
    if not digits and not several and value == 1:
        return None
    if several:
        compare = "several"
    return Found(
        figure=Figure(value=_plain(value), unit=Prose(((language.code, unit),)) if unit else Prose(), compare=compare),
        first=start,
        last=last,
    )


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", text))


def _compared(tokens: Sequence[Token], first: int, language: Language) -> tuple[str, int]:
    """How the figure is meant by the words before it, and where these begin."""
    at = first
    if at and tokens[at - 1].text in _CURRENCY:
        at -= 1
    lows = tuple(token.low for token in tokens[:at])
    for phrase, sign in language.compare.items():
        length = len(phrase)
        if lows[-length:] == phrase:
            return sign, at - length
    if language.code == "de" and lows[-2:-1] in (("bis",), ("mehr",)) and lows[-1:] in (("zu",), ("als",)):
        return ("<=" if lows[-2] == "bis" else ">"), at - 2
    return "=", at


def _unit(tokens: Sequence[Token], position: int, language: Language) -> tuple[str, int]:
    """The noun that is counted, adjectives passed over, and where it ends."""
    at = position
    while at < len(tokens) and at - position < 4:
        token = tokens[at]
        if token.text in _SIGNS:
            return _SIGNS[token.text], at + 1
        if token.text in ("-", "‑"):
            at += 1
            continue
        if not token.is_word:
            return "", position
        if language.has("figures.units", token.low):
            return token.text, at + 1
        if language.code == "de":
            if token.is_name:
                country = country_at(tokens, at)
                return ("", position) if country is not None and country[1] == "name" else (token.text, at + 1)
            if not token.low.endswith(_ATTRIBUTIVE) or token.low in language.verbs or language.has("articles.all", token.low):
                return "", position
        else:
            if token.is_name and country_at(tokens, at) is None:
                return "", position
            if not token.is_name and language.has("prepositions.words", token.low) and token.low != "of":
                return "", position
            if _is_counted(token, tokens[at + 1] if at + 1 < len(tokens) else None, language):
                return token.text, at + 1
        at += 1
    return "", position


def _is_counted(token: Token, following: Token | None, language: Language) -> bool:
    """Whether an English word is the plural that is counted, not an adjective before it."""
    if token.is_name or token.low in language.words["common"] or token.low in ("of",):
        return False
    if token.low in ("people", "men", "women", "children", "police", "troops"):
        return True
    return token.low.endswith("s") and not token.low.endswith("ss")


def describe(found: Sequence[Found]) -> Iterator[Figure]:
    """The figures alone."""
    return (each.figure for each in found)
