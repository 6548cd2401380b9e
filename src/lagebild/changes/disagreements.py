"""What a second person would say instead, and the situation in which it is said.

A disagreement names a line of a situation, gives a reason, and may say what holds instead. Any of them can be applied to the
situation as it stands, one by one or several together; the situation itself is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from lagebild.changes.lines import line_at, set_circumstance, set_today
from lagebild.changes.losses import OPPOSITE, OUT, Lost, lose
from lagebild.changes.names import require_known
from lagebild.changes.variant import apply
from lagebild.changes.wants import find_want
from lagebild.errors import Fault, InputError, Place, UnknownNameError, did_you_mean
from lagebild.evidence.grounds import Grounds
from lagebild.evidence.records import Claim, Prose, Source, Speaker
from lagebild.situation import (
    AnyOrder,
    Change,
    Circumstance,
    Definition,
    Meaning,
    PreferenceStatement,
    Rule,
    Situation,
    TodayLine,
    Want,
    Weight,
    WhatIf,
)
from lagebild.statements import Statement

StatementT = TypeVar("StatementT", PreferenceStatement, Rule, Definition)

NOTHING: Final = "nothing"
"""Instead of a line: it is taken as not said (``lose`` with ``out``)."""

CONTRARY: Final = "opposite"
"""Instead of a line: its contrary (``lose`` with ``opposite``)."""

STATEMENT: Final = "statement"
"""Instead of a line: another statement in the same place."""

VALUE: Final = "value"
"""Instead of a circumstance or a line of today: another value."""

CHANGES: Final = "changes"
"""Instead of a line: changes as a what-if has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One line that somebody disagrees with: why, and what instead.

    ``number`` counts from 1. ``line`` is the address of the line, or of an order; empty where something is missing that no
    line says. ``instead`` says which of ``statement``, ``value`` and ``changes`` counts.
    """

    number: int
    line: str = ""
    because: Prose
    claims: Grounds | None = None
    instead: str = NOTHING
    statement: Statement | None = None
    value: bool | None = None
    changes: tuple[Change, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def what_if(self) -> str:
        """The id under which its changes are made; lines that they add have it in their address."""
        return f"disagreement-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """All that a second person would say differently, with the record of her own that she draws on."""

    by: str
    when: str = ""
    about: str = ""
    """The name of the situation file, as written."""
    about_sha256: str = ""
    """Of the situation file when it was read; empty where the second person has not noted it."""
    disagreements: tuple[Disagreement, ...]
    sources: tuple[Source, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    file: str = field(default="", compare=False)

    def changed_since(self, situation: Situation) -> bool:
        """Whether the situation file is another than the one that was disagreed with, as far as that was noted."""
        return bool(self.about_sha256) and self.about_sha256 != situation.sha256


def find_line(situation: Situation, address: str) -> str:
    """The full address of a line or an order, sourced or not; short forms as in ``line_at``.

    Raises: UnknownNameError with the address meant.
    """
    orders = [order.address for dm in situation.decision_makers for order in dm.orders]
    if address in orders:
        return address
    try:
        return line_at(situation, address).address
    except UnknownNameError as error:
        hint = did_you_mean(address, [*(line.address for line in situation.lines()), *orders])
        raise UnknownNameError(replace(error.faults[0], hint=hint or error.faults[0].hint)) from None


def alternative(situation: Situation, opinion: SecondOpinion, numbers: Iterable[int] | None = None) -> Lost:
    """``situation`` as the second person would have it: all her disagreements, or those with these ``numbers``.

    1. Other statements and values are put in place.
    2. Lines that are taken as not said, and contraries, follow the table of lost and false lines; wants keep their positions.
    3. Changes are made in the order of her file. A position in them means the want that stands there if this disagreement
       is the only one, so that each says the same alone and with the others.

    Raises: InputError, UnknownNameError; both name the disagreement.
    """
    chosen = opinion.disagreements if numbers is None else _chosen(opinion, numbers)
    situation = replace(
        situation, sources=opinion.sources or situation.sources, speakers=opinion.speakers or situation.speakers,
        claims=opinion.claims or situation.claims,
    )  # fmt: skip
    after = situation
    for one in chosen:
        with _told_of(one):
            after = _restated(after, one)
    lost = lose(after, {one.line: OUT if one.instead == NOTHING else OPPOSITE for one in chosen if _loses(one)})
    after = lost.situation
    for one in chosen:
        if one.instead == CHANGES:
            with _told_of(one):
                after = _changed(situation, after, one)
    return Lost(situation=after, undefined=lost.undefined)


def contrary_exists(situation: Situation, address: str) -> bool:
    """Whether the line has a contrary of its own: wants, weights, orders, and what is said to be so or not so."""
    if any(order.address == address for dm in situation.decision_makers for order in dm.orders):
        return True
    line = line_at(situation, address)
    if isinstance(line, TodayLine | Circumstance):
        return line.value is not None
    return isinstance(line, PreferenceStatement | Weight)


def can_be_restated(situation: Situation, address: str) -> bool:
    """Whether the line is a statement, in whose place another can stand: a want, a rule or a definition."""
    return isinstance(_line(situation, address), PreferenceStatement | Rule | Definition)


def can_be_set(situation: Situation, address: str) -> bool:
    """Whether the line has a value: a circumstance or a line of today."""
    return isinstance(_line(situation, address), Circumstance | TodayLine)


def _line(situation: Situation, address: str) -> object:
    return next((line for line in situation.lines() if line.address == address), None)


def _chosen(opinion: SecondOpinion, numbers: Iterable[int]) -> tuple[Disagreement, ...]:
    wanted = frozenset(numbers)
    return tuple(one for one in opinion.disagreements if one.number in wanted)


def _loses(one: Disagreement) -> bool:
    return bool(one.line) and one.instead in (NOTHING, CONTRARY)


@contextmanager
def _told_of(one: Disagreement) -> Iterator[None]:
    """An error inside says which disagreement it comes from."""
    try:
        yield
    except InputError as error:
        kind = UnknownNameError if isinstance(error, UnknownNameError) else InputError
        raise kind(_told(fault, one) for fault in error.faults) from None


def _told(fault: Fault, one: Disagreement) -> Fault:
    """The fault as one of her file: what the change is called in between is nobody's business."""
    inner = fault.where.removeprefix(f"what-if {one.what_if}").removeprefix(", ")
    where = f"disagreement {one.number}" + (f", {inner}" if inner else "")
    return replace(fault, where=where, place=fault.place or one.place)


# --- another statement, another value -----------------------------------------------------------------------------------


def _restated(situation: Situation, one: Disagreement) -> Situation:
    if one.instead == STATEMENT and one.statement is not None:
        require_known(situation, one.statement)
        _require_no_circle(situation, one.line, one.statement)
        return _with_statement(situation, one, one.statement)
    if one.instead == VALUE:
        line = line_at(situation, one.line)
        if isinstance(line, Circumstance):
            return set_circumstance(situation, line.id, one.value, because=one.claims)
        if isinstance(line, TodayLine):
            return set_today(situation, line.option, one.value, because=one.claims)
    return situation


def _require_no_circle(situation: Situation, address: str, statement: Statement) -> None:
    """Check that a definition does not come to build on itself. Raises: InputError."""
    for line in situation.definitions:
        if line.address == address and Meaning("definition", line.key) in situation.meanings_in([statement]):
            raise InputError(Fault(message=f'"{line.key}" would build on itself', hint="Say it without the word."))


def _with_statement(situation: Situation, one: Disagreement, statement: Statement) -> Situation:
    """The statement in the place of the line's own, on her grounds; the line keeps its address and its order."""

    def restated(line: StatementT) -> StatementT:
        if line.address != one.line:
            return line
        return replace(line, statement=statement, because=one.claims, against=None)

    def want(old: Want) -> Want:
        if isinstance(old, AnyOrder):
            return replace(old, members=tuple(map(restated, old.members)))
        return restated(old)

    return replace(
        situation,
        rules=tuple(map(restated, situation.rules)),
        definitions=tuple(map(restated, situation.definitions)),
        decision_makers=tuple(
            dm if dm.wants is None else replace(dm, wants=tuple(map(want, dm.wants))) for dm in situation.decision_makers
        ),
    )


# --- changes ------------------------------------------------------------------------------------------------------------


def _changed(alone: Situation, after: Situation, one: Disagreement) -> Situation:
    """``after`` with the changes of one disagreement, positions read as in ``alone``, the situation as it stands."""
    changes: tuple[Change, ...] = ()
    for number, change in enumerate(one.changes):
        then = _made(alone, one, one.changes[:number])
        now = _made(after, one, changes)
        try:
            changes = (*changes, _transferred(change, then, now))
        except InputError as error:
            kind = UnknownNameError if isinstance(error, UnknownNameError) else InputError
            here = f"change {number + 1}"
            raise kind(
                replace(fault, where=f"{here}, {fault.where}", place=fault.place or change.place) for fault in error.faults
            ) from None
    return _made(after, one, changes)


def _made(situation: Situation, one: Disagreement, changes: tuple[Change, ...]) -> Situation:
    """The changes made as those of a what-if, which leaves no trace but in the addresses of what it adds."""
    if not changes:
        return situation
    what_if = WhatIf(address=f"what-if.{one.what_if}", id=one.what_if, changes=changes, because=one.claims)
    others = tuple(other for other in situation.what_ifs if other.id != one.what_if)
    made = apply(replace(situation, what_ifs=(*others, what_if)), one.what_if)
    return replace(made, what_ifs=situation.what_ifs)


def _transferred(change: Change, then: Situation, now: Situation) -> Change:
    """The change with its positions as they are ``now``, meaning the wants that they meant ``then``."""
    if not change.of or change.kind not in ("move", "drop", "add"):
        return change
    owner = change.of
    target = change.target if change.kind == "add" else str(_transferred_one(owner, change.target, then, now))
    above = None if change.above is None else _transferred_one(owner, change.above, then, now)
    below = None if change.below is None else _transferred_one(owner, change.below, then, now)
    return replace(change, target=target, above=above, below=below)


def _transferred_one(owner: str, want: str | int, then: Situation, now: Situation) -> str | int:
    spot = find_want(then.decision_maker(owner), want)
    entry = (then.decision_maker(owner).wants or ())[spot.entry]
    member = entry.members[spot.member] if isinstance(entry, AnyOrder) and spot.member is not None else None
    wanted = (member or entry).address
    for position, other in enumerate(now.decision_maker(owner).wants or (), start=1):
        if other.address == wanted:
            return position
        for number, inner in enumerate(other.members if isinstance(other, AnyOrder) else (), start=1):
            if inner.address == wanted:
                return f"{position}-{number}"
    raise InputError(
        Fault(
            where=f"wants of {owner}",
            message=f'"{want}" no longer stands there once the other disagreements count',
            hint="Put both changes under one disagreement.",
        )
    )
