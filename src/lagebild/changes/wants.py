"""Changes to what a decision maker wants, and to the order of it.

A position counts the entries of ``wants`` from 1, at the time of the change; an ``any-order`` group is one entry, and
``2-1`` is the first line of the group at position 2. The sourced order between two lines (``above``) lasts as long as the
two stand next to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lagebild.changes.names import require_known, with_decision_maker
from lagebild.errors import Fault, InputError, UnknownNameError, did_you_mean
from lagebild.situation import AnyOrder, DecisionMaker, PreferenceStatement, Situation, Want

_POSITION: Final = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a want stands: the index of its entry from 0, and inside an ``any-order`` group the index there."""

    entry: int
    member: int | None = None


def reorder(situation: Situation, decision_maker: str, order: Sequence[int]) -> Situation:
    """The wants in another order: ``order`` lists the positions they have now, most important first.

    Raises: InputError unless every position occurs exactly once.
    """
    dm, wants = _wants_of(situation, decision_maker)
    if sorted(order) != list(range(1, len(wants) + 1)):
        raise InputError(
            Fault(
                where=f"wants of {dm.id}",
                message=f"{list(order)} is no order of {len(wants)} wants",
                hint=f"Every position from 1 to {len(wants)} occurs exactly once.",
            )
        )
    return _with_wants(situation, dm, (wants[position - 1] for position in order))


def swap_wants(situation: Situation, decision_maker: str, position: int) -> Situation:
    """The wants at ``position`` and directly below it, exchanged. Raises: InputError where nothing stands there."""
    dm, wants = _wants_of(situation, decision_maker)
    _entry(dm, wants, position)
    _entry(dm, wants, position + 1)
    order = list(range(1, len(wants) + 1))
    order[position - 1 : position + 1] = [position + 1, position]
    return reorder(situation, decision_maker, order)


def move_want(situation: Situation, decision_maker: str, position: int, to: int) -> Situation:
    """The want at ``position``, moved so that it stands at ``to``. Raises: InputError where there is no such position."""
    dm, wants = _wants_of(situation, decision_maker)
    _entry(dm, wants, position)
    _entry(dm, wants, to)
    order = [other for other in range(1, len(wants) + 1) if other != position]
    order.insert(to - 1, position)
    return reorder(situation, decision_maker, order)


def place_want(
    situation: Situation,
    decision_maker: str,
    want: str | int,
    *,
    above: str | int | None = None,
    below: str | int | None = None,
) -> Situation:
    """``want`` moved directly above or below another; each is called by its id or position.

    Raises: InputError unless exactly one neighbour is named and it is another entry; UnknownNameError.
    """
    dm, wants = _wants_of(situation, decision_maker)
    anchor = _anchor(dm, wants, above=above, below=below)
    if anchor is None:
        raise InputError(
            Fault(where=f"wants of {dm.id}", message="no new place is named", hint="Say `above` or `below` which.")
        )
    moved, rest = _taken_out(wants, find_want(dm, want))
    addresses = [other.address for other in rest]
    if anchor not in addresses:
        raise InputError(
            Fault(where=f"wants of {dm.id}", message=f'"{want}" cannot stand above or below itself', hint="Name another want.")
        )
    at = addresses.index(anchor) + (above is None)
    return _with_wants(situation, dm, (*rest[:at], moved, *rest[at:]))


def add_want(
    situation: Situation,
    decision_maker: str,
    want: PreferenceStatement,
    *,
    above: str | int | None = None,
    below: str | int | None = None,
) -> Situation:
    """One more want, directly above or below another, else as the least important.

    Raises: InputError where the decision maker has a ranking, the id is taken or a name unknown; UnknownNameError.
    """
    dm = situation.decision_maker(decision_maker)
    if dm.ranking is not None:
        raise InputError(
            Fault(where=f"wants of {dm.id}", message="a ranking takes no wants", hint="Drop the ranking, or change its tiers.")
        )
    if dm.comparisons is not None:
        raise InputError(
            Fault(where=f"wants of {dm.id}", message="comparisons take no wants", hint="Say `wants` and `unsure` instead.")
        )
    wants = dm.wants or ()
    if any(other.id == want.id for other in dm.single_wants):
        raise InputError(Fault(where=f"wants of {dm.id}", message=f'"{want.id}" exists already', hint="Choose another id."))
    require_known(situation, want.statement)
    anchor = _anchor(dm, wants, above=above, below=below)
    at = len(wants)
    if anchor is not None:
        at = [other.address for other in wants].index(anchor) + (above is None)
    return _with_wants(situation, dm, (*wants[:at], want, *wants[at:]))


def drop_want(situation: Situation, decision_maker: str, want: str | int) -> Situation:
    """The situation without one want, or one ``any-order`` group; the others keep their order. Raises: UnknownNameError."""
    dm, wants = _wants_of(situation, decision_maker)
    _, rest = _taken_out(wants, find_want(dm, want))
    return _with_wants(situation, dm, rest)


def loosen_order(situation: Situation, decision_maker: str, position: int) -> Situation:
    """The want at ``position`` and the one below it become one ``any-order`` group: which comes first is not known.

    Raises: InputError where nothing stands there.
    """
    dm, wants = _wants_of(situation, decision_maker)
    upper, lower = _entry(dm, wants, position), _entry(dm, wants, position + 1)
    pair = replace(dm, wants=(upper, lower))
    members = tuple(replace(want, above=None) for want in pair.single_wants)
    groups = [want.address for want in (upper, lower) if isinstance(want, AnyOrder)]
    group = AnyOrder(address=groups[0] if groups else f"any-order.{dm.id}.{members[0].id}", members=members, above=lower.above)
    # Not by _with_wants: what stood above the pair's first line now stands above both, so that order remains.
    changed = (*wants[: position - 1], group, *wants[position + 1 :])
    return with_decision_maker(situation, replace(dm, wants=changed))


def find_want(dm: DecisionMaker, want: str | int) -> Spot:
    """Where ``want`` stands: digits are a position now, anything else an id. Raises: InputError, UnknownNameError."""
    wants = dm.wants or ()
    if by_position := _POSITION.fullmatch(str(want)):
        entry = _entry(dm, wants, int(by_position[1]))
        spot = Spot(int(by_position[1]) - 1)
        if by_position[2] is None:
            return spot
        if isinstance(entry, AnyOrder) and 1 <= int(by_position[2]) <= len(entry.members):
            return Spot(spot.entry, int(by_position[2]) - 1)
    for index, entry in enumerate(wants):
        if not isinstance(entry, AnyOrder):
            if entry.id == want:
                return Spot(index)
            continue
        for number, member in enumerate(entry.members):
            if member.id == want:
                return Spot(index, number)
    hint = did_you_mean(str(want), [other.id for other in dm.single_wants])
    hint = hint or f"Name an id, or a position from 1 to {len(wants)}."
    raise UnknownNameError(Fault(where=f"wants of {dm.id}", message=f'unknown want "{want}"', hint=hint))


def _wants_of(situation: Situation, decision_maker: str) -> tuple[DecisionMaker, tuple[Want, ...]]:
    dm = situation.decision_maker(decision_maker)
    if dm.wants is None:
        has = "a ranking" if dm.ranking is not None else "weights" if dm.comparisons is None else "comparisons"
        raise InputError(Fault(where=f"wants of {dm.id}", message=f"there are none: {dm.id} has {has}"))
    return dm, dm.wants


def _entry(dm: DecisionMaker, wants: tuple[Want, ...], position: int) -> Want:
    if not 1 <= position <= len(wants):
        hint = f"Count from 1 to {len(wants)}." if wants else f"{dm.id} has no wants."
        raise UnknownNameError(Fault(where=f"wants of {dm.id}", message=f"there is no line {position}", hint=hint))
    return wants[position - 1]


def _anchor(dm: DecisionMaker, wants: tuple[Want, ...], *, above: str | int | None, below: str | int | None) -> str | None:
    """The address of the entry to stand next to."""
    if above is not None and below is not None:
        raise InputError(
            Fault(where=f"wants of {dm.id}", message="`above` and `below` are both given", hint="Name one neighbour.")
        )
    neighbour = below if above is None else above
    if neighbour is None:
        return None
    spot = find_want(dm, neighbour)
    if spot.member is not None:
        raise InputError(
            Fault(
                where=f"wants of {dm.id}",
                message=f'"{neighbour}" stands in an any-order group, which has no above and below',
                hint=f"Name the group by its position: {spot.entry + 1}.",
            )
        )
    return wants[spot.entry].address


def _taken_out(wants: tuple[Want, ...], spot: Spot) -> tuple[Want, tuple[Want, ...]]:
    """A want and the others without it; a group that loses its last line goes with it."""
    before, entry, after = wants[: spot.entry], wants[spot.entry], wants[spot.entry + 1 :]
    if spot.member is None or not isinstance(entry, AnyOrder):
        return entry, (*before, *after)
    left = tuple(member for number, member in enumerate(entry.members) if number != spot.member)
    group = (replace(entry, members=left),) if left else ()
    return entry.members[spot.member], (*before, *group, *after)


def _with_wants(situation: Situation, dm: DecisionMaker, wants: Iterable[Want]) -> Situation:
    """New wants; the sourced order of two lines is dropped where they no longer stand one above the other."""
    old = _next_below(dm.wants or ())
    new = tuple(wants)
    below = _next_below(new)
    kept = tuple(
        want
        if want.above is None or want.address not in old or old[want.address] == below[want.address]
        else replace(want, above=None)
        for want in new
    )
    return with_decision_maker(situation, replace(dm, wants=kept))


def _next_below(wants: tuple[Want, ...]) -> dict[str, str]:
    lower = [want.address for want in wants[1:]]
    return dict(zip([want.address for want in wants], [*lower, ""], strict=True)) if wants else {}
