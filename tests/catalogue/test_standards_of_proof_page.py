"""What the page on standards of proof says of its example, compared with what Lagebild computes.

Beside every table the page carries comments: ``<!-- strength: FILE; LINE; PRO; CON -->`` (a range where a source could not be
judged), ``<!-- open: FILE; STANDARD; LINES -->`` (at the low end),
``<!-- proof: FILE; QUESTION; OUTCOMES -->`` (strictest first).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from lagebild.analyses.proof import Proofs, proofs
from lagebild.evidence.strength import CREDIBILITY, FIRMNESS, HIGH, LOW, RELIABILITY, Support
from lagebild.reading import load
from lagebild.reports.proof import outcome

FOLDER = Path(__file__).parents[2] / "docs" / "theory"
PAGE = (FOLDER / "standards-of-proof.md").read_text(encoding="utf-8")


def said(kind: str) -> list[tuple[str, ...]]:
    """The parts of every comment of one kind."""
    found = re.findall(rf"<!--\s*{kind}:(.*?)-->", PAGE, re.DOTALL)
    return [tuple(part.strip() for part in text.split(";")) for text in found]


@cache
def solved(file: str) -> Proofs:
    return proofs(load(FOLDER / file), seconds=None)


def level(ends: tuple[Support, Support]) -> str:
    low, high = ends[LOW].level, ends[HIGH].level
    return str(low) if low == high else f"{low}-{high}"


@pytest.mark.parametrize(("file", "line", "pro", "con"), said("strength"))
def test_lines_are_as_strong_as_the_page_says(file: str, line: str, pro: str, con: str) -> None:
    found = solved(file).strengths.lines[line]
    assert (level(found.pro), level(found.con)) == (pro, con)


def test_the_page_tells_the_strength_of_every_line_with_claims() -> None:
    found = solved("examples/dam-with-claims.yaml").strengths.lines
    assert {line for _, line, _, _ in said("strength")} == {line for line, strength in found.items() if strength.has_claims}


@pytest.mark.parametrize(("file", "standard", "lines"), said("open"))
def test_just_the_lines_that_the_page_names_are_open(file: str, standard: str, lines: str) -> None:
    weighing = solved(file).proofs[0].at(int(standard), LOW).weighing
    assert set(weighing.open) == set(lines.split())
    assert f"| {standard} | " in PAGE
    assert PAGE.split(f"\n| {standard} | ")[1].split("\n")[0].endswith(f"| {weighing.combinations} |")


@pytest.mark.parametrize(("file", "question", "outcomes"), said("proof"))
def test_an_answer_stays_the_same_at_the_standards_that_the_page_names(file: str, question: str, outcomes: str) -> None:
    proof = solved(file).proof_of(int(question))
    assert proof is not None
    assert proof.certain
    assert not proof.is_interval
    assert [outcome(found) for found in proof.low] == outcomes.split()


def test_the_page_shows_every_kind_of_comment() -> None:
    assert [len(said(kind)) for kind in ("strength", "open", "proof")] == [7, 5, 3]


def test_the_table_of_levels_is_the_one_computed_with() -> None:
    rows = [
        line.split("|")[2:-1] for line in PAGE.split("\n") if line.startswith(("| how the text", "| the source", "| our own"))
    ]
    told_as, letters, numbers = ([[word.strip() for word in cell.split(",")] for cell in row] for row in rows)
    assert {word: 5 - place for place, cell in enumerate(told_as) for word in cell if word} == FIRMNESS
    judged = {letter: 5 - place for place, (letter,) in enumerate(letters)}
    assert {letter: (worth, worth) for letter, worth in judged.items()} | {"F": (1, 5)} == RELIABILITY
    assert {int(number): 5 - place for place, (number,) in enumerate(numbers)} == CREDIBILITY
