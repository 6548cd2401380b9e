"""Importing the library and starting the program cost nothing that is not used."""

import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "numba",
    "pydantic",
    "yaml",
    "rich",
    "click",
    "jinja2",
    "asyncio",
    "lagebild.situation",
    "lagebild.statements",
)


def loaded_after(program: str) -> set[str]:
    """The modules that are loaded when ``program`` has run in a fresh interpreter."""
    code = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_lagebild_loads_nothing_heavy() -> None:
    assert loaded_after("import lagebild") & set(HEAVY) == set()


def test_asking_for_an_error_class_loads_nothing_heavy() -> None:
    assert loaded_after("from lagebild import InputError, LagebildError") & set(HEAVY) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["solve", "--help"], ["new", "--help"], ["no-such-command"]])
def test_help_loads_click_and_nothing_else(arguments: list[str]) -> None:
    program = (
        "from lagebild.cli.main import cli\nimport contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    try:\n"
        f"        cli.main({arguments!r}, prog_name='lagebild')\n"
        "    except SystemExit:\n"
        "        pass"
    )
    assert loaded_after(program) & (set(HEAVY) - {"click"}) == set()


def test_json_output_needs_no_rich() -> None:
    program = (
        "from lagebild.cli.main import cli\nimport contextlib, io\n"
        "text = 'lagebild: 1\\ntitle: t\\ndecision-makers:\\n  a:\\n    options:\\n      go: go\\n    wants: [go]\\n'\n"
        "import pathlib, tempfile\n"
        "with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):\n"
        "    file = pathlib.Path(folder) / 's.yaml'\n"
        "    file.write_text(text)\n"
        "    try:\n"
        "        cli.main(['solve', str(file), '--format', 'json'], prog_name='lagebild')\n"
        "    except SystemExit as left:\n"
        "        assert left.code == 0"
    )
    assert "rich" not in loaded_after(program)
