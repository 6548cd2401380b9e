"""Levers on the terminal: decision maker by decision maker, what turns the outcome and at what price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.analyses.levers import Levers
from lagebild.reports.answers import levers_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words
from lagebild.solutions import Analysis


def levers_parts(console: Console, analysis: Analysis, found: Sequence[Levers], words: Words) -> Iterator[RenderableType]:
    """Everything that ``lagebild levers`` prints, part by part."""
    bullet = marks_for(console).dash
    for number, one in enumerate(found):
        told = levers_in_words(analysis, one, words)
        if number == 0:
            yield Text(told.before)
        yield Text()
        yield heading(words.name(analysis.situation, one.decision_maker))
        yield Padding(Text(told.short), (0, 0, 0, 3))
        for point in told.points:
            yield Padding(Text(f"{bullet} {point}"), (0, 0, 0, 5))
