"""The fewest moves of wants that make a state stable or an equilibrium: orders tried and solved, the nearest first.

A move takes one line and puts it elsewhere. Orders at a distance of one move are tried, then of two, then of three; of several
decision makers those whose moves together are so many. Orders that rank the states alike are tried once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lagebild.model import ConflictModel
from lagebild.model.preferences import payoffs_of
from lagebild.situation import Case, PreferenceStatement
from lagebild.solutions import Solution, solve_models
from lagebild.solutions.concepts import Concept

MAX_MOVES: Final = 3
"""How many moves are looked for at most."""

MAX_SOLVED: Final = 4_000
"""How many combinations of orders are solved for one requirement."""

MAX_ORDERS: Final = 3_000
"""How many orders of one decision maker's wants are turned into payoffs."""

_TOGETHER: Final = 64
"""How many are solved at a time."""

Order = tuple[int, ...]
"""Positions of today's wants, most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantMove:
    """A want to another place: from and to, counted from 1, when the moves are made one after the other."""

    decision_maker: str
    address: str
    position: int
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestWants:
    """The fewest moves that do. ``moves`` None: none of up to ``searched`` moves does; () where it holds as it is."""

    moves: tuple[WantMove, ...] | None
    searched: int
    """All sets of up to so many moves were tried, or as many as it took."""


def nearest_wants(
    solution: Solution, concept: Concept, position: int, free: Sequence[str], focal: str, running: Callable[[], bool]
) -> NearestWants | None:
    """The fewest moves of wants of those in ``free`` that do; ``focal`` empty: an equilibrium. None where nobody has wants."""
    model = solution.model
    makers = [dm for dm in free if len(model.case.wants_of(model.situation.decision_maker(dm))) > 1]
    if not makers:
        return None
    if _does(solution.stability.get(concept.code), position, focal):
        return NearestWants(moves=(), searched=0)
    orders = {dm: _Orders(model, dm) for dm in makers}
    solved = 0
    for moves in range(1, MAX_MOVES + 1):
        waiting: list[tuple[Mapping[str, Order], ConflictModel]] = []
        for chosen in _shared_out(orders, moves):
            payoffs = {dm: orders[dm].payoffs[order] for dm, order in chosen.items()}
            waiting.append((chosen, replace(model, payoffs={**model.payoffs, **payoffs})))
            if len(waiting) == _TOGETHER:
                solved += len(waiting)
                found = _first(waiting, solution, concept, position, focal)
                if found is not None:
                    return _told(model, orders, found, moves)
                waiting = []
                if solved > MAX_SOLVED or not running():
                    return NearestWants(moves=None, searched=moves - 1)
        found = _first(waiting, solution, concept, position, focal)
        solved += len(waiting)
        if found is not None:
            return _told(model, orders, found, moves)
        if any(not one.complete for one in orders.values()):
            return NearestWants(moves=None, searched=moves - 1)
    return NearestWants(moves=None, searched=MAX_MOVES)


def _does(stability: Mapping[str, Any] | None, position: int, focal: str) -> bool:
    if stability is None:
        return False
    return bool(stability[focal][position]) if focal else all(bool(stable[position]) for stable in stability.values())


def _first(
    waiting: Sequence[tuple[Mapping[str, Order], ConflictModel]],
    solution: Solution,
    concept: Concept,
    position: int,
    focal: str,
) -> Mapping[str, Order] | None:
    if not waiting:
        return None
    models = [model for _, model in waiting]
    for (chosen, _), after in zip(waiting, solve_models(models, (concept,), [solution] * len(models)), strict=True):
        if _does(after.stability[concept.code], position, focal):
            return chosen
    return None


def _shared_out(orders: Mapping[str, _Orders], moves: int) -> Iterator[dict[str, Order]]:
    """Every choice of orders that are so many moves away together."""
    makers = list(orders)
    for distances in itertools.product(range(moves + 1), repeat=len(makers)):
        if sum(distances) != moves:
            continue
        layers = [orders[dm].at(distance) for dm, distance in zip(makers, distances, strict=True)]
        for chosen in itertools.product(*layers):
            yield {dm: order for dm, order, distance in zip(makers, chosen, distances, strict=True) if distance}


class _Orders:
    """The orders of one decision maker's wants by their distance from today's; those that rank alike once, the nearest."""

    def __init__(self, model: ConflictModel, decision_maker: str) -> None:
        self.model, self.dm = model, model.situation.decision_maker(decision_maker)
        self.wants = model.case.wants_of(self.dm)
        start = tuple(range(len(self.wants)))
        self.complete = True
        self.payoffs: dict[Order, Any] = {start: model.payoffs[decision_maker]}
        self._alike = {self._key(model.payoffs[decision_maker])}
        self._layers: list[list[Order]] = [[start]]
        self._reached = {start}
        self._edge: list[Order] = [start]

    def at(self, distance: int) -> list[Order]:
        """The orders so many moves away."""
        while len(self._layers) <= distance:
            self._layers.append(self._further())
        return self._layers[distance]

    def _further(self) -> list[Order]:
        fresh: list[Order] = []
        edge: list[Order] = []
        for order in self._edge:
            for moved in _moved(order):
                if moved in self._reached:
                    continue
                if len(self._reached) > MAX_ORDERS:
                    self.complete = False
                    return fresh
                self._reached.add(moved)
                edge.append(moved)
                payoff = self._payoff(moved)
                if self._key(payoff) not in self._alike:
                    self._alike.add(self._key(payoff))
                    self.payoffs[moved] = payoff
                    fresh.append(moved)
        self._edge = edge
        return fresh

    def _key(self, payoff: Any) -> bytes:
        return bytes(payoff.tobytes())

    def _payoff(self, order: Order) -> Any:
        dm = replace(self.dm, wants=tuple(self.wants[place] for place in order))
        case = Case(circumstances=self.model.case.circumstances)
        return payoffs_of(dm, case, self.model.valuation, [0] * self.model.count)


def _moved(order: Order) -> Iterator[Order]:
    """Every order one move away; short moves first."""
    count = len(order)
    spans = sorted(itertools.permutations(range(count), 2), key=lambda pair: abs(pair[0] - pair[1]))
    for origin, to in spans:
        rest = order[:origin] + order[origin + 1 :]
        yield (*rest[:to], order[origin], *rest[to:])


def _told(model: ConflictModel, orders: Mapping[str, _Orders], chosen: Mapping[str, Order], moves: int) -> NearestWants:
    found = tuple(move for dm, order in chosen.items() for move in moves_between(dm, orders[dm].wants, order))
    return NearestWants(moves=found, searched=moves)


def moves_between(decision_maker: str, wants: Sequence[PreferenceStatement], order: Order) -> Iterator[WantMove]:
    """The fewest moves from today's order to ``order``: all but a longest rising part move, each to its place at once."""
    staying = set(_longest_rising(order))
    now = list(range(len(order)))
    for place in (place for place in order if place not in staying):
        origin = now.index(place)
        now.remove(place)
        staying.add(place)
        # Behind the last of those before it that already stand right.
        earlier = [other for other in order[: order.index(place)] if other in staying]
        to = now.index(earlier[-1]) + 1 if earlier else min(now.index(other) for other in now if other in staying)
        now.insert(to, place)
        yield WantMove(decision_maker=decision_maker, address=wants[place].address, position=origin + 1, to=to + 1)


def _longest_rising(order: Order) -> tuple[int, ...]:
    best: list[tuple[int, ...]] = []
    for value in order:
        before = [one for one in best if one[-1] < value]
        best.append((*max(before, key=len, default=()), value))
    return max(best, key=len)
