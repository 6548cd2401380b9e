"""What ``lagebild hinges`` prints: question by question who and what carries the answer, and how far was looked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.hinges import Hinges
from lagebild.reports.hinges import Block, hinges_text
from lagebild.reports.text.console import Marks, heading, marks_for
from lagebild.reports.words import Words


def hinges_parts(
    console: Console, found: Hinges, words: Words, *, everything: bool = False, stopped: bool = False
) -> Iterator[RenderableType]:
    """Everything, part by part."""
    told = hinges_text(found, words, everything=everything, stopped=stopped)
    marks = marks_for(console)
    yield heading(told.title)
    for text in told.intro:
        yield Text(text)
    for section in told.sections:
        yield Text()
        for question in section.questions:
            yield heading(question)
        yield _set_in(section.stands, 3)
        for block in section.blocks:
            yield from _block(block, marks)
    yield Text()
    for note in told.notes:
        yield Text(note)


def _block(block: Block, marks: Marks) -> Iterator[RenderableType]:
    yield _set_in(block.text, 3)
    for point in block.points:
        yield _item(point.text, marks.dash, 5)
        for below in point.below:
            yield _item(below, marks.separator, 7)


def _set_in(text: str, depth: int) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, depth))


def _item(text: str, mark: str, depth: int) -> RenderableType:
    """A point whose further lines stand under its first."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.add_row(mark, Text(text))
    return Padding(table, (0, 0, 0, depth))
