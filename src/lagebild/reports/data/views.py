"""What each decision maker sees, and what comes of it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analyses.neighbours import Label
from lagebild.analyses.views import VERDICTS, Views, ViewsCase
from lagebild.reports.data.head import Json, head, label_data


def views_data(found: Views) -> Json:
    """What ``lagebild views --format json`` prints."""
    situation = found.situation

    def listed(labels: Iterable[Label]) -> list[Label]:
        return [label_data(situation, label) for label in labels]

    views = {view.decision_maker: view for view in situation.views}
    return {
        **head(situation),
        "what_if": found.what_if,
        "views": [
            {
                "decision_maker": seen.decision_maker,
                "differs": seen.differs,
                "unseen": list(views[seen.decision_maker].unseen) if seen.differs else [],
                "believes": len(views[seen.decision_maker].believes) if seen.differs else 0,
                "unaware_of": list(views[seen.decision_maker].unaware) if seen.differs else [],
                "expects": {code: listed(seen.analysis.equilibria(code)) for code in found.codes},
            }
            for seen in found.seen
        ],
        "equilibria": {code: listed(found.equilibria(code)) for code in found.codes},
        "true_equilibria": {code: listed(found.true_equilibria(code)) for code in found.codes},
        "cases": [_case(found, case) for case in found.cases],
        "seconds": round(found.seconds, 6),
    }


def _case(found: Views, case: ViewsCase) -> Json:
    situation, model = found.situation, case.model

    def listed(positions: Iterable[int]) -> list[Label]:
        return [label_data(situation, model.label(position)) for position in positions]

    return {
        "circumstances": dict(model.case.circumstances),
        "verdicts": {
            code: {
                dm: {
                    verdict: listed(p for p, met in enumerate(verdicts.tolist()) if VERDICTS[met] == verdict)
                    for verdict in VERDICTS
                }
                for dm, verdicts in by_dm.items()
            }
            for code, by_dm in case.verdicts.items()
        },
        "equilibria": {code: listed(case.equilibria(code)) for code in found.codes},
        "true_equilibria": {code: listed(case.true_equilibria(code)) for code in found.codes},
        "surprises": [
            {"concept": code, "state": label_data(situation, model.label(position)), "decision_maker": dm, "kind": kind}
            for code, by_state in case.surprises.items()
            for position, by_dm in by_state.items()
            for dm, kind in by_dm.items()
        ],
        "learning": [
            {
                "decision_maker": learning.decision_maker,
                "concept": learning.concept,
                "appears": [label_data(situation, label) for label in learning.appears],
                "vanishes": [label_data(situation, label) for label in learning.vanishes],
                "value": learning.value,
            }
            for learning in case.learning
        ],
    }
