"""Why a state is stable or not, worked by hand on the dam and checked against the definitions on random conflicts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from lagebild.analyses.explain import (
    CANNOT_LEAVE,
    CONTENT,
    DETERRED,
    ESCAPABLE,
    HARMLESS,
    LEAVES,
    NOBODY_CAN,
    NOBODY_WOULD,
    explain,
)
from lagebild.analyses.reasons import Reasons
from lagebild.errors import UnknownNameError
from lagebild.reading import loads
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.strategies import situations
from tests.unit.analyses.dam import GRAPH, TEXT


def test_upstream_is_deterred_from_building_by_the_suit_that_downstream_would_bring() -> None:
    told = explain(analyse(loads(TEXT)), 0)
    upstream = told.standings[0]
    (improvement,) = upstream.improvements
    assert upstream.manner == DETERRED
    assert improvement.reason.addresses == ("wants.upstream.dam",)
    answer = dict(improvement.answers)["sseq"]
    assert [(step.mover, step.target, step.reason.addresses) for step in answer.steps] == [
        ("downstream", 3, ("wants.downstream.answer",))
    ]
    assert answer.outcome.sign < 0
    assert answer.outcome.addresses == ("wants.upstream.no-court",)
    assert answer.credible
    assert answer.lasting


def test_one_answer_is_told_for_every_concept_it_serves() -> None:
    (improvement,) = explain(analyse(loads(TEXT)), 0).standings[0].improvements
    assert [code for code, _ in improvement.answers] == ["gmr", "smr", "seq", "sseq"]
    assert len({answer for _, answer in improvement.answers}) == 1


def test_downstream_does_not_want_to_leave_the_quiet_state() -> None:
    downstream = explain(analyse(loads(TEXT)), 0, "downstream").standings[0]
    assert downstream.manner == CONTENT
    assert downstream.stable == ("nash", "gmr", "smr", "seq", "sseq")
    assert [reason.addresses for reason in downstream.declined] == [("wants.downstream.2",)]


def test_a_built_dam_is_left_because_upstream_would_gain_nothing_by_an_answer() -> None:
    told = explain(analyse(loads(TEXT)), 1)
    downstream = told.standings[1]
    kinds = {unanswered.concept: unanswered.kind for unanswered in downstream.improvements[0].unanswered}
    assert downstream.manner == LEAVES
    assert kinds == {"gmr": HARMLESS, "smr": HARMLESS, "seq": NOBODY_WOULD, "sseq": NOBODY_WOULD}
    assert told.lacking[0] == ("nash", ("downstream",))
    assert told.equilibrium == ()


def test_who_has_no_move_cannot_leave_and_cannot_answer() -> None:
    analysis = analyse(loads(GRAPH))
    told = explain(analysis, "s2")
    assert told.standings[0].manner == CANNOT_LEAVE
    assert {unanswered.kind for unanswered in told.standings[1].improvements[0].unanswered} == {NOBODY_CAN}


def test_the_ranking_says_which_lines_decide() -> None:
    (improvement,) = explain(analyse(loads(GRAPH)), "s1", "rival").standings[0].improvements
    assert improvement.reason.tiers == (3, 2)
    assert improvement.reason.addresses == ("ranking.rival", "ranking.rival.2", "ranking.rival.3")


def test_an_unknown_state_or_decision_maker_is_refused() -> None:
    analysis = analyse(loads(TEXT))
    with pytest.raises(UnknownNameError, match="no feasible state 9"):
        explain(analysis, 9)
    with pytest.raises(UnknownNameError, match='unknown decision maker "upstreem"'):
        explain(analysis, 0, "upstreem")


@settings(max_examples=40, deadline=None)
@given(situations(most_cases=2))
def test_every_story_agrees_with_the_verdicts(situation: Situation) -> None:
    analysis = analyse(situation)
    for position in range(analysis.solutions[0].model.count):
        for standing in explain(analysis, analysis.solutions[0].model.label(position)).standings:
            for code, stable in standing.verdicts:
                if code == "nash":
                    assert stable == (not standing.improvements)
                else:
                    open_ = [u for i in standing.improvements for u in i.unanswered if u.concept == code]
                    assert stable == (not open_)


@settings(max_examples=40, deadline=None)
@given(situations(most_cases=1))
def test_every_answer_is_a_sanction_step_by_step(situation: Situation) -> None:
    analysis = analyse(situation)
    model = analysis.solutions[0].model
    for state in range(model.count):
        for standing in explain(analysis, model.label(state)).standings:
            focal = standing.decision_maker
            payoff = model.payoffs[focal]
            for improvement in standing.improvements:
                for code, answer in improvement.answers:
                    at, last = improvement.target, focal
                    for step in answer.steps:
                        assert step.mover not in (focal, last)
                        assert step.target in model.moves_from(step.mover, at)
                        assert step.improves or code in ("gmr", "smr")
                        at, last = step.target, step.mover
                    assert payoff[at] <= payoff[state]
                    if code in ("smr", "sseq"):
                        assert all(payoff[y] <= payoff[state] for y in model.moves_from(focal, at))
                for unanswered in improvement.unanswered:
                    if unanswered.kind == ESCAPABLE:
                        assert unanswered.escape is not None
                        assert unanswered.escape.sign > 0
                    if unanswered.kind == HARMLESS:
                        assert unanswered.outcome is not None
                        assert unanswered.outcome.sign > 0


@settings(max_examples=40, deadline=None)
@given(situations(most_cases=1))
def test_the_want_that_decides_holds_in_the_preferred_state_only(situation: Situation) -> None:
    model = analyse(situation, ["nash"]).solutions[0].model
    reasons = Reasons(model)
    for dm in model.decision_makers:
        for here in range(model.count):
            for there in range(model.count):
                reason = reasons.between(dm, here, there)
                assert reason.kind == "equal" if reason.sign == 0 else reason.addresses
                if reason.statement is not None:
                    preferred, other = (there, here) if reason.sign > 0 else (here, there)
                    holds = model.truth(reason.statement)
                    assert (holds[preferred], holds[other]) == (True, False)
