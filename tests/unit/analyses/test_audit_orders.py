"""Order decisions: which are there, which are sourced, which of them matter."""

from __future__ import annotations

from lagebild.analyses.audit import Audit, audit
from lagebild.analyses.audit.orders import OrderDecision
from lagebild.analyses.neighbours import Difference
from lagebild.reading import loads

ONE_ORDER_MATTERS = """
lagebild: 1
title: Answer and offer
decision-makers:
  anna:
    options:
      x: answer
    wants:
      - x if y
      - not x
  ben:
    options:
      y: offer
    wants:
      - y
      - x or y
questions:
  - ask: Why would Anna answer?
    why: x
    by: anna
"""
"""Ben always offers. Anna answers an offer; with her two wants exchanged she never answers. Ben's two wants say the same in
either order: every state with y above (x, not y) above nothing."""


def order(found: Audit, address: str) -> OrderDecision:
    return next(order for order in found.orders if order.address == address)


def test_every_two_neighbouring_wants_are_one_decision() -> None:
    found = audit(loads(ONE_ORDER_MATTERS))
    assert [order.address for order in found.orders] == ["order.anna.1", "order.ben.1"]


def test_the_one_order_that_matters_is_found() -> None:
    found = audit(loads(ONE_ORDER_MATTERS))
    assert [order.weight("seq") for order in found.orders] == ["matters", "nothing"]


def test_what_another_order_would_bring_is_told_by_concept() -> None:
    difference = order(audit(loads(ONE_ORDER_MATTERS)), "order.anna.1").difference
    assert difference is not None
    nash = difference.shift("nash")
    assert nash is not None
    # State 3: answered offer; state 2: an offer alone.
    assert (nash.vanishes, nash.appears, nash.cases) == ((3,), (2,), 1)


def test_the_conclusion_that_turns_is_told() -> None:
    difference = order(audit(loads(ONE_ORDER_MATTERS)), "order.anna.1").difference
    assert difference is not None
    assert [(turn.question, turn.before, turn.after) for turn in difference.turns] == [(1, ("all",), ("none",))]


def test_an_order_without_effect_changes_no_preference() -> None:
    difference = order(audit(loads(ONE_ORDER_MATTERS)), "order.ben.1").difference
    assert difference is not None
    assert difference == Difference()


def test_an_order_is_sourced_by_above_and_stands_where_above_stands() -> None:
    text = """
lagebild: 1
title: Sourced order
decision-makers:
  anna:
    options:
      x:
    wants:
      - statement: x
        above: anna-says-so
      - not x
      - x
claims:
  anna-says-so:
    says: Taking it comes first.
"""
    first, second = audit(loads(text)).orders
    assert (first.sourced, second.sourced) == (True, False)
    assert second.place is not None
    assert second.place.line == 11


def test_a_group_in_any_order_is_one_entry_and_its_own_order_no_decision() -> None:
    text = ONE_ORDER_MATTERS.replace(
        "      - x if y\n      - not x\n", "      - any-order:\n          - x if y\n          - not x\n      - y\n"
    )
    found = audit(loads(text))
    assert [order.address for order in found.orders] == ["order.anna.1", "order.ben.1"]
    assert found.orders[0].lower == "wants.anna.2"


def test_a_group_whose_order_matters_says_which_outcomes_and_answers_depend_on_it() -> None:
    text = ONE_ORDER_MATTERS.replace(
        "      - x if y\n      - not x\n", "      - any-order:\n          - x if y\n          - not x\n"
    )
    trials = audit(loads(text)).trials
    assert trials is not None
    (group,) = trials.open_orders
    assert group.matters("seq")
    assert group.orders == 2
    assert next(shift.appears for shift in group.shifts if shift.concept == "nash") == (3, 2)
    assert [(turn.before, turn.after) for turn in group.turns] == [(("all",), ("none",))]


def test_a_group_whose_order_does_not_matter_says_so() -> None:
    text = ONE_ORDER_MATTERS.replace("      - y\n      - x or y\n", "      - any-order:\n          - y\n          - x or y\n")
    trials = audit(loads(text)).trials
    assert trials is not None
    (group,) = trials.open_orders
    assert not group.matters("seq")
    assert not group.verdicts


def test_neighbouring_tiers_of_a_ranking_are_exchanged_too() -> None:
    text = """
lagebild: 1
title: A ranking
decision-makers:
  anna:
    options:
      x:
    ranking:
      - x
      - nothing
"""
    (decision,) = audit(loads(text)).orders
    assert decision.weight("seq") == "matters"
    assert decision.difference is not None
    shift = decision.difference.shift("seq")
    assert shift is not None
    assert (shift.vanishes, shift.appears) == ((1,), (0,))


def test_orders_are_listed_untried_where_nobody_asks_for_trials() -> None:
    found = audit(loads(ONE_ORDER_MATTERS), try_orders=False)
    assert [order.weight("seq") for order in found.orders] == ["untried", "untried"]
    assert not found.orders_tried


def test_progress_is_told_before_every_trial() -> None:
    told: list[tuple[int, int]] = []
    audit(loads(ONE_ORDER_MATTERS), progress=lambda done, total: told.append((done, total)))
    # Two orders and four wants.
    assert told == [(done, 6) for done in range(6)]


def test_a_term_with_several_definitions_turns_reading_by_reading() -> None:
    text = (
        ONE_ORDER_MATTERS
        + """  - ask: When is it a deal?
    when: deal
definitions:
  deal:
    lawyers:
      statement: x and y
    traders:
      statement: y
"""
    )
    difference = order(audit(loads(text)), "order.anna.1").difference
    assert difference is not None
    assert [turn.definition for turn in difference.turns] == ["", "deal.lawyers"]
