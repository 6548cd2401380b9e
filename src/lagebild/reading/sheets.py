"""A file of claims as lines: which lines each entry and each of its keys takes up, and every comment.

For copying entries from one file into another as they were written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import yaml

from lagebild.errors import Fault, InputError
from lagebild.reading.nodes import Node

SECTIONS: Final = {"source": "sources", "speaker": "speakers", "claim": "claims"}
"""The key under which the entries of each kind stand."""

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """An entry: its key and body, and the lines it takes up (from 0, ``end`` not included), comments above it included."""

    key: Node
    body: Node
    start: int
    end: int

    @property
    def depth(self) -> int:
        """How far its key is set in."""
        return self.key.column - 1


@dataclass(frozen=True)
class Sheet:
    """A text with its tree."""

    file: str
    text: str
    root: Node
    known: dict[str, dict[str, Block]] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """Every line with its end."""
        return self.text.splitlines(keepends=True)

    @cached_property
    def newline(self) -> str:
        """How lines end here."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment with the line (from 0) it stands on; a ``#`` in a text is none."""
        spans = [
            (token.start_mark.index, token.end_mark.index)
            for token in yaml.scan(self.text, Loader=_LOADER)
            if isinstance(token, yaml.ScalarToken)
        ]
        starts = list(accumulate(map(len, self.lines), initial=0))
        found: list[tuple[int, str]] = []
        at = 0
        for match in _COMMENT.finditer(self.text):
            while at < len(spans) and spans[at][1] <= match.start():
                at += 1
            if at == len(spans) or not spans[at][0] <= match.start() < spans[at][1]:
                found.append((bisect_right(starts, match.start()) - 1, match.group().rstrip()))
        return tuple(found)

    def section(self, kind: str) -> Node | None:
        """The map of the entries of one kind. Raises: InputError where it is written in braces."""
        node = self.root.get(SECTIONS[kind])
        if node is None or node.kind != "map":
            return None
        if self.lines[node.line - 1][node.column - 1 : node.column] == "{":
            hint = "Write one key a line, without { }; then its lines can be copied as they are."
            message = f"`{SECTIONS[kind]}` is written in braces"
            raise InputError(Fault(message=message, hint=hint, place=node.place))
        return node

    def blocks(self, kind: str) -> dict[str, Block]:
        """The entries of one kind, in the order of the file."""
        if kind not in self.known:
            section = self.section(kind)
            self.known[kind] = {} if section is None else dict(self._blocks(section, self._end_of(SECTIONS[kind])))
        return self.known[kind]

    def fields(self, block: Block) -> dict[str, Block]:
        """The keys of an entry, each with its lines. Raises: InputError where the entry is written in braces."""
        body = block.body
        if body.kind != "map" or not body.keys:
            return {}
        if body.line == block.key.line:
            hint = "Write one key a line, without { }; then what the other says of it can stand beside it."
            raise InputError(Fault(message=f'"{block.key.text}" is written in braces', hint=hint, place=body.place))
        return dict(self._blocks(body, block.end))

    def _blocks(self, section: Node, end: int) -> Iterator[tuple[str, Block]]:
        """The keys of a map with their lines. What comes after the last and is set in less belongs to none."""
        keys = sorted(section.keys.items(), key=lambda item: item[1].line)
        starts = [self._first_line(node.line - 1) for _, node in keys]
        for number, (name, node) in enumerate(keys):
            following = starts[number + 1] if number + 1 < len(starts) else end
            last = self._without_tail(node.line, following, node.column - 1)
            yield name, Block(node, section.entries[name], starts[number], last)

    def _first_line(self, key_line: int) -> int:
        """The first of the comments that stand directly above a key."""
        while key_line and self.lines[key_line - 1].lstrip().startswith("#"):
            key_line -= 1
        return key_line

    def _without_tail(self, first: int, end: int, depth: int) -> int:
        """``end`` without blank lines before it, and without comments that are set in less than the key."""
        while end > first:
            line = self.lines[end - 1]
            loose = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) < depth
            if line.strip() and not loose:
                break
            end -= 1
        return end

    def _end_of(self, key: str) -> int:
        """The line after the last that can belong to a section: before the next section, or the end of the text."""
        line = self.root.keys[key].line
        following = [node.line - 1 for node in self.root.keys.values() if node.line > line]
        return self._first_line(min(following)) if following else len(self.lines)
