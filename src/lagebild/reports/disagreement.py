"""Two opinions on one situation in words: both answers side by side, and every disagreement with its reason and effect.

Terminal and page take the same records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from lagebild.analyses.disagreement import ELSEWHERE, UNDEFINED, Answered, Comparison, Effect, Turned, combined
from lagebild.changes.disagreements import Disagreement
from lagebild.evidence.grounds import references
from lagebild.reports.alternatives import instead_in_words, line_said
from lagebild.reports.answers import AnswerText, answer_texts
from lagebild.reports.speakers import who_says
from lagebild.reports.words import Words
from lagebild.situation import Situation
from lagebild.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with both answers. ``details``: per conclusion what differs, and which disagreements turn it."""

    number: int
    question: str
    turns: bool
    first: str
    second: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementView:
    """One disagreement. ``kind``: matters, elsewhere, nothing or undefined."""

    number: int
    address: str
    line: str
    instead: tuple[str, ...]
    because: str
    claims: tuple[str, ...]
    kind: str
    effect: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """Everything that is told of two opinions; every field is prose in one language."""

    title: str
    intro: tuple[str, ...]
    notes: tuple[str, ...]
    verdict: str
    by: str
    base: str
    questions: tuple[QuestionView, ...]
    disagreements: tuple[DisagreementView, ...]

    @property
    def turned(self) -> tuple[QuestionView, ...]:
        """The questions that the two answer differently."""
        return tuple(view for view in self.questions if view.turns)

    @property
    def kept(self) -> tuple[QuestionView, ...]:
        """The questions on which they agree."""
        return tuple(view for view in self.questions if not view.turns)


def comparison_view(found: Comparison, words: Words) -> ComparisonView:
    """The comparison in words."""
    return _Writer(found, words).view()


class _Writer:
    def __init__(self, found: Comparison, words: Words) -> None:
        self.found, self.words = found, words
        self.situation: Situation = found.situation
        self.hers: Situation = found.second.situation

    def view(self) -> ComparisonView:
        found, words = self.found, self.words
        questions = tuple(self._questions())
        turned = sum(question.turns for question in questions)
        key = "none" if not questions else "some" if turned else "same"
        return ComparisonView(
            title=words("compare.title", title=self.situation.title.in_language(words.language)),
            intro=tuple(self._intro()),
            notes=tuple(self._notes()),
            verdict=words(f"compare.verdict.{key}", **({"turned": turned, "total": len(questions)} if turned else {})),
            by=found.opinion.by,
            base=words("compare.base"),
            questions=questions,
            disagreements=tuple(map(self._disagreement, found.effects)),
        )

    # --- head ---------------------------------------------------------------------------------------------------------

    def _intro(self) -> Iterator[str]:
        opinion = self.found.opinion
        file = PurePath(self.situation.file).name
        yield self.words.several("compare.intro", len(opinion.disagreements), by=opinion.by, file=file)
        if opinion.when:
            yield self.words("compare.dated", when=opinion.when)

    def _notes(self) -> Iterator[str]:
        found, words = self.found, self.words
        opinion, now = found.opinion, self.situation.sha256
        if found.changed_since:
            yield words("compare.note.changed", by=opinion.by, told=opinion.about_sha256, now=now)
        elif not opinion.about_sha256:
            yield words("compare.note.unknown", now=now)
        if opinion.about and PurePath(opinion.about).name != PurePath(self.situation.file).name:
            yield words("compare.note.other-file", about=opinion.about)
        if not found.same_cases:
            cases = (words.number(len(analysis.solutions)) for analysis in (found.first, found.second))
            yield words("compare.note.cases", by=opinion.by, first=next(cases), second=next(cases))
        if not found.complete:
            yield words("compare.note.incomplete")

    # --- questions ----------------------------------------------------------------------------------------------------

    def _questions(self) -> Iterator[QuestionView]:
        firsts = answer_texts(self.found.first, self.words.language)
        seconds = answer_texts(self.found.second, self.words.language)
        for number, (first, second) in enumerate(zip(firsts, seconds, strict=True), start=1):
            answered = [one for one in self.found.answered if one.question == number]
            turns = any(one.turns for one in answered) if answered else _told(first) != _told(second)
            yield QuestionView(
                number=number,
                question=first.question,
                turns=turns,
                first=first.short,
                second=self._second(second, answered),
                details=tuple(self._details(answered)),
            )

    def _second(self, text: AnswerText, answered: list[Answered]) -> str:
        if any(one.second == (UNDEFINED,) for one in answered):
            said = self.words("compare.question.unanswerable")
            return f"{_capital(said)}."
        return text.short

    def _details(self, answered: list[Answered]) -> Iterator[str]:
        """Per way to differ one paragraph; readings of a term that differ alike are told together."""
        alike: dict[str, list[str]] = {}
        for one in answered:
            if one.turns:
                alike.setdefault(self._difference(one), []).append(self._about(one.definition, one.statement))
                continue
            if set(one.first) != set(one.second):
                said = self.words("compare.question.within", first=self._value(combined(one.first)), by=self.found.opinion.by)
                alike.setdefault(said, []).append(self._about(one.definition, one.statement))
            if one.undone:
                undone = self.words.several("compare.question.undone", len(one.alone), which=self._numbers(one.alone))
                alike.setdefault(undone, [])
        for said, about in alike.items():
            yield self.words("compare.question.about", about=self.words.listed(about), said=said) if about else said

    def _difference(self, one: Answered) -> str:
        words, by = self.words, self.found.opinion.by
        first, second = combined(one.first), combined(one.second)
        if first != second:
            parts = [words("compare.question.differs", first=self._value(first), second=self._value(second), by=by)]
        else:
            count = sum(before != after for before, after in zip(one.first, one.beside, strict=True))
            fields = {"count": words.number(count), "total": words.number(len(one.first))}
            parts = [words("compare.question.some-cases", first=self._value(first), by=by, **fields)]
        return " ".join([*parts, *self._turning(one)])

    def _turning(self, one: Answered) -> Iterator[str]:
        if one.alone:
            yield self.words.several("compare.question.alone", len(one.alone), which=self._numbers(one.alone))
        elif one.together:
            sets = [self._numbers(chosen) for chosen in one.together]
            others = [self.words("compare.question.or-together", which=which) for which in sets[1:]]
            yield self.words("compare.question.together", which=", ".join([sets[0], *others]))

    def _numbers(self, numbers: Iterable[int]) -> str:
        return self.words.listed([str(number) for number in numbers])

    def _value(self, value: str) -> str:
        return self.words(f"compare.value.{value.replace(' ', '-')}")

    def _about(self, key: str, statement: Statement) -> str:
        """What a conclusion is about; a reading of a term that several define says whose it is."""
        words = self.words
        if not key:
            return words("words.quoted", text=self.situation.in_words(statement, words.language))
        definition = self.situation.definitions_by_key[key]
        quoted = words("words.quoted", text=words.name(self.situation, key))
        alike = len(self.situation.definitions_of(definition.term)) == 1
        return quoted if alike else words("compare.question.reading", name=quoted, speaker=definition.speaker)

    # --- disagreements --------------------------------------------------------------------------------------------------

    def _disagreement(self, effect: Effect) -> DisagreementView:
        one = effect.disagreement
        return DisagreementView(
            number=one.number,
            address=one.line,
            line=_capital(line_said(self.situation, one.line, self.words)),
            instead=tuple(instead_in_words(self.situation, self.hers, one, self.words)),
            because=one.because.in_language(self.words.language),
            claims=tuple(self._claims(one)),
            kind=effect.kind,
            effect=tuple(self._effect(effect)),
        )

    def _claims(self, one: Disagreement) -> Iterator[str]:
        named = dict.fromkeys(reference.claim for reference in references(one.claims))
        for id_ in named:
            claim = self.hers.claim(id_)
            said = claim.says.in_language(self.words.language)
            yield self.words("compare.instead.claim", says=said, who=who_says(self.hers, claim, self.words), id=id_)

    def _effect(self, effect: Effect) -> Iterator[str]:
        words = self.words
        if effect.turned:
            yield words("compare.effect.matters", turned="; ".join(self._turned(effect.turned)))
        elif effect.kind == ELSEWHERE and effect.concepts:
            counts = {"appearing": words.number(effect.appearing), "vanishing": words.number(effect.vanishing)}
            yield words("compare.effect.elsewhere", concepts=", ".join(effect.concepts), **counts)
        elif effect.kind != ELSEWHERE:
            yield words(f"compare.effect.{effect.kind}", **({"reason": effect.reason} if effect.reason else {}))
        if effect.today:
            yield words("compare.effect.today" if effect.turned or effect.concepts else "compare.effect.only-today")
        if effect.joint:
            yield words("compare.effect.joint")

    def _turned(self, turned: Iterable[Turned]) -> Iterator[str]:
        """What turns, together with what turns alike."""
        alike: dict[tuple[str, str], dict[str, None]] = {}
        for turn in turned:
            about = alike.setdefault((turn.before, turn.after), {})
            about[self._about(turn.definition, turn.statement)] = None
        for (before, after), about in alike.items():
            names = self.words.listed(list(about))
            if before == after:
                yield self.words("compare.effect.some-cases", about=names)
            else:
                fields = {"before": self._value(before), "after": self._value(after)}
                yield self.words("compare.effect.turned", about=names, **fields)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(text: AnswerText) -> tuple[object, ...]:
    return text.short, text.points
