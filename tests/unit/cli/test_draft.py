"""``lagebild draft``: a text becomes a claims file with proposals, or a clear fault."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from lagebild.reading.proposals import load_draft

TEXT = 'The dam is finished. "It will hold for years," said Minister Karl Stein on Monday.\n'

PAGE = """<!DOCTYPE html><html lang="de"><head><title>Der Damm - Zeitung</title>
<meta property="article:published_time" content="2024-10-24T08:00:00+02:00"><meta name="author" content="Petra Born">
</head><body><article><h1>Der Damm am Fluss</h1>
<p>Der Damm am Oberlauf ist nach vielen Jahren des Streits nun endlich fertig geworden.</p>
<p>Der amerikanische Außenminister Lloyd Austin warnte vor den Folgen für die ganze Region am Fluss.</p>
<p>"Er wird viele Jahre halten, daran habe ich keinen Zweifel", sagte am Montag der Minister Karl Stein.</p>
</article></body></html>"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, "utf-8")
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["draft", *map(str, arguments)])


def test_a_claims_file_is_written_with_no_claim_in_it(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "claims.yaml"
    result = run(article, "-o", output, "--published", "2025-03-05")
    assert result.exit_code == 0, result.output
    found = load_draft(output)
    assert found.evidence.claims == ()
    assert [proposal.speaker for proposal in found.proposals[0].open] == ["author", "karl-stein"]
    assert found.proposals[0].open[1].when[0].value == "2025-03-03"
    assert found.evidence.sources[0].published is not None


def test_no_sentence_of_the_text_is_printed_or_written(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "claims.yaml"
    printed = run(article, "-o", output).output + run(article, "--format", "json").output
    assert "It will hold" not in printed + output.read_text("utf-8")
    assert "dam is finished" not in printed + output.read_text("utf-8")


def test_a_page_says_its_day_its_language_and_its_author(tmp_path: Path) -> None:
    page, output = tmp_path / "page.html", tmp_path / "claims.yaml"
    page.write_text(PAGE, "utf-8")
    result = run(page, "-o", output)
    assert result.exit_code == 0, result.output
    (source,) = load_draft(output).evidence.sources
    assert source.published is not None
    assert (source.published.value, source.published.basis, source.language) == ("2024-10-24", "metadata", "de")
    assert source.author == ("Petra Born",)
    assert "Lloyd Austin" in result.output
    assert "Office check" in result.output


def test_the_answer_is_there_in_german(article: Path) -> None:
    assert "2 Vorschläge aus 2 Sätzen." in run(article, "--language", "de").output


def test_json_has_every_proposal_with_its_reasons(article: Path) -> None:
    data = json.loads(run(article, "--format", "json").stdout)
    assert data["proposals"][1]["by"][0] == {"speaker": "karl-stein", "reasons": [{"code": "verb", "words": "said"}]}
    assert data["backend"] == "rules 1"


def test_the_sentences_can_be_had_for_another_program(article: Path) -> None:
    lines = run(article, "--sentences").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines[1:]] == [1, 2]


def test_a_program_can_propose(article: Path, tmp_path: Path) -> None:
    program, output = tmp_path / "program.py", tmp_path / "claims.yaml"
    program.write_text('print(\'{"id": 1, "says": "The building is done."}\')', "utf-8")
    result = run(article, "--command", f'"{sys.executable}" "{program}"', "-o", output)
    assert result.exit_code == 0, result.output
    (proposal,) = load_draft(output).proposals[0].proposals
    assert str(proposal.says) == "The building is done."


def test_a_file_that_is_there_is_not_overwritten(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "claims.yaml"
    output.write_text("mine", "utf-8")
    result = run(article, "-o", output)
    assert (result.exit_code, output.read_text("utf-8")) == (2, "mine")


FAULTS: dict[str, tuple[bytes, list[str], str]] = {
    "not UTF-8": (b"\xff\xfe\xfa\x00 abc", [], "not UTF-8"),
    "a PDF": (b"%PDF-1.7 ...", [], "PDF"),
    "too much text": (b"a b. " * 2_000_000, [], "characters, at most"),
    "no day": (TEXT.encode(), ["--published", "yesterday"], "is not a date"),
    "no id": (TEXT.encode(), ["--source", "A B"], "cannot be an id"),
    "two backends": (TEXT.encode(), ["--from", "a", "--command", "b"], "give one"),
    "a program that is not there": (TEXT.encode(), ["--command", "no-such-program-anywhere"], "cannot start"),
    "an answer that is not there": (TEXT.encode(), ["--from", "no-such-file.jsonl"], "cannot read"),
}


@pytest.mark.parametrize(("data", "options", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_clear_line(data: bytes, options: list[str], message: str, tmp_path: Path) -> None:
    file, output = tmp_path / "article.txt", tmp_path / "claims.yaml"
    file.write_bytes(data)
    result = run(file, "-o", output, *options)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
    assert not output.exists()


@pytest.mark.parametrize(
    "page", ["<html", "<html><body><p>", "<html><script>a", "<!DOCTYPE html><![CDATA[", "<html><meta><p>x</html>"]
)
def test_broken_html_ends_in_a_fault_or_a_result(page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    assert run(file).exit_code in (0, 2)


def test_an_empty_text_has_no_proposals(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("", "utf-8")
    result = run(file)
    assert result.exit_code == 0
    assert "0 proposals" in result.output
