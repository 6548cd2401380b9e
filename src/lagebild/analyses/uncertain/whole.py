"""In which of the completions a state is stable: all, some or none.

For nash, gmr and smr the comparisons of one decision maker with one state decide, and the two extreme readings of them are
both met by completions: exact without listing any. For seq and sseq the others' completions decide which answers they want to
give; these are followed pattern by pattern where there are few. Where there are many, two bounds hold, and patterns that are
drawn (with a fixed seed) show what some completion does; what lies between is said to be undecided.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from lagebild.analyses.uncertain.extensions import EXTENSIONS, stable_in
from lagebild.analyses.uncertain.patterns import draw_pattern, patterns
from lagebild.analyses.uncertain.relations import CODES, bound, ends, moves_of, stable, wary
from lagebild.errors import NotApplicableError, TooLargeError
from lagebild.model import Builder, ConflictModel
from lagebild.model.known import Known, Pairs, known_of, of_payoffs, without_the_unknown
from lagebild.situation import Case, Situation
from lagebild.solutions.concepts import concept_named
from lagebild.solutions.view import StateSet

Label = int | str

Status = Literal["all", "some", "none", "all-or-some", "some-or-none", "undecided"]

STATUSES: Final[tuple[Status, ...]] = ("all", "all-or-some", "some", "some-or-none", "undecided", "none")
"""In how many completions: from all to none; three kinds of not knowing."""

JUDGED: Final = CODES

MAX_PATTERNS: Final = 1_000
"""Up to how many patterns all of them are followed."""

DRAWN: Final = 200
"""How many patterns are drawn where there are more."""

MAX_WORK: Final = 2**24
"""Where states are many, so many pairs of them are looked at over all patterns, and accordingly fewer patterns."""

AT_LEAST: Final = 8

SEED: Final = 1

MAX_CASES: Final = 200
"""How many cases of what else is open are looked at."""

MAX_STATES: Final = 2**10


@dataclass(frozen=True, eq=False, kw_only=True)
class Judged:
    """Per state whether it is stable in all completions, and in some: known to be, known not to be, or not known."""

    in_all: StateSet = field(repr=False)
    not_in_all: StateSet = field(repr=False)
    in_some: StateSet = field(repr=False)
    in_none: StateSet = field(repr=False)

    def status(self, position: int) -> Status:
        """In how many completions."""
        if self.in_all[position]:
            return "all"
        if self.in_none[position]:
            return "none"
        if self.in_some[position]:
            return "some" if self.not_in_all[position] else "all-or-some"
        return "some-or-none" if self.not_in_all[position] else "undecided"

    @property
    def exact(self) -> bool:
        """Whether nothing is left undecided."""
        return bool(((self.in_all | self.not_in_all) & (self.in_some | self.in_none)).all())


@dataclass(frozen=True, eq=False, kw_only=True)
class UncertainCase:
    """One case of what else is open. ``""`` among the decision makers is everybody: equilibria."""

    model: ConflictModel = field(repr=False)
    """States and moves; the payoffs of those who are not fully known mean nothing."""
    known: Mapping[str, Known] = field(repr=False)
    judged: Mapping[str, Mapping[str, Judged]] = field(repr=False)
    extensions: Mapping[str, Mapping[str, Mapping[str, StateSet]]] = field(repr=False)
    """Extension -> concept -> decision maker (or ``""``) -> states."""
    patterns: int
    complete: bool
    """Whether all patterns were followed; else as many were drawn."""

    @property
    def case(self) -> Case:
        """How what else is open was settled."""
        return self.model.case

    def unknown_pairs(self, decision_maker: str) -> int:
        """How many pairs of states somebody is not known to compare."""
        return int(self.known[decision_maker].unknown.sum()) // 2


@dataclass(frozen=True, eq=False, kw_only=True)
class Uncertain:
    """What holds although comparisons are unknown, in every case of what else is open."""

    situation: Situation
    what_if: str | None = None
    codes: tuple[str, ...]
    cases: tuple[UncertainCase, ...]
    seconds: float

    @property
    def exact(self) -> bool:
        """Whether nothing is undecided."""
        return all(judged.exact for case in self.cases for by_dm in case.judged.values() for judged in by_dm.values())

    def statuses(self, code: str, decision_maker: str = "") -> dict[Label, Status]:
        """Per state in how many completions (and cases of what else is open) it is stable; for nobody named an equilibrium."""
        code = concept_named(code).code
        if code not in self.codes:
            raise NotApplicableError(f"completions are judged under {', '.join(CODES)}, not under {code}.")
        if decision_maker:
            self.situation.decision_maker(decision_maker)
        order: dict[Label, list[Status]] = {}
        for case in self.cases:
            judged = case.judged[code][decision_maker]
            for position, label in enumerate(case.model.labels()):
                order.setdefault(label, []).append(judged.status(position))
        labels = list(order) if self.situation.is_graph else sorted(order, key=int)
        return {label: _together(order[label], len(self.cases)) for label in labels}

    def equilibria(self, code: str, status: Status = "all") -> tuple[Label, ...]:
        """The states that are equilibria in all completions, or in as many as ``status`` says."""
        return tuple(label for label, found in self.statuses(code).items() if found == status)

    def extension(self, name: str, code: str, decision_maker: str = "") -> tuple[Label, ...]:
        """The states that are stable under an extension (a, b, c or d), in every case of what else is open."""
        kept: dict[Label, int] = {}
        for case in self.cases:
            for position in np.flatnonzero(case.extensions[name][code][decision_maker]).tolist():
                label = case.model.label(position)
                kept[label] = kept.get(label, 0) + 1
        return tuple(label for label, count in kept.items() if count == len(self.cases))


def _together(statuses: Sequence[Status], cases: int) -> Status:
    """One status for several cases; a state that is missing in one is no state there, and so not stable."""
    all_ = ["none"] * (cases - len(statuses)) + list(statuses)
    if set(all_) == {"all"}:
        return "all"
    if set(all_) == {"none"}:
        return "none"
    not_all = any(status in ("some", "none", "some-or-none") for status in all_)
    some = any(status in ("all", "some", "all-or-some") for status in all_)
    if not_all and some:
        return "some"
    if some:
        return "all-or-some"
    return "some-or-none" if not_all else "undecided"


def uncertain(
    situation: Situation,
    concepts: Iterable[str] | None = None,
    *,
    what_if: str | None = None,
    limit: int = MAX_PATTERNS,
    drawn: int = DRAWN,
    seed: int = SEED,
) -> Uncertain:
    """In which completions of the unknown comparisons what is stable, and the four extensions.

    ``limit``: up to how many patterns of the others' moves all are followed; of more, ``drawn`` are drawn with ``seed``.
    Raises: InputError, NotApplicableError where everything is known or a concept is not judged, TooLargeError.
    """
    begun = time.perf_counter()
    if what_if is not None:
        from lagebild.changes import apply

        situation = apply(situation, what_if)
    codes = tuple(concept_named(code).code for code in (CODES if concepts is None else concepts))
    if other := [code for code in codes if code not in CODES]:
        raise NotApplicableError(f"completions are judged under {', '.join(CODES)}, not under {', '.join(other)}.")
    if not situation.uncertain:
        raise NotApplicableError("everything is known of what everybody prefers: there is nothing to complete.")
    if situation.case_count > MAX_CASES:
        raise TooLargeError(f"{situation.case_count:,} cases of what else is open; at most {MAX_CASES} are looked at.")
    builder = Builder(without_the_unknown(situation))
    frames: list[ConflictModel] = []
    for case in situation.cases():
        frames.append(builder.build(case, frames[-1] if frames else None))
    if (count := max(frame.count for frame in frames)) > MAX_STATES:
        raise TooLargeError(
            f"{count:,} feasible states; preferences that are not fully known are judged for at most {MAX_STATES:,}. "
            "Rule out combinations that cannot be (`rules`)."
        )
    cases = tuple(_Judge(situation, frame, codes, limit, drawn, seed).case() for frame in frames)
    return Uncertain(
        situation=situation, what_if=what_if, codes=codes, cases=cases, seconds=time.perf_counter() - begun
    )  # fmt: skip


class _Judge:
    """Judges one case."""

    def __init__(
        self, situation: Situation, frame: ConflictModel, codes: tuple[str, ...], limit: int, drawn: int, seed: int
    ) -> None:
        self.frame, self.codes = frame, codes
        affordable = MAX_WORK // frame.count**2
        self.limit = min(limit, max(AT_LEAST, affordable))
        self.drawn = min(drawn, max(AT_LEAST, affordable))
        self.rng = random.Random(seed)
        self.moves = moves_of(frame)
        self.known = {
            dm.id: known_of(frame, dm) if dm.uncertain else of_payoffs(frame.payoffs[dm.id]) for dm in situation.decision_makers
        }
        self.reach = {focal: ends(self._others(self.moves, focal)) for focal in self.moves if len(self.moves) > 1}
        self.credible_of: dict[tuple[object, ...], Pairs] = {}

    @staticmethod
    def _others(moves: Mapping[str, Pairs], focal: str) -> dict[str, Pairs]:
        return {dm: own for dm, own in moves.items() if dm != focal}

    def case(self) -> UncertainCase:
        """Everything about the case."""
        judged: dict[str, dict[str, Judged]] = {}
        followed, complete = [dict(self.known)], True
        if any(_credible(code) for code in self.codes):
            followed, complete = self._followed()
        for code in self.codes:
            judged[code] = self._by_answers(code, followed, complete) if _credible(code) else self._by_reading(code)
        extensions: dict[str, dict[str, dict[str, StateSet]]] = {}
        for extension in EXTENSIONS:
            found = stable_in(extension, self.moves, self.known, self.reach)
            extensions[extension.name] = {
                code: {**found[code], "": np.logical_and.reduce(list(found[code].values()))} for code in self.codes
            }
        return UncertainCase(
            model=self.frame,
            known=self.known,
            judged=judged,
            extensions=extensions,
            patterns=len(followed),
            complete=complete,
        )

    # --- nash, gmr, smr -----------------------------------------------------------------------------------------------

    def _by_reading(self, code: str) -> dict[str, Judged]:
        """The set of states better than a given one can be any that what is known allows; verdicts fall as it grows.

        So the largest and the smallest of these sets decide, and each belongs to a completion. What one decision maker's
        completion does, no other's undoes.
        """
        found: dict[str, Judged] = {}
        for focal, own in self.moves.items():
            answers = self.reach.get(focal)
            always = stable(code, wary(self.known[focal]), own, self._or_none(answers))
            ever = stable(code, bound(self.known[focal]), own, self._or_none(answers))
            found[focal] = _exactly(always, ever)
        always = np.logical_and.reduce([one.in_all for one in found.values()])
        ever = np.logical_and.reduce([one.in_some for one in found.values()])
        return {**found, "": _exactly(always, ever)}

    def _or_none(self, answers: Pairs | None) -> Pairs:
        """Nobody else there: nothing is answered."""
        return np.zeros((self.frame.count, self.frame.count), dtype=np.bool_) if answers is None else answers

    # --- seq, sseq ----------------------------------------------------------------------------------------------------

    def _followed(self) -> tuple[list[dict[str, Known]], bool]:
        """The patterns of everybody's moves together: all, or some that were drawn; and whether these are all."""
        lists: dict[str, list[Known]] = {}
        count = 1
        for dm, own in self.moves.items():
            lists[dm] = list(itertools.islice(patterns(self.known[dm], own), self.limit + 1))
            count *= len(lists[dm])
        if count <= self.limit:
            return [dict(zip(lists, row, strict=True)) for row in itertools.product(*lists.values())], True
        return [self._drawn() for _ in range(self.drawn)], False

    def _drawn(self) -> dict[str, Known]:
        return {
            dm: one if one.complete else draw_pattern(one, self.moves[dm], self.rng) for dm, one in self.known.items()
        }  # fmt: skip

    def _credible(self, focal: str, pattern: Mapping[str, Known]) -> Pairs:
        """Where improvements of the others lead in a pattern."""
        others = [dm for dm in self.moves if dm != focal]
        key = (focal, *(id(pattern[dm]) for dm in others))
        if key not in self.credible_of:
            improving = {dm: self.moves[dm] & pattern[dm].better.T for dm in others}
            self.credible_of[key] = self._or_none(ends(improving) if others else None)
        return self.credible_of[key]

    def _by_answers(self, code: str, followed: Sequence[Mapping[str, Known]], complete: bool) -> dict[str, Judged]:
        """Within a pattern the others' answers are settled, and the two readings of the focal one's own unknown are exact."""
        shape = self.frame.count
        always = {dm: np.ones(shape, dtype=np.bool_) for dm in self.moves}
        ever = {dm: np.zeros(shape, dtype=np.bool_) for dm in self.moves}
        together = np.zeros(shape, dtype=np.bool_)
        for pattern in followed:
            here = np.ones(shape, dtype=np.bool_)
            for focal, own in self.moves.items():
                answers = self._credible(focal, pattern)
                always[focal] &= stable(code, wary(pattern[focal]), own, answers)
                may_be = stable(code, bound(pattern[focal]), own, answers)
                ever[focal] |= may_be
                here &= may_be
            together |= here
        if complete:
            found = {dm: _exactly(always[dm], ever[dm]) for dm in self.moves}
            everybody = np.logical_and.reduce(list(always.values()))
            return {**found, "": _exactly(everybody, together)}
        found = {dm: self._between(code, dm, ~always[dm], ever[dm]) for dm in self.moves}
        everybody = Judged(
            in_all=np.logical_and.reduce([one.in_all for one in found.values()]),
            not_in_all=np.logical_or.reduce([one.not_in_all for one in found.values()]),
            in_some=together | np.logical_and.reduce([one.in_all for one in found.values()]),
            in_none=np.logical_or.reduce([one.in_none for one in found.values()]),
        )
        return {**found, "": everybody}

    def _between(self, code: str, focal: str, not_in_all: StateSet, in_some: StateSet) -> Judged:
        """What the bounds prove, with what was met among the patterns drawn."""
        sure = {dm: own & self.known[dm].better.T for dm, own in self._others(self.moves, focal).items()}
        perhaps = {dm: own & ~self.known[dm].at_least for dm, own in self._others(self.moves, focal).items()}
        own = self.moves[focal]
        least = stable(code, wary(self.known[focal]), own, self._or_none(ends(sure) if sure else None))
        most = stable(code, bound(self.known[focal]), own, self._or_none(ends(perhaps) if perhaps else None))
        return Judged(in_all=least, not_in_all=not_in_all | ~most, in_some=in_some | least, in_none=~most)


def _credible(code: str) -> bool:
    sanction = concept_named(code).sanction
    return sanction is not None and sanction.credible


def _exactly(always: StateSet, ever: StateSet) -> Judged:
    return Judged(in_all=always, not_in_all=~always, in_some=ever, in_none=~ever)
