"""YAML 1.2 text -> a tree of nodes with line and column, and the faults of its form.

Only what a person types is read: maps, lists and scalars. Plain scalars follow the YAML 1.2 core schema (``NO``, ``on``
and ``12:30`` are text). Tags, anchors, aliases, several documents and duplicate keys are faults, each with a way out.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, Final

import yaml

from lagebild.errors import FaultList, Place
from lagebild.reading.nodes import Node, Scalar
from lagebild.reading.wording import shortened
from lagebild.reading.yaml_faults import syntax_fault

MAX_BYTES: Final = 5_000_000
"""How large a file may be."""

MAX_VALUES: Final = 300_000
"""How many keys and values a file may have."""

MAX_NESTING: Final = 40
"""How deeply maps and lists may nest."""

MAX_DIGITS: Final = 200
"""How many characters a number may have."""

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_NULL = re.compile(r"(?:null|Null|NULL|~|)\Z")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,6})?\Z")
_SPECIAL = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_NUMBER_START = frozenset("0123456789+-.")
_WORD_START = frozenset("ntfNTF~")


def read_yaml(data: bytes | str, *, file: str, faults: FaultList) -> Node | None:
    """The tree of one YAML document, or ``None`` where the text cannot be read at all. Faults go into ``faults``."""
    text = decode(data, file=file, faults=faults)
    if text is None:
        return None
    return _Builder(text, file, faults).document()


def decode(data: bytes | str, *, file: str, faults: FaultList) -> str | None:
    """The text of the bytes: UTF-8, no control characters, not too large. ``None`` after a fault."""
    start = Place(file=file, line=1, column=1)
    if isinstance(data, str):
        try:
            data = data.encode("utf-8")
        except UnicodeEncodeError:
            faults.add("the text contains half a character (a lone surrogate)", place=start, hint="Save the file as UTF-8.")
            return None
    if len(data) > MAX_BYTES:
        size, limit = f"{len(data) / 1e6:.1f} MB", f"{MAX_BYTES / 1e6:.0f} MB"
        faults.add(
            f"the file has {size}, at most {limit} are read", place=start, hint="Move the claims to a file of their own."
        )
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        faults.add("the file is saved as UTF-16", place=start, hint="Save it as UTF-8.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        shown = data[error.start]
        faults.add(
            f"the byte 0x{shown:02X} is not UTF-8", place=_place_after(before, file), hint="Save the file as UTF-8 (not ANSI)."
        )
        return None
    return None if _control_characters(text, file, faults) else text


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def _control_characters(text: str, file: str, faults: FaultList) -> bool:
    found = _CONTROL.search(text)
    if found is None:
        return False
    code = f"U+{ord(found.group()):04X}"
    name = {"\x00": "a NUL byte", "\ufeff": "a byte-order mark"}.get(found.group(), "an invisible control character")
    faults.add(f"{name} ({code}) stands in the text", place=_place_after(text[: found.start()], file), hint="Delete it.")
    return True


def _place_after(text: str, file: str) -> Place:
    lines = re.split("\r\n|\r|\n", text)
    return Place(file=file, line=len(lines), column=len(lines[-1]) + 1)


def scalar_value(text: str) -> Scalar:
    """What a plain scalar stands for in the YAML 1.2 core schema; numbers with a point or exponent exactly."""
    first = text[:1]
    if first in _NUMBER_START and first:
        if _INT.match(text):
            return int(text) if len(text) <= MAX_DIGITS else text
        if _FLOAT.match(text):
            return Decimal(text) if len(text) <= MAX_DIGITS else text
        if _HEX.match(text) and len(text) <= MAX_DIGITS:
            return int(text[2:], 16)
        if _OCTAL.match(text) and len(text) <= MAX_DIGITS:
            return int(text[2:], 8)
        return Decimal(text.lower().replace(".", "")) if _SPECIAL.match(text) else text
    if not first or first in _WORD_START:
        if _NULL.match(text):
            return None
        if _BOOL.match(text):
            return text.lower() == "true"
    return text


class _StopReading(Exception):  # noqa: N818
    """Reading cannot go on; the fault is noted."""


class _Builder:
    def __init__(self, text: str, file: str, faults: FaultList) -> None:
        self.text = text
        self.file = file
        self.faults = faults
        self.loader: Any = None
        self.nesting = 0
        self.values = 0

    def document(self) -> Node | None:
        try:
            self.loader = _LOADER(self.text)
            return self._document()
        except yaml.MarkedYAMLError as error:
            fault = syntax_fault(error, self.text, self.file)
            # What was noted on the way may be a mere echo of the broken line (half-read keys), but stands earlier in the file.
            self.faults.found.append(fault)
        except yaml.YAMLError as error:
            self.faults.add(f"this is not YAML: {error}", place=Place(file=self.file, line=1, column=1))
        except _StopReading:
            pass
        finally:
            if self.loader is not None:
                self.loader.dispose()
        return None

    def _document(self) -> Node | None:
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            hint = 'Begin with "lagebild: 1", or let `lagebild new` write a start.'
            self.faults.add("the file is empty", hint=hint, place=Place(file=self.file, line=1, column=1))
            return None
        if event.version is not None or event.tags:
            self._fault(event, "lines that begin with % are not read", "Take the line and the `---` after it away.")
        root = self._node(self._next(), ())
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._fault(event, "a second document begins here", "One file holds one situation: take the `---` away.")
            raise _StopReading
        return root

    def _next(self) -> Any:
        return self.loader.get_event()

    def _fault(self, event: Any, message: str, hint: str = "", where: str = "") -> None:
        self.faults.add(message, hint=hint, where=where, place=self._place(event.start_mark))

    def _place(self, mark: Any) -> Place:
        return Place(file=self.file, line=mark.line + 1, column=mark.column + 1)

    def _node(self, event: Any, path: tuple[str | int, ...]) -> Node:
        mark = event.start_mark
        self.values += 1
        if self.values > MAX_VALUES:
            self._fault(
                event,
                f"the file has more than {MAX_VALUES} keys and values",
                "Split it: claims may stand in a file of their own.",
            )
            raise _StopReading
        node = Node("scalar", self.file, path, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f'"*{event.anchor}" refers to another place, which is not read', self._quoting("*"))
            node.kind = "broken"
            return node
        if event.anchor is not None:
            self._fault(event, f'"&{event.anchor}" marks a place for reuse, which is not read', self._quoting("&"))
        if event.tag is not None:
            self._fault(event, f'"{_written_tag(event.tag)}" is a YAML tag; tags are not read', self._quoting("!"))
            if isinstance(event, yaml.ScalarEvent):
                # What follows a tag is often nothing: "- !build" is all tag.
                node.kind = "broken"
                node.text = event.value
                return node
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(node, event)
            return node
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self._fault(
                event, f"lists and maps nest deeper than {MAX_NESTING}", "A situation never needs that: look for a bracket."
            )
            raise _StopReading
        if isinstance(event, yaml.SequenceStartEvent):
            node.begin_list()
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                node.items.append(self._node(event, (*path, len(node.items))))
        else:
            node.begin_map()
            self._map(node, flow=bool(event.flow_style))
        self.nesting -= 1
        return node

    def _quoting(self, sign: str) -> str:
        return f'If the text shall begin with "{sign}", put it in quotes.'

    def _scalar(self, node: Node, event: Any) -> None:
        node.text = event.value
        if event.style is None or event.style == "":
            node.value = scalar_value(event.value)
        else:
            node.value = event.value
        start, end = event.start_mark, event.end_mark
        quotes = 1 if event.style in ("'", '"') else 0
        if start.line == end.line and end.column - start.column == len(event.value) + 2 * quotes:
            node.text_offset = quotes
        elif start.line != end.line and "\\" not in self.text[start.index : end.index]:
            node.written = self.text[start.index : end.index].replace("\r\n", "\n")

    def _map(self, node: Node, *, flow: bool) -> None:
        bare: list[Node] = []
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._fault(event, "a key must be a text", self._key_way_out(event))
                self._node(event, node.path)
                self._node(self._next(), node.path)
                continue
            key = self._node(event, node.path)
            key.text = unicodedata.normalize("NFC", key.text)
            value_event = self._next()
            value = self._node(value_event, (*node.path, key.text))
            if flow and self._is_bare(event, value_event):
                bare.append(key)
            if key.text in node.entries:
                first = node.keys[key.text].line
                self._fault(
                    event,
                    f'the key "{shortened(key.text)}" stands here a second time (first in line {first})',
                    "Keep one of the two.",
                )
                continue
            node.entries[key.text] = value
            node.keys[key.text] = key
        if len(bare) < len(node.entries):
            for key in bare:
                self._cut_in_two(node, key)

    def _key_way_out(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent):
            return 'Put it in quotes if it shall begin with "*".'
        return "Ids and keys are plain words, without brackets."

    def _is_bare(self, key: Any, value: Any) -> bool:
        """Whether a key of a flow map has no colon after it: what a comma cut off."""
        if not isinstance(value, yaml.ScalarEvent) or value.value or value.style not in (None, ""):
            return False
        end, start = key.end_mark.index, value.start_mark.index  # type: ignore[union-attr]
        return ":" not in self.text[end : start + 1]

    def _cut_in_two(self, node: Node, key: Node) -> None:
        keys = list(node.entries)
        if key.text not in keys:
            return
        at = keys.index(key.text)
        before = node.entries[keys[at - 1]].text if at else ""
        whole = f"{before}, {key.text}" if before else f"…, {key.text}"
        self.faults.add(
            f'inside {{ }} a comma ends a text, so "{shortened(key.text)}" was read as a key of its own',
            hint=f'Put the whole text in quotes ("{shortened(whole)}"), or write one key a line without {{ }}.',
            place=key.place,
        )
        del node.entries[key.text]
        del node.keys[key.text]


def _written_tag(tag: str) -> str:
    return "!!" + tag.removeprefix("tag:yaml.org,2002:") if tag.startswith("tag:yaml.org,2002:") else tag
