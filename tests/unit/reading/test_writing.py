"""A situation written as a file and read again is the same situation."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lagebild as lb
from lagebild.changes import apply
from lagebild.reading.writing import situation_text
from lagebild.situation import Situation
from tests.strategies import situation_texts, situations

ROOT = Path(__file__).parents[3]
FILES = sorted(
    path
    for folder in ("examples", "docs", "src/lagebild/catalogue")
    for path in (ROOT / folder).rglob("*.yaml")
    if "\ndecision-makers:" in path.read_text(encoding="utf-8")
)


def bare(situation: Situation) -> Situation:
    """Without what belongs to the file and not to what it says."""
    return dataclasses.replace(situation, sha256="")


def again(situation: Situation) -> Situation:
    return bare(lb.loads(situation_text(situation)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_that_comes_along_is_the_same_when_written_anew(file: Path) -> None:
    situation = lb.load(file)
    assert again(situation) == bare(situation)


@given(situation_texts())
def test_any_situation_is_the_same_when_written_anew(text: str) -> None:
    situation = lb.loads(text)
    assert again(situation) == bare(situation)


@given(situations(), st.sampled_from(["en", "de"]))
def test_a_situation_that_no_file_was_read_for_can_be_written(situation: Situation, language: str) -> None:
    named = dataclasses.replace(situation, language=language, today=None)
    assert again(named) == again(again(named))
    assert again(named).decision_makers == named.decision_makers


def test_what_is_written_once_is_written_so_again() -> None:
    text = situation_text(lb.load(ROOT / "docs" / "reference" / "examples" / "every-key.yaml"))
    assert situation_text(lb.loads(text)) == text


def test_a_changed_situation_can_be_written_and_counts_its_lines_anew() -> None:
    situation = apply(lb.load(ROOT / "docs" / "reference" / "examples" / "every-key.yaml"), "shops-stay-calm")
    written = again(dataclasses.replace(situation, what_ifs=()))
    assert written.rules[0].id == "1"
    assert [rule.statement for rule in written.rules] == [rule.statement for rule in situation.rules]
    assert lb.solve(written).equilibria("seq") == lb.solve(situation).equilibria("seq")


FORMS = """
lagebild: 1
title: Formen
language: de
decision-makers:
  a:
    name:
      en: Anna
    options:
      go:
      stay:
        name: "nein"
    ranking:
      - a.go + b.go + stay
      - nothing = stay
      - tier: a.pact + b.go
        because: c or at least 2 of (c, d, c and d)
      - pact
      - the rest
  b:
    options:
      go:
    wants: []
joint-options:
  pact:
    by:
      - a
      - b
rules:
  - one-of:
      - stay
      - a.go
      - b.go
  - one-of:
      - stay oder a.go
      - pact
  - nicht stay oder nicht a.go
  - true
impossible-moves:
  - from: true
  - to: stay
circumstances:
  rain:
    value: open
    because: c
today: {}
questions:
  - when: stay wenn a.go
what-if:
  wet:
    changes:
      - set: rain
        value: open
      - set: stay
        value: unknown
      - add: rain
        of: b
        id: wish
claims:
  c:
    says: "C: ja?"
  d:
    says:
      en: D
      de: D
"""


def test_every_form_of_a_line_comes_back() -> None:
    situation = lb.loads(FORMS)
    assert again(situation) == bare(situation)
    text = situation_text(situation)
    for line in ("      - nothing = stay", "      - pact", "  - one-of:", "today: {}", "  - when: stay wenn a.go"):
        assert f"\n{line}\n" in text


def test_a_heading_and_notes_are_comments() -> None:
    situation = lb.loads(FORMS)
    text = situation_text(situation, heading="One.\n\nTwo.", notes={("rules", 0): ["At most one."]})
    assert text.startswith("# yaml-language-server: $schema=lagebild.schema.json\n# One.\n#\n# Two.\n\nlagebild: 1\n")
    assert "rules:\n  # At most one.\n  - one-of:\n" in text
    assert bare(lb.loads(text)) == bare(situation)
