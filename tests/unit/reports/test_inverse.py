"""What would have to be wanted, in words and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lagebild.analyses.inverse import inverse
from lagebild.reading import load, loads
from lagebild.reports.data.inverse import inverse_data
from lagebild.reports.inverse import InverseText, inverse_in_words
from lagebild.reports.words import Words

CATALOGUE = Path(__file__).parents[3] / "src" / "lagebild" / "catalogue"

WANTS = """
lagebild: 1
title: A dam
decision-makers:
  up:
    name: Upstream
    options:
      build: build the dam
    wants:
      - build
      - not sue
  down:
    name: Downstream
    options:
      sue: go to the court
    wants:
      - sue if build
      - not sue
"""


def said(text: InverseText) -> str:
    lines = [text.title, text.intro, *text.notes]
    for section in text.sections:
        lines.append(section.heading)
        for sentence, listed in section.said:
            lines += [sentence, *listed]
    return "\n".join(lines)


def test_a_small_condition_is_written_out_with_its_share() -> None:
    chicken = load(CATALOGUE / "fraser-hipel-1984" / "chicken.yaml")
    text = said(inverse_in_words(inverse(chicken, 0, "nash"), "nash", Words("en")))
    assert "It likes state 1 (A swerves) no more than this." in text
    assert "one pair at least" in text
    assert "Of all rankings without ties 50% would do, of all with ties 58.7%." in text
    assert "Even then somebody else would leave: Driver B." in text


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "The least its wants must change: "), ("de", "mindestens ändern muss: ")]
)
def test_the_fewest_moves_of_wants_are_told_by_what_they_pass(language: str, expected: str) -> None:
    found = inverse(loads(WANTS), 1, "nash")
    (requirement,) = found.of("nash", "stable", "down")
    assert requirement.wants is not None
    assert [(move.address, move.position, move.to) for move in requirement.wants.moves or ()] == [("wants.down.1", 1, 2)]
    text = said(inverse_in_words(found, "nash", Words(language)))
    assert expected in text
    assert "build the dam" in text


def test_as_data_every_comparison_stands_with_its_state_numbers() -> None:
    found = inverse(loads(WANTS), 1, ["nash", "seq"])
    data = json.loads(json.dumps(inverse_data(found)))
    first = next(r for r in data["requirements"] if (r["concept"], r["goal"], r["asked"]) == ("nash", "stable", ["down"]))
    assert first["condition"] == {
        "all_of": [{"any_of": [[{"by": "down", "lower": 3, "upper": 1, "strict": False}]]}],
        "complete": True,
    }
    assert first["share"]["strict"] == {"kind": "exact", "value": 0.5, "fraction": "1/2"}
    # State 3 is tied with state 2: it cannot come below state 1 without that pair being compared otherwise too.
    assert (first["ranking"]["pairs"], first["ranking"]["exact"]) == (2, True)
    assert {"by": "down", "here": 1, "there": 3, "before": 1, "after": -1} in first["ranking"]["turned"]
    assert first["wants"] == {"moves": [{"by": "down", "want": "wants.down.1", "from": 1, "to": 2}], "searched": 1}


def test_a_search_without_time_says_so() -> None:
    found = inverse(loads(WANTS), 1, "nash", seconds=0.0)
    assert found.interrupted
    assert found.requirements == ()
    assert "Time ran out" in said(inverse_in_words(found, "nash", Words("en")))
