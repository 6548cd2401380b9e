"""Places on the terminal and as data: what became of each claim's place, and places to paste. No word of the text is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lagebild.evidence.mending import MendedPlace, Mending, is_settled
from lagebild.evidence.places import VERDICTS, CheckedClaim, CheckedPlace, CheckedPlaces, CheckedText
from lagebild.evidence.records import TextPlace
from lagebild.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def places_parts(console: Console, found: CheckedPlaces, words: Words) -> Iterator[RenderableType]:
    """Everything that ``lagebild places FILE`` prints: the texts, the count, then the claims by verdict."""
    from lagebild.reports.text.console import marks_for

    arrow = marks_for(console).arrow
    yield from _head(found, words)
    for verdict in VERDICTS:
        claims = found.of(verdict)
        if claims and verdict in ("text-missing", "changed", "moved"):
            yield from _block(words(f"places.verdict.{verdict}"), len(claims), _lines(claims, words, arrow), words)
        elif claims:
            ids = ", ".join(checked.claim.id for checked in claims)
            yield from _block(words(f"places.verdict.{verdict}"), len(claims), [ids], words)


def fixed_parts(
    console: Console, found: CheckedPlaces, mending: Mending, files: Sequence[str], words: Words, *, written: bool
) -> Iterator[RenderableType]:
    """Everything that ``lagebild places FILE --fix`` prints: what is left, what is rewritten, which files that makes."""
    from rich.text import Text

    from lagebild.reports.text.console import marks_for

    arrow = marks_for(console).arrow
    yield from _head(found, words)
    for verdict in VERDICTS:
        claims = found.of(verdict)
        if not claims:
            continue
        if verdict in ("verified", "no-fingerprint", "short"):
            ids = ", ".join(checked.claim.id for checked in claims)
            yield from _block(words(f"places.verdict.{verdict}"), len(claims), [ids], words)
            continue
        left = [claim for claim in claims if verdict != "moved" or any(place.several for place in claim.places)]
        if left:
            title = words(f"places.verdict.{'several' if verdict == 'moved' else verdict}")
            yield from _block(title, len(left), _lines(left, words, arrow, settled=False), words)
    if mending.places:
        lines = [_mended_line(mended, words, arrow) for mended in mending.places]
        yield from _block(words(f"places.fix.{'done' if written else 'planned'}"), len(lines), lines, words)
    yield Text()
    for mended in mending.texts:
        key = "held" if mended.held else "reference"
        source = mended.text.source
        new = f"{mended.text.told} {arrow} {mended.text.sha256}"
        yield Text(words(f"places.fix.{key}", source=source, new=new, claims=words.listed(list(mended.held))))
    key = "nothing" if mending.nothing else "written" if written else "unwritten"
    yield Text(words(f"places.fix.{key}", files=words.listed(list(files))))


def _head(found: CheckedPlaces, words: Words) -> Iterator[RenderableType]:
    from rich.text import Text

    for text in found.texts:
        yield Text(_text_line(text, words))
        if text.html:
            yield Text(words.several("places.html", text.paragraphs, source=text.source or words("places.text.nameless")))
    counts = [words.several("places.claims", len(found.claims))]
    if found.without:
        counts.append(words.several("places.without", len(found.without)))
    yield Text(" ".join(counts))


def _block(title: str, count: int, lines: Iterable[str], words: Words) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    from lagebild.reports.text.console import heading

    yield Text()
    whole = words("places.verdict.title", verdict=title, count=words.number(count))
    yield heading(whole[:1].upper() + whole[1:])
    for line in lines:
        yield Padding(Text(line), (0, 0, 0, 2))


def places_data(found: CheckedPlaces) -> dict[str, Any]:
    """What ``lagebild places FILE --format json`` prints."""
    return {
        "holds": found.hold,
        "texts": [
            {
                "source": text.source,
                "sha256": text.sha256,
                "text-sha256": text.told or None,
                "differs": text.differs,
                "html": text.html,
                "paragraphs": text.paragraphs,
            }
            for text in found.texts
        ],
        "counts": {verdict: len(found.of(verdict)) for verdict in VERDICTS},
        "claims": [
            {
                "claim": checked.claim.id,
                "source": checked.source,
                "verdict": checked.verdict,
                "places": [_checked_data(place) for place in checked.places],
            }
            for checked in found.claims
        ],
        "without_place": list(found.without),
    }


def fixed_data(found: CheckedPlaces, mending: Mending, files: Sequence[str], *, written: bool) -> dict[str, Any]:
    """What ``lagebild places FILE --fix --format json`` prints; ``holds`` is said of the files as they are now."""
    return {
        **places_data(found),
        "holds": not mending.open if written else found.hold,
        "fix": {
            "written": written,
            "files": list(files),
            "places": [
                {
                    "claim": mended.claim.claim.id,
                    "place": mended.number,
                    "at": place_data(mended.old),
                    "now": place_data(mended.new),
                }
                for mended in mending.places
            ],
            "texts": [
                {"source": mended.text.source, "reference": not mended.held, "held_by": list(mended.held)}
                for mended in mending.texts
            ],
        },
    }


def find_text(found: Sequence[TextPlace], words: Words) -> str:
    """The places as YAML to paste into a claim, one below the other."""
    blocks: list[str] = []
    for number, place in enumerate(found, start=1):
        lines = [] if len(found) == 1 else [words("places.find.number", number=number, count=len(found))]
        lines.append("at:")
        lines += [f"  {key}: {value}" for key, value in place_data(place).items() if value is not None]
        if not place.sha256:
            lines.append(f"  {words('places.find.short')}")
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def place_data(place: TextPlace) -> dict[str, int | str | None]:
    """A place with the keys of the claims file."""
    return {"paragraph": place.paragraph, "start": place.start, "end": place.end, "sha256": place.sha256 or None}


def _checked_data(checked: CheckedPlace) -> dict[str, Any]:
    now = {} if checked.now is None else {"now": place_data(checked.now)}
    several = {"several": [place_data(place) for place in checked.several]} if checked.several else {}
    return {"verdict": checked.verdict, "at": place_data(checked.place), **now, **several}


def _text_line(text: CheckedText, words: Words) -> str:
    source = text.source or words("places.text.nameless")
    key = "differs" if text.differs else "same" if text.told else "untold"
    return words(f"places.text.{key}", source=source, sha256=text.sha256, told=text.told)


def _lines(claims: Sequence[CheckedClaim], words: Words, arrow: str, *, settled: bool = True) -> Iterator[str]:
    """One line a place that no longer holds, with where the claim stands in its file; without ``settled`` the open ones."""
    for checked in claims:
        places = [place for place in checked.places if settled or not is_settled(place)]
        for what in dict.fromkeys(_what(place, checked.source, words, arrow) for place in places):
            if what:
                yield _line(checked, what, words)


def _mended_line(mended: MendedPlace, words: Words, arrow: str) -> str:
    what = words("places.line.moved", at=_at(mended.old, words), now=_at(mended.new, words), arrow=arrow)
    return _line(mended.claim, what, words)


def _line(checked: CheckedClaim, what: str, words: Words) -> str:
    if checked.claim.place is None:
        return words("places.line.unplaced", claim=checked.claim.id, what=what)
    return words("places.line.of", place=checked.claim.place, claim=checked.claim.id, what=what)


def _what(checked: CheckedPlace, source: str, words: Words, arrow: str) -> str:
    if checked.verdict == "text-missing":
        return words(f"places.line.text-missing{'' if source else '-nameless'}", source=source)
    if checked.now is not None:
        at, now = _at(checked.place, words), _at(checked.now, words)
        if checked.several:
            return words("places.line.several", at=at, now=now, arrow=arrow, count=words.number(len(checked.several)))
        return words("places.line.moved", at=at, now=now, arrow=arrow)
    return words("places.line.changed", at=_at(checked.place, words)) if checked.verdict == "changed" else ""


def _at(place: TextPlace, words: Words) -> str:
    key = "places.at-bare" if place.paragraph is None else "places.at"
    return words(key, paragraph=place.paragraph, start=place.start, end=place.end)
