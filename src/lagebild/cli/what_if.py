"""``lagebild what-if``: the file's variants side by side."""

from __future__ import annotations

import click

from lagebild.cli import parameters
from lagebild.solutions.concepts import LEADING


@click.command("what-if")
@parameters.file
@click.option(
    "--with", "names", multiple=True, callback=parameters.comma_list, metavar="NAME,…",
    help="Only these what-ifs of the file. Default: all.",
)  # fmt: skip
@parameters.concepts(LEADING)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="How many lines to list.")
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str,
    names: tuple[str, ...],
    concepts: tuple[str, ...],
    limit: int | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> None:
    """The variants of FILE side by side: which outcomes survive where.

    The file names them under `what-if:`, each as a list of changes. The first variant, A, is always the situation as it is.
    """
    from lagebild.analyses.variants import compare_variants
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.library import load

    situation = load(file)
    show_warnings(situation)
    variants = compare_variants(situation, names or None, concepts or (LEADING,))
    if output_format == "json":
        from lagebild.reports.data.variants import variants_data

        print_json(variants_data(variants), output)
        return
    from lagebild.reports.text.what_if import what_if_parts
    from lagebild.reports.words import Words

    words = Words(language or variants.situation.language)
    print_parts(lambda console: what_if_parts(console, variants, words, limit=limit), output)
