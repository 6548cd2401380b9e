"""The vocabulary of the file's shape: what kinds of text and value stand under its keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

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


# Not Literal[1]: that would take `true` for 1.
FormatVersion = TypeAliasType(
    "FormatVersion", Annotated[int, Field(ge=1, le=1, description="The version of the file format: 1.")]
)
