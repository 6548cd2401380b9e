"""What a report is made of, whatever it is written as: blocks of runs, frozen, every text in one language already.

A renderer knows these few nodes and nothing of situations. Texts are texts: whatever stands in them is shown, never obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

# --- runs: what a paragraph is made of ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A stretch of text. ``soft``: said beside the matter, paler; ``code``: a command, an id, something to compare."""

    text: str
    bold: bool = False
    italic: bool = False
    soft: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to an address outside."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A claim as it is mentioned: ``53 ≈ Novotna``. It leads to the row that has the anchor ``claim-53``."""

    number: int
    sign: str
    """How the text puts it, as a sign that the legend explains."""
    who: str = ""
    """Who says it; empty where that stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word in a frame. ``kind``: ``fact``, ``report``, ``assessment``, ``conjecture``, ``unsourced``; each has its own."""

    text: str
    kind: str


Run: TypeAlias = Text | Link | Reference | Badge
Runs: TypeAlias = tuple[Run, ...]

# --- blocks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is a section of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs. ``style``: ``plain``, ``answer`` (what to read if nothing else), ``lead`` (stays with what follows), ``small``."""

    runs: Runs
    style: str = "plain"
    level: int = 0
    """How far it is set in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list without an order."""

    items: tuple[Runs, ...]
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table. ``notes`` stand below the runs, smaller, each on its own line."""

    runs: Runs = ()
    notes: tuple[Runs, ...] = ()
    span: int = 1
    """How many columns it is wide."""
    heading: bool = False
    """Whether it names its row (or, in a row of its own, those below it)."""
    align: str = "left"
    """``left``, ``center`` or ``right``."""
    anchor: str = ""
    """Where references to it lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose header is repeated on every page. ``widths`` are relative, one a column."""

    caption: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    dense: bool = False
    """Whether it has many columns, so that it is set smaller."""
    together: bool = False
    """Whether it is read across its rows and fits on a page, so that it should stand on one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: as SVG that needs nothing else, in a sentence, and as blocks where no picture can be shown."""

    svg: str
    alternative: str
    in_words: tuple[Block, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something set apart from the text: a correction, a warning, a hint."""

    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The heading that follows begins a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Picture | Note | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. ``date`` is the day it speaks of (``2024-10-24``), empty where the file names none."""

    language: str
    title: str
    kicker: str
    date: str
    subject: str
    """What the document is, for its properties."""
    producer: str
    """The program and its version."""
    labels: Labels
    blocks: tuple[Block, ...]

    @property
    def moment(self) -> datetime:
        """The day that it speaks of. A file that carries this does not change with the hour of writing."""
        try:
            return datetime.fromisoformat(self.date).replace(tzinfo=UTC)
        except ValueError:
            return datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The few words that renderers need of their own."""

    contents: str
    page: str
    """``page {page} of {pages}``."""
