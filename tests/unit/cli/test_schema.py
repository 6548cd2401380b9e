"""``lagebild schema`` prints what is shipped."""

import json
from importlib import resources
from pathlib import Path

from click.testing import CliRunner

from lagebild.cli.main import cli
from lagebild.evidence.vocabulary import vocabularies


def test_the_schema_is_printed_as_it_is_shipped() -> None:
    shipped = resources.files("lagebild.reading").joinpath("situation.schema.json").read_text(encoding="utf-8")
    assert json.loads(CliRunner().invoke(cli, ["schema"]).stdout) == json.loads(shipped)


def test_the_schema_is_written_to_a_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["schema", "-o", str(tmp_path / "s.json")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["$ref"] == "#/$defs/SituationFile"


def test_the_words_of_claims_are_printed_with_what_they_mean_in_either_language() -> None:
    english = " ".join(CliRunner().invoke(cli, ["schema", "--words"]).stdout.split())
    german = " ".join(CliRunner().invoke(cli, ["schema", "--words", "--language", "de"]).stdout.split())
    for table in vocabularies():
        for term in table.terms:
            assert f" {term.word} " in english
            assert f" {term.word} " in german
    assert "conjectured It could be so, or might come so; nobody vouches for it." in english
    assert "conjectured vermutet Es könnte so sein oder so kommen; niemand steht dafür ein." in german
    assert "very likely sehr wahrscheinlich Sehr wahrscheinlich (80–95 %)." in german
    assert "very likely Very likely, highly probable (80–95%)." in english


def test_the_words_are_written_to_a_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["schema", "--words", "-o", str(tmp_path / "words.txt")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "words.txt").read_text("utf-8").startswith("told-as: How the text puts it\n")


def test_a_language_without_words_is_refused() -> None:
    result = CliRunner().invoke(cli, ["schema", "--language", "de"])
    assert result.exit_code == 2
    assert "--words" in result.output
