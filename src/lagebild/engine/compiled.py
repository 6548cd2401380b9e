"""Numba, where it is installed: whether it is, and how kernels are compiled.

Nothing here loads it before a kernel is asked for: importing it takes a third of a second, which small conflicts never pay.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

from lagebild.errors import LagebildError, NotApplicableError
from lagebild.model import ConflictModel

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


@cache
def is_installed() -> bool:
    """Whether kernels can be compiled."""
    return find_spec("numba") is not None


def is_loaded() -> bool:
    """Whether that was paid for already."""
    return "numba" in sys.modules


def refusal_of_kernels(engine: str, model: ConflictModel) -> LagebildError | None:
    """Why no compiled engine takes ``model``, whatever its size."""
    if not is_installed():
        return NotApplicableError(f"the engine `{engine}` needs numba: `pip install 'lagebild[fast]'`.")
    if not model.transitive:
        return NotApplicableError(
            f"the engine `{engine}` does not remember who moved last, which matters with impossible moves and in graph form. "
            "Leave the choice of the engine to the program."
        )
    return None


def compiled(function: Kernel) -> Kernel:
    """``function`` as machine code, kept on disk for the next start; threads may run it side by side."""
    return cast(Kernel, import_module("numba").njit(cache=True, nogil=True)(function))
