"""The shape of the record: sources, speakers and claims, in the file itself or in a claims file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from lagebild.evidence.records import COMPARISONS, FORMS, KINDS, LIKELIHOODS, RELIABILITIES, TOLD_AS
from lagebild.reading.document_words import (
    ABSENT,
    AnyText,
    DateText,
    FormatVersion,
    IdText,
    Number,
    Prose,
    Says,
    Shape,
    Texts,
    YesNo,
)


class PublishedBody(Shape):
    """When a source appeared, and how that is known."""

    value: DateText
    basis: Literal["stated", "metadata", "inferred"] = ABSENT
    note: Prose = ABSENT


class SourceBody(Shape):
    """A text that claims are taken from."""

    title: Prose = ABSENT
    url: str = ABSENT
    publisher: AnyText = ABSENT
    author: Texts = ABSENT
    kind: Literal[KINDS] = ABSENT  # type: ignore[valid-type]
    language: str = ABSENT
    published: DateText | PublishedBody = ABSENT
    retrieved: DateText = ABSENT
    text_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ABSENT
    reliability: Literal[RELIABILITIES] = ABSENT  # type: ignore[valid-type]
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
    role: str = ABSENT
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
    compare: Literal[COMPARISONS] = ABSENT  # type: ignore[valid-type]
    counted_by: AnyText = ABSENT
    when: DateText = ABSENT


CredibilityValue = TypeAliasType(
    "CredibilityValue", Annotated[int, Field(ge=1, le=6, description="1: confirmed elsewhere ... 6: cannot be judged.")]
)
ToldAs = TypeAliasType("ToldAs", Literal[TOLD_AS])  # type: ignore[valid-type]


class CredibilityBody(Shape):
    """How we judge a claim, by whom and why."""

    value: CredibilityValue
    by: AnyText = ABSENT
    why: Prose = ABSENT


class AlternativesBody(Shape):
    """A second reading that a careful reader would accept."""

    told_as: ToldAs | list[ToldAs] = ABSENT
    by: Texts = ABSENT


class RelationBody(Shape):
    """How the claim relates to another claim."""

    repeats: IdText = ABSENT
    supports: IdText = ABSENT
    contradicts: IdText = ABSENT
    denies: IdText = ABSENT
    updates: IdText = ABSENT
    corrects: IdText = ABSENT
    uses: IdText = ABSENT


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
    form: Literal[FORMS] = ABSENT  # type: ignore[valid-type]
    told_as: ToldAs = ABSENT
    confirmed_by: AnyText = ABSENT
    if_: Prose = ABSENT
    likelihood: Literal[LIKELIHOODS] = ABSENT  # type: ignore[valid-type]
    credibility: CredibilityValue | CredibilityBody = ABSENT
    origin: AnyText = ABSENT
    in_: IdText = ABSENT
    at: TextPlaceBody | Annotated[list[TextPlaceBody], Field(min_length=1)] = ABSENT
    figures: list[FigureBody] = ABSENT
    when: DateText | list[DateText] = ABSENT
    words: AnyText = ABSENT
    alternatives: AlternativesBody = ABSENT
    correction: CorrectionBody = ABSENT
    relates: list[RelationBody] = ABSENT
    entered: EnteredBody = ABSENT


class ClaimsFile(Shape):
    """A file of claims."""

    lagebild: FormatVersion = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
    claims: dict[str, ClaimBody] = ABSENT
