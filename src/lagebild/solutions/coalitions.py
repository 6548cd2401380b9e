"""Coalition stability, and joint moves from one equilibrium to another.

A coalition H improves from s to t if H can get to t by a legal sequence and every member strictly prefers t: CI_H(s). It is
deterred if the others can then bring about something that some member does not prefer to s.

References: D. M. Kilgour, K. W. Hipel, L. Fang, X. Peng (2001), Coalition analysis in group decision support, Group Decision
and Negotiation 10, 159-175; T. Inohara, K. W. Hipel (2008), Coalition analysis in the graph model for conflict resolution,
Systems Engineering 11, 343-359.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from lagebild.engine import SetEngine
from lagebild.engine.sets import StateSet, members
from lagebild.errors import Fault, UnknownNameError, did_you_mean
from lagebild.model import ConflictModel
from lagebild.solutions.concepts import concept_named

Coalition = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A coalition improvement from one equilibrium to another. Positions."""

    concept: str
    coalition: Coalition
    origin: int
    target: int


@dataclass(frozen=True, eq=False)
class CoalitionView:
    """A conflict as a coalition sees it, with its opponents."""

    engine: SetEngine
    coalition: Coalition
    opponents: Coalition

    def improvements(self, state: int) -> StateSet:
        """CI_H(state)."""
        return self.engine.coalition_improvements(self.coalition, state)

    def deterring(self, state: int, *, lasting: bool) -> StateSet:
        """States that some member does not prefer to ``state``; ``lasting``: and from which H gets to no other kind."""
        everything = (1 << self.engine.model.count) - 1
        tempting = self.engine.better_for_all(self.coalition, state) & everything
        bad = everything & ~tempting
        if not lasting:
            return bad
        return bad & sum(states for reached, states in self.by_reach.items() if not reached & tempting)

    @cached_property
    def by_reach(self) -> dict[StateSet, StateSet]:
        """The states that H reaches the same from, under what it reaches from them."""
        found: dict[StateSet, StateSet] = {}
        for state in range(self.engine.model.count):
            reached = self.engine.reach(self.coalition, state)
            found[reached] = found.get(reached, 0) | 1 << state
        return found

    def all_answered(self, state: int, ends: Callable[[int], StateSet], *, lasting: bool) -> bool:
        """Whether every coalition improvement meets one of ``ends`` that deters."""
        improvements = self.improvements(state)
        if not improvements:
            return True
        deterring = self.deterring(state, lasting=lasting)
        return all(ends(improved) & deterring for improved in members(improvements))

    def answers(self, state: int) -> StateSet:
        """Where the opponents can get to by legal sequences."""
        return self.engine.reach(self.opponents, state)

    def credible_answers(self, state: int) -> StateSet:
        """Where the opponents can get to by coalition improvements of parts of them."""
        return self.engine.coalition_reach(self.opponents, state)


def coalitions_named(model: ConflictModel, wanted: str | Iterable[Iterable[str]]) -> tuple[Coalition, ...]:
    """``"all"``: every coalition of two or more; else the ones listed, members in the order of the file."""
    ids = model.decision_makers
    if wanted == "all":
        return tuple(part for size in range(2, len(ids) + 1) for part in combinations(ids, size))
    if isinstance(wanted, str):
        raise UnknownNameError(Fault(message=f'unknown choice of coalitions "{wanted}"', hint='Say "all", or list members.'))
    found: list[Coalition] = []
    for listed in wanted:
        names = {listed} if isinstance(listed, str) else set(listed)
        for name in names - set(ids):
            hint = did_you_mean(name, ids) or f"There are: {', '.join(ids)}."
            raise UnknownNameError(Fault(message=f'unknown decision maker "{name}" in a coalition', hint=hint))
        coalition = tuple(dm for dm in ids if dm in names)
        if not coalition:
            raise UnknownNameError(Fault(message="a coalition has no member", hint="Name at least one decision maker."))
        if coalition not in found:
            found.append(coalition)
    return tuple(found)


def coalition_stability(engine: SetEngine, coalition: Coalition, codes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Per concept code the positions that are stable for ``coalition``; concepts that know no coalitions are left out."""
    opponents = tuple(dm for dm in engine.model.decision_makers if dm not in coalition)
    view = CoalitionView(engine, coalition, opponents)
    found = {concept.code: concept.coalition for concept in map(concept_named, codes)}
    states = range(engine.model.count)
    return {code: tuple(s for s in states if stable(view, s)) for code, stable in found.items() if stable is not None}


def equilibrium_jumps(
    engine: SetEngine, coalitions: Iterable[Coalition], equilibria: dict[str, tuple[int, ...]]
) -> tuple[Jump, ...]:
    """Coalition improvements from one equilibrium to another, by concept and coalition."""
    found: list[Jump] = []
    for code, positions in equilibria.items():
        held = sum(1 << position for position in positions)
        for coalition in coalitions:
            if len(coalition) < 2:
                continue
            for origin in positions:
                improvements = engine.coalition_improvements(coalition, origin) & held
                found.extend(
                    Jump(concept=code, coalition=coalition, origin=origin, target=target) for target in members(improvements)
                )
    return tuple(found)
