"""Closures over moves and improvements, behind one interface.

Doors: ``choose_engine``, the ``Engine`` interface, ``SetEngine`` for what needs more than scalars, ``StackedEngine`` for
many small models at once.
"""

from lagebild.engine.choice import ENGINES, choose_engine, room_for, rows_pay
from lagebild.engine.compiled_stack import CompiledStack
from lagebild.engine.interface import Closure, Engine
from lagebild.engine.numeric import NumericEngine
from lagebild.engine.sets import SetEngine
from lagebild.engine.stacked import StackedEngine

__all__ = [
    "ENGINES",
    "Closure",
    "CompiledStack",
    "Engine",
    "NumericEngine",
    "SetEngine",
    "StackedEngine",
    "choose_engine",
    "room_for",
    "rows_pay",
]
