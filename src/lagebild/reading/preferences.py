"""What a decision maker wants: ordered statements, a ranking of states, or weights."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from lagebild.reading.intake import Intake, Sourcing, unique
from lagebild.reading.nodes import Node
from lagebild.situation import (
    AnyOrder,
    Comparison,
    JointOption,
    Line,
    Option,
    PreferenceStatement,
    Ranking,
    Tier,
    Unsure,
    Want,
    Weight,
)
from lagebild.statements import Name

NOTHING: Final = frozenset({"nothing", "nichts"})
REST: Final = frozenset({"the rest", "der Rest", "der rest"})
REST_UNKNOWN: Final = frozenset({"the rest unknown", "der Rest unbekannt", "der rest unbekannt"})
MAX_WANTS: Final = 500

# --- wants ----------------------------------------------------------------------------------------------------------


def read_wants(dm: str, node: Node, intake: Intake) -> tuple[Want, ...]:
    """The wants of ``dm``, most important first; positions count the entries from 1."""
    wants: list[Want] = []
    given: list[tuple[str, Node]] = []
    for position, item in enumerate(node.items, start=1):
        if item.kind == "map" and "any-order" in item.entries:
            wants.append(_any_order(dm, str(position), item, intake, given))
        else:
            wants.append(_want(dm, str(position), item, intake, given))
    unique(given, intake, "id")
    count = sum(len(want.members) if isinstance(want, AnyOrder) else 1 for want in wants)
    if count > MAX_WANTS:
        intake.fault(node, f"there are {count} wants, at most {MAX_WANTS} are read")
    return tuple(wants)


def _want(dm: str, position: str, item: Node, intake: Intake, given: list[tuple[str, Node]]) -> PreferenceStatement:
    if item.kind == "scalar":
        return PreferenceStatement(
            address=f"wants.{dm}.{position}", id=position, statement=intake.statement(item), place=item.place
        )
    id_ = position
    id_node = item.get("id")
    if id_node is not None:
        id_ = intake.id(id_node)
        given.append((id_, id_node))
    return PreferenceStatement(
        address=f"wants.{dm}.{id_}",
        id=id_,
        statement=intake.statement(item.entries["statement"]),
        above=_order(f"order.{dm}.{id_}", item.get("above"), intake),
        strong=_strong(item, intake),
        **intake.sourcing(item),
    )


def _strong(item: Node, intake: Intake) -> bool:
    node = item.get("strong")
    return node is not None and bool(intake.truth(node))


def _any_order(dm: str, position: str, item: Node, intake: Intake, given: list[tuple[str, Node]]) -> AnyOrder:
    members = item.entries["any-order"].items
    return AnyOrder(
        address=f"wants.{dm}.{position}",
        members=tuple(_want(dm, f"{position}-{n}", member, intake, given) for n, member in enumerate(members, start=1)),
        above=_order(f"order.{dm}.{position}", item.get("above"), intake),
        place=item.place,
    )


def _order(address: str, node: Node | None, intake: Intake) -> Line | None:
    if node is None:
        return None
    if node.kind == "scalar":
        return Line(address=address, because=intake.grounds(node), place=node.place)
    return Line(address=address, **intake.sourcing(node))


# --- rankings -------------------------------------------------------------------------------------------------------


def read_ranking(
    dm: str, node: Node, options: tuple[Option, ...], joints: tuple[JointOption, ...], states: list[str], intake: Intake
) -> Ranking:
    """The tiers, best first. That they cover every feasible state is checked where states are known."""
    reader = _States(options, joints, states, intake)
    address = f"ranking.{dm}"
    tiers: list[Tier] = []
    rest = rest_unknown = False
    for position, item in enumerate(node.items, start=1):
        unsure = item.kind == "map" and "unsure" in item.entries
        written = item.entries["unsure" if unsure else "tier"] if item.kind == "map" else item
        if written.kind == "scalar" and intake.text(written) in (REST | REST_UNKNOWN):
            rest = intake.text(written) in REST
            rest_unknown = not rest
            _rest_alone(item, written, intake)
            if item is not node.items[-1]:
                intake.fault(written, f'"{intake.text(written)}" stands for all states not named: it must be the last line')
            continue
        sourcing: Sourcing = {"because": None, "against": None, "place": item.place}
        if item.kind == "map":
            sourcing = intake.sourcing(item)
        strong = item.kind == "map" and _strong(item, intake)
        tiers.append(
            Tier(address=f"{address}.{position}", states=reader.tier(written), strong=strong, unsure=unsure, **sourcing)
        )
    if not node.items:
        intake.fault(node, "the ranking is empty", "`wants: []` says that somebody is indifferent.")
    return Ranking(address=address, tiers=tuple(tiers), rest=rest, rest_unknown=rest_unknown, place=node.place)


def _rest_alone(item: Node, written: Node, intake: Intake) -> None:
    """Check that nothing stands beside "the rest" that would be lost."""
    if item.kind != "map":
        return
    said = intake.text(written)
    for key in ("because", "against", "strong"):
        if key in item.entries:
            message = f'"{said}" cannot have `{key}`: it stands for all states not named'
            intake.fault(item.keys[key], message, "Write it beside a line that names states.")


class _States:
    """Reads states in tiers: option patterns, or ids in graph form; every state once."""

    def __init__(self, options: tuple[Option, ...], joints: tuple[JointOption, ...], states: list[str], intake: Intake) -> None:
        self.intake = intake
        self.graph = bool(states)
        self.known: dict[str, int | str | None] = {state: state for state in states}
        self.count = len(options)
        self.seen: dict[int | str, int] = {}
        if self.graph:
            return
        bits: dict[str, int] = {}
        for number, option in enumerate(options):
            bits[option.key] = 1 << number
        for option in options:
            if option.joint is None:
                # A bare id that two decision makers share stands for neither.
                self.known[option.id] = None if option.id in self.known else bits[option.key]
        for joint in joints:
            self.known[joint.id] = sum(bits.get(f"{owner}.{joint.id}", 0) for owner in joint.by)
        self.known |= bits

    def tier(self, node: Node) -> tuple[int | str, ...]:
        """The equally preferred states that one line names."""
        found: list[int | str] = []
        for item in node.items if node.kind == "list" else [node]:
            for state in self._item(item):
                if state in self.seen:
                    self.intake.fault(item, f"the state {state} stands here a second time (first in line {self.seen[state]})")
                else:
                    self.seen[state] = item.line
                    found.append(state)
        return tuple(found)

    def states(self, node: Node) -> tuple[int | str, ...]:
        """The states that are named, wherever else they are."""
        items = node.items if node.kind == "list" else [node]
        return tuple(dict.fromkeys(state for item in items for state in self._item(item)))

    def _item(self, node: Node) -> list[int | str]:
        if isinstance(node.value, int):
            return self._number(node, node.value)
        return [state for text, offset in _split(node.text, "=") for state in self._state(node, text, offset)]

    def _number(self, node: Node, number: int) -> list[int | str]:
        if self.graph:
            self.intake.fault(node, f"expected the id of a state, found the number {number}")
            return []
        if number >= 1 << self.count:
            last = (1 << self.count) - 1
            self.intake.fault(node, f"there is no state {number}", f"With {self.count} options they are numbered 0 to {last}.")
            return []
        return [number]

    def _state(self, node: Node, text: str, offset: int) -> list[int | str]:
        if not text:
            self.intake.fault(node, "a state is missing here", 'Write options joined by "+", or "nothing".', offset=offset)
            return []
        if self.graph:
            return [text] if self._value(node, text, offset) is not None else []
        if text in NOTHING:
            return [0]
        pattern, sound = 0, True
        for name, start in _split(text, "+"):
            value = self._value(node, name, offset + start)
            sound = sound and value is not None
            if isinstance(value, int):
                pattern |= value
        return [pattern] if sound else []

    def _value(self, node: Node, name: str, offset: int) -> int | str | None:
        what = "state" if self.graph else "option"
        if not name:
            self.intake.fault(node, f"{'a state' if self.graph else 'an option'} is missing here", offset=offset)
            return None
        value = self.known.get(name)
        if value is not None:
            return value
        if name in self.known:
            choices = [key for key in self.known if key.endswith(f".{name}")]
            self.intake.fault(node, f'"{name}" can mean several things', f"Write {' or '.join(choices)}.", offset=offset)
        else:
            hint = self.intake.near(name, self.known)
            if not hint:
                words = 'A state is written as the options taken, joined by "+", or "nothing".'
                hint = f"There are: {', '.join(self.known)}." if self.graph else words
            self.intake.fault(node, f'unknown {what} "{name}"', hint, offset=offset)
        return None


def _split(text: str, sign: str) -> list[tuple[str, int]]:
    """The parts between signs, stripped, each with the column it starts at."""
    return [
        (unicodedata.normalize("NFC", match.group().strip()), match.start() + len(match.group()) - len(match.group().lstrip()))
        for match in re.finditer(rf"(?:^|(?<=[{sign}]))[^{sign}]*", text)
    ]


# --- what is not known ----------------------------------------------------------------------------------------------


def read_unsure(dm: str, node: Node, wants: list[Node], intake: Intake) -> tuple[Unsure, ...]:
    """What matters to ``dm`` in a way that is not known. ``wants``: its wants, which ``below`` refers to."""
    found: list[Unsure] = []
    for position, item in enumerate(node.items, start=1):
        address, id_ = f"unsure.{dm}.{position}", str(position)
        if item.kind == "scalar":
            found.append(Unsure(address=address, id=id_, statement=intake.statement(item), place=item.place))
            continue
        below = item.get("below")
        found.append(
            Unsure(
                address=address,
                id=id_,
                statement=intake.statement(item.entries["statement"]),
                below="" if below is None else _want_meant(dm, below, wants, intake),
                **intake.sourcing(item),
            )
        )
    return tuple(found)


def _want_meant(dm: str, node: Node, wants: list[Node], intake: Intake) -> str:
    """The id of the want (or the position of the group) that an id or a position names."""
    ids: dict[str, str] = {}
    for position, want in enumerate(wants, start=1):
        members = want.entries["any-order"].items if want.kind == "map" and "any-order" in want.entries else []
        id_node = want.get("id") if want.kind == "map" else None
        ids[str(position)] = str(position) if id_node is None else intake.text(id_node)
        ids[ids[str(position)]] = ids[str(position)]
        for number, member in enumerate(members, start=1):
            inner = member.get("id") if member.kind == "map" else None
            own = f"{position}-{number}" if inner is None else intake.text(inner)
            ids[own] = own
    text = intake.text(node)
    if text in ids:
        return ids[text]
    hint = intake.near(text, ids) or (f"There are {len(wants)}." if wants else "`below` names one of the `wants` beside it.")
    intake.fault(node, f'{dm} has no want "{text}"', hint)
    return ""


def read_comparisons(
    dm: str, node: Node, options: tuple[Option, ...], joints: tuple[JointOption, ...], states: list[str], intake: Intake
) -> tuple[Comparison, ...]:
    """The comparisons that are known; every other one is not."""
    found: list[Comparison] = []
    for position, item in enumerate(node.items, start=1):
        reader = _States(options, joints, states, intake)
        equal = "equal" in item.entries
        upper = reader.states(item.entries["equal" if equal else "prefers"])
        lower = () if equal else reader.states(item.entries["over"])
        for state in (state for state in upper if state in lower):
            intake.fault(item, f"the state {state} is preferred to itself", "Name it on one side only.")
        address = f"comparisons.{dm}.{position}"
        found.append(Comparison(address=address, states=upper, over=lower, **intake.sourcing(item)))
    return tuple(found)


# --- weights --------------------------------------------------------------------------------------------------------

MAX_EXPONENT: Final = 30
"""Weights lie between 10^-30 and 10^30, so that sums of them stay exact and small."""


def read_weights(dm: str, node: Node, intake: Intake) -> tuple[Weight, ...]:
    """How much each name being true counts; names are looked up with all others."""
    weights = []
    for name, body in node.each():
        number = body if body.kind == "scalar" else body.get("weight")
        sourcing: Sourcing = {"because": None, "against": None, "place": node.keys[name].place}
        if body.kind == "map":
            sourcing = intake.sourcing(body)
        read = intake.statement_text(node.keys[name])
        if isinstance(read, Name):
            intake.statements.append((read, node.keys[name]))
        elif read is not None:
            hint = "Give the statement a name under `definitions`, and the name a weight."
            intake.fault(node.keys[name], f'a weight belongs to one name, not to "{name}"', hint)
        value = Decimal(0) if number is None else _exact(number, intake)
        weights.append(Weight(address=f"weights.{dm}.{name}", name=name, value=value, **sourcing))
    return tuple(weights)


def _exact(node: Node, intake: Intake) -> Decimal:
    value = node.value
    exact = value if isinstance(value, Decimal) else Decimal(value if isinstance(value, int) else 0)
    if not exact.is_finite() or (exact and not -MAX_EXPONENT <= exact.adjusted() <= MAX_EXPONENT):
        intake.fault(
            node, f"the weight {node.text} is out of range", f"Weights lie between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}."
        )
        return Decimal(0)
    return exact
