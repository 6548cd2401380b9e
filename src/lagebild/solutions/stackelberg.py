"""Stackelberg stability, for two decision makers: one leads and foresees how the other will react.

References: H. von Stackelberg (1934), Marktform und Gleichgewicht, Springer; D. M. Kilgour, K. W. Hipel, L. Fang (1987), The
graph model for conflicts, Automatica 23, 41-55; L. Fang, K. W. Hipel, D. M. Kilgour (1993), Interactive Decision Making: The
Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lagebild.solutions.limited_move import limited_move, settled_by_number

if TYPE_CHECKING:
    from lagebild.solutions.view import StateSet, View


def stackelberg(view: View, focal: str, *, leader: str) -> StateSet:
    """States that the leader stays in if it foresees two moves (L_2), and the other if it foresees its own only (L_1).

    Shape: one truth value per state.  Source: von Stackelberg (1934); graph form after Fang, Hipel & Kilgour (1993).
    """
    return limited_move(view, focal, horizon=2 if focal == leader else 1)


def settled_for_the_leader(view: View, *, leader: str) -> tuple[str, ...]:
    """Who chooses by the numbers of states, where the leader has to care: the other one at most."""
    return tuple(dm for dm in settled_by_number(view, horizon=1) if dm != leader)
