"""Plain tables, and the few ways to time something."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table with a title; the first column to the left, the others to the right."""
    print(f"\n{title}\n")
    widths = [max(len(row[number]) for row in (columns, *rows)) for number in range(len(columns))]
    for row in (columns, tuple("-" * width for width in widths), *rows):
        cells = [cell.ljust(width) if number == 0 else cell.rjust(width)
                 for number, (cell, width) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
        print("  ".join(cells).rstrip(), flush=True)


def median_time(action: Callable[[], Any], runs: int) -> float:
    """The median of the wall-clock seconds of ``runs`` runs, after one that is not counted."""
    action()
    return statistics.median(timed(action) for _ in range(runs))


def timed(action: Callable[[], Any]) -> float:
    """The wall-clock seconds of one run."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1e3:.1f} ms"


def times(seconds: float, baseline: float) -> str:
    """How many times the baseline."""
    ratio = seconds / baseline
    return f"{ratio:,.0f} x" if ratio >= 100 else f"{ratio:.2g} x" if ratio < 10 else f"{ratio:.0f} x"
