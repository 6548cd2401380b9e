"""Which outcomes hold, as an options table, and why: a few of them told step by step."""

from __future__ import annotations

from typing import Final

from lagebild.analyses.groups import Mark
from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import Block, Bullets, Cell, Heading, Paragraph, Table, Text
from lagebild.reports.document.runs import mention, text
from lagebild.reports.html.outcomes import Column, GroupView, OptionRow, OutcomeTable, OutcomeTables
from lagebild.reports.html.stories import stories as page_stories

MARKS: Final = {"taken": "■", "not": "◦", "ready": "▣", "offered": "◪", "either": "–", "any": "◈"}
"""A sign for how an option stands in an outcome."""

STAYS: Final = ("content", "deterred", "possible", "cannot", "varies")

MAX_EXPLAINED: Final = 2
"""How many outcomes are explained."""

MAX_TOGETHER: Final = 36
"""A table of so many rows of an option each fits on a page."""


def outcomes(material: Material) -> tuple[Block, ...]:
    """The outcomes that hold; beside them how many hold only if somebody would act against its own interest."""
    words = material.words
    blocks: list[Block] = [Heading(text=words("report.section.outcomes"))]
    tables = OutcomeTables(material.analysis, material.groups, words)
    views = [tables.view(group) for group in material.groups.groups]
    if not views:
        blocks.append(Paragraph(runs=text(words("report.outcomes.none"))))
    for number, view in enumerate(views):
        blocks += _group(material, view, shown=view.credible or len(views) == 1, legend=number == 0)
    return tuple(blocks)


def _group(material: Material, view: GroupView, *, shown: bool, legend: bool) -> list[Block]:
    words = material.words
    label = words("report.outcomes.credible" if view.credible else "report.outcomes.possible")
    count = words.several("report.outcomes.count", view.count)
    if view.columns != view.count and shown:
        count += f" {words('report.outcomes.folded', number=words.number(view.columns))}"
    said = [f"{count}."]
    if material.groups.reach_known:
        said.append(words.several("report.summary.reached", view.reached))
    blocks: list[Block] = [Heading(text=label, level=2), Paragraph(runs=text(" ".join(said)))]
    if view.shared:
        blocks.append(Bullets(items=tuple(map(text, view.shared))))
    if shown and view.tables:
        blocks.append(_table(material, view.tables[0]))
        if further := view.columns - len(view.tables[0].columns):
            blocks.append(Paragraph(runs=text(words.several("report.outcomes.hidden", further)), style="small"))
        if legend:
            blocks.append(_legend(material))
    return blocks


def _legend(material: Material) -> Paragraph:
    words = material.words
    said: list[str] = []
    if not material.situation.is_graph:
        said += [f"{sign} {words(f'report.mark.{kind}')}" for kind, sign in MARKS.items()]
        said += [f"{ink.letter} {material.lines.name(dm)}" for dm, ink in material.inks.items()]
    said += [words(f"report.stay-means.{why}") for why in STAYS]
    return Paragraph(runs=text(" · ".join(said)), style="small")


def _table(material: Material, table: OutcomeTable) -> Table:
    words, columns = material.words, table.columns
    wide = len(columns) + 1

    def part(name: str) -> tuple[Cell, ...]:
        return (Cell(runs=text(name, bold=True), span=wide, heading=True),)

    rows: list[tuple[Cell, ...]] = []
    if material.groups.reach_known:
        name = Cell(runs=text(words("report.outcomes.reached")), heading=True)
        rows.append((name, *(_centred(_reached(material, column)) for column in columns)))
    for owner in table.owners:
        rows.append(part(owner.owner))
        rows += [_option(material, row) for row in owner.rows]
    rows.append(part(words("report.outcomes.why")))
    for who, whys in table.reasons:
        cells = (_centred(words(f"report.stay.{why}")) for why in whys)
        rows.append((Cell(runs=text(who), heading=True), *cells))
    rows.append(part(words("report.outcomes.holds")))
    for code, counts in table.concepts:
        name = Cell(runs=text(words.concept("report.sense", code)), heading=True)
        rows.append((name, *(_centred(_held(count, len(material.analysis.solutions))) for count in counts)))
    return Table(
        caption=words("report.outcomes.caption"),
        header=(Cell(runs=text(words("report.outcomes.state"))), *(_state(column) for column in columns)),
        rows=tuple(rows),
        widths=(4.0, *[1.3] * len(columns)),
        dense=True,
        together=len(rows) <= MAX_TOGETHER,
    )


def _centred(said: str) -> Cell:
    return Cell(runs=text(said), align="center")


def _state(column: Column) -> Cell:
    more = f" +{column.states - 1}" if column.states > 1 else ""
    return Cell(runs=(*text(column.words or column.label), *text(more, soft=True)), align="center")


def _reached(material: Material, column: Column) -> str:
    if column.today:
        several = any(len(solution.model.status_quo) > 1 for solution in material.analysis.solutions)
        return material.words("report.outcomes.possibly-today" if several else "report.outcomes.today")
    return "→" if column.reachable else "–"


def _option(material: Material, row: OptionRow) -> tuple[Cell, ...]:
    return (Cell(runs=text(row.name), heading=True), *(_centred(_mark(material, mark)) for mark in row.marks))


def _mark(material: Material, mark: Mark) -> str:
    by = "".join(material.inks[who].letter for who in mark.by)
    return f"{MARKS[mark.kind]} {by}".strip()


def _held(count: int, cases: int) -> str:
    return "✓" if count == cases else f"{count}/{cases}" if count else "–"


# --- why ---------------------------------------------------------------------------------------------------------------


def stories(material: Material) -> tuple[Block, ...]:
    """A few outcomes that hold, of different families, those that can be reached from today first."""
    words = material.words
    found = page_stories(material.analysis, material.groups, material.lines, material.concept)[:MAX_EXPLAINED]
    blocks: list[Block] = []
    for story in found:
        blocks.append(Heading(text=story.title, level=2))
        # What stands at the margin and is followed by something set in is a heading.
        following = [*(part.level for part in story.paragraphs[1:]), 0]
        for part, level in zip(story.paragraphs, following, strict=True):
            said = " ".join(part.text.split())
            if part.level == 0 and level > 0:
                blocks.append(Heading(text=said, level=3))
            elif said:
                claim = () if part.claim is None else (Text(text=" "), mention(part.claim))
                blocks.append(Paragraph(runs=(*text(said), *claim), level=part.level))
    if not blocks:
        return ()
    heading = Heading(text=words("report.section.why"))
    return (heading, Paragraph(runs=text(words("report.why.intro"), soft=True), style="lead"), *blocks)
