"""Outcomes that hold, as an options table (few) or as a list of what they differ in (many)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.groups import Family, Group, Groups, Mark, Outcome, Thing, families, why_they_stay
from lagebild.reports.text.console import Marks, heading
from lagebild.reports.words import Words
from lagebild.situation import Situation
from lagebild.solutions import Analysis

IN_COLUMNS: Final = 8
"""With more outcomes than this they are listed instead of standing side by side."""

LISTED: Final = 20
"""How many lines are listed unless more are asked for."""

_LABEL: Final = 40
"""Columns that names get at most beside a table."""

_REASONS: Final = ("content", "deterred", "possible", "cannot", "varies")

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesText:
    """How the outcomes of one analysis are shown in ``width`` columns."""

    analysis: Analysis
    groups: Groups
    words: Words
    marks: Marks
    width: int
    limit: int | None = None

    def group(self, group: Group, title: str) -> Iterator[RenderableType]:
        """Everything about one group: title, what is shared, the outcomes, the signs."""
        yield heading(title)
        yield from (indented(line) for line in self._about(group))
        if self.limit == 0:
            return
        yield Text()
        if group.complete and group.count <= IN_COLUMNS:
            yield from self._side_by_side(group)
            return
        yield from self._shared(group)
        if self.groups.things and len(self._differing(group)) <= len(LETTERS):
            yield from self._by_letters(group)
        else:
            yield from self._by_names(group)

    def _about(self, group: Group) -> Iterator[str]:
        words, total = self.words, group.count
        if self.groups.case_count > 1:
            codes = [c.code for c in self.analysis.concepts if not group.credible or c.by_itself]
            full = sum(any(outcome.cases(code) == self.groups.case_count for code in codes) for outcome in group.outcomes)
            form = "all" if full == total else "some" if full else "none"
            cases = words.number(self.groups.case_count)
            yield words.several(f"solve.holds.cases-{form}", total, full=words.number(full), cases=cases)
        if self.groups.reach_known and group.complete:
            reached = sum(outcome.reachable for outcome in group.outcomes)
            form = "all" if reached == total else "some" if reached else "none"
            yield words.several(f"solve.holds.reach-{form}", total, reached=words.number(reached))

    # --- few: side by side -----------------------------------------------------------------------------------------

    def _side_by_side(self, group: Group) -> Iterator[RenderableType]:
        """One table, or several below each other where the columns do not fit."""
        reasons = {outcome: dict(why_they_stay(self.analysis, outcome)) for outcome in group.outcomes}
        cells = [self._why(reason) for found in reasons.values() for reason in found.values()]
        column = max(len(cell) for cell in [*cells, self.words("solve.row.maybe-today")]) + 2
        if not self.groups.things:
            # Names of states are long; they get a few lines each.
            column = max(column, 16)
        label = self._label_width()
        fitting = max(2, (self.width - label - 3) // (column + 1))
        tables = -(-group.count // fitting)
        abreast = -(-group.count // tables)
        if self.groups.things:
            yield from self._shared(group, names_follow=True)
        for start in range(0, group.count, abreast):
            if start:
                yield Text()
            yield inset(self._table(group.outcomes[start : start + abreast], reasons, label, column))
        yield Text()
        yield self._legend(group.outcomes, {reason for found in reasons.values() for reason in found.values()})

    def _label_width(self) -> int:
        words, situation = self.words, self.analysis.situation
        heads = [words.name(situation, thing.key) for thing in self.groups.things]
        heads += [words.concept("solve.concept", concept.code) for concept in self.analysis.concepts]
        heads += [words.name(situation, dm.id) for dm in situation.decision_makers]
        return min(_LABEL, 2 + max(len(head) for head in heads))

    def _table(self, outcomes: Sequence[Outcome], reasons: dict[Outcome, dict[str, str]], label: int, column: int) -> Table:
        words, situation = self.words, self.analysis.situation
        table = plain_table()
        table.add_column(words("solve.row.number"), width=label, overflow="fold")
        for outcome in outcomes:
            table.add_column(self.number(outcome), justify="center", width=column - 2)
        if situation.is_graph:
            table.add_row("", *(words.name(situation, str(outcome.labels[0])) for outcome in outcomes))
        table.add_row(words("solve.row.from-today"), *(self._from_today(outcome) for outcome in outcomes))
        for owner, things in self._by_owner():
            table.add_row(Text(owner, style="bold"))
            for index, thing in things:
                name = words.name(situation, thing.key)
                table.add_row(f"  {name}", *(sign_of(outcome.marks[index], self.marks) for outcome in outcomes))
        table.add_row(Text(words("solve.row.why"), style="bold"))
        for dm in situation.decision_makers:
            table.add_row(f"  {words.name(situation, dm.id)}", *(self._why(reasons[outcome][dm.id]) for outcome in outcomes))
        table.add_row(Text(words("solve.row.holds"), style="bold"))
        for concept in self.analysis.concepts:
            counts = [outcome.cases(concept.code) for outcome in outcomes]
            if any(counts):
                table.add_row(f"  {words.concept('solve.concept', concept.code)}", *(self._count(count) for count in counts))
        return table

    def _by_owner(self) -> Iterator[tuple[str, list[tuple[int, Thing]]]]:
        things = list(enumerate(self.groups.things))
        for dm in self.analysis.situation.decision_makers:
            own = [(index, thing) for index, thing in things if thing.owners == (dm.id,)]
            if own:
                yield self.words.name(self.analysis.situation, dm.id), own
        shared = [(index, thing) for index, thing in things if len(thing.owners) > 1]
        if shared:
            yield self.words("solve.row.together"), shared

    def _count(self, cases: int) -> Text:
        if cases == self.groups.case_count:
            return Text(self.marks.taken, style="bold")
        return Text(f"{cases}/{self.groups.case_count}") if cases else Text(self.marks.not_taken, style="dim")

    def _why(self, reason: str) -> str:
        return self.words(f"solve.why.{reason}")

    # --- many: what they differ in ---------------------------------------------------------------------------------

    def _shared(self, group: Group, *, names_follow: bool = False) -> Iterator[RenderableType]:
        """What is taken in all, in nearly all and in none of them. ``names_follow``: a table follows that names everything."""
        words, total = self.words, group.count
        if total < 2:
            return
        counts = dict(zip(self.groups.things, group.counts, strict=True))
        everywhere = [thing for thing, count in counts.items() if count == total]
        nowhere = [thing for thing, count in counts.items() if count == 0 and thing not in self._differing(group)]
        if everywhere:
            yield indented(words("solve.share.all-taken", total=words.number(total), what=self._named(everywhere)))
        for thing in self._differing(group):
            if total >= 5 and counts[thing] >= 0.9 * total:
                fields = {"count": words.number(counts[thing]), "total": words.number(total)}
                yield indented(words("solve.share.nearly", **fields, what=self._named([thing])))
        if nowhere:
            yield indented(words("solve.share.none-taken", what=self._named(nowhere)))
        if names_follow and self._differing(group):
            yield indented(words("solve.share.differ", what=self._named(self._differing(group))))
        if names_follow and (everywhere or nowhere or self._differing(group)):
            yield Text()

    def _differing(self, group: Group) -> tuple[Thing, ...]:
        """The things that do not stand the same way in all outcomes."""
        marks = zip(*(outcome.marks for outcome in group.outcomes), strict=True)
        return tuple(
            thing for thing, found, count in zip(self.groups.things, marks, group.counts, strict=True)
            if 0 < count < group.count or len(set(found)) > 1
        )  # fmt: skip

    def _named(self, things: Sequence[Thing]) -> str:
        return "; ".join(self.words.name(self.analysis.situation, thing.key) for thing in things)

    def _by_letters(self, group: Group) -> Iterator[RenderableType]:
        """What they differ in gets letters; outcomes alike in verdict and in all but a few things share a line."""
        words = self.words
        differing = self._differing(group)
        yield indented(words("solve.share.differ-in"))
        names = _list_table(3)
        for letter, thing in zip(LETTERS, differing, strict=False):
            taken = group.counts[self.groups.things.index(thing)]
            count = words("solve.share.of", count=words.number(taken), total=words.number(group.count))
            names.add_row(letter, words.name(self.analysis.situation, thing.key), Text(count, style="dim"))
        yield inset(names, 4)
        found = families(group.outcomes)
        shown = found[: LISTED if self.limit is None else self.limit]
        columns = [self.groups.things.index(thing) for thing in differing]
        yield Text()
        lines = plain_table()
        lines.add_column(words("solve.row.number"), justify="right", no_wrap=True)
        lines.add_column("", no_wrap=True)
        lines.add_column("", no_wrap=True)
        letters = LETTERS[: len(columns)]
        # Where columns of their own would not fit, the signs stand close together in one.
        apart = 4 * len(columns) + 7 * len(self.analysis.concepts) + 26 <= self.width
        for head in letters if apart else [" ".join(letters)]:
            lines.add_column(head, justify="center", no_wrap=True)
        lines.add_column("")
        for concept in self.analysis.concepts:
            lines.add_column(concept.code, justify="center", no_wrap=True)
        for family in shown:
            many = f"{self.marks.times}{len(family.outcomes)}" if len(family.outcomes) > 1 else ""
            first = family.outcomes[0]
            signs = [sign_of(family.marks[index], self.marks) for index in columns]
            counts = (self._count(first.cases(concept.code)) for concept in self.analysis.concepts)
            cells = signs if apart else [Text(" ").join(signs)]
            lines.add_row(self.number(first), many, self._from_today(first), *cells, "", *counts)
        yield inset(lines)
        yield from self._more(group, sum(len(family.outcomes) for family in shown), len(found))
        yield Text()
        yield self._legend([outcome for family in shown for outcome in family.outcomes], set(), shown)

    def _by_names(self, group: Group) -> Iterator[RenderableType]:
        """One line an outcome: its number and what is the case."""
        shown = group.outcomes[: LISTED if self.limit is None else self.limit]
        lines = _list_table(4)
        for outcome in shown:
            lines.add_row(self.number(outcome), self._from_today(outcome), self.in_words(outcome), self._codes(outcome))
        yield inset(lines)
        yield from self._more(group, len(shown), group.count)
        yield Text()
        yield self._legend(shown, set())

    def _codes(self, outcome: Outcome) -> str:
        """``gmr smr, in 4 of 8 cases seq sseq``."""
        by_count: dict[int, list[str]] = {}
        for code in outcome.concepts:
            by_count.setdefault(outcome.cases(code), []).append(code)
        parts: list[str] = []
        for count, codes in sorted(by_count.items(), reverse=True):
            said, cases = " ".join(codes), self.groups.case_count
            parts.append(said if count == cases else self.words("solve.share.in-cases", codes=said, count=count, cases=cases))
        return ", ".join(parts)

    def _more(self, group: Group, shown: int, lines: int) -> Iterator[RenderableType]:
        if not group.complete:
            yield Text()
            yield indented(self.words("solve.holds.too-many", count=self.words.number(group.count - shown)))
        elif shown < group.count:
            yield Text()
            yield indented(self.words("solve.holds.more", count=self.words.number(group.count - shown), total=lines))

    # --- names and signs -------------------------------------------------------------------------------------------

    def number(self, outcome: Outcome) -> str:
        """What an outcome is called: its first state, ``+`` if it stands for several."""
        return f"{outcome.labels[0]}+" if len(outcome.labels) > 1 else str(outcome.labels[0])

    def in_words(self, outcome: Outcome) -> str:
        """What is the case in an outcome."""
        words, situation = self.words, self.analysis.situation
        if situation.is_graph:
            return words.name(situation, str(outcome.labels[0]))
        return marks_in_words(situation, self.groups.things, outcome.marks, words)

    def _from_today(self, outcome: Outcome) -> str:
        if outcome.today:
            several = any(len(solution.model.status_quo) > 1 for solution in self.analysis.solutions)
            return self.words("solve.row.maybe-today" if several else "solve.row.today")
        if not self.groups.reach_known:
            return ""
        return self.marks.arrow if outcome.reachable else self.marks.dash

    def _legend(self, outcomes: Sequence[Outcome], reasons: set[str], shown: Sequence[Family] = ()) -> RenderableType:
        """Only the signs that occur."""
        words, marks = self.words, self.marks
        kinds = {mark.kind for outcome in outcomes for mark in outcome.marks}
        kinds |= {mark.kind for family in shown for mark in family.marks}
        parts = signs_explained(kinds, marks, words)
        parts += [words(f"solve.legend.{reason}") for reason in _REASONS if reason in reasons]
        if any(outcome.reachable and not outcome.today for outcome in outcomes) and self.groups.reach_known:
            parts.append(words("solve.legend.reached", mark=marks.arrow))
        several = next((outcome for outcome in outcomes if len(outcome.labels) > 1), None)
        if several is not None:
            parts.append(words("solve.legend.several", number=several.labels[0]))
        partly = {outcome.cases(code) for outcome in outcomes for code in outcome.concepts} - {self.groups.case_count}
        if partly:
            parts.append(words("solve.legend.cases", count=min(partly), cases=self.groups.case_count))
        return inset(Text("\n".join(filled(parts, self.width - 4)), style="dim"))


def marks_in_words(situation: Situation, things: Sequence[Thing], marks: Sequence[Mark], words: Words) -> str:
    """What is the case where things stand as ``marks`` say: ``send + pay``."""
    parts: list[str] = []
    for thing, mark in zip(things, marks, strict=True):
        name = words.name(situation, thing.key)
        if mark.kind == "taken":
            parts.append(name)
        elif mark.kind == "ready":
            parts.append(words("words.ready", option=name))
        elif mark.kind == "offered":
            who = words.listed([words.name(situation, owner) for owner in mark.by])
            parts.append(words("words.offer", option=name, who=who))
    return " + ".join(parts) or words("words.nothing")


def sign_of(mark: Mark, signs: Marks) -> Text:
    """The sign for how something stands."""
    sign = {"taken": signs.taken, "ready": signs.ready, "offered": signs.offered, "any": signs.any}.get(mark.kind)
    return Text(sign, style="bold") if sign else Text(signs.not_taken, style="dim")


def signs_explained(kinds: set[str], signs: Marks, words: Words) -> list[str]:
    """What the signs for ``kinds`` of marks mean."""
    known = {"taken": signs.taken, "ready": signs.ready, "offered": signs.offered, "any": signs.any}
    return [words(f"solve.legend.{kind}", mark=sign) for kind, sign in known.items() if kind in kinds]


def plain_table(*, heads: bool = True) -> Table:
    """A table with a line under its heads and nothing else drawn."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), show_header=heads)


def indented(text: str) -> RenderableType:
    """A line two columns in."""
    return inset(Text(text))


def _list_table(columns: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    for number in range(columns):
        table.add_column(justify="right" if number == 0 else "left", overflow="fold")
    return table


def inset(part: RenderableType, columns: int = 2) -> RenderableType:
    """A part of an answer some columns in."""
    return Padding(part, (0, 0, 0, columns))


def filled(parts: Sequence[str], width: int) -> Iterator[str]:
    """Parts set in lines, none of them broken in two."""
    line = ""
    for part in parts:
        if line and len(line) + 3 + len(part) > width:
            yield line
            line = part
        else:
            line = f"{line}   {part}" if line else part
    if line:
        yield line
