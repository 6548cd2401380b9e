"""Which lines of an output a page shows.

``show`` is a list of parts with ``;`` between them; each goes on where the part before ended.

- ``6``: the next six lines;
- ``"Which orders matter" 9``: nine lines from the first line with this in it (``"^state"``: that begins with it);
- ``"Which orders matter"``: from that line to the next empty one;
- ``"One" to "Another"``: from the one line to the line before the other;
- ``"One" end``: to the end;
- ``nothing`` (alone): the command runs, and its output is left out.

Lines left out are marked by a line with ``…`` alone. Empty lines by themselves are not left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

LEFT_OUT: Final = "…"

_PART = re.compile(r'\s*(?:"(?P<anchor>[^"]+)")?\s*(?:(?P<count>\d+|end)|to "(?P<before>[^"]+)")?\s*')


def excerpt(lines: Sequence[str], show: str) -> tuple[str, ...]:
    """The lines that ``show`` asks for. Raises: ValueError if a part is not there."""
    if show == "nothing":
        return ()
    shown: list[str] = []
    at = 0
    for part in show.split(";"):
        start, end = _span(lines, part, at)
        between = lines[at:start]
        shown.extend([LEFT_OUT] if any(line.strip() for line in between) else between)
        shown.extend(lines[start:end])
        at = end
    if any(line.strip() for line in lines[at:]):
        shown.append(LEFT_OUT)
    return tuple(shown)


def _span(lines: Sequence[str], part: str, after: int) -> tuple[int, int]:
    found = _PART.fullmatch(part)
    if found is None or not part.strip():
        raise ValueError(f"cannot read the part {part!r} of `show`")
    anchor, count, before = found.group("anchor", "count", "before")
    start = after if anchor is None else _line(lines, anchor, after)
    if before is not None:
        return start, _line(lines, before, start + 1)
    if count == "end":
        return start, len(lines)
    if count is not None:
        return start, min(start + int(count), len(lines))
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    return start, end


def _line(lines: Sequence[str], anchor: str, after: int) -> int:
    """The first line from ``after`` on that has the anchor in it. Raises: ValueError if there is none."""
    for number in range(after, len(lines)):
        if _has(lines[number], anchor):
            return number
    raise ValueError(f'the output has no line (left) with "{anchor}"')


def _has(line: str, anchor: str) -> bool:
    return line.lstrip().startswith(anchor[1:]) if anchor.startswith("^") else anchor in line


def matches(shown: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether ``lines`` are what is shown, with ``…`` alone on a line standing for any lines."""
    if not shown:
        return not any(line.strip() for line in lines)
    if shown[0].strip() == LEFT_OUT:
        return any(matches(shown[1:], lines[start:]) for start in range(len(lines) + 1))
    return bool(lines) and shown[0] == lines[0] and matches(shown[1:], lines[1:])
