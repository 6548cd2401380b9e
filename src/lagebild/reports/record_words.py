"""What is odd in the record, in words: offices that do not fit the table, odd roles, gaps. Terminal and page use the same."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.evidence.offices import office_table
from lagebild.evidence.offices.table import Term
from lagebild.evidence.record_notes import OddRole, OfficeFinding, RecordNotes
from lagebild.reports.speakers import speaker_name
from lagebild.reports.words import Words
from lagebild.situation import Situation

Listed = tuple[str, tuple[str, ...]]
"""A sentence, and what is listed below it."""


class RecordWords:
    """The notes on one record in one language."""

    def __init__(self, situation: Situation, notes: RecordNotes, words: Words) -> None:
        self.situation = situation
        self.notes = notes
        self.words = words

    def parts(self) -> Iterator[Listed]:
        """Everything, the weightiest first; nothing where nothing is odd."""
        notes = self.notes
        if notes.offices:
            yield self.about_the_table(), tuple(map(self.office, notes.offices))
        if notes.unconfirmed:
            yield self._several("unconfirmed", len(notes.unconfirmed)), (", ".join(notes.unconfirmed),)
        if notes.without_source:
            yield self._several("without-source", len(notes.without_source)), (", ".join(notes.without_source),)
        if notes.roles:
            yield self._several("roles", len(notes.roles)), tuple(map(self._role, notes.roles))
        if notes.unreadable:
            times = tuple(f"{claim}: {self._quoted(time)}" for claim, time in notes.unreadable)
            yield self._several("unreadable", len(notes.unreadable)), times

    def about_the_table(self) -> str:
        """What offices were compared with."""
        return self.words("check.record.table", day=office_table().as_of)

    def office(self, finding: OfficeFinding) -> str:
        """What is named, what the table has for that day, whether a correction stands beside it, where to look it up."""
        misfit, words = finding.misfit, self.words
        who = speaker_name(self.situation, finding.speaker, words)
        named = words("words.quoted", text=finding.named.in_language(words.language))
        terms = dict.fromkeys((*misfit.held, *misfit.holders))
        when = self._when(finding)
        if terms:
            listed = words("check.record.between").join(map(self._term, terms))
            has = words("check.record.has", when=when, terms=listed)
        else:
            has = words("check.record.has-nothing", when=when, person=self._person(misfit.person))
        return " ".join(
            [
                words(f"check.record.named.{finding.named_by}", who=who, named=named, id=f"speakers.{finding.speaker}"),
                has,
                words(f"check.record.{'corrected' if finding.corrected else 'not-corrected'}"),
                words("check.record.look-up", sources=", ".join(misfit.sources)),
            ]
        )

    def _term(self, term: Term) -> str:
        key = "open" if term.until is None else "closed"
        since_until = self.words(f"check.record.term.{key}", since=term.since, until=term.until or "")
        dates = self.words("check.record.term.acting", dates=since_until) if term.acting else since_until
        office = term.office.name.in_language(self.words.language)
        return self.words("check.record.term.whole", person=self._person(term.person), office=office, dates=dates)

    def _person(self, person: str) -> str:
        return office_table().names[person].in_language(self.words.language)

    def _when(self, finding: OfficeFinding) -> str:
        day = finding.misfit.on
        if finding.basis == "published":
            sources = self.words.listed(list(finding.sources))
            return self.words.several("check.record.when.published", len(finding.sources), day=day, sources=sources)
        if finding.basis == "as-of":
            return self.words("check.record.when.as-of", day=day)
        since, _, until = day.partition("/")
        key = "until" if since == ".." else "since" if until == ".." else "from-to"
        return self.words(f"check.record.when.{key}", since=since, until=until)

    def _role(self, odd: OddRole) -> str:
        if not odd.meant:
            return self.words("check.record.role", speaker=odd.speaker, role=self._quoted(odd.role))
        meant = self._quoted(odd.meant)
        return self.words("check.record.role-meant", speaker=odd.speaker, role=self._quoted(odd.role), meant=meant)

    def _several(self, key: str, count: int) -> str:
        return self.words.several(f"check.record.{key}", count, n=self.words.number(count))

    def _quoted(self, text: str) -> str:
        return self.words("words.quoted", text=text)
