"""The errors Lagebild raises on purpose, as one tree.

::

    LagebildError                      exit code 2
    ├── InputError        (ValueError)    the file or an argument is at fault; carries every fault found
    │   ├── StatementError                a statement cannot be read; knows the column
    │   └── UnknownNameError (LookupError)  a name, state, concept or what-if that does not exist
    ├── TooLargeError     (OverflowError)  exit code 3: too large for the chosen engine or limit
    ├── NotApplicableError (ValueError)    the question does not fit this situation (say: a step on a model without options)
    └── CertificateError  (ValueError)     exit code 1: a certificate was refused by the checker

Anything else that escapes is a mistake of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: a file, a line and a column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault in an input: where, in which line, what is wrong, and the way out."""

    message: str
    where: str = ""
    hint: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        text = self.message if not self.where else f"{self.where}: {self.message}"
        if self.hint:
            text = f"{text.rstrip('.')}. {self.hint}"
        return text if self.place is None else f"{self.place}: {text}"


class LagebildError(Exception):
    """The root of every error raised on purpose."""

    exit_code = 2


class InputError(LagebildError, ValueError):
    """The input is at fault. ``faults`` lists every fault that was found, in the order of the file."""

    def __init__(self, faults: Iterable[Fault] | Fault | str) -> None:
        if isinstance(faults, str):
            faults = Fault(message=faults)
        listed = (faults,) if isinstance(faults, Fault) else tuple(faults)
        self.faults: tuple[Fault, ...] = tuple(sorted(listed, key=_in_file_order))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class StatementError(InputError):
    """A statement cannot be read. ``column`` counts the characters of the statement from 0."""

    def __init__(self, message: str, *, text: str = "", column: int = 0, hint: str = "") -> None:
        self.text = text
        self.column = column
        self.message = message
        self.hint = hint
        super().__init__(Fault(message=message, hint=hint, where=f'in "{_shortened(text)}"' if text else ""))


class UnknownNameError(InputError, LookupError):
    """Something is asked for by a name that does not exist."""


class TooLargeError(LagebildError, OverflowError):
    """Too large for the chosen engine or limit; the message says how large, and what to do."""

    exit_code = 3


class NotApplicableError(LagebildError, ValueError):
    """The question does not fit this situation."""


class CertificateError(LagebildError, ValueError):
    """A certificate does not prove what it claims."""

    exit_code = 1


@dataclass(slots=True)
class FaultList:
    """Collects faults so that all of them can be reported at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, message: str, *, where: str = "", hint: str = "", place: Place | None = None) -> None:
        """Note one fault."""
        self.found.append(Fault(message=message, where=where, hint=hint, place=place))

    def raise_if_any(self) -> None:
        """Raise one ``InputError`` with everything noted, if anything was."""
        if self.found:
            raise InputError(self.found)


def closest(name: str, known: Iterable[str]) -> str:
    """The closest known name, or the empty text where none is close."""
    # difflib costs 10 ms to import; only an error pays for it.
    import difflib

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the closest known name, or the empty text where none is close."""
    close = closest(name, known)
    return f'Did you mean "{close}"?' if close else ""


def _in_file_order(fault: Fault) -> tuple[str, int, int]:
    if fault.place is None:
        return ("", 0, 0)
    return (fault.place.file, fault.place.line, fault.place.column)


def _shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
