"""Paths as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lagebild.analyses.paths import Paths, PathsFrom, PathStep, Reached
from lagebild.analyses.status_quo import Barrier, Table, Way, Ways
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


def status_quo_data(
    situation: Situation, *, tables: Iterable[Table] = (), found: Iterable[Ways] = (), what_if: str | None = None
) -> Json:
    """The status quo table, or the ways to one state, with what every JSON answer begins with."""
    return {**head(situation), "what_if": what_if, "table": table_data(tables), "ways": ways_data(found)}


def table_data(tables: Iterable[Table]) -> list[Json]:
    """The status quo table: per kind of step and state the least steps, and per last mover the least with its move last."""
    return [
        {
            "start": label_data(table.solution.model.situation, table.solution.model.label(table.start)),
            "steps": {
                kind: [
                    {
                        "state": label_data(table.solution.model.situation, table.solution.model.label(at)),
                        "least": arrival.steps,
                        "last_mover": dict(arrival.last),
                    }
                    for at, arrival in sorted(arrivals.items())
                ]
                for kind, arrivals in table.arrivals.items()
            },
        }
        for table in tables
    ]


def ways_data(found: Iterable[Ways]) -> list[Json]:
    """How one state is reached, starting point by starting point."""
    return [_ways_data(one) for one in found]


def _ways_data(one: Ways) -> Json:
    model = one.solution.model

    def label(position: int) -> Label:
        return label_data(model.situation, model.label(position))

    def way(steps: Way) -> list[Json]:
        return [{"by": mover, "to": label(at)} for mover, at in steps]

    return {
        "start": label(one.start),
        "target": label(one.target),
        "kind": one.kind or None,
        "ways": [way(steps) for steps in one.ways],
        "complete": one.complete,
        "longest": one.longest,
        "least_unwilling": way(one.least_unwilling),
        "unwilling": [
            {
                "step": step.place,
                "by": step.reason.decision_maker,
                "sign": step.reason.sign,
                "because": list(step.reason.addresses),
            }
            for step in one.unwilling
        ],
        "barrier": _barrier_data(one.barrier),
    }


def _barrier_data(barrier: Barrier | None) -> Json | None:
    return None if barrier is None else {"kept": list(barrier.kept), "entered": barrier.entered}


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
            {
                "state": label(o.state),
                "concepts": list(o.concepts),
                "reached": o.way,
                "path": steps(o.path),
                **({} if o.barrier is None else {"barrier": _barrier_data(o.barrier)}),
            }
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
