"""Sources, speakers and claims as the file writes them: a field under its key, and nothing where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, Final

from lagebild.evidence.records import Claim, Prose, Source, Speaker, TextPlace
from lagebild.reading.block_yaml import Value

_KEYS: Final = {"condition": "if", "source": "in"}
"""Fields whose key is another word."""

_NOT_KEYS: Final = frozenset({"id", "place", "alternative_told_as", "alternative_by", "relates", "counted_from"})
_ALWAYS_LISTS: Final = frozenset({"offices", "figures"})


def prose_value(prose: Prose, language: str) -> Value:
    """One text where the prose has no other language than the file, else one for each."""
    texts = dict(prose.texts)
    return texts[language] if list(texts) == [language] else dict(texts)


def record_entries(records: Iterable[Source | Speaker | Claim], language: str) -> dict[str, Value]:
    """Each record under its id."""
    return {
        record.id: _claim(record, language) if isinstance(record, Claim) else _fields(record, language) for record in records
    }


def place_value(place: TextPlace) -> Value:
    """A place, as it stands under ``at``."""
    return _fields(place, "")


def _claim(claim: Claim, language: str) -> Value:
    entry = _fields(claim, language)
    entry.setdefault("told-as", claim.told_as)
    other = {"told-as": claim.alternative_told_as, "by": claim.alternative_by}
    alternatives = {key: _one_or_list(values) for key, values in other.items() if values}
    if alternatives:
        entry["alternatives"] = alternatives
    if claim.counted_from:
        when: dict[str, Value] = {"value": entry["when"]} if "when" in entry else {}
        entry["when"] = {**when, "counted-from": prose_value(claim.counted_from, language)}
    if claim.relates:
        entry["relates"] = [{relation.kind: relation.claim} for relation in claim.relates]
    return entry


def _fields(record: Any, language: str) -> dict[str, Value]:
    """Every field that says more than its default, under its key."""
    found: dict[str, Value] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _NOT_KEYS or (field.default is not MISSING and value == field.default):
            continue
        key = _KEYS.get(field.name, field.name.replace("_", "-"))
        found[key] = _value(field.name, value, language)
    return found


def _value(name: str, value: Any, language: str) -> Value:
    match value:
        case Prose():
            return prose_value(value, language)
        case str() | bool() | int() | Decimal():
            return value
        case tuple():
            items = [_value(name, item, language) for item in value]
            return items if name in _ALWAYS_LISTS else _one_or_list(items)
        case _:
            return _fields(value, language)


def _one_or_list(items: Iterable[Value]) -> Value:
    listed = list(items)
    return listed[0] if len(listed) == 1 else listed
