"""The dense engine: one value for every combination of options, feasible or not, in 16 bits where they do.

Best moves are folds over own options at about the speed of copying; closures over improvements are passes of comparisons,
block by block, over what changed since, until nothing does. Needs numba.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np
import numpy.typing as npt

from lagebild.engine.compiled import refusal_of_kernels
from lagebild.engine.cube import CubeMoves, cube_bits, cube_of, most_of, narrow
from lagebild.engine.interface import NOBODY, Engine, Truths, Values
from lagebild.errors import LagebildError, TooLargeError
from lagebild.model import ConflictModel, OptionMoves

MAX_BITS: Final = 27
"""How many options are taken that differ between feasible states."""

MAX_OWN: Final = 12
"""How many options one decision maker may have: every two of their combinations are compared."""


class DenseEngine(Engine):
    """Good to 2^27 combinations of options."""

    name: ClassVar[str] = "dense"
    most: ClassVar[int] = 2**MAX_BITS

    def __init__(self, model: ConflictModel) -> None:
        super().__init__(model)
        self._cube = cube_of(model)
        self._number = {dm: number for number, dm in enumerate(model.decision_makers)}
        self._worth: dict[str, Values] = {}

    @classmethod
    def refusal(cls, model: ConflictModel) -> LagebildError | None:
        """Why it does not take ``model``."""
        if (missing := refusal_of_kernels(cls.name, model)) is not None:
            return missing
        own = max(m.own.bit_count() for m in model.moves.values() if isinstance(m, OptionMoves))
        if own > MAX_OWN:
            return TooLargeError(f"one decision maker has {own} options; the engine `{cls.name}` takes at most {MAX_OWN}.")
        if (bits := cube_bits(model)) > MAX_BITS:
            return TooLargeError(
                f"{bits} options differ between feasible states; the engine `{cls.name}` takes at most {MAX_BITS}. "
                "Leave the choice of the engine to the program, or rule out combinations that cannot be (`rules`)."
            )
        return None

    def prepare(self, decision_maker: str) -> None:
        """Lay out the preferences of ``decision_maker`` now."""
        if decision_maker not in self._worth:
            self._worth[decision_maker] = self._in_blocks(decision_maker, self.model.payoffs[decision_maker])

    def best_move(self, focal: str, values: Values) -> Values:
        """The greatest value over staying and one move of ``focal``."""
        return self._listed(self._folded(focal, self._spread_out(values, 0), greatest=True))

    def least(self, mover: str, values: Values, limit: int, *, improving: bool) -> Values:
        """The least value that staying or one move (or improvement) of ``mover`` leads to."""
        cube = self._spread_out(values, None)
        if not improving:
            return self._listed(self._folded(mover, cube, greatest=False)).astype(np.int64)
        self.prepare(mover)
        cube = self._own_copy(cube, values)
        self._improve(mover, cube, self._worth[mover], self._stamps(), 0, 1)
        return self._listed(cube).astype(np.int64)

    def close(self, movers: Sequence[str], values: Values) -> Values:
        """The least value over staying and every legal sequence of ``movers``."""
        from lagebild.engine.cube_kernels import take_over

        labels = self._own_copy(self._spread_out(values, None), values)
        free = [mover for mover in movers if self._moves(mover).bits]
        if not len(self._cube.feasible):
            # Where everything is feasible, one turn each is enough: nobody's options depend on another's.
            for mover in free:
                labels = self._folded(mover, labels, greatest=False, into=labels)
            return labels
        found, none = np.empty_like(labels), most_of(labels.dtype)
        settled, turn = 0, 0
        while settled < len(free):
            self._folded(free[turn % len(free)], labels, greatest=False, into=found)
            settled = 1 if take_over(labels, found, self._cube.feasible, none) else settled + 1
            turn += 1
        return self._listed(labels)

    def close_improving(self, movers: Sequence[str], values: Values) -> Values:
        """Likewise, every move an improvement for its mover."""
        labels = self._own_copy(self._spread_out(values, None), values)
        for mover in movers:
            self.prepare(mover)
        self._improved([mover for mover in movers if self._moves(mover).bits], labels, self._worth, reverse=False)
        return self._listed(labels)

    def spread(self, start: Truths) -> Truths:
        """Which states improvements lead to from ``start``, anybody's in turn; ``start`` counts."""
        labels = self._own_copy(self._spread_out((~start).astype(np.uint16), None), start)
        movers = [dm for dm in self._number if self._moves(dm).bits]
        # The way there is the way back of those who want the contrary and can do what the others cannot.
        contrary = {dm: self._in_blocks(dm, payoff.max() - payoff) for dm, payoff in self.model.payoffs.items()}
        self._improved(movers, labels, contrary, reverse=True)
        reached: Truths = self._listed(labels) == 0
        return reached

    def _labels(self, movers: Sequence[str], values: Values, *, improving: bool) -> dict[str, Values]:
        return {NOBODY: self.close_improving(movers, values) if improving else self.close(movers, values)}

    def _moves(self, decision_maker: str) -> CubeMoves:
        return self._cube.moves[self._number[decision_maker]]

    # --- passes ----------------------------------------------------------------------------------------------------------

    def _folded(self, mover: str, source: Values, *, greatest: bool, into: Values | None = None) -> Values:
        from lagebild.engine.cube_kernels import fold, fold_one_way

        target = np.empty_like(source) if into is None else into
        moves = self._moves(mover)
        for number, (low, high) in enumerate(moves.runs):
            fold(target if number else source, target, low, high, greatest)
        if not moves.runs and target is not source:
            target[:] = source
        for bit, upward in moves.one_way:
            fold_one_way(target, bit, upward, greatest)
        return target

    def _improved(self, movers: Sequence[str], labels: Values, worth: dict[str, Values], *, reverse: bool) -> None:
        stamps, now = self._stamps(), 1
        since = dict.fromkeys(movers, 0)
        settled, turn = 0, 0
        while settled < len(movers):
            mover = movers[turn % len(movers)]
            now += 1
            changed = self._improve(mover, labels, worth[mover], stamps, since[mover], now, reverse=reverse)
            since[mover] = now
            settled = 1 if changed else settled + 1
            turn += 1

    def _improve(
        self, mover: str, labels: Values, worth: Values, stamps: npt.NDArray[np.int32], since: int, now: int, *,
        reverse: bool = False,
    ) -> bool:  # fmt: skip
        from lagebild.engine.cube_kernels import improve

        moves = self._moves(mover)
        kept = (moves.kept_given_up, moves.kept_taken) if reverse else (moves.kept_taken, moves.kept_given_up)
        return improve(labels, worth, moves.own, moves.lanes, moves.bases, moves.touched, *kept, stamps, since, now)

    def _stamps(self) -> npt.NDArray[np.int32]:
        """Everything is new at first."""
        return np.ones(self._cube.size // 32, dtype=np.int32)

    # --- between states and the cube -------------------------------------------------------------------------------------

    def _spread_out(self, values: Values, filler: int | None) -> Values:
        """The values in the cube, ``filler`` (None: "none") where nothing is feasible."""
        from lagebild.engine.cube_kernels import expand

        kept = np.ascontiguousarray(narrow(values))
        if not len(self._cube.feasible):
            return kept
        cube = np.empty(self._cube.size, dtype=kept.dtype)
        expand(np.append(kept, kept[:1]), self._cube.feasible, most_of(kept.dtype) if filler is None else filler, cube)
        return cube

    def _listed(self, cube: Values) -> Values:
        """The values of the states."""
        from lagebild.engine.cube_kernels import compress

        if not len(self._cube.feasible):
            return cube
        values = np.empty(self._cube.count + 1, dtype=cube.dtype)
        compress(cube, self._cube.feasible, values)
        return values[:-1]

    def _own_copy(self, cube: Values, values: npt.NDArray[np.generic]) -> Values:
        return cube.copy() if np.shares_memory(cube, values) else cube

    def _in_blocks(self, decision_maker: str, payoff: Values) -> Values:
        from lagebild.engine.cube_kernels import in_blocks

        moves, worth = self._moves(decision_maker), self._spread_out(payoff, None)
        if moves.neighbours:
            return worth
        blocks = np.empty_like(worth)
        in_blocks(worth, moves.own, moves.lanes, moves.bases, blocks)
        return blocks
