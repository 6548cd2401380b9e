"""Closures over moves and improvements, behind one interface.

Doors: ``choose_engine``, the ``Engine`` interface, and ``SetEngine`` for what needs more than scalars.
"""

from lagebild.engine.choice import ENGINES, choose_engine
from lagebild.engine.interface import Closure, Engine
from lagebild.engine.sets import SetEngine

__all__ = ["ENGINES", "Closure", "Engine", "SetEngine", "choose_engine"]
