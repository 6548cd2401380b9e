"""Every engine against the definitions as plain sets: random conflicts in option and in graph form."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from lagebild.engine import ENGINES
from lagebild.errors import NotApplicableError
from lagebild.model import build
from lagebild.situation import Situation
from lagebild.solutions import DEFAULT_CODES, analyse
from tests.oracle import definitions as oracle
from tests.strategies import situations

searching = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("engine", ENGINES)
@searching
@given(situation=situations())
def test_stability_is_what_the_definitions_say(engine: str, situation: Situation) -> None:
    assume(not isinstance(ENGINES[engine].refusal(build(situation)), NotApplicableError))
    analysis = analyse(situation, engine=engine)
    for solution in analysis.solutions:
        conflict = oracle.conflict_of(situation, solution.case)
        assert solution.model.labels() == list(conflict.states)
        labels = solution.model.labels()
        for code in DEFAULT_CODES:
            for dm in conflict.decision_makers:
                stable = {label for label, holds in zip(labels, solution.stable(code, dm), strict=True) if holds}
                assert stable == oracle.stable_states(conflict, code, dm), (code, dm)
            assert {labels[p] for p in solution.equilibria(code)} == oracle.equilibria(conflict, code)


@searching
@given(situation=situations(most_options=5, most_decision_makers=4))
def test_coalition_stability_is_what_the_definitions_say(situation: Situation) -> None:
    analysis = analyse(situation, coalitions="all")
    for solution, found in zip(analysis.solutions, analysis.coalitions, strict=True):
        conflict = oracle.conflict_of(situation, solution.case)
        label = solution.model.label
        for coalition, by_concept in found.stability.items():
            for code, positions in by_concept.items():
                expected = oracle.coalition_stable_states(conflict, code, coalition)
                assert {label(p) for p in positions} == expected, (code, coalition)
        for code in DEFAULT_CODES:
            jumps = {(label(j.origin), frozenset(j.coalition), label(j.target)) for j in found.jumps if j.concept == code}
            assert jumps == oracle.equilibrium_jumps(conflict, code)


@searching
@given(situation=situations())
def test_a_coalition_of_one_agrees_with_its_member_where_the_definitions_do(situation: Situation) -> None:
    analysis = analyse(situation, coalitions=[[dm.id] for dm in situation.decision_makers])
    for solution, found in zip(analysis.solutions, analysis.coalitions, strict=True):
        for (member,), by_concept in found.stability.items():
            for code in ("nash", "gmr", "smr"):
                assert list(by_concept[code]) == solution.stable(code, member).nonzero()[0].tolist(), (code, member)
            # The others may sanction as coalitions, so that seq of the decision maker implies coalition seq, not conversely.
            assert set(solution.stable("seq", member).nonzero()[0].tolist()) <= set(by_concept["seq"])
