"""Standards of proof on the terminal: question by question, how well proven its answer is; what holds for all, once."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.analyses.proof import Proofs
from lagebild.reports.proof import proof_notes, proof_paragraph, question_in_words
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words


def proof_parts(console: Console, found: Proofs, language: str = "en") -> Iterator[RenderableType]:
    """Everything there is to print, part by part."""
    words = Words(language)
    yield heading(words("proof.title"))
    for question in dict.fromkeys(proof.asked.question for proof in found.proofs):
        yield Text()
        yield Text(f"{question} {question_in_words(found.situation, question, words)}")
        yield Padding(Text(proof_paragraph(found, question, language)), (0, 0, 0, 3))
    yield Text()
    bullet = marks_for(console).dash
    for note in proof_notes(found, language):
        yield Padding(Text(f"{bullet} {note}"), (0, 0, 0, 3))
