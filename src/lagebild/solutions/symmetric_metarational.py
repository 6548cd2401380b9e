"""Symmetric metarationality.

References: N. Howard (1971), Paradoxes of Rationality, MIT Press; for n decision makers L. Fang, K. W. Hipel, D. M. Kilgour
(1993), Interactive Decision Making: The Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View


def symmetric_metarational(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` can be sanctioned so that ``focal`` cannot escape the sanction.

    1. A sanction counts by the best that ``focal`` can make of it: staying there or moving on once.
    2. The others choose, among the ends of their legal sequences, the one whose best is worst for ``focal``.

    Shape: one truth value per state.  Source: Howard (1971); n decision makers after Fang, Hipel & Kilgour (1993).
    """
    worst = view.worst_after(view.others(focal), view.best_reply(focal))
    return view.deterred(focal, worst)


def coalition_symmetric_metarational(view: CoalitionView, state: int) -> bool:
    """Likewise, and the coalition cannot escape the answer."""
    return view.all_answered(state, view.answers, lasting=True)
