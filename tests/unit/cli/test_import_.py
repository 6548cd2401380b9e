"""``lagebild import`` writes a file that ``check`` passes, and writes over none."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from lagebild.cli.main import cli

DAM = {
    "options": [{"name": "Build the dam", "permittedDirection": "fwd"}, "Go to court"],
    "decisionMakers": [
        {"name": "Upstream", "options": [0], "preferences": [[[1, "N"]], [[0, "Y"]]]},
        {"name": "Downstream", "options": [1], "preferences": [[[0, "Y"], [1, "Y"]]]},
    ],
    "infeasibles": [],
}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="lagebild")


def gmcr(tmp_path: Path, **changes: object) -> str:
    path = tmp_path / "dam.gmcr"
    path.write_text(json.dumps({**DAM, **changes}), encoding="utf-8")
    return str(path)


def test_the_file_is_written_and_passes_the_check(tmp_path: Path) -> None:
    target = str(tmp_path / "dam.yaml")
    result = run("import", gmcr(tmp_path), "-o", target)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{target} is written. `lagebild check {target}` shows what to do next.\n"
    assert run("check", target).exit_code == 0


def test_it_is_solved_to_the_same_verdicts(tmp_path: Path) -> None:
    source, target = gmcr(tmp_path), str(tmp_path / "dam.yaml")
    run("import", source, "-o", target)
    before, after = (json.loads(run("solve", file, "--format", "json").stdout) for file in (source, target))
    assert before["equilibria"] == after["equilibria"]
    assert before["stability"] == after["stability"]


def test_without_a_name_it_goes_to_the_screen(tmp_path: Path) -> None:
    result = run("import", gmcr(tmp_path), "--language", "de")
    assert result.stdout.startswith("# yaml-language-server: $schema=lagebild.schema.json\n# Entstanden aus dam.gmcr")


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    result = run("import", gmcr(tmp_path, colour="blue"))
    assert '"colour" of the file is not known and left out' in result.stderr
    assert '"colour" of the file is not known and left out' in result.stdout


def test_a_file_that_exists_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "dam.yaml"
    target.write_text("mine", encoding="utf-8")
    result = run("import", gmcr(tmp_path), "-o", str(target))
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_broken_file_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.gmcr").write_text("{", encoding="utf-8")
    result = run("import", str(tmp_path / "bad.gmcr"), "-o", str(tmp_path / "bad.yaml"))
    assert result.exit_code == 2
    assert "this is no JSON" in result.stderr
    assert not (tmp_path / "bad.yaml").exists()
