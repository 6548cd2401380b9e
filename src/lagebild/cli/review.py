"""``lagebild review``: a person decides proposal by proposal what becomes a claim."""

from __future__ import annotations

import click


@click.command("review")
@click.argument("claims", metavar="CLAIMS", type=click.Path(dir_okay=False))
@click.option(
    "--text", "article", required=True, metavar="ARTICLE", type=click.Path(), help="The text that the proposals were made from."
)
@click.option("--by", metavar="NAME", help="Who decides; written beside every decision. Default: it is asked for.")
@click.option("--language", type=click.Choice(["en", "de"]), help="Language of the questions. Default: the text's.")
def command(claims: str, article: str, by: str | None, language: str | None) -> int:
    """Decide the proposals in CLAIMS one by one: accept in words of your own, edit, drop, or leave for later.

    Each is shown with its sentence from ARTICLE, which is never stored. CLAIMS is written after every decision, so that you
    can stop at any time; the next review goes on with the first proposal that is undecided.

    \b
        lagebild review claims.yaml --text article.txt --by "Ada Stein"
    """  # noqa: D301
    from lagebild.cli.reviewing import review

    return review(claims, article, by or "", language)
