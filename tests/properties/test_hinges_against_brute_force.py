"""Losses, runs and hinges on random files, against the file rewritten and every subset tried.

``tests/oracle/losses.py`` says what is left of a file, ``tests/oracle/hinges.py`` tries every subset of claims, origins and
speakers, and of lines and orders where these are few.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracle.claimed import random_claimed_document
from tests.oracle.hinges import CLAIMS, LINES, STATES, agree_in, agree_on_any_losses, brute_force
from tests.oracle.losses import UNDEFINED, lines_of

searching = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
generators = st.randoms(use_true_random=False)


@searching
@given(rng=generators)
def test_any_losses_at_once_leave_what_is_left_of_the_file(rng: random.Random) -> None:
    """Lines of every kind and orders, some out and some opposite, those without a claim too."""
    agree_on_any_losses(rng)


@pytest.mark.parametrize("seed", range(0, 100, 20))
def test_any_losses_at_once_in_a_fixed_draw(seed: int) -> None:
    """Hypothesis prefers small files; these are as large as they come."""
    for each in range(seed, seed + 20):
        agree_on_any_losses(random.Random(each))


@searching
@given(rng=generators)
def test_hinges_are_what_all_subsets_of_claims_say(rng: random.Random) -> None:
    agree_in(*random_claimed_document(rng), CLAIMS)


@searching
@given(rng=generators)
def test_hinges_are_what_all_subsets_of_lines_and_orders_say(rng: random.Random) -> None:
    agree_in(*random_claimed_document(rng, most_options=2, most_states=3), LINES)


@pytest.mark.parametrize("seed", range(12))
def test_hinges_are_what_all_subsets_say_of_a_fixed_draw(seed: int) -> None:
    """Hypothesis prefers small files; these are as large as they come."""
    agree_in(*random_claimed_document(random.Random(seed)), CLAIMS)
    agree_in(*random_claimed_document(random.Random(seed), most_options=2, most_states=3), LINES)


def test_what_is_drawn_is_rich_enough_to_judge_by() -> None:
    """Of a fixed draw: conclusions that turn, are turned back, hinge on several together, or lose their answer."""
    met: Counter[str] = Counter()
    for seed in range(60):
        document, _, oracle = random_claimed_document(random.Random(seed))
        for grain, mode in itertools.product(CLAIMS, STATES):
            brute = brute_force(document, oracle, grain, mode)
            for number in range(len(oracle.asked)):
                cuts = brute.cuts(number)
                met[f"{mode}: a conclusion"] += 1
                met[f"{mode}: turns"] += bool(cuts)
                met[f"{mode}: turned back"] += not brute.monotone(number)
                met["several together"] += any(subset.bit_count() > 2 for subset in cuts)
                met["undefined"] += any(UNDEFINED in brute.values[subset][number] for subset in cuts)
            met["cases"] += len(oracle.cases) > 1
            met["vacuous"] += any(oracle.indifferent(lost) for lost in brute.lost[1:2])
        met.update(address.partition(".")[0] for address, because in lines_of(document).items() if because)
    assert all(met[f"{mode}: turned back"] >= 5 for mode in STATES)
    assert min(met["several together"], met["undefined"], met["cases"], met["vacuous"]) >= 5
