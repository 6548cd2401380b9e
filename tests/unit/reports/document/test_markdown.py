"""Markdown that a reader of the standard takes for what was meant: headings, tables with headers, links that lead somewhere."""

import itertools
import re
from functools import cache

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import lagebild as lb
from lagebild.reports.document.markdown import markdown
from lagebild.reports.document.nodes import Cell, Document, Labels, Link, Paragraph, Table, Text
from tests.unit.reports.document.samples import EXAMPLES, HOSTILE, document, document_of


@cache
def written(name: str = "dam", language: str = "en") -> str:
    return markdown(document(name, language))


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def rendered(text: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(text))


def just(*blocks: Paragraph | Table) -> str:
    labels = Labels(contents="", page="")
    return markdown(
        Document(language="en", title="T", kicker="K", date="", subject="", producer="P", labels=labels, blocks=blocks)
    )


@pytest.mark.parametrize(("name", "language"), [("dam", "en"), ("north-korea-2024", "de")])
def test_every_claim_is_there_by_its_id(name: str, language: str) -> None:
    situation = lb.load(EXAMPLES / f"{name}.yaml")
    assert [claim.id for claim in situation.claims if f"`{claim.id}`" not in written(name, language)] == []


def test_tables_are_read_as_tables_with_a_header_each() -> None:
    tokens = parsed(written())
    tables = [token for token in tokens if token.type == "table_open"]
    expected = sum(isinstance(block, Table) for block in document().blocks) + 2
    assert len(tables) == expected
    assert sum(token.type == "thead_open" for token in tokens) == expected


def test_every_link_inside_leads_to_a_row_that_is_there() -> None:
    text = written("north-korea-2024", "de")
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    targets = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert len(targets) > 60
    assert targets <= anchors


def test_there_is_one_title_and_no_level_is_skipped() -> None:
    levels = [int(token.tag[1]) for token in parsed(written()) if token.type == "heading_open"]
    assert levels.count(1) == 1
    assert all(two <= one + 1 for one, two in itertools.pairwise(levels))


def test_what_a_file_says_is_shown_and_never_obeyed() -> None:
    html = rendered(markdown(document_of(HOSTILE)))
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert set(re.findall(r"<(\w+)", html)) <= {
        "h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "em", "code", "a", "table", "thead", "tbody", "tr", "th", "td",
        "blockquote", "br", "hr",
    }  # fmt: skip
    assert "<h1># Title with *stars*, a | bar, &lt;b&gt;tags&lt;/b&gt; and #set text(red)</h1>" in html
    assert "1. „Ümlaute“ | *stars* → &lt;i&gt;arrows&lt;/i&gt; #[x]" in html
    assert 'href="https://example.org/a(b)%20c"' in html


@pytest.mark.parametrize("start", ["# ", "1. ", "2) ", "- ", "+ ", "=", "> "])
def test_a_paragraph_stays_a_paragraph_however_it_begins(start: str) -> None:
    (_, _, paragraph, *_) = re.findall(r"<(\w+)>", rendered(just(Paragraph(runs=(Text(text=f"{start}word"),)))))
    assert paragraph == "p"


@pytest.mark.parametrize("text", ["a | b", "`a | b`", "back ` tick", "``", "two\nlines"])
def test_a_cell_stays_one_cell_whatever_stands_in_it(text: str) -> None:
    cells = (Cell(runs=(Text(text=text),)), Cell(runs=(Text(text=text, code=True),)))
    header = (Cell(runs=(Text(text="one"),)), Cell(runs=(Text(text="two"),)))
    html = rendered(just(Table(caption="", header=header, rows=(cells,), widths=(1, 1))))
    assert html.count("<td") == 2
    assert html.count("<tr>") == 2


def test_bold_touches_its_word_and_a_link_keeps_its_address() -> None:
    runs = (Text(text="because: ", bold=True), Link(text="a [paper]", url="https://example.org/<x>"))
    html = rendered(just(Paragraph(runs=runs)))
    assert '<strong>because:</strong> <a href="https://example.org/%3Cx%3E">a [paper]</a>' in html


def test_the_same_document_gives_the_same_text() -> None:
    assert markdown(document()) == markdown(document())
