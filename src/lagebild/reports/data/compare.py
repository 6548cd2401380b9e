"""Two opinions on one situation as plain data."""

from __future__ import annotations

from lagebild.analyses.disagreement import Answered, Comparison, Effect, combined
from lagebild.evidence.grounds import grounds_in_words
from lagebild.reports.alternatives import instead_in_words
from lagebild.reports.data.head import Json, head
from lagebild.reports.words import Words


def compare_data(found: Comparison) -> Json:
    """What ``lagebild compare --format json`` prints."""
    opinion = found.opinion
    return {
        **head(found.situation),
        "second": {
            "by": opinion.by,
            "when": opinion.when or None,
            "about": opinion.about or None,
            "sha256": opinion.about_sha256 or None,
            "changed_since": found.changed_since if opinion.about_sha256 else None,
        },
        "concept": found.concept,
        "cases": {"first": len(found.first.solutions), "second": len(found.second.solutions), "same": found.same_cases},
        "turns": bool(found.turned),
        "conclusions": [_conclusion(one, found) for one in found.answered],
        "disagreements": [_disagreement(effect, found) for effect in found.effects],
        "complete": found.complete,
    }


def _conclusion(one: Answered, found: Comparison) -> Json:
    return {
        "question": one.question,
        "definition": one.definition or None,
        "statement": found.situation.in_words(one.statement),
        "first": {"value": combined(one.first), "cases": list(one.first)},
        "second": {"value": combined(one.second), "cases": list(one.second), "beside_first": list(one.beside)},
        "turns": one.turns,
        "turned_alone_by": list(one.alone),
        "turned_together_by": [list(chosen) for chosen in one.together],
    }


def _disagreement(effect: Effect, found: Comparison) -> Json:
    one = effect.disagreement
    words = Words(found.situation.language)
    return {
        "number": one.number,
        "line": one.line or None,
        "because": one.because.in_language(found.situation.language),
        "claims": None if one.claims is None else grounds_in_words(one.claims),
        "instead": one.instead,
        "instead_in_words": list(instead_in_words(found.situation, found.second.situation, one, words)),
        "effect": effect.kind,
        "turned": [
            {"question": turn.question, "definition": turn.definition or None, "before": turn.before, "after": turn.after}
            for turn in effect.turned
        ],
        "appearing": effect.appearing,
        "vanishing": effect.vanishing,
        "concepts": list(effect.concepts),
        "other_today": effect.today,
        "case_count": effect.cases,
        "with_others": effect.joint,
        "reason": effect.reason or None,
    }
