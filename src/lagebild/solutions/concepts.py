"""The one list of solution concepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.solutions.general_metarational import general_metarational
from lagebild.solutions.nash import nash
from lagebild.solutions.sequential import sequential
from lagebild.solutions.symmetric_metarational import symmetric_metarational
from lagebild.solutions.symmetric_sequential import symmetric_sequential
from lagebild.solutions.view import StateSet, View


@dataclass(frozen=True, slots=True)
class Concept:
    """A solution concept: its code, its function, what its sanctions are like.

    ``credible``: sanctions are improvements of those who sanction. ``lasting``: the focal decision maker gets to answer.
    """

    code: str
    stable: Callable[[View, str], StateSet]
    sanctions: bool = True
    credible: bool = False
    lasting: bool = False


CONCEPTS: Final = (
    Concept("nash", nash, sanctions=False),
    Concept("gmr", general_metarational),
    Concept("smr", symmetric_metarational, lasting=True),
    Concept("seq", sequential, credible=True),
    Concept("sseq", symmetric_sequential, credible=True, lasting=True),
)
"""Every solution concept, in the order in which tables show them."""

CODES: Final = tuple(concept.code for concept in CONCEPTS)


def concepts_named(codes: Iterable[str] | None) -> tuple[Concept, ...]:
    """The concepts with these codes, in the order of ``CONCEPTS``; all of them for None. Raises: UnknownNameError."""
    if codes is None:
        return CONCEPTS
    wanted = [codes] if isinstance(codes, str) else list(codes)
    for code in wanted:
        if code not in CODES:
            hint = did_you_mean(code, CODES) or f"There are: {', '.join(CODES)}."
            raise UnknownNameError(Fault(message=f'unknown solution concept "{code}"', hint=hint))
    return tuple(concept for concept in CONCEPTS if concept.code in wanted)
