"""The table of offices: who held which, from when to when, with a public source for each. Reviewed data, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lagebild.evidence.dates import Span
from lagebild.evidence.offices.wording import CountryNames, name_key, title_key
from lagebild.evidence.records import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOffice:
    """An office that the table knows all holders of, from ``span.first`` to ``span.last``."""

    id: str
    name: Prose
    country: str
    titles: frozenset[str]
    """What it is called without its country, as ``title_key`` writes it."""
    source: str
    """A public page where its holders and their dates can be looked up."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Somebody's time in an office."""

    person: str
    """The name in English, which stands for the person."""
    office: TableOffice
    since: date
    until: date | None
    """None where it had not ended when the table was made."""
    acting: bool = False

    @property
    def span(self) -> Span:
        """Its days, as far as the table goes."""
        return Span(first=self.since, last=self.until or self.office.span.last)


@dataclass(frozen=True, kw_only=True)
class OfficeTable:
    """All of it."""

    as_of: date
    """The day it was last right."""
    terms: tuple[Term, ...]
    names: Mapping[str, Prose] = field(repr=False)
    """Every person's name in both languages, by the name in English."""
    people: Mapping[str, str] = field(repr=False)
    """Who is meant by a name, as ``name_key`` writes it."""
    countries: CountryNames = field(repr=False)

    @cached_property
    def offices(self) -> tuple[TableOffice, ...]:
        """Every office, in the order of the table."""
        return tuple({term.office.id: term.office for term in self.terms}.values())

    def person(self, name: str) -> str:
        """The person with this name, however it is spelled; the empty text for somebody who is not in the table."""
        return self.people.get(name_key(name), "")

    def terms_of(self, person: str) -> tuple[Term, ...]:
        """The offices of a person."""
        return tuple(term for term in self.terms if term.person == person)


@cache
def office_table() -> OfficeTable:
    """The table as it is shipped."""
    text = (Path(__file__).parent / "offices.toml").read_text(encoding="utf-8")
    return read_table(tomllib.loads(text))


def read_table(data: Mapping[str, Any]) -> OfficeTable:
    """A table from its data."""
    whole = Span(first=data["from"], last=data["as-of"])
    terms: list[Term] = []
    for entry in data["office"]:
        called = [*entry.get("titles", ()), *(title for concept in entry["concepts"] for title in data["concepts"][concept])]
        office = TableOffice(
            id=entry["id"],
            name=Prose(tuple(entry["name"].items())),
            country=entry["country"],
            titles=frozenset(map(title_key, called)),
            source=entry["source"],
            span=Span(first=entry.get("since", whole.first), last=entry.get("until", whole.last)),
        )
        terms.extend(
            Term(
                person=holder["who"],
                office=office,
                since=holder["from"],
                until=holder.get("until"),
                acting=holder.get("acting", False),
            )
            for holder in entry["holders"]
        )
    spelled = {entry["name"]: entry for entry in data["person"]}
    names: dict[str, Prose] = {}
    people: dict[str, str] = {}
    for person in dict.fromkeys(term.person for term in terms):
        entry = spelled.get(person, {})
        german = entry.get("de", person)
        names[person] = Prose((("en", person), ("de", german)))
        people |= {name_key(name): person for name in (person, german, *entry.get("also", ()))}
    countries = CountryNames.read(data["countries"])
    return OfficeTable(as_of=whole.last, terms=tuple(terms), names=names, people=people, countries=countries)
