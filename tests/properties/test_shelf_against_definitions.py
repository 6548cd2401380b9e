"""Concepts that are solved only when they are named, against the definitions as plain sets, wherever they apply."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.engine import ENGINES
from lagebild.errors import NotApplicableError
from lagebild.model import ConflictModel, build
from lagebild.model.strength import levels
from lagebild.situation import ATTITUDES, AnyOrder, Attitude, Situation, Want
from lagebild.solutions import CONCEPTS, analyse, concept_named, concepts_named
from lagebild.solutions.view import View
from tests.oracle import definitions as oracle
from tests.properties.test_exhaustive_two_by_two import DOCUMENT, weak_orders
from tests.strategies import random_graph_document, random_option_document, situation_of, situations

searching = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
on_every_engine = pytest.mark.parametrize("engine", ENGINES)

SHELF = [concept.code for concept in CONCEPTS if not concept.default]
FORESIGHT = ["nonmyopic", *(f"l:{horizon}" for horizon in (1, 2, 3, 4, 7)), "mmr:1", "mmr:2", "mmr:3"]


def for_two() -> st.SearchStrategy[Situation]:
    """Two decision makers, in either form."""
    options = st.randoms(use_true_random=False).map(lambda rng: random_option_document(rng, most_decision_makers=2))
    graphs = st.randoms(use_true_random=False).map(lambda rng: random_graph_document(rng, most_decision_makers=2))
    return (options | graphs).map(situation_of)


def coloured(situation: Situation, rng: random.Random) -> Situation:
    """With some wants and tiers strong, and attitudes of everybody to some: what the general draws leave out."""

    def strong(line: Any) -> Any:
        return replace(line, strong=rng.random() < 0.4)

    def want(line: Want) -> Want:
        return replace(line, members=tuple(map(strong, line.members))) if isinstance(line, AnyOrder) else strong(line)

    names = [dm.id for dm in situation.decision_makers]
    makers = []
    for dm in situation.decision_makers:
        towards = rng.sample(names, rng.randint(0, len(names)))
        makers.append(
            replace(
                dm,
                wants=None if dm.wants is None else tuple(map(want, dm.wants)),
                ranking=None if dm.ranking is None else replace(dm.ranking, tiers=tuple(map(strong, dm.ranking.tiers))),
                attitudes=tuple((other, rng.choice(ATTITUDES)) for other in towards),
            )
        )
    return replace(situation, decision_makers=tuple(makers))


def codes_for(model: ConflictModel) -> list[str]:
    """Every code that applies: parameters are tried that mean something here."""
    codes = [*SHELF, *FORESIGHT, *(f"stackelberg:{dm}" for dm in model.decision_makers)]
    return [concept.code for concept in concepts_named(codes) if not concept.refuses(model)]


def compare(situation: Situation, engine: str) -> None:
    model = build(situation)
    codes = codes_for(model)
    if not codes or isinstance(ENGINES[engine].refusal(model), NotApplicableError):
        return
    for solution in analyse(situation, codes, engine=engine).solutions:
        conflict = oracle.conflict_of(situation, solution.case)
        labels = solution.model.labels()
        for code in codes:
            for dm in conflict.decision_makers:
                stable = {label for label, holds in zip(labels, solution.stable(code, dm), strict=True) if holds}
                assert stable == oracle.stable_states(conflict, code, dm), (code, dm)


@on_every_engine
@searching
@given(situation=situations(), seed=st.integers(0, 2**32))
def test_stability_is_what_the_definitions_say(engine: str, situation: Situation, seed: int) -> None:
    compare(coloured(situation, random.Random(seed)), engine)


@on_every_engine
@searching
@given(situation=for_two())
def test_stability_for_two_is_what_the_definitions_say(engine: str, situation: Situation) -> None:
    compare(situation, engine)


def test_pairs_of_weak_orders_on_two_by_two_come_out_as_the_definitions_say() -> None:
    """Every order of the one with every third of the other: 1,875 models."""
    situation = situation_of(DOCUMENT)
    north, south = situation.decision_makers
    spiteful = replace(north, attitudes=(("south", "negative"), ("north", "positive")))
    devoted = replace(south, attitudes=(("north", "positive"), ("south", "neutral")))
    situation = replace(situation, decision_makers=(spiteful, devoted))
    base, conflict = build(situation), oracle.conflict_of(situation)
    concepts = concepts_named(codes_for(base))
    for first, second in itertools.product(weak_orders(), weak_orders()[::3]):
        payoffs = dict(zip(base.decision_makers, (np.array(first), np.array(second)), strict=True))
        plain = replace(conflict, better={dm: dict(enumerate(ranks.tolist())) for dm, ranks in payoffs.items()})
        model = replace(base, payoffs=payoffs)
        view = View(model, ENGINES["numeric"](model))
        for concept in concepts:
            for dm in payoffs:
                found = set(np.flatnonzero(concept.stable(view, dm)).tolist())
                assert found == oracle.stable_states(plain, concept.code, dm), (concept.code, dm, first, second)


# --- laws -------------------------------------------------------------------------------------------------------------


def stable(model: ConflictModel, code: str, dm: str) -> Sequence[int]:
    found: list[int] = np.flatnonzero(concept_named(code).stable(View(model, ENGINES["numeric"](model)), dm)).tolist()
    return found


@searching
@given(situation=for_two())
def test_one_two_and_three_moves_of_maximin_are_old_acquaintances(situation: Situation) -> None:
    model = build(situation)
    for dm in model.decision_makers:
        for code, old in (("mmr:1", "nash"), ("mmr:2", "gmr"), ("mmr:3", "smr"), ("l:1", "nash")):
            assert stable(model, code, dm) == stable(model, old, dm)


@searching
@given(situation=for_two())
def test_where_one_s_loss_is_the_other_s_gain_foresight_is_maximin(situation: Situation) -> None:
    model = build(situation)
    first, second = model.decision_makers
    against = int(model.payoffs[first].max()) - model.payoffs[first]
    opposed = replace(model, payoffs={first: model.payoffs[first], second: against}, known_of_moves={})
    for dm in model.decision_makers:
        for horizon in (1, 2, 3):
            assert stable(opposed, f"l:{horizon}", dm) == stable(opposed, f"mmr:{horizon}", dm)


@searching
@given(situation=situations())
def test_nash_and_sequential_stability_are_among_what_the_tableau_keeps(situation: Situation) -> None:
    model = build(situation)
    if model.is_graph:
        return
    for dm in model.decision_makers:
        assert set(stable(model, "seq", dm)) <= set(stable(model, "tableau", dm))
        assert set(stable(model, "tableau", dm)) <= set(stable(model, "seq", dm)) | set(stable(model, "sim", dm))
        assert set(stable(model, "nash", dm)) <= set(stable(model, "sim", dm))


@searching
@given(situation=for_two(), seed=st.integers(0, 2**32))
def test_what_numbers_settle_is_told(situation: Situation, seed: int) -> None:
    """States renumbered: where nothing was settled by numbers, the same states are stable."""
    model = build(situation)
    view = View(model, ENGINES["numeric"](model))
    conflict = oracle.conflict_of(situation)
    order = list(conflict.states)
    random.Random(seed).shuffle(order)
    renumbered = replace(conflict, states=tuple(order))
    for code in ("l:2", "l:3", "nonmyopic", f"stackelberg:{model.decision_makers[0]}"):
        if not concept_named(code).settled(view):
            for dm in model.decision_makers:
                assert oracle.stable_states(renumbered, code, dm) == oracle.stable_states(conflict, code, dm), code


# --- strength of preference -------------------------------------------------------------------------------------------

STRONG = {"gmr": "gmr-strong", "smr": "smr-strong", "seq": "seq-strong"}


@searching
@given(situation=situations(), seed=st.integers(0, 2**32))
def test_what_is_strongly_stable_is_stable_and_what_is_nash_is_strongly_stable(situation: Situation, seed: int) -> None:
    model = build(coloured(situation, random.Random(seed)))
    for dm in model.decision_makers:
        for code, strong in STRONG.items():
            assert set(stable(model, "nash", dm)) <= set(stable(model, strong, dm)) <= set(stable(model, code, dm))
        assert set(stable(model, "smr-strong", dm)) <= set(stable(model, "gmr-strong", dm))
        assert set(stable(model, "seq-strong", dm)) <= set(stable(model, "gmr-strong", dm))


@searching
@given(situation=situations(), seed=st.integers(0, 2**32))
def test_levels_never_go_against_the_payoffs(situation: Situation, seed: int) -> None:
    model = build(coloured(situation, random.Random(seed)))
    for dm in model.decision_makers:
        level, payoff = levels(model, dm), model.payoffs[dm]
        order = np.lexsort((payoff, level))
        assert (np.diff(payoff[order]) >= 0).all()
        assert (level[:, None] <= level[None, :])[payoff[:, None] == payoff[None, :]].all()


# --- attitudes: what Inohara & Hipel (2009) prove ----------------------------------------------------------------------

RELATIONAL = {"rnash": "nash", "rgmr": "gmr", "rsmr": "smr", "rseq": "seq"}


def with_attitudes(situation: Situation, to_itself: Attitude) -> Situation:
    """Everybody neutral to all others."""
    makers = tuple(replace(dm, attitudes=((dm.id, to_itself),)) for dm in situation.decision_makers)
    return replace(situation, decision_makers=makers)


@searching
@given(situation=situations())
def test_without_ties_and_with_everybody_for_itself_relational_concepts_are_the_usual_ones(situation: Situation) -> None:
    model = build(with_attitudes(situation, "positive"))
    strict = {dm: np.argsort(np.lexsort((np.arange(model.count), payoff))) for dm, payoff in model.payoffs.items()}
    model = replace(model, payoffs=strict, known_of_moves={})
    for dm in model.decision_makers:
        for relational, usual in RELATIONAL.items():
            assert stable(model, relational, dm) == stable(model, usual, dm)


@searching
@given(situation=situations())
def test_with_everybody_neutral_to_everybody_two_pairs_of_concepts_are_the_same(situation: Situation) -> None:
    model = build(with_attitudes(situation, "neutral"))
    for dm in model.decision_makers:
        assert stable(model, "rnash", dm) == stable(model, "rsmr", dm)
        assert stable(model, "rgmr", dm) == stable(model, "rseq", dm)
