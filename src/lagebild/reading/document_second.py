"""The shape of a second person's file: which lines of a situation she disagrees with, why, and what she would say instead."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from lagebild.reading.document import AddChange, CombineChange, DropChange, MoveChange, SetChange
from lagebild.reading.document_record import ClaimBody, SourceBody, SpeakerBody
from lagebild.reading.document_words import (
    ABSENT,
    AnyText,
    DateText,
    FormatVersion,
    GroundsText,
    NewValue,
    Prose,
    Shape,
    StatementText,
)

InsteadWord = TypeAliasType(
    "InsteadWord",
    Annotated[
        Literal["nothing", "not", "opposite", "nichts", "nicht", "Gegenteil"],
        Field(description="nothing: the line is taken as not said. opposite: its contrary."),
    ],
)


class InsteadStatement(Shape):
    """Another statement in the same place: for a want, a rule or a definition."""

    statement: StatementText


class InsteadValue(Shape):
    """Another value: for a circumstance or a line of today."""

    value: NewValue


class DisagreementBody(Shape):
    """One line that the second person disagrees with."""

    line: AnyText = ABSENT
    because: Prose
    claims: GroundsText = ABSENT
    instead: (
        InsteadWord
        | InsteadStatement
        | InsteadValue
        | Annotated[list[MoveChange | DropChange | AddChange | SetChange | CombineChange], Field(min_length=1)]
    ) = ABSENT


class SecondFile(Shape):
    """What a second person would say differently about a situation."""

    lagebild: FormatVersion
    about: str = ABSENT
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ABSENT
    by: AnyText
    when: DateText = ABSENT
    language: str = ABSENT
    disagreements: Annotated[list[DisagreementBody], Field(min_length=1, max_length=100)]
    claims: str | dict[str, ClaimBody] = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
