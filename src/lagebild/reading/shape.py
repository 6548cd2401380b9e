"""Whether a tree has the shape that the JSON Schema asks for; what has not is said in plain words and taken out.

Taking the unfit parts out lets the rest of the file be checked too, so that all faults are reported at once. Only the
keywords that our own schema uses are known here (a test holds that it uses no others).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from lagebild.errors import FaultList, did_you_mean
from lagebild.reading.nodes import Node
from lagebild.reading.schema import shipped_schema
from lagebild.reading.wording import listed, quoted, shortened, where

Schema = dict[str, Any]

_EXPECTED: Final = {
    "Prose": "a text", "Says": "a text", "StatementText": "a statement", "GroundsText": "ids of claims", "IdText": "an id",
    "DateText": "a date", "AnyText": "a text", "Texts": "a text or a list of texts", "Number": "a number",
    "WantReference": "the id or the position of a want", "RankedState": "a state",
    "KnownRole": "a role", "YesNo": "yes or no", "YesNoOpen": "yes, no or open", "YesNoUnknown": "yes, no or unknown",
    "NewValue": "yes, no, open or unknown",
}  # fmt: skip
"""What stands under a definition, where that says more than its JSON type."""

_TYPES: Final = {
    "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "null": "nothing",
    "object": 'a map ("key: value" lines)', "array": 'a list ("- " lines)',
}  # fmt: skip

_LIST_OF_CLAIMS = "Write `a and b` if all are needed, `a or b` if one suffices."


def check_shape(root: Node, definition: str, faults: FaultList) -> bool:
    """Check ``root`` against a definition of the shipped schema; unfit parts are taken out of the tree.

    Returns: whether anything of it can be used.
    """
    return _Check(shipped_schema()["$defs"], faults).fits(root, shipped_schema()["$defs"][definition])


class _Check:
    def __init__(self, definitions: dict[str, Schema], faults: FaultList) -> None:
        self.definitions = definitions
        self.faults = faults
        self.known_branches: dict[int, list[Schema]] = {}

    def fault(self, node: Node, message: str, hint: str = "") -> bool:
        self.faults.add(message, hint=hint, where=where(node.path), place=node.place)
        return False

    def fits(self, node: Node, schema: Schema) -> bool:
        """Whether ``node`` can be used; a fault is noted for everything in it that does not fit."""
        if node.kind == "broken":
            return False
        branches = self._branches(schema)
        fitting = [branch for branch in branches if _type_fits(node, branch)]
        if not fitting:
            return self._unexpected(node, schema)
        if node.kind == "map":
            return self._map(node, fitting)
        if node.kind == "list":
            return self._list(node, fitting)
        return self._scalar(node, fitting)

    def _branches(self, schema: Schema) -> list[Schema]:
        found = self.known_branches.get(id(schema))
        if found is None:
            if "$ref" in schema:
                found = self._branches(self.definitions[schema["$ref"].rpartition("/")[2]])
            elif "anyOf" in schema:
                found = [inner for branch in schema["anyOf"] for inner in self._branches(branch)]
            else:
                found = [schema]
            self.known_branches[id(schema)] = found
        return found

    # --- scalars ----------------------------------------------------------------------------------------------------

    def _scalar(self, node: Node, branches: list[Schema]) -> bool:
        failed = [_value_fault(node, branch) for branch in branches]
        if any(not message for message, _ in failed):
            return True
        return self.fault(node, *failed[0])

    def _unexpected(self, node: Node, schema: Schema) -> bool:
        names = self._names(schema)
        if node.kind == "list" and "GroundsText" in names:
            return self.fault(node, "a list of claims does not say whether all of them are needed", _LIST_OF_CLAIMS)
        hint = self._way_out(node, {branch.get("type") for branch in self._branches(schema)})
        return self.fault(node, f"expected {self._expected(schema)}, found {node.in_words()}", hint)

    def _way_out(self, node: Node, types: set[str | None]) -> str:
        if node.kind == "scalar" and node.value is None:
            if node.path and isinstance(node.path[-1], int):
                return "Write something after the dash, or take it away."
            if types == {"array"}:
                return 'Write its entries below, each beginning with "- "; `[]` says that there are none.'
            return "Write something after the colon, or leave the key out."
        if types == {"array"}:
            return 'Begin every entry with "- ", on a line of its own.'
        if types & {"number", "integer"} and isinstance(node.value, str) and re.fullmatch(r"[\d.,' ]+", node.text):
            return "Write numbers without separators, and decimals with a point: 3000, 1.5."
        if types == {"object"} and node.kind == "list":
            return 'Write lines with "key:" instead of "- ".'
        if node.kind == "map" and len(node.entries) == 1:
            ((key, value),) = node.entries.items()
            return f'A text with a colon in it needs quotes: "{key}: {value.text}".' if value.kind == "scalar" else ""
        return ""

    def _names(self, schema: Schema) -> set[str]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return {name} | self._names(self.definitions[name])
        return {name for branch in schema.get("anyOf", ()) for name in self._names(branch)}

    def _expected(self, schema: Schema) -> str:
        return listed(list(dict.fromkeys(self._expectations(schema))))

    def _expectations(self, schema: Schema) -> list[str]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name in _EXPECTED:
                return [_EXPECTED[name]]
            return self._expectations(self.definitions[name])
        if "anyOf" in schema:
            return [words for branch in schema["anyOf"] for words in self._expectations(branch)]
        if "enum" in schema or "const" in schema:
            return [_choices(schema)]
        if schema.get("required"):
            return [f'a map with "{_leading(schema)}"']
        return [_TYPES[schema["type"]]]

    # --- lists ------------------------------------------------------------------------------------------------------

    def _list(self, node: Node, branches: list[Schema]) -> bool:
        schema = branches[0]
        count = len(node.items)
        least = schema.get("minItems", 0)
        if count < least:
            message = f"the list has {_entries(count)}, at least {least} are needed" if count else "the list is empty"
            return self.fault(
                node, message, "Write the others too." if count else "Write at least one entry, or leave the key out."
            )
        if count > schema.get("maxItems", count):
            return self.fault(node, f"the list has {count} entries, at most {schema['maxItems']} are read")
        node.items = [item for item in node.items if self.fits(item, schema["items"])]
        return bool(node.items) or not count

    # --- maps -------------------------------------------------------------------------------------------------------

    def _map(self, node: Node, branches: list[Schema]) -> bool:
        schema = _branch_for(node, branches)
        if schema is None:
            return self._no_branch(node, branches)
        count = len(node.entries)
        if count < schema.get("minProperties", 0):
            return self.fault(node, "the map is empty", "Write at least one entry.")
        if count > schema.get("maxProperties", count):
            return self.fault(node, f"there are {count} entries, at most {schema['maxProperties']} are read")
        known, further = schema.get("properties", {}), schema.get("additionalProperties", False)
        usable = True
        for key, value in list(node.entries.items()):
            if key in known:
                if not self.fits(value, known[key]):
                    self._drop(node, key)
                    usable = usable and key not in schema.get("required", ())
            elif further is False:
                if any(key in branch.get("properties", ()) for branch in branches):
                    self._at_odds(node, key, schema)
                else:
                    self._unknown_key(node, key, list(known))
                self._drop(node, key)
            elif not self._key_fits(node, key, schema) or not self.fits(value, further):
                node.entries[key] = Node("broken", value.file, value.path, value.line, value.column)
        missing = [key for key in schema.get("required", ()) if not node.has(key)]
        for key in missing:
            if not any(meant_key(dropped, [key]) for dropped in node.dropped):
                self.fault(node, f'the key "{key}" is missing', f"Add a line `{key}:`.")
        return usable and not missing

    def _drop(self, node: Node, key: str) -> None:
        node.drop(key)

    def _no_branch(self, node: Node, branches: list[Schema]) -> bool:
        known = list(dict.fromkeys(key for branch in branches for key in branch.get("properties", {})))
        unknown = [key for key in node.entries if key not in known]
        leading = list(dict.fromkeys(_leading(branch) for branch in branches if branch.get("required")))
        if not any(meant_key(key, known) for key in unknown) and len(unknown) == len(node.entries):
            found = f'a map with "{shortened(unknown[0])}"' if unknown else "an empty map"
            return self.fault(
                node, f"expected a map with {listed(quoted(leading))}, found {found}", f"Begin it as in `{leading[0]}: …`."
            )
        for key in unknown:
            self._unknown_key(node, key, known)
        if not any(meant_key(key, leading) for key in unknown):
            self.fault(node, f"one of the keys {listed(quoted(leading))} is missing", f"Add a line as in `{leading[0]}: …`.")
        return False

    def _at_odds(self, node: Node, key: str, schema: Schema) -> None:
        message = f'"{key}" cannot stand beside "{_leading(schema)}"' if schema.get("required") else f'unknown key "{key}"'
        self.faults.add(message, hint="Keep one of the two.", where=where(node.path), place=node.keys[key].place)

    def _unknown_key(self, node: Node, key: str, known: list[str]) -> None:
        at = node.keys[key]
        meant = meant_key(key, known)
        hint = f'Did you mean "{meant}"?' if meant else f"Known here: {', '.join(known)}." if len(known) <= 12 else ""
        self.faults.add(f'unknown key "{shortened(key)}"', hint=hint, where=where(node.path), place=at.place)

    def _key_fits(self, node: Node, key: str, schema: Schema) -> bool:
        pattern = schema.get("propertyNames", {}).get("pattern")
        if pattern is None or re.search(pattern, key):
            return True
        # The only pattern for keys in the schema is that of languages.
        self.faults.add(
            f'"{shortened(key)}" is not the code of a language', hint="Codes are like en, de, fr.", where=where(node.path),
            place=node.keys[key].place,
        )  # fmt: skip
        return False


def meant_key(key: str, known: Sequence[str]) -> str:
    """The known key that comes closest to a mistyped one; empty where none does."""
    key = key.strip().lower().replace("_", "-").replace(" ", "-")
    if key in known:
        return key
    found = re.search('"(.*)"', did_you_mean(key, known))
    return found.group(1) if found else ""


def _leading(schema: Schema) -> str:
    """The required key that tells one kind of line from the others; who it is about does not."""
    return str(next(key for key in schema["required"] if key not in ("by", "of") or len(schema["required"]) == 1))


def _branch_for(node: Node, branches: list[Schema]) -> Schema | None:
    """The map that is meant, judged by its keys: all required ones there, then the most known ones."""
    if len(branches) == 1:
        return branches[0]
    complete = [branch for branch in branches if all(node.has(key) for key in branch.get("required", ()))]
    if not complete:
        hinted = [branch for branch in branches if any(key in node.entries for key in branch["required"])]
        return hinted[0] if len(hinted) == 1 else None
    return max(complete, key=lambda branch: _acquaintance(node, branch))


def _acquaintance(node: Node, branch: Schema) -> tuple[int, bool, bool]:
    known = sum(key in branch.get("properties", ()) for key in node.entries)
    # Nothing known: rather a map with free keys that fit than one whose every key would be unknown.
    pattern = branch.get("propertyNames", {}).get("pattern", "")
    free = branch.get("additionalProperties", False) is not False
    return known, free and bool(node.entries) and all(re.search(pattern, key) for key in node.entries), not free


def _type_fits(node: Node, schema: Schema) -> bool:
    kind = schema.get("type")
    if kind is None:
        return node.kind == "scalar"
    if node.kind != "scalar":
        return bool(kind == {"map": "object", "list": "array"}[node.kind])
    value = node.value
    if isinstance(value, bool):
        return bool(kind == "boolean")
    if isinstance(value, int):
        return kind in ("integer", "number")
    if isinstance(value, Decimal):
        return bool(kind == "number" or (kind == "integer" and value.is_finite() and value == value.to_integral_value()))
    return bool(kind == ("null" if value is None else "string"))


def _value_fault(node: Node, schema: Schema) -> tuple[str, str]:
    """What is wrong with a scalar of the right type, and the way out; empty if nothing is."""
    value = node.value
    choices = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if choices is not None:
        if any(type(choice) is type(value) and choice == value for choice in choices):
            return "", ""
        if isinstance(value, Decimal) and any(type(choice) is int and choice == value for choice in choices):
            return "", ""
        hint = did_you_mean(node.text, [choice for choice in choices if isinstance(choice, str)])
        return f"expected {_choices(schema)}, found {node.in_words()}", hint
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            return f"the text has {len(value)} characters, at most {schema['maxLength']} are read", ""
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return f"expected a SHA-256 (64 of 0-9 and a-f), found {node.in_words()}", ""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _number_fault(value, schema)
    return "", ""


def _number_fault(value: int | Decimal, schema: Schema) -> tuple[str, str]:
    if isinstance(value, Decimal) and not value.is_finite():
        return f"expected a number, found {value}", ""
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and low == high and value != low:
        return f"expected {low}, found {value}", ""
    if low is not None and high is not None and not low <= value <= high:
        return f"expected a number from {low} to {high}, found {value}", ""
    if low is not None and value < low:
        return f"expected a number from {low} on, found {value}", ""
    return "", ""


def _choices(schema: Schema) -> str:
    words = schema.get("enum", [schema.get("const")])
    if "yes" in words:
        words = [word for word in words if not isinstance(word, bool) and word not in ("ja", "nein", "offen", "unbekannt")]
    return listed([_as_written(word) for word in words])


def _as_written(word: Any) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
