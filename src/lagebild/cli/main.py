"""The command line's one door: which commands there are, and how an error becomes a line and an exit code.

Commands are named here and imported only when they are run, so that help costs nothing.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import click

from lagebild import __version__
from lagebild.errors import LagebildError, did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command as the first help screen shows it. ``module`` has it under the name ``command``."""

    name: str
    module: str
    help: str
    first: bool = False


COMMANDS: Final = (
    Entry(name="new", module="new", help="Start a file: a commented starter, or an interview (--ask).", first=True),
    Entry(name="check", module="check", help="Is the file sound, and what in it carries nothing?", first=True),
    Entry(name="answer", module="answer", help="Answer the file's questions: why, how sure, resting on whom.", first=True),
    Entry(name="report", module="report", help="The same as a page to hand in.", first=True),
    Entry(name="what-if", module="what_if", help="The file's variants side by side: what survives?", first=True),
    Entry(name="solve", module="solve", help="Which outcomes are stable, for whom and in which sense."),
    Entry(name="explain", module="explain", help="Why one outcome is stable or not, as a story."),
    Entry(name="paths", module="paths", help="How the situation can get somewhere from today."),
    Entry(name="levers", module="levers", help="Who can change an outcome, and at what price."),
    Entry(name="hinges", module="hinges", help="Which voices, claims and orders the answers hinge on."),
    Entry(name="views", module="views", help="What each sees of the situation, what surprises whom."),
    Entry(name="draft", module="draft", help="Lay a text out as proposals for claims, with places."),
    Entry(name="review", module="review", help="Decide proposals one by one: accept in own words, edit, drop."),
    Entry(name="places", module="places", help="Do claims stand where they say in a text? Or take a place."),
    Entry(name="compare", module="compare", help="A second person disagrees with lines: does it matter?"),
    Entry(name="import", module="import_", help="A GMCR+ file as a situation file to go on with."),
    Entry(name="export", module="export", help="Claims and answers in formats that other programs read."),
    Entry(name="merge", module="merge", help="Join the claims of two files; what contradicts is listed."),
    Entry(name="schema", module="schema", help="The JSON Schema of the file, for editors."),
)
"""Every command, in the order of the help screen."""

_SUFFIXES: Final = (".yaml", ".yml", ".gmcr")


class LazyGroup(click.Group):
    """A group that imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, imported now."""
        for entry in COMMANDS:
            if entry.name == cmd_name:
                command = importlib.import_module(f"lagebild.cli.{entry.module}").command
                assert isinstance(command, click.Command)
                return command
        return None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """``lagebild FILE`` is ``lagebild answer FILE``; what is neither a command nor a file is asked back."""
        word = args[0]
        if word not in self.list_commands(ctx) and not word.startswith("-"):
            if not _is_file(word):
                hint = did_you_mean(word, self.list_commands(ctx)) or "`lagebild --help` lists the commands."
                raise click.UsageError(f'there is no command and no file "{word}". {hint}', ctx=ctx)
            args = ["answer", *args]
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both ways to call it."""
        formatter.write_usage(ctx.command_path, "COMMAND [OPTIONS] FILE")
        formatter.write(f"       {ctx.command_path} FILE   (the same as `{ctx.command_path} answer FILE`)\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Commands first."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first five commands, then the rest; from the table, so that nothing is imported."""
        for title, first in (("First steps", True), ("More", False)):
            with formatter.section(title):
                formatter.write_dl([(entry.name, entry.help) for entry in COMMANDS if entry.first is first])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and leave with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        sys.exit(self._exit_code(args, prog_name, complete_var, **extra))

    def _exit_code(self, args: Sequence[str] | None, prog_name: str | None, complete_var: str | None, **extra: Any) -> int:
        """Run a command; the one place where an error becomes lines on standard error and a number."""
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except LagebildError as error:
            return _fail(str(error), error.exit_code)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return _fail("interrupted", 130)
        except MemoryError:
            return _fail("not enough memory for this situation. Rule out combinations that cannot be (`rules`).", 3)
        except OSError as error:
            if not _reader_left(error):
                raise
            # Nothing can be written any more, not even what is still buffered when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), _descriptor(sys.stdout))
            return 0
        # `ctx.exit(1)` arrives here as a number; whatever else a command returns means that it is done.
        return result if type(result) is int else 0


def _fail(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _reader_left(error: OSError) -> bool:
    """Whether a pipe was closed by its reader, as in ``lagebild solve FILE | head``; Windows calls it another name."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def _descriptor(stream: Any) -> int:
    try:
        number: int = stream.fileno()
    except (OSError, ValueError):
        return 1
    return number


def _is_file(word: str) -> bool:
    return word.lower().endswith(_SUFFIXES) or os.path.isfile(word)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`lagebild COMMAND --help` says more about one of them.",
)
@click.version_option(__version__, prog_name="lagebild", message="%(prog)s %(version)s")
def cli() -> None:
    """Conflict analysis from a readable file: which outcomes are stable and why, and which claims the answer hinges on."""


def main() -> None:
    """The entry point of the program."""
    # NumPy's linear algebra is not used: starting its threads would take as long as importing NumPy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A character that a terminal cannot show must not end the program; Windows writes UTF-8 into files and pipes.
            reconfigure(errors="replace", **({"encoding": "utf-8"} if os.name == "nt" else {}))
    cli.main(prog_name="lagebild")
