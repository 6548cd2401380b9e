"""The audit of the input as one frozen record: what was guessed, which of it matters, and on whose voice the rest stands."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from lagebild.analyses.audit.dependence import Dependence, UnwantedOption, dependences, unwanted_options
from lagebild.analyses.audit.idle_lines import IdleLine, WantTrial, idle_lines, tried_wants, unused_words
from lagebild.analyses.audit.orders import OpenOrder, OrderDecision, open_orders, order_decisions, tried_orders
from lagebild.analyses.audit.rules import Veto, vetoes
from lagebild.analyses.audit.ties import StuckEquilibrium, Ties, stuck_equilibria, ties
from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.neighbours import Asked, Label, Neighbours, neighbours
from lagebild.changes import apply
from lagebild.errors import Fault, InputError, TooLargeError
from lagebild.evidence.coverage import Coverage, Sourcing, coverage, sourcing
from lagebild.evidence.record_notes import RecordNotes, record_notes
from lagebild.model import build
from lagebild.situation import Situation
from lagebild.solutions import concept_named

Progress = Callable[[int, int], None]
"""Told how many trials are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How large the situation is. What needs solving is None where it is too large."""

    decision_makers: int
    options: int
    states: tuple[int, int] | None
    """Feasible states: the least and the most over the cases."""
    cases: int
    today: tuple[Label, ...] | None
    """The states that can be today's, in any case."""
    claims: int
    voices: int
    sources: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Trials:
    """What was found by solving, again and again with one thing changed."""

    base: Neighbours
    conclusions: tuple[Asked, ...]
    open_orders: tuple[OpenOrder, ...]
    wants: tuple[WantTrial, ...]
    vetoes: tuple[Veto, ...]
    ties: tuple[Ties, ...]
    stuck: tuple[StuckEquilibrium, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Audit:
    """What the file says and what it leaves open. Lines by their addresses, states by number or id."""

    situation: Situation
    """With the what-if applied."""
    what_if: str | None = None
    leading: str
    """The concept that "matters" goes by."""
    numbers: Numbers
    sourcing: Sourcing
    orders: tuple[OrderDecision, ...]
    coverage: Coverage
    record: RecordNotes
    """What is odd in sources, speakers and claims."""
    matrix: tuple[Dependence, ...]
    unwanted: tuple[UnwantedOption, ...]
    idle: tuple[IdleLine, ...]
    trials: Trials | None = None
    """None where the situation is too large to be solved."""
    too_large: str = ""
    """Why nothing was solved, where nothing was."""

    @property
    def unsourced(self) -> int:
        """How many lines and orders name no claim."""
        return len(self.sourcing.unsourced) + sum(not order.sourced for order in self.orders)

    @property
    def orders_tried(self) -> bool:
        """Whether order decisions were exchanged and solved."""
        return any(order.difference is not None for order in self.orders)


def audit(
    situation: Situation,
    *,
    leading: str = LEADING_CONCEPT,
    try_orders: bool = True,
    what_if: str | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Look the file over: is it sound, what in it was guessed, what of that matters, what carries nothing.

    ``try_orders``: exchange every two neighbouring wants, take out every want, and solve again; the long part where there
    are many states. ``progress`` is told how far that is.
    Raises: InputError where the situation, or one of its what-ifs, is at fault; UnknownNameError.
    """
    leading = concept_named(leading).code
    _require_what_ifs(situation)
    if what_if is not None:
        situation = apply(situation, what_if)
    covered = coverage(situation)
    try:
        base = neighbours(situation, leading)
    except TooLargeError as error:
        matrix = dependences(situation)
        return Audit(
            situation=situation,
            what_if=what_if,
            leading=leading,
            numbers=_numbers(situation, covered, None),
            sourcing=sourcing(situation),
            orders=order_decisions(situation),
            coverage=covered,
            record=record_notes(situation),
            matrix=matrix,
            unwanted=unwanted_options(situation, matrix),
            idle=unused_words(situation),
            too_large=str(error),
        )
    matrix = dependences(situation, base.models_by_circumstances)
    step = _counted(situation, progress)
    return Audit(
        situation=situation,
        what_if=what_if,
        leading=leading,
        numbers=_numbers(situation, covered, base),
        sourcing=sourcing(situation),
        orders=tried_orders(base, step) if try_orders else order_decisions(situation),
        coverage=covered,
        record=record_notes(situation),
        matrix=matrix,
        unwanted=unwanted_options(situation, matrix),
        idle=idle_lines(base),
        trials=Trials(
            base=base,
            conclusions=base.conclusions,
            open_orders=open_orders(base),
            wants=tried_wants(base, step) if try_orders else (),
            vetoes=vetoes(base),
            ties=ties(base),
            stuck=stuck_equilibria(base),
        ),
    )


def _counted(situation: Situation, progress: Progress | None) -> Callable[[], None]:
    """Tells ``progress`` before each trial how many are done."""
    total = len(order_decisions(situation)) + sum(len(dm.single_wants) for dm in situation.decision_makers)
    done = itertools.count()

    def step() -> None:
        if progress is not None:
            progress(next(done), total)

    return step


def _numbers(situation: Situation, covered: Coverage, base: Neighbours | None) -> Numbers:
    models = () if base is None else base.models
    counts = [model.count for model in models]
    today = dict.fromkeys(model.label(position) for model in models for position in model.status_quo)
    return Numbers(
        decision_makers=len(situation.decision_makers),
        options=len(situation.options),
        states=(min(counts), max(counts)) if counts else None,
        cases=situation.case_count,
        today=tuple(today) if base is not None else None,
        claims=covered.claims,
        voices=len(covered.voices),
        sources=covered.sources,
    )


def _require_what_ifs(situation: Situation) -> None:
    """Check that every what-if can be applied and leaves a model. Raises: InputError with every fault."""
    faults: list[Fault] = []
    for what_if in situation.what_ifs:
        try:
            build(apply(situation, what_if.id))
        except TooLargeError:
            # Then the situation itself is large, and that is said once.
            continue
        except InputError as error:
            faults.extend(_in_what_if(fault, what_if.id) for fault in error.faults)
    if faults:
        raise InputError(faults)


def _in_what_if(fault: Fault, id_: str) -> Fault:
    where = fault.where if fault.where.startswith("what-if") else ", ".join(filter(None, (f"what-if {id_}", fault.where)))
    return Fault(message=fault.message, where=where, hint=fault.hint, place=fault.place)
