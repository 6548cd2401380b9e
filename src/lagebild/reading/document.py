"""The shape of the situation file and of the claims file, as models: every key, and what may stand under it.

From these models the JSON Schema is exported (``lagebild.reading.schema``); reading checks files against the exported
schema (``lagebild.reading.shape``), so that the models are the one place where the shape is said and no command has to
load pydantic to read a file. What a shape cannot say (unknown names, cycles) is checked where the situation is put together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from lagebild.reading.document_record import ClaimBody, SourceBody, SpeakerBody
from lagebild.reading.document_words import (
    ABSENT,
    DateText,
    FormatVersion,
    GroundsText,
    IdText,
    Line,
    NewValue,
    Number,
    Prose,
    Shape,
    StatementText,
    WantReference,
    YesNo,
    YesNoOpen,
    YesNoUnknown,
)

# --- decision makers ------------------------------------------------------------------------------------------------


class OptionBody(Line):
    """Something the decision maker can take or leave."""

    name: Prose = ABSENT
    needs: StatementText = ABSENT


class OrderBody(Line):
    """Why a line stands above the next."""


class WantLine(Line):
    """A statement that the decision maker would rather see true than false."""

    id: IdText = ABSENT
    statement: StatementText
    above: GroundsText | OrderBody = ABSENT
    strong: YesNo = ABSENT


class AnyOrderLine(Shape):
    """Wants of which it is not known which comes first."""

    any_order: Annotated[list[StatementText | WantLine], Field(min_length=1)]
    above: GroundsText | OrderBody = ABSENT


RankedState = TypeAliasType("RankedState", Annotated[str | Annotated[int, Field(ge=0)], Field(description="A state.")])
RankedStates = TypeAliasType(
    "RankedStates",
    RankedState | Annotated[list[RankedState], Field(min_length=1)],
)


class TierLine(Line):
    """Equally preferred states."""

    tier: RankedStates
    strong: YesNo = ABSENT


Attitude = TypeAliasType("Attitude", Literal["positive", "neutral", "negative"])


class UnsureTierLine(Line):
    """States of which it is only known that they stand here, not how they compare."""

    unsure: Annotated[list[RankedState], Field(min_length=2)]


class UnsureLine(Line):
    """Something that matters, and it is not known which way."""

    statement: StatementText
    below: WantReference = ABSENT


class PrefersLine(Line):
    """States that are preferred to others."""

    prefers: RankedStates
    over: RankedStates


class EqualLine(Line):
    """States that are equally preferred."""

    equal: Annotated[list[RankedState], Field(min_length=2)]


class WeightBody(Line):
    """How much a name being true counts."""

    weight: Number


class DecisionMakerBody(Line):
    """Somebody who decides."""

    name: Prose = ABSENT
    options: dict[str, Prose | OptionBody | None] = ABSENT
    wants: list[StatementText | WantLine | AnyOrderLine] = ABSENT
    ranking: list[RankedStates | TierLine | UnsureTierLine] = ABSENT
    weights: dict[str, Number | WeightBody] = ABSENT
    comparisons: list[PrefersLine | EqualLine] = ABSENT
    unsure: list[StatementText | UnsureLine] = ABSENT
    moves: dict[str, list[str]] = ABSENT
    attitudes: dict[IdText, Attitude] = ABSENT


class JointOptionBody(Line):
    """Taken only while all of ``by`` agree."""

    name: Prose = ABSENT
    by: Annotated[list[IdText], Field(min_length=2)]
    needs: StatementText = ABSENT


# --- the frame ------------------------------------------------------------------------------------------------------


class RuleLine(Line):
    """A statement that every state must satisfy."""

    id: IdText = ABSENT
    statement: StatementText


class OneOfLine(Line):
    """At most one of them holds."""

    id: IdText = ABSENT
    one_of: Annotated[list[StatementText], Field(min_length=2, max_length=200)]


class ExactlyOneOfLine(Line):
    """Exactly one of them holds."""

    id: IdText = ABSENT
    exactly_one_of: Annotated[list[StatementText], Field(min_length=1, max_length=200)]


class IrreversibleLine(Line):
    """An option that stays once it is taken (or, with ``not``, once it is given up)."""

    option: StatementText


class MoveBody(Shape):
    """A single move that cannot be made."""

    by: IdText = ABSENT
    from_: StatementText = ABSENT
    to: StatementText = ABSENT


class ImpossibleMoveLine(Line):
    """A single move that cannot be made."""

    id: IdText = ABSENT
    by: IdText = ABSENT
    from_: StatementText = ABSENT
    to: StatementText = ABSENT


class CircumstanceBody(Line):
    """Something nobody here decides."""

    name: Prose = ABSENT
    value: YesNoOpen


class DefinitionBody(Line):
    """A word for a statement."""

    name: Prose = ABSENT
    statement: StatementText


class DefinitionsBySpeaker(BaseModel):
    """Several speakers define one term; every key but ``name`` is a speaker."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)
    __pydantic_extra__: dict[str, StatementText | DefinitionBody] = Field(init=False)
    name: Prose = ABSENT


class TodayBody(Line):
    """What is the case today."""

    value: YesNoUnknown


class StateBody(Line):
    """A state of the graph form."""

    name: Prose = ABSENT


# --- questions and what-ifs -----------------------------------------------------------------------------------------


class WhyQuestion(Shape):
    """Asks why ``by`` sees to it that the statement holds."""

    ask: Prose = ABSENT
    why: StatementText
    by: IdText


class NextQuestion(Shape):
    """Asks what can come next."""

    ask: Prose = ABSENT
    next: YesNo


class WhenQuestion(Shape):
    """Asks when the term (or statement) holds."""

    ask: Prose = ABSENT
    when: StatementText


class AgainstQuestion(Shape):
    """Asks what ``by`` can do against it."""

    ask: Prose = ABSENT
    by: IdText
    against: StatementText


class ForQuestion(Shape):
    """Asks what ``by`` can do for it."""

    ask: Prose = ABSENT
    by: IdText
    for_: StatementText


class MoveChange(Shape):
    """A want goes directly above or below another."""

    move: WantReference
    of: IdText
    above: WantReference = ABSENT
    below: WantReference = ABSENT


class DropChange(Shape):
    """A want (with ``of``), or the line with that address, is taken out."""

    drop: WantReference
    of: IdText = ABSENT


class AddedOption(Shape):
    """A further option."""

    id: IdText
    name: Prose = ABSENT
    needs: StatementText = ABSENT


class AddedRule(Shape):
    """A further rule."""

    rule: StatementText


class AddedImpossibleMove(Shape):
    """A further impossible move."""

    impossible_move: MoveBody


class AddedIrreversible(Shape):
    """A further irreversibility."""

    irreversible: StatementText


class AddedOptionChange(Shape):
    """A further option of a decision maker."""

    option: AddedOption


class AddChange(Shape):
    """Something is added: a want (a statement, with ``of``), a rule, an impossible move, an irreversibility or an option."""

    add: StatementText | AddedRule | AddedImpossibleMove | AddedIrreversible | AddedOptionChange
    of: IdText = ABSENT
    id: IdText = ABSENT
    above: WantReference = ABSENT
    below: WantReference = ABSENT


class SetChange(Shape):
    """A circumstance or a line of today gets another value, or an option other owners."""

    set: str
    value: NewValue = ABSENT
    by: IdText | Annotated[list[IdText], Field(min_length=1)] = ABSENT


class CombineChange(Shape):
    """All changes of other what-ifs together."""

    combine: Annotated[list[IdText], Field(min_length=1)]


class WhatIfBody(Line):
    """A named variant."""

    name: Prose = ABSENT
    changes: Annotated[list[MoveChange | DropChange | AddChange | SetChange | CombineChange], Field(min_length=1)]


# --- views ----------------------------------------------------------------------------------------------------------


class ViewBody(Line):
    """What one decision maker takes the situation to be, where that differs from the file."""

    unseen: Annotated[list[str], Field(min_length=1)] = ABSENT
    believes: Annotated[list[MoveChange | DropChange | AddChange | SetChange | CombineChange], Field(min_length=1)] = ABSENT
    unaware_of: Annotated[list[IdText], Field(min_length=1)] = ABSENT


# --- the whole file -------------------------------------------------------------------------------------------------


class SituationFile(Shape):
    """One situation: who decides, what each can do, what rules it out, what each wants most, and what all that rests on."""

    lagebild: FormatVersion
    title: Prose = ABSENT
    as_of: DateText = ABSENT
    language: str = ABSENT
    decision_makers: Annotated[dict[str, DecisionMakerBody], Field(min_length=1, max_length=100)]
    joint_options: dict[str, JointOptionBody] = ABSENT
    states: dict[str, Prose | StateBody | None] = ABSENT
    rules: list[StatementText | RuleLine | OneOfLine | ExactlyOneOfLine] = ABSENT
    irreversible: list[StatementText | IrreversibleLine] = ABSENT
    impossible_moves: list[ImpossibleMoveLine] = ABSENT
    circumstances: dict[str, YesNoOpen | CircumstanceBody] = ABSENT
    definitions: dict[str, StatementText | DefinitionBody | DefinitionsBySpeaker] = ABSENT
    today: str | dict[str, YesNoUnknown | TodayBody] = ABSENT
    questions: list[WhyQuestion | NextQuestion | WhenQuestion | AgainstQuestion | ForQuestion] = ABSENT
    what_if: dict[str, WhatIfBody] = ABSENT
    views: dict[str, ViewBody] = ABSENT
    claims: str | dict[str, ClaimBody] = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
