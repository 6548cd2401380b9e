"""Inverse: what would somebody have to want for a state to be stable, or for everybody to stay in it.

``comparisons`` holds conditions, ``conditions`` reads them off the definitions, ``shares`` says how many rankings satisfy one,
``nearest`` and ``wants`` how far today's preferences are from it; ``whole`` puts them together.
"""

from lagebild.analyses.inverse.comparisons import Comparison, Condition
from lagebild.analyses.inverse.nearest import NearestRanking, Turned
from lagebild.analyses.inverse.shares import Share, Shares
from lagebild.analyses.inverse.wants import NearestWants, WantMove
from lagebild.analyses.inverse.whole import EQUILIBRIUM, STABLE, Inverse, Requirement, inverse

__all__ = [
    "EQUILIBRIUM",
    "STABLE",
    "Comparison",
    "Condition",
    "Inverse",
    "NearestRanking",
    "NearestWants",
    "Requirement",
    "Share",
    "Shares",
    "Turned",
    "WantMove",
    "inverse",
]
