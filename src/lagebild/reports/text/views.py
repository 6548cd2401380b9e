"""What ``lagebild views`` prints: who sees what, what lasts, whom it surprises, what learning the truth would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.analyses.neighbours import Label
from lagebild.analyses.views import VERDICTS, Views
from lagebild.changes.views import lost_in_view
from lagebild.reports.lines import line_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.text.outcomes import indented, plain_table
from lagebild.reports.words import Words

MOST_LINES = 8
"""How many lines that somebody does not know of are listed."""


def views_parts(console: Console, found: Views, words: Words, *, states: bool = False) -> Iterator[RenderableType]:
    """Everything, part by part."""
    return _Parts(found, words, marks_for(console).dash).all(states=states)


class _Parts:
    def __init__(self, found: Views, words: Words, bullet: str) -> None:
        self.found, self.words, self.bullet = found, words, bullet
        self.situation = found.situation

    def all(self, *, states: bool) -> Iterator[RenderableType]:
        words, situation = self.words, self.situation
        yield heading(situation.title.in_language(words.language) or words("views.title"))
        if self.found.what_if is not None:
            what_if = situation.what_if(self.found.what_if)
            yield Text(words("views.variant", name=what_if.name.in_language(words.language) or what_if.id))
        if len(self.found.cases) > 1:
            yield Text(words("views.cases", count=words.number(len(self.found.cases))))
        yield Text()
        yield from self.seen()
        for code in self.found.codes:
            yield Text()
            if len(self.found.codes) > 1:
                yield Text(words("views.concept", concept=words.concept("solve.concept", code)), style="italic")
            yield from self.holds(code)
            yield Text()
            yield from self.truth(code)
            yield Text()
            yield from self.learning(code)
            if states:
                yield Text()
                yield from self.states(code)

    # --- parts ----------------------------------------------------------------------------------------------------

    def seen(self) -> Iterator[RenderableType]:
        words, situation = self.words, self.situation
        yield heading(words("views.seen.title"))
        for view in situation.views:
            yield indented(words.name(situation, view.decision_maker))
            if view.unseen:
                options = words.listed([self.quoted(key) for key in view.unseen])
                yield self.item(words("views.seen.unseen", options=options))
            if view.believes:
                yield self.item(words.several("views.seen.believes", len(view.believes)))
            if view.unaware:
                yield self.item(words.several("views.seen.unaware", len(view.unaware), claims=self.claims(view.unaware)))
                lost = lost_in_view(situation, view)
                if lost:
                    yield Padding(Text(words("views.seen.lines")), (0, 0, 0, 6))
                for line in lost[:MOST_LINES]:
                    yield self.item(line_in_words(situation, line, words), depth=6)
            for code in self.found.codes:
                expected = self.found.expected(view.decision_maker, code)
                said = words("views.seen.expects", states=self.labelled(expected, view.decision_maker))
                suffix = f" [{code}]" if len(self.found.codes) > 1 else ""
                yield self.item((said if expected else words("views.seen.expects-none")) + suffix)

    def holds(self, code: str) -> Iterator[RenderableType]:
        words, found = self.words, self.found
        counts: dict[Label, int] = {}
        for case in found.cases:
            for position in case.equilibria(code):
                counts[case.model.label(position)] = counts.get(case.model.label(position), 0) + 1
        if not counts:
            yield heading(words("views.holds.none"))
        else:
            yield heading(words.several("views.holds.title", len(counts)))
        surprises = found.surprises(code)
        for label, count in counts.items():
            key = "state" if count == len(found.cases) else "some"
            fields = {"state": self.state(label), "label": label, "count": count, "cases": len(found.cases)}
            yield self.item(words(f"views.holds.{key}", **fields), depth=2)
            for dm, kind in surprises.get(label, {}).items():
                yield self.item(self.surprise(label, dm, kind), depth=4)
            if label not in surprises:
                yield self.item(words("views.holds.no-surprise"), depth=4)
        unjudged = VERDICTS.index("unjudged")
        blind = [
            dm.id
            for dm in self.situation.decision_makers
            if any((case.verdicts[code][dm.id] == unjudged).any() for case in found.cases)
        ]
        if blind:
            who = words.listed([words.name(self.situation, dm) for dm in blind])
            yield indented(words("views.holds.unjudged", who=who))

    def surprise(self, label: Label, dm: str, kind: str) -> str:
        who = self.words.name(self.situation, dm)
        if kind == "unexpected":
            return self.words("views.holds.unexpected", who=who)
        instead = self.instead(label, dm)
        if instead is None:
            return self.words("views.holds.outside-none", who=who)
        return self.words("views.holds.outside", who=who, state=instead)

    def truth(self, code: str) -> Iterator[RenderableType]:
        words = self.words
        yield heading(words("views.truth.title"))
        true, seen = self.found.true_equilibria(code), self.found.equilibria(code)
        if true == seen:
            yield indented(words("views.truth.same"))
            return
        yield indented(words("views.truth.lasts", states=self.labelled(true)) if true else words("views.truth.lasts-none"))

    def learning(self, code: str) -> Iterator[RenderableType]:
        words, found = self.words, self.found
        yield heading(words("views.learning.title"))
        for view in self.situation.views:
            who = words.name(self.situation, view.decision_maker)
            said: dict[str, int] = {}
            for case in found.cases:
                one = next(o for o in case.learning if o.decision_maker == view.decision_maker and o.concept == code)
                parts = [
                    words(f"views.learning.{key}", states=self.labelled(labels))
                    for key, labels in (("appears", one.appears), ("vanishes", one.vanishes))
                    if labels
                ]
                text = words("views.learning.same", who=who)
                if parts:
                    value = words(f"views.learning.{'equal' if one.value == 'same' else one.value}")
                    text = f"{words('views.learning.changed', who=who, what='; '.join(parts))} {value}"
                said[text] = said.get(text, 0) + 1
            for text, count in said.items():
                whole = count == len(found.cases)
                told = text if whole else words("views.learning.in-cases", said=text, count=count, cases=len(found.cases))
                yield self.item(told, depth=2)

    def states(self, code: str) -> Iterator[RenderableType]:
        words, case = self.words, self.found.cases[0]
        yield heading(words("views.states.title"))
        table = plain_table()
        table.add_column(words("solve.row.number"), justify="right")
        table.add_column("", ratio=1, overflow="fold")
        for dm in case.model.decision_makers:
            table.add_column(words.name(self.situation, dm), overflow="fold", max_width=22)
        table.add_column("")
        lasting = set(case.equilibria(code))
        for position, label in enumerate(case.model.labels()):
            met = [VERDICTS[int(np.asarray(case.verdicts[code][dm])[position])] for dm in case.model.decision_makers]
            cells = (words(f"views.verdict.{verdict}") for verdict in met)
            mark = words("views.states.lasts") if position in lasting else ""
            table.add_row(str(label), words.state(case.model, position), *cells, mark)
        yield Padding(table, (0, 0, 0, 2))
        yield indented(words("views.states.legend"))

    # --- words ----------------------------------------------------------------------------------------------------

    def item(self, text: str, *, depth: int = 4) -> RenderableType:
        return Padding(Text(f"{self.bullet} {text}"), (0, 0, 0, depth))

    def quoted(self, key: str) -> str:
        return self.words("words.quoted", text=self.words.name(self.situation, key))

    def claims(self, ids: Sequence[str]) -> str:
        says = (self.situation.claim(id_).says.in_language(self.words.language).rstrip(".") for id_ in ids)
        return self.words.listed([self.words("words.quoted", text=said) for said in says])

    def labelled(self, labels: Sequence[Label], dm: str = "") -> str:
        return "; ".join(self.words("views.holds.state", state=self.state(label, dm), label=label) for label in labels)

    def state(self, label: Label, dm: str = "") -> str:
        """What is the case in a state, as it is or as somebody sees it."""
        models = [case.model for case in self.found.cases]
        if dm:
            seen = next(seen for seen in self.found.seen if seen.decision_maker == dm)
            models = [solution.model for solution in seen.analysis.solutions]
        model = next(model for model in models if label in model.labels())
        return self.words.state(model, model.position(label))

    def instead(self, label: Label, dm: str) -> str | None:
        """What somebody sees in the place of a true state; None where that is no state of its game."""
        seen = next(seen for seen in self.found.seen if seen.decision_maker == dm)
        model = seen.analysis.solutions[0].model
        if not isinstance(label, int):
            return None
        number = {key: place for place, key in enumerate(model.option_keys)}
        for key, value in model.situation.frozen:
            label = label | 1 << number[key] if value else label & ~(1 << number[key])
        return self.words.state(model, model.position(label)) if label in model.labels() else None
