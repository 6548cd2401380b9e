"""The status quo table and ways to one state, against a plain search through all legal sequences."""

from __future__ import annotations

import itertools

from hypothesis import given, settings

from lagebild.analyses.paths import NOT, paths
from lagebild.analyses.status_quo import IMPROVEMENTS, INDIFFERENT, KINDS, MOVES, Table, status_quo, ways
from lagebild.model import ConflictModel
from lagebild.reading import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.strategies import graph_documents, situation_of, situations

MOST = 4
"""Up to how many steps sequences are gone through one by one."""


def may(model: ConflictModel, kind: str, mover: str, at: int) -> list[int]:
    payoff = model.payoffs[mover]
    targets: list[int] = model.moves_from(mover, at).tolist()
    if kind == MOVES:
        return targets
    return [to for to in targets if payoff[to] > payoff[at] or (kind == INDIFFERENT and payoff[to] == payoff[at])]


def sequences(model: ConflictModel, kind: str, start: int, steps: int) -> list[tuple[tuple[str, int], ...]]:
    """Every legal sequence of just so many steps."""
    found: list[tuple[tuple[str, int], ...]] = [()]
    for _ in range(steps):
        found = [
            (*one, (mover, to))
            for one in found
            for mover in model.decision_makers
            if not one or one[-1][0] != mover
            for to in may(model, kind, mover, one[-1][1] if one else start)
        ]
    return found


def expected(model: ConflictModel, kind: str, start: int) -> dict[tuple[int, str], int]:
    """Per state and last mover the least number of steps, up to ``MOST``."""
    found: dict[tuple[int, str], int] = {}
    for steps in range(1, MOST + 1):
        for one in sequences(model, kind, start, steps):
            found.setdefault((one[-1][1], one[-1][0]), steps)
    return found


def told(table: Table, kind: str) -> dict[tuple[int, str], int]:
    return {(at, mover): n for at, one in table.arrivals[kind].items() for mover, n in one.last if n <= MOST}


@given(graph_documents(most_states=4, most_decision_makers=3))
@settings(max_examples=40, deadline=None)
def test_the_table_says_what_legal_sequences_reach_and_who_moves_last(document: dict[str, object]) -> None:
    situation = situation_of(document)
    analysis = analyse(situation, ["seq"])
    model = analysis.solutions[0].model
    for table in status_quo(analysis, [model.label(0)]):
        for kind in KINDS:
            found = expected(model, kind, 0)
            assert told(table, kind) == found
            for at, one in table.arrivals[kind].items():
                for steps in range(1, MOST + 1):
                    assert set(one.last_movers(steps)) == {
                        mover for (state, mover), least in found.items() if state == at and least <= steps
                    }


@given(graph_documents(most_states=4, most_decision_makers=3))
@settings(max_examples=40, deadline=None)
def test_ways_are_all_legal_sequences_without_a_state_twice(document: dict[str, object]) -> None:
    analysis = analyse(situation_of(document), ["seq"])
    model = analysis.solutions[0].model
    for target in range(1, model.count):
        (found,) = ways(analysis, model.label(target), [model.label(0)], limit=10_000, longest=MOST)
        if not found.kind:
            assert found.barrier is not None
            assert not any((target, mover) in expected(model, MOVES, 0) for mover in model.decision_makers)
            continue
        assert found.complete
        simple = [
            one
            for steps in range(1, MOST + 1)
            for one in sequences(model, found.kind, 0, steps)
            if one[-1][1] == target and len({0, *(at for _, at in one)}) == steps + 1
        ]
        assert sorted(found.ways) == sorted(simple)
        assert [len(one) for one in found.ways] == sorted(len(one) for one in found.ways)


@given(graph_documents(most_states=4, most_decision_makers=3))
@settings(max_examples=40, deadline=None)
def test_no_way_has_fewer_steps_against_their_movers_interest(document: dict[str, object]) -> None:
    analysis = analyse(situation_of(document), ["seq"])
    model = analysis.solutions[0].model

    def unwilling(way: tuple[tuple[str, int], ...]) -> tuple[int, int]:
        places = [0, *(at for _, at in way)]
        gains = [int(model.payoffs[mover][to] - model.payoffs[mover][at]) for (mover, to), at in zip(way, places, strict=False)]
        return sum(gain < 0 for gain in gains), sum(gain == 0 for gain in gains)

    for target in range(1, model.count):
        (found,) = ways(analysis, model.label(target), [model.label(0)], longest=1)
        if found.kind:
            others = [
                unwilling(one)
                for steps in range(1, MOST + 1)
                for one in sequences(model, MOVES, 0, steps)
                if one[-1][1] == target
            ]
            least = unwilling(found.least_unwilling)
            assert all(least <= other for other in others)
            signs = [one.reason.sign for one in found.unwilling]
            assert (signs.count(-1), signs.count(0)) == least
            assert (found.kind == IMPROVEMENTS) == (least == (0, 0))
            assert (found.kind == MOVES) == (least[0] > 0)


@given(situations())
@settings(max_examples=20, deadline=None)
def test_stricter_steps_never_reach_more_nor_sooner(situation: Situation) -> None:
    analysis = analyse(situation, ["seq"])
    label = analysis.solutions[0].model.label(0)
    for table in status_quo(analysis.solutions[0], [label]):
        for stricter, laxer in itertools.pairwise(KINDS):
            for at, one in table.arrivals[stricter].items():
                assert table.arrivals[laxer][at].steps <= one.steps


BUILT = """
lagebild: 1
title: What is built stays
decision-makers:
  up:
    options:
      build:
    wants:
      - build
  down:
    options:
      sue:
    wants:
      - not sue
irreversible:
  - build
today:
  build: yes
"""


def test_what_cannot_be_undone_is_named_as_what_stands_in_between() -> None:
    (found,) = ways(analyse(loads(BUILT), ["seq"]), 0)
    assert found.kind == ""
    assert found.barrier is not None
    assert found.barrier.kept == ("up.build",)
    assert found.barrier.entered
    (start,) = paths(analyse(loads(BUILT.replace("- build\n  down", "- not build\n  down")), ["nash", "seq", "sseq"])).starts
    (apart,) = [outcome for outcome in start.outcomes if outcome.way == NOT]
    assert apart.barrier == found.barrier


def test_the_search_for_ways_stops_at_its_limit_and_says_so() -> None:
    analysis = analyse(loads(BUILT.replace("irreversible:\n  - build\n", "")), ["seq"])
    (all_of_them,) = ways(analysis, 2)
    (one,) = ways(analysis, 2, limit=1)
    assert all_of_them.complete
    assert len(all_of_them.ways) == 2
    assert not one.complete
    assert one.ways == all_of_them.ways[:1]
    (none,) = ways(analysis, 2, seconds=0.0)
    assert not none.complete
    assert none.ways == ()
