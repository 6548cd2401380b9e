"""The claims with speaker, source and place; what rests on nothing and carries nothing; how it was computed."""

from __future__ import annotations

from lagebild.evidence.records import TOLD_AS
from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import (
    Block,
    Bullets,
    Cell,
    Heading,
    Link,
    Note,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
)
from lagebild.reports.document.runs import CLASSES, badge, joined, led, mention, text
from lagebild.reports.html import opening
from lagebild.reports.html.page import PROVED_UNASKED
from lagebild.reports.html.records import ClaimView, CorrectionView, SourceView, SpeakerView
from lagebild.reports.words import Words
from lagebild.solutions.certificates import certified


def claims(material: Material) -> tuple[Block, ...]:
    """Every claim in a row, in the order of the claims file; then sources and speakers."""
    words, found = material.words, material.records
    blocks: list[Block] = [Heading(text=words("report.section.claims"))]
    if not found.claims:
        return (*blocks, Paragraph(runs=text(words("report.claims.none"))))
    blocks.append(Paragraph(runs=text(words("document.claims.intro"))))
    blocks.append(Paragraph(runs=_legend(material), style="lead"))
    keys = ("number", "claim", "told", "who", "where")
    blocks.append(
        Table(
            caption=words("report.section.claims"),
            header=tuple(Cell(runs=text(words(f"document.claims.{key}"))) for key in keys),
            rows=tuple(_claim(claim, material) for claim in found.claims),
            widths=(0.6, 5.6, 1.5, 2.1, 2.2),
        )
    )
    if found.sources:
        blocks.append(Heading(text=words("report.claims.sources"), level=2))
        blocks.append(Bullets(items=tuple(_source(source) for source in found.sources), small=True))
    if found.speakers:
        blocks.append(Heading(text=words("report.claims.speakers"), level=2))
        blocks.append(_speakers(found.speakers, words))
        blocks += _corrections(material)
    return tuple(blocks)


def _legend(material: Material) -> Runs:
    """Per class of told-as its signs, and how often each occurs."""
    words, told = material.words, dict(material.records.told)
    classes: dict[str, list[str]] = {}
    for told_as in TOLD_AS:
        classes.setdefault(CLASSES[told_as], []).append(told_as)
    parts: list[Runs] = []
    for class_, members in classes.items():
        badges = joined([(badge(told_as, words), Text(text=f" {told.get(told_as, 0)}")) for told_as in members], ", ")
        parts.append((Text(text=f"{words(f'document.class.{class_}')}: ", bold=True), *badges))
    return joined(parts, "; ")


def _claim(claim: ClaimView, material: Material) -> tuple[Cell, ...]:
    words = material.words
    form = words("report.fact.form")
    notes: list[Runs] = [led(name, value) for name, value in claim.facts if name != form]
    for kind, other in claim.relates:
        notes.append((*text(f"{kind} "), mention(other)))
    if claim.correction is not None:
        notes.append(_correction(claim.correction, words))
    notes.append((Text(text=claim.mention.id, code=True, soft=True),))
    beside = joined(notes, " · ")
    where = [claim.place] if claim.place else []
    if claim.source is not None and len(material.records.sources) > 1:
        where.insert(0, claim.source.title)
    return (
        Cell(runs=text(str(claim.mention.number)), heading=True, anchor=f"claim-{claim.mention.number}"),
        Cell(runs=text(claim.mention.says), notes=(beside,)),
        Cell(runs=(badge(claim.mention.told_as, words),)),
        Cell(runs=text(claim.who)),
        Cell(runs=text(", ".join(where), soft=True)),
    )


def _correction(found: CorrectionView, words: Words) -> Runs:
    said = [words("report.claims.source-says", wrong=found.source_says), words("report.claims.right", right=found.right)]
    return text(" ".join(f"{part.rstrip('.')}." for part in [*said, found.evidence] if part))


def _source(source: SourceView) -> Runs:
    title: Run = Link(text=source.title, url=source.url) if source.url else Text(text=source.title, bold=True)
    facts = "; ".join(f"{name}: {value.rstrip('.')}" for name, value in source.facts)
    said = [" · ".join(source.reference), facts, source.note.rstrip(".")]
    return (title, *text("".join(f". {part}" for part in said if part) + "."))


def _speakers(speakers: tuple[SpeakerView, ...], words: Words) -> Table:
    keys = ("name", "role", "office", "count")
    rows = []
    for speaker in speakers:
        unnamed = () if speaker.named else text(f" ({words('report.claims.not-named')})", soft=True)
        notes = (text(speaker.note),) if speaker.note else ()
        rows.append(
            (
                Cell(runs=(*text(speaker.name), *unnamed), heading=True),
                Cell(runs=text(speaker.role)),
                Cell(runs=text("; ".join(speaker.offices)), notes=notes),
                Cell(runs=text(str(speaker.claims or "–")), align="right"),
            )
        )
    return Table(
        caption=words("report.claims.speakers"),
        header=tuple(
            Cell(runs=text(words(f"report.claims.{key}")), align="right" if key == "count" else "left") for key in keys
        ),
        rows=tuple(rows),
        widths=(3.4, 2.4, 5.0, 1.2),
    )


def _corrections(material: Material) -> list[Block]:
    """What the sources get wrong about speakers, and what is right."""
    return [
        Note(runs=(Text(text=f"{speaker.name}: ", bold=True), *_correction(speaker.correction, material.words)))
        for speaker in material.records.speakers
        if speaker.correction is not None
    ]


# --- what rests on nothing, what carries nothing -----------------------------------------------------------------------


def idle(material: Material) -> tuple[Block, ...]:
    """What could go without a change, and what was collected without being used."""
    words, found = material.words, material.guessed
    blocks: list[Block] = [Heading(text=words("report.section.idle"))]
    lists = (
        (
            words.several("report.idle.lines", len(found.idle_lines)),
            [text(line.text.replace("\n", ": ", 1)) for line in found.idle_lines],
        ),
        (words("report.idle.unwanted"), [text(said) for said in found.unwanted]),
        (words("report.idle.vetoes"), [text(said) for said in found.vetoes]),
        (words("report.idle.ties"), [led(who, what) for who, what in found.ties if what]),
    )
    nothing = not (found.idle_claims or found.vacuous or any(items for _, items in lists))
    blocks.append(Paragraph(runs=text(words("report.idle.none" if nothing else "report.idle.intro"), soft=True), style="lead"))
    blocks += [Paragraph(runs=text(said)) for said in found.vacuous]
    for heading, items in lists:
        if items:
            blocks += [Heading(text=heading, level=2), Bullets(items=tuple(items), small=True)]
    if found.idle_claims:
        blocks.append(Heading(text=words.several("report.idle.claims", len(found.idle_claims)), level=2))
        blocks.append(Paragraph(runs=joined([(mention(claim),) for claim in found.idle_claims]), style="small"))
    return tuple(blocks)


# --- how it was computed -----------------------------------------------------------------------------------------------


def method(material: Material) -> tuple[Block, ...]:
    """The theory in three sentences, the senses of stability, and what is needed to compute it again."""
    words = material.words
    senses = tuple((Text(text=concept.code, code=True), Text(text=f": {words.concept('report.concept', concept.code)}"))
                   for concept in material.analysis.concepts)  # fmt: skip
    rows = tuple(
        (Cell(runs=text(name), heading=True), Cell(runs=(Text(text=value, code=True),)))
        for name, value in opening.method(material.analysis, words)
    )
    return (
        Heading(text=words("report.section.method")),
        Paragraph(runs=text(words("report.method.theory"))),
        Heading(text=words("report.method.concepts"), level=2),
        Bullets(items=senses, small=True),
        Paragraph(runs=text(f"{material.guessed.size} {material.guessed.evidence}")),
        Paragraph(runs=text(" ".join(_proved(material)))),
        Table(
            caption=words("report.section.method"),
            header=(Cell(runs=text(words("document.method.what"))), Cell(runs=text(words("document.method.value")))),
            rows=rows,
            widths=(3.6, 8.0),
        ),
    )


def _proved(material: Material) -> list[str]:
    """Whether the verdicts were proved: few are proved here, as for the page."""
    analysis = material.analysis
    each = len(material.situation.decision_makers) * len(analysis.concepts)
    few = sum(solution.model.count for solution in analysis.solutions) * each <= PROVED_UNASKED
    return opening.proved(analysis, material.words, certified(analysis) if few else None)
