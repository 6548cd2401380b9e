"""The legend of the record's words: whole, and as far as a situation uses them."""

from pathlib import Path

import pytest

from lagebild.evidence.vocabulary import NAMES
from lagebild.reading import load
from lagebild.reports.html.lines import Lines
from lagebild.reports.html.records import records
from lagebild.reports.legend import legend, legend_of, whole_legend
from lagebild.reports.words import Words

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_the_whole_legend_has_every_table() -> None:
    assert [table.id for table in whole_legend(Words("de"))] == list(NAMES)


def test_a_legend_of_a_situation_explains_the_words_it_uses_and_no_others() -> None:
    found = {
        table.id: [term.word for term in table.terms] for table in legend_of(load(EXAMPLES / "north-korea-2024.yaml"), Words())
    }
    assert found["told-as"] == ["confirmed", "stated", "reported", "assessed", "conjectured"]
    assert found["kinds"] == ["analysis"]
    assert found["bases"] == ["inferred"]
    assert found["standards"] == ["JTI"]
    assert "reliabilities" not in found


@pytest.mark.parametrize(("language", "means"), [("en", "Likely, probable (55–80%)."), ("de", "Wahrscheinlich (55–80 %).")])
def test_a_band_of_likelihood_says_its_range(language: str, means: str) -> None:
    (term,) = legend("likelihoods", Words(language), ["likely"]).terms
    assert term.means == means


def test_words_of_one_s_own_making_have_no_legend() -> None:
    assert legend("roles", Words(), ["quizmaster"]).terms == ()


@pytest.mark.parametrize(
    ("language", "odd", "minister"),
    [("en", "US foreign minister", "minister"), ("de", "Außenminister der USA", "Regierungsmitglied")],
)
def test_the_page_s_records_hold_the_legend_and_what_is_odd(language: str, odd: str, minister: str) -> None:
    found = records(Lines(load(EXAMPLES / "north-korea-2024.yaml"), Words(language)))
    ((_, (office,)),) = found.odd
    assert odd in office
    assert minister in {term.name for table in found.legend for term in table.terms}
    assert minister in {speaker.role for speaker in found.speakers}
