"""The standard of proof of a conclusion: the strictest at which it still holds.

At a standard of proof a line with claims is supported (in), contradicted (opposite), or open: then it may hold or not. A
conclusion holds there if it comes to the same as in the file in every combination of the open lines. The definitions:
``docs/theory/standards-of-proof.md``. ``sides`` says which lines are open, ``weigh`` tries the combinations, ``records`` are
what comes out, ``whole`` puts them together.
"""

from lagebild.analyses.proof.records import AtStandard, Proof, Proofs, Tally, Weighing
from lagebild.analyses.proof.whole import SECONDS, proofs

__all__ = ["SECONDS", "AtStandard", "Proof", "Proofs", "Tally", "Weighing", "proofs"]
