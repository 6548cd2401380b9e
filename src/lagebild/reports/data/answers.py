"""Answers and levers as plain data: the words people read, and the addresses and claims behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

from lagebild.analyses.answers import answers
from lagebild.analyses.inverse import Inverse
from lagebild.analyses.lever_sets import LeverSet, LeverSets
from lagebild.analyses.levers import Lever, LeverChange, Levers
from lagebild.reports.answers import AnswerText, answer_text, lever_in_words
from lagebild.reports.data.head import Json, head
from lagebild.reports.data.inverse import inverse_keys
from lagebild.reports.levers import lever_set_in_words
from lagebild.reports.words import Words
from lagebild.solutions import Analysis
from lagebild.statements import in_words


def answers_data(analysis: Analysis, language: str = "en") -> list[Json]:
    """Every question with its answer in words, and the addresses and claims it rests on."""
    return [
        {
            **_told(answer_text(analysis, answer, language)),
            "rests_on": list(answer.rests_on),
            "claims": list(answer.voices.claims),
            "origins": dict(answer.voices.origins),
            "unsourced": list(answer.voices.unsourced),
            "unsourced_orders": list(answer.unsourced_orders),
        }
        for answer in answers(analysis)
    ]


def _told(text: AnswerText) -> Json:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(text).items()}


def levers_data(
    analysis: Analysis,
    found: Iterable[Levers],
    language: str = "en",
    *,
    sets: LeverSets | None = None,
    asked: Inverse | None = None,
) -> Json:
    """What each decision maker that was asked about can do; the smallest sets of changes; what would have to be wanted."""
    words = Words(language)
    return {
        **head(analysis.situation),
        "what_if": analysis.what_if,
        "levers": [
            {
                "by": one.decision_maker,
                "wish": one.wish,
                "statement": in_words(one.statement),
                "before": list(one.before.values),
                "tried": one.tried,
                "ruled_out": [_change(change) for change in one.ruled_out],
                "changes": [_lever(analysis, lever, words) for lever in one.levers],
                "backfiring": [_lever(analysis, lever, words) for lever in one.backfiring],
            }
            for one in found
        ],
        **({} if sets is None else {"sets": _sets(analysis, sets, words)}),
        **({} if asked is None else {"inverse": inverse_keys(asked)}),
    }


def _sets(analysis: Analysis, found: LeverSets, words: Words) -> Json:
    return {
        "by": list(found.by),
        "enough": found.enough,
        "reached": found.reached,
        "found": [_set(analysis, one, words) for one in found.sets],
        "nearer": [_set(analysis, one, words) for one in found.nearer],
        "margins": [_change(change) for change in found.margins],
        "tried": found.tried,
        "complete_to": found.complete_to,
        "interrupted": found.interrupted,
    }


def _set(analysis: Analysis, one: LeverSet, words: Words) -> Json:
    return {
        "changes": [_change(change) for change in one.changes],
        "says": lever_set_in_words(analysis, one, words),
        "after": list(one.after.values),
        "costs": [
            {
                "by": cost.decision_maker,
                "price": None if cost.price is None else cost.price.address,
                "place": cost.place,
                "gain": None if cost.gain is None else cost.gain.address,
            }
            for cost in one.costs
        ],
        "by_fear": one.by_fear,
    }


def _change(change: LeverChange) -> Json:
    plain = {field.name: getattr(change, field.name) for field in fields(change)}
    if change.statement is not None:
        plain["statement"] = in_words(change.statement)
    return {key: value for key, value in plain.items() if value not in ("", 0, None)}


def _lever(analysis: Analysis, lever: Lever, words: Words) -> Json:
    return {
        "change": _change(lever.change),
        "says": lever_in_words(analysis, lever, words),
        "after": list(lever.after.values),
        "price": None if lever.price is None else lever.price.address,
        "gain": None if lever.gain is None else lever.gain.address,
        "by_fear": lever.by_fear,
    }
