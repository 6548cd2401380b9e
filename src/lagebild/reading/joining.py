"""Two records of claims -> the text of one: the first as it stands, with what the second adds, comments and all.

Nothing of the first text is changed; lines are only put in. Entries of the second are copied as they were written, but for
the ids that had to change. Where both say something else of the same thing, the second's words stand below as a comment.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lagebild.errors import Fault, FaultList, InputError
from lagebild.evidence.merging import KINDS, Evidence, Merge, merge
from lagebild.reading.assemble import ReadClaims, assemble
from lagebild.reading.claims import Record, look_up, read_record
from lagebild.reading.files import file_bytes, loads
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node
from lagebild.reading.shape import check_shape
from lagebild.reading.sheets import SECTIONS, Block, Sheet
from lagebild.reading.yaml_text import decode, read_yaml
from lagebild.situation import Situation

_WORD: Final = re.compile(r"[^\s,:#\[\]{}'\"]+")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two files: its record, the text in which that stands, and the situation, where it is a situation file."""

    file: str
    evidence: Evidence
    sheet: Sheet
    situation: Situation | None = None
    bom: bool = False

    @property
    def own_file(self) -> bool:
        """Whether the record stands in a file of its own."""
        return self.situation is None or self.sheet.file != self.file


def load_side(path: str | os.PathLike[str]) -> Side:
    """A claims file, or a situation file with the record in it or in a claims file. Raises: InputError with every fault."""
    file = os.fspath(path)
    data = file_bytes(file)
    faults = FaultList()
    sheet = _sheet(data, file, faults)
    bom = data.startswith(b"\xef\xbb\xbf")
    if "decision-makers" not in sheet.root.entries:
        return Side(file=file, evidence=read_claims_file(sheet.root, faults), sheet=sheet, bom=bom)
    situation = assemble(sheet.root, read_claims=_reader(file), faults=faults)
    if faults.found or situation is None:
        raise InputError(list(dict.fromkeys(faults.found)))
    evidence = Evidence(sources=situation.sources, speakers=situation.speakers, claims=situation.claims)
    named = sheet.root.get("claims")
    if named is not None and named.kind == "scalar":
        inside = [sheet.root.keys[key] for key in ("sources", "speakers") if key in sheet.root.keys]
        if inside:
            message = f"`{inside[0].text}` stands here and the claims in {named.text}"
            raise InputError(Fault(message=message, hint=f"Move it to {named.text} first.", place=inside[0].place))
        data = file_bytes(str(Path(file).parent / named.text))
        sheet, bom = _sheet(data, str(Path(file).parent / named.text), faults), data.startswith(b"\xef\xbb\xbf")
    return Side(file=file, evidence=evidence, sheet=sheet, situation=situation, bom=bom)


def read_claims_file(root: Node, faults: FaultList) -> Evidence:
    """The record in the tree of a claims file. Raises: InputError with every fault."""
    sound = check_shape(root, "ClaimsFile", faults)
    intake = Intake(faults)
    record = Record()
    if root.kind == "map":
        read_record(root, intake, record)
        look_up(record, intake, complete=sound)
    faults.raise_if_any()
    return Evidence(
        sources=tuple(record.sources.values()), speakers=tuple(record.speakers.values()), claims=tuple(record.claims.values())
    )


def join(first: Side, second: Side) -> tuple[Merge, str]:
    """How the second record joins the first, and the text of both in one. Raises: InputError where it cannot be written."""
    merged = merge(first.evidence, second.evidence)
    text = _Joining(first, second, merged).text()
    _check(first, text)
    return merged, text


def _sheet(data: bytes, file: str, faults: FaultList) -> Sheet:
    text = decode(data, file=file, faults=faults)
    root = None if text is None else read_yaml(data, file=file, faults=faults)
    if text is None or root is None:
        raise InputError(faults.found)
    if root.kind != "map" or text.lstrip().startswith("{"):
        hint = "Write one key a line, as in `claims:` and the claims below it."
        raise InputError(Fault(message="this cannot be merged line by line", hint=hint, place=root.place))
    return Sheet(file, text, root)


def _reader(file: str) -> ReadClaims:
    def read(named: Node, faults: FaultList) -> Node | None:
        path = str(Path(file).parent / named.text)
        try:
            return read_yaml(file_bytes(path), file=path, faults=faults)
        except InputError as error:
            faults.found.extend(error.faults)
            return None

    return read


def _check(first: Side, text: str) -> None:
    """Read what was made of the two. Raises: InputError."""
    if first.situation is None:
        faults = FaultList()
        root = read_yaml(text, file=first.file, faults=faults)
        faults.raise_if_any()
        assert root is not None
        read_claims_file(root, faults)
    elif first.own_file:
        loads(file_bytes(first.file), file=first.file, claims_text=text)
    else:
        loads(text, file=first.file)


class _Joining:
    """Collects the lines to put in, by the line of the first text before which they go."""

    def __init__(self, first: Side, second: Side, merged: Merge) -> None:
        self.first, self.second, self.merged = first.sheet, second.sheet, merged
        self.only_record = second.situation is not None and not second.own_file
        self.name = Path(second.file).name
        self.inserted: dict[int, list[str]] = {}
        self.known = {text for _, text in self.first.comments}
        self.claims = {claim.id: claim for claim in second.evidence.claims}
        self.bom = first.bom

    def text(self) -> str:
        """The first text with everything of the second in it."""
        copied: set[int] = set()
        tail: list[str] = []
        for kind in KINDS:
            blocks = self.second.blocks(kind)
            mine = self.first.blocks(kind)
            for pair in self.merged.joined:
                if pair.kind == kind:
                    self._beside(kind, mine[pair.first], blocks[pair.second], pair.second)
                    copied.update(range(blocks[pair.second].start, blocks[pair.second].end))
            new = [(blocks[one.second], one.id) for one in self.merged.added if one.kind == kind]
            tail += self._append(kind, new)
            for block, _ in new:
                copied.update(range(block.start, block.end))
        tail += self._loose(copied)
        return self._written(tail)

    def _written(self, tail: list[str]) -> str:
        newline = self.first.newline
        lines = list(self.first.lines)
        if (self.inserted or tail) and lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += newline
        parts: list[str] = []
        for number, line in enumerate(lines):
            parts.extend(f"{new}{newline}" for new in self.inserted.get(number, ()))
            parts.append(line)
        parts.extend(f"{new}{newline}" for new in (*self.inserted.get(len(lines), ()), *tail))
        return ("\ufeff" if self.bom else "") + "".join(parts)

    # --- new entries ----------------------------------------------------------------------------------------------------

    def _append(self, kind: str, new: list[tuple[Block, str]]) -> list[str]:
        """Put new entries at the end of their section; a section that is not there yet comes at the end of the text."""
        made = [author for author in self.merged.authors if author.name] if kind == "speaker" else []
        if not new and not made:
            return []
        mine = self.first.blocks(kind)
        depth = next(iter(mine.values())).depth if mine else 2
        lines: list[str] = []
        for author in made:
            lines += [f"{' ' * depth}{author.id}:", f"{' ' * (depth + 2)}name: {json.dumps(author.name, ensure_ascii=False)}"]
        for block, id_ in new:
            if block.start and not self.second.lines[block.start - 1].strip():
                lines.append("")
            lines += self._copied(kind, block, id_, depth)
        if mine:
            at = max(block.end for block in mine.values())
            self.inserted.setdefault(at, []).extend(lines)
            return []
        if lines[:1] == [""]:
            del lines[0]
        return ["", f"{SECTIONS[kind]}:", *lines]

    def _copied(self, kind: str, block: Block, id_: str, depth: int) -> list[str]:
        """An entry as it was written, with its ids as they are now, set in as the first sets in."""
        edits = [(block.key, id_), *self._references(kind, block)]
        return self._shifted(self._edited(block.start, block.end, edits), depth - block.depth)

    def _references(self, kind: str, block: Block) -> Iterator[tuple[Node, str]]:
        """Every id of the record that an entry names, with what it is called now."""
        if kind != "claim":
            return
        body, merged = block.body, self.merged
        source = self.claims[block.key.text].source
        alternatives = body.get("alternatives")
        people = [body.get("by"), body.get("via"), None if alternatives is None else alternatives.get("by")]
        for node in _scalars(people):
            yield node, merged.speaker(node.text, source)
        for node in _scalars([body.get("in")]):
            yield node, merged.names.get(("source", node.text), node.text)
        for node in _scalars([body.get("origin")]):
            yield node, merged.names.get(("speaker", node.text), node.text)
        relates = body.get("relates")
        for item in [] if relates is None else relates.items:
            for node in item.entries.values():
                yield node, merged.names.get(("claim", node.text), node.text)

    def _edited(self, start: int, end: int, edits: Iterable[tuple[Node, str]]) -> list[str]:
        lines = [line.rstrip("\r\n\x85\u2028\u2029") for line in self.second.lines[start:end]]
        for node, new in sorted(edits, key=lambda edit: (-edit[0].line, -edit[0].column)):
            if node.text == new or not start <= node.line - 1 < end:
                continue
            line = lines[node.line - 1 - start]
            found = _WORD.match(line, node.column - 1 + max(node.text_offset, 0))
            if found is None:
                raise InputError(Fault(message=f'"{node.text}" cannot be renamed here', place=node.place))
            lines[node.line - 1 - start] = line[: found.start()] + new + line[found.end() :]
        return lines

    def _shifted(self, lines: list[str], by: int) -> list[str]:
        if by >= 0:
            return [" " * by + line if line.strip() else line for line in lines]
        return [line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]

    # --- entries that both have -----------------------------------------------------------------------------------------

    def _beside(self, kind: str, mine: Block, hers: Block, id_: str) -> None:
        """Below the first's entry: keys that only the second has, as they are; what differs, and her comments, as comments."""
        new: list[str] = []
        told: list[str] = []
        differing = {one.key: one for one in self.merged.differences if (one.kind, one.second) == (kind, id_)}
        if differing:
            new, told = self._from_fields(kind, mine, hers, set(differing))
        copied = "\n".join(new)
        for line, text in self.second.comments:
            if hers.start <= line < hers.end and text not in self.known and text not in copied:
                told.append(text)
        told = list(dict.fromkeys(told))
        self.known.update(told)
        lines = [*new, *(" " * self._field_depth(mine) + text for text in told)]
        if lines:
            self.inserted.setdefault(mine.end, []).extend(lines)

    def _field_depth(self, block: Block) -> int:
        columns = [node.column - 1 for node in block.body.keys.values() if node.line > block.key.line]
        return min(columns, default=block.depth + 2)

    def _from_fields(self, kind: str, mine: Block, hers: Block, keys: set[str]) -> tuple[list[str], list[str]]:
        """The lines of the second's keys that differ: to be taken over, and to be told as comments."""
        own, other = self.first.fields(mine), self.second.fields(hers)
        depth = self._field_depth(mine)
        new: list[str] = []
        told: list[str] = []
        edits = list(self._references(kind, hers))
        for key, field in other.items():
            if {"offices": "office"}.get(key, key) not in keys:
                continue
            lines = self._shifted(self._edited(field.start, field.end, edits), depth - field.depth)
            if key not in own and not (key in ("office", "offices") and {"office", "offices"} & own.keys()):
                new += lines
            elif key == "relates" and own["relates"].body.line > own["relates"].key.line:
                self._more_relations(own["relates"], field, edits)
            else:
                told += self._as_comments(lines, depth)
        return new, told

    def _as_comments(self, lines: list[str], depth: int) -> list[str]:
        """The second's words as comments; those that stand there from an earlier time are not put there again."""
        found = [f"# {self.name}: {lines[0].strip()}", *(f"#   {line[depth:]}".rstrip() for line in lines[1:] if line.strip())]
        return [] if all(text in self.known for text in found) else found

    def _more_relations(self, mine: Block, hers: Block, edits: list[tuple[Node, str]]) -> None:
        """Relations that only the second tells, below the first's own."""
        known = {(kind, node.text) for item in mine.body.items for kind, node in item.entries.items()}
        names = {id(node): new for node, new in edits}
        dashes = " " * self.first.lines[mine.body.items[0].line - 1].index("-")
        for item in hers.body.items:
            for kind, node in item.entries.items():
                now = names.get(id(node), node.text)
                if (kind, now) not in known:
                    self.inserted.setdefault(mine.end, []).append(f"{dashes}- {kind}: {now}")

    # --- comments that belong to no entry --------------------------------------------------------------------------------

    def _loose(self, copied: set[int]) -> list[str]:
        """Comments of the second that stand with no entry; of a situation file only those among its record."""
        sections = [self.second.section(kind) for kind in KINDS]
        spans = [range(node.line - 1, max(b.end for b in self.second.blocks(kind).values()))
                 for kind, node in zip(KINDS, sections, strict=True) if node is not None and node.keys]  # fmt: skip
        found: list[str] = []
        for line, text in self.second.comments:
            if line in copied or text in self.known or (self.only_record and not any(line in span for span in spans)):
                continue
            self.known.add(text)
            found.append(text)
        return ["", f"# {self.name}:", *found] if found else []


def _scalars(nodes: Iterable[Node | None]) -> Iterator[Node]:
    for node in nodes:
        if node is not None:
            yield from [item for item in node.items if item.kind == "scalar"] if node.kind == "list" else [node]
