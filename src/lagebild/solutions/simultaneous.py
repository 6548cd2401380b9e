"""Simultaneous sanctioning: two leave at once, and what comes of both moves together is no better than staying.

References: N. M. Fraser, K. W. Hipel (1979), Solving complex conflicts, IEEE Trans. SMC 9, 805-816; (1984), Conflict
Analysis: Models and Resolutions, North-Holland.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from lagebild.errors import TooLargeError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from lagebild.model import ConflictModel
    from lagebild.solutions.view import StateSet, View

MAX_AT_ONCE: Final = 2**20
"""How many ways of moving at once are looked at from one state."""

MAX_PAIRS: Final = 2**20
"""How many improvements, each with one way of moving at once, are looked at in one go."""


def simultaneous(view: View, focal: str) -> StateSet:
    """States whose every improvement by ``focal`` can come to nothing because others leave the same state at the same time.

    1. The others that move all improve, each as seen from the state that everybody leaves; at least one of them moves.
    2. Everybody changes its own options only, so that the changes add up; what is infeasible does not count.

    Shape: one truth value per state. Option form only.  Source: Fraser & Hipel (1979, 1984).
    """
    import numpy as np

    others = view.others(focal)
    found = [all_met_at_once(view.model, focal, others, position) for position in range(view.model.count)]
    return np.array(found, dtype=np.bool_)


def all_met_at_once(model: ConflictModel, focal: str, movers: Sequence[str], position: int) -> bool:
    """Whether every improvement of ``focal`` meets improvements of some of ``movers`` that leave it no better off."""
    import numpy as np

    improvements = model.improvements_from(focal, position)
    if not len(improvements):
        return True
    changes = _changes_at_once(model, movers, position)
    if not len(changes):
        return False
    payoff = model.payoffs[focal]
    rows = max(1, MAX_PAIRS // len(changes))
    for start in range(0, len(improvements), rows):
        together = model.states[improvements[start : start + rows]][:, None] ^ changes[None, :]
        where = np.minimum(np.searchsorted(model.states, together), model.count - 1)
        met = (model.states[where] == together) & (payoff[where] <= payoff[position])
        if not met.any(axis=1).all():
            return False
    return True


def _changes_at_once(model: ConflictModel, movers: Sequence[str], position: int) -> npt.NDArray[np.uint64]:
    """The options that improvements of one or more of ``movers`` change, each mover improving or staying."""
    import numpy as np

    here = model.states[position]
    changes = np.zeros(1, dtype=np.uint64)
    for mover in movers:
        own = np.append(model.states[model.improvements_from(mover, position)] ^ here, np.uint64(0))
        if len(own) * len(changes) > MAX_AT_ONCE:
            raise TooLargeError(
                f"there are more than {MAX_AT_ONCE:,} ways in which the others can leave one state at the same time. "
                "Simultaneous sanctions are for small conflicts: leave out options, or ask for other concepts."
            )
        changes = (changes[:, None] ^ own[None, :]).reshape(-1)
    # Nobody moving is no answer: everybody's change is of options of its own, so only that leaves all as it is.
    somebody: npt.NDArray[np.uint64] = changes[changes != 0]
    return somebody
