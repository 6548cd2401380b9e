"""Standards of proof in words and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.analyses.proof import AtStandard, Proof, Proofs, proofs
from lagebild.evidence.records import Source
from lagebild.reading import load
from lagebild.reports.data.proof import proof_data
from lagebild.reports.html.hinging import _cell
from lagebild.reports.proof import UNDECIDED, outcome, profile_rows, proof_notes, proof_paragraph
from lagebild.reports.text.console import make_console
from lagebild.reports.text.proof import proof_parts
from lagebild.reports.words import LANGUAGES, Words
from lagebild.situation import Situation

EXAMPLES = Path(__file__).parents[3] / "docs" / "theory" / "examples"


@pytest.fixture(scope="module")
def dam() -> Proofs:
    return proofs(load(EXAMPLES / "dam-with-claims.yaml"))


def judged(situation: Situation, letter: str) -> Situation:
    """The same, its sources judged alike."""
    return replace(situation, sources=tuple(replace(source, reliability=letter) for source in situation.sources))


def told_again(found: Proofs, number: int, levels: tuple[AtStandard, ...]) -> Proofs:
    """The same, one conclusion with other levels."""
    proof = replace(found.proofs[number], low=levels, high=levels)
    return replace(found, proofs=(*found.proofs[:number], proof, *found.proofs[number + 1 :]))


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("en", 1, "The answer stays the same by the strictest standard of proof: even where only what is confirmed counts."),
        ("en", 2, "The answer stays the same where everything counts that is announced or stated as fact; where only what is "
                  "confirmed counts, it can come out otherwise."),
        ("en", 3, "No single standard of proof says how well this is proven. The answer stays the same where only what is "
                  "reported, assessed or firmer counts and where everything but one voice's conjecture counts."),
        ("de", 2, "Die Antwort bleibt dieselbe, wenn alles zählt, was angekündigt oder als Tatsache gesagt ist; wenn nur "
                  "Bestätigtes zählt, kann sie anders ausfallen."),
        ("de", 3, "Kein einzelnes Beweismaß sagt, wie gut das belegt ist."),
    ],
)  # fmt: skip
def test_how_well_proven_an_answer_is_stands_in_plain_sentences(dam: Proofs, language: str, number: int, told: str) -> None:
    assert proof_paragraph(dam, number, language).startswith(told)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "it can come out otherwise. It does, for instance, without the line “Downstream state can: go to the court”."),
        ("de", "kann sie anders ausfallen. Das tut sie zum Beispiel ohne die Zeile „Downstream state kann: go to the court“."),
    ],
)
def test_the_line_whose_loss_alone_turns_it_is_named_in_a_sentence(dam: Proofs, language: str, told: str) -> None:
    assert told in proof_paragraph(dam, 2, language)


def test_where_everything_is_the_same_to_somebody_that_is_said(dam: Proofs) -> None:
    told = proof_paragraph(dam, 1)
    assert "In 4 of the 32 combinations tried there, everything is the same to one who decides: Downstream state." in told


def test_a_question_that_nobody_asks_has_no_paragraph(dam: Proofs) -> None:
    assert proof_paragraph(dam, 9) == ""


def test_sources_that_could_not_be_judged_give_two_sentences() -> None:
    found = proofs(judged(load(EXAMPLES / "dam-with-claims.yaml"), "F"))
    told = proof_paragraph(found, 3)
    assert told.startswith("It depends on what the sources are worth that could not be judged. If nothing: ")
    assert " If as much as can be: No single standard" in told


def test_what_is_common_to_all_answers_is_said_once(dam: Proofs) -> None:
    notes = proof_notes(dam)
    assert [note.split(":")[0].split(".")[0] for note in notes] == [
        "How much a claim proves goes by how its text tells it",
        "One of the 2 sources behind the lines is not judged",
        "5 lines have no claim",
    ]
    assert notes[-1].endswith("So do 4 orders that nobody gave a claim for.")


@pytest.mark.parametrize(("letter", "told"), [("", "Sources not judged"), ("B", "")])
def test_that_nobody_has_judged_the_sources_is_said_only_where_it_is_so(letter: str, told: str) -> None:
    notes = proof_notes(proofs(judged(load(EXAMPLES / "dam-with-claims.yaml"), letter)))
    assert [note for note in notes if note.startswith("Source")] == [note for note in notes if told and told in note]
    assert bool(told) == any("not judged" in note for note in notes)


def test_a_single_source_is_called_the_source() -> None:
    situation = load(EXAMPLES / "dam-with-claims.yaml")
    claims = tuple(replace(claim, source="gazette") for claim in situation.claims)
    found = proofs(replace(situation, claims=claims, sources=(Source(id="gazette"),)))
    assert any(note.startswith("Source not judged: nobody has said yet") for note in proof_notes(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_rests_on_no_proven_line_is_called_that(dam: Proofs, language: str) -> None:
    level = dam.proofs[0].low[0]
    every = 2**dam.sourced
    everything_open = replace(level.weighing, open=tuple(str(number) for number in range(dam.sourced)), tried=every)
    held = replace(level.tally, held=every)
    levels = (replace(level, weighing=everything_open, tally=held), *dam.proofs[0].low[1:])
    told = proof_paragraph(told_again(dam, 0, levels), 1, language)
    assert told.startswith(
        {"en": "No claim that the file names carries", "de": "Keine Aussage, die die Datei nennt, trägt"}[language]
    )


def tried_in_part(level: AtStandard, *, interrupted: bool = False) -> AtStandard:
    """The same level, with far more combinations than were tried, none of which broke the answer."""
    weighing = replace(level.weighing, open=tuple(map(str, range(20))), tried=32, interrupted=interrupted, cases_drawn=False)
    return replace(level, weighing=weighing, tally=replace(level.tally, held=32, turned=0, undefined=0, turned_by=None))


@pytest.mark.parametrize(
    ("interrupted", "told"),
    [
        (True, "There 20 lines are open, and time ran out. Not shown otherwise in 32 of 1,048,576 combinations tried; that "
               "proves nothing."),
        (False, "There 20 lines are open, too many to try every combination. Not shown otherwise in 32 of 1,048,576 "
                "combinations tried; that proves nothing."),
    ],
)  # fmt: skip
def test_where_not_everything_was_tried_it_is_undecided_and_not_the_same(dam: Proofs, interrupted: bool, told: str) -> None:
    first, *laxer = dam.proofs[0].low
    found = told_again(dam, 0, (tried_in_part(first, interrupted=interrupted), *laxer))
    text = proof_paragraph(found, 1)
    assert text.startswith(
        "The answer stays the same where everything counts that is announced or stated as fact; where only what is confirmed "
        f"counts, that is undecided. {told}"
    )
    assert "strictest" not in text
    row = profile_rows(found.proofs[0])[0]
    assert (row.outcome, row.outcome_high) == (UNDECIDED, UNDECIDED)
    assert found.proofs[0].standard == 4


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Whether the answer stays the same is undecided by every standard of proof. There 20 lines are open"),
        ("de", "Ob die Antwort dieselbe bleibt, ist nach keinem Beweismaß entschieden. Dort sind 20 Zeilen offen"),
    ],
)
def test_an_answer_that_nothing_proves_by_any_standard_is_called_undecided(dam: Proofs, language: str, told: str) -> None:
    levels = tuple(map(tried_in_part, dam.proofs[0].low))
    assert proof_paragraph(told_again(dam, 0, levels), 1, language).startswith(told)


def test_between_a_standard_that_breaks_it_and_one_that_proves_it_it_may_be_undecided(dam: Proofs) -> None:
    fallen, second, *laxer = dam.proofs[1].low
    text = proof_paragraph(told_again(dam, 1, (fallen, tried_in_part(second), *laxer)), 2)
    assert text.startswith(
        "The answer stays the same where everything counts that is reported or assessed; where it takes an announcement or a "
        "statement of fact, that is undecided. Where only what is confirmed counts, it can come out otherwise."
    )


def test_where_a_laxer_standard_is_undecided_no_single_one_says_it(dam: Proofs) -> None:
    first, second, *laxer = dam.proofs[0].low
    text = proof_paragraph(told_again(dam, 0, (first, tried_in_part(second), *laxer)), 1)
    assert text.startswith("No single standard of proof says how well this is proven. The answer stays the same where only")
    undecided = "Whether it stays the same is undecided where only what is announced, stated as fact or confirmed counts."
    assert undecided in text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "not shown otherwise"), ("de", "fiel nicht anders aus")]
)  # fmt: skip
def test_the_table_has_a_sign_of_its_own_for_what_is_undecided(dam: Proofs, language: str, said: str) -> None:
    first, *laxer = dam.proofs[0].low
    found = told_again(dam, 0, (tried_in_part(first), *laxer))
    cells = [_cell(row, Words(language)) for row in profile_rows(found.proofs[0], language)]
    assert cells[0] == ("◌", said)
    assert cells[1][0] == "●"
    assert f"◌ {said}" in Words(language)("report.standard.signs")


def test_a_picture_gets_the_outcome_and_the_values_at_every_standard(dam: Proofs) -> None:
    rows = profile_rows(dam.proofs[2])
    assert [(row.standard, row.outcome, row.value, row.other) for row in rows] == [
        (5, "otherwise", "some", "none"),
        (4, "otherwise", "some", "none"),
        (3, "same", "some", "some"),
        (2, "same", "some", "some"),
        (1, "otherwise", "some", "none"),
    ]
    assert rows[0].said == "where only what is confirmed counts"


def test_as_data_every_conclusion_has_its_profile_and_every_claim_its_strength(dam: Proofs) -> None:
    data = json.loads(json.dumps(proof_data(dam)))
    assert [found["standard"] for found in data["conclusions"]] == [5, 4, 3]
    assert [found["monotone"] for found in data["conclusions"]] == [True, True, False]
    assert [level["outcome"] for level in data["conclusions"][2]["profile"]] == [
        outcome(level) for level in dam.proofs[2].low
    ]  # fmt: skip
    assert data["standards"][2]["open"] == ["wants.upstream.free-water"]
    assert data["standards"][2]["high"]["open"] == []
    assert data["claims"]["water-is-money"] == {
        "low": 1, "high": 4, "firmness": 4, "source": "wire", "reliability": "F", "cap": None, "limited_by": ["told-as"],
    }  # fmt: skip
    assert data["lines"]["wants.upstream.dam"]["pro"]["corroborated"] is True
    assert data["sources_not_judged"] == ["gazette"]


def test_the_terminal_shows_every_question_and_the_notes(dam: Proofs, capsys: pytest.CaptureFixture[str]) -> None:
    console = make_console()
    for part in proof_parts(console, dam, "en"):
        console.print(part)
    shown = " ".join(capsys.readouterr().out.split())
    for number, question in enumerate(dam.situation.questions, start=1):
        assert f"{number} {question.ask} {proof_paragraph(dam, number)}" in shown
    assert all(note in shown for note in proof_notes(dam))


def test_a_proof_knows_its_place_in_the_questions(dam: Proofs) -> None:
    found: Proof | None = dam.proof_of(2)
    assert found is dam.proofs[1]
    assert dam.proof_of(2, "no-such-definition") is None
