"""``lagebild views``: who sees what, what lasts, whom it surprises."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli
from tests.docs.pages import ROOT

TUNNEL = str(ROOT / "docs/theory/examples/dam-views.yaml")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["views", *arguments])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_it_says_who_sees_what_and_whom_the_outcome_surprises() -> None:
    shown = run(TUNNEL)
    assert "does not see: “divert water through a tunnel”" in shown
    assert "One outcome lasts, everybody going by what they see – divert water through a tunnel (state 2)" in shown
    assert "a surprise for Downstream state: it sees instead: nothing taken" in shown
    assert "would no longer last: divert water through a tunnel (state 2). It would gain by that." in shown


def test_german_speaks_german() -> None:
    shown = run(TUNNEL, "--language", "de")
    assert "eine Überraschung für: Downstream state" in shown


def test_every_state_comes_when_asked_for() -> None:
    shown = run(TUNNEL, "--states")
    assert "2 divert water through a tunnel stays stays lasts" in shown


def test_the_data_have_every_verdict() -> None:
    result = CliRunner().invoke(cli, ["views", TUNNEL, "--concept", "nash", "--format", "json"])
    data = json.loads(result.output)
    assert data["equilibria"] == {"nash": [2]}
    assert data["true_equilibria"] == {"nash": [6]}
    assert data["views"][1]["unseen"] == ["upstream.divert"]
    (case,) = data["cases"]
    assert case["verdicts"]["nash"]["downstream"]["stays"] == [0, 2, 5, 7]
    assert case["surprises"] == [{"concept": "nash", "state": 2, "decision_maker": "downstream", "kind": "outside"}]


def test_a_file_without_views_is_told_what_to_write() -> None:
    result = CliRunner().invoke(cli, ["views", str(ROOT / "examples/dam.yaml")])
    assert result.exit_code == 2
    assert "everybody sees the situation as the file has it" in result.output


@pytest.mark.parametrize("command", ["check", "answer", "solve", "hinges"])
def test_the_other_commands_go_by_the_file(command: str) -> None:
    result = CliRunner().invoke(cli, [command, TUNNEL])
    assert result.exit_code == 0, result.output
