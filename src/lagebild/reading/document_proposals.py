"""The shape of the claims file: its record, and beside it the proposals that nobody has decided yet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from lagebild.evidence.proposals import DECISIONS
from lagebild.reading.document_record import (
    ClaimBody,
    FigureBody,
    Form,
    SourceBody,
    SpeakerBody,
    TextPlaceBody,
    ToldAs,
)
from lagebild.reading.document_words import ABSENT, AnyText, DateText, FormatVersion, IdText, Prose, Says, Shape, Texts

Reasons = TypeAliasType(
    "Reasons", Annotated[dict[str, AnyText], Field(description="The names of rules, each with the words that it went by.")]
)
TextPlaces = TypeAliasType("TextPlaces", TextPlaceBody | Annotated[list[TextPlaceBody], Field(min_length=1)])
DecisionValue = TypeAliasType("DecisionValue", Literal[DECISIONS])  # type: ignore[valid-type]


class CandidateBody(Shape):
    """Somebody who is likely to say it, and why."""

    speaker: IdText
    reasons: Reasons = ABSENT


class ProposedDateBody(Shape):
    """A time, the text's words for it, and the day they are counted from."""

    value: DateText
    words: AnyText = ABSENT
    counted_from: DateText = ABSENT


class DecisionBody(Shape):
    """What somebody decided of a proposal that is no claim."""

    value: DecisionValue
    by: AnyText = ABSENT
    when: DateText = ABSENT
    why: Prose = ABSENT


class ProposalBody(Shape):
    """One passage of the text, laid out for somebody to decide."""

    at: TextPlaces
    quotation: TextPlaces = ABSENT
    says: Says = ABSENT
    by: list[CandidateBody] = ABSENT
    form: Form = ABSENT
    told_as: ToldAs = ABSENT
    reasons: Reasons = ABSENT
    words: AnyText = ABSENT
    perhaps: ToldAs | list[ToldAs] = ABSENT
    figures: list[FigureBody] = ABSENT
    when: list[ProposedDateBody] = ABSENT
    actors: Texts = ABSENT
    negation: Texts = ABSENT
    condition: AnyText = ABSENT
    repeats: IdText = ABSENT
    flags: Reasons = ABSENT
    decision: DecisionBody = ABSENT


class ProposedSpeakerBody(SpeakerBody):
    """Somebody whom the text names, and what the office check found."""

    at: TextPlaceBody = ABSENT
    called: AnyText = ABSENT
    misfit: AnyText = ABSENT
    misfit_sources: Texts = ABSENT


class ProposalsBody(Shape):
    """Everything that was read in one source; the key is the source's id."""

    made_by: AnyText
    gate: AnyText = ABSENT
    made: DateText = ABSENT
    notes: Reasons = ABSENT
    stopped: dict[str, Annotated[int, Field(ge=1)]] = ABSENT
    speakers: dict[str, ProposedSpeakerBody] = ABSENT
    claims: dict[str, ProposalBody] = ABSENT


class ClaimsFile(Shape):
    """A file of claims."""

    lagebild: FormatVersion = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
    claims: dict[str, ClaimBody] = ABSENT
    proposals: dict[str, ProposalsBody] = ABSENT
