"""What a page says of itself, and nothing that it does not say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.evidence.records import Source
from lagebild.reading.page_facts import page_source

DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Publisher"},
        {
            "@type": "AnalysisNewsArticle",
            "headline": "The dam",
            "datePublished": "2024-10-24T06:00:00Z",
            "inLanguage": "en-GB",
            "author": [{"@type": "Person", "name": "Petra Born"}],
            "publisher": {"name": "The Gazette"},
        },
    ],
}


def page(head: str) -> str:
    return f'<!DOCTYPE html><html lang="de-AT"><head><title>Der Damm</title>{head}</head><body><p>x</p></body></html>'


def test_linked_data_comes_first() -> None:
    meta = '<meta name="author" content="Somebody Else"><meta property="og:title" content="Another">'
    source = page_source(page(f'{meta}<script type="application/ld+json">{json.dumps(DATA)}</script>'), "gazette")
    assert str(source.title) == "The dam"
    assert (source.kind, source.language, source.author, source.publisher) == ("analysis", "en", ("Petra Born",), "The Gazette")
    assert source.published is not None
    assert (source.published.value, source.published.basis) == ("2024-10-24", "metadata")


def test_meta_elements_come_next() -> None:
    head = (
        '<meta property="og:title" content="Der Damm am Fluss"><meta property="article:published_time" content="2024-10-24">'
        '<meta property="og:site_name" content="Zeitung"><link rel="canonical" href="https://example.org/damm">'
    )
    source = page_source(page(head), "zeitung")
    assert (str(source.title), source.publisher, source.url, source.language) == (
        "Der Damm am Fluss", "Zeitung", "https://example.org/damm", "de",
    )  # fmt: skip


def test_a_plain_news_article_says_nothing_of_its_kind() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script>'
    assert page_source(page(head), "a").kind == ""


def test_a_page_that_says_nothing_gives_an_empty_source() -> None:
    assert page_source("<p>x</p>", "a") == Source(id="a")


@pytest.mark.parametrize("value", ["yesterday", "2024-13-45", "24.10.2024", ""])
def test_a_day_that_is_none_is_left_out(value: str) -> None:
    assert page_source(page(f'<meta name="date" content="{value}">'), "a").published is None


@pytest.mark.parametrize(
    "data", ["{", "[]", "[[1]]", '{"@type": 3}', '{"@graph": [null, 1]}', "[" * 10_000, '{"@type": "Article", "author": 7}']
)
def test_broken_data_is_passed_over(data: str) -> None:
    assert str(page_source(page(f'<script type="application/ld+json">{data}</script>'), "a").title) == "Der Damm"


@given(text=st.text(alphabet=st.sampled_from("<>!-/=\"'abc htmlmetascript[]CDATA?&;"), max_size=80))
def test_any_page_ends_in_a_source(text: str) -> None:
    assert page_source(f"<html>{text}", "a").id == "a"
