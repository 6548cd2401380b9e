"""Wants that are moved, swapped, dropped and added, and what becomes of the sourced order between them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable

import pytest

from lagebild.changes import (
    add_want,
    drop_want,
    loosen_order,
    move_want,
    place_want,
    reorder,
    swap_wants,
)
from lagebild.reading import loads
from lagebild.situation import (
    PreferenceStatement,
    Situation,
)
from lagebild.statements import parse
from tests.unit.changes.situations import RANKED, refused, said, wants


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


def test_who_has_a_ranking_or_weights_has_no_wants_to_move() -> None:
    ranked = loads(RANKED.replace("- nothing", "- the rest"))
    assert refused(lambda: swap_wants(ranked, "upstream", 1)) == ("wants of upstream: there are none: upstream has a ranking")
    assert refused(lambda: drop_want(ranked, "downstream", 1)) == (
        "wants of downstream: there are none: downstream has weights"
    )
    want = PreferenceStatement(address="what-if.x.1", id="new", statement=parse("build"))
    assert "a ranking takes no wants" in refused(lambda: add_want(ranked, "upstream", want))
    assert wants(add_want(ranked, "downstream", want), "downstream") == ["1"]
