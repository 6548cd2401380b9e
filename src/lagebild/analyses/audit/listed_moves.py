"""All single moves of a decision maker, as two arrays, where they are few enough to list."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from lagebild.engine.relations import Edges, graph_edges, option_edges
from lagebild.errors import TooLargeError
from lagebild.model import ConflictModel, GraphMoves

Ends = npt.NDArray[np.int64]

MAX_LISTED: Final = 2**22
"""How many moves of one decision maker are listed."""


def listed_moves(model: ConflictModel, decision_maker: str) -> tuple[Ends, Ends] | None:
    """Where each move leaves and where it leads, by the state it leaves; None where there are too many to list."""
    moves = model.moves[decision_maker]
    if isinstance(moves, GraphMoves):
        return _wide(graph_edges(moves))
    _, sizes = np.unique(model.states & np.uint64(~moves.own & (2**64 - 1)), return_counts=True)
    if int((sizes.astype(np.float64) ** 2).sum()) > MAX_LISTED:
        return None
    try:
        return _wide(option_edges(moves))
    except TooLargeError:
        return None


def differing_pairs(model: ConflictModel) -> tuple[Ends, Ends] | None:
    """Every two states between which somebody can move, once each, the lower position first; None if there are too many."""
    found: list[Ends] = []
    for dm in model.decision_makers:
        listed = listed_moves(model, dm)
        if listed is None:
            return None
        source, target = listed
        found.append(np.minimum(source, target) * np.int64(model.count) + np.maximum(source, target))
    keys = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return keys // model.count, keys % model.count


def _wide(listed: tuple[Edges, Edges]) -> tuple[Ends, Ends]:
    """In 64 bits, as pairs of positions are made one number here."""
    sources, targets = listed
    return sources.astype(np.int64), targets.astype(np.int64)
