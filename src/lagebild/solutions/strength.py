"""Strong stability: every improvement meets a sanction that is not just no better but much worse.

References: L. Hamouda, D. M. Kilgour, K. W. Hipel (2004), Strength of preference in the graph model for conflict resolution,
Group Decision and Negotiation 13, 449-462; (2006), Strength of preference in graph models for multiple-decision-maker
conflicts, Applied Mathematics and Computation 179, 314-327.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.engine.interface import Values
    from lagebild.solutions.view import StateSet, View


def strong_general_metarational(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` the others can sanction so that it is much worse off than at the start.

    Shape: one truth value per state.  Source: Hamouda, Kilgour & Hipel (2004, 2006).
    """
    level = _levels(view, focal)
    return _deterred(view, focal, level, view.worst_after(view.others(focal), level))


def strong_symmetric_metarational(view: View, focal: str) -> StateSet:
    """Likewise, and all that ``focal`` can then still move to is much worse than the start, too.

    Shape: one truth value per state.  Source: Hamouda, Kilgour & Hipel (2004, 2006).
    """
    level = _levels(view, focal)
    return _deterred(view, focal, level, view.worst_after(view.others(focal), view.best_move(focal, level)))


def strong_sequential(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` meets improvements of the others that leave it much worse off.

    Shape: one truth value per state.  Source: Hamouda, Kilgour & Hipel (2004, 2006).
    """
    level = _levels(view, focal)
    return _deterred(view, focal, level, view.worst_after_improvements(view.others(focal), level))


def _levels(view: View, focal: str) -> Values:
    from lagebild.model.strength import levels

    return levels(view.model, focal)


def _deterred(view: View, focal: str, level: Values, worst: Values) -> StateSet:
    """States that no improvement leaves of which the worst level that follows is the state's own, or higher."""
    import numpy as np

    payoff = view.payoff(focal)
    top = np.zeros(int(level.max()) + 1, dtype=np.int64)
    np.maximum.at(top, level, payoff)
    # A level is at least the state's own if its best payoff is at least the state's; halves keep the two comparisons apart.
    reason = np.minimum(2 * payoff, 2 * top[worst] + 1)
    stays: StateSet = view.best_move(focal, reason) <= 2 * payoff
    return stays
