"""A text given with the file: sentences know their claims, claims their sentences; without it nothing of it is on the page."""

import json
import re

import pytest

import lagebild as lb
from lagebild.errors import InputError
from lagebild.evidence.places import SourceText
from lagebild.reports.html.article import articles, sources_of
from lagebild.reports.html.lines import Lines
from lagebild.reports.html.page import report_page
from lagebild.reports.words import Words
from lagebild.situation import Situation

TEXT = (
    "A made-up report on two villages\n\n"
    "The upper village closed the sluice on Monday. Its mayor <b>denies</b> that anybody was harmed by it.\n\n"
    "The lower village may go to court, a neighbour believes.\n"
)


def passage(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def situation(text: str = TEXT, *, told: str = "", sources: str = "") -> Situation:
    """Three claims: one a sentence, one across two sentences, one without a place."""
    taken = SourceText(text=TEXT)
    first, both = (taken.place(*passage(words)) for words in (TEXT.split("\n")[2].split(". ")[0], TEXT.split("\n")[2]))
    places = "".join(
        f"  {id_}:\n    says: {says}\n    in: gazette\n    at:\n      paragraph: {at.paragraph}\n      start: {at.start}\n"
        f"      end: {at.end}\n      sha256: {at.sha256}\n"
        for id_, says, at in (("closed", "The sluice was closed.", first), ("whole", "So it stands.", both))
    )
    return lb.loads(
        "lagebild: 1\ntitle: Two villages\ndecision-makers:\n  upper:\n    options:\n      close:\n"
        "        name: close the sluice\n        because: closed\n    wants: [close]\n"
        f"sources:\n  gazette:\n    title: The gazette (invented)\n{told}{sources}"
        f"claims:\n{places}  placeless:\n    says: Somebody said so.\n    in: gazette\n"
    )


def shown(text: str = TEXT, language: str = "en") -> str:
    return report_page(lb.solve(situation()), language, texts=[SourceText(text=text)])


def test_a_sentence_lights_the_claims_taken_from_it() -> None:
    found = articles(Lines(situation(), Words("en")), [SourceText(text=TEXT)])
    (view,) = found.texts
    lit = [[claim.id for claim in sentence.claims] for paragraph in view.paragraphs for sentence in paragraph.sentences]
    assert lit == [[], ["closed", "whole"], ["whole"], []]
    assert view.title == "The gazette (invented)"


def test_a_claim_knows_its_sentences_and_what_became_of_its_place() -> None:
    found = articles(Lines(situation(), Words("en")), [SourceText(text=TEXT)])
    standing = dict(found.standing)
    assert [(id_, len(stands.anchors), stands.verdict) for id_, stands in standing.items()] == [
        ("closed", 1, "verified"),
        ("whole", 2, "verified"),
        ("placeless", 0, "without"),
    ]
    assert found.compared == 2


def test_what_has_moved_is_lit_where_it_stands_now_and_what_has_changed_nowhere() -> None:
    edited = "A line put before it.\n\n" + TEXT.replace("denies", "admits")
    found = dict(articles(Lines(situation(), Words("en")), [SourceText(text=edited)]).standing)
    assert (found["closed"].verdict, len(found["closed"].anchors)) == ("moved", 1)
    assert (found["whole"].verdict, found["whole"].anchors) == ("changed", ())


def test_the_page_says_which_places_do_not_hold() -> None:
    page = shown(TEXT.replace("denies", "admits"))
    assert "The passage reads differently: it stands in this text no more." in page
    assert "Of 3 claims 1 was found in the text by the fingerprint of its passage." in page
    assert "1 names no place." in page


def test_without_the_text_nothing_of_it_is_on_the_page() -> None:
    page = report_page(lb.solve(situation()), "en")
    assert "neighbour believes" not in page
    assert 'class="texts"' not in page
    assert "neighbour believes" in shown()


def test_a_text_is_text_and_never_markup() -> None:
    assert "&lt;b&gt;denies&lt;/b&gt;" in shown()


@pytest.mark.parametrize("language", ["en", "de"])
def test_links_between_claims_and_sentences_lead_somewhere(language: str) -> None:
    page = shown(language=language)
    ids = set(re.findall(r'id="([^"]+)"', page))
    named = re.findall(r'data-(?:claims|text)="([^"]+)"', page)
    assert len(named) == 4
    assert {anchor for found in named for anchor in found.split()} <= ids
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_another_text_than_the_one_told_of_is_called_that() -> None:
    told = f"    text-sha256: {'c' * 64}\n"
    page = report_page(lb.solve(situation(told=told)), "en", texts=[SourceText(text=TEXT, sha256="1" * 64)])
    assert "This is another text than the one that the places were taken from." in page


def test_a_text_belongs_to_the_source_with_its_fingerprint() -> None:
    other = f"  other:\n    title: Another\n    text-sha256: {'a' * 64}\n"
    text = SourceText(text="Nothing of it.", sha256="a" * 64)
    assert sources_of(situation(sources=other), [text]) == {"other": text}


def test_else_to_the_source_whose_places_hold_in_it() -> None:
    text = SourceText(text=TEXT, sha256="b" * 64)
    assert sources_of(situation(sources="  other:\n    title: Another\n"), [text]) == {"gazette": text}


def test_a_text_that_fits_no_source_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="cannot be told which source a text given is that of"):
        sources_of(situation(sources="  other:\n    title: Another\n"), [SourceText(text="Nothing of it.")])


def test_the_record_for_machines_cannot_end_the_script_it_stands_in() -> None:
    page = report_page(lb.solve(situation()), "en")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found = json.loads(data)
    assert found["@type"] == "AnalysisNewsArticle"
    assert "Claim" in data
    assert "<" not in data
