"""Every command is in the table, has a module, a test file and the name of a how-to page."""

from pathlib import Path

import pytest

from lagebild.cli.main import COMMANDS, Entry

ROOT = Path(__file__).parents[2]

NOT_COMMANDS = {"__init__", "main", "output", "parameters", "interview", "reviewing", "searching"}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_has_a_module_and_a_test_file(entry: Entry) -> None:
    assert (ROOT / "src" / "lagebild" / "cli" / f"{entry.module}.py").is_file()
    assert (ROOT / "tests" / "unit" / "cli" / f"test_{entry.module}.py").is_file()


def test_every_module_of_the_command_line_is_in_the_table() -> None:
    modules = {path.stem for path in (ROOT / "src" / "lagebild" / "cli").glob("*.py")} - NOT_COMMANDS
    assert modules == {entry.module for entry in COMMANDS}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_a_page_that_shows_it(entry: Entry) -> None:
    page = (ROOT / "docs" / "how-to" / f"{entry.name}.md").read_text(encoding="utf-8")
    assert f"$ lagebild {entry.name} " in page


def test_help_lines_say_one_thing_in_a_line() -> None:
    assert all(len(entry.help) <= 66 and entry.help[-1] in ".?" for entry in COMMANDS)
