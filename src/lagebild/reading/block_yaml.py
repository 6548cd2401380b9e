"""Plain values as block-style YAML that a person would write: one key a line, quotes only where they are needed.

What is written here is read back as the same values by ``yaml_text``, and so by every YAML 1.2 reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from lagebild.reading.yaml_text import scalar_value

Scalar = str | bool | int | Decimal | None
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]
Path = tuple[str | int, ...]
"""The keys, and the positions in lists from 0, that lead to a value."""

Notes = Mapping[Path, Sequence[str]]
"""Comments, line by line, to stand above the key at their path."""

_PLAIN: Final = re.compile(r"[^\W_](?:[\w .,;()/'’„“”!?%&=+*<>@:#–—-]*[\w.,;()/'’“”!?%])?|\([\w .()-]*[\w)]")
_CUT: Final = re.compile(r":(?: |$)| #")
"""Where a plain scalar would end: a colon before a blank, a number sign after one."""

_MISREAD: Final = frozenset({"yes", "no", "on", "off", "y", "n", "ja", "nein", "true", "false", "null"})
"""Words that older readers of YAML take for something else than a text."""

_SIXTIES: Final = re.compile(r"[\d_]+(?::\d+)+(?:\.\d*)?")
"""Times of day, in which they see a number."""


def block_yaml(
    data: Mapping[str, Value],
    *,
    notes: Notes | None = None,
    head: frozenset[str] = frozenset(),
    apart: frozenset[str] = frozenset(),
) -> str:
    """``data`` as the text of a file.

    Sections stand apart from each other, but for those of the ``head``; in the sections named in ``apart`` so do the entries.
    """
    writer = _Writer(notes or {}, head, apart)
    return "".join(f"{line}\n".replace(" \n", "\n") for line in writer.entries(data, "", ()))


def scalar(value: Scalar) -> str:
    """A value as it is written on one line. ``yes`` and ``no`` stand for truth values."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
    if _PLAIN.fullmatch(value) and not _CUT.search(value) and isinstance(scalar_value(value), str):
        return f'"{value}"' if value.lower() in _MISREAD or _SIXTIES.fullmatch(value) else value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return {"\n": "\\n", "\t": "\\t"}.get(character) or (f"\\u{code:04X}" if code < 1 << 16 else f"\\U{code:08X}")


class _Writer:
    def __init__(self, notes: Notes, head: frozenset[str], apart: frozenset[str]) -> None:
        self.notes, self.head, self.apart = notes, head, apart

    def entries(self, data: Mapping[str, Value], indent: str, path: Path) -> Iterator[str]:
        for number, (key, value) in enumerate(data.items()):
            here = (*path, key)
            section = not path and key not in self.head
            if number and (section or (len(path) == 1 and path[0] in self.apart)):
                yield ""
            yield from (f"{indent}# {line}".rstrip() for line in self.notes.get(here, ()))
            yield from self.pair(f"{indent}{scalar(key)}:", value, indent, here)

    def pair(self, head: str, value: Value, indent: str, path: Path) -> Iterator[str]:
        if isinstance(value, Mapping):
            yield head if value else f"{head} {{}}"
            yield from self.entries(value, f"{indent}  ", path)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield head if value else f"{head} []"
            for number, item in enumerate(value):
                yield from self.item(item, f"{indent}  ", (*path, number))
        else:
            written = scalar(value)
            yield f"{head} {written}" if written else head

    def item(self, value: Value, indent: str, path: Path) -> Iterator[str]:
        yield from (f"{indent}# {line}".rstrip() for line in self.notes.get(path, ()))
        if isinstance(value, Mapping) and value:
            first, *others = self.entries(value, f"{indent}  ", path)
            yield f"{indent}- {first.lstrip()}"
            yield from others
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            first, *others = (line for n, inner in enumerate(value) for line in self.item(inner, f"{indent}  ", (*path, n)))
            yield f"{indent}- {first.lstrip()}"
            yield from others
        else:
            yield from self.pair(f"{indent}-", value, indent, path)
