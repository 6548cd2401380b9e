"""Several small models with the same moves at once, by compiled kernels: for thousands of re-solves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lagebild.engine.groups import components_of, groups_of
from lagebild.engine.interface import Values
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.stacked import StackedEngine


class CompiledStack(StackedEngine):
    """As ``StackedEngine``; closures by setting labels in ascending order, one row after the other. Needs numba."""

    def __init__(self, engines: Sequence[NumericEngine]) -> None:
        super().__init__(engines)
        from lagebild.engine.flood_kernels import sort_rows

        makers = self.model.decision_makers
        self._number = {dm: number for number, dm in enumerate(makers)}
        self._buckets = groups = groups_of(self.model)
        self._rows = np.stack([self.payoffs[dm] for dm in makers], axis=1)
        self._members = np.empty((len(engines), groups.bucket_of.size), dtype=np.int32)
        self._below = np.empty(self._rows.shape, dtype=np.int32)
        sort_rows(self._rows, groups.bucket_of, groups.starts, self._members, self._below)

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        return self._extreme(focal, values, greatest=True)

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value over staying and one move of ``mover``; improvements as without kernels."""
        if improving:
            return super().least(mover, values, limit, improving=True)
        return self._extreme(mover, values, greatest=False)

    def close(self, movers: Sequence[str], values: Values) -> Values:
        """The least value over staying and every legal sequence of ``movers``."""
        from lagebild.engine.flood_kernels import extreme

        numbers = np.array([self._number[mover] for mover in movers], dtype=np.int64)
        components = components_of(self.model, numbers)
        if components is None:
            return self._flooded(movers, values, improving=False)
        found: Values = np.empty_like(values)
        extreme(values, False, 0, len(components.starts) - 1, components.starts, components.members,
                self._buckets.along, self._buckets.group, found)  # fmt: skip
        return found

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover."""
        return self._flooded(movers, values, improving=True)

    def _extreme(self, mover: str, values: Values, *, greatest: bool) -> Values:
        from lagebild.engine.flood_kernels import extreme

        groups, number = self._buckets, self._number[mover]
        found: Values = np.empty_like(values)
        # Moves alone matter here, and these are the same in every row.
        extreme(values, greatest, groups.bounds[number], groups.bounds[number + 1], groups.starts, self._members[0],
                groups.along, groups.group, found)  # fmt: skip
        return found

    def _flooded(self, movers: Sequence[str], values: Values, *, improving: bool) -> Values:
        from lagebild.engine.flood_kernels import flood_rows

        groups = self._buckets
        numbers = np.array([self._number[mover] for mover in movers], dtype=np.int64)
        labels: Values = np.empty_like(values)
        flood_rows(values, improving, numbers, self._rows, groups.bucket_of, groups.starts, self._members, self._below,
                   groups.along, groups.group, labels)  # fmt: skip
        return labels
