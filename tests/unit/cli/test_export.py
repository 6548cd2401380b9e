"""``lagebild export`` writes whole records, says what it leaves out, and quotes only on request."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "dam.yaml")

ARTICLE = "The council met.\n\nThe mayor announced a new bridge over the river."
PASSAGE = ARTICLE.split("\n\n")[1]

BRIDGE = f"""lagebild: 1
title: The bridge
decision-makers:
  mayor:
    options:
      build: build the bridge
    wants: []
sources:
  gazette:
    text-sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}
  other:
    title: Another
claims:
  planned:
    says: A bridge is planned.
    in: gazette
    at:
      start: {ARTICLE.index(PASSAGE)}
      end: {len(ARTICLE)}
      sha256: {hashlib.sha256(PASSAGE.encode()).hexdigest()}
  early:
    says: There was a meeting.
    in: gazette
    at:
      start: 0
      end: 16
  hearsay:
    says: There will be a toll.
"""


def export(*args: str) -> Result:
    return CliRunner().invoke(cli, ["export", *args], prog_name="lagebild")


@pytest.fixture
def bridge(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "bridge.yaml").write_text(BRIDGE, encoding="utf-8")
    return str(tmp_path / "bridge.yaml")


def test_annotations_are_printed_as_one_collection() -> None:
    result = export(EXAMPLE, "--as", "web-annotation")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["total"] == 11


def test_a_file_gets_the_whole_record_and_the_screen_nothing(tmp_path: Path) -> None:
    target = tmp_path / "dam.jsonld"
    result = export(EXAMPLE, "--as", "schema-org", "--language", "de", "-o", str(target))
    assert (result.exit_code, result.output) == (0, "")
    written = json.loads(target.read_text(encoding="utf-8"))
    assert (written["inLanguage"], len(written["hasPart"])) == ("de", 4)


def test_a_variant_can_be_asked_for() -> None:
    result = export(EXAMPLE, "--as", "schema-org", "--what-if", "court-is-slow")
    assert json.loads(result.stdout)["alternativeHeadline"] == "the court takes ten years"


def test_what_cannot_be_annotated_is_said(bridge: str) -> None:
    result = export(bridge, "--as", "web-annotation")
    assert result.stderr == "one claim names no source and is left out: hearsay\n"
    assert json.loads(result.stdout)["total"] == 2


def test_passages_are_quoted_on_request_where_they_verify(bridge: str) -> None:
    assert PASSAGE not in export(bridge, "--as", "web-annotation").stdout
    result = export(bridge, "--as", "web-annotation", "--quotes-from", str(Path(bridge).parent / "article.txt"))
    first, second = json.loads(result.stdout)["first"]["items"]
    assert first["target"]["selector"][1]["exact"] == PASSAGE
    assert second["target"]["selector"] == {"type": "TextPositionSelector", "start": 0, "end": 16}
    assert "one claim has a place that is not quoted" in result.stderr
    assert result.stderr.endswith(": early\n")


def test_a_text_of_no_source_is_refused(bridge: str, tmp_path: Path) -> None:
    (tmp_path / "else.txt").write_text("Something else.", encoding="utf-8")
    result = export(bridge, "--as", "web-annotation", "--quotes-from", str(tmp_path / "else.txt"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no source has the fingerprint of this text" in result.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Missing option '--as'"),
        (("--as", "word"), "is not one of 'web-annotation', 'schema-org'"),
        (("--as", "schema-org", "--quotes-from", "article.txt"), "--quotes-from needs --as web-annotation."),
        (("--as", "web-annotation", "--what-if", "court-is-slow"), "--what-if needs --as schema-org"),
    ],
)
def test_what_does_not_go_together_is_said_in_a_line(args: tuple[str, ...], told: str) -> None:
    result = export(EXAMPLE, *args)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
