"""Every pair of weak orders on the conflict of two decision makers with one option each: 5,625 models, coalitions included."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from lagebild.engine import SetEngine
from lagebild.engine.interface import Engine
from lagebild.engine.numeric import NumericEngine
from lagebild.model import ConflictModel, build
from lagebild.solutions.coalitions import coalition_stability, equilibrium_jumps
from lagebild.solutions.concepts import DEFAULT_CODES, concepts_named
from lagebild.solutions.view import View
from tests.oracle import definitions as oracle
from tests.strategies import situation_of

DOCUMENT = {
    "lagebild": 1,
    "title": "Two by two",
    "as-of": "2025-03-01",
    "language": "en",
    "decision-makers": {
        "north": {"options": {"build": {"name": "build"}}, "wants": []},
        "south": {"options": {"sue": {"name": "sue"}}, "wants": []},
    },
}
COALITIONS = (("north",), ("south",), ("north", "south"))


def weak_orders() -> list[tuple[int, ...]]:
    """Every weak order of four states, as dense ranks."""
    return [ranks for ranks in itertools.product(range(4), repeat=4) if set(ranks) == set(range(max(ranks) + 1))]


def stability(engine: Engine, model: ConflictModel) -> dict[tuple[str, str], set[int]]:
    view = View(model, engine)
    return {
        (concept.code, dm): set(np.flatnonzero(concept.stable(view, dm)).tolist())
        for concept in concepts_named(None)
        for dm in model.decision_makers
    }


def test_there_are_75_weak_orders_of_four_states() -> None:
    assert len(weak_orders()) == 75


def test_all_5625_models_agree_with_the_definitions() -> None:
    situation = situation_of(DOCUMENT)
    base = build(situation)
    conflict = oracle.conflict_of(situation)
    numeric = NumericEngine(base)
    solved = 0
    for first, second in itertools.product(weak_orders(), repeat=2):
        payoffs = {"north": np.array(first), "south": np.array(second)}
        model = replace(base, payoffs=payoffs)
        plain = replace(
            conflict, better={dm: dict(enumerate(values)) for dm, values in zip(payoffs, (first, second), strict=True)}
        )
        expected = {(code, dm): oracle.stable_states(plain, code, dm) for code in DEFAULT_CODES for dm in payoffs}
        sets = SetEngine(model)
        assert stability(NumericEngine(model, numeric), model) == expected
        assert stability(sets, model) == expected
        for coalition in COALITIONS:
            for code, positions in coalition_stability(sets, coalition, DEFAULT_CODES).items():
                assert set(positions) == oracle.coalition_stable_states(plain, code, coalition), (first, second, coalition)
        equilibria = {
            code: tuple(s for s in range(4) if s in expected[code, "north"] & expected[code, "south"]) for code in DEFAULT_CODES
        }
        jumps = equilibrium_jumps(sets, COALITIONS, equilibria)
        for code in DEFAULT_CODES:
            found = {(j.origin, frozenset(j.coalition), j.target) for j in jumps if j.concept == code}
            assert found == oracle.equilibrium_jumps(plain, code)
        solved += 1
    assert solved == 5625
