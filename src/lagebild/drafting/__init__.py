"""From a text to proposals: sentences with places, who is likely to say what and how firmly, figures, dates, who acts.

Everything is a proposal with its reasons, for a person to decide. Nothing is fetched and no sentence is kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Final

from lagebild.drafting import outside
from lagebild.drafting.gate import VERSION, copied, gate
from lagebild.drafting.labels import labelled
from lagebild.drafting.rules import NAME, Reading, notes, propose_by_rule, read_text, speaker
from lagebild.evidence.proposals import Proposal, Proposals, used_speakers
from lagebild.evidence.records import Prose, Source
from lagebild.evidence.texts import SourceText

__all__ = ["RULES", "Backend", "Reading", "copied", "propose", "read_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """What proposes. ``kind``: rules, file (of JSON Lines), or command (a program); ``what``: the path or the command."""

    kind: str = "rules"
    what: str = ""
    seconds: float = outside.SECONDS

    @property
    def name(self) -> str:
        """What it is called in a file."""
        if self.kind == "rules":
            return NAME
        return f"{self.kind} {os.path.basename(self.what.split()[0]) if self.what.split() else ''}".strip()


RULES: Final = Backend()


def propose(text: SourceText, meta: Source, backend: Backend = RULES, *, made: str = "") -> Proposals:
    """The proposals for a text; ``meta`` is its source, as far as it is known.

    Raises: InputError if a file or a program cannot be read.
    """
    meta, known_by = labelled(text, meta)
    reading = read_text(text, meta)
    by_rule = propose_by_rule(reading)
    if backend.kind == "file":
        found = outside.from_file(reading, backend.what, dict(by_rule))
    elif backend.kind == "command":
        found = outside.from_command(reading, backend.what, dict(by_rule), seconds=backend.seconds)
    else:
        found = by_rule
    numbered = _numbered(reading, found)
    passed = tuple(proposal for proposal in numbered if not proposal.stopped)
    people = (speaker(reading, id_) for id_ in used_speakers(passed))
    return Proposals(
        source=replace(meta, language=meta.language or reading.language.code, text_sha256=text.sha256),
        backend=backend.name,
        gate=VERSION,
        made=made,
        speakers=tuple(one for one in people if one is not None),
        sentences=tuple(text.place(passage.start, passage.end) for passage in reading.passages.all),
        proposals=passed,
        stopped=tuple(replace(proposal, says=Prose()) for proposal in numbered if proposal.stopped),
        notes=(*known_by, *notes(reading)),
    )


def _numbered(reading: Reading, found: list[tuple[int, Proposal]]) -> list[Proposal]:
    """The proposals in the order of the text, each with its id, what it repeats, and the gate's flags."""
    found = sorted(found, key=lambda pair: pair[0])
    width = max(2, len(str(len(found))))
    ids = [f"p{number:0{width}}" for number in range(1, len(found) + 1)]
    first = {number: id_ for id_, (number, _) in reversed(list(zip(ids, found, strict=True)))}
    numbered = []
    for id_, (number, proposal) in zip(ids, found, strict=True):
        said = reading.repeats.get(number)
        repeats = first.get(said, "") if said is not None else ""
        flags = gate(reading, proposal, number)
        numbered.append(replace(proposal, id=id_, repeats=repeats, flags=flags))
    return numbered
