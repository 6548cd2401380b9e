"""Which states are feasible, how they are found, and when there are too many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lagebild.errors import InputError, TooLargeError
from lagebild.model import build, states
from lagebild.model.states import Room, feasible_states, option_keys_in
from lagebild.situation import Option
from lagebild.statements import parse
from tests.unit.model.small import makers, model_of, numbered, read, refusal, rules


def test_without_rules_every_combination_is_feasible_and_the_first_option_is_the_lowest_bit() -> None:
    model = model_of(makers(north="build, arm", south="sue"))
    assert model.labels() == list(range(8))
    assert model.taken(model.position(1)) == ("north.build",)
    assert model.taken(model.position(6)) == ("north.arm", "south.sue")


def test_a_rule_takes_states_out_and_the_numbers_of_the_others_stay() -> None:
    model = model_of(makers(north="build, arm", south="sue"), rules(["not (build and sue)"]))
    assert model.labels() == [0, 1, 2, 3, 4, 6]


def test_forty_options_under_strict_rules_are_listed_without_visiting_every_combination() -> None:
    chain = [f"o{number} if o{number + 1}" for number in range(39)]
    model = model_of(makers(north=numbered(40)), rules(chain))
    assert model.labels() == [2**taken - 1 for taken in range(41)]


def test_one_of_forty_options_has_forty_states() -> None:
    names = numbered(40)
    model = model_of(makers(north=names), rules([f"exactly-one-of: [{names}]"]))
    assert model.labels() == [2**number for number in range(40)]


def test_sixty_four_options_fill_the_number_to_its_last_bit() -> None:
    chain = [f"o{number} iff o{number + 1}" for number in range(62)]
    model = model_of(makers(north=numbered(63), south="last"), rules(chain))
    everything = 2**64 - 1
    assert model.labels() == [0, 2**63 - 1, 2**63, everything]
    assert model.position(everything) == 3
    assert model.taken(2) == ("south.last",)
    assert model.moves_from("south", 0).tolist() == [2]
    assert model.moves_from("north", 3).tolist() == [2]


def test_sixty_five_options_are_refused() -> None:
    assert refusal(TooLargeError, makers(north=numbered(65))) == (
        "65 options; states of at most 64 can be listed. "
        "Leave out options that nobody's wants depend on, or put several together as one."
    )


def test_too_many_feasible_states_are_refused_with_their_number_and_the_way_out() -> None:
    assert refusal(TooLargeError, makers(north=numbered(21))) == (
        "2,097,152 feasible states (21 options, 2^21 combinations); at most 1,048,576 feasible states are solved. "
        "Rule out combinations that cannot be (`rules`), or leave out options that nobody's wants depend on (`lagebild check`)."
    )


def test_where_no_rule_is_left_the_number_is_known_before_anything_is_listed() -> None:
    assert refusal(TooLargeError, makers(north=numbered(40))).startswith(
        "1,099,511,627,776 feasible states (40 options, 2^40 combinations); at most 1,048,576 feasible states are solved. "
    )


def test_the_search_gives_up_before_memory_does() -> None:
    anything = " or ".join(f"o{number}" for number in range(40))
    assert refusal(TooLargeError, makers(north=numbered(40)), rules([anything])) == (
        "8,388,608 partial states after 23 of 40 options (40 options, 2^40 combinations); "
        "at most 1,048,576 feasible states are solved. "
        "Rule out combinations that cannot be (`rules`), or leave out options that nobody's wants depend on (`lagebild check`)."
    )


def test_whoever_solves_them_says_how_many_states_there_is_room_for_and_what_else_could_be_done() -> None:
    situation = read(makers(north=numbered(4)))
    case = next(situation.cases())
    assert len(feasible_states(situation, case, Room(most=16))) == 16
    with pytest.raises(TooLargeError, match=r"16 feasible states .*; at most 15 .* \(`lagebild check`\). Ask somebody else."):
        feasible_states(situation, case, Room(most=15, way_out="Ask somebody else."))


def test_rules_applied_before_they_are_decidable_leave_the_same_states(monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [
        "o0 iff o11",
        "o1 and o10 if o2",
        "not (o3 and (o4 or o9))",
        "o5 only if o8 and (drought or o7)",
        "deal or o6",
    ]
    situation = read(
        makers(north=numbered(12)), rules(statements), "circumstances: {drought: open}", "definitions: {deal: not o1 or o11}"
    )
    for case in situation.cases():
        late = feasible_states(situation, case)
        monkeypatch.setattr(states, "MANY", 0)
        assert feasible_states(situation, case).tolist() == late.tolist()
        monkeypatch.undo()


def test_what_can_no_longer_come_true_is_left_out_before_everything_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "MANY", 0)
    monkeypatch.setattr(states, "MAX_PARTIAL", 8)
    names = [f"o{number}" for number in range(20)]
    alike = f"({' and '.join(names)}) or (not {' and not '.join(names)})"
    situation = read(makers(north=numbered(20)), rules([alike]))
    assert feasible_states(situation, next(situation.cases()), Room(most=2)).tolist() == [0, 2**20 - 1]


def test_twenty_free_options_are_just_not_too_many() -> None:
    situation = read(makers(north=numbered(20)))
    assert len(feasible_states(situation, next(situation.cases()))) == 2**20


def test_no_options_at_all_make_one_state() -> None:
    model = model_of(makers(north="", south=""))
    assert model.labels() == [0]
    assert model.taken(0) == ()


def test_where_no_state_is_left_the_rule_that_took_the_last_one_is_named() -> None:
    said = refusal(InputError, makers(north="build", south="sue"), rules(["build or sue", "not build", "not sue", "build"]))
    assert "rules, line 3: no feasible state is left with this rule" in said
    assert "Every combination of options is ruled out by it and the rules before it." in said


def test_the_rule_is_named_even_where_the_rules_before_it_leave_too_much_to_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "MAX_PARTIAL", 2**8)
    wide = " or ".join(f"o{number}" for number in range(12))
    said = refusal(InputError, makers(north=numbered(12)), rules([wide, "o1", "not o1"]))
    assert "rules, line 3: no feasible state is left with this rule" in said


def test_what_a_circumstance_rules_out_differs_from_case_to_case() -> None:
    situation = read(makers(north="build"), rules(["not build if drought"]), "circumstances: {drought: open}")
    assert [build(situation, case).labels() for case in situation.cases()] == [[0, 1], [0]]


def test_a_rule_reaches_through_definitions_needs_and_joint_options() -> None:
    situation = read(
        "decision-makers:\n  north: {options: {build: {needs: pay}}, wants: []}\n  south: {options: {pay: , sue: }, wants: []}",
        "joint-options: {treaty: {by: [north, south], needs: sue}}",
        "definitions: {deal: build and treaty}",
    )
    keys = {"north.build", "south.pay", "north.treaty", "south.treaty", "south.sue"}
    assert option_keys_in(situation, parse("deal")) == keys


def test_an_option_that_lapses_is_still_decided_on() -> None:
    model = model_of(
        "decision-makers:\n  north: {options: {build: {needs: pay}}, wants: []}\n  south: {options: {pay: }, wants: []}"
    )
    assert model.labels() == [0, 1, 2, 3]
    assert model.truth(parse("build")).tolist() == [False, False, False, True]
    assert model.ready(1) == ("north.build",)
    assert model.ready(3) == ()


def test_states_come_in_ascending_order_whatever_order_the_rules_decide_options_in() -> None:
    situation = read(makers(north=numbered(6)), rules(["o5 only if o4", "not (o3 and o0)"]))
    found = feasible_states(situation, next(situation.cases()))
    assert (np.diff(found.astype(np.int64)) > 0).all()
    assert len(found) == 3 * 3 * 2**2


def test_an_option_more_doubles_the_states() -> None:
    situation = read(makers(north="build", south="sue"))
    north, south = situation.decision_makers
    more = replace(north, options=(*north.options, Option(address="options.north.arm", owner="north", id="arm")))
    assert build(replace(situation, decision_makers=(more, south))).count == 2 * build(situation).count
