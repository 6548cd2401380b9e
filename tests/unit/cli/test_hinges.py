"""``lagebild hinges``."""

from __future__ import annotations

import contextlib
import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.analyses.hinges import GRAINS, MODES
from lagebild.cli import hinges as command
from lagebild.cli.main import cli
from lagebild.library import SEARCHED
from tests.unit.reports.hinged import TEXT


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "dam.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["hinges", *arguments])


def test_it_tells_what_the_answers_hinge_on(file: str) -> None:
    result = run(file)
    assert result.exit_code == 0, result.output
    assert "What the answers hinge on: A dam and two voices" in result.output
    assert "No single voice of 3 changes it, but several together do." in result.output
    assert "Woran die Antworten hängen: Ein Damm und zwei Stimmen" in run(file, "--language", "de").output


def test_one_question_one_grain_one_mode(file: str) -> None:
    told = run(file, "--question", "2", "--grain", "claim", "--mode", "negate").output
    assert "2. When is it a quarrel?" in told
    assert "1. Why is the dam built?" not in told
    data = json.loads(run(file, "--grain", "order,claim", "--mode", "withdraw", "--format", "json").output)
    assert [(part["grain"], part["mode"]) for part in data["parts"]] == [("claim", "withdraw"), ("order", "withdraw")]


def test_how_large_sets_may_be_can_be_said(file: str) -> None:
    data = json.loads(run(file, "--largest", "3", "--format", "json").output)
    assert {part["tried_to"] for part in data["parts"] if part["grain"] != "order"} == {3}
    assert "Tried: voices, speakers, claims, lines and orders: each alone" not in run(file).output
    assert "voices, speakers, claims and lines: each alone" in run(file, "--largest", "1").output


def test_ctrl_c_ends_the_search_with_what_was_found(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def impatient() -> Iterator[Callable[[int, int], None]]:
        yield lambda done, total: signal.raise_signal(signal.SIGINT) if done == 2 else None

    monkeypatch.setattr(command, "_bar", impatient)
    before = signal.getsignal(signal.SIGINT)
    result = run(file)
    assert result.exit_code == 0, result.output
    assert "Stopped before the end." in result.output
    assert json.loads(run(file, "--format", "json").output)["stopped"] is True
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_ends_even_the_set_at_hand() -> None:
    stop = command._Stop()
    with stop.listening():
        signal.raise_signal(signal.SIGINT)
        assert stop.heard
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_no_bar_is_drawn_where_nobody_looks(file: str) -> None:
    assert run(file).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--grain", "claims"], '"claims" is none. There are origin, speaker, claim, line, order and all.'),
        (["--mode", "forget"], "'forget' is not one of"),
        (["--question", "5"], "question 5 has no statement that could hinge on anything. Those that have one: 1, 2."),
        (["--what-if", "rain"], 'unknown what-if "rain"'),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(file: str, arguments: list[str], said: str) -> None:
    result = run(file, *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_file_without_questions_says_that_there_is_nothing_to_hinge(tmp_path: Path) -> None:
    path = tmp_path / "silent.yaml"
    path.write_text(TEXT[: TEXT.index("questions:")] + TEXT[TEXT.index("sources:") :], encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 2
    assert "asks no question with a statement" in result.output


def test_help_names_what_the_search_knows() -> None:
    assert (*command._GRAINS,) == GRAINS
    assert command._MODES == MODES
    assert command._SECONDS == SEARCHED
