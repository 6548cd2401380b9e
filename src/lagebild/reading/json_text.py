"""JSON text with places: what stands where, for faults that point at a line and a column."""

from __future__ import annotations

import json
from typing import Final, NoReturn

from lagebild.errors import Fault, InputError, Place

Path = tuple[str | int, ...]
"""Keys and indices from the whole to one of its parts."""


_SPACE: Final = " \t\n\r"


class JsonText:
    """A JSON text that was read: ``value`` is what it says, ``place`` where a part of it begins.

    Raises: InputError where the text is no JSON, repeats a key or has a number too large to be meant.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text.removeprefix("\ufeff")
        self.file = file
        self.value = self._read()

    def place(self, path: Path) -> Place:
        """Where the part at ``path`` begins, or the last part on the way that exists."""
        at = self._skip(0)
        for step in path:
            child = self._child(at, step)
            if child is None:
                break
            at = child
        return self._at(at)

    def _read(self) -> object:
        try:
            return json.loads(self.text, object_pairs_hook=self._object, parse_int=self._int, parse_constant=self._constant)
        except json.JSONDecodeError as error:
            message = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            raise InputError(Fault(message=message, place=self._at(error.pos))) from None
        except RecursionError:
            self._refuse("lists and objects nest too deeply")

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                self._refuse(f'the key "{key}" occurs twice in one object')
            found[key] = value
        return found

    def _int(self, digits: str) -> int:
        if len(digits) > 18:
            self._refuse(f"the number {digits[:8]}… is too large")
        return int(digits)

    def _constant(self, name: str) -> object:
        self._refuse(f"{name} is no number")

    def _refuse(self, message: str) -> NoReturn:
        # The reader of the standard library does not say where it is; the file is all there is to point at.
        raise InputError(Fault(message=message, place=self._at(0)))

    def _at(self, position: int) -> Place:
        before = self.text[:position]
        return Place(file=self.file, line=before.count("\n") + 1, column=position - (before.rfind("\n") + 1) + 1)

    def _child(self, at: int, step: str | int) -> int | None:
        """Where the member ``step`` of the list or object at ``at`` begins."""
        decoder = json.JSONDecoder()
        is_object = self.text[at] == "{"
        if not is_object and self.text[at] != "[":
            return None
        at, index = self._skip(at + 1), 0
        while self.text[at] not in "]}":
            name: object = index
            if is_object:
                name, at = decoder.raw_decode(self.text, at)
                at = self._skip(self._skip(at) + 1)
            if name == step:
                return at
            _, at = decoder.raw_decode(self.text, at)
            at = self._skip(at)
            if self.text[at] == ",":
                at = self._skip(at + 1)
            index += 1
        return None

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in _SPACE:
            at += 1
        return at


def kind_of(value: object) -> str:
    """What a JSON value is, in a few words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(value: object, limit: int = 30) -> str:
    """A JSON value as it stands in the file, shortened."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else text[: limit - 1] + "…"
