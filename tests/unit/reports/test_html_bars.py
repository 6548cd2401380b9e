"""What hinges are drawn as: a box a case, before and after, and the same said in words."""

import re
from fractions import Fraction

import pytest

import lagebild as lb
from lagebild.reports.html.bars import EFFECTS, Hinge, hinge_rows, legend, turned
from lagebild.reports.html.page import report_page
from lagebild.reports.words import Words

VALUES = ("all", "some", "none", "no equilibrium", "undefined")

FILE = """
lagebild: 1
title: Two villages
decision-makers:
  upper:
    options:
      close: {name: close the sluice, because: closed}
    wants: [close]
questions:
  - ask: Why is it <closed>?
    why: close
    by: upper
claims:
  closed: {says: The sluice was <closed>.}
"""


def test_every_value_has_a_box_of_its_own() -> None:
    drawn = {value: str(turned((value,), ())) for value in VALUES}
    assert len(set(drawn.values())) == len(VALUES)


def test_there_is_a_box_a_case_before_and_after() -> None:
    picture = str(turned(("all", "none", "some"), ("none", "none", "none")))
    assert len(re.findall(r'class="frame"', picture)) == 6
    assert len(re.findall(r'class="part"', picture)) == 2


def test_many_cases_are_drawn_by_the_values_that_occur() -> None:
    picture = str(turned(("all",) * 100 + ("some",), ("none",) * 101))
    assert len(re.findall(r'class="frame"', picture)) == 3


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_boxes_are_explained(language: str) -> None:
    said = [text for _, text in legend(Words(language))]
    assert len(set(said)) == len(VALUES)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["turns it over", "cannot be answered without it (1/2: only together with others)"]),
        ("de", ["kehrt es um", "ohne das nicht zu beantworten (1/2: nur zusammen mit anderen)"]),
    ],
)
def test_an_effect_is_said_where_nothing_else_is(language: str, said: list[str]) -> None:
    hinges = (
        Hinge(label="the mayor", kind="origin", share=Fraction(1), effect=EFFECTS[0]),
        Hinge(label="the sluice", kind="claim", share=Fraction(1, 2), effect=EFFECTS[1]),
    )
    assert [row.said for row in hinge_rows(hinges, Words(language))] == said


def test_the_page_shows_what_its_answers_hinge_on_and_by_which_standard() -> None:
    page = report_page(lb.solve(lb.loads(FILE)))
    assert 'id="hinges"' in page
    assert 'class="turned"' in page
    assert "The sluice was &lt;closed&gt;." in page
    assert 'class="standards"' in page
    assert "can come out otherwise" in page
    assert "<closed>" not in page
