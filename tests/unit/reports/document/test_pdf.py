"""A PDF that can be read aloud and searched: umlauts and quotation marks, every claim, headings, page numbers, same bytes."""

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pypdf
import pytest
import typst

import lagebild as lb
from lagebild.errors import LagebildError
from lagebild.reports.document.nodes import Paragraph, Text
from lagebild.reports.document.typst import pdf, png
from lagebild.reports.words import LANGUAGES, Words
from tests.unit.reports.document.samples import EXAMPLES, HOSTILE, WITHOUT_ANYTHING, document, document_of


def reader_of(data: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(data))


@cache
def pages(name: str, language: str) -> tuple[str, ...]:
    reader = reader_of(pdf(document(name, language)))
    return tuple(page.extract_text() for page in reader.pages)


def squeezed(text: str) -> str:
    """Without blanks and hyphens: lines are broken anywhere."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.mark.parametrize(("name", "language"), [("dam", "en"), ("north-korea-2024", "de")])
def test_every_claim_is_there_by_its_id_and_what_it_says(name: str, language: str) -> None:
    text = squeezed("".join(pages(name, language)))
    claims = lb.load(EXAMPLES / f"{name}.yaml").claims
    assert [claim.id for claim in claims if squeezed(claim.id) not in text] == []


def test_umlauts_quotation_marks_arrows_and_signs_are_text() -> None:
    text = " ".join(pages("north-korea-2024", "de"))
    assert all(sign in text for sign in "äöüÄß„“→≈»✓■◪◈–")
    assert "Völkerrechtler" in squeezed(text)
    assert " ".join(pages("dam", "en")).count("“") > 5


def test_the_main_matter_of_the_demo_ends_before_page_thirteen() -> None:
    told = pages("north-korea-2024", "de")
    at = next(number for number, text in enumerate(told) if number and "Woran die Antworten hängen\n" in text)
    assert at <= 12
    assert len(told) <= 24


def test_every_page_has_its_number_and_every_page_but_the_first_the_title() -> None:
    told = pages("dam", "de")
    assert [f"Seite {number} von {len(told)}" in text for number, text in enumerate(told, start=1)] == [True] * len(told)
    assert ["Zwei Nachbarn und ein Damm" in text for text in told] == [True] * len(told)


def test_a_table_over_several_pages_repeats_its_header() -> None:
    told = pages("north-korea-2024", "de")
    pages_with_claims = [text for text in told if len(re.findall(r"Zeichen\s+\d+–\d+", text)) > 6]
    assert len(pages_with_claims) > 2
    assert all("Wer es sagt" in text for text in pages_with_claims)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_properties_say_title_language_and_day(language: str) -> None:
    reader = reader_of(pdf(document("dam", language)))
    assert reader.metadata.title == {"en": "Two neighbours and a dam", "de": "Zwei Nachbarn und ein Damm"}[language]
    assert reader.trailer["/Root"]["/Lang"] == {"en": "en-GB", "de": "de-DE"}[language]
    assert reader.metadata.creation_date.date().isoformat() == "2025-03-01"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.outline[0].title == Words(language)("report.section.guessed")


def test_claims_are_linked_inside_the_document_and_fonts_are_embedded() -> None:
    reader = reader_of(pdf(document()))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert sum("/Dest" in link or "/D" in link.get("/A", {}) for link in links) > 20
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert described
    assert all(set(one) & {"/FontFile", "/FontFile2", "/FontFile3"} for one in described)


def test_what_a_file_says_is_shown_and_never_obeyed() -> None:
    text = "".join(page.extract_text() for page in reader_of(pdf(document_of(HOSTILE))).pages)
    assert "#settext(red)" in squeezed(text)
    assert "#panic()" in squeezed(text)
    assert "„Ümlaute“|*stars*→<i>arrows</i>#[x]" in squeezed(text)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(document()) == pdf(document())


def test_a_file_without_a_date_has_none_in_its_properties() -> None:
    reader = reader_of(pdf(document_of(WITHOUT_ANYTHING)))
    assert reader.metadata.creation_date is None


def test_letters_that_no_font_has_are_refused_and_not_shown_as_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    real = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *args, **kw: real(*args, **kw | {"ignore_system_fonts": True}))
    strange = replace(document_of(WITHOUT_ANYTHING), blocks=(Paragraph(runs=(Text(text="\U00012000"),)),))
    with pytest.raises(LagebildError, match="could not be displayed"):
        pdf(strange)


def test_a_picture_in_pixels_is_the_same_each_time() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><text x="1" y="9">ä</text></svg>'
    assert png(svg) == png(svg)
    assert png(svg).startswith(b"\x89PNG")
