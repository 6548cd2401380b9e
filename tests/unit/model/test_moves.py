"""What each decision maker can do in one move."""

from __future__ import annotations

from dataclasses import replace

from lagebild.model import build
from lagebild.situation import ImpossibleMove, Rule, Situation
from lagebild.statements import parse
from tests.unit.model.small import makers, model_of, read, rules, targets

TWO = makers(north="build, arm", south="sue")


def test_one_move_changes_any_number_of_own_options_and_nobody_elses() -> None:
    assert targets(model_of(TWO), "north") == {s: [t for t in range(8) if t // 4 == s // 4 and t != s] for s in range(8)}
    assert targets(model_of(TWO), "south") == {s: [s ^ 4] for s in range(8)}


def test_infeasible_states_in_between_do_not_matter() -> None:
    model = model_of(TWO, rules(["build iff arm"]))
    assert targets(model, "north") == {0: [3], 3: [0], 4: [7], 7: [4]}


def test_who_has_no_option_cannot_move() -> None:
    assert targets(model_of(makers(north="build", south="")), "south") == {}


def test_what_is_irreversible_stays_once_taken() -> None:
    model = model_of(TWO, "irreversible: [build]")
    assert targets(model, "north") == {0: [1, 2, 3], 1: [3], 2: [0, 1, 3], 3: [1], 4: [5, 6, 7], 5: [7], 6: [4, 5, 7], 7: [5]}
    assert model.transitive


def test_what_is_irreversible_the_other_way_round_stays_given_up() -> None:
    model = model_of(makers(north="build"), "irreversible: [not build]")
    assert targets(model, "north") == {1: [0]}


def test_one_decision_maker_may_have_one_way_options_in_both_directions() -> None:
    model = model_of(makers(north="build, arm"), "irreversible: [build, not arm]")
    assert targets(model, "north") == {0: [1], 2: [0, 1, 3], 3: [1]}


def test_an_option_that_can_neither_be_taken_nor_given_up_does_not_change() -> None:
    model = model_of(makers(north="build, arm"), "irreversible: [build, not build]")
    assert targets(model, "north") == {0: [2], 1: [3], 2: [0], 3: [1]}


def test_an_impossible_move_is_ruled_out_by_what_is_left_and_what_is_entered() -> None:
    model = model_of(TWO, "impossible-moves: [{by: north, from: not arm, to: build}]")
    assert targets(model, "north") == {0: [2], 1: [0, 2], 2: [0, 1, 3], 3: [0, 1, 2],
                                       4: [6], 5: [4, 6], 6: [4, 5, 7], 7: [4, 5, 6]}  # fmt: skip
    assert targets(model, "south") == {s: [s ^ 4] for s in range(8)}
    assert not model.transitive


def test_an_impossible_move_without_a_name_is_impossible_for_anybody() -> None:
    model = model_of(makers(north="build", south="sue"), "impossible-moves: [{from: build}]")
    assert targets(model, "north") == {0: [1], 2: [3]}
    assert targets(model, "south") == {0: [2], 2: [0]}


JOINT = (makers(north="build", south="sue"), "joint-options: {treaty: {by: [north, south]}}")
"""Numbers: build 1, sue 2, north's consent 4, south's 8."""


def test_a_joint_option_stands_by_consents_that_each_gives_and_withdraws_alone() -> None:
    model = model_of(*JOINT)
    assert targets(model, "north")[8] == [9, 12, 13]
    assert model.offers(model.position(8)) == ("south.treaty",)
    assert model.offers(model.position(12)) == ()


def test_once_an_irreversible_joint_option_stands_nobody_can_withdraw_a_consent() -> None:
    model = model_of(*JOINT, "irreversible: [treaty]")
    assert targets(model, "north")[12] == [13]
    assert targets(model, "south")[12] == [14]
    # An offer that was not accepted can be taken back.
    assert targets(model, "north")[4] == [0, 1, 5]


def test_a_joint_option_given_up_for_good_cannot_come_to_stand_again() -> None:
    model = model_of(*JOINT, "irreversible: [not treaty]")
    assert targets(model, "north")[8] == [9]
    assert targets(model, "north")[12] == [8, 9, 13]


def test_a_single_consent_can_be_irreversible() -> None:
    model = model_of(*JOINT, "irreversible: [north.treaty]")
    assert targets(model, "north")[4] == [5]
    assert targets(model, "south")[12] == [4, 6, 14]


GRAPH = """states: {war: , talks: , peace: }
decision-makers:
  north:
    moves: {war: [talks, peace], talks: [peace]}
    ranking: [peace, [war, talks]]
  south: {moves: {peace: [war]}, wants: [war]}"""


def test_in_graph_form_moves_are_those_listed() -> None:
    model = model_of(GRAPH)
    assert targets(model, "north") == {"war": ["talks", "peace"], "talks": ["peace"]}
    assert targets(model, "south") == {"peace": ["war"]}
    assert not model.transitive


def test_in_graph_form_rules_and_impossible_moves_take_out_states_and_moves() -> None:
    # No file says this; a change of a situation may.
    situation = replace(
        read(GRAPH),
        rules=(Rule(address="rules.1", id="1", statement=parse("not talks")),),
        impossible_moves=(
            ImpossibleMove(address="impossible-moves.1", id="1", by="south", from_=parse("true"), to=parse("war")),
        ),
    )
    model = build(_ranked_without_talks(situation))
    assert model.labels() == ["war", "peace"]
    assert targets(model, "north") == {"war": ["peace"]}
    assert targets(model, "south") == {}


def _ranked_without_talks(situation: Situation) -> Situation:
    north, south = situation.decision_makers
    return replace(situation, decision_makers=(replace(north, ranking=None, wants=()), south))


def test_the_targets_of_a_large_model_are_the_same_as_if_they_were_kept() -> None:
    large = model_of(makers(north="a, b, c, d, e, f, g, h, i, j, k", south="sue"), "irreversible: [a]")
    everything = [t for t in range(2**11) if t & 1]
    assert large.count > 2**11
    assert [large.label(p) for p in large.moves_from("north", 1).tolist()] == [t for t in everything if t != 1]
