"""The shape of the situation file and of the claims file, as models: every key, and what may stand under it.

From these models the JSON Schema is exported (``lagebild.reading.schema``); reading checks files against the exported
schema (``lagebild.reading.shape``), so that the models are the one place where the shape is said and no command has to
load pydantic to read a file. What a shape cannot say (unknown names, cycles) is checked where the situation is put together.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from lagebild.evidence.records import COMPARISONS, FORMS, KINDS, LIKELIHOODS, RELIABILITIES, TOLD_AS

ABSENT: Any = None
"""The default of every key that may be left out; an empty key (``name:``) is a fault all the same."""


def written_key(field: str) -> str:
    """The key in the file for a field of a model: ``as_of`` is ``as-of``, ``from_`` is ``from``."""
    return field.rstrip("_").replace("_", "-")


class Shape(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=written_key, defer_build=True)


LanguageCode = Annotated[str, Field(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Prose = TypeAliasType(
    "Prose",
    Annotated[str | int | float | Annotated[dict[LanguageCode, str], Field(min_length=1)],
              Field(description="One text, or one per language: {en: ..., de: ...}.")],
)  # fmt: skip
Says = TypeAliasType(
    "Says",
    Annotated[Annotated[str, Field(max_length=300)]
              | Annotated[dict[LanguageCode, Annotated[str, Field(max_length=300)]], Field(min_length=1)],
              Field(description="One proposition in our own words, at most 300 characters.")],
)  # fmt: skip
StatementText = TypeAliasType(
    "StatementText",
    Annotated[str | bool, Field(description="Names joined by not, and, or, if, only if, iff and parentheses.")],
)
GroundsText = TypeAliasType(
    "GroundsText",
    Annotated[str, Field(description="Ids of claims joined by and, or, at least 2 of (a, b, c).")],
)
IdText = TypeAliasType("IdText", Annotated[str, Field(description="An id: small letters, digits and hyphens; a letter first.")])
DateText = TypeAliasType("DateText", Annotated[str | int, Field(description="A date: 2025-03-01, 2025-03 or 2025.")])
AnyText = TypeAliasType("AnyText", Annotated[str | int | float, Field(description="A text.")])
Texts = TypeAliasType("Texts", Annotated[str | list[str], Field(description="A text, or a list of texts.")])
Number = TypeAliasType("Number", Annotated[int | float, Field(description="A number; decimals count exactly as written.")])
WantReference = TypeAliasType(
    "WantReference",
    Annotated[str | Annotated[int, Field(ge=1)], Field(description="The id of a want, or its position from 1.")],
)
# Not Literal[True, False, ...]: that would take 0 and 1.
YesNo = TypeAliasType("YesNo", bool | Literal["yes", "no", "ja", "nein"])
YesNoUnknown = TypeAliasType("YesNoUnknown", bool | Literal["yes", "no", "unknown", "ja", "nein", "unbekannt"])
YesNoOpen = TypeAliasType("YesNoOpen", bool | Literal["yes", "no", "open", "ja", "nein", "offen"])
NewValue = TypeAliasType("NewValue", YesNoOpen | YesNoUnknown)


class Line(Shape):
    """Anything that claims can support."""

    because: GroundsText = ABSENT
    against: GroundsText = ABSENT


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


class WeightBody(Line):
    """How much a name being true counts."""

    weight: Number


class DecisionMakerBody(Line):
    """Somebody who decides."""

    name: Prose = ABSENT
    options: dict[str, Prose | OptionBody | None] = ABSENT
    wants: list[StatementText | WantLine | AnyOrderLine] = ABSENT
    ranking: list[RankedStates | TierLine] = ABSENT
    weights: dict[str, Number | WeightBody] = ABSENT
    moves: dict[str, list[str]] = ABSENT


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
    next: bool


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


# --- evidence -------------------------------------------------------------------------------------------------------


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


# Not Literal[1]: that would take `true` for 1.
FormatVersion = TypeAliasType(
    "FormatVersion", Annotated[int, Field(ge=1, le=1, description="The version of the file format: 1.")]
)


class ClaimsFile(Shape):
    """A file of claims."""

    lagebild: FormatVersion = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
    claims: dict[str, ClaimBody] = ABSENT


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
    claims: str | dict[str, ClaimBody] = ABSENT
    sources: dict[str, SourceBody] = ABSENT
    speakers: dict[str, SpeakerBody] = ABSENT
