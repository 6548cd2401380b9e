"""A situation as the text of a situation file: what is read back from it is the same situation.

Positions are counted anew: an id that a file cannot give (a position that has lost its place) is left out. What an analysis
holds fixed (``Situation.frozen``) is no part of a file and is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from lagebild.evidence.grounds import grounds_in_words
from lagebild.evidence.records import Prose
from lagebild.reading.block_yaml import Notes, Value, block_yaml
from lagebild.reading.frame import one_of
from lagebild.reading.written_record import prose_value, record_entries
from lagebild.situation import (
    AnyOrder,
    Change,
    Circumstance,
    Comparison,
    DecisionMaker,
    Definition,
    ImpossibleMove,
    Irreversible,
    JointOption,
    Line,
    Meaning,
    Option,
    Perception,
    PreferenceStatement,
    Question,
    Ranking,
    Rule,
    Situation,
    State,
    Tier,
    TodayLine,
    Unsure,
    Want,
    Weight,
    WhatIf,
)
from lagebild.statements import And, Constant, Not, Or, Statement, in_words, is_id

SCHEMA_LINE: Final = "# yaml-language-server: $schema=lagebild.schema.json"
"""The first line of a file, by which editors find its schema."""

_HEAD: Final = frozenset({"lagebild", "title", "as-of", "language"})
_APART: Final = frozenset({"decision-makers", "sources", "speakers", "claims", "what-if"})

Entry = dict[str, Value]


def situation_text(situation: Situation, *, heading: str = "", notes: Notes | None = None) -> str:
    """The situation file, claims included. ``heading`` is a comment below the first line, ``notes`` are comments above keys."""
    head = "".join(f"{f'# {line}'.rstrip()}\n" for line in heading.splitlines())
    return f"{SCHEMA_LINE}\n{head}\n{block_yaml(situation_document(situation), notes=notes, head=_HEAD, apart=_APART)}"


def situation_document(situation: Situation) -> Entry:
    """The situation as plain values, in the shape of the file."""
    return _Document(situation).whole()


class _Document:
    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.language = situation.language

    def whole(self) -> Entry:
        situation = self.situation
        sections: Entry = {
            "lagebild": 1,
            "title": self.prose(situation.title),
            "as-of": situation.as_of,
            "language": self.language,
            "decision-makers": {dm.id: self.decision_maker(dm) for dm in situation.decision_makers},
            "joint-options": {joint.id: self.joint_option(joint) for joint in situation.joint_options},
            "states": {state.id: self.state(state) for state in situation.states},
            "rules": [self.rule(number, rule) for number, rule in enumerate(situation.rules, start=1)],
            "irreversible": [self.irreversible(line) for line in situation.irreversible],
            "impossible-moves": [self.impossible_move(n, line) for n, line in enumerate(situation.impossible_moves, start=1)],
            "circumstances": {one.id: self.circumstance(one) for one in situation.circumstances},
            "definitions": self.definitions(situation.definitions),
            "today": self.today(situation.today),
            "questions": [self.question(question) for question in situation.questions],
            "what-if": {what_if.id: self.what_if(what_if) for what_if in situation.what_ifs},
            "views": {view.decision_maker: self.view(view) for view in situation.views},
            "sources": record_entries(situation.sources, self.language),
            "speakers": record_entries(situation.speakers, self.language),
            "claims": record_entries(situation.claims, self.language),
        }
        kept = _filled(sections)
        return {**kept, "today": {}} if situation.today == () else kept

    # --- parts of lines --------------------------------------------------------------------------------------------

    def prose(self, prose: Prose) -> Value:
        return prose_value(prose, self.language) if prose.texts else None

    def statement(self, statement: Statement | None) -> Value:
        return None if statement is None else in_words(statement, language=self.language)

    def line(self, line: Line, entry: Entry) -> Entry:
        """``entry`` with what the line rests on."""
        pro = None if line.because is None else grounds_in_words(line.because)
        con = None if line.against is None else grounds_in_words(line.against)
        return _filled({**entry, "because": pro, "against": con})

    def short(self, line: Line, entry: Entry, key: str) -> Value:
        """What stands under ``key`` alone, where the line has nothing else to say."""
        whole = self.line(line, entry)
        return whole[key] if list(whole) == [key] else whole

    def name(self, key: str) -> str:
        """An option or joint option as short as it can be called."""
        bare = key.split(".")[-1]
        return bare if self.situation.names.get(bare) == (Meaning("option", key),) else key

    # --- decision makers -------------------------------------------------------------------------------------------

    def decision_maker(self, dm: DecisionMaker) -> Entry:
        own = {option.id: self.option(option) for option in dm.options if option.joint is None}
        entry = self.line(dm, {"name": self.prose(dm.name)})
        if own:
            entry["options"] = own
        if dm.wants is not None:
            entry["wants"] = [self.want(str(number), want) for number, want in enumerate(dm.wants, start=1)]
        if dm.ranking is not None:
            entry["ranking"] = self.ranking(dm.ranking)
        if dm.weights:
            entry["weights"] = {weight.name: self.weight(weight) for weight in dm.weights}
        if dm.comparisons is not None:
            entry["comparisons"] = [self.comparison(line) for line in dm.comparisons]
        if dm.unsure:
            entry["unsure"] = [self.unsure(dm, line) for line in dm.unsure]
        if dm.moves is not None:
            entry["moves"] = {state: list(targets) for state, targets in dm.moves}
        if dm.attitudes:
            entry["attitudes"] = dict(dm.attitudes)
        return entry

    def option(self, option: Option) -> Value:
        return self.line(option, {"name": self.prose(option.name), "needs": self.statement(option.needs)}) or None

    def joint_option(self, joint: JointOption) -> Value:
        needs = self.statement(joint.needs)
        return self.line(joint, {"name": self.prose(joint.name), "by": list(joint.by), "needs": needs})

    def want(self, position: str, want: Want) -> Value:
        if isinstance(want, AnyOrder):
            members = [self.want(f"{position}-{number}", member) for number, member in enumerate(want.members, start=1)]
            return {"any-order": members, **self.order(want.above)}
        entry = self.line(want, {"id": _given(want.id, position), "statement": self.statement(want.statement)})
        entry |= {**self.order(want.above), **_strong(want.strong)}
        return entry["statement"] if list(entry) == ["statement"] else entry

    def order(self, above: Line | None) -> Entry:
        return {} if above is None else {"above": self.short(above, {}, "because")}

    def ranking(self, ranking: Ranking) -> Value:
        tiers = [self.tier(tier) for tier in ranking.tiers]
        last = ["the rest"] if ranking.rest else ["the rest unknown"] if ranking.rest_unknown else []
        return [*tiers, *last]

    def tier(self, tier: Tier) -> Value:
        if tier.unsure:
            return self.line(tier, {"unsure": [self.ranked(state) for state in tier.states], **_strong(tier.strong)})
        return self.short(tier, {"tier": " = ".join(map(self.ranked, tier.states)), **_strong(tier.strong)}, "tier")

    def comparison(self, line: Comparison) -> Value:
        states: list[Value] = [self.ranked(state) for state in line.states]
        if not line.over:
            return self.line(line, {"equal": states})
        return self.line(line, {"prefers": states, "over": [self.ranked(state) for state in line.over]})

    def unsure(self, dm: DecisionMaker, line: Unsure) -> Value:
        """A want is named by its id where the file gives one, else by its position now; one that is gone is not named."""
        below: Value = None
        for position, want in enumerate(dm.wants or (), start=1):
            members = [member.id for member in want.members] if isinstance(want, AnyOrder) else [want.id]
            group = want.address.rpartition(".")[2] if isinstance(want, AnyOrder) else ""
            if line.below in (*members, group) and line.below:
                below = line.below if is_id(line.below) else position
        return self.short(line, {"statement": self.statement(line.statement), "below": below}, "statement")

    def ranked(self, state: int | str) -> str:
        """A state by what is taken in it; a joint option by its name where all consent."""
        if isinstance(state, str):
            return state
        taken = [option for number, option in enumerate(self.situation.options) if state >> number & 1]
        keys = {option.key for option in taken}
        whole = {joint.id for joint in self.situation.joint_options if keys >= {f"{owner}.{joint.id}" for owner in joint.by}}
        names = (option.joint if option.joint in whole else self.name(option.key) for option in taken)
        return " + ".join(dict.fromkeys(map(str, names))) or "nothing"

    def weight(self, weight: Weight) -> Value:
        return self.short(weight, {"weight": weight.value}, "weight")

    # --- the frame -------------------------------------------------------------------------------------------------

    def state(self, state: State) -> Value:
        return self.line(state, {"name": self.prose(state.name)}) or None

    def rule(self, position: int, rule: Rule) -> Value:
        entry = {"id": _given(rule.id, str(position)), **self.ruled(rule.statement)}
        return self.short(rule, entry, "statement")

    def ruled(self, statement: Statement) -> Entry:
        """The statement, or the list of which it says that one holds: the long form of many would be too long to read."""
        for key, parts in _lists(statement):
            if statement == one_of(parts, exactly=key == "exactly-one-of"):
                return {key: [self.statement(part) for part in parts]}
        return {"statement": self.statement(statement)}

    def irreversible(self, line: Irreversible) -> Value:
        written = line.address.removeprefix("irreversible.")
        name = self.name(line.option)
        known = {f"{prefix}{one}" for one in (line.option, name) for prefix in ("", "not ", "nicht ")}
        short = name if line.taken else f"not {name}"
        return self.short(line, {"option": written if written in known else short}, "option")

    def impossible_move(self, position: int, move: ImpossibleMove) -> Entry:
        always = Constant(True)
        from_ = None if move.from_ == always and move.to != always else self.statement(move.from_)
        to = None if move.to == always else self.statement(move.to)
        return self.line(move, {"id": _given(move.id, str(position)), "by": move.by, "from": from_, "to": to})

    def circumstance(self, circumstance: Circumstance) -> Value:
        value = "open" if circumstance.value is None else circumstance.value
        return self.short(circumstance, {"name": self.prose(circumstance.name), "value": value}, "value")

    def definitions(self, definitions: Iterable[Definition]) -> Entry:
        found: Entry = {}
        for term, group in groupby(definitions, key=lambda definition: definition.term):
            for definition in group:
                if definition.speaker:
                    by_speaker = found.setdefault(term, {})
                    assert isinstance(by_speaker, dict)
                    by_speaker[definition.speaker] = self.definition(definition)
                else:
                    found[term] = self.definition(definition)
        return found

    def definition(self, definition: Definition) -> Value:
        entry = {"name": self.prose(definition.name), "statement": self.statement(definition.statement)}
        return self.short(definition, entry, "statement")

    def today(self, today: Iterable[TodayLine] | None) -> Value:
        if today is None:
            return None
        if self.situation.is_graph:
            return next((line.option for line in today), None)
        values: dict[bool | None, Value] = {None: "unknown", True: True, False: False}
        return {self.name(line.option): self.short(line, {"value": values[line.value]}, "value") for line in today}

    # --- questions and what-ifs ------------------------------------------------------------------------------------

    def question(self, question: Question) -> Entry:
        asked = True if question.kind == "next" else question.term or self.statement(question.statement)
        by, about = {"by": question.by}, {question.kind: asked}
        # As people say it: why it is so, by whom; what somebody can do, against what.
        parts = {**about, **by} if question.kind == "why" else {**by, **about}
        return _filled({"ask": self.prose(question.ask), **parts})

    def what_if(self, what_if: WhatIf) -> Entry:
        changes = [self.change(change) for change in what_if.changes]
        return self.line(what_if, {"name": self.prose(what_if.name), "changes": changes})

    def view(self, view: Perception) -> Entry:
        unseen = [self.name(key) if "." in key else key for key in view.unseen]
        believes = [self.change(change) for change in view.believes]
        return self.line(view, {"unseen": unseen, "believes": believes, "unaware-of": list(view.unaware)})

    def change(self, change: Change) -> Entry:
        if change.kind == "combine":
            return {"combine": list(change.parts)}
        if change.kind == "set":
            if change.by:
                return {"set": change.target, "by": change.by[0] if len(change.by) == 1 else list(change.by)}
            unset = "open" if any(one.id == change.target for one in self.situation.circumstances) else "unknown"
            return {"set": change.target, "value": unset if change.value is None else change.value}
        entry: Entry = {change.kind: self.added(change.line) if change.line is not None else _reference(change.target)}
        id_ = change.line.id if isinstance(change.line, PreferenceStatement | Rule | ImpossibleMove) else ""
        return _filled({**entry, "of": change.of, "id": id_, "above": change.above, "below": change.below})

    def added(self, line: Line) -> Value:
        match line:
            case PreferenceStatement():
                return self.statement(line.statement)
            case Rule():
                return {"rule": self.statement(line.statement)}
            case ImpossibleMove():
                return {"impossible-move": {key: value for key, value in self.impossible_move(0, line).items() if key != "id"}}
            case Irreversible():
                return {"irreversible": line.option if line.taken else f"not {line.option}"}
            case Option():
                return {"option": {"id": line.id, **_filled(_mapping(self.option(line)))}}
        raise AssertionError(f"no what-if adds a {type(line).__name__}")


def _strong(strong: bool) -> Entry:
    return {"strong": True} if strong else {}


def _given(id_: str, position: str) -> str:
    """The id where the file gave one; positions are no ids."""
    return id_ if id_ != position and is_id(id_) else ""


def _reference(target: str) -> Value:
    return int(target) if target.isdecimal() else target


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _filled(entry: Mapping[str, Value]) -> Entry:
    """Without the keys that have nothing to say."""
    return {key: value for key, value in entry.items() if value is not None and value not in ("", [], {})}


def _lists(statement: Statement) -> Iterable[tuple[str, tuple[Statement, ...]]]:
    """The lists that the statement may have been written as: of all that it names in pairs, or in its last part."""
    match statement:
        case And(operands=(*_, Or(operands=parts))):
            yield "exactly-one-of", parts
        case And(operands=(Not(operand=And(operands=(first, _))), *_)):
            pairs = [
                pair.operand.operands for pair in statement.operands if isinstance(pair, Not) and isinstance(pair.operand, And)
            ]
            yield "one-of", (first, *(pair[1] for pair in pairs if pair[0] == first and len(pair) == 2))
