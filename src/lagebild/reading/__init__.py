"""YAML text and other tools' files -> ``Situation``: all faults at once, with line, column and a way out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagebild.situation import Situation

__all__ = ["json_schema", "load", "loads"]


def load(path: str | os.PathLike[str]) -> Situation:
    """The situation in a file (YAML, or a ``.gmcr`` file).

    Raises: InputError with every fault of the file and of its claims file, in the order of the lines.
    """
    from lagebild.reading import files

    return files.load(path)


def loads(text: str | bytes, *, file: str = "<text>", claims_text: str | bytes | None = None) -> Situation:
    """The situation in a text. ``claims_text`` stands in for the claims file that it names.

    Raises: InputError with every fault, in the order of the lines.
    """
    from lagebild.reading import files

    return files.loads(text, file=file, claims_text=claims_text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the situation file, as it is shipped for editors."""
    from lagebild.reading.schema import shipped_schema

    return shipped_schema()
