"""``lagebild paths``: the way from today, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from tests.unit.analyses.dam import GRAPH, PAYS, TEXT


@pytest.fixture
def dam(tmp_path: Path) -> str:
    path = tmp_path / "dam.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["paths", *arguments])


def test_the_way_to_the_suit_is_told_step_by_step(dam: str) -> None:
    told = " ".join(run(dam).stdout.split())
    assert "From today: nothing taken (state 0)" in told
    assert "→ state 3: build the dam + go to the court" in told
    assert "Upstream: choose “build the dam” → 1 Downstream: choose “go to the court” → 3" in told


def test_german_says_the_same(dam: str) -> None:
    told = " ".join(run(dam, "--language", "de").stdout.split())
    assert "Ausgänge, die halten, durch Verbesserungen zu erreichen" in told


def test_json_carries_every_state_that_is_reached(dam: str) -> None:
    data = json.loads(run(dam, "--format", "json").stdout)
    (start,) = data["starts"]
    assert start["start"] == 0
    assert start["improvements"][1] == {
        "state": 3,
        "steps": 2,
        "path": [
            {"by": ["upstream"], "to": 1, "because": [["wants.upstream.dam"]]},
            {"by": ["downstream"], "to": 3, "because": [["wants.downstream.answer"]]},
        ],
        "last_movers": ["downstream"],
    }
    assert [(outcome["state"], outcome["reached"]) for outcome in start["equilibria"]] == [(0, "today"), (3, "improvements")]


def test_another_start_can_be_named(dam: str) -> None:
    assert "From state 2: go to the court" in run(dam, "--from", "sue and not build").stdout


def test_every_unknown_of_today_is_a_starting_point(dam: str) -> None:
    Path(dam).write_text(TEXT.replace("build: no", "build: unknown"), encoding="utf-8")
    assert len(json.loads(run(dam, "--format", "json").stdout)["starts"]) == 2
    assert "Over all 2 starting points" in run(dam).stdout


def test_the_text_can_go_to_a_file(dam: str, tmp_path: Path) -> None:
    target = tmp_path / "paths.txt"
    assert run(dam, "-o", str(target)).stdout == ""
    assert "→ state 3" in target.read_text(encoding="utf-8")


def test_a_file_that_is_silent_on_today_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "graph.yaml"
    path.write_text(GRAPH.replace("today: s1", ""), encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 2
    assert "Say it under `today`" in result.stderr


def test_a_step_that_is_not_its_movers_best_says_what_would_be(tmp_path: Path) -> None:
    path = tmp_path / "pays.yaml"
    path.write_text(PAYS, encoding="utf-8")
    told = " ".join(run(str(path), "--from", "0").stdout.split())
    assert "each its mover's best: → state 5: take on men + go home" in told
    assert "where somebody has a better step: → state 3:" in told
    assert "pay for them” → 3 (better for it: choose “take on men” → 1)" in told


def test_the_status_quo_table_and_the_ways_to_a_state(dam: str) -> None:
    table = CliRunner().invoke(cli, ["paths", dam, "--table"])
    assert table.exit_code == 0, table.output
    assert "least steps" in table.output
    assert "1 (" in table.output
    rows = json.loads(CliRunner().invoke(cli, ["paths", dam, "--table", "--format", "json"]).output)["table"]
    for row in rows:
        kinds = row["steps"]
        reached = [{item["state"] for item in kinds[kind]} for kind in ("improvements", "indifferent", "moves")]
        assert reached[0] <= reached[1] <= reached[2]
    target = max(item["state"] for item in rows[0]["steps"]["moves"])
    for language, said in (("en", "to state"), ("de", "zu Zustand")):
        ways = CliRunner().invoke(cli, ["paths", dam, "--to", str(target), "--language", language])
        assert ways.exit_code == 0, ways.output
        assert f"{said} {target}" in ways.output
    data = json.loads(CliRunner().invoke(cli, ["paths", dam, "--to", str(target), "--format", "json"]).output)
    assert {one["target"] for one in data["ways"]} == {target}
    assert CliRunner().invoke(cli, ["paths", dam, "--to", str(target), "--table"]).exit_code == 2
