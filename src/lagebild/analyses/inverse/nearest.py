"""The nearest rankings that satisfy a condition, by the fewest pairs of states compared otherwise than today.

A pair of states counts if it is compared otherwise than today: turned round, or from a tie or into one. The search
takes an unmet block after the other and tries its alternatives, the cheapest set of comparisons first; what a set costs a
decision maker is worked out exactly

- where everything is compared with one and the same state s: of the states above s some come to lie below it, and s comes to
  lie above those it is tied with. Then a state that comes below costs one pair, and one with every state that it was not below
  and that stays above; the cheapest choice is found tier by tier, from s upwards, by how many stay above so far;
- for up to ``MAX_PLACED`` states by trying sets of states as tiers, from the lowest tier up.

Elsewhere comparisons are put right one at a time: what is found then satisfies the condition and may not be the nearest.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from lagebild.analyses.inverse.comparisons import Alternative, Comparison, Condition, consistent
from lagebild.model import ConflictModel

MAX_PLACED: Final = 7
"""Up to how many states the nearest ranking is found exactly, whatever is compared."""

MAX_TRIED: Final = 100_000
"""How many sets of comparisons are priced, times the number of states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A pair of states that a decision maker compares otherwise. ``before``, ``after``: 1 likes ``there`` better, 0, -1."""

    decision_maker: str
    here: int
    there: int
    before: int
    after: int


@dataclass(frozen=True, eq=False, kw_only=True)
class NearestRanking:
    """The rankings nearest to today's. ``exact``: no other is nearer."""

    pairs: int
    payoffs: Mapping[str, Any]
    """Of everybody whose ranking changes."""
    exact: bool

    def same_as(self, other: NearestRanking | None) -> bool:
        """Whether the other asks for the same rankings."""
        return (
            other is not None
            and (self.pairs, self.exact, list(self.payoffs)) == (other.pairs, other.exact, list(other.payoffs))
            and all(np.array_equal(self.payoffs[maker], other.payoffs[maker]) for maker in self.payoffs)
        )

    def turned(self, model: ConflictModel) -> tuple[Turned, ...]:
        """Every pair that is compared otherwise."""
        found: list[Turned] = []
        for maker, after in self.payoffs.items():
            old, new = (np.sign(payoff[None, :] - payoff[:, None]) for payoff in (model.payoffs[maker], after))
            for here, there in np.argwhere(np.triu(old != new)).tolist():
                before_, after_ = int(old[here, there]), int(new[here, there])
                found.append(Turned(decision_maker=maker, here=here, there=there, before=before_, after=after_))
        return tuple(found)


def nearest_ranking(condition: Condition, payoffs: Mapping[str, Any]) -> NearestRanking | None:
    """The nearest rankings that satisfy ``condition``; None where none does."""
    if condition.never:
        return None
    prices = _Prices(payoffs)
    exact = condition.complete
    most = MAX_TRIED // len(next(iter(payoffs.values())))
    number = itertools.count()
    waiting: list[tuple[int, int, Alternative]] = [(0, next(number), frozenset())]
    seen: set[Alternative] = {frozenset()}
    best: tuple[int, Mapping[str, Any]] | None = None
    while waiting:
        cost, _, needed = heapq.heappop(waiting)
        if best is not None and cost >= best[0]:
            break
        ranked, priced = prices.ranked(needed)
        exact &= priced
        unmet = _unmet(condition, {**payoffs, **ranked})
        if unmet is None:
            # Exact prices never fall when more is needed, so that the first found is nearest; others may.
            best = cost, ranked
            if exact:
                break
            continue
        if len(seen) > most:
            exact = False
            if best is not None:
                break
        block = min(unmet, key=len)
        dearer = [needed | alternative for alternative in block]
        priced_ones = []
        for longer in dearer:
            if longer not in seen and consistent(longer):
                seen.add(longer)
                priced_ones.append((prices.cost(longer), next(number), longer))
        # Once too many were tried, only the cheapest way on is followed.
        for one in sorted(priced_ones)[: 1 if len(seen) > most else None]:
            heapq.heappush(waiting, one)
    if best is None:
        return None
    return NearestRanking(pairs=best[0], payoffs=best[1], exact=exact)


def _unmet(condition: Condition, payoffs: Mapping[str, Any]) -> list[tuple[Alternative, ...]] | None:
    """The blocks that do not hold; None where all do."""
    found = [
        block
        for block in condition.blocks
        if not any(all(comparison.holds(payoffs) for comparison in alternative) for alternative in block)
    ]
    return found or None


class _Prices:
    """What sets of comparisons cost, and the rankings that satisfy them at that price."""

    def __init__(self, payoffs: Mapping[str, Any]) -> None:
        self._payoffs = payoffs
        self._known: dict[tuple[str, Alternative], tuple[int, Any, bool]] = {}

    def cost(self, needed: Alternative) -> int:
        """How many pairs are compared otherwise, over all decision makers."""
        return sum(self._of(maker, own)[0] for maker, own in _by_maker(needed))

    def ranked(self, needed: Alternative) -> tuple[dict[str, Any], bool]:
        """The new payoffs of those whose ranking changes, and whether their prices are exact."""
        found = {maker: self._of(maker, own) for maker, own in _by_maker(needed)}
        return {maker: ranks for maker, (cost, ranks, _) in found.items() if cost}, all(e for _, _, e in found.values())

    def _of(self, maker: str, needed: Alternative) -> tuple[int, Any, bool]:
        key = (maker, needed)
        if key not in self._known:
            payoff = np.asarray(self._payoffs[maker])
            if all(comparison.holds(self._payoffs) for comparison in needed):
                self._known[key] = 0, payoff, True
            elif len({c.upper for c in needed}) == 1 and not any(c.strict for c in needed):
                self._known[key] = _around_one(payoff, next(iter(needed)).upper, {c.lower for c in needed})
            elif len(payoff) <= MAX_PLACED:
                self._known[key] = _tier_by_tier(payoff, needed)
            else:
                self._known[key] = _one_at_a_time(payoff, needed)
        return self._known[key]


def _by_maker(needed: Alternative) -> list[tuple[str, Alternative]]:
    makers = sorted({c.decision_maker for c in needed})
    return [(maker, frozenset(c for c in needed if c.decision_maker == maker)) for maker in makers]


def _around_one(payoff: Any, state: int, lower: set[int]) -> tuple[int, Any, bool]:
    """Bring the states in ``lower`` to where they are no better than ``state``."""
    mine = payoff[state]
    tiers = [np.flatnonzero(payoff == rank).tolist() for rank in range(int(mine) + 1, int(payoff.max()) + 1)]
    # From the tier next above upwards: by how many stay above so far, the least price, and how many of each tier come below.
    higher = sum(map(len, tiers))
    price = np.full(higher + 1, np.inf)
    price[0] = 0
    choices: list[Any] = []
    staying = np.arange(higher + 1)
    for tier in tiers:
        forced, size = sum(one in lower for one in tier), len(tier)
        after = np.full(higher + 1, np.inf)
        chosen = np.zeros(higher + 1, dtype=np.int64)
        for below in range(forced, size + 1):
            above = size - below
            dearer = np.full(higher + 1, np.inf)
            dearer[above:] = (price + below * (1 + staying + above))[: higher + 1 - above]
            chosen[dearer < after] = below
            after = np.minimum(after, dearer)
        price = after
        choices.append(chosen)
    tied = int(np.count_nonzero(payoff == mine)) - 1
    left = int(np.argmin(price))
    cost = int(price[left])
    taken: list[int] = []
    for tier, chosen in zip(reversed(tiers), reversed(choices), strict=True):
        taken.append(int(chosen[left]))
        left -= len(tier) - taken[-1]
    fallen = {
        one
        for tier, below in zip(tiers, reversed(taken), strict=True)
        for one in sorted(tier, key=lambda one: (one not in lower, one))[:below]
    }

    def place(one: int) -> tuple[int, int]:
        # Below: what is no better today and what has fallen; then the state itself; then what stays above.
        level = 1 if one == state else 0 if payoff[one] <= mine or one in fallen else 2
        return level, int(payoff[one])

    return cost + tied, _ranks([place(one) for one in range(len(payoff))]), True


def _ranks(places: Sequence[Any]) -> Any:
    known = {place: rank for rank, place in enumerate(sorted(set(places)))}
    return np.array([known[place] for place in places], dtype=np.int64)


def _tier_by_tier(payoff: Any, needed: Alternative) -> tuple[int, Any, bool]:
    """Of all rankings of few states the nearest: per set of states ranked so far (from below) the least price."""
    count = len(payoff)
    full = (1 << count) - 1
    # A state may come only when what must be liked less came before, and what must be no better came before or comes with it.
    before, along = [0] * count, [0] * count
    for c in needed:
        (before if c.strict else along)[c.upper] |= 1 << c.lower
    table: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for ranked in range(full):
        if ranked not in table:
            continue
        cost, tiers = table[ranked]
        left = full & ~ranked
        tier = left
        while tier:
            members = [one for one in range(count) if tier >> one & 1]
            if all(not before[one] & ~ranked and not along[one] & ~(ranked | tier) for one in members):
                price = cost + _price(payoff, members, [one for one in range(count) if (left & ~tier) >> one & 1])
                if ranked | tier not in table or price < table[ranked | tier][0]:
                    table[ranked | tier] = price, (*tiers, tier)
            tier = (tier - 1) & left
    cost, tiers = table[full]
    ranks = [next(rank for rank, tier in enumerate(tiers) if tier >> one & 1) for one in range(count)]
    return cost, np.array(ranks, dtype=np.int64), True


def _price(payoff: Any, members: Sequence[int], above: Sequence[int]) -> int:
    tied = sum(payoff[one] != payoff[other] for one, other in itertools.combinations(members, 2))
    return int(tied + sum(payoff[one] >= payoff[other] for one in members for other in above))


MAX_PASSES: Final = 200


def _one_at_a_time(payoff: Any, needed: Alternative) -> tuple[int, Any, bool]:
    """Put the comparisons right one after the other, each by the shorter of two ways, until all hold."""
    places = [float(value) for value in payoff]
    for _ in range(MAX_PASSES):
        wrong = next((c for c in sorted(needed) if not _right(c, places)), None)
        if wrong is None:
            break
        lifted, sunk = list(places), list(places)
        lifted[wrong.upper] = _just_above(places, places[wrong.lower])
        sunk[wrong.lower] = -_just_above([-place for place in places], -places[wrong.upper])
        prices = _turned_for(payoff, lifted, wrong.upper), _turned_for(payoff, sunk, wrong.lower)
        before = _turned_for(payoff, places, wrong.upper), _turned_for(payoff, places, wrong.lower)
        places = lifted if prices[0] - before[0] <= prices[1] - before[1] else sunk
    else:
        places = _from_scratch(payoff, needed)
    return _changed(payoff, places), _ranks(places), False


def _right(comparison: Comparison, places: Sequence[float]) -> bool:
    low, high = places[comparison.lower], places[comparison.upper]
    return low < high if comparison.strict else low <= high


def _just_above(places: Sequence[float], place: float) -> float:
    higher = [other for other in places if other > place]
    return (place + min(higher)) / 2 if higher else place + 1


def _changed(payoff: Any, places: Sequence[float]) -> int:
    old, new = np.asarray(payoff), np.asarray(places)
    differ = np.sign(old[:, None] - old[None, :]) != np.sign(new[:, None] - new[None, :])
    return int(np.count_nonzero(differ)) // 2


def _turned_for(payoff: Any, places: Sequence[float], state: int) -> int:
    """How many of the pairs that one state is in are compared otherwise."""
    old, new = np.asarray(payoff), np.asarray(places)
    return int(np.count_nonzero(np.sign(old - old[state]) != np.sign(new - new[state])))


def _from_scratch(payoff: Any, needed: Iterable[Comparison]) -> list[float]:
    """A ranking that satisfies all: again and again the worst of today's of those below which nothing more must come."""
    below: dict[int, set[int]] = {}
    for c in needed:
        below.setdefault(c.upper, set()).add(c.lower)
    left = sorted(range(len(payoff)), key=lambda one: (int(payoff[one]), one))
    places = [0.0] * len(payoff)
    for place in range(len(payoff)):
        # Where two must be no better than each other there is no first: they stand beside each other.
        free = next((one for one in left if not below.get(one, set()) & set(left) - {one}), left[0])
        left.remove(free)
        places[free] = float(place)
    return places
