"""``lagebild views``: what each decision maker sees of the situation, and what comes of it."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import LEADING


@click.command("views")
@parameters.file
@parameters.concepts(LEADING)
@click.option("--states", is_flag=True, help="List every state with what each does there by its own view.")
@parameters.what_if
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    concepts: tuple[str, ...],
    states: bool,
    what_if: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """Solve FILE as each decision maker sees it: what lasts then, whom it surprises, and what learning the truth would change.

    The file says under `views` which options somebody does not see, what it believes of the others, and which claims it does
    not know of.

    \b
        lagebild views dam.yaml
        lagebild views dam.yaml --concept nash,seq --states
    """  # noqa: D301
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load, views
    from lagebild.reports.words import Words

    situation = load(file)
    show_warnings(situation)
    found = views(situation, concepts or None, what_if=what_if)
    if output_format == "json":
        from lagebild.reports.data.views import views_data

        print_json(views_data(found), output)
        return
    from lagebild.reports.text.views import views_parts

    words = Words(language or situation.language)
    print_parts(lambda console: views_parts(console, found, words, states=states), output)
