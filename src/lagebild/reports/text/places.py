"""Places on the terminal and as data: what became of each claim's place, and places to paste. No word of the text is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lagebild.evidence.places import VERDICTS, CheckedClaim, CheckedPlace, CheckedPlaces, CheckedText
from lagebild.evidence.records import TextPlace
from lagebild.reports.words import Words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def places_parts(console: Console, found: CheckedPlaces, words: Words) -> Iterator[RenderableType]:
    """Everything that ``lagebild places FILE`` prints: the texts, the count, then the claims by verdict."""
    from rich.padding import Padding
    from rich.text import Text

    from lagebild.reports.text.console import heading, marks_for

    arrow = marks_for(console).arrow
    for text in found.texts:
        yield Text(_text_line(text, words))
    counts = [words.several("places.claims", len(found.claims))]
    if found.without:
        counts.append(words.several("places.without", len(found.without)))
    yield Text(" ".join(counts))
    for verdict in VERDICTS:
        claims = found.of(verdict)
        if not claims:
            continue
        yield Text()
        title = words("places.verdict.title", verdict=words(f"places.verdict.{verdict}"), count=words.number(len(claims)))
        yield heading(title[:1].upper() + title[1:])
        if verdict in ("text-missing", "changed", "moved"):
            for line in _lines(claims, words, arrow):
                yield Padding(Text(line), (0, 0, 0, 2))
        else:
            yield Padding(Text(", ".join(checked.claim.id for checked in claims)), (0, 0, 0, 2))


def places_data(found: CheckedPlaces) -> dict[str, Any]:
    """What ``lagebild places FILE --format json`` prints."""
    return {
        "holds": found.hold,
        "texts": [
            {"source": text.source, "sha256": text.sha256, "text-sha256": text.told or None, "differs": text.differs}
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
    return {"verdict": checked.verdict, "at": place_data(checked.place), **now}


def _text_line(text: CheckedText, words: Words) -> str:
    source = text.source or words("places.text.nameless")
    key = "differs" if text.differs else "same" if text.told else "untold"
    return words(f"places.text.{key}", source=source, sha256=text.sha256, told=text.told)


def _lines(claims: Sequence[CheckedClaim], words: Words, arrow: str) -> Iterator[str]:
    """One line a place that no longer holds, with where the claim stands in its file."""
    for checked in claims:
        whats = dict.fromkeys(_what(place, checked.source, words, arrow) for place in checked.places)
        for what in whats:
            if not what:
                continue
            if checked.claim.place is None:
                yield words("places.line.unplaced", claim=checked.claim.id, what=what)
            else:
                yield words("places.line.of", place=checked.claim.place, claim=checked.claim.id, what=what)


def _what(checked: CheckedPlace, source: str, words: Words, arrow: str) -> str:
    if checked.verdict == "text-missing":
        return words(f"places.line.text-missing{'' if source else '-nameless'}", source=source)
    if checked.verdict == "moved" and checked.now is not None:
        return words("places.line.moved", at=_at(checked.place, words), now=_at(checked.now, words), arrow=arrow)
    return words("places.line.changed", at=_at(checked.place, words)) if checked.verdict == "changed" else ""


def _at(place: TextPlace, words: Words) -> str:
    key = "places.at-bare" if place.paragraph is None else "places.at"
    return words(key, paragraph=place.paragraph, start=place.start, end=place.end)
