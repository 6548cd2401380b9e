"""Shortest legal sequences, step by step: who moves, and where to. A step is taken by a party, nobody twice in succession."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

Party = tuple[str, ...]
"""Who takes a step: one decision maker, or a coalition that steps as one."""

Targets = Callable[[Party, int], Iterable[int]]
"""Where a step of a party can lead from a position."""

Node = tuple[int, Party]
"""A position and who took the last step there; nobody: the empty party."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """Everything that legal sequences reach from ``start``: by position and last mover, with the step before."""

    start: int
    before: dict[Node, Node]
    """Every node reached, fewest steps first, with the one a shortest sequence comes from."""
    steps: dict[Node, int]
    first: dict[int, Node] = field(default_factory=dict)
    """Per position the node reached with the fewest steps."""

    def ends(self) -> Iterator[int]:
        """The positions where sequences of one or more steps end, nearest first."""
        return iter(self.first)

    def path(self, position: int) -> list[tuple[Party, int]]:
        """A shortest sequence that ends in ``position``: who steps, and where to."""
        node = self.first[position]
        found: list[tuple[Party, int]] = []
        while node[1]:
            found.append((node[1], node[0]))
            node = self.before[node]
        return found[::-1]


def shortest_sequences(
    start: int, parties: Sequence[Party], targets: Targets, *, until: AbstractSet[int] | None = None
) -> Sequences:
    """Search over (position, last mover), breadth first. ``until``: no further than needed to reach all of these."""
    root: Node = (start, ())
    found = Sequences(start=start, before={}, steps={root: 0})
    missing = None if until is None else set(until)
    pending = deque([root])
    while pending:
        node = pending.popleft()
        at, last = node
        taken = found.steps[node]
        if missing is not None:
            missing -= found.first.keys()
            if not missing:
                break
        for party in parties:
            if party == last:
                continue
            for target in targets(party, at):
                reached = (target, party)
                if reached not in found.steps:
                    found.steps[reached] = taken + 1
                    found.before[reached] = node
                    found.first.setdefault(target, reached)
                    pending.append(reached)
    return found
