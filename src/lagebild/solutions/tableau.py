"""The tableau of Fraser and Hipel: sequential stability first, then simultaneous sanctions among those who would leave.

References: N. M. Fraser, K. W. Hipel (1979), Solving complex conflicts, IEEE Trans. SMC 9, 805-816; (1984), Conflict
Analysis: Models and Resolutions, North-Holland.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lagebild.solutions.sequential import sequential
from lagebild.solutions.simultaneous import all_met_at_once

if TYPE_CHECKING:
    from lagebild.solutions.view import StateSet, View


def tableau(view: View, focal: str) -> StateSet:
    """States that are sequentially stable, or whose every improvement is met by others who would leave the state too.

    The second way counts for a state as a whole: one improvement met by an answer in sequence and another one met at the
    same time do not make it stable. Who is sequentially stable at the state stays, and so meets nobody.

    Shape: one truth value per state. Option form only.  Source: Fraser & Hipel (1979, 1984).
    """
    import numpy as np

    in_sequence = {dm: sequential(view, dm) for dm in view.model.decision_makers}
    found = in_sequence[focal].copy()
    for position in np.flatnonzero(~found).tolist():
        leaving = [dm for dm in view.others(focal) if not in_sequence[dm][position]]
        found[position] = all_met_at_once(view.model, focal, leaving, position)
    return found
