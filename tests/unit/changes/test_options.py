"""Options that come, go and stand still."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable

import pytest

from lagebild.changes import (
    add_option,
    drop_joint_option,
    drop_line,
    drop_option,
    freeze_option,
    set_owners,
)
from lagebild.model import build
from lagebild.reading import loads
from lagebild.situation import (
    Definition,
    PreferenceStatement,
    Rule,
    Situation,
    Valuation,
)
from lagebild.statements import Statement
from tests.unit.changes.situations import DAM, GRAPH, RANKED, an_option, at_rest, refused, said, today


def test_an_added_option_is_numbered_after_its_owners_and_before_the_consents(dam: Situation) -> None:
    added = add_option(dam, an_option("upstream.threaten", needs="not treaty"))
    assert [option.key for option in added.options] == [
        "upstream.build", "upstream.release", "upstream.threaten", "downstream.sue", "downstream.pay",
        "upstream.treaty", "downstream.treaty",
    ]  # fmt: skip
    assert said(added) == {**said(dam), "options.upstream.threaten": "not treaty"}


def test_a_name_that_an_added_option_makes_ambiguous_is_written_out(dam: Situation) -> None:
    added = add_option(dam, an_option("upstream.sue"))
    before = said(dam)
    assert said(added) == {
        **before,
        "wants.upstream.no-court": "not downstream.sue",
        "wants.downstream.2": "not downstream.sue",
        "rules.1": "not (downstream.sue and treaty)",
        "impossible-moves.1": "treaty > downstream.sue",
        "definitions.quarrel": "downstream.sue and build",
    }
    assert means_the_same(dam, added)


def means_the_same(before: Situation, changed: Situation) -> bool:
    """Whether every statement that both have is true in the same states, whatever options came between."""
    old, new = statements(before), statements(changed)
    keys = [option.key for option in changed.options]
    case = next(before.cases())
    for values in itertools.product([False, True], repeat=len(keys)):
        decided = dict(zip(keys, values, strict=True))
        then, now = Valuation(before, decided, case), Valuation(changed, decided, case)
        if any(then.truth(old[address]) != now.truth(new[address]) for address in old.keys() & new.keys()):
            return False
    return True


def statements(situation: Situation) -> dict[str, Statement]:
    """The statements of wants, rules and definitions by address."""
    return {
        line.address: line.statement for line in situation.lines() if isinstance(line, PreferenceStatement | Rule | Definition)
    }


@pytest.mark.parametrize(
    ("key", "needs", "message"),
    [
        ("upstream.build", "", 'the option "upstream.build" exists already. Choose another id.'),
        ("downstream.treaty", "", 'the option "downstream.treaty" exists already. Choose another id.'),
        ("upstream.Build", "", 'options of upstream: the id "Build" has a capital letter; ids are written small'),
        ("upstream.new", "biuld", 'unknown name "biuld". Did you mean "build"?'),
        ("upstream.new", "not new", 'options of upstream: "new" cannot need itself'),
        ("upstrem.new", "", 'unknown decision maker "upstrem". Did you mean "upstream"?'),
        ("upstream.quarrel", "", 'cannot add the option "upstream.quarrel": "quarrel" in wants.upstream.4 could then mean '
         "several things. Give one of the things with this name another id."),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_added_is_refused(dam: Situation, key: str, needs: str, message: str) -> None:
    assert refused(lambda: add_option(dam, an_option(key, needs))) == message


def test_an_option_that_is_mentioned_stays_and_every_mention_is_named(dam: Situation) -> None:
    assert refused(lambda: drop_line(dam, "options.upstream.build")) == (
        'cannot drop the option "upstream.build": "build" is used by wants.upstream.2, wants.downstream.1, '
        "definitions.quarrel, question 1. Drop or change these first."
    )


def test_an_unused_option_goes_with_its_today_and_irreversibility(dam: Situation) -> None:
    idle = loads(
        DAM.replace("pay: pay for the flow", "pay: pay for the flow\n      wait: wait").replace(
            "today:", "today:\n  wait: yes"
        ).replace("irreversible:", "irreversible:\n  - wait")
    )  # fmt: skip
    gone = drop_option(idle, "wait")
    assert dataclasses.replace(gone, sha256=dam.sha256) == dam


def test_a_joint_option_goes_where_nothing_mentions_it() -> None:
    situation = loads(
        """
lagebild: 1
title: An idle treaty
decision-makers:
  a: {options: {go: go}, wants: [go]}
  b: {options: {stay: stay}, wants: [not go]}
joint-options:
  pact: {by: [a, b]}
irreversible: [pact]
today: {a.pact: yes, go: no}
"""
    )
    gone = drop_joint_option(situation, "pact")
    assert [option.key for option in gone.options] == ["a.go", "b.stay"]
    assert (gone.joint_options, gone.irreversible, today(gone)) == ((), (), {"a.go": False})
    assert drop_line(situation, "joint-options.pact") == gone


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: drop_option(s, "upstream.treaty"),
         'cannot drop the option "upstream.treaty": it is the consent to "treaty". '
         'Drop "joint-options.treaty", or set by whom it is taken.'),
        (lambda s: drop_option(s, "relese"), 'unknown option "relese". Did you mean "release"?'),
        (lambda s: drop_joint_option(s, "traty"), 'unknown joint option "traty". Did you mean "treaty"?'),
        (lambda s: drop_joint_option(s, "treaty"),
         'cannot drop the joint option "treaty": "treaty" is used by options.upstream.release, wants.upstream.3-1, '
         "wants.upstream.3-2, wants.downstream.3, rules.1, impossible-moves.1. Drop or change these first."),
    ],
)  # fmt: skip
def test_options_that_cannot_go_are_told_why(dam: Situation, change: Callable[[Situation], object], message: str) -> None:
    assert refused(lambda: change(dam)) == message


@pytest.mark.parametrize(
    "change",
    [
        lambda s: add_option(s, an_option("downstream.wait")),
        lambda s: drop_option(s, "sue"),
        lambda s: set_owners(s, "sue", ["upstream"]),
    ],
)
def test_a_ranking_by_patterns_does_not_survive_a_change_of_options(change: Callable[[Situation], object]) -> None:
    ranked = loads(RANKED.replace("- nothing", "- the rest"))
    assert "ranking.upstream lists states by their options, which would change. Say `wants` or `weights`" in refused(
        lambda: change(ranked)
    )


def test_in_graph_form_there_are_no_options_to_change() -> None:
    assert "lists states and moves, not options" in refused(lambda: add_option(loads(GRAPH), an_option("north.go")))


@pytest.mark.parametrize("value", [False, True])
def test_a_frozen_option_stands_the_same_in_every_state(dam: Situation, value: bool) -> None:
    frozen = freeze_option(at_rest(dam, "pay", value), "downstream.pay", value)
    assert [option.key for option in frozen.options] == [option.key for option in dam.options]
    bit = 1 << [option.key for option in frozen.options].index("downstream.pay")
    states = [int(state) for state in build(frozen).states]
    assert {bool(state & bit) for state in states} == {value}
    assert states == [state for state in map(int, build(dam).states) if bool(state & bit) == value]
    assert frozen.frozen == (("downstream.pay", value),)


@pytest.mark.parametrize("value", [False, True])
def test_an_option_that_needs_something_is_frozen_as_a_decision(dam: Situation, value: bool) -> None:
    frozen = freeze_option(at_rest(dam, "release", value), "upstream.release", value)
    keys = [option.key for option in dam.options]
    bit = 1 << keys.index("upstream.release")
    assert list(map(int, build(frozen).states)) == [s for s in map(int, build(dam).states) if bool(s & bit) == value]
    case = next(dam.cases())
    for state in map(int, build(frozen).states):
        decided = {key: bool(state >> number & 1) for number, key in enumerate(keys)}
        before, now = Valuation(dam, decided, case), Valuation(frozen, decided, case)
        for old, new in zip(dam.decision_makers, frozen.decision_makers, strict=True):
            for one, other in zip(case.wants_of(old), case.wants_of(new), strict=True):
                assert before.truth(one.statement) == now.truth(other.statement)


def test_what_people_read_of_a_frozen_option_stays_its_name(dam: Situation) -> None:
    frozen = freeze_option(dam, "release", True)
    want = frozen.decision_maker("downstream").wants or ()
    assert isinstance(want[0], PreferenceStatement)
    assert frozen.in_words(want[0].statement) == "guarantee a flow if build the dam"


def test_a_frozen_joint_option_freezes_every_consent(dam: Situation) -> None:
    frozen = freeze_option(dam, "treaty", True)
    assert frozen.frozen == (("upstream.treaty", True), ("downstream.treaty", True))


def test_freezing_again_changes_nothing_and_freezing_otherwise_is_refused(dam: Situation) -> None:
    frozen = freeze_option(dam, "release", True)
    assert freeze_option(frozen, "release", True) is frozen
    assert refused(lambda: freeze_option(frozen, "release", False)) == (
        '"upstream.release" is frozen at the other value. Start from the situation before that.'
    )
