"""What a situation file made from another program's file tells about itself, as comments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from lagebild.reports.words import Words
from lagebild.situation import DecisionMaker, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Comments for the file: on top, above keys (by their path), and at the end."""

    heading: str
    notes: dict[tuple[str | int, ...], list[str]]
    ending: str


def comments(situation: Situation, words: Words) -> Comments:
    """What came from where in a situation read from a GMCR+ file, what was left out, and what is missing."""
    heading = words("import.heading", file=PurePath(situation.file).name, sha256=situation.sha256).strip()
    noticed = [words("import.noticed", what=warning) for warning in situation.warnings]
    notes: dict[tuple[str | int, ...], list[str]] = {
        ("decision-makers",): [words("import.makers")],
        ("rules",): [words("import.rules")],
        ("irreversible",): [words("import.irreversible")],
    }
    for dm in situation.decision_makers:
        key = "wants" if dm.ranking is None else "ranking"
        notes["decision-makers", dm.id, key] = [words(f"import.{_kind(dm)}")]
    option = situation.options[0]
    name = option.id if len(situation.names[option.id]) == 1 else option.key
    ending = words("import.ending", option=name, owner=option.owner).strip()
    return Comments(heading="\n".join([heading, *noticed]), notes=notes, ending=ending)


def _kind(dm: DecisionMaker) -> str:
    if dm.ranking is not None:
        return "ranking"
    return "wants" if dm.wants else "indifferent"
