"""Answers and levers as plain data: the words people read, and the addresses and claims behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from lagebild.analyses.answers import answers
from lagebild.analyses.levers import Lever, LeverChange, Levers
from lagebild.reports.answers import AnswerText, answer_text, lever_in_words
from lagebild.reports.data.head import Json, head
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


def levers_data(analysis: Analysis, found: Iterable[Levers], language: str = "en") -> Json:
    """What each decision maker that was asked about can do."""
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
    }


def _change(change: LeverChange) -> Json:
    return {key: value for key, value in asdict(change).items() if value not in ("", 0)}


def _lever(analysis: Analysis, lever: Lever, words: Words) -> Json:
    return {
        "change": _change(lever.change),
        "says": lever_in_words(analysis, lever, words),
        "after": list(lever.after.values),
        "price": None if lever.price is None else lever.price.address,
        "gain": None if lever.gain is None else lever.gain.address,
        "by_fear": lever.by_fear,
    }
