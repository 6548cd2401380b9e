"""What one loss does to one conclusion, in words; and what can be lost, by name. Every report of hinges says it like this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from lagebild.analyses.conclusion import UNDEFINED, VALUES
from lagebild.analyses.hinges import MODES, Carrier, Cut, Hinges
from lagebild.analyses.hinges.carriers import CLAIM, LINE, ORDER, ORIGIN, SPEAKER, Carriers
from lagebild.evidence.records import TOLD_AS
from lagebild.reports.alternatives import line_said
from lagebild.reports.speakers import voice_name, who_says
from lagebild.reports.words import Words

VOICES: Final = (ORIGIN, SPEAKER)
"""The grains that are people and institutions."""

_OF_ORDERS: Final = {"withdraw": "open", "negate": "exchanged"}
"""An order that is withdrawn is left open, one that is negated turned round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What the loss of one set does to one conclusion, in each of the modes in which it does anything."""

    grain: str
    members: tuple[str, ...]
    cuts: tuple[tuple[str, Cut], ...]
    """Mode by mode; never empty."""

    @property
    def undefined(self) -> bool:
        """Whether it leaves no answer, however it comes about."""
        return all(cut.undefined for _, cut in self.cuts)

    @property
    def alone(self) -> bool:
        """Whether it is one thing alone."""
        return len(self.members) == 1


class HingeWords:
    """One record of hinges in one language."""

    def __init__(self, found: Hinges, words: Words) -> None:
        self.found, self.words = found, words
        self.situation = found.situation
        self.grains = tuple(dict.fromkeys(part.grain for part in found.siftings))
        self._claims = {claim.id: claim for claim in found.situation.claims}
        self._carriers = cache(lambda grain, mode: Carriers(found.situation, grain, mode))
        self._line = cache(lambda address: line_said(found.situation, address, words))

    # --- what was found -----------------------------------------------------------------------------------------------

    def modes(self, grain: str) -> tuple[str, ...]:
        """The modes in which this grain was looked at."""
        return tuple(mode for mode in MODES if self.found.sifting(grain, mode) is not None)

    def carriers(self, grain: str) -> tuple[Carrier, ...]:
        """What can be lost of this grain: the same in both modes."""
        return next((part.carriers for part in self.found.siftings if part.grain == grain), ())

    def falls(self, grain: str, number: int) -> tuple[Fall, ...]:
        """What conclusion ``number`` (from 0) hinges on in this grain, both modes side by side; smaller sets first."""
        place = {carrier.key: position for position, carrier in enumerate(self.carriers(grain))}
        met: dict[tuple[str, ...], list[tuple[str, Cut]]] = {}
        for mode in self.modes(grain):
            part = self.found.sifting(grain, mode)
            for cut in part.hinges[number].cuts if part is not None else ():
                met.setdefault(cut.members, []).append((mode, cut))
        ordered = sorted(met, key=lambda members: (len(members), [place[member] for member in members]))
        return tuple(Fall(grain=grain, members=members, cuts=tuple(met[members])) for members in ordered)

    def lost_lines(self, fall: Fall, mode: str) -> tuple[str, ...]:
        """Addresses of the lines and orders that go with a set, in the order of the file."""
        carriers: Carriers = self._carriers(fall.grain, mode)
        place = {carrier.key: position for position, carrier in enumerate(carriers.listed)}
        lost = {address for address, _ in carriers.loss(place[member] for member in fall.members)}
        lines = (line.address for line in self.situation.lines())
        orders = (order.address for dm in self.situation.decision_makers for order in dm.orders)
        return tuple(dict.fromkeys(address for address in (*lines, *orders) if address in lost))

    def about(self, number: int) -> str:
        """What a conclusion is about; a definition that has the name of another says whose it is."""
        asked = self.found.conclusions[number]
        if not asked.definition:
            return self.words.statement(self.situation, asked.statement)
        definition = self.situation.definitions_by_key[asked.definition]
        name = self.words.name(self.situation, asked.definition)
        alike = [d for d in self.situation.definitions_of(definition.term) if self.words.name(self.situation, d.key) == name]
        quoted = self.words("words.quoted", text=name)
        return quoted if len(alike) == 1 else self.words("hinges.reading", name=quoted, speaker=definition.speaker)

    # --- what a conclusion comes to -----------------------------------------------------------------------------------

    def value(self, values: Sequence[str], before: Sequence[str] = ()) -> str:
        """``it holds in all stable outcomes``; where cases differ, in how many of them what is so."""
        words = self.words
        if len(set(values)) == 1:
            return words(f"hinges.value.{_key(values[0])}")
        counts = Counter(values)
        cases = [
            words(f"hinges.value_in_cases.{_key(value)}", count=words.number(counts[value]))
            for value in (*VALUES, UNDEFINED)
            if counts[value]
        ]
        said = words("hinges.value.mixed", cases=words.listed(cases))
        moved = bool(before) and tuple(before) != tuple(values) and Counter(before) == counts
        return words("hinges.value.other_cases", value=said) if moved else said

    def effect(self, fall: Fall, before: Sequence[str]) -> str:
        """What a conclusion that came to ``before`` comes to then; what both modes come to is said once."""
        after = {mode: self.value(cut.after, before) for mode, cut in fall.cuts}
        if len(set(after.values())) == 1 and len(after) == len(self.modes(fall.grain)):
            return self.words("hinges.if.both", value=next(iter(after.values())))
        return "; ".join(self.words(f"hinges.if.{_mode(fall, mode)}", value=value) for mode, value in after.items())

    def aside(self, fall: Fall) -> str:
        """What else a loss does, whichever conclusion is asked about: who no longer decides or prefers anything."""
        aside = {mode: self._clauses(fall, mode, cut) for mode, cut in fall.cuts}
        parts = []
        for said in dict.fromkeys(said for each in aside.values() for said in each):
            where = [mode for mode, each in aside.items() if said in each]
            alike = len(where) == len(aside)
            parts.append(said if alike else self.words(f"hinges.mode.{_mode(fall, where[0])}", said=said))
        return "; ".join(parts)

    def _clauses(self, fall: Fall, mode: str, cut: Cut) -> list[str]:
        words = self.words
        lost = self.lost_lines(fall, mode) if fall.grain not in (LINE, ORDER) else ()
        makers = self.situation.decision_makers
        gone = [words.name(self.situation, dm.id) for dm in makers if dm.address in lost]
        empty = [words.name(self.situation, dm) for dm in cut.indifferent]
        parts = []
        if gone:
            parts.append(words.several("hinges.decides", len(gone), who=words.listed(gone)))
        if empty:
            parts.append(words("hinges.vacuous", who=words.listed(empty)))
        if cut.reason:
            parts.append(cut.reason.splitlines()[0])
        return parts

    # --- what can be lost ---------------------------------------------------------------------------------------------

    def named(self, grain: str, key: str) -> str:
        """What one thing that can be lost is called."""
        if grain in VOICES:
            return self.voice(grain, key)
        return self.claim(key) if grain == CLAIM else self.line(key)

    def voice(self, grain: str, key: str) -> str:
        """Who it is, with how many claims, told in which way; a single claim itself."""
        words = self.words
        claims = self.claims_of(grain, key)
        who = self.who(grain, key)
        if len(claims) == 1:
            return words("hinges.who.single", who=who, claim=self.claim(claims[0]))
        return words("hinges.who.several", who=who, count=words.number(len(claims)), told=self.told(claims))

    def who(self, grain: str, key: str) -> str:
        """The name alone."""
        claims = self.claims_of(grain, key)
        if grain == ORIGIN or not claims:
            return voice_name(self.situation, key, self.words)
        return who_says(self.situation, self._claims[claims[0]], self.words)

    def claims_of(self, grain: str, key: str) -> tuple[str, ...]:
        """The claims that go with one voice."""
        return next((carrier.claims for carrier in self.carriers(grain) if carrier.key == key), ())

    def told(self, claims: Iterable[str]) -> str:
        """``5 assessed and 2 conjectured``; where all are alike, only how."""
        counts = Counter(self._claims[id_].told_as for id_ in claims)
        if len(counts) == 1:
            return self.words(f"hinges.all_told.{next(iter(counts))}")
        return self.words.listed([self.words.several(f"words.told.{told}", counts[told]) for told in TOLD_AS if counts[told]])

    def confirmed(self, claims: Iterable[str]) -> bool:
        """Whether a text tells any of these as confirmed."""
        return any(self._claims[id_].told_as == TOLD_AS[0] for id_ in claims)

    @cached_property
    def again(self) -> Mapping[str, str]:
        """What is told at length once and shortly from then on: voices, then claims; long texts with short ones."""
        found: dict[str, str] = {}
        for grain in VOICES:
            for carrier in self.carriers(grain):
                count, who = len(carrier.claims), self.who(grain, carrier.key)
                short = self.words.several("hinges.who.again", count, who=who, id=carrier.claims[0])
                found.setdefault(self.voice(grain, carrier.key), short)
        return found | {self.claim(id_): id_ for carrier in self.carriers(CLAIM) for id_ in carrier.claims}

    def claim(self, id_: str) -> str:
        """What a claim says, how it is told, its id."""
        claim = self._claims[id_]
        told = self.words(f"explain.told-as.{claim.told_as}")
        return self.words("hinges.claim", says=claim.says.in_language(self.words.language), told=told, id=id_)

    def line(self, address: str) -> str:
        """What a line or order says."""
        return capital(str(self._line(address)))


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def _mode(fall: Fall, mode: str) -> str:
    return _OF_ORDERS[mode] if fall.grain == ORDER else mode


def _key(value: str) -> str:
    return value.replace(" ", "_")
