"""The texts that were given with the file, in sentences: each sentence knows its claims, each claim its sentences.

A text stands on the page only because whoever asked for the page gave it; nothing of it is in the situation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.errors import Fault, InputError
from lagebild.evidence.places import CheckedClaim, CheckedPlaces, CheckedText, SourceText, check_places
from lagebild.evidence.sentences import Paragraph, lit_paragraphs
from lagebild.reports.html.lines import Lines, Mention
from lagebild.situation import Situation

COMPARED = ("verified", "moved")
"""Verdicts of places whose passage was found, by its fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence: its text, where it stands on the page, the claims that it lights up."""

    anchor: str
    text: str
    claims: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """A paragraph, numbered as places count it."""

    number: int
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One text: its title, whether it is the one the places were taken from, its paragraphs."""

    anchor: str
    title: str
    language: str
    differs: bool
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands in the texts given: the anchors of its sentences, and what became of its places.

    ``verdict`` is one of ``VERDICTS``; ``without`` where the claim names no place.
    """

    anchors: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """All texts given, and where the claims stand in them."""

    texts: tuple[ArticleView, ...] = ()
    standing: tuple[tuple[str, Standing], ...] = ()
    """Per claim, in the order of the claims file."""

    def count(self, *verdicts: str) -> int:
        """How many claims have one of these verdicts."""
        return sum(standing.verdict in verdicts for _, standing in self.standing)

    @property
    def compared(self) -> int:
        """How many claims have a passage that was found by its fingerprint."""
        return self.count(*COMPARED)


def articles(lines: Lines, texts: Sequence[SourceText]) -> Articles:
    """The texts ready to be shown. Raises: InputError where a text may be that of several sources."""
    if not texts:
        return Articles()
    situation = lines.situation
    by_source = sources_of(situation, texts)
    checked = check_places(situation, by_source)
    views: list[ArticleView] = []
    anchors: dict[str, list[str]] = {}
    for number, (source, text) in enumerate(by_source.items(), start=1):
        about = next(found for found in checked.texts if found.source == source)
        view = _article(lines, number, about, text, checked.claims)
        views.append(view)
        for paragraph in view.paragraphs:
            for sentence in paragraph.sentences:
                for claim in sentence.claims:
                    anchors.setdefault(claim.id, []).append(sentence.anchor)
    return Articles(texts=tuple(views), standing=tuple(_standings(situation, checked, anchors)))


def _standings(
    situation: Situation, checked: CheckedPlaces, anchors: Mapping[str, Sequence[str]]
) -> Iterable[tuple[str, Standing]]:
    verdicts = {found.claim.id: found.verdict for found in checked.claims}
    for claim in situation.claims:
        found = tuple(anchors.get(claim.id, ()))
        yield claim.id, Standing(anchors=found, verdict=verdicts.get(claim.id, "without"))


def _article(lines: Lines, number: int, about: CheckedText, text: SourceText, claims: Iterable[CheckedClaim]) -> ArticleView:
    source = next((source for source in lines.situation.sources if source.id == about.source), None)
    title = "" if source is None else source.title.in_language(lines.words.language)
    paragraphs = lit_paragraphs(text, about.source, claims)
    return ArticleView(
        anchor=f"text-{number}",
        title=title or about.source or lines.words("report.text.untitled"),
        language="" if source is None else source.language,
        differs=about.differs,
        paragraphs=tuple(_paragraph(lines, number, text, paragraph) for paragraph in paragraphs),
    )


def _paragraph(lines: Lines, article: int, text: SourceText, paragraph: Paragraph) -> ParagraphView:
    return ParagraphView(
        number=paragraph.number,
        sentences=tuple(
            SentenceView(
                anchor=f"text-{article}-{paragraph.number}-{number}",
                text=text.text[sentence.start : sentence.end],
                claims=tuple(lines.mentions[claim] for claim in sentence.claims),
            )
            for number, sentence in enumerate(paragraph.sentences, start=1)
        ),
    )


def sources_of(situation: Situation, texts: Sequence[SourceText]) -> dict[str, SourceText]:
    """Whose text each is: by its fingerprint, else the only source left, else the one whose places hold in it.

    A situation without sources has one text without a name. Raises: InputError where that does not decide.
    """
    found: dict[str, SourceText] = {}
    free = {source.id: source.text_sha256 for source in situation.sources} or {"": ""}
    # What has a fingerprint is placed first, so that the rest has fewer sources to choose from.
    for text in sorted(texts, key=lambda text: text.sha256 not in free.values()):
        told = [source for source, sha256 in free.items() if sha256 and sha256 == text.sha256]
        source = told[0] if told else _likeliest(situation, text, tuple(free))
        found[source] = text
        del free[source]
    return found


def _likeliest(situation: Situation, text: SourceText, free: Sequence[str]) -> str:
    if len(free) == 1:
        return free[0]
    holding = {
        source: sum(found.verdict in COMPARED for found in check_places(situation, {source: text}).claims) for source in free
    }
    most = max(holding.values(), default=0)
    best = [source for source, count in holding.items() if count == most]
    if not most or len(best) != 1:
        named = f" ({', '.join(best)})" if len(best) > 1 else ""
        raise InputError(
            Fault(
                message=f"it cannot be told which source a text given is that of{named}",
                hint="Give the source its text-sha256; `lagebild places FILE --text ARTICLE --source ID` prints it.",
            )
        )
    return best[0]
