"""The shape of the record: sources, speakers and claims, in the file itself or in a claims file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from lagebild.evidence.records import BASES, COMPARISONS, FORMS, KINDS, LIKELIHOODS, RELIABILITIES, ROLES, TOLD_AS
from lagebild.evidence.vocabulary import Vocabulary, vocabulary
from lagebild.reading.document_words import (
    ABSENT,
    AnyText,
    DateText,
    IdText,
    Number,
    Prose,
    Says,
    Shape,
    Texts,
    YesNo,
)


def _described(name: str, *, listed: bool = True) -> Any:
    """What the words of a vocabulary mean, for whoever hovers over the key, and word by word for whoever completes it.

    ``enumDescriptions`` is no keyword of the standard; editors read it, and others pass it over.
    """
    words = vocabulary(name)
    lines = [f"- {term.word}: {_meaning(words, term.word)}" for term in words.terms]
    extra: dict[str, Any] = {"enumDescriptions": [_meaning(words, word) for word in words.words]} if listed else {}
    return Field(
        description="\n".join([f"{words.title}. {words.about} {words.hint}".strip(), *lines]), json_schema_extra=extra or None
    )


def _meaning(words: Vocabulary, word: str) -> str:
    term = words.term(word)
    assert term is not None
    means = str(term.means)
    if term.percent is not None:
        means = f"{means.rstrip('.')}: {term.percent[0]} to {term.percent[1]} percent."
    return means if str(term.name) == word else f"{term.name}. {means}"


ToldAs = TypeAliasType("ToldAs", Annotated[Literal[TOLD_AS], _described("told-as")])  # type: ignore[valid-type]
Form = TypeAliasType("Form", Annotated[Literal[FORMS], _described("forms")])  # type: ignore[valid-type]
SourceKind = TypeAliasType("SourceKind", Annotated[Literal[KINDS], _described("kinds")])  # type: ignore[valid-type]
Likelihood = TypeAliasType("Likelihood", Annotated[Literal[LIKELIHOODS], _described("likelihoods")])  # type: ignore[valid-type]
Reliability = TypeAliasType(
    "Reliability",
    Annotated[Literal[RELIABILITIES], _described("reliabilities")],  # type: ignore[valid-type]
)
Comparison = TypeAliasType("Comparison", Annotated[Literal[COMPARISONS], _described("comparisons")])  # type: ignore[valid-type]
Basis = TypeAliasType("Basis", Annotated[Literal[BASES], _described("bases")])  # type: ignore[valid-type]
KnownRole = TypeAliasType("KnownRole", Annotated[Literal[ROLES], _described("roles")])  # type: ignore[valid-type]
CredibilityValue = TypeAliasType(
    "CredibilityValue", Annotated[int, Field(ge=1, le=6), _described("credibilities", listed=False)]
)


class PublishedBody(Shape):
    """When a source appeared, and how that is known."""

    value: DateText
    basis: Basis = ABSENT
    note: Prose = ABSENT


class SourceBody(Shape):
    """A text that claims are taken from."""

    title: Prose = ABSENT
    url: str = ABSENT
    publisher: AnyText = ABSENT
    author: Texts = ABSENT
    kind: SourceKind = ABSENT
    language: str = ABSENT
    published: DateText | PublishedBody = ABSENT
    retrieved: DateText = ABSENT
    text_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ABSENT
    reliability: Reliability = ABSENT
    standards: Texts = ABSENT
    interest: Prose = ABSENT
    note: Prose = ABSENT


class OfficeBody(Shape):
    """An office somebody held."""

    name: Prose
    since: DateText = ABSENT
    until: DateText = ABSENT


class CorrectionBody(Shape):
    """What is wrong in the source, what is right, and the evidence for it."""

    source_says: Prose
    right: Prose
    evidence: Prose = ABSENT


class SpeakerBody(Shape):
    """A person or institution that says something."""

    name: Prose = ABSENT
    role: KnownRole | str = ABSENT
    country: str = ABSENT
    named: YesNo = ABSENT
    office: Prose | OfficeBody = ABSENT
    offices: list[OfficeBody] = ABSENT
    correction: CorrectionBody = ABSENT
    note: Prose = ABSENT


class TextPlaceBody(Shape):
    """A span of the source: paragraph from 1, start and end in characters, fingerprint of the span."""

    paragraph: Annotated[int, Field(ge=1)] = ABSENT
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ABSENT


class FigureBody(Shape):
    """A number with its unit and how it is meant; who counted, and when."""

    value: Number
    unit: Prose = ABSENT
    compare: Comparison = ABSENT
    counted_by: AnyText = ABSENT
    when: DateText = ABSENT


class CredibilityBody(Shape):
    """How we judge a claim, by whom and why."""

    value: CredibilityValue
    by: AnyText = ABSENT
    why: Prose = ABSENT


class WhenBody(Shape):
    """The time or times a claim speaks of, and what they are counted from."""

    value: DateText | list[DateText]
    counted_from: Prose


class AlternativesBody(Shape):
    """A second reading that a careful reader would accept."""

    told_as: ToldAs | list[ToldAs] = ABSENT
    by: Texts = ABSENT


def _related(word: str) -> Any:
    """A key that may be left out, and what it means."""
    return Field(default=ABSENT, description=_meaning(vocabulary("relations"), word))


class RelationBody(Shape):
    """How the claim relates to another claim."""

    repeats: IdText = _related("repeats")
    supports: IdText = _related("supports")
    contradicts: IdText = _related("contradicts")
    denies: IdText = _related("denies")
    updates: IdText = _related("updates")
    corrects: IdText = _related("corrects")
    uses: IdText = _related("uses")


class EnteredBody(Shape):
    """By whom or what a claim was entered, when, and who accepted it."""

    by: AnyText = ABSENT
    when: DateText = ABSENT
    accepted_by: AnyText = ABSENT


class ClaimBody(Shape):
    """One proposition: who says it, where, and how the text puts it."""

    says: Says
    by: IdText = ABSENT
    via: Texts = ABSENT
    form: Form = ABSENT
    told_as: ToldAs = ABSENT
    confirmed_by: AnyText = ABSENT
    if_: Prose = ABSENT
    likelihood: Likelihood = ABSENT
    credibility: CredibilityValue | CredibilityBody = ABSENT
    origin: AnyText = ABSENT
    in_: IdText = ABSENT
    at: TextPlaceBody | Annotated[list[TextPlaceBody], Field(min_length=1)] = ABSENT
    figures: list[FigureBody] = ABSENT
    when: DateText | list[DateText] | WhenBody = ABSENT
    words: AnyText = ABSENT
    alternatives: AlternativesBody = ABSENT
    correction: CorrectionBody = ABSENT
    relates: list[RelationBody] = ABSENT
    entered: EnteredBody = ABSENT
