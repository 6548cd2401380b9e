"""Files of other programs, to be gone on with as situation files."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace

from lagebild.errors import Fault, FaultList, InputError
from lagebild.evidence.records import Prose
from lagebild.reading.block_yaml import Notes
from lagebild.reading.files import file_bytes, loads
from lagebild.reading.gmcr import read_gmcr
from lagebild.reading.writing import situation_text
from lagebild.reading.yaml_text import decode
from lagebild.situation import Situation


def load_gmcr(path: str | os.PathLike[str], *, language: str = "en") -> Situation:
    """The situation in a GMCR+ file; its names count as being in ``language``.

    Raises: InputError with every fault of the file, or that it is a situation file already.
    """
    file = os.fspath(path)
    data = file_bytes(file)
    faults = FaultList()
    text = decode(data, file=file, faults=faults)
    faults.raise_if_any()
    if text is not None and not text.lstrip().startswith(("{", "[")):
        hint = "A situation file needs no import: every command takes it as it is."
        raise InputError(Fault(where=file, message="this is no GMCR+ file: it does not begin with a brace", hint=hint))
    situation = replace(read_gmcr(text or "", file=file), sha256=hashlib.sha256(data).hexdigest())
    return situation if language == situation.language else _named_in(situation, language)


def _named_in(situation: Situation, language: str) -> Situation:
    """The situation with all its names taken to be in ``language``."""

    def named(prose: Prose) -> Prose:
        return Prose(tuple((language, text) for _, text in prose.texts))

    makers = (
        replace(
            dm, name=named(dm.name), options=tuple(replace(option, name=named(option.name)) for option in dm.options)
        )
        for dm in situation.decision_makers
    )  # fmt: skip
    return replace(situation, language=language, title=named(situation.title), decision_makers=tuple(makers))


def imported_text(situation: Situation, *, heading: str, notes: Notes, ending: str) -> str:
    """The situation file for a situation that came from elsewhere, tried out before anybody relies on it.

    Raises: InputError where a situation file cannot hold it.
    """
    text = situation_text(situation, heading=heading, notes=notes)
    text += "\n" + "".join(f"{f'# {line}'.rstrip()}\n" for line in ending.splitlines())
    try:
        again = loads(text)
    except InputError as error:
        first = error.faults[0]
        raise InputError(Fault(where=situation.file, message=f"no situation file can hold this: {first.message}")) from error
    assert replace(again, sha256="") == replace(situation, sha256=""), "what is written is read as it was"
    return text
