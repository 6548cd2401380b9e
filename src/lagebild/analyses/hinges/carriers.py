"""What can be lost: claims, origins, speakers, lines, orders; and the lines that go with a set of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lagebild.changes.losses import OPPOSITE, OUT, touchable
from lagebild.evidence.grounds import Grounds, hold, references
from lagebild.situation import Situation

CLAIM: Final = "claim"
ORIGIN: Final = "origin"
SPEAKER: Final = "speaker"
LINE: Final = "line"
ORDER: Final = "order"
GRAINS: Final = (ORIGIN, SPEAKER, CLAIM, LINE, ORDER)
"""What is lost at a time; the coarsest first."""

WITHDRAW: Final = "withdraw"
NEGATE: Final = "negate"
MODES: Final = (WITHDRAW, NEGATE)
"""How it is lost: nothing is known of it any more, or it is false."""

Loss = frozenset[tuple[str, str]]
"""Addresses with ``out`` or ``opposite``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One thing that can be lost. ``key``: a claim's, speaker's or origin's id, or a line's or order's address."""

    key: str
    claims: tuple[str, ...] = ()
    """The claims that go with it; none for a line or an order."""


@dataclass(frozen=True, eq=False)
class Carriers:
    """Everything of one grain that can be lost in one mode, and what its loss does to lines."""

    situation: Situation
    grain: str
    mode: str

    @cached_property
    def listed(self) -> tuple[Carrier, ...]:
        """Every carrier, in the order of the file; only claims that some line rests on count."""
        if self.grain == LINE:
            return tuple(Carrier(key=address) for address in touchable(self.situation))
        if self.grain == ORDER:
            return tuple(Carrier(key=order.address) for dm in self.situation.decision_makers for order in dm.orders)
        groups: dict[str, list[str]] = {}
        for claim in self.situation.claims:
            if claim.id not in self._lines_of:
                continue
            key = {CLAIM: claim.id, ORIGIN: claim.voice, SPEAKER: claim.by}[self.grain]
            # Nobody in particular is not somebody: what several unnamed people say is not lost together.
            if self.grain == CLAIM or key != "unnamed":
                groups.setdefault(key, []).append(claim.id)
        return tuple(Carrier(key=key, claims=tuple(claims)) for key, claims in groups.items())

    def loss(self, lost: Iterable[int]) -> Loss:
        """The lines that go with the carriers at these positions, and how."""
        state = OUT if self.mode == WITHDRAW else OPPOSITE
        carriers = [self.listed[position] for position in lost]
        if self.grain in (LINE, ORDER):
            return frozenset((carrier.key, state) for carrier in carriers)
        claims = {claim for carrier in carriers for claim in carrier.claims}
        touched = {address for claim in claims for address in self._lines_of[claim]}
        return frozenset((address, state) for address in touched if not hold(self._grounds[address], lambda c: c not in claims))

    @cached_property
    def _grounds(self) -> Mapping[str, Grounds]:
        """The sourced lines that a loss can change, with what they rest on. What has no claim is always in."""
        can = set(touchable(self.situation))
        return {
            line.address: line.because for line in self.situation.lines() if line.because is not None and line.address in can
        }

    @cached_property
    def _lines_of(self) -> Mapping[str, tuple[str, ...]]:
        """Per claim the lines that name it."""
        found: dict[str, list[str]] = {}
        for address, grounds in self._grounds.items():
            for claim in dict.fromkeys(reference.claim for reference in references(grounds)):
                found.setdefault(claim, []).append(address)
        return {claim: tuple(addresses) for claim, addresses in found.items()}
