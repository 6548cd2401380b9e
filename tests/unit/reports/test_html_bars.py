"""Hinges as bars and standards of proof as steps: drawn from plain records, and the same said in words."""

import re
from fractions import Fraction

import pytest

import lagebild as lb
from lagebild.reports.html.bars import EFFECTS, Hinge, Hinging, Level, hinge_rows, profile, share_bar
from lagebild.reports.html.page import report_page
from lagebild.reports.words import Words

HINGES = (
    Hinge(label="The sluice was <closed>", kind="claim", share=Fraction(1), effect="turns", anchor="claim-closed"),
    Hinge(label="the mayor", kind="origin", share=Fraction(1, 2), effect="undefined"),
    Hinge(label="quiet above money", kind="order", share=Fraction(0), effect="nothing"),
)
LEVELS = tuple(Level(standard=n, value=v) for n, v in ((1, "all"), (2, "all"), (3, "some"), (4, "none"), (5, "undefined")))

FILE = """
lagebild: 1
title: Two villages
decision-makers:
  upper:
    options:
      close: {name: close the sluice, because: closed}
    wants: [close]
claims:
  closed: {says: The sluice was closed.}
"""


def widths(hinge: Hinge) -> list[float]:
    return [float(width) for width in re.findall(r'<rect class="\w+" width="([\d.]+)"', str(share_bar(hinge)))]


def test_a_bar_is_as_long_as_the_share() -> None:
    whole, half = widths(HINGES[1])
    assert half == whole / 2
    assert widths(HINGES[0])[1] == whole
    assert widths(HINGES[2])[1] == 0


def test_effects_differ_in_more_than_colour() -> None:
    drawn = {effect: str(share_bar(Hinge(label="x", kind="line", share=Fraction(1, 2), effect=effect))) for effect in EFFECTS}
    assert len(set(drawn.values())) == len(EFFECTS)
    assert [effect for effect in EFFECTS if "<path" in drawn[effect]] == ["undefined"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1: turns it over", "1/2: cannot be answered without it", "changes nothing"]),
        ("de", ["1: kehrt es um", "1/2: ohne das nicht zu beantworten", "ändert nichts"]),
    ],
)
def test_every_bar_is_said_in_words(language: str, said: list[str]) -> None:
    assert [row.said for row in hinge_rows(HINGES, Words(language))] == said


def test_a_profile_begins_with_the_strictest_standard_and_names_every_value() -> None:
    found = profile(LEVELS, Words("en"), "p")
    assert [value for _, value in found.rows] == ["undefined", "in none", "in some", "in all", "in all"]
    assert found.rows[0][0] == "Standard 5"
    assert str(found.picture).count('class="step certain"') == 5
    assert "Standard 5: undefined; Standard 4: in none" in str(found.picture)


def test_a_source_that_could_not_be_judged_spans_two_values() -> None:
    found = profile([Level(standard=2, value="all", other="none"), Level(standard=1, value="some")], Words("en"), "p")
    assert found.rows[0] == ("Standard 2", "between in all and in none")
    between, certain = (
        float(height) for height in re.findall(r'<rect class="step \w+"[^>]* height="([\d.]+)"', str(found.picture))
    )
    assert between > 2 * certain


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_has_a_place_for_them(language: str) -> None:
    words = Words(language)
    hinging = Hinging(
        title="Will it hold?",
        paragraphs=("It rests on one voice.",),
        rows=hinge_rows(HINGES, words),
        profile=profile(LEVELS, words, "profile-1"),
    )
    text = report_page(lb.solve(lb.loads(FILE)), language, hinges=[hinging])
    assert '<section id="hinges"' in text
    assert "The sluice was &lt;closed&gt;</a>" in text
    assert 'href="#claim-closed"' in text
    assert text.count('class="share-bar') == 3


def test_where_nothing_is_known_of_hinges_there_is_no_section() -> None:
    assert 'id="hinges"' not in report_page(lb.solve(lb.loads(FILE)))
