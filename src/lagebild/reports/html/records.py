"""Claims, sources and speakers ready to be shown: who said it, in which office, how the text puts it, where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from lagebild.evidence.record_notes import record_notes
from lagebild.evidence.records import TOLD_AS, Claim, Figure, Office, Prose, Source, Speaker
from lagebild.reports.html.lines import Lines, LineView, Mention, anchor
from lagebild.reports.legend import Legend, legend_of
from lagebild.reports.record_words import Listed, RecordWords


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """What the source says, what is right, and how that is known."""

    source_says: str
    right: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker with role and offices."""

    id: str
    anchor: str
    name: str
    role: str
    offices: tuple[str, ...]
    correction: CorrectionView | None
    note: str
    claims: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source: the parts of its reference in order, and what is known of it."""

    id: str
    anchor: str
    title: str
    url: str
    reference: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    note: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with everything the page tells of it."""

    mention: Mention
    speaker: SpeakerView | None
    who: str
    told: str
    source: SourceView | None
    place: str
    facts: tuple[tuple[str, str], ...]
    """Name and text: condition, figures, hedge, other readings, and so on; only what there is."""
    correction: CorrectionView | None
    relates: tuple[tuple[str, Mention], ...]
    carries: tuple[LineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All of them, in the order of the file."""

    claims: tuple[ClaimView, ...]
    speakers: tuple[SpeakerView, ...]
    sources: tuple[SourceView, ...]
    told: tuple[tuple[str, int], ...]
    """How often each told-as occurs, firmest first; zero counts are left out."""
    odd: tuple[Listed, ...]
    """What is odd in sources, speakers and claims: a sentence, and what is listed below it."""
    legend: tuple[Legend, ...]
    """What the words used here mean."""


def records(lines: Lines) -> Records:
    """The records of a situation."""
    return _Records(lines).all()


class _Records:
    def __init__(self, lines: Lines) -> None:
        self.lines, self.words, self.situation = lines, lines.words, lines.situation
        self.said_by = Counter(claim.by for claim in self.situation.claims)
        self.said_in = Counter(claim.source for claim in self.situation.claims)
        self.speakers = {speaker.id: self._speaker(speaker) for speaker in self.situation.speakers}
        self.sources = {source.id: self._source(source) for source in self.situation.sources}

    def all(self) -> Records:
        told = Counter(claim.told_as for claim in self.situation.claims)
        return Records(
            claims=tuple(self._claim(claim) for claim in self.situation.claims),
            speakers=tuple(self.speakers.values()),
            sources=tuple(self.sources.values()),
            told=tuple((word, told[word]) for word in TOLD_AS if told[word]),
            odd=tuple(RecordWords(self.situation, record_notes(self.situation), self.words).parts()),
            legend=legend_of(self.situation, self.words),
        )

    def text(self, prose: Prose) -> str:
        return prose.in_language(self.words.language)

    # --- speakers and sources --------------------------------------------------------------------------------------

    def _speaker(self, speaker: Speaker) -> SpeakerView:
        correction = speaker.correction
        return SpeakerView(
            id=speaker.id,
            anchor=anchor("speaker", speaker.id),
            name=self.lines.speaker_name(speaker.id),
            role=self.lines.role_name(speaker.role),
            offices=tuple(self._office(office) for office in speaker.offices),
            correction=None if correction is None else CorrectionView(
                source_says=self.text(correction.source_says),
                right=self.text(correction.right),
                evidence=self.text(correction.evidence),
            ),
            note=self.text(speaker.note),
            claims=self.said_by[speaker.id],
            named=speaker.named,
        )  # fmt: skip

    def _office(self, office: Office) -> str:
        name = self.text(office.name)
        if office.since and office.until:
            return self.words("report.office.from-to", name=name, since=office.since, until=office.until)
        if office.since:
            return self.words("report.office.since", name=name, since=office.since)
        if office.until:
            return self.words("report.office.until", name=name, until=office.until)
        return name

    def _source(self, source: Source) -> SourceView:
        words, published = self.words, source.published
        facts: list[tuple[str, str]] = []
        if published is not None and published.basis != "stated":
            facts.append((words("report.source.basis"), words(f"report.basis.{published.basis}")))
        if published is not None and published.note:
            facts.append((words("report.source.date-note"), self.text(published.note)))
        judged = source.reliability or words("report.source.not-judged")
        facts.append((words("report.source.reliability"), judged))
        for key, value in (
            ("standards", ", ".join(source.standards)), ("interest", self.text(source.interest)),
            ("retrieved", source.retrieved), ("fingerprint", source.text_sha256[:16]),
        ):  # fmt: skip
            if value:
                facts.append((words(f"report.source.{key}"), value))
        kind = words(f"report.source-kind.{source.kind}") if source.kind else ""
        language = words(f"report.language.{source.language}") if source.language in ("en", "de") else source.language
        reference = (", ".join(source.author), source.publisher, published.value if published else "", kind, language)
        return SourceView(
            id=source.id,
            anchor=anchor("source", source.id),
            title=self.text(source.title) or source.id,
            url=source.url if urlsplit(source.url).scheme in ("http", "https") else "",
            reference=tuple(part for part in reference if part),
            facts=tuple(facts),
            note=self.text(source.note),
            claims=self.said_in[source.id],
        )

    # --- claims ----------------------------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> ClaimView:
        speaker = self.speakers.get(claim.by)
        mentions = self.lines.mentions
        correction = claim.correction
        return ClaimView(
            mention=mentions[claim.id],
            speaker=speaker,
            who=self.lines.who_says(claim),
            told=self.words(f"explain.told-as.{claim.told_as}"),
            source=self.sources.get(claim.source),
            place=self._place(claim),
            facts=tuple(self._facts(claim)),
            correction=None if correction is None else CorrectionView(
                source_says=self.text(correction.source_says),
                right=self.text(correction.right),
                evidence=self.text(correction.evidence),
            ),
            relates=tuple(
                (self.words(f"report.relation.{relation.kind}"), mentions[relation.claim])
                for relation in claim.relates
                if relation.claim in mentions
            ),
            carries=self.lines.carried.get(claim.id, ()),
        )  # fmt: skip

    def _place(self, claim: Claim) -> str:
        found: list[str] = []
        for at in claim.at:
            if at.paragraph is None:
                found.append(self.words("report.place.span", start=at.start, end=at.end))
            else:
                found.append(self.words("report.place.paragraph", paragraph=at.paragraph, start=at.start, end=at.end))
        return "; ".join(found)

    def _facts(self, claim: Claim) -> list[tuple[str, str]]:
        words = self.words
        found: list[tuple[str, str]] = []

        def note(key: str, value: str) -> None:
            if value:
                found.append((words(f"report.fact.{key}"), value))

        note("condition", self.text(claim.condition))
        note("confirmed-by", self.lines.speaker_name(claim.confirmed_by) if claim.confirmed_by else "")
        note("via", ", ".join(self.lines.speaker_name(via) for via in claim.via))
        note("form", words(f"report.form.{claim.form}") if claim.form else "")
        note("words", words("words.quoted", text=claim.words) if claim.words else "")
        note("likelihood", words(f"report.likelihood.{claim.likelihood.replace(' ', '-')}") if claim.likelihood else "")
        note("figures", "; ".join(self._figure(figure) for figure in claim.figures))
        note("when", ", ".join(claim.when))
        others = [words(f"explain.told-as.{told_as}") for told_as in claim.alternative_told_as]
        others += [self.lines.speaker_name(by) for by in claim.alternative_by]
        note("alternatives", ", ".join(others))
        if claim.credibility is not None:
            judged = claim.credibility
            who = [self.lines.speaker_name(judged.by)] if judged.by else []
            note("credibility", " – ".join([str(judged.value), *who, *filter(None, [self.text(judged.why)])]))
        return found

    def _figure(self, figure: Figure) -> str:
        compare = "" if figure.compare == "=" else f"{figure.compare} "
        if figure.compare == "several":
            compare = f"{self.words('report.figure.several')} "
        value = f"{figure.value:,f}" if self.words.language == "en" else _german(f"{figure.value:,f}")
        said = f"{compare}{value} {self.text(figure.unit)}".strip()
        counted = self.lines.speaker_name(figure.counted_by) if figure.counted_by else ""
        beside = [self.words("report.figure.counted-by", who=counted)] if counted else []
        if figure.when:
            beside.append(figure.when)
        return f"{said} ({', '.join(beside)})" if beside else said


def _german(number: str) -> str:
    return number.replace(",", "\0").replace(".", ",").replace("\0", ".")
