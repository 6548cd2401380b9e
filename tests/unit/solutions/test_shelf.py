"""Concepts that are solved only when they are named: what books print, where they do not apply, what is said of ties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import lagebild
from lagebild.analyses.explain import explain
from lagebild.catalogue import entry
from lagebild.cli.main import cli
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.reports.text.explain import explanation_text
from lagebild.solutions import analyse, concepts_named, foresight, simultaneous
from lagebild.solutions.concepts import with_defaults
from tests.catalogue.verdicts import states_with

CHICKEN = Path(str(entry("fraser-hipel-1984/chicken").situation))
PRISONERS = Path(str(entry("gmcr-plus-examples/prisoners-dilemma").situation))

A_TIE = """
lagebild: 1
title: North can give way in two ways that are equally good for itself
states:
  start: {name: start}
  asked: {name: asked}
  kind: {name: kind}
  harsh: {name: harsh}
decision-makers:
  south:
    moves: {start: [asked]}
    ranking: [[kind], [start], [asked], [harsh]]
  north:
    moves: {asked: [FIRST, SECOND]}
    ranking: [[kind, harsh], [start, asked]]
"""

THREE = """
lagebild: 1
title: Three
decision-makers:
  a: {options: {x: x}, wants: [x]}
  b: {options: {y: y}, wants: [y]}
  c: {options: {z: z}, wants: [z]}
"""


def tie(first: str, second: str) -> lagebild.Situation:
    """The state that ``first`` names stands first in the file."""
    text = A_TIE.replace("FIRST", first).replace("SECOND", second)
    if first == "harsh":
        text = text.replace("  kind: {name: kind}\n  harsh: {name: harsh}", "  harsh: {name: harsh}\n  kind: {name: kind}")
    return lagebild.loads(text)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), prog_name="lagebild")


# --- what books print -------------------------------------------------------------------------------------------------


def test_the_compromise_of_chicken_and_both_outcomes_of_the_dilemma_are_nonmyopic() -> None:
    """Brams & Wittman (1981): (3,3) in Chicken; (2,2) and (3,3) in the prisoner's dilemma."""
    assert states_with(lagebild.load(CHICKEN), "nonmyopic") == (3,)
    assert states_with(lagebild.load(PRISONERS), "nonmyopic") == (0, 3)


def test_who_leads_in_chicken_does_not_swerve() -> None:
    assert states_with(lagebild.load(CHICKEN), "stackelberg:a") == (2,)
    assert states_with(lagebild.load(CHICKEN), "stackelberg:b") == (1,)


# --- where they do not apply ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["l:2", "nonmyopic", "mmr:2", "stackelberg:a"])
def test_foresight_is_for_two(code: str) -> None:
    with pytest.raises(NotApplicableError, match=f"{code} does not apply here: it is defined for two decision makers"):
        analyse(lagebild.loads(THREE), [code])


@pytest.mark.parametrize("code", ["sim", "tableau"])
def test_moves_at_once_need_options(code: str) -> None:
    assert analyse(lagebild.loads(THREE), [code]).equilibria(code) == (7,)
    with pytest.raises(NotApplicableError, match="states given by name do not show"):
        analyse(tie("kind", "harsh"), [code])


def test_a_leader_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(NotApplicableError, match='"c" is no decision maker; there are: a, b'):
        analyse(lagebild.load(CHICKEN), ["stackelberg:c"])


@pytest.mark.parametrize("code", ["l:x", "stackelberg:c"])
def test_on_the_command_line_that_is_one_line(code: str) -> None:
    done = run("solve", str(CHICKEN), "--concept", code)
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert code in done.stderr


def test_too_many_ways_of_moving_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simultaneous, "MAX_AT_ONCE", 3)
    with pytest.raises(TooLargeError, match="more than 3 ways in which the others can leave one state at the same time"):
        analyse(lagebild.loads(THREE), ["sim"])


def test_improvements_are_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = lagebild.load(Path(str(entry("jacobi-2017/korean-peninsula").situation)))
    whole = states_with(situation, "sim", by="nk")
    monkeypatch.setattr(simultaneous, "MAX_PAIRS", 1)
    assert states_with(situation, "sim", by="nk") == whole


def test_foresight_that_does_not_come_to_rest_soon_enough_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "MAX_MOVES", 1)
    with pytest.raises(TooLargeError, match="does not repeat itself within 2 moves"):
        analyse(lagebild.load(CHICKEN), ["nonmyopic"])


# --- ties -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second", "stays"), [("kind", "harsh", False), ("harsh", "kind", True)])
@pytest.mark.parametrize("code", ["l:2", "nonmyopic", "stackelberg:south"])
def test_a_tie_is_settled_by_the_order_of_the_states_and_told(code: str, first: str, second: str, stays: bool) -> None:
    situation = tie(first, second)
    solution = analyse(situation, [code]).solutions[0]
    assert bool(solution.stable(code, "south")[0]) is stays
    assert solution.settled(code) == ("north",)


@pytest.mark.parametrize("code", ["l:1", "stackelberg:north", "mmr:3", "seq"])
def test_where_nobody_has_to_care_nothing_is_told(code: str) -> None:
    assert analyse(tie("kind", "harsh"), [code]).solutions[0].settled(code) == ()


@pytest.mark.parametrize(("language", "said"), [("en", "are equally good for north"), ("de", "für north gleich gut")])
def test_the_tie_is_told_in_words_and_in_json(language: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "tie.yaml"
    file.write_text(A_TIE.replace("FIRST", "kind").replace("SECOND", "harsh"), encoding="utf-8")
    told = run("solve", str(file), "--concept", "l:2", "--language", language)
    assert said in " ".join(told.output.split())
    data = json.loads(run("solve", str(file), "--concept", "l:1,l:2", "--format", "json").output)
    assert data["settled_by_number"] == {"l:2": ["north"]}


def test_json_says_nothing_of_ties_where_there_are_none() -> None:
    assert "settled_by_number" not in json.loads(run("solve", str(CHICKEN), "--concept", "l:2", "--format", "json").output)


# --- codes with a parameter ------------------------------------------------------------------------------------------


def test_codes_stand_in_the_order_of_the_list_and_families_after_it() -> None:
    asked = concepts_named(["stackelberg:a", "mmr:2", "l:3", "l:2", "sim", "nash"])
    assert [concept.code for concept in asked] == ["nash", "sim", "l:3", "l:2", "mmr:2", "stackelberg:a"]
    assert with_defaults(["l:2"]) == ("nash", "gmr", "smr", "seq", "sseq", "l:2")


def test_models_of_several_cases_are_solved_one_by_one_or_together_with_the_same_answer() -> None:
    text = THREE.replace("title", "circumstances: {rain: open}\ntitle").replace("wants: [x]", "wants: [x if rain, not x]")
    situation = lagebild.loads(text)
    alone = analyse(situation, ["sim", "gmr"])
    for solution, other in zip(alone.solutions, analyse(situation, ["gmr"]).solutions, strict=True):
        assert solution.equilibria("gmr") == other.equilibria("gmr")


# --- what is told of them ----------------------------------------------------------------------------------------------


def test_who_leaves_for_what_it_foresees_is_not_said_to_be_content() -> None:
    analysis = analyse(lagebild.load(CHICKEN), with_defaults(["l:2"]))
    told = explanation_text(explain(analysis, 1, concepts=["l:2"]), "en", width=1000)
    assert "Driver A gains nothing by leaving at once, and would leave all the same  [not l:2]" in told
    assert "Driver B does not want to leave  [l:2]" in told
    assert "What the verdicts l:2 come from is not told" in told


def test_old_acquaintances_under_a_new_name_are_told() -> None:
    analysis = analyse(lagebild.load(CHICKEN), ["mmr:2", "mmr:3"])
    assert explain(analysis, 3).not_told == ()


def test_solving_says_that_outcomes_hold_in_a_sense_that_was_asked_for() -> None:
    assert "One outcome holds in a sense that was asked for" in run("solve", str(CHICKEN), "--concept", "l:3").output
    assert "by a credible answer" in run("solve", str(CHICKEN), "--concept", "seq").output
