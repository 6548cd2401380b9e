"""What each decision maker sees, and what comes of it: a hypergame of the first level.

Everybody solves the situation as it sees it. A true state is seen with the options that somebody does not see as they are
today; what is then no state of its game it does not judge. Sources: P. G. Bennett (1977), Toward a theory of hypergames, Omega
5, 749-751; M. Wang, K. W. Hipel, N. M. Fraser (1989), Solution concepts in hypergames, Applied Mathematics and Computation 34,
147-171; Y. M. Aljefri, K. W. Hipel, L. Fang (2017), General hypergame analysis within the graph model for conflict resolution.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from lagebild.analyses.neighbours import Label, settled_alike
from lagebild.changes.views import seen_by
from lagebild.errors import NotApplicableError
from lagebild.model import ConflictModel
from lagebild.situation import Situation
from lagebild.solutions import Analysis, Solution, analyse
from lagebild.solutions.concepts import LEADING

Verdict = Literal["stays", "leaves", "either", "unjudged"]

VERDICTS: Final[tuple[Verdict, ...]] = ("stays", "leaves", "either", "unjudged")
"""``either``: its view leaves something open, and it depends on that. ``unjudged``: it sees no such state."""

Surprise = Literal["outside", "unexpected"]
"""What happens is a state that somebody does not see as it is; or one that it sees and does not take to last."""

Change = Literal["gains", "loses", "mixed", "same", "nothing-left"]

Verdicts = npt.NDArray[np.int8]
"""Per true state an index into ``VERDICTS``."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Seen:
    """The situation as one decision maker sees it, solved; ``differs``: the file gives it a view of its own."""

    decision_maker: str
    analysis: Analysis = field(repr=False)
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What changes if one decision maker comes to see the situation as the file has it.

    ``value``: for itself, by its true preferences: whether the worst and the best of the outcomes that last get better.
    """

    decision_maker: str
    concept: str
    appears: tuple[Label, ...]
    vanishes: tuple[Label, ...]
    value: Change


@dataclass(frozen=True, eq=False, kw_only=True)
class ViewsCase:
    """One case of what is open in the file."""

    solution: Solution = field(repr=False)
    """The situation as the file has it."""
    verdicts: Mapping[str, Mapping[str, Verdicts]] = field(repr=False)
    """Concept -> decision maker -> per true state what it does by its own view."""
    surprises: Mapping[str, Mapping[int, Mapping[str, Surprise]]]
    """Concept -> equilibrium -> whom it surprises, and how."""
    learning: tuple[Learning, ...]
    """For each one with a view, per concept."""

    @property
    def model(self) -> ConflictModel:
        """The true states."""
        return self.solution.model

    def equilibria(self, code: str) -> tuple[int, ...]:
        """Positions of the states that everybody stays in by its own view: equilibria of the hypergame."""
        return tuple(np.flatnonzero(_all_stay(self.verdicts[code].values())).tolist())

    def true_equilibria(self, code: str) -> tuple[int, ...]:
        """Positions of the equilibria if everybody saw the situation as the file has it."""
        return self.solution.equilibria(code)


@dataclass(frozen=True, eq=False, kw_only=True)
class Views:
    """A hypergame solved: every view, and what comes of them together, in every case of what is open."""

    situation: Situation
    what_if: str | None = None
    codes: tuple[str, ...]
    seen: tuple[Seen, ...]
    cases: tuple[ViewsCase, ...]
    seconds: float

    def equilibria(self, concept: str = LEADING) -> tuple[Label, ...]:
        """The states that are equilibria of the hypergame in every case."""
        return self._in_every_case([case.equilibria(concept) for case in self.cases])

    def true_equilibria(self, concept: str = LEADING) -> tuple[Label, ...]:
        """The states that would be equilibria in every case if everybody saw the situation as the file has it."""
        return self._in_every_case([case.true_equilibria(concept) for case in self.cases])

    def expected(self, decision_maker: str, concept: str = LEADING) -> tuple[Label, ...]:
        """The states that somebody takes to last, in every case of its own view. Raises: UnknownNameError."""
        self.situation.decision_maker(decision_maker)
        return next(seen.analysis for seen in self.seen if seen.decision_maker == decision_maker).equilibria(concept)

    def surprises(self, concept: str = LEADING) -> dict[Label, dict[str, Surprise]]:
        """Per equilibrium of the hypergame (in some case) whom it surprises; how, in the first case where it does."""
        found: dict[Label, dict[str, Surprise]] = {}
        for case in self.cases:
            for position, by_dm in case.surprises[concept].items():
                for dm, kind in by_dm.items():
                    found.setdefault(case.model.label(position), {}).setdefault(dm, kind)
        return found

    def _in_every_case(self, positions: Sequence[tuple[int, ...]]) -> tuple[Label, ...]:
        kept: dict[Label, int] = {}
        for case, found in zip(self.cases, positions, strict=True):
            for position in found:
                label = case.model.label(position)
                kept[label] = kept.get(label, 0) + 1
        return tuple(label for label, count in kept.items() if count == len(self.cases))


def views(situation: Situation, concepts: Iterable[str] = (LEADING,), *, what_if: str | None = None) -> Views:
    """The situation as everybody sees it, solved under ``concepts``, and what comes of it.

    Raises: InputError, NotApplicableError where the file gives nobody a view, UnknownNameError, TooLargeError.
    """
    begun = time.perf_counter()
    true = analyse(situation, concepts, what_if=what_if)
    situation = true.situation
    if not situation.views:
        raise NotApplicableError("everybody sees the situation as the file has it: `views` says where somebody does not.")
    codes = tuple(concept.code for concept in true.concepts)
    with_view = {view.decision_maker for view in situation.views}
    seen = tuple(
        Seen(
            decision_maker=dm.id,
            analysis=analyse(seen_by(situation, dm.id), codes) if dm.id in with_view else true,
            differs=dm.id in with_view,
        )
        for dm in situation.decision_makers
    )
    alike = {one.decision_maker: _alike(true, one) for one in seen}
    cases = tuple(_case(true.solutions[number], number, seen, alike, codes) for number in range(len(true.solutions)))
    return Views(
        situation=situation, what_if=what_if, codes=codes, seen=seen, cases=cases, seconds=time.perf_counter() - begun
    )  # fmt: skip


def _alike(true: Analysis, seen: Seen) -> tuple[tuple[int, ...], ...]:
    """Per case of the file the cases of a view that settle alike what is open in both."""
    if not seen.differs:
        return tuple((number,) for number in range(len(true.solutions)))
    cases, later = ([solution.case for solution in one.solutions] for one in (true, seen.analysis))
    return settled_alike(true.situation, cases, seen.analysis.situation, later)


def _case(
    solution: Solution,
    number: int,
    seen: Sequence[Seen],
    alike: Mapping[str, tuple[tuple[int, ...], ...]],
    codes: tuple[str, ...],
) -> ViewsCase:
    in_view = {
        one.decision_maker: [one.analysis.solutions[place] for place in alike[one.decision_maker][number]] for one in seen
    }
    positions = {dm: [_as_seen(solution.model, own.model) for own in solutions] for dm, solutions in in_view.items()}
    verdicts = {
        code: {dm: _verdicts(code, dm, solutions, positions[dm]) for dm, solutions in in_view.items()} for code in codes
    }
    differing = [one.decision_maker for one in seen if one.differs]
    surprises = {
        code: {
            state: found
            for state in np.flatnonzero(_all_stay(verdicts[code].values())).tolist()
            if (found := _surprised(code, state, solution.model, differing, in_view, positions))
        }
        for code in codes
    }
    learning = tuple(_learning(code, dm, solution, verdicts[code]) for dm in differing for code in codes)
    return ViewsCase(solution=solution, verdicts=verdicts, surprises=surprises, learning=learning)


def _as_seen(true: ConflictModel, own: ConflictModel) -> npt.NDArray[np.int64]:
    """Per true state the position of the state that is seen in its place; -1 where that is none."""
    if true.is_graph:
        place = {label: position for position, label in enumerate(own.labels())}
        return np.array([place.get(label, -1) for label in true.labels()], dtype=np.int64)
    number = {key: place for place, key in enumerate(true.option_keys)}
    mask = sum(1 << number[key] for key, _ in own.situation.frozen)
    held = sum(1 << number[key] for key, value in own.situation.frozen if value)
    patterns = (true.states & np.uint64(~mask & (2**64 - 1))) | np.uint64(held)
    found = np.minimum(np.searchsorted(own.states, patterns), own.count - 1)
    return np.where(own.states[found] == patterns, found, -1).astype(np.int64)


def _verdicts(code: str, dm: str, solutions: Sequence[Solution], positions: Sequence[npt.NDArray[np.int64]]) -> Verdicts:
    """What somebody does in each true state, over the cases of its view that settle alike what is open in both."""
    stays, leaves, unjudged = (np.zeros(len(positions[0]), dtype=np.bool_) for _ in range(3))
    for solution, seen in zip(solutions, positions, strict=True):
        stable = solution.stable(code, dm)[seen]
        judged = seen >= 0
        stays |= judged & stable
        leaves |= judged & ~stable
        unjudged |= ~judged
    found = np.full(len(stays), VERDICTS.index("either"), dtype=np.int8)
    found[stays & ~leaves] = VERDICTS.index("stays")
    found[leaves & ~stays] = VERDICTS.index("leaves")
    found[unjudged] = VERDICTS.index("unjudged")
    return found


def _all_stay(verdicts: Iterable[Verdicts]) -> npt.NDArray[np.bool_]:
    found = [one == VERDICTS.index("stays") for one in verdicts]
    return np.asarray(np.logical_and.reduce(found), dtype=np.bool_)


def _surprised(
    code: str,
    state: int,
    true: ConflictModel,
    differing: Sequence[str],
    in_view: Mapping[str, Sequence[Solution]],
    positions: Mapping[str, Sequence[npt.NDArray[np.int64]]],
) -> dict[str, Surprise]:
    """Whom an equilibrium of the hypergame surprises."""
    found: dict[str, Surprise] = {}
    for dm in differing:
        seen = [int(places[state]) for places in positions[dm]]
        own = in_view[dm]
        pairs = list(zip(seen, own, strict=True))
        if any(place < 0 or solution.model.label(place) != true.label(state) for place, solution in pairs):
            found[dm] = "outside"
        elif not any(solution.is_equilibrium(code)[place] for place, solution in pairs):
            found[dm] = "unexpected"
    return found


def _learning(code: str, dm: str, solution: Solution, verdicts: Mapping[str, Verdicts]) -> Learning:
    before = _all_stay(verdicts.values())
    others = [one for other, one in verdicts.items() if other != dm]
    after = solution.stable(code, dm) & (_all_stay(others) if others else True)
    model = solution.model
    return Learning(
        decision_maker=dm,
        concept=code,
        appears=tuple(model.label(position) for position in np.flatnonzero(after & ~before).tolist()),
        vanishes=tuple(model.label(position) for position in np.flatnonzero(before & ~after).tolist()),
        value=_value(model.payoffs[dm], before, after),
    )


def _value(payoff: npt.NDArray[np.int64], before: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_]) -> Change:
    """By the worst and the best of what lasts."""
    if np.array_equal(before, after):
        return "same"
    if not before.any() or not after.any():
        return "nothing-left"
    worst = int(payoff[after].min()) - int(payoff[before].min())
    best = int(payoff[after].max()) - int(payoff[before].max())
    if worst == best == 0:
        return "same"
    if min(worst, best) >= 0:
        return "gains"
    return "loses" if max(worst, best) <= 0 else "mixed"
