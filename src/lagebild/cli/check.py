"""``lagebild check``: is the file sound, and what in it was guessed, matters, or carries nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import LEADING


@click.command("check")
@parameters.file
@click.option("--strict", is_flag=True, help="Exit code 1 if a line or an order names no claim; each is listed.")
@click.option("--orders/--no-orders", "orders", default=True, help="Try what other orders would bring (the long part).")
@click.option("--concept", "concept", default=LEADING, metavar="CODE", help=f"What `matters` goes by. Default: {LEADING}.")
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    strict: bool,
    orders: bool,
    concept: str,
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> int:
    """Whether FILE is sound, and what in it was guessed, matters, or carries nothing.

    Lists what rests on no claim; exchanges every two neighbouring wants and tells which orders matter; shows on whose voice
    the rest stands, what is odd in the record (an office that does not fit the day), which lines decide nothing, whose wants
    depend on which options, which rules hold somebody in place, and what the wants do not tell apart.

    \b
        lagebild check dam.yaml
        lagebild check dam.yaml --strict
    """  # noqa: D301
    from lagebild.analyses.audit import audit
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load
    from lagebild.reports.words import Words

    situation = load(file)
    show_warnings(situation)
    found = audit(situation, leading=concept, try_orders=orders, what_if=what_if, progress=_progress())
    words = Words(language or situation.language)
    if output_format == "json":
        from lagebild.reports.data.audit import audit_data

        print_json(audit_data(found), output)
    else:
        from lagebild.reports.text.check import check_parts

        print_parts(lambda console: check_parts(console, found, words), output)
    if strict and found.unsourced:
        from lagebild.reports.text.check import unsourced_lines

        for line in unsourced_lines(found, words):
            click.echo(line, err=True)
        click.echo(words.several("check.strict.fails", found.unsourced, n=found.unsourced), err=True)
        return 1
    return 3 if found.too_large else 0


def _progress() -> Callable[[int, int], None] | None:
    """How far the trials are, on a terminal, once they take longer than a second."""
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        if done + 1 == total:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif time.monotonic() - begun > 1:
            click.echo(f"\r{done} / {total} … (--no-orders)", nl=False, err=True)

    return show
