"""Lines that go, and values that are set."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from lagebild.changes.names import keep_meanings, with_decision_maker
from lagebild.changes.options import drop_joint_option, drop_option, joint_called, option_called
from lagebild.changes.wants import drop_want, loosen_order
from lagebild.errors import Fault, InputError, UnknownNameError, did_you_mean
from lagebild.evidence.grounds import Grounds
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
    Meaning,
    Option,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    State,
    TodayLine,
    Unsure,
    Weight,
)

LineT = TypeVar("LineT", bound=Line)


def drop_line(situation: Situation, address: str) -> Situation:
    """The situation without the line at ``address``.

    What rests on it goes along only where it says nothing by itself: the today line and irreversibility of an option, the
    moves of a state. An order line that goes leaves its pair in any order; a ranking that goes leaves indifference.

    Raises: InputError where other lines mention it, or it cannot be left out; UnknownNameError.
    """
    line = line_at(situation, address)
    match line:
        case Rule():
            return replace(situation, rules=_without(situation.rules, line))
        case Irreversible():
            return replace(situation, irreversible=_without(situation.irreversible, line))
        case ImpossibleMove():
            return replace(situation, impossible_moves=_without(situation.impossible_moves, line))
        case TodayLine():
            return replace(situation, today=_without(situation.today or (), line))
        case Option():
            return drop_option(situation, line.key)
        case JointOption():
            return drop_joint_option(situation, line.id)
        case Circumstance():
            after = replace(situation, circumstances=_without(situation.circumstances, line))
            return _no_longer_named(situation, after, Meaning("circumstance", line.id), f'drop the circumstance "{line.id}"')
        case Definition():
            return _drop_definition(situation, line)
        case State():
            return _drop_state(situation, line)
        case _:
            return _drop_preference(situation, line)


def line_at(situation: Situation, address: str) -> Line:
    """The line at ``address``; today lines and irreversibilities also under the short name of their option.

    Raises: UnknownNameError.
    """
    by_address = {line.address: line for line in situation.lines()}
    found = by_address.get(address) or by_address.get(_resolved(situation, address))
    if found is not None:
        return found
    hint = did_you_mean(address, by_address) or "Addresses read like rules.1, options.upstream.build, wants.upstream.1."
    raise UnknownNameError(Fault(message=f'there is no line "{address}"', hint=hint))


def _resolved(situation: Situation, address: str) -> str:
    room, _, name = address.partition(".")
    if room == "today":
        keys = [meaning.key for meaning in situation.names.get(name, ())]
        return next((line.address for line in situation.today or () if line.option in keys), "")
    if room == "irreversible":
        taken = not name.startswith(("not ", "nicht "))
        keys = [meaning.key for meaning in situation.names.get(name.split(" ")[-1], ())]
        return next((line.address for line in situation.irreversible if line.option in keys and line.taken == taken), "")
    return ""


def set_circumstance(
    situation: Situation, id_: str, value: bool | None, *, because: Grounds | None = None, against: Grounds | None = None
) -> Situation:
    """A circumstance with another value (None: open). Its grounds spoke for the old value; ``because`` speaks for the new.

    Raises: UnknownNameError.
    """
    known = [circumstance.id for circumstance in situation.circumstances]
    if id_ not in known:
        hint = did_you_mean(id_, known) or (f"There are: {', '.join(known)}." if known else "The file has none.")
        raise UnknownNameError(Fault(message=f'unknown circumstance "{id_}"', hint=hint))
    return replace(
        situation,
        circumstances=tuple(
            replace(c, value=value, because=because, against=against) if c.id == id_ and c.value != value else c
            for c in situation.circumstances
        ),
    )


def set_today(
    situation: Situation, name: str, value: bool | None, *, because: Grounds | None = None, against: Grounds | None = None
) -> Situation:
    """Another today: an option, joint option (all consents together) or consent; in graph form the state ``name``.

    Grounds that spoke for the old value go with it. Where nothing was said of today, what is not named is not taken.

    Raises: InputError, UnknownNameError.
    """
    if situation.is_graph:
        return _set_state_today(situation, name, value, because, against)
    today = list(situation.today or ())
    if any(joint.id == name for joint in situation.joint_options):
        joint = joint_called(situation, name)
        key, consents = joint.id, {f"{owner}.{joint.id}" for owner in joint.by}
        today = [line for line in today if line.option not in consents]
    else:
        option = option_called(situation, name)
        key = option.key
        if option.joint is not None:
            today = _by_consent(situation, today, joint_called(situation, option.joint))
    old = next((line for line in today if line.option == key), None)
    if old is None:
        today.append(TodayLine(address=f"today.{key}", option=key, value=value, because=because, against=against))
    elif old.value != value:
        today[today.index(old)] = replace(old, value=value, because=because, against=against)
    return replace(situation, today=tuple(today))


def _by_consent(situation: Situation, today: list[TodayLine], joint: JointOption) -> list[TodayLine]:
    """Today lines in which a joint option's one value is written out consent by consent."""
    found: list[TodayLine] = []
    for line in today:
        if line.option != joint.id:
            found.append(line)
            continue
        keys = [f"{owner}.{joint.id}" for owner in joint.by]
        found.extend(replace(line, address=f"today.{key}", option=key) for key in keys)
    return found


def _set_state_today(
    situation: Situation, name: str, value: bool | None, because: Grounds | None, against: Grounds | None
) -> Situation:
    known = [state.id for state in situation.states]
    if name not in known:
        raise UnknownNameError(Fault(message=f'unknown state "{name}"', hint=did_you_mean(name, known)))
    if value is not True:
        raise InputError(Fault(message="today is one of the states", hint="Set the state that it is to yes."))
    old = situation.today[0] if situation.today else None
    if old is not None and old.option == name and old.value:
        return situation
    return replace(
        situation, today=(TodayLine(address=f"today.{name}", option=name, value=True, because=because, against=against),)
    )


def _drop_preference(situation: Situation, line: Line) -> Situation:
    if isinstance(line, Weight | Ranking | PreferenceStatement | AnyOrder | Unsure | Comparison) or type(line) is Line:
        for dm in situation.decision_makers:
            changed = _without_preference(situation, dm, line)
            if changed is not None:
                return changed
    raise InputError(
        Fault(message=f'"{line.address}" cannot be dropped by itself', hint="Drop what it consists of, or edit the file.")
    )


def _without_preference(situation: Situation, dm: DecisionMaker, line: Line) -> Situation | None:
    """Without a want, an order, a ranking or a weight of ``dm``; None where it is not one of theirs."""
    if isinstance(line, Unsure | Comparison):
        if line not in (*dm.unsure, *(dm.comparisons or ())):
            return None
        comparisons = None if dm.comparisons is None else tuple(other for other in dm.comparisons if other != line)
        unsure = tuple(other for other in dm.unsure if other != line)
        return with_decision_maker(situation, replace(dm, unsure=unsure, comparisons=comparisons))
    if isinstance(line, Weight | Ranking):
        if line not in (*dm.weights, dm.ranking):
            return None
        weights = tuple(weight for weight in dm.weights if weight != line)
        ranking = None if line == dm.ranking else dm.ranking
        # A decision maker without any preference is indifferent, which is written `wants: []`.
        wants = () if dm.wants is None and ranking is None and not weights else dm.wants
        return with_decision_maker(situation, replace(dm, weights=weights, ranking=ranking, wants=wants))
    for position, want in enumerate(dm.wants or (), start=1):
        if want.address == line.address:
            return drop_want(situation, dm.id, position)
        if want.above is not None and want.above.address == line.address:
            if position < len(dm.wants or ()):
                return loosen_order(situation, dm.id, position)
            wants = (*(dm.wants or ())[:-1], replace(want, above=None))
            return with_decision_maker(situation, replace(dm, wants=wants))
        if isinstance(want, AnyOrder):
            for number, member in enumerate(want.members, start=1):
                if member.address == line.address:
                    return drop_want(situation, dm.id, f"{position}-{number}")
    return None


def _drop_definition(situation: Situation, line: Definition) -> Situation:
    doing = f'drop the definition "{line.key}"'
    after = replace(situation, definitions=_without(situation.definitions, line))
    asked = [str(number) for number, question in enumerate(situation.questions, start=1) if question.term == line.term]
    if asked and not after.definitions_of(line.term):
        raise InputError(
            Fault(message=f"cannot {doing}: question {', '.join(asked)} asks about it", hint="Drop or change it first.")
        )
    return _no_longer_named(situation, after, Meaning("definition", line.key), doing)


def _compared_without(dm: DecisionMaker, state: str) -> tuple[Comparison, ...] | None:
    """The comparisons of the other states; one that has nothing left on a side says nothing any more."""
    if dm.comparisons is None:
        return None
    found: list[Comparison] = []
    for line in dm.comparisons:
        states, over = (tuple(one for one in side if one != state) for side in (line.states, line.over))
        if states and (over or not line.over):
            found.append(replace(line, states=states, over=over))
    return tuple(found)


def _drop_state(situation: Situation, line: State) -> Situation:
    """A state of the graph form goes with the moves that leave or enter it, and with its place in the rankings."""

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        dm = replace(dm, comparisons=_compared_without(dm, line.id))
        moves = dm.moves and tuple(
            (start, tuple(end for end in ends if end != line.id)) for start, ends in dm.moves if start != line.id
        )
        if dm.ranking is None:
            return replace(dm, moves=moves)
        tiers = (replace(tier, states=tuple(s for s in tier.states if s != line.id)) for tier in dm.ranking.tiers)
        return replace(dm, moves=moves, ranking=replace(dm.ranking, tiers=tuple(tier for tier in tiers if tier.states)))

    after = replace(
        situation,
        states=_without(situation.states, line),
        decision_makers=tuple(map(somebody, situation.decision_makers)),
        today=None if any(today.option == line.id for today in situation.today or ()) else situation.today,
    )
    doing = f'drop the state "{line.id}"'
    if not after.states:
        raise InputError(Fault(message=f"cannot {doing}: no state would be left"))
    return _no_longer_named(situation, after, Meaning("state", line.id), doing)


def _no_longer_named(before: Situation, after: Situation, gone: Meaning, doing: str) -> Situation:
    return keep_meanings(before, after, becomes={gone: None}, doing=doing)


def _without(lines: tuple[LineT, ...], gone: Line) -> tuple[LineT, ...]:
    return tuple(line for line in lines if line.address != gone.address)
