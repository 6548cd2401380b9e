"""``Situation`` -> ``ConflictModel``: states, moves, preferences.

Doors: ``build`` and the ``ConflictModel`` it gives.
"""

from lagebild.model.conflict import Builder, ConflictModel, build
from lagebild.model.moves import GraphMoves, Moves, OptionMoves
from lagebild.model.states import Room

__all__ = ["Builder", "ConflictModel", "GraphMoves", "Moves", "OptionMoves", "Room", "build"]
