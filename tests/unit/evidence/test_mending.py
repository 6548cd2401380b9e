"""What is put right after a text has moved on, and what is left to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.evidence.mending import Mending, mend
from lagebild.evidence.places import check_places
from lagebild.evidence.records import Claim, Prose, Source, TextPlace
from lagebild.evidence.texts import SourceText, fingerprint
from lagebild.reading import loads

EMPTY = loads("lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: [go]\n")
OLD = SourceText(
    text="The mayor announced a new bridge.\n\nWork begins in the spring, perhaps.\n\nThe ferry goes on until then.\n"
)
BRIDGE, WORK, FERRY = (OLD.text[start:end] for start, end in OLD.lines)


def claim(id_: str, *passages: str, source: str = "paper", text: SourceText = OLD) -> Claim:
    at = tuple(text.place(text.text.index(passage), text.text.index(passage) + len(passage)) for passage in passages)
    return Claim(id=id_, says=Prose((("en", "so it is"),)), source=source, at=at)


def mended(new: str, *claims: Claim, told: str = "a" * 64) -> Mending:
    situation = replace(EMPTY, claims=claims, sources=(Source(id="paper", text_sha256=told), Source(id="radio")))
    return mend(check_places(situation, {"paper": SourceText(text=new, sha256="b" * 64)}))


def test_what_moved_gets_its_place_and_the_text_becomes_the_reference() -> None:
    found = mended(f"New.\n\n{OLD.text}", claim("bridge", BRIDGE), claim("both", WORK, FERRY))
    assert [(one.claim.claim.id, one.number, one.new.start - one.old.start) for one in found.places] == [
        ("bridge", 0, 6), ("both", 0, 6), ("both", 1, 6),
    ]  # fmt: skip
    assert (found.fingerprints, found.open) == ({"paper": "b" * 64}, False)


def test_a_changed_passage_is_left_and_holds_the_reference() -> None:
    found = mended(f"New.\n\n{OLD.text.replace('spring', 'autumn')}", claim("bridge", BRIDGE), claim("both", WORK, FERRY))
    assert [(one.claim.claim.id, one.number) for one in found.places] == [("bridge", 0), ("both", 1)]
    assert (found.fingerprints, found.open) == ({}, True)
    assert found.texts[0].held == ("both",)


@pytest.mark.parametrize("place", [TextPlace(start=4, end=9), TextPlace(start=0, end=33)])
def test_a_place_that_was_never_compared_holds_the_reference_and_nothing_else(place: TextPlace) -> None:
    found = mended(f"New.\n\n{OLD.text}", claim("bridge", BRIDGE), replace(claim("short"), at=(place,)))
    assert (len(found.places), found.texts[0].held, found.open) == (1, ("short",), False)


def test_another_source_holds_nothing_but_leaves_its_claims_open() -> None:
    found = mended(f"New.\n\n{OLD.text}", claim("bridge", BRIDGE), claim("ferry", FERRY, source="radio"))
    assert (found.fingerprints, found.open) == ({"paper": "b" * 64}, True)


def test_a_text_that_differs_elsewhere_only_becomes_the_reference_too() -> None:
    found = mended(f"{OLD.text}\nImprint.\n", claim("bridge", BRIDGE))
    assert (found.places, found.fingerprints, found.nothing) == ((), {"paper": "b" * 64}, False)


@pytest.mark.parametrize("told", ["", "b" * 64])
def test_where_nothing_is_told_or_all_is_right_there_is_nothing_to_do(told: str) -> None:
    found = mended(OLD.text, claim("bridge", BRIDGE), told=told)
    assert (found.nothing, found.texts, found.open) == (True, (), False)


def test_a_wrong_paragraph_is_put_right() -> None:
    wrong = replace(claim("ferry"), at=(replace(claim("ferry", FERRY).at[0], paragraph=9),))
    (place,) = mended(OLD.text, wrong).places
    assert (place.new.paragraph, place.new.start, place.old.start) == (3, place.old.start, place.new.start)


def test_a_passage_that_stands_several_times_keeps_the_order_of_the_others() -> None:
    text = f"{WORK} {BRIDGE} {FERRY} {BRIDGE}"
    old = SourceText(text=text)
    first = claim("first", BRIDGE, text=old)
    second = replace(first, id="second", at=(old.place(text.rindex(BRIDGE), len(text)),))
    new = f"New, and longer than all of the old text was, so that the nearest is never the right one. {text}"
    found = mended(new, claim("work", WORK, text=old), first, claim("ferry", FERRY, text=old), second)
    assert {one.claim.claim.id: one.new.start - one.old.start for one in found.places} == dict.fromkeys(
        ("work", "first", "ferry", "second"), new.index(text)
    )


def test_where_nothing_tells_which_of_several_is_meant_a_person_decides() -> None:
    found = check_places(
        replace(EMPTY, claims=(claim("bridge", BRIDGE, source=""),)), {"": SourceText(text=f"And {BRIDGE} {BRIDGE}")}
    )
    (place,) = found.claims[0].places
    assert (place.verdict, [one.start for one in place.several], place.now) == ("moved", [4, 38], place.several[0])
    assert (mend(found).places, mend(found).open) == ((), True)
    assert place.several[0].sha256 == fingerprint(BRIDGE)
