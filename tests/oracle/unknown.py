"""Unknown preferences as plain sets: every completion listed, the four extensions as their definitions read.

What is known of somebody is a set of pairs (better, worse) and a set of pairs (one, equal other), as the file says it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from lagebild.situation import Case, DecisionMaker, Situation
from tests.oracle.definitions import Conflict, State, conflict_of, ends_of_sequences, feasible_states, is_stable, others

Pair = tuple[State, State]


@dataclass(frozen=True)
class Known:
    """Closed: whatever follows from what is known is in it."""

    better: frozenset[Pair]
    equal: frozenset[Pair]

    def compares(self, s: State, t: State) -> bool:
        return s == t or {(s, t), (t, s)} & (self.better | self.equal) != set()

    def prefers(self, t: State, s: State) -> bool:
        return (t, s) in self.better

    def no_better(self, t: State, s: State) -> bool:
        """t is known to be less or equally preferred."""
        return t == s or (s, t) in self.better or (s, t) in self.equal


def closed(states: Iterable[State], better: Iterable[Pair], equal: Iterable[Pair]) -> Known:
    """What follows by transitivity: a chain of at-least-as-good with one better in it is better."""
    strict = set(better)
    weak = {(s, s) for s in states} | strict | set(equal) | {(t, s) for s, t in equal}
    while True:
        more = {(a, d) for a, b in weak for c, d in weak if b == c} - weak
        sharper = {(a, d) for a, b in weak for c, d in weak if b == c and ((a, b) in strict or (c, d) in strict)} - strict
        if not more and not sharper:
            return Known(frozenset(strict), frozenset(pair for pair in weak if pair not in strict and pair[::-1] in weak))
        weak |= more
        strict |= sharper


def known_of(situation: Situation, dm: DecisionMaker, case: Case) -> Known:
    """What a file says of somebody's preferences, pair by pair."""
    values = feasible_states(situation, case)
    states = tuple(values)
    better: set[Pair] = set()
    equal: set[Pair] = set()
    for s, t in itertools.permutations(states, 2):
        found = _compared(dm, case, values, s, t)
        if found == "better":
            better.add((s, t))
        elif found == "equal":
            equal.add((s, t))
    return closed(states, better, equal)


def _compared(dm: DecisionMaker, case: Case, values: Mapping[State, object], s: State, t: State) -> str:
    """``better`` if s is said to be preferred to t, ``equal``, or nothing."""
    if dm.comparisons is not None:
        for line in dm.comparisons:
            if s in line.states and t in line.over:
                return "better"
            if not line.over and s in line.states and t in line.states:
                return "equal"
        return ""
    if dm.ranking is not None:
        tiers = [number for number, tier in enumerate(dm.ranking.tiers) if s in tier.states]
        lower = [number for number, tier in enumerate(dm.ranking.tiers) if t in tier.states]
        if dm.ranking.rest_unknown and not (tiers and lower):
            return ""
        above, below = tiers[0] if tiers else len(dm.ranking.tiers), lower[0] if lower else len(dm.ranking.tiers)
        if above == below:
            return "" if tiers and dm.ranking.tiers[above].unsure else "equal"
        return "better" if above < below else ""
    wants = case.wants_of(dm)
    for unsure in (line for line in dm.unsure if not line.below):
        if values[s].truth(unsure.statement) != values[t].truth(unsure.statement):  # type: ignore[attr-defined]
            return ""
    for want in wants:
        first, second = (bool(values[x].truth(want.statement)) for x in (s, t))  # type: ignore[attr-defined]
        if first != second:
            return "better" if first else ""
        for unsure in (line for line in dm.unsure if line.below == want.id):
            if values[s].truth(unsure.statement) != values[t].truth(unsure.statement):  # type: ignore[attr-defined]
                return ""
    worth = [Decimal(0), Decimal(0)]
    for side, state in enumerate((s, t)):
        holding = [w.value for w in dm.weights if values[state].of_name(w.name)]  # type: ignore[attr-defined]
        worth[side] = sum(holding, Decimal(0))
    return "equal" if worth[0] == worth[1] else "better" if worth[0] > worth[1] else ""


def weak_orders(states: tuple[State, ...]) -> Iterator[dict[State, int]]:
    """Every way to rank the states, ties allowed, as dense payoffs."""
    for ranks in itertools.product(range(len(states)), repeat=len(states)):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield dict(zip(states, ranks, strict=True))


def completions(known: Known, states: tuple[State, ...]) -> list[dict[State, int]]:
    """Every ranking that agrees with what is known."""
    return [
        payoff
        for payoff in weak_orders(states)
        if all(payoff[s] > payoff[t] for s, t in known.better) and all(payoff[s] == payoff[t] for s, t in known.equal)
    ]


def conflicts_of(situation: Situation, case: Case) -> Iterator[Conflict]:
    """The conflict in every completion of everybody's preferences together."""
    blank = replace(
        situation,
        decision_makers=tuple(
            replace(dm, wants=(), ranking=None, weights=(), unsure=(), comparisons=None) if dm.uncertain else dm
            for dm in situation.decision_makers
        ),
    )
    frame = conflict_of(blank, case)
    lists = {
        dm.id: completions(known_of(situation, dm, case), frame.states) for dm in situation.decision_makers if dm.uncertain
    }
    for row in itertools.product(*lists.values()):
        yield replace(frame, better={**frame.better, **dict(zip(lists, row, strict=True))})


# --- the four extensions ------------------------------------------------------------------------------------------------

LEAVES_ON_UNKNOWN: Final = {"a": True, "b": False, "c": True, "d": False}
DETERRED_BY_UNKNOWN: Final = {"a": False, "b": False, "c": True, "d": True}


def stable_in_extension(conflict: Conflict, known: Mapping[str, Known], extension: str, concept: str, i: str, s: State) -> bool:
    """Stability of s for i under extension a, b, c or d. The conflict's own preferences are not looked at."""

    def may_improve(j: str, x: State) -> list[State]:
        return [t for t in conflict.moves[j][x] if known[j].prefers(t, x) or not known[j].compares(t, x)]

    def deters(t: State) -> bool:
        if DETERRED_BY_UNKNOWN[extension]:
            return not known[i].prefers(t, s)
        return known[i].no_better(t, s)

    leaving = [
        t
        for t in conflict.moves[i][s]
        if known[i].prefers(t, s) or (LEAVES_ON_UNKNOWN[extension] and not known[i].compares(t, s))
    ]
    if concept == "nash":
        return not leaving

    def answers(s1: State) -> frozenset[State]:
        rest = others(conflict, [i])
        if concept in ("gmr", "smr"):
            return ends_of_sequences(s1, rest, lambda j, x: conflict.moves[j][x])
        return ends_of_sequences(s1, rest, may_improve)

    def sanctions(s2: State) -> bool:
        if not deters(s2):
            return False
        return concept in ("gmr", "seq") or all(deters(s3) for s3 in conflict.moves[i][s2])

    return all(any(sanctions(s2) for s2 in answers(s1)) for s1 in leaving)


def in_completions(situation: Situation, case: Case, concept: str) -> dict[str, dict[State, str]]:
    """Per decision maker, and under ``""`` for equilibria, in how many completions each state is stable: all, some, none."""
    found: dict[str, dict[State, set[bool]]] = {}
    for conflict in conflicts_of(situation, case):
        for s in conflict.states:
            verdicts = {i: is_stable(conflict, concept, i, s) for i in conflict.decision_makers}
            for i, verdict in {**verdicts, "": all(verdicts.values())}.items():
                found.setdefault(i, {}).setdefault(s, set()).add(verdict)
    return {
        i: {s: "some" if len(met) == 2 else "all" if True in met else "none" for s, met in states.items()}
        for i, states in found.items()
    }
