"""What the conclusions hinge on, as a section of the page: a heading, what is said of it, and a bar for everything lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lagebild.analyses.answers import Answer
from lagebild.analyses.hinges import Hinges
from lagebild.reports.hinges import HingeRow, hinge_rows, hinges_text
from lagebild.reports.html.bars import TURNS, UNDEFINED, Hinge, Hinging
from lagebild.reports.html.bars import hinge_rows as drawn
from lagebild.reports.html.lines import anchor
from lagebild.reports.words import Words

_ANCHORED: Final = {"claim": "claim", "line": "line"}
"""What stands on the page by itself, and the beginning of its anchor."""


def hinging_answers(answers: Sequence[Answer], words: Words) -> tuple[Hinging, ...]:
    """What the answers hinge on, where they were asked; they share one record."""
    found = next((answer.hinges for answer in answers if answer.hinges is not None), None)
    return () if found is None else hingings(found, words)


def hingings(found: Hinges, words: Words) -> tuple[Hinging, ...]:
    """One entry for conclusions that hinge on the same; how far was looked stands under the last."""
    told = hinges_text(found, words)
    last = len(told.sections) - 1
    return tuple(
        Hinging(
            title="; ".join(section.questions),
            paragraphs=(*(told.intro if number == 0 else ()), section.stands),
            blocks=section.blocks,
            rows=drawn([_bar(row) for row in _shared(found, section.numbers, words)], words),
            notes=told.notes if number == last else (),
        )
        for number, section in enumerate(told.sections)
    )


def _shared(found: Hinges, numbers: Sequence[int], words: Words) -> Iterator[HingeRow]:
    """The rows of conclusions that are told together: what leaves only one of them without an answer is not theirs."""
    others = [set(hinge_rows(found, number, words)) for number in numbers[1:]]
    return (row for row in hinge_rows(found, numbers[0], words) if all(row in rows for rows in others))


def _bar(row: HingeRow) -> Hinge:
    return Hinge(
        label=row.label,
        kind=row.grain,
        share=row.share,
        effect=UNDEFINED if row.undefined else TURNS,
        anchor=anchor(_ANCHORED[row.grain], row.key) if row.grain in _ANCHORED else "",
    )
