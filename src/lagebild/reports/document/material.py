"""What the sections of a document are made from: an analysis with its audit, outcomes, answers and records, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.groups import Group, Groups, group_equilibria
from lagebild.reports.html.guessed import Guessed, guessed
from lagebild.reports.html.lines import Lines
from lagebild.reports.html.pictures import Ink, inks
from lagebild.reports.html.records import Records, records
from lagebild.reports.html.stories import AnsweredView, answered
from lagebild.reports.words import Words
from lagebild.situation import Situation
from lagebild.solutions import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One analysis in one language."""

    analysis: Analysis
    words: Words
    lines: Lines
    groups: Groups
    guessed: Guessed
    answers: tuple[AnsweredView, ...]
    records: Records
    inks: dict[str, Ink]
    """Letter and colour of every decision maker, the same in tables and pictures."""

    @property
    def situation(self) -> Situation:
        """What was solved."""
        return self.analysis.situation

    @property
    def concept(self) -> str:
        """The code of the sense of stability that answers go by."""
        codes = [concept.code for concept in self.analysis.concepts]
        return LEADING_CONCEPT if LEADING_CONCEPT in codes else codes[0]

    @property
    def credible(self) -> Group | None:
        """The outcomes that hold without anybody having to act against its own interest."""
        return next((group for group in self.groups.groups if group.credible), None)


def gather(analysis: Analysis, language: str = "") -> Material:
    """The material of a document in ``language`` (default: the situation's)."""
    words = Words(language or analysis.situation.language)
    lines = Lines(analysis.situation, words)
    return Material(
        analysis=analysis,
        words=words,
        lines=lines,
        groups=group_equilibria(analysis),
        guessed=guessed(analysis, lines),
        answers=answered(analysis, lines),
        records=records(lines),
        inks=inks({dm.id: lines.name(dm.id) for dm in analysis.situation.decision_makers}),
    )
