"""Proposals in a claims file: written so that they read back the same, and never taken for claims."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.drafting import propose
from lagebild.errors import FaultList, InputError
from lagebild.evidence.proposals import (
    Candidate,
    Decision,
    Flag,
    Proposal,
    Proposals,
    ProposedDate,
    ProposedSpeaker,
    Reason,
    as_claim,
)
from lagebild.evidence.records import Entered, Figure, Office, Prose, Published, Source, Speaker, TextPlace
from lagebild.evidence.texts import SourceText
from lagebild.reading import load
from lagebild.reading.proposals import DraftFile, draft_text, load_draft, read_draft
from lagebild.reading.yaml_text import read_yaml

PLACE = TextPlace(paragraph=1, start=0, end=60, sha256="a" * 64)

FULL = Proposal(
    id="p1",
    at=(PLACE,),
    quotations=(PLACE, TextPlace(paragraph=1, start=4, end=9)),
    says=Prose((("en", "The dam is coming."),)),
    by=(
        Candidate(speaker="quell", reasons=(Reason(code="verb", words="says"), Reason(code="near"))),
        Candidate(speaker="author"),
    ),
    form="direct",
    told_as="assessed",
    told_as_reasons=(Reason(code="hedge-assessed", words="likely: 1"),),
    words="likely",
    alternative_told_as=("conjectured", "reported"),
    figures=(Figure(value=Decimal("2.5"), unit=Prose((("en", "euros"),)), compare=">=", counted_by="quell"),),
    when=(ProposedDate(value="../2024-12", words="by December", counted_from="2024-10-24"),),
    actors=("KP", "Boris Quell"),
    negation=("not",),
    condition="if",
    flags=(Flag(code="speaker-guessed"),),
    decision=Decision(value="later", by="me", when="2025-01-01", why=Prose((("en", "ask first"),))),
)

PROPOSALS = Proposals(
    source=Source(id="gazette", language="en", published=Published(value="2024-10-24", basis="metadata"), text_sha256="b" * 64),
    backend="rules 1",
    gate="1",
    made="2025-01-01",
    speakers=(
        ProposedSpeaker(
            speaker=Speaker(id="quell", name=Prose((("en", "Boris Quell"),)), role="minister", country="AT",
                            offices=(Office(name=Prose((("en", "energy minister"),))),)),
            at=PLACE, office_words="energy minister", misfit="none: 2020/2021", misfit_sources=("https://example.org",),
        ),
    ),
    proposals=(FULL, Proposal(id="p2", at=(PLACE,), repeats="p1", decision=Decision(value="dropped", by="me"))),
    notes=(Reason(code="passed-over-heading", words="3"),),
)  # fmt: skip


def back(text: str) -> DraftFile:
    """What a text reads as."""
    faults = FaultList()
    root = read_yaml(text, file="claims.yaml", faults=faults)
    assert root is not None
    return read_draft(root, faults)


def test_proposals_read_back_the_same() -> None:
    assert back(draft_text([PROPOSALS])).proposals == (PROPOSALS,)


@given(words=st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_whatever_an_article_says_reads_back(words: str) -> None:
    found = propose(SourceText(text=f'"{words} is what it is," said Anna Berg {words}.'), Source(id="text", language="en"))
    read = back(draft_text([found], language="en")).proposals[0].proposals
    assert [proposal.at for proposal in read] == [proposal.at for proposal in found.proposals]


def test_what_was_dropped_is_not_open() -> None:
    assert [proposal.id for proposal in PROPOSALS.open] == ["p1"]


def test_an_accepted_proposal_becomes_a_claim_in_own_words() -> None:
    entered = Entered(by="rules 1", when="2025-01-01", accepted_by="me")
    claim = as_claim(FULL, "gazette", id_="dam", says=Prose((("en", "The dam will come."),)), by="quell", entered=entered)
    assert (claim.id, claim.by, claim.told_as, claim.source, claim.at) == ("dam", "quell", "assessed", "gazette", (PLACE,))
    assert (claim.when, str(claim.counted_from), claim.words) == (("../2024-12",), "by December: 2024-10-24", "likely")
    assert claim.entered == entered


SITUATION = """lagebild: 1
title: The dam
decision-makers:
  quell:
    options:
      build:
        because: {because}
    wants:
      - build
claims: claims.yaml
"""


def situation(folder: Path, because: str) -> Path:
    (folder / "claims.yaml").write_text(draft_text([PROPOSALS]), "utf-8")
    file = folder / "dam.yaml"
    file.write_text(SITUATION.format(because=because).replace("        because: \n", ""), "utf-8")
    return file


def test_a_situation_says_how_many_proposals_are_open_and_takes_none(tmp_path: Path) -> None:
    file = situation(tmp_path, "p1")
    with pytest.raises(InputError, match='unknown claim "p1"'):
        load(file)
    file.write_text(file.read_text("utf-8").replace("      build:\n        because: p1\n", "      build: build it\n"), "utf-8")
    read = load(file)
    assert (read.claims, read.speakers) == ((), ())
    assert read.warnings == ("1 proposal is not decided in claims.yaml; nothing counts before somebody has accepted it",)


def test_a_proposal_for_a_source_that_is_not_there_is_a_fault() -> None:
    text = draft_text([PROPOSALS]).replace("proposals:\n  gazette:", "proposals:\n  herald:")
    with pytest.raises(InputError, match='unknown source "herald"'):
        back(text)


def test_an_unknown_key_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(draft_text([PROPOSALS]).replace("told-as:", "told:"), "utf-8")
    with pytest.raises(InputError, match='unknown key "told"'):
        load_draft(file)
