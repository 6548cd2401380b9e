"""``lagebild places``: do the places of claims still match their texts; take a place from a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from lagebild.cli import parameters

if TYPE_CHECKING:
    from lagebild.evidence.mending import Mending
    from lagebild.evidence.places import SourceText
    from lagebild.situation import Situation


@click.command("places")
@click.argument("file", metavar="[FILE]", type=click.Path(), required=False)
@click.option("--text", "texts", multiple=True, metavar="ARTICLE", help="The text: plain text (UTF-8) or HTML; repeatable.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID",
    help="Whose text it is, one a text. Default: the one with its text-sha256, else the only one with places.",
)
@click.option("--find", "wanted", metavar="WORDS", help="Print the place of these words in the text, to paste into a claim.")
@click.option("--fix", is_flag=True, help="Write the new places of what has moved into FILE.")
@click.option("--dry-run", is_flag=True, help="With --fix: say what would be written, and write nothing.")
@parameters.output_format
@parameters.language
@parameters.output
def command(
    file: str | None,
    texts: tuple[str, ...],
    sources: tuple[str, ...],
    wanted: str | None,
    fix: bool,
    dry_run: bool,
    output_format: str,
    language: str | None,
    output: str | None,
) -> int:
    """Whether the claims of FILE still stand where they say in the ARTICLE; or where in it some words stand (--find).

    A place holds if the passage there has the claim's fingerprint, however its spaces, quotation marks and dashes are
    written. Of an HTML page the main text counts. Exit code 1 if a place has changed or moved (after --fix: if one is
    left), if its text is missing, or if --find finds nothing.

    \b
        lagebild places dam.yaml --text article.txt
        lagebild places dam.yaml --text article.html --fix
        lagebild places --find "the court will decide" --text article.txt
    """  # noqa: D301
    if wanted is not None:
        if file is not None or sources or fix or len(texts) != 1:
            raise click.UsageError("--find needs one --text ARTICLE, and neither FILE, --source nor --fix.")
        return _find(wanted, texts[0], output_format, language, output)
    if file is None or not texts:
        raise click.UsageError("say FILE and --text ARTICLE, or --find WORDS and --text ARTICLE.")
    if dry_run and not fix:
        raise click.UsageError("--dry-run says what --fix would write: give both.")
    return _check(file, texts, sources, "" if not fix else "dry-run" if dry_run else "fix", output_format, language, output)


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
    fix: str,
    output_format: str,
    language: str | None,
    output: str | None,
) -> int:
    from lagebild.cli.output import print_json, print_parts, show_warnings
    from lagebild.evidence.mending import mend
    from lagebild.evidence.places import check_places
    from lagebild.library import load
    from lagebild.reading.article import load_article
    from lagebild.reports.text.places import fixed_data, fixed_parts, places_data, places_parts
    from lagebild.reports.words import Words

    situation = load(file)
    show_warnings(situation)
    articles = [load_article(text) for text in texts]
    found = check_places(situation, dict(zip(_sources(situation, sources, articles), articles, strict=True)))
    words = Words(language or situation.language)
    if not fix:
        if output_format == "json":
            print_json(places_data(found), output)
        else:
            print_parts(lambda console: places_parts(console, found, words), output)
        return 0 if found.hold else 1
    mending = mend(found)
    files = _fixed(file, situation, mending, write=fix == "fix")
    if output_format == "json":
        print_json(fixed_data(found, mending, files, written=fix == "fix"), output)
    else:
        print_parts(lambda console: fixed_parts(console, found, mending, files, words, written=fix == "fix"), output)
    return 1 if mending.open or (fix == "dry-run" and not found.hold) else 0


def _fixed(file: str, situation: Situation, mending: Mending, *, write: bool) -> list[str]:
    """The files that get new places; they are written only once all of them are known to be sound."""
    import os

    from lagebild.cli.output import write_whole
    from lagebild.errors import Fault, InputError
    from lagebild.reading.rewrite import rewrite

    if mending.nothing:
        return []
    files = rewrite(file, situation, mending)
    for new in files if write else ():
        if not os.access(new.path, os.W_OK):
            raise InputError(Fault(message=f"cannot write {new.path}: it is read only", hint="Nothing was written."))
    for new in files if write else ():
        # A link stays a link: what it leads to is written.
        write_whole(os.path.realpath(new.path), new.data)
    return [str(new.path) for new in files]


def _sources(situation: Situation, named: tuple[str, ...], texts: Sequence[SourceText]) -> tuple[str, ...]:
    """Whose texts they are, in their order: as named, else as far as the file tells.

    A text is that of the source that tells its fingerprint, else of the only one with places. A situation without sources
    has one text without a name.
    """
    from lagebild.errors import Fault, UnknownNameError, did_you_mean

    known = tuple(source.id for source in situation.sources)
    for source in named:
        if source not in known:
            hint = did_you_mean(source, known) or f"The file has: {', '.join(known) or 'none'}."
            raise UnknownNameError(Fault(message=f'there is no source "{source}"', hint=hint))
    found = named or _unnamed(situation, known, texts)
    if len(found) != len(texts) or len(set(found)) != len(texts):
        raise click.UsageError(f"say with --source ID whose text each --text is; the file has: {', '.join(known) or 'none'}.")
    return found


def _unnamed(situation: Situation, known: tuple[str, ...], texts: Sequence[SourceText]) -> tuple[str, ...]:
    """Whose texts they are, where nobody says it; empty where the file does not tell."""
    if len(known) < 2:
        return known or ("",)
    told = [[source.id for source in situation.sources if source.text_sha256 == text.sha256] for text in texts]
    found = [ids[0] if len(ids) == 1 else "" for ids in told]
    # One text that no source tells the fingerprint of can only be that of the one source left with places to check.
    placed = {claim.source for claim in situation.claims if claim.at} - {"", *found}
    if found.count("") == 1 and len(placed) == 1:
        found[found.index("")] = placed.pop()
    return () if "" in found else tuple(found)
