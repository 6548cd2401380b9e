"""The answers on the terminal: a question, its answer in a sentence, why, what would turn it, how sure, resting on whom."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.reports.answers import AnswerText, answer_texts
from lagebild.reports.conclusions import open_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words
from lagebild.solutions import Analysis


def answer_parts(console: Console, analysis: Analysis, words: Words) -> Iterator[RenderableType]:
    """Everything that ``lagebild answer`` prints, part by part."""
    situation = analysis.situation
    yield heading(situation.title.in_language(words.language) or words("answers.untitled"))
    if analysis.what_if is not None:
        what_if = situation.what_if(analysis.what_if)
        yield Text(words("solve.variant", name=what_if.name.in_language(words.language) or what_if.id))
    if not situation.questions:
        yield Text(words("answers.no_questions"))
        return
    bullet = marks_for(console).dash
    opened = open_in_words(analysis, words)
    if opened:
        yield Text(words("answers.open-drawn" if analysis.drawn else "answers.open", count=len(analysis.solutions)))
        yield from _listed("", opened, bullet)
    for number, answer in enumerate(answer_texts(analysis, words.language), start=1):
        yield Text()
        yield from _answer(number, answer, bullet, words)
    yield Text()
    yield Text(words("answers.legend"), style="dim")


def _answer(number: int, answer: AnswerText, bullet: str, words: Words) -> Iterator[RenderableType]:
    yield heading(f"{number}. {answer.question}")
    yield Padding(Text(answer.short), (0, 0, 0, 3))
    for paragraph in answer.why:
        yield Padding(Text(paragraph), (0, 0, 0, 3))
    yield from _listed("", answer.points, bullet)
    yield from _listed(words("answers.heading.turns") if answer.turns else "", answer.turns, bullet)
    for key, text in (("sure", answer.sure), ("voices", answer.voices), *(("rests", text) for text in answer.rests)):
        if text:
            yield Padding(Text.assemble((words(f"answers.heading.{key}") + " ", "italic"), text), (0, 0, 0, 3))


def _listed(title: str, items: tuple[str, ...], bullet: str) -> Iterator[RenderableType]:
    if title:
        yield Padding(Text(title, style="italic"), (0, 0, 0, 3))
    for item in items:
        text = Text(f"{bullet} {item}")
        yield Padding(text, (0, 0, 0, 5))
