"""Sets of changes: each does it, none of its parts does, and of the small ones none is missing."""

from __future__ import annotations

import itertools

import pytest

from lagebild.analyses.conclusion import conclude
from lagebild.analyses.lever_sets import LeverSet, LeverSets, changed, lever_sets
from lagebild.analyses.levers import LeverChange, Trials
from lagebild.reading import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse
from lagebild.statements import parse

DAM = """
lagebild: 1
title: A dam and a treaty
decision-makers:
  up:
    options:
      build: build the dam
      release: guarantee a flow
    wants:
      - build
      - not sue
      - not release
  down:
    options:
      sue: go to the court
      pay: pay for the flow
    wants:
      - release
      - sue if build
      - not pay
      - not sue
today:
  build: no
"""

THIEF = """
lagebild: 1
title: A thief and a guard
decision-makers:
  thief:
    options:
      steal: steal
    wants:
      - steal
  guard:
    options:
      watch: watch
    wants:
      - not watch
rules:
  - not (steal and watch)
"""


def found(text: str, statement: str, wish: str, **choices: object) -> tuple[Situation, LeverSets]:
    situation = loads(text)
    trials = Trials(analyse(situation, ["nash", "seq"]))
    return situation, lever_sets(trials, parse(statement), wish=wish, **choices)  # type: ignore[arg-type]


def comes_to(situation: Situation, changes: tuple[LeverChange, ...], statement: str) -> tuple[str, ...]:
    """What the statement comes to after the changes, solved from the beginning."""
    for change in changes:
        after = changed(situation, change)
        assert after is not None
        situation = after
    return conclude(analyse(situation, ["seq"]), parse(statement)).values


def parts(one: LeverSet) -> list[tuple[LeverChange, ...]]:
    return [part for size in range(len(one.changes)) for part in itertools.combinations(one.changes, size)]


@pytest.mark.parametrize(("statement", "wish", "value"), [("release", "for", "all"), ("build", "against", "none")])
def test_every_set_does_it_and_no_part_of_it_does(statement: str, wish: str, value: str) -> None:
    situation, sets = found(DAM, statement, wish, largest=2)
    assert sets.complete_to == 2
    assert not sets.interrupted
    assert len({len(one.changes) for one in sets.sets}) == 2
    for one in sets.sets:
        assert comes_to(situation, one.changes, statement) == (value,) == one.after.values
        for part in parts(one):
            assert comes_to(situation, part, statement) != (value,)


def test_of_commitments_no_smallest_pair_is_missing() -> None:
    situation, sets = found(DAM, "release and not build", "for", largest=2)
    commitments = [
        LeverChange(kind=kind, decision_maker=option.owner, option=option.key)
        for option in situation.options
        for kind in ("take", "refuse")
    ]
    expected: set[tuple[LeverChange, ...]] = set()
    for size in (1, 2):
        for chosen in itertools.combinations(commitments, size):
            if len({change.option for change in chosen}) < size or any(set(part) <= set(chosen) for part in expected):
                continue
            if comes_to(situation, chosen, "release and not build") == ("all",):
                expected.add(chosen)
    told = {one.changes for one in sets.sets if {change.kind for change in one.changes} <= {"take", "refuse"}}
    assert {frozenset(one) for one in told} == {frozenset(one) for one in expected}
    assert expected


def test_a_new_want_is_told_with_the_least_important_place_that_does() -> None:
    situation, sets = found(DAM, "build", "against", by=["up"], largest=1)
    (margin,) = [change for change in sets.margins if change.kind == "wish"]
    values = {
        to: comes_to(situation, (LeverChange(kind="wish", decision_maker="up", statement=margin.statement, to=to),), "build")
        for to in range(1, 5)
    }
    assert values[margin.to] == ("none",)
    assert all(value != ("none",) for to, value in values.items() if to > margin.to)


def test_a_rule_that_stands_in_the_way_is_found() -> None:
    _, sets = found(THIEF, "watch and steal", "for", largest=2)
    assert all(any(change.rule == "rules.1" for change in one.changes) for one in sets.sets)
    assert sets.sets


def test_only_those_who_are_asked_change_anything_and_no_rules_then() -> None:
    _, sets = found(DAM, "build", "against", by=["down"], largest=2)
    assert {change.decision_maker for one in (*sets.sets, *sets.nearer) for change in one.changes} <= {"down"}


def test_what_is_so_already_needs_nothing() -> None:
    _, sets = found(DAM, "build", "for")
    assert sets.reached
    assert sets.sets == ()
    assert sets.tried == 0


def test_the_search_stops_with_what_it_has() -> None:
    def stop(done: int, total: int) -> None:
        if done > 3:
            raise KeyboardInterrupt

    _, sets = found(DAM, "build", "against", progress=stop)
    assert sets.interrupted
    assert 0 < sets.tried <= 4
    assert sets.complete_to == 0
    assert found(DAM, "build", "against", seconds=0.0)[1].tried == 0


def test_an_analysis_of_more_concepts_gives_the_same_sets() -> None:
    situation = loads(DAM)
    few, all_of_them = (
        lever_sets(Trials(analyse(situation, codes)), parse("release"), wish="for", largest=2)
        for codes in (["nash", "seq"], None)
    )
    assert [one.changes for one in few.sets] == [one.changes for one in all_of_them.sets]
