"""What the conclusions of a situation come to when lines are lost: one run, remembered by the lines it loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lagebild.analyses.conclusion import UNDEFINED, one_value, value_of
from lagebild.analyses.hinges.carriers import Loss
from lagebild.analyses.neighbours import MAX_DRAWN, Neighbours, settled_alike
from lagebild.changes.losses import lose
from lagebild.errors import InputError, TooLargeError
from lagebild.situation import Situation
from lagebild.solutions import Solution

Values = tuple[str, ...]
"""What one conclusion comes to, per case of the situation as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a loss leads to. ``values``: one entry a conclusion, in the order of ``Neighbours.conclusions``."""

    values: tuple[Values, ...]
    undefined: str = ""
    """Why there is no answer at all, where no model is left."""
    indifferent: tuple[str, ...] = ()
    """Decision makers who have become indifferent between all states, so that everything is stable for them: vacuously."""
    drawn: bool = False
    """Whether there were so many cases that some were drawn."""


@dataclass(frozen=True, eq=False)
class Runs:
    """Every run of one situation; a set of lost lines is solved once, whoever asks for it."""

    neighbours: Neighbours
    _known: dict[Loss, Run] = field(default_factory=dict, repr=False)
    _structures: dict[Loss, tuple[Solution, ...]] = field(default_factory=dict, repr=False)
    _truths: dict[int, tuple[object, npt.NDArray[np.bool_]]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self._known)

    @property
    def tried(self) -> tuple[Loss, ...]:
        """Every set of lost lines tried so far, in the order in which they were."""
        return tuple(self._known)

    @property
    def situation(self) -> Situation:
        """The situation as it stands."""
        return self.neighbours.situation

    @property
    def base(self) -> tuple[Values, ...]:
        """What the conclusions come to with every line in."""
        return tuple(conclusion.values for conclusion in self.neighbours.conclusions)

    def after(self, loss: Loss) -> Run:
        """What the conclusions come to without these lines."""
        if loss not in self._known:
            self._known[loss] = self._run(loss)
        return self._known[loss]

    def _run(self, loss: Loss) -> Run:
        if not loss:
            return Run(values=self.base)
        lost = lose(self.situation, dict(loss))
        try:
            solutions = self._solved(lost.situation, loss)
        except (InputError, TooLargeError) as error:
            undefined = (UNDEFINED,) * len(self.neighbours.solutions)
            return Run(values=tuple(undefined for _ in self.base), undefined=str(error))
        alike = self._alike(lost.situation, solutions)
        values = self._values(solutions, alike)
        asked = self.neighbours.conclusions
        return Run(
            values=tuple(
                (UNDEFINED,) * len(found) if lost.asks_undefined(conclusion.statement) else found
                for conclusion, found in zip(asked, values, strict=True)
            ),
            indifferent=self._indifferent(solutions, alike),
            drawn=lost.situation.case_count > MAX_DRAWN,
        )

    def _solved(self, changed: Situation, loss: Loss) -> tuple[Solution, ...]:
        """The changed situation solved. Whoever loses the same limits on states and moves has these in common with it."""
        limits = frozenset((address, state) for address, state in loss if address not in self._preferences)
        known = self._structures.get(limits, ())
        solutions = self.neighbours.solved(changed, known)
        if limits and not known:
            if len(self._structures) >= _KEPT:
                self._structures.pop(next(iter(self._structures)))
            self._structures[limits] = solutions
        return solutions

    @cached_property
    def _preferences(self) -> frozenset[str]:
        """Addresses of what can only change preferences, or what is known of today."""
        found: set[str] = {line.address for line in self.situation.today or ()}
        for dm in self.situation.decision_makers:
            found.update(want.address for want in dm.single_wants)
            found.update(order.address for order in dm.orders)
            found.update(weight.address for weight in dm.weights)
            if dm.ranking is not None:
                found.update((dm.ranking.address, *(tier.address for tier in dm.ranking.tiers)))
        return frozenset(found)

    def _alike(self, changed: Situation, solutions: Sequence[Solution]) -> tuple[tuple[int, ...], ...]:
        """Per case of the situation as it stands which of these solutions it is compared with."""
        before = [solution.case for solution in self.neighbours.solutions]
        return settled_alike(self.situation, before, changed, [solution.case for solution in solutions])

    def _indifferent(self, solutions: Sequence[Solution], alike: Sequence[Sequence[int]]) -> tuple[str, ...]:
        """Who prefers something as it is and nothing afterwards, in some case."""
        if all(_cares(dm.id, solutions) for dm in self.situation.decision_makers):
            return ()
        pairs = [
            (old, solutions[number])
            for old, numbers in zip(self.neighbours.solutions, alike, strict=True)
            for number in numbers
        ]
        makers = [dm.id for dm in self.situation.decision_makers]
        return tuple(dm for dm in makers if any(_cares(dm, [old]) and not _cares(dm, [new]) for old, new in pairs))

    def _values(self, solutions: Sequence[Solution], alike: Sequence[Sequence[int]]) -> tuple[Values, ...]:
        found = [self._values_in(solution) for solution in solutions]
        return tuple(
            tuple(one_value([found[case][number] for case in cases]) for cases in alike) for number in range(len(self.base))
        )

    def _values_in(self, solution: Solution) -> list[str]:
        equilibria = solution.is_equilibrium(self.neighbours.leading)
        holding = np.count_nonzero(self._truths_in(solution) & equilibria, axis=1)
        total = int(np.count_nonzero(equilibria))
        return [value_of(count, total) for count in holding.tolist()]

    def _truths_in(self, solution: Solution) -> npt.NDArray[np.bool_]:
        """Per conclusion and state whether its statement holds; models with the same states share it."""
        valuation = solution.model.valuation
        known = self._truths.get(id(valuation))
        if known is None:
            rows = [solution.model.truth(conclusion.statement) for conclusion in self.neighbours.conclusions]
            truths = np.array(rows, dtype=np.bool_).reshape(len(rows), solution.model.count)
            if len(self._truths) >= _KEPT:
                self._truths.clear()
            # The valuation is kept beside, so that nothing else can get its identity.
            known = self._truths[id(valuation)] = (valuation, truths)
        return known[1]


_KEPT = 256
"""How many structures, and how many tables of truth values, are kept."""


def _cares(dm: str, solutions: Sequence[Solution]) -> bool:
    return all(bool(solution.model.payoffs[dm].any()) for solution in solutions)
