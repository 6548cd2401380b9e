"""The one console: colours only on a terminal, 100 columns elsewhere, no character that the stream cannot write."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import IO, Final

from rich.console import Console
from rich.text import Text

WIDTH: Final = 100
"""Columns where no terminal says how many there are."""

WIDEST: Final = 120
"""Columns used at most: longer lines are hard to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The signs in tables."""

    taken: str = "●"
    not_taken: str = "·"
    ready: str = "◐"
    offered: str = "○"
    any: str = "*"
    times: str = "×"
    separator: str = "·"
    arrow: str = "→"
    dash: str = "–"
    ellipsis: str = "…"


PLAIN: Final = Marks(
    taken="x", not_taken=".", ready="r", offered="o", any="*", times="x", separator="|", arrow="->", dash="-", ellipsis="..."
)  # fmt: skip
"""The signs for streams that can write nothing but ASCII."""


def make_console(stream: IO[str] | None = None) -> Console:
    """A console on ``stream`` (default: standard output). ``NO_COLOR`` is respected."""
    stream = sys.stdout if stream is None else stream
    console = Console(
        file=stream, highlight=False, emoji=False, markup=False, safe_box=True, width=None if _is_terminal(stream) else WIDTH
    )
    if console.width > WIDEST:
        console.width = WIDEST
    return console


def marks_for(console: Console) -> Marks:
    """The signs that the console's stream can write."""
    marks = Marks()
    text = "".join(getattr(marks, name) for name in Marks.__dataclass_fields__)
    try:
        text.encode(console.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return marks


def heading(text: str) -> Text:
    """A heading between parts of an answer."""
    return Text(text, style="bold")


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False
