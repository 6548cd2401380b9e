"""Conclusions, levers and answers on a situation small enough to work out by hand.

A thief steals or not; a guard watches or not. The thief wants not to be caught, then to steal. The guard wants to catch, then
not to watch. Stealing is deterred only if watching is worth the guard's while.
"""

from __future__ import annotations

import pytest

from lagebild.analyses.answers import ByAnswer, Inquiry, NextAnswer, WhenAnswer, WhyAnswer, answers
from lagebild.analyses.conclusion import (
    ALL,
    NO_EQUILIBRIUM,
    NONE,
    SOME,
    Companions,
    companions,
    conclude,
    conclusions,
    hangs_on,
)
from lagebild.analyses.levers import Trials, changes_of, direction, levers
from lagebild.reading import loads
from lagebild.reports.answers import answer_texts
from lagebild.solutions import Analysis, analyse
from lagebild.statements import parse

GUARD = """
lagebild: 1
title:
  en: The thief and the guard
  de: Dieb und Wache
decision-makers:
  thief:
    name: the thief
    options:
      steal: steal
    wants:
      - id: free
        statement: not caught
        because: thief-says
      - id: loot
        statement: steal
  guard:
    name: the guard
    options:
      watch: keep watch
    wants:
      - id: catch
        statement: caught if steal
        because: guard-says
      - id: rest
        statement: not watch
definitions:
  caught:
    court:
      statement: steal and watch
      because: guard-says
    neighbours:
      statement: steal
today:
  steal: no
  watch: no
questions:
  - ask: Why is nothing stolen?
    why: not steal
    by: thief
  - ask: What comes next?
    next: true
  - ask: When is somebody caught?
    when: caught
  - ask: What can the guard do about it?
    by: guard
    against: steal
claims:
  thief-says:
    says: The thief fears to be caught.
    by: author
    told-as: confirmed
    confirmed-by: the court
  guard-says:
    says: The guard would catch a thief.
    by: author
    told-as: assessed
""".replace("not caught", "not caught.court").replace("caught if steal", "caught.court if steal")

OPEN = """
lagebild: 1
title: One decides
decision-makers:
  one:
    options:
      go: go
    wants:
      - any-order:
          - go
          - not go
  two:
    options:
      come: come
    wants:
      - come if sunny
circumstances:
  sunny: open
"""


@pytest.fixture(scope="module")
def guarded() -> Analysis:
    return analyse(loads(GUARD))


def test_nobody_steals_because_the_guard_would_answer(guarded: Analysis) -> None:
    assert [guarded.solutions[0].equilibria(code) for code in ("nash", "seq")] == [(), (0, 2)]
    why = answers(guarded)[0].detail
    assert isinstance(why, WhyAnswer)
    assert why.conclusion.value == ALL
    found = {a.outcome: (a.verdict, a.target, a.reason.addresses if a.reason else ()) for a in why.staying}
    assert found == {0: ("deterred", 1, ("wants.thief.loot",)), 2: ("worse", 3, ("wants.thief.free",))}
    assert why.by_concept["nash"].value == NO_EQUILIBRIUM


def test_the_deterred_thief_would_need_to_value_the_loot_more(guarded: Analysis) -> None:
    why = answers(guarded)[0].detail
    assert isinstance(why, WhyAnswer)
    (turn,) = why.turns
    assert (turn.change.want, turn.change.position, turn.change.to) == ("wants.thief.loot", 2, 1)
    assert turn.after.value == NONE


def test_today_holds_and_three_steps_lead_to_a_guard_on_watch(guarded: Analysis) -> None:
    following = answers(guarded)[1].detail
    assert isinstance(following, NextAnswer)
    assert [(o.state, o.way) for o in following.paths.starts[0].outcomes] == [(0, "today"), (2, "improvements")]
    assert len(following.paths.starts[0].outcomes[1].path) == 3


def test_definitions_are_held_against_each_other() -> None:
    indifferent = GUARD.replace("      - id: rest\n        statement: not watch\n", "").replace(
        "      - id: free\n        statement: not caught.court\n        because: thief-says\n", ""
    )
    analysis = analyse(loads(indifferent))
    assert analysis.solutions[0].equilibria("seq") == (3,)
    when = answers(analysis)[2].detail
    assert isinstance(when, WhenAnswer)
    assert [(reading.key, reading.conclusion.value, reading.today) for reading in when.readings] == [
        ("caught.court", ALL, False),
        ("caught.neighbours", ALL, False),
    ]
    assert when.disputed == ()


def test_definitions_that_disagree_in_a_stable_outcome_are_named_with_an_example() -> None:
    unwatched = GUARD.replace("      - id: catch\n        statement: caught.court if steal\n        because: guard-says\n", "")
    analysis = analyse(loads(unwatched))
    assert analysis.solutions[0].equilibria("seq") == (1,)
    when = answers(analysis)[2].detail
    assert isinstance(when, WhenAnswer)
    assert (len(when.disputed), when.example) == (1, 1)
    assert "whom one asks" in answer_texts(analysis, "en")[2].short


def test_the_guard_can_only_spoil_it(guarded: Analysis) -> None:
    by = answers(guarded)[3].detail
    assert isinstance(by, ByAnswer)
    assert by.levers.before.value == NONE
    assert by.levers.levers == ()
    spoiling = {(lever.change.kind, lever.change.option or lever.change.want) for lever in by.levers.backfiring}
    assert ("refuse", "guard.watch") in spoiling
    assert all(lever.after.value in (SOME, ALL) for lever in by.levers.backfiring)


def test_a_lever_that_works_by_fear_says_so_and_what_it_costs() -> None:
    careless = GUARD.replace(
        """      - id: catch
        statement: caught.court if steal
        because: guard-says
      - id: rest
        statement: not watch
""",
        """      - id: rest
        statement: not watch
      - id: catch
        statement: caught.court if steal
        because: guard-says
""",
    )
    analysis = analyse(loads(careless))
    assert analysis.solutions[0].equilibria("seq") == (1,)
    found = levers(Trials(analysis), "guard", parse("steal"), wish="against")
    by_change = {(lever.change.kind, lever.change.option or lever.change.want): lever for lever in found.levers}
    watching, moving = by_change["take", "guard.watch"], by_change["move", "wants.guard.catch"]
    assert not watching.by_fear
    assert watching.price is not None
    assert watching.price.id == "rest"
    assert moving.by_fear
    # The guard may end up on watch (state 2) although nothing is stolen.
    assert moving.price is not None
    assert moving.price.id == "rest"


def test_every_change_is_tried_once() -> None:
    changes = [change for change, _ in changes_of(loads(GUARD), "guard")]
    assert len(set(changes)) == len(changes)
    assert [(c.kind, c.option or c.want) for c in changes] == [
        ("take", "guard.watch"),
        ("refuse", "guard.watch"),
        ("move", "wants.guard.rest"),
        ("drop", "wants.guard.catch"),
        ("drop", "wants.guard.rest"),
    ]


def test_what_a_rule_excludes_is_ruled_out_and_rests_on_that_rule() -> None:
    ruled = GUARD.replace("today:", "rules:\n  - id: no-guard\n    statement: not watch\ntoday:")
    by = answers(analyse(loads(ruled)))[3]
    assert isinstance(by.detail, ByAnswer)
    assert [change.option for change in by.detail.levers.ruled_out] == ["guard.watch"]
    assert "rules.no-guard" in by.rests_on


def test_a_conclusion_counts_case_by_case_and_names_what_it_hangs_on() -> None:
    analysis = analyse(loads(OPEN))
    going = conclude(analysis, parse("go"))
    assert sorted(going.values) == [ALL, ALL, NONE, NONE]
    assert going.value == SOME
    assert not going.settled
    (item,) = hangs_on(analysis, going)
    assert (item.kind, item.key, item.decides) == ("order", "wants.one.1", True)
    assert item.values == ((ALL,), (NONE,))


def test_a_circumstance_that_does_not_decide_alone_still_matters() -> None:
    analysis = analyse(loads(OPEN))
    both = conclude(analysis, parse("go and come"))
    items = hangs_on(analysis, both)
    assert {item.key for item in items} == {"wants.one.1", "sunny"}
    assert not any(item.decides for item in items)


def test_conclusions_exist_for_every_concept(guarded: Analysis) -> None:
    found = conclusions(guarded, parse("steal"))
    assert list(found) == ["nash", "gmr", "smr", "seq", "sseq"]
    assert direction(found["seq"], found["seq"]) == 0


def test_an_answer_ends_with_its_voices(guarded: Analysis) -> None:
    why = answers(guarded)[0]
    # That the guard can watch and wants to catch is no reason of the thief's, but without either the thief would steal.
    assert why.rests_on == (
        "options.thief.steal",
        "wants.thief.free",
        "wants.thief.loot",
        "options.guard.watch",
        "wants.guard.catch",
        "definitions.caught.court",
    )
    assert why.unsourced_orders == ("order.guard.catch", "order.thief.free")
    assert why.voices.unsourced == ("options.thief.steal", "wants.thief.loot", "options.guard.watch")
    assert why.voices.told_as == (("confirmed", 1), ("assessed", 1))
    by = answers(guarded)[3]
    # Not only the guard's: were the thief not afraid, he would steal whatever the guard does.
    assert by.voices.claims == ("thief-says", "guard-says")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_question_is_answered_in_words(guarded: Analysis, language: str) -> None:
    told = answer_texts(guarded, language)
    assert [text.kind for text in told] == ["why", "next", "when", "against"]
    for text in told:
        assert text.short[0].isupper() or text.short[0] in "“„"
        assert "{" not in " ".join([text.short, *text.why, *text.points, *text.turns, text.sure, text.voices])


PAY = """
lagebild: 1
title: Work for pay
decision-makers:
  worker:
    options:
      work: work
    wants:
      - any-order:
          - pay if work
          - work
  boss:
    options:
      pay: pay
    wants:
      - work
      - not pay
"""


def test_what_goes_with_a_conclusion_is_found() -> None:
    analysis = analyse(loads(PAY))
    for solution in analysis.solutions:
        pay_first = dict(solution.case.orders)["wants.worker.1"][0] == 0
        found = companions([solution], parse("work"))
        if pay_first:
            # Without pay no work; and pay is kept up only for fear of the work ending.
            assert found == Companions(exactly=("boss.pay",))
        else:
            assert found == Companions(never=("boss.pay",))


def test_a_why_says_what_else_is_had_and_at_which_price() -> None:
    unpaid_too = PAY.replace(
        "      - any-order:\n          - pay if work\n          - work\n", "      - work\n      - pay if work\n"
    )
    analysis = analyse(loads(unpaid_too + "questions:\n  - ask: Why work?\n    why: work\n    by: worker\n"))
    why = answers(analysis)[0].detail
    assert isinstance(why, WhyAnswer)
    (unpaid,) = why.staying
    assert [want.address for want in unpaid.kept] == ["wants.worker.1"]
    assert [want.address for want in unpaid.paid] == ["wants.worker.2"]


def test_what_nobody_wants_one_way_or_the_other_is_called_idle() -> None:
    text = PAY.replace("      work: work\n", "      work: work\n      sing: sing\n")
    analysis = analyse(loads(text + "questions:\n  - ask: When is there music?\n    when: sing and work\n"))
    when = answers(analysis)[0].detail
    assert isinstance(when, WhenAnswer)
    assert when.readings[0].idle == ("worker.sing",)


def test_a_line_whose_loss_turns_a_conclusion_is_a_hinge(guarded: Analysis) -> None:
    inquiry = Inquiry(guarded)
    number = next(n for n, q in enumerate(guarded.situation.questions, start=1) if q.statement == parse("steal"))
    found = set(inquiry.turning(number))
    assert {"wants.guard.catch", "order.thief.free"} <= found


def test_what_is_prevented_already_needs_nothing_done(guarded: Analysis) -> None:
    told = answer_texts(guarded, "en")[3]
    assert told.short.startswith("Nothing needs to be done against “steal”")
    assert any(point.startswith("This would undo that: ") for point in told.points)


def test_a_why_about_what_is_so_today_and_does_not_last_says_so_first() -> None:
    stolen = GUARD.replace("  steal: no\n", "  steal: yes\n").replace("why: not steal", "why: steal")
    told = answer_texts(analyse(loads(stolen)), "en")[0]
    assert "in none of 2 stable states" in told.short
    assert told.why[0].startswith("Today it is so: “steal”. But that does not last")
