"""The text of a source is read as it stands."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lagebild.errors import InputError
from lagebild.reading.article import load_article


def test_line_ends_stay_and_the_fingerprint_is_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffüber\r\nalles".encode())
    article = load_article(file)
    assert article.text == "über\r\nalles"
    assert article.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["a.html", "A.HTM"])
def test_html_is_not_read_yet(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="not read yet"):
        load_article(tmp_path / name)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("für".encode("latin-1"))
    with pytest.raises(InputError, match=r"not UTF-8 \(byte 2\)"):
        load_article(tmp_path / "a.txt")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_article(tmp_path / "a.txt")
