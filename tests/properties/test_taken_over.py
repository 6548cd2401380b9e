"""Solving a changed situation with what an earlier analysis left is the same as solving it from nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.analyses.neighbours import neighbours
from lagebild.engine import ENGINES
from lagebild.errors import InputError, NotApplicableError
from lagebild.situation import DecisionMaker, Irreversible, PreferenceStatement, Situation
from lagebild.solutions import Analysis, analyse
from tests.strategies import situations

searching = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def other_preferences(situation: Situation, rng: random.Random) -> Situation:
    """Somebody's wants in another order, or one less; another best tier; a weight less."""
    number = rng.randrange(len(situation.decision_makers))
    makers = list(situation.decision_makers)
    makers[number] = _other_preferences(makers[number], rng)
    return replace(situation, decision_makers=tuple(makers))


def _other_preferences(dm: DecisionMaker, rng: random.Random) -> DecisionMaker:
    if dm.ranking is not None:
        tiers = rng.sample(dm.ranking.tiers, len(dm.ranking.tiers))
        return replace(dm, ranking=replace(dm.ranking, tiers=tuple(tiers)))
    if dm.wants:
        return replace(dm, wants=tuple(rng.sample(dm.wants, rng.randint(len(dm.wants) - 1, len(dm.wants)))))
    return replace(dm, weights=dm.weights[1:])


def without_a_rule(situation: Situation, rng: random.Random) -> Situation:
    return replace(situation, rules=situation.rules[rng.randint(0, 1) :])


def other_limits_on_moves(situation: Situation, rng: random.Random) -> Situation:
    """Something else irreversible; no move impossible."""
    lines = situation.irreversible[1:]
    if situation.options and rng.random() < 0.7:
        option = rng.choice(situation.options).key
        lines += (Irreversible(address=f"irreversible.{option}", option=option, taken=rng.random() < 0.5),)
    return replace(situation, irreversible=lines, impossible_moves=situation.impossible_moves[rng.randint(0, 1) :])


def settled_otherwise(situation: Situation, rng: random.Random) -> Situation:
    settled = tuple(replace(line, value=rng.choice((True, False))) for line in situation.circumstances)
    return replace(situation, circumstances=settled)


def another_definition(situation: Situation, rng: random.Random) -> Situation:
    """The words change places with what they mean."""
    statements = [line.statement for line in situation.definitions]
    rng.shuffle(statements)
    return replace(
        situation,
        definitions=tuple(replace(line, statement=s) for line, s in zip(situation.definitions, statements, strict=True)),
    )


def nothing_said_of_today(situation: Situation, rng: random.Random) -> Situation:
    return replace(situation, today=None)


def nothing(situation: Situation, rng: random.Random) -> Situation:
    return situation


CHANGES: tuple[Callable[[Situation, random.Random], Situation], ...] = (
    other_preferences,
    without_a_rule,
    other_limits_on_moves,
    settled_otherwise,
    another_definition,
    nothing_said_of_today,
    nothing,
)


def everything_in(analysis: Analysis) -> list[object]:
    return [
        (
            solution.model.labels(),
            solution.model.status_quo,
            {dm: payoff.tolist() for dm, payoff in solution.model.payoffs.items()},
            {(code, dm): stable.tolist() for code, by in solution.stability.items() for dm, stable in by.items()},
        )
        for solution in analysis.solutions
    ] + [(found.stability, found.jumps) for found in analysis.coalitions]


@pytest.mark.parametrize("engine", ENGINES)
@searching
@given(situation=situations(most_options=5), rng=st.randoms(use_true_random=False))
def test_what_an_earlier_analysis_left_changes_no_answer(engine: str, situation: Situation, rng: random.Random) -> None:
    try:
        before = analyse(situation, engine=engine, coalitions="all")
    except NotApplicableError:
        # The engine says that such models are not for it.
        return
    changed = situation
    for _ in range(rng.randint(1, 2)):
        changed = rng.choice(CHANGES)(changed, rng)
    try:
        fresh = analyse(changed, engine=engine, coalitions="all")
    except (InputError, NotApplicableError) as error:
        # A ranking may now have gaps, or today may be infeasible: then so says whoever takes something over.
        with pytest.raises(type(error)):
            analyse(changed, engine=engine, coalitions="all", like=before)
        return
    assert everything_in(analyse(changed, engine=engine, coalitions="all", like=before)) == everything_in(fresh)


def strongly(situation: Situation, rng: random.Random) -> Situation:
    """Somebody's wants, and a tier, that are said to be strong."""

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        wants = dm.wants and tuple(
            replace(want, strong=rng.random() < 0.5) if isinstance(want, PreferenceStatement) else want for want in dm.wants
        )
        ranking = dm.ranking and replace(
            dm.ranking, tiers=tuple(replace(t, strong=rng.random() < 0.5) for t in dm.ranking.tiers)
        )
        return replace(dm, wants=wants, ranking=ranking)

    return replace(situation, decision_makers=tuple(map(somebody, situation.decision_makers)))


@pytest.mark.parametrize("concept", ["seq", "gmr-strong"])
@searching
@given(situation=situations(most_options=4), rng=st.randoms(use_true_random=False))
def test_neighbours_are_what_each_is_alone(concept: str, situation: Situation, rng: random.Random) -> None:
    """One after the other, changed from one beginning: what an earlier one left must not tell in a later one."""
    situation = strongly(situation, rng)
    try:
        beside = neighbours(situation, concept)
    except NotApplicableError:
        return
    codes = [each.code for each in beside.analysis.concepts]
    for _ in range(4):
        changed = situation
        for _ in range(rng.randint(1, 2)):
            changed = rng.choice(CHANGES)(changed, rng)
        try:
            fresh = analyse(changed, codes)
        except (InputError, NotApplicableError) as error:
            with pytest.raises(type(error)):
                beside.solved(changed)
            continue
        assert everything_in(replace(fresh, solutions=beside.solved(changed))) == everything_in(fresh)
