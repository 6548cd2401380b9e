"""Why a few of the outcomes hold, and what each answer rests on: prose with the claims that it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lagebild.analyses.answers import Answer, answers
from lagebild.analyses.explain import explain
from lagebild.analyses.groups import Groups, families
from lagebild.reports.answers import AnswerText, answer_text
from lagebild.reports.cases import settled_in_words
from lagebild.reports.html.lines import Lines, Mention
from lagebild.reports.speakers import voice_name
from lagebild.reports.text.explain import explanation_paragraphs
from lagebild.reports.text.sources import Sources
from lagebild.solutions import Analysis

MAX_EXPLAINED: Final = 4
"""How many outcomes are explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredView:
    """An answer, and the claims that it rests on by whose voice they are."""

    text: AnswerText
    answer: Answer
    voices: tuple[tuple[str, tuple[Mention, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A paragraph of a story: how far it is set in, its text, and the claim that it quotes, if it does."""

    level: int
    text: str
    claim: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Why one outcome holds."""

    title: str
    today: bool
    paragraphs: tuple[Told, ...]


def answered(analysis: Analysis, lines: Lines) -> tuple[AnsweredView, ...]:
    """Every question of the file, answered."""
    return tuple(
        AnsweredView(text=answer_text(analysis, answer, lines.words.language), answer=answer, voices=_voices(answer, lines))
        for answer in answers(analysis)
    )


def _voices(answer: Answer, lines: Lines) -> tuple[tuple[str, tuple[Mention, ...]], ...]:
    """The claims behind an answer, the voice with most of them first."""
    by_voice: dict[str, list[Mention]] = {voice: [] for voice, _ in answer.voices.origins}
    for id_ in answer.voices.claims:
        by_voice[lines.situation.claim(id_).voice].append(lines.mentions[id_])
    return tuple((voice_name(lines.situation, voice, lines.words), tuple(claims)) for voice, claims in by_voice.items())


def stories(analysis: Analysis, groups: Groups, lines: Lines, concept: str) -> tuple[Story, ...]:
    """A few outcomes that hold, of different families, those that can be reached from today first."""
    credible = next((group for group in groups.groups if group.credible), None)
    found: list[Story] = []
    for family in families(credible.outcomes) if credible is not None else ():
        outcome = family.outcomes[0]
        label = outcome.labels[0]
        for number, solution in enumerate(analysis.solutions):
            model = solution.model
            if label in model.labels() and solution.is_equilibrium(concept)[model.position(label)]:
                found.append(_story(analysis, lines, number, model.position(label), today=outcome.today))
                break
        if len(found) == MAX_EXPLAINED:
            break
    return tuple(found)


def _story(analysis: Analysis, lines: Lines, case: int, position: int, *, today: bool) -> Story:
    solution, words = analysis.solutions[case], lines.words
    explanation = explain(solution, solution.model.label(position))
    sources = Sources(words, lines.situation)
    quoted = {sources.quoted(claim): claim for claim in lines.situation.claims}
    told: list[Told] = []
    if len(analysis.solutions) > 1:
        settled = "; ".join(settled_in_words(lines.situation, [solution.case], words))
        told.append(Told(level=0, text=words("explain.case.told", count=len(analysis.solutions), settled=settled)))
    for level, text in explanation_paragraphs(explanation, words.language)[1:]:
        claim = quoted.get(text)
        if claim is None:
            told.append(Told(level=level, text=text))
        else:
            mention = lines.mentions[claim.id]
            says = words("report.why.claim", says=mention.says.rstrip("."), told=sources.told(claim))
            told.append(Told(level=level, text=says, claim=mention))
    title = words("report.why.title", label=solution.model.label(position), state=words.state(solution.model, position))
    return Story(title=title, today=today, paragraphs=tuple(told))
