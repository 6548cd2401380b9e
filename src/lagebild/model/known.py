"""What is known of somebody's preferences where not everything is: a partial order of the states.

Nothing is completed here. What follows from what is known, is known: preferences are taken to be transitive.
Source: Li, Hipel, Kilgour & Fang (2004), for preferences with unknown comparisons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from lagebild.errors import Fault, InputError, TooLargeError
from lagebild.model.preferences import Payoffs, dense, ranked, weighed
from lagebild.situation import AnyOrder, DecisionMaker, Ranking, Situation
from lagebild.statements import Statement

if TYPE_CHECKING:
    from lagebild.model.conflict import ConflictModel

Pairs = npt.NDArray[np.bool_]
"""One truth value per ordered pair of states."""

MAX_COMPARED: Final = 2**11
"""Up to how many states all pairs are looked at."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known: ``at_least[s, t]``, s is at least as good as t. Reflexive and transitive; better, unless both ways."""

    at_least: Pairs = field(repr=False)

    @cached_property
    def better(self) -> Pairs:
        """``better[s, t]``: s is known to be preferred to t."""
        return self.at_least & ~self.at_least.T

    @cached_property
    def equal(self) -> Pairs:
        """Which states are known to be equally preferred."""
        return self.at_least & self.at_least.T

    @cached_property
    def unknown(self) -> Pairs:
        """Which states compare in no known way."""
        return ~self.at_least & ~self.at_least.T

    @property
    def complete(self) -> bool:
        """Whether nothing is unknown."""
        return not self.unknown.any()

    def with_better(self, better: int, worse: int) -> Known:
        """The same, and ``better`` is preferred to ``worse``, which did not compare so far."""
        return Known(self.at_least | np.outer(self.at_least[:, better], self.at_least[worse]))

    def with_equal(self, one: int, other: int) -> Known:
        """The same, and these two, which did not compare so far, are equally preferred."""
        first = self.with_better(one, other).at_least
        return Known(first | np.outer(first[:, other], first[one]))


def of_payoffs(payoffs: Payoffs) -> Known:
    """Everything is known."""
    return Known(payoffs[:, None] >= payoffs[None, :])


def without_the_unknown(situation: Situation) -> Situation:
    """The situation with those indifferent of whom not everything is known: its states and moves, not its preferences."""

    def one(dm: DecisionMaker) -> DecisionMaker:
        blank = replace(dm, wants=(), ranking=None, weights=(), unsure=(), comparisons=None)
        return blank if dm.uncertain else dm

    return situation.with_names_kept(decision_makers=tuple(map(one, situation.decision_makers)))


def known_of(model: ConflictModel, dm: DecisionMaker) -> Known:
    """What is known of the preferences of ``dm`` over the states of ``model``, whose own payoffs do not count.

    Raises: InputError for comparisons that contradict each other and rankings with gaps; TooLargeError.
    """
    if model.count > MAX_COMPARED:
        raise TooLargeError(
            f"{model.count:,} feasible states; preferences that are not fully known are compared for at most "
            f"{MAX_COMPARED:,}. Rule out combinations that cannot be (`rules`)."
        )
    if dm.comparisons is not None:
        return _of_comparisons(dm, model.labels())
    if dm.ranking is not None:
        return _of_tiers(model, dm, dm.ranking)
    return _of_levels(model, dm)


def _of_levels(model: ConflictModel, dm: DecisionMaker) -> Known:
    """Wants compare in turn, most important first; where two states differ in something unsure first, nothing compares them."""
    count = model.count
    undecided = np.ones((count, count), dtype=np.bool_)
    better = np.zeros((count, count), dtype=np.bool_)
    for statement, sure in _levels(model, dm):
        holds = model.truth(statement)
        if sure:
            better |= undecided & holds[:, None] & ~holds[None, :]
        undecided &= holds[:, None] == holds[None, :]
    if dm.weights:
        worth = weighed(dm, model.valuation, count)
        better |= undecided & (worth[:, None] > worth[None, :])
        undecided &= worth[:, None] == worth[None, :]
    return Known(better | undecided)


def _levels(model: ConflictModel, dm: DecisionMaker) -> list[tuple[Statement, bool]]:
    """Statements in the order in which they compare; with each whether it is a want or unsure."""
    group_of: dict[str, str] = {}
    for position, want in enumerate(dm.wants or (), start=1):
        members = want.members if isinstance(want, AnyOrder) else (want,)
        group_of.update((member.id, str(position)) for member in members)
    wants = model.case.wants_of(dm)
    places = {want.id: number for number, want in enumerate(wants, start=1)}
    for number, want in enumerate(wants, start=1):
        if isinstance((dm.wants or ())[int(group_of[want.id]) - 1], AnyOrder):
            # A group is called by its position; it ends with its last member.
            places[group_of[want.id]] = number
    # A want that is gone decides nothing any more: what stood below it stands first.
    after = [(places.get(line.below, 0), line.statement) for line in dm.unsure]
    found: list[tuple[Statement, bool]] = [(statement, False) for place, statement in after if place == 0]
    for number, want in enumerate(wants, start=1):
        found.append((want.statement, True))
        found.extend((statement, False) for place, statement in after if place == number)
    return found


def _of_tiers(model: ConflictModel, dm: DecisionMaker, ranking: Ranking) -> Known:
    labels = model.labels()
    whole = replace(ranking, rest=ranking.rest or ranking.rest_unknown)
    ranks = ranked(dm, whole, labels, model.left_out)
    at_least: Pairs = ranks[:, None] >= ranks[None, :]
    same = np.eye(len(labels), dtype=np.bool_)
    loose = {len(ranking.tiers) - number for number, tier in enumerate(ranking.tiers) if tier.unsure}
    for rank in loose | ({0} if ranking.rest_unknown else set()):
        here = ranks == rank
        at_least &= ~(here[:, None] & here[None, :]) | same
    if ranking.rest_unknown:
        unnamed = ranks == 0
        at_least &= ~(unnamed[:, None] | unnamed[None, :]) | same
    return Known(at_least)


def _of_comparisons(dm: DecisionMaker, labels: Sequence[int | str]) -> Known:
    """What is said, and what follows from it. States that cannot be are passed over."""
    place = {label: number for number, label in enumerate(labels)}
    at_least = np.eye(len(labels), dtype=np.bool_)
    strict: list[tuple[int, int, int]] = []
    for number, line in enumerate(dm.comparisons or ()):
        upper = [place[state] for state in line.states if state in place]
        lower = [place[state] for state in line.over if state in place] if line.over else upper
        at_least[np.ix_(upper, lower)] = True
        strict.extend((number, one, other) for one in upper for other in lower if line.over)
    for middle in range(len(labels)):
        at_least |= np.outer(at_least[:, middle], at_least[middle])
    for number, one, other in strict:
        if at_least[other, one]:
            line = (dm.comparisons or ())[number]
            message = f"state {labels[one]} is preferred to {labels[other]}, and by other lines at most as good as it"
            where = f"comparisons of {dm.id}, line {number + 1}"
            raise InputError(Fault(message=message, where=where, place=line.place, hint="Take one of these lines out."))
    return Known(at_least)


def payoffs_in(known: Known) -> Payoffs:
    """Payoffs that agree with what is known where it is complete: how many states each is at least as good as."""
    return dense(known.at_least.sum(axis=1).astype(np.int64))
