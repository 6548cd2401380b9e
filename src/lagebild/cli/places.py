"""``lagebild places``: do the places of claims still match their texts; take a place from a text."""

from __future__ import annotations

import click

from lagebild.cli import parameters


@click.command("places")
@click.argument("file", metavar="[FILE]", type=click.Path(), required=False)
@click.option("--text", "texts", multiple=True, metavar="ARTICLE", help="The text: plain text (UTF-8) or HTML; repeatable.")
@click.option("--source", "sources", multiple=True, metavar="ID", help="Whose text it is, one a text. Default: the only one.")
@click.option("--find", "wanted", metavar="WORDS", help="Print the place of these words in the text, to paste into a claim.")
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str | None,
    texts: tuple[str, ...],
    sources: tuple[str, ...],
    wanted: str | None,
    output_format: str,
    language: str | None,
    output: str | None,
) -> int:
    """Whether the claims of FILE still stand where they say in the ARTICLE; or where in it some words stand (--find).

    A place holds if the passage there has the claim's fingerprint, however its spaces, quotation marks and dashes are
    written. Exit code 1 if a place has changed or moved, if its text is missing, or if --find finds nothing.

    \b
        lagebild places dam.yaml --text article.txt
        lagebild places --find "the court will decide" --text article.txt
    """  # noqa: D301
    if wanted is not None:
        if file is not None or sources or len(texts) != 1:
            raise click.UsageError("--find needs one --text ARTICLE, and neither FILE nor --source.")
        return _find(wanted, texts[0], output_format, language, output)
    if file is None or not texts:
        raise click.UsageError("say FILE and --text ARTICLE, or --find WORDS and --text ARTICLE.")
    return _check(file, texts, sources, output_format, language, output)


def _find(wanted: str, text: str, output_format: str, language: str | None, output: str | None) -> int:
    from lagebild.cli.output import print_json, write_whole
    from lagebild.evidence.texts import find, normalise
    from lagebild.reading.article import load_article
    from lagebild.reports.text.places import find_text, place_data
    from lagebild.reports.words import Words

    if not normalise(wanted):
        raise click.UsageError("--find needs words.")
    words = Words(language or "en")
    found = find(load_article(text), wanted)
    if output_format == "json":
        print_json({"places": [place_data(place) for place in found]}, output)
    elif found and output is not None:
        write_whole(output, find_text(found, words) + "\n")
    elif found:
        click.echo(find_text(found, words))
    else:
        click.echo(words("places.find.none"), err=True)
    return 0 if found else 1


def _check(
    file: str,
    texts: tuple[str, ...],
    sources: tuple[str, ...],
    output_format: str,
    language: str | None,
    output: str | None,
) -> int:
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.evidence.places import check_places
    from lagebild.library import load
    from lagebild.reading.article import load_article
    from lagebild.reports.text.places import places_data, places_parts
    from lagebild.reports.words import Words

    situation = load(file)
    show_warnings(situation)
    ids = _sources(tuple(source.id for source in situation.sources), sources, len(texts))
    found = check_places(situation, dict(zip(ids, map(load_article, texts), strict=True)))
    if output_format == "json":
        print_json(places_data(found), output)
    else:
        words = Words(language or situation.language)
        print_parts(lambda console: places_parts(console, found, words), output)
    return 0 if found.hold else 1


def _sources(known: tuple[str, ...], named: tuple[str, ...], texts: int) -> tuple[str, ...]:
    """Whose texts they are, in their order; a situation without sources has one text without a name."""
    from lagebild.errors import Fault, UnknownNameError, did_you_mean

    for source in named:
        if source not in known:
            hint = did_you_mean(source, known) or f"The file has: {', '.join(known) or 'none'}."
            raise UnknownNameError(Fault(message=f'there is no source "{source}"', hint=hint))
    if not named and len(known) < 2 and texts == 1:
        return known or ("",)
    if len(named) != texts or len(set(named)) != texts:
        raise click.UsageError(f"say with --source ID whose text each --text is; the file has: {', '.join(known) or 'none'}.")
    return named
