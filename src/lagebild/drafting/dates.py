"""Times that a passage names, as dates are written; what is counted from the day of the text says so.

A month or a day of the week without a year lies nearest to the day the text appeared: before it in what has been, after it in
what is to come. Without that day only full dates and years are proposed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lagebild.drafting.language import Language
from lagebild.drafting.passages import Passage, Token, written
from lagebild.evidence.dates import read_date
from lagebild.evidence.proposals import ProposedDate

_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_DECADE: Final = re.compile(r"((?:1[5-9]|20)\d)0(?:er|s)?")
_CLAUSE: Final = frozenset({",", ";", ":", "that", "dass", "–"})
"""Where a clause ends: what is said of one says nothing of the next."""

_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time and the tokens it is made of (half open)."""

    date: ProposedDate
    first: int
    last: int


def published_on(text: str) -> date | None:
    """The day that a source appeared, where it is known to the day."""
    span = read_date(text) if text else None
    return span.first if span is not None and span.first == span.last else None


def dates(passage: Passage, language: Language, published: date | None) -> list[Found]:
    """The times of a passage, in their order."""
    found: list[Found] = []
    position = 0
    tokens = passage.tokens
    while position < len(tokens):
        each = _Reading(tokens, position, language, published).read()
        if each is None:
            position += 1
            continue
        found.append(each)
        position = each.last
    return found


@dataclass(slots=True)
class _Reading:
    tokens: Sequence[Token]
    at: int
    language: Language
    published: date | None

    def read(self) -> Found | None:
        """The time that begins at the token, if one does."""
        for way in (
            self._written,
            self._range,
            self._month,
            self._decade,
            self._year,
            self._weekday,
            self._relative,
            self._period,
        ):
            found = way()
            if found is not None:
                return found
        return None

    @property
    def coming(self) -> bool:
        """Whether its clause speaks of what is to come."""
        first = last = self.at
        while first > 0 and self.tokens[first - 1].low not in _CLAUSE:
            first -= 1
        while last < len(self.tokens) and self.tokens[last].low not in _CLAUSE:
            last += 1
        return any(token.low in self.language.words["dates.future"] for token in self.tokens[first:last])

    def low(self, offset: int) -> str:
        """The word so many tokens further on."""
        at = self.at + offset
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def text(self, offset: int) -> str:
        """The same as it is written."""
        at = self.at + offset
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def found(self, value: str, length: int, *, counted: bool = False) -> Found:
        """A time with the word before it that makes it an end."""
        first = self.at
        before = self.low(-1)
        if "/" not in value:
            if self.language.has("dates.until", before):
                value, first = f"../{value}", first - 1
            elif self.language.has("dates.since", before):
                value, first = f"{value}/..", first - 1
        words = written(self.tokens[first : self.at + length])
        since = self.published.isoformat() if counted and self.published else ""
        return Found(date=ProposedDate(value=value, words=words, counted_from=since), first=first, last=self.at + length)

    # --- with a year ------------------------------------------------------------------------------------------------------

    def _written(self) -> Found | None:
        """24.10.2024, 2024-10-24."""
        match = _DAY_MONTH_YEAR.fullmatch(self.text(0))
        if match is not None:
            return self._checked(match[3], match[2], match[1], 1)
        if _YEAR.fullmatch(self.text(0)) and self.text(1) in ("-", "‑") and self.text(3) in ("-", "‑"):
            return self._checked(self.text(0), self.text(2), self.text(4), 5)
        return None

    def _checked(self, year: str, month: str, day: str, length: int) -> Found | None:
        if not (year.isdecimal() and month.isdecimal() and day.isdecimal()):
            return None
        value = f"{year}-{int(month):02}-{int(day):02}"
        return self.found(value, length) if read_date(value) is not None else None

    def _range(self) -> Found | None:
        """2017 bis 2018, 2017-2018, from 2017 to 2018."""
        if (
            _YEAR.fullmatch(self.text(0))
            and self.low(1) in ("bis", "to", "-", "–", "und", "and")
            and _YEAR.fullmatch(self.text(2))
        ):
            if self.low(1) in ("und", "and") and self.low(-1) not in ("zwischen", "between"):
                return None
            value = f"{self.text(0)}/{self.text(2)}"
            return self.found(value, 3) if read_date(value) is not None else None
        return None

    def _decade(self) -> Found | None:
        """The 1950s."""
        match = _DECADE.fullmatch(self.text(0)) or re.match(r"((?:1[5-9]|20)\d)0er\b", self.text(0))
        if match is None:
            return None
        if self.text(0)[-1].isdigit():
            if self.low(1) not in ("er", "s") and not self.low(1).startswith("er-"):
                return None
            return self.found(f"{match[1]}X", 2)
        return self.found(f"{match[1]}X", 1)

    def _year(self) -> Found | None:
        if not _YEAR.fullmatch(self.text(0)):
            return None
        nouns = self.low(1)
        before = self.low(-1)
        # A year stands alone or behind a preposition; "2024 Soldaten" counts.
        alone = (
            not nouns
            or not nouns[0].isalpha()
            or not self.tokens[self.at + 1].is_name
            or before in ("in", "seit", "since", "jahr", "year", "im", "by", "bis", "until", "ab")
        )
        return self.found(self.text(0), 1) if alone else None

    # --- without a year ---------------------------------------------------------------------------------------------------

    def _month(self) -> Found | None:
        """(24.) Oktober (2024), October (24), (2024)."""
        day, ahead = self._day_before_month()
        month = self.language.months.get(self.low(ahead))
        if month is None or not self.tokens[self.at + ahead].is_name:
            return None
        length = ahead + 1
        if self.language.code == "en" and not day:
            if self.low(ahead) in ("may", "march") and not (
                self.text(length).isdecimal()
                or self.low(-1) in ("in", "since", "by", "until", "early", "late", "mid", "last", "next", "this", "of")
            ):
                return None
            if self.text(length).isdecimal() and len(self.text(length)) <= 2:
                day, length = int(self.text(length)), length + 1
        at = length + 1 if self.text(length) == "," and _YEAR.fullmatch(self.text(length + 1)) else length
        if _YEAR.fullmatch(self.text(at)):
            return self._dated(int(self.text(at)), month, day, at + 1, counted=False)
        year = self._nearest_year(month, day)
        return None if year is None else self._dated(year, month, day, length, counted=True)

    def _day_before_month(self) -> tuple[int, int]:
        """A day of the month before the month's name, and how many tokens it takes."""
        match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", self.text(0))
        if match is None:
            return 0, 0
        if self.text(1) == "." and self.low(2) in self.language.months:
            return int(match[1]), 2
        if self.low(1) in self.language.months:
            return int(match[1]), 1
        return 0, 0

    def _dated(self, year: int, month: int, day: int, length: int, *, counted: bool) -> Found | None:
        value = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        return self.found(value, length, counted=counted) if read_date(value) is not None else None

    def _nearest_year(self, month: int, day: int) -> int | None:
        if self.published is None:
            return None
        year = self.published.year
        here, now = (month, day or 0), (self.published.month, self.published.day if day else 0)
        until = self.language.has("dates.until", self.low(-1))
        if self.coming or until:
            return year + 1 if here < now else year
        return year - 1 if here > now else year

    def _weekday(self) -> Found | None:
        wanted = self.language.weekdays.get(self.low(0))
        if wanted is None or self.published is None or not self.tokens[self.at].is_name:
            return None
        today = self.published.isoweekday()
        back = (today - wanted) % 7
        ahead = (wanted - today) % 7
        before = self.low(-1)
        if before in self.language.words["dates.next"]:
            day = self.published + timedelta(days=ahead or 7)
        elif before in self.language.words["dates.last"]:
            day = self.published - timedelta(days=back or 7)
        elif self.coming:
            day = self.published + timedelta(days=ahead)
        else:
            day = self.published - timedelta(days=back)
        return self.found(day.isoformat(), 1, counted=True)

    def _relative(self) -> Found | None:
        days = self.language.relative.get(self.low(0))
        if days is None or self.published is None or (self.tokens[self.at].is_name and self.at > 0):
            return None
        return self.found((self.published + timedelta(days=days)).isoformat(), 1, counted=True)

    def _period(self) -> Found | None:
        """Last week, next month, vergangenes Jahr."""
        low = self.low(0)
        step = -1 if low in self.language.words["dates.last"] else 1 if low in self.language.words["dates.next"] else None
        unit = self.language.periods.get(self.low(1))
        if step is None or unit is None or self.published is None or self.low(1) in ("wochen",):
            return None
        if unit == "year":
            return self.found(str(self.published.year + step), 2, counted=True)
        if unit == "month":
            months = self.published.year * 12 + self.published.month - 1 + step
            return self.found(f"{months // 12}-{months % 12 + 1:02}", 2, counted=True)
        monday = self.published - timedelta(days=self.published.isoweekday() - 1) + timedelta(weeks=step)
        return self.found(f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", 2, counted=True)
