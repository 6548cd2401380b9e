"""What ``lagebild what-if`` shows: the variants, and which outcomes hold in which of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from lagebild.analyses.groups import Marks as Standing
from lagebild.analyses.groups import put_together
from lagebild.analyses.variants import HOLDS, IMPOSSIBLE, SOMETIMES, Fate, Survival, Turned, Variants, turned_answers
from lagebild.reports.text.console import Marks, heading, marks_for
from lagebild.reports.text.outcomes import (
    LETTERS,
    LISTED,
    filled,
    indented,
    inset,
    marks_in_words,
    plain_table,
    sign_of,
    signs_explained,
)
from lagebild.reports.words import Words
from lagebild.situation import Situation

IN_WORDS = 12
"""Up to how many outcomes are told in words; more get letters for what they differ in."""


def what_if_parts(console: Console, variants: Variants, words: Words, *, limit: int | None = None) -> Iterator[RenderableType]:
    """Everything, part by part."""
    situation = variants.situation
    yield Text(situation.title.in_language(words.language), style="bold")
    if len(variants.names) == 1:
        yield Text(words("variants.none"))
        return
    yield Text()
    yield heading(words("variants.title"))
    yield inset(_variants(variants, words))
    for code, survivals in variants.survivals:
        yield Text()
        turned = turned_answers(variants, code)
        if any(question.statement is not None or question.term for question in situation.questions):
            yield heading(words("variants.turns.title", code=code))
            yield inset(_turns(variants, turned, words))
            yield Text()
        yield heading(words("variants.outcomes.title", code=code, concept=words.concept("variants.concept", code)))
        shown = _Survivals(variants=variants, survivals=survivals, words=words, signs=marks_for(console), limit=limit)
        yield from shown.parts(console.width)


def variant_name(variants: Variants, number: int, words: Words) -> str:
    """What a variant is called: as it is, or the what-if's own name."""
    name = variants.names[number]
    if name is None:
        return words("variants.base")
    return variants.situation.what_if(name).name.in_language(words.language) or name


def _variants(variants: Variants, words: Words) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(overflow="fold", ratio=1)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True, style="dim")
    for number, analysis in enumerate(variants.analyses):
        count = max(solution.model.count for solution in analysis.solutions)
        table.add_row(
            ascii_uppercase[number % 26],
            variant_name(variants, number, words),
            words("variants.states", count=words.number(count)),
            words("variants.cases", count=words.number(len(analysis.solutions))) if analysis.open else "",
        )
    return table


def _turns(variants: Variants, turned: Sequence[Sequence[Turned]], words: Words) -> Table:
    """Per variant which answers turn, in one sentence."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(overflow="fold", ratio=1)
    for number in range(1, len(variants.names)):
        table.add_row(ascii_uppercase[number % 26], _turn_in_words(variants.situation, turned[number], words))
    return table


def _turn_in_words(situation: Situation, turned: Sequence[Turned], words: Words) -> str:
    if not turned:
        return words("variants.turns.none")
    alike: dict[tuple[str, str], list[str]] = {}
    for turn in turned:
        alike.setdefault((turn.before, turn.after), []).append(_about(situation, turn, words))
    parts: list[str] = []
    for values, about in alike.items():
        before, after = (words(f"variants.turns.value.{value.replace(' ', '-')}") for value in values)
        parts.append(words("variants.turns.turn", about=words.listed(about), before=before, after=after))
    return words("variants.turns.whole", turns="; ".join(parts))


def _about(situation: Situation, turn: Turned, words: Words) -> str:
    """What an answer is about; a reading of a term says whose it is where its name does not."""
    if not turn.definition:
        return words("words.quoted", text=situation.in_words(turn.statement, words.language))
    definition = situation.definitions_by_key[turn.definition]
    name = words.name(situation, turn.definition)
    alike = [other for other in situation.definitions_of(definition.term) if words.name(situation, other.key) == name]
    quoted = words("words.quoted", text=name)
    return quoted if len(alike) == 1 else words("check.turn.reading", name=quoted, speaker=definition.speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survivals:
    variants: Variants
    survivals: tuple[Survival, ...]
    words: Words
    signs: Marks
    limit: int | None

    def parts(self, width: int) -> Iterator[RenderableType]:
        words, total = self.words, len(self.survivals)
        if not self.survivals:
            yield indented(words("variants.outcomes.none"))
            return
        everywhere = sum(survival.count == len(self.variants.names) for survival in self.survivals)
        yield indented(words("variants.outcomes.everywhere", count=words.number(everywhere), total=words.number(total)))
        if total <= IN_WORDS or not self.variants.things or len(self._differing()) > len(LETTERS):
            yield from (indented(line) for line in self._changes())
            yield Text()
            shown = self.survivals[: LISTED if self.limit is None else self.limit]
            yield inset(self._told(shown))
            if len(shown) < total:
                yield indented(words("solve.holds.more", count=words.number(total - len(shown)), total=total))
        else:
            yield Text()
            yield inset(self._summary())
            yield Text()
            yield from self._by_letters()
        yield Text()
        yield inset(Text("\n".join(filled(self._legend(), width - 4)), style="dim"))

    def _changes(self) -> Iterator[str]:
        """Per variant how many outcomes it loses and gains."""
        for number in range(1, len(self.variants.names)):
            lost, gained = self._lost_and_gained(number)
            same = all(_alike(s.fates[0]) == _alike(s.fates[number]) for s in self.survivals)
            form = "same" if same else "changed" if lost or gained else "often"
            letter = ascii_uppercase[number % 26]
            fields = {"lost": self.words.number(lost), "gained": self.words.number(gained)}
            yield self.words(f"variants.outcomes.{form}", letter=letter, **fields)

    def _lost_and_gained(self, number: int) -> tuple[int, int]:
        """How many outcomes hold (in some case) in the situation as it is and not in a variant, and the other way round."""
        pairs = [(survival.fates[0].cases > 0, survival.fates[number].cases > 0) for survival in self.survivals]
        return pairs.count((True, False)), pairs.count((False, True))

    def _summary(self) -> Table:
        """Per variant how many outcomes hold, and what is taken in all (or in none, or in some) of them."""
        words, things = self.words, self.variants.things
        table = plain_table()
        table.add_column("", overflow="fold")
        variants = range(len(self.variants.names))
        for number in variants:
            table.add_column(ascii_uppercase[number % 26], justify="center")
        holding = [[s for s in self.survivals if s.fates[number].cases] for number in variants]
        table.add_row(words("variants.outcomes.hold"), *(words.number(len(found)) for found in holding))
        changes = [self._lost_and_gained(number) for number in variants]
        table.add_row(words("variants.outcomes.lost"), *(words.number(lost) if lost else "" for lost, _ in changes))
        table.add_row(words("variants.outcomes.gained"), *(words.number(gained) if gained else "" for _, gained in changes))
        table.add_row(Text(words("variants.outcomes.shares"), style="bold"))
        letters = dict(zip(self._differing(), LETTERS, strict=False))
        for index, thing in enumerate(things):
            name = f"{letters.get(index, ' ')}  {words.name(self._situation, thing.key)}"
            table.add_row(name, *(self._share(index, found) for found in holding))
        return table

    def _share(self, index: int, holding: Sequence[Survival]) -> Text:
        taken = sum(survival.marks[index].kind == "taken" for survival in holding)
        if not taken:
            return Text(self.signs.not_taken, style="dim")
        return Text(self.signs.taken, style="bold") if taken == len(holding) else Text(self.words.number(taken))

    @property
    def _situation(self) -> Situation:
        """The situation that knows most options: a variant may have some that the others lack."""
        return max((analysis.situation for analysis in self.variants.analyses), key=lambda s: len(s.options))

    def _told(self, shown: Sequence[Survival]) -> Table:
        table = plain_table()
        table.add_column(self.words("variants.outcomes.head"), overflow="fold", ratio=1)
        self._add_variants(table)
        for survival in shown:
            table.add_row(self._in_words(survival), *self._fates(survival))
        return table

    def _in_words(self, survival: Survival) -> str:
        if self.variants.things:
            text = marks_in_words(self._situation, self.variants.things, survival.marks, self.words)
        else:
            text = " ".join(
                self.words.name(self.variants.situation, state) for outcome in survival.outcomes for state in outcome
            )
        return self.words("variants.outcomes.today", state=text) if survival.today else text

    def _by_letters(self) -> Iterator[RenderableType]:
        words, differing = self.words, self._differing()
        rows = self._rows()
        shown = rows[: LISTED if self.limit is None else self.limit]
        table = plain_table()
        table.padding = (0, 1, 0, 0)
        table.add_column("")
        table.add_column("")
        for letter, _ in zip(LETTERS, differing, strict=False):
            table.add_column(letter, justify="center")
        table.add_column("")
        self._add_variants(table)
        for marks, members in shown:
            signs = (sign_of(marks[index], self.signs) for index in differing)
            many = f"{self.signs.times}{len(members)}" if len(members) > 1 else ""
            today = words("solve.row.today") if any(member.today for member in members) else ""
            table.add_row(many, today, *signs, "", *self._fates(members[0]))
        yield inset(table)
        missing = sum(len(members) for _, members in rows[len(shown) :])
        if missing:
            yield Text()
            yield indented(words("solve.holds.more", count=words.number(missing), total=len(rows)))

    def _rows(self) -> list[tuple[Standing, list[Survival]]]:
        """Survivals with the same fates put together where it makes no difference whether something is taken."""
        rows = [
            ((tuple(_alike(fate) for fate in survival.fates), survival.today), survival.marks, survival)
            for survival in self.survivals
        ]
        return put_together(rows)

    def _differing(self) -> list[int]:
        marks = list(zip(*(survival.marks for survival in self.survivals), strict=True))
        return [index for index, found in enumerate(marks) if len(set(found)) > 1]

    def _add_variants(self, table: Table) -> None:
        for number in range(len(self.variants.names)):
            table.add_column(ascii_uppercase[number % 26], justify="center")
        table.add_column(self.words("variants.outcomes.holds-in"), justify="right", no_wrap=True)

    def _fates(self, survival: Survival) -> Iterator[Text]:
        for fate in survival.fates:
            if fate.kind == HOLDS:
                yield Text(self.signs.taken, style="bold")
            elif fate.kind == SOMETIMES:
                yield Text(str(fate.cases))
            else:
                yield Text(self.signs.dash if fate.kind == IMPOSSIBLE else self.signs.not_taken, style="dim")
        yield Text(self.words("variants.outcomes.of", count=survival.count, total=len(survival.fates)))

    def _legend(self) -> list[str]:
        words, signs = self.words, self.signs
        kinds = {fate.kind for survival in self.survivals for fate in survival.fates}
        parts = [words("variants.legend.holds", mark=signs.taken), words("variants.legend.not", mark=signs.not_taken)]
        if SOMETIMES in kinds:
            parts.append(words("variants.legend.sometimes"))
        if IMPOSSIBLE in kinds:
            parts.append(words("variants.legend.impossible", mark=signs.dash))
        if len(self.survivals) > IN_WORDS and self.variants.things:
            parts.append(words("variants.legend.shares"))
            standing = {mark.kind for marks, _ in self._rows() for mark in marks} - {"taken"}
            parts += signs_explained(standing, signs, words)
        return parts


def _alike(fate: Fate) -> tuple[str, int]:
    return (fate.kind, fate.cases)
