"""Several models with the same moves at once: a row a model, so that small conflicts are not held up by calls.

The closures are those of the interface; they run until no row changes any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from lagebild.engine.interface import Engine, Values
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.relations import BucketRelation
from lagebild.errors import LagebildError
from lagebild.model import ConflictModel


class StackedEngine(Engine):
    """Engines whose models share states and moves, where the last mover may be forgotten. Values: rows of one per state."""

    name: ClassVar[str] = "numeric"

    def __init__(self, engines: Sequence[NumericEngine]) -> None:
        super().__init__(engines[0].model)
        assert not self.remembers
        assert all(engine.model.moves is self.model.moves for engine in engines)
        self._engines = engines

    @classmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """None: what its engines take, it takes."""
        return None

    @cached_property
    def payoffs(self) -> Mapping[str, Values]:
        """Per decision maker what each state is worth, a row a model."""
        makers = self.model.decision_makers
        return {dm: np.stack([engine.model.payoffs[dm] for engine in self._engines]) for dm in makers}

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        # Moves alone matter here, and these are the same in every row.
        return self._bucket(0, focal).greatest(values)

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that one move (or improvement) of ``mover`` leads to."""
        if not improving:
            return self._bucket(0, mover).least(values)
        groups = self._rows_by_preference(mover)
        if len(groups) == 1:
            return groups[0][0].least_improving(values, limit)
        found = np.empty(values.shape, dtype=np.int64)
        for relation, rows in groups:
            found[rows] = relation.least_improving(values[rows], limit)
        return found

    def _rows_by_preference(self, mover: str) -> list[tuple[BucketRelation, npt.NDArray[np.int64]]]:
        """The rows in which ``mover`` wants the same, with its moves as they are laid out for them."""
        if mover not in self._groups:
            rows: dict[int, list[int]] = {}
            for row in range(len(self._engines)):
                rows.setdefault(id(self._bucket(row, mover)), []).append(row)
            self._groups[mover] = [(self._bucket(found[0], mover), np.array(found, dtype=np.int64)) for found in rows.values()]
        return self._groups[mover]

    @cached_property
    def _groups(self) -> dict[str, list[tuple[BucketRelation, npt.NDArray[np.int64]]]]:
        return {}

    def _bucket(self, row: int, decision_maker: str) -> BucketRelation:
        relation = self._engines[row].relation(decision_maker)
        assert isinstance(relation, BucketRelation)
        return relation
