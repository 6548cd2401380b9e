"""What-ifs side by side as plain data."""

from __future__ import annotations

from lagebild.analyses.variants import Fate, Variants
from lagebild.reports.data.head import Json, head, label_data


def variants_data(variants: Variants) -> Json:
    """What ``lagebild what-if --format json`` prints: per variant its equilibria, and which outcomes survive where."""
    language = variants.situation.language
    listed: list[Json] = []
    for name, analysis in zip(variants.names, variants.analyses, strict=True):
        situation = analysis.situation
        listed.append(
            {
                "what_if": name,
                "name": "" if name is None else variants.situation.what_if(name).name.in_language(language) or name,
                "options": [option.key for option in situation.options],
                "case_count": len(analysis.solutions),
                "equilibria": {
                    concept.code: {
                        key: [label_data(situation, label) for label in labels]
                        for key, labels in zip(("all", "some"), analysis.by_survival(concept.code), strict=False)
                    }
                    for concept in analysis.concepts
                },
            }
        )
    outcomes = {
        code: [
            {
                "taken": [
                    thing.key for thing, mark in zip(variants.things, survival.marks, strict=True) if mark.kind == "taken"
                ]
                if variants.things
                else sorted(state for outcome in survival.outcomes for state in outcome),
                "decided": [sorted(outcome) for outcome in survival.outcomes],
                "variants": [_fate(variants, number, survival.fates[number]) for number in range(len(variants.names))],
                "count": survival.count,
            }
            for survival in survivals
        ]
        for code, survivals in variants.survivals
    }
    return {**head(variants.situation), "variants": listed, "outcomes": outcomes}


def _fate(variants: Variants, number: int, fate: Fate) -> Json:
    situation = variants.analyses[number].situation
    return {
        "what_if": variants.names[number],
        "fate": fate.kind,
        "cases": fate.cases,
        "states": [label_data(situation, label) for label in fate.labels],
    }
