"""Several models solved together are what each is alone: moves, closures, whole solutions; and which go together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lagebild.engine import NumericEngine, StackedEngine
from lagebild.engine.interface import Values
from lagebild.model import Builder, ConflictModel, build
from lagebild.situation import DecisionMaker, Situation
from lagebild.solutions import CODES, Solution, analysis, solve_models
from lagebild.solutions.concepts import Concept, concepts_named
from tests.strategies import random_option_document, situation_of
from tests.unit.model.small import makers, model_of

searching = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
generators = st.integers(min_value=0, max_value=2**32).map(random.Random)

IN_ROWS = tuple(concept for concept in concepts_named([*CODES, "mmr:1", "mmr:2", "mmr:3"]) if concept.in_rows)


def concepts_for(models: Sequence[ConflictModel]) -> tuple[Concept, ...]:
    """Every concept that can be worked out for several models at once and applies to these."""
    return tuple(concept for concept in IN_ROWS if not any(concept.refuses(model) for model in models))


def solve(models: Sequence[ConflictModel], like: Solution | None = None) -> list[Solution]:
    return solve_models(models, concepts_for(models), [like] * len(models))


def one_by_one(models: Sequence[ConflictModel]) -> list[dict[tuple[str, str], list[bool]]]:
    return [everything_in(solve_models([model], concepts_for(models), [None])[0]) for model in models]


def variants(rng: random.Random, *, transitive: bool = True) -> list[ConflictModel]:
    """A situation in every case, and the same with other preferences: models that share states and moves where they can."""
    situation = situation_of(random_option_document(rng, most_options=5, most_decision_makers=4, transitive=transitive))
    models: list[ConflictModel] = []
    for changed in (situation, *(shuffled(situation, rng) for _ in range(rng.randint(1, 5)))):
        builder = Builder(changed)
        for case in changed.cases():
            models.append(builder.build(case, models[-1] if models else None))
    return models


def shuffled(situation: Situation, rng: random.Random) -> Situation:
    """Everybody's wants, tiers and weights in another order; sometimes one less."""

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        wants = None if dm.wants is None else tuple(rng.sample(dm.wants, rng.randint(min(1, len(dm.wants)), len(dm.wants))))
        ranking = dm.ranking and replace(dm.ranking, tiers=tuple(rng.sample(dm.ranking.tiers, len(dm.ranking.tiers))))
        values = rng.sample([weight.value for weight in dm.weights], len(dm.weights))
        weights = tuple(replace(weight, value=value) for weight, value in zip(dm.weights, values, strict=True))
        return replace(dm, wants=wants, ranking=ranking, weights=weights)

    return replace(situation, decision_makers=tuple(map(somebody, situation.decision_makers)))


def same_moves(models: list[ConflictModel]) -> list[ConflictModel]:
    """The models that have the moves of the first."""
    return [model for model in models if model.moves is models[0].moves]


def stacked(models: list[ConflictModel]) -> tuple[StackedEngine, list[NumericEngine]]:
    engines = [NumericEngine(model, None) for model in models]
    return StackedEngine(engines), [NumericEngine(model, None) for model in models]


def everything_in(solution: Solution) -> dict[tuple[str, str], list[bool]]:
    return {(code, dm): stable.tolist() for code, by in solution.stability.items() for dm, stable in by.items()}


def rows(rng: random.Random, models: list[ConflictModel]) -> Values:
    return np.array([[rng.randrange(4) for _ in range(models[0].count)] for _ in models], dtype=np.int64)


@searching
@given(rng=generators)
def test_solved_together_is_what_each_is_alone(rng: random.Random) -> None:
    models = variants(rng)
    together = solve(models)
    assert [found.model for found in together] == models
    assert [everything_in(found) for found in together] == one_by_one(models)


@searching
@given(rng=generators)
def test_solved_together_where_the_last_mover_counts_is_what_each_is_alone(rng: random.Random) -> None:
    """Impossible moves: such models are not stacked, and come out in their places all the same."""
    models = variants(rng, transitive=False)
    assert [everything_in(found) for found in solve(models)] == one_by_one(models)


@searching
@given(rng=generators)
def test_models_with_layouts_taken_over_are_what_each_is_alone(rng: random.Random) -> None:
    models = variants(rng)
    before = solve(models[:1])[0]
    assert [everything_in(found) for found in solve(models, before)] == one_by_one(models)


def test_the_usual_concepts_are_among_those_that_are_stacked() -> None:
    assert {"nash", "gmr", "smr", "seq", "sseq", "mmr:3"} <= {concept.code for concept in IN_ROWS}


@searching
@given(rng=generators)
def test_every_row_of_a_move_or_a_closure_is_that_of_its_own_engine(rng: random.Random) -> None:
    models = same_moves(variants(rng))
    assume(models[0].transitive)
    stack, engines = stacked(models)
    values, limit = rows(rng, models), rng.randrange(6)
    names = models[0].decision_makers
    group = rng.sample(names, rng.randint(1, len(names)))
    for mover in names:
        for improving in (False, True):
            found = stack.least(mover, values.copy(), limit, improving=improving)
            for row, engine in enumerate(engines):
                one = engine.least(mover, values[row].copy(), limit, improving=improving)
                assert found[row].tolist() == one.tolist()
        best = stack.best_move(mover, values)
        assert [row.tolist() for row in best] == [e.best_move(mover, values[n]).tolist() for n, e in enumerate(engines)]
    for close, closes in ((stack.close, "close"), (stack.close_improving, "close_improving")):
        found = close(group, values.copy())
        for row, engine in enumerate(engines):
            assert found[row].tolist() == getattr(engine, closes)(group, values[row].copy()).tolist()


def test_models_are_drawn_that_do_share_their_moves() -> None:
    """Else nothing above would be about stacks."""
    counts = [len(same_moves(variants(random.Random(seed)))) for seed in range(50)]
    assert sum(count > 1 for count in counts) > 40
    assert max(counts) > 5


# --- which go together ------------------------------------------------------------------------------------------------


def alike(count: int) -> Iterator[ConflictModel]:
    """Models of four states with the same moves."""
    model = model_of(makers(north="build; wants: [build]", south="sue; wants: [sue]"))
    for _ in range(count):
        yield model
        model = build(model.situation, like=model)


def stacks_of(models: list[ConflictModel]) -> list[list[int]]:
    return analysis._stacks([NumericEngine(model, None) for model in models])


def test_stacks_stay_within_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "STACKED", 12)
    assert stacks_of(list(alike(7))) == [[0, 1, 2], [3, 4, 5], [6]]
    monkeypatch.setattr(analysis, "STACKED", 3)
    assert stacks_of(list(alike(3))) == [[0], [1], [2]]


def test_small_stacks_give_what_one_large_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    models = variants(random.Random(3))
    together = [everything_in(found) for found in solve(models)]
    monkeypatch.setattr(analysis, "STACKED", 2 * models[0].count)
    assert max(len(stack) for stack in stacks_of(models)) == 2
    assert [everything_in(found) for found in solve(models)] == together


def test_models_with_moves_of_their_own_stand_alone() -> None:
    free = makers(north="build; wants: [build]", south="sue; wants: [sue]")
    models = [model_of(free), model_of(free), model_of(free, "impossible-moves: [{from: build, to: not build}]")]
    assert stacks_of(models) == [[0], [1], [2]]
    blocked = models[2]
    assert stacks_of([blocked, build(blocked.situation, like=blocked)]) == [[0], [1]]
