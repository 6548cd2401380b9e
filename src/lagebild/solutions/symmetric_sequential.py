"""Symmetric sequential stability.

References: L. C. Rego, G. I. A. Vieira (2015, 2017), Symmetric sequential stability in the graph model for conflict
resolution with multiple decision makers, Group Decision and Negotiation 26, 775-792.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View


def symmetric_sequential(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` meets a credible sanction that ``focal`` cannot escape.

    Shape: one truth value per state.  Source: Rego & Vieira (2015, 2017).
    """
    worst = view.worst_after_improvements(view.others(focal), view.best_reply(focal))
    return view.deterred(focal, worst)


def coalition_symmetric_sequential(view: CoalitionView, state: int) -> bool:
    """Likewise, and the coalition cannot escape the answer."""
    return view.all_answered(state, view.credible_answers, lasting=True)
