"""Every line of a situation in words, with its anchor on the page and the claims behind it.

A line stands on the page once, under its anchor; wherever else it is mentioned, the mention links there. The same holds for
claims, which are numbered in the order of the claims file.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lagebild.evidence.coverage import kind_of
from lagebild.evidence.grounds import ClaimReference, Grounds, references
from lagebild.evidence.records import Claim, Speaker
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.lines import line_in_words, want_in_words
from lagebild.reports.speakers import speaker_name, who_says
from lagebild.reports.words import Words
from lagebild.situation import (
    AnyOrder,
    DecisionMaker,
    Definition,
    JointOption,
    Line,
    Option,
    PreferenceStatement,
    Rule,
    Situation,
    State,
    Tier,
    TodayLine,
    Want,
    Weight,
    WhatIf,
)
from lagebild.statements import Statement

MAX_STATES: Final = 8
"""How many states of a tier are named."""

MAX_NAME: Final = 30
"""How long the name beside a claim's number may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A claim as it is mentioned: its number and who says it. ``told_as`` decides its look."""

    id: str
    anchor: str
    number: int
    who: str
    told_as: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of grounds: a word (and, or, a parenthesis) or a claim."""

    text: str = ""
    claim: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line ready to be shown."""

    address: str
    anchor: str
    kind: str
    kind_name: str
    short: str
    """What it says where the heading says whose it is."""
    text: str
    """What it says on its own."""
    because: tuple[Part, ...]
    against: tuple[Part, ...]

    @property
    def sourced(self) -> bool:
        """Whether claims are named for it."""
        return bool(self.because)


def anchor(prefix: str, name: str) -> str:
    """An id for the page. Ids may hold letters of any alphabet; what else occurs becomes its code point."""
    return prefix + "-" + "".join(c if c.isalnum() or c in "-." else f"_{ord(c):x}_" for c in name)


class Lines:
    """The lines and claims of one situation in one language."""

    def __init__(self, situation: Situation, words: Words) -> None:
        self.situation, self.words = situation, words

    # --- claims ----------------------------------------------------------------------------------------------------

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """Every claim by its id."""
        return {claim.id: self._mention(claim, number) for number, claim in enumerate(self.situation.claims, start=1)}

    @cached_property
    def speakers(self) -> Mapping[str, Speaker]:
        """Every speaker by its id."""
        return {speaker.id: speaker for speaker in self.situation.speakers}

    def speaker_name(self, id_: str) -> str:
        """What a speaker is called."""
        return speaker_name(self.situation, id_, self.words)

    def who_says(self, claim: Claim) -> str:
        """Whose claim it is."""
        return who_says(self.situation, claim, self.words)

    def role_name(self, role: str) -> str:
        """A speaker's role; roles of one's own making are shown as written."""
        return vocabulary("roles").name(role, self.words.language)

    def _mention(self, claim: Claim, number: int) -> Mention:
        speaker = self.speakers.get(claim.by)
        who = self.who_says(claim)
        if speaker is not None and speaker.named and (speaker.offices or claim.by == "author"):
            # Persons are cited by their last name, as in a reference; institutions have no office.
            who = who.split()[-1]
        if len(who) > MAX_NAME:
            who = f"{who[: MAX_NAME - 1].rstrip()}…"
        return Mention(
            id=claim.id,
            anchor=anchor("claim", claim.id),
            number=number,
            who=who,
            told_as=claim.told_as,
            says=claim.says.in_language(self.words.language),
        )

    def parts(self, grounds: Grounds | None) -> tuple[Part, ...]:
        """Grounds as words and mentions."""
        return () if grounds is None else tuple(self._parts(grounds, outermost=True))

    def _parts(self, grounds: Grounds | ClaimReference, *, outermost: bool = False) -> Iterator[Part]:
        if isinstance(grounds, ClaimReference):
            found = self.mentions.get(grounds.claim)
            yield Part(text=grounds.claim) if found is None else Part(claim=found)
            return
        single = len(grounds.parts) == 1
        counted = 1 < grounds.count < len(grounds.parts)
        if counted:
            yield Part(text=self.words("report.grounds.at-least", count=grounds.count))
        bracket = not single and (counted or not outermost)
        if bracket:
            yield Part(text="(")
        between = "," if counted else self.words("words.and" if grounds.count == len(grounds.parts) else "words.or")
        for index, part in enumerate(grounds.parts):
            if index:
                yield Part(text=between)
            yield from self._parts(part)
        if bracket:
            yield Part(text=")")

    # --- lines -----------------------------------------------------------------------------------------------------

    @cached_property
    def by_address(self) -> Mapping[str, LineView]:
        """Every line by its address; orders too, those without grounds included."""
        found = {line.address: self._view(line) for line in self.situation.lines()}
        for dm in self.situation.decision_makers:
            # That somebody decides is a line only where the file says why; the card is there all the same.
            found.setdefault(dm.address, self._view(dm))
            wants = dm.wants or ()
            for upper, lower in itertools.pairwise(wants):
                line = upper.above or Line(address=f"order.{dm.id}.{upper.address.rpartition('.')[2]}")
                found[line.address] = self._made(line, "order", *[self._order(dm, upper, lower)] * 2)
            tiers = () if dm.ranking is None else dm.ranking.tiers
            for position, (better, worse) in enumerate(itertools.pairwise(tiers), start=1):
                line = Line(address=f"order.{dm.id}.{position}")
                found[line.address] = self._made(line, "order", *[self._order(dm, better, worse)] * 2)
        return found

    def view(self, address: str) -> LineView | None:
        """The line with this address."""
        return self.by_address.get(address)

    def views(self, addresses: Iterable[str]) -> tuple[LineView, ...]:
        """Those of the addresses that name a line."""
        return tuple(self.by_address[address] for address in addresses if address in self.by_address)

    @cached_property
    def carried(self) -> Mapping[str, tuple[LineView, ...]]:
        """Per claim the lines that name it, for or against."""
        found: dict[str, dict[str, LineView]] = {}
        for line in self.situation.lines():
            for reference in (*references(line.because), *references(line.against)):
                found.setdefault(reference.claim, {})[line.address] = self.by_address[line.address]
        return {claim: tuple(lines.values()) for claim, lines in found.items()}

    def _view(self, line: Line) -> LineView:
        kind = "any-order" if isinstance(line, AnyOrder) else kind_of(line)
        return self._made(line, kind, self._short(line), line_in_words(self.situation, line, self.words))

    def _made(self, line: Line, kind: str, short: str, text: str) -> LineView:
        return LineView(
            address=line.address,
            anchor=anchor("line", line.address),
            kind=kind,
            kind_name=self.words(f"report.kind.{kind}"),
            short=short,
            text=text,
            because=self.parts(line.because),
            against=self.parts(line.against),
        )

    # --- words -----------------------------------------------------------------------------------------------------

    def name(self, name: str) -> str:
        """The plain words for something that has a name."""
        return self.words.name(self.situation, name)

    def statement(self, statement: Statement) -> str:
        """A statement in words."""
        return self.situation.in_words(statement, self.words.language)

    def truth(self, value: bool | None) -> str:
        """Yes, no, not known."""
        return self.words("words.unknown" if value is None else "words.yes" if value else "words.no")

    def tier_text(self, tier: Tier) -> str:
        """The states of one line of a ranking."""
        shown = [self.name(state) if isinstance(state, str) else str(state) for state in tier.states[:MAX_STATES]]
        more = ["…"] if len(tier.states) > MAX_STATES else []
        return ", ".join([*shown, *more])

    def _order(self, dm: DecisionMaker, upper: Want | Tier, lower: Want | Tier) -> str:
        sides = [self._short(side) for side in (upper, lower)]
        quoted = [
            said if isinstance(side, AnyOrder) else self.words("words.quoted", text=said)
            for side, said in zip((upper, lower), sides, strict=True)
        ]
        return self.words("check.orders.above", who=self.name(dm.id), upper=quoted[0], lower=quoted[1])

    def _short(self, line: Line) -> str:
        """What a line says where its heading says already whose it is and of what kind."""
        match line:
            case PreferenceStatement() | AnyOrder():
                return want_in_words(self.situation, line, self.words)
            case Option():
                return self.name(line.key)
            case JointOption() | DecisionMaker() | State():
                return self.name(line.id)
            case Rule() | Definition():
                return self.statement(line.statement)
            case TodayLine() if not self.situation.is_graph:
                return f"{self.name(line.option)}: {self.truth(line.value)}"
            case Weight():
                return f"{self.name(line.name)}: {line.value}"
            case Tier():
                return self.tier_text(line)
            case WhatIf():
                return line.name.in_language(self.words.language) or line.id
            case _:
                return line_in_words(self.situation, line, self.words)
