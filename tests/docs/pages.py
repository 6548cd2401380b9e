"""A Markdown page as its blocks, and the comments before a block that say what is to be done with it.

======================  ================================================================================================
``<!-- file: a.yaml -->``    the block is written to ``a.yaml``
``<!-- append: a.yaml -->``  the block is put at the end of ``a.yaml``
``<!-- change: a.yaml -->``  the block takes the place of the block in ``a.yaml`` that begins with the same line
``<!-- is: a.yaml -->``      the block is what ``a.yaml`` holds now
``<!-- show: ... -->``       which lines of a command's output are shown; see ``tests.docs.excerpt``
``<!-- type: a | b -->``     what is typed into the command, line by line; ``|`` stands between lines
``<!-- exit: 1 -->``         the exit code that the last command of the block is meant to have, where it is not 0
======================  ================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
"""The repository."""

DIRECTIVES: Final = frozenset({"file", "append", "change", "is", "show", "type", "exit"})

_COMMENT = re.compile(r"<!--\s*([a-z]+):\s*(.*?)\s*-->\s*")
_FENCE = re.compile(r"( *)(`{3,})(\w*)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, its lines without the fences, and the comments directly above it."""

    language: str
    lines: tuple[str, ...]
    directives: Mapping[str, str]
    line: int
    """The line of the page (from 1) that the opening fence stands on."""

    @property
    def text(self) -> str:
        """The block as a text that ends in a line break."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in pieces: texts and blocks by turns. Joined again they are the page."""

    pieces: tuple[str | Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The fenced blocks."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Block))


def pages() -> tuple[Path, ...]:
    """Every page that is documentation: README, CONTRIBUTING, CHANGELOG and everything under docs."""
    top = (ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"))
    return (*top, *sorted((ROOT / "docs").rglob("*.md")))


def name_of(path: Path) -> str:
    """A page's path from the repository's root."""
    return path.relative_to(ROOT).as_posix()


def parse(text: str) -> Page:
    """The page in pieces. Raises: ValueError for a fence that is not closed or a comment that nobody knows."""
    pieces: list[str | Block] = []
    prose: list[str] = []
    directives: dict[str, str] = {}
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.fullmatch(line)
        if fence is None:
            directives = _noted(line, directives)
            prose.append(line)
            number += 1
            continue
        end = _closing(lines, number, fence.group(2))
        body = tuple(lines[number + 1 : end])
        pieces.append("".join(f"{line}\n" for line in [*prose, line]))
        pieces.append(Block(language=fence.group(3), lines=body, directives=directives, line=number + 1))
        prose, directives, number = [lines[end]], {}, end + 1
    return Page(pieces=(*pieces, "\n".join(prose)))


def _noted(line: str, directives: dict[str, str]) -> dict[str, str]:
    """The directives so far and the one on this line; none if the line is something else."""
    comment = _COMMENT.fullmatch(line)
    if comment is None or comment.group(1) not in DIRECTIVES:
        return {}
    return {**directives, comment.group(1): comment.group(2)}


def _closing(lines: list[str], opening: int, fence: str) -> int:
    for number in range(opening + 1, len(lines)):
        if lines[number].strip() == fence:
            return number
    raise ValueError(f"the fence on line {opening + 1} is not closed")


def joined(page: Page, replaced: Mapping[int, tuple[str, ...]]) -> str:
    """The page as a text, with the lines of some blocks (by their ``line``) replaced."""
    parts: list[str] = []
    for piece in page.pieces:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            parts.extend(f"{line}\n" for line in replaced.get(piece.line, piece.lines))
    return "".join(parts)


def outline(text: str) -> frozenset[str]:
    """The anchors that the headings of a page make, as code hosts make them."""
    found: dict[str, int] = {}
    anchors: set[str] = set()
    for piece in parse(text).pieces:
        if isinstance(piece, Block):
            continue
        for heading in re.findall(r"^#{1,6} +(.+?) *$", piece, flags=re.MULTILINE):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
            anchor = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
            count = found.get(anchor, 0)
            found[anchor] = count + 1
            anchors.add(f"{anchor}-{count}" if count else anchor)
    return frozenset(anchors)
