"""``lagebild report``: the answers and all that they rest on, as a page or a document to hand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import click

from lagebild.cli import parameters
from lagebild.errors import Fault, InputError, LagebildError

if TYPE_CHECKING:
    from lagebild.analyses.disagreement import Comparison
    from lagebild.evidence.places import SourceText
    from lagebild.situation import Situation
    from lagebild.solutions import Analysis

ENDINGS: Final = (".html", ".pdf", ".docx", ".md")
"""As what a report is written, by how its file's name ends."""

PACKAGES: Final = {"jinja2": "jinja2", "markupsafe": "jinja2", "typst": "typst", "docx": "python-docx", "lxml": "python-docx"}
"""Per module that a report needs the package that brings it."""


@click.command("report")
@parameters.file
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="PATH",
    help="The report: .html, .pdf, .docx or .md. Default: FILE's name with .html, here.",
)  # fmt: skip
@parameters.language
@parameters.what_if
@click.option(
    "--text", "texts", multiple=True, metavar="ARTICLE",
    help="A source's text, shown beside its claims (.html); repeatable. The page then contains the full text of the source: "
    "check the rights before passing it on.",
)  # fmt: skip
@click.option(
    "--second", metavar="SECOND", type=click.Path(), help="A second person's disagreements (see compare), as a section (.html)."
)
def command(
    file: str,
    output: str | None,
    language: str | None,
    what_if: str | None,
    texts: tuple[str, ...],
    second: str | None,
) -> None:
    """Write what FILE says and what follows from it, to be handed in: as a page, PDF, Word file or Markdown.

    First what was guessed, then the questions with their answers, then everything behind them: outcomes, paths, variants,
    wants, claims and sources. The ending of PATH says as what it is written. A page needs no network; it can be sent, printed
    and put away as it is.

    \b
        lagebild report dam.yaml -o dam.html
        lagebild report dam.yaml -o dam.pdf
        lagebild report dam.yaml --language de -o damm.docx
        lagebild report dam.yaml --text article.txt -o dam.html
        lagebild report dam.yaml --second dam.second.yaml -o dam.html
    """  # noqa: D301
    from pathlib import Path

    from lagebild.cli.output import show_warnings, write_whole
    from lagebild.library import load, solve
    from lagebild.reading.article import load_article

    target = Path(output) if output is not None else Path(Path(file).with_suffix(".html").name)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(Fault(message=f"{target}: a report ends in {parameters.in_words(ENDINGS, 'or')}"))
    for option, given in (("--text", bool(texts)), ("--second", second is not None)):
        if given and ending != ".html":
            raise InputError(Fault(message=f"{option} goes with a page only, and {target} is none", hint="Write it as .html."))
    if second is not None and what_if is not None:
        raise click.UsageError("--second compares with the file as it stands; leave --what-if out.")
    write = _writer(ending)
    situation = load(file)
    show_warnings(situation)
    articles = [load_article(text) for text in texts]
    opinion = None if second is None else _compared(situation, second)
    write_whole(target, write(solve(situation, what_if=what_if), language or "", articles, opinion))
    if output is None:
        click.echo(target)


def _compared(situation: Situation, second: str) -> Comparison:
    from lagebild.analyses.disagreement import compare
    from lagebild.reading.second import load_second

    return compare(situation, load_second(second, situation))


def _writer(ending: str) -> Callable[[Analysis, str, Sequence[SourceText], Comparison | None], str | bytes]:
    """What makes the report. Raises: LagebildError where a library for it is not installed."""
    try:
        if ending == ".html":
            from lagebild.reports.html.page import report_page

            return lambda analysis, language, texts, second: report_page(analysis, language, texts=texts, second=second)
        from lagebild.reports.document.compose import compose
        from lagebild.reports.document.formats import writer

        write = writer(ending)
    except ImportError as error:
        package = PACKAGES.get((error.name or "").split(".")[0])
        if package is None:
            raise
        said = f"a report as {ending} needs {package}, which is not installed. Install it with: pip install {package}"
        raise LagebildError(said) from error
    return lambda analysis, language, _texts, _second: write(compose(analysis, language))
