"""What each decision maker can do in one move.

Two forms. ``OptionMoves``: from a state to any feasible state that differs only in own options, one-way options kept, single
moves blocked. ``GraphMoves``: targets listed state by state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from lagebild.model.states import Patterns
from lagebild.situation import Irreversible, Situation, Valuation

Truths = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

MAX_KEPT: Final = 2**10
"""Up to how many states the targets of a move are kept once they were asked for."""


@dataclass(frozen=True, eq=False)
class OptionMoves:
    """Moves over option patterns.

    ``own``: the bits of the decision maker's options. ``kept_taken``, ``kept_given_up``: own bits that stay once set, once
    clear. ``blocked``: pairs of truth values per state; a move from a state where the first holds to one where the second
    holds is impossible.
    """

    states: Patterns
    own: int
    kept_taken: int = 0
    kept_given_up: int = 0
    blocked: tuple[tuple[Truths, Truths], ...] = ()
    _groups: dict[int, Positions] = field(default_factory=dict, repr=False)
    _asked: dict[int, Positions] = field(default_factory=dict, repr=False)

    @property
    def transitive(self) -> bool:
        """Whether a move after a move is always itself a move (or returns)."""
        return not self.blocked

    @property
    def one_way(self) -> int:
        """The own bits that can be changed in one direction only."""
        return (self.kept_taken ^ self.kept_given_up) & self.own

    def equals(self, other: Moves) -> bool:
        """Whether these are the same moves over the same states."""
        return (
            isinstance(other, OptionMoves)
            and (self.own, self.kept_taken, self.kept_given_up) == (other.own, other.kept_taken, other.kept_given_up)
            and len(self.blocked) == len(other.blocked)
            and all(
                np.array_equal(mine, theirs)
                for pair, others in zip(self.blocked, other.blocked, strict=True)
                for mine, theirs in zip(pair, others, strict=True)
            )
        )

    def targets(self, position: int) -> Positions:
        """Where one move can lead from ``position``, ascending."""
        # Searches ask for the same positions again, in every case; in large models that would be too much to keep.
        if len(self.states) > MAX_KEPT:
            return self._targets(position)
        if position not in self._asked:
            self._asked[position] = self._targets(position)
        return self._asked[position]

    def _targets(self, position: int) -> Positions:
        state = self.states[position]
        group = self._group(int(state) & ~self.own)
        others = self.states[group]
        kept_taken, kept_given_up = np.uint64(self.kept_taken), np.uint64(self.kept_given_up)
        allowed = ((state & ~others & kept_taken) == 0) & ((~state & others & kept_given_up) == 0) & (group != position)
        for leaving, entering in self.blocked:
            if leaving[position]:
                allowed &= ~entering[group]
        targets: Positions = group[allowed]
        return targets

    def _group(self, key: int) -> Positions:
        if not self._groups:
            keys = self.states & np.uint64(~self.own & (2**64 - 1))
            order = np.argsort(keys, kind="stable")
            found, starts = np.unique(keys[order], return_index=True)
            self._groups.update(zip(found.tolist(), np.split(order, starts[1:]), strict=True))
        return self._groups[key & (2**64 - 1)]


@dataclass(frozen=True, eq=False)
class GraphMoves:
    """Moves listed state by state; ``target_lists[position]`` ascending."""

    target_lists: tuple[Positions, ...]

    @property
    def transitive(self) -> bool:
        """Never taken for granted in graph form."""
        return False

    def equals(self, other: Moves) -> bool:
        """Whether these are the same moves over the same states."""
        return isinstance(other, GraphMoves) and all(map(np.array_equal, self.target_lists, other.target_lists))

    def targets(self, position: int) -> Positions:
        """Where one move can lead from ``position``, ascending."""
        return self.target_lists[position]


Moves = OptionMoves | GraphMoves


def option_moves(situation: Situation, states: Patterns, valuation: Valuation) -> dict[str, Moves]:
    """The moves of every decision maker in option form."""
    number = {option.key: index for index, option in enumerate(situation.options)}
    found: dict[str, Moves] = {}
    for dm in situation.decision_makers:
        mask = {option.key: 1 << number[option.key] for option in dm.options}
        kept = {True: 0, False: 0}
        for line in situation.irreversible:
            kept[line.taken] |= mask.get(line.option, 0)
        found[dm.id] = OptionMoves(
            states=states,
            own=sum(mask.values()),
            kept_taken=kept[True],
            kept_given_up=kept[False],
            blocked=(*_blocked(situation, dm.id, valuation, len(states)), *_joint_kept(situation, dm.id, states, number)),
        )
    return found


def _blocked(situation: Situation, dm: str, valuation: Valuation, count: int) -> list[tuple[Truths, Truths]]:
    everywhere = np.ones(count, dtype=np.bool_)
    return [
        (everywhere & valuation.truth(line.from_), everywhere & valuation.truth(line.to))
        for line in situation.impossible_moves
        if line.by in ("", dm)
    ]


def _joint_kept(situation: Situation, dm: str, states: Patterns, number: dict[str, int]) -> list[tuple[Truths, Truths]]:
    """Irreversible joint options: once all consents stand, ``dm`` cannot withdraw its own (or, given up, cannot renew it)."""
    found: list[tuple[Truths, Truths]] = []
    by_id = {joint.id: joint for joint in situation.joint_options}
    for line in situation.irreversible:
        joint = by_id.get(line.option)
        if joint is None or dm not in joint.by:
            continue
        consents = np.uint64(sum(1 << number[f"{owner}.{joint.id}"] for owner in joint.by))
        own = np.uint64(1 << number[f"{dm}.{joint.id}"])
        taken = (states & consents) == consents
        found.append(_kept(line, taken, (states & own) != 0))
    return found


def _kept(line: Irreversible, taken: Truths, consents: Truths) -> tuple[Truths, Truths]:
    return (taken, ~consents) if line.taken else (~taken, taken)


def graph_moves(situation: Situation, states: Patterns, valuation: Valuation) -> dict[str, Moves]:
    """The moves of every decision maker in graph form, impossible ones taken out."""
    ids = [situation.states[int(index)].id for index in states]
    position = {id_: index for index, id_ in enumerate(ids)}
    found: dict[str, Moves] = {}
    for dm in situation.decision_makers:
        listed = dict(dm.moves or ())
        blocked = _blocked(situation, dm.id, valuation, len(ids))
        found[dm.id] = GraphMoves(
            tuple(
                np.array(
                    sorted(
                        target
                        for target in {position[target] for target in listed.get(id_, ()) if target in position}
                        if not any(leaving[source] and entering[target] for leaving, entering in blocked)
                    ),
                    dtype=np.int64,
                )
                for source, id_ in enumerate(ids)
            )
        )
    return found
