"""The text of a source: a plain text file, kept as it stands so that places count its characters."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from lagebild.errors import Fault, InputError
from lagebild.evidence.places import SourceText


def load_article(path: str | os.PathLike[str]) -> SourceText:
    """The text in a file (UTF-8). Raises: InputError if it cannot be read, is not UTF-8, or is HTML."""
    file = Path(path)
    if file.suffix.lower() in (".html", ".htm"):
        hint = "Save the article's text as a plain text file (UTF-8)."
        raise InputError(Fault(message=f"{file} is HTML, which is not read yet", hint=hint))
    try:
        data = file.read_bytes()
        # Line ends stay as they are. A byte-order mark belongs to the file, not to the text.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Fault(message=f"{file} is not UTF-8 (byte {error.start + 1})", hint="Save it as plain text in UTF-8.")
        ) from None
    except OSError as error:
        raise InputError(Fault(message=f"cannot read {file}: {error.strerror or error}")) from error
    return SourceText(text=text, sha256=hashlib.sha256(data).hexdigest())
