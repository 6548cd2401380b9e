"""The inverse problem against the definitions: every ranking of small conflicts is gone through."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from lagebild.analyses.inverse import Condition, Inverse, Requirement, inverse
from lagebild.analyses.inverse.shares import weak_rankings
from lagebild.solutions import analyse
from tests.oracle import definitions
from tests.oracle.definitions import Conflict, conflict_of
from tests.strategies import random_graph_document, situation_of

CODES = ("nash", "gmr", "smr", "seq", "sseq")

SEEDS = range(8)


def small_conflict(seed: int, *, makers: int, states: int) -> Any:
    """A random conflict in graph form with at most so many decision makers and states, and at least one move."""
    rng = random.Random(seed)
    while True:
        document = random_graph_document(rng, most_states=states, most_decision_makers=makers)
        if sum(len(targets) for dm in document["decision-makers"].values() for targets in dm["moves"].values()) >= 2:
            return situation_of(document)


def all_rankings(conflict: Conflict, free: tuple[str, ...]) -> Iterator[dict[str, dict[Any, int]]]:
    """Every ranking of those in ``free``, the others as they are."""
    rankings = [dict(zip(conflict.states, tiers, strict=True)) for tiers in weak_rankings(len(conflict.states))]
    for chosen in itertools.product(rankings, repeat=len(free)):
        yield {**conflict.better, **dict(zip(free, chosen, strict=True))}  # type: ignore[dict-item]


def truth(conflict: Conflict, requirement: Requirement, state: Any, better: Mapping[str, Any]) -> bool:
    """What the definitions say."""
    other = replace(conflict, better=better)
    makers = requirement.asked if requirement.goal == "stable" else conflict.decision_makers
    return all(definitions.is_stable(other, requirement.concept, i, state) for i in makers)


def arrays(conflict: Conflict, better: Mapping[str, Any]) -> dict[str, Any]:
    return {i: np.array([better[i][s] for s in conflict.states]) for i in conflict.decision_makers}


def cases(makers: int, states: int) -> Iterator[tuple[Conflict, Inverse, Any]]:
    for seed in SEEDS:
        situation = small_conflict(seed, makers=makers, states=states)
        conflict = conflict_of(situation)
        state = conflict.states[seed % len(conflict.states)]
        yield conflict, inverse(analyse(situation, CODES), state, CODES), state


def parts_left_out(condition: Condition) -> Iterator[Condition]:
    """The condition with one comparison, one alternative or one block left out."""
    for n, block in enumerate(condition.blocks):
        yield Condition(blocks=condition.blocks[:n] + condition.blocks[n + 1 :])
        for k, alternative in enumerate(block):
            others = block[:k] + block[k + 1 :]
            if others:
                yield Condition(blocks=(*condition.blocks[:n], others, *condition.blocks[n + 1 :]))
            for comparison in alternative:
                fewer = (*block[:k], alternative - {comparison}, *block[k + 1 :])
                yield Condition(blocks=(*condition.blocks[:n], fewer, *condition.blocks[n + 1 :]))


@pytest.mark.parametrize(("makers", "states"), [(2, 4), (3, 3), (4, 3)])
def test_the_condition_holds_for_just_the_rankings_for_which_the_definition_does(makers: int, states: int) -> None:
    for conflict, found, state in cases(makers, states):
        for requirement in found.requirements:
            assert requirement.condition.complete
            if len(requirement.asked) > 2 and requirement.concept not in ("seq", "sseq"):
                continue
            holding = [0, 0, 0, 0]
            for better in all_rankings(conflict, requirement.asked):
                expected = truth(conflict, requirement, state, better)
                assert bool(requirement.condition.holds(arrays(conflict, better))) == expected, (found.state, requirement)
                strict = all(len(set(better[i].values())) == len(conflict.states) for i in requirement.asked)
                holding[0] += expected
                holding[1] += 1
                holding[2] += expected and strict
                holding[3] += strict
            assert requirement.shares.weak.value == Fraction(holding[0], holding[1])
            assert requirement.shares.strict.value == Fraction(holding[2], holding[3])
            assert requirement.shares.weak.kind == requirement.shares.strict.kind == "exact"


def test_nothing_can_be_left_out_of_a_condition() -> None:
    for conflict, found, _ in cases(3, 4):
        for requirement in found.requirements:
            if len(requirement.asked) > 1 or requirement.condition.never:
                continue
            rankings = [arrays(conflict, better) for better in all_rankings(conflict, requirement.asked)]
            holds = [bool(requirement.condition.holds(ranking)) for ranking in rankings]
            for fewer in parts_left_out(requirement.condition):
                assert [bool(fewer.holds(ranking)) for ranking in rankings] != holds, requirement.condition


def changed(one: Any, other: Any) -> int:
    """How many pairs two rankings compare otherwise."""
    return sum(
        int(np.sign(one[a] - one[b]) != np.sign(other[a] - other[b])) for a, b in itertools.combinations(range(len(one)), 2)
    )


def test_no_ranking_is_nearer_than_the_nearest() -> None:
    for conflict, found, state in cases(2, 4):
        today = arrays(conflict, conflict.better)
        for requirement in found.requirements:
            reaching = [
                sum(changed(today[i], after[i]) for i in requirement.asked)
                for better in all_rankings(conflict, requirement.asked)
                if truth(conflict, requirement, state, better)
                for after in [arrays(conflict, better)]
            ]
            if requirement.met:
                assert min(reaching) == 0
                assert requirement.ranking is None
            elif not reaching:
                assert requirement.ranking is None
                assert requirement.condition.never
            else:
                assert requirement.ranking is not None
                assert requirement.ranking.exact
                assert requirement.ranking.pairs == min(reaching)
                after = {**today, **requirement.ranking.payoffs}
                assert bool(requirement.condition.holds(after))
                assert len(requirement.ranking.turned(found.analysis.solutions[0].model)) == min(reaching)
