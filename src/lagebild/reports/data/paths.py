"""Paths as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lagebild.analyses.paths import Paths, PathsFrom, PathStep, Reached
from lagebild.reports.data.head import Json, Label, head, label_data
from lagebild.situation import Situation


def paths_data(situation: Situation, paths: Paths, *, what_if: str | None = None) -> Json:
    """Every path that was found; states are called as in the JSON of ``solve``."""
    return {
        **head(situation),
        "what_if": what_if,
        "concepts": list(paths.concepts),
        "starts": [_start_data(start) for start in paths.starts],
    }


def _start_data(start: PathsFrom) -> Json:
    model = start.solution.model
    situation = model.situation
    orders = {address: list(order) for address, order in model.case.orders}

    def label(position: int) -> Label:
        return label_data(situation, model.label(position))

    def steps(path: Iterable[PathStep]) -> list[Json]:
        return [_step_data(step, label) for step in path]

    def reached(listed: Iterable[Reached]) -> list[Json]:
        return [
            {
                "state": label(item.state),
                "steps": item.steps,
                "path": steps(item.path),
                "last_movers": sorted(mover for party in item.last_movers for mover in party),
            }
            for item in listed
        ]

    return {
        "circumstances": {c.id: dict(model.case.circumstances)[c.id] for c in situation.circumstances},
        "orders": orders,
        "start": label(start.start),
        "improvements": reached(start.by_improvements),
        "moves": None if start.by_moves is None else reached(start.by_moves),
        "equilibria": [
            {"state": label(o.state), "concepts": list(o.concepts), "reached": o.way, "path": steps(o.path)}
            for o in start.outcomes
        ],
        "jointly_searched": start.jointly_searched,
    }


def _step_data(step: PathStep, label: Callable[[int], Label]) -> Json:
    found: Json = {"by": list(step.movers), "to": label(step.target)}
    if step.better is not None:
        found["rather_to"] = label(step.better)
    if step.reasons:
        found["because"] = [list(reason.addresses) for reason in step.reasons]
    if step.through:
        found["through"] = [{"by": mover, "to": label(at)} for mover, at in step.through]
    return found
