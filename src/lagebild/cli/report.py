"""``lagebild report``: the answers and all that they rest on, as a page to hand in."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("report")
@parameters.file
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="PATH", help="The page. Default: FILE's name with .html, here."
)
@parameters.language
@parameters.what_if
@click.option("--text", "texts", multiple=True, metavar="ARTICLE", help="A source's text, shown beside its claims; repeatable.")
def command(file: str, output: str | None, language: str | None, what_if: str | None, texts: tuple[str, ...]) -> None:
    """Write what FILE says and what follows from it as one HTML page.

    First what was guessed, then the questions with their answers, then everything behind them: outcomes, paths, variants,
    wants, claims and sources. The page needs no network; it can be sent, printed and put away as it is.

    \b
        lagebild report dam.yaml -o dam.html
        lagebild report dam.yaml --language de -o damm.html
        lagebild report dam.yaml --text article.txt -o dam.html
    """  # noqa: D301
    from pathlib import Path

    from lagebild.cli.output import show_warnings, write_whole
    from lagebild.errors import LagebildError
    from lagebild.library import load, solve
    from lagebild.reading.article import load_article

    try:
        from lagebild.reports.html.page import report_page
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("jinja2", "markupsafe"):
            raise
        raise LagebildError("a report needs Jinja2, which is not installed. Install it with: pip install jinja2") from error

    situation = load(file)
    show_warnings(situation)
    articles = [load_article(text) for text in texts]
    page = report_page(solve(situation, what_if=what_if), language or "", texts=articles)
    target = Path(output) if output is not None else Path(Path(file).with_suffix(".html").name)
    write_whole(target, page)
    if output is None:
        click.echo(target)
