"""What was guessed, what of it matters, on whose voice the rest stands, and what carries nothing: the audit for the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lagebild.analyses.audit import Audit, audit
from lagebild.analyses.audit.orders import OrderDecision
from lagebild.evidence.coverage import Voice, is_sourced
from lagebild.reports.audit_words import AuditWords
from lagebild.reports.html.lines import Lines, LineView, Mention
from lagebild.reports.speakers import voice_name
from lagebild.solutions import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order decision and what exchanging it would do, a sentence each."""

    line: LineView
    sourced: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """One voice: how many claims, told how; how many lines name it, name nothing else, fall without it."""

    name: str
    claims: int
    told: tuple[tuple[str, int], ...]
    told_words: list[str]
    lines: int
    alone: int
    falling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleView:
    """A line that can go, and why; ``line`` is None for what is no line of the file."""

    text: str
    line: LineView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """Everything of the audit that the page shows."""

    audit: Audit
    size: str
    evidence: str
    unsourced: tuple[tuple[str, tuple[LineView, ...]], ...]
    """By kind of line, the weightiest first."""
    orders_said: tuple[str, ...]
    """How many orders were decided and how many of them matter."""
    mattering: tuple[OrderView, ...]
    further: tuple[OrderView, ...]
    """Orders without effect on what holds under the leading concept."""
    open_orders: tuple[tuple[str, ...], ...]
    open_circumstances: tuple[LineView, ...]
    single_said: str
    voices: tuple[VoiceView, ...]
    conjectured: tuple[LineView, ...]
    contested: tuple[LineView, ...]
    idle_lines: tuple[IdleView, ...]
    idle_claims: tuple[Mention, ...]
    unwanted: tuple[str, ...]
    vetoes: tuple[str, ...]
    ties: tuple[tuple[str, str], ...]
    vacuous: tuple[str, ...]

    @property
    def unsourced_lines(self) -> int:
        """How many lines rest on no claim, orders apart."""
        return sum(len(lines) for _, lines in self.unsourced)

    @property
    def unsourced_orders(self) -> int:
        """How many order decisions rest on no claim."""
        return sum(not order.sourced for order in self.audit.orders)


def guessed(analysis: Analysis, lines: Lines) -> Guessed:
    """The audit of what ``analysis`` solved, in words."""
    # With a what-if applied the others need not fit any more; they are not what is looked at.
    situation = analysis.situation if analysis.what_if is None else replace(analysis.situation, what_ifs=())
    return _Guessed(audit(situation), lines).all()


class _Guessed:
    def __init__(self, found: Audit, lines: Lines) -> None:
        self.audit, self.lines, self.words = found, lines, lines.words
        self.said = AuditWords(found, lines.words)

    def all(self) -> Guessed:
        found, said, trials = self.audit, self.said, self.audit.trials
        weights = [(order, order.weight(found.leading)) for order in found.orders]
        counts = {
            weight: sum(other == weight for _, other in weights)
            for weight in ("matters", "elsewhere", "verdict", "nothing", "untried")
        }
        return Guessed(
            audit=found,
            size=said.size(),
            evidence=said.evidence(),
            unsourced=self._unsourced(),
            orders_said=tuple(said.orders_counted(counts)) if found.orders else (),
            mattering=tuple(self._order(order) for order, weight in weights if weight == "matters"),
            further=tuple(self._order(order) for order, weight in weights if weight != "matters"),
            open_orders=tuple(tuple(said.open_order(group)) for group in (() if trials is None else trials.open_orders)),
            open_circumstances=self.lines.views(c.address for c in found.situation.circumstances if c.value is None),
            single_said=self._single_said(),
            voices=tuple(self._voice(voice) for voice in found.coverage.voices),
            conjectured=self.lines.views(found.coverage.conjectured),
            contested=self.lines.views(address for address, _ in found.coverage.contested),
            idle_lines=self._idle(),
            idle_claims=tuple(self.lines.mentions[claim] for claim in found.coverage.idle),
            unwanted=tuple(said.unwanted(option) for option in found.unwanted),
            vetoes=() if trials is None else tuple(said.veto(veto) for veto in trials.vetoes),
            ties=() if trials is None else tuple((said.name(tie.decision_maker), said.tied(tie)) for tie in trials.ties),
            vacuous=tuple(said.vacuous()),
        )

    def _unsourced(self) -> tuple[tuple[str, tuple[LineView, ...]], ...]:
        by_kind: dict[str, list[LineView]] = {}
        for line in self.audit.sourcing.unsourced:
            view = self.lines.view(line.address)
            if view is not None and not is_sourced(line):
                by_kind.setdefault(view.kind, []).append(view)
        return tuple((self.words(f"report.kinds.{kind}"), tuple(views)) for kind, views in by_kind.items())

    def _order(self, order: OrderDecision) -> OrderView:
        line = self.lines.by_address[order.address]
        return OrderView(line=line, sourced=order.sourced, sentences=tuple(self.said.difference(order)))

    def _single_said(self) -> str:
        covered = self.audit.coverage
        if not covered.sourced:
            return self.said("voices.none")
        return self.said.several("voices.single", len(covered.one_voice), sourced=covered.sourced)

    def _voice(self, voice: Voice) -> VoiceView:
        return VoiceView(
            name=voice_name(self.audit.situation, voice.id, self.words),
            claims=voice.claims,
            told=voice.told_as,
            told_words=[self.words.several(f"words.told.{told_as}", count) for told_as, count in voice.told_as],
            lines=len(voice.lines),
            alone=len(voice.alone),
            falling=len(voice.falling),
        )

    def _idle(self) -> tuple[IdleView, ...]:
        trials = () if self.audit.trials is None else self.audit.trials.wants
        wants = [
            IdleView(text=self.said.idle_want(trial), line=self.lines.view(trial.address)) for trial in trials if trial.idle
        ]
        others = [IdleView(text=self.said.idle_line(line), line=self.lines.view(line.address)) for line in self.audit.idle]
        return (*wants, *others)
