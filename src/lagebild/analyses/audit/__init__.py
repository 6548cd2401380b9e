"""The audit of the input: what was guessed, which guesses matter, what carries nothing, and whose single voice it is.

Doors: ``audit`` and the ``Audit`` it gives.
"""

from lagebild.analyses.audit.whole import Audit, audit

__all__ = ["Audit", "audit"]
