"""Fingerprints of passages, what became of places, where words stand."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lagebild.evidence.places import check_places
from lagebild.evidence.records import Claim, Prose, Source, TextPlace
from lagebild.evidence.texts import SHORTEST, SourceText, find, fingerprint, normalise
from lagebild.reading import loads
from lagebild.situation import Situation

FIRST = "The mayor announced a new bridge over the river."
SECOND = 'She said: "Nobody will pay a toll – not this year…"'
THIRD = "Work begins in the spring, if the council agrees."
TEXT = SourceText(text=f"{FIRST} {SECOND}\n\n{THIRD}\n")

EMPTY = loads("lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: [go]\n")


def situation(*claims: Claim, sources: tuple[Source, ...] = (Source(id="paper"),)) -> Situation:
    return replace(EMPTY, claims=claims, sources=sources)


def claim(*places: TextPlace, source: str = "paper") -> Claim:
    return Claim(id="c", says=Prose((("en", "so it is"),)), source=source, at=places)


def place_of(passage: str, text: SourceText = TEXT) -> TextPlace:
    start = text.text.index(passage)
    return text.place(start, start + len(passage))


def verdict(place: TextPlace, text: str) -> str:
    return check_places(situation(claim(place)), {"paper": SourceText(text=text)}).claims[0].verdict


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("„a“ ”b‟ «c»", '"a" "b" "c"'),
        ("‚a‘ ’b‛ `c´ ‹d›", "'a' 'b' 'c' 'd'"),
        ("a‐b‑c‒d–e—f−g", "a-b-c-d-e-f-g"),
        ("wait…", "wait..."),
        ("so\u00adft ze\u200bro \ufeffmark", "soft zero mark"),
        ("  a \n\t b\u00a0c \r\n", "a b c"),
        ("u\u0308ber", "über"),
        ("", ""),
    ],
)
def test_ways_to_write_the_same_become_one(written: str, read: str) -> None:
    assert normalise(written) == read


def test_a_fingerprint_is_the_sha256_of_the_normalised_text() -> None:
    assert fingerprint("„Nein…“ ") == hashlib.sha256(b'"Nein..."').hexdigest()


@pytest.mark.parametrize("passage", [FIRST, SECOND, THIRD])
def test_a_passage_that_stands_there_is_verified(passage: str) -> None:
    assert verdict(place_of(passage), TEXT.text) == "verified"


def test_other_quotation_marks_dashes_and_line_ends_change_nothing() -> None:
    rewritten = TEXT.text.replace('"', "”").replace("–", "-").replace("over the", "over\u00a0the")
    assert verdict(place_of(SECOND), rewritten) == "verified"


def test_a_changed_word_is_told() -> None:
    assert verdict(place_of(THIRD), TEXT.text.replace("spring", "autumn")) == "changed"


def test_a_text_that_ends_before_the_place_has_changed() -> None:
    assert verdict(place_of(THIRD), FIRST) == "changed"


def test_a_moved_passage_is_found_with_its_new_place() -> None:
    moved = SourceText(text=f"{THIRD}\n{FIRST}\nShe  said: „Nobody will pay a toll - not this year...“")
    found = check_places(situation(claim(place_of(SECOND))), {"paper": moved}).claims[0]
    assert found.verdict == "moved"
    now = found.places[0].now
    assert now is not None
    assert (now.paragraph, now.start, now.end) == (3, moved.text.index("She"), len(moved.text))
    assert now.sha256 == place_of(SECOND).sha256


def test_of_several_new_places_the_nearest_is_told() -> None:
    text = SourceText(text=f"{THIRD} Well. {FIRST} And again: {FIRST}")
    found = check_places(situation(claim(place_of(FIRST))), {"paper": text}).claims[0].places[0]
    assert found.now is not None
    assert found.now.start == text.text.index(FIRST)


def test_the_text_of_another_source_is_missing() -> None:
    sources = (Source(id="paper"), Source(id="radio"))
    found = check_places(situation(claim(place_of(FIRST), source="radio"), sources=sources), {"paper": TEXT})
    assert (found.claims[0].verdict, found.hold) == ("text-missing", False)


def test_a_claim_without_a_source_is_taken_from_the_only_one() -> None:
    assert check_places(situation(claim(place_of(FIRST), source="")), {"paper": TEXT}).hold


def test_without_any_source_the_text_needs_no_name() -> None:
    assert check_places(situation(claim(place_of(FIRST), source=""), sources=()), {"": TEXT}).claims[0].verdict == "verified"


def test_a_short_span_gets_no_verdict_of_its_own() -> None:
    short = TextPlace(start=4, end=9, sha256=fingerprint("somebody"))
    found = check_places(situation(claim(short)), {"paper": TEXT})
    assert (found.claims[0].verdict, found.hold) == ("short", True)
    assert check_places(situation(claim(short, place_of(FIRST))), {"paper": TEXT}).claims[0].verdict == "verified"


def test_a_place_without_a_fingerprint_proves_nothing() -> None:
    assert verdict(TextPlace(start=0, end=len(FIRST)), TEXT.text) == "no-fingerprint"


def test_a_claim_has_the_weightiest_verdict_of_its_places() -> None:
    text = SourceText(text=TEXT.text.replace("spring", "autumn"))
    found = check_places(situation(claim(place_of(FIRST), place_of(THIRD))), {"paper": text}).claims[0]
    assert [checked.verdict for checked in found.places] == ["verified", "changed"]
    assert found.verdict == "changed"


def test_a_claim_without_a_place_is_only_counted() -> None:
    found = check_places(situation(claim()), {"paper": TEXT})
    assert (found.claims, found.without, found.hold) == ((), ("c",), True)


@pytest.mark.parametrize(("told", "differs"), [("", False), ("a" * 64, False), ("b" * 64, True)])
def test_another_text_than_the_source_tells_is_noticed(told: str, differs: bool) -> None:
    text = SourceText(text=TEXT.text, sha256="a" * 64)
    found = check_places(situation(sources=(Source(id="paper", text_sha256=told),)), {"paper": text})
    assert found.texts[0].differs is differs


def test_a_paragraph_is_a_line_that_is_not_blank() -> None:
    text = SourceText(text="\n one\r\n \t\r\ntwo\nthree")
    assert [text.paragraph(text.text.index(word)) for word in ("one", "two", "three")] == [1, 2, 3]


def test_words_are_found_as_they_are_normalised() -> None:
    (place,) = find(TEXT, "„Nobody will  pay a toll - not this year...”")
    assert TEXT.text[place.start : place.end] == '"Nobody will pay a toll – not this year…"'
    assert place.sha256 == fingerprint(TEXT.text[place.start : place.end])


def test_every_hit_is_listed_and_short_ones_get_no_fingerprint() -> None:
    assert [(place.start, place.sha256) for place in find(SourceText(text="toll, toll"), "toll")] == [(0, ""), (6, "")]


@pytest.mark.parametrize("words", ["", " \u00ad ", "no such words", "year.. "])
def test_what_does_not_stand_there_is_not_found(words: str) -> None:
    assert find(TEXT, words) == ()


# --- laws ------------------------------------------------------------------------------------------------------------

WORD = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=9)
MARK = st.sampled_from(["", "", ",", ".", "…", "„", '"', "’", "–", "\u00ad", "\u0301"])
PIECE = st.tuples(MARK, WORD, MARK).map("".join)
SPACE = st.sampled_from([" ", "\n", "\n\n", "  ", "\u00a0", "\r\n"])
EXCHANGED = str.maketrans({'"': "“", "„": "»", "’": "‛", "–": "—", "…": "..."})


@given(
    before=st.text(),
    span=st.lists(st.text(min_size=1) | PIECE, min_size=4).map(" ".join),
    after=st.text(),
    spaces=st.lists(SPACE, min_size=1),
)
def test_any_span_verifies_after_other_spaces_and_quotation_marks(
    before: str, span: str, after: str, spaces: list[str]
) -> None:
    # Words enough that the span has a fingerprint, whatever was drawn.
    span = f"Somebody said in the morning: {span}"
    rewritten = _rewrapped(span.translate(EXCHANGED), spaces)
    place = TextPlace(start=len(before), end=len(before) + len(rewritten), sha256=fingerprint(span))
    assert verdict(place, before + rewritten + after) == "verified"


@given(pieces=st.lists(PIECE, min_size=8, max_size=40), before=st.lists(PIECE, max_size=8), spaces=st.lists(SPACE, min_size=1))
def test_any_passage_that_moved_is_found(pieces: list[str], before: list[str], spaces: list[str]) -> None:
    passage = " ".join(pieces)
    assume(len(normalise(passage)) >= SHORTEST)
    old = SourceText(text=passage)
    new = SourceText(text="".join([*(f"{word} " for word in ("Now", *before)), _rewrapped(passage, spaces), " end"]))
    found = check_places(situation(claim(old.place(0, len(passage)))), {"paper": new}).claims[0]
    assert found.verdict == "moved"
    now = found.places[0].now
    assert now is not None
    assert fingerprint(new.text[now.start : now.end]) == fingerprint(passage)


@given(text=st.lists(PIECE, min_size=1, max_size=40).map(" ".join))
def test_the_normalised_text_knows_where_each_character_comes_from(text: str) -> None:
    normalised, origins = SourceText(text=text).normalised
    assert normalised == normalise(text)
    assert len(normalised) == len(origins)
    assert list(origins) == sorted(origins)


def _rewrapped(text: str, spaces: list[str]) -> str:
    words = text.split(" ")
    return "".join(word + spaces[number % len(spaces)] for number, word in enumerate(words[:-1])) + words[-1]
