"""Who takes an option: it passes from one to another, to several, and back."""

from __future__ import annotations

import pytest

from lagebild.changes import (
    set_owners,
    set_today,
)
from lagebild.model import build
from lagebild.reading import loads
from lagebild.situation import (
    Situation,
)
from tests.unit.changes.situations import at_rest, refused, said, today


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
