"""Four mistakes that are easy to make in an engine. Each is made here on purpose, and the search must find it out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from lagebild.engine.interface import Engine, Values
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.relations import BucketRelation
from lagebild.model import ConflictModel, OptionMoves, build
from lagebild.solutions.concepts import concepts_named
from lagebild.solutions.view import StateSet, View
from tests.oracle import definitions as oracle
from tests.strategies import random_option_document, situation_of

SEEDS = range(500)


class WithoutTheLesser(View):
    """Forgets that a move that is no improvement is no reason to leave, whatever comes after it."""

    def deterred(self, focal: str, worst: Values) -> StateSet:
        return self.best_move(focal, worst) <= self.payoff(focal)


class SuffixInsteadOfDominance(NumericEngine):
    """Takes everything better in the sorted group for reachable, although options are one-way."""

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        moves = self.model.moves[mover]
        if improving and isinstance(moves, OptionMoves) and not self.remembers:
            both_ways = replace(moves, kept_taken=0, kept_given_up=0)
            return BucketRelation(both_ways, self.model.payoffs[mover]).least_improving(values, limit)
        return super().least(mover, values, limit, improving=improving)


class OneSweep(NumericEngine):
    """Gives every decision maker one turn and stops."""

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        limit = int(values.max()) + 1
        for mover in movers:
            values = np.minimum(values, self.least(mover, values, limit, improving=True))
        return values


class InfeasiblePassesOn(NumericEngine):
    """Works on all 2^m patterns and does not mask infeasible ones again between two decision makers."""

    def close(self, movers: Sequence[str], values: Values) -> Values:
        size = 2 ** len(self.model.option_keys)
        everywhere = np.arange(size, dtype=np.uint64)
        spread = np.full(size, int(values.max()) + 1, dtype=np.int64)
        spread[self.model.states.astype(np.int64)] = values
        while True:
            before = spread
            for mover in movers:
                moves = self.model.moves[mover]
                assert isinstance(moves, OptionMoves)
                relation = BucketRelation(replace(moves, states=everywhere), np.zeros(size, dtype=np.int64))
                spread = np.minimum(spread, relation.least(spread))
            if np.array_equal(before, spread):
                return spread[self.model.states.astype(np.int64)]


def honest(model: ConflictModel) -> View:
    return View(model, NumericEngine(model))


def with_engine(engine: Callable[[ConflictModel], Engine]) -> Callable[[ConflictModel], View]:
    return lambda model: View(model, engine(model))


MUTANTS = {
    "leaving out the lesser of payoff and sanction": lambda model: WithoutTheLesser(model, NumericEngine(model)),
    "a suffix instead of a dominance query": with_engine(SuffixInsteadOfDominance),
    "one sweep instead of a fixpoint": with_engine(OneSweep),
    "infeasible states not masked between two decision makers": with_engine(InfeasiblePassesOn),
}


def disagreements(view_of: Callable[[ConflictModel], View], most: int = 1) -> int:
    """How many of the random conflicts come out otherwise than by the definitions; the search stops at ``most``."""
    found = 0
    for seed in SEEDS:
        situation = situation_of(random_option_document(random.Random(seed), transitive=True, most_cases=1))
        model = build(situation)
        view, conflict = view_of(model), oracle.conflict_of(situation)
        found += any(
            {label for label, holds in zip(model.labels(), concept.stable(view, dm), strict=True) if holds}
            != oracle.stable_states(conflict, concept.code, dm)
            for concept in concepts_named(None)
            for dm in model.decision_makers
        )
        if found >= most:
            break
    return found


@pytest.mark.parametrize("mistake", MUTANTS)
def test_the_search_finds_out(mistake: str) -> None:
    assert disagreements(MUTANTS[mistake]) == 1


def test_the_engine_itself_is_not_found_out() -> None:
    assert disagreements(honest) == 0
