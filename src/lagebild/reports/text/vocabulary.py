"""What ``lagebild schema --words`` shows: every word a claims file may choose from, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.reports.legend import Legend, whole_legend
from lagebild.reports.text.console import heading
from lagebild.reports.words import Words


def vocabulary_parts(words: Words) -> Iterator[RenderableType]:
    """Table by table; the key of the file stands beside the heading."""
    for legend in whole_legend(words):
        yield heading(f"{legend.key}: {legend.title}")
        yield Padding(Text(f"{legend.about} {legend.hint}".strip()), (0, 0, 0, 2))
        yield Padding(_table(legend), (0, 0, 0, 4))
        yield Text()


def _table(legend: Legend) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    named = any(term.name != term.word for term in legend.terms)
    if named:
        table.add_column(max_width=24)
    table.add_column(ratio=1)
    for term in legend.terms:
        table.add_row(term.word, *([term.name] if named else []), term.means)
    return table
