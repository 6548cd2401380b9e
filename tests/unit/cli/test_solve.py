"""``lagebild solve``: what the text says, and that the JSON keeps its contract."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lagebild.cli.main import cli

CATALOGUE = Path(__file__).parents[3] / "src" / "lagebild" / "catalogue"
CHICKEN = str(CATALOGUE / "fraser-hipel-1984" / "chicken.yaml")
DILEMMA = str(CATALOGUE / "gmcr-plus-examples" / "prisoners-dilemma.yaml")
ELMIRA = str(CATALOGUE / "hipel-fang-kilgour-haight-1993" / "elmira.yaml")
DAM = str(Path(__file__).parents[3] / "examples" / "dam.yaml")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["solve", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def data(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json"))
    return found


def test_the_text_says_who_decides_what_holds_and_how_many_states_are_stable() -> None:
    text = run(CHICKEN)
    assert "Driver A  A swerves" in text
    assert "2 outcomes hold" in text
    assert "One more holds only if somebody would answer even against its own interest" in text
    assert "everybody      2     3     3     2      2" in text


def test_no_line_is_wider_than_a_hundred_columns_and_none_ends_in_blanks() -> None:
    for file in (CHICKEN, DILEMMA, ELMIRA, DAM):
        lines = run(file, "--states", "--coalitions", "all").splitlines()
        assert max(len(line) for line in lines) <= 100
        assert [line for line in lines if line != line.rstrip()] == []


def test_the_reasons_why_people_stay_are_in_words() -> None:
    text = run(DILEMMA)
    assert "Prisoner One                   content    deterred" in text
    assert "deterred: wants to leave, but a credible answer would undo the gain" in text
    assert "no move: cannot leave" in run(ELMIRA)


def test_german_is_german_throughout() -> None:
    text = run(DAM, "--language", "de")
    assert "5 Ausgänge halten" in text
    assert "outcome" not in text
    assert "states" not in text


def test_a_pipe_gets_no_colours() -> None:
    assert "\x1b" not in run(DAM)


def test_where_keeps_only_fitting_states() -> None:
    assert "One outcome holds" in run(CHICKEN, "--where", "a-swerves and not b-swerves")
    found = data(CHICKEN, "--where", "a-swerves")
    assert found["where"] == "a-swerves"
    assert [state["state"] for state in found["states"]] == [1, 3]
    assert found["equilibria"]["gmr"] == [1, 3]
    assert found["stability"]["nash"]["a"] == [1]


def test_where_refuses_a_name_it_does_not_know() -> None:
    result = CliRunner().invoke(cli, ["solve", CHICKEN, "--where", "a-swerve"])
    assert (result.exit_code, result.stderr) == (2, 'unknown option "a-swerve". Did you mean "a-swerves"?\n')


def test_concepts_may_be_repeated_or_joined_with_commas() -> None:
    assert list(data(CHICKEN, "--concept", "seq,nash")["equilibria"]) == ["nash", "seq"]
    assert list(data(CHICKEN, "--concept", "seq", "--concept", "nash")["equilibria"]) == ["nash", "seq"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--concept", "naash"], 'Did you mean "nash"?'),
        (["--coalitions", "a+c"], 'unknown decision maker "c" in a coalition'),
        (["--what-if", "x"], 'unknown what-if "x"'),
        (["--engine", "numerc"], 'Did you mean "numeric"?'),
    ],
)
def test_unknown_names_are_one_line(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["solve", CHICKEN, *arguments])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_coalitions_say_who_jumps_where() -> None:
    said = " ".join(run(DILEMMA, "--coalitions", "all").split())
    assert "Prisoner One + Prisoner Two, 0 → 3 (gmr, smr, seq, sseq): taking up “" in said
    listed = data(DILEMMA, "--coalitions", "all", "--concept", "seq")
    assert [(jump["from"], jump["to"]) for jump in listed["coalitions"]["jumps"]] == [(0, 3)]
    (name,) = listed["coalitions"]["stability"]
    assert listed["coalitions"] == data(DILEMMA, "--coalitions", name, "--concept", "seq")["coalitions"]


def test_certify_says_how_many_verdicts_were_proved() -> None:
    assert "Certified: 40 verdicts" in run(CHICKEN, "--certify")
    assert data(CHICKEN, "--certify")["certified"]["verdicts"] == 40


def test_the_limit_cuts_and_says_so() -> None:
    assert data(CHICKEN, "--limit", "2")["equilibria"]["gmr"] == [1, 2]
    assert data(CHICKEN, "--limit", "2")["truncated"] is True
    assert "truncated" not in data(CHICKEN)


def test_states_lists_every_state_with_its_rank() -> None:
    text = run(CHICKEN, "--states")
    assert "3   A swerves + B swerves   2: gmr smr" in text
    assert "0   nothing taken           4: –" in text


def test_an_answer_can_be_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert run(CHICKEN, "--format", "json", "-o", str(target)) == ""
    assert json.loads(target.read_text("utf-8"))["state_count"] == 4


def test_the_same_file_gives_the_same_answer_but_for_the_seconds() -> None:
    first, second = data(DAM), data(DAM)
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_the_other_engine_gives_the_same_answer() -> None:
    numeric, sets = data(DAM), data(DAM, "--engine", "sets")
    assert (numeric.pop("engine"), sets.pop("engine")) == ("numeric", "sets")
    assert {**numeric, "seconds": 0} == {**sets, "seconds": 0}


def test_what_reading_noticed_goes_to_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "old.gmcr"
    options = [{"name": "x", "permittedDirection": "both"}]
    dms = [{"name": "A", "options": [0], "preferences": [[[0, "Y"]]]}]
    file.write_text(json.dumps({"options": options, "decisionMakers": dms, "colour": "red"}), "utf-8")
    result = CliRunner().invoke(cli, ["solve", str(file), "--format", "json"])
    assert json.loads(result.stdout)["equilibria"]["nash"] == [1]
    assert '"colour"' in result.stderr


def test_many_outcomes_are_listed_by_what_they_differ_in() -> None:
    text = run(str(Path(DAM).with_name("north-korea-2024.yaml")), "--concept", "seq")
    assert "In none: mobilise more men of its own; send soldiers of its own" in text
    assert "a  have soldiers in Russia" in text
    assert "* taken or not: it makes no difference" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_more_outcomes_than_can_be_put_together_say_so(tmp_path: Path) -> None:
    options = "".join(f"      o{number}: o\n" for number in range(13))
    file = tmp_path / "many.yaml"
    file.write_text(f"lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options:\n{options}    wants: []\n", "utf-8")
    text = run(str(file))
    assert "8,192 outcomes hold" in text
    assert "and 4,096 more, too many to list" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_stream_that_knows_only_ascii_gets_only_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner(charset="ascii").invoke(cli, ["solve", DAM, "--coalitions", "all"])
    assert result.exit_code == 0, result.output
    assert result.stdout.isascii()
    assert "x taken" in result.stdout
