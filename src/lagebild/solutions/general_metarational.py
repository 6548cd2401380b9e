"""General metarationality.

References: N. Howard (1971), Paradoxes of Rationality, MIT Press; for n decision makers L. Fang, K. W. Hipel, D. M. Kilgour
(1993), Interactive Decision Making: The Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View


def general_metarational(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` can be sanctioned by the others.

    1. From the state an improvement leads to, the others move by legal sequences.
    2. The improvement is sanctioned if one of these ends leaves ``focal`` no better off than at the start.

    Shape: one truth value per state.  Source: Howard (1971); n decision makers after Fang, Hipel & Kilgour (1993).
    """
    worst = view.worst_after(view.others(focal), view.payoff(focal))
    return view.deterred(focal, worst)


def coalition_general_metarational(view: CoalitionView, state: int) -> bool:
    """Every coalition improvement can be answered by the opponents so that some member is no better off."""
    return view.all_answered(state, view.answers, lasting=False)
