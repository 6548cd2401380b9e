"""The tables of keys and the examples in the reference of the situation file, from the schema, ``keys.toml`` and the files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import yaml

from lagebild.reading.schema import json_schema
from tests.docs.pages import ROOT

REFERENCE: Final = ROOT / "docs" / "reference"
EXAMPLES: Final = REFERENCE / "examples"

_WORDS: Final[Mapping[str, str]] = {
    "Prose": "*text*", "Says": "*text*", "AnyText": "*text*", "Texts": "*text*, or a list", "StatementText": "*statement*",
    "GroundsText": "*claims*", "IdText": "*id*", "DateText": "*date*", "Number": "number", "CredibilityValue": "1 to 6",
    "WantReference": "*id* or position", "RankedState": "state", "YesNo": "`yes`, `no`", "FormatVersion": "`1`",
    "YesNoUnknown": "`yes`, `no`, `unknown`", "YesNoOpen": "`yes`, `no`, `open`", "NewValue": "`yes`, `no`, `open`, `unknown`",
    "ToldAs": "", "KnownRole": "a [role](vocabulary.md#role-what-a-speaker-is)",
}  # fmt: skip
"""What stands under a key, for the types that the page explains itself; empty: spelled out."""

_PLAIN: Final = {"string": "text", "boolean": "`true`", "null": "nothing", "integer": "whole number", "number": "number"}


@cache
def definitions() -> Mapping[str, Any]:
    """The parts of the schema, as the models say them now."""
    found: Mapping[str, Any] = json_schema()["$defs"]
    return found


@cache
def meanings() -> Mapping[str, Mapping[str, str]]:
    """What every key means, by model and key."""
    return tomllib.loads((REFERENCE / "keys.toml").read_text("utf-8"))


def models() -> tuple[str, ...]:
    """The maps with known keys."""
    return tuple(name for name, schema in definitions().items() if "properties" in schema)


def table(model: str, sections: Mapping[str, str]) -> str:
    """The keys of a map, as a table. ``sections``: the anchor at which a model is explained."""
    schema = definitions()[model]
    required = schema.get("required", ())
    rows = ["| key | what stands there | meaning |", "|---|---|---|"]
    for key, value in schema["properties"].items():
        name = f"**`{key}`**" if key in required else f"`{key}`"
        words = _joined(dict.fromkeys(_expected(value, sections)))
        rows.append(f"| {name} | {words} | {meanings()[model][key]} |")
    return "\n".join(rows)


def _expected(schema: Mapping[str, Any], sections: Mapping[str, str]) -> Iterator[str]:
    """The ways to fill a key, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if _WORDS.get(name):
            yield _WORDS[name]
        elif name in sections:
            yield f"[{_heading_word(name)}](#{sections[name]})"
        else:
            yield from _expected(definitions()[name], sections)
    elif "anyOf" in schema:
        for branch in schema["anyOf"]:
            yield from _expected(branch, sections)
    elif "enum" in schema:
        yield ", ".join(f"`{choice}`" for choice in schema["enum"])
    elif schema.get("type") == "array":
        yield f"a list of: {_joined(dict.fromkeys(_expected(schema['items'], sections)))}"
    elif schema.get("type") == "object":
        yield f"by id: {_joined(dict.fromkeys(_expected(schema['additionalProperties'], sections)))}"
    elif "pattern" in schema:
        yield "SHA-256"
    else:
        yield _PLAIN[schema["type"]]


def _heading_word(model: str) -> str:
    """``DecisionMakerBody`` -> ``decision maker``."""
    name = re.sub(r"(Body|Line|Change|File|Question)$", "", model) or model
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return {"any order": "any-order group", "why": "why-question", "what if": "what-if"}.get(words, words)


def _joined(words: Mapping[str, Any]) -> str:
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


# --- examples --------------------------------------------------------------------------------------------------------


def example(file: str, path: str) -> str:
    """The lines of an example file that stand under a key, as a block."""
    text = (EXAMPLES / file).read_text("utf-8")
    lines = text.split("\n")
    start, (last, column) = _span(yaml.compose(text), path.split("."))
    # A block of keys ends, for the parser, where the next thing begins.
    cut = lines[start : last + 1 if lines[last][:column].strip() else last]
    while cut and (not cut[-1].strip() or cut[-1].lstrip().startswith("#")):
        cut.pop()
    depth = min(len(line) - len(line.lstrip()) for line in cut if line.strip())
    return "\n".join(["```yaml", *(line[depth:] for line in cut), "```"])


def _span(node: Any, path: list[str]) -> tuple[int, tuple[int, int]]:
    """The line a key stands on; line and column of the end of what stands under it."""
    for key, value in node.value:
        if key.value == path[0]:
            if len(path) > 1:
                return _span(value, path[1:])
            return key.start_mark.line, (value.end_mark.line, value.end_mark.column)
    raise KeyError(path[0])


def keys_used() -> set[tuple[str, str]]:
    """Which keys of which models the example files use."""
    found: set[tuple[str, str]] = set()
    for path in sorted(EXAMPLES.glob("*.yaml")):
        root = {".claims": "ClaimsFile", ".second": "SecondFile"}.get(path.suffixes[0], "SituationFile")
        _note(yaml.safe_load(path.read_text("utf-8")), {"$ref": f"#/$defs/{root}"}, found)
    return found


def _note(value: Any, schema: Mapping[str, Any], found: set[tuple[str, str]]) -> None:
    for name, branch in _branches(schema, ""):
        if isinstance(value, dict) and "properties" in branch and _fits(value, branch):
            for key, inner in value.items():
                if key in branch["properties"]:
                    found.add((name, key))
                    _note(inner, branch["properties"][key], found)
                elif isinstance(branch.get("additionalProperties"), dict):
                    _note(inner, branch["additionalProperties"], found)
        elif isinstance(value, dict) and isinstance(branch.get("additionalProperties"), dict) and "properties" not in branch:
            for inner in value.values():
                _note(inner, branch["additionalProperties"], found)
        elif isinstance(value, list) and branch.get("type") == "array":
            for inner in value:
                _note(inner, branch["items"], found)


def _branches(schema: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "$ref" in schema:
        model = schema["$ref"].rpartition("/")[2]
        yield from _branches(definitions()[model], model)
    elif "anyOf" in schema:
        for branch in schema["anyOf"]:
            yield from _branches(branch, name)
    else:
        yield name, schema


def _fits(value: Mapping[str, Any], branch: Mapping[str, Any]) -> bool:
    known = branch["properties"]
    return all(key in value for key in branch.get("required", ())) and (
        branch.get("additionalProperties") is not False or all(key in known for key in value)
    )
