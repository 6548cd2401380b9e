"""The text of a source at the door: a plain text file, kept as it stands, or the main text of an HTML page."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from pathlib import Path
from typing import Final

from lagebild.errors import Fault, InputError
from lagebild.evidence.texts import SourceText
from lagebild.reading.html_text import MAX_CHARACTERS, main_text

MAX_BYTES: Final = 20_000_000
"""How large a file may be: pages bring their pictures along."""

_HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")

_HTML_START: Final = re.compile(
    rb"""(?:\s|<!--.*?-->|<\?xml[^>]*>)*
        <(?:!doctype\s+html|(?:html|head|title|meta|body|article|main|section|div|p|h1|script|style|table)[\s>/])""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_WEB_NAMES: Final = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "windows-1252")
"""What these names mean on the web (WHATWG Encoding)."""

_OTHERS: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file (as those of Word are)"),
    (b"\xd0\xcf\x11\xe0", "a file of an old office program"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "a packed file (gzip)"),
)
"""How files begin that people take for a text."""

_AS_TEXT: Final = "Save the article's text as a plain text file (UTF-8)."


def load_article(path: str | os.PathLike[str]) -> SourceText:
    """The text in a file: plain text in UTF-8 as it stands, or the main text of an HTML page.

    HTML is known by the file's ending or by how it begins. Its fingerprint is that of the main text, as if that stood in
    a file of its own. Raises: InputError if it cannot be read or holds no text; LagebildError if trafilatura is missing.
    """
    file = Path(path)
    data = _bytes(file)
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise InputError(Fault(message=f"{file} is {kind}, not a text", hint=_AS_TEXT))
    if file.suffix.lower() in _HTML_SUFFIXES or _HTML_START.match(data[:4096].removeprefix(codecs.BOM_UTF8)):
        text = _main_text(data, file)
        return _limited(SourceText(text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), html=True), file)
    # Line ends stay as they are. A byte-order mark belongs to the file, not to the text.
    text = _decoded(data, "utf-8-sig", file, "Save it as plain text in UTF-8.")
    return _limited(SourceText(text=text, sha256=hashlib.sha256(data).hexdigest()), file)


def load_page(path: str | os.PathLike[str]) -> str:
    """The whole page of an HTML file; empty for plain text. Raises: as ``load_article``."""
    file = Path(path)
    data = _bytes(file)
    html = file.suffix.lower() in _HTML_SUFFIXES or _HTML_START.match(data[:4096].removeprefix(codecs.BOM_UTF8))
    return _page(data, file) if html else ""


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(Fault(message=f"cannot read {file}: {reason}")) from error
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES / 1e6:.0f} MB"
        raise InputError(Fault(message=f"{file} is larger than {limit}, which is the most that is read", hint=_AS_TEXT))
    return data


def _limited(text: SourceText, file: Path) -> SourceText:
    if len(text.text) > MAX_CHARACTERS:
        message = f"the text in {file} has {len(text.text):,} characters, at most {MAX_CHARACTERS:,} are read"
        raise InputError(Fault(message=message, hint="Cut out the chapter that claims are taken from."))
    return text


def _decoded(data: bytes, encoding: str, file: Path, hint: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        name = encoding.removesuffix("-sig").upper()
        at = f" (byte {error.start + 1})" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(Fault(message=f"{file} is not {name}{at}", hint=hint)) from None


def _main_text(data: bytes, file: Path) -> str:
    text = main_text(_page(data, file))
    if not text:
        raise InputError(Fault(message=f"there is no article's text to be found in {file}", hint=_AS_TEXT))
    return text


def _page(data: bytes, file: Path) -> str:
    """The page as a text. Its encoding is what its mark says, else what it declares, else UTF-8; none is guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, file, "Save the page again, as UTF-8.")
    declared = _DECLARED.search(data[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    # A page whose declaration can be read at all is none of two bytes a character.
    name = "utf-8" if name.startswith(("utf-16", "utf-32", "utf8")) else _WEB_NAMES.get(name, name)
    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise InputError(Fault(message=f'{file} says that it is "{name}", which is no known encoding', hint=_AS_TEXT)) from None
    reason = "It says that it is." if declared else "It declares no other encoding."
    return _decoded(data, name, file, f"{reason} Save the page again, as UTF-8.")
