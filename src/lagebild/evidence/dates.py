"""Dates as files write them: a day, a month, a year, or a time with two ends; read as the first and the last day meant.

The forms are those of ISO 8601 and, for open ends and what is only roughly known, of its extension EDTF
(https://www.loc.gov/standards/datetime/): ``2024-10-24``, ``2024-10``, ``2024``, ``2017/2018``, ``../2024-12``, ``195X``,
``2024-10~``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY: Final = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?(?:[T ]\d{2}[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?)?[?~%]?")
OPEN: Final = ("", "..")
"""How the end of a time that nobody names is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def widened(self, by: timedelta) -> Span:
        """With so much more on either side, as far as dates go."""
        return Span(first=max(self.first, date.min + by) - by, last=min(self.last, date.max - by) + by)

    def meets(self, other: Span) -> bool:
        """Whether a day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Span) -> bool:
        """Whether every day lies in ``other`` too."""
        return other.first <= self.first and self.last <= other.last


def read_date(text: str) -> Span | None:
    """The days that a date or a time with two ends may mean; None for a text that is neither, or that never was."""
    start, slash, end = text.strip().partition("/")
    if not slash:
        return _read(start)
    first = Span(first=date.min, last=date.min) if start in OPEN else _read(start)
    last = Span(first=date.max, last=date.max) if end in OPEN else _read(end)
    if first is None or last is None or last.last < first.first or (start in OPEN and end in OPEN):
        return None
    return Span(first=first.first, last=last.last)


def is_impossible(text: str) -> bool:
    """Whether a text is written as a date but names a day or a month that does not exist."""
    parts = [part for part in text.strip().split("/") if part not in OPEN]
    return bool(parts) and all(_DAY.fullmatch(part) for part in parts) and read_date(text) is None


def _read(text: str) -> Span | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    first, last = _bounds(year, 1, 9999), _bounds(month or "XX", 1, 12)
    if first is None or last is None:
        return None
    (early, late), (opening, closing) = first, last
    most = calendar.monthrange(late, closing)[1]
    days = _bounds(day or "XX", 1, most)
    return None if days is None else Span(first=date(early, opening, days[0]), last=date(late, closing, days[1]))


def _bounds(digits: str, least: int, most: int) -> tuple[int, int] | None:
    """The smallest and the largest number that fits: X stands for any digit."""
    low, high = max(int(digits.replace("X", "0")), least), min(int(digits.replace("X", "9")), most)
    exact = int(digits) if digits.isdigit() else None
    if low > high or (exact is not None and not least <= exact <= most):
        return None
    return low, high
