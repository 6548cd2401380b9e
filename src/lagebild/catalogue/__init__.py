"""Published conflicts, by publication, each with the result that its publication prints.

Beside every ``<publication>/<case>.yaml``, a plain situation file, stands ``<case>.expected.yaml``: who published it, how
surely that is known, what is printed, and where print and definition differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from lagebild.errors import Fault, UnknownNameError, did_you_mean

_SITUATION: Final = ".yaml"
_EXPECTED: Final = ".expected.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where a case was published, and how surely that is known: ``read in source`` or ``from memory``."""

    citation: str
    how_sure: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One printed result: the states with ``concept``, for ``by``, for ``coalition``, or (both empty) as equilibria.

    States are labels as Lagebild writes them. For ``ranking`` they stand best first; else they are sorted.
    """

    concept: str
    states: tuple[int | str, ...]
    by: str = ""
    coalition: tuple[str, ...] = ()
    among: tuple[int | str, ...] | None = None
    """The print speaks of these states only."""
    at_least: bool = False
    """The print names these states and need not name all."""
    extension: str = ""
    """Which of the four extensions to unknown preferences."""
    needs: str = ""
    """What Lagebild must be able to do before this can be compared."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A published conflict. ``name`` is ``<publication>/<case>``."""

    name: str
    situation: Traversable
    """The situation file."""
    publication: Publication
    numbering: str
    """How the states are numbered in print."""
    expected: tuple[Expectation, ...]
    differences: tuple[str, ...]
    """Where print and definition differ, a sentence each."""


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, by name."""
    found = (
        _entry(f"{publication.name}/{file.name.removesuffix(_EXPECTED)}", publication)
        for publication in files(__name__).iterdir()
        if publication.is_dir()
        for file in publication.iterdir()
        if file.name.endswith(_EXPECTED)
    )
    return tuple(sorted(found, key=lambda entry: entry.name))


def entry(name: str) -> Entry:
    """The entry called ``name``. Raises: UnknownNameError."""
    for candidate in entries():
        if candidate.name == name:
            return candidate
    known = [candidate.name for candidate in entries()]
    hint = did_you_mean(name, known) or f"There are: {', '.join(known)}."
    raise UnknownNameError(Fault(message=f'the catalogue has no entry "{name}"', hint=hint))


def _entry(name: str, publication: Traversable) -> Entry:
    # Only who opens the catalogue pays for the YAML library.
    import yaml

    case = name.rpartition("/")[2]
    record: dict[str, Any] = yaml.safe_load(publication.joinpath(case + _EXPECTED).read_text(encoding="utf-8"))
    printed: dict[str, str] = record["publication"]
    return Entry(
        name=name,
        situation=publication.joinpath(case + _SITUATION),
        publication=Publication(citation=printed["citation"], how_sure=printed["how-sure"], where=printed.get("where", "")),
        numbering=record["numbering"],
        expected=tuple(_expectation(line) for line in record["expected"]),
        differences=tuple(record["differences"]),
    )


def _expectation(line: dict[str, Any]) -> Expectation:
    among = line.get("among")
    return Expectation(
        concept=line["concept"],
        states=tuple(line["states"]),
        by=line.get("by", ""),
        coalition=tuple(line.get("coalition", ())),
        among=None if among is None else tuple(among),
        at_least=line.get("at-least", False),
        extension=line.get("extension", ""),
        needs=line.get("needs", ""),
        note=line.get("note", ""),
    )
