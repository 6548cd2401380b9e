"""Order decisions: that one of two neighbouring wants comes first was decided by somebody, and may or may not matter.

Each pair of neighbours is exchanged, alone, and the situation solved again. Inside an ``any-order`` group nothing was
decided; there the orders that are tried anyway are compared with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lagebild.analyses.neighbours import Difference, Neighbours, Shift, Turn, same_verdicts, shifts_between
from lagebild.changes.losses import OPPOSITE, lose
from lagebild.errors import Place
from lagebild.situation import AnyOrder, DecisionMaker, Situation
from lagebild.solutions import Solution

Step = Callable[[], None]
"""Called before every trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDecision:
    """That ``upper`` stands above ``lower``: two wants (a group is one), or two tiers of a ranking, by their addresses."""

    address: str
    """``order.<decision maker>.<upper>``."""
    decision_maker: str
    position: int
    """Of the upper one, from 1."""
    upper: str
    lower: str
    sourced: bool
    place: Place | None = field(default=None, compare=False)
    difference: Difference | None = None
    """What exchanging the two does; None while nobody has tried."""

    def weight(self, leading: str) -> str:
        """``matters`` (an equilibrium or a conclusion), ``elsewhere`` (an equilibrium under another concept only),
        ``verdict`` (some stability, no equilibrium), ``nothing`` or ``untried``.
        """
        if self.difference is None:
            return "untried"
        if self.difference.shift(leading) is not None or self.difference.turns:
            return "matters"
        if self.difference.shifts:
            return "elsewhere"
        return "verdict" if self.difference.verdicts else "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder:
    """An ``any-order`` group, and whether it matters which of its wants comes first.

    ``shifts``: what is an equilibrium in some orders and not in others, all else equal. ``turns``: conclusions that
    depend on the order (values of the first order and of one that differs).
    """

    address: str
    decision_maker: str
    members: tuple[str, ...]
    orders: int
    """How many orders are tried."""
    verdicts: bool
    shifts: tuple[Shift, ...] = ()
    turns: tuple[Turn, ...] = ()

    def matters(self, leading: str) -> bool:
        """Whether an equilibrium or a conclusion depends on the order."""
        return bool(self.turns) or any(shift.concept == leading for shift in self.shifts)


def order_decisions(situation: Situation) -> tuple[OrderDecision, ...]:
    """Every order that the file decides, in its order; nothing is tried."""
    return tuple(
        OrderDecision(
            address=order.address,
            decision_maker=order.decision_maker,
            position=order.position,
            upper=order.upper,
            lower=order.lower,
            sourced=order.sourced,
            place=order.place,
        )
        for dm in situation.decision_makers
        for order in dm.orders
    )


def tried_orders(base: Neighbours, step: Step) -> tuple[OrderDecision, ...]:
    """Every order decision with what exchanging it does."""
    found: list[OrderDecision] = []
    for decision in order_decisions(base.situation):
        step()
        exchanged = lose(base.situation, {decision.address: OPPOSITE}).situation
        found.append(replace(decision, difference=base.difference(exchanged)))
    return tuple(found)


def open_orders(base: Neighbours) -> tuple[OpenOrder, ...]:
    """Every ``any-order`` group, its orders compared with everything else held equal."""
    found: list[OpenOrder] = []
    for dm in base.situation.decision_makers:
        for want in dm.wants or ():
            if isinstance(want, AnyOrder) and len(want.members) > 1:
                found.append(_compared(base, dm, want))
    return tuple(found)


def _compared(base: Neighbours, dm: DecisionMaker, group: AnyOrder) -> OpenOrder:
    alike: dict[object, list[int]] = {}
    for number, solution in enumerate(base.solutions):
        orders = tuple(order for order in solution.case.orders if order[0] != group.address)
        alike.setdefault((solution.case.circumstances, orders), []).append(number)
    pairs: list[tuple[Solution, Solution]] = []
    turns: dict[tuple[int, str], Turn] = {}
    for first, *rest in alike.values():
        pairs.extend((base.solutions[first], base.solutions[other]) for other in rest)
        for turn in _turns(base, first, rest):
            turns.setdefault((turn.question, turn.definition), turn)
    return OpenOrder(
        address=group.address,
        decision_maker=dm.id,
        members=tuple(member.address for member in group.members),
        orders=len(next(iter(alike.values()))),
        verdicts=any(not same_verdicts(old, new) for old, new in pairs),
        shifts=tuple(_merged(shift) for shift in shifts_between(pairs)),
        turns=tuple(turns[key] for key in sorted(turns)),
    )


def _merged(shift: Shift) -> Shift:
    """No order comes first, so what an order adds and what it takes are one list."""
    return Shift(concept=shift.concept, appears=tuple(dict.fromkeys((*shift.vanishes, *shift.appears))), cases=shift.cases)


def _turns(base: Neighbours, first: int, others: Sequence[int]) -> Iterator[Turn]:
    for conclusion in base.conclusions:
        before = conclusion.values[first]
        different = next((conclusion.values[other] for other in others if conclusion.values[other] != before), None)
        if different is not None:
            yield Turn(
                question=conclusion.question,
                definition=conclusion.definition,
                statement=conclusion.statement,
                before=(before,),
                after=(different,),
            )
