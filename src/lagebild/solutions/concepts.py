"""The one list of solution concepts, with all that others ask of one.

It loads nothing heavy: the command line reads codes off it for its help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final, Literal

from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.solutions.attitudes import (
    relational_general_metarational,
    relational_nash,
    relational_sequential,
    relational_symmetric_metarational,
)
from lagebild.solutions.general_metarational import coalition_general_metarational, general_metarational
from lagebild.solutions.limited_move import limited_move, settled_by_number
from lagebild.solutions.maximin import maximin
from lagebild.solutions.nash import coalition_nash, nash
from lagebild.solutions.nonmyopic import nonmyopic, settled_at_any_horizon
from lagebild.solutions.sequential import coalition_sequential, sequential
from lagebild.solutions.simultaneous import simultaneous
from lagebild.solutions.stackelberg import settled_for_the_leader, stackelberg
from lagebild.solutions.strength import strong_general_metarational, strong_sequential, strong_symmetric_metarational
from lagebild.solutions.symmetric_metarational import coalition_symmetric_metarational, symmetric_metarational
from lagebild.solutions.symmetric_sequential import coalition_symmetric_sequential, symmetric_sequential
from lagebild.solutions.tableau import tableau

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


def _two_only(model: ConflictModel) -> str:
    count = len(model.decision_makers)
    return "" if count == 2 else f"it is defined for two decision makers, and here there are {count}."


def _options_only(model: ConflictModel) -> str:
    return "it puts together what several do at once, which states given by name do not show." if model.is_graph else ""


def _without_strength(model: ConflictModel) -> str:
    from lagebild.model.strength import contradicted, says_strength

    if not says_strength(model):
        return "no want and no tier of a ranking is `strong`, so nothing is much preferred to anything."
    if makers := contradicted(model):
        return f"what is not known of what {', '.join(makers)} prefers goes against what is `strong`."
    return ""


def _without_attitudes(model: ConflictModel) -> str:
    if any(dm.attitudes for dm in model.situation.decision_makers):
        return ""
    return "the file says nothing of anybody's `attitudes`."


def _nobody(view: View) -> tuple[str, ...]:
    return ()


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
    in_rows: bool = False
    """Whether several models with the same moves can be solved together, a row each."""
    settled: Callable[[View], tuple[str, ...]] = _nobody
    """Whose choice between states equally good for it was settled by their numbers, where others have to care."""

    @property
    def stem(self) -> str:
        """The code without its parameter: phrases go by it."""
        return self.code.partition(":")[0]

    @property
    def parameter(self) -> str:
        """What stands behind the colon of a code: a horizon, a decision maker; mostly empty."""
        return self.code.partition(":")[2]

    @property
    def by_itself(self) -> bool:
        """Whether what holds under it lasts without anybody acting against its own interest."""
        return self.keeps != POSSIBLE

    @property
    def told(self) -> bool:
        """Whether the reasons for its verdicts are known: no improvement, or sanctions that closures find."""
        return self.keeps == CONTENT or self.sanction is not None


CONCEPTS: Final = (
    Concept("nash", nash, CONTENT, None, coalition_nash, in_rows=True),
    Concept("gmr", general_metarational, POSSIBLE, Sanction(), coalition_general_metarational, in_rows=True),
    Concept("smr", symmetric_metarational, POSSIBLE, Sanction(lasting=True), coalition_symmetric_metarational, in_rows=True),
    Concept("seq", sequential, CREDIBLE, Sanction(credible=True), coalition_sequential, in_rows=True),
    Concept(
        "sseq",
        symmetric_sequential,
        CREDIBLE,
        Sanction(credible=True, lasting=True),
        coalition_symmetric_sequential,
        in_rows=True,
    ),
    Concept("sim", simultaneous, CREDIBLE, default=False, refuses=_options_only),
    Concept("tableau", tableau, CREDIBLE, default=False, refuses=_options_only),
    Concept("nonmyopic", nonmyopic, CREDIBLE, default=False, refuses=_two_only, settled=settled_at_any_horizon),
    Concept("gmr-strong", strong_general_metarational, POSSIBLE, default=False, refuses=_without_strength),
    Concept("smr-strong", strong_symmetric_metarational, POSSIBLE, default=False, refuses=_without_strength),
    Concept("seq-strong", strong_sequential, CREDIBLE, default=False, refuses=_without_strength),
    Concept("rnash", relational_nash, CREDIBLE, default=False, refuses=_without_attitudes),
    Concept("rgmr", relational_general_metarational, POSSIBLE, default=False, refuses=_without_attitudes),
    Concept("rsmr", relational_symmetric_metarational, POSSIBLE, default=False, refuses=_without_attitudes),
    Concept("rseq", relational_sequential, CREDIBLE, default=False, refuses=_without_attitudes),
)
"""Every solution concept without a parameter, in the order in which tables show them."""


@dataclass(frozen=True, slots=True)
class Family:
    """Concepts that differ in a parameter, written behind a colon: ``l:3``. None of them is solved unasked."""

    stem: str
    parameter: str
    """What the parameter is called in a message."""
    of: Callable[[str, str], Concept | None]
    """The concept with this code and parameter; None where it is none."""
    parameters: str
    """Which parameters there are, for a message."""


def _horizon(text: str, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 1 <= int(text) <= most and text[0] != "0" else None


def _limited_move(code: str, parameter: str) -> Concept | None:
    horizon = _horizon(parameter, MOST_MOVES)
    if horizon is None:
        return None
    stable, settled = partial(limited_move, horizon=horizon), partial(settled_by_number, horizon=horizon - 1)
    return Concept(code, stable, CREDIBLE, default=False, refuses=_two_only, settled=settled)


def _maximin(code: str, parameter: str) -> Concept | None:
    horizon = _horizon(parameter, len(_MAXIMIN))
    if horizon is None:
        return None
    keeps, sanction = _MAXIMIN[horizon - 1]
    stable = partial(maximin, horizon=horizon)
    return Concept(code, stable, keeps, sanction, default=False, refuses=_two_only, in_rows=True)


_MAXIMIN: Final[tuple[tuple[Keeps, Sanction | None], ...]] = (
    (CONTENT, None),
    (POSSIBLE, Sanction()),
    (POSSIBLE, Sanction(lasting=True)),
)
"""What keeps somebody with one, two, three moves; how it goes on is not settled in the literature."""


def _stackelberg(code: str, parameter: str) -> Concept | None:
    if not parameter:
        return None

    def refuses(model: ConflictModel) -> str:
        """For two, one of whom leads."""
        if parameter in model.decision_makers:
            return _two_only(model)
        return f'"{parameter}" is no decision maker; there are: {", ".join(model.decision_makers)}.'

    stable, settled = partial(stackelberg, leader=parameter), partial(settled_for_the_leader, leader=parameter)
    return Concept(code, stable, CREDIBLE, default=False, refuses=refuses, settled=settled)


MOST_MOVES: Final = 1_000
"""How far limited moves look ahead at most."""

FAMILIES: Final = (
    Family("l", "H", _limited_move, f"a number of moves from 1 to {MOST_MOVES:,}, such as l:3"),
    Family("mmr", "H", _maximin, f"a number of moves from 1 to {len(_MAXIMIN)}, such as mmr:2"),
    Family("stackelberg", "DM", _stackelberg, "the decision maker that leads, such as stackelberg:upstream"),
)
"""Concepts with a parameter, in the order in which tables show them."""

CODES: Final = tuple(concept.code for concept in CONCEPTS)

DEFAULT_CODES: Final = tuple(concept.code for concept in CONCEPTS if concept.default)
"""What is solved where no concept is named."""

KINDS: Final = (*CODES, *(f"{family.stem}:{family.parameter}" for family in FAMILIES))
"""Every code as help names it, parameters in capitals."""

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
    wanted = dict.fromkeys([codes] if isinstance(codes, str) else codes)
    found = {concept.code: concept for concept in CONCEPTS if concept.code in wanted}
    for family in FAMILIES:
        found.update({code: _of_family(family, code) for code in wanted if code.partition(":")[0] == family.stem})
    for code in wanted:
        if code not in found:
            known = [concept.code for concept in CONCEPTS]
            kinds = [*known, *(f"{family.stem}:{family.parameter}" for family in FAMILIES)]
            hint = did_you_mean(code, known) or f"There are: {', '.join(kinds)}."
            raise UnknownNameError(Fault(message=f'unknown solution concept "{code}"', hint=hint))
    return tuple(found.values())


@cache
def _of_family(family: Family, code: str) -> Concept:
    # Kept, so that the same code is always the same concept.
    concept = family.of(code, code.partition(":")[2])
    if concept is None:
        message = f'"{code}" is no solution concept'
        raise UnknownNameError(Fault(message=message, hint=f"{family.stem} needs {family.parameters}."))
    return concept


def concept_named(code: str) -> Concept:
    """The concept with this code. Raises: UnknownNameError."""
    return concepts_named([code])[0]


def with_defaults(codes: Iterable[str]) -> tuple[str, ...]:
    """The default codes and these. Raises: UnknownNameError."""
    defaults = [concept.code for concept in concepts_named(None)]
    return tuple(concept.code for concept in concepts_named([*defaults, *codes]))
