"""How a Word file looks: styles with names, so that whoever edits it changes a look in one place."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from lagebild.reports.document.nodes import Document

INK: Final = "1C2227"
SOFT: Final = "565F68"
RULE: Final = "CFCABD"
FAINT: Final = "F3F1EC"
ACCENT: Final = "0B4F6C"
GUESS: Final = "7D4A00"
WRONG: Final = "9C2B16"

FONT: Final = "Calibri"
CODE_FONT: Final = "Consolas"

LANGUAGES: Final = {"de": "de-DE", "en": "en-GB"}

ANSWER, LEAD, SMALL, NOTE = "Short Answer", "Lead", "Small", "Note"
CELL, DENSE_CELL, CELL_NOTE = "Table Cell", "Dense Table Cell", "Table Note"
"""The paragraph styles beside Word's own."""

TABLE: Final = "Report Table"

SIGNED: Final = {
    "fact": ("Fact", f'<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/>'),
    "report": ("Report", f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{INK}"/>'),
    "assessment": ("Assessment", f'<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="{INK}"/>'),
    "conjecture": ("Conjecture", f'<w:bdr w:val="dotted" w:sz="6" w:space="0" w:color="{INK}"/>'),
    "unsourced": ("Unsourced", f'<w:color w:val="{GUESS}"/><w:bdr w:val="double" w:sz="4" w:space="0" w:color="{GUESS}"/>'),
    "reference": ("Claim Reference", f'<w:color w:val="{ACCENT}"/>'),
    "link": ("Outside Link", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
    "soft": ("Beside", f'<w:color w:val="{SOFT}"/>'),
    "code": ("Code", f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}" w:cs="{CODE_FONT}"/><w:noProof/>'),
}
"""Character styles: every sort of claim has its own frame, so that they differ without colour."""


def dress(word: WordDocument, document: Document) -> None:
    """Page, language, styles, running title and page numbers."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    _language(word, LANGUAGES[document.language])
    _paragraph_styles(word)
    for name, properties in SIGNED.values():
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{properties}</w:rPr>"))
    _table_style(word)
    _running(word, document)


def _language(word: WordDocument, code: str) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), code)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), code)


def _paragraph_styles(word: WordDocument) -> None:
    _plain(word.styles["Normal"])
    _paragraph_style(word, "Normal", 10, after=4).paragraph_format.line_spacing = 1.08
    for name, size, colour, before, after in (
        ("Title", 24, INK, 0, 8), ("Subtitle", 9, SOFT, 0, 2),
        ("Heading 1", 15, INK, 18, 6), ("Heading 2", 12, INK, 11, 4), ("Heading 3", 10, INK, 7, 2),
    ):  # fmt: skip
        style = word.styles[name]
        _plain(style)
        made = _paragraph_style(word, name, size, colour, before=before, after=after)
        made.font.bold = name != "Subtitle"
    _frame(word.styles["Heading 1"].element, "bottom", INK, 8)
    sizes: tuple[tuple[str, float, str, float], ...] = (
        ("List Bullet", 9.5, "", 2), ("Header", 8, SOFT, 0), ("Footer", 8, SOFT, 0), (ANSWER, 11, "", 5), (LEAD, 9, "", 2),
        (SMALL, 9, SOFT, 4), (NOTE, 10, "", 5), (CELL, 8.5, "", 0), (DENSE_CELL, 7.5, "", 0), (CELL_NOTE, 7.5, SOFT, 0),
    )  # fmt: skip
    for name, points, shade, below in sizes:
        _paragraph_style(word, name, points, shade, after=below)
    word.styles[LEAD].paragraph_format.keep_with_next = True
    _frame(word.styles[ANSWER].element, "left", ACCENT, 18)
    _frame(word.styles[NOTE].element, "left", WRONG, 18)


def _paragraph_style(
    word: WordDocument, name: str, size: float, colour: str = "", *, before: float = 0, after: float = 0
) -> ParagraphStyle:
    known = name in [style.name for style in word.styles]
    style = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if not known:
        style.base_style = word.styles["Normal"]
        style.quick_style = True
    style.font.size = Pt(size)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _plain(style: Any) -> None:
    """Nothing is left of how the template has it look, neither here nor in the style for runs that goes with it."""
    link = style.element.find(qn("w:link"))
    if link is not None:
        for other in style.element.getparent().findall(qn("w:style")):
            if other.get(qn("w:styleId")) == link.get(qn("w:val")):
                style.element.getparent().remove(other)
        style.element.remove(link)
    for borders in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        borders.getparent().remove(borders)
    look = style.element.find(qn("w:rPr"))
    if look is not None:
        style.element.remove(look)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _frame(style: Any, side: str, colour: str, size: int) -> None:
    """A line at one side of a paragraph. Its place among the properties is fixed by the format."""
    properties = style.get_or_add_pPr()
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{colour}"/></w:pBdr>'
    )
    following = [qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")]
    first = next((child for child in properties if child.tag in following), None)
    if first is None:
        properties.append(borders)
    else:
        first.addprevious(borders)


def _table_style(word: WordDocument) -> None:
    style = word.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    for part in (
        f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="35" w:type="dxa"/><w:left w:w="45" w:type="dxa"/>'
        '<w:bottom w:w="35" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
        "</w:tblStylePr>",
    ):
        style.element.append(parse_xml(part))


def _running(word: WordDocument, document: Document) -> None:
    """The title above every page but the first, page numbers below all."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _tabs_at_the_right(head, word)
    head.add_run(f"{document.title}\t{document.kicker}")
    for footer in (section.footer, section.first_page_footer):
        foot = footer.paragraphs[0]
        foot.style = word.styles["Footer"]
        _tabs_at_the_right(foot, word)
        foot.add_run(f"{document.producer}\t")
        before, _, rest = document.labels.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        for said, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            if said:
                foot.add_run(said)
            if field:
                foot._p.append(
                    parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
                )


def _tabs_at_the_right(paragraph: Any, word: WordDocument) -> None:
    stops = paragraph.style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
