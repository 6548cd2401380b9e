"""New places in files that people write: the values change, and every other byte stays as it is."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lagebild.errors import Fault, FaultList, InputError
from lagebild.evidence.mending import MendedPlace, Mending
from lagebild.evidence.records import Claim
from lagebild.reading.files import file_bytes, loads
from lagebild.reading.nodes import Node
from lagebild.reading.yaml_text import decode, read_yaml
from lagebild.situation import Situation

_LINE_END: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML begins a new line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenFile:
    """A file as it shall be."""

    path: Path
    data: bytes


def rewrite(path: str | os.PathLike[str], situation: Situation, mending: Mending) -> tuple[RewrittenFile, ...]:
    """The files of ``situation``, read from ``path``, with what is put right in them; only those that change.

    The claims file stands first. What comes out is read again and compared before it is given back. Raises: InputError if
    a file is no longer the one that was read, or a value is written in a way that leaves no room for another.
    """
    files = list(_files(Path(path)))
    if hashlib.sha256(b"".join(file.data for file in files)).hexdigest() != situation.sha256:
        raise InputError(Fault(where=os.fspath(path), message="the file has changed while it was read", hint="Try again."))
    for mended in mending.places:
        _place(files, mended)
    for source, sha256 in mending.fingerprints.items():
        body = _found(files, "sources", source)
        if body is not None and (told := body[1].get("text-sha256")) is not None:
            body[0].replace(told, sha256)
    after = [RewrittenFile(path=file.path, data=file.edited()) for file in files]
    _prove(after, files, situation, mending)
    return tuple(new for new, old in reversed(list(zip(after, files, strict=True))) if new.data != old.data)


@dataclass(slots=True)
class _File:
    """A file that was read, and the values to be written into it."""

    path: Path
    data: bytes
    text: str
    root: Node
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def replace(self, node: Node, value: str) -> None:
        """Write ``value`` where ``node`` stands, between its quotes if it has any."""
        start = self.starts[node.line - 1] + node.column - 1 + max(node.text_offset, 0)
        end = start + len(node.text)
        if node.text_offset < 0 or self.text[start:end] != node.text:
            hint = "Write it on one line and without escapes."
            raise InputError(
                Fault(message="the way this value is written leaves no room for another", hint=hint, place=node.place)
            )
        self.edits.append((start, end, value))

    def edited(self) -> bytes:
        """The file with its new values."""
        pieces: list[str] = []
        at = 0
        for start, end, value in sorted(self.edits):
            pieces += (self.text[at:start], value)
            at = end
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + "".join((*pieces, self.text[at:])).encode("utf-8")


def _files(path: Path) -> Iterator[_File]:
    """The situation file, then the claims file that it names."""
    main = _read(path)
    yield main
    claims = main.root.get("claims")
    if claims is not None and claims.kind == "scalar" and claims.text:
        yield _read(path.parent / claims.text)


def _read(path: Path) -> _File:
    data = file_bytes(os.fspath(path))
    faults = FaultList()
    text = decode(data, file=os.fspath(path), faults=faults)
    root = None if text is None else read_yaml(data, file=os.fspath(path), faults=faults)
    faults.raise_if_any()
    assert text is not None
    assert root is not None
    return _File(path=path, data=data, text=text, root=root, starts=[0, *(end.end() for end in _LINE_END.finditer(text))])


def _place(files: Iterable[_File], mended: MendedPlace) -> None:
    found = _found(files, "claims", mended.claim.claim.id)
    assert found is not None, "a claim that was read stands in one of the files"
    file, body = found
    at = body.entries["at"]
    place = at.items[mended.number] if at.kind == "list" else at
    for key, old, new in (
        ("paragraph", mended.old.paragraph, mended.new.paragraph),
        ("start", mended.old.start, mended.new.start),
        ("end", mended.old.end, mended.new.end),
    ):
        if old is not None and old != new:
            file.replace(place.entries[key], str(new))


def _found(files: Iterable[_File], section: str, id_: str) -> tuple[_File, Node] | None:
    """The entry ``id_`` of a section, and the file that it stands in."""
    for file in files:
        entries = file.root.get(section)
        for key, body in entries.each() if entries is not None else ():
            if key.strip() == id_:
                return file, body
    return None


def _prove(after: list[RewrittenFile], files: list[_File], situation: Situation, mending: Mending) -> None:
    """Read what would be written: only what was to change may have changed."""
    claims = after[1].data if len(after) > 1 else None
    read = loads(after[0].data, file=os.fspath(files[0].path), claims_text=claims)
    new = {(mended.claim.claim.id, mended.number): mended for mended in mending.places}
    expected = replace(
        situation,
        sha256=read.sha256,
        warnings=read.warnings,
        claims=tuple(_as_mended(claim, new) for claim in situation.claims),
        sources=tuple(
            replace(source, text_sha256=mending.fingerprints.get(source.id, source.text_sha256)) for source in situation.sources
        ),
    )
    if read != expected:
        raise InputError(Fault(message=f"{files[0].path} cannot be rewritten without changing more than places"))


def _as_mended(claim: Claim, new: dict[tuple[str, int], MendedPlace]) -> Claim:
    places = [
        replace(old, paragraph=old.paragraph and mended.new.paragraph, start=mended.new.start, end=mended.new.end)
        if (mended := new.get((claim.id, number))) is not None
        else old
        for number, old in enumerate(claim.at)
    ]
    return replace(claim, at=tuple(places))
