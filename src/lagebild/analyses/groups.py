"""The equilibria of an analysis as people look at them: alike ones together, what they share, what they differ in.

States that differ only in what stands ready or in unshared offers are one outcome where every verdict on them agrees.
Outcomes that hold without anybody having to act against its own interest are kept apart from those that hold only if
somebody would.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from lagebild.engine import Engine, choose_engine
from lagebild.model import ConflictModel
from lagebild.situation import JointOption, Option
from lagebild.solutions import Analysis, Solution
from lagebild.solutions.concepts import CONTENT, CREDIBLE
from lagebild.statements import Statement

Label = int | str
Positions = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

NOT_TAKEN: Final = 0
TAKEN: Final = 1
READY: Final = 2
"""Decided on, but what it needs does not hold."""
OFFERED: Final = 4
"""Some consents stand, not all; added to it, shifted by three bits, which ones."""

MAX_REACHED: Final = 2**14
"""Up to how many states it is searched which can be reached from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What a row of an options table is about: an option of one decision maker, or a joint option."""

    key: str
    """The option's key or the joint option's id."""
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a thing stands in an outcome: not, taken, ready, offered (``by`` whom), either (not in force, ready or offered or
    neither: it makes no difference), any (taken or not: it makes no difference).
    """

    kind: str
    by: tuple[str, ...] = ()


Marks = tuple[Mark, ...]
"""One mark per thing."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome that holds: the states shown as one, how everything stands in it, under which concepts it holds."""

    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]
    """One per thing."""
    held_in: tuple[tuple[str, int], ...]
    """Per concept code the cases in which it is an equilibrium, bit n for case n; concepts with none are left out."""
    today: bool = False
    reachable: bool = False
    """Whether improvements lead there from today, in some case."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The codes of the concepts it holds under in some case."""
        return tuple(code for code, _ in self.held_in)

    def cases(self, code: str) -> int:
        """In how many cases it is an equilibrium under ``code``."""
        return dict(self.held_in).get(code, 0).bit_count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Outcomes alike in everything but things that may be taken or not: their mark is ``any``."""

    marks: tuple[Mark, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Outcomes of one kind, those that can be reached from today first."""

    credible: bool
    """Whether nobody has to act against its own interest for them to hold."""
    count: int
    """How many there are."""
    outcomes: tuple[Outcome, ...]
    """As many of them as were asked for."""
    counts: tuple[int, ...]
    """Per thing in how many outcomes it is taken."""

    @property
    def complete(self) -> bool:
        """Whether ``outcomes`` are all of them."""
        return len(self.outcomes) == self.count

    def with_count(self, things: Sequence[Thing], *, least: int, most: int) -> tuple[Thing, ...]:
        """The things that are taken in at least ``least`` and at most ``most`` outcomes."""
        return tuple(thing for thing, count in zip(things, self.counts, strict=True) if least <= count <= most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All equilibria of an analysis."""

    things: tuple[Thing, ...]
    groups: tuple[Group, ...]
    """Credible ones first; a kind without outcomes is left out."""
    case_count: int
    reach_known: bool
    """Whether it was searched what can be reached from today."""


def things_of(options: Sequence[Option], joint_options: Sequence[JointOption]) -> tuple[Thing, ...]:
    """The rows of an options table: options in numbering order, then joint options."""
    own = [Thing(key=option.key, owners=(option.owner,)) for option in options if option.joint is None]
    return (*own, *(Thing(key=joint.id, owners=joint.by) for joint in joint_options))


def group_equilibria(analysis: Analysis, *, where: Statement | None = None, limit: int | None = None) -> Groups:
    """The equilibria under the concepts of ``analysis``; only states where ``where`` holds (in some case), if given."""
    situation = analysis.situation
    things = things_of(situation.options, situation.joint_options) if not situation.is_graph else ()
    labels = _labels(analysis, where)
    table = _Table(analysis, things, labels)
    credible = table.holds_under([concept.code for concept in analysis.concepts if concept.by_itself])
    found = [table.group(chosen, kind, limit) for kind, chosen in ((True, credible), (False, ~credible)) if chosen.any()]
    return Groups(
        things=things,
        groups=tuple(found),
        case_count=len(analysis.solutions),
        reach_known=all(reached is not None for reached in table.reached),
    )


def reached_by_improvements(model: ConflictModel, engine: Engine | None = None) -> Truths | None:
    """Which states improvements lead to from today, anybody's in turn, nobody twice in succession; None where too many.

    Today's own states count as reached. ``engine``: one over the model, where there is one already.
    """
    if model.count > MAX_REACHED:
        return None
    today = np.zeros(model.count, dtype=np.bool_)
    today[list(model.status_quo)] = True
    return (engine or choose_engine(model)).spread(today)


def statuses(model: ConflictModel, things: Sequence[Thing], positions: Positions) -> Rows:
    """Per position a row with the status of every thing."""
    columns = [_status(model, thing, positions) for thing in things]
    return np.stack(columns, axis=1) if columns else np.zeros((len(positions), 0), dtype=np.int64)


def mark_of(thing: Thing, found: set[int]) -> Mark:
    """The mark for the statuses of a thing in the states of one outcome."""
    if len(found) > 1:
        return Mark(kind="either")
    (status,) = found
    if status >= OFFERED:
        return Mark(kind="offered", by=tuple(owner for number, owner in enumerate(thing.owners) if status >> 3 + number & 1))
    return Mark(kind={NOT_TAKEN: "not", TAKEN: "taken", READY: "ready"}[status])


def _status(model: ConflictModel, thing: Thing, positions: Positions) -> Rows:
    number = {key: index for index, key in enumerate(model.option_keys)}
    states = model.states[positions]
    keys = [thing.key] if thing.key in number else [f"{owner}.{thing.key}" for owner in thing.owners]
    given = [(states >> np.uint64(number[key]) & np.uint64(1)).astype(np.int64) for key in keys]
    standing = sum(column << index for index, column in enumerate(given)) + np.zeros(len(positions), dtype=np.int64)
    in_force = np.broadcast_to(np.asarray(model.valuation.of_name(thing.key)), (model.count,))[positions]
    whole = standing == (1 << len(keys)) - 1
    return np.where(
        whole, np.where(in_force, TAKEN, READY), np.where(standing == 0, NOT_TAKEN, OFFERED + (standing << 3))
    ).astype(np.int64)


def _labels(analysis: Analysis, where: Statement | None) -> list[Label]:
    """Every state that is an equilibrium under some concept in some case, in order."""
    found: set[Label] = set()
    for solution in analysis.solutions:
        holds = np.zeros(solution.model.count, dtype=np.bool_)
        for concept in analysis.concepts:
            holds |= solution.is_equilibrium(concept.code)
        if where is not None:
            holds &= solution.model.truth(where)
        labels = solution.model.labels()
        found.update(labels[position] for position in np.flatnonzero(holds).tolist())
    if analysis.situation.is_graph:
        return [label for label in analysis.solutions[0].model.labels() if label in found]
    return sorted(found)


class _Table:
    """The equilibria of all cases side by side: one row a state, states with equal rows one outcome."""

    def __init__(self, analysis: Analysis, things: tuple[Thing, ...], labels: list[Label]) -> None:
        self.analysis, self.things, self.labels = analysis, things, labels
        self.positions = [_positions(solution.model, labels) for solution in analysis.solutions]
        self.reached = [reached_by_improvements(solution.model, solution.engine) for solution in analysis.solutions]
        self.statuses = self._statuses()
        self.outcome_of = self._outcomes()
        self.count = int(self.outcome_of.max()) + 1 if labels else 0
        self.first = np.full(self.count, len(labels), dtype=np.int64)
        np.minimum.at(self.first, self.outcome_of, np.arange(len(labels)))

    def _statuses(self) -> Rows:
        """Per state the status of every thing, in the first case in which the state is feasible."""
        table = np.zeros((len(self.labels), len(self.things)), dtype=np.int64)
        missing = np.ones(len(self.labels), dtype=np.bool_)
        for solution, positions in zip(self.analysis.solutions, self.positions, strict=True):
            new = missing & (positions >= 0)
            table[new] = statuses(solution.model, self.things, positions[new])
            missing &= ~new
        return table

    def _outcomes(self) -> Positions:
        """Per state the number of its outcome: equal in what is in force and in every verdict, in all cases."""
        if not self.things:
            return np.arange(len(self.labels), dtype=np.int64)
        number = np.zeros(len(self.labels), dtype=np.int64)
        for solution, positions in zip(self.analysis.solutions, self.positions, strict=True):
            there = positions >= 0
            in_force = statuses(solution.model, self.things, positions) == TAKEN
            verdicts = [stable[positions] for by_dm in solution.stability.values() for stable in by_dm.values()]
            row = np.column_stack([number, there, np.where(there[:, None], np.column_stack([in_force, *verdicts]), False)])
            number = np.unique(row, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
        return number

    def holds_under(self, codes: Sequence[str]) -> Truths:
        """Per outcome whether it is an equilibrium under one of ``codes`` in some case."""
        found = np.zeros(self.count, dtype=np.bool_)
        for code in codes:
            found |= self._held(code).any(axis=0)
        return found

    def _held(self, code: str) -> Truths:
        """Per case and outcome whether it is an equilibrium under ``code``."""
        rows = [
            np.where(positions[self.first] >= 0, solution.is_equilibrium(code)[positions[self.first]], False)
            for solution, positions in zip(self.analysis.solutions, self.positions, strict=True)
        ]
        return np.stack(rows)

    def group(self, chosen: Truths, credible: bool, limit: int | None) -> Group:
        """The outcomes ``chosen``, today's first, then what can be reached, then by how much speaks for them."""
        outcomes = np.flatnonzero(chosen)
        held = {concept.code: self._held(concept.code) for concept in self.analysis.concepts}
        strength = sum((cases.sum(axis=0) for cases in held.values()), np.zeros(self.count, dtype=np.int64))
        today, reached = self._any_member(self._today()), self._any_member(self._reached())
        order = np.lexsort((self.first[outcomes], -strength[outcomes], ~reached[outcomes], ~today[outcomes]))
        taken = self.statuses[self.first[outcomes]] == TAKEN
        return Group(
            credible=credible,
            count=len(outcomes),
            counts=tuple(taken.sum(axis=0).tolist()),
            outcomes=tuple(
                self._outcome(number, held, today=bool(today[number]), reached=bool(reached[number]))
                for number in outcomes[order[:limit]].tolist()
            ),
        )

    def _outcome(self, number: int, held: dict[str, Truths], *, today: bool, reached: bool) -> Outcome:
        rows = self._rows[number]
        return Outcome(
            labels=tuple(self.labels[row] for row in rows.tolist()),
            marks=tuple(mark_of(thing, set(self.statuses[rows, index].tolist())) for index, thing in enumerate(self.things)),
            held_in=tuple((code, _as_bits(cases[:, number])) for code, cases in held.items() if cases[:, number].any()),
            today=today,
            reachable=reached,
        )

    @cached_property
    def _rows(self) -> list[Positions]:
        """Per outcome the rows of its states, ascending."""
        order = np.argsort(self.outcome_of, kind="stable")
        return np.split(order, np.searchsorted(self.outcome_of[order], np.arange(1, self.count)))

    def _today(self) -> Truths:
        found = np.zeros(len(self.labels), dtype=np.bool_)
        for solution, positions in zip(self.analysis.solutions, self.positions, strict=True):
            found |= np.isin(positions, solution.model.status_quo)
        return found

    def _reached(self) -> Truths:
        found = np.zeros(len(self.labels), dtype=np.bool_)
        for reached, positions in zip(self.reached, self.positions, strict=True):
            if reached is not None:
                found |= (positions >= 0) & reached[positions]
        return found

    def _any_member(self, rows: Truths) -> Truths:
        found = np.zeros(self.count, dtype=np.bool_)
        np.logical_or.at(found, self.outcome_of, rows)
        return found


def families(outcomes: Sequence[Outcome]) -> tuple[Family, ...]:
    """The outcomes put together wherever it makes no difference whether something is taken; each is in one family only.

    States given by name (graph form) have nothing that may be taken, and stand alone.
    """
    rows = [((o.held_in, o.today, o.reachable, len(o.labels) > 1, () if o.marks else o.labels), o.marks, o) for o in outcomes]
    return tuple(Family(marks=marks, outcomes=tuple(members)) for marks, members in put_together(rows))


def put_together(rows: Iterable[tuple[Hashable, Marks, T]]) -> list[tuple[Marks, list[T]]]:
    """Rows that are alike (first entry) and differ only in whether something is taken become one, with the mark ``any``."""
    found: dict[tuple[Hashable, Marks], list[T]] = {}
    for alike, marks, row in rows:
        found.setdefault((alike, marks), []).append(row)
    for index in range(max((len(marks) for _, marks in found), default=0)):
        merged: dict[tuple[Hashable, Marks], list[T]] = {}
        for (alike, marks), members in found.items():
            kind = marks[index].kind
            if kind in ("taken", "not"):
                other = _with_mark(marks, index, Mark(kind="not" if kind == "taken" else "taken"))
                if (alike, other) in found:
                    merged.setdefault((alike, _with_mark(marks, index, Mark(kind="any"))), []).extend(members)
                    continue
            merged[(alike, marks)] = members
        found = merged
    return [(marks, members) for (_, marks), members in found.items()]


def _with_mark(marks: Marks, index: int, mark: Mark) -> Marks:
    return (*marks[:index], mark, *marks[index + 1 :])


def why_they_stay(analysis: Analysis, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Per decision maker: cannot (no move), content (no improvement), deterred (credibly), possible; varies between cases."""
    found: dict[str, set[str]] = {dm.id: set() for dm in analysis.situation.decision_makers}
    for solution in analysis.solutions:
        position = int(_positions(solution.model, [outcome.labels[0]])[0])
        if position >= 0 and any(solution.is_equilibrium(concept.code)[position] for concept in solution.concepts):
            for dm, reasons in found.items():
                reasons.add(reason(solution, dm, position))
    return tuple((dm, reasons.pop() if len(reasons) == 1 else "varies") for dm, reasons in found.items())


def reason(solution: Solution, decision_maker: str, position: int) -> str:
    """Why ``decision_maker`` stays: cannot, content, deterred, possible; ``leaves`` where nothing keeps it."""
    model = solution.model
    if not len(model.moves_from(decision_maker, position)):
        return "cannot"
    if not len(model.improvements_from(decision_maker, position)):
        return "content"
    stable = [c for c in solution.concepts if c.keeps != CONTENT and solution.stable(c.code, decision_maker)[position]]
    if any(concept.keeps == CREDIBLE for concept in stable):
        return "deterred"
    return "possible" if stable else "leaves"


def _as_bits(truths: Truths) -> int:
    return int.from_bytes(np.packbits(truths, bitorder="little").tobytes(), "little")


def _positions(model: ConflictModel, labels: list[Label]) -> Positions:
    """Where each label stands in ``model``; -1 where it is not feasible there."""
    if model.is_graph:
        index = {label: position for position, label in enumerate(model.labels())}
        return np.array([index[label] for label in labels], dtype=np.int64)
    wanted = np.array(labels, dtype=np.uint64)
    found = np.minimum(np.searchsorted(model.states, wanted), model.count - 1)
    positions: Positions = np.where(model.states[found] == wanted, found, -1).astype(np.int64)
    return positions
