"""What answers hinge on, in words: who and what carries each of them, and how far was looked.

Conclusions that hinge on the same are told together; what comes to the same in both modes is told once. Terminal, page and
document take the same records; ``hinge_paragraph`` says one question's hinges in a few plain sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from lagebild.analyses.hinges import Hinges
from lagebild.analyses.hinges.carriers import CLAIM, LINE, ORDER, ORIGIN, SPEAKER
from lagebild.reports.hinge_drafts import Draft, HingeDrafts, Loss
from lagebild.reports.hinge_words import VOICES, Fall, capital
from lagebild.reports.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that changes a conclusion; ``below``: the single claims of a voice that do so already."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is said of one kind of thing: a sentence, and a list under it."""

    text: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeSection:
    """Conclusions that hinge on the same. ``numbers``: which of the record's conclusions, from 0."""

    numbers: tuple[int, ...]
    questions: tuple[str, ...]
    """The questions with their numbers, under each of them what exactly was asked about."""
    stands: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HingesText:
    """A record of hinges ready to be shown; every field is prose in one language."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[HingeSection, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeRow:
    """A bar of a picture: something that can be lost, and its part in a conclusion.

    ``grain``: claim, origin, speaker, line or order; ``key`` its id or address; ``share`` its responsibility; ``undefined``
    where its loss leaves no answer instead of another one.
    """

    label: str
    grain: str
    key: str
    share: Fraction
    undefined: bool
    said: str = ""
    """What follows from losing it (with what it needs beside it), in words."""
    before: tuple[str, ...] = ()
    """What the conclusion comes to as the file stands, case by case."""
    after: tuple[tuple[str, ...], ...] = ()
    """What it comes to then; once where it comes to the same, unknown or false."""


def hinges_text(found: Hinges, words: Words, *, everything: bool = False, stopped: bool = False) -> HingesText:
    """All that was found, in words. ``everything``: larger sets and sourced lines too; ``stopped``: somebody ended it."""
    return _Writer(found, words, everything=everything).text(stopped=stopped)


def hinge_sections(found: Hinges, words: Words, *, everything: bool = False) -> tuple[HingeSection, ...]:
    """What the conclusions hinge on, those together that hinge on the same."""
    return _Writer(found, words, everything=everything).sections()


def hinge_paragraph(found: Hinges, question: int, words: Words) -> str:
    """What one question hinges on in one plain paragraph; empty where it has no conclusion."""
    return " ".join(hinge_paragraphs(found, question, words))


def hinge_paragraphs(found: Hinges, question: int, words: Words) -> tuple[str, ...]:
    """Likewise, a paragraph for each of its conclusions: a term that is asked about has one a definition."""
    writer = _Writer(found, words, everything=False)
    numbers = [number for number, asked in enumerate(found.conclusions) if asked.question == question]
    return tuple(writer.paragraph(number, of_several=len(numbers) > 1) for number in numbers)


def hinge_rows(found: Hinges, number: int, words: Words) -> tuple[HingeRow, ...]:
    """Everything that has a part in conclusion ``number`` (from 0), largest parts first within a kind.

    A speaker who is one voice with an origin, and a line that claims speak for, have no row of their own.
    """
    return tuple(_Writer(found, words, everything=False).rows(number))


class _Writer:
    def __init__(self, found: Hinges, words: Words, *, everything: bool) -> None:
        self.found, self.words = found, words
        self.situation = found.situation
        self.drafts = HingeDrafts(found, words, everything=everything)
        self.say = self.drafts.say

    def text(self, *, stopped: bool) -> HingesText:
        found, words, language = self.found, self.words, self.words.language
        title = self.situation.title.in_language(language) or words("answers.untitled")
        modes = tuple(dict.fromkeys(part.mode for part in found.siftings))
        intro = [words(f"hinges.intro.{modes[0] if len(modes) == 1 else 'both'}")]
        if len(found.conclusions[0].values) > 1:
            intro.append(words("hinges.intro.cases", count=words.number(len(found.conclusions[0].values))))
        if found.what_if is not None:
            what_if = self.situation.what_if(found.what_if)
            intro.insert(0, words("solve.variant", name=what_if.name.in_language(language) or what_if.id))
        return HingesText(
            title=words("hinges.title", title=title),
            intro=tuple(intro),
            sections=self.sections(),
            notes=tuple(self._notes(stopped)),
        )

    # --- sections -----------------------------------------------------------------------------------------------------

    def sections(self) -> tuple[HingeSection, ...]:
        groups: dict[object, list[int]] = {}
        for number in range(len(self.found.conclusions)):
            groups.setdefault((self._stands(number), tuple(self.drafts.drafts(number))), []).append(number)
        told: set[str] = set()
        return tuple(self._section(numbers, told) for numbers in groups.values())

    def _section(self, numbers: list[int], told: set[str]) -> HingeSection:
        drafts = [*self.drafts.drafts(numbers[0]), *self.drafts.unanswered(numbers)]
        return HingeSection(
            numbers=tuple(numbers),
            questions=tuple(self._questions(numbers)),
            stands=self._stands(numbers[0]),
            blocks=tuple(
                Block(text=draft.text, points=tuple(self._point(loss, told) for loss in draft.losses)) for draft in drafts
            ),
        )

    def _point(self, loss: Loss, told: set[str]) -> Point:
        """The point put together. What a loss does besides is said where it is met first, and so is what a claim says."""
        text = self.words("hinges.point", what=loss.what, effect=loss.effect) if loss.effect else loss.what
        if loss.aside and f"{loss.what}: {loss.aside}" not in told:
            told.add(f"{loss.what}: {loss.aside}")
            text = self.words("hinges.aside", text=text, aside=capital(loss.aside))
        text = self._shortly(text, told)
        below = (self._point(replace(each, aside="" if each.aside == loss.aside else each.aside), told) for each in loss.below)
        return Point(text=text, below=tuple(point.text for point in below))

    def _shortly(self, text: str, told: set[str]) -> str:
        """The text with voices and claims that were told at length before told shortly."""
        for full, short in self.say.again.items():
            if full in text:
                text = text.replace(full, short) if full in told else text
                told.add(full)
        return text

    def _questions(self, numbers: list[int]) -> Iterator[str]:
        by_question: dict[int, list[str]] = {}
        for number in numbers:
            by_question.setdefault(self.found.conclusions[number].question, []).append(self.say.about(number))
        for question, about in by_question.items():
            asked = self.situation.questions[question - 1].ask.in_language(self.words.language)
            key = "question" if asked else "question-unasked"
            yield self.words(f"hinges.{key}", number=question, ask=asked, about=self.words.listed(about))

    def _stands(self, number: int) -> str:
        return self.words("hinges.stands", value=self.say.value(self.found.conclusions[number].values))

    # --- notes --------------------------------------------------------------------------------------------------------

    def _notes(self, stopped: bool) -> Iterator[str]:
        found, words = self.found, self.words
        cuts = [cut for part in found.siftings for hinge in part.hinges for cut in hinge.cuts]
        if any(cut.indifferent for cut in cuts):
            yield words("hinges.note.vacuous")
        if any(cut.drawn for cut in cuts):
            yield words("hinges.note.drawn")
        parts: dict[str, list[str]] = {}
        for grain in self.say.grains:
            parts.setdefault(self._tried(grain), []).append(words(f"hinges.grain.{grain}"))
        tried = [words("hinges.tried.part", grains=words.listed(grains), size=size) for size, grains in parts.items()]
        said = words("hinges.note.tried", parts="; ".join(tried))
        if stopped:
            said = f"{words('hinges.note.stopped')} {said}"
        elif found.interrupted:
            said = f"{words('hinges.note.time', seconds=round(found.seconds))} {said}"
        yield said
        least = ((part, hinge.cuts[0]) for part in found.siftings for hinge in part.hinges if hinge.cuts)
        if any(len(cut.members) > part.complete_to and not cut.smallest for part, cut in least):
            yield words("hinges.note.larger")
        if LINE in self.say.grains and not self.drafts.every_line:
            yield words("hinges.note.sourced")

    def _tried(self, grain: str) -> str:
        size = self.drafts.tried_to([grain])
        if 0 < size >= len(self.say.carriers(grain)):
            return self.words("hinges.tried.everything")
        key = {0: "none", 1: "one", 2: "two"}.get(size, "many")
        return self.words(f"hinges.tried.{key}", size=size)

    # --- a paragraph, and rows for pictures ---------------------------------------------------------------------------

    def paragraph(self, number: int, *, of_several: bool) -> str:
        """Who carries it, what remains without the main voice, which assumptions, orders and single claims turn it."""
        words, before = self.words, self.found.conclusions[number].values
        alone = [fall for fall in self.drafts.voice_falls(number) if fall.alone]
        falls = [fall for fall in alone if not fall.undefined]
        unasked = [fall for fall in alone if fall.undefined]
        parts = []
        if falls:
            main = max(falls, key=lambda fall: len(self.drafts.own(fall)))
            of, who = self.drafts.voice_count, self._who(falls)
            only = words("hinges.paragraph.voices.only", who=who)
            several = words.several("hinges.paragraph.voices", len(falls), of=words.number(of), who=who)
            parts.append(only if of == 1 else several)
            parts.append(
                words("hinges.paragraph.main", who=self.say.who(main.grain, main.members[0]),
                      effect=self.say.effect(main, before))
            )  # fmt: skip
        elif any(grain in self.say.grains for grain in VOICES):
            parts.extend(self._in_sentences(islice(self.drafts.voices(number), 1)))
        if unasked:
            parts.append(words("hinges.paragraph.unasked", who=self._who(unasked, last="or")))
        speakers = [fall for fall in self.drafts.speaker_falls(number) if fall.alone and not fall.undefined]
        if speakers:
            parts.append(words.several("hinges.paragraph.speakers", len(speakers), who=self._who(speakers)))
        guessed = [
            fall for fall in self.drafts.turning(LINE, number) if fall.alone and not self.drafts.sourced[fall.members[0]]
        ]
        if guessed:
            lines = "; ".join(self.say.line(fall.members[0]) for fall in guessed)
            parts.append(words.several("hinges.paragraph.assumptions", len(guessed), lines=lines))
        parts.extend(self._in_sentences(self.drafts.orders(number)))
        beside = [fall for fall in self.drafts.claims_beside(number) if fall.alone] if not falls and not speakers else []
        if beside:
            claims = "; ".join(self.say.claim(fall.members[0]) for fall in beside)
            parts.append(words.several("hinges.paragraph.claims", len(beside), claims=claims))
        told = " ".join(parts)
        return words("hinges.paragraph.of", name=self.say.about(number), told=told) if of_several else told

    def _who(self, falls: Iterable[Fall], *, last: str = "and") -> str:
        return self.words.listed([self.say.who(fall.grain, fall.members[0]) for fall in falls], last=last)

    def _in_sentences(self, drafts: Iterable[Draft]) -> Iterator[str]:
        for draft in drafts:
            yield " ".join([draft.text, *(capital(self._point(loss, set()).text) for loss in draft.losses)])

    def rows(self, number: int) -> Iterator[HingeRow]:
        before = self.found.conclusions[number].values
        origins = {carrier.claims for carrier in self.say.carriers(ORIGIN)}
        twins = {(SPEAKER, carrier.key) for carrier in self.say.carriers(SPEAKER) if carrier.claims in origins}
        for grain in (*VOICES, CLAIM, LINE, ORDER):
            first: dict[str, Fall] = {}
            for fall in self.drafts.falls(grain, number):
                for member in fall.members:
                    known = first.get(member)
                    if known is None or (known.undefined and len(known.members) == len(fall.members)):
                        first[member] = fall
            for key, fall in sorted(first.items(), key=lambda item: len(item[1].members)):
                if (grain, key) in twins or (grain == LINE and self.drafts.sourced[key]):
                    continue
                yield HingeRow(
                    label=self.say.who(grain, key) if grain in VOICES else self.drafts.named(grain, key),
                    grain=grain,
                    key=key,
                    share=Fraction(1, len(fall.members)),
                    undefined=fall.undefined,
                    said=self.say.effect(fall, before),
                    before=before,
                    after=tuple(dict.fromkeys(cut.after for _, cut in fall.cuts)),
                )
