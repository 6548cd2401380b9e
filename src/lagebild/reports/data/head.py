"""What every JSON answer begins with, and how it calls a state."""

from __future__ import annotations

from typing import Any, Final

from lagebild import __version__
from lagebild.situation import Situation

Json = dict[str, Any]
Label = int | str

NUMBERS_AS_TEXT: Final = 53
"""With more options than this a state's number is written as text."""


def head(situation: Situation) -> Json:
    """The keys that every JSON answer begins with."""
    language = situation.language
    return {
        "lagebild": __version__,
        "situation": {"title": situation.title.in_language(language), "sha256": situation.sha256},
        "decision_makers": [
            {
                "id": dm.id,
                "name": dm.name.in_language(language) or dm.id,
                "options": [option.key for option in situation.options if option.owner == dm.id],
            }
            for dm in situation.decision_makers
        ],
    }


def label_data(situation: Situation, label: Label) -> Label:
    """A state's label as the JSON writes it."""
    return str(label) if len(situation.options) > NUMBERS_AS_TEXT else label
