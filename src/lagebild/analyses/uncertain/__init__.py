"""What holds although not all preferences are known: in all, some or none of the completions, and the four extensions.

Doors: ``uncertain`` and the ``Uncertain`` it gives.
"""

from lagebild.analyses.uncertain.extensions import EXTENSIONS, Extension
from lagebild.analyses.uncertain.whole import JUDGED, STATUSES, Judged, Uncertain, UncertainCase, uncertain

__all__ = ["EXTENSIONS", "JUDGED", "STATUSES", "Extension", "Judged", "Uncertain", "UncertainCase", "uncertain"]
