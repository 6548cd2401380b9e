"""A document says the same as the page, names every claim once in a row of its own, and tells sorts of claims apart."""

import itertools
import re

import pytest

import lagebild as lb
from lagebild.reports.document.compose import compose
from lagebild.reports.document.nodes import Badge, Heading, Note, PageBreak, Picture, Reference, Table, Text
from lagebild.reports.html.page import report_page
from lagebild.reports.words import LANGUAGES, phrases
from tests.unit.reports.document.samples import EXAMPLES, WITHOUT_ANYTHING, document, document_of, runs_of, said


def headings(language: str = "en", level: int = 1) -> list[str]:
    return [block.text for block in document("dam", language).blocks if isinstance(block, Heading) and block.level == level]


def test_the_sections_stand_in_their_order_and_guesses_come_first() -> None:
    assert headings() == [
        "What was guessed", "Questions and answers", "Which outcomes hold", "Where today leads", "Why they hold",
        "What would change it", "What the answers hinge on", "Who decides, and what each can do", "Who calls it what",
        "The claims", "What rests on nothing, and what carries nothing", "How this was computed",
    ]  # fmt: skip


def test_what_is_looked_up_begins_a_new_page() -> None:
    blocks = document().blocks
    (at,) = [number for number, block in enumerate(blocks) if isinstance(block, PageBreak)]
    assert blocks[at + 1] == Heading(text="What the answers hinge on")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_followed_by_one_that_is_not_deeper_and_none_skips_a_level(language: str) -> None:
    blocks = document("dam", language).blocks
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert [(one, two) for one, two in itertools.pairwise(levels) if two > one + 1] == []
    empty = [
        one.text
        for one, two in zip(blocks, [*blocks[1:], None], strict=True)
        if isinstance(one, Heading) and (two is None or (isinstance(two, Heading) and two.level <= one.level))
    ]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_summary_and_of_the_answers_is_on_the_page_too(language: str) -> None:
    situation = lb.load(EXAMPLES / "dam.yaml")
    page = re.sub(r"<[^>]+>|\s+", "", report_page(lb.solve(situation), language))
    blocks = document("dam", language).blocks
    sections = [number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    summary, answers = blocks[: sections[0]], blocks[sections[1] : sections[2]]
    told = [run.text for block in (*summary, *answers) for run in runs_of(block) if isinstance(run, Text)]
    missing = [text for text in told if len(text) > 20 and re.sub(r"\s+", "", text) not in page.replace("&#39;", "'")]
    assert missing == []


def test_every_claim_has_one_row_to_which_its_mentions_lead() -> None:
    blocks = document("north-korea-2024", "de").blocks
    anchors = [cell.anchor for block in blocks if isinstance(block, Table) for row in block.rows for cell in row if cell.anchor]
    mentioned = {f"claim-{run.number}" for block in blocks for run in runs_of(block) if isinstance(run, Reference)}
    assert anchors == [f"claim-{number}" for number in range(1, 75)]
    assert mentioned <= set(anchors)
    assert len(mentioned) > 60


def test_facts_reports_assessments_and_conjectures_have_signs_and_frames_of_their_own() -> None:
    badges = {run for block in document("north-korea-2024", "de").blocks for run in runs_of(block) if isinstance(run, Badge)}
    kinds: dict[str, set[str]] = {}
    for badge in badges:
        kinds.setdefault(badge.kind, set()).add(badge.text[0])
    assert kinds.pop("unsourced") == {"o"}
    assert kinds == {"fact": {"✓", "!", "▪"}, "report": {"»"}, "assessment": {"≈"}, "conjecture": {"?"}}


def test_every_row_of_a_table_is_as_wide_as_its_header() -> None:
    for found in (document(), document("north-korea-2024", "de")):
        for block in found.blocks:
            for table in block.in_words if isinstance(block, Picture) else (block,):
                if isinstance(table, Table):
                    assert {sum(cell.span for cell in row) for row in (table.header, *table.rows)} == {len(table.widths)}
                    assert all(cell.runs for cell in table.header)


def test_a_picture_needs_nothing_else_and_says_in_words_what_it_shows() -> None:
    (picture,) = [block for block in document().blocks if isinstance(block, Picture)]
    assert "var(--" not in picture.svg
    assert "<style>" in picture.svg
    assert "→" in picture.alternative
    assert [len(table.rows) > 0 for table in picture.in_words if isinstance(table, Table)] == [True, True]


def test_a_correction_of_the_source_stands_out() -> None:
    notes = [block for block in document("north-korea-2024", "de").blocks if isinstance(block, Note)]
    assert ["Lloyd Austin: " in "".join(map(said, note.runs)) for note in notes] == [True]


def test_the_what_if_that_was_applied_is_named_at_the_top_and_the_others_are_left_out() -> None:
    analysis = lb.solve(lb.load(EXAMPLES / "dam.yaml"), what_if="court-is-slow")
    found = compose(analysis, "de")
    assert isinstance(found.blocks[0], Note)
    assert "das Gericht braucht zehn Jahre" in "".join(map(said, found.blocks[0].runs))
    assert "Was wäre, wenn?" not in [block.text for block in found.blocks if isinstance(block, Heading)]


def test_a_file_that_says_next_to_nothing_gives_a_document_too() -> None:
    told = " ".join(said(run) for block in document_of(WITHOUT_ANYTHING).blocks for run in runs_of(block))
    assert "The file asks no question." in told
    assert "The file names no claims." in told


def test_numbers_and_dates_are_the_language_s() -> None:
    assert document("north-korea-2024", "de").kicker == "Konfliktanalyse · Stand: 24. Oktober 2024"
    assert document("dam", "en").kicker == "Conflict analysis · As of 1 March 2025"


def test_no_phrase_of_the_document_is_the_same_in_both_languages_by_oversight() -> None:
    english, german = (phrases("document", language) for language in ("en", "de"))
    assert {key for key in english if english[key] == german[key]} <= {"variants.some"}


def test_a_ranking_is_one_line_and_its_tiers_are_not_called_unsourced_one_by_one() -> None:
    found = compose(lb.solve(lb.load(EXAMPLES.parent / "docs" / "reference" / "examples" / "graph.yaml")), "en")
    blocks = list(found.blocks)
    at = next(number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "H · The yard")
    lead, table = blocks[at + 2 : at + 4]
    assert "".join(map(said, runs_of(lead))) == "Ranks the outcomes, best first unsourced"
    assert isinstance(table, Table)
    assert [row[2].runs for row in table.rows] == [(), ()]
