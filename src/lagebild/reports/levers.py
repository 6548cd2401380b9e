"""Smallest sets of changes in words: who changes what, what it comes to, what it costs whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lagebild.analyses.conclusion import NONE
from lagebild.analyses.lever_sets import LeverSet, LeverSets
from lagebild.analyses.levers import LeverChange
from lagebild.reports.conclusions import ConclusionWords
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, PreferenceStatement
from lagebild.solutions import Analysis

SHOWN: Final = 8
"""How many sets are told, where nobody says."""

SINGLE_KINDS: Final = ("take", "refuse", "move", "drop")
"""Single changes of these kinds are told decision maker by decision maker already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSetsText:
    """The sets, ready to be shown."""

    title: str
    sets: tuple[str, ...]
    nearer_title: str
    nearer: tuple[str, ...]
    notes: tuple[str, ...]


def lever_sets_in_words(analysis: Analysis, found: LeverSets, words: Words, limit: int = SHOWN) -> LeverSetsText:
    """Up to ``limit`` sets, and what was tried."""
    teller = _Teller(analysis, words)
    against = found.enough == NONE
    title = words("levers.title_against" if against else "levers.title")
    if found.reached:
        about = words.statement(analysis.situation, found.statement)
        said = words("levers.settled_against" if against else "levers.settled", about=about)
        return LeverSetsText(title=title, sets=(said,), nearer_title="", nearer=(), notes=())
    nearer = [one for one in found.nearer if one.changes[0].kind not in SINGLE_KINDS][: max(limit // 2, 1)]
    notes = []
    if len(found.sets) > limit:
        notes.append(words.several("levers.more", len(found.sets) - limit))
    if found.interrupted:
        notes.append(words("levers.interrupted", size=found.complete_to))
    else:
        notes.append(words("levers.complete", size=found.complete_to, tried=words.number(found.tried)))
    return LeverSetsText(
        title=title,
        sets=tuple(teller.told(one) for one in found.sets[:limit]) or (words("levers.none", size=found.complete_to),),
        nearer_title=words("levers.nearer") if nearer else "",
        nearer=tuple(teller.told(one) for one in nearer),
        notes=tuple(notes),
    )


def lever_set_in_words(analysis: Analysis, one: LeverSet, words: Words) -> str:
    """One set: its changes, what it comes to, what it costs."""
    return _Teller(analysis, words).told(one)


def further_sets_in_words(analysis: Analysis, found: LeverSets, words: Words, limit: int = 3) -> tuple[str, ...]:
    """Up to ``limit`` sets that are not told among somebody's single changes: new wants, and changes made together."""
    teller = _Teller(analysis, words)
    further = [one for one in found.sets if len(one.changes) > 1 or one.changes[0].kind not in SINGLE_KINDS]
    return tuple(words("levers.settles", said=teller.told(one)) for one in further[:limit])


class _Teller:
    def __init__(self, analysis: Analysis, words: Words) -> None:
        self.analysis, self.situation, self.words = analysis, analysis.situation, words

    def told(self, one: LeverSet) -> str:
        first, *others = [self.change(change) for change in one.changes]
        changes = first + "".join(self.words("levers.and", change=change) for change in others)
        extent = ConclusionWords(self.analysis, self.words).extent(one.after)
        parts = [self.words("levers.set", changes=changes[:1].upper() + changes[1:], extent=extent)]
        for cost in one.costs:
            who = self.words.name(self.situation, cost.decision_maker)
            if cost.price is None:
                said = self.words("levers.free", who=who)
            else:
                said = self.words("levers.price", who=who, want=self.quoted(cost.price), place=cost.place)
            parts.append(said[:1].upper() + said[1:])
            if cost.gain is not None:
                said = self.words("levers.gain", who=who, want=self.quoted(cost.gain))
                parts.append(said[:1].upper() + said[1:])
        if one.by_fear:
            parts.append(self.words("levers.fear"))
        return " ".join(parts)

    def change(self, change: LeverChange) -> str:
        said = self.bare(change)
        if not change.decision_maker:
            return said
        return self.words("levers.whose", who=self.words.name(self.situation, change.decision_maker), change=said)

    def bare(self, change: LeverChange) -> str:
        if change.kind in ("take", "refuse"):
            option = self.words("words.quoted", text=self.words.name(self.situation, change.option))
            return self.words(f"levers.{change.kind}", option=option)
        if change.kind == "drop":
            return self.words("levers.drop", want=self.want(change.want))
        if change.kind == "move":
            key = "rise" if change.to < change.position else "fall"
            return self.words(
                f"levers.{key}", want=self.want(change.want), past=self.want(change.past),
                position=change.position, to=change.to,
            )  # fmt: skip
        assert change.statement is not None
        statement = self.words.statement(self.situation, change.statement)
        if change.kind == "wish":
            count = len(self.situation.decision_maker(change.decision_maker).wants or ())
            key = "wish_last" if change.to > count else "wish"
            return self.words(f"levers.{key}", statement=statement, **({} if change.to > count else {"to": change.to}))
        return self.words(f"levers.{change.kind}", statement=statement)

    def want(self, address: str) -> str:
        for dm in self.situation.decision_makers:
            for want in dm.wants or ():
                if isinstance(want, AnyOrder) and want.address == address:
                    return self.words.listed([self.quoted(member) for member in want.members])
            for single in dm.single_wants:
                if single.address == address:
                    return self.quoted(single)
        return address

    def quoted(self, want: PreferenceStatement) -> str:
        return self.words.statement(self.situation, want.statement)
