"""Truth values over many states: worked out part by part, and not kept, so that memory holds payoffs rather than truths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from lagebild.model.states import Patterns
from lagebild.situation import Case, Situation, Valuation
from lagebild.statements import Statement

PART: Final = 2**16
"""How many states a part has: what is worked out for them stays in a cache."""


class ValuationByParts(Valuation):
    """A valuation over option patterns that asks for the truth of each part anew."""

    def __init__(self, situation: Situation, states: Patterns, bit: Mapping[str, np.uint64], case: Case) -> None:
        super().__init__(situation, {}, case, true=np.ones(len(states), dtype=np.bool_))
        self._whole = situation, states, bit, case

    def truth(self, statement: Statement) -> Any:
        """Whether ``statement`` holds, one truth value per state."""
        return self._joined(lambda part: part.truth(statement))

    def of_name(self, name: str) -> Any:
        """Whether what ``name`` stands for holds, one truth value per state. Raises: UnknownNameError."""
        return self._joined(lambda part: part.of_name(name))

    def _joined(self, asked: Any) -> Any:
        situation, states, bit, case = self._whole
        found = np.empty(len(states), dtype=np.bool_)
        for start in range(0, len(states), PART):
            patterns = states[start : start + PART]
            true = np.ones(len(patterns), dtype=np.bool_)
            found[start : start + PART] = asked(Valuation(situation, _Bits(patterns, bit), case, true=true))
        return found


class _Bits(Mapping[str, Any]):
    """Whether options stand decided on, worked out when asked for."""

    def __init__(self, patterns: Patterns, bit: Mapping[str, np.uint64]) -> None:
        self._patterns, self._bit = patterns, bit

    def __getitem__(self, key: str) -> Any:
        return (self._patterns & self._bit[key]) != 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._bit)

    def __len__(self) -> int:
        return len(self._bit)
