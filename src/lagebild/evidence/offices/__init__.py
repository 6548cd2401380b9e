"""The office check: whether an office that a text or a file gives somebody fits the table on the day.

It flags and never changes anything. It says nothing of somebody who is not in the table, of an office that the table does not
list in full, of a day outside the table, and of a title that says more than an office ("former", "deputy", "spokesman of").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from lagebild.evidence.dates import Span, read_date
from lagebild.evidence.offices.table import OfficeTable, TableOffice, Term, office_table
from lagebild.evidence.offices.wording import plain, title_key

__all__ = ["GRACE", "Misfit", "check_office", "check_tenure", "office_table"]

GRACE: Final = timedelta(days=14)
"""So long before somebody comes into an office, or after they leave it, nobody is called wrong for calling them by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """An office that does not fit the table. Who is right is for a person to find out."""

    person: str
    """Who is meant, by the name in the table."""
    named: str
    """The office as it was named."""
    on: str
    """The day, or the time with two ends, that it was named for."""
    offices: tuple[TableOffice, ...]
    """The offices that the words can mean."""
    holders: tuple[Term, ...]
    """Who held these at that time, as the table has it."""
    held: tuple[Term, ...]
    """Which offices the table gives the person at that time; none where it gives none."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rows that are told of can be looked up."""
        of_terms = [term.office.source for term in (*self.held, *self.holders)]
        return tuple(dict.fromkeys(of_terms or [office.source for office in self.offices]))


def check_office(name: str, office: str, on: str, *, country: str = "", table: OfficeTable | None = None) -> Misfit | None:
    """What the table has against calling ``name`` by ``office`` on a day; None where it has nothing, or cannot tell.

    ``on`` is a date as files write it; with a month or a year it is enough that the office fits one of its days.
    ``country`` is where the speaker is from, for a title that does not say so itself.
    """
    table = table or office_table()
    when = read_date(on)
    person, offices = _meant(name, office, country, table)
    if when is None or not all(when.within(meant.span) for meant in offices):
        return None
    held = _at(table.terms_of(person), when.widened(GRACE))
    if not offices or any(term.office in offices for term in held):
        return None
    return _misfit(person, office, on, offices, when, table)


def check_tenure(
    name: str, office: str, since: str, until: str, *, country: str = "", table: OfficeTable | None = None
) -> Misfit | None:
    """What the table has against the dates that a file gives somebody's office, from one to the other without a break.

    ``until`` may be empty; then only the beginning is compared. What lies outside the table is left out of it.
    """
    table = table or office_table()
    person, offices = _meant(name, office, country, table)
    stated = _stated(since, until)
    if stated is None or not offices:
        return None
    first, last = max(office.span.first for office in offices), min(office.span.last for office in offices)
    if stated.last < first or stated.first > last:
        return None
    when = Span(first=max(stated.first, first), last=min(stated.last, last))
    terms = [term for term in table.terms_of(person) if term.office in offices]
    if _covered(when, [term.span for term in terms]):
        return None
    return _misfit(person, office, f"{since or '..'}/{until or '..'}", offices, when, table)


def _meant(name: str, office: str, country: str, table: OfficeTable) -> tuple[str, tuple[TableOffice, ...]]:
    """The person, and the offices of the table that the words can mean; none where that is not clear."""
    person = table.person(name)
    if not person:
        return "", ()
    of_person = plain(name).split()
    words = " ".join(word for word in plain(office).split() if word not in of_person)
    named, rest = table.countries.taken_out(words)
    title = title_key(rest)
    if len(named) > 1 or not title:
        return person, ()
    countries: Iterable[str] = named
    if not named and country:
        countries = [table.countries.code(country)]
    elif not named:
        countries = {term.office.country for term in table.terms_of(person)}
    return person, tuple(office for office in table.offices if office.country in countries and title in office.titles)


def _stated(since: str, until: str) -> Span | None:
    """The time that a file surely means: from the last day that its beginning can be to the first that its end can."""
    begun, ended = read_date(since), read_date(until)
    if (since and begun is None) or (until and ended is None):
        return None
    if begun is None:
        return None if ended is None else Span(first=ended.first, last=ended.first)
    return Span(first=begun.last, last=begun.last if ended is None else max(begun.last, ended.first))


def _covered(when: Span, terms: list[Span]) -> bool:
    """Whether somebody was in office on all these days; gaps of the grace do not count."""
    reached = when.first
    for term in sorted(terms, key=lambda term: term.first):
        wide = term.widened(GRACE)
        if wide.first <= reached <= wide.last:
            reached = wide.last
            if reached >= when.last:
                return True
    return False


def _misfit(person: str, named: str, on: str, offices: tuple[TableOffice, ...], when: Span, table: OfficeTable) -> Misfit:
    in_office = [term for term in table.terms if term.office in offices]
    own = table.terms_of(person)
    return Misfit(
        person=person,
        named=named,
        on=on,
        offices=offices,
        holders=_at(in_office, when),
        held=_at(own, when) or tuple(term for term in own if term.office in offices),
    )


def _at(terms: Iterable[Term], when: Span) -> tuple[Term, ...]:
    """The terms that hold on one of these days."""
    return tuple(term for term in terms if term.span.meets(when))
