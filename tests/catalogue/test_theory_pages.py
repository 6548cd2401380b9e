"""What the pages on the theory say of their examples, compared with what Lagebild computes.

Beside every number a page carries a comment: ``<!-- holds: FILE [with WHAT-IF]; CONCEPT [in case N]; WHO; STATES -->``. FILE
is an entry of the catalogue or a path from the page; WHO is ``equilibria``, a decision maker, or ``a+b`` for a coalition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from lagebild.catalogue import entry
from lagebild.reading import load
from lagebild.situation import Situation
from tests.catalogue.verdicts import COALITION, Label, states_with, tiers

PAGES = Path(__file__).parents[2] / "docs" / "theory"
COMMENT = re.compile(r"<!--\s*holds:(.*?)-->", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One comment of a page."""

    text: str
    file: str
    what_if: str | None
    concept: str
    case: int
    who: str
    states: str


def sentence(text: str) -> Sentence:
    file, concept, who, states = (part.strip() for part in text.split(";"))
    file, _, what_if = file.partition(" with ")
    concept, _, case = concept.partition(" in case ")
    return Sentence(
        text=" ".join(text.split()), file=file, what_if=what_if or None, concept=concept, case=int(case or 1), who=who,
        states=states,
    )  # fmt: skip


def labels(text: str) -> tuple[Label, ...]:
    return tuple(int(word) if word.isdecimal() else word for word in text.split())


def situation_of(name: str) -> Situation:
    return load(PAGES / name if name.endswith(".yaml") else Path(str(entry(name).situation)))


SENTENCES = {
    f"{page.stem}: {found.text}": found
    for page in sorted(PAGES.glob("*.md"))
    for found in map(sentence, COMMENT.findall(page.read_text(encoding="utf-8")))
}


@pytest.mark.parametrize("said", SENTENCES.values(), ids=SENTENCES)
def test_what_a_page_says_is_what_is_computed(said: Sentence) -> None:
    situation = situation_of(said.file)
    if said.concept == "ranking":
        assert tiers(situation, said.who) == tuple(labels(tier.replace("=", " ")) for tier in said.states.split())
        return
    coalition = said.who.split("+") if said.concept.startswith(COALITION) else ()
    by = "" if coalition or said.who == "equilibria" else said.who
    computed = states_with(situation, said.concept, by=by, coalition=coalition, case=said.case, what_if=said.what_if)
    assert computed == labels(said.states)


@pytest.mark.parametrize("file", sorted((PAGES / "examples").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_example_file_is_used_on_a_page(file: Path) -> None:
    assert any(said.file == f"examples/{file.name}" for said in SENTENCES.values())


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    assert targets
    assert [target for target in targets if target and not (page.parent / target).exists()] == []
