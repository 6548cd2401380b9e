"""Conditions on preferences as and/or of comparisons, in a form from which nothing can be left out.

A ``Condition`` is a list of blocks, all of which must hold; a block is a list of alternatives, one of which must; an
alternative is a set of comparisons that hold together. A comparison that is needed anyway is a block of its own.

Every comparison is one that helps: the more of them hold, the better. So a set of comparisons that contains a smaller one with
the same effect is superfluous, and what remains after all these are struck out is minimal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Comparison:
    """``lower`` is liked no more than ``upper``; ``strict``: less. Positions of one model."""

    decision_maker: str
    lower: int
    upper: int
    strict: bool = False

    def holds(self, payoffs: Mapping[str, Any]) -> Any:
        """Whether it holds; for payoffs with a row a ranking, in which rows."""
        payoff = payoffs[self.decision_maker]
        low, high = payoff[..., self.lower], payoff[..., self.upper]
        return low < high if self.strict else low <= high


Alternative = frozenset[Comparison]

Block = tuple[Alternative, ...]

MAX_TERMS: Final = 64
"""Up to how many alternatives a condition is multiplied out, to see whether that says it more shortly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """All ``blocks`` must hold, one alternative of each. No block: it holds anyway; a block without alternatives: never.

    ``complete``: nothing else would do. Else some ways are missing: what is told suffices, but need not be.
    """

    blocks: tuple[Block, ...]
    complete: bool = True

    @property
    def always(self) -> bool:
        """Whether it holds whatever is preferred."""
        return not self.blocks

    @property
    def never(self) -> bool:
        """Whether no preferences satisfy it (where it is not complete: whether no way is known)."""
        return any(not block for block in self.blocks)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison in it, in order."""
        return tuple(sorted({c for block in self.blocks for alternative in block for c in alternative}))

    @property
    def length(self) -> int:
        """How many comparisons it takes to write it down."""
        return sum(len(alternative) for block in self.blocks for alternative in block)

    def holds(self, payoffs: Mapping[str, Any]) -> Any:
        """Whether it holds; for payoffs with a row a ranking, in which rows."""
        known = {comparison: comparison.holds(payoffs) for comparison in self.comparisons}
        everything: Any = True
        for block in self.blocks:
            some: Any = False
            for alternative in block:
                all_: Any = True
                for comparison in alternative:
                    all_ = known[comparison] & all_
                some = all_ | some
            everything = some & everything
        return everything


def condition(blocks: Iterable[Iterable[Alternative]], *, complete: bool = True) -> Condition:
    """The shortest condition that says the same: as blocks, or multiplied out into one."""
    small = simplified(blocks)
    found = Condition(blocks=small, complete=complete)
    if found.never:
        return Condition(blocks=((),), complete=complete)
    product = multiplied(small)
    if product is not None:
        if not product:
            return Condition(blocks=((),), complete=complete)
        other = Condition(blocks=simplified([product]), complete=complete)
        if other.length < found.length:
            return other
    return found


def simplified(blocks: Iterable[Iterable[Alternative]]) -> tuple[Block, ...]:
    """Without what cannot hold, what is said twice, and what holds anyway once the rest does."""
    current = {frozenset(map(frozenset, block)) for block in blocks}
    while True:
        facts: frozenset[Comparison] = frozenset().union(*(next(iter(block)) for block in current if len(block) == 1))
        if not consistent(facts):
            return ((),)
        fresh: set[frozenset[Alternative]] = {frozenset([frozenset([fact])]) for fact in without_implied(facts)}
        for block in current:
            if len(block) == 1:
                continue
            left = shortest_alternatives(
                frozenset(c for c in alternative if not implied(c, facts))
                for alternative in block
                if consistent(alternative | facts)
            )
            if frozenset() in left:
                continue
            if not left:
                return ((),)
            common = frozenset.intersection(*left)
            fresh |= {frozenset([frozenset([c])]) for c in common}
            rest = frozenset(alternative - common for alternative in left)
            if frozenset() not in rest:
                fresh.add(rest)
        if fresh == current:
            break
        current = fresh
    return _in_order(_without_implied_blocks(current))


def shortest_alternatives(alternatives: Iterable[Alternative]) -> frozenset[Alternative]:
    """Those of which no other is a part, nor follows from them."""
    listed = set(alternatives)
    if all(map(_starlike, listed)):
        # Nothing follows but what is said.
        shortest: list[Alternative] = []
        for alternative in sorted(listed, key=len):
            if not any(other <= alternative for other in shortest):
                shortest.append(alternative)
        return frozenset(shortest)
    kept: list[Alternative] = []
    for alternative in sorted(map(without_implied, listed), key=len):
        if not any(entails(alternative, other) for other in kept):
            kept.append(alternative)
    return frozenset(one for one in kept if not any(other is not one and entails(one, other) for other in kept))


def multiplied(blocks: Iterable[Block]) -> frozenset[Alternative] | None:
    """The blocks multiplied out into one; None where that takes too many alternatives."""
    product: frozenset[Alternative] = frozenset([frozenset()])
    ordered = sorted(blocks, key=len)
    used: list[Comparison] = [c for block in ordered for c in frozenset().union(*block)]
    if math.prod(map(len, ordered)) > MAX_TERMS and len(used) == len(set(used)):
        # Blocks that share nothing only grow.
        return None
    for block in ordered:
        if len(product) * len(block) > MAX_TERMS * MAX_TERMS:
            return None
        longer = (one | other for one in product for other in block)
        product = shortest_alternatives(alternative for alternative in longer if consistent(alternative))
        if len(product) > MAX_TERMS:
            return None
    return product


def entails(one: Alternative, other: Alternative) -> bool:
    """Whether everything in ``other`` holds once ``one`` does."""
    return other <= one or (not _starlike(one) and all(implied(comparison, one) for comparison in other))


def without_implied(comparisons: Alternative) -> Alternative:
    """Without the comparisons that follow from the others."""
    if _starlike(comparisons):
        return comparisons
    kept = set(comparisons)
    for comparison in sorted(comparisons):
        if implied(comparison, frozenset(kept - {comparison})):
            kept.discard(comparison)
    return frozenset(kept)


def implied(comparison: Comparison, facts: Alternative) -> bool:
    """Whether it follows from ``facts`` because preferences are transitive and complete."""
    if comparison in facts:
        return True
    above = _above(comparison.decision_maker, facts, comparison.lower)
    return comparison.upper in above and (above[comparison.upper] or not comparison.strict)


def consistent(comparisons: Alternative) -> bool:
    """Whether some preferences satisfy all of them: nothing is liked less than itself."""
    if _starlike(comparisons):
        return True
    return not any(
        _above(c.decision_maker, comparisons, c.upper).get(c.lower) is not None for c in comparisons if c.strict
    ) and not any(c.strict and c.lower == c.upper for c in comparisons)


def _starlike(comparisons: Alternative) -> bool:
    """Whether nothing can follow from them together: all say that something is no better than one and the same state."""
    return len({c.upper for c in comparisons}) <= 1 and not any(c.strict for c in comparisons)


def _above(decision_maker: str, facts: Alternative, start: int) -> dict[int, bool]:
    """Every state known to be liked at least as much as ``start``; the value says whether more."""
    own = [c for c in facts if c.decision_maker == decision_maker]
    found = {start: False}
    pending = [start]
    while pending:
        at = pending.pop()
        for comparison in own:
            if comparison.lower == at:
                strict = found[at] or comparison.strict
                if strict > found.get(comparison.upper, -1):
                    found[comparison.upper] = strict
                    pending.append(comparison.upper)
    return found


def _without_implied_blocks(blocks: set[frozenset[Alternative]]) -> list[frozenset[Alternative]]:
    """Without the blocks that hold once another does: each of the other's alternatives entails one of theirs."""
    kept: list[frozenset[Alternative]] = []
    ordered = sorted(blocks, key=lambda block: (sum(map(len, block)), sorted(map(sorted, block))))
    for block in ordered:
        if not any(_follows(block, other) for other in kept):
            kept = [other for other in kept if not _follows(other, block)]
            kept.append(block)
    return kept


def _follows(block: frozenset[Alternative], other: frozenset[Alternative]) -> bool:
    return all(any(entails(alternative, own) for own in block) for alternative in other)


def _in_order(blocks: Iterable[frozenset[Alternative]]) -> tuple[Block, ...]:
    listed = [tuple(sorted(block, key=lambda alternative: (len(alternative), sorted(alternative)))) for block in blocks]
    return tuple(sorted(listed, key=lambda block: (len(block), [sorted(alternative) for alternative in block])))
