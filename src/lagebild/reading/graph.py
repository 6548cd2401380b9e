"""Checks of the graph form: states and moves given directly."""

from __future__ import annotations

from typing import Final

from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node

NOT_IN_GRAPH: Final = ("joint-options", "rules", "irreversible", "impossible-moves")
"""Sections that say which states and moves there are, where states and moves are not given one by one."""


def check_graph(root: Node, states: list[str], intake: Intake) -> None:
    """Note sections that have no place in a graph, and moves that lead nowhere."""
    for key in NOT_IN_GRAPH:
        if root.get(key) is not None:
            hint = "Leave out the states and moves that cannot be instead."
            intake.faults.add(f"a file with `states` has no `{key}`", hint=hint, place=root.keys[key].place)
    section = root.get("decision-makers")
    for _, body in section.each() if section is not None else ():
        moves = body.get("moves")
        for state, targets in moves.each() if moves is not None else ():
            at = targets if moves is None else moves.keys[state]
            if state not in states:
                intake.fault(at, f'unknown state "{state}"', _way_out(state, states, intake))
            _check_targets(state, targets, states, intake)


def _check_targets(state: str, targets: Node, states: list[str], intake: Intake) -> None:
    seen: set[str] = set()
    for target in targets.items:
        to = intake.text(target)
        if to not in states:
            intake.fault(target, f'unknown state "{to}"', _way_out(to, states, intake))
        elif to == state:
            intake.fault(target, f'a move leads from "{state}" to itself', "Staying is no move: take it away.")
        elif to in seen:
            intake.fault(target, f'the move to "{to}" stands here twice', "Keep one of the two.")
        seen.add(to)


def _way_out(state: str, states: list[str], intake: Intake) -> str:
    return intake.near(state, states) or (f"There are: {', '.join(states)}." if len(states) <= 12 else "")
