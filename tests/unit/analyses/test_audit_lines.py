"""What carries nothing, who depends on what, which rules are vetoes, what is not told apart."""

from __future__ import annotations

import pytest

from lagebild.analyses.audit import Audit, audit
from lagebild.errors import InputError
from lagebild.reading import loads


def two(anna: str = "- x", ben: str = "- y", rest: str = "") -> str:
    """Anna can take x, Ben y and z; what they want, and the rest of the file."""

    def wants(lines: str) -> str:
        return "\n".join(f"      {line}" for line in lines.splitlines())

    return f"""
lagebild: 1
title: Two
decision-makers:
  anna:
    options:
      x:
    wants:
{wants(anna)}
  ben:
    options:
      y:
      z:
    wants:
{wants(ben)}
{rest}"""


def idle_wants(found: Audit) -> dict[str, str]:
    assert found.trials is not None
    return {want.address: want.idle for want in found.trials.wants if want.idle}


def idle_lines(found: Audit) -> list[tuple[str, str]]:
    return [(line.address, line.reason) for line in found.idle]


# --- wants ------------------------------------------------------------------------------------------------------------


def test_a_want_that_decides_is_not_idle() -> None:
    assert idle_wants(audit(loads(two()))) == {}


def test_a_want_that_repeats_one_above_it_says_nothing() -> None:
    assert idle_wants(audit(loads(two(anna="- x\n- x")))) == {"wants.anna.1": "says-nothing", "wants.anna.2": "says-nothing"}


def test_a_want_that_holds_everywhere_is_constant() -> None:
    found = audit(loads(two(anna="- x\n- z or not z")))
    assert idle_wants(found) == {"wants.anna.2": "constant"}


def test_a_want_can_tell_states_apart_and_yet_decide_no_move() -> None:
    # Every single flip of x or y changes "x iff y"; what x adds is seen only between states that two moves lie between.
    text = two(anna="- x iff y\n- x", ben="- y").replace("      z:\n", "")
    found = audit(loads(text))
    assert found.trials is not None
    second = next(want for want in found.trials.wants if want.address == "wants.anna.2")
    assert second.tells_apart
    assert second.decides_move is False
    assert second.idle == "decides-no-move"


def test_a_want_can_decide_between_states_without_changing_a_verdict() -> None:
    # Anna minds what Ben does, but nothing she can do depends on it, and Ben does as he likes.
    found = audit(loads(two(anna="- x\n- z", ben="- y\n- z")))
    assert idle_wants(found) == {"wants.anna.2": "changes-no-verdict"}


# --- rules, limits, words, options ------------------------------------------------------------------------------------


def test_a_rule_that_others_contain_is_redundant() -> None:
    found = audit(loads(two(rest="rules:\n  - not (y and z)\n  - not (x and y and z)\n")))
    assert idle_lines(found) == [("rules.2", "rules-out-nothing")]


def test_two_equal_rules_are_each_redundant() -> None:
    found = audit(loads(two(rest="rules:\n  - not (y and z)\n  - not (z and y)\n")))
    assert idle_lines(found) == [("rules.1", "rules-out-nothing"), ("rules.2", "rules-out-nothing")]


def test_an_impossible_move_between_states_that_nothing_connects_blocks_nothing() -> None:
    rest = "impossible-moves:\n  - by: anna\n    from: y\n    to: not y\n"
    assert idle_lines(audit(loads(two(rest=rest)))) == [("impossible-moves.1", "blocks-nothing")]


def test_an_irreversibility_that_nobody_would_break_changes_no_verdict() -> None:
    assert idle_lines(audit(loads(two(rest="irreversible:\n  - x\n")))) == [("irreversible.x", "changes-no-verdict")]


def test_an_irreversibility_that_keeps_somebody_in_place_is_not_idle() -> None:
    assert idle_lines(audit(loads(two(anna="- not x", rest="irreversible:\n  - x\n")))) == []


def test_a_definition_that_only_an_unused_one_uses_is_unused() -> None:
    rest = "definitions:\n  deal: y and z\n  big-deal: deal and x\n  asked: y\nquestions:\n  - when: asked\n"
    assert idle_lines(audit(loads(two(rest=rest)))) == [("definitions.deal", "unused"), ("definitions.big-deal", "unused")]


def test_a_definition_that_a_what_if_uses_is_used() -> None:
    rest = "definitions:\n  deal: y and z\nwhat-if:\n  dealer:\n    changes:\n      - add: deal\n        of: anna\n"
    assert idle_lines(audit(loads(two(rest=rest)))) == []


def test_a_circumstance_is_unused_or_without_effect_or_matters() -> None:
    rest = "circumstances:\n  rain: open\n  snow: yes\n  wind: open\n"
    found = audit(loads(two(anna="- x if wind\n- not x", ben="- y\n- y or snow", rest=rest)))
    assert idle_lines(found) == [("circumstances.rain", "unused"), ("circumstances.snow", "changes-no-verdict")]


def test_an_option_that_rules_settle_is_no_choice() -> None:
    found = audit(loads(two(rest="rules:\n  - not z\n  - x\n")))
    assert idle_lines(found) == [("options.anna.x", "always-taken"), ("options.ben.z", "never-taken")]


# --- the matrix -------------------------------------------------------------------------------------------------------


def test_the_matrix_follows_meaning_through_definitions() -> None:
    found = audit(loads(two(anna="- x\n- peace", rest="definitions:\n  peace: not y\n")))
    depends = {(field.option, field.decision_maker): (field.depends, field.named) for field in found.matrix}
    assert depends["ben.y", "anna"] == (True, "through")
    assert depends["anna.x", "anna"] == (True, "direct")
    assert depends["anna.x", "ben"] == (False, "")


def test_an_option_that_is_named_without_effect_does_not_count() -> None:
    found = audit(loads(two(ben="- y\n- y or z and y".replace("z and y", "(z and y)"))))
    field = next(field for field in found.matrix if (field.option, field.decision_maker) == ("ben.z", "ben"))
    assert (field.depends, field.changes, field.named) == (False, False, "direct")


def test_names_decide_where_an_option_never_changes_alone() -> None:
    found = audit(loads(two(ben="- y", rest="rules:\n  - exactly-one-of:\n      - y\n      - z\n")))
    field = next(field for field in found.matrix if (field.option, field.decision_maker) == ("ben.y", "ben"))
    assert (field.depends, field.changes) == (True, None)


def test_options_that_nobody_wants_anything_of_are_called_out_with_the_lines_they_stand_in() -> None:
    found = audit(loads(two(rest="rules:\n  - not (x and z)\n")))
    assert [(option.option, option.lines) for option in found.unwanted] == [("ben.z", ("rules.1",))]


def test_a_need_carries_dependence() -> None:
    text = two(anna="- x").replace("      x:\n", "      x:\n        needs: z\n")
    assert [option.option for option in audit(loads(text)).unwanted] == []


# --- vetoes -----------------------------------------------------------------------------------------------------------

HOST_AND_GUEST = """
lagebild: 1
title: Host and guest
decision-makers:
  host:
    options:
      invite:
    wants:
      - not invite
  guest:
    options:
      deploy:
    wants:
      - deploy
"""


def test_a_rule_across_owners_holds_both_in_place() -> None:
    trials = audit(loads(HOST_AND_GUEST + "rules:\n  - deploy only if invite\n")).trials
    assert trials is not None
    found = {(veto.option, veto.gives_up): veto for veto in trials.vetoes}
    assert set(found) == {("host.invite", True), ("guest.deploy", False)}
    # Because the guest deploys (3: both), the host cannot stop inviting.
    given = found["host.invite", True]
    assert (given.decision_maker, given.held_by, given.held, given.state) == ("host", ("guest.deploy",), (True,), 3)
    # Because the host does not invite (0: nothing), the guest cannot deploy.
    taken = found["guest.deploy", False]
    assert (taken.held_by, taken.held, taken.state, taken.states, taken.count) == (("host.invite",), (False,), 0, 1, 3)


def test_a_need_holds_nobody_in_place() -> None:
    trials = audit(loads(HOST_AND_GUEST.replace("      deploy:\n", "      deploy:\n        needs: invite\n"))).trials
    assert trials is not None
    assert trials.vetoes == ()


def test_a_rule_among_own_options_is_no_veto() -> None:
    trials = audit(loads(two(rest="rules:\n  - not (y and z)\n"))).trials
    assert trials is not None
    assert trials.vetoes == ()


def test_a_rule_that_one_can_meet_by_changing_another_own_option_is_no_veto() -> None:
    # Ben can give up y while x stands, if he takes z in the same move.
    trials = audit(loads(two(rest="rules:\n  - x only if (y or z)\n"))).trials
    assert trials is not None
    assert [(veto.decision_maker, veto.option) for veto in trials.vetoes] == [("anna", "anna.x")]


def test_what_is_irreversible_anyway_is_not_blamed_on_the_rule() -> None:
    text = HOST_AND_GUEST + "rules:\n  - deploy only if invite\nirreversible:\n  - invite\n"
    trials = audit(loads(text)).trials
    assert trials is not None
    assert [veto.option for veto in trials.vetoes] == ["guest.deploy"]


def test_a_rule_in_force_only_under_a_circumstance_is_a_veto_there() -> None:
    text = HOST_AND_GUEST + "rules:\n  - deploy only if invite if war\n".replace(
        "deploy only if invite if war", "(deploy only if invite) if war"
    )
    trials = audit(loads(text + "circumstances:\n  war: open\n")).trials
    assert trials is not None
    assert {veto.option for veto in trials.vetoes} == {"host.invite", "guest.deploy"}


# --- ties, indifference, being stuck ----------------------------------------------------------------------------------


def test_ties_are_counted_and_shown_by_moves() -> None:
    trials = audit(loads(two(anna="- x", ben="- y"))).trials
    assert trials is not None
    anna, ben = trials.ties
    # Eight states; Anna minds only x, Ben only y.
    assert (anna.states, anna.tiers, anna.largest) == (8, 2, (4, 4))
    assert anna.own is None
    assert anna.others is not None
    assert anna.others.mover == "ben"
    assert ben.own is not None
    assert ben.own.first ^ ben.own.second == 0b100


def test_a_decision_maker_whose_wants_say_nothing_is_indifferent() -> None:
    trials = audit(loads(two(anna="- z or not z"))).trials
    assert trials is not None
    assert [(tie.indifferent, tie.declared) for tie in trials.ties] == [(True, False), (False, False)]


def test_declared_indifference_is_told_apart() -> None:
    text = two().replace("    wants:\n      - x\n", "    wants: []\n")
    trials = audit(loads(text)).trials
    assert trials is not None
    assert (trials.ties[0].indifferent, trials.ties[0].declared) == (True, True)


def test_indifference_in_one_case_only_is_told() -> None:
    trials = audit(loads(two(anna="- x if rain", rest="circumstances:\n  rain: open\n"))).trials
    assert trials is not None
    assert (trials.ties[0].indifferent, trials.ties[0].indifferent_somewhere) == (False, True)


def test_a_state_that_nobody_can_leave_is_called_out() -> None:
    trials = audit(loads(two(rest="irreversible:\n  - x\n  - y\n  - z\n"))).trials
    assert trials is not None
    assert [(stuck.state, stuck.cases) for stuck in trials.stuck] == [(7, 1)]


def test_a_decision_maker_without_options_can_never_move() -> None:
    text = two() + "  carl:\n    wants:\n      - x\n"
    trials = audit(loads(text)).trials
    assert trials is not None
    assert [tie.can_move for tie in trials.ties] == [True, True, False]


# --- the whole --------------------------------------------------------------------------------------------------------


def test_numbers_of_a_small_situation() -> None:
    numbers = audit(loads(two(rest="rules:\n  - not (y and z and rain)\ncircumstances:\n  rain: open\n"))).numbers
    assert (numbers.decision_makers, numbers.options, numbers.cases) == (2, 3, 2)
    assert numbers.states == (6, 8)
    assert numbers.today == (0,)


def test_a_what_if_that_cannot_be_applied_is_a_fault_with_its_name() -> None:
    rest = "rules:\n  - x\ntoday:\n  x: yes\nwhat-if:\n  other-law:\n    changes:\n      - add:\n          rule: not x\n"
    with pytest.raises(InputError, match="what-if other-law, rules"):
        audit(loads(two(rest=rest)))


def test_the_graph_form_is_audited_too() -> None:
    text = """
lagebild: 1
title: A graph
states:
  calm:
    name: calm
  storm:
    name: storm
decision-makers:
  anna:
    moves:
      calm:
        - storm
    ranking:
      - calm
      - storm
"""
    found = audit(loads(text))
    assert found.trials is not None
    assert found.matrix == ()
    assert [stuck.state for stuck in found.trials.stuck] == ["storm"]
    assert [order.weight("seq") for order in found.orders] == ["matters"]


def test_too_large_to_solve_is_still_audited_by_names() -> None:
    options = "\n".join(f"      o{number}:" for number in range(30))
    text = (
        f"lagebild: 1\ntitle: Large\ndecision-makers:\n  anna:\n    options:\n{options}\n    wants:\n      - o1\n      - o2\n"
    )
    found = audit(loads(text))
    assert "partial states" in found.too_large or "feasible states" in found.too_large
    assert found.trials is None
    assert len(found.unwanted) == 28
    assert len(found.orders) == 1
