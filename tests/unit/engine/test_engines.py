"""One body of tests for every engine: best moves, closures with their reasons, limits, layouts used again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.engine import ENGINES, Closure, Engine, SetEngine, choose_engine, relations, sets
from lagebild.engine.interface import NOBODY, Values
from lagebild.engine.numeric import NumericEngine
from lagebild.errors import NotApplicableError, TooLargeError, UnknownNameError
from lagebild.model import ConflictModel, build
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.strategies import situations
from tests.unit.model.small import makers, model_of, numbered, read, rules

searching = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

CASES = {
    "free": (makers(north="build, arm; wants: [arm, not build]", south="sue; wants: [sue if build]"),),
    "under rules": (
        makers(north="build, arm; wants: [arm]", south="sue, pay; wants: [pay, not sue]"),
        rules(["build or sue", "not (arm and pay)"]),
    ),
    "one-way in both directions": (
        makers(north="build, arm; wants: [not build, arm]", south="sue; wants: [sue]"),
        "irreversible: [build, not arm]",
    ),
    "stuck": (makers(north="build, arm; wants: [build]", south="sue; wants: [sue]"), "irreversible: [build, not build, sue]"),
    "one decision maker has no option": (makers(north="build; wants: [not build]", south="; wants: [build]"),),
    "a single state": (makers(north="; wants: [true]", south=""),),
    "everything is the same to everybody": (makers(north="build, arm", south="sue"),),
    "only one decision maker": (makers(north="build, arm; wants: [build, arm]"),),
    "impossible moves": (
        makers(north="build, arm; wants: [build iff arm]", south="sue; wants: [not sue]", east="pay; wants: [sue]"),
        "impossible-moves: [{by: north, from: build, to: not build and arm}, {from: sue, to: pay}]",
    ),
    "a joint option that cannot be undone": (
        makers(north="build; wants: [not build]", south="sue; wants: [sue]"),
        "joint-options: {treaty: {by: [north, south]}}",
        "irreversible: [treaty]",
    ),
    "a graph": (
        """states: {s1: , s2: , s3: }
decision-makers:
  north: {moves: {s1: [s2, s3], s2: [s3]}, ranking: [s3, s1, s2]}
  south: {moves: {s3: [s1], s2: [s1]}, wants: [s2]}
  east: {moves: {}, wants: []}""",
    ),
}

on_every_case = pytest.mark.parametrize("case", CASES)
on_every_engine = pytest.mark.parametrize("name", ENGINES)


def engine_for(name: str, model: ConflictModel) -> Engine:
    """The engine, or no test at all where it says that such models are not for it."""
    refusal = ENGINES[name].refusal(model)
    if isinstance(refusal, NotApplicableError):
        # That an engine declines these, and that the NumPy engine then does the work, is tested in test_choice.
        pytest.skip(f"{name} declines such models: {refusal}")
    return ENGINES[name](model)


def values_for(model: ConflictModel) -> Values:
    """A value per state, with ties."""
    return np.array([(7 * position + 3) % 5 for position in range(model.count)], dtype=np.int64)


def ends(model: ConflictModel, movers: Sequence[str], start: int, *, improving: bool) -> set[int]:
    """Where legal sequences end, ``start`` itself included: the search over (state, last mover), written out."""
    step = model.improvements_from if improving else model.moves_from
    seen: set[tuple[int, str]] = {(start, "")}
    pending = list(seen)
    while pending:
        at, last = pending.pop()
        for mover in movers:
            if mover != last:
                new = {(int(target), mover) for target in step(mover, at)} - seen
                seen |= new
                pending += new
    return {state for state, _ in seen}


@on_every_engine
@on_every_case
def test_the_best_move_is_to_stay_or_to_go_where_it_is_best(name: str, case: str) -> None:
    model = model_of(*CASES[case])
    engine, values = engine_for(name, model), values_for(model)
    for dm in model.decision_makers:
        best = [max(values[[s, *model.moves_from(dm, s)]]) for s in range(model.count)]
        assert engine.best_move(dm, values).tolist() == best


@on_every_engine
@on_every_case
@pytest.mark.parametrize("improving", [False, True])
def test_the_closures_find_the_worst_that_legal_sequences_lead_to(name: str, case: str, improving: bool) -> None:
    model = model_of(*CASES[case])
    engine, values = engine_for(name, model), values_for(model)
    for focal in model.decision_makers:
        others = [dm for dm in model.decision_makers if dm != focal]
        worst = [min(values[list(ends(model, others, s, improving=improving))]) for s in range(model.count)]
        close = engine.close_improving if improving else engine.close
        assert close(others, values).tolist() == worst


@on_every_engine
@on_every_case
@pytest.mark.parametrize("improving", [False, True])
def test_every_label_of_a_closure_has_a_reason(name: str, case: str, improving: bool) -> None:
    model = model_of(*CASES[case])
    values = values_for(model)
    for focal in model.decision_makers:
        others = [dm for dm in model.decision_makers if dm != focal]
        closure = engine_for(name, model).closure(others, values, improving=improving)
        assert set(closure.label) == {NOBODY} | (set() if model.transitive else set(others))
        for last in closure.label:
            for position in range(model.count):
                check_reason(model, closure, values, last, position, improving=improving)


def check_reason(model: ConflictModel, closure: Closure, values: Values, last: str, position: int, *, improving: bool) -> None:
    label, parent = closure.label[last][position], closure.parent[last][position]
    if parent < 0:
        assert label == values[position]
        assert closure.depth[last][position] == 0
        return
    mover = closure.mover[last][position]
    after = mover if mover in closure.label else NOBODY
    step = model.improvements_from if improving else model.moves_from
    assert mover != last
    assert parent in step(mover, position)
    assert label == closure.label[after][parent]
    assert closure.depth[after][parent] < closure.depth[last][position]


@on_every_engine
def test_without_movers_nothing_happens(name: str) -> None:
    model = model_of(*CASES["free"])
    values = values_for(model)
    assert ENGINES[name](model).close([], values).tolist() == values.tolist()
    assert ENGINES[name](model).close_improving([], values).tolist() == values.tolist()


@on_every_engine
def test_an_engine_knows_where_the_last_mover_matters(name: str) -> None:
    assert not ENGINES[name](model_of(*CASES["one-way in both directions"])).remembers
    assert engine_for(name, model_of(*CASES["impossible moves"])).remembers
    assert engine_for(name, model_of(*CASES["a graph"])).remembers


def test_nobody_moves_twice_in_succession_where_that_matters() -> None:
    # North alone could get from s1 to s3 in two moves only; south has no move in between.
    model = model_of(
        """states: {s1: , s2: , s3: }
decision-makers:
  north: {moves: {s1: [s2], s2: [s3]}, wants: []}
  south: {moves: {}, wants: []}"""
    )
    for engine in (NumericEngine(model), SetEngine(model)):
        assert engine.close(["north", "south"], np.array([2, 1, 0])).tolist() == [1, 0, 0]


@on_every_engine
@on_every_case
def test_what_spreads_from_a_start_is_what_improvements_reach(name: str, case: str) -> None:
    model = model_of(*CASES[case])
    engine = engine_for(name, model)
    for position in range(model.count):
        start = np.arange(model.count) == position
        expected = ends(model, model.decision_makers, position, improving=True)
        assert set(np.flatnonzero(engine.spread(start)).tolist()) == expected
    assert not engine.spread(np.zeros(model.count, dtype=np.bool_)).any()


# --- sizes ------------------------------------------------------------------------------------------------------------


def refused(engine: type[Engine], model: ConflictModel) -> str:
    with pytest.raises(TooLargeError) as caught:
        engine(model)
    return str(caught.value)


def test_the_set_engine_takes_2_to_the_12_states_and_no_more() -> None:
    assert SetEngine(model_of(makers(north=numbered(12)))).model.count == 2**12
    assert refused(SetEngine, model_of(makers(north=numbered(13)))) == (
        "8,192 feasible states; sets of states (coalitions) are computed for at most 4,096. "
        "Rule out combinations that cannot be (`rules`), or ask for single decision makers only."
    )


def test_with_impossible_moves_2_to_the_16_states_are_taken_and_no_more() -> None:
    blocked = "impossible-moves: [{from: o0, to: o1}]"
    assert NumericEngine(model_of(makers(north=numbered(16)), blocked)).model.count == 2**16
    assert refused(NumericEngine, model_of(makers(north=numbered(17)), blocked)) == (
        "131,072 feasible states; with impossible moves or in graph form at most 65,536 are solved. "
        "Rule out combinations that cannot be (`rules`), or express impossible moves as rules."
    )


def test_in_option_form_2_to_the_20_states_are_taken() -> None:
    model = model_of(makers(north=f"{numbered(19)}; wants: [o3]", south="last; wants: [not last]"))
    best = NumericEngine(model).best_move("south", model.payoffs["south"])
    assert model.count == 2**20
    assert best.all()


def test_beyond_the_limit_in_option_form_the_number_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NumericEngine, "most", 4)
    assert refused(NumericEngine, model_of(*CASES["free"])).startswith(
        "8 feasible states; in option form at most 4 are solved."
    )


def test_too_many_one_way_options_of_one_decision_maker_are_refused() -> None:
    chain = [f"o{number} if o{number + 1}" for number in range(16)]
    model = model_of(makers(north=f"{numbered(17)}; wants: [o1]"), rules(chain), f"irreversible: [{numbered(17)}]")
    with pytest.raises(TooLargeError, match="one decision maker has 17 one-way options; at most 16 are solved"):
        NumericEngine(model).best_move("north", model.payoffs["north"])


def test_too_many_moves_to_list_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "MAX_MOVES", 20)
    model = model_of(*CASES["impossible moves"])
    with pytest.raises(TooLargeError, match="64 single moves of one decision maker would have to be listed; at most 20 are"):
        NumericEngine(model).best_move("north", model.payoffs["north"])


def test_too_many_entries_of_one_way_options_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "MAX_ENTRIES", 10)
    model = model_of(*CASES["one-way in both directions"])
    with pytest.raises(TooLargeError, match="make 18 entries of reachable states; 10 fit"):
        NumericEngine(model).best_move("north", model.payoffs["north"])


@pytest.mark.parametrize("case", ["impossible moves", "a graph"])
def test_moves_looked_at_in_small_parts_come_to_the_same(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(*CASES[case])
    values = values_for(model)
    whole = {dm: NumericEngine(model).close(list(model.decision_makers), values).tolist() for dm in model.decision_makers}
    monkeypatch.setattr(relations, "PART", 3)
    assert {dm: NumericEngine(model).close(list(model.decision_makers), values).tolist() for dm in whole} == whole


def test_numbers_too_large_for_half_the_width_are_computed_in_full() -> None:
    model = model_of(*CASES["one-way in both directions"])
    wide = values_for(model) * 10**9
    engine, plain = NumericEngine(model), SetEngine(model)
    for dm in model.decision_makers:
        assert engine.close_improving([dm], wide).tolist() == plain.close_improving([dm], wide).tolist()


# --- which engine, and what it takes over -----------------------------------------------------------------------------


def test_by_default_the_numeric_engine_solves() -> None:
    model = model_of(*CASES["free"])
    assert choose_engine(model).name == "numeric"
    assert choose_engine(model, "sets").name == "sets"


def test_an_engine_that_does_not_exist_is_asked_back() -> None:
    with pytest.raises(UnknownNameError, match='unknown engine "set"'):
        choose_engine(model_of(*CASES["free"]), "set")


@on_every_case
def test_a_layout_used_again_comes_to_the_same(case: str) -> None:
    situation = read(*CASES[case])
    base = build(situation)
    before = NumericEngine(base)
    for dm in base.decision_makers:
        before.best_move(dm, base.payoffs[dm])
    turned = {dm: payoff.max() - payoff for dm, payoff in base.payoffs.items()}
    model = replace(base, payoffs=turned, known_of_moves={})
    fresh, again = NumericEngine(model), NumericEngine(model, before)
    values = values_for(model)
    for dm in model.decision_makers:
        assert again.close_improving([dm], values).tolist() == fresh.close_improving([dm], values).tolist()
        assert again.best_move(dm, values).tolist() == fresh.best_move(dm, values).tolist()


@searching
@given(situation=situations(), generator=st.randoms(use_true_random=False))
def test_every_case_comes_to_the_same_whichever_case_was_solved_before(situation: Situation, generator: random.Random) -> None:
    cases = list(situation.cases())
    before = build(situation, generator.choice(cases))
    for case in cases:
        fresh, again = build(situation, case), build(situation, case, like=before)
        assert again.labels() == fresh.labels()
        assert again.status_quo == fresh.status_quo
        for dm in fresh.decision_makers:
            assert again.payoffs[dm].tolist() == fresh.payoffs[dm].tolist()
            for position in range(fresh.count):
                assert again.moves_from(dm, position).tolist() == fresh.moves_from(dm, position).tolist()


# --- threads ----------------------------------------------------------------------------------------------------------


@on_every_engine
@on_every_case
def test_threads_share_the_work_and_change_nothing(name: str, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    situation = read(*CASES[case])
    engine_for(name, build(situation))
    alone = analyse(situation, engine=name)
    monkeypatch.setattr("lagebild.solutions.analysis.THREADS_FROM", 1)
    together = analyse(situation, engine=name)
    for one, other in zip(alone.solutions, together.solutions, strict=True):
        assert list(one.stability) == list(other.stability)
        for code, by_maker in one.stability.items():
            assert list(other.stability[code]) == list(by_maker)
            for dm, stable in by_maker.items():
                assert other.stable(code, dm).tolist() == stable.tolist()


# --- sets -------------------------------------------------------------------------------------------------------------


def test_the_members_of_a_set_come_in_ascending_order() -> None:
    assert list(sets.members(0b1011000)) == [3, 4, 6]
    assert list(sets.members(0)) == []


@on_every_case
def test_sets_reach_what_legal_sequences_reach(case: str) -> None:
    model = model_of(*CASES[case])
    engine = SetEngine(model)
    for improving in (False, True):
        for start in range(model.count):
            found = set(sets.members(engine.reach(model.decision_makers, start, improving=improving)))
            assert found | {start} == ends(model, model.decision_makers, start, improving=improving)
