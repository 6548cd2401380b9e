"""Who decides, what each can do and wants, what is ruled out, how things stand today, and who calls it what."""

from __future__ import annotations

from lagebild.reports.document.material import Material
from lagebild.reports.document.nodes import Block, Bullets, Cell, Heading, Paragraph, Runs, Table, Text
from lagebild.reports.document.runs import basis, led, text, with_basis
from lagebild.reports.html.lines import LineView
from lagebild.reports.html.makers import MakerView, OptionView, limits, makers, terms


def parties(material: Material) -> tuple[Block, ...]:
    """Every decision maker with what it can do and what it wants, in order; then what holds for all of them."""
    words = material.words
    blocks: list[Block] = [
        Heading(text=words("report.section.makers")),
        Paragraph(runs=text(words("report.wants.intro"), soft=True), style="lead"),
    ]
    for maker in makers(material.lines, material.inks):
        blocks += _maker(material, maker)
    blocks.append(Heading(text=words("report.makers.today"), level=2))
    blocks += _today(material)
    if found := limits(material.situation, material.lines):
        blocks.append(Heading(text=words("report.makers.limits"), level=2))
        rows = tuple(
            (Cell(runs=text(words(f"report.limit.{kind}")), heading=True), *_line(material, line))
            for kind, lines in found
            for line in lines
        )
        header = (words("document.lines.kind"), words("document.lines.says"), words("report.terms.because"))
        blocks.append(
            Table(
                caption=words("report.makers.limits"),
                header=tuple(Cell(runs=text(name)) for name in header),
                rows=rows,
                widths=(2.2, 4.6, 3.2),
            )
        )
    return tuple(blocks)


def _line(material: Material, line: LineView) -> tuple[Cell, Cell]:
    return Cell(runs=text(line.short)), Cell(runs=basis(line, material.words, word=False))


def _today(material: Material) -> list[Block]:
    words, situation = material.words, material.situation
    if situation.today is None:
        return [Paragraph(runs=text(words("report.makers.today-unsaid")))]
    lines = material.lines.views(line.address for line in situation.today)
    blocks: list[Block] = [Bullets(items=tuple(with_basis(line, words, line.short) for line in lines), small=True)]
    if not situation.is_graph:
        blocks.append(Paragraph(runs=text(words("report.makers.today-rest")), style="small"))
    return blocks


def _maker(material: Material, maker: MakerView) -> list[Block]:
    words = material.words
    name = f"{maker.ink.letter} · {maker.line.short}"
    blocks: list[Block] = [Heading(text=name, level=2)]
    decides = (*basis(maker.line, words), Text(text=" · ")) if maker.line.because or maker.line.against else ()
    rows = _wants(material, maker)
    can = tuple(_option(material, option) for option in maker.options)
    if can:
        said = Text(text=f"{words('document.makers.can')}:", bold=True)
        blocks += [Paragraph(runs=(*decides, said), style="lead"), Bullets(items=can, small=True)]
    else:
        nothing = words("report.makers.moves" if material.situation.is_graph else "report.makers.nothing")
        blocks.append(Paragraph(runs=(*decides, *led(words("document.makers.can"), f"{nothing}.")), style="lead"))
    if maker.indifferent:
        blocks.append(Paragraph(runs=text(words("report.wants.indifferent"))))
    ranking = material.lines.view(f"ranking.{maker.line.address.rpartition('.')[2]}")
    if ranking is not None and (maker.tiers or maker.rest):
        blocks.append(Paragraph(runs=with_basis(ranking, words, words("report.wants.ranking")), style="lead"))
    if rows:
        heads = ("document.makers.place", "report.section.wants", "report.terms.because", "document.makers.order")
        blocks.append(
            Table(
                caption=f"{maker.line.short}: {words('report.section.wants')}",
                header=tuple(Cell(runs=text(words(key))) for key in heads),
                rows=tuple(rows),
                widths=(0.7, 4.0, 3.2, 2.4),
            )
        )
    return blocks


def _option(material: Material, option: OptionView) -> Runs:
    words = material.words
    beside = [words("report.makers.together", who=option.together)] if option.together else []
    beside += [words("report.makers.needs", needs=option.needs)] if option.needs else []
    said = text(f" ({'; '.join(beside)})", soft=True) if beside else ()
    return (*text(option.line.short), *said, Text(text=" "), *basis(option.line, words))


def _wants(material: Material, maker: MakerView) -> list[tuple[Cell, ...]]:
    """Place, what is wanted, what that rests on, what the order rests on. Rankings and weights stand in the same rows."""
    words = material.words
    rows: list[tuple[Cell, ...]] = []

    def row(place: str, line: LineView, order: LineView | None = None, said: Runs = ()) -> None:
        above = said if order is None else basis(order, words, word=False)
        # A tier is no line of its own unless it names a claim: the ranking is.
        claims = basis(line, words, word=False) if line.kind != "tier" or line.because or line.against else ()
        rows.append((Cell(runs=text(place), heading=True), Cell(runs=text(line.short)), Cell(runs=claims), Cell(runs=above)))

    for want in maker.wants:
        if not want.members:
            row(str(want.place), want.line, want.order)
        for number, member in enumerate(want.members):
            last = number == len(want.members) - 1
            row(str(want.place), member, want.order if last else None, text("" if last else words("report.wants.any-order")))
    orders = material.lines.by_address
    owner = maker.line.address.rpartition(".")[2]
    for place, tier in enumerate(maker.tiers, start=1):
        row(str(place), tier, orders.get(f"order.{owner}.{place}"))
    if maker.rest:
        last_place = Cell(runs=text(str(len(maker.tiers) + 1)), heading=True)
        rows.append((last_place, Cell(runs=text(words("report.wants.rest"))), Cell(), Cell()))
    for weight in maker.weights:
        row("±", weight)
    return rows


# --- who calls it what -------------------------------------------------------------------------------------------------


def definitions(material: Material) -> tuple[Block, ...]:
    """The terms of the file; one with several readings has a row of its own above them."""
    words = material.words
    found = terms(material.situation, material.lines)
    if not found:
        return ()
    rows: list[tuple[Cell, ...]] = []
    several = [term for term in found if len(term.readings) > 1]
    for term in found:
        if term in several:
            said = words("report.terms.readings", count=len(term.readings))
            rows.append((Cell(runs=text(said, bold=True), span=3, heading=True),))
        elif several and term is found[len(several)]:
            rows.append((Cell(runs=text(words("document.terms.others"), bold=True), span=3, heading=True),))
        rows += [(Cell(runs=text(name), heading=True), *_line(material, line)) for name, line in term.readings]
    return (
        Heading(text=words("report.section.terms")),
        Paragraph(runs=text(words("report.terms.intro"), soft=True), style="lead"),
        Table(
            caption=words("report.section.terms"),
            header=tuple(Cell(runs=text(words(f"report.terms.{key}"))) for key in ("called", "means", "because")),
            rows=tuple(rows),
            widths=(3.0, 4.2, 2.8),
        ),
    )
