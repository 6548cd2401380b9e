"""The outcomes that hold as an options table: a column a family of outcomes that differ in nothing that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.analyses.groups import Family, Group, Groups, Mark, Thing, families, why_they_stay
from lagebild.reports.words import Words
from lagebild.solutions import Analysis

SHOWN: Final = 10
"""How many columns one table has; further tables are folded."""

MAX_TABLES: Final = 4
"""How many tables of one kind are on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """One option: its name, whose it is (for its colour the first owner), a mark per column."""

    name: str
    owner: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRows:
    """The rows of one decision maker, or those of several together."""

    owner: str
    rows: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A family of outcomes: its first state's number, how many states look like it, where they stand."""

    label: str
    states: int
    numbers: tuple[str, ...]
    today: bool
    reachable: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTable:
    """Up to ``SHOWN`` columns side by side."""

    columns: tuple[Column, ...]
    owners: tuple[OwnerRows, ...]
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    """Per decision maker why it stays, column by column."""
    concepts: tuple[tuple[str, tuple[int, ...]], ...]
    """Per concept code in how many cases each holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One kind of outcomes: how many, what they share, the tables."""

    credible: bool
    count: int
    columns: int
    reached: int
    shared: tuple[str, ...]
    tables: tuple[OutcomeTable, ...]
    hidden: int


class OutcomeTables:
    """The tables of one analysis in one language."""

    def __init__(self, analysis: Analysis, groups: Groups, words: Words) -> None:
        self.analysis, self.situation, self.groups, self.words = analysis, analysis.situation, groups, words

    def view(self, group: Group) -> GroupView:
        """What the page shows of one kind of outcomes."""
        found = families(group.outcomes)
        shown = found[: SHOWN * MAX_TABLES]
        return GroupView(
            credible=group.credible,
            count=group.count,
            columns=len(found),
            reached=sum(outcome.reachable for outcome in group.outcomes),
            shared=tuple(self._shared(group)),
            tables=tuple(self._table(shown[start : start + SHOWN]) for start in range(0, len(shown), SHOWN)),
            hidden=len(found) - len(shown),
        )

    def _table(self, shown: Sequence[Family]) -> OutcomeTable:
        owners: dict[tuple[str, ...], list[OptionRow]] = {}
        for index, thing in enumerate(self.groups.things):
            row = OptionRow(
                name=self.words.name(self.situation, thing.key),
                owner=thing.owners[0],
                marks=tuple(family.marks[index] for family in shown),
            )
            owners.setdefault(thing.owners, []).append(row)
        reasons = [self._reasons(family) for family in shown]
        codes = [concept.code for concept in self.analysis.concepts]
        return OutcomeTable(
            columns=tuple(self._column(family) for family in shown),
            owners=tuple(
                OwnerRows(owner=self.words.listed([self.words.name(self.situation, owner) for owner in who]), rows=tuple(rows))
                for who, rows in owners.items()
            ),
            reasons=tuple(
                (self.words.name(self.situation, dm.id), tuple(found[dm.id] for found in reasons))
                for dm in self.situation.decision_makers
            ),
            concepts=tuple((code, tuple(family.outcomes[0].cases(code) for family in shown)) for code in codes),
        )

    def _column(self, family: Family) -> Column:
        first = family.outcomes[0]
        labels = [label for outcome in family.outcomes for label in outcome.labels]
        return Column(
            label=str(first.labels[0]),
            states=len(labels),
            numbers=tuple(map(str, labels)),
            today=first.today,
            reachable=first.reachable,
            words=self.words.name(self.situation, str(first.labels[0])) if self.situation.is_graph else "",
        )

    def _reasons(self, family: Family) -> dict[str, str]:
        """Per decision maker the reason that all members share."""
        found: dict[str, set[str]] = {}
        for outcome in family.outcomes:
            for dm, why in why_they_stay(self.analysis, outcome):
                found.setdefault(dm, set()).add(why)
        return {dm: whys.pop() if len(whys) == 1 else "varies" for dm, whys in found.items()}

    def _shared(self, group: Group) -> list[str]:
        """What is taken in all, in none, in nearly all: a sentence each."""
        total, things, words = group.count, self.groups.things, self.words
        if total < 2 or not things:
            return []
        everywhere = group.with_count(things, least=total, most=total)
        nowhere = group.with_count(things, least=0, most=0)
        differing = group.with_count(things, least=1, most=total - 1)
        found = [words("report.share.all-taken", what=self._listed(everywhere))] if everywhere else []
        for thing in differing:
            count, what = group.counts[things.index(thing)], self._listed([thing])
            if total >= 5 and count >= 0.9 * total:
                found.append(words("report.share.nearly", count=words.number(count), total=words.number(total), what=what))
            elif total >= 5 and count <= 0.1 * total:
                fields = {"count": words.number(total - count), "total": words.number(total)}
                found.append(words("report.share.nearly-not", **fields, what=what))
        if nowhere:
            found.append(words("report.share.none-taken", what=self._listed(nowhere)))
        if differing:
            found.append(words("report.share.differ", what=self._listed(differing)))
        return found

    def _listed(self, things: Sequence[Thing]) -> str:
        return "; ".join(self.words.name(self.situation, thing.key) for thing in things)
