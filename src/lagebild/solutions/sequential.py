"""Sequential stability.

References: N. M. Fraser, K. W. Hipel (1979), Solving complex conflicts, IEEE Trans. SMC 9, 805-816; (1984), Conflict
Analysis: Models and Resolutions, North-Holland; for n decision makers D. M. Kilgour, K. W. Hipel, L. Fang (1987), The graph
model for conflicts, Automatica 23, 41-55.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View


def sequential(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` meets a credible sanction: the others only improve, each move its mover's.

    Shape: one truth value per state.  Source: Fraser & Hipel (1979); n decision makers after Kilgour, Hipel & Fang (1987).
    """
    worst = view.worst_after_improvements(view.others(focal), view.payoff(focal))
    return view.deterred(focal, worst)


def coalition_sequential(view: CoalitionView, state: int) -> bool:
    """Every coalition improvement is answered by improvements of opponents or of coalitions among them."""
    return view.all_answered(state, view.credible_answers, lasting=False)
