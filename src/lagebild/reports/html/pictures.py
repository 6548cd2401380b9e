"""Pictures drawn by hand as SVG: the state graph, layered by the least number of improvements from today.

Colours come from the page's style sheet, so that light, dark and print each have their own; nothing is told by colour alone:
every decision maker has a dash and a letter too, today and what holds have a border and a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from lagebild.analyses.groups import Mark, Thing
from lagebild.reports.html.graph import MAX_EDGES, Edge, Node, StateGraph
from lagebild.reports.words import Words

DOT: Final = 9
PER_ROW: Final = 8
GAP_X: Final = 78
GAP_Y: Final = 26
MARGIN: Final = 14
TOP: Final = 30
CHARACTER: Final = 6.6
"""About how wide a character of the label is."""
SWEEPS: Final = 6
"""How often the order within the layers is improved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """How a decision maker is drawn: ``number`` picks colour and dash, ``letter`` stands on its arrows."""

    number: int
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What the picture says in words: the parts of a tooltip for nodes and edges, title and description."""

    title: str
    description: str
    nodes: Sequence[str]
    edges: Sequence[str]


def inks(names: Mapping[str, str]) -> dict[str, Ink]:
    """Letters and colours: the first capital of each name that is still free, else the next free letter."""
    found: dict[str, Ink] = {}
    used: set[str] = set()
    for number, (key, name) in enumerate(names.items()):
        capitals = [c for c in name if c.isupper()] + [c.upper() for c in name if c.isalpha()]
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        letter = next((c for c in (*capitals, *alphabet) if c not in used and len(c) == 1), str(number + 1))
        used.add(letter)
        found[key] = Ink(number=number % 8, letter=letter)
    return found


def state_graph_svg(graph: StateGraph, ink: Mapping[str, Ink], texts: Texts, words: Words, name: str) -> Markup:
    """The picture. ``name`` keeps its ids apart from those of other pictures on the page."""
    return _Picture(graph, ink, texts, words, name).drawn()


class _Picture:
    def __init__(self, graph: StateGraph, ink: Mapping[str, Ink], texts: Texts, words: Words, name: str) -> None:
        self.graph, self.ink, self.texts, self.words, self.name = graph, ink, texts, words, name
        rows = -(-len(graph.things) // PER_ROW)
        columns = min(len(graph.things), PER_ROW)
        longest = max((len(self.label(node)) for node in graph.nodes), default=1)
        self.width = max(columns * (DOT + 3) + 15, int(longest * CHARACTER) + 18, 58)
        self.height = 24 + rows * (DOT + 3) + (4 if rows else 0)
        self.bands = [[n for n, node in enumerate(graph.nodes) if node.reached is reached] for reached in (True, False)]
        self.places = self._places()
        # Where much is drawn, what leads back is said at the box, and only the shortest ways to what holds are strong.
        self.crowded = len(graph.edges) > MAX_EDGES

    def label(self, node: Node) -> str:
        """The number of the state, and how many more look like it."""
        more = f" +{len(node.labels) - 1}" if len(node.labels) > 1 else ""
        return f"{node.labels[0]}{more}"

    # --- where everything goes -------------------------------------------------------------------------------------

    def _places(self) -> dict[int, tuple[float, float]]:
        found: dict[int, tuple[float, float]] = {}
        top = float(TOP)
        for band in self.bands:
            columns = self._columns(band)
            tallest = max((len(column) for column in columns), default=0)
            for number, column in enumerate(columns):
                above = (tallest - len(column)) * (self.height + GAP_Y) / 2
                for row, node in enumerate(column):
                    found[node] = (MARGIN + number * (self.width + GAP_X), top + above + row * (self.height + GAP_Y))
            if tallest:
                top += tallest * (self.height + GAP_Y) + TOP
        self.bottom = top - TOP
        return found

    def _columns(self, band: list[int]) -> list[list[int]]:
        """The nodes of a band by layer, in an order in which few edges cross (barycentres, swept back and forth)."""
        layers: dict[int, list[int]] = {}
        for node in band:
            layers.setdefault(self.graph.nodes[node].layer, []).append(node)
        columns = [layers[layer] for layer in sorted(layers)]
        if len(columns) == 1 and len(columns[0]) > 6 and not self.graph.nodes[band[0]].reached:
            # Outcomes that nothing leads to have no order: side by side they take less room.
            per = 6
            return [columns[0][start::per] for start in range(min(per, len(columns[0])))]
        neighbours: dict[int, list[int]] = {node: [] for node in band}
        for edge in self.graph.edges:
            if edge.onward and edge.origin in neighbours and edge.target in neighbours:
                neighbours[edge.origin].append(edge.target)
                neighbours[edge.target].append(edge.origin)
        rank = {node: float(row) - len(column) / 2 for column in columns for row, node in enumerate(column)}
        for sweep in range(SWEEPS):
            for column in columns if sweep % 2 == 0 else reversed(columns):
                layer = self.graph.nodes[column[0]].layer + (-1 if sweep % 2 == 0 else 1)
                wanted = {}
                for node in column:
                    beside = [rank[other] for other in neighbours[node] if self.graph.nodes[other].layer == layer]
                    wanted[node] = sum(beside) / len(beside) if beside else rank[node]
                column.sort(key=lambda node: (wanted[node], node))
                rank.update({node: row - len(column) / 2 for row, node in enumerate(column)})
        return columns

    # --- drawing ---------------------------------------------------------------------------------------------------

    def drawn(self) -> Markup:
        width = max((x for x, _ in self.places.values()), default=0) + self.width + MARGIN + 26
        height = self.bottom + 26
        body = Markup("").join(
            [
                self._markers(),
                *self._headings(),
                *(self._edge(number, edge) for number, edge in enumerate(self.graph.edges)),
                *(self._node(number, node) for number, node in enumerate(self.graph.nodes)),
            ]
        )
        return Markup(
            '<svg class="state-graph" role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {w} {h}" '
            'width="{w}" height="{h}" xmlns="http://www.w3.org/2000/svg">'
            '<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>{body}</svg>'
        ).format(
            name=self.name, w=round(width), h=round(height), title=self.texts.title,
            description=self.texts.description, body=body,
        )  # fmt: skip

    def _markers(self) -> Markup:
        """An arrow head per colour."""
        heads = Markup("").join(
            Markup(
                '<marker id="{name}-head-{n}" viewBox="0 0 8 8" refX="7.4" refY="4" markerWidth="7" markerHeight="7" '
                'orient="auto-start-reverse"><path d="M0 0.6 L8 4 L0 7.4 Z" class="dm-fill-{n}"/></marker>'
            ).format(name=self.name, n=number)
            for number in sorted({ink.number for ink in self.ink.values()})
        )
        return Markup("<defs>{}</defs>").format(heads)

    def _headings(self) -> list[Markup]:
        """Over every layer how many improvements it takes; a word over what nothing leads to."""
        found: list[Markup] = []
        text = Markup('<text class="layer" x="{x}" y="{y}">{text}</text>')
        reached, unreached = self.bands
        for layer in sorted({self.graph.nodes[node].layer for node in reached}):
            x = min(self.places[n][0] for n in reached if self.graph.nodes[n].layer == layer) + self.width / 2
            said = self.words("report.graph.today") if layer == 0 else self.words.several("report.graph.steps", layer)
            found.append(text.format(x=round(x, 1), y=15, text=said))
        if unreached and reached:
            y = min(self.places[n][1] for n in unreached) - 11
            said = self.words("report.graph.unreached")
            found.append(
                Markup('<text class="layer start" x="{x}" y="{y}">{text}</text>').format(x=MARGIN, y=round(y), text=said)
            )
        return found

    def _edge(self, number: int, edge: Edge) -> Markup:
        ink = self.ink[edge.mover]
        if self.crowded and self._leads_far_back(edge):
            return self._stub(number, edge)
        path, x, y = self._curve(edge)
        letter = Markup('<text x="{x}" y="{y}" class="letter dm-fill-{n}">{letter}</text>').format(
            x=round(x, 1), y=round(y + 3.5, 1), n=ink.number, letter=ink.letter
        )
        manner = "" if edge.onward else " aside"
        if self.crowded and edge.onward and not edge.way:
            manner = " byway"
        return Markup(
            '<g class="edge dm-{n}{faint}"><title>{title}</title>'
            '<path d="{path}" class="dm-stroke-{n}" marker-end="url(#{name}-head-{n})"/>{letter}</g>'
        ).format(
            n=ink.number, faint=manner, title=self.texts.edges[number], path=path, name=self.name,
            letter=letter if self._lettered(edge) else "",
        )  # fmt: skip

    def _lettered(self, edge: Edge) -> bool:
        """Where much is drawn, of several arrows of one mover from one box the middle one has the letter."""
        if not self.crowded:
            return True
        bundle = [e for e in self.graph.edges if e.origin == edge.origin and e.mover == edge.mover and e.onward == edge.onward]
        return edge is bundle[len(bundle) // 2]

    def _leads_far_back(self, edge: Edge) -> bool:
        (x1, y1), (x2, y2) = self.places[edge.origin], self.places[edge.target]
        near = x1 == x2 and abs(y1 - y2) < 1.5 * (self.height + GAP_Y)
        return not edge.onward and not near

    def _stub(self, number: int, edge: Edge) -> Markup:
        """An arrow too long to be followed: a short one at its box that names where it leads."""
        ink, (x, y) = self.ink[edge.mover], self.places[edge.origin]
        before = [e for e in self.graph.edges if e.origin == edge.origin and self._leads_far_back(e)].index(edge)
        x, y = x + self.width, y + self.height / 2 + before * 13
        said = f"{ink.letter} {self.graph.nodes[edge.target].labels[0]}"
        return Markup(
            '<g class="edge stub dm-{n}"><title>{title}</title>'
            '<path d="M{x} {y} h16" class="dm-stroke-{n}" marker-end="url(#{name}-head-{n})"/>'
            '<text x="{at}" y="{below}" class="letter dm-fill-{n}">{said}</text></g>'
        ).format(
            n=ink.number, title=self.texts.edges[number], x=round(x, 1), y=round(y, 1), name=self.name,
            at=round(x + 20 + len(said) * CHARACTER / 2, 1), below=round(y + 3.5, 1), said=said,
        )  # fmt: skip

    def _curve(self, edge: Edge) -> tuple[str, float, float]:
        """The path of an edge and where its letter goes. Onward from side to side, else round the outside."""
        (x1, y1), (x2, y2) = self.places[edge.origin], self.places[edge.target]
        middle = self.height / 2
        if x2 > x1:
            return self._across(edge, x1 + self.width, y1 + middle, x2, y2 + middle)
        if x1 == x2:
            side = x1 + self.width
            bulge = 18 + min(abs(y2 - y1), 160) / 8
            bend = side + bulge
            start, end = y1 + middle, y2 + middle
            path = f"M{side} {start + 5:.1f} C{bend} {start:.1f} {bend} {end:.1f} {side} {end - 5:.1f}"
            return path, side + bulge * 0.75, (y1 + y2) / 2 + middle
        below = max(y1, y2) + self.height + 16
        start, end = x1 + self.width / 2, x2 + self.width / 2
        path = f"M{start} {y1 + self.height} C{start} {below:.1f} {end} {below:.1f} {end} {y2 + self.height}"
        return path, (start + end) / 2, below - 5

    def _across(self, edge: Edge, x1: float, y1: float, x2: float, y2: float) -> tuple[str, float, float]:
        twins = [e for e in self.graph.edges if e.origin == edge.origin and e.target == edge.target]
        shift = (twins.index(edge) - (len(twins) - 1) / 2) * 12
        leaving = [e for e in self.graph.edges if e.origin == edge.origin and e.onward]
        # Letters of edges that leave together stand at different lengths, so that they can be told apart.
        along = 0.5 if len(leaving) < 2 else 0.34 + 0.3 * (leaving.index(edge) % 3) / 2 if edge in leaving else 0.5
        bend = min(x2 - x1, GAP_X * 1.4) / 2
        points = [(x1, y1 + shift / 2), (x1 + bend, y1 + shift), (x2 - bend, y2 + shift), (x2, y2 + shift / 2)]
        path = "M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*(c for point in points for c in point))
        x, y = _on_curve(points, along)
        return path, x, y

    def _node(self, number: int, node: Node) -> Markup:
        x, y = self.places[number]
        classes = " ".join(["node", *(["today"] if node.today else []), *(["holds"] if node.holds else [])])
        star = Markup("")
        if node.holds:
            star = Markup('<rect class="inner" x="3" y="3" width="{w}" height="{h}" rx="4"/>').format(
                w=self.width - 6, h=self.height - 6
            )
        dots = Markup("").join(
            self._dot(index, thing, mark)
            for index, (thing, mark) in enumerate(zip(self.graph.things, node.marks, strict=bool(node.marks)))
        )
        return Markup(
            '<g class="{classes}" transform="translate({x} {y})"><title>{title}</title>'
            '<rect class="box" width="{w}" height="{h}" rx="6"/>{star}'
            '<text x="{middle}" y="17" class="label">{label}</text>{dots}</g>'
        ).format(
            classes=classes, x=round(x, 1), y=round(y, 1), title=self.texts.nodes[number], w=self.width, h=self.height,
            star=star, middle=self.width / 2, label=self.label(node), dots=dots,
        )  # fmt: skip

    def _dot(self, index: int, thing: Thing, mark: Mark) -> Markup:
        row, column = divmod(index, PER_ROW)
        in_row = min(PER_ROW, len(self.graph.things) - row * PER_ROW)
        left = (self.width - in_row * (DOT + 3) + 3) / 2
        return dot(left + column * (DOT + 3), 24 + row * (DOT + 3), mark.kind, self.ink[thing.owners[0]].number)


def dot(x: float, y: float, kind: str, number: int) -> Markup:
    """A mark as in the options table.

    Taken full, offered half, ready a dot in a box, any a half diamond, either a bar, not taken a small ring.
    """
    shape = {
        "taken": '<rect width="{d}" height="{d}" rx="1.5" class="dm-fill-{n}"/>',
        "offered": '<rect x="0.75" y="0.75" width="{i}" height="{i}" rx="1.5" class="dm-line-{n}"/>'
        '<path d="M0.75 {d} L{d} {d} L{d} 0.75 Z" class="dm-fill-{n}"/>',
        "ready": '<rect x="0.75" y="0.75" width="{i}" height="{i}" rx="1.5" class="dm-line-{n}"/>'
        '<circle cx="4.5" cy="4.5" r="1.8" class="dm-fill-{n}"/>',
        "any": '<path d="M4.5 0.4 L8.6 4.5 L4.5 8.6 L0.4 4.5 Z" class="dm-line-{n}"/>'
        '<path d="M4.5 0.4 L8.6 4.5 L4.5 8.6 Z" class="dm-fill-{n}"/>',
        "either": '<path d="M1 4.5 H8" class="dm-line-{n}"/>',
    }.get(kind, '<circle cx="4.5" cy="4.5" r="1.5" class="dm-line-{n} thin"/>')
    inner = Markup(shape).format(d=DOT, i=DOT - 1.5, n=number)
    return Markup('<g transform="translate({} {})">{}</g>').format(round(x, 1), round(y, 1), inner)


def mark_svg(kind: str, number: int, said: str = "") -> Markup:
    """A mark on its own, with what it means for those who cannot see it (none where the words stand beside it)."""
    name = Markup('role="img" aria-label="{}"').format(said) if said else Markup('aria-hidden="true"')
    return Markup('<svg class="mark" viewBox="-1 -1 11 11" width="15" height="15" {}>{}</svg>').format(
        name, dot(0, 0, kind, number)
    )


def line_svg(number: int) -> Markup:
    """A piece of a decision maker's arrow, for the legend."""
    return Markup(
        '<svg class="sample" viewBox="0 0 34 10" width="34" height="10" aria-hidden="true">'
        '<path d="M1 5 H33" class="dm-stroke-{}"/></svg>'
    ).format(number)


def _on_curve(points: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """The point at ``t`` of a Bezier curve (de Casteljau)."""
    while len(points) > 1:
        points = [((1 - t) * a + t * c, (1 - t) * b + t * d) for (a, b), (c, d) in pairwise(points)]
    return points[0]
