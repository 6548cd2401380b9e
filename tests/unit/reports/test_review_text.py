"""How one proposal is shown to the person who decides it."""

from decimal import Decimal

import pytest

from lagebild.evidence.proposals import Candidate, Flag, Proposal, Proposals, ProposedSpeaker, Reason
from lagebild.evidence.records import Figure, Prose, Source, Speaker, TextPlace
from lagebild.evidence.texts import SourceText
from lagebild.reports.text.review import proposal_lines
from lagebild.reports.words import LANGUAGES, Words

TEXT = SourceText(text="The dam\x1b[2J holds,\n\u202e says Eva Lund.")


def lines(*, place: TextPlace | None = None, language: str = "en", **more: object) -> str:
    proposal = Proposal(id="p1", at=(place or TEXT.place(0, len(TEXT.text)),), **more)  # type: ignore[arg-type]
    person = Speaker(id="eva", name=Prose((("en", "Eva Lund"),)))
    eva = ProposedSpeaker(speaker=person, office_words="minister", misfit="mayor", misfit_sources=("t",))
    found = Proposals(source=Source(id="s"), backend="rules 1", gate="1", speakers=(eva,), proposals=(proposal,))
    return "\n".join(proposal_lines(found, proposal, TEXT, (), Words(language)))


def test_a_sentence_cannot_give_orders_to_the_terminal() -> None:
    assert lines().startswith("  The dam [2J holds, says Eva Lund.\n")


def test_an_office_that_does_not_fit_and_a_flag_are_told() -> None:
    shown = " ".join(lines(by=(Candidate(speaker="eva"),), flags=(Flag(code="speaker-guessed"),)).split())
    assert "likely says Eva Lund (minister)" in shown
    assert "look at who speaks is a guess; Office check: Eva Lund is called minister; the table has: mayor (t)" in shown


def test_a_passage_that_is_no_longer_there_is_told() -> None:
    assert "not the passage that was read" in lines(place=TextPlace(start=0, end=9, sha256="0" * 64))


def test_a_figure_says_how_it_is_meant_and_who_counted() -> None:
    figure = Figure(value=Decimal(40), unit=Prose((("en", "percent"),)), compare="<=", counted_by="the ministry")
    assert "figures     <= 40 percent (the ministry)" in lines(figures=(figure,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_is_told_in_words_and_an_unknown_one_by_its_code(language: str) -> None:
    reasons = (Reason(code="own-voice"), Reason(code="of-its-own", words="x"))
    shown = lines(by=(Candidate(speaker="author", reasons=reasons),), language=language)
    assert "own-voice" not in shown
    assert "of-its-own: x" in shown
