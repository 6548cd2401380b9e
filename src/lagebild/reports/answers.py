"""Answers in words: each question's answer in a sentence, why, how sure, resting on whom. Terminal and page use the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lagebild.analyses.answers import Alternative, Answer, ByAnswer, NextAnswer, Reading, WhenAnswer, WhyAnswer, answers
from lagebild.analyses.conclusion import ALL, NONE, Conclusion, conclusions
from lagebild.analyses.levers import Lever, LeverChange, Levers
from lagebild.evidence.voices import Voices
from lagebild.reports.conclusions import ConclusionWords, capital
from lagebild.reports.hinges import hinge_paragraphs
from lagebild.reports.levers import further_sets_in_words
from lagebild.reports.next_steps import next_in_words
from lagebild.reports.proof import question_paragraphs
from lagebild.reports.speakers import voice_name
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Situation
from lagebild.solutions import Analysis
from lagebild.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerText:
    """An answer ready to be shown. Every field is prose; empty where there is nothing to say."""

    question: str
    kind: str
    """``why``, ``next``, ``when``, ``against`` or ``for``."""
    short: str
    """The answer in a sentence or two."""
    why: tuple[str, ...] = ()
    """The reasons, a paragraph each."""
    points: tuple[str, ...] = ()
    """What comes in a list: readings, levers, paths."""
    turns: tuple[str, ...] = ()
    """What would turn it, a sentence each."""
    sure: str = ""
    """Under which concepts and in how many cases it holds."""
    voices: str = ""
    """Whose voices it rests on."""
    rests: tuple[str, ...] = ()
    """What it hinges on, what remains without its main voice, and by which standard of proof it holds: a paragraph each."""


def answer_texts(analysis: Analysis, language: str = "en") -> tuple[AnswerText, ...]:
    """Every question of the file, answered in words."""
    return tuple(answer_text(analysis, answer, language) for answer in answers(analysis))


def answer_text(analysis: Analysis, answer: Answer, language: str = "en") -> AnswerText:
    """One answer in words."""
    writer = _Writer(analysis, Words(language))
    ask = answer.question.ask.in_language(language) or writer.default_question(answer)
    voices = voices_in_words(analysis.situation, answer.voices, writer.words)
    if answer.unsourced_orders:
        voices += " " + writer.words.several("answers.voices.orders", len(answer.unsourced_orders))
    return replace(_capitalised(_answer_text(writer, answer, ask, voices)), rests=_rests(answer, writer.words))


def _rests(answer: Answer, words: Words) -> tuple[str, ...]:
    """What each conclusion of the question hinges on, and how well it is proven."""
    if answer.hinges is None or answer.proofs is None:
        return ()
    hinging = hinge_paragraphs(answer.hinges, answer.number, words)
    proven = question_paragraphs(answer.proofs, answer.number, words.language)
    return tuple(f"{carried} {held}" for carried, held in zip(hinging, proven, strict=True))


def _answer_text(writer: _Writer, answer: Answer, ask: str, voices: str) -> AnswerText:
    match answer.detail:
        case WhyAnswer() as why:
            return writer.why(why, ask, voices)
        case NextAnswer() as following:
            told = next_in_words(writer.analysis, following.paths, writer.words)
            return AnswerText(
                question=ask, kind="next", short=told.short, why=told.why, points=told.points, sure=told.sure, voices=voices
            )
        case WhenAnswer() as when:
            return writer.when(when, ask, voices)
        case ByAnswer() as by:
            return writer.by(by, ask, voices)


def _capitalised(text: AnswerText) -> AnswerText:
    """Sentences begin with a capital letter, whatever name they begin with."""
    return AnswerText(
        question=text.question,
        kind=text.kind,
        short=capital(text.short),
        why=tuple(map(capital, text.why)),
        points=tuple(map(capital, text.points)),
        turns=tuple(map(capital, text.turns)),
        sure=capital(text.sure),
        voices=capital(text.voices),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeversText:
    """What one decision maker can do, ready to be shown."""

    before: str
    """How things stand without it."""
    short: str
    points: tuple[str, ...]


def levers_in_words(analysis: Analysis, found: Levers, words: Words) -> LeversText:
    """What one decision maker can do for or against something, in words."""
    return _Writer(analysis, words).levers(found)


def lever_in_words(analysis: Analysis, lever: Lever, words: Words) -> str:
    """One change, what it turns, at what price."""
    return _Writer(analysis, words).lever(lever)


def voices_in_words(situation: Situation, voices: Voices, words: Words) -> str:
    """Whose voices some lines rest on: how many claims, of whom, how firmly told; and what is unsourced."""
    told = [words.several(f"words.told.{told_as}", count) for told_as, count in voices.told_as]
    parts: list[str] = []
    if not voices.claims:
        parts.append(words("answers.voices.none"))
    elif voices.single:
        who = voice_name(situation, voices.single, words)
        parts.append(words.several("answers.voices.single", len(voices.claims), who=who, told=words.listed(told)))
    else:
        shares = [f"{voice_name(situation, origin, words)} ({count})" for origin, count in voices.origins]
        shown = shares[:4] + ([words.several("answers.voices.further", len(shares) - 4)] if len(shares) > 4 else [])
        parts.append(
            words("answers.voices.several", claims=len(voices.claims), origins=len(voices.origins),
                  shares=words.listed(shown), told=words.listed(told))
        )  # fmt: skip
    if voices.claims and not voices.confirmed:
        parts.append(words("answers.voices.nothing_confirmed"))
    if voices.unsourced:
        parts.append(words.several("answers.voices.unsourced", len(voices.unsourced), of=voices.lines))
    return " ".join(parts)


class _Writer(ConclusionWords):
    # --- shared ----------------------------------------------------------------------------------------------------

    def default_question(self, answer: Answer) -> str:
        question = answer.question
        about = (
            self.quoted(question.statement)
            if question.statement is not None
            else self.words("words.quoted", text=question.term)
        )
        who = self.name(question.by) if question.by else ""
        return self.words(f"answers.ask.{question.kind}", about=about, who=who)

    def sure(self, statement: Statement, conclusion: Conclusion) -> str:
        """Under which concepts the value is the same, and what it hangs on where cases differ."""
        by_concept = conclusions(self.analysis, statement)
        same = [code for code, other in by_concept.items() if other.values == conclusion.values]
        parts = []
        if len(same) == len(by_concept):
            parts.append(self.words("answers.sure.every_concept", codes=", ".join(by_concept)))
        else:
            differing = [
                self.words("answers.sure.other", code=code, extent=self.extent(other))
                for code, other in by_concept.items()
                if code not in same
            ]
            parts.append(self.words("answers.sure.some_concepts", same=self.words.listed(same), differing="; ".join(differing)))
        return " ".join(parts)

    # --- why -------------------------------------------------------------------------------------------------------

    def why(self, detail: WhyAnswer, ask: str, voices: str) -> AnswerText:
        about = self.quoted(detail.statement)
        who = self.name(detail.focal)
        short = self.words("answers.why.short", about=about, extent=self.extent(detail.conclusion))
        reasons = (
            [self.words("answers.why.today_passes", about=about)] if detail.today and detail.conclusion.value == NONE else []
        )
        reasons += [self.alternative(a, who, "staying") for a in detail.staying[:4]]
        reasons += [self.alternative(a, who, "refraining") for a in detail.refraining[:4]]
        hanging = self.open_items(detail.conclusion, detail.statement)
        turns = hanging[1:] + [self.turn(lever, who) for lever in detail.turns[:5]]
        if not detail.turns:
            turns.append(self.words("answers.why.no_turn", who=who))
        return AnswerText(
            question=ask,
            kind="why",
            short=" ".join([short, *hanging[:1]]),
            why=tuple(reasons),
            points=tuple(
                self.words("answers.why.other", who=self.name(lever.change.decision_maker), lever=self.lever(lever))
                for lever in detail.others
            ),
            turns=tuple(turns),
            sure=self.sure(detail.statement, detail.conclusion),
            voices=voices,
        )

    def alternative(self, alternative: Alternative, who: str, side: str) -> str:
        model = alternative.solutions[0].model
        reason = alternative.reason
        fields = {
            "cases": self.in_cases(alternative.solutions),
            "who": who,
            "outcome": self.words.state(model, alternative.outcome),
            "target": self.words.state(model, alternative.target),
            "label": model.label(alternative.outcome),
        }
        if reason is None or reason.sign == 0:
            return self.words(f"answers.{side}.{alternative.verdict.replace(' ', '_')}", **fields)
        if reason.statement is not None:
            because = self.words("answers.because.want", want=self.quoted(reason.statement), place=reason.place, of=reason.of)
        else:
            because = self.words(f"answers.because.{reason.kind}")
        told = self.words(f"answers.{side}.{alternative.verdict}", because=because, **fields)
        kept = [self.quoted(want.statement) for want in alternative.kept if want.statement != reason.statement]
        paid = [self.quoted(want.statement) for want in alternative.paid if want.statement != reason.statement]
        if kept:
            told += " " + self.words("answers.kept", wants=self.words.listed(kept))
        if paid:
            told += " " + self.words.several("answers.paid", len(paid), wants=self.words.listed(paid))
        return told

    def turn(self, lever: Lever, who: str) -> str:
        change = lever.change
        key = "rise" if change.to < change.position else "fall"
        line = next(line for line in self.situation.lines() if line.address == change.want)
        moved = len(line.members) if isinstance(line, AnyOrder) else 1
        return self.words.several(
            f"answers.turn.{key}", moved, want=self.want_at(change.want), who=who, position=change.position, to=change.to,
            past=self._passed(change.decision_maker, change.position, change.to), extent=self.extent(lever.after),
        )  # fmt: skip

    def _passed(self, decision_maker: str, position: int, to: int) -> str:
        """The want next to which a moved want comes to stand: the last one that it passes."""
        wants = self.situation.decision_maker(decision_maker).wants or ()
        return self.want_at(wants[to - 1].address)

    # --- when ------------------------------------------------------------------------------------------------------

    def when(self, detail: WhenAnswer, ask: str, voices: str) -> AnswerText:
        key = "one" if len(detail.readings) == 1 else "agreed" if not detail.disputed else "disputed"
        short = self.words(
            f"answers.when.{key}", readings=len(detail.readings), cases=self.in_cases(detail.disputed),
            extent=self.extent(detail.readings[0].conclusion),
        )  # fmt: skip
        why: tuple[str, ...] = ()
        if detail.example is not None:
            solution, outcome = detail.disputed[0], detail.example
            truth = {r.key: bool(solution.model.truth(r.statement)[outcome]) for r in detail.readings}
            yes, no = ([self.definition_name(k) for k, v in truth.items() if v is value] for value in (True, False))
            why = (
                self.words("answers.when.example", outcome=self.words.state(solution.model, outcome),
                           yes=self.words.listed(yes), no=self.words.listed(no)),
            )  # fmt: skip
        return AnswerText(
            question=ask,
            kind="when",
            short=short,
            why=why,
            points=tuple(self.reading(reading) for reading in detail.readings),
            turns=tuple(dict.fromkeys(item for r in detail.readings for item in self._turns_of_reading(r))),
            sure=self.sure(detail.readings[0].statement, detail.readings[0].conclusion) if len(detail.readings) == 1 else "",
            voices=voices,
        )

    def _turns_of_reading(self, reading: Reading) -> list[str]:
        items = self.open_items(reading.conclusion, reading.statement)
        if not reading.key or not items:
            return items
        return [self.words("answers.when.turns", reading=self.definition_name(reading.key), item=item) for item in items]

    def definition_name(self, key: str) -> str:
        """The name of a definition; whose it is beside it where another of the same term has the same name."""
        definition = self.situation.definitions_by_key[key]
        name = self.name(key)
        alike = [other for other in self.situation.definitions_of(definition.term) if self.name(other.key) == name]
        return f"{name} ({definition.speaker})" if len(alike) > 1 else name

    def reading(self, reading: Reading) -> str:
        today = {True: "yes", False: "no", None: "unknown"}[reading.today]
        definition = self.situation.definitions_by_key.get(reading.key)
        statement = definition.statement if definition is not None else reading.statement
        told = self.words(
            "answers.when.reading", name=self.definition_name(reading.key) if reading.key else self.quoted(statement),
            statement=self.quoted(statement), extent=self.extent(reading.conclusion), today=self.words(f"words.{today}"),
        )  # fmt: skip
        if not reading.idle:
            return told
        return f"{told} {self.words('answers.when.idle', options=self.quoted_names(reading.idle))}"

    # --- by … against, for -----------------------------------------------------------------------------------------

    def by(self, detail: ByAnswer, ask: str, voices: str) -> AnswerText:
        found = detail.levers
        told = self.levers(found)
        others = [f"{self.name(dm)} ({count})" for dm, count in detail.others if count]
        compared = [self.words("answers.by.others", others=self.words.listed(others))] if others else []
        if not detail.influence:
            compared.append(self.words("answers.by.no_influence", who=self.name(found.decision_maker)))
        return AnswerText(
            question=ask,
            kind=found.wish,
            short=told.short,
            why=(told.before, *compared),
            points=(*told.points, *further_sets_in_words(self.analysis, detail.sets, self.words)),
            turns=tuple(self.open_items(found.before, found.statement)),
            sure=self.sure(found.statement, found.before),
            voices=voices,
        )

    def levers(self, found: Levers) -> LeversText:
        about = self.quoted(found.statement)
        # What is prevented (or secured) already needs nothing done, only nothing undone.
        settled = found.before.settled and found.before.values[0] == (NONE if found.wish == "against" else ALL)
        key = f"settled_{found.wish}" if settled else "some" if found.levers else "none"
        short = self.words(
            f"answers.by.{key}", who=self.name(found.decision_maker), about=about,
            wish=self.words(f"answers.by.wish.{found.wish}"), count=len(found.levers), tried=found.tried,
        )  # fmt: skip
        contrary = "answers.by.undoes" if settled else "answers.by.backfires"
        backfiring = (self.words(contrary, change=self.lever(lever)) for lever in found.backfiring[:4])
        return LeversText(
            before=self.words("answers.by.before", about=about, extent=self.extent(found.before)),
            short=short,
            points=(*(self.lever(lever) for lever in found.levers[:8]), *backfiring, *self.ruled_out(found)),
        )

    def ruled_out(self, found: Levers) -> list[str]:
        if not found.ruled_out:
            return []
        changes = [self.change(change) for change in found.ruled_out]
        return [self.words("answers.by.ruled_out", changes=self.words.listed(changes))]

    def lever(self, lever: Lever) -> str:
        change = lever.change
        parts = [self.words("answers.lever.effect", change=self.change(change), extent=self.extent(lever.after))]
        if lever.price is not None:
            parts.append(self.words("answers.lever.price", want=self.quoted(lever.price.statement)))
        elif change.kind in ("take", "refuse"):
            parts.append(self.words("answers.lever.free"))
        if lever.gain is not None:
            parts.append(self.words("answers.lever.gain", want=self.quoted(lever.gain.statement)))
        if lever.by_fear:
            parts.append(self.words("answers.lever.fear"))
        return " ".join(parts)

    def change(self, change: LeverChange) -> str:
        if change.kind in ("take", "refuse"):
            return self.words(f"answers.change.{change.kind}", option=self.words("words.quoted", text=self.name(change.option)))
        if change.kind == "drop":
            return self.words("answers.change.drop", want=self.want_at(change.want))
        key = "rise" if change.to < change.position else "fall"
        past = self._passed(change.decision_maker, change.position, change.to)
        return self.words(f"answers.change.{key}", want=self.want_at(change.want), past=past)
