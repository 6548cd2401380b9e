"""What each rule rules out: nothing that others do not rule out already, or somebody's way back.

A rule that mixes the options of several owners quietly turns the option of one into a veto against a move of another:
``deploy only if invite`` also says that nobody can stop inviting while somebody is deployed. Needs do not do that; what
needs something lapses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lagebild.analyses.neighbours import Neighbours
from lagebild.errors import TooLargeError
from lagebild.model import ConflictModel
from lagebild.model.states import Patterns, feasible_states, option_keys_in
from lagebild.situation import Case, Rule, Situation, Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """Because of ``rule``, ``decision_maker`` cannot take or give up its ``option`` in ``state``, whatever else it does.

    ``gives_up``: it is giving up that is barred, else taking. ``held_by``: options of others, any one of which, if it were
    the other way round, would free the move; ``held`` says for each whether it is taken in ``state``.
    """

    rule: str
    decision_maker: str
    option: str
    gives_up: bool
    held_by: tuple[str, ...]
    held: tuple[bool, ...]
    state: int
    """An example, by its number."""
    states: int
    """In how many feasible states this is so."""
    count: int
    """Of how many, in the case of the example."""


def rules_without_effect(base: Neighbours) -> tuple[str, ...]:
    """Addresses of the rules that rule out no state which the others do not rule out already, in any case."""
    return tuple(
        rule.address
        for rule in base.situation.rules
        if all(_count_without(base.situation, rule, model.case) == model.count for model in base.models_by_circumstances)
    )


def vetoes(base: Neighbours) -> tuple[Veto, ...]:
    """Every rule, decision maker and own option of it that others can hold in place, with an example."""
    found: dict[tuple[str, str, bool], Veto] = {}
    if base.situation.is_graph:
        return ()
    for rule in base.situation.rules:
        involved = option_keys_in(base.situation, rule.statement)
        if len({key.split(".")[0] for key in involved}) < 2:
            continue
        for model in base.models_by_circumstances:
            freed = _freed_by_dropping(base.situation, rule, model)
            if freed is None or not len(freed):
                continue
            for veto in _vetoes_of(model, rule, involved, freed):
                found.setdefault((veto.rule, veto.option, veto.gives_up), veto)
    return tuple(found.values())


def _without(situation: Situation, rule: Rule) -> Situation:
    return replace(situation, rules=tuple(other for other in situation.rules if other is not rule))


def _count_without(situation: Situation, rule: Rule, case: Case) -> int | None:
    if situation.is_graph:
        return _graph_count(_without(situation, rule), case)
    try:
        return len(feasible_states(_without(situation, rule), case))
    except TooLargeError:
        return None


def _graph_count(situation: Situation, case: Case) -> int:
    numbers = np.arange(len(situation.states))
    decided = {state.id: numbers == index for index, state in enumerate(situation.states)}
    fits = np.ones(len(numbers), dtype=np.bool_)
    valuation = Valuation(situation, decided, case, true=fits)
    for rule in situation.rules:
        fits = fits & valuation.truth(rule.statement)
    return int(fits.sum())


def _freed_by_dropping(situation: Situation, rule: Rule, model: ConflictModel) -> Patterns | None:
    """The states that only ``rule`` rules out; None where they are too many to list."""
    try:
        wider = feasible_states(_without(situation, rule), model.case)
    except TooLargeError:
        return None
    return np.setdiff1d(wider, model.states, assume_unique=True)


def _vetoes_of(model: ConflictModel, rule: Rule, involved: frozenset[str], freed: Patterns) -> Iterator[Veto]:
    situation = model.situation
    number = {key: index for index, key in enumerate(model.option_keys)}
    one_way = {(line.option, line.taken) for line in situation.irreversible}
    for dm in situation.decision_makers:
        own = sum(1 << number[option.key] for option in dm.options)
        foreign = [key for key in model.option_keys if key in involved and not key.startswith(f"{dm.id}.")]
        if not foreign:
            continue
        for option in dm.options:
            for gives_up in (True, False):
                if (option.key, gives_up) not in one_way:
                    situated = _Situated(model.states, freed, own, 1 << number[option.key], gives_up)
                    yield from situated.vetoes(model, rule, dm.id, option.key, foreign, number)


@dataclass(frozen=True, slots=True, eq=False)
class _Situated:
    """Moves of one decision maker that turn one own option, looked at by what all others do (``keys``).

    A key is a state without the decision maker's own options; all states with one key are one move apart.
    """

    states: Patterns
    freed: Patterns
    own: int
    bit: int
    gives_up: bool

    def vetoes(
        self, model: ConflictModel, rule: Rule, dm: str, option: str, foreign: list[str], number: dict[str, int]
    ) -> Iterator[Veto]:
        """The veto, if there is one."""
        possible = np.unique(self._keys(self._turned(self.states)))
        leaving = self.states[~self._has(self.states)]
        stuck = leaving[~np.isin(self._keys(leaving), possible)]
        # Stuck because of this rule: without it the option could be turned.
        stuck = stuck[np.isin(self._keys(stuck), self._keys(self._turned(self.freed)))]
        # And because of what others do: had they chosen otherwise, it could be turned under this rule too.
        others = np.uint64(sum(1 << number[key] for key in foreign))
        stuck = stuck[np.isin(self._keys(stuck) & ~others, possible & ~others)]
        if not len(stuck):
            return
        freeing = [(key, np.isin(self._keys(stuck) ^ np.uint64(1 << number[key]), possible)) for key in foreign]
        shown = int(np.argmax(np.any([frees for _, frees in freeing], axis=0)))
        state = int(stuck[shown])
        held_by = [key for key, frees in freeing if frees[shown]]
        yield Veto(
            rule=rule.address,
            decision_maker=dm,
            option=option,
            gives_up=self.gives_up,
            held_by=tuple(held_by),
            held=tuple(bool(state >> number[key] & 1) for key in held_by),
            state=state,
            states=len(stuck),
            count=model.count,
        )

    def _has(self, states: Patterns) -> npt.NDArray[np.bool_]:
        """Whether the option stands as the move would leave it."""
        taken: npt.NDArray[np.bool_] = (states & np.uint64(self.bit)) != 0
        return ~taken if self.gives_up else taken

    def _turned(self, states: Patterns) -> Patterns:
        return states[self._has(states)]

    def _keys(self, states: Patterns) -> Patterns:
        return states & np.uint64(~self.own & (2**64 - 1))
