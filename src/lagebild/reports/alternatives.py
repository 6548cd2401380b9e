"""What somebody would say instead of a line, in words: the line or order, and what shall stand in its place."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.changes.disagreements import CHANGES, STATEMENT, VALUE, Disagreement
from lagebild.changes.wants import find_want
from lagebild.errors import InputError
from lagebild.reports.lines import line_in_words, want_in_words
from lagebild.reports.words import Words
from lagebild.situation import (
    AnyOrder,
    Change,
    Circumstance,
    ImpossibleMove,
    Irreversible,
    Line,
    Option,
    PreferenceStatement,
    Rule,
    Situation,
)


def line_said(situation: Situation, address: str, words: Words) -> str:
    """The line, or order, at ``address`` in words; a line that is missing has no address."""
    if not address:
        return words("compare.line.missing")
    for dm in situation.decision_makers:
        for order in dm.orders:
            if order.address == address:
                upper, lower = (_want_said(situation, side, words) for side in (order.upper, order.lower))
                return words("compare.line.order", who=words.name(situation, dm.id), upper=upper, lower=lower)
    line = _line(situation, address)
    return address if line is None else line_in_words(situation, line, words)


def instead_in_words(first: Situation, second: Situation, one: Disagreement, words: Words) -> Iterator[str]:
    """What one disagreement says instead, a phrase a change. ``second``: the situation as the second person would have it."""
    if one.instead == STATEMENT and one.statement is not None:
        yield words("compare.instead.statement", statement=first.in_words(one.statement, words.language))
    elif one.instead == VALUE:
        circumstance = isinstance(_line(first, one.line), Circumstance)
        yield words("compare.instead.value", value=_value(one.value, words, circumstance=circumstance))
    elif one.instead == CHANGES:
        writer = _Changes(first, second, words)
        yield from (writer.said(change) for change in one.changes)
    else:
        yield words(f"compare.instead.{one.instead}")


def _line(situation: Situation, address: str) -> Line | None:
    return next((line for line in situation.lines() if line.address == address), None)


def _want_said(situation: Situation, address: str, words: Words) -> str:
    line = _line(situation, address)
    if isinstance(line, AnyOrder):
        return want_in_words(situation, line, words)
    text = want_in_words(situation, line, words) if isinstance(line, PreferenceStatement) else address
    return words("words.quoted", text=text)


def _value(value: bool | None, words: Words, *, circumstance: bool) -> str:
    if value is None:
        return words("lines.open" if circumstance else "lines.unknown")
    return words("words.yes" if value else "words.no")


class _Changes:
    """Changes of a what-if in words. What a change adds may use names that only the second person's situation has."""

    def __init__(self, first: Situation, second: Situation, words: Words) -> None:
        self.first, self.second, self.words = first, second, words

    def said(self, change: Change) -> str:
        words = self.words
        who = words.name(self.first, change.of) if change.of else ""
        match change.kind:
            case "move":
                side, other = self._neighbour(change)
                want = self._want(change.of, change.target)
                return words(f"compare.change.{side}", who=who, want=want, other=other)
            case "drop" if change.of:
                return words("compare.change.drop-want", who=who, want=self._want(change.of, change.target))
            case "drop":
                return words("compare.change.drop-line", line=line_said(self.first, change.target, words))
            case "add":
                return self._added(change, who)
            case "set":
                return self._set(change)
            case _:
                names = [self.first.what_if(part).name.in_language(words.language) or part for part in change.parts]
                return words("compare.change.combine", names=words.listed([words("words.quoted", text=n) for n in names]))

    def _set(self, change: Change) -> str:
        words = self.words
        name = words.name(self.first, change.target)
        if change.by:
            owners = words.listed([words.name(self.first, owner) for owner in change.by])
            return words("compare.change.owner", name=name, who=owners)
        circumstance = any(line.id == change.target for line in self.first.circumstances)
        return words("compare.change.set", name=name, value=_value(change.value, words, circumstance=circumstance))

    def _added(self, change: Change, who: str) -> str:
        words, line, language = self.words, change.line, self.words.language
        match line:
            case PreferenceStatement():
                statement = self.second.in_words(line.statement, language)
                if change.above is None and change.below is None:
                    return words("compare.change.add-want", who=who, statement=statement)
                side, other = self._neighbour(change)
                return words(f"compare.change.add-want-{side}", who=who, other=other, statement=statement)
            case Rule():
                return words("compare.change.add-rule", statement=self.second.in_words(line.statement, language))
            case Irreversible():
                return words("compare.change.add-irreversible", statement=words.name(self.second, line.option))
            case Option():
                return words("compare.change.add-option", who=who, name=line.name.in_language(language) or line.id)
            case ImpossibleMove():
                return words("compare.change.add-move")
        raise AssertionError(f"a change cannot add {line!r}")

    def _neighbour(self, change: Change) -> tuple[str, str]:
        """``above`` or ``below``, and which want."""
        side, other = ("above", change.above) if change.above is not None else ("below", change.below)
        return side, self._want(change.of, other)

    def _want(self, owner: str, want: str | int | None) -> str:
        """A want as the change calls it, where it is one of the situation's; else as written."""
        try:
            dm = self.first.decision_maker(owner)
            spot = find_want(dm, want or "")
        except InputError:
            return self.words("words.quoted", text=str(want))
        entry = (dm.wants or ())[spot.entry]
        if isinstance(entry, AnyOrder) and spot.member is not None:
            entry = entry.members[spot.member]
        return _want_said(self.first, entry.address, self.words)
