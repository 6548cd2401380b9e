"""Equilibria as people look at them: alike ones together, reachable ones first, families of what makes no difference."""

import dataclasses

import pytest
from hypothesis import given, settings

import lagebild as lb
from lagebild.analyses.groups import (
    MAX_REACHED,
    Mark,
    families,
    group_equilibria,
    reached_by_improvements,
    why_they_stay,
)
from lagebild.solutions import analyse
from lagebild.statements import parse
from tests.strategies import situations

TREATY = """
lagebild: 1
title: t
decision-makers:
  north:
    options:
      build: build
      guard:
        needs: treaty
    wants: [build]
  south:
    wants: [treaty]
joint-options:
  treaty:
    by: [north, south]
"""


def test_states_that_differ_only_in_offers_or_in_what_stands_ready_are_one_outcome() -> None:
    groups = group_equilibria(lb.solve(lb.loads(TREATY), "nash"))
    assert [thing.key for thing in groups.things] == ["north.build", "north.guard", "treaty"]
    (group,) = groups.groups
    alone = next(outcome for outcome in group.outcomes if outcome.marks[2].kind != "taken")
    # Building; guarding or not; nobody, north or south offering the treaty: nobody gains by any single move from there ...
    assert alone.marks == (Mark(kind="taken"), Mark(kind="either"), Mark(kind="either"))
    # ... but from an offer of north, south would take it up.
    assert alone.labels == (1, 3, 9, 11)


def test_a_status_tells_ready_from_taken_and_who_offers() -> None:
    analysis = lb.solve(lb.loads(TREATY.replace("wants: [treaty]", "wants: [not treaty]").replace("[build]", "[guard, build]")))
    marks = {o.labels: o.marks for g in group_equilibria(analysis, where=parse("build")).groups for o in g.outcomes}
    assert (1, 3, 5, 7) in marks
    assert marks[(1, 3, 5, 7)][0] == Mark(kind="taken")


def test_graph_form_has_no_things_and_every_state_is_an_outcome() -> None:
    text = "lagebild: 1\ntitle: t\nstates: {s1: {}, s2: {}}\ndecision-makers:\n  a:\n"
    text += "    moves: {s1: [s2]}\n    ranking: [[s1, s2]]\n"
    groups = group_equilibria(lb.solve(lb.loads(text)))
    assert groups.things == ()
    assert [outcome.labels for outcome in groups.groups[0].outcomes] == [("s1",), ("s2",)]
    assert [[o.labels for o in family.outcomes] for family in families(groups.groups[0].outcomes)] == [[("s1",)], [("s2",)]]


def test_today_comes_first_then_what_can_be_reached() -> None:
    text = """
lagebild: 1
title: t
decision-makers:
  a:
    options: {x: x, y: y}
    wants: [x]
  b:
    options: {z: z}
    wants: []
"""
    (group,) = group_equilibria(lb.solve(lb.loads(text + "today: {x: yes, z: yes}\n"), "nash")).groups
    assert [(outcome.labels, outcome.today, outcome.reachable) for outcome in group.outcomes] == [
        ((5,), True, True), ((1,), False, False), ((3,), False, False), ((7,), False, False),
    ]  # fmt: skip
    (group,) = group_equilibria(lb.solve(lb.loads(text + "today: {z: yes}\n"), "nash")).groups
    assert [outcome.labels for outcome in group.outcomes if outcome.reachable] == [(5,), (7,)]


def test_reasons_why_somebody_stays() -> None:
    analysis = lb.solve(lb.loads(TREATY), "nash")
    (group,) = group_equilibria(analysis).groups
    assert dict(why_they_stay(analysis, group.outcomes[0])) == {"north": "content", "south": "content"}
    alone = lb.loads(
        "lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options: {x: x}\n    wants: [x]\n  b:\n    wants: []\n"
    )
    analysis = lb.solve(alone)
    assert dict(why_they_stay(analysis, group_equilibria(analysis).groups[0].outcomes[0])) == {"a": "content", "b": "cannot"}


def test_what_makes_no_difference_becomes_one_family() -> None:
    text = "lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options: {x: x, y: y, z: z}\n    wants: [x]\n"
    text += "rules: [not (y and z)]\n"
    (group,) = group_equilibria(lb.solve(lb.loads(text), "nash")).groups
    found = families(group.outcomes)
    assert [[mark.kind for mark in family.marks] for family in found] == [["taken", "any", "not"], ["taken", "not", "taken"]]


def test_too_many_states_are_not_searched_for_what_can_be_reached() -> None:
    options = ", ".join(f"o{number}: o" for number in range(MAX_REACHED.bit_length()))
    situation = lb.loads(f"lagebild: 1\ntitle: t\ndecision-makers:\n  a:\n    options: {{{options}}}\n    wants: [o0]\n")
    analysis = lb.solve(situation, "nash")
    assert reached_by_improvements(analysis.solutions[0].model) is None
    assert not group_equilibria(analysis, limit=1).reach_known


@settings(max_examples=60, deadline=None)
@given(situations())
def test_every_equilibrium_is_in_exactly_one_outcome_and_one_family(situation: lb.Situation) -> None:
    analysis = analyse(situation)
    groups = group_equilibria(analysis)
    shown = [label for group in groups.groups for outcome in group.outcomes for label in outcome.labels]
    held = {
        label
        for concept in analysis.concepts
        for kind in analysis.by_survival(concept.code)[:2]
        for label in kind
    }  # fmt: skip
    assert len(shown) == len(set(shown))
    assert set(shown) == held
    for group in groups.groups:
        in_families = [outcome for family in families(group.outcomes) for outcome in family.outcomes]
        assert sorted(o.labels for o in in_families) == sorted(o.labels for o in group.outcomes)


@settings(max_examples=60, deadline=None)
@given(situations())
def test_forgetting_the_last_mover_never_changes_what_is_reached(situation: lb.Situation) -> None:
    model = analyse(situation, ["nash"]).solutions[0].model
    reached = reached_by_improvements(model)
    assert reached is not None
    seen = {(position, "") for position in model.status_quo}
    pending = list(seen)
    while pending:
        position, last = pending.pop()
        for mover in model.decision_makers:
            for target in model.improvements_from(mover, position).tolist() if mover != last else ():
                if (target, mover) not in seen:
                    seen.add((target, mover))
                    pending.append((target, mover))
    assert {position for position, _ in seen} == set(reached.nonzero()[0].tolist())


def test_groups_are_frozen() -> None:
    groups = group_equilibria(lb.solve(lb.loads(TREATY)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        groups.case_count = 2  # type: ignore[misc]
