"""Cuts and responsibilities by brute force: every subset is taken away, and the smallest that change something are read off.

``agree_on_any_losses`` and ``agree_in`` compare a random file with what the analysis says of it; they raise AssertionError.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from lagebild.analyses.hinges import Hinge, Sifting, hinges
from lagebild.analyses.hinges.carriers import Carriers
from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.neighbours import Neighbours
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.oracle.claimed import random_claimed_document
from tests.oracle.losses import UNDEFINED, Oracle, Values, holds, lines_of, orders_of
from tests.strategies import Document

STATES: Final = {"withdraw": "out", "negate": "opposite"}
MOST_LINES: Final = 6
MOST_ORDERS: Final = 4
"""Up to how many lines, and orders, every subset of them is tried."""

CLAIMS: Final = ("claim", "origin", "speaker")
LINES: Final = ("line", "order")


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


# --- what the analysis says -------------------------------------------------------------------------------------------


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
    for largest in (max(1, len(brute.keys)), 2, 1):
        found = hinges(runs.neighbours.analysis, grains=[grain], modes=[mode], largest=largest, seconds=None, runs=runs)
        sifting = found.sifting(grain, mode)
        assert sifting is not None
        assert not sifting.interrupted
        for number, hinge in enumerate(sifting.hinges):
            (exact if largest >= len(brute.keys) else up_to_a_size)(sifting, hinge, brute, number)
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
    if brute.monotone(number):
        assert shares == {member: share for member in brute.keys if (share := by_contingencies(brute, number, member))}


def by_contingencies(brute: Brute, number: int, member: str) -> Fraction:
    """Chockler and Halpern: one over one more than the fewest other losses after which this one makes the difference."""
    changed, bit = brute.changed(number), 1 << brute.keys.index(member)
    sizes = [
        subset.bit_count()
        for subset in range(len(changed))
        if not subset & bit and not changed[subset] and changed[subset | bit]
    ]
    return Fraction(1, min(sizes) + 1) if sizes else Fraction(0)


def up_to_a_size(sifting: Sifting, hinge: Hinge, brute: Brute, number: int) -> None:
    """Up to that size nothing is missing; whatever is larger changes the conclusion and claims no more than is known."""
    cuts, size = brute.cuts(number), sifting.complete_to
    found = [brute.subset(cut.members) for cut in hinge.cuts]
    assert size in (1, 2)
    assert sorted(subset for subset in found if subset.bit_count() <= size) == [c for c in cuts if c.bit_count() <= size]
    changed = brute.changed(number)
    for cut, subset in zip(hinge.cuts, found, strict=True):
        assert changed[subset]
        assert subset in cuts or not cut.proven
        assert not any(changed[subset & ~(1 << place)] for place in range(len(brute.keys)) if subset >> place & 1)
        assert not cut.smallest or len(cut.members) == min(each.bit_count() for each in cuts)
        # That a larger one is the smallest may be so, but nobody has looked.
        assert not cut.smallest or len(cut.members) <= size + 1
