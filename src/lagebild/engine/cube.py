"""The cube of all patterns of the options that differ between feasible states, and everybody's moves in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lagebild.engine.interface import Values
from lagebild.model import ConflictModel, OptionMoves
from lagebild.model.states import Patterns

LANE_BITS: Final = 5
"""2^5 patterns are worked on side by side."""

Places = npt.NDArray[np.int64]

NARROW: Final = 2**16 - 1
"""Values below this take 16 bits; it stands for "none" there."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CubeMoves:
    """What one decision maker can change.

    ``runs``: neighbouring bits that can be changed back, each run as its first bit and the one after its last. ``one_way``:
    other bits, with whether they can be taken (else: given up).
    """

    bits: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]
    one_way: tuple[tuple[int, bool], ...]
    kept_taken: int
    """The one-way options among ``bits``, counted there."""
    kept_given_up: int
    own: Places
    """Where each combination of ``bits`` stands from the base of a block."""
    lanes: Places
    bases: Places
    touched: Places
    """The rows of patterns that a block has a part in, from the row of its base."""

    @property
    def neighbours(self) -> bool:
        """Whether what is worked on side by side stands side by side."""
        return bool(self.lanes[-1] == len(self.lanes) - 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Cube:
    """Patterns as indices. ``feasible``: 0 or 1 per index; empty where every pattern is feasible."""

    count: int
    size: int
    feasible: npt.NDArray[np.uint8]
    moves: tuple[CubeMoves, ...]


def varying_bits(states: Patterns) -> int:
    """The options that differ between feasible states."""
    return int(np.bitwise_or.reduce(states ^ states[0]))


def cube_bits(model: ConflictModel) -> int:
    """How many options the cube has: at least so many that there is always enough to work on side by side."""
    varying = varying_bits(model.states)
    own = max(((m.own & varying).bit_count() for m in model.moves.values() if isinstance(m, OptionMoves)), default=0)
    return max(varying.bit_count(), own + LANE_BITS)


def cube_of(model: ConflictModel) -> Cube:
    """Worked out once for all models with the same moves."""
    known = model.known_of_moves.get("cube")
    if not isinstance(known, Cube):
        known = _cube(model)
        model.known_of_moves["cube"] = known
    return known


def _cube(model: ConflictModel) -> Cube:
    varying = varying_bits(model.states)
    options = [number for number in range(64) if varying >> number & 1]
    width = cube_bits(model)
    feasible = np.empty(0, dtype=np.uint8)
    if model.count < 1 << width:
        feasible = np.zeros(1 << width, dtype=np.uint8)
        feasible[_indices(model.states, options)] = 1
    return Cube(
        count=model.count,
        size=1 << width,
        feasible=feasible,
        moves=tuple(_moves(m, options, width) for m in model.moves.values() if isinstance(m, OptionMoves)),
    )


def _indices(states: Patterns, options: Sequence[int]) -> npt.NDArray[np.uint64]:
    """The bits ``options`` of each state, put together; the order of the states stays."""
    if options == list(range(len(options))):
        return states & np.uint64((1 << len(options)) - 1)
    found = np.zeros(len(states), dtype=np.uint64)
    for bit, number in enumerate(options):
        found |= (states >> np.uint64(number) & np.uint64(1)) << np.uint64(bit)
    return found


def _moves(moves: OptionMoves, options: Sequence[int], width: int) -> CubeMoves:
    def among(mask: int) -> list[int]:
        return [bit for bit, number in enumerate(options) if mask >> number & 1]

    kept_taken, kept_given_up = moves.kept_taken & moves.one_way, moves.kept_given_up & moves.one_way
    stuck = moves.kept_taken & moves.kept_given_up
    bits = among(moves.own & ~stuck)
    rest = [bit for bit in range(width) if bit not in bits]
    own, lanes = _spread(bits), _spread(rest[:LANE_BITS])
    one_way = [(bit, True) for bit in among(kept_taken)] + [(bit, False) for bit in among(kept_given_up)]
    return CubeMoves(
        bits=tuple(bits),
        runs=_runs([bit for bit in bits if bit not in dict(one_way)]),
        one_way=tuple(one_way),
        kept_taken=sum(1 << bits.index(bit) for bit in among(kept_taken)),
        kept_given_up=sum(1 << bits.index(bit) for bit in among(kept_given_up)),
        own=own,
        lanes=lanes,
        bases=_spread(rest[LANE_BITS:]),
        touched=np.unique((own[:, None] + lanes) >> LANE_BITS),
    )


def _spread(bits: Sequence[int]) -> Places:
    """Every combination of these bits, as a number."""
    found = np.zeros(1, dtype=np.int64)
    for bit in bits:
        found = np.concatenate([found, found | 1 << bit])
    return found


def _runs(bits: Sequence[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for bit in bits:
        if found and found[-1][1] == bit:
            found[-1] = (found[-1][0], bit + 1)
        else:
            found.append((bit, bit + 1))
    return tuple(found)


def narrow(values: npt.NDArray[Any]) -> Values:
    """The same values in 16 bits if they fit, else in 64."""
    return values.astype(np.uint16 if int(values.max()) < NARROW else np.int64, copy=False)


def most_of(kind: np.dtype[Any]) -> int:
    """The greatest value of a type: it stands for "none"."""
    return int(np.iinfo(kind).max)
