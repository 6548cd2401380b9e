"""The one list of solution concepts, with all that others ask of one.

It loads nothing heavy: the command line reads codes off it for its help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.solutions.general_metarational import coalition_general_metarational, general_metarational
from lagebild.solutions.nash import coalition_nash, nash
from lagebild.solutions.sequential import coalition_sequential, sequential
from lagebild.solutions.symmetric_metarational import coalition_symmetric_metarational, symmetric_metarational
from lagebild.solutions.symmetric_sequential import coalition_symmetric_sequential, symmetric_sequential

if TYPE_CHECKING:
    from lagebild.model import ConflictModel
    from lagebild.solutions.coalitions import CoalitionView
    from lagebild.solutions.view import StateSet, View

Keeps = Literal["content", "credible", "possible"]
"""What keeps somebody in a state: it has no improvement; answers that those who give them gain by; any answers."""

CONTENT: Final = "content"
CREDIBLE: Final = "credible"
POSSIBLE: Final = "possible"


@dataclass(frozen=True, slots=True)
class Sanction:
    """Sanctions that an engine's closures find: legal sequences of the others.

    ``credible``: of improvements only. ``lasting``: the focal decision maker gets to answer.
    """

    credible: bool = False
    lasting: bool = False


def _refuses_nothing(model: ConflictModel) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A solution concept: its code, its function, and what solving, explaining and certifying ask of it."""

    code: str
    stable: Callable[[View, str], StateSet]
    keeps: Keeps
    sanction: Sanction | None = None
    """None: no sanctions are asked for (``content``), or they are of another kind than closures find."""
    coalition: Callable[[CoalitionView, int], bool] | None = None
    """Whether a state is stable for a coalition; None: the concept does not say."""
    default: bool = True
    """Whether it is solved where no concept is named."""
    refuses: Callable[[ConflictModel], str] = _refuses_nothing
    """Why it does not apply to a conflict; empty where it does."""

    @property
    def by_itself(self) -> bool:
        """Whether what holds under it lasts without anybody acting against its own interest."""
        return self.keeps != POSSIBLE

    @property
    def told(self) -> bool:
        """Whether the reasons for its verdicts are known: no improvement, or sanctions that closures find."""
        return self.keeps == CONTENT or self.sanction is not None


CONCEPTS: Final = (
    Concept("nash", nash, CONTENT, None, coalition_nash),
    Concept("gmr", general_metarational, POSSIBLE, Sanction(), coalition_general_metarational),
    Concept("smr", symmetric_metarational, POSSIBLE, Sanction(lasting=True), coalition_symmetric_metarational),
    Concept("seq", sequential, CREDIBLE, Sanction(credible=True), coalition_sequential),
    Concept("sseq", symmetric_sequential, CREDIBLE, Sanction(credible=True, lasting=True), coalition_symmetric_sequential),
)
"""Every solution concept, in the order in which tables show them."""

CODES: Final = tuple(concept.code for concept in CONCEPTS)

LEADING: Final = "seq"
"""The concept that answers go by: deterred only by answers that those who give them would want to give."""

FEARLESS: Final = next(concept.code for concept in CONCEPTS if concept.keeps == CONTENT)
"""The concept under which nobody fears an answer."""

HELD: Final = tuple(concept.code for concept in CONCEPTS if concept.default and concept.by_itself)
"""The concepts whose equilibria last without anybody acting against its own interest."""


def concepts_named(codes: Iterable[str] | None) -> tuple[Concept, ...]:
    """The concepts with these codes, in the order of ``CONCEPTS``; for None the default ones. Raises: UnknownNameError."""
    if codes is None:
        return tuple(concept for concept in CONCEPTS if concept.default)
    known = [concept.code for concept in CONCEPTS]
    wanted = [codes] if isinstance(codes, str) else list(codes)
    for code in wanted:
        if code not in known:
            hint = did_you_mean(code, known) or f"There are: {', '.join(known)}."
            raise UnknownNameError(Fault(message=f'unknown solution concept "{code}"', hint=hint))
    return tuple(concept for concept in CONCEPTS if concept.code in wanted)


def concept_named(code: str) -> Concept:
    """The concept with this code. Raises: UnknownNameError."""
    return concepts_named([code])[0]


def with_defaults(codes: Iterable[str]) -> tuple[str, ...]:
    """The default codes and these. Raises: UnknownNameError."""
    wanted = {*concepts_named(codes), *concepts_named(None)}
    return tuple(concept.code for concept in CONCEPTS if concept in wanted)
