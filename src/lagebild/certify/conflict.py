"""The checker's own view of the conflict: states, moves and payoffs from the situation's statements, in plain Python."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from lagebild.certify.certificate import Label, Party, refuse
from lagebild.errors import TooLargeError
from lagebild.situation import Case, DecisionMaker, Situation, Valuation
from lagebild.statements import Statement

MOST_BRANCHES: Final = 4_000_000
"""How far the search for feasible states goes."""


@dataclass(slots=True)
class _Facts:
    feasible: bool
    leaves: tuple[bool, ...] = ()
    """Per impossible move: whether its `from` holds here."""
    enters: tuple[bool, ...] = ()
    payoffs: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


class OwnConflict:
    """States, moves and payoffs, worked out when asked for: a single state is judged without listing all others."""

    def __init__(self, situation: Situation, case: Case) -> None:
        self._situation, self._case = situation, case
        self.decision_makers = tuple(dm.id for dm in situation.decision_makers)
        self._keys = [option.key for option in situation.options]
        self._bits = {key: 1 << place for place, key in enumerate(self._keys)}
        self._own = {dm: sum(self._bits[o.key] for o in situation.options if o.owner == dm) for dm in self.decision_makers}
        self._kept = [(self._mask(line.option), line.taken) for line in situation.irreversible]
        self._tiers = {dm.id: _tier_of_state(dm) for dm in situation.decision_makers}
        self._facts: dict[Label, _Facts] = {}
        self._moves: dict[tuple[Party, Label], tuple[Label, ...]] = {}
        self._jumps: dict[tuple[Party, Label], set[Label]] = {}
        self._states: tuple[Label, ...] | None = None
        self._groups: dict[tuple[int, int], list[int]] = {}
        self._ranks: dict[str, list[int]] = {}
        self._arcs: dict[str, list[tuple[int, ...]]] = {}

    def _mask(self, option: str) -> int:
        for joint in self._situation.joint_options:
            if joint.id == option:
                return sum(self._bits[f"{owner}.{joint.id}"] for owner in joint.by)
        return self._bits[option]

    # States and payoffs.

    def state(self, raw: Any) -> Label:
        """The feasible state with this label."""
        if self._situation.is_graph:
            known = raw in [state.id for state in self._situation.states]
        else:
            # JSON loses whole numbers above 53 bits, so they are written as text.
            raw = int(raw) if len(self._keys) > 53 and isinstance(raw, str) and raw.isdecimal() else raw
            known = type(raw) is int and 0 <= raw < 1 << len(self._keys)
        if not known or not self.facts(raw).feasible:
            refuse(f"there is no feasible state {raw}")
        label: Label = raw
        return label

    def facts(self, state: Label) -> _Facts:
        """What holds in a state, worked out once."""
        if state not in self._facts:
            self._facts[state] = self._worked_out(state)
        return self._facts[state]

    def _worked_out(self, state: Label) -> _Facts:
        situation = self._situation
        if isinstance(state, str):
            decided = {other.id: other.id == state for other in situation.states}
        else:
            decided = {key: bool(state & bit) for key, bit in self._bits.items()}
        values = Valuation(situation, decided, self._case)
        if not self._fits(state) or not all(values.truth(rule.statement) for rule in situation.rules):
            return _Facts(feasible=False)
        return _Facts(
            feasible=True,
            leaves=tuple(bool(values.truth(line.from_)) for line in situation.impossible_moves),
            enters=tuple(bool(values.truth(line.to)) for line in situation.impossible_moves),
            payoffs={dm.id: self._payoff(dm, state, values) for dm in situation.decision_makers},
        )

    def _fits(self, state: Label) -> bool:
        """Whether the options that are held fixed stand as they are held."""
        held = self._situation.frozen
        return isinstance(state, str) or all(bool(state & self._bits[key]) == value for key, value in held)

    def _payoff(self, dm: DecisionMaker, state: Label, values: Valuation) -> tuple[Any, ...]:
        """To be compared with each other: truth values of the wants, most important first, then weights; or the tier."""
        if dm.uncertain:
            refuse(f"not all comparisons of {dm.id} are known")
        if dm.ranking is not None:
            tier = self._tiers[dm.id].get(state, len(dm.ranking.tiers) if dm.ranking.rest else None)
            if tier is None:
                refuse(f"the ranking of {dm.id} leaves out the state {state}")
            return (-tier,)
        wants = (bool(values.truth(want.statement)) for want in self._case.wants_of(dm))
        return (*wants, sum(Fraction(line.value) for line in dm.weights if values.of_name(line.name)))

    def payoff(self, dm: str, state: Label) -> tuple[Any, ...]:
        """Larger is preferred; of one decision maker's only."""
        return self.facts(state).payoffs[dm]

    def ranks(self, dm: str) -> list[int]:
        """Dense ranks over all states, 0 the worst."""
        if dm not in self._ranks:
            payoffs = [self.payoff(dm, state) for state in self.states()]
            rank = {payoff: number for number, payoff in enumerate(sorted(set(payoffs)))}
            self._ranks[dm] = [rank[payoff] for payoff in payoffs]
        return self._ranks[dm]

    def states(self) -> tuple[Label, ...]:
        """All feasible states, in ascending order; in graph form in the order of the file."""
        if self._states is None:
            if self._situation.is_graph:
                self._states = tuple(state.id for state in self._situation.states if self.facts(state.id).feasible)
            else:
                self._states = patterns = tuple(s for s in _feasible_patterns(self._situation, self._case) if self._fits(s))
                for mask, pattern in itertools.product(set(self._own.values()), patterns):
                    self._groups.setdefault((mask, pattern & ~mask), []).append(pattern)
        return self._states

    # Moves.

    def moves(self, party: Party, state: Label) -> tuple[Label, ...]:
        """Where the party can move to at once."""
        if (party, state) not in self._moves:
            found = (t for t in self._within_reach(party, state) if t != state and self.facts(t).feasible)
            self._moves[party, state] = tuple(t for t in found if not self._ruled_out(party, state, t))
        return self._moves[party, state]

    def _within_reach(self, party: Party, state: Label) -> Iterable[Label]:
        if isinstance(state, str):
            if len(party) > 1:
                refuse("only decision makers with options can be merged")
            return dict(self._situation.decision_maker(party[0]).moves or ()).get(state, ())
        mask = sum(self._own[dm] for dm in party)
        if (mask, state & ~mask) in self._groups:
            return self._groups[mask, state & ~mask]
        return (state & ~mask | part for part in _parts(mask))

    def _ruled_out(self, party: Party, s: Label, t: Label) -> bool:
        if isinstance(s, int) and isinstance(t, int):
            for mask, taken in self._kept:
                # A joint option is taken while all consents stand.
                before, after = s & mask == mask, t & mask == mask
                if before != after and before == taken:
                    return True
        lines = zip(self._situation.impossible_moves, self.facts(s).leaves, self.facts(t).enters, strict=True)
        return any((not line.by or line.by in party) and leaves and enters for line, leaves, enters in lines)

    def better_for_all(self, party: Party, t: Label, s: Label) -> bool:
        """Whether every member prefers t to s."""
        return all(self.payoff(i, t) > self.payoff(i, s) for i in party)

    def better_ones(self, party: Party, s: Label, ends: Iterable[Label]) -> set[Label]:
        """Those of ``ends`` that every member prefers to s."""
        return {t for t in ends if self.better_for_all(party, t, s)}

    def ends(self, movers: Iterable[Party], start: Label) -> set[Label]:
        """Where legal sequences end: a search over (state, last mover)."""
        movers, reached = list(movers), set[tuple[Label, Party]]()
        waiting: list[tuple[Label, Party | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            new = {(t, mover) for mover in movers if mover != last for t in self.moves(mover, state)} - reached
            reached |= new
            waiting.extend(new)
        return {state for state, _ in reached}

    def coalition_improvements(self, party: Party, state: Label) -> set[Label]:
        """CI of the party: ends of its members' legal sequences that all of them prefer."""
        if (party, state) not in self._jumps:
            self._jumps[party, state] = self.better_ones(party, state, self.ends([(j,) for j in party], state))
        return self._jumps[party, state]

    def arcs(self, dm: str) -> list[tuple[int, ...]]:
        """The moves of one decision maker between indices into ``states``."""
        if dm not in self._arcs:
            index = {state: number for number, state in enumerate(self.states())}
            self._arcs[dm] = [tuple(index[t] for t in self.moves((dm,), state)) for state in self.states()]
        return self._arcs[dm]

    def improving_arcs(self, dm: str) -> list[tuple[int, ...]]:
        """The improvements of one decision maker between indices into ``states``."""
        u = self.ranks(dm)
        return [tuple(t for t in ends if u[t] > u[s]) for s, ends in enumerate(self.arcs(dm))]


def _tier_of_state(dm: DecisionMaker) -> dict[Label, int]:
    tiers = dm.ranking.tiers if dm.ranking is not None else ()
    return {state: number for number, tier in enumerate(tiers) for state in tier.states}


class _Possible:
    """A truth value while options are still open. ``can``: 2 if it can come out true, 1 if false, 3 if both."""

    def __init__(self, can: int) -> None:
        self.can = can

    def __and__(self, other: _Possible) -> _Possible:
        return _Possible((self.can & other.can & 2) | ((self.can | other.can) & 1))

    def __or__(self, other: _Possible) -> _Possible:
        return _Possible(((self.can | other.can) & 2) | (self.can & other.can & 1))

    def __xor__(self, other: _Possible | bool) -> _Possible:
        can = other.can if isinstance(other, _Possible) else 2
        same = self.can & can
        return _Possible((2 if self.can == 3 or can == 3 or not same else 0) | (1 if same else 0))


def _feasible_patterns(situation: Situation, case: Case) -> list[int]:
    """Every pattern that satisfies the rules, in ascending order; a branch is left as soon as a rule must fail in it.

    Raises: TooLargeError after ``MOST_BRANCHES``.
    """
    false, true, either = _Possible(1), _Possible(2), _Possible(3)
    keys = [option.key for option in situation.options]
    found: list[int] = []
    waiting: list[tuple[tuple[int, ...], list[Statement]]] = [((), [rule.statement for rule in situation.rules])]
    branches = 0
    while waiting:
        bits, rules = waiting.pop()
        branches += 1
        if branches > MOST_BRANCHES:
            raise TooLargeError(
                f"listing the states of {len(keys)} options takes over {MOST_BRANCHES} steps; certify single states instead"
            )
        decided = {key: (true if bit else false) for key, bit in zip(keys, bits, strict=False)}
        values = Valuation(situation, dict.fromkeys(keys, either) | decided, case, true=true)
        can = [values.truth(rule).can for rule in rules]
        if 1 in can:
            continue
        if len(bits) == len(keys):
            found.append(sum(bit << place for place, bit in enumerate(bits)))
        else:
            still_open = [rule for rule, possible in zip(rules, can, strict=True) if possible == 3]
            waiting += [((*bits, bit), still_open) for bit in (0, 1)]
    return sorted(found)


def _parts(mask: int) -> Iterator[int]:
    """Every pattern within ``mask``."""
    part = mask
    yield part
    while part:
        part = (part - 1) & mask
        yield part
