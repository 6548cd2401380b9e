"""``lagebild places``: exit codes, what is said, what never is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from lagebild.evidence.texts import fingerprint

FIRST = "The mayor announced a new bridge over the river."
SECOND = "Work begins in the spring, if the council agrees."
TEXT = f"{FIRST}\n\n{SECOND}\n"

FILE = f"""
lagebild: 1
title: The bridge
decision-makers:
  mayor:
    options:
      build:
        because: announced or begins
    wants: [build]
sources:
  paper:
    title: The paper
claims:
  announced:
    says: A bridge is planned.
    in: paper
    at:
      paragraph: 1
      start: 0
      end: {len(FIRST)}
      sha256: {fingerprint(FIRST)}
  begins:
    says: It may be begun soon.
    in: paper
    at:
      paragraph: 2
      start: {TEXT.index(SECOND)}
      end: {TEXT.index(SECOND) + len(SECOND)}
      sha256: {fingerprint(SECOND)}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bridge.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["places", *arguments], prog_name="lagebild")


def said(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_places_that_hold_end_with_0(folder: Path) -> None:
    result = run("bridge.yaml", "--text", "article.txt")
    assert result.exit_code == 0
    assert "2 claims have a place. Verified: 2 announced, begins" in said(result)


def test_what_changed_and_what_moved_end_with_1_and_the_place(folder: Path) -> None:
    (folder / "article.txt").write_text(f"New.\n\n{FIRST}\n\n{SECOND.replace('spring', 'autumn')}\n", encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt")
    assert result.exit_code == 1
    assert "Changed: 1 bridge.yaml:22:3 begins: paragraph 2, 50 to 99 reads differently" in said(result)
    assert "announced: paragraph 1, 0 to 48 → paragraph 2, 6 to 54" in said(result)
    assert not any(word in result.stdout for word in ("mayor", "river", "autumn"))


def test_german_says_the_same(folder: Path) -> None:
    (folder / "article.txt").write_text(f"Neu.\n{FIRST}\n", encoding="utf-8")
    told = said(run("bridge.yaml", "--text", "article.txt", "--language", "de"))
    assert "Verändert: 1" in told
    assert "Absatz 1, 0 bis 48 → Absatz 2, 5 bis 53" in told


@pytest.mark.parametrize(("told", "words"), [("a" * 64, "this is not the text"), (None, "tells no text-sha256")])
def test_another_text_than_the_source_tells_is_said(folder: Path, told: str | None, words: str) -> None:
    if told:
        text = FILE.replace("    title: The paper\n", f"    title: The paper\n    text-sha256: {told}\n")
        (folder / "bridge.yaml").write_text(text, encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt")
    assert words in said(result)
    assert result.exit_code == 0


def test_json_has_every_place(folder: Path) -> None:
    (folder / "article.txt").write_text(f"{SECOND}\n", encoding="utf-8")
    result = run("bridge.yaml", "--text", "article.txt", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["holds"], data["counts"]["changed"], data["counts"]["moved"]) == (False, 1, 1)
    assert data["claims"][1]["places"][0]["now"] == {"paragraph": 1, "start": 0, "end": 49, "sha256": fingerprint(SECOND)}


class TestSeveralSources:
    @pytest.fixture(autouse=True)
    def _two(self, folder: Path) -> None:
        text = FILE.replace("sources:\n", "sources:\n  radio:\n    title: The radio\n")
        text = text.replace("soon.\n    in: paper", "soon.\n    in: radio")
        (folder / "bridge.yaml").write_text(text, encoding="utf-8")

    def test_whose_the_text_is_must_be_said(self) -> None:
        result = run("bridge.yaml", "--text", "article.txt")
        assert result.exit_code == 2
        assert "radio, paper" in result.stderr

    def test_it_need_not_be_said_where_only_one_has_places(self, folder: Path) -> None:
        text = (folder / "bridge.yaml").read_text("utf-8")
        (folder / "bridge.yaml").write_text(text[: text.index("    in: radio")] + "    in: radio\n", encoding="utf-8")
        result = run("bridge.yaml", "--text", "article.txt")
        assert result.exit_code == 0
        assert said(result).startswith("paper: ")

    @pytest.mark.parametrize("source", ["radio", "paper"])
    def test_it_need_not_be_said_where_one_tells_the_fingerprint(self, folder: Path, source: str) -> None:
        title = f"    title: The {source}\n"
        told = f"{title}    text-sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}\n"
        text = (folder / "bridge.yaml").read_text("utf-8").replace(title, told)
        (folder / "bridge.yaml").write_text(text, encoding="utf-8")
        assert said(run("bridge.yaml", "--text", "article.txt")).startswith(f"{source}: ")

    def test_what_the_one_does_not_tell_is_the_text_of_the_other(self, folder: Path) -> None:
        title = "    title: The radio\n"
        told = f"{title}    text-sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}\n"
        text = (folder / "bridge.yaml").read_text("utf-8").replace(title, told)
        (folder / "bridge.yaml").write_text(text, encoding="utf-8")
        (folder / "paper.txt").write_text(f"{FIRST}\n", encoding="utf-8")
        result = run("bridge.yaml", "--text", "paper.txt", "--text", "article.txt", "--format", "json")
        assert [one["source"] for one in json.loads(result.stdout)["texts"]] == ["paper", "radio"]
        assert result.exit_code == 0

    def test_two_sources_with_one_fingerprint_are_asked_back(self, folder: Path) -> None:
        text = (folder / "bridge.yaml").read_text("utf-8")
        for title in ("    title: The radio\n", "    title: The paper\n"):
            text = text.replace(title, f"{title}    text-sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}\n")
        (folder / "bridge.yaml").write_text(text, encoding="utf-8")
        assert run("bridge.yaml", "--text", "article.txt").exit_code == 2

    def test_the_text_of_the_other_is_missing(self) -> None:
        result = run("bridge.yaml", "--text", "article.txt", "--source", "paper")
        assert result.exit_code == 1
        assert "Text missing: 1" in said(result)
        assert "begins: the text of radio is not given" in said(result)

    def test_each_may_have_its_text(self) -> None:
        texts = ("--text", "article.txt", "--source", "paper", "--text", "article.txt", "--source", "radio")
        assert run("bridge.yaml", *texts).exit_code == 0

    def test_an_unknown_source_is_asked_back(self) -> None:
        result = run("bridge.yaml", "--text", "article.txt", "--source", "papr")
        assert result.exit_code == 2
        assert 'Did you mean "paper"?' in result.stderr


def test_a_place_is_taken_to_be_pasted(folder: Path) -> None:
    result = run("--find", SECOND, "--text", "article.txt")
    assert result.stdout == f"at:\n  paragraph: 2\n  start: 50\n  end: 99\n  sha256: {fingerprint(SECOND)}\n"
    assert result.exit_code == 0


def test_several_hits_are_listed(folder: Path) -> None:
    result = run("--find", "the", "--text", "article.txt", "--language", "de")
    assert result.stdout.startswith("# 1 von 3\nat:\n  paragraph: 1\n  start: 38\n  end: 41\n  # unter 25 Zeichen")
    assert result.stdout.count("at:") == 3


def test_words_that_do_not_stand_there_end_with_1(folder: Path) -> None:
    result = run("--find", "tunnel", "--text", "article.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "These words do not stand in the text.\n")
    assert json.loads(run("--find", "tunnel", "--text", "article.txt", "--format", "json").stdout) == {"places": []}


@pytest.mark.parametrize(
    "arguments",
    [
        ["bridge.yaml"],
        ["--text", "article.txt"],
        ["--find", "x"],
        ["--find", " ", "--text", "article.txt"],
        ["bridge.yaml", "--find", "x", "--text", "article.txt"],
        ["bridge.yaml", "--text", "nowhere.txt"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_2(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_an_answer_can_be_written_to_a_file(folder: Path) -> None:
    assert run("--find", FIRST, "--text", "article.txt", "-o", "at.yaml").stdout == ""
    assert (folder / "at.yaml").read_text("utf-8").startswith("at:\n")
