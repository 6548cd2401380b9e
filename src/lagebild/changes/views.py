"""The situation as one decision maker sees it: its own game of a hypergame.

Source: P. G. Bennett (1977), Toward a theory of hypergames, Omega 5, 749-751.
"""

from __future__ import annotations

from dataclasses import replace

from lagebild.changes.losses import OUT, lose, touchable
from lagebild.changes.variant import make
from lagebild.errors import Fault, InputError
from lagebild.evidence.grounds import hold
from lagebild.situation import Line, Perception, Situation, WhatIf


def seen_by(situation: Situation, decision_maker: str) -> Situation:
    """The situation as ``decision_maker`` sees it; the same where the file gives it no view.

    1. What it believes is changed, as a what-if would.
    2. Lines that rest only on claims it does not know of are out.
    3. Options it does not see stay as they are today (states that it does not see are none).

    Options and states keep their numbers. Raises: InputError where a change cannot be made, or makes other options.
    """
    view = next((view for view in situation.views if view.decision_maker == decision_maker), None)
    if view is None:
        return situation
    believed = _believed(situation, view)
    losses = dict.fromkeys((*_unseen(situation, view), *_unsupported(believed, view)), OUT)
    return replace(lose(believed, losses).situation, views=())


def lost_in_view(situation: Situation, view: Perception) -> tuple[Line, ...]:
    """The lines of the file that rest only on claims its owner does not know of."""
    lost = set(_unsupported(situation, view))
    return tuple(line for line in situation.lines() if line.address in lost)


def _believed(situation: Situation, view: Perception) -> Situation:
    if not view.believes:
        return situation
    what_if = WhatIf(
        address=view.address,
        id=f"view of {view.decision_maker}",
        changes=view.believes,
        because=view.because,
        against=view.against,
    )
    changed = make(situation, what_if)
    if [option.key for option in changed.options] != [option.key for option in situation.options]:
        raise InputError(
            Fault(
                where=f"view of {view.decision_maker}",
                message="what somebody believes must leave the options as they are",
                hint="Give the file every option there is, and list those that somebody does not know of under `unseen`.",
                place=view.place,
            )
        )
    return changed


def _unseen(situation: Situation, view: Perception) -> list[str]:
    """Addresses of the options and states that are not seen; one that is not there any more is passed over."""
    found = [situation.option_by_key[key].address for key in view.unseen if key in situation.option_by_key]
    found += [situation.joint_by_id[key].address for key in view.unseen if key in situation.joint_by_id]
    return found + [state.address for state in situation.states if state.id in view.unseen]


def _unsupported(situation: Situation, view: Perception) -> list[str]:
    """Addresses of the sourced lines that do not hold without the claims that are not known of."""
    unaware = frozenset(view.unaware)
    can = set(touchable(situation)) if unaware else set()
    return [
        line.address
        for line in situation.lines()
        if line.because is not None and line.address in can and not hold(line.because, lambda claim: claim not in unaware)
    ]
