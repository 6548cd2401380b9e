"""What a dam's answers hinge on, in words: worked out by hand beside the file in ``hinged``."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from rich.console import Console

from lagebild.analyses.audit import audit
from lagebild.analyses.hinges import Hinges
from lagebild.reports.hinges import hinge_paragraph, hinge_rows, hinge_sections, hinges_text
from lagebild.reports.text.hinges import hinges_parts
from lagebild.reports.words import Words
from tests.unit.reports.hinged import TEXT, found, situation

ONE_VOICE = TEXT.replace("plan or report", "plan")
EN, DE = Words("en"), Words("de")


@pytest.fixture(scope="module")
def hinges() -> Hinges:
    return found()


def points(hinges: Hinges, words: Words = EN, *, everything: bool = False) -> dict[str, list[str]]:
    """The first section's sentences, each with the points under it."""
    section = hinge_sections(hinges, words, everything=everything)[0]
    return {block.text: [point.text for point in block.points] for block in section.blocks}


def test_questions_that_hinge_on_the_same_are_told_together(hinges: Hinges) -> None:
    (section,) = hinge_sections(hinges, EN)
    assert section.numbers == (0, 1)
    assert section.questions == ("1. Why is the dam built? – “build the dam”", "2. When is it a quarrel? – “a quarrel”")
    assert section.stands == "As it stands, it holds in all stable outcomes."


def test_two_voices_of_which_either_is_enough_matter_only_together(hinges: Hinges) -> None:
    (said,) = points(hinges)["No single voice of 3 changes it, but several together do. Struck out:"]
    assert said.startswith("only together: Boris Quell (one claim: “Upstream will build.” (announced; plan)); the River Post")
    assert "if nothing is known of it, it holds in some stable outcomes; if it is false, it holds in no stable outcome" in said


def test_an_empty_decision_maker_is_not_called_robust(hinges: Hinges) -> None:
    (said,) = points(hinges)["No single voice of 3 changes it, but several together do. Struck out:"]
    assert said.endswith("Nothing is left that Upstream would prefer to anything else (if nothing is known of it).")
    assert "That is not robustness." in hinges_text(hinges, EN).notes[0]


def test_what_no_claim_stands_behind_is_called_an_assumption(hinges: Hinges) -> None:
    (said,) = points(hinges)["One assumption, which no claim stands behind, changes it. Struck out:"]
    assert said.startswith("Upstream can: build the dam: it holds in no stable outcome.")


def test_what_leaves_no_answer_is_told_apart_from_what_turns_it(hinges: Hinges) -> None:
    assert points(hinges)["“a quarrel”: there is no answer at all without:"] == [
        "the lawyers (one claim: “A dam is a quarrel.” (assessed; lawyers-view))"
    ]


def test_a_single_voice_says_that_nothing_is_confirmed() -> None:
    (said,) = points(found(ONE_VOICE))["It rests on one voice of 3, and nothing that it says is confirmed. Struck out:"]
    assert said.startswith("Boris Quell (one claim: “Upstream will build.” (announced; plan)): if nothing is known")


def test_a_confirmed_voice_is_not_said_to_be_unconfirmed() -> None:
    told = points(found(ONE_VOICE.replace("told-as: announced", "told-as: confirmed\n    confirmed-by: post")))
    assert "It rests on one voice of 3. Struck out:" in told


def test_sourced_lines_are_told_when_everything_is_and_when_only_lines_were_asked_for() -> None:
    title = "Of 6 lines one that claims stand behind changes it alone. Struck out:"
    everything = points(found(ONE_VOICE), everything=True)
    assert everything[title][0].startswith("Upstream wants: build the dam: if nothing is known of it")
    assert title not in points(found(ONE_VOICE))
    assert title in points(found(ONE_VOICE, grains=["line"]))


def test_claims_alone_are_told_where_nobody_asked_for_voices() -> None:
    assert "No single claim of 3 changes it, but several together do. Struck out:" in points(found(grains=["claim"]))
    assert "No single claim of 3 changes it." in points(found(grains=["claim"], largest=1))


def test_one_mode_alone_needs_no_words_for_which() -> None:
    (said,) = points(found(ONE_VOICE, grains=["claim"], modes=["negate"]))["One claim of 2 changes it alone. Struck out:"]
    assert said == "“Upstream will build.” (announced; plan): it holds in no stable outcome."


class TestWhoKnewItFirstAndWhoSaysIt:
    REPEATED = TEXT.replace("by: post\n", "by: post\n    origin: quell\n")
    """The Post has from Quell what it says: they are one voice."""
    BOTH_FROM_OTHERS = REPEATED.replace("by: quell\n", "by: post\n    origin: envoy\n")
    """The Post alone says both, and knew neither first."""

    def test_whoever_only_repeats_it_is_no_voice(self) -> None:
        told = points(found(self.REPEATED))
        (said,) = told["It rests on one voice of 2, and nothing that it says is confirmed. Struck out:"]
        assert said.startswith("Boris Quell (2 claims: one announced and one reported): if nothing is known")
        assert not any("speaker" in text for text in told)

    def test_check_counts_the_same_voices(self) -> None:
        assert audit(situation(self.REPEATED)).numbers.voices == 2

    @pytest.mark.parametrize("words", [EN, DE], ids=["en", "de"])
    def test_a_speaker_who_carries_it_without_being_a_voice_is_told_besides(self, words: Words) -> None:
        told = points(found(self.BOTH_FROM_OTHERS), words)
        (said,) = told[words("hinges.speakers.besides")]
        assert said.startswith("the River Post (2 ")
        assert next(iter(told)) == words("hinges.rests.together", of="3")

    def test_a_paragraph_tells_that_speaker_in_a_sentence(self) -> None:
        told = hinge_paragraph(found(self.BOTH_FROM_OTHERS), 1, EN)
        assert told.startswith("No single voice of 3 changes it, but several together do.")
        assert "Besides, one speaker changes it, by what is said or passed on: the River Post." in told

    def test_speakers_are_called_so_where_only_they_are_asked_for(self) -> None:
        told = points(found(self.BOTH_FROM_OTHERS, grains=["speaker"]))
        assert "It rests on one speaker of 2, and nothing that this one says is confirmed. Struck out:" in told


def test_a_claim_that_changes_it_although_its_voice_does_not_comes_last_in_a_plain_sentence() -> None:
    # Without the rule they build; without everything that Quell says nothing is left to prefer, and it may be so or not.
    wants = "statement: sue if build\n        because: report\n      - statement: build\n        because: plan\n"
    one = TEXT.replace("statement: build\n        because: plan or report\n", wants).replace("by: post\n", "by: quell\n")
    one = one.replace("      - not sue\n      - sue if build\n", "      - not build\n")
    told = hinge_paragraph(found(one, modes=["withdraw"]), 1, EN)
    assert told.startswith("No single voice of 2 changes it")
    assert told.endswith(
        "One single claim changes it, though its voice as a whole does not: “Upstream wants the dam.” (reported; report)."
    )
    assert " 2 single claims change it, though their voices as a whole do not: “" in hinge_paragraph(found(one), 1, EN)


def test_an_order_that_does_not_matter_is_said_not_to(hinges: Hinges) -> None:
    assert points(hinges)["The one order decision there is does not matter."] == []


def test_an_order_that_matters_is_told_with_what_exchanging_it_does() -> None:
    pulled = ONE_VOICE.replace("wants:\n      - statement: build\n        because: plan\n",
                               "wants:\n      - not build\n      - statement: build\n        because: plan\n")  # fmt: skip
    told = points(found(pulled))["Of 2 order decisions one matters alone:"]
    assert told == [
        "Upstream: “not build the dam” stands above “build the dam”: left open, it holds in some stable outcomes; "
        "exchanged, it holds in all stable outcomes."
    ]


def test_what_the_file_leaves_open_and_matters_is_told_with_the_orders() -> None:
    undecided = ONE_VOICE.replace(
        "wants:\n      - statement: build\n        because: plan\n", "wants:\n      - any-order: [build, not build]\n"
    )
    text = "The file leaves open, and it matters: which comes first, “build the dam” or not “build the dam”?"
    assert text in points(found(undecided))
    assert "What the file leaves open makes 2 cases." in hinges_text(found(undecided), EN).intro


def test_a_file_whose_lines_name_no_claim_rests_on_no_voice() -> None:
    bare = TEXT.replace("        because: plan or report\n", "").replace("    because: lawyers-view\n", "")
    assert "No line of the file names a claim, so that no voice carries anything." in points(found(bare))


def test_a_larger_set_is_counted_and_shown_only_with_everything() -> None:
    three = TEXT.replace("plan or report", "plan or report or lawyers-view")
    counted = points(found(three, grains=["claim"], largest=2))
    (said,) = [text for text in counted if text.startswith("No single claim of 3")]
    assert said.endswith("and no two together. A larger set changes it, 3 together (`--all` shows it).")
    shown = points(found(three, grains=["claim"], largest=2), everything=True)
    (point,) = shown["No single claim of 3 changes it, but several together do. Struck out:"]
    assert point.startswith("only together: “Upstream will build.”")


def test_how_far_was_looked_is_said(hinges: Hinges) -> None:
    tried = "Tried: voices, speakers and claims: each alone and every pair; lines: each alone; orders: every set there is."
    assert tried in hinges_text(hinges, EN).notes


def test_a_search_that_was_stopped_does_not_say_that_nothing_matters() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    stopped = found(progress=stop)
    notes = hinges_text(stopped, EN, stopped=True).notes
    assert notes[0].startswith("Stopped before the end. Tried:")
    assert "not yet each alone" in notes[0]
    told = points(stopped)
    assert "Not every one of the 3 voices was tried alone; so far none was found to change it." in told
    assert not any("No single" in text or "does not matter" in text for text in told)


def test_time_that_ran_out_is_said_to_have() -> None:
    hurried = replace(found(), seconds=20.4, siftings=tuple(replace(part, interrupted=True) for part in found().siftings))
    assert any("Incomplete: time ran out after 20 seconds" in note for note in hinges_text(hurried, EN).notes)


def test_the_smallest_set_that_was_found_is_not_called_the_smallest() -> None:
    four = TEXT.replace("plan or report", "plan or report or lawyers-view or fourth") + (
        "  fourth:\n    says: Everybody knows.\n    by: unnamed\n    told-as: stated\n    in: paper\n"
    )
    looked = found(four, grains=["claim"], largest=2, question=1)
    (point,) = points(looked, everything=True)["No single claim of 4 changes it, but several together do. Struck out:"]
    assert point.startswith("only together (the smallest set that was found): ")
    assert any(note.startswith("Larger sets were only looked for") for note in hinges_text(looked, EN).notes)
    complete = hinges_text(found(four, grains=["claim"], largest=4, question=1), EN)
    assert complete.notes[-1] == "Tried: claims: every set there is."


def test_rows_for_a_picture_have_shares_and_tell_undefined_apart(hinges: Hinges) -> None:
    lawyers = next(row for row in hinge_rows(hinges, 1, EN) if row.key == "lawyers")
    assert (lawyers.label, lawyers.grain, lawyers.share, lawyers.undefined) == ("the lawyers", "origin", Fraction(1), True)
    assert lawyers.after == (("undefined",),)
    assert lawyers.said == "there is no answer"
    shares = {(row.grain, row.key): row.share for row in hinge_rows(hinges, 0, EN)}
    assert shares == {
        ("origin", "quell"): Fraction(1, 2),
        ("origin", "post"): Fraction(1, 2),
        ("claim", "plan"): Fraction(1, 2),
        ("claim", "report"): Fraction(1, 2),
        ("line", "options.upstream.build"): Fraction(1),
    }


def test_a_paragraph_tells_the_main_voice_and_what_remains_without_it() -> None:
    told = hinge_paragraph(found(ONE_VOICE), 1, EN)
    assert told.startswith(
        "Of the 3 voices behind this file, one would change the answer if it fell away: Boris Quell. "
        "Without Boris Quell: if nothing is known of it, it holds"
    )
    assert "One assumption that no claim stands behind changes it: Upstream can: build the dam." in told
    assert hinge_paragraph(found(ONE_VOICE), 3, EN) == ""


def test_a_voice_without_which_nothing_can_be_asked_is_not_counted_among_those_that_change_it() -> None:
    told = hinge_paragraph(found(ONE_VOICE), 2, EN)
    assert "one would change the answer if it fell away: Boris Quell." in told
    assert "Without the lawyers the question cannot be asked." in told


def test_german_says_the_same_in_german(hinges: Hinges) -> None:
    told = points(hinges, DE)
    (said,) = told["Keine der 3 Stimmen ändert es allein, mehrere zusammen aber schon:"]
    assert "weiß man nichts davon, gilt es in einem Teil der stabilen Ausgänge; ist es falsch, gilt es in keinem" in said
    assert "Kein Wunsch unterscheidet mehr irgendetwas: Oberlieger (falls man nichts davon weiß)." in said
    assert "Auf die einzige Entscheidung über die Reihenfolge kommt es nicht an." in told
    assert hinges_text(hinges, DE).title == "Woran die Antworten hängen: Ein Damm und zwei Stimmen"


def test_a_claim_is_told_at_length_only_once() -> None:
    contrary = "statement: not build\n    because: lawyers"
    apart = ONE_VOICE.replace("statement: build\n    because: lawyers", contrary)
    sections = hinge_sections(found(apart), EN)
    told = " ".join(point.text for section in sections for block in section.blocks for point in block.points)
    assert len(sections) == 2
    assert told.count("“Upstream will build.”") == 1
    assert "Boris Quell (plan): " in told


def test_the_terminal_shows_points_under_their_sentences(hinges: Hinges) -> None:
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as captured:
        for part in hinges_parts(console, hinges, EN):
            console.print(part)
    lines = captured.get().splitlines()
    assert lines[0].rstrip() == "What the answers hinge on: A dam and two voices"
    assert any(line.startswith("     – only together: Boris Quell") for line in lines)
    assert any(line.startswith("       Post (one claim") for line in lines)
