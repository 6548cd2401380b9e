"""What Lagebild computes, in the form in which publications print it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lagebild.situation import Situation
from lagebild.solutions import CODES, Solution, analyse

Label = int | str
States = tuple[Label, ...]

COALITION = "coalition-"


def states_with(
    situation: Situation,
    concept: str,
    *,
    by: str = "",
    coalition: Iterable[str] = (),
    case: int = 1,
    what_if: str | None = None,
) -> States:
    """The states with ``concept`` for ``by`` or ``coalition``; as equilibria where neither is given."""
    code = concept.removeprefix(COALITION)
    wanted = [tuple(coalition)] if concept.startswith(COALITION) else None
    analysis = analyse(situation, [code], coalitions=wanted, what_if=what_if)
    solution = analysis.solutions[case - 1]
    if wanted is not None:
        (stability,) = analysis.coalitions[case - 1].stability.values()
        return tuple(solution.model.label(position) for position in stability[code])
    if not by:
        return tuple(solution.model.label(position) for position in solution.equilibria(code))
    return tuple(label for label, holds in zip(solution.model.labels(), solution.stable(code, by), strict=True) if holds)


def tiers(situation: Situation, by: str, *, case: int = 1) -> tuple[States, ...]:
    """The states as ``by`` ranks them, best first, equally preferred ones together."""
    solution: Solution = analyse(situation, ["nash"]).solutions[case - 1]
    payoff = dict(zip(solution.model.labels(), solution.model.payoffs[by].tolist(), strict=True))
    best_first = sorted(payoff, key=lambda label: -payoff[label])
    return tuple(tuple(tier) for _, tier in groupby(best_first, key=payoff.__getitem__))


def is_checked(concept: str) -> bool:
    """Whether Lagebild can compute what is printed under this name."""
    return concept == "ranking" or concept.removeprefix(COALITION) in CODES
