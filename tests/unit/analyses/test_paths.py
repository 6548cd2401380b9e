"""Where today leads to, worked by hand and checked against the definitions on random conflicts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from lagebild.analyses.paths import IMPROVEMENTS, JOINTLY, MOVES, NOT, TODAY, paths
from lagebild.errors import NotApplicableError
from lagebild.reading import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.oracle import definitions as oracle
from tests.strategies import situations
from tests.unit.analyses.dam import GRAPH, PAYS, TEXT

TRAP = """
lagebild: 1
title: Two who can only gain together
decision-makers:
  left:
    options:
      give: lay down arms
    ranking: [3, 2, 0, 1]
  right:
    options:
      take: lay down arms too
    ranking: [3, 1, 0, 2]
today:
  give: no
  take: no
"""


def test_the_dam_is_built_and_then_the_suit_follows() -> None:
    (start,) = paths(analyse(loads(TEXT))).starts
    assert [(reached.state, reached.steps) for reached in start.by_improvements] == [(1, 1), (3, 2)]
    assert [step.movers for step in start.by_improvements[1].path] == [("upstream",), ("downstream",)]
    assert start.by_improvements[1].last_movers == (("downstream",),)


def test_outcomes_say_how_they_are_reached_and_which_wants_lead_there() -> None:
    found = paths(analyse(loads(TEXT)))
    ways = {outcome.state: outcome.way for outcome in found.starts[0].outcomes}
    assert ways == {0: TODAY, 3: IMPROVEMENTS}
    assert found.addresses == ("wants.upstream.dam", "wants.downstream.answer")


def test_nobody_moves_twice_in_succession() -> None:
    (start,) = paths(analyse(loads(GRAPH))).starts
    assert [reached.state for reached in start.by_improvements] == [1, 2]
    assert {outcome.state: outcome.way for outcome in start.outcomes} == {3: NOT}


def test_what_nobody_reaches_alone_several_reach_together() -> None:
    (start,) = paths(analyse(loads(TRAP)), [0]).starts
    together = next(outcome for outcome in start.outcomes if outcome.state == 3)
    assert together.way == JOINTLY
    (step,) = together.path
    assert step.movers == ("left", "right")
    assert [at for _, at in step.through][-1] == 3
    assert all(reason.sign > 0 for reason in step.reasons)


def test_everybody_takes_the_best_step_where_that_leads_there() -> None:
    (start,) = paths(analyse(loads(PAYS)), [0]).starts
    reached = {reached.state: reached for reached in start.by_improvements}
    (alone,), (paying,) = reached[1].path, reached[3].path
    assert alone.better is None
    assert paying.better == 1
    assert [(outcome.state, outcome.best) for outcome in start.outcomes] == [(5, True), (3, False)]


COMPANY = """
lagebild: 1
title: One who only comes along
decision-makers:
  north:
    options:
      send: have soldiers there
    wants: [not send]
  west:
    options:
      aid: give aid
    wants: [not send]
today: {send: yes}
"""


def test_what_one_has_by_its_own_step_is_no_joint_step() -> None:
    (start,) = paths(analyse(loads(COMPANY))).starts
    assert {outcome.state: outcome.way for outcome in start.outcomes} == {0: IMPROVEMENTS, 2: MOVES}


def test_without_a_word_on_today_there_is_nowhere_to_start() -> None:
    with pytest.raises(NotApplicableError, match="under `today`"):
        paths(analyse(loads(GRAPH.replace("today: s1", ""))))


@settings(max_examples=25, deadline=None)
@given(situations(most_options=4, most_decision_makers=4, most_cases=1))
def test_what_is_reached_is_what_the_definitions_reach(situation: Situation) -> None:
    analysis = analyse(situation)
    everybody = frozenset(analysis.solutions[0].model.decision_makers)
    for start in paths(analysis, analysis.solutions[0].model.labels()).starts:
        model = start.solution.model
        at = model.label(start.start)
        conflict = oracle.conflict_of(situation, start.solution.case)
        assert {model.label(r.state) for r in start.by_improvements} == oracle.improving_sequences(conflict, everybody, at)
        assert start.by_moves is not None
        assert {model.label(r.state) for r in start.by_moves} == oracle.legal_sequences(conflict, everybody, at)


@settings(max_examples=40, deadline=None)
@given(situations(most_cases=1))
def test_every_step_of_every_path_is_one_that_its_movers_can_and_would_take(situation: Situation) -> None:
    analysis = analyse(situation)
    for start in paths(analysis, analysis.solutions[0].model.labels()).starts:
        model = start.solution.model
        for outcome in start.outcomes:
            at: int = start.start
            last: tuple[str, ...] = ()
            for step in outcome.path:
                assert step.origin == at
                assert step.movers != last
                assert outcome.way == MOVES or all(model.payoffs[m][step.target] > model.payoffs[m][at] for m in step.movers)
                if outcome.way != MOVES:
                    for mover in step.movers:
                        own = max((int(model.payoffs[mover][to]) for to in model.improvements_from(mover, at)), default=-1)
                        if len(step.movers) > 1:
                            assert own < model.payoffs[mover][step.target]
                        else:
                            assert (step.better is None) == (own == model.payoffs[mover][step.target])
                position = at
                for mover, target in step.through or ((step.movers[0], step.target),):
                    assert mover in step.movers
                    assert target in model.moves_from(mover, position)
                    position = target
                assert position == step.target
                assert len(step.movers) == 1 or {mover for mover, _ in step.through} == set(step.movers)
                at, last = step.target, step.movers
            assert at == outcome.state or outcome.way == NOT
