"""A GMCR+ file written as a situation file says the same, is solved to the same, and passes the check."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lagebild as lb
from lagebild.errors import InputError
from lagebild.reading.gmcr import read_gmcr
from lagebild.reading.imported import imported_text, load_gmcr
from lagebild.reports.text.imported import comments
from lagebild.reports.words import Words
from lagebild.situation import Situation
from tests.unit.reading.test_gmcr import dam, ranked

File = dict[str, Any]


def written(situation: Situation, language: str = "en") -> str:
    said = comments(situation, Words(language))
    return imported_text(situation, heading=said.heading, notes=said.notes, ending=said.ending)


def read(file: File) -> Situation:
    return read_gmcr(json.dumps(file), file="dam.gmcr")


FILES = {
    "statements": dam(),
    "a ranking": ranked([1, 2, [3, 4], 5, 6], [6, 5, 4, 3, 2, 1]),
    "ties all over": ranked([[1, 2, 3, 4, 5, 6]], [[1, 2, 3, 4, 5, 6]]),
    "older keys": ranked([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], key="preferenceVector", switch="useManualPreferenceVectors"),
    "no preferences": dam(decisionMakers=[{"name": "A", "options": [0, 1]}, {"name": "B", "options": [2]}]),
    "odd names": dam(
        options=["Not", "?? ?", 'a "b": #c'],
        decisionMakers=[
            {"name": "1 - [x]", "options": [0, 1], "preferences": [[[0, "Y"], [2, "N"]]]},
            {"name": "\u0007", "options": [2], "preferences": [{"compound": True, "members": [[[1, "Y"]]]}]},
        ],
    ),
    "names twice": dam(
        options=["Attack", "Attack", "Wait"],
        decisionMakers=[
            {"name": "A", "options": [0], "preferences": [[[1, "N"]]]},
            {"name": "A", "options": [1, 2], "preferences": [[[0, "N"], [1, "Y"]]]},
        ],
        infeasibles=[],
    ),
    "options mixed up": dam(
        decisionMakers=[
            {"name": "A", "options": [2, 0], "preferences": [[[1, "N"]]]},
            {"name": "B", "options": [1], "preferences": [[[0, "N"], [1, "Y"]]]},
        ],
    ),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())
def test_the_situation_file_says_the_same_and_is_solved_to_the_same(file: File) -> None:
    situation = read(file)
    again = lb.loads(written(situation))
    assert dataclasses.replace(again, sha256="") == situation
    assert verdicts(again) == verdicts(situation)


def verdicts(situation: Situation) -> Any:
    data = lb.solve(situation).to_dict()
    return [data[key] for key in ("state_count", "states", "stability", "equilibria")]


@st.composite
def files(draw: st.DrawFn) -> File:
    """Any GMCR+ file of up to five options, with statements or rankings."""
    rng: random.Random = draw(st.randoms(use_true_random=False))
    count = rng.randint(1, 5)
    names = draw(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=count + 3, max_size=count + 3)
    )
    owners = [rng.randrange(3) for _ in range(count)]

    def pattern() -> list[list[Any]]:
        return [[rng.randrange(count), rng.choice("YN")] for _ in range(rng.randint(1, 3))]

    def condition() -> Any:
        return pattern() if rng.random() < 0.7 else {"compound": True, "members": [pattern() for _ in range(rng.randint(1, 3))]}

    infeasibles = [condition() for _ in range(rng.randint(0, 2))]
    states = sum(not any(_fits(bits, one) for one in infeasibles) for bits in range(1 << count))
    if states == 0:
        infeasibles, states = [], 1 << count
    return {
        "options": [
            {"name": names[index], "permittedDirection": rng.choice(("both", "both", "fwd", "back"))} for index in range(count)
        ],
        "decisionMakers": [
            {
                "name": names[count + number],
                "options": [index for index in range(count) if owners[index] == number],
                "preferences": [condition() for _ in range(rng.randint(0, 3))],
                "preferenceRanking": _ranking(rng, states),
            }
            for number in range(3)
        ],
        "infeasibles": infeasibles,
        "useManualPreferenceRanking": rng.random() < 0.5,
    }


def _fits(bits: int, condition: Any) -> bool:
    patterns = condition["members"] if isinstance(condition, dict) else [condition]
    return any(all(bool(bits >> index & 1) == (value == "Y") for index, value in pattern) for pattern in patterns)


def _ranking(rng: random.Random, states: int) -> list[Any]:
    numbers = rng.sample(range(1, states + 1), states)
    cuts = sorted(rng.sample(range(1, states), rng.randint(0, states - 1)))
    tiers = [numbers[start:end] for start, end in zip([0, *cuts], [*cuts, states], strict=True)]
    return [tier if len(tier) > 1 else tier[0] for tier in tiers]


@given(files(), st.sampled_from(["en", "de"]))
@settings(deadline=None)
def test_any_such_file_becomes_a_situation_file_with_the_same_verdicts(file: File, language: str) -> None:
    situation = read(file)
    again = lb.loads(written(situation, language))
    assert dataclasses.replace(again, sha256="") == situation
    assert verdicts(again) == verdicts(situation)


def test_comments_say_what_came_from_where_and_what_was_noticed() -> None:
    situation = read(dam(colour="blue"))
    text = written(situation)
    assert "# Made from dam.gmcr, a file of the program GMCR+." in text
    assert '# Noticed in reading it: "colour" of the file is not known and left out.' in text
    assert "# What cannot be: the infeasible patterns of the GMCR+ file.\nrules:\n" in text
    assert "    # Most important first: the preference statements of the GMCR+ file.\n    wants:\n" in text
    indifferent = written(read(FILES["no preferences"]))
    assert "    # The GMCR+ file says nothing of what they want: they are indifferent.\n    wants: []\n" in indifferent


def test_nothing_is_sourced() -> None:
    again = lb.loads(written(read(dam())))
    assert [line.address for line in again.lines() if line.sourced] == []
    assert again.claims == ()


def test_what_stands_at_the_end_can_be_put_in_as_it_is() -> None:
    text = written(read(dam()))
    head, ending = text.split("# What a GMCR+ file does not know.")
    added = "".join(line.removeprefix("# ") for line in ending.splitlines(keepends=True)[2:])
    situation = lb.loads(head + added)
    assert situation.as_of == "2025-03-01"
    assert [question.kind for question in situation.questions] == ["next", "why"]
    assert situation.today is not None


def test_names_can_be_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "damm.gmcr").write_text(json.dumps(dam()), encoding="utf-8")
    situation = load_gmcr(tmp_path / "damm.gmcr", language="de")
    assert situation.title.texts == (("de", "damm"),)
    assert situation.options[0].name.texts == (("de", "Build the dam"),)
    text = written(situation, "de")
    assert "\nlanguage: de\n" in text
    assert "\n  - nicht (release-water und go-to-court)\n" in text


def test_a_situation_file_needs_no_import(tmp_path: Path) -> None:
    (tmp_path / "dam.yaml").write_text("lagebild: 1\n", encoding="utf-8")
    with pytest.raises(InputError, match="A situation file needs no import"):
        load_gmcr(tmp_path / "dam.yaml")


def test_a_file_that_no_situation_file_can_hold_says_so() -> None:
    options = [f"option {number}" for number in range(201)]
    file = dam(options=options, decisionMakers=[{"name": "A", "options": list(range(201))}], infeasibles=[])
    with pytest.raises(InputError, match="no situation file can hold this: there are 201 options, at most 200 are read"):
        written(read(file))
