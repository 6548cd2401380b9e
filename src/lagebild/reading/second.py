"""A second person's file -> ``SecondOpinion``: what she disagrees with in a situation, read against that situation."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from lagebild.changes.disagreements import (
    CHANGES,
    CONTRARY,
    NOTHING,
    STATEMENT,
    VALUE,
    Disagreement,
    SecondOpinion,
    alternative,
    can_be_restated,
    can_be_set,
    contrary_exists,
    find_line,
)
from lagebild.errors import FaultList, InputError, Place, UnknownNameError
from lagebild.evidence.records import Prose
from lagebild.reading.claims import Record, look_up, read_record
from lagebild.reading.files import file_bytes
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node
from lagebild.reading.references import look_up_claims, look_up_names
from lagebild.reading.shape import check_shape
from lagebild.reading.variants import read_changes
from lagebild.reading.yaml_text import read_yaml
from lagebild.situation import Situation

_CONTRARY_WORDS: Final = frozenset({"opposite", "Gegenteil"})


def load_second(path: str | os.PathLike[str], situation: Situation) -> SecondOpinion:
    """The second opinion in a file. Raises: InputError with every fault of it, and of the claims file that it names."""
    file = os.fspath(path)
    return read_second(file_bytes(file), situation, file=file, folder=Path(file).parent)


def read_second(data: bytes | str, situation: Situation, *, file: str = "<text>", folder: Path | None = None) -> SecondOpinion:
    """The second opinion in a text. A claims file that it names is looked for in ``folder`` (default: here).

    Raises: InputError with every fault.
    """
    faults = FaultList()
    root = read_yaml(data, file=file, faults=faults)
    opinion = None if root is None else _read(root, situation, folder or Path(), faults)
    if faults.found or opinion is None:
        raise InputError(list(dict.fromkeys(faults.found)))
    return opinion


def _read(root: Node, situation: Situation, folder: Path, faults: FaultList) -> SecondOpinion | None:
    if not _is_second_file(root, faults):
        return None
    language = root.get("language")
    intake = Intake(faults, language=situation.language if language is None else language.text)
    check_shape(root, "SecondFile", faults)
    section = root.get("disagreements")
    reader = _Disagreements(situation, intake)
    disagreements = tuple(reader.read(number, item) for number, item in _numbered(section))
    look_up_names(situation, intake, collided=frozenset())
    record = _record(root, situation, folder, intake)
    opinion = SecondOpinion(
        by=intake.text(root.get("by")), when=intake.text(root.get("when")), about=intake.text(root.get("about")),
        about_sha256=intake.text(root.get("sha256")), disagreements=disagreements, sources=tuple(record.sources.values()),
        speakers=tuple(record.speakers.values()), claims=tuple(record.claims.values()), file=root.file,
    )  # fmt: skip
    _try_each(situation, opinion, faults)
    return opinion


def _is_second_file(root: Node, faults: FaultList) -> bool:
    if root.kind != "map":
        hint = 'Such a file begins with "lagebild: 1".'
        faults.add(f'expected a map ("key: value" lines), found {root.in_words()}', place=root.place, hint=hint)
        return False
    if "decision-makers" in root.entries and "disagreements" not in root.entries:
        hint = "A file of disagreements has `by:` and `disagreements:`; it stands beside the situation file."
        place = root.keys["decision-makers"].place
        faults.add("this is a situation file, not a second opinion on one", place=place, hint=hint)
        return False
    version = root.entries.get("lagebild")
    if version is None:
        start = Place(file=root.file, line=1, column=1)
        faults.add("the format version is missing", hint='Begin the file with "lagebild: 1".', place=start)
        root.drop("lagebild")
    return True


def _numbered(section: Node | None) -> list[tuple[int, Node]]:
    """Every disagreement that has the right shape, with the number that it has in the file."""
    items = [] if section is None or section.kind != "list" else section.items
    return [(int(item.path[-1]) + 1, item) for item in items]


class _Disagreements:
    def __init__(self, situation: Situation, intake: Intake) -> None:
        self.situation = situation
        self.intake = intake
        self.deciders = [dm.id for dm in situation.decision_makers]
        self.seen: dict[str, int] = {}

    def read(self, number: int, item: Node) -> Disagreement:
        intake = self.intake
        instead = item.get("instead")
        line = self._line(item, instead)
        read = Disagreement(
            number=number, line=line, because=self._reason(item), claims=intake.grounds(item.get("claims")), place=item.place
        )
        if instead is None or item.get("instead") is None:
            return read
        if instead.kind == "list":
            changes = read_changes(read.what_if, instead.items, self.deciders, intake)
            return replace(read, instead=CHANGES, changes=changes)
        if instead.kind == "scalar":
            contrary = instead.text in _CONTRARY_WORDS
            if contrary and line and not contrary_exists(self.situation, line):
                self._no_contrary(line, instead)
            return replace(read, instead=CONTRARY if contrary else NOTHING)
        if "statement" in instead.entries:
            if line and not can_be_restated(self.situation, line):
                hint = "Leave `instead` out, or list changes."
                intake.fault(instead, f'"{line}" is no statement, in whose place another could stand', hint)
            return replace(read, instead=STATEMENT, statement=intake.statement(instead.entries["statement"]))
        if line and not can_be_set(self.situation, line):
            intake.fault(instead, f'"{line}" has no value', "Only circumstances and lines of today have one.")
        return replace(read, instead=VALUE, value=intake.truth(instead.entries["value"]))

    def _reason(self, item: Node) -> Prose:
        reason = self.intake.prose(item.get("because"))
        if item.get("because") is not None and not reason:
            self.intake.fault(item.entries["because"], "the reason is empty", "Say in a sentence why.")
        return reason

    def _line(self, item: Node, instead: Node | None) -> str:
        node = item.get("line")
        if node is None:
            if not item.has("line") and (instead is None or instead.kind != "list"):
                hint = "Write `line:` and the address of a line; where one is missing, list under `instead:` what to add."
                self.intake.fault(item, "which line is meant is not said", hint)
            return ""
        try:
            address = find_line(self.situation, self.intake.text(node))
        except UnknownNameError as error:
            self.intake.fault(node, error.faults[0].message, error.faults[0].hint)
            return ""
        if address in self.seen:
            first = self.seen[address]
            self.intake.fault(node, f'"{address}" stands here a second time (first in line {first})', "Keep one of the two.")
        self.seen.setdefault(address, node.line)
        return address

    def _no_contrary(self, address: str, node: Node) -> None:
        if can_be_set(self.situation, address):
            hint = "Write `value:` and yes or no below `instead:`."
            self.intake.fault(node, f'"{address}" is open and has no contrary', hint)
            return
        hint = "Without `instead` it is taken as not said"
        hint += "; or write `statement:` and another one." if can_be_restated(self.situation, address) else "."
        self.intake.fault(node, f'"{address}" has no contrary', hint)


def _record(root: Node, situation: Situation, folder: Path, intake: Intake) -> Record:
    """The first person's record with hers added, so that she can name the claims of both."""
    record = Record(
        sources={source.id: source for source in situation.sources},
        speakers={speaker.id: speaker for speaker in situation.speakers},
        claims={claim.id: claim for claim in situation.claims},
    )
    read_record(root, intake, record)
    complete = "claims" not in root.dropped
    named = root.get("claims")
    if named is not None and named.kind == "scalar":
        tree = _claims_file(named, folder, intake)
        complete = tree is not None and check_shape(tree, "ClaimsFile", intake.faults)
        if tree is not None and tree.kind == "map":
            read_record(tree, intake, record)
    look_up(record, intake, complete=complete)
    look_up_claims(record.claims, intake, complete=complete)
    return record


def _claims_file(named: Node, folder: Path, intake: Intake) -> Node | None:
    file = str(folder / named.text)
    try:
        content = file_bytes(file)
    except InputError as error:
        for fault in error.faults:
            intake.faults.add(f"{fault.where}: {fault.message}", where="claims", hint=fault.hint, place=named.place)
        return None
    return read_yaml(content, file=file, faults=intake.faults)


def _try_each(situation: Situation, opinion: SecondOpinion, faults: FaultList) -> None:
    """Apply every disagreement that is well said alone, and then all of them; what stops one is noted with it."""
    for one in opinion.disagreements:
        if any(fault.where.partition(",")[0] == f"disagreement {one.number}" for fault in faults.found):
            continue
        try:
            alternative(situation, opinion, [one.number])
        except InputError as error:
            faults.found.extend(error.faults)
    if faults.found:
        return
    try:
        alternative(situation, opinion)
    except InputError as error:
        faults.found.extend(
            replace(fault, message=f"together with the other disagreements: {fault.message}") for fault in error.faults
        )
