"""The backend that is always there: proposals by rule, from the tables of words, without a model and without a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from lagebild.drafting.attribution import Attribution, attribute
from lagebild.drafting.certainty import certainty
from lagebild.drafting.dates import dates, published_on
from lagebild.drafting.figures import figures
from lagebild.drafting.language import Language, language, language_of
from lagebild.drafting.names import Entity, Names, country_at, find_names, known_institutions, name_in
from lagebild.drafting.passages import Passage, Passages, letters, passages
from lagebild.evidence.offices import check_office
from lagebild.evidence.proposals import Candidate, Flag, Proposal, ProposedSpeaker, Reason
from lagebild.evidence.records import Figure, Office, Prose, Source, Speaker, TextPlace
from lagebild.evidence.texts import SourceText

NAME: Final = "rules 1"

CANDIDATES: Final = 3
"""So many speakers are proposed at the most."""

_REPEATED: Final = 25
"""Letters from which on a passage counts as said once more."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A text, read by rule: its passages, whom it names, who says what."""

    text: SourceText = field(repr=False)
    source: Source
    language: Language = field(repr=False)
    passages: Passages = field(repr=False)
    names: Names = field(repr=False)
    attributions: tuple[Attribution, ...] = field(repr=False)

    @cached_property
    def by_number(self) -> Mapping[int, Attribution]:
        """The attributions by the numbers of their sentences."""
        return {attribution.passage.number: attribution for attribution in self.attributions}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Everybody who may be speaking, by id; the fullest of those who share one."""
        found: dict[str, Entity] = dict(self.names.entities)
        for attribution in self.attributions:
            for entity in (*attribution.mentioned, *(speaking.entity for speaking in attribution.speaking)):
                if entity is not None:
                    found.setdefault(entity.id, entity)
        return found

    @cached_property
    def repeats(self) -> Mapping[int, int]:
        """Sentences that stand in the text once more, word for word: the number of each, and of the one it repeats.

        A sentence set in large letters for itself repeats the one in the text, wherever that stands.
        """
        found: dict[int, int] = {}
        known: dict[str, int] = {}
        bare = {passage.number: letters(self.text.text[passage.start : passage.end]) for passage in self.passages.read}
        alone = _alone(self.passages.read)
        for passage in self.passages.read:
            same = bare[passage.number]
            if len(same) < _REPEATED:
                continue
            if same in known:
                found[passage.number] = known[same]
            else:
                known[same] = passage.number
        for number in alone - found.keys():
            owner = next((other for other, whole in bare.items() if other not in alone and other != number
                          and len(bare[number]) >= _REPEATED and bare[number] in whole), None)  # fmt: skip
            if owner is not None:
                found[number] = owner
        return found


def _alone(read: Iterable[Passage]) -> set[int]:
    """Sentences that are a paragraph of their own and stand in quotation marks: what may be set in large letters."""
    by_paragraph: dict[int, list[Passage]] = {}
    for passage in read:
        by_paragraph.setdefault(passage.paragraph, []).append(passage)
    return {only.number for (only, *others) in by_paragraph.values() if not others and only.quoted_words}


def read_text(text: SourceText, source: Source) -> Reading:
    """Read a text by rule, in the language that its source tells, or that its words do."""
    code = source.language.partition("-")[0] or language_of(text.text)
    words = language(code)
    found = passages(text, words)
    names = find_names(found)
    return Reading(text=text, source=source, language=words, passages=found, names=names, attributions=attribute(found, names))


def propose_by_rule(reading: Reading) -> list[tuple[int, Proposal]]:
    """A proposal for each sentence that says something, with the sentence's number."""
    found: list[tuple[int, Proposal]] = []
    for attribution in reading.attributions:
        if attribution.passage.kind == "text" and not attribution.only_names:
            found.append((attribution.passage.number, _proposal(reading, attribution)))
    return found


def _proposal(reading: Reading, attribution: Attribution) -> Proposal:
    passage, words = attribution.passage, reading.language
    how = certainty(attribution, words)
    published = reading.source.published
    times = dates(passage, words, published_on(published.value if published else ""))
    counted = figures(passage, words, [(each.first, each.last) for each in times])
    speaking = attribution.first
    unsure = speaking.entity is not None and speaking.score < 0.4
    return Proposal(
        id="",
        at=(reading.text.place(passage.start, passage.end),),
        quotations=quotations(reading, passage),
        by=tuple(
            Candidate(speaker=each.entity.id if each.entity else _nobody(attribution), reasons=each.reasons)
            for each in attribution.speaking[:CANDIDATES]
        ),
        form=attribution.form,
        told_as=how.told_as,
        told_as_reasons=how.reasons,
        words=how.words,
        alternative_told_as=how.perhaps,
        figures=tuple(_counted(each.figure, attribution) for each in counted),
        when=tuple(dict.fromkeys(each.date for each in times)),
        actors=actors(passage, attribution.mentioned, words.code),
        negation=tuple(dict.fromkeys(token.text for token in passage.tokens if words.has("negation.words", token.low))),
        condition=condition(passage, words),
        flags=(Flag(code="speaker-guessed"),) if unsure else (),
    )


def _nobody(attribution: Attribution) -> str:
    return "unnamed" if attribution.form == "direct" else "author"


def _counted(figure: Figure, attribution: Attribution) -> Figure:
    """Who counted, where the text goes by somebody (``laut``, ``according to``)."""
    speaking = attribution.first
    by = any(reason.code in ("according", "thus") for reason in speaking.reasons)
    return replace(figure, counted_by=speaking.entity.id) if by and speaking.entity is not None else figure


def quotations(reading: Reading, passage: Passage) -> tuple[TextPlace, ...]:
    """Where the words in quotation marks stand, within the sentence."""
    spans = [(max(q.start, passage.start), min(q.end, passage.end)) for q in passage.quotations]
    return tuple(reading.text.place(start, end) for start, end in spans if end > start)


def condition(passage: Passage, words: Language) -> str:
    """The word that begins a condition."""
    lows = passage.lows
    for phrase in words.phrases["condition.words"]:
        for at in range(len(lows) - len(phrase) + 1):
            if lows[at : at + len(phrase)] == phrase:
                return " ".join(token.text for token in passage.tokens[at : at + len(phrase)])
    inverted = {phrase[0] for phrase in words.phrases["condition.inverted"]}
    for at, token in enumerate(passage.tokens):
        if token.low in inverted and (at == 0 or passage.tokens[at - 1].text in (",", ":", '"', "„", "“")):
            return token.text
    return ""


def actors(passage: Passage, mentioned: Iterable[Entity], code: str) -> tuple[str, ...]:
    """Countries by their codes, institutions and people by their names, in the order in which they come up."""
    found: dict[str, None] = {}
    for at in range(len(passage.tokens)):
        country = country_at(passage.tokens, at)
        if country is not None:
            found[country[0]] = None
    for entity in mentioned:
        known = (
            entity.kind == "person" or entity.id in known_institutions()[1] or (entity.kind == "institution" and entity.country)
        )
        if entity.named and known:
            found[name_in(entity, code)] = None
    return tuple(found)


def speaker(reading: Reading, id_: str) -> ProposedSpeaker | None:
    """Somebody who may be speaking, as an entry of the speakers' table, with what the office check has against it."""
    entity = reading.entities.get(id_)
    if entity is None:
        return None
    code = reading.language.code
    offices = (Office(name=Prose(((code, entity.office),))),) if entity.office else ()
    record = Speaker(
        id=entity.id,
        name=Prose(((code, name_in(entity, code)),)),
        role=entity.role,
        country=entity.country,
        named=entity.named,
        offices=offices,
    )
    at = reading.text.place(entity.start, entity.end) if entity.start >= 0 else None
    misfit, sources = _misfit(reading, entity)
    return ProposedSpeaker(speaker=record, at=at, office_words=entity.office, misfit=misfit, misfit_sources=sources)


def _misfit(reading: Reading, entity: Entity) -> tuple[str, tuple[str, ...]]:
    published = reading.source.published
    if entity.kind != "person" or not entity.office or published is None:
        return "", ()
    found = check_office(entity.name, entity.office, published.value, country=entity.country)
    if found is None:
        return "", ()
    code = reading.language.code
    terms = [f"{term.office.name.in_language(code)} {term.since}/{term.until or '..'}" for term in found.held]
    return "; ".join(terms) or found.person, found.sources


def notes(reading: Reading) -> tuple[Reason, ...]:
    """What was passed over: headings, the page's own lines, questions."""
    counts: dict[str, int] = {}
    for passage in reading.passages.all:
        if passage.kind != "text":
            counts[passage.kind] = counts.get(passage.kind, 0) + 1
    tails = sum(attribution.only_names for attribution in reading.attributions)
    if tails:
        counts["only-names"] = tails
    return tuple(Reason(code=f"passed-over-{kind}", words=str(number)) for kind, number in counts.items())
