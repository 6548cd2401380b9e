"""Sentence ends in German and English, and which claims light which sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.evidence.places import SourceText, check_places
from lagebild.evidence.records import Claim, Prose, Source, TextPlace
from lagebild.evidence.sentences import lit_paragraphs, passages, sentences
from lagebild.reading import loads

EMPTY = loads("lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: [go]\n")


@pytest.mark.parametrize(
    "parts",
    [
        [
            "Am 24. Oktober kam Prof. Dr. Adler.",
            "Sie sprach z. B. Norwegisch.",
            '"Niemand zahlt."',
            "Es kostet ca. 20 Mio. Euro.",
        ],
        ["Der 2. Versuch gelang bzw. Oslo half.", "Das war 2024.", "Danach kam niemand, usw.", "Doch!"],
        ["Mr. Smith met U.S. officials at 5 p.m.", "They talked.", "J. R. Hill said: 'No.'", "Was it so?", "He is 24.", "Yes."],
        ["„Gut!“, sagte er.", "„Nun … wir warten.“", "– Dann ging er (spät.)", "Sie blieb …", "Ende."],
        ["Er wartet seit dem 3. Mai.", "Im 19. Jahrhundert war das anders.", "¿Qué?", "Was?!", "2017 zog sie um."],
        ["See Art. 5 of the treaty.", "It is an art.", "Never mind.", "Gen. Adler and Ms. Hill left on Sept. 3.", "Why?"],
        ["水位很低。", "谁来付钱？", "没有人！”", "Fine."],
    ],
)
def test_a_text_is_cut_at_its_sentence_ends(parts: list[str]) -> None:
    text = SourceText(text=" ".join(parts))
    assert [text.text[start:end] for start, end in sentences(text)] == parts


def test_no_sentence_goes_over_the_end_of_a_paragraph() -> None:
    text = SourceText(text="  A heading\r\n\r\nFirst. Second\n\tThird \n")
    assert [text.text[start:end] for start, end in sentences(text)] == ["A heading", "First.", "Second", "Third"]


@given(
    st.lists(st.sampled_from(["Dr", "24", "am", "Haus", "a", ".", "!", "…", "。", '"', "“", " ", "\n", "\u00a0"]), max_size=60)
)
def test_sentences_hold_all_that_is_no_white_space_and_keep_apart(pieces: list[str]) -> None:
    text = SourceText(text="".join(pieces))
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(text.text[start:end] == text.text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(text.text[start:end] for start, end in spans).split()) == "".join(text.text.split())


TEXT = SourceText(text="The river is low. Nobody knows why it is.\n\nA dam is planned by the ministry. It costs much.\n")


def _claim(id_: str, passage: str, text: SourceText = TEXT) -> Claim:
    start = text.text.index(passage)
    return Claim(id=id_, says=Prose((("en", "so"),)), source="paper", at=(text.place(start, start + len(passage)),))


LOW = _claim("low", "river is low. Nobody knows why")
DAM = _claim("dam", "dam is planned by the ministry")
SHORT = _claim("short", "dam")
ALL = replace(EMPTY, claims=(LOW, DAM, SHORT), sources=(Source(id="paper"),))


def _lit(text: SourceText) -> list[tuple[int, str, tuple[str, ...]]]:
    found = lit_paragraphs(text, "paper", check_places(ALL, {"paper": text}).claims)
    return [
        (paragraph.number, text.text[sentence.start : sentence.end], sentence.claims)
        for paragraph in found
        for sentence in paragraph.sentences
    ]


def test_each_sentence_knows_the_claims_that_stand_in_it() -> None:
    assert _lit(TEXT) == [
        (1, "The river is low.", ("low",)),
        (1, "Nobody knows why it is.", ("low",)),
        (2, "A dam is planned by the ministry.", ("dam", "short")),
        (2, "It costs much.", ()),
    ]


def test_what_moved_lights_where_it_stands_now_and_what_changed_lights_nothing() -> None:
    text = SourceText(text="Corrected. " + TEXT.text.replace("low", "high"))
    assert ("dam",) in [claims for _, _, claims in _lit(text)]
    assert not any("low" in claims for _, _, claims in _lit(text))
    (dam, *_) = [found for found in passages(text, "paper", check_places(ALL, {"paper": text}).claims) if found.claim == "dam"]
    assert (dam.verdict, text.text[dam.start : dam.end]) == ("moved", "dam is planned by the ministry")


def test_claims_of_another_source_and_places_outside_the_text_light_nothing() -> None:
    outside = replace(DAM, at=(TextPlace(start=900, end=910),))
    checked = check_places(replace(ALL, claims=(outside,)), {"paper": TEXT}).claims
    assert passages(TEXT, "paper", checked) == ()
    assert passages(TEXT, "radio", check_places(ALL, {"paper": TEXT}).claims) == ()
