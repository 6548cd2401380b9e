"""Words: numbers as each language writes them."""

import pytest

import lagebild as lb
from lagebild.reports.html.page import report_page
from lagebild.reports.words import Words

OPEN = """
lagebild: 1
title: What is open
decision-makers:
  anna:
    options: {go: go away, stay: stay here}
    wants:
      - any-order: [go and not stay, stay and not go]
"""


@pytest.mark.parametrize(("language", "said"), [("en", "1,024"), ("de", "1.024")])
def test_thousands_are_set_apart_as_the_language_does(language: str, said: str) -> None:
    words = Words(language)
    assert words.number(1024) == said
    assert words.number(24) == "24"
    assert said in words.several("paths.and-more", 1024)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 outcomes hold in at least one of the 2 cases, none of them in all:"),
        ("de", "2 Ausgänge halten in wenigstens einem der 2 Fälle, keiner in allen:"),
    ],
)
def test_the_lede_says_in_how_many_cases_outcomes_hold(language: str, said: str) -> None:
    assert said in report_page(lb.solve(lb.loads(OPEN)), language)
