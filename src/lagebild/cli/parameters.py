"""Arguments and options that several commands share, said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import click

from lagebild.solutions.concepts import DEFAULT_CODES, KINDS

_Function = TypeVar("_Function", bound=Callable[..., Any])

file: Final = click.argument("file", metavar="FILE", type=click.Path())
"""The situation file."""

language: Final = click.option(
    "--language", type=click.Choice(["en", "de"]), help="Language of the answer. Default: the situation's."
)

what_if: Final = click.option("--what-if", "what_if", metavar="NAME", help="Solve the file with this what-if applied.")

output_format: Final = click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)

output: Final = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="PATH", help="Write to this file instead of the screen."
)


def comma_list(ctx: click.Context, parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """``--concept nash,seq --concept gmr`` -> ``("nash", "seq", "gmr")``."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def in_words(codes: Iterable[str], word: str) -> str:
    """``nash, gmr or seq``."""
    *others, last = codes
    return f"{', '.join(others)} {word} {last}" if others else last


def concepts(default: str = in_words(DEFAULT_CODES, "and")) -> Callable[[_Function], _Function]:
    """``--concept``, repeatable or with commas."""
    return click.option(
        "--concept", "concepts", multiple=True, callback=comma_list, metavar="CODE,…",
        help=f"{in_words(KINDS, 'or')}; several with commas. Default: {default}.",
    )  # fmt: skip
