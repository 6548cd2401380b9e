"""What reading collects on its way: faults, and the names and claims to look up once everything is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypedDict

from lagebild.errors import FaultList, Place, StatementError, did_you_mean
from lagebild.evidence.grounds import Grounds, parse_grounds
from lagebild.evidence.records import Prose
from lagebild.reading.nodes import Node
from lagebild.reading.wording import where
from lagebild.statements import Constant, Statement, id_fault, parse

YES: Final = frozenset({"yes", "ja"})
ENOUGH_FAULTS: Final = 50
NO: Final = frozenset({"no", "nein"})


class Sourcing(TypedDict):
    """The fields that every ``Line`` shares, but for its address."""

    because: Grounds | None
    against: Grounds | None
    place: Place


@dataclass(slots=True)
class Intake:
    """Faults, and what must wait until the whole file is read."""

    faults: FaultList
    language: str = "en"
    statements: list[tuple[Statement, Node]] = field(default_factory=list)
    """Every statement read, with where it stands; its names are looked up at the end."""
    grounds_read: list[tuple[Grounds, Node]] = field(default_factory=list)

    def fault(self, node: Node, message: str, hint: str = "", *, offset: int = 0) -> None:
        """Note a fault at ``node``; ``offset`` counts characters into its text."""
        place = node.place_at(offset) if offset else node.place
        self.faults.add(message, hint=hint, where=where(node.path), place=place)

    def near(self, name: str, known: Iterable[str]) -> str:
        """The hint with the closest known name. After many faults none is looked for: it takes long among thousands."""
        return did_you_mean(name, known) if len(self.faults.found) < ENOUGH_FAULTS else ""

    def text(self, node: Node | None) -> str:
        """A text as written; empty where there is none."""
        return "" if node is None else unicodedata.normalize("NFC", node.text).strip()

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A text or a list of texts."""
        if node is None:
            return ()
        return tuple(self.text(item) for item in (node.items if node.kind == "list" else [node]))

    def prose(self, node: Node | None) -> Prose:
        """One text under the file's language, or one per language."""
        if node is None:
            return Prose()
        if node.kind == "map":
            return Prose(tuple((code, self.text(text)) for code, text in node.each() if text.kind == "scalar"))
        text = self.text(node)
        return Prose(((self.language, text),)) if text else Prose()

    def truth(self, node: Node) -> bool | None:
        """yes, no, or ``None`` for open and unknown."""
        if isinstance(node.value, bool):
            return node.value
        return True if node.text in YES else False if node.text in NO else None

    def statement(self, node: Node) -> Statement:
        """The statement in a text; ``true`` stands in for one that cannot be read."""
        read = self.statement_text(node)
        if read is None:
            return Constant(True)
        self.statements.append((read, node))
        return read

    def statement_text(self, node: Node) -> Statement | None:
        """The statement in a text, without noting its names; ``None`` after a fault."""
        try:
            return parse(node.text)
        except StatementError as error:
            self.fault(node, error.message, error.hint, offset=error.column)
            return None

    def grounds(self, node: Node | None) -> Grounds | None:
        """The grounds in a text; ``None`` where there are none, or after a fault."""
        if node is None:
            return None
        try:
            read = parse_grounds(node.text)
        except StatementError as error:
            self.fault(node, error.message, error.hint, offset=error.column)
            return None
        self.grounds_read.append((read, node))
        return read

    def sourcing(self, node: Node) -> Sourcing:
        """``because``, ``against`` and the place of a line."""
        return {"because": self.grounds(node.get("because")), "against": self.grounds(node.get("against")), "place": node.place}

    def id(self, key: Node, kind: str = "") -> str:
        """The text of a key (or an ``id:``) as an id; a fault if it cannot be one."""
        text = self.text(key)
        fault = id_fault(text)
        if not fault:
            return text
        close = _close_id(text)
        hint = f'Write "{close}", and the words people shall see under `name`.' if close else ""
        self.faults.add(fault, hint=hint, where=kind or where(key.path), place=key.place)
        # Going on with the id that was meant keeps statements that use it from being faulted as well.
        return close or text


def _close_id(text: str) -> str:
    """An id that comes close to what was written; empty where none does."""
    small = "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
    return small if small != text and not id_fault(small) else ""


def unique(nodes: Iterable[tuple[str, Node]], intake: Intake, what: str) -> None:
    """Note a fault for every id that stands twice."""
    seen: dict[str, Node] = {}
    for id_, node in nodes:
        if id_ in seen:
            intake.fault(node, f'the {what} "{id_}" stands here a second time (first in line {seen[id_].line})', "Rename one.")
        else:
            seen[id_] = node
