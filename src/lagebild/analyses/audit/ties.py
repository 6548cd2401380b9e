"""What the preferences leave open: ties, decision makers who care about nothing, states that nobody can leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lagebild.analyses.audit.listed_moves import listed_moves
from lagebild.analyses.neighbours import Label, Neighbours
from lagebild.model import ConflictModel
from lagebild.situation import DecisionMaker


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedMove:
    """Somebody can move from ``first`` to ``second``, and ``decision_maker`` does not mind which of them it is."""

    mover: str
    first: int
    second: int
    """Positions in the model of the first case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How finely a decision maker's preferences tell states apart. Counts are of the first case.

    ``largest``: how many states the largest tiers hold, largest first, at most three, only those with more than one.
    """

    decision_maker: str
    states: int
    tiers: int
    largest: tuple[int, ...]
    own: TiedMove | None
    """A move of its own between two states that it does not tell apart."""
    others: TiedMove | None
    """A move of somebody else between two such states."""
    indifferent: bool
    """All states are tied, in every case."""
    indifferent_somewhere: bool
    """All states are tied in some case."""
    declared: bool
    """It says so itself: ``wants: []``."""
    can_move: bool
    """Whether it has a move in any state of any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckEquilibrium:
    """A state that is stable only because nobody can leave it; ``cases``: in how many cases."""

    state: Label
    cases: int


def ties(base: Neighbours) -> tuple[Ties, ...]:
    """For every decision maker."""
    # Where comparisons are unknown, a tie in one completion says nothing.
    return tuple(_ties_of(base, dm) for dm in base.situation.decision_makers if not dm.uncertain)


def _ties_of(base: Neighbours, dm: DecisionMaker) -> Ties:
    first = base.models[0]
    payoff = first.payoffs[dm.id]
    sizes = np.sort(np.bincount(payoff))[::-1]
    flat = [not model.payoffs[dm.id].any() for model in base.models]
    movers = [dm.id, *(other for other in first.decision_makers if other != dm.id)]
    tied = [_tied_move(first, mover, dm.id) for mover in movers]
    return Ties(
        decision_maker=dm.id,
        states=first.count,
        tiers=int(payoff.max()) + 1,
        largest=tuple(int(size) for size in sizes[:3] if size > 1),
        own=tied[0],
        others=next((move for move in tied[1:] if move is not None), None),
        indifferent=all(flat),
        indifferent_somewhere=any(flat),
        declared=dm.wants == () and not dm.weights and dm.ranking is None,
        can_move=any(_can_move(model, dm.id) for model in base.models_by_circumstances),
    )


def _tied_move(model: ConflictModel, mover: str, judge: str) -> TiedMove | None:
    listed = listed_moves(model, mover)
    if listed is None:
        return None
    source, target = listed
    payoff = model.payoffs[judge]
    equal = np.flatnonzero(payoff[source] == payoff[target])
    if not len(equal):
        return None
    # An example near today reads better than one from a corner of the state space.
    today = model.status_quo[0] if model.status_quo else 0
    from_today = equal[source[equal] == today]
    shown = int(from_today[0] if len(from_today) else equal[0])
    return TiedMove(mover=mover, first=int(source[shown]), second=int(target[shown]))


def _can_move(model: ConflictModel, dm: str) -> bool:
    listed = listed_moves(model, dm)
    return listed is None or len(listed[0]) > 0


def stuck_equilibria(base: Neighbours) -> tuple[StuckEquilibrium, ...]:
    """States that nobody can leave: equilibria under every concept for want of any move."""
    cases: dict[Label, int] = {}
    for model in base.models:
        leaving = np.zeros(model.count, dtype=np.bool_)
        for dm in model.decision_makers:
            listed = listed_moves(model, dm)
            if listed is None:
                return ()
            leaving[listed[0]] = True
        for position in np.flatnonzero(~leaving).tolist():
            label = model.label(position)
            cases[label] = cases.get(label, 0) + 1
    return tuple(StuckEquilibrium(state=label, cases=count) for label, count in cases.items())
