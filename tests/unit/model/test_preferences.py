"""From wants, rankings and weights to payoffs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from lagebild.errors import InputError
from lagebild.model import build
from lagebild.model.preferences import dense
from lagebild.situation import PreferenceStatement, Ranking, Situation, Tier, Weight
from lagebild.statements import parse
from tests.unit.model.small import makers, model_of, numbered, read, rules


def payoffs(*sections: str, dm: str = "north") -> list[int]:
    found: list[int] = model_of(*sections).payoffs[dm].tolist()
    return found


def test_the_first_want_outweighs_all_others_together() -> None:
    assert payoffs(makers(north="a, b, c; wants: [c, b, a]")) == list(range(8))
    assert payoffs(makers(north="a, b, c; wants: [c]")) == [0, 0, 0, 0, 1, 1, 1, 1]


def test_who_wants_nothing_is_indifferent() -> None:
    assert payoffs(makers(north="a, b")) == [0, 0, 0, 0]


def test_a_want_that_is_the_same_everywhere_makes_no_difference() -> None:
    assert payoffs(makers(north="a; wants: [a or not a, not a, true, false]")) == [1, 0]


def test_a_want_with_a_condition_is_satisfied_where_the_condition_fails() -> None:
    assert payoffs(makers(north="a, b; wants: [a if b]")) == [1, 1, 0, 1]


def test_the_order_of_an_any_order_group_is_the_cases() -> None:
    situation = read(makers(north="a, b; wants: [{any-order: [a, b]}]"))
    assert [build(situation, case).payoffs["north"].tolist() for case in situation.cases()] == [[0, 2, 1, 3], [0, 1, 2, 3]]


@pytest.mark.parametrize("count", [62, 63, 64, 65, 100, 129])
def test_any_number_of_wants_is_compared_from_the_first_to_the_last(count: int) -> None:
    # All say the same but the last, which alone tells 0 from 1 and 2 from 3.
    wants = ["b"] * (count - 1) + ["a"]
    assert payoffs(makers(north=f"a, b; wants: [{', '.join(wants)}]")) == [0, 1, 2, 3]
    turned = ["not b", *["b"] * (count - 2), "a"]
    assert payoffs(makers(north=f"a, b; wants: [{', '.join(turned)}]")) == [2, 3, 0, 1]


def test_many_different_wants_make_the_lexicographic_order() -> None:
    names = [f"o{number}" for number in range(10)]
    wants = [*names[::-1], *(f"not {name}" for name in names)] * 4
    assert payoffs(makers(north=f"{numbered(10)}; wants: [{', '.join(wants)}]")) == list(range(2**10))


def test_weights_add_up() -> None:
    assert payoffs(makers(north="a, b; weights: {a: 2, b: -1}")) == [1, 3, 0, 2]


def test_weights_are_exact_decimals() -> None:
    # In binary floating point 0.1 + 0.2 is more than 0.3; here it is a tie.
    assert payoffs(makers(north="a, b, c; weights: {a: 0.1, b: 0.2, c: 0.3}")) == [0, 1, 2, 3, 3, 4, 5, 6]


def test_weights_of_very_different_size_are_told_apart() -> None:
    situation = weighted(read(makers(north="a, b, c")), {"a": "1e-30", "b": "1e30", "c": "1"})
    assert build(situation).payoffs["north"].tolist() == [0, 1, 4, 5, 2, 3, 6, 7]


def test_weights_of_whole_numbers_in_exponent_notation_count_in_full() -> None:
    situation = weighted(read(makers(north="a, b")), {"a": "1E+2", "b": "99.5"})
    assert build(situation).payoffs["north"].tolist() == [0, 2, 1, 3]


def test_weights_with_more_digits_than_a_calculator_shows_count_to_the_last_one() -> None:
    digits = "1234567890" * 4
    situation = weighted(read(makers(north="a, b")), {"a": f"0.{digits}1", "b": f"0.{digits}2"})
    assert build(situation).payoffs["north"].tolist() == [0, 1, 2, 3]


def weighted(situation: Situation, weights: dict[str, str]) -> Situation:
    lines = tuple(Weight(address=f"weights.north.{name}", name=name, value=Decimal(value)) for name, value in weights.items())
    (north,) = situation.decision_makers
    return replace(situation, decision_makers=(replace(north, wants=None, weights=lines),))


def test_weights_break_the_ties_of_wants_and_nothing_else() -> None:
    assert payoffs("decision-makers: {north: {options: {a: , b: , c: }, wants: [a], weights: {b: 1, c: 5, a: -100}}}") == [
        0, 4, 1, 5, 2, 6, 3, 7
    ]  # fmt: skip


def test_weights_count_definitions_joint_options_and_circumstances() -> None:
    sections = (
        makers(north="a; weights: {deal: 1, treaty: 2, drought: 9}", south="b"),
        "joint-options: {treaty: {by: [north, south]}}",
        "definitions: {deal: a and b}",
        "circumstances: {drought: yes}",
    )
    assert payoffs(*sections) == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 2, 2, 3]


def test_a_ranking_gives_every_tier_a_payoff() -> None:
    assert payoffs(makers(north="a, b; ranking: [a, [nothing, b], a + b]")) == [1, 2, 1, 0]
    assert payoffs(makers(north="a, b; ranking: [2, the rest]")) == [0, 0, 1, 0]


def test_the_rest_may_be_nothing() -> None:
    assert payoffs(makers(north="a; ranking: [nothing, a, the rest]")) == [1, 0]


RANKED = makers(north="a, b")


def ranked(situation: Situation, tiers: Iterable[tuple[int | str, ...]], *, rest: bool = False) -> Situation:
    """As no reader would let it through; a change of a situation may leave it so."""
    lines = tuple(Tier(address=f"ranking.north.{n}", states=states) for n, states in enumerate(tiers, start=1))
    north, *others = situation.decision_makers
    north = replace(north, wants=None, ranking=Ranking(address="ranking.north", tiers=lines, rest=rest))
    return replace(situation, decision_makers=(north, *others))


def refused(situation: Situation) -> list[str]:
    with pytest.raises(InputError) as caught:
        build(situation)
    return [str(fault) for fault in caught.value.faults]


def test_a_ranking_with_gaps_is_refused_with_what_is_missing() -> None:
    assert refused(ranked(read(RANKED), [(1,), (3,)])) == [
        "ranking of north: 2 of 4 feasible states are not ranked: 0, 2. Add them, or end with a line `the rest`."
    ]


def test_of_many_missing_states_ten_are_named() -> None:
    assert refused(ranked(read(makers(north=numbered(4))), [(0,)])) == [
        "ranking of north: 15 of 16 feasible states are not ranked: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …. "
        "Add them, or end with a line `the rest`."
    ]


def test_a_state_ranked_twice_is_refused_with_both_lines() -> None:
    assert refused(ranked(read(RANKED), [(1,), (2, 1)], rest=True)) == [
        "ranking of north, line 2: state 1 stands in line 1 already. Every state belongs in exactly one tier."
    ]


def test_an_infeasible_state_in_a_ranking_is_refused() -> None:
    assert refused(ranked(read(RANKED, rules(["not (a and b)"])), [(1,), (3, 0, 2)])) == [
        "ranking of north, line 2: state 3 is not feasible. Take it out of the ranking."
    ]


def test_everything_wrong_with_the_rankings_of_everybody_is_said_at_once() -> None:
    situation = ranked(read(makers(north="a", south="b")), [(7,), (1,), (1,)])
    north, south = situation.decision_makers
    both = replace(situation, decision_makers=(north, replace(south, wants=None, ranking=Ranking(address="r", tiers=()))))
    assert refused(both) == [
        "ranking of north, line 1: state 7 is not feasible. Take it out of the ranking.",
        "ranking of north, line 3: state 1 stands in line 2 already. Every state belongs in exactly one tier.",
        "ranking of north: 3 of 4 feasible states are not ranked: 0, 2, 3. Add them, or end with a line `the rest`.",
        "ranking of south: 4 of 4 feasible states are not ranked: 0, 1, 2, 3. Add them, or end with a line `the rest`.",
    ]


def test_dense_ranks_leave_none_out() -> None:
    assert dense(np.array([7, -3, 7, 100])).tolist() == [1, 0, 1, 2]


def test_wants_may_speak_of_anybodys_options() -> None:
    situation = read(makers(north="a; wants: [not b]", south="b"))
    assert build(situation).payoffs["north"].tolist() == [1, 1, 0, 0]
    stated = situation.decision_makers[0].wants
    assert stated == (PreferenceStatement(address="wants.north.1", id="1", statement=parse("not b")),)
