"""``lagebild levers``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli
from tests.unit.cli.test_answer import file_with


def test_everybody_is_asked_what_they_could_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["levers", file_with(tmp_path), "--for", "steal"])
    assert result.exit_code == 0, result.output
    assert "the thief" in result.output
    assert "the guard" in result.output


def test_levers_towards_a_state_are_levers_for_just_that_state(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    found = [
        json.loads(CliRunner().invoke(cli, ["levers", file, "--by", "guard", *goal, "--format", "json"]).output)
        for goal in (["--to", "1"], ["--to", "steal and not watch"], ["--for", "steal and not watch"])
    ]
    changes = [[change["change"] for change in data["levers"][0]["changes"]] for data in found]
    assert changes[0] == changes[1] == changes[2]
    assert {"kind": "refuse", "decision_maker": "guard", "option": "guard.watch"} in changes[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say one of --against STATEMENT, --for STATEMENT or --to STATE"),
        (["--for", "steal", "--against", "steal"], "say one of --against"),
        (["--against", "stael"], 'unknown name "stael". Did you mean "steal"?'),
        (["--against", "steal", "--by", "gard"], 'unknown decision maker "gard". Did you mean "guard"?'),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["levers", file_with(tmp_path), *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_towards_a_state_it_is_also_said_what_would_have_to_be_wanted(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    for language, said in (("en", "What they would have to want"), ("de", "Was sie wollen müssten")):
        result = CliRunner().invoke(cli, ["levers", file, "--to", "1", "--largest", "2", "--language", language])
        assert result.exit_code == 0, result.output
        assert said in " ".join(result.output.split())
    data = json.loads(CliRunner().invoke(cli, ["levers", file, "--to", "1", "--format", "json"]).output)
    assert data["inverse"]["state"] == 1
    assert {requirement["goal"] for requirement in data["inverse"]["requirements"]} == {"stable", "equilibrium"}
    assert data["sets"]["complete_to"] == 3


def test_a_concept_that_cannot_be_read_backwards_is_refused_in_a_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["levers", file_with(tmp_path), "--to", "1", "--concept", "sim"])
    assert result.exit_code == 2
    assert "the inverse problem is not solved for sim" in result.output
