"""Where today leads: the state graph as a picture that stands alone, and the same in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import Block, Cell, Heading, Paragraph, Picture, Runs, Table, Text
from lagebild.reports.document.runs import joined, text
from lagebild.reports.html.drawings import Drawing, drawings
from lagebild.reports.html.graph import StateGraph, state_graphs
from lagebild.reports.words import Words

FONTS: Final = "'Libertinus Serif', 'DejaVu Sans', 'Segoe UI', Arial, sans-serif"
"""In which fonts a picture is lettered; the first is one that every PDF can embed."""


def graph(material: Material) -> tuple[Block, ...]:
    """The easiest to read of the state graphs; how many further ones there are."""
    words = material.words
    unwanted = [option.option for option in material.guessed.audit.unwanted]
    things = tuple(thing for thing in material.groups.things if thing.key not in unwanted)
    found = state_graphs(material.analysis.solutions, things, unwanted, material.concept)
    heading = Heading(text=words("report.section.paths"))
    if not found:
        return (heading, Paragraph(runs=text(words("report.graph.none"))))
    (drawing,) = drawings(material.analysis, found[:1], material.lines, material.inks)
    blocks: list[Block] = [heading, Paragraph(runs=text(words("report.graph.intro")), style="lead")]
    blocks += [_picture(drawing, words), Paragraph(runs=_legend(material, found[0]), style="small")]
    if len(found) > 1:
        blocks.append(Paragraph(runs=text(words.several("document.graph.further", len(found) - 1)), style="small"))
    return tuple(blocks)


def _legend(material: Material, graph: StateGraph) -> Runs:
    words = material.words
    parts = [
        (words("report.graph.legend"), ", ".join(f"{i.letter} {material.lines.name(dm)}" for dm, i in material.inks.items())),
        (words("report.graph.legend-states"), f"{words('report.graph.legend-today')}, {words('report.graph.legend-holds')}"),
    ]
    if graph.things:
        names = "; ".join(f"{number} {material.lines.name(thing.key)}" for number, thing in enumerate(graph.things, start=1))
        parts.append((words("report.graph.legend-options"), names))
    return joined((Text(text=f"{lead}: ", bold=True), *text(f"{said}.")) for lead, said in parts)


def _picture(drawing: Drawing, words: Words) -> Picture:
    counts = {"nodes": len(drawing.nodes), "edges": len(drawing.moves), "holding": sum(node[3] for node in drawing.nodes)}
    moves = "; ".join(f"{here} → {there} ({who})" for here, who, _, there in drawing.moves)
    case = f"{words('report.graph.case', case=drawing.title)}." if drawing.title else words("report.graph.every-case")
    return Picture(
        svg=standing_alone(str(drawing.svg)),
        alternative=f"{words('document.graph.alternative', **counts)} {moves}.",
        in_words=_in_words(drawing, words),
        caption=" ".join([case, *drawing.notes]),
    )


def _in_words(drawing: Drawing, words: Words) -> tuple[Block, ...]:
    """States and improvements as tables."""

    def table(key: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]) -> Table:
        return Table(
            caption=words(f"report.graph.{key}"),
            header=tuple(Cell(runs=text(words(f"report.graph.{column}"))) for column in columns),
            rows=tuple(
                (Cell(runs=text(name), heading=True), *(Cell(runs=text(cell)) for cell in rest)) for name, *rest in rows
            ),
            widths=widths,
        )

    states = [
        (label, state, ", ".join(words(f"report.graph.{key}") for key, so in (("today", today), ("holds", holds)) if so))
        for label, state, today, holds in drawing.nodes
    ]
    return (
        table("states-table", ("number", "case-is", "standing"), states, (1.5, 7, 1.5)),
        table("moves-table", ("from", "who", "what", "to"), drawing.moves, (1, 2, 6, 1)),
    )


# --- a picture that stands alone ---------------------------------------------------------------------------------------


def standing_alone(svg: str) -> str:
    """A picture of the page with the page's style for print inside it, so that it needs nothing else."""
    return re.sub(r"(<svg[^>]*>)", lambda found: f"{found[1]}<style>{_style()}</style>", svg, count=1)


@cache
def _style() -> str:
    """The rules of the page's style sheet for pictures, with the colours that it has on paper."""
    sheet = resources.files("lagebild.reports.html").joinpath("style.css").read_text(encoding="utf-8")
    screen, _, paper = sheet.partition("@media print")
    colours = dict(re.findall(r"--([\w-]+): ([^;]+);", screen.partition("@media")[0]))
    colours.update(re.findall(r"--([\w-]+): ([^;]+);", paper.partition("}")[0]))
    colours["sans"] = FONTS
    rules = [
        re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found[1]], rule)
        for rule in screen.partition("/* --- the state graph --- */")[2].split("\n")
        if re.match(r"\.(state-graph|node|edge|letter|thin|dm-)", rule) and ":hover" not in rule
    ]
    return " ".join(rules)
