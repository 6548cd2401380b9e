"""The laws of the theory page, tried on random conflicts with the plain definitions."""

from __future__ import annotations

import dataclasses
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.situation import Situation
from tests.oracle.definitions import (
    Conflict,
    State,
    coalition_stable_states,
    conflict_of,
    equilibria,
    merged,
    stable_states,
)
from tests.strategies import situations

small = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
generators = st.randoms(use_true_random=False)


def sets_of(conflict: Conflict, i: str) -> dict[str, set[State]]:
    return {concept: stable_states(conflict, concept, i) for concept in ("nash", "gmr", "smr", "seq", "sseq")}


def with_another_arc(conflict: Conflict, rng: random.Random, j: str) -> Conflict:
    s, t = (rng.choice(conflict.states) for _ in range(2))
    more = {**conflict.moves[j], s: conflict.moves[j][s] | ({t} - {s})}
    return dataclasses.replace(conflict, moves={**conflict.moves, j: more})


@small
@given(situations(most_options=5))
def test_the_concepts_imply_each_other(situation: Situation) -> None:
    conflict = conflict_of(situation)
    for i in conflict.decision_makers:
        stable = sets_of(conflict, i)
        assert stable["nash"] <= stable["sseq"] <= stable["seq"] <= stable["gmr"]
        assert stable["sseq"] <= stable["smr"] <= stable["gmr"]


@small
@given(situations(most_options=4), generators)
def test_more_moves_for_an_opponent_never_cost_stability(situation: Situation, rng: random.Random) -> None:
    conflict = conflict_of(situation)
    i, j = rng.sample(conflict.decision_makers, 2)
    before, after = sets_of(conflict, i), sets_of(with_another_arc(conflict, rng, j), i)
    assert all(before[concept] <= after[concept] for concept in ("gmr", "smr", "seq", "sseq"))
    assert before["nash"] == after["nash"]


@small
@given(situations(most_options=4), generators)
def test_more_moves_of_ones_own_never_add_stability(situation: Situation, rng: random.Random) -> None:
    conflict = conflict_of(situation)
    i = rng.choice(conflict.decision_makers)
    before, after = sets_of(conflict, i), sets_of(with_another_arc(conflict, rng, i), i)
    assert all(after[concept] <= before[concept] for concept in before)


@small
@given(situations(most_options=4), generators)
def test_names_order_and_the_scale_of_payoffs_do_not_matter(situation: Situation, rng: random.Random) -> None:
    conflict = conflict_of(situation)
    makers = rng.sample(conflict.decision_makers, len(conflict.decision_makers))
    new = {s: f"x{number}" for number, s in enumerate(rng.sample(conflict.states, len(conflict.states)))}
    stretched: dict[str, dict[State, int]] = {i: {new[s]: 3 * _payoff(conflict, i, s) ** 3 - 7 for s in new} for i in makers}
    renamed = Conflict(
        states=tuple(rng.sample(list(new.values()), len(new))),
        decision_makers=tuple(i.upper() for i in makers),
        moves={i.upper(): {new[s]: frozenset(new[t] for t in conflict.moves[i][s]) for s in new} for i in makers},
        better={i.upper(): stretched[i] for i in makers},
    )
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        assert {new[s] for s in equilibria(conflict, concept)} == equilibria(renamed, concept)


def _payoff(conflict: Conflict, i: str, s: State) -> int:
    payoffs = conflict.better[i]
    assert not callable(payoffs)
    return payoffs[s]


@small
@given(situations(most_options=4, most_decision_makers=4))
def test_a_coalition_of_one_is_its_member_except_that_the_others_may_sanction_together(situation: Situation) -> None:
    conflict = conflict_of(situation)
    for i in conflict.decision_makers:
        stable = sets_of(conflict, i)
        assert all(coalition_stable_states(conflict, concept, [i]) == stable[concept] for concept in ("nash", "gmr", "smr"))
        assert stable["seq"] <= coalition_stable_states(conflict, "seq", [i])
        for concept in ("seq", "sseq"):
            assert coalition_stable_states(conflict, concept, [i], sanctions="single") == stable[concept]


@small
@given(situations(most_options=4, most_decision_makers=4), generators)
def test_the_coalition_concepts_imply_each_other(situation: Situation, rng: random.Random) -> None:
    conflict = conflict_of(situation)
    coalition = rng.sample(conflict.decision_makers, rng.randint(1, len(conflict.decision_makers)))
    stable = {c: coalition_stable_states(conflict, c, coalition) for c in ("nash", "gmr", "smr", "seq", "sseq")}
    assert stable["nash"] <= stable["sseq"] <= stable["seq"]
    assert stable["smr"] <= stable["gmr"]
    single = {c: coalition_stable_states(conflict, c, coalition, sanctions="single") for c in ("seq", "sseq")}
    assert single["sseq"] <= single["seq"] <= stable["gmr"]
    assert single["seq"] <= stable["seq"]


@small
@given(situations(most_options=4), generators)
def test_merging_one_decision_maker_changes_nothing(situation: Situation, rng: random.Random) -> None:
    conflict = conflict_of(situation)
    i = rng.choice(conflict.decision_makers)
    assert sets_of(merged(conflict, [i], conflict.moves[i]), i) == sets_of(conflict, i)
