"""``lagebild what-if``: the variants as a table and as JSON."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli

EXAMPLES = Path(__file__).parents[3] / "examples"
DAM = str(EXAMPLES / "dam.yaml")
CHICKEN = str(Path(__file__).parents[3] / "src" / "lagebild" / "catalogue" / "fraser-hipel-1984" / "chicken.yaml")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["what-if", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_variants_stand_side_by_side_and_what_survives_most_first() -> None:
    text = run(DAM)
    assert "B  the court takes ten years" in text
    rows = [line for line in text.splitlines() if " of 3" in line]
    assert "build the dam + go to the court" in rows[0]
    assert rows[0].split()[-6:] == ["●", "●", "●", "3", "of", "3"]
    assert rows[-1].split()[-6:] == ["·", "·", "●", "1", "of", "3"]


def test_every_variant_says_in_words_which_answers_turn() -> None:
    text = " ".join(run(DAM).split())
    assert "B “build the dam”: so far in some outcomes that hold, then in all outcomes that hold. C No answer turns." in text


def test_an_answer_that_a_variant_cannot_give_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "gone.yaml"
    path.write_text(
        "lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options: {x: go, y: stay}\n    wants: [y]\n"
        "definitions:\n  off:\n    anna: {name: off, statement: x}\n    ben: {name: away, statement: not y}\n"
        "questions:\n  - {ask: When?, when: off}\nwhat-if:\n  gone:\n    changes: [{drop: definitions.off.anna}]\n",
        encoding="utf-8",
    )
    assert "“off”: so far in some outcomes that hold, then no longer to be asked." in " ".join(run(str(path)).split())


def test_variants_can_be_chosen() -> None:
    assert "whoever leaves the treaty" not in run(DAM, "--with", "court-is-slow")


def test_every_concept_asked_for_gets_its_table() -> None:
    text = run(DAM, "--concept", "nash,gmr", "--language", "de")
    assert "(nash: niemand will weg)" in text
    assert "(gmr: mögliche Antworten schrecken ab)" in text


def test_a_file_without_what_ifs_says_so() -> None:
    assert "The file has no what-if." in run(CHICKEN)


def test_an_unknown_what_if_is_one_line() -> None:
    result = CliRunner().invoke(cli, ["what-if", DAM, "--with", "court-is-slo"])
    assert (result.exit_code, result.stderr) == (2, 'unknown what-if "court-is-slo". Did you mean "court-is-slow"?\n')


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*[!s].yaml")), ids=lambda file: file.stem)
def test_the_examples_fit_into_a_hundred_columns(file: Path) -> None:
    if "claims" not in file.name:
        assert max(len(line) for line in run(str(file)).splitlines()) <= 100


def test_the_json_names_every_fate() -> None:
    data = json.loads(run(DAM, "--format", "json"))
    assert [variant["what_if"] for variant in data["variants"]] == [None, "court-is-slow", "exit-stays-open"]
    assert data["variants"][1]["equilibria"]["seq"]["all"] == [5, 7, 13, 15, 21, 23, 25]
    first = data["outcomes"]["seq"][0]
    assert first["taken"] == ["build", "sue"]
    assert first["count"] == 3
    assert [fate["fate"] for fate in first["variants"]] == ["holds", "holds", "holds"]
    assert 5 in first["variants"][0]["states"]
