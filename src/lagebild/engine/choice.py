"""Which engine solves a model: a written rule, recorded in the answer.

1. Who asks for an engine by name gets it, or is told why it does not take the conflict.
2. Where the last mover matters (impossible moves, graph form), and up to 2^19 states: ``numeric``. Compiled kernels would be
   quicker from some thousand states on, but loading them takes about as long as solving so many.
3. Above, where numba is installed: ``dense`` if at least a tenth of all combinations of options is feasible and nobody has
   more than nine options, else ``compact``.
4. Without numba ``numeric``, within its limits; the refusal says what would help. Verdicts never depend on any of this.

Small models with the same moves that are solved over and over (``rows_pay``): by compiled kernels, once as much was solved
without them as loading them costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lagebild.engine.compact import CompactEngine
from lagebild.engine.compiled import is_installed, is_loaded
from lagebild.engine.cube import varying_bits
from lagebild.engine.dense import DenseEngine
from lagebild.engine.interface import Engine
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.sets import SetEngine
from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.model import ConflictModel, OptionMoves, Room

ENGINES: Final[Mapping[str, type[Engine]]] = {
    "numeric": NumericEngine,
    "dense": DenseEngine,
    "compact": CompactEngine,
    "sets": SetEngine,
}
"""Every engine by its name."""

COMPILED_FROM: Final = 2**19
"""Above how many states on compiled kernels are loaded unasked."""

DENSE_FROM: Final = 10
"""Dense, where at least one of so many combinations is feasible."""

MOST_OWN: Final = 9
"""And where nobody has more options than this: every two combinations of them are compared."""

ROWS_FROM: Final = 2**20
"""After how many states solved one model after the other (times models) compiled kernels pay for small models."""


def choose_engine(model: ConflictModel, name: str | None = None, *, like: Engine | None = None) -> Engine:
    """The engine called ``name``, by default the one that the rule names. ``like``: one whose layout may be used again.

    Raises: TooLargeError and NotApplicableError where it does not fit, UnknownNameError for an engine that does not exist.
    """
    if name is not None and name not in ENGINES:
        raise UnknownNameError(Fault(message=f'unknown engine "{name}"', hint=did_you_mean(name, ENGINES)
                                     or f"There are: {', '.join(ENGINES)}."))  # fmt: skip
    chosen = ENGINES[name] if name is not None else _by_size(model)
    if chosen is NumericEngine:
        return NumericEngine(model, like if isinstance(like, NumericEngine) else None)
    return chosen(model)


def room_for(name: str | None = None) -> Room:
    """How many states the engine called ``name`` takes; by default, any engine that may be chosen."""
    if name is not None:
        # What is not much more it refuses itself, with its own words.
        return Room(most=max(Room().most, ENGINES[name].most if name in ENGINES else 0))
    if is_installed():
        return Room(most=max(engine.most for engine in ENGINES.values()))
    return Room(most=NumericEngine.most, way_out=f"With numba (`pip install 'lagebild[fast]'`) {DenseEngine.most:,} are.")


def rows_pay(model: ConflictModel, solved: int) -> bool:
    """Whether small models that share their moves with ``model`` are worth compiled kernels, after ``solved`` of them."""
    if not is_installed() or CompactEngine.refusal(model) is not None:
        return False
    return is_loaded() or solved * model.count >= ROWS_FROM


def _by_size(model: ConflictModel) -> type[Engine]:
    if model.count <= COMPILED_FROM or not model.transitive or not is_installed():
        return NumericEngine
    own = max(moves.own.bit_count() for moves in model.moves.values() if isinstance(moves, OptionMoves))
    if (
        own <= MOST_OWN
        and model.count * DENSE_FROM >= 1 << varying_bits(model.states).bit_count()
        and DenseEngine.refusal(model) is None
    ):
        return DenseEngine
    return CompactEngine
