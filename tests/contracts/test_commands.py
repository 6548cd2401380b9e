"""Every command is in the table, has a module, a test file and the name of a how-to page."""

from pathlib import Path

import pytest

from lagebild.cli.main import COMMANDS, Entry

ROOT = Path(__file__).parents[2]

HOW_TO = {
    "new": "start-a-file",
    "check": "check-a-file",
    "answer": "answer-questions",
    "report": "hand-in-a-report",
    "what-if": "compare-variants",
    "solve": "find-what-holds",
    "explain": "explain-an-outcome",
    "paths": "find-paths",
    "levers": "find-levers",
    "schema": "help-your-editor",
}
"""The page of docs/how-to that tells of a command."""

NOT_COMMANDS = {"__init__", "main", "output", "parameters", "interview"}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_has_a_module_and_a_test_file(entry: Entry) -> None:
    assert (ROOT / "src" / "lagebild" / "cli" / f"{entry.module}.py").is_file()
    assert (ROOT / "tests" / "unit" / "cli" / f"test_{entry.module}.py").is_file()


def test_every_module_of_the_command_line_is_in_the_table() -> None:
    modules = {path.stem for path in (ROOT / "src" / "lagebild" / "cli").glob("*.py")} - NOT_COMMANDS
    assert modules == {entry.module for entry in COMMANDS}


def test_every_command_has_the_name_of_a_page() -> None:
    assert set(HOW_TO) == {entry.name for entry in COMMANDS}


@pytest.mark.parametrize(("name", "page"), HOW_TO.items())
def test_a_page_that_is_there_shows_its_command(name: str, page: str) -> None:
    file = ROOT / "docs" / "how-to" / f"{page}.md"
    if file.is_file():
        assert f"lagebild {name} " in file.read_text(encoding="utf-8")


def test_help_lines_say_one_thing_in_a_line() -> None:
    assert all(len(entry.help) <= 66 and entry.help[-1] in ".?" for entry in COMMANDS)
