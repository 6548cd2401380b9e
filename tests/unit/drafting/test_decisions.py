"""What a person decides of proposals, without the conversation around it."""

from lagebild.drafting.decisions import LONGEST, accept, decide, may_name, with_speaker, wording_fault
from lagebild.evidence.merging import Evidence
from lagebild.evidence.proposals import Candidate, Decision, Flag, Proposal, Proposals
from lagebild.evidence.records import Entered, Relation, Source, TextPlace
from lagebild.reading.proposals import DraftFile

TEXT = "one two three four five six seven eight nine"


def draft(*proposals: Proposal) -> tuple[DraftFile, Proposals]:
    found = Proposals(source=Source(id="s"), backend="rules 1", gate="1", proposals=proposals)
    return DraftFile(evidence=Evidence(), proposals=(found,)), found


def proposal(id_: str, **more: object) -> Proposal:
    return Proposal(id=id_, at=(TextPlace(start=0, end=3),), by=(Candidate(speaker="x"),), **more)  # type: ignore[arg-type]


def test_seven_words_in_a_row_may_be_the_texts_and_eight_may_not() -> None:
    assert wording_fault("One two three four five six seven", TEXT) == ("", "")
    assert wording_fault("So: two three four five six seven eight NINE", TEXT) == (
        "copied",
        "two three four five six seven eight nine",
    )


def test_what_is_longer_than_the_longest_is_too_long() -> None:
    assert wording_fault("x" * LONGEST, TEXT) == ("", "")
    assert wording_fault("x" * (LONGEST + 1), TEXT) == ("too-long", "301")


def test_a_passage_that_stands_twice_is_related_to_the_first_claim() -> None:
    file, found = draft(proposal("p1"), proposal("p2", repeats="p1"))
    file = accept(file, found, found.proposals[0], says="first", entered=Entered(by="Ada"))
    file = accept(file, file.proposals[0], file.proposals[0].proposals[0], says="again", entered=Entered(by="Ada"))
    assert [claim.relates for claim in file.evidence.claims] == [(), (Relation(kind="repeats", claim="s-p1"),)]
    assert [speaker.id for speaker in file.evidence.speakers] == ["x"]


def test_an_id_that_is_taken_gets_a_number() -> None:
    file, found = draft(proposal("p1"))
    once = accept(file, found, found.proposals[0], says="a", entered=Entered())
    twice = accept(once, found, found.proposals[0], says="b", entered=Entered())
    assert [claim.id for claim in twice.evidence.claims] == ["s-p1", "s-p1-2"]


def test_a_decision_stands_on_its_proposal_alone() -> None:
    file, found = draft(proposal("p1"), proposal("p2"))
    decided = decide(file, found, found.proposals[1], Decision(value="dropped", by="Ada"))
    assert [one.open for one in decided.proposals[0].proposals] == [True, False]


def test_a_guess_that_was_corrected_is_no_guess() -> None:
    file, found = draft(proposal("p1", flags=(Flag(code="speaker-guessed"), Flag(code="negation-lost"))))
    (one,) = with_speaker(file, found, found.proposals[0], "Eva Lund").proposals[0].proposals
    assert (one.speaker, [flag.code for flag in one.flags]) == ("eva-lund", ["negation-lost"])


def test_a_name_is_no_number_and_no_piece_of_the_text() -> None:
    assert may_name("Eva Lund", TEXT)
    assert not may_name("99", TEXT)
    assert not may_name("one two three four five six seven eight", TEXT)
