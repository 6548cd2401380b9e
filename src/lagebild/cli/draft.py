"""``lagebild draft``: a text laid out as proposals for claims."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from lagebild.cli import parameters

if TYPE_CHECKING:
    from lagebild.drafting import Backend
    from lagebild.evidence.records import Source


@click.command("draft")
@click.argument("article", metavar="ARTICLE", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="PATH", help="The claims file to write. It must be new."
)
@click.option("--published", metavar="DATE", help='The day the text appeared; dates such as "Thursday" count from it.')
@click.option("--source", "id_", metavar="ID", help="The id of the source. Default: from the file's name.")
@click.option("--from", "answers", type=click.Path(), metavar="FILE", help="Take the proposals from a file of JSON Lines.")
@click.option("--command", "program", metavar="COMMAND", help="Have a program propose: sentences in, answers out (JSON Lines).")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1, max=86400), default=300, help="How long --command may take. Default: 300."
)
@click.option("--sentences", is_flag=True, help="Only print the numbered sentences, as a program is given them.")
@parameters.output_format
@parameters.language
def command(
    article: str,
    output: str | None,
    published: str | None,
    id_: str | None,
    answers: str | None,
    program: str | None,
    seconds: float,
    sentences: bool,
    output_format: str,
    language: str | None,
) -> None:
    """Lay out ARTICLE (plain text in UTF-8, or HTML; German or English) as proposals for claims.

    For each sentence: its place, who is likely to say it, how firmly the text puts it, figures, dates, who acts; and why.
    Proposals count as nothing until a person has accepted them and said the claim in words of their own. No sentence of the
    text is kept, and nothing is fetched.

    \b
        lagebild draft article.txt -o claims.yaml --published 2025-03-03
        lagebild draft article.html -o claims.yaml --command "python3 my-reader.py"
    """  # noqa: D301
    from datetime import date

    from lagebild.cli.output import print_json, print_parts, write_whole
    from lagebild.drafting import propose, read_text
    from lagebild.drafting.outside import sentence_lines
    from lagebild.reading.article import load_article
    from lagebild.reading.proposals import draft_text
    from lagebild.reports.text.draft import draft_data, draft_head, draft_parts
    from lagebild.reports.words import Words

    backend = _backend(answers, program, seconds)
    _not_there(output)
    text = load_article(article)
    source = _source(article, id_, published)
    if sentences:
        lines = "".join(f"{line}\n" for line in sentence_lines(read_text(text, source)))
        if output is None:
            click.echo(lines, nl=False)
        else:
            write_whole(output, lines, overwrite=False)
        return
    found = propose(text, source, backend, made=date.today().isoformat())
    words = Words(language or "en")
    if output is not None:
        head = "".join(f"# {line}\n" for line in draft_head(found, words))
        write_whole(output, head + draft_text([found], language=found.source.language or "en"), overwrite=False)
    if output_format == "json":
        print_json(draft_data(found))
        return
    print_parts(lambda console: draft_parts(console, found, words, output=output))


def _backend(answers: str | None, program: str | None, seconds: float) -> Backend:
    from lagebild.drafting import RULES, Backend

    if answers is not None and program is not None:
        raise click.UsageError("--from and --command both say who proposes: give one.")
    if answers is not None:
        return Backend(kind="file", what=answers)
    return Backend(kind="command", what=program, seconds=seconds) if program is not None else RULES


def _not_there(output: str | None) -> None:
    from lagebild.errors import Fault, InputError

    if output is not None and os.path.exists(output):
        hint = "Choose another name; `lagebild merge` joins two claims files."
        raise InputError(Fault(message=f"{output} exists already", hint=hint))


def _source(article: str, id_: str | None, published: str | None) -> Source:
    """The source as the page describes it, with what was said on the command line."""
    from dataclasses import replace

    from lagebild.drafting.names import slug
    from lagebild.errors import Fault, InputError
    from lagebild.evidence.dates import read_date
    from lagebild.evidence.records import Published, Source
    from lagebild.reading.article import load_page
    from lagebild.reading.page_facts import page_source
    from lagebild.statements import id_fault

    name = id_ or slug(os.path.splitext(os.path.basename(article))[0])
    if id_fault(name):
        raise InputError(
            Fault(message=f'"{name}" cannot be an id', hint="Say another with --source: small letters, digits, hyphens.")
        )
    page = load_page(article)
    source = page_source(page, name) if page else Source(id=name)
    if published is None:
        return source
    if read_date(published) is None:
        raise InputError(Fault(message=f'"{published}" is not a date', hint="Write it as 2025-03-01, 2025-03 or 2025."))
    return replace(source, published=Published(value=published, basis="stated"))
