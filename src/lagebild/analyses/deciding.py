"""Which line of a decision maker's preferences decides between two states."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model import ConflictModel
from lagebild.situation import AnyOrder, DecisionMaker, PreferenceStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What decides between two states for a decision maker.

    ``sign`` is 1 if the second state is preferred, -1 if the first is, 0 if they are tied. ``want`` is the most important
    want in which they differ (None where a ranking or weights decide, or nothing does); ``gained``: it holds in the second.
    """

    decision_maker: str
    sign: int
    want: PreferenceStatement | None = None
    position: int = 0
    """Its place in this case's order, from 1."""
    kind: str = "wants"
    """``wants``, ``ranking``, ``weights`` or ``tie``."""

    @property
    def gained(self) -> bool:
        """Whether what decides speaks for the second state."""
        return self.sign > 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """The lines it rests on."""
        if self.want is not None:
            return (self.want.address,)
        return (f"{self.kind}.{self.decision_maker}",) if self.kind == "ranking" else ()


def deciding(model: ConflictModel, decision_maker: str, first: int, second: int) -> Deciding:
    """What decides for ``decision_maker`` between the states at two positions."""
    dm = model.situation.decision_maker(decision_maker)
    payoff = model.payoffs[decision_maker]
    sign = int(payoff[second] > payoff[first]) - int(payoff[second] < payoff[first])
    if sign == 0:
        return Deciding(decision_maker=decision_maker, sign=0, kind="tie")
    if dm.ranking is not None:
        return Deciding(decision_maker=decision_maker, sign=sign, kind="ranking")
    for number, want in enumerate(model.case.wants_of(dm), start=1):
        truth = model.truth(want.statement)
        if truth[first] != truth[second]:
            return Deciding(decision_maker=decision_maker, sign=sign, want=want, position=number)
    return Deciding(decision_maker=decision_maker, sign=sign, kind="weights")


def want_entries(dm: DecisionMaker) -> list[tuple[int, PreferenceStatement]]:
    """Every single want with the position (from 1) of the entry it belongs to."""
    found: list[tuple[int, PreferenceStatement]] = []
    for number, want in enumerate(dm.wants or (), start=1):
        found.extend((number, member) for member in (want.members if isinstance(want, AnyOrder) else (want,)))
    return found
