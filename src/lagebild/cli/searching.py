"""What commands that search long share: a bar while they do, and Ctrl-C that ends the search with what it has."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Final

REDRAWN: Final = 0.1
"""After how many seconds the bar is drawn anew."""


@contextlib.contextmanager
def searching(what: str) -> Iterator[Callable[[int, int], None]]:
    """Hand in a function to be told how far a search is; it raises KeyboardInterrupt once somebody pressed Ctrl-C.

    The first Ctrl-C is noted until the search asks next; a second ends what is at hand. Where standard error is a terminal, a
    bar is shown there.
    """
    import signal

    heard = [False]

    def hear(number: int, frame: object) -> None:
        if heard[0]:
            raise KeyboardInterrupt
        heard[0] = True

    before = signal.signal(signal.SIGINT, hear)
    try:
        with _bar(what) as tell:

            def progress(done: int, total: int) -> None:
                if heard[0]:
                    raise KeyboardInterrupt
                tell(done, total)

            yield progress
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    import sys
    import time

    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{what} (Ctrl-C: stop)", total=None)
        shown = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal shown
            now = time.monotonic()
            if now - shown > REDRAWN:
                shown = now
                progress.update(task, completed=done, total=total)

        yield tell
