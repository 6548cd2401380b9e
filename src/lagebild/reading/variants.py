"""Questions, and what-ifs: named changes to the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lagebild.changes import apply
from lagebild.errors import Fault, FaultList, InputError
from lagebild.evidence.records import Prose
from lagebild.reading.deciders import read_decider
from lagebild.reading.frame import irreversible_option, move_parts
from lagebild.reading.intake import NO, Intake
from lagebild.reading.nodes import Node
from lagebild.situation import (
    Change,
    ImpossibleMove,
    Irreversible,
    Line,
    Option,
    PreferenceStatement,
    Question,
    Rule,
    Situation,
    WhatIf,
)
from lagebild.statements import Constant, Statement

KINDS = ("why", "next", "when", "against", "for")
CHANGES = ("move", "drop", "add", "set", "combine")

# --- questions ------------------------------------------------------------------------------------------------------


def read_questions(section: Node, deciders: list[str], terms: set[str], intake: Intake) -> tuple[Question, ...]:
    """What the file asks."""
    found = []
    for item in section.items:
        kind = next(kind for kind in KINDS if kind in item.entries)
        about = item.entries[kind]
        if kind == "next" and (about.value is False or about.value in NO):
            intake.fault(about, f"expected yes, found {str(about.value).lower()}", "Leave the question out.")
        by = item.get("by")
        term = intake.text(about) if kind == "when" and intake.text(about) in terms else ""
        found.append(
            Question(
                kind=kind,
                ask=intake.prose(item.get("ask")),
                statement=None if kind == "next" or term else intake.statement(about),
                term=term,
                by="" if by is None else read_decider(by, deciders, intake),
                place=item.place,
            )
        )
    return tuple(found)


# --- what-ifs -------------------------------------------------------------------------------------------------------


def read_what_ifs(section: Node, deciders: list[str], intake: Intake) -> tuple[WhatIf, ...]:
    """The named variants. That their changes can be made is found out by making them, later."""
    found = []
    for text, body in section.each():
        key = section.keys[text]
        id_ = intake.id(key, f"what-if {text}")
        if body.kind != "map":
            continue
        sourcing = intake.sourcing(body)
        sourcing["place"] = key.place
        items = body.entries["changes"].items
        changes = read_changes(id_, items, deciders, intake)
        found.append(WhatIf(address=f"what-if.{id_}", id=id_, name=intake.prose(body.get("name")), changes=changes, **sourcing))
    return tuple(found)


def read_changes(what_if: str, items: Iterable[Node], deciders: list[str], intake: Intake) -> tuple[Change, ...]:
    """The changes of a what-if. That they can be made is found out by making them."""
    return tuple(_Change(what_if, number, item, deciders, intake).read() for number, item in enumerate(items, start=1))


class _Change:
    """Reads one change. Its statements may use names that only the change makes, so names are looked up when it is made."""

    def __init__(self, what_if: str, number: int, item: Node, deciders: list[str], intake: Intake) -> None:
        self.address = f"what-if.{what_if}.{number}"
        self.item = item
        self.deciders = deciders
        self.intake = intake

    def read(self) -> Change:
        kind = next(kind for kind in CHANGES if kind in self.item.entries)
        subject = self.item.entries[kind]
        place = self.item.place
        if kind == "combine":
            return Change(kind=kind, parts=self.intake.texts(subject), place=place)
        if kind == "set":
            return self._set(subject)
        of = self.item.get("of")
        owner = "" if of is None else read_decider(of, self.deciders, self.intake)
        above, below = self._reference("above"), self._reference("below")
        if above is not None and below is not None:
            self.intake.fault(self.item, "`above` and `below` stand side by side", "Keep one of the two.")
        if kind == "move" and not self.item.has("above") and not self.item.has("below"):
            self.intake.fault(self.item, "where to is not said", "Write `above:` or `below:` and an id or a position.")
        if kind == "add":
            return Change(kind=kind, of=owner, above=above, below=below, line=self._added(subject, owner), place=place)
        return Change(kind=kind, target=self.intake.text(subject), of=owner, above=above, below=below, place=place)

    def _set(self, subject: Node) -> Change:
        value, by = self.item.get("value"), self.item.get("by")
        if self.item.has("value") == self.item.has("by"):
            self.intake.fault(self.item, "`set` needs a `value` or, for who shall own it, `by`", "Write one of the two.")
        owners = () if by is None else (by.items if by.kind == "list" else [by])
        return Change(
            kind="set",
            target=self.intake.text(subject),
            value=None if value is None else self.intake.truth(value),
            by=tuple(read_decider(owner, self.deciders, self.intake) for owner in owners),
            place=self.item.place,
        )

    def _reference(self, key: str) -> str | int | None:
        node = self.item.get(key)
        if node is None:
            return None
        return node.value if isinstance(node.value, int) else self.intake.text(node)

    def _statement(self, node: Node | None) -> Statement:
        read = None if node is None else self.intake.statement_text(node)
        return Constant(True) if read is None else read

    def _added(self, subject: Node, owner: str) -> Line | None:
        if subject.kind == "scalar":
            self._needs_owner("a want")
            id_ = self.item.get("id")
            return PreferenceStatement(
                address=self.address, id="" if id_ is None else self.intake.id(id_), statement=self._statement(subject),
                place=subject.place,
            )  # fmt: skip
        ((what, body),) = subject.each()
        id_node = self.item.get("id")
        id_text = "" if id_node is None else self.intake.id(id_node)
        if what == "rule":
            return Rule(address=self.address, id=id_text, statement=self._statement(body), place=body.place)
        if what == "impossible-move":
            before = len(self.intake.statements)
            by, from_, to = move_parts(body, self.deciders, self.intake)
            del self.intake.statements[before:]
            return ImpossibleMove(address=self.address, id=id_text, by=by, from_=from_, to=to, place=body.place)
        if what == "irreversible":
            read = irreversible_option(body, self.intake)
            return None if read is None else Irreversible(address=self.address, option=read[0], taken=read[1], place=body.place)
        self._needs_owner("an option")
        return self._option(body, owner)

    def _option(self, body: Node, owner: str) -> Option:
        needs = body.get("needs")
        return Option(
            address=self.address, owner=owner, id=self.intake.id(body.entries["id"]),
            name=self.intake.prose(body.get("name")) or Prose(), needs=None if needs is None else self._statement(needs),
            place=body.place,
        )  # fmt: skip

    def _needs_owner(self, what: str) -> None:
        if not self.item.has("of"):
            self.intake.fault(self.item, f"whose it shall be is not said of {what}", "Write `of:` and a decision maker.")


def try_what_ifs(situation: Situation, section: Node | None, faults: FaultList) -> None:
    """Make every what-if; what stops one is noted, in the change that it concerns."""
    told: set[tuple[str, str]] = set()
    for what_if in situation.what_ifs:
        try:
            apply(situation, what_if.id)
        except InputError as error:
            for fault in error.faults:
                # A fault of a what-if that others combine comes up again with each of them.
                if (fault.where, fault.message) not in told:
                    told.add((fault.where, fault.message))
                    faults.found.append(_pointed(fault, what_if, section))


def _pointed(fault: Fault, what_if: WhatIf, section: Node | None) -> Fault:
    """The fault with the place of the word it quotes, where that word stands in its change."""
    place = fault.place or what_if.place
    if section is None or place is None:
        return replace(fault, place=place)
    for _, body in section.each():
        for item in body.entries["changes"].items if body.get("changes") is not None else ():
            if item.place == place:
                for word in re.findall('"([^"]+)"', fault.message):
                    for node in _scalars(item):
                        found = re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", node.text)
                        if found is not None:
                            return replace(fault, place=node.place_at(found.start()))
    return replace(fault, place=place)


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    for inner in (*node.entries.values(), *node.items):
        yield from _scalars(inner)
