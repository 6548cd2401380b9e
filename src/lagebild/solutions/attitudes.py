"""Relational stability: what people do to please or to spite each other.

References: T. Inohara, K. W. Hipel, S. Walker (2007), Conflict analysis approaches for investigating attitudes and
misperceptions in the War of 1812, Journal of Systems Science and Systems Engineering 16, 181-201; T. Inohara, K. W. Hipel
(2009), Interrelationships among attitude-based and conventional stability concepts within the graph model for conflict
resolution, Proceedings of the IEEE International Conference on Systems, Man, and Cybernetics, San Antonio.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lagebild.engine.sets import StateSet as States
    from lagebild.solutions.view import StateSet, View


def relational_nash(view: View, focal: str) -> StateSet:
    """States that ``focal`` has no relational reply to: no move to a state that suits its attitudes to everybody.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    from lagebild.solutions.relational import relations_of

    relations = relations_of(view)
    return _states(view, lambda state: not relations.replies[focal][state])


def relational_general_metarational(view: View, focal: str) -> StateSet:
    """States whose every relational reply by ``focal`` can be sanctioned by any legal sequence of the others.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    from lagebild.solutions.relational import relations_of

    relations, others = relations_of(view), view.others(focal)
    return _all_answered(view, focal, relations.no_better, lambda reply: relations.sets.reach(others, reply))


def relational_symmetric_metarational(view: View, focal: str) -> StateSet:
    """Likewise, and from the sanction ``focal`` has no move to anything that suits it better than the start.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    from lagebild.solutions.relational import relations_of

    relations, others = relations_of(view), view.others(focal)
    return _all_answered(view, focal, relations.inescapable, lambda reply: relations.sets.reach(others, reply))


def relational_sequential(view: View, focal: str) -> StateSet:
    """States whose every relational reply by ``focal`` is sanctioned by relational replies of the others.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    from lagebild.engine.sets import ends_of
    from lagebild.solutions.relational import relations_of

    relations = relations_of(view)
    rows = {other: relations.replies[other] for other in view.others(focal)}
    return _all_answered(view, focal, relations.no_better, lambda reply: ends_of(rows, reply))


def _all_answered(
    view: View, focal: str, deterring: Callable[[str, int], States], answers: Callable[[int], States]
) -> StateSet:
    """States whose every relational reply by ``focal`` has an answer that deters."""
    from lagebild.engine.sets import members
    from lagebild.solutions.relational import relations_of

    replies = relations_of(view).replies[focal]
    ends: dict[int, States] = {}

    def stable(state: int) -> bool:
        if not replies[state]:
            return True
        deters = deterring(focal, state)
        for reply in members(replies[state]):
            if reply not in ends:
                ends[reply] = answers(reply)
            if not ends[reply] & deters:
                return False
        return True

    return _states(view, stable)


def _states(view: View, stable: Callable[[int], bool]) -> StateSet:
    import numpy as np

    return np.array([stable(state) for state in range(view.model.count)], dtype=np.bool_)
