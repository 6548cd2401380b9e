"""What a state graph shows: where improvements lead from today; states that nothing tells apart are drawn as one.

States are drawn as one where nothing tells them apart: they differ only in options on which nobody's wants depend, and the
same improvements of the same decision makers lead from them to states that are alike in turn (a bisimulation, found by
refining a partition until nothing changes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lagebild.analyses.groups import Mark, Thing, mark_of, reached_by_improvements, statuses
from lagebild.model import ConflictModel
from lagebild.solutions import Solution

MAX_NODES = 60
"""More than this nobody can read."""

MAX_EDGES = 20
"""Up to this many improvements all are drawn; beyond it those that lead one step further from today, and one from every
node that would else look as if it held."""

MAX_SMALL = 16
"""Up to this many nodes the states that today does not lead to are drawn too."""

MAX_MERGED = 4096
"""Up to this many states it is worked out which are alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """States drawn as one. ``layer``: the least number of improvements from today; ``reached``: whether there are any."""

    labels: tuple[int | str, ...]
    position: int
    """One of them, as an example."""
    marks: tuple[Mark, ...]
    today: bool
    holds: bool
    reached: bool
    layer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An improvement of ``mover`` between two nodes, by their index; from ``here`` to ``there`` as an example."""

    origin: int
    target: int
    mover: str
    here: int
    there: int
    onward: bool
    """Whether it leads one layer further."""
    way: bool = False
    """Whether it lies on a shortest way from today to something that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateGraph:
    """A drawing of one case, or of several that look the same."""

    model: ConflictModel
    things: tuple[Thing, ...]
    """The options that tell the drawn states apart."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden_nodes: int
    """How many further nodes today leads to."""
    hidden_edges: int
    elsewhere: bool
    """Whether outcomes hold that today does not lead to and that are not drawn."""
    cases: tuple[int, ...] = ()

    @property
    def signature(self) -> object:
        """Equal for drawings that look the same."""
        nodes = tuple((node.labels, node.today, node.holds, node.layer, node.reached) for node in self.nodes)
        return nodes, tuple((edge.origin, edge.target, edge.mover) for edge in self.edges), self.hidden_nodes


def state_graphs(
    solutions: Sequence[Solution], things: tuple[Thing, ...], unwanted: Iterable[str], concept: str
) -> tuple[StateGraph, ...]:
    """One drawing per case, cases that look the same together; none where there are too many states to search."""
    found: dict[object, StateGraph] = {}
    for number, solution in enumerate(solutions):
        graph = state_graph(solution, things, unwanted, concept)
        if graph is None:
            return ()
        known = found.get(graph.signature, graph)
        found[graph.signature] = replace(known, cases=(*known.cases, number))
    # The picture that is easiest to read comes first.
    return tuple(sorted(found.values(), key=lambda graph: (len(graph.nodes), graph.cases)))


def state_graph(solution: Solution, things: tuple[Thing, ...], unwanted: Iterable[str], concept: str) -> StateGraph | None:
    """The drawing of one case."""
    reached = reached_by_improvements(solution.model)
    if reached is None:
        return None
    return _Drawing(solution, things, frozenset(unwanted), concept, np.flatnonzero(reached).tolist()).graph()


class _Drawing:
    def __init__(
        self, solution: Solution, things: tuple[Thing, ...], unwanted: frozenset[str], concept: str, reached: list[int]
    ) -> None:
        self.solution, self.model, self.things = solution, solution.model, things
        self.holds = solution.is_equilibrium(concept)
        self.reached = set(reached)
        # Where little is drawn, what today does not lead to is drawn too; without a today, what holds.
        others = np.ones(self.model.count, dtype=np.bool_) if self.model.count <= MAX_SMALL else self.holds & (not reached)
        self.others = [position for position in np.flatnonzero(others).tolist() if position not in self.reached]
        self.today = set(self.model.status_quo)
        self.kept = self._mask(unwanted)

    def _mask(self, unwanted: frozenset[str]) -> int:
        if self.model.is_graph:
            return -1
        return sum(1 << number for number, key in enumerate(self.model.option_keys) if key not in unwanted)

    def graph(self) -> StateGraph:
        positions = [*self.reached, *self.others]
        steps = {position: self._improvements(position) for position in positions}
        class_of = self._classes(positions, steps)
        members: dict[int, list[int]] = {}
        for position in sorted(positions):
            members.setdefault(class_of[position], []).append(position)
        edges = self._edges(steps, class_of)
        layers = self._layers(class_of, edges)
        drawn = self._drawn(members, edges, layers)
        index = {class_: number for number, class_ in enumerate(drawn)}
        shown = {key: step for key, step in edges.items() if key[0] in index and key[2] in index}
        onward = {key for key in shown if layers[key[2]] == layers[key[0]] + 1}
        chosen = (
            shown if len(shown) <= MAX_EDGES else {key: shown[key] for key in (*onward, *self._leaving(shown, onward, members))}
        )
        ways = self._ways(onward, members)
        nodes = tuple(self._node(members[class_], layers[class_]) for class_ in drawn)
        reached = {class_of[position] for position in self.reached}
        return StateGraph(
            model=self.model,
            things=self.things,
            nodes=nodes,
            edges=tuple(
                Edge(
                    origin=index[origin], target=index[target], mover=mover, here=here, there=there,
                    onward=(origin, mover, target) in onward, way=(origin, mover, target) in ways,
                )
                for (origin, mover, target), (here, there) in sorted(chosen.items(), key=lambda item: item[1])
            ),
            hidden_nodes=len(reached - set(drawn)),
            hidden_edges=len(shown) - len(chosen),
            elsewhere=bool(self.holds.sum() > sum(self.holds[position] for position in positions)),
        )  # fmt: skip

    def _ways(self, onward: set[tuple[int, str, int]], members: Mapping[int, list[int]]) -> set[tuple[int, str, int]]:
        """Those of the onward improvements that lie on a shortest way from today to what holds."""
        ends = {c for c, positions in members.items() if positions[0] in self.reached and self.holds[positions[0]]}
        found: set[tuple[int, str, int]] = set()
        while more := {key for key in onward if key[2] in ends and members[key[0]][0] in self.reached} - found:
            found |= more
            ends |= {origin for origin, _, _ in more}
        return found

    def _leaving(
        self, shown: Iterable[tuple[int, str, int]], onward: set[tuple[int, str, int]], members: Mapping[int, list[int]]
    ) -> Iterable[tuple[int, str, int]]:
        """Of every node that no onward improvement leaves one all the same, to something that holds if it can be."""
        left = {origin for origin, _, _ in onward}
        found: dict[int, tuple[int, str, int]] = {}
        for key in sorted(shown, key=lambda key: (not self.holds[members[key[2]][0]], key)):
            if key[0] not in left:
                found.setdefault(key[0], key)
        return found.values()

    def _improvements(self, position: int) -> list[tuple[str, int]]:
        wanted = self.reached.union(self.others)
        return [
            (mover, target)
            for mover in self.model.decision_makers
            for target in self.model.improvements_from(mover, position).tolist()
            if target in wanted
        ]

    def _classes(self, positions: list[int], steps: Mapping[int, list[tuple[str, int]]]) -> dict[int, int]:
        """Per position the number of the node that it is drawn in."""
        if len(positions) > MAX_MERGED or self.model.is_graph:
            return {position: number for number, position in enumerate(sorted(positions))}
        first: dict[object, int] = {}
        classes = {
            p: first.setdefault((int(self.model.states[p]) & self.kept, self._standing(p)), len(first))
            for p in sorted(positions)
        }
        while True:
            finer: dict[object, int] = {}
            refined = {
                p: finer.setdefault((classes[p], frozenset((mover, classes[t]) for mover, t in steps[p])), len(finer))
                for p in sorted(positions)
            }
            if len(finer) == len(set(classes.values())):
                return classes
            classes = refined

    def _standing(self, position: int) -> tuple[bool, bool, bool]:
        return bool(self.holds[position]), position in self.today, position in self.reached

    def _edges(
        self, steps: Mapping[int, list[tuple[str, int]]], class_of: Mapping[int, int]
    ) -> dict[tuple[int, str, int], tuple[int, int]]:
        """Improvements between nodes with an example, the one that changes fewest options."""
        found: dict[tuple[int, str, int], tuple[int, int]] = {}
        for position, targets in sorted(steps.items()):
            for mover, target in targets:
                key = (class_of[position], mover, class_of[target])
                if key not in found or self._changed(position, target) < self._changed(*found[key]):
                    found[key] = (position, target)
        return found

    def _changed(self, here: int, there: int) -> int:
        if self.model.is_graph:
            return 1
        return (int(self.model.states[here]) ^ int(self.model.states[there])).bit_count()

    def _layers(self, class_of: Mapping[int, int], edges: Mapping[tuple[int, str, int], object]) -> dict[int, int]:
        """Per node the least number of improvements from today; nodes today does not lead to are layered among themselves."""
        layers: dict[int, int] = {}
        _spread(layers, {class_of[p] for p in self.today}, edges)
        rest = {class_of[p] for p in (*self.others, *self.reached)} - set(layers)
        inner = {key: None for key in edges if key[0] in rest and key[2] in rest}
        entered = {target for _, _, target in inner}
        _spread(layers, {class_ for class_ in rest if class_ not in entered}, inner)
        for class_ in rest:
            layers.setdefault(class_, 0)
        return layers

    def _drawn(
        self, members: Mapping[int, list[int]], edges: Mapping[tuple[int, str, int], object], layers: Mapping[int, int]
    ) -> list[int]:
        """The nodes to draw, in order; where there are too many, today and the shortest ways to what holds, nearest first."""
        ordered = sorted(members, key=lambda c: (members[c][0] not in self.reached, layers[c], members[c][0]))
        if len(ordered) <= MAX_NODES:
            return ordered
        before: dict[int, int] = {}
        for origin, _, target in edges:
            if layers[target] == layers[origin] + 1:
                before.setdefault(target, origin)
        chosen = {c for c in ordered if self.today.intersection(members[c])}
        for class_ in ordered:
            if not self.holds[members[class_][0]]:
                continue
            way = {class_}
            at = class_
            while at in before and at not in chosen:
                at = before[at]
                way.add(at)
            if len(chosen | way) <= MAX_NODES:
                chosen |= way
        return [class_ for class_ in ordered if class_ in chosen]

    def _node(self, members: list[int], layer: int) -> Node:
        rows = statuses(self.model, self.things, np.array(members, dtype=np.int64)) if self.things else None
        marks = () if rows is None else tuple(
            mark_of(thing, set(rows[:, index].tolist())) for index, thing in enumerate(self.things)
        )  # fmt: skip
        return Node(
            labels=tuple(self.model.label(position) for position in members),
            position=members[0],
            marks=marks,
            today=bool(self.today.intersection(members)),
            holds=bool(self.holds[members[0]]),
            reached=members[0] in self.reached,
            layer=layer,
        )


def _spread(layers: dict[int, int], start: set[int], edges: Mapping[tuple[int, str, int], object]) -> None:
    """Breadth first: the least number of steps from ``start``."""
    following: dict[int, list[int]] = {}
    for origin, _, target in edges:
        following.setdefault(origin, []).append(target)
    front, depth = sorted(start), 0
    while front:
        for class_ in front:
            layers.setdefault(class_, depth)
        depth += 1
        front = sorted({target for class_ in front for target in following.get(class_, ()) if target not in layers})
