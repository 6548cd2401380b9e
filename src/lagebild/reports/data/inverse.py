"""What somebody would have to want, as plain data: conditions as blocks of alternatives of comparisons."""

from __future__ import annotations

from lagebild.analyses.inverse import Comparison, Inverse, Requirement, Share
from lagebild.model import ConflictModel
from lagebild.reports.data.head import Json, head, label_data

MAX_TURNED = 200
"""Up to how many pairs that a nearest ranking compares otherwise are listed."""


def inverse_data(found: Inverse) -> Json:
    """Everything that was found, with what every JSON answer begins with."""
    return {**head(found.situation), "what_if": found.analysis.what_if, **inverse_keys(found)}


def inverse_keys(found: Inverse) -> Json:
    """What stands under ``inverse`` in the answer of ``levers --to``."""
    return {
        "state": label_data(found.situation, found.state),
        "concepts": list(found.concepts),
        "requirements": [_requirement(found, one) for one in found.requirements],
        "interrupted": found.interrupted,
    }


def _requirement(found: Inverse, one: Requirement) -> Json:
    model = one.solutions[0].model
    data: Json = {
        "concept": one.concept,
        "goal": one.goal,
        "asked": list(one.asked),
        "cases": [found.analysis.solutions.index(solution) for solution in one.solutions],
        "met": one.met,
        "condition": {
            "all_of": [
                {"any_of": [[_comparison(model, c) for c in sorted(alternative)] for alternative in block]}
                for block in one.condition.blocks
            ],
            "complete": one.condition.complete,
        },
        "never": one.condition.never,
        "hindering": list(one.hindering),
        "share": {"strict": _share(one.shares.strict), "weak": _share(one.shares.weak)},
        "ranking": None,
        "wants": None,
    }
    if one.ranking is not None:
        data["ranking"] = {
            "pairs": one.ranking.pairs,
            "exact": one.ranking.exact,
            "turned": [
                {
                    "by": pair.decision_maker,
                    "here": label_data(model.situation, model.label(pair.here)),
                    "there": label_data(model.situation, model.label(pair.there)),
                    "before": pair.before,
                    "after": pair.after,
                }
                for pair in (one.ranking.turned(model) if one.ranking.pairs <= MAX_TURNED else ())
            ],
        }
    if one.wants is not None:
        moves = one.wants.moves
        data["wants"] = {
            "moves": None
            if moves is None
            else [{"by": m.decision_maker, "want": m.address, "from": m.position, "to": m.to} for m in moves],
            "searched": one.wants.searched,
        }
    return data


def _comparison(model: ConflictModel, comparison: Comparison) -> Json:
    return {
        "by": comparison.decision_maker,
        "lower": label_data(model.situation, model.label(comparison.lower)),
        "upper": label_data(model.situation, model.label(comparison.upper)),
        "strict": comparison.strict,
    }


def _share(share: Share) -> Json:
    data: Json = {"kind": share.kind, "value": float(share.value)}
    if share.kind == "exact":
        data["fraction"] = str(share.value) if len(str(share.value)) <= 60 else None
    else:
        data["low"], data["high"] = share.low, share.high
    return data
