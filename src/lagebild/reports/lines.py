"""A line of the file in words: ``the West wants: not send soldiers of its own``."""

from __future__ import annotations

from lagebild.reports.words import Words
from lagebild.situation import (
    AnyOrder,
    Circumstance,
    Comparison,
    DecisionMaker,
    Definition,
    ImpossibleMove,
    Irreversible,
    JointOption,
    Line,
    Option,
    Perception,
    PreferenceStatement,
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
    preference_lines,
)
from lagebild.statements import Constant, Statement


def line_in_words(situation: Situation, line: Line, words: Words) -> str:
    """What a line says, in one sentence without a full stop. Orders are said by ``order_in_words``."""

    def name(key: str) -> str:
        return words.name(situation, key)

    def said(statement: Statement) -> str:
        return situation.in_words(statement, words.language)

    match line:
        case PreferenceStatement() | AnyOrder():
            return words("lines.want", who=name(_owner(situation, line)), statement=want_in_words(situation, line, words))
        case Ranking() | Tier():
            return words("lines.ranking", who=name(_owner(situation, line)))
        case Weight():
            return words("lines.weight", who=name(_owner(situation, line)), name=name(line.name), value=line.value)
        case Unsure():
            return words("lines.unsure", who=name(_owner(situation, line)), statement=said(line.statement))
        case Comparison():
            who = name(_owner(situation, line))
            states = _states(situation, line.states, words)
            if not line.over:
                return words("lines.comparison-equal", who=who, states=states)
            return words("lines.comparison", who=who, states=states, over=_states(situation, line.over, words))
        case Option():
            return words("lines.option", who=name(line.owner), name=name(line.key))
        case JointOption():
            return words("lines.joint", who=words.listed([name(owner) for owner in line.by]), name=name(line.id))
        case Rule():
            return words("lines.rule", statement=said(line.statement))
        case Irreversible():
            return words("lines.irreversible." + ("taken" if line.taken else "given-up"), name=name(line.option))
        case ImpossibleMove():
            return _impossible_move(situation, line, words)
        case Circumstance():
            return words("lines.circumstance", name=name(line.id), value=_value(line.value, "open", words))
        case Definition():
            return words("lines.definition", name=name(line.key), statement=said(line.statement))
        case TodayLine():
            value = words("words.yes") if situation.is_graph else _value(line.value, "unknown", words)
            return words("lines.today", name=name(line.option), value=value)
        case State():
            return words("lines.state", name=name(line.id))
        case WhatIf():
            return words("lines.what-if", name=line.name.in_language(words.language) or line.id)
        case Perception():
            return words("lines.view", who=name(line.decision_maker))
        case DecisionMaker():
            return words("lines.decision-maker", name=name(line.id))
    return line.address


def want_in_words(situation: Situation, want: Want, words: Words) -> str:
    """The statement of a want; of a group those of its members, which stand in no order."""
    if isinstance(want, AnyOrder):
        return words("lines.any-order", members=members_in_words(situation, want, words))
    return situation.in_words(want.statement, words.language)


def members_in_words(situation: Situation, group: AnyOrder, words: Words) -> str:
    """The statements of a group's wants, each in quotation marks."""
    return words.listed(
        [words("words.quoted", text=situation.in_words(member.statement, words.language)) for member in group.members]
    )


def _owner(situation: Situation, line: Line) -> str:
    """Whose preferences a want, ranking, tier or weight belongs to."""
    for dm in situation.decision_makers:
        if line in preference_lines(dm):
            return dm.id
    return line.address


def _states(situation: Situation, states: tuple[int | str, ...], words: Words) -> str:
    """States that a line names, by what is taken in them."""
    said = []
    for state in states:
        keys = [option.key for number, option in enumerate(situation.options) if isinstance(state, int) and state >> number & 1]
        taken = " + ".join(words.name(situation, key) for key in keys) or words("words.nothing")
        said.append(words("words.quoted", text=taken if isinstance(state, int) else words.name(situation, state)))
    return words.listed(said)


def _impossible_move(situation: Situation, line: ImpossibleMove, words: Words) -> str:
    sides = []
    for key, statement in (("from", line.from_), ("to", line.to)):
        if statement != Constant(True):
            sides.append(words(f"lines.impossible-move.{key}", statement=situation.in_words(statement, words.language)))
    who = words.name(situation, line.by) if line.by else words("lines.impossible-move.anybody")
    return words("lines.impossible-move.whole", who=who, sides=" ".join(sides))


def _value(value: bool | None, missing: str, words: Words) -> str:
    if value is None:
        return words(f"lines.{missing}")
    return words("words.yes" if value else "words.no")
