"""The model: what states are called, where today can be, what is taken over from a model with the same moves."""

from __future__ import annotations

import pytest

from lagebild.errors import InputError, UnknownNameError
from lagebild.model import build
from tests.unit.model.small import makers, model_of, read, refusal, rules

TWO = makers(north="build, arm", south="sue")


def test_today_names_what_is_taken_and_leaves_out_what_is_not() -> None:
    assert model_of(TWO, "today: {arm: yes}").status_quo == (2,)
    assert model_of(TWO, "today: {}").status_quo == (0,)


def test_a_file_that_says_nothing_of_today_has_nothing_taken() -> None:
    assert model_of(TWO).status_quo == (0,)
    assert model_of(TWO, rules(["build"])).status_quo == ()


def test_what_is_unknown_of_today_leaves_several_states() -> None:
    assert model_of(TWO, "today: {build: unknown, sue: yes}").status_quo == (4, 5)
    assert model_of(TWO, "today: {build: unknown, arm: unknown}", rules(["not (build and arm)"])).status_quo == (0, 1, 2)


def test_a_joint_option_is_known_or_unknown_as_a_whole() -> None:
    sections = (makers(north="build", south="sue"), "joint-options: {treaty: {by: [north, south]}}")
    assert model_of(*sections, "today: {treaty: yes}").status_quo == (12,)
    assert model_of(*sections, "today: {treaty: unknown}").status_quo == (0, 12)
    assert model_of(*sections, "today: {north.treaty: unknown}").status_quo == (0, 4)


def test_a_today_that_a_rule_forbids_is_refused_with_the_rule() -> None:
    said = refusal(InputError, TWO, rules(["not (build and sue)", "not arm"]), "today: {build: yes, sue: yes}")
    assert said.endswith(
        'today: what is said of today breaks a rule: "not (build and sue)". What is not named counts as not taken.'
    )


def test_a_today_that_breaks_several_rules_is_refused_with_all_of_them() -> None:
    said = refusal(
        InputError, TWO, rules(["not (build and sue)", "not arm or not sue"]), "today: {build: yes, arm: yes, sue: yes}"
    )
    assert 'breaks rules: "not (build and sue)"; "not arm or not sue"' in said


def test_a_today_that_fits_no_state_whatever_is_unknown_is_refused() -> None:
    said = refusal(InputError, TWO, rules(["not sue"]), "today: {build: unknown, sue: yes}")
    assert "no feasible state fits what is said of today" in said


def test_a_state_that_does_not_exist_is_asked_for_in_vain() -> None:
    model = model_of(TWO, rules(["not (build and sue)"]))
    assert model.position(4) == 4
    for label in (5, 8, -1, 2**64, "4"):
        with pytest.raises(UnknownNameError, match="there is no feasible state"):
            model.position(label)


def test_labels_and_positions_belong_together() -> None:
    model = model_of(TWO, rules(["build iff arm"]))
    assert [model.position(label) for label in model.labels()] == list(range(model.count))
    assert [model.label(position) for position in range(model.count)] == model.labels()


def test_improvements_are_the_moves_to_something_better() -> None:
    model = model_of(makers(north="build, arm; wants: [build]", south="sue"))
    assert model.improvements_from("north", 0).tolist() == [1, 3]
    assert model.improvements_from("north", 1).tolist() == []
    assert model.improvements_from("south", 0).tolist() == []


OPEN = (TWO, "circumstances: {drought: open}")


def test_the_next_case_takes_over_states_and_moves_that_nothing_open_bears_on() -> None:
    situation = read(*OPEN, rules(["not (build and sue)"]))
    first, second = situation.cases()
    before = build(situation, first)
    after = build(situation, second, like=before)
    assert after.states is before.states
    assert after.moves is before.moves
    assert after.known_of_moves is before.known_of_moves


def test_a_rule_about_something_open_is_applied_anew() -> None:
    situation = read(*OPEN, rules(["not build if drought"]))
    first, second = situation.cases()
    before = build(situation, first)
    after = build(situation, second, like=before)
    assert after.labels() == build(situation, second).labels() == [0, 2, 4, 6]
    assert after.known_of_moves is not before.known_of_moves


def test_an_impossible_move_that_hangs_on_something_open_is_applied_anew() -> None:
    situation = read(*OPEN, "impossible-moves: [{by: north, from: drought, to: build}]")
    first, second = situation.cases()
    after = build(situation, second, like=build(situation, first))
    assert after.moves_from("north", 0).tolist() == [2]


def test_wants_about_something_open_are_weighed_anew_over_the_same_states() -> None:
    situation = read(makers(north="build, arm; wants: [build iff drought]", south="sue"), "circumstances: {drought: open}")
    first, second = situation.cases()
    before = build(situation, first)
    after = build(situation, second, like=before)
    assert before.payoffs["north"].tolist() == [1, 0, 1, 0, 1, 0, 1, 0]
    assert after.payoffs["north"].tolist() == [0, 1, 0, 1, 0, 1, 0, 1]
    assert after.moves is before.moves
