"""``lagebild merge``: the file it writes, what it tells, and the JSON."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from tests.unit.reading.test_joining import ANNA, BEA, SITUATION


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anna.yaml").write_text(ANNA, encoding="utf-8")
    (tmp_path / "bea.yaml").write_text(BEA, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["merge", "anna.yaml", "bea.yaml", *arguments])


def test_it_tells_what_was_the_same_what_contradicts_and_what_was_renamed(folder: Path) -> None:
    result = run("-o", "both.yaml")
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    for part in (
        "Claims: 1 the same, 1 added.",
        "claim plan, told-as: announced – the second: reported",
        "plan contradicts plan-2",
        "claim plan → plan-2",
        "source post, reliability: B",
        "speaker quell, in the second minister (same name)",
    ):
        assert part in told
    assert (folder / "both.yaml").read_text(encoding="utf-8").startswith(ANNA.split("claims:")[0][:60])
    assert max(map(len, result.stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    ("language", "said"), [("en", "The same source in two versions"), ("de", "Dieselbe Quelle in zwei Fassungen")]
)
def test_two_versions_of_one_text_are_one_source_and_both_fingerprints_stay_visible(
    folder: Path, language: str, said: str
) -> None:
    other = "b" * 64
    dated = "    title: The Post\n    published: 2025-05-16\n"
    (folder / "anna.yaml").write_text(ANNA.replace("    title: The Post\n", dated), encoding="utf-8")
    hers = re.sub(r"( +)text-sha256: \w+\n", rf"\1title: The Post\n\1published: 2025-05-16\n\1text-sha256: {other}\n", BEA)
    (folder / "bea.yaml").write_text(hers, encoding="utf-8")
    told = run("-o", "both.yaml", "--language", language).stdout
    text = (folder / "both.yaml").read_text(encoding="utf-8")
    assert said in told
    for fingerprint in (other, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"):
        assert told.count(fingerprint) == 1
        assert text.count(fingerprint) == 1
    assert f"    # bea.yaml: text-sha256: {other}\n" in text
    assert "river-post:" not in text


@pytest.mark.usefixtures("folder")
def test_it_speaks_german_too() -> None:
    assert "Was sich widerspricht" in run("-o", "both.yaml", "--language", "de").stdout


@pytest.mark.usefixtures("folder")
def test_the_json_has_everything() -> None:
    data = json.loads(run("-o", "both.yaml", "--format", "json").stdout)
    assert data["renamed"] == [{"kind": "claim", "before": "plan", "after": "plan-2"}]
    assert [one["key"] for one in data["differences"] if one["contradicts"]] == ["told-as"]
    assert data["opposed"] == [{"claim": "plan", "relation": "contradicts", "other": "plan-2"}]
    assert data["lines"] == []


def test_two_situations_tell_which_lines_rest_on_something_else(folder: Path) -> None:
    bare = SITUATION.replace("- go  # of course", "- id: out\n        statement: go")
    (folder / "anna.yaml").write_text(bare + ANNA.replace("lagebild: 1\n", ""), encoding="utf-8")
    sourced = bare.replace("statement: go", "statement: go\n        because: plan and dam")
    (folder / "bea.yaml").write_text(sourced + BEA.replace("lagebild: 1\n", ""), encoding="utf-8")
    assert "wants.me.out: because: plan-2 and plan" in run("-o", "both.yaml").stdout
    assert CliRunner().invoke(cli, ["check", "both.yaml"]).exit_code == 0


def test_a_faulty_file_is_one_line_and_nothing_is_written(folder: Path) -> None:
    (folder / "bea.yaml").write_text(BEA.replace("says: >", "say: >"), encoding="utf-8")
    result = run("-o", "both.yaml")
    assert result.exit_code == 2
    assert 'unknown key "say". Did you mean "says"?' in result.stderr
    assert not (folder / "both.yaml").exists()


@pytest.mark.usefixtures("folder")
def test_where_to_write_must_be_said() -> None:
    assert run().exit_code == 2
