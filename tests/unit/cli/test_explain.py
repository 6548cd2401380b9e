"""``lagebild explain``: the story, and where it asks back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from tests.unit.analyses.dam import GRAPH, TEXT


@pytest.fixture
def dam(tmp_path: Path) -> str:
    path = tmp_path / "dam.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def flat(result: Result) -> str:
    """The output without line breaks: where they fall is nobody's business here."""
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_the_story_of_today_names_move_answer_wants_and_who_told_them(dam: str) -> None:
    story = flat(run(dam))
    assert "Why this holds: nothing taken (state 0)" in story
    assert "Upstream could choose “build the dam” and would prefer that (state 1)" in story
    assert "because Upstream wants “build the dam” (1: unsourced)" in story
    assert "But then Downstream would choose “go to the court” (state 3)" in story
    assert "because Upstream wants “not go to the court” (3: resting on Boris Quell, assessed)" in story
    assert "So Upstream is deterred, credibly [seq, sseq; gmr, smr]." in story
    assert "A suit must be avoided (Boris Quell, assessed; fear)" in story
    assert "Whoever builds will be sued (an unnamed voice, announced; threat)" in story
    assert "2 of the 4 lines used here name no claim." in story


def test_the_story_is_told_in_german_too(dam: str) -> None:
    story = flat(run(dam, "--language", "de"))
    assert "Aber dann würde Downstream „go to the court“ wählen (Zustand 3)" in story
    assert "So wird Upstream abgeschreckt, und zwar glaubwürdig [seq, sseq; gmr, smr]." in story


def test_what_does_not_hold_says_who_leaves_and_what_is_missing(dam: str) -> None:
    story = flat(run(dam, "build and not sue"))
    assert "Why this does not hold: build the dam (state 1)" in story
    assert "Downstream would leave it [not nash, gmr, smr, seq, sseq]" in story
    assert "Nobody else would gain anything by a move from there [not seq, sseq]." in story
    assert "What is missing for an equilibrium [seq, sseq; gmr, smr]" in story


def test_today_begins_with_who_would_leave_it_and_why_nobody_stands_against_it(tmp_path: Path) -> None:
    path = tmp_path / "built.yaml"
    path.write_text(TEXT.replace("build: no", "build: yes"), encoding="utf-8")
    story = flat(run(str(path)))
    start = story.index("Downstream would choose “go to the court” (state 3), because Downstream wants")
    assert start < story.index("Nobody else would gain anything by a move from there [not seq].") < story.index("It is an")
    assert story.index("Downstream would leave it") < story.index("Upstream does not want to leave")


IDLE = """
lagebild: 1
title: Options that nobody cares about
decision-makers:
  anna:
    options:
      go: go away
      bonnet: put on a bonnet
    wants: [go]
  ben:
    options:
      coat: put on a coat
    wants: [go]
today: {go: no}
"""


def test_moves_that_nobody_cares_about_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "idle.yaml"
    path.write_text(IDLE, encoding="utf-8")
    story = flat(run(str(path)))
    assert "Anna could choose “go away” and would prefer that" in story
    assert "bonnet" not in story
    assert "coat" not in story


def test_one_decision_maker_and_one_concept_are_enough_if_asked_for(dam: str) -> None:
    story = flat(run(dam, "--for", "downstream", "--concept", "seq"))
    assert "Downstream does not want to leave [seq]" in story
    assert "Upstream could" not in story


def test_a_graph_is_told_by_the_names_of_its_states(tmp_path: Path) -> None:
    path = tmp_path / "graph.yaml"
    path.write_text(GRAPH, encoding="utf-8")
    story = flat(run(str(path), "armed"))
    assert "Neighbour could move to “warned”" in story
    assert "Nobody else can do anything about it [not gmr, smr, seq, sseq]." in story


def test_several_states_that_fit_are_listed_and_the_exit_code_is_two(dam: str) -> None:
    result = run(dam, "build")
    assert result.exit_code == 2
    assert "fits 2 states" in result.stderr
    assert "3: build + sue" in result.stderr


@pytest.mark.parametrize("arguments", [("--for", "nobody"), ("--concept", "nush"), ("--what-if", "none")])
def test_unknown_names_are_input_errors(dam: str, arguments: tuple[str, ...]) -> None:
    result = run(dam, *arguments)
    assert result.exit_code == 2
    assert "unknown" in result.stderr
    assert result.stdout == ""
