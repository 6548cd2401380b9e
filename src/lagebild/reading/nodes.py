"""The plain tree of a YAML file: every value with the place it stands at, and the path that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lagebild.errors import Place

Scalar = str | int | bool | Decimal | None


@dataclass(slots=True, eq=False)
class Node:
    """One value of the file. ``kind``: map, list, scalar, or broken (a fault was noted for it, nothing more is to be said)."""

    kind: str
    file: str
    path: tuple[str | int, ...]
    line: int
    column: int
    value: Scalar = None
    text: str = ""
    """A scalar as it is written, without quotes."""
    text_offset: int = -1
    """Columns from the node's start to its text; -1 where text and file do not run in step (escapes, several lines)."""
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Node] = field(default_factory=dict)
    """The keys of a map, as nodes of their own."""
    items: list[Node] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    """Keys taken out because their value has the wrong shape; said already."""

    @property
    def place(self) -> Place:
        """Where the value starts."""
        return Place(file=self.file, line=self.line, column=self.column)

    def place_at(self, offset: int) -> Place:
        """Where the character ``offset`` of the text stands, as far as that can be told."""
        if self.text_offset < 0:
            return self.place
        return Place(file=self.file, line=self.line, column=self.column + self.text_offset + offset)

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
        return f'the {kind} "{_shortened(self.text)}"' if kind == "text" else f"the number {_shortened(self.text)}"


def _shortened(text: str, limit: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
