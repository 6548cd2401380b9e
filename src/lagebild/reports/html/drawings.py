"""The state graphs ready for the page: each with the cases it is drawn for, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lagebild.reports.cases import settled_in_words
from lagebild.reports.html import pictures
from lagebild.reports.html.graph import MAX_EDGES, StateGraph
from lagebild.reports.html.lines import Lines
from lagebild.reports.text.moves import move_in_words
from lagebild.solutions import Analysis

MAX_GRAPHS: Final = 4
"""How many state graphs are drawn; cases beyond them are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A state graph with the case it is drawn for, and the same in words."""

    title: str
    svg: Any
    notes: tuple[str, ...]
    nodes: tuple[tuple[str, str, bool, bool], ...]
    """Number, what is the case, whether it can be today, whether it holds."""
    moves: tuple[tuple[str, str, str, str], ...]
    """From, who, what, to."""


def drawings(analysis: Analysis, graphs: Iterable[StateGraph], lines: Lines, inks: Mapping[str, pictures.Ink]) -> list[Drawing]:
    """The first few graphs, drawn."""
    return [_drawing(analysis, graph, lines, inks, number) for number, graph in enumerate(list(graphs)[:MAX_GRAPHS])]


def _drawing(analysis: Analysis, graph: StateGraph, lines: Lines, inks: Mapping[str, pictures.Ink], number: int) -> Drawing:
    words, model = lines.words, graph.model
    cases = [analysis.solutions[case].case for case in graph.cases]
    settled = settled_in_words(analysis.situation, cases, words) if len(cases) < len(analysis.solutions) else []
    said = [words.state(model, node.position) for node in graph.nodes]
    labels = [str(node.labels[0]) for node in graph.nodes]
    moves = tuple(
        (labels[edge.origin], lines.name(edge.mover), move_in_words(words, model, edge.here, edge.there), labels[edge.target])
        for edge in graph.edges
    )
    holding = sum(node.holds for node in graph.nodes)
    texts = pictures.Texts(
        title=words("report.graph.title"),
        description=words("report.graph.description", nodes=len(graph.nodes), edges=len(graph.edges), holding=holding),
        nodes=[f"{label}: {text}" for label, text in zip(labels, said, strict=True)],
        edges=[f"{who}: {what} ({here} → {there})" for here, who, what, there in moves],
    )
    return Drawing(
        title="; ".join(settled),
        svg=pictures.state_graph_svg(graph, inks, texts, words, f"graph-{number}"),
        notes=tuple(_notes(graph, lines)),
        nodes=tuple(
            (", ".join(map(str, node.labels)), text, node.today, node.holds)
            for node, text in zip(graph.nodes, said, strict=True)
        ),
        moves=moves,
    )


def _notes(graph: StateGraph, lines: Lines) -> Iterable[str]:
    """What the picture leaves out."""
    for key, count in (("hidden-edges", graph.hidden_edges), ("hidden-nodes", graph.hidden_nodes)):
        if count:
            yield lines.words.several(f"report.graph.{key}", count)
    if len(graph.edges) > MAX_EDGES:
        yield lines.words("report.graph.crowded")
    if graph.elsewhere:
        yield lines.words("report.graph.elsewhere")
