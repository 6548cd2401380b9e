"""What changes and losses do to preferences that are not fully known."""

from __future__ import annotations

import pytest

from lagebild.changes.lines import drop_line
from lagebild.changes.losses import lose, touchable
from lagebild.changes.options import drop_option
from lagebild.errors import InputError
from lagebild.reading import load, loads
from lagebild.situation import Comparison, Situation, Unsure
from tests.docs.pages import ROOT


@pytest.fixture
def wall() -> Situation:
    return load(ROOT / "docs/reference/examples/unknown.yaml")


def compared(situation: Situation) -> tuple[Comparison, ...]:
    return situation.decision_maker("east").comparisons or ()


def unsure(situation: Situation) -> tuple[Unsure, ...]:
    return situation.decision_maker("west").unsure


def test_a_comparison_that_is_lost_is_not_known_any_more(wall: Situation) -> None:
    after = lose(wall, {"comparisons.east.1": "out"}).situation
    assert [line.address for line in compared(after)] == ["comparisons.east.2"]


def test_a_comparison_that_is_false_holds_the_other_way_round(wall: Situation) -> None:
    before, after = compared(wall)[0], compared(lose(wall, {"comparisons.east.1": "opposite"}).situation)[0]
    assert (after.states, after.over) == (before.over, before.states)


def test_of_equals_that_are_not_equal_nothing_is_known(wall: Situation) -> None:
    after = lose(wall, {"comparisons.east.2": "opposite"}).situation
    assert compared(after)[1].states == ()


def test_what_is_unsure_stays_so_whatever_it_rests_on(wall: Situation) -> None:
    assert unsure(lose(wall, {"unsure.west.2": "out"}).situation) == unsure(wall)
    assert not {"unsure.west.1", "unsure.west.2"} & set(touchable(wall))
    assert "comparisons.east.1" in touchable(wall)


def test_lines_are_dropped_by_their_addresses(wall: Situation) -> None:
    assert [line.id for line in unsure(drop_line(wall, "unsure.west.1"))] == ["2"]
    assert [line.address for line in compared(drop_line(wall, "comparisons.east.2"))] == ["comparisons.east.1"]


def test_states_by_their_options_keep_the_options() -> None:
    text = (ROOT / "docs/reference/examples/unknown.yaml").read_text("utf-8")
    without_ranking = text[: text.index("  south:")] + text[text.index("speakers:") :]
    with pytest.raises(InputError, match=r"comparisons\.east lists states by their options"):
        drop_option(loads(without_ranking), "talk")


def test_a_state_that_goes_leaves_the_comparisons_of_the_others() -> None:
    situation = loads(
        "lagebild: 1\nstates:\n  a:\n  b:\n  c:\ndecision-makers:\n  one:\n    moves: {}\n    comparisons:\n"
        "      - prefers: a\n        over: [b, c]\n      - prefers: b\n        over: c\n"
    )
    (maker,) = drop_line(situation, "states.c").decision_makers
    assert [(line.states, line.over) for line in maker.comparisons or ()] == [(("a",), ("b",))]
