"""Which lines are open at a standard of proof and which are contradicted, and losses that come to the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lagebild.analyses.hinges.carriers import Loss
from lagebild.analyses.hinges.runs import Run, Runs, Values
from lagebild.changes.losses import OPPOSITE, OUT, lose, taken_along, touchable
from lagebild.evidence.coverage import asserts, is_sourced
from lagebild.evidence.strength import CONTRADICTED, OPEN, Strengths, strengths
from lagebild.situation import Order, Situation, Tier


@dataclass(frozen=True, slots=True, order=True)
class Sides:
    """Which lines are open at a standard, and which are contradicted. The others count as they stand."""

    open: tuple[str, ...]
    opposite: tuple[str, ...]

    def loss(self, out: tuple[str, ...]) -> Loss:
        """What is lost where just these of the open lines do not hold."""
        return frozenset((*((address, OPPOSITE) for address in self.opposite), *((address, OUT) for address in out)))


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a situation that can matter: what is only said to be open or unknown cannot, nor a what-if."""

    situation: Situation

    @cached_property
    def strengths(self) -> Strengths:
        """How strongly every line is supported and spoken against."""
        return strengths(self.situation)

    @cached_property
    def that_matter(self) -> tuple[str, ...]:
        """Addresses of all of them, in the order of the file."""
        can = set(touchable(self.situation))
        return tuple(line.address for line in self.situation.lines() if line.address in can and asserts(line))

    @cached_property
    def sourced(self) -> tuple[str, ...]:
        """Those that a claim speaks for or against."""
        return tuple(address for address in self.that_matter if self.strengths.lines[address].has_claims)

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        """The others: they count as they stand, at every standard. Without orders, and without tiers beside their ranking."""
        apart = {order.address for order in self._orders}
        can = set(self.that_matter) - set(self.sourced) - apart
        lines = (line for line in self.situation.lines() if line.address in can and not isinstance(line, Tier))
        return tuple(line.address for line in lines if not is_sourced(line))

    @cached_property
    def assumed_orders(self) -> tuple[str, ...]:
        """Orders that no claim speaks for or against: they count as they stand, too."""
        sourced = set(self.sourced)
        return tuple(order.address for order in self._orders if not order.sourced and order.address not in sourced)

    @property
    def _orders(self) -> tuple[Order, ...]:
        return tuple(order for dm in self.situation.decision_makers for order in dm.orders)

    def at(self, standard: int, end: int) -> Sides:
        """Where the lines stand at a standard of proof."""
        standing = [(address, self.strengths.lines[address].standing(standard, end)) for address in self.sourced]
        return Sides(
            open=tuple(address for address, found in standing if found in OPEN),
            opposite=tuple(address for address, found in standing if found == CONTRADICTED),
        )


@dataclass(frozen=True, eq=False)
class ShortRuns:
    """Runs, asked for by the smallest loss that comes to the same: of many combinations few are left to solve."""

    runs: Runs
    _along: dict[frozenset[str], Mapping[str, str]] = field(default_factory=dict, repr=False)

    @property
    def base(self) -> tuple[Values, ...]:
        """What the conclusions come to with every line in."""
        return self.runs.base

    def after(self, loss: Loss) -> Run:
        """What the conclusions come to after this loss."""
        losses = self._said_once(dict(loss))
        # What is not known of today changes no preference and no move, unless an option is lost and stands where today
        # leaves it. Else it only leaves more of today possible, and can matter only where nothing fits what is said of it.
        without_today = frozenset(item for item in losses.items() if not self._is_idle(*item, losses))
        run = self.runs.after(without_today)
        return run if not run.undefined else self.runs.after(frozenset(losses.items()))

    def _is_idle(self, address: str, state: str, losses: Mapping[str, str]) -> bool:
        return state == OUT and address in self._today and self._today[address].isdisjoint(losses)

    def _said_once(self, losses: dict[str, str]) -> dict[str, str]:
        """With everything that lost definitions take along, and without definitions that then no longer matter."""
        lost = frozenset(losses) & self._definitions
        if not lost:
            return losses
        if lost not in self._along:
            self._along[lost] = taken_along(self.runs.situation, dict.fromkeys(lost, OUT))
        together = {**losses, **self._along[lost]}
        return {address: state for address, state in together.items() if address not in self._mere_words}

    @cached_property
    def _definitions(self) -> frozenset[str]:
        return frozenset(line.address for line in self.runs.situation.definitions)

    @cached_property
    def _today(self) -> Mapping[str, frozenset[str]]:
        """What is said of today, with the lines whose loss makes it matter: the option and who decides on it."""
        situation = self.runs.situation
        found: dict[str, frozenset[str]] = {}
        for line in situation.today or ():
            option = situation.option_by_key.get(line.option)
            joint = situation.joint_by_id.get(line.option if option is None else option.joint or "")
            owners = () if joint is None else joint.by
            addresses = {situation.decision_maker(owner).address for owner in owners}
            addresses |= set() if joint is None else {joint.address}
            addresses |= set() if option is None else {option.address, situation.decision_maker(option.owner).address}
            found[line.address] = frozenset(addresses)
        return found

    @cached_property
    def _mere_words(self) -> frozenset[str]:
        """Definitions that nobody asks about and no option needs: once the lines that use one are out, it is of no use."""
        situation = self.runs.situation
        options = {option.address for option in situation.options} | {joint.address for joint in situation.joint_options}
        asked = [conclusion.statement for conclusion in self.runs.neighbours.conclusions]
        found: set[str] = set()
        for definition in situation.definitions:
            loss = {definition.address: OUT}
            needed = options & taken_along(situation, loss).keys()
            if not needed and not any(map(lose(situation, loss).asks_undefined, asked)):
                found.add(definition.address)
        return frozenset(found)
