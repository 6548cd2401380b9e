"""Hinges as plain data."""

from __future__ import annotations

from typing import Any

from lagebild.analyses.hinges import GRAINS, MODES
from lagebild.reports.data.hinges import hinges_data
from tests.unit.reports.hinged import found


def part(data: dict[str, Any], grain: str, mode: str) -> dict[str, Any]:
    (only,) = [part for part in data["parts"] if (part["grain"], part["mode"]) == (grain, mode)]
    return dict(only)


def test_every_grain_and_mode_is_there_in_a_fixed_order() -> None:
    data = hinges_data(found())
    assert [(part["grain"], part["mode"]) for part in data["parts"]] == [(grain, mode) for grain in GRAINS for mode in MODES]
    assert [one["values"] for one in data["conclusions"]] == [["all"], ["all"]]
    assert [one["definition"] for one in data["conclusions"]] == [None, "quarrel"]


def test_a_cut_says_what_goes_what_comes_and_who_is_left_empty() -> None:
    (cut,) = part(hinges_data(found()), "claim", "withdraw")["hinges"][0]["cuts"]
    assert cut == {
        "members": ["plan", "report"],
        "lines": ["wants.upstream.1"],
        "after": ["some"],
        "undefined": False,
        "reason": None,
        "smallest": True,
        "proven": True,
        "indifferent": ["upstream"],
        "drawn": False,
    }


def test_responsibilities_are_fractions_as_text() -> None:
    hinges = part(hinges_data(found()), "claim", "negate")["hinges"]
    assert hinges[0]["responsibilities"] == {"plan": "1/2", "report": "1/2"}
    assert hinges[1]["responsibilities"]["lawyers-view"] == "1"


def test_lines_say_whether_a_claim_stands_behind_them() -> None:
    carriers = {one["key"]: one["sourced"] for one in part(hinges_data(found()), "line", "withdraw")["carriers"]}
    assert carriers["wants.upstream.1"] is True
    assert carriers["options.upstream.build"] is False


def test_how_far_was_looked_is_there_part_by_part() -> None:
    data = hinges_data(found(grains=["claim", "order"]))
    assert [(one["tried_to"], one["complete"]) for one in data["parts"]] == [(2, False), (2, False), (1, True), (1, True)]
    assert (data["interrupted"], data["stopped"]) == (False, False)


def test_only_the_time_differs_from_run_to_run() -> None:
    first, second = (hinges_data(found()) for _ in range(2))
    assert first.pop("seconds") >= 0
    assert second.pop("seconds") >= 0
    assert first == second
