"""Whose wants depend on which options: the matrix of options and decision makers.

By meaning where that can be tried: an option matters to somebody if flipping it alone changes the payoff between some two
feasible states. Where no two feasible states differ in that option alone, the names in the wants decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lagebild.model import ConflictModel
from lagebild.model.states import option_keys_in
from lagebild.situation import DecisionMaker, Situation
from lagebild.statements import Name, Statement, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """One field of the matrix.

    ``changes``: flipping the option alone changes the payoff somewhere (None: no two feasible states differ in it alone, or
    there was no model to try it in). ``named``: ``direct`` in a want, ``through`` a definition, joint option or need, or
    not at all.
    """

    option: str
    decision_maker: str
    changes: bool | None
    named: str = ""

    @property
    def depends(self) -> bool:
        """Whether the decision maker's preferences depend on the option."""
        return bool(self.named) if self.changes is None else self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwantedOption:
    """An option on which nobody's preferences depend, with the lines that it stands in all the same."""

    option: str
    lines: tuple[str, ...] = ()


def dependences(situation: Situation, models: Iterable[ConflictModel] = ()) -> tuple[Dependence, ...]:
    """The whole matrix, options in numbering order; without models by names only."""
    changed: dict[tuple[str, str], bool] = {}
    for model in models:
        for key, value in _changes(model).items():
            changed[key] = changed.get(key, False) or value
    found: list[Dependence] = []
    for option in situation.options:
        for dm in situation.decision_makers:
            found.append(
                Dependence(
                    option=option.key,
                    decision_maker=dm.id,
                    changes=changed.get((option.key, dm.id)),
                    named=_named(situation, dm, option.key),
                )
            )
    return tuple(found)


def unwanted_options(situation: Situation, matrix: Iterable[Dependence]) -> tuple[UnwantedOption, ...]:
    """Options on which nobody's preferences depend."""
    wanted = {field.option for field in matrix if field.depends}
    return tuple(
        UnwantedOption(option=option.key, lines=tuple(_lines_with(situation, option.key)))
        for option in situation.options
        if option.key not in wanted
    )


def _changes(model: ConflictModel) -> Mapping[tuple[str, str], bool]:
    """Per option and decision maker; an option that never changes alone has no entry."""
    found: dict[tuple[str, str], bool] = {}
    if model.is_graph:
        return found
    states = model.states
    for number, key in enumerate(model.option_keys):
        bit = np.uint64(1 << number)
        without = np.flatnonzero((states & bit) == 0)
        wanted = states[without] | bit
        at = np.minimum(np.searchsorted(states, wanted), len(states) - 1)
        there = states[at] == wanted
        if there.any():
            lower, upper = without[there], at[there]
            for dm, payoff in model.payoffs.items():
                found[key, dm] = bool((payoff[lower] != payoff[upper]).any())
    return found


def _named(situation: Situation, dm: DecisionMaker, key: str) -> str:
    statements = [want.statement for want in dm.single_wants] + [Name(weight.name) for weight in dm.weights]
    statements += [line.statement for line in dm.unsure]
    if any(_says(situation, statement, key) for statement in statements):
        return "direct"
    return "through" if any(key in option_keys_in(situation, statement) for statement in statements) else ""


def _says(situation: Situation, statement: Statement, key: str) -> bool:
    """Whether the statement itself names the option, or the joint option that it is a consent to."""
    owner, _, id_ = key.partition(".")
    for name in names(statement):
        meaning = situation.meaning(name.text)
        if meaning.kind == "option" and meaning.key == key:
            return True
        if meaning.kind == "joint" and meaning.key == id_:
            joint = next(joint for joint in situation.joint_options if joint.id == id_)
            if owner in joint.by:
                return True
    return False


def _lines_with(situation: Situation, key: str) -> Iterable[str]:
    """Addresses of the rules, needs, definitions and impossible moves that depend on the option."""
    said: list[tuple[str, Statement | None]] = [(rule.address, rule.statement) for rule in situation.rules]
    said += [(option.address, option.needs) for option in situation.options if option.joint is None]
    said += [(joint.address, joint.needs) for joint in situation.joint_options]
    said += [(line.address, side) for line in situation.impossible_moves for side in (line.from_, line.to)]
    said += [(definition.address, definition.statement) for definition in situation.definitions]
    return dict.fromkeys(
        address for address, statement in said if statement is not None and key in option_keys_in(situation, statement)
    )
