"""What decides between two states for a decision maker: the want, the line of a ranking, or the weights.

Source: option prioritisation compares statements most important first; the first in which two states differ decides (Fang,
Hipel, Kilgour & Peng 2003).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from lagebild.model import ConflictModel
from lagebild.model.known import Known, known_of
from lagebild.model.moves import Positions, Truths
from lagebild.situation import DecisionMaker, PreferenceStatement, Ranking
from lagebild.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A weight that counts in one of the two states only; ``there``: in the second."""

    address: str
    name: str
    value: Decimal
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How a decision maker compares the state ``there`` with the state ``here``, and what decides it. Positions.

    ``sign``: 1 prefers ``there``, -1 prefers ``here``, 0 indifferent. ``kind``: ``want``, ``ranking``, ``weights``,
    ``comparison``, ``equal``, or ``completion`` where it is not known and only so in this case. ``addresses`` are those of the
    lines that decide: the want (or its tier, best first, or its weights).
    """

    decision_maker: str
    here: int
    there: int
    sign: int
    kind: str
    addresses: tuple[str, ...] = ()
    statement: Statement | None = None
    """The want that decides. It holds in the preferred state and not in the other."""
    place: int = 0
    """Which of its wants that is, from 1, in the order of the case."""
    of: int = 0
    """How many wants there are."""
    tiers: tuple[int, int] | None = None
    """The lines of the ranking that list ``here`` and ``there``, from 1; one more than there are for "the rest"."""
    weights: tuple[Weighed, ...] = ()


@dataclass(frozen=True, eq=False)
class Reasons:
    """The reasons in one model; what statements say of the states is worked out once."""

    model: ConflictModel
    _truths: dict[Statement, Truths] = field(default_factory=dict, repr=False)
    _known_of: dict[str, Known] = field(default_factory=dict, repr=False)

    def between(self, decision_maker: str, here: int, there: int) -> Reason:
        """What decides between two states."""
        dm = self.model.situation.decision_maker(decision_maker)
        payoff = self.model.payoffs[decision_maker]
        sign = int(np.sign(payoff[there] - payoff[here]))
        if sign == 0:
            return Reason(decision_maker=decision_maker, here=here, there=there, sign=0, kind="equal")
        if dm.uncertain and self._known(dm).unknown[here, there]:
            return Reason(decision_maker=decision_maker, here=here, there=there, sign=sign, kind="completion")
        if dm.comparisons is not None:
            return self._by_comparisons(dm, here, there, sign)
        if dm.ranking is not None:
            ranked = self._by_ranking(dm, dm.ranking, here, there, sign)
            if ranked is not None:
                return ranked
        wants = self.model.case.wants_of(dm)
        for place, want in enumerate(wants, start=1):
            if self._holds(want, here) != self._holds(want, there):
                return Reason(
                    decision_maker=decision_maker,
                    here=here,
                    there=there,
                    sign=sign,
                    kind="want",
                    addresses=(want.address,),
                    statement=want.statement,
                    place=place,
                    of=len(wants),
                )
        weighed = tuple(self._differing_weights(dm, here, there))
        return Reason(
            decision_maker=decision_maker,
            here=here,
            there=there,
            sign=sign,
            kind="weights",
            addresses=tuple(weight.address for weight in weighed),
            weights=weighed,
        )

    def deciding_wants(self, decision_maker: str, here: int) -> Positions:
        """Per state which want, from 0, is the first to differ from ``here``; -1 where none does, or a ranking comes first."""
        dm = self.model.situation.decision_maker(decision_maker)
        found = np.full(self.model.count, -1, dtype=np.int64)
        if dm.ranking is not None:
            return found
        for place, want in enumerate(self.model.case.wants_of(dm)):
            truth = self._truth(want)
            found[(found < 0) & (truth != truth[here])] = place
        return found

    def _holds(self, want: PreferenceStatement, position: int) -> bool:
        return bool(self._truth(want)[position])

    def _truth(self, want: PreferenceStatement) -> Truths:
        if want.statement not in self._truths:
            self._truths[want.statement] = self.model.truth(want.statement)
        return self._truths[want.statement]

    def _by_ranking(self, dm: DecisionMaker, ranking: Ranking, here: int, there: int, sign: int) -> Reason | None:
        first, second = self._tier(ranking, here), self._tier(ranking, there)
        if first == second:
            return None
        listed = [ranking.tiers[tier - 1].address for tier in sorted((first, second)) if tier <= len(ranking.tiers)]
        return Reason(
            decision_maker=dm.id,
            here=here,
            there=there,
            sign=sign,
            kind="ranking",
            addresses=(ranking.address, *listed),
            tiers=(first, second),
        )

    def _known(self, dm: DecisionMaker) -> Known:
        if dm.id not in self._known_of:
            self._known_of[dm.id] = known_of(self.model, dm)
        return self._known_of[dm.id]

    def _by_comparisons(self, dm: DecisionMaker, here: int, there: int, sign: int) -> Reason:
        """The lines that say it themselves; none where it follows from several."""
        better, worse = (there, here) if sign > 0 else (here, there)
        upper, lower = self.model.label(better), self.model.label(worse)
        saying = tuple(line.address for line in dm.comparisons or () if upper in line.states and lower in line.over)
        return Reason(decision_maker=dm.id, here=here, there=there, sign=sign, kind="comparison", addresses=saying)

    def _tier(self, ranking: Ranking, position: int) -> int:
        label = self.model.label(position)
        listed = (number for number, tier in enumerate(ranking.tiers, start=1) if label in tier.states)
        return next(listed, len(ranking.tiers) + 1)

    def _differing_weights(self, dm: DecisionMaker, here: int, there: int) -> list[Weighed]:
        found: list[Weighed] = []
        for weight in dm.weights:
            holds = np.broadcast_to(np.asarray(self.model.valuation.of_name(weight.name)), (self.model.count,))
            if holds[here] != holds[there]:
                found.append(Weighed(address=weight.address, name=weight.name, value=weight.value, there=bool(holds[there])))
        return found
