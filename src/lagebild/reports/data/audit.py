"""The audit as plain data for JSON: keys are a stable contract, lists are in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.analyses.audit import Audit
from lagebild.analyses.audit.orders import OpenOrder, OrderDecision
from lagebild.analyses.audit.ties import Ties
from lagebild.analyses.audit.whole import Trials
from lagebild.analyses.neighbours import Asked, Difference, Label, Shift, Turn
from lagebild.errors import Place
from lagebild.evidence.coverage import Coverage, kind_of
from lagebild.evidence.offices import office_table
from lagebild.evidence.offices.table import Term
from lagebild.evidence.record_notes import OfficeFinding, RecordNotes
from lagebild.reports.data.head import head, label_data
from lagebild.situation import Situation


def audit_data(audit: Audit) -> dict[str, Any]:
    """Everything the audit found. What was not tried is null; too large a situation says so under ``too_large``."""
    situation, numbers = audit.situation, audit.numbers
    labels = Labels(situation)
    data: dict[str, Any] = {
        **head(situation),
        "what_if": audit.what_if,
        "concept": audit.leading,
        "numbers": {
            "decision_makers": numbers.decision_makers,
            "options": numbers.options,
            "feasible_states": None if numbers.states is None else {"least": numbers.states[0], "most": numbers.states[1]},
            "cases": numbers.cases,
            "today": None if numbers.today is None else labels(numbers.today),
            "claims": numbers.claims,
            "origins": numbers.voices,
            "sources": numbers.sources,
        },
        "lines": {
            kind.kind: {"lines": kind.lines, "sourced": kind.sourced, "unsourced": kind.lines - kind.sourced}
            for kind in audit.sourcing.kinds
        },
        "unsourced": [
            {"address": line.address, "kind": kind_of(line), "place": _place(line.place)} for line in audit.sourcing.unsourced
        ],
        "orders": [_order(order, audit.leading, labels) for order in audit.orders],
        "coverage": _coverage(audit.coverage),
        "record": _record(audit.record),
        "matrix": [
            {"option": field.option, "decision_maker": field.decision_maker, "depends": field.depends,
             "changes_payoff": field.changes, "named": field.named}
            for field in audit.matrix
        ],
        "unwanted_options": [{"option": option.option, "lines": list(option.lines)} for option in audit.unwanted],
        "idle_lines": [{"address": line.address, "kind": line.kind, "reason": line.reason} for line in audit.idle],
        "too_large": audit.too_large,
    }  # fmt: skip
    if audit.trials is not None:
        data.update(_trials(audit.trials, audit.leading, labels))
    return data


class Labels:
    """States as JSON has them: a number too large for other programs is a text."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation

    def __call__(self, labels: Iterable[Label]) -> list[Label]:
        """Several of them."""
        return [label_data(self._situation, label) for label in labels]


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}


def _order(order: OrderDecision, leading: str, labels: Labels) -> dict[str, Any]:
    return {
        "address": order.address,
        "decision_maker": order.decision_maker,
        "upper": order.upper,
        "lower": order.lower,
        "sourced": order.sourced,
        "place": _place(order.place),
        "effect": order.weight(leading),
        "difference": None if order.difference is None else _difference(order.difference, labels),
    }


def _difference(found: Difference, labels: Labels) -> dict[str, Any]:
    return {
        "preferences": found.preferences,
        "verdicts": found.verdicts,
        "equilibria": _shifts(found.shifts, labels),
        "conclusions": _turns(found.turns),
    }


def _shifts(shifts: Iterable[Shift], labels: Labels) -> dict[str, Any]:
    return {
        shift.concept: {"appear": labels(shift.appears), "vanish": labels(shift.vanishes), "cases": shift.cases}
        for shift in shifts
    }


def _turns(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    return [
        {"question": turn.question, "definition": turn.definition, "before": list(turn.before), "after": list(turn.after)}
        for turn in turns
    ]


def _coverage(found: Coverage) -> dict[str, Any]:
    return {
        "sourced": found.sourced,
        "idle_claims": list(found.idle),
        "one_voice": list(found.one_voice),
        "conjectured_only": list(found.conjectured),
        "contested": [{"address": address, "sourced": sourced} for address, sourced in found.contested],
        "voices": [
            {"voice": voice.id, "claims": voice.claims, "told_as": dict(voice.told_as), "lines": list(voice.lines),
             "alone": list(voice.alone), "falling": list(voice.falling)}
            for voice in found.voices
        ],
    }  # fmt: skip


def _record(notes: RecordNotes) -> dict[str, Any]:
    return {
        "office_table_as_of": office_table().as_of.isoformat(),
        "offices": [_office(finding) for finding in notes.offices],
        "roles": [{"speaker": odd.speaker, "role": odd.role, "meant": odd.meant} for odd in notes.roles],
        "unconfirmed": list(notes.unconfirmed),
        "without_source": list(notes.without_source),
        "unreadable_times": [{"claim": claim, "when": time} for claim, time in notes.unreadable],
    }


def _office(finding: OfficeFinding) -> dict[str, Any]:
    return {
        "speaker": finding.speaker,
        "named_by": finding.named_by,
        "named": dict(finding.named.texts),
        "day": finding.misfit.on,
        "compared_by": finding.basis,
        "sources": list(finding.sources),
        "corrected": finding.corrected,
        "held": [_term(term) for term in finding.misfit.held],
        "holders": [_term(term) for term in finding.misfit.holders],
        "look_up": list(finding.misfit.sources),
        "place": _place(finding.place),
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "person": term.person,
        "office": str(term.office.name),
        "since": term.since.isoformat(),
        "until": None if term.until is None else term.until.isoformat(),
        "acting": term.acting,
    }


def _trials(trials: Trials, leading: str, labels: Labels) -> dict[str, Any]:
    return {
        "conclusions": [_conclusion(conclusion) for conclusion in trials.conclusions],
        "open_orders": [_open_order(group, leading, labels) for group in trials.open_orders],
        "wants": [
            {"address": trial.address, "decision_maker": trial.decision_maker, "idle": trial.idle,
             "tells_apart": trial.tells_apart, "decides_a_move": trial.decides_move, "constant": trial.constant,
             "without_it": _difference(trial.difference, labels)}
            for trial in trials.wants
        ],
        "vetoes": [
            {"rule": veto.rule, "decision_maker": veto.decision_maker, "option": veto.option,
             "barred": "giving up" if veto.gives_up else "taking",
             "held_by": [{"option": key, "taken": taken} for key, taken in zip(veto.held_by, veto.held, strict=True)],
             "state": labels([veto.state])[0], "states": veto.states}
            for veto in trials.vetoes
        ],
        "ties": [_ties(tie, trials, labels) for tie in trials.ties],
        "stuck": [{"state": labels([stuck.state])[0], "cases": stuck.cases} for stuck in trials.stuck],
    }  # fmt: skip


def _conclusion(conclusion: Asked) -> dict[str, Any]:
    return {
        "question": conclusion.question,
        "definition": conclusion.definition,
        "values": list(conclusion.values),
    }


def _open_order(group: OpenOrder, leading: str, labels: Labels) -> dict[str, Any]:
    return {
        "address": group.address,
        "decision_maker": group.decision_maker,
        "members": list(group.members),
        "orders": group.orders,
        "matters": group.matters(leading),
        "verdicts": group.verdicts,
        "depending": {shift.concept: labels(shift.appears) for shift in group.shifts},
        "conclusions": _turns(group.turns),
    }


def _ties(tie: Ties, trials: Trials, labels: Labels) -> dict[str, Any]:
    model = trials.base.models[0]
    examples = [
        {"mover": move.mover, **dict(zip(("from", "to"), labels(map(model.label, (move.first, move.second))), strict=True))}
        for move in (tie.own, tie.others)
        if move is not None
    ]
    return {
        "decision_maker": tie.decision_maker,
        "states": tie.states,
        "tiers": tie.tiers,
        "largest": list(tie.largest),
        "examples": examples,
        "indifferent": tie.indifferent,
        "indifferent_in_some_case": tie.indifferent_somewhere,
        "declared": tie.declared,
        "can_move": tie.can_move,
    }
