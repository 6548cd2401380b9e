"""What can be checked only once the whole file is read: names, claims, collisions, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lagebild.errors import UnknownNameError
from lagebild.evidence.grounds import references
from lagebild.reading.intake import ENOUGH_FAULTS, Intake
from lagebild.reading.nodes import Node
from lagebild.reading.wording import where
from lagebild.situation import Irreversible, Meaning, Situation, TodayLine
from lagebild.statements import And, Conditional, Not, Or, Statement, names

MAX_CHAIN: Final = 300
"""How deep statements may be once all definitions and needs are written out; evaluation recurses that deep."""


def look_up_names(situation: Situation, intake: Intake, *, collided: frozenset[str]) -> None:
    """Note every name in a statement that means nothing, or several things; not those that collide, which has been said."""
    known = situation.names
    for statement, node in intake.statements:
        for name in names(statement):
            if len(known.get(name.text, ())) != 1 and name.text not in collided:
                enough = len(intake.faults.found) >= ENOUGH_FAULTS
                fault = (f'unknown name "{name.text}"', "") if enough else _unclear(situation, name.text)
                intake.fault(node, *fault, offset=max(name.column, 0))


def _unclear(situation: Situation, name: str) -> tuple[str, str]:
    try:
        situation.meaning(name)
    except UnknownNameError as error:
        return error.faults[0].message, error.faults[0].hint or _way_out(situation, name)
    return "", ""


def _way_out(situation: Situation, name: str) -> str:
    kinds = "states" if situation.is_graph else "options, joint options, circumstances and definitions"
    if any(dm.id == name for dm in situation.decision_makers):
        return "A decision maker is not true or false: name one of its options."
    return f"Statements speak of {kinds}."


def look_up_claims(claims: Iterable[str], intake: Intake, *, complete: bool) -> None:
    """Note every claim that is named and not given. ``complete``: whether the claims could be read."""
    known = dict.fromkeys(claims)
    if not complete:
        return
    for grounds, node in intake.grounds_read:
        for reference in references(grounds):
            if reference.claim not in known:
                hint = intake.near(reference.claim, known)
                if not known:
                    hint = "The file gives no claims: add them under `claims:`."
                intake.fault(node, f'unknown claim "{reference.claim}"', hint, offset=max(reference.column, 0))


# --- collisions -----------------------------------------------------------------------------------------------------


def check_collisions(situation: Situation, keys: Mapping[str, Mapping[str, Node]], intake: Intake) -> frozenset[str]:
    """Note every id that names two different kinds of things. ``keys``: per kind of thing its ids, with where they stand.

    Returns: those ids.
    """
    owner: dict[str, tuple[str, Node]] = {}
    collided: set[str] = set()
    for kind, ids in keys.items():
        for id_, node in ids.items():
            if id_ in owner:
                other, first = owner[id_]
                collided.add(id_)
                message = f'"{id_}" already names {other} (line {first.line})'
                intake.faults.add(message, hint="Choose another id.", where=where((*node.path, id_)), place=node.place)
            else:
                owner[id_] = (kind, node)
    for name, meanings in situation.names.items():
        # The full names of options and of definitions by speakers share one form: upstream.build, conflict.lawyers.
        if "." in name and len(meanings) > 1 and all(meaning.key == name for meaning in meanings):
            collided.add(name)
            term = name.partition(".")[0]
            node = next(node for kind in keys.values() for id_, node in kind.items() if id_ in (term, name.partition(".")[2]))
            node = keys["a definition"].get(term, node)
            intake.faults.add(
                f'"{name}" is an option and a definition by a speaker', hint="Call one of them differently.",
                where="definitions", place=node.place,
            )  # fmt: skip
    return frozenset(collided)


# --- circles --------------------------------------------------------------------------------------------------------


def check_circles(situation: Situation, nodes: Mapping[Meaning, Node], intake: Intake) -> bool:
    """Note definitions and needs that build on themselves, or on one another too deeply. Returns: whether all is well."""
    statements = dict(_building(situation))
    depths: dict[Meaning, int] = {}
    told: set[frozenset[Meaning]] = set()
    sound = True
    for start in statements:
        sound = _walk(situation, start, statements, depths, told, nodes, intake) and sound
    return sound


def _building(situation: Situation) -> Iterator[tuple[Meaning, Statement]]:
    for definition in situation.definitions:
        yield Meaning("definition", definition.key), definition.statement
    for option in situation.options:
        if option.needs is not None:
            yield Meaning("option", option.key), option.needs
    for joint in situation.joint_options:
        if joint.needs is not None:
            yield Meaning("joint", joint.id), joint.needs


def _walk(
    situation: Situation, start: Meaning, statements: Mapping[Meaning, Statement], depths: dict[Meaning, int],
    told: set[frozenset[Meaning]], nodes: Mapping[Meaning, Node], intake: Intake,
) -> bool:  # fmt: skip
    """Depth first without recursion: a chain of definitions may be as long as the file."""
    if start in depths:
        return True
    sound = True
    path: list[Meaning] = [start]
    pending = [_used(situation, statements[start])]
    deepest = [0]
    while path:
        following = next((meaning for meaning in pending[-1] if meaning in statements), None)
        if following is None:
            done = path.pop()
            pending.pop()
            depth = deepest.pop() + _depth(statements[done]) + 2
            depths[done] = depth
            if deepest:
                deepest[-1] = max(deepest[-1], depth)
            if depth > MAX_CHAIN >= depth - _depth(statements[done]) - 2:
                message = f"definitions and needs build on one another deeper than {MAX_CHAIN} steps"
                intake.fault(nodes.get(done, intake.statements[0][1]), message, "Write some of them out.")
                sound = False
        elif following in path:
            circle = path[path.index(following) :]
            sound = False
            if frozenset(circle) not in told:
                told.add(frozenset(circle))
                _tell(circle, nodes, intake)
        elif following in depths:
            deepest[-1] = max(deepest[-1], depths[following])
        else:
            path.append(following)
            pending.append(_used(situation, statements[following]))
            deepest.append(0)
    return sound


def _tell(circle: list[Meaning], nodes: Mapping[Meaning, Node], intake: Intake) -> None:
    shown = " -> ".join(meaning.key for meaning in (*circle, circle[0]))
    kinds = {meaning.kind for meaning in circle}
    what = "definitions build on themselves" if kinds == {"definition"} else "needs lead back to themselves"
    if len(circle) == 1:
        what = "a definition builds on itself" if kinds == {"definition"} else "an option needs itself"
    for meaning in circle:
        # What has a faulty id, said already, is not found by it.
        if meaning in nodes:
            intake.fault(nodes[meaning], f"{what}: {shown}", "Take one of them out of the circle.")
            return


def _used(situation: Situation, statement: Statement) -> Iterator[Meaning]:
    for name in names(statement):
        meanings = situation.names.get(name.text, ())
        if len(meanings) == 1:
            yield meanings[0]


def _depth(statement: Statement) -> int:
    match statement:
        case Not(operand):
            return 1 + _depth(operand)
        case And(operands) | Or(operands):
            return 1 + max(_depth(operand) for operand in operands)
        case Conditional(_, left, right):
            return 1 + max(_depth(left), _depth(right))
        case _:
            return 1


# --- lines that name an option --------------------------------------------------------------------------------------


def irreversible_resolved(
    situation: Situation, lines: Iterable[tuple[Irreversible, Node]], intake: Intake
) -> tuple[Irreversible, ...]:
    """The irreversible lines with full names."""
    found: list[Irreversible] = []
    seen: dict[tuple[str, bool], int] = {}
    for line, node in lines:
        key = _option(situation, line.option, node, intake, offset=node.text.find(line.option))
        if key is None:
            continue
        if (key, line.taken) in seen:
            intake.fault(node, f'"{node.text}" stands here a second time (first in line {seen[key, line.taken]})')
            continue
        seen[key, line.taken] = node.line
        found.append(replace(line, option=key))
    return tuple(found)


def today_resolved(situation: Situation, lines: Iterable[tuple[TodayLine, Node]], intake: Intake) -> tuple[TodayLine, ...]:
    """The lines of today with full names; an option has one value, be it by itself or with its joint option."""
    found: list[TodayLine] = []
    consents = {joint.id: [f"{owner}.{joint.id}" for owner in joint.by] for joint in situation.joint_options}
    seen: dict[str, int] = {}
    for line, node in lines:
        key = line.option
        if situation.is_graph:
            if not any(state.id == key for state in situation.states):
                intake.fault(node, f'unknown state "{key}"', intake.near(key, [state.id for state in situation.states]))
                continue
        else:
            resolved = _option(situation, key, node, intake)
            if resolved is None:
                continue
            key = resolved
        for one in consents.get(key, [key]):
            if one in seen:
                intake.fault(node, f'today says something of "{one}" twice (first in line {seen[one]})', "Keep one of the two.")
            seen[one] = node.line
        found.append(replace(line, option=key, address=f"today.{key}"))
    return tuple(found)


def _option(situation: Situation, name: str, node: Node, intake: Intake, *, offset: int = 0) -> str | None:
    """The key of an option, or the id of a joint option; ``None`` after a fault."""
    try:
        meaning = situation.meaning(name)
    except UnknownNameError as error:
        intake.fault(node, error.faults[0].message, error.faults[0].hint or "Name an option or a joint option.", offset=offset)
        return None
    if meaning.kind not in ("option", "joint"):
        kind = {"definition": "a definition", "circumstance": "a circumstance", "state": "a state"}[meaning.kind]
        hint = "Its value stands under `circumstances`." if meaning.kind == "circumstance" else "Name an option."
        intake.fault(node, f'"{name}" is {kind}, not an option', hint, offset=offset)
        return None
    return meaning.key
