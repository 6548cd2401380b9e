"""Runs a page: its files are written, its commands are run one after the other, and their outputs compared or taken over."""

from __future__ import annotations

import contextlib
import doctest
import re
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from lagebild.cli.main import cli
from tests.docs.excerpt import LEFT_OUT, excerpt, matches
from tests.docs.pages import ROOT, Block, joined, parse

PROMPT: Final = "$ "

NEEDED: Final = ("examples", "docs/theory/examples", "docs/reference/examples", "src/lagebild/catalogue")
"""What the pages' commands are given, by paths from the repository's root."""

_TIMES: Final = (
    (re.compile(r"\b\d+(\.\d+)? s\b"), "0.01 s"),
    (re.compile(r'("seconds": )[\d.e-]+'), r"\g<1>0.01"),
)
"""What differs from run to run, and what stands for it on the pages."""


class PageError(AssertionError):
    """A page says something that is not so."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command printed, on both streams, and how it ended."""

    lines: tuple[str, ...]
    code: int


@dataclass(slots=True)
class Session:
    """One page's terminal: a directory, and the names that its Python blocks have given."""

    directory: Path
    names: dict[str, Any] = field(default_factory=dict)
    code: int = 0

    def run(self, command: str, typed: str | None) -> Output:
        """Run ``lagebild …`` or ``echo $?``. Raises: PageError for any other command and for a traceback."""
        words = shlex.split(command)
        if words == ["echo", "$?"]:
            return Output((str(self.code),), 0)
        if not words or words[0] != "lagebild":
            raise PageError(f"only `lagebild` and `echo $?` are run on a page, not `{command}`")
        with contextlib.chdir(self.directory):
            result = CliRunner(env={"COLUMNS": "80", "NO_COLOR": None}).invoke(
                cli, words[1:], input=typed, prog_name="lagebild"
            )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise PageError(f"`{command}` ended in {result.exception!r}") from result.exception
        self.code = result.exit_code
        text = result.output.replace(f"{self.directory.as_posix()}/", "")
        for pattern, instead in _TIMES:
            text = pattern.sub(instead, text)
        lines = [line.rstrip() for line in text.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        return Output(tuple(lines), result.exit_code)

    def python(self, block: Block) -> None:
        """Run a Python block: as a doctest where it has prompts, else as it stands. Raises: PageError."""
        with contextlib.chdir(self.directory):
            if ">>>" not in block.text:
                exec(compile(block.text, f"<line {block.line}>", "exec"), self.names)
                return
            test = doctest.DocTestParser().get_doctest(block.text, self.names, f"line {block.line}", None, block.line)
            said: list[str] = []
            flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            if doctest.DocTestRunner(optionflags=flags).run(test, out=said.append, clear_globs=False).failed:
                raise PageError("".join(said))
            self.names = test.globs


def new_session(directory: Path) -> Session:
    """A session in ``directory``, with the files that every page may use."""
    for name in NEEDED:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, directory / name)
    return Session(directory)


def refreshed(text: str, directory: Path, *, only_run: bool = False) -> str:
    """The page with the outputs of its commands as they are now.

    ``only_run``: a console block without any output stays without. Raises: PageError where the page cannot be run.
    """
    page = parse(text)
    session = new_session(directory)
    replaced: dict[int, tuple[str, ...]] = {}
    for block in page.blocks:
        try:
            lines = _block(session, block, only_run=only_run)
        except (PageError, ValueError) as error:
            raise PageError(f"line {block.line}: {error}") from error
        if lines is not None:
            replaced[block.line] = lines
    return joined(page, replaced)


def _block(session: Session, block: Block, *, only_run: bool) -> tuple[str, ...] | None:
    if block.language == "console":
        return _console(session, block, only_run=only_run)
    if block.language == "python":
        session.python(block)
    return _file(session.directory, block)


# --- files -----------------------------------------------------------------------------------------------------------


def _file(directory: Path, block: Block) -> tuple[str, ...] | None:
    """Do with the block what its comment says."""
    for key, name in block.directives.items():
        path = directory / name
        if key == "file":
            path.write_text(block.text, "utf-8")
        elif key == "append":
            path.write_text(path.read_text("utf-8") + block.text, "utf-8")
        elif key == "change":
            path.write_text(_changed(path.read_text("utf-8"), block), "utf-8")
        elif key == "is":
            return tuple(path.read_text("utf-8").rstrip("\n").split("\n"))
    return None


def _changed(text: str, block: Block) -> str:
    """``text`` with the part that begins with the block's first line replaced by the block."""
    lines = text.split("\n")
    first = next((line for line in block.lines if line.strip()), "")
    starts = [number for number, line in enumerate(lines) if line == first]
    if len(starts) != 1:
        raise PageError(f'the file has {len(starts)} lines "{first}"; one is needed')
    depth = len(first) - len(first.lstrip())
    end = starts[0] + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[: starts[0]], *block.lines, *lines[end:]])


# --- commands --------------------------------------------------------------------------------------------------------


def _console(session: Session, block: Block, *, only_run: bool) -> tuple[str, ...]:
    steps = _steps(block.lines)
    wanted = int(block.directives.get("exit", "0"))
    typed = block.directives.get("type")
    silent = only_run and not any(shown for _, shown in steps)
    lines: list[str] = []
    for number, (command, shown) in enumerate(steps):
        text = None if typed is None else "".join(f"{line.strip()}\n" for line in typed.split("|"))
        output = session.run(command, text)
        asked = number + 1 < len(steps) and steps[number + 1][0] == "echo $?"
        if not asked and output.code != (wanted if number + 1 == len(steps) else 0):
            raise PageError(f"`{command}` ended with exit code {output.code}:\n" + "\n".join(output.lines))
        lines += [f"{PROMPT}{command}", *(() if silent else _shown(block, command, shown, output.lines))]
    return tuple(lines)


def _steps(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the output that stands below it."""
    steps: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(PROMPT):
            steps.append((line.removeprefix(PROMPT), []))
        elif steps:
            steps[-1][1].append(line)
        else:
            raise PageError("a console block begins with `$ lagebild …`")
    return steps


def _shown(block: Block, command: str, shown: Sequence[str], lines: Sequence[str]) -> Sequence[str]:
    """What the page is to show of an output: what ``show`` asks for, what a hand-written ``…`` allows, or all of it."""
    if "show" in block.directives and command != "echo $?":
        try:
            return excerpt(lines, block.directives["show"])
        except ValueError as error:
            raise PageError(f"{error}:\n" + "\n".join(lines)) from error
    if any(line.strip() == LEFT_OUT for line in shown):
        if not matches(shown, lines):
            raise PageError(f"`{command}` prints something else; say with `show` what is to be taken:\n" + "\n".join(lines))
        return shown
    return lines
