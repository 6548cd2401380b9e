"""What-ifs and single changes: the situation afterwards, what keeps its address and meaning, and what is refused."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable

import pytest

from lagebild.changes import (
    add_option,
    add_want,
    apply,
    drop_joint_option,
    drop_line,
    drop_option,
    drop_want,
    freeze_option,
    loosen_order,
    move_want,
    place_want,
    reorder,
    set_circumstance,
    set_owners,
    set_today,
    swap_wants,
)
from lagebild.errors import InputError, UnknownNameError
from lagebild.evidence.grounds import Grounds, grounds_in_words, parse_grounds
from lagebild.model import build
from lagebild.reading import loads
from lagebild.situation import (
    AnyOrder,
    Change,
    Circumstance,
    Definition,
    Option,
    PreferenceStatement,
    Rule,
    Situation,
    Valuation,
    WhatIf,
)
from lagebild.statements import Statement, in_words, parse

DAM = """
lagebild: 1
title: Two neighbours and a dam
decision-makers:
  upstream:
    options:
      build: build the dam
      release:
        name: guarantee a flow
        needs: treaty
    wants:
      - id: no-court
        statement: not sue
        because: fears-court
        above: energy-first
      - statement: build
        above: energy-first
      - any-order:
          - release only if treaty
          - not treaty
        above: energy-first
      - quarrel
  downstream:
    options:
      sue: go to the court
      pay: pay for the flow
    wants:
      - release if build
      - not sue
      - treaty
joint-options:
  treaty:
    name: sign the treaty
    by: [upstream, downstream]
rules:
  - not (sue and treaty)
  - id: no-gift
    statement: not (pay and downstream.sue)
irreversible:
  - build
  - not sue
impossible-moves:
  - by: downstream
    from: treaty
    to: sue
circumstances:
  drought:
    value: yes
    because: fears-court
definitions:
  quarrel: sue and build
today:
  build:
    value: no
    because: fears-court
  sue: yes
questions:
  - ask: Why would it be built?
    why: build
    by: upstream
speakers:
  minister: {name: the minister}
claims:
  fears-court: {says: The minister fears the court., by: minister}
  energy-first: {says: Energy comes first., by: minister}
  backlog: {says: The court is slow., by: minister}
"""


@pytest.fixture(scope="module")
def dam() -> Situation:
    return loads(DAM)


def wants(situation: Situation, dm: str = "upstream") -> list[str]:
    """Every entry of the wants by the last part of its address, a group with its members."""
    found = []
    for want in situation.decision_maker(dm).wants or ():
        name = want.address.rsplit(".", 1)[1]
        if isinstance(want, AnyOrder):
            name += "(" + " ".join(member.address.rsplit(".", 1)[1] for member in want.members) + ")"
        found.append(name + ("↓" if want.above is not None else ""))
    return found


def said(situation: Situation) -> dict[str, str]:
    """Every statement by the address of its line."""
    found = {}
    for line in situation.lines():
        statement = getattr(line, "statement", None) or getattr(line, "needs", None)
        if statement is not None:
            found[line.address] = in_words(statement)
    for move in situation.impossible_moves:
        found[move.address] = f"{in_words(move.from_)} > {in_words(move.to)}"
    return found


def today(situation: Situation) -> dict[str, bool | None]:
    return {line.option: line.value for line in situation.today or ()}


def refused(change: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        change()
    assert all(fault.message for fault in caught.value.faults)
    return str(caught.value)


def with_what_if(situation: Situation, *changes: Change, id_: str = "variant", because: Grounds | None = None) -> Situation:
    what_if = WhatIf(address=f"what-if.{id_}", id=id_, changes=changes, because=because)
    return dataclasses.replace(situation, what_ifs=(*situation.what_ifs, what_if))


def after(situation: Situation, *changes: Change, because: Grounds | None = None) -> Situation:
    """The situation under a what-if of these changes."""
    return apply(with_what_if(situation, *changes, because=because), "variant")


def backlog() -> Grounds:
    return parse_grounds("backlog")


# --- the order of wants -----------------------------------------------------------------------------------------------


def test_the_dam_as_it_is(dam: Situation) -> None:
    assert wants(dam) == ["no-court↓", "2↓", "3(3-1 3-2)↓", "4"]
    assert wants(dam, "downstream") == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (1, ["2", "no-court", "3(3-1 3-2)↓", "4"]),
        (2, ["no-court", "3(3-1 3-2)", "2", "4"]),
        (3, ["no-court↓", "2", "4", "3(3-1 3-2)"]),
    ],
)
def test_swapping_keeps_the_sourced_order_only_of_pairs_that_still_touch(
    dam: Situation, position: int, order: list[str]
) -> None:
    assert wants(swap_wants(dam, "upstream", position)) == order


def test_swapping_twice_restores_the_order_but_not_its_grounds(dam: Situation) -> None:
    twice = swap_wants(swap_wants(dam, "upstream", 1), "upstream", 1)
    assert wants(twice) == ["no-court", "2", "3(3-1 3-2)↓", "4"]
    assert said(twice) == said(dam)


@pytest.mark.parametrize(
    ("position", "to", "order"),
    [
        (1, 4, ["2↓", "3(3-1 3-2)↓", "4", "no-court"]),
        (4, 1, ["4", "no-court↓", "2↓", "3(3-1 3-2)"]),
        (2, 2, ["no-court↓", "2↓", "3(3-1 3-2)↓", "4"]),
        (3, 2, ["no-court", "3(3-1 3-2)", "2", "4"]),
    ],
)
def test_a_want_moves_to_a_position(dam: Situation, position: int, to: int, order: list[str]) -> None:
    assert wants(move_want(dam, "upstream", position, to)) == order


@pytest.mark.parametrize(
    ("want", "above", "below", "order"),
    [
        ("no-court", None, 2, ["2", "no-court", "3(3-1 3-2)↓", "4"]),
        ("no-court", None, "4", ["2↓", "3(3-1 3-2)↓", "4", "no-court"]),
        (4, "no-court", None, ["4", "no-court↓", "2↓", "3(3-1 3-2)"]),
        ("2", None, "no-court", ["no-court↓", "2↓", "3(3-1 3-2)↓", "4"]),
        (3, 1, None, ["3(3-1 3-2)", "no-court↓", "2", "4"]),
        ("3-1", None, 1, ["no-court", "3-1", "2↓", "3(3-2)↓", "4"]),
    ],
)
def test_a_want_lands_directly_above_or_below_another(
    dam: Situation, want: str | int, above: str | int | None, below: str | int | None, order: list[str]
) -> None:
    assert wants(place_want(dam, "upstream", want, above=above, below=below)) == order


def test_a_group_that_loses_its_last_line_is_gone(dam: Situation) -> None:
    emptied = drop_want(drop_want(dam, "upstream", "3-2"), "upstream", "3-1")
    assert wants(emptied) == ["no-court↓", "2", "4"]


def test_any_order_of_the_positions_can_be_asked_for(dam: Situation) -> None:
    for order in itertools.permutations([1, 2, 3]):
        expected = [str(position) for position in order]
        assert wants(reorder(dam, "downstream", order), "downstream") == expected


@pytest.mark.parametrize("order", [[1, 2], [1, 2, 2], [0, 1, 2], [1, 2, 3, 4]])
def test_what_is_no_order_of_the_wants_is_refused(dam: Situation, order: list[int]) -> None:
    assert "is no order of 3 wants. Every position from 1 to 3 occurs exactly once" in refused(
        lambda: reorder(dam, "downstream", order)
    )


def test_a_dropped_want_leaves_the_others_in_their_order(dam: Situation) -> None:
    assert wants(drop_want(dam, "upstream", 2)) == ["no-court", "3(3-1 3-2)↓", "4"]
    assert wants(drop_want(dam, "upstream", "no-court")) == ["2↓", "3(3-1 3-2)↓", "4"]
    assert wants(drop_want(dam, "upstream", "3")) == ["no-court↓", "2", "4"]


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (1, ["no-court(no-court 2)↓", "3(3-1 3-2)↓", "4"]),
        (2, ["no-court↓", "3(2 3-1 3-2)↓", "4"]),
        (3, ["no-court↓", "2↓", "3(3-1 3-2 4)"]),
    ],
)
def test_an_order_that_is_not_known_makes_one_group_of_the_pair(dam: Situation, position: int, order: list[str]) -> None:
    assert wants(loosen_order(dam, "upstream", position)) == order


def test_an_added_want_stands_last_unless_a_place_is_named(dam: Situation) -> None:
    new = PreferenceStatement(address="what-if.x.1", id="new", statement=parse("not quarrel"))
    assert wants(add_want(dam, "upstream", new))[-2:] == ["4", "1"]
    assert wants(add_want(dam, "upstream", new, above=1)) == ["1", "no-court↓", "2↓", "3(3-1 3-2)↓", "4"]
    assert wants(add_want(dam, "upstream", new, below="no-court")) == ["no-court", "1", "2↓", "3(3-1 3-2)↓", "4"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: swap_wants(s, "upstream", 4), "wants of upstream: there is no line 5. Count from 1 to 4."),
        (lambda s: swap_wants(s, "upstream", 0), "wants of upstream: there is no line 0. Count from 1 to 4."),
        (lambda s: move_want(s, "upstream", 1, 9), "wants of upstream: there is no line 9. Count from 1 to 4."),
        (lambda s: move_want(s, "upsteam", 1, 2), 'unknown decision maker "upsteam". Did you mean "upstream"?'),
        (lambda s: drop_want(s, "upstream", "no-cort"), 'wants of upstream: unknown want "no-cort". Did you mean "no-court"?'),
        (lambda s: drop_want(s, "upstream", "x"),
         'wants of upstream: unknown want "x". Name an id, or a position from 1 to 4.'),
        (lambda s: drop_want(s, "upstream", "3-9"), 'wants of upstream: unknown want "3-9". Did you mean "3-2"?'),
        (lambda s: place_want(s, "upstream", 1), "wants of upstream: no new place is named. Say `above` or `below` which."),
        (lambda s: place_want(s, "upstream", 1, above=2, below=3),
         "wants of upstream: `above` and `below` are both given. Name one neighbour."),
        (lambda s: place_want(s, "upstream", 2, below=2),
         'wants of upstream: "2" cannot stand above or below itself. Name another want.'),
        (lambda s: place_want(s, "upstream", 1, below="3-1"),
         'wants of upstream: "3-1" stands in an any-order group, which has no above and below. '
         "Name the group by its position: 3."),
        (lambda s: loosen_order(s, "upstream", 4), "wants of upstream: there is no line 5. Count from 1 to 4."),
    ],
)  # fmt: skip
def test_a_place_that_does_not_exist_is_refused(dam: Situation, change: Callable[[Situation], object], message: str) -> None:
    assert refused(lambda: change(dam)) == message


def test_a_want_that_cannot_be_added_is_refused(dam: Situation) -> None:
    new = PreferenceStatement(address="what-if.x.1", id="no-court", statement=parse("not quarrel"))
    assert refused(lambda: add_want(dam, "upstream", new)) == (
        'wants of upstream: "no-court" exists already. Choose another id.'
    )
    unknown = dataclasses.replace(new, id="new", statement=parse("biuld and relase"))
    assert refused(lambda: add_want(dam, "upstream", unknown)).splitlines() == [
        'unknown name "biuld". Did you mean "build"?',
        'unknown name "relase". Did you mean "release"?',
    ]


RANKED = """
lagebild: 1
title: A ranking
decision-makers:
  upstream:
    options:
      build: build the dam
    ranking:
      - build
      - nothing
  downstream:
    options:
      sue: go to the court
    weights:
      sue: 2
      build: -1
"""


def test_who_has_a_ranking_or_weights_has_no_wants_to_move() -> None:
    ranked = loads(RANKED.replace("- nothing", "- the rest"))
    assert refused(lambda: swap_wants(ranked, "upstream", 1)) == ("wants of upstream: there are none: upstream has a ranking")
    assert refused(lambda: drop_want(ranked, "downstream", 1)) == (
        "wants of downstream: there are none: downstream has weights"
    )
    want = PreferenceStatement(address="what-if.x.1", id="new", statement=parse("build"))
    assert "a ranking takes no wants" in refused(lambda: add_want(ranked, "upstream", want))
    assert wants(add_want(ranked, "downstream", want), "downstream") == ["1"]


# --- lines that go ----------------------------------------------------------------------------------------------------


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
        ("decision-makers.upstream", '"decision-makers.upstream" cannot be dropped by itself. '
         "Drop what it consists of, or edit the file."),
    ],
)  # fmt: skip
def test_what_cannot_be_dropped_is_refused(dam: Situation, address: str, message: str) -> None:
    assert refused(lambda: drop_line(dam, address)) == message


GRAPH = """
lagebild: 1
title: A graph
states:
  s1: {name: quarrel}
  s2: {name: talks}
  s3: {name: peace}
today: s1
decision-makers:
  north:
    moves:
      s1: [s2, s3]
      s2: [s3]
    ranking: [[s3], [s1, s2]]
  south:
    moves:
      s3: [s1]
    wants:
      - s3
"""


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


# --- values that are set ----------------------------------------------------------------------------------------------


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


# --- options that come and go -----------------------------------------------------------------------------------------


def an_option(key: str, needs: str = "") -> Option:
    owner, id_ = key.split(".")
    return Option(address=f"options.{key}", owner=owner, id=id_, needs=parse(needs) if needs else None)


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


# --- options that stand still -----------------------------------------------------------------------------------------


def at_rest(situation: Situation, name: str, value: bool) -> Situation:
    """Today nobody sues, and the option stands where it will be frozen."""
    return set_today(set_today(situation, "sue", False), name, value)


@pytest.mark.parametrize("value", [False, True])
def test_a_frozen_option_stands_the_same_in_every_state(dam: Situation, value: bool) -> None:
    frozen = freeze_option(at_rest(dam, "pay", value), "downstream.pay", value)
    assert [option.key for option in frozen.options] == [option.key for option in dam.options]
    bit = 1 << [option.key for option in frozen.options].index("downstream.pay")
    states = [int(state) for state in build(frozen).states]
    assert {bool(state & bit) for state in states} == {value}
    assert states == [state for state in map(int, build(dam).states) if bool(state & bit) == value]
    assert frozen.rules[-1].address == "frozen.downstream.pay"


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
    assert [rule.address for rule in frozen.rules[2:]] == ["frozen.upstream.treaty", "frozen.downstream.treaty"]


def test_freezing_again_changes_nothing_and_freezing_otherwise_is_refused(dam: Situation) -> None:
    frozen = freeze_option(dam, "release", True)
    assert freeze_option(frozen, "release", True) is frozen
    assert refused(lambda: freeze_option(frozen, "release", False)) == (
        '"upstream.release" is frozen at the other value. Start from the situation before that.'
    )


# --- who takes an option ----------------------------------------------------------------------------------------------


def test_an_option_passes_to_another_decision_maker(dam: Situation) -> None:
    passed = set_owners(dam, "sue", ["upstream"])
    assert [option.key for option in passed.options] == [
        "upstream.build", "upstream.release", "upstream.sue", "downstream.pay", "upstream.treaty", "downstream.treaty",
    ]  # fmt: skip
    assert [line.option for line in passed.irreversible] == ["upstream.build", "upstream.sue"]
    assert today(passed) == {"upstream.build": False, "upstream.sue": True}
    assert said(passed) == {**said(dam), "rules.no-gift": "not (pay and upstream.sue)"}
    assert [option.address for option in passed.options if option.id == "sue"] == ["options.downstream.sue"]
    assert passed.warnings == ('impossible-moves.1 binds downstream, who no longer takes part in "sue"',)


def test_an_option_becomes_one_that_several_take_together(dam: Situation) -> None:
    joint = set_owners(dam, "sue", ["downstream", "upstream"])
    assert [option.key for option in joint.options] == [
        "upstream.build", "upstream.release", "downstream.pay",
        "upstream.treaty", "downstream.treaty", "upstream.sue", "downstream.sue",
    ]  # fmt: skip
    assert said(joint)["rules.no-gift"] == "not (pay and sue)"
    assert [line.option for line in joint.irreversible] == ["upstream.build", "sue"]
    assert today(joint) == {"upstream.build": False, "sue": True}
    assert joint.meaning("sue").kind == "joint"
    assert joint.warnings == ()
    assert build(joint).count > 0


def test_a_joint_option_becomes_one_decision_makers_own(dam: Situation) -> None:
    signed = at_rest(dam, "treaty", True)
    own = set_owners(signed, "treaty", ["downstream"])
    assert [option.key for option in own.options] == [
        "upstream.build", "upstream.release", "downstream.sue", "downstream.pay", "downstream.treaty",
    ]  # fmt: skip
    assert own.joint_options == ()
    assert today(own)["downstream.treaty"] is True
    assert own.meaning("treaty").key == "downstream.treaty"
    assert said(own) == said(dam)
    assert build(own).count > 0


def test_giving_an_option_away_and_back_restores_it(dam: Situation) -> None:
    there = set_owners(dam, "pay", ["upstream", "downstream"])
    back = set_owners(there, "pay", ["downstream"])
    assert back == dam


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ({"upstream.treaty": True, "downstream.treaty": True}, True),
        ({"upstream.treaty": True}, False),
        ({"upstream.treaty": True, "downstream.treaty": None}, None),
        ({"upstream.treaty": None}, False),
    ],
)
def test_a_joint_option_of_single_consents_is_taken_today_while_all_consent(
    dam: Situation, lines: dict[str, bool | None], value: bool | None
) -> None:
    situation = dam
    for name, given in lines.items():
        situation = set_today(situation, name, given)
    own = set_owners(situation, "treaty", ["upstream"])
    assert today(own)["upstream.treaty"] is value


THREE = """
lagebild: 1
title: Three
decision-makers:
  a: {options: {go: go}, wants: [pact, go]}
  b: {wants: [pact]}
  c: {wants: [not pact, b.own], options: {own: act alone}}
joint-options:
  pact: {by: [a, b]}
  deal: {by: [a, c]}
"""


def test_who_joins_a_standing_agreement_shares_it_and_who_leaves_takes_its_consent_along() -> None:
    three = loads(THREE.replace("b.own", "own"))
    signed = set_today(set_today(three, "a.pact", True), "b.pact", True)
    joined = set_owners(signed, "pact", ["a", "c"])
    assert today(joined) == {"a.pact": True, "c.pact": True}
    assert [joint.id for joint in joined.joint_options] == ["pact", "deal"]
    assert [option.key for option in joined.options] == ["a.go", "c.own", "a.pact", "c.pact", "a.deal", "c.deal"]
    offered = set_owners(set_today(three, "a.pact", True), "pact", ["a", "b", "c"])
    assert today(offered) == {"a.pact": True}


@pytest.mark.parametrize(
    ("name", "owners", "message"),
    [
        ("sue", [], 'nobody is named to take "sue". Name a decision maker, or several.'),
        ("sue", ["upsteam"], 'unknown decision maker "upsteam". Did you mean "upstream"?'),
        ("seu", ["upstream"], 'unknown option "seu". Did you mean "sue"?'),
        ("upstream.treaty", ["upstream"],
         '"upstream.treaty" is a consent and stays with who gives it. Set "treaty" instead.'),
    ],
)  # fmt: skip
def test_an_owner_that_cannot_be_is_refused(dam: Situation, name: str, owners: list[str], message: str) -> None:
    assert refused(lambda: set_owners(dam, name, owners)) == message


def test_a_consent_that_is_mentioned_cannot_go() -> None:
    three = loads(THREE.replace("b.own", "b.pact"))
    assert refused(lambda: set_owners(three, "pact", ["a", "c"])) == (
        'cannot give "pact" to a and c: "b.pact" is used by wants.c.2. Drop or change these first.'
    )


def test_an_option_whose_name_the_new_owner_uses_already_stays() -> None:
    three = loads(THREE.replace("b.own", "c.own").replace("go: go", "go: go, own: act"))
    assert refused(lambda: set_owners(three, "c.own", ["a"])) == 'the option "a.own" exists already. Choose another id.'


def test_a_joint_option_must_have_its_name_to_itself() -> None:
    three = loads(
        THREE.replace("b.own", "go")
        .replace("own: act alone", "own: act alone, talk: talk")
        .replace("go: go", "go: go, talk: t")
    )
    assert refused(lambda: set_owners(three, "c.talk", ["b", "c"])) == (
        'cannot give "c.talk" to b and c: "talk" would also mean a.talk. Give one of them another id.'
    )


# --- what-ifs ---------------------------------------------------------------------------------------------------------


def test_a_what_if_makes_its_changes_one_after_the_other(dam: Situation) -> None:
    changed = after(
        dam,
        Change(kind="move", of="upstream", target="no-court", below=2),
        Change(kind="drop", of="upstream", target="1"),
        Change(kind="set", target="drought", value=None),
        Change(kind="set", target="sue", value=False),
        Change(kind="set", target="pay", by=("upstream",)),
        Change(kind="drop", target="rules.1"),
        because=backlog(),
    )
    assert wants(changed) == ["no-court", "3(3-1 3-2)↓", "4"]
    assert changed.circumstances[0].value is None
    assert changed.circumstances[0].because == backlog()
    assert today(changed)["downstream.sue"] is False
    assert [option.key for option in changed.options][2:4] == ["upstream.pay", "downstream.sue"]
    assert [rule.address for rule in changed.rules] == ["rules.no-gift"]


def test_added_lines_are_called_after_the_what_if_and_rest_on_its_grounds(dam: Situation) -> None:
    changed = after(
        dam,
        Change(
            kind="add", of="upstream", above=1,
            line=PreferenceStatement(address="", id="1", statement=parse("not pay")),
        ),
        Change(kind="add", line=dataclasses.replace(dam.rules[0], id="", statement=parse("not (pay and build)"))),
        Change(kind="add", line=dataclasses.replace(dam.impossible_moves[0], id="", by="upstream")),
        Change(kind="add", line=dataclasses.replace(dam.irreversible[0], option="pay")),
        Change(kind="add", of="downstream", line=an_option("downstream.wait", needs="build")),
        because=backlog(),
    )  # fmt: skip
    added = {line.address: line for line in changed.lines() if line.address.startswith("what-if.variant.")}
    assert sorted(added) == [f"what-if.variant.{number}" for number in range(1, 6)]
    assert all(line.because == backlog() for line in added.values())
    first = (changed.decision_maker("upstream").wants or ())[0]
    assert isinstance(first, PreferenceStatement)
    assert (first.id, first.address) == ("variant-1", "what-if.variant.1")
    assert changed.rules[-1].id == "variant-2"
    assert changed.irreversible[-1].option == "downstream.pay"
    assert [option.key for option in changed.decision_maker("downstream").options][2] == "downstream.wait"


def test_a_later_change_may_use_what_an_earlier_one_added(dam: Situation) -> None:
    changed = after(
        dam,
        Change(kind="add", of="downstream", line=an_option("downstream.wait")),
        Change(kind="add", line=dataclasses.replace(dam.rules[0], statement=parse("not (wait and pay)"))),
        Change(kind="drop", target="what-if.variant.2"),
        Change(kind="drop", target="what-if.variant.1"),
    )
    assert dataclasses.replace(changed, what_ifs=()) == dam


def test_positions_are_those_at_the_moment_of_the_change(dam: Situation) -> None:
    changed = after(
        dam,
        Change(kind="move", of="downstream", target="1", below=3),
        Change(kind="move", of="downstream", target="1", below=2),
    )
    assert wants(changed, "downstream") == ["3", "2", "1"]


def test_combined_what_ifs_are_made_in_their_order_and_each_once(dam: Situation) -> None:
    situation = with_what_if(dam, Change(kind="move", of="downstream", target="1", below=2), id_="turn")
    situation = with_what_if(situation, Change(kind="combine", parts=("turn",)), id_="one")
    situation = with_what_if(
        situation, Change(kind="combine", parts=("turn",)), Change(kind="drop", of="downstream", target="1"), id_="two"
    )
    both = with_what_if(situation, Change(kind="combine", parts=("one", "two")), id_="both")
    assert wants(apply(both, "one"), "downstream") == ["2", "1", "3"]
    assert wants(apply(both, "both"), "downstream") == ["1", "3"]


def test_what_ifs_that_combine_one_another_are_refused(dam: Situation) -> None:
    situation = with_what_if(dam, Change(kind="combine", parts=("b",)), id_="a")
    situation = with_what_if(situation, Change(kind="combine", parts=("a",)), id_="b")
    assert refused(lambda: apply(situation, "a")) == (
        "what-if b, change 1: what-ifs combine one another in a circle: a → b → a. Take one of them out."
    )
    selfish = with_what_if(dam, Change(kind="combine", parts=("a",)), id_="a")
    assert "a → a" in refused(lambda: apply(selfish, "a"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change(kind="move", of="upstream", target="no-cort", below=2),
         'wants of upstream: unknown want "no-cort". Did you mean "no-court"?'),
        (Change(kind="drop", target="rules.9"), 'there is no line "rules.9". Did you mean "rules.1"?'),
        (Change(kind="set", target="quarrel", value=True),
         '"quarrel" is a definition and has no value to set. Set an option or a circumstance.'),
        (Change(kind="set", target="druoght", value=True), 'unknown name "druoght". Did you mean "drought"?'),
        (Change(kind="combine", parts=("nowhere",)), 'unknown what-if "nowhere". There are: variant.'),
        (Change(kind="add"), "nothing is named to add. Add a statement, a rule, an option or the like."),
        (Change(kind="add", line=Circumstance(address="", id="war")),
         "a circumstance cannot be added by a what-if. Wants, rules, impossible moves, irreversibilities and options can."),
        (Change(kind="turn"), 'unknown change "turn". There are: move, drop, add, set, combine.'),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_made_is_named(dam: Situation, change: Change, message: str) -> None:
    text = refused(lambda: after(dam, Change(kind="set", target="drought", value=None), change))
    comma = ", " if message.startswith("wants of") else ": "
    assert text == f"what-if variant, change 2{comma}{message}"


def test_an_irreversibility_of_something_else_than_an_option_is_refused(dam: Situation) -> None:
    change = Change(kind="add", line=dataclasses.replace(dam.irreversible[0], option="drought"))
    assert '"drought" is no option and cannot be irreversible' in refused(lambda: after(dam, change))


def test_an_unknown_what_if_is_named(dam: Situation) -> None:
    with pytest.raises(UnknownNameError, match='unknown what-if "x"'):
        apply(dam, "x")


def test_an_unknown_name_stays_an_unknown_name_error(dam: Situation) -> None:
    with pytest.raises(UnknownNameError):
        after(dam, Change(kind="drop", target="rules.9"))


def test_what_ifs_of_a_file_are_applied_as_the_file_says_them() -> None:
    situation = loads(
        DAM
        + """
what-if:
  court-is-slow:
    name: the court takes ten years
    because: backlog
    changes:
      - move: no-court
        of: upstream
        below: 2
      - add: not pay
        of: upstream
        above: 1
      - add:
          option: {id: arm, name: arm, needs: not treaty}
        of: downstream
      - add:
          rule: not (arm and pay)
  hand-over:
    changes:
      - set: sue
        by: upstream
  both:
    changes:
      - combine: [court-is-slow, hand-over]
"""
    )
    both = apply(situation, "both")
    assert wants(both) == ["2", "2", "no-court", "3(3-1 3-2)↓", "4"]
    assert said(both)["what-if.court-is-slow.4"] == "not (arm and pay)"
    assert [option.key for option in both.decision_maker("upstream").options][2] == "upstream.sue"
    (first, *_) = both.decision_maker("upstream").wants or ()
    assert first.address == "what-if.court-is-slow.2"
    assert first.because is not None
    assert grounds_in_words(first.because) == "backlog"
    assert build(both).count > 0


def test_no_change_alters_the_situation_it_starts_from(dam: Situation) -> None:
    copy = loads(DAM)
    swap_wants(dam, "upstream", 1)
    set_owners(dam, "sue", ["upstream"])
    freeze_option(dam, "release", True)
    set_today(dam, "treaty", True)
    assert dam == copy
