"""The proposals of a claims file: read for whoever decides them, and written so that they read back the same.

They stand under the key ``proposals``, by the id of their source, beside the claims that were accepted. A situation never
takes one for a claim; that some are open is told as a warning.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lagebild.errors import FaultList, InputError
from lagebild.evidence.merging import Evidence
from lagebild.evidence.proposals import (
    Candidate,
    Decision,
    Flag,
    Proposal,
    Proposals,
    ProposedDate,
    ProposedSpeaker,
    Reason,
)
from lagebild.evidence.records import Claim, Prose, Source, TextPlace
from lagebild.reading.block_yaml import Notes, Value, block_yaml
from lagebild.reading.claims import Record, figure_of, look_up, place_of, read_record, speaker_of
from lagebild.reading.files import file_bytes
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node
from lagebild.reading.shape import check_shape
from lagebild.reading.written_record import place_value, prose_value, record_entries
from lagebild.reading.yaml_text import read_yaml

NO_WORDS: Final = "-"
"""What stands under a rule that went by no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """A claims file with what is still to be decided: the record that counts, and the proposals, one entry a source."""

    evidence: Evidence
    proposals: tuple[Proposals, ...] = ()


def load_draft(path: str | os.PathLike[str]) -> DraftFile:
    """The claims and proposals in a claims file. Raises: InputError with every fault."""
    file = os.fspath(path)
    faults = FaultList()
    root = read_yaml(file_bytes(file), file=file, faults=faults)
    if root is None or faults.found:
        raise InputError(faults.found)
    return read_draft(root, faults)


def read_draft(root: Node, faults: FaultList) -> DraftFile:
    """The claims and proposals in the tree of a claims file. Raises: InputError with every fault."""
    sound = check_shape(root, "ClaimsFile", faults)
    intake, record = Intake(faults), Record()
    found: list[Proposals] = []
    if root.kind == "map":
        read_record(root, intake, record)
        look_up(record, intake, complete=sound)
        section = root.get("proposals")
        for id_, body in section.each() if section is not None else ():
            source = record.sources.get(id_)
            if source is None:
                intake.fault(section.keys[id_], f'unknown source "{id_}"', "Add it under `sources:`.")  # type: ignore[union-attr]
            elif body.kind == "map":
                found.append(_proposals(source, body, intake))
    faults.raise_if_any()
    evidence = Evidence(
        sources=tuple(record.sources.values()), speakers=tuple(record.speakers.values()), claims=tuple(record.claims.values())
    )
    return DraftFile(evidence=evidence, proposals=tuple(found))


# --- reading --------------------------------------------------------------------------------------------------------


def _proposals(source: Source, body: Node, intake: Intake) -> Proposals:
    speakers, claims, stopped = body.get("speakers"), body.get("claims"), body.get("stopped")
    return Proposals(
        source=source,
        backend=intake.text(body.get("made-by")),
        gate=intake.text(body.get("gate")),
        made=intake.text(body.get("made")),
        speakers=tuple(_speaker(id_, node, intake) for id_, node in (speakers.each() if speakers is not None else ())),
        proposals=tuple(_proposal(id_, node, intake) for id_, node in (claims.each() if claims is not None else ())),
        stopped=tuple(
            Proposal(id=f"stopped-{code}-{number}", at=(), flags=(Flag(code=code, stops=True),))
            for code, times in (stopped.each() if stopped is not None else ())
            for number in range(int(times.text))
        ),
        notes=_reasons(body.get("notes"), intake),
    )


def _speaker(id_: str, body: Node, intake: Intake) -> ProposedSpeaker:
    at = body.get("at")
    return ProposedSpeaker(
        speaker=speaker_of(id_, body, intake),
        at=None if at is None else place_of(at, intake),
        office_words=intake.text(body.get("called")),
        misfit=intake.text(body.get("misfit")),
        misfit_sources=intake.texts(body.get("misfit-sources")),
    )


def _proposal(id_: str, body: Node, intake: Intake) -> Proposal:
    by, figures, when, flags = body.get("by"), body.get("figures"), body.get("when"), body.get("flags")
    return Proposal(
        id=id_,
        at=_places(body.get("at"), intake),
        quotations=_places(body.get("quotation"), intake),
        says=intake.prose(body.get("says")),
        by=tuple(
            Candidate(speaker=intake.text(one.get("speaker")), reasons=_reasons(one.get("reasons"), intake))
            for one in _items(by)
        ),
        form=intake.text(body.get("form")),
        told_as=intake.text(body.get("told-as")) or "stated",
        told_as_reasons=_reasons(body.get("reasons"), intake),
        words=intake.text(body.get("words")),
        alternative_told_as=intake.texts(body.get("perhaps")),
        figures=tuple(figure_of(one, intake) for one in _items(figures)),
        when=tuple(
            ProposedDate(
                value=intake.text(one.get("value")),
                words=intake.text(one.get("words")),
                counted_from=intake.text(one.get("counted-from")),
            )
            for one in _items(when)
        ),
        actors=intake.texts(body.get("actors")),
        negation=intake.texts(body.get("negation")),
        condition=intake.text(body.get("condition")),
        repeats=intake.text(body.get("repeats")),
        flags=tuple(Flag(code=one.code, words=one.words) for one in _reasons(flags, intake)),
        decision=_decision(body.get("decision"), intake),
    )


def _decision(node: Node | None, intake: Intake) -> Decision | None:
    if node is None:
        return None
    text = {key: intake.text(node.get(key)) for key in ("value", "by", "when")}
    return Decision(value=text["value"], by=text["by"], when=text["when"], why=intake.prose(node.get("why")))


def _reasons(node: Node | None, intake: Intake) -> tuple[Reason, ...]:
    entries = node.each() if node is not None else ()
    texts = ((code, intake.text(words)) for code, words in entries)
    return tuple(Reason(code=code, words="" if words == NO_WORDS else words) for code, words in texts)


def _places(node: Node | None, intake: Intake) -> tuple[TextPlace, ...]:
    if node is None:
        return ()
    return tuple(place_of(one, intake) for one in (node.items if node.kind == "list" else [node]))


def _items(node: Node | None) -> list[Node]:
    return [] if node is None else node.items


# --- writing --------------------------------------------------------------------------------------------------------


def draft_text(
    proposals: Iterable[Proposals],
    *,
    evidence: Evidence | None = None,
    language: str = "en",
    notes: Notes | None = None,
) -> str:
    """A claims file: the record as it counts, the sources of the proposals among it, and the proposals."""
    listed = tuple(proposals)
    evidence = evidence or Evidence()
    sources = {source.id: source for source in (*evidence.sources, *(each.source for each in listed))}
    data: dict[str, Value] = {"lagebild": 1, "sources": record_entries(sources.values(), language)}
    if evidence.speakers:
        data["speakers"] = record_entries(evidence.speakers, language)
    data["claims"] = record_entries(evidence.claims, language)
    data["proposals"] = {each.source.id: _proposals_value(each, language) for each in listed}
    return block_yaml(data, notes=notes, head=frozenset({"lagebild"}), apart=frozenset({"sources", "speakers", "claims"}))


def _proposals_value(proposals: Proposals, language: str) -> Mapping[str, Value]:
    stopped = Counter(flag.code for proposal in proposals.stopped for flag in proposal.flags if flag.stops)
    return _filled(
        {
            "made-by": proposals.backend,
            "gate": proposals.gate,
            "made": proposals.made,
            "notes": _reasons_value(proposals.notes),
            "stopped": dict(sorted(stopped.items())),
            "speakers": {one.speaker.id: _speaker_value(one, language) for one in proposals.speakers},
            "claims": {one.id: _proposal_value(one, language) for one in proposals.proposals},
        }
    )


def _speaker_value(proposed: ProposedSpeaker, language: str) -> Mapping[str, Value]:
    record = record_entries((proposed.speaker,), language)[proposed.speaker.id]
    assert isinstance(record, Mapping)
    more = _filled(
        {
            "at": None if proposed.at is None else place_value(proposed.at),
            "called": proposed.office_words,
            "misfit": proposed.misfit,
            "misfit-sources": list(proposed.misfit_sources),
        }
    )
    return {**record, **more}


def _proposal_value(proposal: Proposal, language: str) -> Mapping[str, Value]:
    decision = proposal.decision
    claim = Claim(id="", says=Prose(), figures=proposal.figures)
    figures = record_entries((claim,), language)[""]
    assert isinstance(figures, Mapping)
    return _filled(
        {
            "at": _one_or_list([place_value(place) for place in proposal.at]),
            "quotation": _one_or_list([place_value(place) for place in proposal.quotations]),
            "says": prose_value(proposal.says, language) if proposal.says else "",
            "by": [_filled({"speaker": one.speaker, "reasons": _reasons_value(one.reasons)}) for one in proposal.by],
            "form": proposal.form,
            "told-as": proposal.told_as,
            "reasons": _reasons_value(proposal.told_as_reasons),
            "words": proposal.words,
            "perhaps": _one_or_list(list(proposal.alternative_told_as)),
            "figures": figures.get("figures", []),
            "when": [
                _filled({"value": one.value, "words": one.words, "counted-from": one.counted_from}) for one in proposal.when
            ],
            "actors": _one_or_list(list(proposal.actors)),
            "negation": _one_or_list(list(proposal.negation)),
            "condition": proposal.condition,
            "repeats": proposal.repeats,
            "flags": _reasons_value(tuple(Reason(code=flag.code, words=flag.words) for flag in proposal.flags)),
            "decision": None
            if decision is None
            else _filled(
                {
                    "value": decision.value,
                    "by": decision.by,
                    "when": decision.when,
                    "why": prose_value(decision.why, language) if decision.why else "",
                }
            ),
        }
    )


def _filled(values: Mapping[str, Value]) -> dict[str, Value]:
    """Without what says nothing."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _reasons_value(reasons: Iterable[Reason]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for reason in reasons:
        before = found.get(reason.code)
        words = reason.words or NO_WORDS
        found[reason.code] = words if before in (None, NO_WORDS, words) else f"{before}; {words}"
    return found


def _one_or_list(items: list[Value]) -> Value:
    return items[0] if len(items) == 1 else items
