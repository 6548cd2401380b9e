"""``lagebild new``: a starter that is sound, and an interview that ends in a checked file."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild import load, solve
from lagebild.cli.interview import short_name
from lagebild.cli.main import cli
from lagebild.statements import is_id, parse


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_starter_is_sound_and_shows_every_kind_of_section(tmp_path: Path, language: str) -> None:
    file = tmp_path / "start.yaml"
    result = CliRunner().invoke(cli, ["new", str(file), "--language", language])
    assert result.exit_code == 0
    assert str(file) in result.stdout
    situation = load(file)
    assert situation.language == language
    assert situation.joint_options
    assert situation.rules
    assert situation.irreversible
    assert situation.impossible_moves
    assert situation.circumstances
    assert situation.definitions
    assert situation.today
    assert situation.questions
    assert situation.claims
    assert solve(situation).equilibria("seq")
    assert solve(situation, what_if=situation.what_ifs[0].id).equilibria("gmr")


def test_the_starter_names_the_schema_first_and_is_in_block_style(tmp_path: Path) -> None:
    file = tmp_path / "start.yaml"
    CliRunner().invoke(cli, ["new", str(file)])
    text = file.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert not [line for line in text.splitlines() if "{" in line.split("#")[0] or "[" in line.split("#")[0]]


@pytest.mark.parametrize("arguments", [[], ["--ask"]])
def test_a_file_that_exists_is_not_overwritten(tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("precious", "utf-8")
    result = CliRunner().invoke(cli, ["new", str(file), *arguments])
    assert (result.exit_code, file.read_text("utf-8")) == (2, "precious")
    assert result.stderr == f"{file} exists already. Choose another name, or move it away.\n"


def test_an_interview_ends_in_a_file_that_can_be_solved(tmp_path: Path) -> None:
    result = _interview(
        tmp_path,
        ["The harbour", "The town", "Shipping: North & South", "", "build = build a new quay", "", "leave the harbour", ""],
        ["not (build and leave-the-harbour)", ""],
        [""],
        ["not leave-the-harbour", "build", ""],
        ["build", ""],
    )
    assert result.exit_code == 0, result.output
    situation = load(tmp_path / "f.yaml")
    assert [dm.id for dm in situation.decision_makers] == ["the-town", "shipping-north-south"]
    assert str(situation.decision_makers[1].name) == "Shipping: North & South"
    assert [option.key for option in situation.options] == ["the-town.build", "shipping-north-south.leave-the-harbour"]
    assert [str(rule.statement) for rule in situation.rules] == [str(parse("not (build and leave-the-harbour)"))]
    assert solve(situation).equilibria("nash") == (1, 2)


def test_an_answer_that_cannot_be_read_is_explained_and_asked_again(tmp_path: Path) -> None:
    result = _interview(
        tmp_path,
        ["T", "A", "A", "", "go", "go", "§$", ""],
        ["not (go", "goo", "go and not go", ""],
        ["gone", "go"],
        ["gone", "go or not and go", "not go", ""],
    )
    assert result.exit_code == 0, result.output
    for complaint in (
        'There is "a" already.', 'There is "go" already.', "A short name needs a letter", 'a ")" is missing',
        'unknown option "goo". Did you mean "go"?', "no feasible state", 'There is no "gone".',
    ):  # fmt: skip
        assert complaint in result.output
    situation = load(tmp_path / "f.yaml")
    assert not situation.rules
    assert [line.option for line in situation.today or ()] == ["a.go"]
    assert len(situation.decision_makers[0].wants or ()) == 1


def test_what_cannot_be_today_is_asked_again(tmp_path: Path) -> None:
    result = _interview(tmp_path, ["T", "A", "", "go", "stay", ""], ["not (go and stay)", ""], ["go, stay", "stay"], [""])
    assert result.exit_code == 0, result.output
    assert "what is said of today breaks a rule" in result.output
    assert [line.option for line in load(tmp_path / "f.yaml").today or ()] == ["a.stay"]


@pytest.mark.parametrize("answered", range(1, 9))
def test_leaving_an_interview_writes_nothing(tmp_path: Path, answered: int) -> None:
    answers = ["T", "A", "", "go", "", "", "", "go"][:answered]
    result = CliRunner().invoke(cli, ["new", str(tmp_path / "f.yaml"), "--ask"], input="".join(f"{a}\n" for a in answers))
    assert (result.exit_code, list(tmp_path.iterdir())) == (130, [])


def test_nobody_and_nothing_are_not_accepted(tmp_path: Path) -> None:
    result = _interview(tmp_path, ["T", "", "A", "", "", "go", ""], [""], [""], [""])
    assert result.exit_code == 0, result.output
    assert "At least one decision maker is needed." in result.output
    assert "Somebody must be able to do something." in result.output
    assert "A wants nothing, then" in result.output


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("go to the court", "go-to-the-court"),
        ("Öl liefern", "öl-liefern"),
        ("3 ships leave", "ships-leave"),
        ("a very long description of something", "a-very-long-description"),
        ("Not", "not-1"),
        ("???", ""),
        ("Straße sperren", "strasse-sperren"),
    ],
)
def test_short_names_are_made_of_names(name: str, short: str) -> None:
    assert short_name(name) == short
    assert short == "" or is_id(short)


def _interview(tmp_path: Path, *answers: list[str]) -> Result:
    text = "".join(f"{answer}\n" for part in answers for answer in part)
    return CliRunner().invoke(cli, ["new", str(tmp_path / "f.yaml"), "--ask"], input=text)
