"""Plain words: phrases by language, names of states made of what is taken in them.

Phrases stand in ``phrases/<area>.<language>.toml``, one table entry a phrase, with ``{fields}``; a translator edits only those
files. A phrase that is missing in a language is a mistake of ours and fails a test.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from lagebild import statements
from lagebild.model import ConflictModel
from lagebild.situation import Situation
from lagebild.statements import Statement

LANGUAGES: Final = ("en", "de")
"""The languages every phrase exists in; the first is the one others fall back to."""


class Words:
    """Phrases in one language. ``Words("de")("answers.why.title", ask=...)`` fills in the phrase of that key."""

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def __call__(self, key: str, **fields: Any) -> str:
        """The phrase ``area.rest.of.key`` with ``fields`` filled in. Raises: KeyError for a phrase that does not exist."""
        area, _, rest = key.partition(".")
        return phrases(area, self.language)[rest].format(**fields)

    def concept(self, table: str, code: str) -> str:
        """The phrase for a solution concept in ``table``: ``("solve.concept", "l:3")``. Its parameter is a field."""
        stem, _, parameter = code.partition(":")
        return self(f"{table}.{stem}", parameter=parameter)

    def several(self, key: str, count: int, **fields: Any) -> str:
        """The phrase for ``count`` things: ``key.one`` or ``key.many`` (``key.none`` for 0 where it exists)."""
        area, _, rest = key.partition(".")
        known = phrases(area, self.language)
        form = "one" if count == 1 else "none" if count == 0 and f"{rest}.none" in known else "many"
        return known[f"{rest}.{form}"].format(count=self.number(count), **fields)

    def number(self, count: int) -> str:
        """A whole number with thousands set apart as the language does: ``1,024``, ``1.024``."""
        return f"{count:,}" if self.language == "en" else f"{count:,}".replace(",", ".")

    def listed(self, parts: list[str], *, last: str = "and") -> str:
        """``a, b and c`` (or ``or``)."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('words.' + last)} {parts[-1]}"

    # --- names -----------------------------------------------------------------------------------------------------

    def name(self, situation: Situation, name: str) -> str:
        """The plain words for an option, joint option, circumstance, definition, state or decision maker.

        A single consent to a joint option says whose it is.
        """
        words = situation.name_in_words(name, self.language)
        option = situation.option_by_key.get(name)
        if option is None or option.joint is None:
            return words
        return self("words.consent", option=words, who=situation.name_in_words(option.owner, self.language))

    def statement(self, situation: Situation, statement: Statement) -> str:
        """A statement with the names people gave to things, each in quotation marks."""
        return statements.in_words(
            statement, lambda name: self("words.quoted", text=self.name(situation, name)), language=self.language
        )

    def state(self, model: ConflictModel, position: int) -> str:
        """What is the case in a state: ``send + pay``. Offers and lapsed options say what they are."""
        situation = model.situation
        if model.is_graph:
            return self.name(situation, str(model.label(position)))
        taken, ready, offers = model.taken(position), set(model.ready(position)), set(model.offers(position))
        parts: list[str] = []
        joint_of = {option.key: option.joint for option in situation.options}
        for key in taken:
            part = self.name(situation, joint_of[key] or key)
            if key in ready:
                part = self("words.ready", option=part)
            elif key in offers:
                part = self("words.offer", option=part, who=self.name(situation, key.split(".")[0]))
            if part not in parts:
                parts.append(part)
        return " + ".join(parts) if parts else self("words.nothing")


@cache
def phrases(area: str, language: str) -> dict[str, str]:
    """Every phrase of an area, under dotted keys."""
    text = (Path(__file__).parent / "phrases" / f"{area}.{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found.extend(_flat(value, f"{before}{key}.") if isinstance(value, dict) else [(f"{before}{key}", str(value))])
    return found
