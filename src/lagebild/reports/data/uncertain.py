"""What holds although not all preferences are known, as plain data."""

from __future__ import annotations

from lagebild.analyses.uncertain import EXTENSIONS, STATUSES, Uncertain
from lagebild.reports.data.head import Json, label_data


def uncertain_data(found: Uncertain) -> Json:
    """The object under ``unknown_preferences`` of ``lagebild solve --format json``."""
    situation = found.situation
    makers = ["", *(dm.id for dm in situation.decision_makers)]
    return {
        "unknown_pairs": {dm: max(case.unknown_pairs(dm) for case in found.cases) for dm in situation.uncertain},
        "exact": found.exact,
        "drawn": sum(case.patterns for case in found.cases if not case.complete),
        "completions": {dm or "everybody": {code: _by_status(found, code, dm) for code in found.codes} for dm in makers},
        "extensions": {
            extension.name: {
                code: [label_data(situation, label) for label in found.extension(extension.name, code)] for code in found.codes
            }
            for extension in EXTENSIONS
        },
    }


def _by_status(found: Uncertain, code: str, dm: str) -> Json:
    statuses = found.statuses(code, dm)
    by_status = {
        status: [label_data(found.situation, label) for label, met in statuses.items() if met == status] for status in STATUSES
    }
    return {status: labels for status, labels in by_status.items() if labels or status in ("all", "some", "none")}
