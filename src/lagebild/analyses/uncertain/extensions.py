"""The four extensions of the solution concepts to unknown preferences.

Source: K. W. Li, K. W. Hipel, D. M. Kilgour, L. Fang (2004), Preference uncertainty in the graph model for conflict
resolution, IEEE Transactions on Systems, Man, and Cybernetics A 34, 507-520. For ``sseq``, which they do not treat, the same
two readings of the unknown are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lagebild.analyses.uncertain.relations import CODES, Reading, ends, stable
from lagebild.model.known import Known, Pairs
from lagebild.solutions.concepts import concept_named
from lagebild.solutions.view import StateSet


@dataclass(frozen=True, slots=True)
class Extension:
    """``leaves``: whether what is unknown is reason enough to leave; ``deters``: whether it is enough to deter."""

    name: str
    leaves: bool
    deters: bool


EXTENSIONS: Final = (
    Extension("a", leaves=True, deters=False),
    Extension("b", leaves=False, deters=False),
    Extension("c", leaves=True, deters=True),
    Extension("d", leaves=False, deters=True),
)
"""In every one of them credible answers are moves that are better for their mover, or not known to compare."""


def reading_in(extension: Extension, known: Known) -> Reading:
    """How somebody reads the unknown under an extension."""
    return Reading(
        leaves=known.better | known.unknown if extension.leaves else known.better,
        deters=~known.better if extension.deters else known.at_least.T,
    )


def stable_in(
    extension: Extension, moves: Mapping[str, Pairs], known: Mapping[str, Known], reach: Mapping[str, Pairs]
) -> dict[str, dict[str, StateSet]]:
    """Concept -> decision maker -> states. ``reach``: per focal decision maker where the others' moves lead."""
    open_moves = {dm: own & ~known[dm].at_least for dm, own in moves.items()}
    found: dict[str, dict[str, StateSet]] = {code: {} for code in CODES}
    for focal, own in moves.items():
        others = {dm: open_moves[dm] for dm in moves if dm != focal}
        credible = ends(others) if others else None
        for code in CODES:
            sanction = concept_named(code).sanction
            answers = credible if sanction is not None and sanction.credible else reach.get(focal)
            found[code][focal] = stable(code, reading_in(extension, known[focal]), own, answers)
    return found
