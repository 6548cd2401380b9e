"""Losses, runs and hinges on random files, against the file rewritten and every subset tried.

``tests/oracle/losses.py`` says what is left of a file; here every subset of claims, origins, speakers (and of lines and orders,
where these are few) is taken away, and the smallest that change something are read off.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.analyses.hinges import Hinge, Sifting, hinges
from lagebild.analyses.hinges.carriers import Carriers
from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.neighbours import Neighbours
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.oracle.claimed import random_claimed_document
from tests.oracle.losses import UNDEFINED, Oracle, Values, holds, lines_of, orders_of
from tests.strategies import Document

searching = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
generators = st.randoms(use_true_random=False)

STATES = {"withdraw": "out", "negate": "opposite"}
MOST_LINES, MOST_ORDERS = 6, 4
"""Up to how many lines, and orders, every subset of them is tried."""

CLAIMS, LINES = ("claim", "origin", "speaker"), ("line", "order")


# --- every subset -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brute:
    """One grain in one mode. ``values``: per subset (as bits of ``keys``) what the conclusions come to."""

    keys: tuple[str, ...]
    lost: tuple[Mapping[str, str], ...]
    values: tuple[tuple[Values, ...], ...]

    def changed(self, number: int) -> list[bool]:
        """Per subset whether conclusion ``number`` changes."""
        return [values[number] != self.values[0][number] for values in self.values]

    def cuts(self, number: int) -> list[int]:
        """The subsets that change conclusion ``number`` while no proper part does."""
        changed = self.changed(number)
        within = [False] * len(changed)
        for subset in range(len(changed)):
            smaller = [subset & ~(1 << place) for place in range(len(self.keys)) if subset >> place & 1]
            within[subset] = any(changed[part] or within[part] for part in smaller)
        return [subset for subset, turns in enumerate(changed) if turns and not within[subset]]

    def monotone(self, number: int) -> bool:
        """Whether losing more never turns the conclusion back."""
        changed = self.changed(number)
        return all(
            changed[subset | 1 << place] for subset in range(len(changed)) if changed[subset] for place in range(len(self.keys))
        )

    def members(self, subset: int) -> tuple[str, ...]:
        return tuple(key for place, key in enumerate(self.keys) if subset >> place & 1)

    def subset(self, members: Sequence[str]) -> int:
        return sum(1 << self.keys.index(member) for member in members)


def voice(claim: Document) -> str:
    return str(claim.get("origin") or claim.get("by") or claim.get("in") or "")


def carriers_of(document: Document, grain: str) -> dict[str, set[str]]:
    """What can be lost, with the claims that go with it; only claims that a line rests on."""
    if grain == "line":
        return {address: set() for address in lines_of(document)}
    if grain == "order":
        return {address: set() for address in orders_of(document)}
    named = " ".join(because for because in lines_of(document).values() if because)
    used = [id_ for id_ in document["claims"] if id_ in named.replace("(", " ").replace(")", " ").replace(",", " ").split()]
    found: dict[str, set[str]] = {}
    for id_ in used:
        claim = document["claims"][id_]
        key = {"claim": id_, "origin": voice(claim), "speaker": claim.get("by", "")}[grain]
        if key:
            found.setdefault(key, set()).add(id_)
    return found


def brute_force(document: Document, oracle: Oracle, grain: str, mode: str) -> Brute:
    carriers, state = carriers_of(document, grain), STATES[mode]
    sourced = {address: because for address, because in lines_of(document).items() if because}

    @cache
    def stands(because: str, claims: frozenset[str]) -> bool:
        return holds(because, set(claims))

    def losses(members: Sequence[str]) -> dict[str, str]:
        if grain in ("line", "order"):
            return dict.fromkeys(members, state)
        gone = set().union(*(carriers[member] for member in members))
        left = frozenset(document["claims"]) - gone
        return {address: state for address, because in sourced.items() if not stands(because, left)}

    keys = tuple(carriers)
    subsets = [[key for place, key in enumerate(keys) if subset >> place & 1] for subset in range(1 << len(keys))]
    lost = tuple(losses(members) for members in subsets)
    return Brute(keys, lost, tuple(oracle.after(each) for each in lost))


# --- the tests --------------------------------------------------------------------------------------------------------


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


def agree_on_any_losses(rng: random.Random) -> None:
    document, situation, oracle = random_claimed_document(rng)
    runs = Runs(Neighbours(analysis=analyse(situation, ["seq"]), leading="seq"))
    assert runs.base == oracle.base
    everything = [*lines_of(document), *orders_of(document)]
    tiers = [address for address in everything if address.startswith("ranking.")]
    for _ in range(10):
        lost = rng.sample(everything, rng.randint(1, min(5, len(everything))))
        if set(lost) & set(tiers):
            # A tier that is lost and an order of tiers that is: no run loses both.
            lost = [address for address in lost if address in lines_of(document)]
        losses = {address: rng.choice(("out", "opposite")) for address in lost}
        run = runs.after(frozenset(losses.items()))
        assert run.values == oracle.after(losses), losses
        assert set(run.indifferent) == oracle.indifferent(losses)
        assert not run.undefined or all(value == UNDEFINED for values in run.values for value in values)


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


def agree_in(document: Document, situation: Situation, oracle: Oracle, grains: Sequence[str]) -> None:
    """Every grain in both modes."""
    runs = Runs(Neighbours(analysis=analyse(situation, ["seq"]), leading="seq"))
    assert runs.base == oracle.base
    for grain, mode in itertools.product(grains, STATES):
        if len(carriers_of(document, grain)) <= {"line": MOST_LINES, "order": MOST_ORDERS}.get(grain, 12):
            agree(runs, oracle, grain, mode, brute_force(document, oracle, grain, mode))


def agree(runs: Runs, oracle: Oracle, grain: str, mode: str, brute: Brute) -> None:
    """One grain in one mode: the lines lost, every run, every cut; and what a search that stops at pairs says."""
    carriers = Carriers(runs.situation, grain, mode)
    assert tuple(carrier.key for carrier in carriers.listed) == brute.keys
    for subset, (lost, values) in enumerate(zip(brute.lost, brute.values, strict=True)):
        loss = carriers.loss(place for place in range(len(brute.keys)) if subset >> place & 1)
        assert loss == frozenset(lost.items())
        assert runs.after(loss).values == values
    for largest in (max(1, len(brute.keys)), 2):
        found = hinges(runs.neighbours.analysis, grains=[grain], modes=[mode], largest=largest, seconds=None, runs=runs)
        sifting = found.sifting(grain, mode)
        assert sifting is not None
        assert not sifting.interrupted
        for number, hinge in enumerate(sifting.hinges):
            (exact if largest >= len(brute.keys) else up_to_pairs)(sifting, hinge, brute, number)
            for cut in hinge.cuts:
                lost = brute.lost[brute.subset(cut.members)]
                assert cut.after == brute.values[brute.subset(cut.members)][number]
                assert cut.undefined == (UNDEFINED in cut.after)
                assert set(cut.indifferent) == oracle.indifferent(lost)


def exact(sifting: Sifting, hinge: Hinge, brute: Brute, number: int) -> None:
    """Every cut and nothing else, each of them proven, the smallest called so, responsibilities to match."""
    cuts = brute.cuts(number)
    assert sifting.complete
    assert sorted(brute.subset(cut.members) for cut in hinge.cuts) == cuts
    assert all(cut.proven for cut in hinge.cuts)
    sizes = [len(cut.members) for cut in hinge.cuts]
    assert sizes == sorted(sizes)
    assert [cut.smallest for cut in hinge.cuts] == [size == min(sizes) for size in sizes]
    shares = {
        member: max(Fraction(1, subset.bit_count()) for subset in cuts if member in brute.members(subset))
        for member in brute.keys
        if any(member in brute.members(subset) for subset in cuts)
    }
    assert dict(hinge.responsibilities()) == shares


def up_to_pairs(sifting: Sifting, hinge: Hinge, brute: Brute, number: int) -> None:
    """Singles and pairs are complete; whatever is larger changes the conclusion and claims no more than is so."""
    cuts = brute.cuts(number)
    small = [subset for subset in cuts if subset.bit_count() <= 2]
    found = [brute.subset(cut.members) for cut in hinge.cuts]
    assert sifting.complete_to == 2
    assert sorted(subset for subset in found if subset.bit_count() <= 2) == small
    changed = brute.changed(number)
    for cut, subset in zip(hinge.cuts, found, strict=True):
        assert changed[subset]
        assert subset in cuts or not cut.proven
        assert not any(changed[subset & ~(1 << place)] for place in range(len(brute.keys)) if subset >> place & 1)
        assert not cut.smallest or len(cut.members) == min(each.bit_count() for each in cuts)


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
