"""Solution concepts, one a file, and the analysis that puts them together.

Doors: ``CONCEPTS``, ``analyse`` and the records it gives.
"""

from lagebild.solutions.analysis import Analysis, CoalitionSolution, Solution, analyse, solve_case
from lagebild.solutions.coalitions import Jump
from lagebild.solutions.concepts import CODES, CONCEPTS, Concept, concepts_named

__all__ = [
    "CODES",
    "CONCEPTS",
    "Analysis",
    "CoalitionSolution",
    "Concept",
    "Jump",
    "Solution",
    "analyse",
    "concepts_named",
    "solve_case",
]
