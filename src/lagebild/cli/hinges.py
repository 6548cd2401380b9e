"""``lagebild hinges``: which claims, voices, lines and orders carry the answers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Final

import click

from lagebild.cli import parameters

_GRAINS: Final = ("origin", "speaker", "claim", "line", "order")
"""As ``analyses.hinges.GRAINS``, which help does not import."""

_MODES: Final = ("withdraw", "negate")

_SECONDS: Final = 20.0
"""As ``library.SEARCHED``."""

_REDRAWN: Final = 0.1
"""After how many seconds the bar is drawn anew."""


def _grains(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    asked = parameters.comma_list(ctx, parameter, values)
    unknown = [value for value in asked if value not in (*_GRAINS, "all")]
    if unknown:
        raise click.BadParameter(f'"{unknown[0]}" is none. There are {parameters.in_words((*_GRAINS, "all"), "and")}.')
    return tuple(grain for grain in _GRAINS if not asked or "all" in asked or grain in asked)


@click.command("hinges")
@parameters.file
@click.option(
    "--grain",
    "grains",
    multiple=True,
    callback=_grains,
    metavar="GRAIN,…",
    help="What is struck out: origin (who knew it first), speaker, claim, line, order; several with commas. Default: all.",
)
@click.option(
    "--mode",
    type=click.Choice([*_MODES, "both"]),
    default="both",
    help="As if nothing were known of it, as if it were false, or (the default) one after the other.",
)
@click.option("--question", type=click.IntRange(min=1), metavar="N", help="Tell of this question only, counted from 1.")
@click.option(
    "--largest",
    type=click.IntRange(min=1),
    metavar="K",
    help="Try every set of up to K things together. Default: 2, of lines 1, whose pairs take long.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    metavar="S",
    default=_SECONDS,
    show_default=True,
    help="How long to search; 0: no limit.",
)
@click.option("--all", "everything", is_flag=True, help="Show sourced lines and larger sets as well.")
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    grains: tuple[str, ...],
    mode: str,
    question: int | None,
    largest: int | None,
    seconds: float,
    everything: bool,
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Strike out voices, claims, lines and orders, alone and together, and show which of them the answers hinge on.

    Ctrl-C ends the search and shows what was found until then.

    \b
        lagebild hinges dam.yaml
        lagebild hinges dam.yaml --question 1 --all
        lagebild hinges dam.yaml --grain line --largest 2 --seconds 120
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import hinges, load, solve
    from lagebild.reports.words import Words
    from lagebild.solutions.concepts import LEADING

    situation = load(file)
    show_warnings(situation)
    analysis = solve(situation, LEADING, what_if=what_if)
    stop = _Stop()
    with stop.listening(), _bar() as tell:
        found = hinges(
            analysis,
            grains=grains,
            modes=_MODES if mode == "both" else (mode,),
            largest=largest,
            seconds=seconds or None,
            question=question,
            progress=stop.before(tell),
        )
    words = Words(language or situation.language)
    if output_format == "json":
        from lagebild.reports.data.hinges import hinges_data

        print_json(hinges_data(found, words.language, stopped=stop.heard), output)
        return
    from lagebild.reports.text.hinges import hinges_parts

    print_parts(lambda console: hinges_parts(console, found, words, everything=everything, stopped=stop.heard), output)


class _Stop:
    """Ctrl-C while searching: the first is noted, and the search ends at the next set; a second ends the set at hand."""

    def __init__(self) -> None:
        self.heard = False

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Ctrl-C is noted in here, as before outside."""
        import signal

        before = signal.signal(signal.SIGINT, self._hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _hear(self, number: int, frame: object) -> None:
        if self.heard:
            raise KeyboardInterrupt
        self.heard = True

    def before(self, tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """``tell``, unless somebody wants to stop."""

        def progress(done: int, total: int) -> None:
            if self.heard:
                raise KeyboardInterrupt
            tell(done, total)

        return progress


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while the search runs, where that is a terminal."""
    import sys
    import time

    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("sets tried of this kind (Ctrl-C: stop)", total=None)
        shown = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal shown
            now = time.monotonic()
            if now - shown > _REDRAWN:
                shown = now
                progress.update(task, completed=done, total=total)

        yield tell
