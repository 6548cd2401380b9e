"""Where a command's answer goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild.errors import Fault, InputError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from lagebild.situation import Situation


def write_whole(path: str | os.PathLike[str], content: str | bytes, *, overwrite: bool = True) -> None:
    """Write ``content`` (text as UTF-8) to ``path``: beside it first, then put in its place in one step.

    Raises: InputError if the file cannot be written, or exists and must not be overwritten.
    """
    import tempfile

    target = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        _open_to_others(beside, target)
        _put(beside, target, overwrite=overwrite)
        beside = ""
    except FileExistsError:
        raise InputError(Fault(message=f"{target} exists already", hint="Choose another name, or move it away.")) from None
    except OSError as error:
        raise InputError(Fault(message=f"cannot write {target}: {error.strerror or error}")) from error
    finally:
        if beside:
            with contextlib.suppress(OSError):
                os.unlink(beside)


def _put(beside: str, target: Path, *, overwrite: bool) -> None:
    if not overwrite and target.exists():
        raise FileExistsError
    os.replace(beside, target)


def _open_to_others(beside: str, target: Path) -> None:
    """A temporary file is readable by its owner only; the finished one has the rights of a file made the plain way."""
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        os.chmod(beside, mode)


def show_warnings(situation: Situation) -> None:
    """What reading noticed without being at fault, on standard error, so that it disturbs no program that reads on."""
    for warning in situation.warnings:
        sys.stderr.write(f"{situation.file}: {warning}\n")


def print_json(data: Any, output: str | os.PathLike[str] | None = None) -> None:
    """``data`` as JSON, to a file or to standard output (with escapes where its encoding is not UTF-8)."""
    if output is not None:
        write_whole(output, json_text(data) + "\n")
        return
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(json_text(data, ascii_only=plain) + "\n")


def json_text(data: Any, *, ascii_only: bool = False, depth: int = 0) -> str:
    """JSON that people can read too: objects and lists of objects indented, lists of plain values on one line."""
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(data, dict) and any(isinstance(value, (dict, list)) for value in data.values()):
        parts = (
            f"{json.dumps(key, ensure_ascii=ascii_only)}: {json_text(value, ascii_only=ascii_only, depth=depth + 1)}"
            for key, value in data.items()
        )
        return "{" + inner + f",{inner}".join(parts) + outer + "}"
    if isinstance(data, list) and any(isinstance(value, (dict, list)) for value in data):
        parts = (json_text(value, ascii_only=ascii_only, depth=depth + 1) for value in data)
        return "[" + inner + f",{inner}".join(parts) + outer + "]"
    return json.dumps(data, ensure_ascii=ascii_only)


def print_parts(parts: Callable[[Console], Iterable[RenderableType]], output: str | os.PathLike[str] | None = None) -> None:
    """The parts of an answer as text, to a file or to standard output."""
    from lagebild.reports.text.console import make_console

    console = make_console(sys.stdout if output is None else io.StringIO())
    if console.is_terminal:
        for part in parts(console):
            console.print(part)
        return
    with console.capture() as captured:
        for part in parts(console):
            console.print(part)
    # Cells are filled up with blanks, which nobody needs in a file or a pipe.
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    if output is None:
        sys.stdout.write(text)
    else:
        write_whole(output, text)
