"""Limited-move stability L_h, for two decision makers.

References: F. C. Zagare (1984), Limited-move equilibria in 2x2 games, Theory and Decision 16, 1-19; D. M. Kilgour, K. W. Hipel,
L. Fang (1987), The graph model for conflicts, Automatica 23, 41-55; L. Fang, K. W. Hipel, D. M. Kilgour (1993), Interactive
Decision Making: The Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.view import StateSet, View


def limited_move(view: View, focal: str, *, horizon: int) -> StateSet:
    """States that ``focal`` stays in when both foresee ``horizon`` moves, by turns, ``focal`` first: G_h(i,s) = s.

    Shape: one truth value per state.  Source: Zagare (1984); graph form after Fang, Hipel & Kilgour (1993).
    """
    import numpy as np

    from lagebild.solutions.foresight import Foresight

    ends = next(islice(Foresight(view.model).ends(), horizon, None))
    stays: StateSet = ends[focal] == np.arange(view.model.count)
    return stays


def settled_by_number(view: View, *, horizon: int) -> tuple[str, ...]:
    """Who chooses by the numbers of states within ``horizon`` moves, where the other one has to care."""
    from lagebild.solutions.foresight import Foresight

    foresight = Foresight(view.model)
    found = {dm for ends in islice(foresight.ends(), horizon) for dm in foresight.settled(ends)}
    return tuple(dm for dm in view.model.decision_makers if dm in found)
