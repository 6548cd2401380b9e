"""How strongly states are preferred: which differences are large.

Source: L. Hamouda, D. M. Kilgour, K. W. Hipel (2004), Strength of preference in the graph model for conflict resolution, Group
Decision and Negotiation 13, 449-462. How a file says it is Lagebild's own: large gaps in the order that is there anyway.
"""

from __future__ import annotations

import numpy as np

from lagebild.model.conflict import ConflictModel
from lagebild.model.preferences import Payoffs, dense
from lagebild.situation import DecisionMaker, Ranking


def levels(model: ConflictModel, decision_maker: str) -> Payoffs:
    """Per state its level: a state is much preferred to another if its level is higher. Levels never go against payoffs."""
    dm = model.situation.decision_maker(decision_maker)
    return _of_wants(model, dm) if dm.ranking is None else _of_tiers(model, dm.ranking)


def says_strength(model: ConflictModel) -> bool:
    """Whether anybody is said to prefer anything much."""
    makers = model.situation.decision_makers
    tiers = [tier for dm in makers if dm.ranking is not None for tier in dm.ranking.tiers]
    wants = [want for dm in makers for want in dm.single_wants]
    return any(tier.strong for tier in tiers) or any(want.strong for want in wants)


def contradicted(model: ConflictModel) -> tuple[str, ...]:
    """Whose payoffs fall from a level to a higher one: what is unknown can be settled against what is strong."""
    found: list[str] = []
    for dm in model.decision_makers:
        level, payoff = levels(model, dm), model.payoffs[dm]
        order = np.lexsort((level, payoff))
        if (np.diff(level[order]) < 0).any():
            found.append(dm)
    return tuple(found)


def _of_wants(model: ConflictModel, dm: DecisionMaker) -> Payoffs:
    """States differ much if they differ in a want that is strong, or in one above it."""
    wants = model.case.wants_of(dm)
    last = max((number for number, want in enumerate(wants, start=1) if want.strong), default=0)
    found = np.zeros(model.count, dtype=np.int64)
    for want in wants[:last]:
        found = dense(found * 2 + model.truth(want.statement))
    return found


def _of_tiers(model: ConflictModel, ranking: Ranking) -> Payoffs:
    """States differ much if a strong tier lies between them, or the better one's is strong itself."""
    below, level = {}, 0
    for tier in reversed(ranking.tiers):
        level += tier.strong
        below.update(dict.fromkeys(tier.states, level))
    return np.array([below.get(label, 0) for label in model.labels()], dtype=np.int64)
