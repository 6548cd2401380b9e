"""The page's section of hinges: from a record to headings, lists and bars."""

from __future__ import annotations

import re

import pytest

import lagebild as lb
from lagebild.reports.html.hinging import hingings
from lagebild.reports.html.page import report_page
from lagebild.reports.words import Words
from tests.unit.reports.hinged import found, situation


def test_conclusions_told_together_share_a_heading_and_only_the_bars_of_both() -> None:
    (section,) = hingings(found(), Words("en"))
    assert section.title.startswith("1. Why is the dam built?")
    assert [(row.hinge.kind, row.hinge.label, str(row.hinge.share), row.hinge.effect) for row in section.rows] == [
        ("origin", "Boris Quell", "1/2", "turns"),
        ("origin", "the River Post", "1/2", "turns"),
        ("claim", "“Upstream will build.” (announced; plan)", "1/2", "turns"),
        ("claim", "“Upstream wants the dam.” (reported; report)", "1/2", "turns"),
        ("line", "Upstream can: build the dam", "1", "turns"),
    ]
    assert section.notes[-1] == "Lines that claims stand behind, and larger sets, are shown with `--all`."


def test_what_leaves_no_answer_is_hatched_where_its_conclusion_stands_alone() -> None:
    (section,) = hingings(found(question=2), Words("en"))
    assert [row.hinge.effect for row in section.rows if row.hinge.label == "the lawyers"] == ["undefined"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_shows_what_its_answers_hinge_on_and_every_link_leads_somewhere(language: str) -> None:
    page = report_page(lb.solve(situation()), language)
    section = page[page.index('<section id="hinges"') :]
    section = section[: section.index("</section>")]
    links = re.findall(r'href="#([^"]+)"', section)
    assert links
    assert [link for link in links if f'id="{link}"' not in page] == []


def test_more_than_the_answers_look_at_can_be_given() -> None:
    page = report_page(lb.solve(situation()), hinges=hingings(found(), Words("en")))
    assert "only together: Boris Quell" in page
    assert "only together: Boris Quell" not in report_page(lb.solve(situation()))
