"""The laws of the theory page, tried on every engine: what implies what, what more moves do, what must not matter."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.engine import ENGINES
from lagebild.model import ConflictModel, GraphMoves, build
from lagebild.situation import AnyOrder, DecisionMaker, Situation, Weight
from lagebild.solutions import DEFAULT_CODES, Analysis, analyse, concepts_named
from lagebild.solutions.view import View
from tests.strategies import Document, situation_of, situations

searching = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
generators = st.randoms(use_true_random=False)
on_every_engine = pytest.mark.parametrize("engine", ENGINES)

Stable = dict[tuple[str, str], set[int]]
"""Stable positions by concept and decision maker."""


def taking(engine: str, model: ConflictModel) -> str:
    """The engine, or the NumPy engine where it declines a model, as in the program."""
    return engine if ENGINES[engine].refusal(model) is None else "numeric"


def analysed(situation: Situation, engine: str) -> Analysis:
    """Every case solved by the engine; where it declines one, all by the NumPy engine."""
    takes = {taking(engine, build(situation, case)) for case in situation.cases()}
    return analyse(situation, engine=engine if takes == {engine} else "numeric")


def solved(model: ConflictModel, engine: str) -> Stable:
    view = View(model, ENGINES[taking(engine, model)](model))
    return {
        (concept.code, dm): set(np.flatnonzero(concept.stable(view, dm)).tolist())
        for concept in concepts_named(None)
        for dm in model.decision_makers
    }


def listed(model: ConflictModel) -> ConflictModel:
    """The same conflict with every move written down."""
    moves = {
        dm: GraphMoves(tuple(model.moves_from(dm, position) for position in range(model.count))) for dm in model.decision_makers
    }
    return replace(model, moves=moves, known_of_moves={})


def with_another_arc(model: ConflictModel, rng: random.Random, decision_maker: str) -> ConflictModel:
    """One move more for one decision maker (or none, where the draw is a move already)."""
    source, target = rng.randrange(model.count), rng.randrange(model.count)
    rows = [model.moves_from(decision_maker, position) for position in range(model.count)]
    if source != target:
        rows[source] = np.union1d(rows[source], [target])
    return replace(model, moves={**model.moves, decision_maker: GraphMoves(tuple(rows))}, known_of_moves={})


# --- what implies what ------------------------------------------------------------------------------------------------


@on_every_engine
@searching
@given(situation=situations())
def test_the_concepts_imply_each_other(engine: str, situation: Situation) -> None:
    for solution in analysed(situation, engine).solutions:
        for dm in solution.model.decision_makers:
            stable = {code: set(np.flatnonzero(solution.stable(code, dm)).tolist()) for code in DEFAULT_CODES}
            assert stable["nash"] <= stable["sseq"] <= stable["seq"] <= stable["gmr"]
            assert stable["sseq"] <= stable["smr"] <= stable["gmr"]


def a_temptation(*answers: str) -> Document:
    """North can leave s for something better, t; from there south can go where ``answers`` say.

    ``welcome`` is better for south than t, but north gets back to t from it; ``harsh`` is worse for south, and final.
    """
    return {
        "lagebild": 1,
        "title": "A temptation",
        "as-of": "2025-03-01",
        "states": {state: {"name": state} for state in ("s", "t", "welcome", "harsh")},
        "decision-makers": {
            "north": {"moves": {"s": ["t"], "welcome": ["t"]}, "ranking": [["t"], ["s"], ["welcome", "harsh"]]},
            "south": {"moves": {"t": list(answers)}, "ranking": [["welcome"], ["s", "t"], ["harsh"]]},
        },
    }


@on_every_engine
@pytest.mark.parametrize(
    ("answers", "stable_under"),
    [
        pytest.param((), set(), id="unanswered: under no concept"),
        pytest.param(("welcome",), {"gmr", "seq"}, id="a credible answer that does not last: seq, not smr"),
        pytest.param(("harsh",), {"gmr", "smr"}, id="a lasting answer that is not credible: smr, not seq"),
        pytest.param(("welcome", "harsh"), {"gmr", "seq", "smr"}, id="one of each: seq and smr together, not sseq"),
    ],
)
def test_smr_and_seq_are_incomparable_and_do_not_make_sseq(
    engine: str, answers: tuple[str, ...], stable_under: set[str]
) -> None:
    (solution,) = analysed(situation_of(a_temptation(*answers)), engine).solutions
    start = solution.model.position("s")
    assert {code for code in DEFAULT_CODES if solution.stable(code, "north")[start]} == stable_under


# --- what more moves do -----------------------------------------------------------------------------------------------


@on_every_engine
@searching
@given(situation=situations(most_options=5), rng=generators)
def test_more_moves_for_an_opponent_never_cost_stability(engine: str, situation: Situation, rng: random.Random) -> None:
    model = listed(build(situation))
    focal, opponent = rng.sample(model.decision_makers, 2)
    before, after = solved(model, engine), solved(with_another_arc(model, rng, opponent), engine)
    assert before["nash", focal] == after["nash", focal]
    for code in ("gmr", "smr", "seq", "sseq"):
        assert before[code, focal] <= after[code, focal], code


@on_every_engine
@searching
@given(situation=situations(most_options=5), rng=generators)
def test_more_moves_of_ones_own_never_add_stability(engine: str, situation: Situation, rng: random.Random) -> None:
    model = listed(build(situation))
    focal = rng.choice(model.decision_makers)
    before, after = solved(model, engine), solved(with_another_arc(model, rng, focal), engine)
    for code in DEFAULT_CODES:
        assert after[code, focal] <= before[code, focal], code


# --- what must not matter ---------------------------------------------------------------------------------------------


@on_every_engine
@searching
@given(situation=situations())
def test_writing_every_move_down_changes_nothing(engine: str, situation: Situation) -> None:
    model = build(situation)
    assert solved(model, engine) == solved(listed(model), engine)


@on_every_engine
@searching
@given(situation=situations(), rng=generators)
def test_the_scale_of_payoffs_changes_nothing(engine: str, situation: Situation, rng: random.Random) -> None:
    model = build(situation)
    payoffs = {}
    for dm, payoff in model.payoffs.items():
        steps = [rng.randint(1, 9) for _ in range(int(payoff.max()) + 1)]
        payoffs[dm] = np.cumsum(steps)[payoff]
    assert solved(replace(model, payoffs=payoffs), engine) == solved(model, engine)


@searching
@given(situation=situations())
def test_weights_count_by_their_order_only_and_a_want_said_twice_says_nothing_new(situation: Situation) -> None:
    makers = tuple(_said_with_more_effort(dm) for dm in situation.decision_makers)
    other = replace(situation, decision_makers=makers)
    for case in situation.cases():
        plain, repeated = build(situation, case), build(other, case)
        for dm in plain.decision_makers:
            assert np.array_equal(plain.payoffs[dm], repeated.payoffs[dm])


def _said_with_more_effort(dm: DecisionMaker) -> DecisionMaker:
    wants = dm.wants
    if wants:
        again = [replace(want, address=f"{want.address}-again") for want in wants if not isinstance(want, AnyOrder)]
        wants = (*wants, *again)
    return replace(dm, wants=wants, weights=tuple(replace(line, value=line.value * Decimal("7.3")) for line in dm.weights))


@on_every_engine
@searching
@given(situation=situations(), rng=generators)
def test_the_order_of_decision_makers_and_options_changes_nothing(
    engine: str, situation: Situation, rng: random.Random
) -> None:
    makers = [
        replace(dm, options=tuple(rng.sample(dm.options, len(dm.options))), weights=_shuffled(rng, dm.weights))
        for dm in situation.decision_makers
    ]
    joint_options = tuple(rng.sample(situation.joint_options, len(situation.joint_options)))
    shuffled = replace(situation, decision_makers=tuple(rng.sample(makers, len(makers))), joint_options=joint_options)
    renumber = _renumbering(situation, shuffled)
    shuffled = replace(shuffled, decision_makers=tuple(_renumbered(dm, renumber) for dm in shuffled.decision_makers))
    expected = {(by_case, code, dm): {renumber(label) for label in labels}
                for (by_case, code, dm), labels in _stable_labels(situation, engine).items()}  # fmt: skip
    assert _stable_labels(shuffled, engine) == expected


def _shuffled(rng: random.Random, weights: tuple[Weight, ...]) -> tuple[Weight, ...]:
    return tuple(rng.sample(weights, len(weights)))


def _renumbering(old: Situation, new: Situation) -> Callable[[int | str], int | str]:
    number = {option.key: place for place, option in enumerate(new.options)}

    def renumber(state: int | str) -> int | str:
        if isinstance(state, str):
            return state
        return sum(1 << number[option.key] for place, option in enumerate(old.options) if state >> place & 1)

    return renumber


def _renumbered(dm: DecisionMaker, renumber: Callable[[int | str], int | str]) -> DecisionMaker:
    if dm.ranking is None:
        return dm
    tiers = tuple(replace(tier, states=tuple(renumber(state) for state in tier.states)) for tier in dm.ranking.tiers)
    return replace(dm, ranking=replace(dm.ranking, tiers=tiers))


def _stable_labels(situation: Situation, engine: str) -> Mapping[tuple[object, str, str], set[int | str]]:
    """Stable states by case (as a set of what is settled), concept and decision maker."""
    found: dict[tuple[object, str, str], set[int | str]] = {}
    for solution in analysed(situation, engine).solutions:
        case = (frozenset(solution.case.circumstances), frozenset(solution.case.orders))
        labels = solution.model.labels()
        for code in DEFAULT_CODES:
            for dm in solution.model.decision_makers:
                found[case, code, dm] = {labels[p] for p in np.flatnonzero(solution.stable(code, dm)).tolist()}
    return found


@on_every_engine
@searching
@given(situation=situations(), rng=generators)
def test_the_names_of_decision_makers_change_nothing(engine: str, situation: Situation, rng: random.Random) -> None:
    model = build(situation)
    # Sorting differently by name must not lead to another answer; hence names in a random order.
    new = dict(zip(model.decision_makers, rng.sample("ABCDE", len(model.decision_makers)), strict=True))
    renamed = replace(
        model,
        decision_makers=tuple(new.values()),
        moves={new[dm]: moves for dm, moves in model.moves.items()},
        payoffs={new[dm]: payoff for dm, payoff in model.payoffs.items()},
        known_of_moves={},
    )
    assert solved(renamed, engine) == {(code, new[dm]): stable for (code, dm), stable in solved(model, engine).items()}
