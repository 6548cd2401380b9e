"""Completions in words: what stands for comparisons that are not known, case by case."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.reports.words import Words
from lagebild.situation import Case, Situation
from lagebild.solutions import Analysis


def unknown_in_words(analysis: Analysis, words: Words) -> Iterator[str]:
    """Of whom not everything is known, and how many rankings stand for it."""
    for dm in analysis.situation.uncertain:
        count = len({solution.case.completion_of(dm) for solution in analysis.solutions})
        key = "uncertain.open.drawn" if analysis.drawn else "uncertain.open.maker"
        yield words(key, who=words.name(analysis.situation, dm), count=words.number(count))


def completion_in_words(situation: Situation, case: Case, words: Words) -> Iterator[str]:
    """How a case ranks the states for those of whom not everything is known."""
    for dm, tiers in case.completions:
        ranked = ", ".join(" = ".join(map(str, tier)) for tier in tiers)
        yield words("uncertain.open.ranks", who=words.name(situation, dm), tiers=ranked)
