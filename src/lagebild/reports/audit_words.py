"""The audit in words: every finding a sentence. Terminal and page use the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lagebild.analyses.audit import Audit
from lagebild.analyses.audit.dependence import Dependence, UnwantedOption
from lagebild.analyses.audit.idle_lines import IdleLine, WantTrial
from lagebild.analyses.audit.orders import OpenOrder, OrderDecision
from lagebild.analyses.audit.rules import Veto
from lagebild.analyses.audit.ties import Ties
from lagebild.analyses.groups import things_of
from lagebild.analyses.neighbours import Label, Turn
from lagebild.errors import Place
from lagebild.model import ConflictModel
from lagebild.reports.lines import line_in_words, members_in_words, want_in_words
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Line, PreferenceStatement, Tier

FEW = 2
"""So many states are named; more are described by what they have in common."""


class AuditWords:
    """One audit in one language."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.audit = audit
        self.situation = audit.situation
        self.words = words
        self._lines: dict[str, Line] = {line.address: line for line in audit.situation.lines()}
        self._model = None if audit.trials is None else audit.trials.base.models[0]

    # --- small things ----------------------------------------------------------------------------------------------

    def __call__(self, key: str, **fields: Any) -> str:
        """A phrase of this page."""
        return self.words(f"check.{key}", **fields)

    def several(self, key: str, count: int, **fields: Any) -> str:
        """The phrase for ``count`` things, the number as ``n``."""
        return self.words.several(f"check.{key}", count, n=self.number(count), **fields)

    def number(self, count: int) -> str:
        """With thousands set apart."""
        return self.words.number(count)

    def name(self, key: str) -> str:
        """The plain words for a decision maker, an option or the like."""
        return self.words.name(self.situation, key)

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language."""
        return self.words("words.quoted", text=text)

    def place(self, address: str) -> str:
        """In which line of the file it stands, if that is known."""
        line = self._lines.get(address)
        return self._row(None if line is None else line.place)

    def _row(self, place: Place | None) -> str:
        return "" if place is None else str(place.line)

    def line(self, address: str) -> str:
        """What a line says."""
        line = self._lines.get(address)
        if line is None or type(line) is Line:
            order = next((order for order in self.audit.orders if order.address == address), None)
            return address if order is None else self.order(order)
        return line_in_words(self.situation, line, self.words)

    def fault(self, address: str, said: str, place: Place | None) -> str:
        """An unsourced line as faults are shown."""
        where = f"{address}: " if place is None else f"{place}: {address}: "
        return f"{where}{self('orders.unsourced')}: {said}"

    # --- size and evidence -----------------------------------------------------------------------------------------

    def size(self) -> str:
        """How large the situation is."""
        found = self.audit.numbers
        parts = [self.several("numbers.makers", found.decision_makers)]
        if not self.situation.is_graph:
            parts.append(self.several("numbers.options", found.options))
        if found.states is not None:
            parts.append(self._states(*found.states))
        if found.cases > 1:
            parts.append(self("numbers.cases", n=self.number(found.cases), what=self.words.listed(list(self._open()))))
        today = "" if found.today is None else f" {self.several('numbers.today', len(found.today))}"
        return f"{', '.join(parts)}.{today}"

    def _open(self) -> Iterator[str]:
        circumstances = sum(circumstance.value is None for circumstance in self.situation.circumstances)
        wants = (want for dm in self.situation.decision_makers for want in dm.wants or ())
        groups = sum(isinstance(want, AnyOrder) and len(want.members) > 1 for want in wants)
        for key, count in (("circumstances", circumstances), ("orders", groups)):
            if count:
                yield self.several(f"numbers.{key}", count)

    def _states(self, least: int, most: int) -> str:
        said = self.several("numbers.states", most)
        if least != most:
            both = self("numbers.range", least=self.number(least), most=self.number(most))
            said = said.replace(self.number(most), both, 1)
        if self.situation.is_graph:
            return said
        return said + self("numbers.of", all=self.number(2**self.audit.numbers.options))

    def evidence(self) -> str:
        """How many claims of whom."""
        found = self.audit.numbers
        if not found.claims:
            return self("numbers.claims.none")
        parts = (("claims", found.claims), ("voices", found.voices), ("sources", found.sources))
        return " ".join(self.several(f"numbers.{key}", count) for key, count in parts) + "."

    def not_today(self) -> str:
        """The options of which a file that speaks of today says nothing; nothing where there are none."""
        if self.situation.today is None or self.situation.is_graph:
            return ""
        said = {line.option for line in self.situation.today}
        things = things_of(self.situation.options, self.situation.joint_options)
        consents = {joint.id: {f"{owner}.{joint.id}" for owner in joint.by} for joint in self.situation.joint_options}
        missing = [thing.key for thing in things if not said & {thing.key, *consents.get(thing.key, ())}]
        options = ", ".join(self.quoted(self.name(key)) for key in missing)
        return self("guessed.not-today", options=options) if missing else ""

    # --- orders ----------------------------------------------------------------------------------------------------

    def order(self, order: OrderDecision, *, under: bool = False) -> str:
        """Who puts what above what; ``under``: with the other concepts it matters under."""
        upper, lower = (self._side(address) for address in (order.upper, order.lower))
        said = self("orders.above", who=self.name(order.decision_maker), upper=upper, lower=lower)
        leading = self.audit.leading
        if under and order.difference is not None and order.weight(leading) == "elsewhere":
            codes = ", ".join(shift.concept for shift in order.difference.shifts)
            return f"{said} ({self('orders.under', codes=codes)})"
        return said

    def _side(self, address: str) -> str:
        line = self._lines[address]
        if isinstance(line, AnyOrder):
            return want_in_words(self.situation, line, self.words)
        if isinstance(line, PreferenceStatement):
            return self.quoted(want_in_words(self.situation, line, self.words))
        assert isinstance(line, Tier)
        return self.quoted(self._tier(line.states))

    def _tier(self, labels: Sequence[Label]) -> str:
        shown = [self._state(label) for label in labels[:FEW]]
        return self.words.listed(shown + ([str(len(labels) - FEW) + " …"] if len(labels) > FEW else []))

    def order_place(self, order: OrderDecision) -> str:
        """In which line of the file it is decided."""
        return self._row(order.place)

    def sourced(self, order: OrderDecision) -> str:
        """Whether it names a claim."""
        return self("orders.sourced" if order.sourced else "orders.unsourced")

    def mark(self, order: OrderDecision) -> str:
        """Whether it names a claim, and where it stands."""
        row = self.order_place(order)
        return ", ".join(filter(None, [self.sourced(order), self("orders.place", line=row) if row else ""]))

    def orders_counted(self, counts: Mapping[str, int]) -> Iterator[str]:
        """How many there are, and how many of them matter."""
        leading = self.audit.leading
        kinds = {order.upper.partition(".")[0] for order in self.audit.orders}
        which = "mixed" if len(kinds) > 1 else "tiers" if kinds == {"ranking"} else "wants"
        yield self.several("orders.made", len(self.audit.orders), which=self(f"orders.{which}"))
        if counts["untried"] == len(self.audit.orders):
            yield self("orders.untried")
            return
        if counts["nothing"] == len(self.audit.orders):
            yield self("orders.all-nothing")
            return
        yield self.several("orders.nothing", counts["nothing"])
        for weight in ("verdict", "elsewhere", "matters"):
            if counts[weight]:
                yield self.several(f"orders.{weight}", counts[weight], leading=leading)

    def weightiest_first(self, orders: Iterable[OrderDecision]) -> list[OrderDecision]:
        """Those that turn an answer first, and of these the unsourced ones."""
        return sorted(orders, key=lambda order: (order.difference is None or not order.difference.turns, order.sourced))

    def difference(self, order: OrderDecision) -> Iterator[str]:
        """What the other order would bring: outcomes, then answers."""
        found = order.difference
        if found is None:
            return
        shift = found.shift(self.audit.leading)
        if shift is not None:
            parts = list(self._shifted(shift.vanishes, shift.appears))
            others = [other.concept for other in found.shifts if other is not shift]
            total = self.audit.numbers.cases
            if total > 1 and shift.cases < total:
                parts.append(self("shift.in-cases", n=shift.cases, of=total))
            if others:
                parts.append(self("shift.also", codes=", ".join(others)))
            yield f"{self('orders.exchanged')} {'; '.join(parts)}."
        yield from self._turned("turn.now", found.turns)
        if not found.turns and self.audit.trials is not None and self.audit.trials.conclusions:
            yield self("turn.none")

    def _shifted(self, vanishes: Sequence[Label], appears: Sequence[Label]) -> Iterator[str]:
        if vanishes:
            yield self.several("shift.vanish", len(vanishes)) + self._described(vanishes, appears)
        if appears:
            key = "shift.appear" if vanishes else "shift.appear-alone"
            yield self.several(key, len(appears)) + self._described(appears, vanishes or self._staying(appears))

    def _staying(self, labels: Sequence[Label]) -> list[Label]:
        assert self.audit.trials is not None
        solutions = self.audit.trials.base.solutions
        stable = (s.model.label(position) for s in solutions for position in s.equilibria(self.audit.leading))
        return list(dict.fromkeys(label for label in stable if label not in set(labels)))

    def _described(self, labels: Sequence[Label], others: Sequence[Label]) -> str:
        """A few states by name; many by what all of them have and not all of the ``others``, or none of them."""
        if len(labels) <= FEW:
            return f": {self.words.listed([self.quoted(self._state(label)) for label in labels])}"
        others = others or self._staying(labels)
        having: list[str] = []
        lacking: list[str] = []
        for thing in things_of(self.situation.options, self.situation.joint_options):
            here, there = self._holding(thing.key, labels), self._holding(thing.key, others)
            if all(here) and not all(there):
                having.append(self.name(thing.key))
            elif not any(here) and (any(there) or not there):
                lacking.append(self.name(thing.key))
        parts = []
        if having:
            parts.append(self("shift.with", what=self.words.listed(having)))
        if lacking:
            parts.append(self("shift.without", what=self.words.listed(lacking, last="or")))
        return f" ({', '.join(parts)})" if parts else ""

    def _holding(self, name: str, labels: Sequence[Label]) -> list[bool]:
        wanted = set(labels)
        found: dict[Label, bool] = {}
        for model in self._models():
            holds = np.broadcast_to(np.asarray(model.valuation.of_name(name)), (model.count,))
            found.update((label, bool(value)) for label, value in zip(model.labels(), holds, strict=True) if label in wanted)
        return list(found.values())

    def _models(self) -> tuple[ConflictModel, ...]:
        return () if self.audit.trials is None else self.audit.trials.base.models_by_circumstances

    def _state(self, label: Label) -> str:
        for model in self._models():
            if label in set(model.labels()):
                return self.words.state(model, model.position(label))
        return str(label)

    def _turned(self, key: str, turns: Iterable[Turn]) -> Iterator[str]:
        """A sentence per statement; questions about the same statement share it."""
        asking: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for turn in turns:
            asked = self.situation.questions[turn.question - 1].ask.in_language(self.words.language)
            key_of = (self._about(turn), turn.before, turn.after)
            asking.setdefault(key_of, []).extend([self.quoted(asked)] if asked else [])
        for (about, before, after), asked_by in asking.items():
            said = self(key, about=about, before=self._values(before), after=self._values(after))
            yield " ".join([*asked_by, said])

    def _about(self, turn: Turn) -> str:
        if not turn.definition:
            return self.quoted(self.situation.in_words(turn.statement, self.words.language))
        definition = self.situation.definitions_by_key[turn.definition]
        name = self.name(turn.definition)
        readings = [self.name(other.key) for other in self.situation.definitions_of(definition.term)]
        if readings.count(name) > 1:
            return self("turn.reading", name=self.quoted(name), speaker=definition.speaker)
        return self.quoted(name)

    def _values(self, values: Sequence[str]) -> str:
        counts = Counter(values)
        if len(counts) == 1:
            return self(f"value.{_key(values[0])}")
        parts = [
            self("value.cases", value=self(f"value.{_key(value)}"), n=count, of=len(values))
            for value, count in counts.most_common()
        ]
        return self.words.listed(parts)

    def open_order(self, group: OpenOrder) -> Iterator[str]:
        """What is left open, and whether that matters."""
        line = self._lines[group.address]
        assert isinstance(line, AnyOrder)
        members = members_in_words(self.situation, line, self.words)
        said = self("open.group", who=self.name(group.decision_maker), members=members, n=group.orders)
        leading = self.audit.leading
        if not group.matters(leading):
            yield f"{said} {self('open.verdict' if group.verdicts else 'open.same', leading=leading)}"
            return
        yield f"{said} {self('open.matters')}"
        shift = next((shift for shift in group.shifts if shift.concept == leading), None)
        if shift is not None:
            yield self.several("open.outcomes", len(shift.appears), leading=leading)
        yield from self._turned("open.turn", group.turns)

    # --- what carries nothing --------------------------------------------------------------------------------------

    def contested(self, address: str, *, sourced: bool) -> str:
        """A line that claims speak against."""
        said = self.line(address)
        return said if sourced else self("voices.contested-unsourced", line=said)

    def idle_want(self, trial: WantTrial) -> str:
        """A want that can go, and why."""
        reason = trial.idle
        if reason == "constant":
            reason = "always-true" if trial.constant else "always-false"
        elif reason == "says-nothing" and trial.decides_move is False:
            reason = "says-nothing-no-move"
        elif reason == "decides-no-move" and not trial.difference.verdicts:
            reason = "decides-no-move-idle"
        return f"{self.line(trial.address)}\n{_capital(self(f'idle.reason.{reason}'))}."

    def idle_line(self, line: IdleLine) -> str:
        """Another line that can go, and why."""
        reason = self(f"idle.reason.{line.kind}-{line.reason}")
        return f"{self.line(line.address)}\n{_capital(reason)}."

    def unwanted(self, option: UnwantedOption) -> str:
        """An option that nobody's wants depend on."""
        name = self._option(option.option)
        if not option.lines:
            return self("matrix.unwanted-bare", option=name)
        return self("matrix.unwanted-line", option=name, lines=", ".join(option.lines))

    def _option(self, key: str) -> str:
        option = next(option for option in self.situation.options if option.key == key)
        if option.joint is None:
            return self.name(key)
        return self("matrix.consent", option=self.name(option.joint), who=self.name(option.owner))

    def matrix(self, marks: Mapping[str, str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
        """Rows of marks, and the meaning of each mark that occurs. Consents that agree stand in one row."""
        fields = {(field.option, field.decision_maker): _kind(field) for field in self.audit.matrix}
        rows: list[tuple[str, list[str]]] = []
        seen: set[str] = set()
        for option in self.situation.options:
            kinds = [fields[option.key, dm.id] for dm in self.situation.decision_makers]
            name = self._option(option.key)
            if option.joint is not None:
                consents = [other.key for other in self.situation.options if other.joint == option.joint]
                alike = all([fields[key, dm.id] for dm in self.situation.decision_makers] == kinds for key in consents)
                if alike and option.joint in seen:
                    continue
                seen.add(option.joint)
                name = self.name(option.joint) if alike else name
            rows.append((name, [marks[kind] for kind in kinds]))
        used = [kind for kind in ("depends", "names", "idle") if kind in fields.values()]
        return rows, [self(f"matrix.{kind}", mark=marks[kind]) for kind in used]

    # --- rules and ties --------------------------------------------------------------------------------------------

    def veto(self, veto: Veto) -> str:
        """Who cannot do what, because of whom, by which rule."""
        key = "veto.give-up" if veto.gives_up else "veto.take"
        said = self(
            key if veto.held_by else f"{key}-rest",
            who=self.name(veto.decision_maker),
            option=self.quoted(self._own(veto.option)),
            held=self.words.listed(list(self._held(veto))),
        )
        rule = next(rule for rule in self.situation.rules if rule.address == veto.rule)
        by = self(
            "veto.by",
            n=self.number(veto.states),
            of=self.number(veto.count),
            rule=self.situation.in_words(rule.statement, self.words.language),
            address=veto.rule,
        )
        return f"{said} {by}"

    def _own(self, key: str) -> str:
        option = next(option for option in self.situation.options if option.key == key)
        return self.name(key if option.joint is None else option.joint)

    def _held(self, veto: Veto) -> Iterator[str]:
        grouped: dict[tuple[str, bool], list[str]] = {}
        for key, taken in zip(veto.held_by, veto.held, strict=True):
            grouped.setdefault((key.split(".")[0], taken), []).append(self.quoted(self._own(key)))
        for (owner, taken), options in grouped.items():
            yield self("veto.holds" if taken else "veto.lacks", who=self.name(owner), option=self.words.listed(options))

    def tied(self, tie: Ties) -> str:
        """What a decision maker does not mind, for example."""
        model = self._model
        shown = [move for move in (tie.own, tie.others) if move is not None]
        if model is None or not shown:
            return self("ties.nothing") if tie.tiers == tie.states else ""
        parts: list[str] = []
        for move in shown:
            if model.is_graph:
                first, second = (self.quoted(self.words.state(model, position)) for position in (move.first, move.second))
                parts.append(self("ties.graph", first=first, second=second))
                continue
            differing = set(model.taken(move.first)) ^ set(model.taken(move.second))
            names = dict.fromkeys(self.quoted(self._own(key)) for key in model.option_keys if key in differing)
            what = self.words.listed(list(names))
            own = move.mover == tie.decision_maker
            parts.append(self("ties.own" if own else "ties.other", what=what, who=self.name(move.mover)))
        return self("ties.more").join(parts)

    def vacuous(self) -> Iterator[str]:
        """Who minds nothing, who can do nothing, what nobody can leave."""
        trials = self.audit.trials
        if trials is None:
            return
        for tie in trials.ties:
            who = self.name(tie.decision_maker)
            if tie.declared:
                yield self("ties.declared", who=who)
            elif tie.indifferent:
                yield self("ties.indifferent", who=who)
            elif tie.indifferent_somewhere:
                yield self("ties.somewhere", who=who)
            if not tie.can_move:
                yield self("ties.stays", who=who)
        if trials.stuck:
            shown = [self.quoted(self._state(stuck.state)) for stuck in trials.stuck[: 2 * FEW]]
            more = ["…"] if len(trials.stuck) > 2 * FEW else []
            yield self.several("ties.stuck", len(trials.stuck), states=", ".join(shown + more))


def _kind(field: Dependence) -> str:
    if field.depends:
        return "names" if field.changes is None else "depends"
    return "idle" if field.named else ""


def _key(value: str) -> str:
    return value.replace(" ", "-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
