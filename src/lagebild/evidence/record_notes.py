"""What is odd in the record without being at fault: offices that do not fit the table, words and gaps a reader should see.

Nothing here changes anything or stops anything; a person decides what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lagebild.errors import Place
from lagebild.evidence.dates import read_date
from lagebild.evidence.offices import Misfit, check_office, check_tenure
from lagebild.evidence.records import ROLES, Office, Prose, Speaker
from lagebild.evidence.vocabulary import vocabulary
from lagebild.situation import Situation

NamedBy = Literal["source", "file", "correction"]
Basis = Literal["published", "own", "as-of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFinding:
    """A speaker's office that does not fit the table of offices."""

    speaker: str
    named_by: NamedBy
    """Who names the office: the source's own words, the file's office, or what the file's correction calls right."""
    named: Prose
    """The office as named, in the languages in which it does not fit."""
    basis: Basis
    """What day it was compared for: when the source was published, the dates of the office itself, or ``as-of``."""
    sources: tuple[str, ...]
    """The sources of that day."""
    corrected: bool
    """Whether a correction stands beside the speaker."""
    misfit: Misfit
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OddRole:
    """A role that is not in the vocabulary, and the one that may be meant."""

    speaker: str
    role: str
    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotes:
    """Everything noticed about sources, speakers and claims; ids in the order of the file."""

    offices: tuple[OfficeFinding, ...]
    roles: tuple[OddRole, ...]
    unconfirmed: tuple[str, ...]
    """Claims told as confirmed of which nobody says who confirmed them."""
    without_source: tuple[str, ...]
    """Claims that name no source."""
    unreadable: tuple[tuple[str, str], ...]
    """Claims with a time that cannot be read, and that time."""

    def __bool__(self) -> bool:
        return any((self.offices, self.roles, self.unconfirmed, self.without_source, self.unreadable))


def record_notes(situation: Situation) -> RecordNotes:
    """Look the record of ``situation`` over."""
    claims = situation.claims
    return RecordNotes(
        offices=tuple(finding for speaker in situation.speakers for finding in _offices(situation, speaker)),
        roles=tuple(
            OddRole(speaker=speaker.id, role=speaker.role, meant=vocabulary("roles").meant(speaker.role))
            for speaker in situation.speakers
            if speaker.role and speaker.role not in ROLES
        ),
        unconfirmed=tuple(claim.id for claim in claims if claim.told_as == "confirmed" and not claim.confirmed_by),
        without_source=tuple(claim.id for claim in claims if not claim.source),
        unreadable=tuple((claim.id, time) for claim in claims for time in claim.when if read_date(time) is None),
    )


# --- offices ---------------------------------------------------------------------------------------------------------


def _offices(situation: Situation, speaker: Speaker) -> Iterator[OfficeFinding]:
    days = _days(situation, speaker)
    correction = speaker.correction
    undated = [office for office in speaker.offices if not (office.since or office.until)]
    if correction is not None:
        yield from _on_days(speaker, "source", correction.source_says, days)
        yield from _on_days(speaker, "correction", correction.right, days)
    for office in speaker.offices:
        if office in undated:
            found = list(_on_days(speaker, "file", office.name, days))
            # With several undated offices, each has to fit on one of the days only: nobody says which belongs to which.
            yield from found if len(undated) == 1 or len(found) == len(days) else ()
        else:
            yield from _own_dates(speaker, office)


def _days(situation: Situation, speaker: Speaker) -> list[tuple[str, Basis, tuple[str, ...]]]:
    """When the sources appeared that the speaker speaks in; the day of the situation where none says so."""
    spoken_in = {claim.source for claim in situation.claims if speaker.id in (claim.by, *claim.via)}
    by_day: dict[str, list[str]] = {}
    for source in situation.sources:
        if source.id in spoken_in and source.published is not None:
            by_day.setdefault(source.published.value, []).append(source.id)
    if by_day:
        return [(day, "published", tuple(sources)) for day, sources in by_day.items()]
    return [(situation.as_of, "as-of", ())] if situation.as_of else []


def _on_days(
    speaker: Speaker, named_by: NamedBy, named: Prose, days: list[tuple[str, Basis, tuple[str, ...]]]
) -> Iterator[OfficeFinding]:
    for day, basis, sources in days:
        yield from _found(
            speaker, named_by, named, basis, sources,
            lambda name, title, day=day: check_office(name, title, day, country=speaker.country),  # type: ignore[misc]
        )  # fmt: skip


def _own_dates(speaker: Speaker, office: Office) -> Iterator[OfficeFinding]:
    yield from _found(
        speaker, "file", office.name, "own", (),
        lambda name, title: check_tenure(name, title, office.since, office.until, country=speaker.country),
    )  # fmt: skip


def _found(
    speaker: Speaker,
    named_by: NamedBy,
    named: Prose,
    basis: Basis,
    sources: tuple[str, ...],
    check: Callable[[str, str], Misfit | None],
) -> Iterator[OfficeFinding]:
    """At most one finding for an office, whatever number of languages it is named in."""
    names = dict.fromkeys(name for _, name in speaker.name.texts) or (speaker.id,)
    misfits = {
        language: misfit
        for language, title in named.texts
        if (misfit := next((found for name in names if (found := check(name, title)) is not None), None)) is not None
    }
    if misfits:
        yield OfficeFinding(
            speaker=speaker.id,
            named_by=named_by,
            named=Prose(tuple((language, text) for language, text in named.texts if language in misfits)),
            basis=basis,
            sources=sources,
            corrected=speaker.correction is not None and named_by != "correction",
            misfit=next(iter(misfits.values())),
            place=speaker.place,
        )
