"""The search for smallest sets, on made-up functions from sets to values, against all subsets tried one by one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyses.hinges.search import MAX_PROVEN, Search, StoppedError, Value, search

searching = settings(max_examples=150, deadline=None)
generators = st.integers(min_value=0, max_value=2**32).map(random.Random)
"""By seed: functions of hundreds of subsets are too much to be drawn one by one."""

BASE: Value = ("holds", "holds")


def always(done: int, total: int) -> bool:
    return True


@dataclass
class Made:
    """Two conclusions over ``count`` things: each turns at the sets (as bits) listed for it."""

    count: int
    turns: tuple[frozenset[int], ...]
    asked: list[tuple[int, ...]] = field(default_factory=list)
    stop_at: int = -1

    def judge(self, members: tuple[int, ...]) -> Value:
        if len(self.asked) == self.stop_at:
            raise StoppedError
        self.asked.append(members)
        return tuple("turns" if bits(members) in turning else "holds" for turning in self.turns)

    def cuts(self, number: int) -> set[tuple[int, ...]]:
        """Sets that turn a conclusion while no proper part does, by trying every part of every set."""
        turning = self.turns[number]
        minimal = [each for each in turning if not any(part & each == part != each for part in turning)]
        return {tuple(member for member in range(self.count) if each >> member & 1) for each in minimal}


def bits(members: Sequence[int]) -> int:
    return sum(1 << member for member in members)


def subsets(members: Sequence[int]) -> list[tuple[int, ...]]:
    return [part for size in range(len(members) + 1) for part in itertools.combinations(members, size)]


def random_made(rng: random.Random, most: int = 8) -> Made:
    count = rng.randint(0, most)
    return Made(count, tuple(_random_turns(rng, count) for _ in BASE))


def _random_turns(rng: random.Random, count: int) -> frozenset[int]:
    """Monotone, nearly so, or anything; never at the empty set."""
    everything = range(1, 1 << count)
    kind = rng.choice(("monotone", "turned back", "anything", "nothing"))
    if kind == "nothing":
        return frozenset()
    if kind == "anything":
        density = rng.choice((0.02, 0.1, 0.5))
        return frozenset(each for each in everything if rng.random() < density)
    seeds = [rng.randrange(1 << count) for _ in range(rng.randint(1, 3))]
    seeds = [seed for seed in seeds if seed]
    turning = {each for each in everything if any(each & seed == seed for seed in seeds)}
    if kind == "turned back" and turning:
        turning -= set(rng.sample(sorted(turning), rng.randint(1, len(turning))))
    return frozenset(turning)


def run(made: Made, largest: int, tick: Callable[[int, int], bool] = always, *, shrink: bool = True) -> Search:
    return search(made.count, BASE, made.judge, largest=largest, tick=tick, shrink=shrink)


def holds_what_it_says(made: Made, found: Search) -> None:
    """Every set turns its conclusion; what is proven is a cut; up to the size that is named none is missing."""
    for number, listed in enumerate(found.found):
        cuts, turning = made.cuts(number), made.turns[number]
        assert len({cut.members for cut in listed}) == len(listed)
        for cut in listed:
            assert bits(cut.members) in turning
            assert cut.value == "turns"
            assert not cut.proven or cut.members in cuts
            assert not any(bits([m for m in cut.members if m != member]) in turning for member in cut.members)
        assert {c for c in cuts if len(c) <= found.complete_to} == {
            cut.members for cut in listed if len(cut.members) <= found.complete_to
        }
        assert [len(cut.members) for cut in listed] == sorted(len(cut.members) for cut in listed)


@searching
@given(rng=generators)
def test_trying_every_size_finds_every_cut_and_nothing_else(rng: random.Random) -> None:
    made = random_made(rng)
    found = run(made, max(1, made.count))
    assert (found.complete_to, found.interrupted) == (made.count, False)
    assert found.sets == 2**made.count - 1
    for number, listed in enumerate(found.found):
        assert {cut.members for cut in listed} == made.cuts(number)
        assert all(cut.proven for cut in listed)


@searching
@given(rng=generators, shrink=st.booleans())
def test_trying_small_sizes_finds_every_small_cut_and_says_no_more_than_is_so(rng: random.Random, shrink: bool) -> None:
    made = random_made(rng)
    largest = rng.randint(1, max(1, made.count))
    found = run(made, largest, shrink=shrink)
    assert found.complete_to == min(largest, made.count)
    assert not found.interrupted
    holds_what_it_says(made, found)
    if not shrink:
        assert all(len(cut.members) <= largest for listed in found.found for cut in listed)


@searching
@given(rng=generators)
def test_stopped_at_any_moment_what_was_found_is_so(rng: random.Random) -> None:
    made = random_made(rng, most=5)
    largest = rng.randint(1, max(1, made.count))
    ticks: list[tuple[int, int]] = []
    whole = run(made, largest, lambda done, total: not ticks.append((done, total)))  # type: ignore[func-returns-value]
    for moment in range(len(ticks)):
        left = iter(range(moment))
        found = run(made, largest, lambda done, total, left=left: next(left, None) is not None)  # type: ignore[misc]
        assert found.interrupted
        assert found.complete_to <= whole.complete_to
        holds_what_it_says(made, found)


@searching
@given(rng=generators)
def test_stopped_while_a_set_is_looked_at_nothing_is_said_of_that_set(rng: random.Random) -> None:
    made = random_made(rng, most=5)
    largest = rng.randint(1, max(1, made.count))
    run(made, largest)
    for moment in range(len(made.asked)):
        stopped = Made(made.count, made.turns, stop_at=moment)
        found = run(stopped, largest)
        assert found.interrupted
        holds_what_it_says(made, found)


@searching
@given(rng=generators)
def test_progress_counts_up_to_what_there_is_to_try(rng: random.Random) -> None:
    made = random_made(rng)
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    found = run(made, max(1, made.count))
    run(made, max(1, made.count), tick)
    assert [done for done, _ in told] == list(range(len(told)))
    assert all(done < total for done, total in told)
    assert len(told) == found.sets
    assert [total for _, total in told] == sorted(total for _, total in told)


# --- by hand ----------------------------------------------------------------------------------------------------------


def made_of(count: int, turning: Callable[[frozenset[int]], bool]) -> Made:
    """One made-up conclusion beside one that never turns."""
    return Made(count, (frozenset(bits(s) for s in subsets(range(count)) if turning(frozenset(s))), frozenset()))


def members(found: Search) -> list[tuple[int, ...]]:
    return [cut.members for cut in found.found[0]]


def test_a_pair_is_found_where_no_single_turns_anything() -> None:
    assert members(run(made_of(4, lambda s: {1, 3} <= s), 2)) == [(1, 3)]


def test_losing_more_may_turn_it_back_and_the_smaller_set_is_found_all_the_same() -> None:
    made = made_of(4, lambda s: s == {2})
    assert members(run(made, 1)) == [(2,)]


def test_a_larger_cut_is_not_hidden_by_what_turns_back_in_between() -> None:
    """{0} turns it, {0, 1} turns it back, {1, 2, 3} turns it: two cuts, the second without the first in it."""
    made = made_of(4, lambda s: s == {0} or {1, 2, 3} <= s)
    assert members(run(made, 4)) == [(0,), (1, 2, 3)]


def test_of_larger_sets_one_is_looked_for_and_proven_by_all_its_parts() -> None:
    made = made_of(12, lambda s: len(s & set(range(6))) >= 4)
    found = run(made, 2)
    assert found.complete_to == 2
    (cut,) = found.found[0]
    assert (len(cut.members), cut.proven) == (4, True)


def test_a_set_too_large_to_try_all_its_parts_is_not_called_proven() -> None:
    size = MAX_PROVEN + 2

    def judge(members: tuple[int, ...]) -> Value:
        return ("turns" if len(members) >= size else "holds",)

    found = search(size + 3, ("holds",), judge, largest=1, tick=always)
    (cut,) = found.found[0]
    assert (len(cut.members), cut.proven) == (size, False)


def test_what_could_not_be_given_back_at_first_is_tried_again() -> None:
    """Minimal by single removal has to hold for the set that is left, not for the larger ones on the way to it."""
    everything = frozenset(range(17))
    # Each of these can go once the one before it has gone; going through them upwards, that is one a time.
    chain = [everything - set(gone) for gone in ((), (12,), (12, 8), (12, 8, 4), (12, 8, 4, 0))]

    def judge(members: tuple[int, ...]) -> Value:
        return ("turns" if frozenset(members) in chain else "holds",)

    (cut,) = search(17, ("holds",), judge, largest=1, tick=always).found[0]
    assert frozenset(cut.members) == chain[-1]
    assert not cut.proven


def test_what_was_found_of_a_size_that_was_not_finished_is_kept() -> None:
    made = made_of(4, lambda s: {0, 1} <= s)
    found = run(made, 2, lambda done, total: done < 6)
    assert (found.complete_to, found.interrupted) == (1, True)
    assert members(found) == [(0, 1)]


@pytest.mark.parametrize("count", [0, 1])
def test_with_nothing_or_one_thing_to_lose_everything_is_tried_at_once(count: int) -> None:
    found = run(made_of(count, lambda s: bool(s)), 2)
    assert (found.complete_to, found.interrupted) == (count, False)
    assert members(found) == [(0,)] * count


def test_a_set_that_is_asked_about_for_nothing_is_not_asked_about() -> None:
    """Whatever holds a cut of every conclusion need not be looked at."""
    made = Made(3, (frozenset(range(1, 8)), frozenset({1, 3, 5, 7})))
    run(made, 3)
    assert (0, 1) not in made.asked
    assert (1, 2) in made.asked
