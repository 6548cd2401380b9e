"""Which states are feasible: option patterns that satisfy every rule.

Options are decided one after the other. A rule is applied as soon as all it depends on is decided; where patterns are many,
as soon as anything is, by three truth values: what can no longer come true is left out. So strict rules keep the search small
and 2^m patterns are never visited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lagebild.errors import Fault, InputError, TooLargeError
from lagebild.situation import Case, Rule, Situation, Valuation
from lagebild.statements import And, Statement

MAX_PARTIAL: Final = 2**22
"""How many half-decided patterns are held at least while listing: four times as many as there is room for."""

MANY: Final = 2**14
"""From how many half-decided patterns on rules are applied before all they depend on is decided."""

Patterns = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many states whoever solves them can take, and what else could be done where they are more."""

    most: int = 2**20
    way_out: str = ""


def feasible_states(situation: Situation, case: Case, room: Room | None = None) -> Patterns:
    """Every feasible option pattern in ascending order; first option = lowest bit.

    Raises: TooLargeError where there is no ``room`` for them; InputError where there is none.
    """
    room = Room() if room is None else room
    options = situation.options
    if len(options) > 64:
        raise TooLargeError(
            f"{len(options)} options; states of at most 64 can be listed. "
            "Leave out options that nobody's wants depend on, or put several together as one."
        )
    bit = {option.key: np.uint64(1 << number) for number, option in enumerate(options)}
    waiting = _conditions(situation, situation.rules)
    patterns = np.zeros(1, dtype=np.uint64)
    decided: set[str] = set()
    patterns = _apply_ready(situation, case, patterns, waiting, decided, bit)
    order = _order(list(bit), waiting)
    for done, key in enumerate(order, start=1):
        left = sum(len(_values(situation, later)) - 1 for later in order[done - 1 :])
        if not waiting and len(patterns) << left > room.most:
            raise _too_many(f"{len(patterns) << left:,} feasible states", len(options), room)
        patterns = np.concatenate([patterns | bit[key] * np.uint64(value) for value in _values(situation, key)])
        decided.add(key)
        if len(patterns) > MANY:
            patterns = _apply_early(situation, case, patterns, waiting, decided, key, bit)
        patterns = _apply_ready(situation, case, patterns, waiting, decided, bit)
        if len(patterns) > max(MAX_PARTIAL, 4 * room.most):
            raise _too_many(f"{len(patterns):,} partial states after {done} of {len(options)} options",
                            len(options), room)  # fmt: skip
    if len(patterns) > room.most:
        raise _too_many(f"{len(patterns):,} feasible states", len(options), room)
    if len(patterns) == 0:
        raise _infeasible(situation, case, bit)
    if order != list(bit):
        patterns.sort()
    return patterns


def _values(situation: Situation, key: str) -> tuple[bool, ...]:
    frozen = dict(situation.frozen).get(key)
    return (False, True) if frozen is None else (frozen,)


def frozen_out(situation: Situation, label: int | str) -> bool:
    """Whether a state is left out because options are frozen at other values."""
    number = {option.key: index for index, option in enumerate(situation.options)}
    return isinstance(label, int) and any(bool(label >> number[key] & 1) != value for key, value in situation.frozen)


def bits_of(patterns: Patterns, bit: Mapping[str, np.uint64], keys: Iterable[str]) -> dict[str, npt.NDArray[np.bool_]]:
    """For each option key whether each pattern has its bit set."""
    return {key: (patterns & bit[key]) != 0 for key in keys}


def option_keys_in(situation: Situation, statement: Statement) -> frozenset[str]:
    """Every option whose being decided on can matter for the truth of ``statement``."""
    return frozenset(meaning.key for meaning in situation.meanings_in([statement]) if meaning.kind == "option")


Conditions = list[tuple[Statement, frozenset[str]]]
"""Statements that must hold, each with the options it depends on."""


def _conditions(situation: Situation, rules: Iterable[Rule]) -> Conditions:
    """What the rules ask for, taken apart as far as it goes: parts of an `and` can be applied one by one, and sooner."""
    parts = [part for rule in rules for part in _parts(rule.statement)]
    return [(part, option_keys_in(situation, part)) for part in parts]


def _parts(statement: Statement) -> Iterator[Statement]:
    if isinstance(statement, And):
        for part in statement.operands:
            yield from _parts(part)
    else:
        yield statement


def _apply_ready(
    situation: Situation,
    case: Case,
    patterns: Patterns,
    waiting: Conditions,
    decided: set[str],
    bit: Mapping[str, np.uint64],
) -> Patterns:
    """Keep the patterns that satisfy every condition that is decidable by now, and strike these conditions off."""
    ready = [condition for condition in waiting if condition[1] <= decided]
    waiting[:] = [condition for condition in waiting if not condition[1] <= decided]
    for statement, needed in ready:
        true = np.ones(len(patterns), dtype=np.bool_)
        valuation = Valuation(situation, bits_of(patterns, bit, needed), case, true=true)
        patterns = patterns[valuation.truth(statement)]
    return patterns


@dataclass(frozen=True, slots=True, eq=False)
class Maybe:
    """A truth value, or an array of them, of which not everything is known: whether it can be true, whether it can be false.

    Source: the strong three-valued logic of S. C. Kleene (1952), Introduction to Metamathematics.
    """

    true: Any
    false: Any

    def __and__(self, other: Maybe) -> Maybe:
        return Maybe(self.true & other.true, self.false | other.false)

    def __or__(self, other: Maybe) -> Maybe:
        return Maybe(self.true | other.true, self.false & other.false)

    def __xor__(self, other: Maybe | bool) -> Maybe:
        if not isinstance(other, Maybe):
            return Maybe(self.false, self.true) if other else self
        return Maybe(
            (self.true & other.false) | (self.false & other.true), (self.true & other.true) | (self.false & other.false)
        )


def _apply_early(
    situation: Situation, case: Case, patterns: Patterns, waiting: Conditions, decided: set[str], key: str,
    bit: Mapping[str, np.uint64],
) -> Patterns:  # fmt: skip
    """Leave out the patterns that can no longer satisfy a condition that ``key`` matters for and that is not decidable yet."""
    for statement, needed in waiting:
        if key not in needed or needed <= decided:
            continue
        known = bits_of(patterns, bit, needed & decided)
        options = {name: Maybe(known[name], ~known[name]) if name in known else Maybe(True, True) for name in needed}
        found = Valuation(situation, options, case, true=Maybe(True, False)).truth(statement).true
        if found is not True:
            patterns = patterns[found]
    return patterns


def _order(keys: list[str], conditions: Conditions) -> list[str]:
    """An order of the options in which rules become decidable early: always the one with the fewest options left."""
    left = [set(needed) for _, needed in conditions]
    order: list[str] = []
    while left := [rule for rule in left if rule]:
        smallest = min(left, key=len)
        chosen = [key for key in keys if key in smallest]
        order.extend(chosen)
        for rule in left:
            rule.difference_update(chosen)
    return order + [key for key in keys if key not in set(order)]


def _too_many(what: str, options: int, room: Room) -> TooLargeError:
    message = (
        f"{what} ({options} options, 2^{options} combinations); at most {room.most:,} feasible states are solved. "
        "Rule out combinations that cannot be (`rules`), or leave out options that nobody's wants depend on (`lagebild check`)."
    )
    return TooLargeError(f"{message} {room.way_out}" if room.way_out else message)


def _infeasible(situation: Situation, case: Case, bit: Mapping[str, np.uint64]) -> InputError:
    """No state is left: name the rule after which none was, adding rules in the order of the file."""
    culprit: Rule | None = None
    for count in range(1, len(situation.rules) + 1):
        culprit = situation.rules[count - 1]
        if not _satisfiable(situation, case, situation.rules[:count], bit):
            break
    place = culprit.place if culprit is not None else None
    # Its own id or number in the file: an analysis may have taken out rules before it.
    where = f"rules, line {culprit.id}" if culprit is not None else "rules"
    return InputError(
        Fault(message="no feasible state is left with this rule", where=where, place=place,
              hint="Every combination of options is ruled out by it and the rules before it.")
    )  # fmt: skip


def _satisfiable(situation: Situation, case: Case, rules: tuple[Rule, ...], bit: Mapping[str, np.uint64]) -> bool:
    waiting = _conditions(situation, rules)
    patterns = np.zeros(1, dtype=np.uint64)
    decided: set[str] = set()
    needed = frozenset().union(*(keys for _, keys in waiting))
    for key in [None, *_order(sorted(needed), waiting)]:
        if key is not None:
            patterns = np.concatenate([patterns | bit[key] * np.uint64(value) for value in _values(situation, key)])
            decided.add(key)
        patterns = _apply_ready(situation, case, patterns, waiting, decided, bit)
        # So many ways to begin that it is not worth following them; the rule asked for is then a later one.
        if len(patterns) > MAX_PARTIAL:
            return True
    return len(patterns) > 0
