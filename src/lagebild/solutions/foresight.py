"""Where a conflict of two ends if they move by turns, each choosing what it foresees to be best for itself in the end.

References: F. C. Zagare (1984), Limited-move equilibria in 2x2 games, Theory and Decision 16, 1-19; D. M. Kilgour (1984),
Equilibria for far-sighted players, Theory and Decision 16, 135-157; L. Fang, K. W. Hipel, D. M. Kilgour (1993), Interactive
Decision Making: The Graph Model for Conflict Resolution, Wiley.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lagebild.engine.relations import EdgeRelation, graph_edges, option_edges
from lagebild.errors import TooLargeError
from lagebild.model import ConflictModel, GraphMoves

if TYPE_CHECKING:
    from lagebild.engine.interface import Values

Ends = dict[str, "Values"]
"""Per decision maker that moves next: where it ends, a position per state."""

MAX_MOVES: Final = 10_000
"""How many moves are foreseen at most until what is foreseen repeats itself."""

MAX_KEPT: Final = 2**26
"""How many ends are kept at most while waiting for that."""


@dataclass(frozen=True, eq=False)
class Cycle:
    """What is foreseen over and over again: every G_h of one period, and by which h they all have occurred."""

    period: tuple[Ends, ...]
    until: int


class Foresight:
    """G_h of both decision makers, h after h.

    G_0(i,s) = s. G_h(i,s): the best for i among G_(h-1)(j,t) over its moves t from s, if it prefers that to s; else s. Among
    ends equally good for i, the state with the lowest number (in graph form: that stands first in the file).
    """

    def __init__(self, model: ConflictModel) -> None:
        self.payoffs = model.payoffs
        self.makers = model.decision_makers
        self._here = np.arange(model.count, dtype=np.int64)
        self._moves = {dm: _single_moves(model, dm) for dm in self.makers}

    def ends(self) -> Iterator[Ends]:
        """G_0, G_1, G_2 and so on."""
        found: Ends = dict.fromkeys(self.makers, self._here)
        while True:
            yield found
            found = self.deeper(found)

    def deeper(self, ends: Ends) -> Ends:
        """G_(h+1) from G_h."""
        return {mover: self._choice(mover, ends[other]) for mover, other in self._turns()}

    def cycle(self) -> Cycle:
        """The period that G_0, G_1, G_2, … end in. Raises: TooLargeError."""
        seen: dict[bytes, int] = {}
        kept: list[Ends] = []
        for horizon, ends in enumerate(self.ends()):
            known = seen.setdefault(b"".join(ends[dm].tobytes() for dm in self.makers), horizon)
            if known < horizon:
                return Cycle(tuple(kept[known:]), horizon)
            kept.append(ends)
            if horizon == MAX_MOVES or len(kept) * len(self._here) > MAX_KEPT:
                break
        raise TooLargeError(
            f"what the two foresee does not repeat itself within {len(kept):,} moves. "
            "Ask for limited moves with a horizon instead, such as l:10."
        )

    def settled(self, ends: Ends) -> tuple[str, ...]:
        """Who has, one move before ``ends``, two best choices that the other one does not find equally good."""
        return tuple(mover for mover, other in self._turns() if self._torn(mover, other, ends[other]))

    def _turns(self) -> Iterator[tuple[str, str]]:
        first, second = self.makers
        yield first, second
        yield second, first

    def _choice(self, mover: str, ends: Values) -> Values:
        payoff, count = self.payoffs[mover], len(ends)
        # The better end first, then the lower position: one number to compare by.
        best = self._greatest(mover, payoff[ends] * count + (count - 1 - ends))
        end = count - 1 - best % count
        return np.where((best >= 0) & (payoff[end] > payoff), end, self._here)

    def _torn(self, mover: str, other: str, ends: Values) -> bool:
        payoff, theirs = self.payoffs[mover], self.payoffs[other]
        most = int(theirs.max()) + 1
        high = self._greatest(mover, payoff[ends] * most + theirs[ends])
        low = self._greatest(mover, payoff[ends] * most + (most - 1 - theirs[ends]))
        moving = (high >= 0) & (high // most > payoff)
        return bool((moving & (high % most != most - 1 - low % most)).any())

    def _greatest(self, mover: str, values: Values) -> Values:
        """The greatest value over the moves of ``mover``, staying not among them; -1 where there is no move."""
        limit = int(values.max()) + 1
        return limit - 1 - self._moves[mover].least(limit - 1 - values, limit, improving=False)


def _single_moves(model: ConflictModel, mover: str) -> EdgeRelation:
    moves = model.moves[mover]
    sources, targets = graph_edges(moves) if isinstance(moves, GraphMoves) else option_edges(moves)
    return EdgeRelation(sources, targets, model.count, model.payoffs[mover])
