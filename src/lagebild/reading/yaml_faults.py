"""What PyYAML says about broken YAML, in words for people who write situations, with the way out."""

from __future__ import annotations

import re
from typing import Any

from lagebild.errors import Fault, Place
from lagebild.reading.wording import shortened

_COLON_INSIDE = re.compile(r"^(\s*(?:- )*)([^\s#:'\"][^:#]*):\s+([^'\"\[{|>].*?:(?:\s.*)?)$")
_HAS_KEY = re.compile(r":(\s|$)")
_BRACKETS = re.compile(r"[\[\]{}]|\"[^\"]*\"|'[^']*'|(?:^|\s)#.*")
_TYPOGRAPHIC = "„“”‟«»‚‘’"


def syntax_fault(error: Any, text: str, file: str) -> Fault:
    """One fault for a YAML error: where reading stopped, why, and what to write instead."""
    mark = error.problem_mark or error.context_mark
    lines = re.split("\r\n|\r|\n|\x85|\u2028|\u2029", text)
    at, column = (mark.line, mark.column) if mark else (0, 0)
    tabbed = _tab_fault(lines, at)
    if tabbed:
        return _fault(file, *tabbed)
    problem, context = error.problem or "", error.context or ""
    if "expected <block end>" in problem:
        # PyYAML's own parser and libyaml, which is not installed everywhere, word this differently.
        problem = "did not find expected key" if "mapping" in context else "did not find expected '-' indicator"
    opened = error.context_mark
    if "quoted scalar" in context and opened and ("end of stream" in problem or "document indicator" in problem):
        return _fault(
            file, opened.line, opened.column, "a quote is opened here and never closed", "Close it with the same sign."
        )
    if "flow" in context and opened:
        return _fault(file, *_flow_fault(opened, lines))
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        back = lines[at].rfind("\\", 0, column + 1) if at < len(lines) else -1
        return _fault(
            file,
            at,
            back if back >= 0 else column,
            "a backslash in double quotes begins a special sign",
            "Write it twice (\\\\), or use single quotes.",
        )
    return _fault(file, *_line_fault(problem, context, opened, lines, at, column))


def _fault(file: str, line: int, column: int, message: str, hint: str) -> Fault:
    return Fault(message=message, hint=hint, place=Place(file=file, line=line + 1, column=column + 1))


_Said = tuple[int, int, str, str]


def _tab_fault(lines: list[str], at: int) -> _Said | None:
    for number in range(min(at, len(lines) - 1), max(at - 3, -1), -1):
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip(" \t-"))]
        if "\t" in indent:
            first = next(n for n, line in enumerate(lines) if "\t" in line[: len(line) - len(line.lstrip(" \t-"))])
            return first, lines[first].index("\t"), "a tab is used to indent", "Use spaces, two for each level."
    return None


def _flow_fault(opened: Any, lines: list[str]) -> _Said:
    line, column = opened.line, opened.column
    if _sign(lines, line, column) not in ("[", "{"):
        line, column = _open_bracket(lines, line, column) or (line, column)
    sign = _sign(lines, line, column)
    closing = {"[": "]", "{": "}"}.get(sign, "")
    if not closing:
        return line, column, "a bracket is not closed, or a comma is missing", "Write one entry a line instead."
    return (
        line, column, f'the "{sign}" opened here is not closed, or a comma is missing before the next entry',
        f'Close it with "{closing}", or write one entry a line. A text that begins with "{sign}" needs quotes.',
    )  # fmt: skip


def _open_bracket(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """The innermost bracket still open at a place; quotes and comments are passed over."""
    found: list[tuple[int, int]] = []
    for number, text in enumerate([*lines[:line], lines[line][:column] if line < len(lines) else ""]):
        for match in _BRACKETS.finditer(text):
            if match.group() in "[{":
                found.append((number, match.start()))
            elif match.group() in "]}" and found:
                found.pop()
    return found[-1] if found else None


def _sign(lines: list[str], line: int, column: int) -> str:
    return lines[line][column : column + 1] if line < len(lines) else ""


def _line_fault(problem: str, context: str, opened: Any, lines: list[str], at: int, column: int) -> _Said:
    after = _after_closing(lines[at], column) if at < len(lines) else None
    if after and ("expected key" in problem or "'-' indicator" in problem):
        return at, column, *after
    if "cannot start any token" in problem or "alphabetic or numeric" in problem:
        place = (opened.line, opened.column) if "alphabetic" in problem and opened else (at, column)
        sign = _sign(lines, *place)
        return *place, f'a text cannot begin with "{sign}"', "Put the whole text in quotes."
    if "mapping values are not allowed" in problem:
        return _colon_fault(lines, at, column)
    if "could not find expected ':'" in problem:
        place = (opened.line, opened.column) if opened else (at, column)
        return *place, "a colon is missing after this", 'Write "key: value"; a text over several lines needs quotes.'
    if "block sequence entries are not allowed" in problem or "expected '-' indicator" in problem:
        return at, column, "this line does not fit the list around it", 'Each entry begins with "- ", all in the same column.'
    if "expected key" in problem:
        return _indentation_fault(lines, opened, at, column)
    if "document start" in problem:
        return at, column, "something stands after the end of the map or list", "Check the indentation of this line."
    if "tag" in context or "tag" in problem:
        return at, column, 'a text cannot begin with "!" without quotes', "Put the whole text in quotes."
    return (
        at,
        column,
        f"this cannot be read as YAML ({problem or context})",
        "Check quotes, colons and indentation of this line.",
    )


def _colon_fault(lines: list[str], at: int, column: int) -> _Said:
    line = lines[at] if at < len(lines) else ""
    found = _COLON_INSIDE.match(line)
    if found:
        text = found.group(3).strip()
        extra = " Typographic quotes do not count as quotes." if text[0] in _TYPOGRAPHIC else ""
        hint = f'Put the text in straight quotes: "{shortened(text)}".{extra}'
        return at, column, "a second colon in one line cuts the text", hint
    before = _line_before(lines, at)
    if before is not None and not _HAS_KEY.search(lines[before]):
        return _keyless(lines[before], before, _indent(line)) or _misplaced_colon(at, column)
    return _misplaced_colon(at, column)


def _misplaced_colon(at: int, column: int) -> _Said:
    hint = "Indent the line under its key by two spaces, or put a text that contains a colon in quotes."
    return at, column, "a colon stands where no key can begin", hint


def _keyless(line: str, at: int, following: int) -> _Said | None:
    """What is wrong with a line without a key that is followed by one with a key, ``following`` columns in."""
    indent = _indent(line)
    text = line.strip().removeprefix("- ").strip()
    if line.lstrip().startswith("- ") and following > indent:
        hint = f'Give it a key too, as in "- statement: {shortened(text)}".'
        return at, indent, "a list entry without a key is followed by keys of its own", hint
    if ":" in text:
        return at, indent, "after a colon comes a space", f'Write "{shortened(text.replace(":", ": ", 1))}".'
    if indent == following:
        return at, indent, "a colon is missing in this line", f'Write "{shortened(text)}:" if it is a key.'
    return None


def _line_before(lines: list[str], at: int) -> int | None:
    for number in range(at - 1, -1, -1):
        stripped = lines[number].strip()
        if stripped and not stripped.startswith("#"):
            return number
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _after_closing(line: str, column: int) -> tuple[str, str] | None:
    before = line[:column].rstrip()
    if before.endswith(('"', "'")):
        return "text goes on after the closing quote", "Put the whole text inside the quotes."
    if before.endswith(("]", "}")):
        opening = "[" if before.endswith("]") else "{"
        return "text goes on after the closing bracket", f'Put a text that begins with "{opening}" in quotes.'
    return None


def _indentation_fault(lines: list[str], opened: Any, at: int, column: int) -> _Said:
    line = lines[at] if at < len(lines) else ""
    if line.lstrip().startswith("- ") and opened:
        return (
            at, column, f"a list entry stands among the keys of the map that begins in line {opened.line + 1}",
            'A map has keys ("key: value"), a list has entries ("- value"): indent the list under its key.',
        )  # fmt: skip
    begins = f" that begins in line {opened.line + 1}" if opened else ""
    return at, column, f"this line does not fit the map{begins}", "Keys of one map stand in the same column."
