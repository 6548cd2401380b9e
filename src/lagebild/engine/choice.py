"""Which engine solves a model: a written rule, recorded in the answer.

The NumPy engine for everything within its limits; ``sets`` only when asked for. What is installed never decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lagebild.engine.compact import CompactEngine
from lagebild.engine.dense import DenseEngine
from lagebild.engine.interface import Engine
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.sets import SetEngine
from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.model import ConflictModel

ENGINES: Final[Mapping[str, type[Engine]]] = {
    "numeric": NumericEngine, "dense": DenseEngine, "compact": CompactEngine, "sets": SetEngine
}  # fmt: skip
"""Every engine by its name."""


def choose_engine(model: ConflictModel, name: str | None = None, *, like: Engine | None = None) -> Engine:
    """The engine called ``name``, by default the one for the model's size. ``like``: one whose layout may be used again.

    Raises: TooLargeError where it does not fit, UnknownNameError for an engine that does not exist.
    """
    name = name or "numeric"
    if name not in ENGINES:
        raise UnknownNameError(Fault(message=f'unknown engine "{name}"', hint=did_you_mean(name, ENGINES)
                                     or f"There are: {', '.join(ENGINES)}."))  # fmt: skip
    if name == "numeric":
        return NumericEngine(model, like if isinstance(like, NumericEngine) else None)
    return ENGINES[name](model)
