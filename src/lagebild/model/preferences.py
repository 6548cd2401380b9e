"""From wants, rankings and weights to payoffs: dense ranks, 0 the worst, larger preferred, equal where tied.

Option prioritisation: wants are compared most important first, lexicographically. Source: Fang, Hipel, Kilgour & Peng (2003).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lagebild.errors import Fault, InputError, NotApplicableError
from lagebild.situation import Case, Completion, DecisionMaker, Ranking, Valuation

Payoffs = npt.NDArray[Any]
"""Whole numbers; of many states 16 bits each where that is enough, else 64."""


def payoffs_of(
    dm: DecisionMaker,
    case: Case,
    valuation: Valuation,
    labels: Sequence[int | str],
    *,
    left_out: Callable[[int | str], bool] = lambda label: False,
) -> Payoffs:
    """The payoff of every state for ``dm``. Shape: one dense rank per state.

    ``labels`` are the states' numbers or ids; ``left_out`` says of a state that is not among them whether that is on purpose.
    Raises: InputError for a ranking that does not list every feasible state exactly once.
    """
    count = len(labels)
    ranking = dm.ranking
    ranks = _prioritised(case, dm, valuation, count) if ranking is None else ranked(dm, ranking, labels, left_out)
    if dm.weights:
        worth = weighed(dm, valuation, count)
        ranks = dense(ranks) * (int(worth.max()) + 1) + worth
    return narrow(dense(ranks))


def payoffs_of_tiers(tiers: Completion, labels: Sequence[int | str]) -> Payoffs:
    """The payoffs of a ranking of all states, best first. Raises: NotApplicableError where it leaves one out."""
    rank = {label: len(tiers) - number for number, tier in enumerate(tiers) for label in tier}
    missing = [label for label in labels if label not in rank]
    if missing:
        raise NotApplicableError(f"the ranking that stands for unknown comparisons says nothing of the state {missing[0]}")
    return dense(np.array([rank[label] for label in labels], dtype=np.int64))


def dense(values: npt.NDArray[Any]) -> Payoffs:
    """The same order with ranks 0, 1, 2, … and none left out."""
    if values.dtype == np.int64 and len(values) and int(values.min()) >= 0 and int(values.max()) < _FEW * len(values):
        # Where the range is small, marking what occurs is quicker than sorting.
        occurs = np.zeros(int(values.max()) + 1, dtype=np.int64)
        occurs[values] = 1
        ranks: Payoffs = (np.cumsum(occurs) - 1)[values]
        return ranks
    return np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int64)


def narrow(ranks: Payoffs) -> Payoffs:
    """Of many states 16 bits each where that is enough, with one value to spare."""
    return ranks.astype(np.uint16) if len(ranks) > FEW and int(ranks.max()) < 2**16 - 1 else ranks


FEW: Final = 2**16
"""Up to how many states payoffs take 64 bits each, whatever they are."""

_FEW: Final = 4


def _prioritised(case: Case, dm: DecisionMaker, valuation: Valuation, count: int) -> Payoffs:
    ranks = np.zeros(count, dtype=np.int64)
    for number, want in enumerate(case.wants_of(dm)):
        # In place: of many states every copy counts.
        ranks <<= 1
        ranks |= valuation.truth(want.statement)
        # 62 statements fill an int64; ranking in between keeps the order and frees the bits.
        if number % 32 == 31:
            ranks = dense(ranks)
    return ranks


def weighed(dm: DecisionMaker, valuation: Valuation, count: int) -> Payoffs:
    """What the weights come to in every state, as dense ranks."""
    exact = [Fraction(weight.value) for weight in dm.weights]
    whole = lcm(*(weight.denominator for weight in exact))
    scaled = [int(weight * whole) for weight in exact]
    wide = sum(abs(value) for value in scaled) >= 2**62
    total = np.zeros(count, dtype=object if wide else np.int64)
    for weight, value in zip(dm.weights, scaled, strict=True):
        holds = valuation.of_name(weight.name) & np.ones(count, dtype=np.bool_)
        total = total + holds.astype(object if wide else np.int64) * value
    return dense(total)


def _whole(value: Decimal, digits: int) -> int:
    """``value`` with the point moved ``digits`` places to the right, every digit kept."""
    return int(value.scaleb(digits, Context(prec=len(value.as_tuple().digits))))


def ranked(dm: DecisionMaker, ranking: Ranking, labels: Sequence[int | str], left_out: Callable[[int | str], bool]) -> Payoffs:
    """The line of every state, counted from the last; 0 where none names it. Raises: InputError for gaps and repetitions."""
    position = {label: index for index, label in enumerate(labels)}
    ranks = np.zeros(len(labels), dtype=np.int64)
    seen: dict[int | str, int] = {}
    faults: list[Fault] = []
    for number, tier in enumerate(ranking.tiers, start=1):
        where = f"ranking of {dm.id}, line {number}"
        for state in tier.states:
            if state not in position and (ranking.wider or left_out(state)):
                continue
            if state not in position:
                faults.append(Fault(message=f"state {state} is not feasible", where=where, place=tier.place,
                                    hint="Take it out of the ranking."))  # fmt: skip
            elif state in seen:
                faults.append(Fault(message=f"state {state} stands in line {seen[state]} already", where=where,
                                    place=tier.place, hint="Every state belongs in exactly one tier."))  # fmt: skip
            else:
                seen[state] = number
                ranks[position[state]] = len(ranking.tiers) - number + 1
    missing = [label for label in labels if label not in seen]
    if missing and not ranking.rest:
        shown = ", ".join(str(label) for label in missing[:10]) + (", …" if len(missing) > 10 else "")
        faults.append(
            Fault(message=f"{len(missing)} of {len(labels)} feasible states are not ranked: {shown}",
                  where=f"ranking of {dm.id}", place=ranking.place, hint="Add them, or end with a line `the rest`.")
        )  # fmt: skip
    if faults:
        raise InputError(faults)
    return ranks
