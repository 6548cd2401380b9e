"""``lagebild compare``: what is printed first, the JSON, and the file to begin with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.main import cli
from tests.unit.analyses.two_opinions import TEXT, second_text

NO_FEAR = "line: wants.upstream.no-court\nbecause: Loans are safe.\nclaims: fear"
IDLE = "line: circumstances.flood\nbecause: I saw it.\ninstead:\n  value: no"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dam.yaml").write_text(TEXT.replace("  - next: yes\n", "  - next: yes\n  - when: war\n"), encoding="utf-8")
    (tmp_path / "dam.second.yaml").write_text(second_text(NO_FEAR, IDLE), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *arguments])


def text(*arguments: str) -> str:
    result = run("dam.yaml", "dam.second.yaml", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.mark.usefixtures("folder")
def test_where_it_matters_comes_first_with_both_answers_and_then_each_disagreement() -> None:
    said = text()
    order = ["Where it matters", "As it stands: “build the dam”", "Bea Ufer: “build the dam”", "Disagreement 1 turns it by",
             "Where it does not matter", "The disagreements, one by one", "Reason: Loans are safe.",
             "Resting on: A suit must be avoided. (nobody named; fear)", "By itself: turns “build the dam”", "Instead: no",
             "By itself: changes no outcome and no answer."]  # fmt: skip
    places = [said.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.usefixtures("folder")
def test_it_speaks_german_too() -> None:
    said = text("--language", "de")
    assert "Wo es einen Unterschied macht" in said
    assert "Widerspruch 1 kehrt sie allein um." in said


@pytest.mark.usefixtures("folder")
def test_no_line_is_wider_than_a_page() -> None:
    assert max(map(len, run("dam.yaml", "dam.second.yaml").stdout.splitlines())) <= 100


def test_a_version_that_has_changed_since_is_said(folder: Path) -> None:
    head = f"by: Bea Ufer\nabout: other.yaml\nsha256: {'f' * 64}\n"
    (folder / "dam.second.yaml").write_text(second_text(IDLE, head=head), encoding="utf-8")
    said = text()
    assert "The situation file has changed since Bea Ufer read it" in said
    assert "The second file says that it is about other.yaml." in said
    assert "No answer turns." in said


@pytest.mark.usefixtures("folder")
def test_the_json_says_what_each_disagreement_does() -> None:
    data = json.loads(run("dam.yaml", "dam.second.yaml", "--format", "json").stdout)
    assert data["turns"] is True
    assert data["conclusions"][0]["turned_alone_by"] == [1]
    assert [one["effect"] for one in data["disagreements"]] == ["matters", "nothing"]
    assert data["second"] == {"by": "Bea Ufer", "when": None, "about": None, "sha256": None, "changed_since": None}


def test_the_file_to_begin_with_lists_every_line_and_is_read_once_one_is_switched_on(folder: Path) -> None:
    result = run("dam.yaml", "new.yaml", "--new", "--by", "Bea: Ufer")
    assert result.exit_code == 0
    begun = (folder / "new.yaml").read_text(encoding="utf-8")
    assert "# Upstream: “not go to the court” stands above “build the dam”\n  # - line: order.upstream.no-court\n" in begun
    assert f"{begun.count('- line: ')} lines to disagree with." in result.stdout
    switched = begun.replace("  # - line: rules.peace\n  #   because:", "  - line: rules.peace\n    because:")
    (folder / "new.yaml").write_text(switched, encoding="utf-8")
    data = json.loads(run("dam.yaml", "new.yaml", "--format", "json").stdout)
    assert data["second"]["by"] == "Bea: Ufer"
    assert data["second"]["changed_since"] is False
    assert [one["line"] for one in data["disagreements"]] == ["rules.peace"]


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_there_is_not_begun_anew() -> None:
    result = run("dam.yaml", "dam.second.yaml", "--new")
    assert (result.exit_code, result.stderr) == (2, "dam.second.yaml exists already. Choose another name, or move it away.\n")


@pytest.mark.usefixtures("folder")
def test_by_belongs_to_a_new_file() -> None:
    assert run("dam.yaml", "dam.second.yaml", "--by", "Bea").exit_code == 2


def test_a_fault_in_the_second_file_is_a_line(folder: Path) -> None:
    (folder / "dam.second.yaml").write_text(second_text("line: rules.pece\nbecause: x"), encoding="utf-8")
    result = run("dam.yaml", "dam.second.yaml")
    assert result.exit_code == 2
    said = 'dam.second.yaml:4:11: disagreement 1, line: there is no line "rules.pece". Did you mean "rules.peace"?\n'
    assert result.stderr == said


def test_what_is_undone_and_what_hides_behind_other_cases_is_said(folder: Path) -> None:
    undo = "line: wants.upstream.dam\nbecause: x\ninstead:\n  - add: not sue\n    of: upstream\n    above: 1"
    (folder / "dam.second.yaml").write_text(second_text(NO_FEAR, undo), encoding="utf-8")
    assert "Disagreement 1 by itself would turn it; the others undo that." in text()
    flood = "line: circumstances.flood\nbecause: Who knows?"
    (folder / "dam.second.yaml").write_text(second_text(flood), encoding="utf-8")
    said = text()
    assert "“build the dam”: in some outcomes that hold over all cases, and so for Bea Ufer; but the cases behind it" in said
    assert "(cases as it stands: 1; as Bea Ufer has it: 2)" in said


def test_every_kind_of_change_is_told_in_words(folder: Path) -> None:
    changes = """line: wants.upstream.dam
because: x
instead:
  - move: dam
    of: upstream
    above: no-court
  - drop: answer
    of: downstream
  - drop: rules.peace
  - add: not build
    of: downstream
    below: 1
  - add: flood
    of: downstream
  - add:
      rule: not (sue and flood)
  - add:
      irreversible: build
  - add:
      impossible-move:
        from: build
  - add:
      option:
        id: pay
        name: pay for it
    of: downstream
  - set: flood
    value: open
  - combine:
      - bold"""
    (folder / "dam.second.yaml").write_text(second_text(changes), encoding="utf-8")
    said_in = {
        "en": ["goes above", "also wants, below", "can also: pay for it", "as in the what-ifs “bold”"],
        "de": ["rückt über", "will außerdem, unter", "kann außerdem: pay", "Was-wäre-wenn „bold“"],
    }
    for language, words in said_in.items():
        said = text("--language", language)
        assert [word for word in words if word not in said] == []
