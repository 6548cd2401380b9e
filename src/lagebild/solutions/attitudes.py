"""Relational stability: what people do to please or to spite each other.

References: T. Inohara, K. W. Hipel, S. Walker (2007), Conflict analysis approaches for investigating attitudes and
misperceptions in the War of 1812, Journal of Systems Science and Systems Engineering 16, 181-201; T. Inohara, K. W. Hipel
(2009), Interrelationships among attitude-based and conventional stability concepts within the graph model for conflict
resolution, Proceedings of the IEEE International Conference on Systems, Man, and Cybernetics, San Antonio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from lagebild.solutions.sequences import Party, shortest_sequences

if TYPE_CHECKING:
    from lagebild.model import ConflictModel
    from lagebild.solutions.view import StateSet, View

Reply = Callable[[str, int], Sequence[int]]
"""Where a decision maker would move from a position."""


def relational_nash(view: View, focal: str) -> StateSet:
    """States that ``focal`` has no relational reply to: no move to a state that suits its attitudes to everybody.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    relations = Relations(view.model)
    return _states(view, lambda state: not relations.replies(focal, state))


def relational_general_metarational(view: View, focal: str) -> StateSet:
    """States whose every relational reply by ``focal`` can be sanctioned by any legal sequence of the others.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    return _all_answered(view, focal, credible=False, lasting=False)


def relational_symmetric_metarational(view: View, focal: str) -> StateSet:
    """Likewise, and from the sanction ``focal`` has no move to anything that suits it better than the start.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    return _all_answered(view, focal, credible=False, lasting=True)


def relational_sequential(view: View, focal: str) -> StateSet:
    """States whose every relational reply by ``focal`` is sanctioned by relational replies of the others.

    Shape: one truth value per state.  Source: Inohara, Hipel & Walker (2007).
    """
    return _all_answered(view, focal, credible=True, lasting=False)


class Relations:
    """Total relational preference: what suits a decision maker's attitudes to everybody, itself included."""

    def __init__(self, model: ConflictModel) -> None:
        self.model = model
        self._signs = {dm: _signs(model, dm) for dm in model.decision_makers}
        self._replies: dict[tuple[str, int], list[int]] = {}

    def suits(self, mover: str, target: int, state: int) -> bool:
        """Whether ``target`` is totally relationally preferred to ``state``; equally good counts as preferred."""
        return all(sign * (payoff[target] - payoff[state]) >= 0 for sign, payoff in self._signs[mover])

    def replies(self, mover: str, state: int) -> list[int]:
        """Where ``mover`` can move from ``state`` so that it suits its attitudes."""
        key = (mover, state)
        if key not in self._replies:
            targets: list[int] = self.model.moves_from(mover, state).tolist()
            self._replies[key] = [target for target in targets if self.suits(mover, target, state)]
        return self._replies[key]

    def moves(self, mover: str, state: int) -> list[int]:
        """Where ``mover`` can move from ``state``."""
        found: list[int] = self.model.moves_from(mover, state).tolist()
        return found


def _signs(model: ConflictModel, dm: str) -> list[tuple[int, Sequence[int]]]:
    """Everybody whose preferences count for ``dm``, with the direction in which they do."""
    said = {dm: "positive", **dict(model.situation.decision_maker(dm).attitudes)}
    sign = {"positive": 1, "negative": -1}
    return [(sign[how], model.payoffs[to].tolist()) for to, how in said.items() if how in sign]


def _all_answered(view: View, focal: str, *, credible: bool, lasting: bool) -> StateSet:
    relations, others = Relations(view.model), view.others(focal)
    ends: dict[int, list[int]] = {}

    def answers(state: int) -> list[int]:
        if state not in ends:
            ends[state] = _ends(others, relations.replies if credible else relations.moves, state)
        return ends[state]

    def no_better(end: int, state: int) -> bool:
        return end == state or not relations.suits(focal, end, state)

    def sanctions(end: int, state: int) -> bool:
        further: Iterable[int] = relations.moves(focal, end) if lasting else ()
        return no_better(end, state) and all(no_better(escape, state) for escape in further)

    def stable(state: int) -> bool:
        return all(any(sanctions(end, state) for end in answers(reply)) for reply in relations.replies(focal, state))

    return _states(view, stable)


def _ends(movers: Sequence[str], step: Reply, start: int) -> list[int]:
    def targets(party: Party, state: int) -> Sequence[int]:
        (mover,) = party
        return step(mover, state)

    return list(shortest_sequences(start, [(mover,) for mover in movers], targets).ends())


def _states(view: View, stable: Callable[[int], bool]) -> StateSet:
    import numpy as np

    return np.array([stable(state) for state in range(view.model.count)], dtype=np.bool_)
