"""The definitions of the theory page as plain sets: slow, small, and sharing nothing with the engine.

Every function reads as its definition. ``H`` is a group of decision makers, ``X`` everybody else. A conflict here is four
plain things: states, decision makers, who can move where, and who prefers what.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from lagebild.situation import Case, DecisionMaker, Situation, Valuation

Mover = TypeVar("Mover", str, frozenset[str])
State = int | str
Group = frozenset[str]
Better = Callable[[State, State], bool] | Mapping[State, int]

CONCEPTS: Final = ("nash", "gmr", "smr", "seq", "sseq")


@dataclass(frozen=True, kw_only=True, eq=False)
class Conflict:
    """``moves[i][s]``: where i can move from s. ``better[i]``: a payoff per state, or ``better[i](t, s)``: t preferred to s."""

    states: tuple[State, ...]
    decision_makers: tuple[str, ...]
    moves: Mapping[str, Mapping[State, frozenset[State]]]
    better: Mapping[str, Better]
    owned: Mapping[str, frozenset[int]] | None = None
    """Option form: the places of the options that i decides on; bit p of a state says of option p whether it is taken."""

    much: Mapping[str, Callable[[State, State], bool]] | None = None
    """``much[i](t, s)``: t much preferred to s."""
    attitudes: Mapping[str, Mapping[str, str]] | None = None
    """``attitudes[i][j]``: positive, neutral or negative, for every i and j."""

    def prefers(self, i: str, t: State, s: State) -> bool:
        """t >_i s."""
        better = self.better[i]
        return better(t, s) if callable(better) else better[t] > better[s]


# --- moves ------------------------------------------------------------------------------------------------------------


def improvements(conflict: Conflict, i: str, s: State) -> frozenset[State]:
    """R_i^+(s)."""
    return frozenset(t for t in conflict.moves[i][s] if conflict.prefers(i, t, s))


def ends_of_sequences(
    start: State, movers: Collection[Mover], step: Callable[[Mover, State], Iterable[State]]
) -> frozenset[State]:
    """The ends of all sequences of one or more steps, nobody twice in succession: a search over (state, last mover)."""
    reached: set[tuple[State, Mover]] = set()
    waiting: list[tuple[State, Mover | None]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for mover in movers:
            if mover == last:
                continue
            for target in step(mover, state):
                if (target, mover) not in reached:
                    reached.add((target, mover))
                    waiting.append((target, mover))
    return frozenset(state for state, _ in reached)


@lru_cache(maxsize=20_000)
def legal_sequences(conflict: Conflict, H: Group, s: State) -> frozenset[State]:  # noqa: N803
    """R_H(s); empty for the empty group."""
    return ends_of_sequences(s, H, lambda j, x: conflict.moves[j][x])


@lru_cache(maxsize=20_000)
def improving_sequences(conflict: Conflict, H: Group, s: State) -> frozenset[State]:  # noqa: N803
    """R_H^+(s): every move an improvement for its mover at the state it leaves."""
    return ends_of_sequences(s, H, lambda j, x: improvements(conflict, j, x))


def others(conflict: Conflict, H: Iterable[str]) -> Group:  # noqa: N803
    """N without H."""
    return frozenset(conflict.decision_makers) - frozenset(H)


# --- one decision maker -----------------------------------------------------------------------------------------------


def nash(conflict: Conflict, i: str, s: State) -> bool:
    return not improvements(conflict, i, s)


def general_metarational(conflict: Conflict, i: str, s: State) -> bool:
    return all(
        any(not conflict.prefers(i, s2, s) for s2 in legal_sequences(conflict, others(conflict, [i]), s1))
        for s1 in improvements(conflict, i, s)
    )


def symmetric_metarational(conflict: Conflict, i: str, s: State) -> bool:
    return all(
        any(
            not conflict.prefers(i, s2, s) and not any(conflict.prefers(i, s3, s) for s3 in conflict.moves[i][s2])
            for s2 in legal_sequences(conflict, others(conflict, [i]), s1)
        )
        for s1 in improvements(conflict, i, s)
    )


def sequential(conflict: Conflict, i: str, s: State) -> bool:
    return all(
        any(not conflict.prefers(i, s2, s) for s2 in improving_sequences(conflict, others(conflict, [i]), s1))
        for s1 in improvements(conflict, i, s)
    )


def symmetric_sequential(conflict: Conflict, i: str, s: State) -> bool:
    return all(
        any(
            not conflict.prefers(i, s2, s) and not any(conflict.prefers(i, s3, s) for s3 in conflict.moves[i][s2])
            for s2 in improving_sequences(conflict, others(conflict, [i]), s1)
        )
        for s1 in improvements(conflict, i, s)
    )


# --- one decision maker, concepts that are not asked for by default ------------------------------------------------------


def taken(conflict: Conflict, i: str, s: State) -> frozenset[int]:
    """Which of its own options i has taken in s."""
    assert conflict.owned is not None
    return frozenset(place for place in conflict.owned[i] if int(s) // 2**place % 2 == 1)


def met_at_once(conflict: Conflict, i: str, movers: Iterable[str], s: State, s1: State) -> bool:
    """Some joint choice of improvements of ``movers`` from s, one moving at least, makes of s1 a feasible state s2 <=_i s."""
    moving = sorted(movers)
    for choice in itertools.product(*({s} | improvements(conflict, j, s) for j in moving)):
        if all(t == s for t in choice):
            continue
        chosen = {**dict.fromkeys(conflict.decision_makers, s), i: s1, **dict(zip(moving, choice, strict=True))}
        s2 = sum(2**place for j, t in chosen.items() for place in taken(conflict, j, t))
        if s2 in conflict.states and not conflict.prefers(i, s2, s):
            return True
    return False


def simultaneous(conflict: Conflict, i: str, s: State) -> bool:
    return all(met_at_once(conflict, i, others(conflict, [i]), s, s1) for s1 in improvements(conflict, i, s))


def tableau(conflict: Conflict, i: str, s: State) -> bool:
    """Sequentially stable, or every improvement met at once by some who are not sequentially stable at s."""
    if sequential(conflict, i, s):
        return True
    leaving = [j for j in others(conflict, [i]) if not sequential(conflict, j, s)]
    return all(met_at_once(conflict, i, leaving, s, s1) for s1 in improvements(conflict, i, s))


@lru_cache(maxsize=50_000)
def anticipated(conflict: Conflict, i: str, h: int, s: State) -> State:
    """G_h(i, s); among states equally good for i the first in the order of ``states``."""
    if h == 0 or not conflict.moves[i][s]:
        return s
    (j,) = others(conflict, [i])
    ends = sorted((anticipated(conflict, j, h - 1, t) for t in conflict.moves[i][s]), key=conflict.states.index)
    best = ends[0]
    for end in ends:
        if conflict.prefers(i, end, best):
            best = end
    return best if conflict.prefers(i, best, s) else s


def limited_move(conflict: Conflict, i: str, s: State, h: int) -> bool:
    """L_h, for two."""
    return anticipated(conflict, i, h, s) == s


def nonmyopic(conflict: Conflict, i: str, s: State) -> bool:
    """L_h for all h from some h0 on: all of G_h, as one list, repeats itself, since G_(h+1) follows from it."""
    seen: list[list[State]] = []
    while True:
        h = len(seen)
        whole = [anticipated(conflict, j, h, t) for j in conflict.decision_makers for t in conflict.states]
        if whole in seen:
            return all(limited_move(conflict, i, s, later) for later in range(seen.index(whole), h))
        seen.append(whole)


def stackelberg(conflict: Conflict, i: str, s: State, leader: str) -> bool:
    """L_2 for the leader, L_1 for the other."""
    return limited_move(conflict, i, s, 2 if i == leader else 1)


def maximin(conflict: Conflict, i: str, s: State, h: int) -> bool:
    """MMR_h, for two: no move of i after which i is sure of a state it prefers to s, with h - 1 moves to come.

    Whoever's turn it is may stop, and then it ends there.
    """
    (j,) = others(conflict, [i])

    def sure_of_better(mover: str, left: int, x: State) -> bool:
        if left == 0:
            return conflict.prefers(i, x, s)
        then = (sure_of_better(i if mover == j else j, left - 1, y) for y in conflict.moves[mover][x])
        stopping = conflict.prefers(i, x, s)
        return stopping or any(then) if mover == i else stopping and all(then)

    return not any(sure_of_better(j, h - 1, t) for t in conflict.moves[i][s])


def sanctioned_strongly(conflict: Conflict, i: str, s: State, s2: State, *, lasting: bool) -> bool:
    """s >>_i s2, and (lasting) s >>_i s3 for every s3 in R_i(s2)."""
    assert conflict.much is not None
    much = conflict.much[i]
    return much(s, s2) and all(much(s, s3) for s3 in (conflict.moves[i][s2] if lasting else ()))


def strong_general_metarational(conflict: Conflict, i: str, s: State, *, lasting: bool = False) -> bool:
    return all(
        any(
            sanctioned_strongly(conflict, i, s, s2, lasting=lasting)
            for s2 in legal_sequences(conflict, others(conflict, [i]), s1)
        )
        for s1 in improvements(conflict, i, s)
    )


def strong_symmetric_metarational(conflict: Conflict, i: str, s: State) -> bool:
    return strong_general_metarational(conflict, i, s, lasting=True)


def strong_sequential(conflict: Conflict, i: str, s: State) -> bool:
    return all(
        any(
            sanctioned_strongly(conflict, i, s, s2, lasting=False)
            for s2 in improving_sequences(conflict, others(conflict, [i]), s1)
        )
        for s1 in improvements(conflict, i, s)
    )


def relationally_preferred(conflict: Conflict, i: str, t: State, s: State) -> bool:
    """t TRP_i s: for every j towards whom i is positive t >=_j s, towards whom it is negative s >=_j t."""
    assert conflict.attitudes is not None
    for j, attitude in conflict.attitudes[i].items():
        if attitude == "positive" and conflict.prefers(j, s, t):
            return False
        if attitude == "negative" and conflict.prefers(j, t, s):
            return False
    return True


@lru_cache(maxsize=20_000)
def relational_replies(conflict: Conflict, i: str, s: State) -> frozenset[State]:
    """TRR_i(s) without s itself."""
    return frozenset(t for t in conflict.moves[i][s] if relationally_preferred(conflict, i, t, s))


def relationally_better(conflict: Conflict, i: str, s: State) -> frozenset[State]:
    """All states but s that are totally relationally preferred to it."""
    return frozenset(t for t in conflict.states if t != s and relationally_preferred(conflict, i, t, s))


def relational_nash(conflict: Conflict, i: str, s: State) -> bool:
    return not relational_replies(conflict, i, s)


def relational_general_metarational(conflict: Conflict, i: str, s: State) -> bool:
    better = relationally_better(conflict, i, s)
    return all(legal_sequences(conflict, others(conflict, [i]), s1) - better for s1 in relational_replies(conflict, i, s))


def relational_symmetric_metarational(conflict: Conflict, i: str, s: State) -> bool:
    better = relationally_better(conflict, i, s)
    return all(
        any(not conflict.moves[i][s2] & better for s2 in legal_sequences(conflict, others(conflict, [i]), s1) - better)
        for s1 in relational_replies(conflict, i, s)
    )


def relational_sequential(conflict: Conflict, i: str, s: State) -> bool:
    better = relationally_better(conflict, i, s)
    return all(
        ends_of_sequences(s1, others(conflict, [i]), lambda j, x: relational_replies(conflict, j, x)) - better
        for s1 in relational_replies(conflict, i, s)
    )


STABLE: Final[Mapping[str, Callable[[Conflict, str, State], bool]]] = {
    "nash": nash,
    "gmr": general_metarational,
    "smr": symmetric_metarational,
    "seq": sequential,
    "sseq": symmetric_sequential,
    "sim": simultaneous,
    "tableau": tableau,
    "nonmyopic": nonmyopic,
    "gmr-strong": strong_general_metarational,
    "smr-strong": strong_symmetric_metarational,
    "seq-strong": strong_sequential,
    "rnash": relational_nash,
    "rgmr": relational_general_metarational,
    "rsmr": relational_symmetric_metarational,
    "rseq": relational_sequential,
}

STABLE_WITH: Final[Mapping[str, Callable[[Conflict, str, State, str], bool]]] = {
    "l": lambda conflict, i, s, h: limited_move(conflict, i, s, int(h)),
    "mmr": lambda conflict, i, s, h: maximin(conflict, i, s, int(h)),
    "stackelberg": stackelberg,
}
"""Concepts with a parameter, which stands behind a colon."""


def is_stable(conflict: Conflict, concept: str, i: str, s: State) -> bool:
    stem, colon, parameter = concept.partition(":")
    return STABLE_WITH[stem](conflict, i, s, parameter) if colon else STABLE[concept](conflict, i, s)


def stable_states(conflict: Conflict, concept: str, i: str) -> set[State]:
    return {s for s in conflict.states if is_stable(conflict, concept, i, s)}


def equilibria(conflict: Conflict, concept: str) -> set[State]:
    """Stable for everybody."""
    return set.intersection(*(stable_states(conflict, concept, i) for i in conflict.decision_makers))


# --- coalitions -------------------------------------------------------------------------------------------------------


def subcoalitions(group: Iterable[str]) -> Iterator[Group]:
    """Every nonempty subset."""
    members = sorted(group)
    for size in range(1, len(members) + 1):
        yield from map(frozenset, itertools.combinations(members, size))


@lru_cache(maxsize=50_000)
def coalition_improvements(conflict: Conflict, H: Group, s: State) -> frozenset[State]:  # noqa: N803
    """CI_H(s)."""
    return frozenset(t for t in legal_sequences(conflict, H, s) if all(conflict.prefers(i, t, s) for i in H))


@lru_cache(maxsize=20_000)
def subcoalition_sequences(conflict: Conflict, X: Group, s: State) -> frozenset[State]:  # noqa: N803
    """Ends of sequences of steps, each by a nonempty K within X into CI_K of the state it leaves, no K twice in succession."""
    return ends_of_sequences(s, list(subcoalitions(X)), lambda K, x: coalition_improvements(conflict, K, x))  # noqa: N803


def coalition_stable(
    conflict: Conflict,
    concept: str,
    H: Collection[str],  # noqa: N803
    s: State,
    *,
    sanctions: str = "subcoalitions",
) -> bool:
    """Stability of s for the coalition H. ``sanctions``: ``subcoalitions`` or ``single`` (seq and sseq only)."""
    group = frozenset(H)
    rest = others(conflict, group)

    def no_better_for_somebody(x: State) -> bool:
        return any(not conflict.prefers(i, x, s) for i in group)

    def sanctioning(s2: State) -> bool:
        if not no_better_for_somebody(s2):
            return False
        return concept in ("gmr", "seq") or all(no_better_for_somebody(s3) for s3 in legal_sequences(conflict, group, s2))

    def answers(s1: State) -> frozenset[State]:
        if concept == "nash":
            return frozenset()
        if concept in ("gmr", "smr"):
            return legal_sequences(conflict, rest, s1)
        if sanctions == "single":
            return improving_sequences(conflict, rest, s1)
        return subcoalition_sequences(conflict, rest, s1)

    return all(any(sanctioning(s2) for s2 in answers(s1)) for s1 in coalition_improvements(conflict, group, s))


def coalition_stable_states(
    conflict: Conflict,
    concept: str,
    H: Collection[str],  # noqa: N803
    *,
    sanctions: str = "subcoalitions",
) -> set[State]:
    return {s for s in conflict.states if coalition_stable(conflict, concept, H, s, sanctions=sanctions)}


def universally_stable_states(conflict: Conflict, concept: str, *, sanctions: str = "subcoalitions") -> set[State]:
    """Stable for every nonempty coalition."""
    return set.intersection(
        *(coalition_stable_states(conflict, concept, H, sanctions=sanctions) for H in subcoalitions(conflict.decision_makers))
    )


def merged_name(H: Iterable[str]) -> str:  # noqa: N803
    """What the merged decision maker is called in the conflict that ``merged`` returns."""
    return "+".join(sorted(H))


def merged(conflict: Conflict, H: Collection[str], moves: Mapping[State, frozenset[State]]) -> Conflict:  # noqa: N803
    """H as one decision maker with the given moves (its members' options together), better = better for all of them."""
    name = merged_name(H)
    rest = tuple(j for j in conflict.decision_makers if j not in H)

    def better_for_all(t: State, s: State) -> bool:
        return all(conflict.prefers(i, t, s) for i in H)

    return Conflict(
        states=conflict.states,
        decision_makers=(name, *rest),
        moves={name: moves, **{j: conflict.moves[j] for j in rest}},
        better={name: better_for_all, **{j: conflict.better[j] for j in rest}},
    )


def equilibrium_jumps(
    conflict: Conflict, concept: str, coalitions: Iterable[Collection[str]] | None = None
) -> set[tuple[State, Group, State]]:
    """(from, coalition, to): coalition improvements between equilibria; by default by every coalition of two or more."""
    found = equilibria(conflict, concept)
    if coalitions is None:
        coalitions = [H for H in subcoalitions(conflict.decision_makers) if len(H) > 1]
    return {
        (s, frozenset(H), t)
        for H in coalitions
        for s in found
        for t in coalition_improvements(conflict, frozenset(H), s)
        if t in found
    }


# --- from a situation to a conflict -----------------------------------------------------------------------------------


def conflict_of(situation: Situation, case: Case | None = None) -> Conflict:
    """The conflict that a situation describes, in one of its cases (the first, if none is named)."""
    case = next(situation.cases()) if case is None else case
    names = tuple(dm.id for dm in situation.decision_makers)
    values = feasible_states(situation, case)
    states = tuple(values)
    return Conflict(
        states=states,
        decision_makers=names,
        moves={i: {s: frozenset(t for t in states if can_move(situation, values, [i], s, t)) for s in states} for i in names},
        better={dm.id: _payoffs(dm, case, values) for dm in situation.decision_makers},
        owned=None if situation.is_graph else {i: _places(situation, i) for i in names},
        much={dm.id: _much(dm, case, values) for dm in situation.decision_makers},
        attitudes={dm.id: _attitudes(dm, names) for dm in situation.decision_makers},
    )


def _much(dm: DecisionMaker, case: Case, values: Mapping[State, Valuation]) -> Callable[[State, State], bool]:
    """Whether t is much preferred to s: by the line that decides between them, or by one below it down to where s stands."""

    def by_tiers(t: State, s: State) -> bool:
        assert dm.ranking is not None
        tiers = dm.ranking.tiers
        of_t, of_s = ([n for n, tier in enumerate(tiers) if x in tier.states] or [len(tiers)] for x in (t, s))
        return any(tier.strong for tier in tiers[of_t[0] : of_s[0]])

    def by_wants(t: State, s: State) -> bool:
        wants = case.wants_of(dm)
        for number, want in enumerate(wants):
            in_t, in_s = (bool(values[x].truth(want.statement)) for x in (t, s))
            if in_t != in_s:
                return in_t and any(other.strong for other in wants[number:])
        return False

    return by_wants if dm.ranking is None else by_tiers


def _attitudes(dm: DecisionMaker, names: Iterable[str]) -> dict[str, str]:
    unsaid = {i: "positive" if i == dm.id else "neutral" for i in names}
    return {**unsaid, **dict(dm.attitudes)}


def _places(situation: Situation, i: str) -> frozenset[int]:
    return frozenset(place for place, option in enumerate(situation.options) if option.owner == i)


def merged_conflict_of(situation: Situation, H: Collection[str], case: Case | None = None) -> Conflict:  # noqa: N803
    """The conflict with H merged into one decision maker who owns all its members' options (option form)."""
    case = next(situation.cases()) if case is None else case
    values = feasible_states(situation, case)
    moves = {s: frozenset(t for t in values if can_move(situation, values, H, s, t)) for s in values}
    return merged(conflict_of(situation, case), H, moves)


def feasible_states(situation: Situation, case: Case) -> dict[State, Valuation]:
    """Every feasible state, in ascending order (graph form: in the order of the file), with what holds in it."""
    found: dict[State, Valuation] = {}
    if situation.is_graph:
        for state in situation.states:
            found[state.id] = Valuation(situation, {other.id: other is state for other in situation.states}, case)
    else:
        keys = [option.key for option in situation.options]
        for number in range(2 ** len(keys)):
            decided = {key: number // 2**place % 2 == 1 for place, key in enumerate(keys)}
            found[number] = Valuation(situation, decided, case)
    return {s: value for s, value in found.items() if all(value.truth(rule.statement) for rule in situation.rules)}


def can_move(situation: Situation, values: Mapping[State, Valuation], by: Collection[str], s: State, t: State) -> bool:
    """Whether t is in R(s) of the decision maker (or merged coalition) ``by``."""
    if s == t:
        return False
    if situation.is_graph:
        (i,) = by
        if t not in dict(situation.decision_maker(i).moves or ()).get(str(s), ()):
            return False
    else:
        changed = int(s) ^ int(t)
        if any(option.owner not in by for place, option in enumerate(situation.options) if changed // 2**place % 2 == 1):
            return False
        taken, taken_then = _taken(situation, s), _taken(situation, t)
        for line in situation.irreversible:
            keys = _option_keys(situation, line.option)
            # A joint option is taken while all consents stand: it must not stop being so (or, with `not`, start).
            before, after = keys <= taken, keys <= taken_then
            if before != after and before == line.taken:
                return False
    return not any(
        (not line.by or line.by in by) and values[s].truth(line.from_) and values[t].truth(line.to)
        for line in situation.impossible_moves
    )


def _taken(situation: Situation, s: State) -> set[str]:
    return {option.key for place, option in enumerate(situation.options) if int(s) // 2**place % 2 == 1}


def _option_keys(situation: Situation, option: str) -> set[str]:
    consents = {f"{owner}.{joint.id}" for joint in situation.joint_options if joint.id == option for owner in joint.by}
    return consents or {option}


def _payoffs(dm: DecisionMaker, case: Case, values: Mapping[State, Valuation]) -> dict[State, int]:
    """Dense ranks, larger preferred: by the wants, most important first, then by the weights; or by the tiers."""

    def desirability(s: State) -> tuple[object, ...]:
        if dm.ranking is not None:
            tiers = [number for number, tier in enumerate(dm.ranking.tiers) if s in tier.states]
            return (-(tiers[0] if tiers else len(dm.ranking.tiers)),)
        wants = [bool(values[s].truth(want.statement)) for want in case.wants_of(dm)]
        weight = sum((line.value for line in dm.weights if values[s].of_name(line.name)), Decimal(0))
        return (*wants, weight)

    tuples = sorted({desirability(s) for s in values})
    return {s: tuples.index(desirability(s)) for s in values}
