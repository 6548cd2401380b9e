"""Hinges: which claims, voices, lines and orders carry a conclusion.

``carriers`` says what can be lost and which lines go with it, ``runs`` what the conclusions come to then, ``search`` looks
for the smallest sets whose loss changes one; ``whole`` puts them together.
"""

from lagebild.analyses.hinges.carriers import GRAINS, MODES, NEGATE, WITHDRAW, Carrier
from lagebild.analyses.hinges.whole import Cut, Hinge, Hinges, Sifting, hinges

__all__ = ["GRAINS", "MODES", "NEGATE", "WITHDRAW", "Carrier", "Cut", "Hinge", "Hinges", "Sifting", "hinges"]
