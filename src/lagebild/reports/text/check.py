"""What ``lagebild check`` shows: what was guessed, which orders matter, whose voice it stands on, what carries nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.audit import Audit
from lagebild.analyses.audit.orders import OrderDecision
from lagebild.evidence.coverage import asserts
from lagebild.reports.audit_words import AuditWords
from lagebild.reports.record_words import RecordWords
from lagebild.reports.speakers import voice_name
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words
from lagebild.situation import WhatIf

LISTED = 12
"""How many order decisions without effect are listed."""


def check_parts(console: Console, audit: Audit, words: Words) -> Iterator[RenderableType]:
    """Everything, part by part, the most important first."""
    page = _Page(console, audit, words)
    for part in (
        page.top, page.guessed, page.orders, page.open_orders, page.voices, page.record, page.idle, page.vetoes, page.matrix,
        page.ties,
    ):  # fmt: skip
        lines = list(part())
        if lines:
            yield from lines
            yield Text()


class _Page:
    def __init__(self, console: Console, audit: Audit, words: Words) -> None:
        self.audit = audit
        self.situation = audit.situation
        self.words = words
        self.said = AuditWords(audit, words)
        self.marks = marks_for(console)

    # --- what it is, what was guessed ------------------------------------------------------------------------------

    def top(self) -> Iterator[RenderableType]:
        title = self.situation.title.in_language(self.words.language)
        yield Text(self.words("check.sound", title=title), style="bold")
        if self.audit.what_if is not None:
            what_if = self.situation.what_if(self.audit.what_if)
            yield Text(self.words("check.variant", name=what_if.name.in_language(self.words.language) or what_if.id))
        yield Text(self.said.size())
        yield Text(self.said.evidence())
        if self.audit.too_large:
            yield Text(self.words("check.large.untried", why=self.audit.too_large))
            yield Text(self.words("check.large.rest"))

    def guessed(self) -> Iterator[RenderableType]:
        yield heading(self.words("check.guessed.title"))
        if self.audit.unsourced:
            yield from self._unsourced()
        else:
            yield _indented(self.words("check.guessed.nothing"))
        if not_today := self.said.not_today():
            yield _indented(not_today)

    def _unsourced(self) -> Iterator[RenderableType]:
        found = self.audit.sourcing
        if found.unsourced:
            groups = {
                "assumed": found.assumed,
                "unknown": [line for line in found.unsourced if not asserts(line) and not isinstance(line, WhatIf)],
                "what-ifs": [line for line in found.unsourced if isinstance(line, WhatIf)],
            }
            alone = len(found.assumed) == len(found.unsourced)
            key = "check.guessed.lines" if alone else "check.guessed.lines-of"
            counts = {"unsourced": self.said.number(len(found.unsourced)), "lines": self.said.number(found.lines)}
            yield _indented(self.words(key, **counts))
            for kind, lines in groups.items():
                if lines:
                    if not alone:
                        yield _indented(self.said.several(f"guessed.{kind}", len(lines)))
                    yield _indented(self._line_table((line.address, self.said.line(line.address)) for line in lines), by=4)
        else:
            yield _indented(self.words("check.guessed.no-lines", lines=self.said.number(found.lines)))
        orders = self.audit.orders
        unsourced = sum(not order.sourced for order in orders)
        if len(orders) == unsourced == 1:
            yield _indented(self.words("check.guessed.one-order"))
        elif orders:
            key = "check.guessed.orders" if unsourced else "check.guessed.no-orders"
            yield _indented(self.words(key, unsourced=unsourced, orders=len(orders)))

    def _line_table(self, rows: Iterable[tuple[str, str]]) -> Table:
        """Place, what the line says, address."""
        table = _table()
        table.add_column(justify="right", style="dim", no_wrap=True)
        table.add_column(ratio=1)
        table.add_column(style="dim", overflow="fold")
        for address, said in rows:
            table.add_row(self.said.place(address), said, address)
        return table

    # --- orders ----------------------------------------------------------------------------------------------------

    def orders(self) -> Iterator[RenderableType]:
        words, orders, leading = self.words, self.audit.orders, self.audit.leading
        yield heading(words("check.orders.title"))
        if not orders:
            yield _indented(words("check.orders.none"))
            return
        groups = {weight: [order for order in orders if order.weight(leading) == weight]
                  for weight in ("matters", "elsewhere", "verdict", "nothing", "untried")}  # fmt: skip
        yield _indented(" ".join(self.said.orders_counted({weight: len(found) for weight, found in groups.items()})))
        for number, order in enumerate(self.said.weightiest_first(groups["matters"]), start=1):
            yield Text()
            yield _indented(
                Text.assemble(f"{number}. ", (self.said.order(order), "bold"), "  ", (self.said.mark(order), "dim"))
            )
            for sentence in self.said.difference(order):
                yield _indented(sentence, by=5)
        if groups["elsewhere"]:
            yield Text()
            yield _indented(words("check.orders.elsewhere-title"))
            yield _indented(self._order_table(groups["elsewhere"]), by=4)
        rest = [*groups["verdict"], *groups["nothing"], *groups["untried"]]
        if rest:
            yield Text()
            if not groups["untried"]:
                yield _indented(words("check.orders.rest-title"))
            # Unsourced ones first: what is cut off must not be what was guessed.
            shown = sorted(rest, key=lambda order: order.sourced)[:LISTED]
            yield _indented(self._order_table([order for order in rest if order in shown]), by=4)
            if len(rest) > LISTED:
                yield _indented(words("check.orders.rest-more", n=len(rest) - LISTED), by=4)

    def _order_table(self, orders: Iterable[OrderDecision]) -> Table:
        table = _table()
        table.add_column(justify="right", style="dim", no_wrap=True)
        table.add_column(ratio=1)
        table.add_column(style="dim", no_wrap=True)
        for order in orders:
            table.add_row(self.said.order_place(order), self.said.order(order, under=True), self.said.sourced(order))
        return table

    def open_orders(self) -> Iterator[RenderableType]:
        trials = self.audit.trials
        if trials is None or not trials.open_orders:
            return
        yield heading(self.words("check.open.title"))
        for group in trials.open_orders:
            first, *rest = self.said.open_order(group)
            yield _indented(first)
            for sentence in rest:
                yield _indented(sentence, by=5)

    # --- voices ----------------------------------------------------------------------------------------------------

    def voices(self) -> Iterator[RenderableType]:
        words, found = self.words, self.audit.coverage
        yield heading(words("check.voices.title"))
        if not found.sourced:
            yield _indented(words("check.voices.none"))
            return
        yield _indented(self.said.several("voices.single", len(found.one_voice), sourced=found.sourced))
        carrying = [voice for voice in found.voices if voice.lines]
        silent = [voice for voice in found.voices if not voice.lines]
        table = _table(header=True)
        table.add_column(words("check.voices.voice"), ratio=1)
        for column in ("lines", "alone", "falling", "claims"):
            table.add_column(words(f"check.voices.{column}"), justify="right")
        table.add_column(words("check.voices.told"), ratio=1)
        for voice in carrying:
            told = words.listed([words.several(f"words.told.{told_as}", count) for told_as, count in voice.told_as])
            counts = (len(voice.lines), len(voice.alone), len(voice.falling), voice.claims)
            table.add_row(voice_name(self.situation, voice.id, words), *map(str, counts), told)
        yield Text()
        yield _indented(table, by=4)
        if silent:
            who = words.listed([voice_name(self.situation, voice.id, words) for voice in silent])
            yield _indented(self.said.several("voices.silent", len(silent), who=who))
        yield from self._lines_said("voices.conjectured", found.conjectured)
        contested = dict(found.contested)
        if contested:
            yield Text()
            yield _indented(self.said.several("voices.contested", len(contested)))
            rows = ((address, self.said.contested(address, sourced=sourced)) for address, sourced in contested.items())
            yield _indented(self._line_table(rows), by=4)

    def _lines_said(self, key: str, addresses: Iterable[str]) -> Iterator[RenderableType]:
        listed = list(addresses)
        if listed:
            yield Text()
            yield _indented(self.said.several(key, len(listed)))
            yield _indented(self._line_table((address, self.said.line(address)) for address in listed), by=4)

    # --- the record ------------------------------------------------------------------------------------------------

    def record(self) -> Iterator[RenderableType]:
        parts = list(RecordWords(self.situation, self.audit.record, self.words).parts())
        if parts:
            yield heading(self.words("check.record.title"))
        for sentence, listed in parts:
            yield _indented(sentence)
            for line in listed:
                yield _indented(line, by=4)

    # --- what carries nothing --------------------------------------------------------------------------------------

    def idle(self) -> Iterator[RenderableType]:
        words, audit = self.words, self.audit
        yield heading(words("check.idle.title"))
        trials = () if audit.trials is None else audit.trials.wants
        idle = [trial for trial in trials if trial.idle and not trial.difference.verdicts]
        distant = [trial for trial in trials if trial.idle and trial.difference.verdicts]
        if not (idle or distant or audit.idle or audit.coverage.idle):
            yield _indented(words("check.idle.none"))
        if not trials and any(dm.wants for dm in self.situation.decision_makers):
            yield _indented(words("check.idle.untried"))
        for key, wants in (("idle.wants", idle), ("idle.no-move", distant)):
            if wants:
                yield _indented(self.said.several(key, len(wants)))
                rows = ((trial.address, self.said.idle_want(trial)) for trial in wants)
                yield _indented(self._line_table(rows), by=4)
        if audit.idle:
            yield _indented(self.said.several("idle.others", len(audit.idle)))
            yield _indented(self._line_table((line.address, self.said.idle_line(line)) for line in audit.idle), by=4)
        if (idle or audit.idle) and self.situation.what_ifs and audit.what_if is None:
            yield _indented(words("check.idle.what-ifs"))
        if audit.coverage.idle:
            count, total = len(audit.coverage.idle), audit.coverage.claims
            yield _indented(self.said.several("idle.claims", count, of=total))
            yield _indented(", ".join(audit.coverage.idle), by=4)

    # --- rules, matrix, ties ---------------------------------------------------------------------------------------

    def vetoes(self) -> Iterator[RenderableType]:
        trials = self.audit.trials
        if trials is None or not trials.vetoes:
            return
        yield heading(self.words("check.veto.title"))
        for veto in sorted(trials.vetoes, key=lambda veto: not veto.gives_up):
            yield _indented(self.said.veto(veto))
        if any(veto.gives_up for veto in trials.vetoes):
            yield _indented(self.words("check.veto.advice"))

    def matrix(self) -> Iterator[RenderableType]:
        if not self.audit.matrix:
            return
        yield heading(self.words("check.matrix.title"))
        rows, used = self.said.matrix(
            {
                "depends": self.marks.taken,
                "names": f"({self.marks.taken})",
                "idle": self.marks.offered,
                "": self.marks.not_taken,
            }
        )
        table = _table(header=True)
        table.add_column("")
        for dm in self.situation.decision_makers:
            table.add_column(dm.id, justify="center")
        for name, cells in rows:
            table.add_row(name, *cells)
        yield _indented(table, by=4)
        yield _indented("   ".join(used), style="dim", by=4)
        if self.audit.unwanted:
            yield _indented(self.said.several("matrix.unwanted", len(self.audit.unwanted)))
            for option in self.audit.unwanted:
                yield _indented(self.said.unwanted(option), by=4)

    def ties(self) -> Iterator[RenderableType]:
        trials = self.audit.trials
        if trials is None:
            return
        words = self.words
        yield heading(words("check.ties.title"))
        table = _table(header=True)
        table.add_column(words("check.ties.who"), ratio=1)
        for column in ("states", "tiers", "largest"):
            table.add_column(words(f"check.ties.{column}"), justify="right")
        table.add_column(words("check.ties.example"), ratio=2)
        for tie in trials.ties:
            largest = ", ".join(self.said.number(size) for size in tie.largest)
            who = words.name(self.situation, tie.decision_maker)
            table.add_row(who, self.said.number(tie.states), self.said.number(tie.tiers), largest, self.said.tied(tie))
        yield _indented(table, by=4)
        for sentence in self.said.vacuous():
            yield _indented(sentence)


def unsourced_lines(audit: Audit, words: Words) -> Iterator[str]:
    """For ``--strict``: every unsourced line and order, each with its place, as faults are shown."""
    said = AuditWords(audit, words)
    for line in audit.sourcing.unsourced:
        yield said.fault(line.address, said.line(line.address), line.place)
    for order in audit.orders:
        if not order.sourced:
            yield said.fault(order.address, said.order(order), order.place)


def _indented(part: str | RenderableType, *, by: int = 2, style: str = "") -> Padding:
    return Padding(Text(part, style=style) if isinstance(part, str) else part, (0, 0, 0, by))


def _table(*, header: bool = False) -> Table:
    return Table(box=None, show_header=header, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
