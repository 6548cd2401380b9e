"""Questions and answers in paragraphs, what the answers hinge on, and what would change them."""

from __future__ import annotations

from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import Block, Bullets, Cell, Heading, Paragraph, Reference, Run, Runs, Table, Text
from lagebild.reports.document.runs import SIGNS, basis, joined, led, text, with_basis
from lagebild.reports.hinges import hinges_text
from lagebild.reports.html.guessed import OrderView
from lagebild.reports.html.hinging import standards
from lagebild.reports.html.lines import Mention
from lagebild.reports.html.stories import AnsweredView
from lagebild.reports.html.variants import Share, VariantView, variants
from lagebild.reports.words import Words


def answers(material: Material) -> tuple[Block, ...]:
    """Every question of the file with its answer."""
    words = material.words
    blocks: list[Block] = [Heading(text=words("report.section.answers"))]
    if not material.answers:
        blocks.append(Paragraph(runs=text(words("report.answers.none"))))
    for answered in material.answers:
        blocks += _answer(answered, words)
    return tuple(blocks)


def _answer(answered: AnsweredView, words: Words) -> list[Block]:
    answer = answered.text
    blocks: list[Block] = [
        Heading(text=answer.question, level=2),
        Paragraph(runs=text(answer.short), style="answer"),
        *(Paragraph(runs=text(why)) for why in answer.why),
    ]
    if answer.points:
        blocks.append(Bullets(items=tuple(map(text, answer.points))))
    if answer.turns:
        blocks.append(Heading(text=words("report.answers.turns"), level=3))
        blocks.append(Bullets(items=tuple(map(text, answer.turns))))
    for key, said in (("sure", [answer.sure]), ("voices", [answer.voices]), ("rests", answer.rests)):
        for number, paragraph in enumerate(filter(None, said)):
            lead = led(words(f"report.answers.{key}"), paragraph) if number == 0 else text(paragraph)
            blocks.append(Paragraph(runs=lead))
    if answered.voices:
        voices = [(*text(f"{who} "), *joined([(_number(claim),) for claim in claims])) for who, claims in answered.voices]
        lead = (Text(text=f"{words('report.answers.claims')}: ", bold=True),)
        blocks.append(Paragraph(runs=(*lead, *joined(voices, "; ")), style="small"))
    return blocks


def _number(claim: Mention) -> Reference:
    """A claim whose speaker stands beside it."""
    return Reference(number=claim.number, sign=SIGNS[claim.told_as])


# --- what the answers hinge on -----------------------------------------------------------------------------------------


def hinges(material: Material) -> tuple[Block, ...]:
    """Which claims, voices, assumptions and orders turn the answers; conclusions that hinge on the same together."""
    words = material.words
    found = next((view.answer.hinges for view in material.answers if view.answer.hinges is not None), None)
    if found is None:
        return ()
    told = hinges_text(found, words)
    blocks: list[Block] = [
        Heading(text=words("report.section.hinges")),
        Paragraph(runs=text(" ".join(told.intro), soft=True), style="lead"),
    ]
    for section in told.sections:
        blocks += [
            Heading(text="; ".join(section.questions), level=2),
            Paragraph(runs=text(section.stands), style="lead"),
        ]
        for block in section.blocks:
            blocks.append(Paragraph(runs=text(block.text), style="lead" if block.points else "small"))
            if block.points:
                items = tuple(
                    text("; ".join(each.rstrip(".") for each in (point.text, *point.below))) for point in block.points
                )
                blocks.append(Bullets(items=items, small=True))
    blocks += [Paragraph(runs=text(note), style="small") for note in told.notes]
    return tuple(blocks)


def _standards(material: Material) -> list[Block]:
    """Every conclusion by every standard of proof."""
    words = material.words
    found = standards([view.answer for view in material.answers], material.lines)
    if found is None:
        return []
    columns = tuple(Cell(runs=text(column), align="center") for column in found.columns)
    said = f"{words('report.standard.intro')} {words('report.standard.signs')}"
    return [
        Heading(text=words("report.standard.title"), level=2),
        Paragraph(runs=text(said, soft=True), style="lead"),
        Table(
            caption=words("report.standard.caption"),
            header=(Cell(runs=text(words("report.standard.answer"))), *columns),
            rows=tuple(
                (Cell(runs=text(row.title), heading=True), *(Cell(runs=text(sign), align="center") for sign, _ in row.cells))
                for row in found.rows
            ),
            widths=(5.0, *[1.8] * len(columns)),
        ),
        *(Paragraph(runs=text(note), style="small") for note in found.notes),
    ]


# --- what would change it ----------------------------------------------------------------------------------------------


def changes(material: Material) -> tuple[Block, ...]:
    """The orders that matter, the answers by standard of proof, the what-ifs side by side."""
    words, found = material.words, material.guessed
    blocks: list[Block] = []
    # Where questions are asked their answers say already what becomes of what is left open.
    if not material.answers and (found.open_circumstances or found.open_orders):
        blocks.append(Heading(text=words("report.guessed.open"), level=2))
        items: list[Runs] = [with_basis(line, words) for line in found.open_circumstances]
        items += [text(" ".join(sentences)) for sentences in found.open_orders]
        blocks.append(Bullets(items=tuple(items)))
    if found.mattering:
        blocks.append(Heading(text=words("report.guessed.orders"), level=2))
        blocks.append(Bullets(items=tuple(_order(order, words) for order in found.mattering)))
    blocks += _standards(material)
    if material.situation.what_ifs and material.analysis.what_if is None:
        blocks += _variants(material)
    return (Heading(text=words("document.section.changes")), *blocks) if blocks else ()


def _order(order: OrderView, words: Words) -> Runs:
    return (*text(order.line.text, bold=True), Text(text=" "), *basis(order.line, words), Text(text=" "),
            *text(" ".join(order.sentences)))  # fmt: skip


def _variants(material: Material) -> list[Block]:
    words = material.words
    found = variants(material.situation, material.lines, [option.option for option in material.guessed.audit.unwanted])
    header = (
        Cell(runs=text(words("report.variants.what-if"))),
        *(Cell(runs=text(words(f"report.variants.{key}")), align="center") for key in ("outcomes", "survive", "new")),
        *(Cell(runs=text(thing), align="center") for thing in found.things),
    )
    widths = (4.2, *[1.15] * 3, *[1.6] * len(found.things))
    return [
        Heading(text=words("report.section.variants"), level=2),
        Paragraph(runs=text(words("document.variants.intro"), soft=True), style="lead"),
        Table(
            caption=words("report.section.variants"),
            header=header,
            rows=tuple(_variant(row, words) for row in found.rows),
            widths=widths,
            dense=True,
        ),
    ]


def _variant(row: VariantView, words: Words) -> tuple[Cell, ...]:
    line = row.line
    counts: tuple[int | None, ...]
    if line is None:
        name, counts = Cell(runs=text(words("report.variants.base"), bold=True), heading=True), (row.outcomes, None, None)
    else:
        name = Cell(runs=text(line.short), notes=(basis(line, words),), heading=True)
        counts = (row.outcomes, row.survive, row.new)
    return (
        name,
        *(Cell(runs=text("" if count is None else words.number(count)), align="center") for count in counts),
        *(Cell(runs=(_share(share, words),), align="center") for share in row.shares),
    )


def _share(share: Share, words: Words) -> Run:
    """In how many outcomes something is taken; what turns is bold and has an arrow."""
    if not share.of:
        said = "–"
    elif share.kind == "some":
        said = words("document.variants.some", count=share.count, total=share.of)
    else:
        said = words(f"report.variants.{share.kind}")
    return Text(text=f"→ {said}" if share.turned else said, bold=share.turned)
