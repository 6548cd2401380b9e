"""Where something stands in a situation file, in words: ``wants of upstream, line 2``."""

from __future__ import annotations

from typing import Final

Path = tuple[str | int, ...]

_SINGULAR: Final = {
    "joint-options": "joint option", "circumstances": "circumstance", "definitions": "definition", "states": "state",
    "what-if": "what-if", "views": "view of", "claims": "claim", "sources": "source", "speakers": "speaker",
}  # fmt: skip
_OWN: Final = {key: f"{key} of {{0}}" for key in ("wants", "ranking", "weights", "moves", "comparisons", "unsure")}
_SILENT: Final = frozenset({"statement", "option"})
"""Keys that are the line itself and need no naming."""


def where(path: Path) -> str:
    """The place that ``path`` leads to, as a reader would call it; empty for the file as a whole."""
    if not path:
        return ""
    section = str(path[0])
    if section == "decision-makers" and len(path) > 1:
        return _decision_maker(str(path[1]), path[2:])
    if section == "questions" and len(path) > 1:
        return _after(f"question {_number(path[1])}", path[2:])
    if section == "disagreements" and len(path) > 1:
        return _after(f"disagreement {_number(path[1])}", path[2:])
    if section in _SINGULAR and len(path) > 1:
        return _section(section, str(path[1]), path[2:])
    return _after(section, path[1:])


def _decision_maker(name: str, rest: Path) -> str:
    if not rest:
        return f"decision maker {name}"
    key, rest = str(rest[0]), rest[1:]
    if key == "options":
        return _after(f"option {rest[0]} of {name}", rest[1:]) if rest else f"options of {name}"
    if key in _OWN:
        return _after(_OWN[key].format(name), rest)
    return _after(f"decision maker {name}", (key, *rest))


def _section(section: str, name: str, rest: Path) -> str:
    if section == "definitions" and rest and rest[0] not in ("statement", "name", "because", "against"):
        return _after(f"definition {name} by {rest[0]}", rest[1:])
    if section == "what-if" and len(rest) > 1 and rest[0] == "changes":
        return _after(f"what-if {name}, change {_number(rest[1])}", rest[2:])
    return _after(f"{_SINGULAR[section]} {name}", rest)


def _after(start: str, rest: Path) -> str:
    words = [start]
    for part in rest:
        if isinstance(part, int):
            words.append(f"line {part + 1}" if not words[-1].startswith("line ") else f"entry {part + 1}")
        elif part not in _SILENT:
            words.append(part)
    return ", ".join(words)


def _number(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def listed(words: list[str], joined_by: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def quoted(words: list[str]) -> list[str]:
    """Every word in quotes."""
    return [f'"{word}"' for word in words]


def shortened(text: str, limit: int = 45) -> str:
    """The text in one line, cut off where it gets long."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
