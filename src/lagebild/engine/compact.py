"""The compact engine: feasible states as a list, closures by setting labels in ascending order, one pointer per bucket.

Every state is handled once per decision maker and closure, however long the sequences are. After Dijkstra (1959): labels are
final once set, because states are taken by ascending value. Needs numba.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np

from lagebild.engine.compiled import refusal_of_kernels
from lagebild.engine.groups import Preferences, ascending, components_of, groups_of
from lagebild.engine.interface import NOBODY, Engine, Truths, Values
from lagebild.errors import LagebildError, TooLargeError
from lagebild.model import ConflictModel, OptionMoves

MAX_STATES: Final = 2**26
"""How many states are listed."""

MAX_ONE_WAY: Final = 16
"""How many one-way options of one decision maker are taken: groups have a bucket for every combination of them."""


class CompactEngine(Engine):
    """Good to 2^26 states in option form."""

    name: ClassVar[str] = "compact"
    most: ClassVar[int] = MAX_STATES

    def __init__(self, model: ConflictModel) -> None:
        super().__init__(model)
        self._number = {dm: number for number, dm in enumerate(model.decision_makers)}
        self._groups = groups_of(model)
        self._preferences = Preferences(self._groups, [list(model.payoffs.values())])

    @classmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """Why it does not take ``model``."""
        if (missing := refusal_of_kernels(cls.name, model)) is not None:
            return missing
        if model.count > cls.most:
            return TooLargeError(
                f"{model.count:,} feasible states; at most {cls.most:,} are listed. "
                "Rule out combinations that cannot be (`rules`), or leave out options that nobody's wants depend on."
            )
        one_way = max(m.one_way.bit_count() for m in model.moves.values() if isinstance(m, OptionMoves))
        if one_way > MAX_ONE_WAY:
            return TooLargeError(
                f"one decision maker has {one_way} one-way options; at most {MAX_ONE_WAY} are solved. Make fewer irreversible."
            )
        return None

    def prepare(self, decision_maker: str) -> None:
        """Sort the states in the buckets of ``decision_maker`` now."""
        self._preferences.sort(self._number[decision_maker])

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        return self._extreme(focal, values, greatest=True)

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that one move (or improvement) of ``mover`` leads to; ``limit`` where there is none."""
        if not improving:
            return self._extreme(mover, values, greatest=False)
        from lagebild.engine.flood_kernels import least_improving

        self.prepare(mover)
        groups, number = self._groups, self._number[mover]
        found = np.empty(len(values), dtype=np.int64)
        least_improving(
            values.astype(np.int64), limit, self.model.payoffs[mover], self._preferences.members[0],
            groups.starts[groups.places(number)], groups.bucket_of[number] - groups.bounds[number],
            groups.along[groups.buckets(number)] if len(groups.along) else groups.along,
            groups.group[groups.buckets(number)] - groups.bounds[number] if len(groups.along) else groups.group,
            found,
        )  # fmt: skip
        return found

    def close(self, movers: Sequence[str], values: Values) -> Values:
        """The least value over staying and every legal sequence of ``movers``."""
        from lagebild.engine.flood_kernels import extreme

        components = components_of(self.model, np.array([self._number[mover] for mover in movers], dtype=np.int64))
        if components is None:
            return self._flooded(movers, values, improving=False)
        found: Values = np.empty_like(values)
        extreme(values[None], False, 0, len(components.starts) - 1, components.starts, components.members,
                self._groups.along, self._groups.group, found[None])  # fmt: skip
        return found

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover."""
        return self._flooded(movers, values, improving=True)

    def spread(self, start: Truths) -> Truths:
        """Which states improvements lead to from ``start``, anybody's in turn; ``start`` counts."""
        from lagebild.engine.flood_kernels import improved

        reached, before = start.copy(), np.zeros_like(start)
        while not np.array_equal(reached, before):
            before = reached.copy()
            for dm, number in self._number.items():
                self.prepare(dm)
                groups = self._groups
                improved(reached, groups.bounds[number], groups.bounds[number + 1], groups.starts,
                         self._preferences.members[0], self.model.payoffs[dm], groups.along, groups.group)  # fmt: skip
        return reached

    def _labels(self, movers: Sequence[str], values: Values, *, improving: bool) -> dict[str, Values]:
        return {NOBODY: self.close_improving(movers, values) if improving else self.close(movers, values)}

    def _extreme(self, mover: str, values: Values, *, greatest: bool) -> Values:
        from lagebild.engine.flood_kernels import extreme

        self.prepare(mover)
        groups, number = self._groups, self._number[mover]
        found = np.empty_like(values)
        extreme(values[None], greatest, groups.bounds[number], groups.bounds[number + 1], groups.starts,
                self._preferences.members[0], groups.along, groups.group, found[None])  # fmt: skip
        return found

    def _flooded(self, movers: Sequence[str], values: Values, *, improving: bool) -> Values:
        from lagebild.engine.flood_kernels import flood

        for mover in movers:
            self.prepare(mover)
        groups, preferences = self._groups, self._preferences
        numbers = np.array([self._number[mover] for mover in movers], dtype=np.int64)
        labels = np.empty_like(values)
        flood(values, ascending(values), improving, numbers, preferences.payoffs[0], groups.bucket_of, groups.starts,
              preferences.members[0], preferences.below[0], groups.along, groups.group, labels)  # fmt: skip
        return labels
