"""``lagebild export``: claims, sources and answers in formats that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lagebild.cli import parameters

if TYPE_CHECKING:
    from lagebild.evidence.places import SourceText
    from lagebild.situation import Situation


@click.command("export")
@parameters.file
@click.option(
    "--as", "format_", type=click.Choice(["web-annotation", "schema-org"]), required=True, help="The format to write."
)
@click.option(
    "--quotes-from",
    "quoted",
    multiple=True,
    metavar="ARTICLE",
    help="web-annotation: quote the passages from this text; repeatable. Default: places only, not a word of the text.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "de"]),
    help="Language of the words. Default: the situation's; web-annotation: every language that a claim is written in.",
)
@parameters.what_if
@parameters.output
def command(
    file: str, format_: str, quoted: tuple[str, ...], language: str | None, what_if: str | None, output: str | None
) -> None:
    """Write the claims of FILE in a format that other programs read.

    web-annotation: one annotation for each claim and place, after the Web Annotation Data Model of the W3C.
    schema-org: the analysis with its sources, claims and answers as JSON-LD in the terms of schema.org.

    \b
        lagebild export dam.yaml --as web-annotation -o dam.jsonld
        lagebild export dam.yaml --as schema-org --language de
    """  # noqa: D301
    from lagebild.cli.output import print_json, show_warnings
    from lagebild.library import load

    if quoted and format_ != "web-annotation":
        raise click.UsageError("--quotes-from needs --as web-annotation.")
    if what_if is not None and format_ != "schema-org":
        raise click.UsageError("--what-if needs --as schema-org: claims are the same in every variant.")
    situation = load(file)
    show_warnings(situation)
    if format_ == "schema-org":
        data = _schema_org(situation, language or "", what_if)
    else:
        data = _web_annotation(situation, language or "", quoted)
    print_json(data, output)


def _schema_org(situation: Situation, language: str, what_if: str | None) -> dict[str, Any]:
    from lagebild.library import solve
    from lagebild.reports.data.schema_org import schema_org

    return schema_org(solve(situation, what_if=what_if), language)


def _web_annotation(situation: Situation, language: str, quoted: tuple[str, ...]) -> dict[str, Any]:
    from lagebild.reports.data.web_annotation import not_quoted, web_annotation, without_a_target
    from lagebild.reports.words import Words

    words = Words(language or situation.language)
    texts = _texts(situation, quoted)
    for key, claims in (("left-out", without_a_target(situation)), ("not-quoted", not_quoted(situation, texts))):
        if claims:
            click.echo(words.several(f"export.{key}", len(claims), ids=", ".join(claims)), err=True)
    return web_annotation(situation, language, texts=texts)


def _texts(situation: Situation, files: tuple[str, ...]) -> dict[str, SourceText]:
    """Each text under its source: the one that tells its fingerprint, else the only one that there is."""
    from lagebild.errors import Fault, InputError
    from lagebild.reading.article import load_article

    found: dict[str, SourceText] = {}
    for file in files:
        text = load_article(file)
        told = [source.id for source in situation.sources if source.text_sha256 == text.sha256]
        ids = told or [source.id for source in situation.sources if len(situation.sources) == 1]
        if not ids:
            hint = "Name it with `text-sha256` under its source; `lagebild places` tells it."
            raise InputError(Fault(message=f"{file}: no source has the fingerprint of this text, {text.sha256}", hint=hint))
        found.update(dict.fromkeys(ids, text))
    return found
