"""The situation: how options are numbered, what names mean, when statements hold, which cases are open."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from lagebild.errors import UnknownNameError
from lagebild.evidence.grounds import parse_grounds
from lagebild.evidence.records import Claim, Prose
from lagebild.situation import (
    AnyOrder,
    Case,
    Circumstance,
    DecisionMaker,
    Definition,
    JointOption,
    Line,
    Meaning,
    Option,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    State,
    Tier,
    TodayLine,
    Valuation,
    WhatIf,
)
from lagebild.statements import parse


def option(key: str, *, needs: str = "", name: str = "") -> Option:
    owner, id_ = key.split(".")
    return Option(address=f"options.{key}", owner=owner, id=id_, name=prose(name), needs=parse(needs) if needs else None)


def consent(owner: str, joint: str) -> Option:
    return Option(address=f"joint-options.{joint}", owner=owner, id=joint, joint=joint)


def prose(text: str, german: str = "") -> Prose:
    return Prose(tuple((code, said) for code, said in (("en", text), ("de", german)) if said))


def want(dm: str, id_: str, statement: str) -> PreferenceStatement:
    return PreferenceStatement(address=f"wants.{dm}.{id_}", id=id_, statement=parse(statement))


def decision_maker(id_: str, *options: Option, wants: tuple[PreferenceStatement | AnyOrder, ...] = ()) -> DecisionMaker:
    return DecisionMaker(address=f"decision-makers.{id_}", id=id_, options=options, wants=wants)


def definition(key: str, statement: str, *, name: str = "") -> Definition:
    term, _, speaker = key.partition(".")
    return Definition(address=f"definitions.{key}", term=term, speaker=speaker, name=prose(name), statement=parse(statement))


def dam(**parts: object) -> Situation:
    """Two neighbours, a dam and a treaty; a flow that is guaranteed only under the treaty."""
    whole: dict[str, object] = {
        "title": prose("A dam"),
        "decision_makers": (
            decision_maker(
                "upstream",
                option("upstream.build", name="build the dam"),
                option("upstream.release", needs="treaty"),
                consent("upstream", "treaty"),
            ),
            decision_maker("downstream", option("downstream.sue"), consent("downstream", "treaty")),
        ),
        "joint_options": (JointOption(address="joint-options.treaty", id="treaty", by=("downstream", "upstream")),),
    }
    return Situation(**{**whole, **parts})  # type: ignore[arg-type]


# --- numbering --------------------------------------------------------------------------------------------------------


def test_options_are_numbered_decision_maker_by_decision_maker_with_consents_last() -> None:
    assert [o.key for o in dam().options] == [
        "upstream.build",
        "upstream.release",
        "downstream.sue",
        "upstream.treaty",
        "downstream.treaty",
    ]


def test_consents_are_numbered_joint_option_by_joint_option() -> None:
    situation = dam(
        decision_makers=(
            decision_maker("a", consent("a", "second"), consent("a", "first")),
            decision_maker("b", option("b.own"), consent("b", "first"), consent("b", "second")),
        ),
        joint_options=(
            JointOption(address="joint-options.first", id="first", by=("b", "a")),
            JointOption(address="joint-options.second", id="second", by=("a", "b")),
        ),
    )
    assert [o.key for o in situation.options] == ["b.own", "a.first", "b.first", "a.second", "b.second"]


# --- what names mean --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("build", Meaning("option", "upstream.build")),
        ("upstream.build", Meaning("option", "upstream.build")),
        ("treaty", Meaning("joint", "treaty")),
        ("upstream.treaty", Meaning("option", "upstream.treaty")),
        ("drought", Meaning("circumstance", "drought")),
        ("peace", Meaning("definition", "peace")),
        ("quarrel.lawyers", Meaning("definition", "quarrel.lawyers")),
        ("insult", Meaning("definition", "insult.press")),
    ],
)
def test_a_name_means_one_thing(name: str, meaning: Meaning) -> None:
    situation = dam(
        circumstances=(Circumstance(address="circumstances.drought", id="drought"),),
        definitions=(
            definition("peace", "not sue"),
            definition("quarrel.lawyers", "sue"),
            definition("quarrel.press", "sue and build"),
            definition("insult.press", "sue"),
        ),
    )
    assert situation.meaning(name) == meaning


def test_a_bare_name_of_two_options_asks_for_the_full_name() -> None:
    situation = dam(
        decision_makers=(decision_maker("a", option("a.go")), decision_maker("b", option("b.go"))), joint_options=()
    )
    with pytest.raises(UnknownNameError) as caught:
        situation.meaning("go")
    assert str(caught.value) == '"go" can mean several things. Write "a.go" or "b.go".'
    assert situation.meaning("b.go") == Meaning("option", "b.go")


def test_a_term_with_two_speakers_asks_for_the_speaker() -> None:
    situation = dam(definitions=(definition("quarrel.lawyers", "sue"), definition("quarrel.press", "build")))
    with pytest.raises(UnknownNameError, match=r'Write "quarrel\.lawyers" or "quarrel\.press"'):
        situation.meaning("quarrel")
    assert [d.key for d in situation.definitions_of("quarrel")] == ["quarrel.lawyers", "quarrel.press"]


def test_an_unknown_name_offers_the_closest_one() -> None:
    with pytest.raises(UnknownNameError) as caught:
        dam().meaning("relase")
    assert str(caught.value) == 'unknown option "relase". Did you mean "release"?'


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda s: s.decision_maker("upsteam"), 'unknown decision maker "upsteam". Did you mean "upstream"?'),
        (lambda s: s.decision_maker("x"), 'unknown decision maker "x". There are: upstream, downstream.'),
        (lambda s: s.claim("plam"), 'unknown claim "plam". Did you mean "plan"?'),
        (lambda s: s.what_if("slow-cort"), 'unknown what-if "slow-cort". Did you mean "slow-court"?'),
        (lambda s: s.what_if("x"), 'unknown what-if "x". There are: slow-court.'),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(ask: object, message: str) -> None:
    situation = dam(
        claims=(Claim(id="plan", says=prose("It is planned.")),),
        what_ifs=(WhatIf(address="what-if.slow-court", id="slow-court", changes=()),),
    )
    with pytest.raises(UnknownNameError) as caught:
        ask(situation)  # type: ignore[operator]
    assert str(caught.value) == message


def test_without_what_ifs_none_is_offered() -> None:
    with pytest.raises(UnknownNameError, match="The file has no what-if"):
        dam().what_if("x")


def test_what_exists_is_found_by_its_id() -> None:
    claim = Claim(id="plan", says=prose("It is planned."))
    what_if = WhatIf(address="what-if.slow-court", id="slow-court", changes=())
    situation = dam(claims=(claim,), what_ifs=(what_if,))
    assert situation.claim("plan") is claim
    assert situation.what_if("slow-court") is what_if
    assert situation.decision_maker("downstream").id == "downstream"


# --- in words ---------------------------------------------------------------------------------------------------------


def test_statements_are_told_with_the_names_people_gave_and_ids_where_they_gave_none() -> None:
    situation = dam(definitions=(definition("peace", "not sue", name="peace on the river"),))
    assert situation.in_words(parse("upstream.build if peace and not sue")) == "build the dam if peace on the river and not sue"
    assert situation.in_words(parse("build and not sue"), "de") == "build the dam und nicht sue"


def test_a_name_is_told_in_the_language_asked_for_where_there_is_one() -> None:
    circumstance = Circumstance(
        address="circumstances.drought", id="drought", name=prose("the drought lasts", "die Dürre hält an")
    )
    situation = dam(circumstances=(circumstance,), language="de")
    assert situation.name_in_words("drought") == "die Dürre hält an"
    assert situation.name_in_words("drought", "en") == "the drought lasts"
    assert situation.name_in_words("drought", "fr") == "the drought lasts"
    assert situation.name_in_words("nothing-known") == "nothing-known"


# --- when statements hold ---------------------------------------------------------------------------------------------

KEYS = ("upstream.build", "upstream.release", "downstream.sue", "upstream.treaty", "downstream.treaty")


def valuation(situation: Situation, *taken: str, case: Case | None = None) -> Valuation:
    return Valuation(situation, {key: key in taken for key in KEYS}, case or next(situation.cases()))


BOTH_SIGN = ("upstream.treaty", "downstream.treaty")


@pytest.mark.parametrize(
    ("taken", "statement", "holds"),
    [
        (("upstream.build",), "build and not sue", True),
        (BOTH_SIGN, "treaty", True),
        (("upstream.treaty",), "treaty", False),
        (("upstream.treaty",), "upstream.treaty and not downstream.treaty", True),
        (("upstream.release", *BOTH_SIGN), "release", True),
        (("upstream.release", "upstream.treaty"), "release", False),
        (("upstream.release",), "upstream.release", False),
    ],
)
def test_an_option_counts_while_what_it_needs_holds_and_a_joint_one_while_all_agree(
    taken: tuple[str, ...], statement: str, holds: bool
) -> None:
    assert valuation(dam(), *taken).truth(parse(statement)) is holds


def test_a_joint_option_too_counts_only_while_what_it_needs_holds() -> None:
    joint = JointOption(address="joint-options.treaty", id="treaty", by=("upstream", "downstream"), needs=parse("not sue"))
    situation = dam(joint_options=(joint,))
    assert valuation(situation, *BOTH_SIGN).truth(parse("treaty")) is True
    assert valuation(situation, *BOTH_SIGN, "downstream.sue").truth(parse("treaty")) is False
    assert valuation(situation, *BOTH_SIGN, "downstream.sue").truth(parse("upstream.treaty")) is True


def test_definitions_and_circumstances_hold_as_the_case_says() -> None:
    situation = dam(
        circumstances=(
            Circumstance(address="circumstances.drought", id="drought"),
            Circumstance(address="circumstances.election", id="election", value=True),
        ),
        definitions=(definition("crisis", "shortage and sue"), definition("shortage", "drought and build and election")),
    )
    wet, dry = situation.cases()
    assert valuation(situation, "upstream.build", "downstream.sue", case=dry).truth(parse("crisis")) is True
    assert valuation(situation, "upstream.build", "downstream.sue", case=wet).truth(parse("crisis")) is False
    assert valuation(situation, "upstream.build", case=dry).truth(parse("crisis or not shortage")) is False


def test_whole_arrays_are_valued_at_once() -> None:
    situation = dam(circumstances=(Circumstance(address="circumstances.drought", id="drought", value=True),))
    rows = list(itertools.product([False, True], repeat=len(KEYS)))
    columns: Mapping[str, np.ndarray] = {
        key: np.array(column) for key, column in zip(KEYS, zip(*rows, strict=True), strict=True)
    }
    statement = parse("((release if drought) and (sue iff not treaty)) or false")
    (case,) = situation.cases()
    together = Valuation(situation, columns, case, true=np.ones(len(rows), dtype=np.bool_)).truth(statement)
    one_by_one = [Valuation(situation, dict(zip(KEYS, row, strict=True)), case).truth(statement) for row in rows]
    assert together.tolist() == one_by_one


def test_an_unknown_name_in_a_statement_is_named() -> None:
    with pytest.raises(UnknownNameError, match='unknown option "bild"'):
        valuation(dam()).truth(parse("not bild"))


def test_in_graph_form_a_name_is_a_state() -> None:
    states = tuple(State(address=f"states.{id_}", id=id_) for id_ in ("s1", "s2"))
    situation = Situation(title=prose("graph"), decision_makers=(decision_maker("a"),), states=states)
    assert situation.is_graph
    assert situation.meaning("s2") == Meaning("state", "s2")
    here = Valuation(situation, {"s1": False, "s2": True}, Case())
    assert here.truth(parse("s2 and not s1")) is True
    with pytest.raises(UnknownNameError, match='unknown state "s9"'):
        situation.meaning("s9")


# --- cases ------------------------------------------------------------------------------------------------------------


def test_where_nothing_is_open_there_is_one_case() -> None:
    situation = dam(circumstances=(Circumstance(address="circumstances.drought", id="drought", value=True),))
    assert list(situation.cases()) == [Case(circumstances=(("drought", True),))]
    assert situation.case_count == 1


def test_open_circumstances_are_settled_both_ways() -> None:
    situation = dam(
        circumstances=(
            Circumstance(address="circumstances.drought", id="drought"),
            Circumstance(address="circumstances.election", id="election", value=False),
            Circumstance(address="circumstances.war", id="war"),
        )
    )
    settled = [dict(case.circumstances) for case in situation.cases()]
    assert [(case["drought"], case["war"]) for case in settled] == [(False, False), (False, True), (True, False), (True, True)]
    assert all(case["election"] is False for case in settled)
    assert situation.case_count == 4


def any_order(dm: str, position: int, *statements: str) -> AnyOrder:
    members = tuple(want(dm, f"{position}-{number}", said) for number, said in enumerate(statements, start=1))
    return AnyOrder(address=f"wants.{dm}.{position}", members=members)


def test_every_order_inside_every_group_is_a_case() -> None:
    groups = (want("upstream", "1", "not sue"), any_order("upstream", 2, "build", "release"), want("upstream", "3", "treaty"))
    upstream, downstream = dam().decision_makers
    situation = dam(
        decision_makers=(
            DecisionMaker(address=upstream.address, id="upstream", options=upstream.options, wants=groups),
            DecisionMaker(
                address=downstream.address, id="downstream", options=downstream.options,
                wants=(any_order("downstream", 1, "sue", "treaty", "not build"),),
            ),
        ),
        circumstances=(Circumstance(address="circumstances.drought", id="drought"),),
    )  # fmt: skip
    cases = list(situation.cases())
    assert len(cases) == situation.case_count == 2 * 2 * 6
    assert len(set(cases)) == len(cases)
    orders = {tuple(line.id for line in case.wants_of(situation.decision_maker("upstream"))) for case in cases}
    assert orders == {("1", "2-1", "2-2", "3"), ("1", "2-2", "2-1", "3")}
    downstream_orders = {tuple(w.id for w in case.wants_of(situation.decision_maker("downstream"))) for case in cases}
    assert downstream_orders == set(itertools.permutations(["1-1", "1-2", "1-3"]))


def test_a_case_that_says_nothing_of_a_group_leaves_it_as_written() -> None:
    dm = decision_maker("a", wants=(any_order("a", 1, "build", "sue"),))
    assert [line.id for line in Case().wants_of(dm)] == ["1-1", "1-2"]


# --- lines ------------------------------------------------------------------------------------------------------------


def test_every_line_with_a_because_slot_comes_once_and_consents_are_none() -> None:
    above = Line(address="order.upstream.1", because=parse_grounds("plan"))
    first = PreferenceStatement(address="wants.upstream.1", id="1", statement=parse("not sue"), above=above)
    upstream, downstream = dam().decision_makers
    situation = dam(
        decision_makers=(
            DecisionMaker(
                address=upstream.address, id="upstream", options=upstream.options,
                wants=(first, any_order("upstream", 2, "build", "release")),
            ),
            DecisionMaker(
                address=downstream.address, id="downstream", options=downstream.options,
                ranking=Ranking(address="ranking.downstream", tiers=(Tier(address="ranking.downstream.1", states=(0,)),)),
            ),
        ),
        rules=(Rule(address="rules.1", id="1", statement=parse("not sue")),),
        circumstances=(Circumstance(address="circumstances.drought", id="drought"),),
        definitions=(definition("peace", "not sue"),),
        today=(TodayLine(address="today.upstream.build", option="upstream.build", value=False),),
        what_ifs=(WhatIf(address="what-if.slow-court", id="slow-court", changes=()),),
    )  # fmt: skip
    addresses = [line.address for line in situation.lines()]
    assert addresses == [
        "options.upstream.build", "options.upstream.release",
        "wants.upstream.1", "order.upstream.1", "wants.upstream.2-1", "wants.upstream.2-2", "wants.upstream.2",
        "options.downstream.sue", "ranking.downstream", "ranking.downstream.1",
        "joint-options.treaty", "rules.1", "circumstances.drought", "definitions.peace", "today.upstream.build",
        "what-if.slow-court",
    ]  # fmt: skip
    assert [line.address for line in situation.lines() if line.sourced] == ["order.upstream.1"]
