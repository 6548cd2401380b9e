"""``lagebild solve`` where not all preferences are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli
from tests.docs.pages import ROOT

GISBORNE = str(ROOT / "src/lagebild/catalogue/li-hipel-kilgour-fang-2004/gisborne-unknown.yaml")
DAM = str(ROOT / "examples/dam.yaml")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_part_on_what_is_unknown_comes_without_being_asked_for() -> None:
    shown = " ".join(run("solve", GISBORNE).split())
    assert "of 24 of 28 pairs of states it is not known which is preferred" in shown
    assert "Exact: no completion was left out." in shown
    assert "a: leaves also" not in shown


@pytest.mark.parametrize(
    ("language", "words"), [("en", "for whom: states that are stable in all"), ("de", "für wen: zustände, die in allen")]
)
def test_all_of_it_comes_when_asked_for(language: str, words: str) -> None:
    shown = " ".join(run("solve", GISBORNE, "--uncertain", "--language", language).split())
    assert words in shown.lower()
    assert "a: " in shown
    assert "d: " in shown


def test_the_data_say_all_some_and_none_and_the_extensions() -> None:
    data = json.loads(run("solve", GISBORNE, "--format", "json"))
    unknown = data["unknown_preferences"]
    assert unknown["completions"]["everybody"]["nash"] == {"all": [], "some": [3, 5], "none": [0, 1, 2, 4, 6, 7]}
    assert unknown["extensions"]["b"]["nash"] == [3, 5]
    assert unknown["exact"]
    assert data["drawn"]
    assert len(data["cases"]) == 100
    assert sorted(label for tier in data["cases"][0]["completions"]["provincial"] for label in tier) == list(range(8))


def test_where_everything_is_known_there_is_nothing_to_complete() -> None:
    result = CliRunner().invoke(cli, ["solve", DAM, "--uncertain"])
    assert result.exit_code == 2
    assert "everything is known" in result.output


def test_nothing_is_certified_where_not_everything_is_known() -> None:
    shown = run("solve", GISBORNE, "--certify", "--concept", "nash,seq")
    assert "Certificate: none for nash, seq." in " ".join(shown.split())


@pytest.mark.parametrize("command", ["check", "answer", "explain", "paths", "hinges"])
def test_every_command_goes_by_the_completions(command: str, tmp_path: Path) -> None:
    text = Path(GISBORNE).read_text("utf-8") + "questions:\n  - ask: Why lift?\n    why: lift\n    by: provincial\n"
    path = tmp_path / "asked.yaml"
    path.write_text(text, "utf-8")
    assert run(command, str(path))


def test_an_answer_says_that_not_everything_is_known_and_that_cases_were_drawn(tmp_path: Path) -> None:
    path = tmp_path / "asked.yaml"
    path.write_text(
        Path(GISBORNE).read_text("utf-8") + "questions:\n  - ask: Why lift?\n    why: lift\n    by: provincial\n", "utf-8"
    )
    shown = " ".join(run("answer", str(path)).split())
    assert "100 combinations, drawn from more" in shown
    assert "not known of what Government of Newfoundland and Labrador prefers" in shown
