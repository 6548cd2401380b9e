"""A document as PDF, set by Typst. The document is handed over as data to one fixed template, so that no text becomes markup.

The PDF is tagged and follows PDF/UA-1: headings, lists, tables with header cells, pictures with a text instead. Fonts are those
that Typst brings along; only where a text has letters that they lack are the fonts of the system asked too.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from importlib import resources
from typing import Any, Final

import typst

from lagebild.errors import LagebildError
from lagebild.reports.document.nodes import Document, Heading

REGIONS: Final = {"de": "DE", "en": "GB"}
"""Whose hyphens and quotation marks a language has."""

_PICTURE: Final = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""

PIXELS_PER_INCH: Final = 220
"""How finely a picture is drawn where only pixels are understood."""


def pdf(document: Document) -> bytes:
    """The document as PDF; the same document gives the same bytes.

    Raises: LagebildError where no font here has a letter that the document needs.
    """
    template = resources.files("lagebild.reports.document").joinpath("report.typ").read_bytes()
    data = json.dumps(_data(document), ensure_ascii=False)
    problem = ""
    for embedded_only in (True, False):
        try:
            found = typst.compile(
                template,
                format="pdf",
                sys_inputs={"document": data},
                ignore_system_fonts=embedded_only,
                pdf_standards="ua-1",
                timestamp=document.moment,
            )
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
            problem = error.message
        else:
            assert isinstance(found, bytes)
            return found
    raise LagebildError(
        f"cannot write the PDF: {problem.partition(': ')[2]}, nor with any other font of this machine. "
        "Install one that has these letters (for example Noto), or write .html, .docx or .md"
    )


def png(svg: str) -> bytes:
    """A picture in pixels."""
    found = typst.compile(
        _PICTURE, format="png", ppi=PIXELS_PER_INCH, sys_inputs={"svg": svg}, ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(found, bytes)
    return found


def _data(document: Document) -> dict[str, Any]:
    """The document as the template reads it."""
    first = next((n for n, block in enumerate(document.blocks) if isinstance(block, Heading)), len(document.blocks))
    return {
        **_plain(document),
        "region": REGIONS[document.language],
        "day": document.moment.date().isoformat() if document.date else "",
        "front": first,
    }


def _plain(value: Any) -> Any:
    """A node as a dictionary that says of which kind it is."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return value
    found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    kind = type(value).__name__.lower()
    return {**found, "kind": kind, "sort": found["kind"]} if "kind" in found else {**found, "kind": kind}
