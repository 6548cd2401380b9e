"""A what-if, applied: the same situation with its changes made one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from lagebild.changes.lines import drop_line, set_circumstance, set_today
from lagebild.changes.names import require_known
from lagebild.changes.options import add_option
from lagebild.changes.owners import set_owners
from lagebild.changes.wants import add_want, drop_want, place_want
from lagebild.errors import Fault, InputError, UnknownNameError
from lagebild.situation import Change, ImpossibleMove, Irreversible, Line, Option, PreferenceStatement, Rule, Situation, WhatIf

LineT = TypeVar("LineT", bound=Line)


def apply(situation: Situation, what_if_id: str) -> Situation:
    """The situation under the what-if ``what_if_id``.

    1. Its changes are made in the order in which they are listed; positions are those at that moment.
    2. ``combine`` makes the changes of other what-ifs in its place; one that is named twice is made once.
    3. What stays keeps its address; the line that change n adds is called ``what-if.<id>.<n>`` and rests, unless it says
       otherwise, on the what-if's own grounds. So does a value that it sets.

    Raises: InputError, UnknownNameError; both name the what-if and the change.
    """
    return make(situation, situation.what_if(what_if_id))


def make(situation: Situation, what_if: WhatIf) -> Situation:
    """The situation with the changes of ``what_if``, which need not be the file's. Raises: InputError, UnknownNameError."""
    return _apply(situation, what_if, (), set())


def _apply(situation: Situation, what_if: WhatIf, inside: tuple[str, ...], made: set[str]) -> Situation:
    if what_if.id in inside:
        circle = " → ".join((*inside[inside.index(what_if.id) :], what_if.id))
        raise InputError(Fault(message=f"what-ifs combine one another in a circle: {circle}", hint="Take one of them out."))
    if what_if.id in made:
        return situation
    for number, change in enumerate(what_if.changes, start=1):
        try:
            if change.kind == "combine":
                for part in change.parts:
                    situation = _apply(situation, situation.what_if(part), (*inside, what_if.id), made)
            else:
                situation = _changed(situation, what_if, number, change)
        except InputError as error:
            raise _placed(error, what_if, number, change) from None
    made.add(what_if.id)
    return situation


def _changed(situation: Situation, what_if: WhatIf, number: int, change: Change) -> Situation:
    match change.kind:
        case "move":
            return place_want(situation, change.of, change.target, above=change.above, below=change.below)
        case "drop":
            return drop_want(situation, change.of, change.target) if change.of else drop_line(situation, change.target)
        case "add":
            return _added(situation, what_if, number, change)
        case "set":
            return _set(situation, what_if, change)
        case _:
            raise InputError(Fault(message=f'unknown change "{change.kind}"', hint="There are: move, drop, add, set, combine."))


def _set(situation: Situation, what_if: WhatIf, change: Change) -> Situation:
    if change.by:
        return set_owners(situation, change.target, change.by)
    meaning = situation.meaning(change.target)
    if meaning.kind == "circumstance":
        return set_circumstance(situation, meaning.key, change.value, because=what_if.because, against=what_if.against)
    if meaning.kind == "definition":
        raise InputError(
            Fault(message=f'"{change.target}" is a definition and has no value to set', hint="Set an option or a circumstance.")
        )
    return set_today(situation, meaning.key, change.value, because=what_if.because, against=what_if.against)


def _added(situation: Situation, what_if: WhatIf, number: int, change: Change) -> Situation:
    if change.line is None:
        raise InputError(Fault(message="nothing is named to add", hint="Add a statement, a rule, an option or the like."))
    line = _own(change.line, what_if, number)
    default_id = f"{what_if.id}-{number}"
    match line:
        case PreferenceStatement():
            given = line.id and not line.id[0].isdigit()
            want = line if given else replace(line, id=default_id)
            return add_want(situation, change.of, want, above=change.above, below=change.below)
        case Rule():
            require_known(situation, line.statement)
            return replace(situation, rules=(*situation.rules, replace(line, id=line.id or default_id)))
        case ImpossibleMove():
            require_known(situation, line.from_, line.to)
            by = situation.decision_maker(line.by).id if line.by else ""
            move = replace(line, id=line.id or default_id, by=by)
            return replace(situation, impossible_moves=(*situation.impossible_moves, move))
        case Irreversible():
            meaning = situation.meaning(line.option)
            if meaning.kind not in ("option", "joint"):
                raise InputError(
                    Fault(message=f'"{line.option}" is no option and cannot be irreversible', hint="Name an option.")
                )
            return replace(situation, irreversible=(*situation.irreversible, replace(line, option=meaning.key)))
        case Option():
            return add_option(situation, replace(line, owner=change.of or line.owner))
        case _:
            raise InputError(
                Fault(
                    message=f"a {type(line).__name__.lower()} cannot be added by a what-if",
                    hint="Wants, rules, impossible moves, irreversibilities and options can.",
                )
            )


def _own(line: LineT, what_if: WhatIf, number: int) -> LineT:
    """The line with its address in the what-if, on the what-if's grounds unless it has its own."""
    if line.because is not None or line.against is not None:
        return replace(line, address=f"what-if.{what_if.id}.{number}")
    return replace(line, address=f"what-if.{what_if.id}.{number}", because=what_if.because, against=what_if.against)


def _placed(error: InputError, what_if: WhatIf, number: int, change: Change) -> InputError:
    """The same error, saying in which change of which what-if; the innermost what-if wins."""
    kind = UnknownNameError if isinstance(error, UnknownNameError) else InputError
    called = what_if.id if what_if.id.startswith("view of ") else f"what-if {what_if.id}"
    here = f"{called}, change {number}"
    return kind(
        fault
        if fault.where.startswith(("what-if ", "view of "))
        else replace(fault, where=f"{here}, {fault.where}" if fault.where else here, place=fault.place or change.place)
        for fault in error.faults
    )
