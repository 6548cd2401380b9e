"""How a document begins: what it is, in a few sentences what came out, and what was guessed for it."""

from __future__ import annotations

from typing import Final

from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import Block, Bullets, Cell, Heading, Note, Paragraph, Runs, Table
from lagebild.reports.document.runs import led, text, with_basis
from lagebild.reports.html import opening
from lagebild.reports.html.guessed import VoiceView
from lagebild.reports.words import Words

MAX_VOICES: Final = 8
"""How many voices are listed one by one; those behind fewest lines are counted."""


def kicker(material: Material) -> str:
    """What stands above the title."""
    words, as_of = material.words, material.situation.as_of
    said = words("report.kicker")
    return f"{said} · {words('report.as-of', date=opening.date_in_words(as_of, words))}" if as_of else said


def summary(material: Material) -> tuple[Block, ...]:
    """What came out, in one paragraph."""
    found: list[Block] = []
    if variant := opening.variant(material.analysis, material.words):
        found.append(Note(runs=text(material.words("report.variant", name=variant), bold=True)))
    said = opening.summary(material.analysis, material.groups, material.guessed, material.lines)
    found.append(Paragraph(runs=text(" ".join(said)), style="answer"))
    return tuple(found)


# --- what was guessed --------------------------------------------------------------------------------------------------


def guessed(material: Material) -> tuple[Block, ...]:
    """What no source says, and on whose single voice the rest stands."""
    words, found = material.words, material.guessed
    blocks: list[Block] = [Heading(text=words("report.section.guessed"))]
    if found.audit.too_large:
        blocks.append(Note(runs=text(words("report.guessed.too-large", why=found.audit.too_large))))
    if not found.unsourced and not found.unsourced_orders:
        blocks.append(Paragraph(runs=text(words("report.guessed.nothing"))))
    if found.unsourced:
        total = words.number(found.audit.sourcing.lines)
        said = words("report.guessed.lines-count", unsourced=found.unsourced_lines, total=total)
        blocks.append(Heading(text=words("report.guessed.lines"), level=2))
        blocks.append(Paragraph(runs=text(said)))
        items = tuple(led(kind, "; ".join(line.text for line in lines)) for kind, lines in found.unsourced)
        blocks.append(Bullets(items=items))
    if found.audit.orders:
        blocks.append(Heading(text=words("report.guessed.orders"), level=2))
        count = words("report.guessed.orders-count", unsourced=found.unsourced_orders, total=len(found.audit.orders))
        blocks.append(Paragraph(runs=text(" ".join([count, *found.orders_said]))))
        if found.mattering:
            blocks.append(Bullets(items=tuple(with_basis(order.line, words) for order in found.mattering)))
    return (*blocks, *_voices(material))


def _voices(material: Material) -> list[Block]:
    words, found = material.words, material.guessed
    if not material.records.claims:
        return []
    blocks: list[Block] = [
        Heading(text=words("report.guessed.voices"), level=2),
        Paragraph(runs=text(found.single_said)),
    ]
    if found.voices:
        shown = [voice for voice in found.voices if voice.lines][:MAX_VOICES] or found.voices[:MAX_VOICES]
        blocks.append(_voice_table(words, tuple(shown)))
        if further := len(found.voices) - len(shown):
            blocks.append(Paragraph(runs=text(words.several("document.voices.further", further)), style="small"))
    for key, lines in (("conjectured", found.conjectured), ("contested", found.contested)):
        if lines:
            blocks.append(Heading(text=words(f"report.guessed.{key}"), level=3))
            blocks.append(Bullets(items=tuple(with_basis(line, words) for line in lines), small=True))
    return blocks


def _voice_table(words: Words, voices: tuple[VoiceView, ...]) -> Table:
    header = tuple(
        Cell(runs=text(words(f"report.voices.{key}")), align="left" if number < 2 else "right")
        for number, key in enumerate(("voice", "claims", "lines", "alone", "falling"))
    )
    rows = tuple(
        (
            Cell(runs=text(voice.name), heading=True),
            Cell(runs=text(words.listed(voice.told_words))),
            *(Cell(runs=_count(count), align="right") for count in (voice.lines, voice.alone, voice.falling)),
        )
        for voice in voices
    )
    return Table(caption=words("report.guessed.voices"), header=header, rows=rows, widths=(3.2, 5.0, 1.6, 1.6, 1.6))


def _count(count: int) -> Runs:
    return text(str(count) if count else "–")
