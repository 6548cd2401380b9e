"""Rules, irreversible options, impossible moves, circumstances, definitions, states and today."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from lagebild.reading.deciders import is_prose, read_decider
from lagebild.reading.intake import Intake, Sourcing, unique
from lagebild.reading.nodes import Node
from lagebild.situation import Circumstance, Definition, ImpossibleMove, Irreversible, Rule, State, TodayLine
from lagebild.statements import And, Constant, Name, Not, Or, Statement


def read_states(section: Node, intake: Intake) -> tuple[State, ...]:
    """The states of the graph form."""
    found = []
    for text, body in section.each():
        key = section.keys[text]
        id_ = intake.id(key, f"state {text}")
        short = body.kind == "scalar" or (body.kind == "map" and is_prose(body))
        name = intake.prose((None if body.kind == "scalar" and body.value is None else body) if short else body.get("name"))
        found.append(State(address=f"states.{id_}", id=id_, name=name, **_sourcing(key, body, intake, short=short)))
    return tuple(found)


def _sourcing(key: Node, body: Node, intake: Intake, *, short: bool) -> Sourcing:
    if short or body.kind != "map":
        return {"because": None, "against": None, "place": key.place}
    sourcing = intake.sourcing(body)
    sourcing["place"] = key.place
    return sourcing


# --- rules and moves ------------------------------------------------------------------------------------------------


def read_rules(section: Node, intake: Intake) -> tuple[Rule, ...]:
    """What every state must satisfy; ``one-of`` lists become statements."""
    if _too_many_pairs(section, intake):
        return ()
    rules = []
    given: list[tuple[str, Node]] = []
    for position, item in enumerate(section.items, start=1):
        if item.kind == "scalar":
            statement = intake.statement(item)
            rules.append(Rule(address=f"rules.{position}", id=str(position), statement=statement, place=item.place))
            continue
        id_ = _id(item, position, intake, given)
        rules.append(Rule(address=f"rules.{id_}", id=id_, statement=_ruled(item, intake), **intake.sourcing(item)))
    unique(given, intake, "id")
    return tuple(rules)


MAX_PAIRS: Final = 100_000
"""How many pairs all ``one-of`` lines together may exclude."""


def _too_many_pairs(section: Node, intake: Intake) -> bool:
    lists = [item.get(key) for item in section.items for key in ("one-of", "exactly-one-of")]
    pairs = sum(len(node.items) * (len(node.items) - 1) // 2 for node in lists if node is not None)
    if pairs > MAX_PAIRS:
        message = f"the one-of lists exclude {pairs} pairs, at most {MAX_PAIRS} are read"
        intake.fault(section, message, "Name groups under `definitions` first.")
    return pairs > MAX_PAIRS


def _id(item: Node, position: int, intake: Intake, given: list[tuple[str, Node]]) -> str:
    node = item.get("id")
    if node is None:
        return str(position)
    id_ = intake.id(node)
    given.append((id_, node))
    return id_


def _ruled(item: Node, intake: Intake) -> Statement:
    if "statement" in item.entries:
        return intake.statement(item.entries["statement"])
    exactly = "exactly-one-of" in item.entries
    parts = tuple(intake.statement(part) for part in item.entries["exactly-one-of" if exactly else "one-of"].items)
    return one_of(parts, exactly=exactly)


def one_of(parts: tuple[Statement, ...], *, exactly: bool) -> Statement:
    """At most one of the parts holds; with ``exactly`` one does."""
    conditions: list[Statement] = [Not(And(pair)) for pair in combinations(parts, 2)]
    if exactly:
        conditions.append(parts[0] if len(parts) == 1 else Or(parts))
    if not conditions:
        return Constant(True)
    return conditions[0] if len(conditions) == 1 else And(tuple(conditions))


def read_irreversible(section: Node, intake: Intake) -> tuple[tuple[Irreversible, Node], ...]:
    """Options that stay taken, or stay given up; what their names stand for is looked up later."""
    found = []
    for item in section.items:
        written = item if item.kind == "scalar" else item.entries["option"]
        sourcing: Sourcing = {"because": None, "against": None, "place": item.place}
        if item.kind == "map":
            sourcing = intake.sourcing(item)
        read = irreversible_option(written, intake)
        if read is not None:
            option, taken = read
            address = f"irreversible.{intake.text(written)}"
            found.append((Irreversible(address=address, option=option, taken=taken, **sourcing), written))
    return tuple(found)


def irreversible_option(node: Node, intake: Intake) -> tuple[str, bool] | None:
    """``build`` or ``not build``: the name, and whether it stays taken."""
    match intake.statement_text(node):
        case Name(text):
            return text, True
        case Not(Name(text)):
            return text, False
        case None:
            return None
        case _:
            intake.fault(
                node, f'expected an option or "not" and an option, found "{node.text}"', "Write one line for each option."
            )
            return None


def read_impossible_moves(section: Node, deciders: list[str], intake: Intake) -> tuple[ImpossibleMove, ...]:
    """Single moves ruled out by where they leave and where they lead."""
    moves = []
    given: list[tuple[str, Node]] = []
    for position, item in enumerate(section.items, start=1):
        id_ = _id(item, position, intake, given)
        by, from_, to = move_parts(item, deciders, intake)
        moves.append(
            ImpossibleMove(address=f"impossible-moves.{id_}", id=id_, by=by, from_=from_, to=to, **intake.sourcing(item))
        )
    unique(given, intake, "id")
    return tuple(moves)


def move_parts(item: Node, deciders: list[str], intake: Intake) -> tuple[str, Statement, Statement]:
    """``by``, ``from`` and ``to`` of an impossible move; a side that is not named holds always."""
    by, from_, to = item.get("by"), item.get("from"), item.get("to")
    if not item.has("from") and not item.has("to"):
        intake.fault(item, "an impossible move says neither `from` nor `to`", "Write where it leaves, where it leads, or both.")
    return (
        "" if by is None else read_decider(by, deciders, intake),
        Constant(True) if from_ is None else intake.statement(from_),
        Constant(True) if to is None else intake.statement(to),
    )


# --- circumstances, definitions, today ------------------------------------------------------------------------------


def read_circumstances(section: Node, intake: Intake) -> tuple[Circumstance, ...]:
    """What nobody here decides."""
    found = []
    for text, body in section.each():
        key = section.keys[text]
        id_ = intake.id(key, f"circumstance {text}")
        short = body.kind != "map"
        value = body if short else body.entries["value"]
        found.append(
            Circumstance(
                address=f"circumstances.{id_}", id=id_, name=intake.prose(None if short else body.get("name")),
                value=intake.truth(value), **_sourcing(key, body, intake, short=short),
            )
        )  # fmt: skip
    return tuple(found)


def read_definitions(section: Node, intake: Intake) -> tuple[Definition, ...]:
    """Words for statements; a term may have several speakers."""
    found: list[Definition] = []
    for text, body in section.each():
        key = section.keys[text]
        term = intake.id(key, f"definition {text}")
        if body.kind != "map" or "statement" in body.entries:
            found.append(_definition(term, "", key, body, intake))
            continue
        shared = body.get("name")
        for speaker, inner in body.each():
            if speaker == "name":
                continue
            word = intake.id(body.keys[speaker])
            found.append(_definition(term, word, body.keys[speaker], inner, intake, shared))
        if not any(speaker != "name" for speaker in body.entries):
            intake.fault(body, "nothing is said of what the term means", "Write `statement:` and a statement.")
    return tuple(found)


def _definition(term: str, speaker: str, key: Node, body: Node, intake: Intake, shared: Node | None = None) -> Definition:
    address = f"definitions.{term}.{speaker}" if speaker else f"definitions.{term}"
    statement: Statement = Constant(True)
    if body.kind == "scalar":
        statement = intake.statement(body)
    elif body.kind == "map":
        statement = intake.statement(body.entries["statement"])
    name = body.get("name") if body.kind == "map" else None
    return Definition(
        address=address, term=term, speaker=speaker, name=intake.prose(name or shared), statement=statement,
        **_sourcing(key, body, intake, short=body.kind != "map"),
    )  # fmt: skip


def read_today(section: Node, intake: Intake) -> tuple[tuple[TodayLine, Node], ...]:
    """The status quo as written; what its names stand for is looked up later."""
    if section.kind == "scalar":
        state = intake.text(section)
        return ((TodayLine(address=f"today.{state}", option=state, value=True, place=section.place), section),)
    found = []
    for name, body in section.each():
        if body.kind == "broken":
            continue
        key = section.keys[name]
        short = body.kind == "scalar"
        value = intake.truth(body if short else body.entries["value"])
        sourcing = _sourcing(key, body, intake, short=short)
        found.append((TodayLine(address=f"today.{name}", option=intake.text(key), value=value, **sourcing), key))
    return tuple(found)
