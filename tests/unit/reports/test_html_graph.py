"""The drawn state graph: layers from today, alike states as one, and what is left out is counted."""

import re
from dataclasses import replace

import pytest

import lagebild as lb
from lagebild.analyses.groups import things_of
from lagebild.reports.html import graph as drawing
from lagebild.reports.html import pictures
from lagebild.reports.html.graph import Edge, StateGraph, state_graphs
from lagebild.reports.html.pictures import Texts, inks, state_graph_svg
from lagebild.reports.words import Words

# One goes first, the other follows; the flag matters to nobody.
TWO_STEPS = """
lagebild: 1
title: Two steps
decision-makers:
  first:
    name: First
    options: {go: go, flag: wave}
    wants: [go]
  second:
    name: Second
    options: {follow: follow}
    wants: [follow if go, not follow]
today: {go: no, flag: unknown}
"""


def graph_of(text: str, unwanted: tuple[str, ...] = ()) -> StateGraph:
    analysis = lb.solve(lb.loads(text))
    situation = analysis.situation
    things = tuple(t for t in things_of(situation.options, situation.joint_options) if t.key not in unwanted)
    (found,) = state_graphs(analysis.solutions, things, unwanted, "seq")
    return found


def test_states_that_differ_in_what_nobody_wants_are_one_box() -> None:
    found = graph_of(TWO_STEPS, ("first.flag",))
    reached = [node for node in found.nodes if node.reached]
    assert [(node.labels, node.layer, node.today, node.holds) for node in reached] == [
        ((0, 2), 0, True, False),
        ((1, 3), 1, False, False),
        ((5, 7), 2, False, True),
    ]


def test_an_arrow_leads_from_every_box_that_does_not_hold() -> None:
    found = graph_of(TWO_STEPS, ("first.flag",))
    leaving = {edge.origin for edge in found.edges}
    assert all(number in leaving for number, node in enumerate(found.nodes) if not node.holds)


def test_boxes_stay_apart_where_somebody_cares() -> None:
    cares = TWO_STEPS.replace("wants: [go]", "wants: [go, flag]")
    found = graph_of(cares)
    assert all(len(node.labels) == 1 for node in found.nodes)


def test_too_many_boxes_leave_the_shortest_ways_to_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = "\n".join(f"  m{n}:\n    options:\n      o{n}: step {n}\n    wants:\n      - o{n}" for n in range(4))
    monkeypatch.setattr(drawing, "MAX_NODES", 10)
    found = graph_of(f"lagebild: 1\ntitle: Four steps in any order\ndecision-makers:\n{makers}\ntoday:\n  o0: no\n")
    assert [node.labels for node in found.nodes if node.today or node.holds] == [(0,), (15,)]
    assert sorted(node.layer for node in found.nodes) == [0, 1, 2, 3, 4]
    assert found.hidden_nodes == 16 - 5


def test_cases_that_look_the_same_are_one_picture() -> None:
    open_ = TWO_STEPS + "circumstances:\n  rain: open\n"
    analysis = lb.solve(lb.loads(open_))
    situation = analysis.situation
    found = state_graphs(analysis.solutions, things_of(situation.options, ()), (), "seq")
    assert [graph.cases for graph in found] == [(0, 1)]


def test_the_picture_names_its_boxes_and_arrows() -> None:
    found = graph_of(TWO_STEPS, ("first.flag",))
    texts = Texts(
        title="T",
        description="D",
        nodes=[f"node {n}" for n in range(len(found.nodes))],
        edges=[f"<edge {n}>" for n in range(len(found.edges))],
    )
    svg = str(state_graph_svg(found, inks({"first": "First", "second": "Second"}), texts, Words("en"), "g"))
    assert svg.count('class="box"') == len(found.nodes)
    assert svg.count("<title>&lt;edge") == len(found.edges)
    assert re.search(r'role="img" aria-labelledby="g-title g-desc"', svg)


def test_shortest_ways_to_what_holds_are_marked() -> None:
    found = graph_of(TWO_STEPS, ("first.flag",))
    assert [(edge.mover, edge.way) for edge in found.edges if edge.onward] == [("first", True), ("second", True)]
    assert all(not edge.way for edge in found.edges if not edge.onward)


def test_where_much_is_drawn_what_leads_back_names_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = graph_of(TWO_STEPS, ("first.flag",))
    last = next(number for number, node in enumerate(plain.nodes) if node.layer == 2)
    back = Edge(origin=last, target=0, mover="first", here=plain.nodes[last].position, there=0, onward=False)
    found = replace(plain, edges=(*plain.edges, back))
    texts = Texts(title="T", description="D", nodes=[""] * len(found.nodes), edges=[""] * len(found.edges))
    ink = inks({"first": "First", "second": "Second"})
    assert "stub" not in str(state_graph_svg(found, ink, texts, Words("en"), "g"))
    monkeypatch.setattr(pictures, "MAX_EDGES", 0)
    crowded = str(state_graph_svg(found, ink, texts, Words("en"), "g"))
    assert re.search(r'class="edge stub dm-0">.*?>F 0</text>', crowded)


def test_letters_are_different_even_for_like_names() -> None:
    letters = [ink.letter for ink in inks({"a": "Norway", "b": "Nepal", "c": "N", "d": "north"}).values()]
    assert letters[0] == "N"
    assert len(set(letters)) == 4
