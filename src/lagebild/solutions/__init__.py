"""Solution concepts, one a file, and the analysis that puts them together.

Doors: ``CONCEPTS``, ``analyse`` and the records it gives. They are loaded when they are asked for, so that the list of
concepts can be read without what solves them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lagebild.solutions.analysis import Analysis, CoalitionSolution, Solution, analyse, solve_case, solve_models
    from lagebild.solutions.coalitions import Jump
    from lagebild.solutions.concepts import CODES, CONCEPTS, DEFAULT_CODES, Concept, concept_named, concepts_named

__all__ = [
    "CODES",
    "CONCEPTS",
    "DEFAULT_CODES",
    "Analysis",
    "CoalitionSolution",
    "Concept",
    "Jump",
    "Solution",
    "analyse",
    "concept_named",
    "concepts_named",
    "solve_case",
    "solve_models",
]

_HOME: Final = {
    **dict.fromkeys(("Analysis", "CoalitionSolution", "Solution", "analyse", "solve_case", "solve_models"), "analysis"),
    "Jump": "coalitions",
    **dict.fromkeys(("CODES", "CONCEPTS", "DEFAULT_CODES", "Concept", "concept_named", "concepts_named"), "concepts"),
}
"""In which module of this room each name lives."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
