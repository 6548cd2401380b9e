"""The audit against the long way round, on random situations."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from lagebild.analyses.audit import audit
from lagebild.changes.losses import OPPOSITE, lose
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.strategies import situations


def _equilibria(situation: Situation) -> list[dict[str, set[int | str]]]:
    return [
        {c.code: {s.model.label(position) for position in s.equilibria(c.code)} for c in s.concepts}
        for s in analyse(situation).solutions
    ]


@given(situations())
@settings(max_examples=60, deadline=None)
def test_what_an_exchanged_order_brings_is_what_solving_it_afresh_brings(situation: Situation) -> None:
    before = _equilibria(situation)
    for order in audit(situation).orders:
        after = _equilibria(lose(situation, {order.address: OPPOSITE}).situation)
        assert order.difference is not None
        for code in before[0]:
            shift = order.difference.shift(code)
            pairs = list(zip(before, after, strict=True))
            assert set(shift.appears if shift else ()) == set().union(*(new[code] - old[code] for old, new in pairs))
            assert set(shift.vanishes if shift else ()) == set().union(*(old[code] - new[code] for old, new in pairs))


@given(situations())
@settings(max_examples=60, deadline=None)
def test_a_rule_without_effect_can_go_and_any_other_cannot(situation: Situation) -> None:
    found = audit(situation)
    idle = {line.address for line in found.idle if line.kind == "rule"}
    assert found.trials is not None
    if any(dm.ranking is not None for dm in situation.decision_makers):
        return
    states = {model.case: set(model.labels()) for model in found.trials.base.models}
    for rule in situation.rules:
        freer = replace(situation, rules=tuple(other for other in situation.rules if other is not rule))
        same = all(set(s.model.labels()) == states[s.case] for s in analyse(freer, ["nash"]).solutions)
        assert (rule.address in idle) == same


def _turnable(pattern: int, state: int, bit: int, own: int, states: set[int]) -> bool:
    """Whether a move that differs from ``pattern`` in own options only can turn ``bit`` from how it stands in ``state``."""
    return any(other & ~own == pattern & ~own and (other ^ state) & bit for other in states)


@given(situations())
@settings(max_examples=100, deadline=None)
def test_a_veto_holds_in_its_example_and_ends_with_what_it_is_held_by(situation: Situation) -> None:
    trials = audit(situation).trials
    assert trials is not None
    for veto in trials.vetoes:
        keys = [option.key for option in situation.options]
        bit = 1 << keys.index(veto.option)
        own = sum(1 << number for number, key in enumerate(keys) if key.split(".")[0] == veto.decision_maker)

        by_case = [{int(label) for label in model.labels()} for model in trials.base.models]
        assert any(veto.state in states and not _turnable(veto.state, veto.state, bit, own, states) for states in by_case)
        for key in veto.held_by:
            freed = veto.state ^ (1 << keys.index(key))
            assert any(_turnable(freed, veto.state, bit, own, states) for states in by_case)
            assert not key.startswith(f"{veto.decision_maker}.")


@given(situations())
@settings(max_examples=60, deadline=None)
def test_a_want_that_says_nothing_can_go_without_changing_a_comparison(situation: Situation) -> None:
    trials = audit(situation).trials
    assert trials is not None
    for want in trials.wants:
        if not want.tells_apart:
            assert not want.difference.verdicts
            assert want.difference.shifts == ()
        if want.constant is not None:
            assert not want.tells_apart
            assert want.decides_move in (False, None)
