"""Names on the web: addresses written as the web writes them, fingerprints as names, identifiers made of contents."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from lagebild.reports.data.web_names import content_name, fingerprint_name, is_date, web_address


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" https://example.org/über uns ", "https://example.org/%C3%BCber%20uns"),
        ("https://example.org/100%25", "https://example.org/100%25"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("http://[::1]/a[1]", "http://[::1]/a%5B1%5D"),
        ("https://example.org/<script>", "https://example.org/%3Cscript%3E"),
        ("javascript:alert(1)", ""),
        ("example.org/a", ""),
        ("http://[broken", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_an_address_is_written_as_the_web_writes_it_or_not_at_all(url: str, written: str) -> None:
    assert web_address(url) == written


@given(st.text())
def test_whatever_is_given_is_an_address_or_nothing(text: str) -> None:
    written = web_address(f"https://example.org/{text}")
    assert written == "" or Graph().add((URIRef(written),) * 3).serialize(format="nt")
    assert not set(written) & set(' <>"{}|\\^`\n')


def test_the_name_of_a_text_is_its_fingerprint_after_rfc_6920() -> None:
    # The example of RFC 6920, section 8.1.
    name = fingerprint_name(hashlib.sha256(b"Hello World!").hexdigest())
    assert name == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def test_the_same_content_has_the_same_name_and_another_has_another() -> None:
    assert content_name({"a": 1, "b": ["ü"]}) == content_name({"b": ["ü"], "a": 1})
    assert content_name({"a": 1}) != content_name({"a": 2})
    assert content_name({}).startswith("urn:uuid:")


@pytest.mark.parametrize(("text", "is_one"), [("2025-03-01", True), ("2025-03", True), ("2025", True), ("spring", False)])
def test_what_a_date_is(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one
