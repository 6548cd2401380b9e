"""What a solution concept sees of a conflict: payoffs, who the others are, best moves and what the others can bring about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from lagebild.engine import Engine
from lagebild.engine.interface import Values
from lagebild.model import ConflictModel

StateSet = npt.NDArray[np.bool_]
"""One truth value per state."""


@dataclass(frozen=True, eq=False)
class View:
    """A conflict with an engine; what is asked twice is answered once."""

    model: ConflictModel
    engine: Engine
    _answers: dict[tuple[object, ...], Values] = field(default_factory=dict, repr=False, kw_only=True)

    def others(self, focal: str) -> tuple[str, ...]:
        """Everybody but ``focal``."""
        return tuple(dm for dm in self.model.decision_makers if dm != focal)

    def payoff(self, focal: str) -> Values:
        """What each state is worth to ``focal``: ranks, larger preferred."""
        return self.model.payoffs[focal]

    def best_move(self, focal: str, values: Values) -> Values:
        """Per state the greatest value ``focal`` can have by staying or by one move."""
        return self.engine.best_move(focal, values)

    def best_reply(self, focal: str) -> Values:
        """Per state the greatest payoff ``focal`` can have by staying or by one move."""
        return self._once(("reply", focal), lambda: self.best_move(focal, self.payoff(focal)))

    def worst_after(self, movers: Sequence[str], values: Values) -> Values:
        """Per state the least value over staying and every legal sequence of ``movers``."""
        return self.engine.close(movers, values)

    def worst_after_improvements(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover."""
        return self.engine.close_improving(movers, values)

    def deterred(self, focal: str, worst: Values) -> StateSet:
        """States that ``focal`` has no reason to leave if a move to t is answered down to ``worst`` at t.

        A move that is no improvement is no reason, whatever comes after it; hence the lesser of payoff and ``worst``.
        """
        payoff = self.payoff(focal)
        # A sanction may leave the focal decision maker equally well off: "less or equally preferred".
        return self.best_move(focal, np.minimum(payoff, worst)) <= payoff

    def _once(self, key: tuple[object, ...], answer: Callable[[], Values]) -> Values:
        if key not in self._answers:
            self._answers[key] = answer()
        return self._answers[key]


@dataclass(frozen=True, eq=False)
class StackedView(View):
    """Several models with the same moves, a row each: what concepts compute, they compute for all rows at once."""

    payoffs: Mapping[str, Values] = field(default_factory=dict, repr=False)

    def payoff(self, focal: str) -> Values:
        """What each state is worth to ``focal``, a row a model."""
        return self.payoffs[focal]
