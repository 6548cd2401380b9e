"""The record: sources, speakers and claims, from the file itself or from a claims file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from lagebild.evidence.dates import is_impossible, read_date
from lagebild.evidence.records import (
    Claim,
    Correction,
    Credibility,
    Entered,
    Figure,
    Office,
    Prose,
    Published,
    Relation,
    Source,
    Speaker,
    TextPlace,
)
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node

ALWAYS_KNOWN: Final = ("author", "unnamed")
"""Speakers that need no entry of their own."""

References = list[tuple[str, Node]]


@dataclass(slots=True)
class Record:
    """What has been read of the record, and the references to look up once all of it is known."""

    sources: dict[str, Source] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    to_speakers: References = field(default_factory=list)
    to_sources: References = field(default_factory=list)
    to_claims: References = field(default_factory=list)


def read_record(root: Node, intake: Intake, record: Record) -> None:
    """Read ``sources``, ``speakers`` and ``claims`` of a file into ``record``."""
    for id_, key, body in _entries(root.get("sources"), "source", record.sources, intake):
        record.sources[id_] = _source(id_, key, body, intake)
    for id_, key, body in _entries(root.get("speakers"), "speaker", record.speakers, intake):
        if id_ == "unnamed":
            intake.faults.add('"unnamed" is nobody in particular', where="speakers", hint="Choose another id.", place=key.place)
        record.speakers[id_] = _speaker(id_, key, body, intake)
    claims = root.get("claims")
    if claims is not None and claims.kind == "map":
        for id_, key, body in _entries(claims, "claim", record.claims, intake):
            record.claims[id_] = _Claims(intake, record).read(id_, key, body)


def _entries(section: Node | None, kind: str, known: Iterable[str], intake: Intake) -> Iterable[tuple[str, Node, Node]]:
    for text, body in section.each() if section is not None else ():
        key = section.keys[text]  # type: ignore[union-attr]
        id_ = intake.id(key, f"{kind} {text}")
        if id_ in known:
            hint = "It is given in the situation file already."
            intake.faults.add(f'the {kind} "{id_}" stands here a second time', hint=hint, where=f"{kind}s", place=key.place)
        yield id_, key, body


def open_proposals(root: Node) -> int:
    """How many proposals of a claims file nobody has decided; the tree's shape has been checked."""
    section = root.get("proposals")
    bodies = [] if section is None else [body.get("claims") for _, body in section.each()]
    claims = [claim for body in bodies if body is not None for _, claim in body.each()]
    return sum(_decided(claim) != "dropped" for claim in claims)


def _decided(claim: Node) -> str:
    decision = claim.get("decision")
    value = None if decision is None else decision.get("value")
    return "" if value is None else value.text


def look_up(record: Record, intake: Intake, *, complete: bool) -> None:
    """Note every reference to a speaker, source or claim that does not exist.

    ``complete``: whether all of the record could be read; what is missing for another reason would only be an echo.
    """
    if not complete:
        return
    _look_up(record.to_speakers, [*record.speakers, *ALWAYS_KNOWN], "speaker", intake)
    _look_up(record.to_sources, record.sources, "source", intake)
    _look_up(record.to_claims, record.claims, "claim", intake)


def _look_up(references: References, known: Iterable[str], kind: str, intake: Intake) -> None:
    known = dict.fromkeys(known)
    for id_, node in references:
        if id_ not in known:
            hint = intake.near(id_, known) or f"Add it under `{kind}s:`."
            intake.fault(node, f'unknown {kind} "{id_}"', hint)


# --- sources and speakers -------------------------------------------------------------------------------------------


def _source(id_: str, key: Node, body: Node, intake: Intake) -> Source:
    text: Callable[[str], str] = lambda name: intake.text(body.get(name))  # noqa: E731
    return Source(
        id=id_, title=intake.prose(body.get("title")), url=text("url"), publisher=text("publisher"),
        author=intake.texts(body.get("author")), kind=text("kind"), language=text("language"),
        published=_published(body.get("published"), intake), retrieved=_date(body.get("retrieved"), intake),
        text_sha256=text("text-sha256"),
        reliability=text("reliability"), standards=intake.texts(body.get("standards")),
        interest=intake.prose(body.get("interest")), note=intake.prose(body.get("note")), place=key.place,
    )  # fmt: skip


def _published(node: Node | None, intake: Intake) -> Published | None:
    if node is None:
        return None
    if node.kind == "scalar":
        return Published(value=_date(node, intake))
    basis = intake.text(node.get("basis")) or "stated"
    return Published(value=_date(node.get("value"), intake), basis=basis, note=intake.prose(node.get("note")))


def _date(node: Node | None, intake: Intake) -> str:
    """A date as written; a fault for anything else."""
    text = intake.text(node)
    if node is not None and read_date(text) is None:
        intake.fault(node, f'"{text}" is not a date', "Write it as 2025-03-01, 2025-03 or 2025.")
    return text


def _speaker(id_: str, key: Node, body: Node, intake: Intake) -> Speaker:
    named = body.get("named")
    office, offices = body.get("office"), body.get("offices")
    if office is not None and offices is not None:
        intake.fault(office, "`office` and `offices` stand side by side", "Put all of them under `offices`.")
    held = [*([office] if office is not None else ()), *(offices.items if offices is not None else ())]
    return Speaker(
        id=id_, name=intake.prose(body.get("name")), role=intake.text(body.get("role")),
        country=intake.text(body.get("country")), named=True if named is None else bool(intake.truth(named)),
        offices=tuple(_office(node, intake) for node in held), correction=_correction(body.get("correction"), intake),
        note=intake.prose(body.get("note")), place=key.place,
    )  # fmt: skip


def _office(node: Node, intake: Intake) -> Office:
    if node.kind == "scalar" or not any(key in node.entries for key in ("name", "since", "until")):
        return Office(name=intake.prose(node))
    since, until = _date(node.get("since"), intake), _date(node.get("until"), intake)
    begun, ended = read_date(since), read_date(until)
    if begun is not None and ended is not None and ended.last < begun.first:
        intake.fault(node, f"the office ends ({until}) before it begins ({since})")
    return Office(name=intake.prose(node.get("name")), since=since, until=until)


def _correction(node: Node | None, intake: Intake) -> Correction | None:
    if node is None:
        return None
    return Correction(
        source_says=intake.prose(node.get("source-says")), right=intake.prose(node.get("right")),
        evidence=intake.prose(node.get("evidence")),
    )  # fmt: skip


def speaker_of(id_: str, body: Node, intake: Intake) -> Speaker:
    """A speaker from the map that says who they are, wherever it stands."""
    return _speaker(id_, body, body, intake)


def place_of(node: Node, intake: Intake) -> TextPlace:
    """A place in a text, wherever it stands."""
    return _Claims(intake, Record()).place(node)


def figure_of(node: Node, intake: Intake) -> Figure:
    """A figure, wherever it stands."""
    return _Claims(intake, Record()).figure(node)


# --- claims ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Claims:
    intake: Intake
    record: Record

    def read(self, id_: str, key: Node, body: Node) -> Claim:
        intake = self.intake
        told_as = intake.text(body.get("told-as")) or "stated"
        self._confirmation(told_as, body)
        alternatives = body.get("alternatives")
        return Claim(
            id=id_,
            says=intake.prose(body.get("says")),
            by=self._speaker(body.get("by")) or "unnamed",
            via=tuple(self._speaker(node) for node in _one_or_many(body.get("via"))),
            form=intake.text(body.get("form")),
            told_as=told_as,
            confirmed_by=intake.text(body.get("confirmed-by")),
            condition=intake.prose(body.get("if")),
            likelihood=intake.text(body.get("likelihood")),
            credibility=self._credibility(body.get("credibility")),
            origin=intake.text(body.get("origin")),
            source=self._referred(body.get("in"), self.record.to_sources),
            at=tuple(self.place(node) for node in _one_or_many(body.get("at"))),
            figures=tuple(self.figure(node) for node in _one_or_many(body.get("figures"))),
            when=self._when(body.get("when")),
            counted_from=self._counted_from(body.get("when")),
            words=intake.text(body.get("words")),
            alternative_told_as=intake.texts(None if alternatives is None else alternatives.get("told-as")),
            alternative_by=self._speakers(None if alternatives is None else alternatives.get("by")),
            correction=_correction(body.get("correction"), intake),
            relates=tuple(relation for node in _one_or_many(body.get("relates")) for relation in self._relations(id_, node)),
            entered=self._entered(body.get("entered")),
            place=key.place,
        )

    def _confirmation(self, told_as: str, body: Node) -> None:
        if told_as != "confirmed" and body.get("confirmed-by") is not None and not body.dropped:
            hint = "Write `told-as: confirmed`, or take it away."
            self.intake.fault(body.entries["confirmed-by"], f"`confirmed-by` stands beside `told-as: {told_as}`", hint)

    def _referred(self, node: Node | None, references: References) -> str:
        id_ = self.intake.text(node)
        if node is not None:
            references.append((id_, node))
        return id_

    def _speaker(self, node: Node | None) -> str:
        return self._referred(node, self.record.to_speakers)

    def _speakers(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self._speaker(one) for one in _one_or_many(node))

    def _credibility(self, node: Node | None) -> Credibility | None:
        if node is None:
            return None
        if node.kind == "scalar":
            return Credibility(value=_whole(node))
        by, why = self.intake.text(node.get("by")), self.intake.prose(node.get("why"))
        return Credibility(value=_whole(node.get("value")), by=by, why=why)

    def place(self, node: Node) -> TextPlace:
        """A place in the text of a source."""
        start, end, paragraph = _whole(node.get("start")), _whole(node.get("end")), node.get("paragraph")
        if end <= start:
            self.intake.fault(
                node, f"the place ends ({end}) before it starts ({start})", "`end` is the character after the last."
            )
        sha256 = self.intake.text(node.get("sha256"))
        return TextPlace(paragraph=None if paragraph is None else _whole(paragraph), start=start, end=end, sha256=sha256)

    def figure(self, node: Node) -> Figure:
        """A number with its unit."""
        value = node.entries["value"].value
        exact = value if isinstance(value, Decimal) else Decimal(value if isinstance(value, int) else 0)
        if not exact.is_finite() or abs(exact.adjusted()) > 100:
            self.intake.fault(node.entries["value"], f"the figure {node.entries['value'].text} is out of range")
            exact = Decimal(0)
        text: Callable[[str], str] = lambda name: self.intake.text(node.get(name))  # noqa: E731
        compare = text("compare") or "="
        unit = self.intake.prose(node.get("unit"))
        return Figure(value=exact, unit=unit, compare=compare, counted_by=text("counted-by"), when=text("when"))

    def _when(self, node: Node | None) -> tuple[str, ...]:
        """The times a claim speaks of. Free words are kept; only days that do not exist are faults."""
        if node is not None and node.kind == "map":
            node = node.get("value")
        for one in _one_or_many(node):
            text = self.intake.text(one)
            if is_impossible(text):
                self.intake.fault(
                    one, f'"{text}" is not a date', "Write it as 2025-03-01, 2025-03 or 2025, a time as 2017/2018."
                )
        return self.intake.texts(node)

    def _counted_from(self, node: Node | None) -> Prose:
        return self.intake.prose(node.get("counted-from") if node is not None and node.kind == "map" else None)

    def _relations(self, id_: str, node: Node) -> Iterable[Relation]:
        if not node.entries and not node.dropped:
            self.intake.fault(node, "a relation to another claim is empty", "As in `- supports: other-claim`.")
        for kind, target in node.each():
            other = self._referred(target, self.record.to_claims)
            if other == id_:
                self.intake.fault(target, "a claim cannot relate to itself")
            yield Relation(kind=kind, claim=other)

    def _entered(self, node: Node | None) -> Entered | None:
        if node is None:
            return None
        text: Callable[[str], str] = lambda name: self.intake.text(node.get(name))  # noqa: E731
        return Entered(by=text("by"), when=_date(node.get("when"), self.intake), accepted_by=text("accepted-by"))


def _one_or_many(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return node.items if node.kind == "list" else [node]


def _whole(node: Node | None) -> int:
    return int(node.value) if node is not None and isinstance(node.value, (int, Decimal)) else 0
