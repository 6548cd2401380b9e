"""A Word file that can be edited and listened to: real headings, tables with header rows, language, properties, same bytes."""

import io
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

import lagebild as lb
from lagebild.reports.document.nodes import Heading, Picture, Table
from lagebild.reports.document.word import word
from tests.unit.reports.document.samples import EXAMPLES, HOSTILE, document, document_of


@cache
def reread(name: str = "dam", language: str = "en") -> Any:
    return docx.Document(io.BytesIO(word(document(name, language))))


def everything(found: Any) -> str:
    """All text in the order of the file, hyperlinks included."""
    return "".join(node.text or "" for node in found.element.body.iter(qn("w:t")))


@pytest.mark.parametrize(("name", "language"), [("dam", "en"), ("north-korea-2024", "de")])
def test_every_claim_is_there_by_its_id_and_what_it_says(name: str, language: str) -> None:
    text = everything(reread(name, language))
    claims = lb.load(EXAMPLES / f"{name}.yaml").claims
    assert [claim.id for claim in claims if claim.id not in text or claim.says.in_language(language) not in text] == []


def test_umlauts_quotation_marks_and_arrows_are_text() -> None:
    text = everything(reread("north-korea-2024", "de"))
    assert all(sign in text for sign in "äöüÄß„“→≈»✓■◪◈–")


def test_headings_are_headings_of_word() -> None:
    found = [(p.style.name, p.text) for p in reread().paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {b.level}", b.text) for b in document().blocks if isinstance(b, Heading)]
    assert [p.text for p in reread().paragraphs if p.style.name == "Title"] == ["Two neighbours and a dam"]


def test_every_table_repeats_its_header_row_keeps_its_rows_whole_and_says_what_it_is_about() -> None:
    tables = [block for block in document().blocks if isinstance(block, Table)]
    assert len(reread().tables) == len(tables) > 5
    for made, table in zip(reread().tables, tables, strict=True):
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in made.rows]
        assert heads == [True, *[False] * len(table.rows)]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows)
        assert made._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == table.caption


def test_every_claim_mentioned_leads_to_a_bookmark_that_is_there() -> None:
    body = reread("north-korea-2024", "de").element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert len(targets) > 60
    assert targets <= marks
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids)) == 74


def test_the_picture_has_a_text_instead() -> None:
    (picture,) = [block for block in document().blocks if isinstance(block, Picture)]
    (shape,) = reread().inline_shapes
    assert shape._inline.docPr.get("descr") == picture.alternative


@pytest.mark.parametrize(("language", "code"), [("en", "en-GB"), ("de", "de-DE")])
def test_language_and_properties_are_set(language: str, code: str) -> None:
    found = reread("dam", language)
    (lang,) = found.styles.element.iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == code
    properties = found.core_properties
    assert properties.title == document("dam", language).title
    assert properties.language == language
    assert properties.author.startswith("Lagebild ")
    assert properties.comments == ""
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2025-03-01"


def test_pages_are_numbered_and_the_title_runs_above_them() -> None:
    (section,) = reread("dam", "de").sections
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Seite " in section.first_page_footer.paragraphs[0].text
    assert "Zwei Nachbarn und ein Damm" in section.header.paragraphs[0].text


def test_sorts_of_claims_have_frames_of_their_own() -> None:
    frames = {}
    for name in ("Fact", "Report", "Assessment", "Conjecture", "Unsourced"):
        look = reread().styles[name].element.find(qn("w:rPr"))
        frame, shade = look.find(qn("w:bdr")), look.find(qn("w:shd"))
        frames[name] = None if frame is None else frame.get(qn("w:val")), shade is not None
    assert len(set(frames.values())) == 5


def test_what_a_file_says_is_shown() -> None:
    text = everything(docx.Document(io.BytesIO(word(document_of(HOSTILE)))))
    assert "1. „Ümlaute“ | *stars* → <i>arrows</i> #[x]" in text


def test_the_same_document_gives_the_same_bytes_and_carries_no_hour() -> None:
    data = word(document())
    assert data == word(document())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]
