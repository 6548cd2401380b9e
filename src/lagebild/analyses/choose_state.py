"""Which state people mean: by number, by name, by what is taken in it, or by a statement that only it satisfies."""

from __future__ import annotations

from typing import Final

import numpy as np

from lagebild.errors import Fault, InputError, UnknownNameError, did_you_mean
from lagebild.model import ConflictModel
from lagebild.solutions import Solution
from lagebild.statements import parse

NOTHING: Final = ("nothing", "nichts")
"""What the state is called in which no option is taken."""

TODAY: Final = ("today", "heute")
"""What the status quo is called."""

MAX_SHOWN: Final = 12
"""How many states an error lists."""


def chosen_state(model: ConflictModel, text: str) -> int:
    """The position of the state that ``text`` means: a number, a name or id, ``build + release``, ``today`` or a statement.

    Raises: UnknownNameError (no such state, or several, which are listed), StatementError.
    """
    text = text.strip()
    named = _named(model, text)
    found = named if named is not None else _satisfying(model, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(Fault(message=f'no feasible state satisfies "{text}"', hint=_way_out(model)))
    shown = "".join(f"\n  {model.label(position)}: {taken_in(model, position)}" for position in found[:MAX_SHOWN])
    more = f"\n  and {len(found) - MAX_SHOWN:,} more" if len(found) > MAX_SHOWN else ""
    raise UnknownNameError(
        Fault(message=f'"{text}" fits {len(found):,} states. Give one of them by its number or id:{shown}{more}')
    )


def todays_state(solution: Solution) -> int:
    """The status quo; of several, the one that is an equilibrium under most concepts, and of those the first.

    Raises: UnknownNameError where the file says nothing of today.
    """
    model = solution.model
    if not model.status_quo:
        raise UnknownNameError(Fault(message="the file says nothing of today", hint=_way_out(model)))
    codes = [concept.code for concept in solution.concepts]
    return min(model.status_quo, key=lambda at: (-sum(bool(solution.is_equilibrium(code)[at]) for code in codes), at))


def taken_in(model: ConflictModel, position: int) -> str:
    """What is taken in a state, in the file's own ids: ``build + release``."""
    if model.is_graph:
        return model.situation.name_in_words(str(model.label(position)))
    situation, taken = model.situation, model.taken(position)
    joint_of = {option.key: option.joint for option in situation.options}
    offers = set(model.offers(position))
    names: list[str] = []
    for key in taken:
        joint, bare = joint_of[key], key.split(".", 1)[1]
        if joint is not None and key not in offers:
            names.append(joint)
        else:
            names.append(bare if joint is None and len(situation.names.get(bare, ())) == 1 else key)
    return " + ".join(dict.fromkeys(names)) or NOTHING[0]


def _named(model: ConflictModel, text: str) -> list[int] | None:
    """The states ``text`` names outright; None if it is to be read as a statement."""
    if model.is_graph:
        ids = [state.id for state in model.situation.states]
        if text in ids:
            return [ids.index(text)]
        folded = text.casefold()
        names = [{name.casefold() for _, name in state.name.texts} for state in model.situation.states]
        by_name = [position for position, known in enumerate(names) if folded in known]
        if by_name:
            return by_name
    elif text.isdecimal():
        return [_numbered(model, int(text))]
    elif text in NOTHING and text not in model.situation.names:
        return [_numbered(model, 0)]
    elif "+" in text:
        return [_numbered(model, _pattern(model, text))]
    if text in TODAY and text not in model.situation.names:
        if not model.status_quo:
            raise UnknownNameError(Fault(message="the file says nothing of today", hint=_way_out(model)))
        return list(model.status_quo)
    return None


def _numbered(model: ConflictModel, number: int) -> int:
    try:
        return model.position(number)
    except UnknownNameError:
        patterns = 2 ** len(model.option_keys)
        if number >= patterns:
            message = f"there is no state {number}: {len(model.option_keys)} options make numbers below {patterns}"
        else:
            message = f"state {number} is not feasible: a rule excludes it"
        raise UnknownNameError(Fault(message=message, hint=_way_out(model))) from None


def _pattern(model: ConflictModel, text: str) -> int:
    """The number of the state in which exactly the options of ``build + release`` are taken."""
    number = {key: index for index, key in enumerate(model.option_keys)}
    joints = {joint.id: joint for joint in model.situation.joint_options}
    pattern = 0
    for word in text.split("+"):
        meaning = model.situation.meaning(word.strip())
        if meaning.kind == "joint":
            keys = [f"{owner}.{meaning.key}" for owner in joints[meaning.key].by]
        elif meaning.kind == "option":
            keys = [meaning.key]
        else:
            hint = 'Join options with "+", statements with "and".'
            raise InputError(Fault(message=f'"{word.strip()}" is no option', hint=hint))
        pattern |= sum(1 << number[key] for key in keys)
    return pattern


def _satisfying(model: ConflictModel, text: str) -> list[int]:
    statement = parse(text)
    try:
        holds = model.truth(statement)
    except UnknownNameError as error:
        if not model.is_graph:
            raise
        hint = did_you_mean(text, [state.id for state in model.situation.states]) or _way_out(model)
        raise UnknownNameError(Fault(message=f'there is no state "{text}"', hint=hint)) from error
    positions: list[int] = np.flatnonzero(holds).tolist()
    return positions


def _way_out(model: ConflictModel) -> str:
    shown = [str(model.label(position)) for position in range(min(model.count, MAX_SHOWN))]
    more = ", …" if model.count > MAX_SHOWN else ""
    return f"The states are {', '.join(shown)}{more}."
