"""The door of the command line: help, the bare file, errors as lines and exit codes."""

import importlib
import subprocess
import sys
import types
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lagebild.cli import main as door
from lagebild.cli.main import COMMANDS, cli
from lagebild.errors import CertificateError, InputError, TooLargeError


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_help_shows_the_first_five_commands_first(runner: CliRunner) -> None:
    shown = [line.split()[0] for line in runner.invoke(cli, ["--help"]).output.splitlines() if line.startswith("  ")]
    names = [word for word in shown if word in [entry.name for entry in COMMANDS]]
    assert names[:5] == ["new", "check", "answer", "report", "what-if"]
    assert names == [entry.name for entry in COMMANDS]


def test_help_fits_into_eighty_columns(runner: CliRunner) -> None:
    assert max(len(line) for line in runner.invoke(cli, ["--help"]).output.splitlines()) <= 80


def test_version(runner: CliRunner) -> None:
    assert runner.invoke(cli, ["--version"]).output == "lagebild 0.1.0\n"


def test_an_unknown_command_is_asked_back(runner: CliRunner) -> None:
    result = runner.invoke(cli, ["slove"])
    assert result.exit_code == 2
    assert 'there is no command and no file "slove". Did you mean "solve"?' in result.stderr


def test_a_bare_file_is_answered(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str | None]] = []

    @click.command("answer")
    @click.argument("file")
    @click.option("--language")
    def answer(file: str, language: str | None) -> None:
        seen.append((file, language))

    _stand_in(monkeypatch, "answer", answer)
    assert runner.invoke(cli, ["dam.yaml", "--language", "de"]).exit_code == 0
    assert seen == [("dam.yaml", "de")]


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (InputError("the file is at fault"), 2, "the file is at fault\n"),
        (TooLargeError("2 ** 99 states"), 3, "2 ** 99 states\n"),
        (CertificateError("a label is above its bound"), 1, "a label is above its bound\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (click.Abort(), 130, "interrupted\n"),
        (MemoryError(), 3, "not enough memory for this situation. Rule out combinations that cannot be (`rules`).\n"),
    ],
)
def test_what_a_command_raises_becomes_a_line_and_a_number(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, said: str
) -> None:
    @click.command("schema")
    def failing() -> None:
        raise raised

    _stand_in(monkeypatch, "schema", failing)
    result = runner.invoke(cli, ["schema"])
    assert (result.exit_code, result.stdout, result.stderr.lstrip("\n")) == (code, "", said)


def test_a_command_may_answer_no(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("schema")
    @click.pass_context
    def denying(ctx: click.Context) -> None:
        ctx.exit(1)

    _stand_in(monkeypatch, "schema", denying)
    assert runner.invoke(cli, ["schema"]).exit_code == 1


def test_every_fault_of_a_file_is_one_line(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(
        "lagebild: 1\ntitle: x\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: [goo, not gone]\n",
        "utf-8",
    )
    result = runner.invoke(cli, ["solve", str(file)])
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert [line.startswith(f"{file}:") for line in lines] == [True, True]
    assert 'Did you mean "go"?' in lines[0]


def test_a_file_that_is_not_there_is_one_line(runner: CliRunner) -> None:
    result = runner.invoke(cli, ["solve", "nowhere.yaml"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "nowhere.yaml" in result.stderr


def test_a_reader_that_leaves_is_no_error() -> None:
    program = "import os, sys; from lagebild.cli.main import main; sys.argv = ['lagebild', 'schema']; main()"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, b"")


def test_help_and_an_unknown_command_import_no_heavy_library() -> None:
    program = (
        "import sys\nfrom click.testing import CliRunner\nfrom lagebild.cli.main import cli\n"
        "CliRunner().invoke(cli, ['--help'])\nCliRunner().invoke(cli, ['slove'])\n"
        "heavy = {'numpy', 'pydantic', 'yaml', 'rich', 'jinja2', 'lagebild.situation', 'lagebild.cli.solve'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_python_dash_m_runs_it() -> None:
    done = subprocess.run([sys.executable, "-m", "lagebild", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == "lagebild 0.1.0\n"


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_in_the_table_exists_and_tells_what_it_does(runner: CliRunner, entry: door.Entry) -> None:
    command = importlib.import_module(f"lagebild.cli.{entry.module}").command
    assert command.name == entry.name
    help_ = runner.invoke(cli, [entry.name, "--help"])
    assert help_.exit_code == 0
    assert len(help_.output.splitlines()) > 4


def _stand_in(monkeypatch: pytest.MonkeyPatch, name: str, command: click.Command) -> None:
    module = types.ModuleType(f"lagebild.cli.{name}")
    module.command = command  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"lagebild.cli.{name}", module)
