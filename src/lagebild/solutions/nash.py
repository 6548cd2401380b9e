"""Nash stability.

References: J. F. Nash (1950), Equilibrium points in n-person games, PNAS 36, 48-49.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View


def nash(view: View, focal: str) -> StateSet:
    """States that ``focal`` has no unilateral improvement from.

    Shape: one truth value per state.  Source: Nash (1950).
    """
    return view.best_reply(focal) <= view.payoff(focal)


def coalition_nash(view: CoalitionView, state: int) -> bool:
    """The coalition has no improvement from ``state``."""
    return not view.improvements(state)
