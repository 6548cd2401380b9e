"""``Situation`` -> ``ConflictModel``: states, moves, preferences.

Doors: ``build`` and the ``ConflictModel`` it gives.
"""

from lagebild.model.completions import MOST, Cases, cases_of
from lagebild.model.conflict import Builder, ConflictModel, build
from lagebild.model.moves import GraphMoves, Moves, OptionMoves
from lagebild.model.states import Room

__all__ = ["MOST", "Builder", "Cases", "ConflictModel", "GraphMoves", "Moves", "OptionMoves", "Room", "build", "cases_of"]
