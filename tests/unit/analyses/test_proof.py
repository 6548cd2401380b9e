"""Standards of proof of small conflicts, worked by hand; what is drawn, broken off and said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.neighbours import Neighbours
from lagebild.analyses.proof import Proof, proofs
from lagebild.analyses.proof.weigh import DRAWS
from lagebild.errors import InputError
from lagebild.evidence.strength import HIGH, LOW
from lagebild.library import loads
from lagebild.reading import load
from lagebild.situation import Situation
from lagebild.solutions import analyse

DAM = Path(__file__).parents[3] / "docs" / "theory" / "examples" / "dam-with-claims.yaml"


def quarrel(
    *, because: str = "", against: str = "", reliability: str = "B", question: str = "sue", more: str = ""
) -> Situation:
    """South alone decides whether to sue, and would rather; what that rests on is given, and beside it stand its claims."""
    grounds = "".join(f"\n        {key}: {said}" for key, said in (("because", because), ("against", against)) if said)
    return loads(
        f"""
lagebild: 1
title: A quarrel
decision-makers:
  south:
    options:
      sue: {{name: go to the court}}
    wants:
      - id: court
        statement: sue{grounds}
  north:
    options:
      talk: {{name: talk}}
    wants:
      - talk
{more}
questions:
  - when: {question}
sources:
  paper: {{title: A paper, reliability: {reliability}}}
  letter: {{title: A letter, reliability: A}}
claims:
  stated: {{says: South wants to sue., by: author, told-as: stated, in: paper}}
  reported: {{says: South is said to want to sue., by: unnamed, told-as: reported, in: letter}}
  conjectured: {{says: South might not want to., by: author, told-as: conjectured, in: letter}}
"""
    )


def only(situation: Situation) -> Proof:
    (proof,) = proofs(situation).proofs
    return proof


def test_a_conclusion_holds_as_long_as_the_line_that_carries_it_is_proven() -> None:
    proof = only(quarrel(because="stated"))
    assert proof.asked.values == ("all",)
    assert proof.profile() == (False, True, True, True, True)
    assert (proof.standard, proof.monotone, proof.certain, proof.is_interval) == (4, True, True, False)


def test_beyond_that_the_line_is_open_and_one_of_two_combinations_turns_it() -> None:
    at = only(quarrel(because="stated")).at(5)
    assert at.weighing.open == ("wants.south.court",)
    assert (at.tally.held, at.tally.turned, at.tally.undefined) == (1, 1, 0)
    assert at.tally.turned_by == ("wants.south.court",)


def test_without_any_claim_it_is_an_assumption_and_holds_by_every_standard() -> None:
    found = proofs(quarrel())
    assert found.proofs[0].standard == 5
    assert "wants.south.court" in found.assumed
    assert found.sourced == 0


def test_what_speaks_against_it_counts_only_where_it_is_proven_so_that_holding_is_not_monotone() -> None:
    proof = only(quarrel(because="stated", against="conjectured"))
    assert proof.profile() == (False, True, True, True, False)
    assert not proof.monotone
    assert proof.standard == 4


def test_a_line_that_is_contradicted_counts_as_its_contrary() -> None:
    at = only(quarrel(because="conjectured", against="reported")).at(3)
    assert at.weighing.opposite == ("wants.south.court",)
    assert (at.weighing.open, at.tally.turned) == ((), 1)


def test_where_claims_stand_against_claims_at_every_standard_it_holds_at_none() -> None:
    proof = only(quarrel(because="conjectured", against="conjectured"))
    assert (proof.standard, proof.profile()) == (None, (False,) * 5)


def test_a_source_that_could_not_be_judged_makes_an_interval() -> None:
    proof = only(quarrel(because="stated", reliability="F"))
    assert proof.ends == (1, 4)
    assert (proof.standard, proof.is_interval) == (1, True)
    assert (proof.at(3, LOW).holds, proof.at(3, HIGH).holds) == (False, True)


def test_a_term_that_has_lost_its_meaning_leaves_no_answer_which_is_told_apart() -> None:
    more = "definitions:\n  quarrel: {name: a quarrel, statement: sue, because: reported}"
    at = only(quarrel(question="quarrel", more=more)).at(4)
    assert (at.holds, at.only_undefined) == (False, True)
    assert (at.tally.turned, at.tally.undefined) == (0, 1)


def test_who_has_nothing_left_to_prefer_is_named_where_the_conclusion_holds_all_the_same() -> None:
    at = only(quarrel(because="stated", question="talk")).at(5)
    assert at.holds
    assert (at.tally.vacuous, at.tally.indifferent) == (1, ("south",))


def test_orders_that_claims_speak_for_are_lines_too() -> None:
    situation = loads(
        """
lagebild: 1
title: A quarrel with oneself
decision-makers:
  south:
    options:
      sue: {name: go to the court}
    wants:
      - id: court
        statement: sue
        above: stated
      - id: peace
        statement: not sue
questions:
  - when: sue
claims:
  stated: {says: South minds the court more., by: author, told-as: stated}
"""
    )
    found = proofs(situation)
    assert found.proofs[0].profile() == (False, True, True, True, True)
    assert found.proofs[0].at(5).weighing.open == ("order.south.court",)
    assert found.assumed_orders == ()


def test_a_line_that_is_only_said_to_be_unknown_is_not_weighed() -> None:
    found = proofs(quarrel(more="today:\n  sue: {value: unknown, because: conjectured}\n  talk: no"))
    assert found.sourced == 0


# --- the worked example of the page on theory -------------------------------------------------------------------------


def test_the_worked_example_has_a_threshold_none_and_a_profile() -> None:
    dam, end, water = proofs(load(DAM)).proofs
    assert dam.profile() == (True,) * 5
    assert end.profile() == (False, True, True, True, True)
    assert water.profile() == (False, False, True, True, False)
    assert not any(proof.is_interval for proof in (dam, end, water))


# --- how far is looked ------------------------------------------------------------------------------------------------


def crowded(count: int) -> Situation:
    """So many conjectured wants of north, about what north does not decide: they change nothing."""
    wants = "\n".join(
        f"      - {{id: w{number}, statement: sue, because: conjectured}}" for number in range(count)
    )  # fmt: skip
    return loads(
        f"""
lagebild: 1
title: Many wants
decision-makers:
  south:
    options:
      sue: {{name: go to the court}}
    wants:
      - sue
  north:
    options:
      talk: {{name: talk}}
    wants:
{wants}
questions:
  - when: sue
claims:
  conjectured: {{says: North might want that., by: author, told-as: conjectured}}
"""
    )


@pytest.mark.parametrize("count", [1, 5, 12])
def test_up_to_twelve_open_lines_every_combination_is_tried(count: int) -> None:
    at = only(crowded(count)).at(3)
    assert (at.holds, at.certain, at.weighing.tried) == (True, True, 2**count)


def test_of_more_open_lines_some_are_drawn_the_same_every_time() -> None:
    first, second = (only(crowded(13)).at(3) for _ in range(2))
    assert (first.holds, first.certain, first.weighing.complete, first.weighing.interrupted) == (True, False, False, False)
    assert first.weighing.tried == DRAWS + 2 + 2 * 13
    assert not first.proven
    assert first == second


def test_as_soon_as_every_conclusion_has_turned_no_further_combination_is_tried() -> None:
    at = only(quarrel(because="conjectured", more="rules:\n  - {statement: talk or not talk, because: conjectured}")).at(3)
    assert (at.holds, at.certain, at.weighing.tried, at.weighing.combinations) == (False, True, 2, 4)


def test_when_time_runs_out_that_is_said_and_nothing_is_called_certain() -> None:
    at = proofs(crowded(13), seconds=0).proofs[0].at(3)
    assert (at.weighing.interrupted, at.weighing.tried, at.certain) == (True, 1, False)


def test_whoever_interrupts_keeps_what_was_found() -> None:
    def interrupt(done: int, total: int) -> None:
        if total > 4:
            raise KeyboardInterrupt

    found = proofs(crowded(5), progress=interrupt)
    assert found.interrupted
    assert found.proofs[0].at(1).certain
    at = found.proofs[0].at(3)
    assert (at.holds, at.certain, at.weighing.tried) == (False, False, 0)


def test_progress_counts_up_to_the_number_of_combinations() -> None:
    told: list[tuple[int, int]] = []
    proofs(crowded(3), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1), *((done, 8) for done in range(1, 9))]


def test_what_hinges_have_tried_is_not_solved_again() -> None:
    analysis = analyse(load(DAM), ["seq"])
    runs = Runs(Neighbours(analysis=analysis))
    proofs(analysis, runs=runs)
    solved = len(runs)
    proofs(analysis, runs=runs)
    assert len(runs) == solved


def test_a_file_without_questions_is_told_so() -> None:
    with pytest.raises(InputError, match="asks no question"):
        proofs(load(DAM.parent / "dam.yaml"))
