"""Which share of all rankings satisfies a condition, of the strict ones and of those with ties.

1. Where a condition compares everything with one and the same state (as it does for one decision maker and its own
   stability), only the set of states that are liked no better matters. There are closed forms: of all strict rankings of n
   states 1 in n * C(n-1, k) has just a given set of k states below a given one; of weak rankings W(k) F(n-1-k), where F are the
   Fubini numbers (weak rankings of so many states), W(0) = 1 and W(k) = 2 F(k). What remains is to count the sets that
   satisfy the condition by their size.
2. Elsewhere the rankings of the states that occur are gone through: each strict one of these extends alike often to all states,
   each weak one with j tiers by q more states in E(q, j) = j E(q-1, j) + (j+1) E(q-1, j+1) ways.
3. Where these are too many, rankings are drawn: strict ones by shuffling, weak ones by choosing K with probability
   K^n / 2^(K+1) F(n) and one of K tiers for each state, empty tiers falling away. That is uniform: a ranking with j tiers comes
   out of K in C(K, j) ways, and the sum of C(K, j) / 2^(K+1) over K is 1 for every j.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

import numpy as np

from lagebild.analyses.inverse.comparisons import Comparison, Condition

EXACT: Final = "exact"
SAMPLED: Final = "sampled"
AT_LEAST: Final = "at least"

MAX_RANKED: Final = 7
"""Up to how many states all rankings are gone through."""

MAX_PATTERNS: Final = 200_000
"""How many combinations of several decision makers' rankings are gone through, those that compare alike taken together."""

MAX_COUNTED: Final = 300
"""Up to how many states weak rankings are counted in whole numbers; beyond, to some six digits."""

MAX_STEPS: Final = 50_000
"""How many steps the counting of sets may take."""

DRAWN: Final = 20_000
"""How many rankings are drawn where they cannot be counted."""

SEED: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of rankings. ``kind``: exact, sampled (``low``, ``high``: where it lies with 95 % confidence), or at least.

    At least: the condition is not complete, so that others may do as well.
    """

    kind: str
    value: Fraction
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of all strict rankings, and of all with ties; of several decision makers: of all combinations of theirs."""

    strict: Share
    weak: Share


def shares(condition: Condition, count: int) -> Shares:
    """The shares among the rankings of ``count`` states by everybody whose comparisons occur."""
    kind = EXACT if condition.complete else AT_LEAST
    parts = [_part(part, count) for part in _by_decision_maker(condition)]
    if all(part is not None for part in parts):
        strict, weak = Fraction(1), Fraction(1)
        for part in parts:
            assert part is not None
            strict, weak = strict * part[0], weak * part[1]
        return Shares(strict=_known(strict, kind), weak=_known(weak, kind))
    return _drawn(condition, count)


def _known(value: Fraction, kind: str) -> Share:
    return Share(kind=kind, value=value, low=float(value), high=float(value))


def _by_decision_maker(condition: Condition) -> list[Condition]:
    """The condition in parts that share no decision maker."""
    groups: list[tuple[set[str], list[tuple[frozenset[Comparison], ...]]]] = []
    for block in condition.blocks:
        makers = {c.decision_maker for alternative in block for c in alternative}
        blocks = [block]
        for group in [group for group in groups if group[0] & makers]:
            groups.remove(group)
            makers |= group[0]
            blocks += group[1]
        groups.append((makers, blocks))
    return [Condition(blocks=tuple(blocks), complete=condition.complete) for _, blocks in groups]


def _part(condition: Condition, count: int) -> tuple[Fraction, Fraction] | None:
    if condition.never:
        return Fraction(0), Fraction(0)
    comparisons = condition.comparisons
    star = len({(c.decision_maker, c.upper) for c in comparisons}) == 1 and not any(c.strict for c in comparisons)
    if star:
        by_size = _sets_by_size(condition)
        return None if by_size is None else (_strict_by_size(by_size), _weak_by_size(by_size, count))
    return _gone_through(condition, count)


# --- closed forms -------------------------------------------------------------------------------------------------------


@cache
def fubini(count: int) -> int:
    """How many weak rankings of so many states there are."""
    return 1 if count == 0 else sum(math.comb(count, first) * fubini(count - first) for first in range(1, count + 1))


def _sets_by_size(condition: Condition) -> list[int] | None:
    """How many sets of states liked no better than the one in question satisfy the condition, by their size.

    Sets of states that occur in it: whatever the others are, these are as likely to be any set of their size as before.
    """
    number = {comparison: at for at, comparison in enumerate(condition.comparisons)}
    blocks = [[sum(1 << number[c] for c in alternative) for alternative in block] for block in condition.blocks]
    try:
        return _Counting().conjunction(frozenset(frozenset(block) for block in blocks))
    except OverflowError:
        return None


def _strict_by_size(by_size: Sequence[int]) -> Fraction:
    width = len(by_size) - 1
    return sum((Fraction(sets, (width + 1) * math.comb(width, size)) for size, sets in enumerate(by_size)), Fraction(0))


def _weak_by_size(by_size: Sequence[int], count: int) -> Fraction:
    if count > MAX_COUNTED:
        return _weak_in_large(by_size, count)
    for size in range(count + 1):
        fubini(size)  # from small to large, so that no recursion runs deep
    free = count - len(by_size)
    sets = _times(by_size, [math.comb(free, size) for size in range(free + 1)])
    below = [1 if size == 0 else 2 * fubini(size) for size in range(count)]
    found = sum(number * below[size] * fubini(count - 1 - size) for size, number in enumerate(sets))
    return Fraction(found, fubini(count))


def _weak_in_large(by_size: Sequence[int], count: int) -> Fraction:
    """The same by the chances of point 3: given K and the tier t of the state in question, others are no better with t/K.

    Summed over t that is the strict share, the mean over all chances, and the first terms of Euler and Maclaurin.
    """
    width = len(by_size) - 1
    holds = [sets / math.comb(width, size) for size, sets in enumerate(by_size)]
    tiers, chances = _tier_chances(count)
    first = (holds[-1] - holds[0]) / 2
    second = width * (holds[-1] - holds[-2] - holds[1] + holds[0]) / 12 if width else 0.0
    more = float((chances / tiers).sum()) * first + float((chances / tiers**2).sum()) * second
    return Fraction(float(_strict_by_size(by_size)) + more).limit_denominator(10**9)


def _tier_chances(count: int) -> tuple[Any, Any]:
    """How likely each K of point 3 is."""
    tiers = np.arange(1, 4 * count + 60)
    logs = count * np.log(tiers) - (tiers + 1) * math.log(2)
    chances = np.exp(logs - logs.max())
    return tiers, chances / chances.sum()


Clauses = frozenset[frozenset[int]]
"""Blocks, as sets of alternatives, as bit patterns of what they need."""


class _Counting:
    """Counts satisfying sets by size: parts that share nothing apart, else one comparison so and so."""

    def __init__(self) -> None:
        self._known: dict[Clauses, list[int]] = {}

    def conjunction(self, blocks: Clauses) -> list[int]:
        """Sets over the comparisons that occur, by size."""
        if blocks in self._known:
            return self._known[blocks]
        if len(self._known) > MAX_STEPS:
            raise OverflowError
        found = [1]
        for part in _apart([(block, _support(block)) for block in blocks]):
            found = _times(found, self._disjunction(next(iter(part))) if len(part) == 1 else self._split(frozenset(part)))
        self._known[blocks] = found
        return found

    def _disjunction(self, block: frozenset[int]) -> list[int]:
        """One block: everything but what fails all its parts that share nothing."""
        size = _support(block).bit_count()
        failing = [1]
        parts = _apart([(alternative, alternative) for alternative in block])
        if len(parts) == 1 and len(parts[0]) > 1:
            return self._split(frozenset([block]))
        for part in parts:
            if len(part) == 1:
                bits = part[0].bit_count()
                failing = _times(failing, [math.comb(bits, k) for k in range(bits)] + [0])
            else:
                inner = frozenset(part)
                held = self.conjunction(frozenset([inner]))
                bits = _support(inner).bit_count()
                failing = _times(failing, [math.comb(bits, k) - held[k] for k in range(bits + 1)])
        return [math.comb(size, k) - failing[k] for k in range(size + 1)]

    def _split(self, blocks: Clauses) -> list[int]:
        counts: dict[int, int] = {}
        everything = 0
        for block in blocks:
            for alternative in block:
                everything |= alternative
                left = alternative
                while left:
                    bit = left & -left
                    counts[bit] = counts.get(bit, 0) + 1
                    left ^= bit
        bit = max(counts, key=lambda one: (counts[one], -one))
        held = self._rest(blocks, everything & ~bit, lambda alternative: alternative & ~bit)
        failed = self._rest(blocks, everything & ~bit, lambda alternative: None if alternative & bit else alternative)
        return [a + b for a, b in zip([0, *held], [*failed, 0], strict=True)]

    def _rest(self, blocks: Clauses, everything: int, kept: Any) -> list[int]:
        """The blocks once a comparison is settled, counted over all ``everything``."""
        left: set[frozenset[int]] = set()
        for block in blocks:
            alternatives = {alternative for alternative in map(kept, block) if alternative is not None}
            if not alternatives:
                return [0] * (everything.bit_count() + 1)
            if 0 not in alternatives:
                left.add(_shortest(alternatives))
        used = 0
        for block in left:
            used |= _support(block)
        free = (everything & ~used).bit_count()
        return _times(self.conjunction(frozenset(left)), [math.comb(free, k) for k in range(free + 1)])


def _support(block: frozenset[int]) -> int:
    found = 0
    for alternative in block:
        found |= alternative
    return found


def _shortest(alternatives: set[int]) -> frozenset[int]:
    kept: list[int] = []
    for alternative in sorted(alternatives, key=int.bit_count):
        if not any(other & alternative == other for other in kept):
            kept.append(alternative)
    return frozenset(kept)


def _apart(items: Sequence[tuple[Any, int]]) -> list[list[Any]]:
    """The items in groups that share no bit."""
    groups: list[tuple[list[Any], int]] = []
    for item, bits in items:
        members, together = [item], bits
        for group in [group for group in groups if group[1] & bits]:
            groups.remove(group)
            members += group[0]
            together |= group[1]
        groups.append((members, together))
    return [members for members, _ in groups]


def _times(one: Sequence[int], other: Sequence[int]) -> list[int]:
    found = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        if a:
            for j, b in enumerate(other):
                found[i + j] += a * b
    return found


# --- going through all rankings -----------------------------------------------------------------------------------------


def _gone_through(condition: Condition, count: int) -> tuple[Fraction, Fraction] | None:
    makers = sorted({c.decision_maker for c in condition.comparisons})
    patterns: list[tuple[list[Comparison], dict[tuple[bool, ...], tuple[int, int]]]] = []
    size = 1
    for maker in makers:
        own = [c for c in condition.comparisons if c.decision_maker == maker]
        if len({at for c in own for at in (c.lower, c.upper)}) > MAX_RANKED:
            return None
        patterns.append((own, _patterns(own, count)))
        size *= len(patterns[-1][1])
        if size > MAX_PATTERNS:
            return None
    totals = [math.factorial(count) ** len(makers), fubini(count) ** len(makers)]
    found = [0, 0]
    for chosen in itertools.product(*(counts.items() for _, counts in patterns)):
        true = {
            comparison
            for (own, _), (pattern, _) in zip(patterns, chosen, strict=True)
            for comparison, holds in zip(own, pattern, strict=True)
            if holds
        }
        if all(any(alternative <= true for alternative in block) for block in condition.blocks):
            for kind in (0, 1):
                found[kind] += math.prod(counts[kind] for _, counts in chosen)
    return Fraction(found[0], totals[0]), Fraction(found[1], totals[1])


def _patterns(comparisons: Sequence[Comparison], count: int) -> dict[tuple[bool, ...], tuple[int, int]]:
    """Which of the comparisons can hold together, in how many strict and in how many weak rankings of ``count`` states."""
    states = sorted({at for c in comparisons for at in (c.lower, c.upper)})
    place = {state: number for number, state in enumerate(states)}
    further = count - len(states)
    strict_each = math.factorial(count) // math.factorial(len(states))
    found: dict[tuple[bool, ...], list[int]] = {}
    for tiers in weak_rankings(len(states)):
        pattern = tuple(
            tiers[place[c.lower]] < tiers[place[c.upper]] if c.strict else tiers[place[c.lower]] <= tiers[place[c.upper]]
            for c in comparisons
        )
        counts = found.setdefault(pattern, [0, 0])
        used = max(tiers) + 1
        counts[0] += strict_each if used == len(states) else 0
        counts[1] += extensions(further, used)
    return {pattern: (strict, weak) for pattern, (strict, weak) in found.items()}


@cache
def weak_rankings(count: int) -> tuple[tuple[int, ...], ...]:
    """Every weak ranking of so many states: the tier of each, 0 the lowest, none left out."""
    return tuple(_weak_rankings(count))


def _weak_rankings(count: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        yield ()
        return
    for others in _weak_rankings(count - 1):
        used = max(others, default=-1) + 1
        for tier in range(used):
            yield (*others, tier)
        for tier in range(used + 1):
            yield (*(other + (other >= tier) for other in others), tier)


@cache
def extensions(further: int, tiers: int) -> int:
    """In how many ways so many further states can be put into a ranking with so many tiers."""
    row = [1] * (tiers + further + 1)
    for _ in range(further):
        row = [at * row[at] + (at + 1) * row[at + 1] for at in range(len(row) - 1)]
    return row[tiers]


# --- drawing --------------------------------------------------------------------------------------------------------------


def _drawn(condition: Condition, count: int) -> Shares:
    rng = np.random.default_rng(SEED)
    makers = sorted({c.decision_maker for c in condition.comparisons})
    states = sorted({at for c in condition.comparisons for at in (c.lower, c.upper)})
    place = {state: number for number, state in enumerate(states)}
    narrow = Condition(
        blocks=tuple(tuple(frozenset(_placed(c, place) for c in one) for one in block) for block in condition.blocks)
    )
    strict = {maker: rng.permuted(np.tile(np.arange(len(states)), (DRAWN, 1)), axis=1) for maker in makers}
    weak = {maker: _weak_drawn(rng, count, len(states)) for maker in makers}
    kind = SAMPLED if condition.complete else AT_LEAST
    return Shares(strict=_estimated(narrow, strict, kind), weak=_estimated(narrow, weak, kind))


def _placed(comparison: Comparison, place: Mapping[int, int]) -> Comparison:
    return Comparison(
        decision_maker=comparison.decision_maker,
        lower=place[comparison.lower],
        upper=place[comparison.upper],
        strict=comparison.strict,
    )


def _weak_drawn(rng: np.random.Generator, count: int, shown: int) -> Any:
    """Weak rankings of ``count`` states, uniformly, as the tiers of the first ``shown`` of them."""
    tiers, chances = _tier_chances(count)
    chosen = rng.choice(tiers, size=DRAWN, p=chances)
    return np.floor(rng.random((DRAWN, shown)) * chosen[:, None]).astype(np.int64)


def _estimated(condition: Condition, payoffs: Mapping[str, Any], kind: str) -> Share:
    hits = int(np.count_nonzero(np.broadcast_to(condition.holds(payoffs), (DRAWN,))))
    low, high = _wilson(hits, DRAWN)
    return Share(kind=kind, value=Fraction(hits, DRAWN), low=low, high=high)


def _wilson(hits: int, drawn: int) -> tuple[float, float]:
    """Where a share lies with 95 % confidence (Wilson 1927)."""
    z = 1.959964
    middle = (hits + z * z / 2) / (drawn + z * z)
    half = z / (drawn + z * z) * math.sqrt(hits * (drawn - hits) / drawn + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)
