"""Lines that go by their address, and values that are set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lagebild.changes import (
    drop_line,
    drop_want,
    set_circumstance,
    set_today,
)
from lagebild.reading import loads
from lagebild.situation import (
    Situation,
)
from tests.unit.changes.situations import DAM, GRAPH, RANKED, backlog, refused, today, wants


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("rules.1", lambda s: [r.address for r in s.rules] == ["rules.no-gift"]),
        ("rules.no-gift", lambda s: [r.address for r in s.rules] == ["rules.1"]),
        ("irreversible.build", lambda s: [line.option for line in s.irreversible] == ["downstream.sue"]),
        ("irreversible.not sue", lambda s: [line.option for line in s.irreversible] == ["upstream.build"]),
        ("irreversible.upstream.build", lambda s: [line.option for line in s.irreversible] == ["downstream.sue"]),
        ("impossible-moves.1", lambda s: s.impossible_moves == ()),
        ("circumstances.drought", lambda s: s.circumstances == ()),
        ("today.upstream.build", lambda s: today(s) == {"downstream.sue": True}),
        ("today.build", lambda s: today(s) == {"downstream.sue": True}),
        ("wants.upstream.no-court", lambda s: wants(s) == ["2↓", "3(3-1 3-2)↓", "4"]),
        ("wants.upstream.3", lambda s: wants(s) == ["no-court↓", "2", "4"]),
        ("wants.upstream.3-1", lambda s: wants(s) == ["no-court↓", "2↓", "3(3-2)↓", "4"]),
        ("order.upstream.2", lambda s: wants(s) == ["no-court↓", "3(2 3-1 3-2)↓", "4"]),
    ],
)
def test_a_line_goes_by_its_address(dam: Situation, address: str, left: Callable[[Situation], bool]) -> None:
    dropped = drop_line(dam, address)
    assert left(dropped)
    remaining = {line.address for line in dropped.lines()}
    assert remaining < {line.address for line in dam.lines()}


def test_a_definition_goes_where_nothing_uses_it(dam: Situation) -> None:
    assert refused(lambda: drop_line(dam, "definitions.quarrel")) == (
        'cannot drop the definition "quarrel": "quarrel" is used by wants.upstream.4. Drop or change these first.'
    )
    assert drop_line(drop_want(dam, "upstream", 4), "definitions.quarrel").definitions == ()


def test_a_term_that_is_asked_about_keeps_its_last_definition() -> None:
    situation = loads(
        DAM.replace("quarrel: sue and build", "quarrel: sue and build\n  crisis:\n    press: sue\n    court: build").replace(
            "questions:", "questions:\n  - ask: When is it a crisis?\n    when: crisis"
        )
    )
    first = drop_line(situation, "definitions.crisis.press")
    assert [definition.key for definition in first.definitions] == ["quarrel", "crisis.court"]
    assert refused(lambda: drop_line(first, "definitions.crisis.court")) == (
        'cannot drop the definition "crisis.court": question 1 asks about it. Drop or change it first.'
    )


def test_a_ranking_or_the_last_weight_that_goes_leaves_indifference() -> None:
    ranked = loads(RANKED.replace("- nothing", "- the rest"))
    indifferent = drop_line(ranked, "ranking.upstream").decision_maker("upstream")
    assert (indifferent.ranking, indifferent.wants) == (None, ())
    one = drop_line(ranked, "weights.downstream.sue")
    assert [weight.name for weight in one.decision_maker("downstream").weights] == ["build"]
    assert one.decision_maker("downstream").wants is None
    none = drop_line(one, "weights.downstream.build").decision_maker("downstream")
    assert (none.weights, none.wants) == ((), ())


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("rules.7", 'there is no line "rules.7". Did you mean "rules.1"?'),
        ("zzz", 'there is no line "zzz". Addresses read like rules.1, options.upstream.build, wants.upstream.1.'),
        ("wants.upstream", 'there is no line "wants.upstream". Did you mean "wants.upstream.4"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_dropped_is_refused(dam: Situation, address: str, message: str) -> None:
    assert refused(lambda: drop_line(dam, address)) == message


def test_a_state_goes_with_its_moves_and_its_rank() -> None:
    graph = drop_line(loads(GRAPH), "states.s2")
    north = graph.decision_maker("north")
    assert [state.id for state in graph.states] == ["s1", "s3"]
    assert north.moves == (("s1", ("s3",)),)
    assert north.ranking is not None
    assert [tier.states for tier in north.ranking.tiers] == [("s3",), ("s1",)]
    assert today(graph) == {"s1": True}


def test_todays_state_goes_with_what_was_said_of_today() -> None:
    assert drop_line(loads(GRAPH), "states.s1").today is None


def test_a_state_that_is_wanted_stays() -> None:
    assert '"s3" is used by wants.south.1' in refused(lambda: drop_line(loads(GRAPH), "states.s3"))


def test_a_circumstance_takes_another_value_on_other_grounds(dam: Situation) -> None:
    (drought,) = set_circumstance(dam, "drought", None, because=backlog()).circumstances
    assert drought.value is None
    assert drought.because == backlog()
    assert drought.address == "circumstances.drought"
    (unsourced,) = set_circumstance(dam, "drought", False).circumstances
    assert not unsourced.sourced


def test_a_circumstance_that_keeps_its_value_keeps_its_grounds(dam: Situation) -> None:
    assert set_circumstance(dam, "drought", True, because=backlog()) == dam


def test_today_is_changed_or_added_to(dam: Situation) -> None:
    changed = set_today(set_today(dam, "build", True), "downstream.pay", None, because=backlog())
    assert today(changed) == {"upstream.build": True, "downstream.sue": True, "downstream.pay": None}
    first, _, last = changed.today or ()
    assert (first.address, first.sourced) == ("today.upstream.build", False)
    assert (last.address, last.because) == ("today.downstream.pay", backlog())


def test_a_joint_option_is_set_with_all_its_consents_and_a_consent_alone(dam: Situation) -> None:
    offered = set_today(dam, "upstream.treaty", True)
    assert today(offered)["upstream.treaty"] is True
    signed = set_today(offered, "treaty", True)
    assert today(signed) == {"upstream.build": False, "downstream.sue": True, "treaty": True}
    withdrawn = set_today(signed, "downstream.treaty", False)
    assert today(withdrawn) == {
        "upstream.build": False, "downstream.sue": True, "upstream.treaty": True, "downstream.treaty": False,
    }  # fmt: skip


def test_in_graph_form_today_is_another_state() -> None:
    graph = loads(GRAPH)
    assert today(set_today(graph, "s3", True)) == {"s3": True}
    assert set_today(graph, "s1", True) is graph
    assert refused(lambda: set_today(graph, "s3", None)) == "today is one of the states. Set the state that it is to yes."
    assert refused(lambda: set_today(graph, "s33", True)) == 'unknown state "s33". Did you mean "s3"?'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: set_circumstance(s, "drouhgt", True), 'unknown circumstance "drouhgt". Did you mean "drought"?'),
        (lambda s: set_circumstance(s, "x", True), 'unknown circumstance "x". There are: drought.'),
        (lambda s: set_today(s, "biuld", True), 'unknown option "biuld". Did you mean "build"?'),
        (lambda s: set_today(s, "quarrel", True), 'unknown option "quarrel"'),
    ],
)
def test_a_value_of_nothing_known_is_refused(dam: Situation, change: Callable[[Situation], object], message: str) -> None:
    assert refused(lambda: change(dam)) == message
