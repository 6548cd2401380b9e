"""A document as Word file: real headings, lists and tables, so that it can be edited, listened to and navigated.

The same document gives the same bytes: dates are the document's own, and the parts are packed without the hour of writing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final, assert_never

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from lagebild.reports.document import word_styles as styles
from lagebild.reports.document.nodes import (
    Badge,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Run,
    Runs,
    Table,
    Text,
)
from lagebild.reports.document.typst import PIXELS_PER_INCH, png

WIDTH: Final = 17.0
HEIGHT: Final = 12.0
"""How much room the text has, and how high a picture may be, in centimetres."""

PARAGRAPH_STYLES: Final = {"plain": "Normal", "answer": styles.ANSWER, "lead": styles.LEAD, "small": styles.SMALL}

ALIGNED: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
}  # fmt: skip


def word(document: Document) -> bytes:
    """The document as a Word file (.docx)."""
    writer = _Writer(document)
    stream = io.BytesIO()
    writer.written().save(stream)
    return _packed(stream.getvalue())


def _packed(data: bytes) -> bytes:
    """The same parts without the hour at which they were packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.word: WordDocument = docx.Document()
        self.anchors = 0
        self.breaks = False
        """Whether the next heading begins a page."""
        self.ids: dict[str | None, str] = {}

    def written(self) -> WordDocument:
        styles.dress(self.word, self.document)
        # python-docx looks a style up by name among all of them, which takes long where there are thousands of cells.
        self.ids = {style.name: style.style_id for style in self.word.styles}
        self._properties()
        self.word.add_paragraph(self.document.kicker, style="Subtitle")
        self.word.add_paragraph(self.document.title, style="Title")
        for block in self.document.blocks:
            self._block(block)
        return self.word

    def _properties(self) -> None:
        properties, document = self.word.core_properties, self.document
        properties.title, properties.subject, properties.language = document.title, document.subject, document.language
        properties.author = properties.last_modified_by = document.producer
        properties.comments = properties.keywords = ""
        properties.created = properties.modified = document.moment
        package = self.word.part.package
        assert package is not None
        # The template that python-docx brings along has a thumbnail, which shows another text.
        for key in [key for key, relation in package.rels.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del package.rels[key]

    # --- blocks ----------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                heading = self.word.add_heading(block.text, level=block.level)
                heading.paragraph_format.page_break_before = self.breaks or None
                self.breaks = False
            case Paragraph():
                paragraph = self._paragraph(block.runs, PARAGRAPH_STYLES[block.style])
                if block.level:
                    paragraph.paragraph_format.left_indent = Cm(0.5 * block.level)
            case Bullets():
                for item in block.items:
                    self._paragraph(item, "List Bullet")
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Note():
                self._paragraph(block.runs, styles.NOTE)
            case PageBreak():
                self.breaks = True
            case _:
                assert_never(block)

    def _paragraph(self, runs: Runs, style: str) -> WordParagraph:
        paragraph = self.word.add_paragraph()
        paragraph._p.style = self.ids[style]
        self._fill(paragraph, runs)
        return paragraph

    def _picture(self, picture: Picture) -> None:
        data = png(picture.svg)
        wide, high = (int.from_bytes(data[at : at + 4], "big") / PIXELS_PER_INCH * 2.54 for at in (16, 20))
        scale = min(1.0, WIDTH / wide, HEIGHT / high)
        shape = self.word.add_picture(io.BytesIO(data), width=Cm(wide * scale))
        self.word.paragraphs[-1].paragraph_format.keep_with_next = bool(picture.caption)
        named = shape._inline.docPr
        named.set("descr", picture.alternative)
        if picture.caption:
            self.word.add_paragraph(picture.caption, style=styles.SMALL)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        made = self.word.add_table(rows=len(table.rows) + 1, cols=len(table.widths), style=styles.TABLE)
        made.autofit = False
        unit = WIDTH / sum(table.widths)
        widths = [Cm(width * unit) for width in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        self._named(made, table.caption)
        for number, (row, cells) in enumerate(zip(made.rows, (table.header, *table.rows), strict=True)):
            self._row(row, cells, widths, table, header=number == 0, last=number == len(table.rows))
        # Two tables side by side would become one; and a table needs air below.
        self.word.add_paragraph(style=styles.SMALL)

    def _named(self, made: WordTable, caption: str) -> None:
        """What the table is about, for those who listen; only its header row is special."""
        properties = made._tbl.tblPr
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            properties.remove(look)
        properties.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
                                    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'))  # fmt: skip
        named = OxmlElement("w:tblCaption")
        named.set(qn("w:val"), caption)
        properties.append(named)

    def _row(
        self, row: WordRow, cells: tuple[Cell, ...], widths: Sequence[Length], table: Table, *, header: bool, last: bool
    ) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if header:
            properties.append(OxmlElement("w:tblHeader"))
        places = row.cells
        for place, width in zip(places, widths, strict=True):
            place.width = width
        at = 0
        for cell in cells:
            place = places[at] if cell.span == 1 else places[at].merge(places[at + cell.span - 1])
            self._cell(place, cell, styles.DENSE_CELL if table.dense else styles.CELL)
            if cell.span > 1:
                place._tc.get_or_add_tcPr().append(
                    parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{styles.FAINT}"/>')
                )
            for paragraph in place.paragraphs:
                for run in paragraph.runs if header else ():
                    run.bold = True
                # What names the rows below it stays with them, and so does what should stand on one page.
                paragraph.paragraph_format.keep_with_next = ((cell.span > 1 or table.together) and not last) or None
            at += cell.span

    def _cell(self, place: WordCell, cell: Cell, style: str) -> None:
        first = place.paragraphs[0]
        for number, runs in enumerate((cell.runs, *cell.notes)):
            paragraph = first if number == 0 else place.add_paragraph()
            paragraph._p.style = self.ids[styles.CELL_NOTE if number else style]
            if cell.align != "left":
                paragraph.alignment = ALIGNED[cell.align]
            if number == 0 and cell.anchor:
                self._anchor(paragraph, cell.anchor)
            self._fill(paragraph, runs)

    def _anchor(self, paragraph: WordParagraph, name: str) -> None:
        self.anchors += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self.anchors))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), _bookmark(name))
            paragraph._p.append(mark)

    # --- runs ------------------------------------------------------------------------------------------------------

    def _fill(self, paragraph: WordParagraph, runs: Runs) -> None:
        for run in runs:
            self._run(paragraph, run)

    def _run(self, paragraph: WordParagraph, run: Run) -> None:
        match run:
            case Text():
                made = paragraph.add_run(run.text)
                made.bold, made.italic = run.bold or None, run.italic or None
                if run.code or run.soft:
                    self._styled(made, "code" if run.code else "soft")
            case Badge():
                # Hard blanks keep the frame off the word and the word in one piece.
                self._styled(paragraph.add_run(f"\N{NO-BREAK SPACE}{_unbroken(run.text)}\N{NO-BREAK SPACE}"), run.kind)
            case Reference():
                number = WordRun(OxmlElement("w:r"), paragraph)
                number.text, number.bold = str(run.number), True
                who = WordRun(OxmlElement("w:r"), paragraph)
                who.text = "\N{NO-BREAK SPACE}".join(["", *filter(None, [run.sign, run.who])])
                self._linked(paragraph, {"anchor": _bookmark(f"claim-{run.number}")}, number, who)
            case Link():
                made = WordRun(OxmlElement("w:r"), paragraph)
                made.text = run.text
                self._styled(made, "link")
                key = self.word.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), key)
                link.append(made._r)
                paragraph._p.append(link)
            case _:
                assert_never(run)

    def _linked(self, paragraph: WordParagraph, attributes: dict[str, Any], *runs: WordRun) -> None:
        link = OxmlElement("w:hyperlink")
        for name, value in attributes.items():
            link.set(qn(f"w:{name}"), value)
        for run in runs:
            self._styled(run, "reference")
            link.append(run._r)
        paragraph._p.append(link)

    def _styled(self, run: WordRun, kind: str) -> None:
        run._r.style = self.ids[styles.SIGNED[kind][0]]


def _bookmark(name: str) -> str:
    """Bookmarks have no hyphens."""
    return name.replace("-", "_")


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")
