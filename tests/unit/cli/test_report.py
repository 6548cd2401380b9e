"""``lagebild report`` writes one whole page where it is told to."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli

SECOND = """lagebild: 1
about: dam.yaml
by: Bea Ufer
disagreements:
  - line: wants.upstream.no-court
    because: The loans are guaranteed by the state. Nobody there fears a court.
"""

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


@pytest.mark.parametrize(
    ("name", "start"),
    [("report.pdf", b"%PDF-"), ("report.DOCX", b"PK\x03\x04"), ("report.md", b"# Two neighbours and a dam\n")],
)
def test_the_ending_says_as_what_it_is_written(name: str, start: bytes, tmp_path: Path) -> None:
    target = tmp_path / name
    assert run(EXAMPLE, "-o", str(target)) == (0, "")
    assert target.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [target]


def test_a_document_is_in_the_language_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    assert run(EXAMPLE, "--language", "de", "--what-if", "court-is-slow", "-o", str(target))[0] == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# Zwei Nachbarn und ein Damm\n")
    assert "Mit dem Was-wäre-wenn: das Gericht braucht zehn Jahre" in text


@pytest.mark.parametrize("name", ["report.odt", "report", "report.pdf.txt"])
def test_another_ending_is_refused_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    code, said = run(EXAMPLE, "-o", str(tmp_path / name))
    assert code == 2
    assert "a report ends in .html, .pdf, .docx or .md" in said
    assert len(said.strip().split("\n")) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_text_goes_with_a_page_only(tmp_path: Path) -> None:
    code, said = run(EXAMPLE, "--text", "article.txt", "-o", str(tmp_path / "report.pdf"))
    assert code == 2
    assert "--text goes with a page only" in said


class TestASecondOpinion:
    @pytest.fixture
    def second(self, tmp_path: Path) -> str:
        folder = tmp_path / "second"
        folder.mkdir()
        (folder / "dam.second.yaml").write_text(SECOND, encoding="utf-8")
        return str(folder / "dam.second.yaml")

    @pytest.mark.parametrize(("language", "said"), [("en", "By itself"), ("de", "Für sich allein")])
    def test_it_is_a_section_of_the_page_and_leads_to_every_disagreement(
        self, second: str, language: str, said: str, tmp_path: Path
    ) -> None:
        target = tmp_path / "page.html"
        assert run(EXAMPLE, "--second", second, "--language", language, "-o", str(target)) == (0, "")
        page = target.read_text(encoding="utf-8")
        section = page.partition('<section id="disagreement"')[2].partition("</section>")[0]
        assert 'href="#disagreement"' in page
        for part in ("Bea Ufer", "Nobody there fears a court.", 'id="disagreement-1"', said):
            assert part in section

    def test_without_one_there_is_no_such_section(self, tmp_path: Path) -> None:
        target = tmp_path / "page.html"
        assert run(EXAMPLE, "-o", str(target)) == (0, "")
        assert 'id="disagreement"' not in target.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["-o", "report.pdf"], "--second goes with a page only"),
            (["-o", "report.md"], "--second goes with a page only"),
            (["--what-if", "court-is-slow", "-o", "report.html"], "leave --what-if out"),
        ],
    )
    def test_it_goes_with_a_page_of_the_file_as_it_stands(
        self, second: str, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        code, told = run(EXAMPLE, "--second", second, *arguments)
        assert code == 2
        assert said in told
        assert [path.name for path in tmp_path.iterdir()] == ["second"]

    def test_its_faults_are_told_before_anything_is_written(self, second: str, tmp_path: Path) -> None:
        Path(second).write_text(SECOND.replace("no-court", "no-curt"), encoding="utf-8")
        code, told = run(EXAMPLE, "--second", second, "-o", str(tmp_path / "page.html"))
        assert code == 2
        assert 'there is no line "wants.upstream.no-curt"' in told
        assert [path.name for path in tmp_path.iterdir()] == ["second"]


@pytest.mark.parametrize(
    ("ending", "module", "package"), [("pdf", "typst", "typst"), ("docx", "docx", "python-docx"), ("docx", "typst", "typst")]
)
def test_without_what_a_document_needs_the_way_out_is_named(
    ending: str, module: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("lagebild.reports.document.", f"{module}."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    code, said = run(EXAMPLE, "-o", str(tmp_path / f"report.{ending}"))
    assert code == 2
    assert f"pip install {package}" in said
    assert len(said.strip().split("\n")) == 1
    assert list(tmp_path.iterdir()) == []
