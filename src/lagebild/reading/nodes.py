"""The plain tree of a YAML file: every value with the place it stands at, and the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from lagebild.errors import Place
from lagebild.reading.wording import shortened

Scalar = str | int | bool | Decimal | None

_NO_ENTRIES: Final[dict[str, Any]] = {}
_NO_ITEMS: Final[list[Any]] = []


class Node:
    """One value of the file. ``kind``: map, list, scalar, or broken (a fault was noted for it, nothing more is to be said).

    - ``text``: a scalar as it is written, without quotes;
    - ``text_offset``: columns from the node's start to its text; -1 where the two do not run in step (escapes, several lines);
    - ``written``: what stands in the file from the node's start on, kept for texts over several lines only;
    - ``keys``: the keys of a map, as nodes of their own;
    - ``dropped``: keys taken out because their value has the wrong shape, which has been said.
    """

    # Written out rather than a dataclass: most nodes are scalars, and making containers for each takes a third of reading.
    __slots__ = (
        "column",
        "dropped",
        "entries",
        "file",
        "items",
        "keys",
        "kind",
        "line",
        "path",
        "text",
        "text_offset",
        "value",
        "written",
    )

    def __init__(self, kind: str, file: str, path: tuple[str | int, ...], line: int, column: int) -> None:
        self.kind = kind
        self.file = file
        self.path = path
        self.line = line
        self.column = column
        self.value: Scalar = None
        self.text = ""
        self.text_offset = -1
        self.written = ""
        self.entries: dict[str, Node] = _NO_ENTRIES
        self.keys: dict[str, Node] = _NO_ENTRIES
        self.items: list[Node] = _NO_ITEMS
        self.dropped: frozenset[str] = frozenset()

    def begin_map(self) -> None:
        """Turn the node into an empty map."""
        self.kind, self.entries, self.keys = "map", {}, {}

    def begin_list(self) -> None:
        """Turn the node into an empty list."""
        self.kind, self.items = "list", []

    def drop(self, key: str) -> None:
        """Take out what stands under ``key``; that it stood there is remembered."""
        self.entries.pop(key, None)
        self.dropped |= {key}

    @property
    def place(self) -> Place:
        """Where the value starts."""
        return Place(file=self.file, line=self.line, column=self.column)

    def place_at(self, offset: int) -> Place:
        """Where the character ``offset`` of the text stands, as far as that can be told."""
        if self.text_offset < 0:
            return self._place_in_written(offset) if self.written else self.place
        return Place(file=self.file, line=self.line, column=self.column + self.text_offset + offset)

    def _place_in_written(self, offset: int) -> Place:
        """Folding lines changes white space only: the n-th other character of the text is the n-th one written."""
        before = sum(not character.isspace() for character in self.text[:offset])
        line, column = self.line, self.column
        # A block text begins with a line that holds its sign (| or >) alone, a quoted one with its quote.
        skipping = self.written[0] in "|>"
        for number, character in enumerate(self.written):
            content = not (skipping or character.isspace() or (number == 0 and character in "'\""))
            if content and before == 0:
                break
            before -= content
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
            skipping = skipping and character != "\n"
        return Place(file=self.file, line=line, column=column)

    def get(self, key: str) -> Node | None:
        """The value under ``key``, if it is there and sound."""
        found = self.entries.get(key)
        return None if found is None or found.kind == "broken" else found

    def has(self, key: str) -> bool:
        """Whether the file has the key, sound or not."""
        return key in self.entries or key in self.dropped

    def each(self) -> Iterator[tuple[str, Node]]:
        """Key and value of every entry of a map, broken ones too."""
        yield from self.entries.items()

    def plain(self) -> object:
        """The value without places, as JSON has it (for comparing with the schema)."""
        if self.kind == "map":
            return {key: value.plain() for key, value in self.entries.items()}
        if self.kind == "list":
            return [item.plain() for item in self.items]
        return float(self.value) if isinstance(self.value, Decimal) else self.value

    def in_words(self) -> str:
        """What stands here, in a few words."""
        if self.kind in ("map", "list"):
            return f"a {self.kind}"
        if self.value is None:
            return "nothing"
        if isinstance(self.value, bool):
            return f"the value {self.text}"
        kind = "text" if isinstance(self.value, str) else "number"
        return f'the {kind} "{shortened(self.text)}"' if kind == "text" else f"the number {shortened(self.text)}"
