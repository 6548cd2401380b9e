"""Non-myopic stability, for two decision makers: limited moves with every horizon from some point on.

References: S. J. Brams, D. Wittman (1981), Nonmyopic equilibria in 2x2 games, Conflict Management and Peace Science 6, 39-62;
D. M. Kilgour (1984), Equilibria for far-sighted players, Theory and Decision 16, 135-157; L. Fang, K. W. Hipel, D. M. Kilgour
(1993), Interactive Decision Making: The Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.view import StateSet, View


def nonmyopic(view: View, focal: str) -> StateSet:
    """States that ``focal`` stays in whatever the horizon, from some horizon on: G_h(i,s) = s for all h >= h0.

    What both foresee with h + 1 moves follows from what they foresee with h. So it repeats itself in the end, and staying
    throughout one period is staying for ever.

    Shape: one truth value per state.  Source: Kilgour (1984); graph form after Fang, Hipel & Kilgour (1993).
    """
    import numpy as np

    from lagebild.solutions.foresight import Foresight

    here = np.arange(view.model.count)
    stays = np.ones(view.model.count, dtype=np.bool_)
    for ends in Foresight(view.model).cycle().period:
        stays &= ends[focal] == here
    return stays


def settled_at_any_horizon(view: View) -> tuple[str, ...]:
    """Who chooses by the numbers of states at some horizon, where the other one has to care."""
    from lagebild.solutions.foresight import Foresight

    foresight = Foresight(view.model)
    levels = islice(foresight.ends(), foresight.cycle().until)
    found = {dm for ends in levels for dm in foresight.settled(ends)}
    return tuple(dm for dm in view.model.decision_makers if dm in found)
