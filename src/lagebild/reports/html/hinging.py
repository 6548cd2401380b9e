"""What the conclusions hinge on, as a section of the page: a heading, what is said of it, and a bar for everything lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lagebild.analyses.answers import Answer
from lagebild.analyses.hinges import Hinges
from lagebild.analyses.neighbours import Asked
from lagebild.reports.conclusions import capital
from lagebild.reports.hinges import HingeRow, hinge_rows, hinges_text
from lagebild.reports.html.bars import TURNS, UNDEFINED, Hinge, Hinging, Standards, Standing
from lagebild.reports.html.bars import hinge_rows as drawn
from lagebild.reports.html.lines import Lines, anchor
from lagebild.reports.proof import ProfileRow, profile_rows, proof_notes, question_in_words
from lagebild.reports.words import Words

_SIGNS: Final = {"same": "●", "undecided": "◌", "otherwise": "○", "undefined": "?"}
"""What becomes of an answer at a standard of proof, as a sign; the words stand beside it."""

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


def standards(answers: Sequence[Answer], lines: Lines) -> Standards | None:
    """Every conclusion by every standard of proof, where they were asked for."""
    words = lines.words
    found = next((answer.proofs for answer in answers if answer.proofs is not None), None)
    if found is None:
        return None
    rows = [(proof, profile_rows(proof, words.language)) for proof in found.proofs]
    return Standards(
        columns=tuple(capital(row.said) for row in rows[0][1]),
        rows=tuple(
            Standing(title=_asked(lines, proof.asked), cells=tuple(_cell(row, words) for row in profile))
            for proof, profile in rows
        ),
        notes=proof_notes(found, words.language),
    )


def _asked(lines: Lines, asked: Asked) -> str:
    question = question_in_words(lines.situation, asked.question, lines.words)
    if not asked.definition:
        return f"{asked.question}. {question}"
    return f"{asked.question}. {lines.words('words.quoted', text=lines.words.name(lines.situation, asked.definition))}"


def _cell(row: ProfileRow, words: Words) -> tuple[str, str]:
    both = dict.fromkeys((row.outcome, row.outcome_high))
    return " – ".join(_SIGNS[outcome] for outcome in both), " – ".join(words(f"report.standard.{outcome}") for outcome in both)


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
        said=capital(row.said),
        before=row.before,
        after=row.after,
        anchor=anchor(_ANCHORED[row.grain], row.key) if row.grain in _ANCHORED else "",
    )
