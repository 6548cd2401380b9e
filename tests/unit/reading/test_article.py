"""The text of a source is read as it stands."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import InputError
from lagebild.reading.article import MAX_BYTES, load_article
from lagebild.reading.html_text import MAX_CHARACTERS


def test_line_ends_stay_and_the_fingerprint_is_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffüber\r\nalles".encode())
    article = load_article(file)
    assert article.text == "über\r\nalles"
    assert article.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


PARAGRAPHS = ("Über den Fluss führt eine neue Brücke, so der Rat.", "Die Fähre fährt bis dahin weiter, sagt ihr Kapitän.")
PAGE = f"<html><head><meta charset='{{}}'></head><body><article><p>{'</p><p>'.join(PARAGRAPHS)}</p></article></body></html>"
AS_TEXT = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE.format("utf-8").encode()),
        ("A.HTM", PAGE.replace("<meta charset='{}'>", "").encode()),
        ("a.txt", b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE html>" + PAGE.format("utf-8").encode()),
        ("page", PAGE.format("iso-8859-1").encode("cp1252")),
        ("a.xhtml", b"<?xml version='1.0' encoding='latin1'?>" + PAGE.replace("<meta charset='{}'>", "").encode("latin-1")),
        ("a.html", PAGE.format("utf-8").encode("utf-16")),
    ],
)
def test_html_is_known_by_its_ending_or_its_beginning_and_read_as_it_declares(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    article = load_article(tmp_path / name)
    assert (article.text, article.html) == (AS_TEXT, True)


def test_the_fingerprint_of_html_is_that_of_its_text_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("utf-8"), encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(AS_TEXT.encode())
    assert load_article(tmp_path / "a.html").sha256 == load_article(tmp_path / "a.txt").sha256


@pytest.mark.parametrize("text", ["<3 stands for a heart.", "<person> said so", "5 < 6", "<a"])
def test_a_text_that_begins_with_a_bracket_is_no_html(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert (load_article(tmp_path / "a.txt").text, load_article(tmp_path / "a.txt").html) == (text, False)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"", "no article's text to be found"),
        ("a.html", b"<html><body><img src=a></body></html>", "no article's text to be found"),
        ("a.html", PAGE.format("utf-8").encode("latin-1"), r"not UTF-8 \(byte 60\)\. It says that it is"),
        ("a.html", PAGE.replace("<meta charset='{}'>", "").encode("latin-1"), "declares no other encoding"),
        ("a.html", PAGE.format("klingon").encode(), '"klingon", which is no known encoding'),
        ("a.html", PAGE.format("hex").encode(), "no known encoding"),
        ("a.html", PAGE.format("punycode").encode(), "is not PUNYCODE"),
        ("a.txt", b"%PDF-1.7", "is a PDF, not a text"),
        ("a.docx", b"PK\x03\x04", "a packed file"),
        ("a.html", b" " * (MAX_BYTES + 1), "larger than 20 MB"),
        ("a.txt", b"a" * (MAX_CHARACTERS + 1), r"1,500,001 characters, at most 1,500,000"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=words) as raised:
        load_article(tmp_path / name)
    assert "\n" not in str(raised.value)


@given(data=st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"<html><meta charset=utf-16><p>" + tail))
def test_any_bytes_are_a_text_or_one_line(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.html"
    file.write_bytes(data)
    told = ""
    try:
        text = load_article(file).text
    except InputError as error:
        text, told = "", str(error)
    assert bool(text.strip()) is not bool(told)
    assert "\n" not in told


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("für".encode("latin-1"))
    with pytest.raises(InputError, match=r"not UTF-8 \(byte 2\)"):
        load_article(tmp_path / "a.txt")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_article(tmp_path / "a.txt")
