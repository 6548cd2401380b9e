"""Maximin stability MMR_h, for two decision makers: the other one may do anything, h moves in all.

References: L. C. Rego, G. I. A. Vieira (2021), Maximin_h stability in the graph model for conflict resolution for bilateral
conflicts, IEEE Trans. SMC: Systems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.engine.interface import Values
    from lagebild.solutions.view import StateSet, View


def maximin(view: View, focal: str, *, horizon: int) -> StateSet:
    """States that ``focal`` cannot be sure to better by moving, ``horizon`` moves by turns, whatever the other one prefers.

    Whoever's turn it is moves on or stops; where somebody stops, it ends. ``focal`` makes the best of it, the other the worst.

    Shape: one truth value per state.  Source: Rego & Vieira (2021). MMR_1, 2, 3 are ``nash``, ``gmr``, ``smr``.
    """
    import numpy as np

    payoff, others = view.payoff(focal), view.others(focal)

    def sure(moves: int, to_move: bool) -> Values:
        """What ``focal`` is sure of with so many moves to come."""
        if not moves:
            return payoff
        after = sure(moves - 1, not to_move)
        if to_move:
            return np.maximum(payoff, view.best_move(focal, after))
        # Moves of a single decision maker cannot follow one another: the closure is staying or one move.
        return np.minimum(payoff, view.worst_after(others, after))

    stays: StateSet = sure(horizon, True) <= payoff
    return stays
