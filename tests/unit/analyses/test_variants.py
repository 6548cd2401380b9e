"""Variants side by side: an outcome is the same outcome in every variant, whatever its number there."""

import pytest

import lagebild as lb
from lagebild.analyses.variants import HOLDS, IMPOSSIBLE, NOT, SOMETIMES, Survival, compare_variants

BASE = """
lagebild: 1
title: t
decision-makers:
  north:
    options:
      build: build
      wait: wait
    wants: [not sue, build]
  south:
    options:
      sue: sue
    wants: [sue if build, not sue]
circumstances:
  drought: no
what-if:
"""


def survivals(changes: str, text: str = BASE, concept: str = "nash") -> tuple[Survival, ...]:
    ((_, found),) = compare_variants(lb.loads(text + changes), None, [concept]).survivals
    return found


def fates(found: tuple[Survival, ...]) -> dict[frozenset[str], tuple[str, ...]]:
    return {outcome: tuple(fate.kind for fate in survival.fates) for survival in found for outcome in survival.outcomes}


def test_the_base_stands_first_and_every_what_if_after_it() -> None:
    changes = "  a: {changes: [{set: drought, value: yes}]}\n  b: {changes: [{drop: 1, of: south}]}\n"
    variants = compare_variants(lb.loads(BASE + changes))
    assert variants.names == (None, "a", "b")
    assert compare_variants(lb.loads(BASE + changes), ["b"]).names == (None, "b")


def test_an_unknown_what_if_is_refused() -> None:
    with pytest.raises(lb.UnknownNameError, match='Did you mean "dry"'):
        compare_variants(lb.loads(BASE + "  dry: {changes: [{set: drought, value: yes}]}\n"), ["dri"])


def test_an_outcome_that_is_lost_and_one_that_is_gained() -> None:
    found = fates(survivals("  tame: {changes: [{drop: 1, of: south}]}\n"))
    assert found[frozenset({"build", "sue"})] == (HOLDS, NOT)
    assert found[frozenset({"build"})] == (NOT, HOLDS)


def test_numbers_may_differ_where_options_do() -> None:
    found = survivals("  hasty: {changes: [{drop: options.north.wait}]}\n")
    (both,) = [s for s in found if frozenset({"build", "sue"}) in s.outcomes]
    assert [fate.labels for fate in both.fates] == [(5,), (3,)]
    assert fates(found)[frozenset({"build", "wait", "sue"})] == (HOLDS, IMPOSSIBLE)


def test_who_owns_an_option_does_not_change_what_an_outcome_is_called() -> None:
    found = fates(survivals("  joint: {changes: [{set: build, by: [north, south]}]}\n"))
    # South can now end the building, and would: the outcome is possible there, and does not hold.
    assert found[frozenset({"build", "sue"})] == (HOLDS, NOT)


def test_open_cases_may_hold_sometimes() -> None:
    text = BASE.replace("[sue if build, not sue]", "[sue if (build or drought), not sue]")
    found = fates(survivals("  open: {changes: [{set: drought, value: open}]}\n", text))
    assert found[frozenset({"sue", "build"})] == (HOLDS, HOLDS)
    text = text.replace("[not sue, build]", "[build if not drought, not build]")
    found = fates(survivals("  open: {changes: [{set: drought, value: open}]}\n", text))
    assert found[frozenset({"build", "sue"})] == (HOLDS, SOMETIMES)


def test_what_lasts_longest_comes_first() -> None:
    counts = [survival.count for survival in survivals("  tame: {changes: [{drop: 1, of: south}]}\n")]
    assert counts == sorted(counts, reverse=True)


def test_outcomes_that_look_alike_and_share_every_fate_are_one() -> None:
    text = BASE.replace("      wait: wait\n", "      wait:\n        needs: drought\n")
    found = survivals("  tame: {changes: [{drop: 1, of: south}]}\n", text)
    (both,) = [s for s in found if frozenset({"build", "sue"}) in s.outcomes]
    assert both.outcomes == (frozenset({"build", "sue"}), frozenset({"build", "sue", "wait"}))
    assert [mark.kind for mark in both.marks] == ["taken", "either", "taken"]
    assert both.fates[0].labels == (5, 7)


def test_graph_form_compares_states_by_their_ids() -> None:
    text = """
lagebild: 1
title: t
states: {s1: {}, s2: {}}
decision-makers:
  a:
    moves: {s1: [s2], s2: [s1]}
    wants: [s1]
what-if:
  other:
    changes:
      - {add: s2, of: a, above: 1}
"""
    found = fates(survivals("", text))
    assert found == {frozenset({"s1"}): (HOLDS, NOT), frozenset({"s2"}): (NOT, HOLDS)}
