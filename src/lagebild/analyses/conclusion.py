"""What the stable outcomes say of a statement: it holds in all, in some or in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.model.moves import Truths
from lagebild.solutions import Analysis, Solution
from lagebild.solutions.concepts import LEADING
from lagebild.statements import Name, Statement

ALL: Final = "all"
SOME: Final = "some"
NONE: Final = "none"
NO_EQUILIBRIUM: Final = "no equilibrium"
VALUES: Final = (ALL, SOME, NONE, NO_EQUILIBRIUM)
"""The values a conclusion can have in one case."""

UNDEFINED: Final = "undefined"
"""The value where there is no answer: no model is left, or what is asked about has lost its meaning."""

LEADING_CONCEPT: Final = LEADING
"""The concept that answers go by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """Per case the value, and in how many of how many equilibria the statement holds."""

    concept: str
    values: tuple[str, ...]
    counts: tuple[tuple[int, int], ...]

    @property
    def value(self) -> str:
        """One value for all cases: ``all`` or ``none`` only where every case with an equilibrium says so."""
        return one_value(self.values)

    @property
    def settled(self) -> bool:
        """Whether every case gives the same value."""
        return len(set(self.values)) == 1


def value_of(holding: int, total: int) -> str:
    """What a statement comes to that holds in ``holding`` of ``total`` equilibria."""
    if not total:
        return NO_EQUILIBRIUM
    return ALL if holding == total else SOME if holding else NONE


def one_value(values: Iterable[str]) -> str:
    """What values of several cases come to over all their equilibria together."""
    found = set(values) - {NO_EQUILIBRIUM}
    if not found:
        return NO_EQUILIBRIUM
    return found.pop() if len(found) == 1 else SOME


def conclude(analysis: Analysis, statement: Statement, concept: str = LEADING_CONCEPT) -> Conclusion:
    """In which of the equilibria under ``concept`` the statement holds, case by case."""
    return conclude_from(analysis.solutions, statement, concept)


def conclude_from(solutions: Iterable[Solution], statement: Statement, concept: str = LEADING_CONCEPT) -> Conclusion:
    """Likewise, over solutions at hand."""
    values: list[str] = []
    counts: list[tuple[int, int]] = []
    for solution in solutions:
        equilibria = solution.is_equilibrium(concept)
        total = int(equilibria.sum())
        holding = int((equilibria & solution.model.truth(statement)).sum())
        counts.append((holding, total))
        values.append(value_of(holding, total))
    return Conclusion(concept=concept, values=tuple(values), counts=tuple(counts))


def conclusions(analysis: Analysis, statement: Statement) -> Mapping[str, Conclusion]:
    """The conclusion under every concept that was solved."""
    return {concept.code: conclude(analysis, statement, concept.code) for concept in analysis.concepts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """What goes with a statement over the stable outcomes of some cases. Names of options and joint options.

    ``exactly``, ``exactly_not``: it holds just where the option is (is not) taken. ``always``, ``never``: wherever it
    holds, the option is (is not) taken; ``exactly`` ones are not repeated.
    """

    exactly: tuple[str, ...] = ()
    exactly_not: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def companions(solutions: Iterable[Solution], statement: Statement, concept: str = LEADING_CONCEPT) -> Companions:
    """What goes with ``statement`` over the equilibria of ``solutions``; options that the statement depends on are left out."""
    chosen = list(solutions)
    situation = chosen[0].model.situation
    if situation.is_graph:
        return Companions()
    own = {meaning.key for meaning in situation.meanings_in([statement])}
    names = [option.key for option in situation.options if option.joint is None and option.key not in own]
    names += [joint.id for joint in situation.joint_options if joint.id not in own]
    found: dict[str, list[str]] = {"exactly": [], "exactly_not": [], "always": [], "never": []}
    holds = _over_equilibria(chosen, statement, concept)
    for name in names:
        taken = _over_equilibria(chosen, Name(name), concept)
        kind = _companionship(holds, taken)
        if kind:
            found[kind].append(name)
    return Companions(**{kind: tuple(listed) for kind, listed in found.items()})


def _companionship(holds: Truths, taken: Truths) -> str:
    if not holds.any():
        return ""
    if not holds.all():
        if (holds == taken).all():
            return "exactly"
        if (holds != taken).all():
            return "exactly_not"
    if taken[holds].all():
        return "always"
    return "" if taken[holds].any() else "never"


def _over_equilibria(solutions: list[Solution], statement: Statement, concept: str) -> Truths:
    return np.concatenate([s.model.truth(statement)[s.is_equilibrium(concept)] for s in solutions])


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An open circumstance or order, and the value of a conclusion under each way to settle it.

    ``decides``: the value is the same in every case with the same setting, so that this item alone decides it.
    """

    kind: str
    """``circumstance`` or ``order``."""
    key: str
    """The circumstance's id or the group's address."""
    settings: tuple[bool | tuple[int, ...], ...]
    values: tuple[tuple[str, ...], ...]
    """Per setting the values met, without repetition, in the order of ``VALUES``."""

    @property
    def decides(self) -> bool:
        """Whether this item alone settles the value."""
        return all(len(met) == 1 for met in self.values)


def hangs_on(analysis: Analysis, conclusion: Conclusion) -> tuple[OpenItem, ...]:
    """The open circumstances and orders that change the value, those that alone decide it first; none where it is settled."""
    if conclusion.settled:
        return ()
    found: list[OpenItem] = []
    settings: list[dict[str, bool | tuple[int, ...]]] = [
        {**dict(s.case.circumstances), **dict(s.case.orders)} for s in analysis.solutions
    ]
    orders = {address for address, _ in analysis.solutions[0].case.orders}
    for key in settings[0]:
        others = [tuple((k, v) for k, v in setting.items() if k != key) for setting in settings]
        met: dict[tuple[object, ...], set[str]] = {}
        for rest, value in zip(others, conclusion.values, strict=True):
            met.setdefault(rest, set()).add(value)
        if all(len(values) == 1 for values in met.values()):
            continue
        choices = list(dict.fromkeys(setting[key] for setting in settings))
        by_choice = [
            {value for setting, value in zip(settings, conclusion.values, strict=True) if setting[key] == choice}
            for choice in choices
        ]
        found.append(
            OpenItem(
                kind="order" if key in orders else "circumstance",
                key=key,
                settings=tuple(choices),
                values=tuple(tuple(value for value in VALUES if value in values) for values in by_choice),
            )
        )
    return tuple(sorted(found, key=lambda item: not item.decides))
