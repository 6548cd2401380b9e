"""What-ifs, applied: their changes in order, what they add, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest

from lagebild.changes import (
    apply,
    freeze_option,
    set_owners,
    set_today,
    swap_wants,
)
from lagebild.errors import UnknownNameError
from lagebild.evidence.grounds import Grounds, grounds_in_words
from lagebild.model import build
from lagebild.reading import loads
from lagebild.situation import (
    Change,
    Circumstance,
    PreferenceStatement,
    Situation,
    WhatIf,
)
from lagebild.statements import parse
from tests.unit.changes.situations import DAM, an_option, backlog, refused, said, today, wants


def with_what_if(situation: Situation, *changes: Change, id_: str = "variant", because: Grounds | None = None) -> Situation:
    what_if = WhatIf(address=f"what-if.{id_}", id=id_, changes=changes, because=because)
    return dataclasses.replace(situation, what_ifs=(*situation.what_ifs, what_if))


def after(situation: Situation, *changes: Change, because: Grounds | None = None) -> Situation:
    """The situation under a what-if of these changes."""
    return apply(with_what_if(situation, *changes, because=because), "variant")


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
