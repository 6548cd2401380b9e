"""What one decision maker can do for or against something: every single change of its moves and its wants, solved again.

Thin on purpose: one change at a time. Each that turns the conclusion is reported with what it gives up and whether it works
only through somebody else's fear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from lagebild.analyses.choose_state import chosen_state
from lagebild.analyses.conclusion import ALL, LEADING_CONCEPT, NONE, SOME, Conclusion, conclude, conclude_from
from lagebild.analyses.neighbours import Neighbours
from lagebild.changes import freeze_option, move_want, set_today
from lagebild.changes.losses import OUT, lose
from lagebild.errors import InputError
from lagebild.situation import AnyOrder, Option, PreferenceStatement, Situation
from lagebild.solutions import Analysis, Solution, concepts_named
from lagebild.solutions.concepts import FEARLESS
from lagebild.statements import And, Name, Not, Statement, names, parse

_STRENGTH = {NONE: 0, SOME: 1, ALL: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverChange:
    """One change of one decision maker.

    ``kind``: ``take`` or ``refuse`` (an option committed to, either way), ``move`` (a want to another place), ``drop``. Only in
    sets (``lever_sets``): ``wish`` (a new want), ``lift`` (a rule that goes), ``bind`` (one that comes).
    """

    kind: str
    decision_maker: str
    option: str = ""
    """For ``take``, ``refuse``: the option's key."""
    want: str = ""
    """For ``move``, ``drop``: the want's address."""
    position: int = 0
    """Where the want stands, from 1."""
    to: int = 0
    """For ``move``, ``wish``: where it goes, from 1."""
    past: str = ""
    """For ``move``: the address of the want whose place it takes."""
    rule: str = ""
    """For ``lift``: the rule's address."""
    statement: Statement | None = None
    """For ``wish``, ``lift``, ``bind``: what is wanted, or what the rule says."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Lever:
    """A change that turns the conclusion: what it was, what it becomes, and at what price."""

    change: LeverChange
    before: Conclusion
    after: Conclusion
    price: PreferenceStatement | None
    """The most important want of its maker that held in all stable outcomes before and no longer does in all after."""
    gain: PreferenceStatement | None
    """Likewise, one that holds in all of them only after."""
    by_fear: bool
    """Whether it works only by deterring others: without their fear of an answer nothing would turn."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Levers:
    """Every lever of ``decision_maker``, those that turn the conclusion furthest first, and how many changes were tried."""

    decision_maker: str
    statement: Statement
    wish: str
    """``for`` or ``against`` the statement."""
    before: Conclusion
    tried: int
    ruled_out: tuple[LeverChange, ...]
    """Changes after which no state would be left, or today would not be among them."""
    levers: tuple[Lever, ...]
    """Those that help."""
    backfiring: tuple[Lever, ...]
    """Those that do the contrary."""


KINDS: Final = ("take", "refuse", "move", "drop")
"""The kinds of change, in the order in which equally strong ones are listed."""


@dataclass(frozen=True, eq=False)
class Trials:
    """Every single change of every decision maker, solved once however often it is asked for."""

    analysis: Analysis
    _changes: dict[str, tuple[tuple[LeverChange, tuple[Solution, ...] | None], ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def neighbours(self) -> Neighbours:
        """The analysis with what is solved beside it: without fear, and under the leading concept."""
        return Neighbours(analysis=replace(self.analysis, concepts=concepts_named([FEARLESS, LEADING_CONCEPT])))

    def of(self, decision_maker: str) -> tuple[tuple[LeverChange, tuple[Solution, ...] | None], ...]:
        """The changes of a decision maker, each with the changed situation solved; None where it is ruled out."""
        if decision_maker not in self._changes:
            self._changes[decision_maker] = tuple(
                (change, None if situation is None else self.solved(situation))
                for change, situation in changes_of(self.analysis.situation, decision_maker)
            )
        return self._changes[decision_maker]

    def solved(self, situation: Situation) -> tuple[Solution, ...] | None:
        """A changed situation solved; None where no state is left or today is not among them: nobody could make that change."""
        try:
            return self.neighbours.solved(situation)
        except InputError:
            return None


def levers(
    trials: Trials, decision_maker: str, statement: Statement, *, wish: str = "against", kinds: Collection[str] = KINDS
) -> Levers:
    """Try every single change of ``decision_maker`` and keep those that turn whether ``statement`` holds in stable outcomes."""
    analysis = trials.analysis
    before = conclude(analysis, statement)
    helping: list[Lever] = []
    backfiring: list[Lever] = []
    ruled_out: list[LeverChange] = []
    tried = 0
    for change, solutions in trials.of(decision_maker):
        if change.kind not in kinds:
            continue
        if solutions is None:
            ruled_out.append(change)
            continue
        tried += 1
        after = conclude_from(solutions, statement)
        turn = direction(before, after)
        if turn == 0:
            continue
        lever = _lever(analysis, solutions, change, statement, before, after)
        (helping if (turn < 0) == (wish == "against") else backfiring).append(lever)
    return Levers(
        decision_maker=decision_maker,
        statement=statement,
        wish=wish,
        before=before,
        tried=tried,
        ruled_out=tuple(ruled_out),
        levers=tuple(sorted(_nearest(helping), key=_by_effect)),
        backfiring=tuple(sorted(_nearest(backfiring), key=_by_effect)),
    )


def changes_of(situation: Situation, decision_maker: str) -> Iterator[tuple[LeverChange, Situation | None]]:
    """Every single change of a decision maker's moves and wants, with the situation it makes; None where it is ruled out."""
    dm = situation.decision_maker(decision_maker)
    for option in dm.options:
        for value in (True, False):
            kind = "take" if value else "refuse"
            yield LeverChange(kind=kind, decision_maker=dm.id, option=option.key), committed_to(situation, option, value)
    entries = dm.wants or ()
    for position, entry in enumerate(entries, start=1):
        for to in range(1, len(entries) + 1):
            if to not in (position, position + 1):
                # To swap two neighbours is one change, not two: only its upward form is tried.
                change = LeverChange(kind="move", decision_maker=dm.id, want=entry.address, position=position, to=to,
                                     past=entries[to - 1].address)  # fmt: skip
                yield change, move_want(situation, dm.id, position, to)
    for position, entry in enumerate(entries, start=1):
        for want in entry.members if isinstance(entry, AnyOrder) else (entry,):
            change = LeverChange(kind="drop", decision_maker=dm.id, want=want.address, position=position)
            yield change, lose(situation, {want.address: OUT}).situation


def committed_to(situation: Situation, option: Option, value: bool) -> Situation | None:
    """An option committed to, or against, from today on; None if what is irreversible stands against it today."""
    today = {line.option: line.value for line in situation.today or ()}
    stands = today.get(option.key, today.get(option.joint or "", False))
    kept = {line.option for line in situation.irreversible if line.taken is not value}
    if situation.today is not None and stands is not value and stands is not None and {option.key, option.joint} & kept:
        return None
    committed = freeze_option(situation, option.key, value)
    # What is said of today must not stand against it; where nothing is said, nothing does.
    return committed if situation.today is None else set_today(committed, option.key, value)


def direction(before: Conclusion, after: Conclusion) -> int:
    """1 if the statement holds more widely after, -1 if less, 0 if the conclusion has the same value."""
    old, new = strength_of(before), strength_of(after)
    if old is None or new is None:
        return 0
    return (new > old) - (new < old)


def strength_of(conclusion: Conclusion) -> float | None:
    """How widely it holds, from 0 (nowhere) to 2 (in all), over the cases that have a stable outcome; None: in no case."""
    known = [_STRENGTH[value] for value in conclusion.values if value in _STRENGTH]
    return sum(known) / len(known) if known else None


def _lever(
    analysis: Analysis,
    solutions: tuple[Solution, ...],
    change: LeverChange,
    statement: Statement,
    before: Conclusion,
    after: Conclusion,
) -> Lever:
    turn = direction(before, after)
    without_fear = direction(conclude(analysis, statement, FEARLESS), conclude_from(solutions, statement, FEARLESS))
    price, gain = price_and_gain(analysis, solutions, change.decision_maker)
    return Lever(change=change, before=before, after=after, price=price, gain=gain, by_fear=without_fear != turn)


def price_and_gain(
    analysis: Analysis, solutions: tuple[Solution, ...], decision_maker: str
) -> tuple[PreferenceStatement | None, PreferenceStatement | None]:
    """Its most important want that is secured in all stable outcomes only before, and the one that is only after."""
    wants = analysis.solutions[0].case.wants_of(analysis.situation.decision_maker(decision_maker))
    held = [_holds_throughout(analysis.solutions, want) for want in wants]
    holds = [_holds_throughout(solutions, want) for want in wants]
    lost = [want for want, old, new in zip(wants, held, holds, strict=True) if old and not new]
    won = [want for want, old, new in zip(wants, held, holds, strict=True) if new and not old]
    return (lost[0] if lost else None, won[0] if won else None)


def _holds_throughout(solutions: tuple[Solution, ...], want: PreferenceStatement) -> bool:
    return conclude_from(solutions, want.statement).value == ALL


def _nearest(found: list[Lever]) -> list[Lever]:
    """Of several moves of the same want to the same effect, the shortest one."""
    best: dict[tuple[str, str, str, tuple[str, ...]], Lever] = {}
    for lever in found:
        change = lever.change
        key = (change.kind, change.option, change.want, lever.after.values)
        distance = abs(change.to - change.position)
        if key not in best or distance < abs(best[key].change.to - best[key].change.position):
            best[key] = lever
    return list(best.values())


def _by_effect(lever: Lever) -> tuple[float, int, int]:
    change = abs((strength_of(lever.after) or 0) - (strength_of(lever.before) or 0))
    return (-change, KINDS.index(lever.change.kind), abs(lever.change.to - lever.change.position))


def named_goal(situation: Situation, text: str) -> Statement:
    """A statement whose names this situation knows. Raises: StatementError, UnknownNameError."""
    statement = parse(text)
    for name in names(statement):
        situation.meaning(name.text)
    return statement


def goal_for_state(analysis: Analysis, text: str) -> Statement:
    """The statement that the state called ``text`` satisfies, and besides it only states that differ in what stands ready."""
    model = analysis.solutions[0].model
    position = chosen_state(model, text)
    if model.is_graph:
        return Name(str(model.label(position)))
    literals = tuple(Name(key) if model.truth(Name(key))[position] else Not(Name(key)) for key in model.option_keys)
    return literals[0] if len(literals) == 1 else And(literals)
