"""Stability with preferences that are not fully known, as conditions on pairs of states.

Every verdict asks three things: which comparisons make somebody leave, which make an answer deter, and which moves the others
answer by. What differs between readings of the unknown is these three, and nothing else.

A matrix ``relation[x, s]`` speaks of the state x seen from the state s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.model import ConflictModel
from lagebild.model.known import Known, Pairs
from lagebild.solutions.concepts import CONTENT, Concept, concept_named
from lagebild.solutions.view import StateSet

CODES: Final = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts that are judged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the unknown is read by somebody who stays or leaves: ``leaves[x, s]``, ``deters[x, s]``."""

    leaves: Pairs
    deters: Pairs


def wary(known: Known) -> Reading:
    """Leaves on what may be better, deterred by what is known to be no better: stable like this, stable in any completion."""
    return Reading(known.better | known.unknown, known.at_least.T)


def bound(known: Known) -> Reading:
    """Leaves on what is known to be better, deterred by all that is not: unstable like this, unstable in any completion."""
    return Reading(known.better, ~known.better)


def moves_of(model: ConflictModel) -> Mapping[str, Pairs]:
    """``moves[dm][s, t]``: whether dm can move from s to t."""
    found: dict[str, Pairs] = {}
    for dm in model.decision_makers:
        matrix = np.zeros((model.count, model.count), dtype=np.bool_)
        for position in range(model.count):
            matrix[position, model.moves_from(dm, position)] = True
        found[dm] = matrix
    return found


def ends(moves: Mapping[str, Pairs]) -> Pairs:
    """``ends[s, t]``: whether a legal sequence of one or more of these moves leads from s to t, nobody twice in succession."""
    movers = list(moves)
    if not movers:
        raise ValueError("a legal sequence needs somebody who moves")
    count = len(moves[movers[0]])
    after = {mover: np.zeros((count, count), dtype=np.bool_) for mover in movers}
    # after[m][s, t]: a sequence whose last move is m's leads from s to t.
    changed = True
    while changed:
        changed = False
        for mover in movers:
            before = np.eye(count, dtype=np.bool_)
            for other in movers:
                if other != mover:
                    before |= after[other]
            reached = after[mover] | through(before, moves[mover])
            if not np.array_equal(reached, after[mover]):
                after[mover], changed = reached, True
    found = np.zeros((count, count), dtype=np.bool_)
    for reached in after.values():
        found |= reached
    return found


def through(first: Pairs, second: Pairs) -> Pairs:
    """``[x, z]``: whether some y has ``first[x, y]`` and ``second[y, z]``."""
    product: Pairs = first.astype(np.float32) @ second.astype(np.float32) > 0
    return product


def stable(code: str, reading: Reading, own: Pairs, answers: Pairs | None) -> StateSet:
    """The states that somebody with the moves ``own`` stays in.

    ``answers[x, y]``: the others' answers at x can lead to y; None: there is nobody else.
    """
    concept: Concept = concept_named(code)
    tempted = own.T & reading.leaves
    if concept.keeps == CONTENT or answers is None:
        return ~np.asarray(tempted.any(axis=0), dtype=np.bool_)
    assert concept.sanction is not None
    sanctions = reading.deters
    if concept.sanction.lasting:
        sanctions = sanctions & ~through(own, ~reading.deters)
    unanswered = tempted & ~through(answers, sanctions)
    return ~np.asarray(unanswered.any(axis=0), dtype=np.bool_)
