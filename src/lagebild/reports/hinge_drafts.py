"""What each conclusion hinges on, drafted: blocks of losses with what they do, before anything is put together.

Conclusions with equal drafts hinge on the same, and are told together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lagebild.analyses.conclusion import conclude
from lagebild.analyses.hinges import Hinges
from lagebild.analyses.hinges.carriers import CLAIM, LINE, ORDER, ORIGIN, SPEAKER
from lagebild.reports.conclusions import open_items_in_words
from lagebild.reports.hinge_words import VOICES, Fall, HingeWords
from lagebild.reports.words import Words

SHOWN = 2
"""Larger sets than this are only counted, unless everything is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A point before it is put together: what is lost, what a conclusion then comes to, and what else that does."""

    what: str
    effect: str = ""
    aside: str = ""
    below: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block before it is put together."""

    text: str
    losses: tuple[Loss, ...] = ()


class HingeDrafts:
    """One record of hinges, drafted in one language. ``everything``: larger sets and sourced lines too."""

    def __init__(self, found: Hinges, words: Words, *, everything: bool) -> None:
        self.found, self.words, self.everything = found, words, everything
        self.say = HingeWords(found, words)
        self.sourced = {line.address: line.sourced for line in found.situation.lines()}
        self.sourced |= {order.address: order.sourced for dm in found.situation.decision_makers for order in dm.orders}

    def drafts(self, number: int) -> Iterator[Draft]:
        """What conclusion ``number`` (from 0) hinges on, but for what leaves it without an answer."""
        yield from self.voices(number)
        yield from self._lines(number)
        yield from self.orders(number)

    # --- voices and their claims --------------------------------------------------------------------------------------

    def voices(self, number: int) -> Iterator[Draft]:
        """Who carries it, each with the claims that do so already; claims alone, where nobody asked for voices."""
        claims = self.turning(CLAIM, number)
        if not any(grain in self.say.grains for grain in VOICES):
            yield from self._of_grain("claims", CLAIM, number, claims)
            return
        if not any(self.say.carriers(grain) for grain in VOICES):
            yield Draft(text=self.words("hinges.rests.nothing"))
            return
        voices = [fall for fall in self.voice_falls(number) if not fall.undefined]
        speakers = [fall for fall in self.speaker_falls(number) if not fall.undefined]
        area = "rests" if ORIGIN in self.say.grains else "speakers"
        grain = ORIGIN if ORIGIN in self.say.grains else SPEAKER
        yield self._draft(area, (grain,), voices, self.voice_count, self._told_with_claims(voices, claims, number))
        if self._shown(speakers):
            text = self.words("hinges.speakers.besides")
            yield Draft(text=text, losses=tuple(self._told_with_claims(speakers, claims, number)))
        elif speakers:
            yield Draft(text=self._larger(speakers))
        beside = self.claims_beside(number)
        if self._shown(beside):
            yield Draft(text=self.words("hinges.claims.beside"), losses=self._alike(self._shown(beside), number))
        elif beside:
            yield Draft(text=self._larger(beside))

    def claims_beside(self, number: int) -> list[Fall]:
        """Claims that change it, although what their voices say as a whole does not, or leaves no answer."""
        people = (*self.voice_falls(number), *self.speaker_falls(number))
        own = {claim for fall in people if not fall.undefined for claim in self.own(fall)}
        return [fall for fall in self.turning(CLAIM, number) if not own >= set(fall.members)]

    def _told_with_claims(self, falls: Sequence[Fall], claims: Sequence[Fall], number: int) -> Iterator[Loss]:
        return (self._with_claims(loss, claims, number) for loss in self._losses(self._shown(falls), number))

    def _with_claims(self, loss: tuple[Fall, Loss], claims: Sequence[Fall], number: int) -> Loss:
        """A voice with its claims that do something without the rest of it; those that do the same only named."""
        fall, told = loss
        own = self.own(fall)
        if all(len(self._claims_of(fall, member)) == 1 for member in fall.members):
            return told
        inside = [claim for claim in self._shown(claims) if set(claim.members) <= set(own)]
        if not fall.alone:
            inside = [c for c in inside if not any(set(c.members) <= set(self._claims_of(fall, m)) for m in fall.members)]
        below = [
            replace(each, what=self.words("hinges.already", claims=each.what), effect="")
            if each.effect == told.effect
            else each
            for each in self._alike([claim for claim in inside if claim.alone], number)
        ]
        # "The same" reads as the voice's own result only where no other result stands between.
        below.sort(key=lambda each: bool(each.effect))
        return replace(told, below=(*below, *self._alike([claim for claim in inside if not claim.alone], number)))

    @property
    def voice_count(self) -> int:
        """How many voices the file has, as ``check`` counts them; how many speakers, where only those were asked for."""
        if ORIGIN not in self.say.grains:
            return len(self.say.carriers(SPEAKER))
        # Nobody in particular is not somebody, and is never struck out.
        return len({claim.voice for claim in self.found.situation.claims} - {"unnamed"})

    def voice_falls(self, number: int) -> tuple[Fall, ...]:
        """What voices do; what speakers do, where only those were asked for."""
        return self.falls(ORIGIN if ORIGIN in self.say.grains else SPEAKER, number)

    def speaker_falls(self, number: int) -> tuple[Fall, ...]:
        """What speakers do besides voices, who need not have known it first.

        Left out is whose claims are those of a voice that does the same, or a part of them, or these and more.
        """
        if ORIGIN not in self.say.grains:
            return ()
        voices = [(fall, set(self.own(fall))) for fall in self.voice_falls(number)]

        def new(fall: Fall) -> bool:
            own = set(self.own(fall))
            return not any(
                fall.undefined == voice.undefined and len(voice.members) <= len(fall.members) and (own <= told or told <= own)
                for voice, told in voices
            )

        return tuple(fall for fall in self.falls(SPEAKER, number) if new(fall))

    def _claims_of(self, fall: Fall, member: str) -> tuple[str, ...]:
        return self.say.claims_of(fall.grain, member)

    def own(self, fall: Fall) -> list[str]:
        """The claims that go with a set of voices."""
        return [claim for member in fall.members for claim in self._claims_of(fall, member)]

    # --- lines and orders ---------------------------------------------------------------------------------------------

    def _lines(self, number: int) -> Iterator[Draft]:
        if not self.say.carriers(LINE):
            return
        falls = self.turning(LINE, number)
        guessed = [fall for fall in falls if fall.alone and not self.sourced[fall.members[0]]]
        if guessed:
            text = self.words.several("hinges.assumptions", len(guessed))
            yield Draft(text=text, losses=self._alike(guessed, number))
        rest = [fall for fall in falls if fall not in guessed]
        if self.every_line and (rest or not guessed):
            yield from self._of_grain("lines", LINE, number, rest)

    @property
    def every_line(self) -> bool:
        """Whether lines that claims stand behind are told too: where everything is, or nothing but lines and orders."""
        return self.everything or set(self.say.grains) <= {LINE, ORDER}

    def orders(self, number: int) -> Iterator[Draft]:
        """Which order decisions matter, and what the file leaves open that does."""
        yield from self._of_grain("orders", ORDER, number, self.turning(ORDER, number))
        if ORDER not in self.say.grains:
            return
        conclusion = conclude(self.found.analysis, self.found.conclusions[number].statement, self.found.leading)
        for said in open_items_in_words(self.found.analysis, conclusion, self.words):
            yield Draft(text=self.words("hinges.open", what=said))

    # --- drafts -------------------------------------------------------------------------------------------------------

    def falls(self, grain: str, number: int) -> tuple[Fall, ...]:
        """What was found in this grain; nothing, where nobody asked for it."""
        return self.say.falls(grain, number) if grain in self.say.grains else ()

    def turning(self, grain: str, number: int) -> list[Fall]:
        """What changes the conclusion and leaves it an answer."""
        return [fall for fall in self.falls(grain, number) if not fall.undefined]

    def tried_to(self, grains: Iterable[str]) -> int:
        """Up to which size all sets of these grains were tried."""
        return min((part.complete_to for part in self.found.siftings if part.grain in grains), default=0)

    def _of_grain(self, area: str, grain: str, number: int, falls: list[Fall]) -> Iterator[Draft]:
        carriers = self.say.carriers(grain)
        if carriers:
            losses = self._alike(self._shown(falls), number)
            yield self._draft(area, (grain,), falls, len(carriers), losses)

    def _draft(self, area: str, grains: tuple[str, ...], falls: list[Fall], of: int, losses: Iterable[Loss]) -> Draft:
        """The sentence over the losses: how many alone, or that none does. Larger sets are only counted."""
        listed = tuple(losses)
        text = self._sentence(area, grains, falls, of, together=bool(listed))
        shown = set(self._shown(falls))
        larger = [fall for fall in falls if fall not in shown]
        if larger and listed:
            return Draft(text=text, losses=(*listed, Loss(what=self._larger(larger))))
        return Draft(text=f"{text} {self._larger(larger)}" if larger else text, losses=listed)

    def _sentence(self, area: str, grains: tuple[str, ...], falls: list[Fall], of: int, *, together: bool) -> str:
        words, tried = self.words, self.tried_to(grains)
        alone = [fall for fall in falls if fall.alone]
        fields = {"of": words.number(of), "grain": words(f"hinges.grain.{grains[0]}")}
        if not tried and not alone:
            return words("hinges.unfinished.nothing", **fields)
        if alone:
            bare = area in ("rests", "speakers") and not self.say.confirmed(claim for fall in alone for claim in self.own(fall))
            if of == 1:
                return words(f"hinges.only.{area}.{'unconfirmed' if bare else 'changes'}")
            text = words.several(f"hinges.{area}{'.unconfirmed' if bare else ''}", len(alone), **fields)
            return text if tried else f"{words('hinges.unfinished.more', **fields)} {text}"
        if of == 1:
            return words(f"hinges.only.{area}.nothing")
        return words(f"hinges.{area}.{'together' if together else 'pairs' if tried >= SHOWN else 'none'}", **fields)

    def _shown(self, falls: Sequence[Fall]) -> list[Fall]:
        """Those to be told one by one."""
        return [fall for fall in falls if self.everything or len(fall.members) <= SHOWN]

    def _larger(self, falls: Sequence[Fall]) -> str:
        return self.words.several("hinges.larger", len(falls), members=min(len(fall.members) for fall in falls))

    def _losses(self, falls: Iterable[Fall], number: int) -> Iterator[tuple[Fall, Loss]]:
        for fall in falls:
            least = min(len(other.members) for other in self.falls(fall.grain, number))
            effect = self.say.effect(fall, self.found.conclusions[number].values)
            yield fall, Loss(what=self._what(fall, least), effect=effect, aside=self.say.aside(fall))

    def _alike(self, falls: Iterable[Fall], number: int) -> tuple[Loss, ...]:
        """Single losses that do the same in one, sets of several each by itself."""
        met: dict[object, list[Loss]] = {}
        for fall, loss in self._losses(falls, number):
            met.setdefault((loss.effect, loss.aside) if fall.alone else fall, []).append(loss)
        return tuple(replace(alike[0], what="; ".join(loss.what for loss in alike)) for alike in met.values())

    def _what(self, fall: Fall, least: int = 0) -> str:
        """What is lost; of the smallest set that was found, whether it is known that there is no smaller one."""
        named = [self.named(fall.grain, member) for member in fall.members]
        if fall.alone:
            return named[0]
        size = len(fall.members)
        unsure = size == least and size > self.tried_to([fall.grain]) and not any(cut.smallest for _, cut in fall.cuts)
        return self.words("hinges.together-found" if unsure else "hinges.together", members="; ".join(named))

    def named(self, grain: str, key: str) -> str:
        """What one thing that can be lost is called; of an order also whether a claim speaks for it."""
        named = self.say.named(grain, key)
        return self.words("hinges.order-sourced", order=named) if grain == ORDER and self.sourced[key] else named

    # --- no answer ----------------------------------------------------------------------------------------------------

    def unanswered(self, numbers: Sequence[int]) -> Iterator[Draft]:
        """Without what there is no answer at all, together for conclusions that lack the same."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for number in numbers:
            lacking = tuple(self._what(fall) for fall in self._shown(self._needed(number)))
            if lacking:
                alike.setdefault(lacking, []).append(self.say.about(number))
        for lacking, about in alike.items():
            key = "of" if len(numbers) > 1 else "title"
            text = self.words(f"hinges.unanswered.{key}", name=self.words.listed(about))
            yield Draft(text=text, losses=tuple(Loss(what=what) for what in lacking))

    def _needed(self, number: int) -> list[Fall]:
        """What leaves a conclusion without an answer: voices, what is not theirs, and lines that no claim stands behind."""
        people = (*self.voice_falls(number), *self.speaker_falls(number))
        voices = [fall for fall in people if fall.undefined]
        covered = {claim for fall in voices for claim in self.own(fall)}
        found = [*voices, *(f for f in self.falls(CLAIM, number) if f.undefined and not covered & set(f.members))]
        for fall in (*self.falls(LINE, number), *self.falls(ORDER, number)):
            if fall.undefined and (self.every_line or not all(self.sourced[member] for member in fall.members)):
                found.append(fall)
        return found
