"""Preferences that are not fully known: what a file may say of them, what of it is refused, and that it is written as read."""

# ruff: noqa: E501  (a message stands in one line, so that it can be searched for)

from dataclasses import replace

import numpy as np
import pytest

from lagebild.changes import apply
from lagebild.errors import InputError
from lagebild.model import build
from lagebild.model.completions import cases_of
from lagebild.model.known import Known, known_of, without_the_unknown
from lagebild.reading import loads
from lagebild.reading.writing import situation_text
from tests.docs.pages import ROOT

FILE = """\
lagebild: 1
title: T
decision-makers:
  up:
    options:
      build:
      talk:
    wants:
      - id: calm
        statement: not sue
      - any-order:
          - build
          - talk
  down:
    options:
      sue:
    wants: []
"""


def with_down(text: str) -> str:
    """The file with other preferences of down, the last decision maker."""
    return FILE.replace("    wants: []\n", text)


def known_to_be_better(text: str, dm: str) -> set[tuple[int | str, int | str]]:
    situation = loads(text)
    model = build(without_the_unknown(situation))
    known: Known = known_of(model, situation.decision_maker(dm))
    return {(model.label(int(s)), model.label(int(t))) for s, t in np.argwhere(known.better)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("    comparisons:\n      - prefers: sue\n        over: seu\n", '19:15: comparisons of down, line 1, over: unknown option "seu". Did you mean "sue"?'),
        ("    comparisons:\n      - prefers: sue\n", '18:9: comparisons of down, line 1: the key "over" is missing. Add a line `over:`.'),
        ("    comparisons:\n      - prefers: sue\n        over: sue\n", "18:9: comparisons of down, line 1: the state 4 is preferred to itself. Name it on one side only."),
        ("    comparisons:\n      - equal: sue\n", '18:16: comparisons of down, line 1, equal: expected a list ("- " lines), found the text "sue". Begin every entry with "- ", on a line of its own.'),
        ("    comparisons: []\n    wants: []\n", "17:5: decision maker down: `comparisons` and `wants` stand side by side. Keep one of the two; only weights may stand beside wants, to break their ties."),
        ("    ranking:\n      - the rest\n    unsure:\n      - sue\n", "17:5: decision maker down: `ranking` and `unsure` stand side by side. Beside `wants` and `weights` only. In a ranking write a tier `unsure:`."),
        ("    comparisons: []\n    unsure:\n      - sue\n", "17:5: decision maker down: `comparisons` and `unsure` stand side by side. What `comparisons` leaves out is unknown already."),
        ("    wants: []\n    unsure:\n      - seu\n", '19:9: unsure of down, line 1: unknown option "seu". Did you mean "sue"?'),
        ("    wants:\n      - build\n    unsure:\n      - statement: sue\n        below: 2\n", '21:16: unsure of down, line 1, below: down has no want "2". There are 1.'),
        ("    weights:\n      sue: 1\n    unsure:\n      - statement: sue\n        below: calm\n", '21:16: unsure of down, line 1, below: down has no want "calm". `below` names one of the `wants` beside it.'),
        ("    unsure:\n      - sue\n", "15:5: decision maker down: nothing is said of what it wants. List what it wants, most important first; `wants: []` says that it is indifferent."),
        ("    ranking:\n      - the rest unknown\n      - sue\n", '18:9: ranking of down, line 1: "the rest unknown" stands for all states not named: it must be the last line'),
    ],
)  # fmt: skip
def test_the_message_says_what_is_wrong_where_and_the_way_out(text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(with_down(text), file="f.yaml")
    assert str(caught.value).splitlines() == [f"f.yaml:{fault}"]


def test_comparisons_that_contradict_one_another_are_refused() -> None:
    text = with_down(
        "    comparisons:\n      - prefers: sue\n        over: talk\n      - prefers: talk\n        over: build\n"
        "      - equal:\n          - sue\n          - build\n"
    )
    with pytest.raises(
        InputError, match="comparisons of down, line 1: state 4 is preferred to 2, and by other lines"
    ) as caught:
        cases_of(loads(text))
    assert "Take one of these lines out." in str(caught.value)


def test_what_follows_from_comparisons_is_known() -> None:
    text = with_down("    comparisons:\n      - prefers: sue\n        over: talk\n      - prefers: talk\n        over: build\n")
    assert known_to_be_better(text, "down") == {(4, 2), (2, 1), (4, 1)}


def test_nothing_below_what_is_unsure_compares() -> None:
    text = with_down("    wants:\n      - talk\n      - build\n    unsure:\n      - statement: sue\n        below: 1\n")
    better = known_to_be_better(text, "down")
    assert (2, 0) in better, "talk comes before what is unsure"
    assert (2, 4) in better
    assert (1, 0) in better, "where sue is the same, build compares"
    assert (1, 4) not in better, "sue is not the same, and stands above build"
    assert (5, 0) not in better


def test_below_may_name_a_group_of_wants_in_any_order() -> None:
    text = FILE.replace("  down:\n", "    unsure:\n      - statement: sue\n        below: 2\n  down:\n")
    (unsure,) = loads(text).decision_maker("up").unsure
    assert unsure.below == "2"
    # Whichever order of the group: what is unsure comes last, and `calm` has decided it before.
    assert (0, 4) in known_to_be_better(text, "up")
    assert (3, 4) in known_to_be_better(text, "up")


def test_a_want_that_is_dropped_lets_what_is_unsure_stand_first() -> None:
    text = FILE.replace("  down:\n", "    unsure:\n      - statement: talk\n        below: calm\n  down:\n")
    text += "what-if:\n  no-calm:\n    changes:\n      - drop: calm\n        of: up\n"
    changed = replace(apply(loads(text), "no-calm"), what_ifs=())
    better = known_to_be_better(situation_text(changed), "up")
    assert (1, 0) in better
    assert not any(int(s) >> 1 & 1 != int(t) >> 1 & 1 for s, t in better), "states that differ in talk do not compare"


def test_the_rest_is_unknown_to_everything() -> None:
    text = with_down("    ranking:\n      - sue\n      - talk\n      - the rest unknown\n")
    assert known_to_be_better(text, "down") == {(4, 2)}


def test_german_words_for_the_rest_are_read_too() -> None:
    text = with_down("    ranking:\n      - sue\n      - der Rest unbekannt\n")
    assert loads(text).decision_maker("down").uncertain


def test_the_example_with_every_way_to_say_it_is_written_as_it_was_read() -> None:
    text = (ROOT / "docs/reference/examples/unknown.yaml").read_text("utf-8")
    situation = loads(text)
    again = loads(situation_text(situation))
    assert again.decision_makers == situation.decision_makers
    assert situation.uncertain == ("west", "east", "south")
