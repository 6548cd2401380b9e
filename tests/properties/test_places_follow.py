"""A text is edited anywhere: what still stands in it is found again, put right, and nothing else in the file changes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.evidence.mending import mend
from lagebild.evidence.places import CheckedPlaces, check_places
from lagebild.evidence.records import TextPlace
from lagebild.evidence.texts import SourceText, find
from lagebild.reading import load
from lagebild.reading.rewrite import rewrite

HEAD = (
    "lagebild: 1\ntitle: The bridge   # ünïcode\ndecision-makers:\n  mayor:\n    options: {build: build}\n    wants: [build]\n"
)


def _paragraph(number: int) -> str:
    """A paragraph that no other repeats, of two sentences."""
    return f"Paragraph {number} says „so it is“ – no more. And of {number * 7919 + 13} others it says nothing at all…"


SHARES = st.lists(st.sampled_from(["keep", "drop", "change", "new before", "split", "rewrap"]), min_size=2, max_size=7)


def _edited(paragraphs: Sequence[str], shares: Sequence[str]) -> str:
    edited: list[str] = []
    for number, (paragraph, share) in enumerate(zip(paragraphs, shares, strict=True)):
        if share == "new before":
            edited.append(f"Something new stands here, {number} times over. It was not there before.")
        if share == "split":
            edited.extend(part if part.endswith((".", "…")) else f"{part}." for part in paragraph.split(". "))
        elif share == "rewrap":
            edited.append(paragraph.replace(" ", "\u00a0 ").replace("–", "-").replace("„", '"').replace("“", '"'))
        elif share == "change":
            edited.append(paragraph.replace("so it is", "so it was").replace("nothing", "a lot"))
        elif share != "drop":
            edited.append(paragraph)
    return "\n\n".join(edited) + "\n"


def _sentences(paragraph: str) -> list[str]:
    first, second = paragraph.split(". ")
    return [f"{first}.", second]


STYLES: dict[str, Callable[[str, int, int, int, str], str]] = {
    "block": lambda pad, paragraph, start, end, sha256: (
        f"{pad}start: {start}   # from\n{pad}paragraph: {paragraph}\n{pad}sha256: {sha256}\n{pad}end:  {end}\n"
    ),
    "flow": lambda pad, paragraph, start, end, sha256: (
        f"{pad}{{paragraph: {paragraph}, end: {end}, start: {start},\n{pad} sha256: '{sha256}'}}  # flow\n"
    ),
}


def _claim(number: int, text: SourceText, passages: Sequence[str], style: str) -> str:
    """A claim as a person may write it; several places make a list."""
    lines = [f"  c{number}:\n    says: 'claim {number}'\n    at:\n"]
    for passage in passages:
        (place,) = find(text, passage)
        pad = " " * 8
        written = STYLES[style](pad, place.paragraph or 0, place.start, place.end, place.sha256)
        lines.append(f"      - {written[8:]}" if len(passages) > 1 else written)
    return "".join(lines)


def _situation(text: SourceText, paragraphs: Sequence[str], styles: Sequence[str]) -> str:
    """A claim on each sentence, one on each paragraph, one on both of its sentences apart."""
    claims: list[str] = []
    for paragraph, style in zip(paragraphs, styles, strict=True):
        first, second = _sentences(paragraph)
        for passages in ([first], [second], [paragraph], [first, second]):
            claims.append(_claim(len(claims), text, passages, style))
    sources = f'sources:\n  paper:\n    text-sha256: "{text.sha256}"   # as of Monday\n'
    return f"{HEAD}{sources}claims:   # all of them\n{''.join(claims)}# the end"


VALUE = re.compile(r"(?<=start: )\d+|(?<=end: )\d+|(?<=end:  )\d+|(?<=paragraph: )\d+|(?<=text-sha256: \")[0-9a-f]{64}")


@settings(deadline=None)
@given(shares=SHARES, data=st.data(), line_end=st.sampled_from(["\n", "\r\n"]))
def test_what_still_stands_in_the_text_is_followed_and_only_values_are_rewritten(
    shares: list[str], data: st.DataObject, line_end: str
) -> None:
    paragraphs = [_paragraph(number) for number in range(len(shares))]
    styles = data.draw(st.lists(st.sampled_from(sorted(STYLES)), min_size=len(shares), max_size=len(shares)))
    old = SourceText(text="\n\n".join(paragraphs) + "\n", sha256="a" * 64)
    new = SourceText(text=_edited(paragraphs, shares), sha256="b" * 64)
    before = _situation(old, paragraphs, styles).replace("\n", line_end).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bridge.yaml"
        path.write_bytes(before)
        situation = load(path)
        found = check_places(situation, {"paper": new})
        _told_what_stands(found, new)
        mending = mend(found)
        files = {} if mending.nothing else {file.path: file.data for file in rewrite(path, situation, mending)}
        after = files.get(path, before)
        path.write_bytes(after)
        again = check_places(load(path), {"paper": new})
    assert not again.of("moved")
    assert {claim.claim.id for claim in again.of("verified")} == {claim.claim.id for claim in found.claims} - {
        claim.claim.id for claim in found.of("changed")
    }
    assert (again.texts[0].differs, mending.open) == (bool(found.of("changed")), bool(found.of("changed")))
    assert VALUE.sub("", after.decode()) == VALUE.sub("", before.decode())


def _told_what_stands(found: CheckedPlaces, text: SourceText) -> None:
    """Every place is called by what an ordinary search finds, and stands where that finds it."""
    for claim in found.claims:
        for checked in claim.places:
            standing = [place for place in (checked.now, checked.place) if place is not None]
            if checked.verdict == "changed":
                assert checked.place.sha256 not in {place.sha256 for place in _all(text)}
            else:
                assert text.place(standing[0].start, standing[0].end) == standing[0]


def _all(text: SourceText) -> list[TextPlace]:
    """The places of every paragraph and of every sentence in it."""
    places: list[TextPlace] = []
    for start, end in text.lines:
        middle = text.text.find(". ", start, end)
        places += [text.place(start, end), text.place(start, middle + 1), text.place(middle + 2, end)]
    return places
