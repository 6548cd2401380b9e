"""A document as Markdown as GitHub reads it: tables with headers, claims as links to their row, pictures told in words."""

from __future__ import annotations

import re
from typing import Final

from lagebild.reports.document.nodes import (
    Badge,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Run,
    Runs,
    Table,
)

RULES: Final = {"left": ":--", "center": ":-:", "right": "--:"}
"""How a column is set."""

ARROW: Final = "↳ "
"""Before a paragraph that belongs to the one above: Markdown has no other way to set it in that stays a paragraph."""


def markdown(document: Document) -> str:
    """The document as Markdown. Whatever stands in its texts is escaped."""
    parts = [f"# {_escaped(document.title)}", _begun(_escaped(document.kicker))]
    for block in document.blocks:
        parts += _block(block)
    parts += ["---", _begun(_escaped(document.producer))]
    return "\n\n".join(part for part in parts if part) + "\n"


# --- blocks ------------------------------------------------------------------------------------------------------------


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            # The title is the only heading of the first level.
            return [f"{'#' * (block.level + 1)} {_escaped(block.text)}"]
        case Paragraph():
            return [_paragraph(block)]
        case Bullets():
            return ["\n".join(f"- {_begun(_runs(item))}" for item in block.items)]
        case Table():
            return [_table(block)]
        case Picture():
            told = [part for inner in block.in_words for part in _captioned(inner)]
            return [*([_begun(_escaped(block.caption))] if block.caption else []), *told]
        case Note():
            return [f"> {_begun(_runs(block.runs))}"]
        case PageBreak():
            return []


def _paragraph(block: Paragraph) -> str:
    said = _begun(_runs(block.runs))
    if block.style == "answer":
        return f"> {said}"
    return ARROW * max(0, block.level - 1) + said


def _captioned(block: Block) -> list[str]:
    """A table that stands for a picture says what it is."""
    return [f"**{_escaped(block.caption)}**", _table(block)] if isinstance(block, Table) else _block(block)


def _table(table: Table) -> str:
    rows = [_row(table.header), f"| {' | '.join(RULES[cell.align] for cell in table.header)} |"]
    return "\n".join([*rows, *(_row(row) for row in table.rows)])


def _row(cells: tuple[Cell, ...]) -> str:
    # A cell over several columns is followed by empty ones: Markdown knows no spans.
    found = [part for cell in cells for part in (_cell(cell), *[""] * (cell.span - 1))]
    return f"| {' | '.join(found)} |"


def _cell(cell: Cell) -> str:
    anchor = f'<a id="{cell.anchor}"></a>' if cell.anchor else ""
    return anchor + "<br>".join(_runs(runs) for runs in (cell.runs, *cell.notes))


# --- runs --------------------------------------------------------------------------------------------------------------


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs)).strip()


def _run(run: Run) -> str:
    match run:
        case Link():
            address = re.sub(r"[<>\s]", lambda found: f"%{ord(found[0]):02X}", run.url)
            return f"[{_escaped(run.text)}](<{address}>)"
        case Reference():
            said = " ".join(filter(None, [str(run.number), run.sign, run.who]))
            return f"[{_escaped(said)}](#claim-{run.number})"
        case Badge():
            return _badge(run)
    if run.code:
        return _code(run.text)
    around = "**" if run.bold else "*" if run.italic else ""
    # Stars must touch what they mark.
    before, core, after = _parted(run.text)
    return f"{before}{around}{_escaped(core)}{around}{after}" if core else run.text


def _badge(badge: Badge) -> str:
    """Facts are bold, reports plain, assessments and conjectures slanted; what is unsourced is bold and in brackets."""
    said = _escaped(badge.text)
    return {"fact": f"**{said}**", "report": said, "unsourced": f"**\\[{said}\\]**"}.get(badge.kind, f"*{said}*")


def _code(text: str) -> str:
    longest = max((len(found) for found in re.findall(r"`+", text)), default=0)
    around = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    # A bar ends a cell even in code.
    return f"{around}{space}{_plain(text)}{space}{around}".replace("|", "\\|")


def _parted(text: str) -> tuple[str, str, str]:
    core = text.strip()
    start = text.index(core) if core else 0
    return text[:start], core, text[start + len(core) :]


def _plain(text: str) -> str:
    """On one line: a line break would end a cell or a list's entry."""
    return re.sub(r"\s*\n\s*", " ", text)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|~&$])", r"\\\1", _plain(text))


def _begun(text: str) -> str:
    """What would make a heading, a list or a quotation at the beginning of a line is escaped there."""
    return re.sub(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([#+=-]))", _marked, text)


def _marked(found: re.Match[str]) -> str:
    number = f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[4]}"
    return found[1] + number
