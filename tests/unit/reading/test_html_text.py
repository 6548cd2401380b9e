"""What of an HTML page is its text, to the letter."""

from __future__ import annotations

import socket
import sys
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import InputError, LagebildError
from lagebild.reading.html_text import main_text

LEAD = "The river council met on Monday and spoke for three hours about the bridge."
QUOTE = "Nobody will pay a toll as long as I am the mayor of this town"
FIRST = f"The mayor announced a new bridge over the river. {QUOTE}, she said."
SECOND = "Work begins in the spring, if the council agrees to what the mayor has announced."
THIRD = "The ferry goes on until the bridge is finished, its captain told this newspaper."


def page(*parts: str) -> str:
    """A page as newspapers have them: the parts, and much that is no text."""
    return f"""<!DOCTYPE html><html><head><title>A bridge</title><meta name="description" content="{LEAD}">
        <script>var text = "<p>No text at all stands in a script, however long it may be.</p>";</script></head><body>
        <header><nav><ul><li><a href="/">Start</a></li><li><a href="/town">Town</a></li></ul></nav></header>
        <main><article>{"".join(parts)}</article>
        <section class="comments"><h3>Comments</h3><p>I never liked the ferry and never its captain.</p></section></main>
        <footer><p>Imprint, data protection, jobs</p></footer></body></html>"""


def paragraphs(*parts: str) -> list[str]:
    return main_text(page(*parts)).removesuffix("\n").split("\n\n")


def p(text: str) -> str:
    return f"<p>{text}</p>"


def test_headings_and_paragraphs_stand_in_their_order() -> None:
    found = paragraphs("<h1>A bridge for the town</h1>", p(LEAD), p(FIRST), "<h2>The ferry</h2>", p(THIRD))
    assert found == ["A bridge for the town", LEAD, FIRST, "The ferry", THIRD]


def test_lists_rows_and_line_breaks_are_paragraphs() -> None:
    rows = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>12 million</td></tr></table>"
    items = "<ul><li>one lane for cars and lorries</li><li>one lane for <b>bi</b>cycles</li></ul>"
    found = paragraphs(p(f"{LEAD}<br>{FIRST}"), items, rows, p(SECOND))
    assert found == [
        LEAD, FIRST, "one lane for cars and lorries", "one lane for bicycles", "Year Cost", "2024 12 million", SECOND,
    ]  # fmt: skip


def test_a_caption_in_the_text_is_kept_and_a_menu_in_it_is_not() -> None:
    caption = "The bank of the river on Monday"
    links = f'<div><a href="/1">{THIRD}</a></div><nav>{p("Read on about bridges and about ferries and about rivers")}</nav>'
    found = paragraphs(
        p(LEAD), f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>", links, p(FIRST), p(SECOND)
    )
    assert found == [LEAD, caption, FIRST, SECOND]


def test_a_sentence_repeated_in_large_letters_is_no_second_time_the_text() -> None:
    assert paragraphs(p(LEAD), p(FIRST), f"<aside>{QUOTE}</aside>", p(SECOND)) == [LEAD, FIRST, SECOND]


def test_a_paragraph_that_is_not_marked_as_one_is_text_all_the_same() -> None:
    assert paragraphs(p(LEAD), f"<div>{FIRST}</div><div><a href='/x'>Advertisement</a></div>", p(SECOND)) == [
        LEAD,
        FIRST,
        SECOND,
    ]


def test_what_is_repeated_elsewhere_on_the_page_stands_once() -> None:
    teaser = f'<div class="teaser">{p(FIRST)}</div>'
    whole = page(p(LEAD), p(FIRST), p(SECOND), p(THIRD)).replace("<footer>", f"{teaser}<footer>")
    assert main_text(whole) == f"{LEAD}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def test_what_is_hidden_is_not_read() -> None:
    assert paragraphs(p(LEAD), f"<p hidden>{THIRD}</p><template>{p(THIRD)}</template>", p(SECOND)) == [LEAD, SECOND]


def test_a_text_kept_in_data_only_is_taken_from_there() -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{LEAD} {FIRST} {SECOND}"}}</script>'
    assert main_text(f"<html><head>{data}</head><body><div id='app'></div></body></html>") == f"{LEAD} {FIRST} {SECOND}\n"


@pytest.mark.parametrize(
    "text", [f"<p>{LEAD}</p>", f"<html><body><p>{LEAD}", f"<?xml version='1.0'?><body><p>{LEAD}</p></body>"]
)
def test_pieces_and_broken_pages_are_read(text: str) -> None:
    assert main_text(text) == f"{LEAD}\n"


@pytest.mark.parametrize("text", ["", " ", "<html></html>", "<html><body><img src=a.png></body></html>", "\0"])
def test_a_page_without_a_text_gives_none(text: str) -> None:
    assert main_text(text) == ""


def test_a_page_as_long_as_a_library_is_refused_before_it_is_searched() -> None:
    with pytest.raises(InputError, match=r"the page has 1,500,0\d\d characters of text, at most 1,500,000"):
        main_text(page(p("word " * 300_000)))


def test_depth_is_no_danger() -> None:
    assert isinstance(main_text("<div>" * 30_000 + LEAD), str)


def test_nothing_is_fetched_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    linked = (
        '<img src="https://example.org/a.jpg"><iframe src="https://example.org/"></iframe><link rel="canonical" href="//b">'
    )
    assert main_text(page(linked, p(LEAD), p(FIRST))).startswith(LEAD)
    assert main_text("<html><body></body></html>") == ""
    assert capfd.readouterr() == ("", "")


def test_without_trafilatura_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(LagebildError, match="pip install trafilatura"):
        main_text(page(p(LEAD)))


INLINE = ["b", "i", "em", "a", "span", "q", "sup", "time", "abbr", "mark", "cite", "label", "small", "code", "del"]
MARKED = st.dictionaries(st.integers(0, 9), st.sampled_from(INLINE), max_size=3)


@given(st.lists(MARKED, min_size=3, max_size=8))
def test_every_word_of_a_paragraph_is_kept_whatever_marks_it(drawn: list[dict[int, str]]) -> None:
    written, expected = [], []
    for number, marks in enumerate(drawn):
        threes = [f"so{number}n{place} did it{number}n{place}" for place in range(10)]
        marked = [
            f"<{marks[place]}>{three}</{marks[place]}>" if place in marks else three for place, three in enumerate(threes)
        ]
        written.append(p(f"{' '.join(marked)}."))
        expected.append(f"{' '.join(threes)}.")
    assert paragraphs(*written) == expected


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<!--", "word ", "&#0;", "&amp", "<td>"])).map("".join)
)
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    found = main_text(text)
    assert "\n\n\n" not in found
    assert main_text(text) == found
