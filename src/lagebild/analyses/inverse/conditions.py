"""What somebody's preferences must be for a state to be stable, or an equilibrium: the definitions read backwards.

1. A state s is stable for i if every state that i can move to is no better for i than s, or is answered: by a legal sequence
   of the others that ends where i is no better off (for ``smr``, ``sseq``: and cannot get better off by one more move).
2. Every "no better than s" is a comparison of i's. For credible answers every move of the sequence is one more, of its mover,
   who must like where it leads better.
3. Comparisons of those whose preferences are not asked about are settled as they stand today.

Source: the inverse problem after R. A. Kinsara, D. M. Kilgour, K. W. Hipel (2015), Inverse approach to the graph model for
conflict resolution, IEEE Trans. SMC: Systems 45, 734-742; J. Wang, K. W. Hipel, L. Fang, Y. Dang (2018), Matrix
representations of the inverse problem in the graph model for conflict resolution, European J. of Operational Research 270,
282-293.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lagebild.analyses.inverse.comparisons import (
    Alternative,
    Comparison,
    Condition,
    condition,
    consistent,
    shortest_alternatives,
)
from lagebild.errors import NotApplicableError
from lagebild.model import ConflictModel
from lagebild.solutions.concepts import Concept

NOTHING: Final[Alternative] = frozenset()

MAX_WAYS: Final = 24
"""How many ways to one and the same state are kept, where preferences along the way are asked about."""

MAX_LABELS: Final = 1_500
"""How many ways in all are followed from one state."""

MAX_STEPS: Final = 30_000
"""How many steps are looked at from one state, in conflicts of up to ``FEW`` states; in larger ones a tenth of it."""

FEW: Final = 64

MAX_ALTERNATIVES: Final = 48
"""How many answers to one move are listed where preferences along the way are asked about, those that ask least first."""

State = tuple[int, str]


@dataclass(eq=False)
class Conditions:
    """The conditions in one model; what several of them need is looked up once."""

    model: ConflictModel
    _targets: dict[State, list[int]] = field(default_factory=dict, repr=False)
    _reached: dict[object, tuple[dict[int, frozenset[Alternative]], bool]] = field(default_factory=dict, repr=False)

    def stable(self, concept: Concept, state: int, focal: str, free: Sequence[str]) -> Condition:
        """What the preferences of those in ``free`` must be for ``state`` to be stable for ``focal``."""
        blocks, complete = self._blocks(concept, state, focal, frozenset(free))
        return condition(blocks, complete=complete)

    def _blocks(self, concept: Concept, state: int, focal: str, free: frozenset[str]) -> tuple[list[set[Alternative]], bool]:
        if concept.keeps != "content" and concept.sanction is None:
            raise NotApplicableError(
                f"the inverse problem is not solved for {concept.code}: its sanctions are of another kind."
            )
        complete = True
        blocks: list[set[Alternative]] = []
        for target in self.targets(focal, state):
            found = {NOTHING}
            alternatives = set(self._all_of(found, [(focal, target, state, False)], free))
            if concept.sanction is not None and NOTHING not in alternatives:
                credible, lasting = concept.sanction.credible, concept.sanction.lasting
                ends, all_found = self.ends(focal, target, free, credible=credible)
                complete &= all_found
                for end, ways in ends.items():
                    after = [end, *self.targets(focal, end)] if lasting else [end]
                    needed = [(focal, t, state, False) for t in after if t != state]
                    alternatives.update(self._all_of(ways, needed, free))
            if len(alternatives) > MAX_ALTERNATIVES:
                shortest = shortest_alternatives(a for a in alternatives if consistent(a))
                if focal not in free or len(free) > 1:
                    complete &= len(shortest) <= MAX_ALTERNATIVES
                    shortest = frozenset(sorted(shortest, key=lambda a: (len(a), sorted(a)))[:MAX_ALTERNATIVES])
                alternatives = set(shortest)
            blocks.append(alternatives)
        return blocks, complete

    def _all_of(
        self, ways: Iterable[Alternative], needed: Sequence[tuple[str, int, int, bool]], free: frozenset[str]
    ) -> Iterator[Alternative]:
        """The ways with the comparisons added that are asked about; none where one that is not does not hold."""
        added: set[Comparison] = set()
        for decision_maker, lower, upper, strict in needed:
            comparison = Comparison(decision_maker=decision_maker, lower=lower, upper=upper, strict=strict)
            if decision_maker in free:
                added.add(comparison)
            elif not comparison.holds(self.model.payoffs):
                return
        for way in ways:
            yield way | added

    def targets(self, decision_maker: str, position: int) -> list[int]:
        """Where one move can lead."""
        key = (position, decision_maker)
        if key not in self._targets:
            self._targets[key] = self.model.moves_from(decision_maker, position).tolist()
        return self._targets[key]

    # --- what the others can bring about --------------------------------------------------------------------------------

    def ends(
        self, focal: str, start: int, free: frozenset[str], *, credible: bool
    ) -> tuple[dict[int, frozenset[Alternative]], bool]:
        """Where legal sequences of everybody but ``focal`` end, and what must be preferred for that; whether that is all."""
        movers = tuple(dm for dm in self.model.decision_makers if dm != focal)
        asked = free & set(movers) if credible else frozenset()
        key = (focal, start, asked, credible)
        if key not in self._reached:
            if asked:
                self._reached[key] = self._labelled(movers, start, asked)
            else:
                self._reached[key] = ({end: frozenset([NOTHING]) for end in self._plain(movers, start, credible)}, True)
        return self._reached[key]

    def _plain(self, movers: Sequence[str], start: int, credible: bool) -> set[int]:
        """The ends of sequences when nothing is asked about; who moved last is forgotten where that changes no verdict."""
        remembers = not self.model.transitive
        seen: set[State] = {(start, "")}
        pending = [(start, "")]
        ends: set[int] = set()
        while pending:
            at, last = pending.pop()
            for mover in movers:
                if mover == last:
                    continue
                for target in self._improving(mover, at) if credible else self.targets(mover, at):
                    ends.add(target)
                    node = (target, mover if remembers else "")
                    if node not in seen:
                        seen.add(node)
                        pending.append(node)
        return ends

    def _improving(self, mover: str, at: int) -> list[int]:
        payoff = self.model.payoffs[mover]
        return [target for target in self.targets(mover, at) if payoff[target] > payoff[at]]

    def _labelled(
        self, movers: Sequence[str], start: int, free: frozenset[str]
    ) -> tuple[dict[int, frozenset[Alternative]], bool]:
        """Likewise with what must be preferred on the way, the fewest comparisons first: a search over (state, last mover)."""
        labels: dict[State, list[Alternative]] = {(start, ""): [NOTHING]}
        pending: deque[tuple[State, Alternative]] = deque([((start, ""), NOTHING)])
        complete, followed, steps = True, 0, 0
        most = MAX_STEPS if self.model.count <= FEW else MAX_STEPS // 10
        while pending:
            node, way = pending.popleft()
            if way not in labels[node]:
                continue
            followed += 1
            if followed > MAX_LABELS or steps > most:
                complete = False
                break
            for mover in movers:
                if mover == node[1]:
                    continue
                steps += len(self.targets(mover, node[0]))
                for target in self.targets(mover, node[0]):
                    step = Comparison(decision_maker=mover, lower=node[0], upper=target, strict=True)
                    if mover not in free and not step.holds(self.model.payoffs):
                        continue
                    longer = way | {step} if mover in free else way
                    known = labels.setdefault((target, mover), [])
                    if any(other <= longer for other in known):
                        continue
                    if len(known) >= MAX_WAYS:
                        complete = False
                        continue
                    known[:] = [other for other in known if not longer <= other]
                    known.append(longer)
                    pending.append(((target, mover), longer))
        found: dict[int, set[Alternative]] = {}
        for (state, mover), ways in labels.items():
            if mover:
                found.setdefault(state, set()).update(ways)
        return {state: shortest_alternatives(ways) for state, ways in found.items()}, complete


def together(parts: Iterable[Condition]) -> Condition:
    """Several conditions at once."""
    listed = list(parts)
    complete = all(part.complete for part in listed)
    if any(part.never for part in listed):
        certain = any(part.never and part.complete for part in listed)
        return Condition(blocks=((),), complete=complete or certain)
    return condition([block for part in listed for block in part.blocks], complete=complete)
