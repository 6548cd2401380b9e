"""In which formats a report is written, by the ending of its file's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lagebild.reports.document.nodes import Document

ENDINGS: Final = (".pdf", ".docx", ".md")
"""The endings for which a report is written as a document; a page (.html) is made elsewhere."""


def writer(ending: str) -> Callable[[Document], bytes]:
    """What writes a document as a file with this ending. Raises: ImportError where a library for it is not installed."""
    if ending == ".pdf":
        from lagebild.reports.document.typst import pdf

        return pdf
    if ending == ".docx":
        from lagebild.reports.document.word import word

        return word
    from lagebild.reports.document.markdown import markdown

    return lambda document: markdown(document).encode()
