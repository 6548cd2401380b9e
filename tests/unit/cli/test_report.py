"""``lagebild report`` writes one whole page where it is told to."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "dam.yaml")


def run(*args: str) -> tuple[int, str]:
    runner = CliRunner()
    result = runner.invoke(cli, ["report", *args], prog_name="lagebild")
    return result.exit_code, result.output


def test_the_page_goes_where_it_is_told_and_nothing_is_said(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run(EXAMPLE, "-o", str(target)) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_name_it_is_called_like_the_file_and_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(EXAMPLE, "--language", "de") == (0, "dam.html\n")
    assert '<html lang="de">' in (tmp_path / "dam.html").read_text(encoding="utf-8")


def test_a_what_if_is_solved(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run(EXAMPLE, "--what-if", "court-is-slow", "-o", str(target))[0] == 0
    assert "With the what-if: the court takes ten years" in target.read_text(encoding="utf-8")


def test_a_folder_that_does_not_exist_leaves_nothing_behind(tmp_path: Path) -> None:
    code, said = run(EXAMPLE, "-o", str(tmp_path / "nowhere" / "page.html"))
    assert code == 2
    assert "cannot write" in said
    assert list(tmp_path.iterdir()) == []


def test_without_jinja_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("lagebild.reports.html")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.setitem(sys.modules, "markupsafe", None)
    code, said = run(EXAMPLE, "-o", str(tmp_path / "page.html"))
    assert code == 2
    assert "pip install jinja2" in said
    assert list(tmp_path.iterdir()) == []
