"""Standards of proof as plain data."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analyses.proof import AtStandard, Proof, Proofs, Weighing
from lagebild.evidence.strength import HIGH, LOW, ClaimStrength, LineStrength, Support
from lagebild.reports.data.head import Json, head
from lagebild.reports.proof import outcome


def proof_data(found: Proofs) -> Json:
    """Every conclusion at every standard, how strong claims and lines are, and what stands unproven."""
    return {
        **head(found.situation),
        "what_if": found.what_if,
        "concept": found.leading,
        "standards": _standards(found.proofs[0]),
        "conclusions": [_conclusion(proof) for proof in found.proofs],
        "claims": {id_: _claim(strength) for id_, strength in found.strengths.claims.items()},
        "lines": {address: _line(strength) for address, strength in found.strengths.lines.items() if strength.has_claims},
        "assumptions": {"lines": list(found.assumed), "orders": list(found.assumed_orders)},
        "sources_not_judged": list(found.unjudged),
        "combinations_tried": found.tried,
        "interrupted": found.interrupted,
    }


def _conclusion(proof: Proof) -> Json:
    low, high = proof.ends
    return {
        "question": proof.asked.question,
        "definition": proof.asked.definition,
        "values": list(proof.asked.values),
        "standard": proof.standard,
        "standard_low": low,
        "standard_high": high,
        "monotone": proof.monotone,
        "certain": proof.certain,
        "profile": _profile(proof.low),
        "profile_high": _profile(proof.high) if proof.high != proof.low else None,
    }


def _profile(levels: Sequence[AtStandard]) -> list[Json]:
    return [
        {
            "standard": level.standard,
            "outcome": outcome(level),
            "certain": level.certain,
            "same": level.tally.held,
            "otherwise": level.tally.turned,
            "undefined": level.tally.undefined,
            "turned_by": None if level.tally.turned_by is None else list(level.tally.turned_by),
            "vacuous": level.tally.vacuous,
            "indifferent": list(level.tally.indifferent),
        }
        for level in levels
    ]


def _standards(proof: Proof) -> list[Json]:
    """What was weighed: the same for every conclusion."""
    return [
        {
            "standard": low.standard,
            **_weighing(low.weighing),
            "high": None if high.weighing is low.weighing else _weighing(high.weighing),
        }
        for low, high in zip(proof.low, proof.high, strict=True)
    ]


def _weighing(weighing: Weighing) -> Json:
    return {
        "open": list(weighing.open),
        "opposite": list(weighing.opposite),
        "tried": weighing.tried,
        "complete": weighing.complete,
        "interrupted": weighing.interrupted,
        "cases_drawn": weighing.cases_drawn,
    }


def _claim(strength: ClaimStrength) -> Json:
    return {
        "low": strength.low,
        "high": strength.high,
        "firmness": strength.firmness,
        "source": strength.source,
        "reliability": strength.reliability or None,
        "cap": strength.cap,
        "limited_by": list(strength.limits),
    }


def _line(strength: LineStrength) -> Json:
    return {"pro": _support(strength.pro), "con": _support(strength.con), "sources_not_judged": list(strength.unjudged)}


def _support(ends: tuple[Support, Support]) -> Json:
    low, high = ends[LOW], ends[HIGH]
    return {
        "low": low.level,
        "high": high.level,
        "carried_by": list(low.carried_by),
        "corroborated": low.corroborated,
        "carried_by_high": list(high.carried_by),
        "corroborated_high": high.corroborated,
    }
