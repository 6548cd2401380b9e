"""Views: what decision makers take the situation to be, where that differs from the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lagebild.changes.views import seen_by
from lagebild.errors import FaultList, InputError, UnknownNameError
from lagebild.reading.deciders import read_decider
from lagebild.reading.intake import Intake
from lagebild.reading.nodes import Node
from lagebild.reading.variants import read_changes
from lagebild.situation import Perception, Situation


def read_views(section: Node, situation: Situation, intake: Intake) -> tuple[Perception, ...]:
    """Every view, in the order of the decision makers. ``situation``: with its options, whose names ``unseen`` uses."""
    known = [dm.id for dm in situation.decision_makers]
    found: list[Perception] = []
    for text, body in section.each():
        who = read_decider(section.keys[text], known, intake)
        if body.kind != "map":
            continue
        sourcing = intake.sourcing(body)
        sourcing["place"] = section.keys[text].place
        if not body.dropped and not any(body.has(key) for key in ("unseen", "believes", "unaware-of")):
            intake.faults.add(
                "the view differs in nothing from the file",
                hint="Write `unseen:`, `believes:` or `unaware-of:`; whoever sees it as the file does needs no view.",
                where=f"view of {text}",
                place=section.keys[text].place,
            )
        unseen, believes, unaware = body.get("unseen"), body.get("believes"), body.get("unaware-of")
        found.append(
            Perception(
                address=f"views.{who}",
                decision_maker=who,
                unseen=() if unseen is None else tuple(_unseen(unseen.items, situation, intake)),
                believes=() if believes is None else read_changes(f"view of {who}", believes.items, known, intake),
                unaware=() if unaware is None else tuple(map(intake.text, unaware.items)),
                **sourcing,
            )
        )
    return tuple(sorted(found, key=lambda view: known.index(view.decision_maker) if view.decision_maker in known else -1))


def _unseen(items: Iterable[Node], situation: Situation, intake: Intake) -> Iterable[str]:
    """The options (joint ones by their ids), or in graph form the states, that are not seen."""
    seen: dict[str, int] = {}
    for node in items:
        try:
            meaning = situation.meaning(intake.text(node))
        except UnknownNameError as error:
            intake.fault(node, error.faults[0].message, error.faults[0].hint)
            continue
        wanted = "state" if situation.is_graph else "option"
        if meaning.kind not in ("option", "joint", "state"):
            intake.fault(node, f'"{intake.text(node)}" is no {wanted}', f"Only {wanted}s can be unseen.")
        elif meaning.key in seen:
            intake.fault(node, f'"{intake.text(node)}" stands here a second time (first in line {seen[meaning.key]})')
        else:
            seen[meaning.key] = node.line
            yield meaning.key


def check_claims_unknown(section: Node, situation: Situation, intake: Intake, *, complete: bool) -> None:
    """Note every claim that a view names and the file does not give."""
    known = {claim.id for claim in situation.claims}
    for _, body in section.each():
        unaware = body.get("unaware-of")
        for node in unaware.items if unaware is not None and complete else ():
            if intake.text(node) not in known:
                intake.fault(node, f'unknown claim "{intake.text(node)}"', intake.near(intake.text(node), known))


def try_views(situation: Situation, faults: FaultList) -> None:
    """Make every view; what stops one is noted."""
    for view in situation.views:
        try:
            seen_by(situation, view.decision_maker)
        except InputError as error:
            faults.found.extend(replace(fault, place=fault.place or view.place) for fault in error.faults)
