"""Levers where they are easily got wrong: needs, rankings, what is irreversible, a file that says nothing of today."""

from __future__ import annotations

import pytest

from lagebild.analyses.levers import Levers, Trials, goal_for_state, levers
from lagebild.analyses.variants import compare_variants
from lagebild.reading import loads
from lagebild.solutions import analyse
from lagebild.statements import Constant, in_words, parse

NEEDS = """
lagebild: 1
title: A guarantee
decision-makers:
  u:
    options:
      release:
        name: release
        needs: treaty
    wants:
      - not release
  d:
    options:
      treaty:
    wants:
      - not treaty
"""

RANKED = """
lagebild: 1
title: Ranked
decision-makers:
  u:
    options:
      a:
    wants:
      - a
  d:
    options:
      b:
    ranking:
      - a + b
      - a
      - b
      - nothing
today:
  a: no
"""

IRREVERSIBLE = """
lagebild: 1
title: Built
decision-makers:
  u:
    options:
      build:
    wants:
      - build
irreversible:
  - build
today:
  build: yes
"""

NO_TODAY = """
lagebild: 1
title: One or the other
decision-makers:
  u:
    options:
      a:
      b:
    wants:
      - a
rules:
  - exactly-one-of: [a, b]
"""


def found(text: str, decision_maker: str, statement: str, wish: str) -> Levers:
    return levers(Trials(analyse(loads(text))), decision_maker, parse(statement), wish=wish)


def commitments(result: Levers) -> set[tuple[str, str]]:
    return {(lever.change.kind, lever.change.option) for lever in result.levers if lever.change.option}


def test_to_commit_to_what_needs_another_is_not_to_have_it() -> None:
    result = found(NEEDS, "u", "release", "for")
    assert result.levers == ()
    assert result.backfiring == ()


def test_a_ranking_keeps_its_places_when_an_option_is_committed_to() -> None:
    result = found(RANKED, "u", "a", "against")
    assert result.ruled_out == ()
    assert ("refuse", "u.a") in commitments(result)
    assert found(RANKED, "d", "a", "against").tried == 2


def test_what_is_irreversible_and_done_cannot_be_committed_against() -> None:
    result = found(IRREVERSIBLE, "u", "build", "against")
    assert [(change.kind, change.option) for change in result.ruled_out] == [("refuse", "u.build")]
    assert commitments(result) == set()


def test_where_nothing_is_said_of_today_nothing_stands_against_a_commitment() -> None:
    result = found(NO_TODAY, "u", "a", "against")
    assert result.ruled_out == ()
    assert commitments(result) == {("take", "u.b"), ("refuse", "u.a")}


def test_a_state_as_a_goal_includes_those_that_differ_in_what_stands_ready() -> None:
    analysis = analyse(loads(NEEDS))
    assert in_words(goal_for_state(analysis, "1")) == "not u.release and not d.treaty"
    assert goal_for_state(analysis, "0") == goal_for_state(analysis, "1")


SHARED_ID = """
lagebild: 1
title: Two may sue
decision-makers:
  a:
    options:
      build:
    wants:
      - build
  b:
    options:
      sue:
    wants:
      - sue
what-if:
  both:
    changes:
      - add:
          option:
            id: sue
        of: a
"""


def test_an_outcome_keeps_its_name_when_a_variant_gives_the_same_id_to_another() -> None:
    compared = compare_variants(loads(SHARED_ID))
    ((_, survivals),) = compared.survivals
    fates = {tuple(sorted(survival.outcomes[0])): [fate.kind for fate in survival.fates] for survival in survivals}
    assert fates[("b.sue", "build")] == ["holds", "holds"]


@pytest.mark.parametrize("better", ["a", "b"])
def test_weights_are_exact_to_the_last_digit(better: str) -> None:
    one, two = "1.0000000000000000000000000000001", "1.0000000000000000000000000000002"
    text = NO_TODAY.replace("    wants:\n      - a\n", f"    weights:\n      a: {two if better == 'a' else one}\n"
                            f"      b: {two if better == 'b' else one}\n")  # fmt: skip
    assert analyse(loads(text)).equilibria("nash") == ((1,) if better == "a" else (2,))


def test_after_a_what_if_levers_still_drop_the_want_they_name() -> None:
    text = NO_TODAY.replace("      - a\n", "      - a\n      - b\n      - a if b\n") + (
        "what-if:\n  without:\n    changes:\n      - drop: 1\n        of: u\n"
        "  more:\n    changes:\n      - add: not b\n        of: u\n        above: 1\n"
    )
    for what_if, addresses in (
        ("without", ["wants.u.2", "wants.u.3"]),
        ("more", ["what-if.more.1", "wants.u.1", "wants.u.2", "wants.u.3"]),
    ):
        analysis = analyse(loads(text), what_if=what_if)
        for change, solutions in Trials(analysis).of("u"):
            if change.kind == "drop":
                assert solutions is not None
                left = solutions[0].case.wants_of(solutions[0].model.situation.decision_maker("u"))
                assert {want.address for want in left if want.statement != Constant(True)} == set(addresses) - {change.want}
