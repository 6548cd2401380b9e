"""``lagebild answer`` and bare ``lagebild FILE``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from lagebild.cli.main import cli
from tests.unit.analyses.test_answers import GUARD


def file_with(tmp_path: Path, text: str = GUARD) -> str:
    path = tmp_path / "guard.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_question_is_asked_and_answered(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["answer", file_with(tmp_path)])
    assert result.exit_code == 0, result.output
    for question in ("1. Why is nothing stolen?", "2. What comes next?", "3. When is somebody caught?", "4. What can"):
        assert question in result.output
    assert "Whose voices:" in result.output


def test_a_bare_file_is_answered_in_the_language_asked_for(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    bare = CliRunner().invoke(cli, [file, "--language", "de"])
    assert bare.exit_code == 0, bare.output
    assert bare.output == CliRunner().invoke(cli, ["answer", file, "--language", "de"]).output
    assert "Dieb und Wache" in bare.output
    assert "Wessen Stimmen:" in bare.output


def test_answers_as_data_name_the_lines_and_claims_they_rest_on(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["answer", file_with(tmp_path), "--format", "json"])
    data = json.loads(result.output)
    assert data["equilibria"]["seq"] == [0, 2]
    assert [question["kind"] for question in data["questions"]] == ["why", "next", "when", "against"]
    assert data["questions"][0]["rests_on"] == [
        "options.thief.steal",
        "wants.thief.free",
        "wants.thief.loot",
        "options.guard.watch",
        "wants.guard.catch",
        "definitions.caught.court",
    ]
    assert data["questions"][3]["claims"] == ["thief-says", "guard-says"]


def test_a_file_without_questions_says_where_they_go(tmp_path: Path) -> None:
    silent = GUARD[: GUARD.index("questions:")] + GUARD[GUARD.index("claims:") :]
    result = CliRunner().invoke(cli, ["answer", file_with(tmp_path, silent)])
    assert result.exit_code == 0
    assert "asks no questions" in result.output
