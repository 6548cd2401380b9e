"""What a lost or false line does: the table of ``docs/theory/hinges.md``, row by row, on conflicts small enough for paper.

States are numbered by their options: the first counts 1, the second 2, the third 4. ``tiers`` says what somebody prefers: the
best states first, equally preferred ones together.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from lagebild.changes.losses import lose, taken_along, touchable
from lagebild.errors import InputError
from lagebild.model import ConflictModel, build
from lagebild.situation import AnyOrder, Situation
from lagebild.solutions import analyse
from lagebild.statements import parse
from tests.unit.changes.situations import DAM
from tests.unit.model.small import makers, read, targets

BOTH_WAYS = pytest.mark.parametrize("how", ["out", "opposite"])


def after(situation: Situation, **losses: str) -> Situation:
    """The situation after losses; ``wants_north_1="out"`` for what stands at ``wants.north.1``."""
    return lose(situation, {address.replace("_", "."): how for address, how in losses.items()}).situation


def lost(situation: Situation, how: str, *addresses: str) -> Situation:
    return lose(situation, dict.fromkeys(addresses, how)).situation


def tiers(situation: Situation, dm: str = "north", number: int = 0) -> list[list[int | str]]:
    """The states as ``dm`` ranks them in case ``number``."""
    return tiers_in(build(situation, list(situation.cases())[number]), dm)


def tiers_in(model: ConflictModel, dm: str) -> list[list[int | str]]:
    found: dict[int, list[int | str]] = {}
    for label, rank in zip(model.labels(), model.payoffs[dm].tolist(), strict=True):
        found.setdefault(-rank, []).append(label)
    return [found[rank] for rank in sorted(found)]


def wants_in_all_cases(situation: Situation, dm: str = "north") -> list[str]:
    """Per case the wants by their ids, most important first; those that compare nothing are left out."""
    maker = situation.decision_maker(dm)
    found = []
    for case in situation.cases():
        ids = [want.id for want in case.wants_of(maker) if want.statement != parse("true")]
        found.append(" ".join(ids))
    return sorted(set(found))


def alone(preference: str, options: str = "build, arm") -> Situation:
    """One decision maker who prefers something, beside one who has nothing to do with it."""
    return read(makers(north=f"{options}; {preference}", south=""))


# --- wants ------------------------------------------------------------------------------------------------------------


def test_want_before_anything_is_lost() -> None:
    assert tiers(alone("wants: [build, arm]")) == [[3], [1], [2], [0]]


def test_want_out_is_as_if_it_were_not_there_and_the_others_keep_their_order() -> None:
    situation = alone("wants: [build, arm, sue]", "build, arm, sue")
    without = alone("wants: [build, sue]", "build, arm, sue")
    assert tiers(after(situation, wants_north_2="out")) == tiers(without) == [[5, 7], [1, 3], [4, 6], [0, 2]]


def test_want_opposite_is_its_contrary_in_the_same_place() -> None:
    assert tiers(after(alone("wants: [build, arm]"), wants_north_1="opposite")) == [[2], [0], [3], [1]]
    assert tiers(after(alone("wants: [build, arm]"), wants_north_2="opposite")) == [[1], [3], [0], [2]]


def test_want_inside_any_order_is_lost_in_every_order() -> None:
    situation = alone("wants: [any-order: [build, arm]]")
    assert [tiers(situation, number=n) for n in (0, 1)] == [[[3], [1], [2], [0]], [[3], [2], [1], [0]]]
    out = lost(situation, "out", "wants.north.1-1")
    assert [tiers(out, number=n) for n in (0, 1)] == [[[2, 3], [0, 1]]] * 2
    opposite = lost(situation, "opposite", "wants.north.1-1")
    assert [tiers(opposite, number=n) for n in (0, 1)] == [[[2], [0], [3], [1]], [[2], [3], [0], [1]]]


def test_want_all_of_them_out_leaves_indifference() -> None:
    assert tiers(lost(alone("wants: [build, arm]"), "out", "wants.north.1", "wants.north.2")) == [[0, 1, 2, 3]]


# --- weights ----------------------------------------------------------------------------------------------------------


def test_weight_out_counts_nothing_and_opposite_turns_its_sign() -> None:
    situation = alone("weights: {build: 2, arm: 1}")
    assert tiers(situation) == [[3], [1], [2], [0]]
    assert tiers(after(situation, weights_north_build="out")) == [[2, 3], [0, 1]]
    assert tiers(after(situation, weights_north_build="opposite")) == [[2], [0], [3], [1]]
    assert tiers(lost(situation, "out", "weights.north.build", "weights.north.arm")) == [[0, 1, 2, 3]]


def test_weight_opposite_keeps_every_digit() -> None:
    exact = "-1.00000000000000000000000000000000000000001"
    changed = after(alone(f"weights: {{build: {exact[1:]}}}"), weights_north_build="opposite")
    assert changed.decision_maker("north").weights[0].value == Decimal(exact)


def test_weight_that_breaks_ties_of_wants_is_lost_alone() -> None:
    situation = alone("wants: [build]\n    weights: {arm: 1}")
    assert tiers(situation) == [[3], [1], [2], [0]]
    assert tiers(after(situation, weights_north_arm="out")) == [[1, 3], [0, 2]]
    assert tiers(after(situation, wants_north_1="out")) == [[2, 3], [0, 1]]


# --- rankings and their tiers -----------------------------------------------------------------------------------------

RANKED = "ranking: [build + arm, build, arm, nothing]"


@BOTH_WAYS
def test_ranking_lost_ties_all_states(how: str) -> None:
    assert tiers(alone(RANKED)) == [[3], [1], [2], [0]]
    assert tiers(lost(alone(RANKED), how, "ranking.north")) == [[0, 1, 2, 3]]


@BOTH_WAYS
def test_tier_lost_stands_no_longer_above_the_next(how: str) -> None:
    assert tiers(lost(alone(RANKED), how, "ranking.north.2")) == [[3], [1, 2], [0]]
    assert tiers(lost(alone(RANKED), how, "ranking.north.1", "ranking.north.2")) == [[1, 2, 3], [0]]


@BOTH_WAYS
def test_tier_at_the_end_stands_above_nothing(how: str) -> None:
    assert tiers(lost(alone(RANKED), how, "ranking.north.4")) == tiers(alone(RANKED))


@BOTH_WAYS
def test_tier_above_the_rest_joins_the_rest(how: str) -> None:
    situation = alone("ranking: [build + arm, build, the rest]")
    assert tiers(situation) == [[3], [1], [0, 2]]
    assert tiers(lost(situation, how, "ranking.north.2")) == [[3], [0, 1, 2]]
    assert tiers(lost(situation, how, "ranking.north.1", "ranking.north.2")) == [[0, 1, 2, 3]]


def test_tier_every_one_lost_is_the_ranking_lost() -> None:
    every = [f"ranking.north.{number}" for number in (1, 2, 3, 4)]
    assert tiers(lost(alone(RANKED), "out", *every)) == tiers(lost(alone(RANKED), "out", "ranking.north"))


def test_order_of_tiers_out_ties_them_and_opposite_exchanges_them() -> None:
    assert tiers(after(alone(RANKED), order_north_2="out")) == [[3], [1, 2], [0]]
    assert tiers(after(alone(RANKED), order_north_2="opposite")) == [[3], [2], [1], [0]]
    assert tiers(lost(alone(RANKED), "opposite", "order.north.1", "order.north.2")) == [[2], [1], [3], [0]]


def test_tier_lost_and_its_order_opposite_is_tied_all_the_same() -> None:
    assert tiers(after(alone(RANKED), order_north_2="opposite", ranking_north_2="out")) == [[3], [1, 2], [0]]


# --- orders -----------------------------------------------------------------------------------------------------------

FOUR = "wants: [build, arm, sue, pay]"


def four() -> Situation:
    return alone(FOUR, "build, arm, sue, pay")


def test_order_out_is_a_pair_in_any_order() -> None:
    assert wants_in_all_cases(after(four(), order_north_2="out")) == ["1 2 3 4", "1 3 2 4"]


def test_order_opposite_is_a_pair_exchanged() -> None:
    assert wants_in_all_cases(after(four(), order_north_2="opposite")) == ["1 3 2 4"]


def test_order_out_twice_in_a_row_leaves_three_in_any_order() -> None:
    found = wants_in_all_cases(lost(four(), "out", "order.north.2", "order.north.3"))
    assert found == ["1 2 3 4", "1 2 4 3", "1 3 2 4", "1 3 4 2", "1 4 2 3", "1 4 3 2"]


def test_order_out_at_two_places_apart_leaves_two_pairs() -> None:
    found = wants_in_all_cases(lost(four(), "out", "order.north.1", "order.north.3"))
    assert found == ["1 2 3 4", "1 2 4 3", "2 1 3 4", "2 1 4 3"]


def test_order_opposite_twice_in_a_row_turns_the_run_round() -> None:
    assert wants_in_all_cases(lost(four(), "opposite", "order.north.2", "order.north.3")) == ["1 4 3 2"]


def test_order_opposite_beside_one_that_is_out_is_kept_in_every_order() -> None:
    """2 before 1 is known; where 3 belongs is not."""
    assert wants_in_all_cases(after(four(), order_north_1="opposite", order_north_2="out")) == [
        "2 1 3 4",
        "2 3 1 4",
        "3 2 1 4",
    ]


def test_order_kept_through_a_want_that_is_lost_too() -> None:
    """3 before 2 before 1; without 2 still 3 before 1. Where 4 belongs is not known."""
    losses = {"order.north.1": "opposite", "order.north.2": "opposite", "order.north.3": "out", "wants.north.2": "out"}
    assert wants_in_all_cases(lose(four(), losses).situation) == ["3 1 4", "3 4 1", "4 3 1"]


def test_order_between_a_group_and_a_want() -> None:
    situation = alone("wants: [any-order: [build, arm], sue]", "build, arm, sue")
    assert wants_in_all_cases(situation) == ["1-1 1-2 2", "1-2 1-1 2"]
    assert wants_in_all_cases(after(situation, order_north_1="opposite")) == ["2 1-1 1-2", "2 1-2 1-1"]
    assert len(wants_in_all_cases(after(situation, order_north_1="out"))) == 6


def test_order_between_two_groups() -> None:
    situation = alone("wants: [{any-order: [build, arm]}, {any-order: [sue, pay]}]", "build, arm, sue, pay")
    assert len(wants_in_all_cases(situation)) == 4
    turned = wants_in_all_cases(after(situation, order_north_1="opposite"))
    assert len(turned) == 4
    assert all(found.startswith("2-") and "1-" not in found[:7] for found in turned)
    assert len(wants_in_all_cases(after(situation, order_north_1="out"))) == 24


def test_order_out_beside_a_want_that_is_lost_opens_nothing() -> None:
    """What compares nothing has no place: no more cases have to be solved for it."""
    assert after(four(), order_north_2="out", wants_north_3="out").case_count == 1


def test_statement_that_an_order_is_open_has_no_effect_and_is_not_touched() -> None:
    situation = alone("wants: [any-order: [build, arm], sue]", "build, arm, sue")
    assert "wants.north.1" not in touchable(situation)
    assert wants_in_all_cases(after(situation, wants_north_1="out")) == wants_in_all_cases(situation)
    both = after(situation, wants_north_1="out", order_north_1="out")
    assert wants_in_all_cases(both) == wants_in_all_cases(after(situation, order_north_1="out"))


# --- rules, irreversible options, impossible moves --------------------------------------------------------------------


@BOTH_WAYS
def test_rule_lost_is_not_imposed(how: str) -> None:
    situation = read(makers(north="build; wants: [build]", south="sue; wants: [sue]"), "rules: [not (build and sue), build]")
    assert build(situation).labels() == [1]
    assert build(lost(situation, how, "rules.1")).labels() == [1, 3]
    assert build(lost(situation, how, "rules.2")).labels() == [0, 1, 2]


@BOTH_WAYS
def test_irreversible_lost_is_not_imposed(how: str) -> None:
    situation = read(makers(north="build; wants: [build]", south="; wants: []"), "irreversible: [build]")
    assert targets(build(situation), "north") == {0: [1]}
    assert targets(build(lost(situation, how, "irreversible.build")), "north") == {0: [1], 1: [0]}


@BOTH_WAYS
def test_impossible_move_lost_is_possible(how: str) -> None:
    situation = read(
        makers(north="build; wants: [build]", south="; wants: []"), "impossible-moves: [{from: not build, to: build}]"
    )
    assert targets(build(situation), "north") == {1: [0]}
    assert targets(build(lost(situation, how, "impossible-moves.1")), "north") == {0: [1], 1: [0]}


# --- options ----------------------------------------------------------------------------------------------------------

TWO = makers(north="build, arm; wants: [build]", south="sue; wants: [sue]")


@BOTH_WAYS
@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("today: {build: yes}", [1, 3, 5, 7]),
        ("today: {build: no}", [0, 2, 4, 6]),
        ("today: {build: unknown}", [0, 2, 4, 6]),
        ("today: {arm: yes}", [0, 2, 4, 6]),
        ("language: en", [0, 2, 4, 6]),
    ],
    ids=["taken today", "not taken today", "unknown today", "today says nothing of it", "nothing is said of today"],
)
def test_option_lost_stands_as_it_stands_today(how: str, today: str, left: list[int]) -> None:
    model = build(lost(read(TWO, today), how, "options.north.build"))
    assert model.labels() == left
    assert model.option_keys == ("north.build", "north.arm", "south.sue")
    assert targets(model, "north")[left[0]] == [left[1]]


def test_option_lost_together_with_what_is_said_of_it_today() -> None:
    """Today's line is gone or turned round first: the option stands where that leaves it."""
    situation = read(TWO, "today: {build: yes}")
    assert build(lost(situation, "out", "options.north.build", "today.north.build")).labels() == [0, 2, 4, 6]
    assert build(lost(situation, "opposite", "options.north.build", "today.north.build")).labels() == [0, 2, 4, 6]
    taken = read(TWO, "today: {build: no}")
    assert build(lost(taken, "opposite", "options.north.build", "today.north.build")).labels() == [1, 3, 5, 7]


def test_option_lost_is_as_if_rules_pinned_it() -> None:
    pinned = read(TWO, "today: {build: yes}", "rules: [build]")
    solved, expected = analyse(after(read(TWO, "today: {build: yes}"), options_north_build="out")), analyse(pinned)
    assert solved.solutions[0].model.labels() == expected.solutions[0].model.labels()
    assert {c.code: solved.equilibria(c.code) for c in solved.concepts} == {
        c.code: expected.equilibria(c.code) for c in expected.concepts
    }


TREATY = (
    makers(north="build; wants: [treaty]", south="sue; wants: [treaty]"),
    "joint-options: {treaty: {by: [north, south]}}",
)
# build 1, sue 2, the consent of the north 4, of the south 8.


@BOTH_WAYS
def test_joint_option_lost_freezes_every_consent(how: str) -> None:
    assert build(lost(read(*TREATY), how, "joint-options.treaty")).labels() == [0, 1, 2, 3]
    signed = read(*TREATY, "today: {treaty: yes}")
    assert build(lost(signed, how, "joint-options.treaty")).labels() == [12, 13, 14, 15]
    offered = read(*TREATY, "today: {south.treaty: yes}")
    assert build(lost(offered, how, "joint-options.treaty")).labels() == [8, 9, 10, 11]
    unknown = read(*TREATY, "today: {treaty: unknown}")
    model = build(lost(unknown, how, "joint-options.treaty"))
    assert (model.labels(), model.status_quo) == ([0, 1, 2, 3], (0,))


def test_option_lost_still_needs_what_it_needs() -> None:
    situation = read(
        "decision-makers:\n  north:\n    options:\n      build:\n      pay: {needs: build}\n    wants: [pay]",
        "  south: {wants: []}",
        "today: {pay: yes}",
    )
    changed = after(situation, options_north_pay="out")
    assert build(changed).labels() == [2, 3]
    assert tiers(changed) == [[3], [2]]


@BOTH_WAYS
def test_decision_maker_who_does_not_decide_has_every_option_frozen(how: str) -> None:
    situation = read(
        "decision-makers:\n  north:\n    options: {build: , arm: }\n    wants: [build]\n    because: told",
        "  south: {options: {sue: }, wants: [sue]}",
        "joint-options: {treaty: {by: [north, south]}}\ntoday: {arm: yes, north.treaty: yes}",
        "claims: {told: {says: It is so.}}",
    )
    model = build(lost(situation, how, "decision-makers.north"))
    assert model.labels() == [10, 14, 26, 30]
    assert targets(model, "north") == {}
    assert targets(model, "south")[10] == [14, 26, 30]


def test_decision_maker_of_a_graph_who_does_not_decide_has_no_move() -> None:
    situation = read(GRAPH.replace("north:", "north:\n    because: told", 1), "claims: {told: {says: It is so.}}")
    model = build(lost(situation, "out", "decision-makers.north"))
    assert targets(build(situation), "north") == {"a": ["b", "c"], "b": ["c"]}
    assert targets(model, "north") == {}
    assert targets(model, "south") == {"c": ["a"]}


# --- definitions ------------------------------------------------------------------------------------------------------

DEFINED = (
    makers(
        north="build, arm; wants: [quarrel, not grave, build]",
        south="sue; weights: {quarrel: 2, sue: 1}",
    ),
    """
definitions:
  quarrel: {statement: build and sue}
  grave: quarrel and arm
  calm: not sue
rules:
  - not (grave and sue and arm and build and not build)
  - arm only if calm
impossible-moves:
  - {by: south, from: grave, to: true}
questions:
  - when: grave
  - when: calm
  - when: not quarrel or arm
""",
)
# build 1, arm 2, sue 4.


@BOTH_WAYS
def test_definition_lost_takes_along_every_line_that_uses_it_however_far(how: str) -> None:
    situation = read(*DEFINED)
    found = lose(situation, {"definitions.quarrel": how})
    assert found.undefined == {"quarrel", "grave"}
    assert [rule.id for rule in found.situation.rules] == ["2"]
    assert found.situation.impossible_moves == ()
    assert tiers(found.situation, "north") == [[1, 3, 5], [0, 2, 4]]
    assert tiers(found.situation, "south") == [[4, 5], [0, 1, 2, 3]]
    assert taken_along(situation, {"definitions.quarrel": how}) == {
        "definitions.quarrel": "out",
        "definitions.grave": "out",
        "wants.north.1": "out",
        "wants.north.2": "out",
        "weights.south.quarrel": "out",
        "rules.1": "out",
        "impossible-moves.1": "out",
    }


def test_definition_lost_leaves_questions_that_use_it_without_an_answer() -> None:
    situation = read(*DEFINED)
    found = lose(situation, {"definitions.quarrel": "out"})
    asked = [question.statement or parse(question.term) for question in situation.questions]
    assert [found.asks_undefined(statement) for statement in asked] == [True, False, True]
    deeper = lose(situation, {"definitions.grave": "opposite"})
    assert [deeper.asks_undefined(statement) for statement in asked] == [True, False, False]
    assert tiers(deeper.situation, "north")[0] == [5]


def test_definition_lost_freezes_what_needs_it_as_it_stands_today() -> None:
    situation = read(
        "decision-makers:\n  north:\n    options: {build: , pay: {needs: agreed}}\n    wants: [pay]",
        "  south: {options: {sue: }, wants: [not sue]}",
        "joint-options: {treaty: {by: [north, south], needs: agreed}}",
        "definitions: {agreed: not sue}\ntoday: {pay: yes, sue: yes, treaty: yes}",
    )
    found = lose(situation, {"definitions.agreed": "out"}).situation
    model = build(found)
    # pay 2, sue 4, consents 8 and 16: these stand as they stand, and count, as nothing is known any more of what they need.
    assert model.labels() == [26, 27, 30, 31]
    assert model.truth(parse("pay and treaty")).all()
    assert tiers(found, "north") == [[26, 27, 30, 31]]


def test_definition_of_one_speaker_lost_leaves_that_of_another() -> None:
    situation = read(
        makers(north="build; wants: [quarrel.lawyers]", south="sue; wants: [quarrel.minister]"),
        "definitions: {quarrel: {lawyers: sue, minister: build}}",
    )
    found = lose(situation, {"definitions.quarrel.lawyers": "out"})
    assert found.undefined == {"quarrel.lawyers"}
    assert tiers(found.situation, "north") == [[0, 1, 2, 3]]
    assert tiers(found.situation, "south") == [[1, 3], [0, 2]]


def test_definition_of_the_only_speaker_is_used_by_its_bare_term() -> None:
    situation = read(
        makers(north="build; wants: [quarrel]", south="sue; wants: [sue]"), "definitions: {quarrel: {minister: build}}"
    )
    assert tiers(lost(situation, "out", "definitions.quarrel.minister")) == [[0, 1, 2, 3]]


# --- today, circumstances ---------------------------------------------------------------------------------------------


def test_today_out_is_unknown_and_opposite_is_flipped() -> None:
    situation = read(TWO, "today: {build: yes, sue: no}")
    assert build(situation).status_quo == (1,)
    assert build(after(situation, today_north_build="out")).status_quo == (0, 1)
    assert build(after(situation, today_north_build="opposite")).status_quo == (0,)
    assert build(after(situation, today_north_build="opposite", today_south_sue="out")).status_quo == (0, 4)


def test_today_unknown_stays_unknown() -> None:
    situation = read(TWO, "today: {build: unknown}")
    assert build(after(situation, today_north_build="opposite")).status_quo == (0, 1)


def test_today_flipped_to_what_cannot_be_leaves_no_model() -> None:
    situation = read(TWO, "rules: [build or sue]", "today: {build: yes}")
    with pytest.raises(InputError, match="what is said of today breaks a rule"):
        build(after(situation, today_north_build="opposite"))


def test_circumstance_out_is_open_and_opposite_is_flipped() -> None:
    situation = read(TWO, "circumstances: {drought: yes}")
    values = [dict(case.circumstances)["drought"] for case in after(situation, circumstances_drought="out").cases()]
    assert values == [False, True]
    assert [dict(c.circumstances) for c in after(situation, circumstances_drought="opposite").cases()] == [{"drought": False}]


def test_circumstance_that_is_open_stays_open() -> None:
    situation = read(TWO, "circumstances: {drought: open}")
    assert after(situation, circumstances_drought="opposite") == situation


# --- graph form -------------------------------------------------------------------------------------------------------

GRAPH = """
states: {a: , b: , c: }
today: a
decision-makers:
  north:
    moves: {a: [b, c], b: [c]}
    ranking: [c, b, a]
  south:
    moves: {c: [a]}
    wants: [a, b]
"""


@BOTH_WAYS
def test_state_of_a_graph_lost_goes_with_its_moves(how: str) -> None:
    changed = lost(read(GRAPH), how, "states.b")
    model = build(changed)
    assert model.labels() == ["a", "c"]
    assert targets(model, "north") == {"a": ["c"]}
    assert tiers_in(model, "north") == [["c"], ["a"]]
    assert tiers_in(model, "south") == [["a"], ["c"]]
    assert model.status_quo == (0,)


def test_state_of_a_graph_lost_with_a_tier() -> None:
    assert tiers(after(read(GRAPH), states_b="out", ranking_north_1="out")) == [["c"], ["a"]]
    assert tiers(after(read(GRAPH), states_a="out", today_a="out", ranking_north_1="out")) == [["b", "c"]]


def test_state_of_a_graph_that_is_todays_cannot_be_lost_without_an_answer() -> None:
    with pytest.raises(InputError, match="the state a is ruled out by a rule"):
        build(after(read(GRAPH), states_a="out"))


@BOTH_WAYS
def test_today_of_a_graph_lost_leaves_nothing_said_of_today(how: str) -> None:
    assert build(lost(read(GRAPH), how, "today.a")).status_quo == ()


# --- runs without an answer -------------------------------------------------------------------------------------------


def test_ranking_that_misses_states_which_a_loss_brings_in_leaves_no_answer_and_says_how_many() -> None:
    situation = read(
        makers(north="build; ranking: [build, nothing]", south="sue; wants: [sue]"), "rules: [not sue]",
    )  # fmt: skip
    with pytest.raises(InputError, match=r"ranking of north: 2 of 4 feasible states are not ranked: 2, 3"):
        build(after(situation, rules_1="out"))


def test_ranking_of_states_that_a_loss_takes_away_says_of_the_others_what_it_said() -> None:
    situation = read(
        makers(north="build; ranking: [build + sue, build, sue, nothing]", south="sue; wants: [sue]"),
        "circumstances: {drought: no}\nrules: [not (drought and sue)]",
    )
    assert tiers(situation) == [[3], [1], [2], [0]]
    assert tiers(after(situation, circumstances_drought="opposite")) == [[1], [0]]
    assert [tiers(after(situation, circumstances_drought="out"), number=n) for n in (0, 1)] == [
        [[3], [1], [2], [0]],
        [[1], [0]],
    ]
    assert tiers(after(situation, options_south_sue="out")) == [[1], [0]]


def test_no_feasible_state_is_told_with_the_line_that_leaves_none() -> None:
    situation = read(
        makers(north="build; wants: [build]", south="sue; wants: [sue]"),
        "circumstances: {drought: no}",
        "rules: [{id: calm, statement: not sue}, build or sue, not (drought and build)]",
    )
    with pytest.raises(InputError, match="rules, line 3: no feasible state is left with this rule"):
        build(after(situation, circumstances_drought="opposite"))
    # Lines are called what the file calls them, also where earlier ones are lost.
    stuck = read(
        makers(north="build; wants: [build]", south="sue; wants: [sue]"),
        "circumstances: {drought: no}\nrules:\n  - sue\n  - {id: dry, statement: not drought}",
    )
    with pytest.raises(InputError, match="rules, line dry: no feasible state is left with this rule"):
        build(after(stuck, circumstances_drought="opposite", rules_1="out"))


# --- what stays -------------------------------------------------------------------------------------------------------


def test_losing_nothing_changes_nothing() -> None:
    situation = read(*DEFINED)
    assert lose(situation, {}).situation == situation
    assert lose(situation, {"wants.north.99": "out", "nobody": "opposite"}).situation == situation


def test_wants_and_options_stay_where_they_were() -> None:
    situation = read(DAM.partition("title")[2].partition("\n")[2])
    for address in touchable(situation):
        changed = lose(situation, {address: "out"}).situation
        assert [option.key for option in changed.options] == [option.key for option in situation.options]
        for dm in situation.decision_makers:
            ids = {want.id for want in changed.decision_maker(dm.id).single_wants}
            assert ids == {want.id for want in dm.single_wants}


def test_every_line_that_can_be_touched_does_something() -> None:
    situation = read(DAM.partition("title")[2].partition("\n")[2])
    groups = [want.address for want in situation.decision_makers[0].wants or () if isinstance(want, AnyOrder)]
    assert groups == ["wants.upstream.3"]
    assert not set(groups) & set(touchable(situation))
    for address in touchable(situation):
        assert lose(situation, {address: "out"}).situation != situation, address
