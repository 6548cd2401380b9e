"""Levers on the terminal: who can turn the outcome alone and at what price, together, and what would have to be wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.inverse import Inverse
from lagebild.analyses.lever_sets import LeverSets
from lagebild.analyses.levers import Levers
from lagebild.reports.answers import levers_in_words
from lagebild.reports.inverse import inverse_in_words
from lagebild.reports.levers import SHOWN, lever_sets_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words
from lagebild.solutions import Analysis


def levers_parts(
    console: Console,
    analysis: Analysis,
    found: Sequence[Levers],
    words: Words,
    *,
    sets: LeverSets | None = None,
    asked: Inverse | None = None,
    limit: int = SHOWN,
) -> Iterator[RenderableType]:
    """Everything that ``lagebild levers`` prints, part by part."""
    bullet = marks_for(console).dash
    for number, one in enumerate(found):
        told = levers_in_words(analysis, one, words)
        if number == 0:
            yield Text(told.before)
        yield Text()
        yield heading(words.name(analysis.situation, one.decision_maker))
        yield _set_in(told.short, 3)
        for point in told.points:
            yield _item(point, bullet)
    if sets is not None:
        yield from _sets(analysis, sets, words, bullet, limit)
    for concept in () if asked is None else asked.concepts:
        assert asked is not None
        yield from _inverse(asked, concept, words, bullet)


def _sets(analysis: Analysis, sets: LeverSets, words: Words, bullet: str, limit: int) -> Iterator[RenderableType]:
    told = lever_sets_in_words(analysis, sets, words, limit)
    yield Text()
    yield heading(told.title)
    for one in told.sets:
        yield _item(one, bullet)
    if told.nearer:
        yield _set_in(told.nearer_title, 3)
    for one in told.nearer:
        yield _item(one, bullet)
    for note in told.notes:
        yield _set_in(note, 3)


def _inverse(asked: Inverse, concept: str, words: Words, bullet: str) -> Iterator[RenderableType]:
    told = inverse_in_words(asked, concept, words)
    yield Text()
    yield heading(told.title)
    yield _set_in(told.intro, 3)
    for section in told.sections:
        if section.said:
            yield _set_in(section.heading, 3)
        for said, listed in section.said:
            yield _set_in(said, 5)
            for one in listed:
                yield _item(one, bullet, 7)
    for note in told.notes:
        yield _set_in(note, 3)


def _set_in(text: str, depth: int) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, depth))


def _item(text: str, mark: str, depth: int = 5) -> RenderableType:
    """A point whose further lines stand under its first."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.add_row(mark, Text(text))
    return Padding(table, (0, 0, 0, depth))
