"""A concept is a file and a row: what others ask of one stands in its row, and every table of phrases knows its code."""

import pytest

from lagebild.certify.certificate import CHECKED
from lagebild.cli.parameters import in_words
from lagebild.reports.words import LANGUAGES, phrases
from lagebild.solutions.concepts import CODES, CONCEPTS, FEARLESS, HELD, LEADING, Concept

TABLES = (("solve", "concept"), ("variants", "concept"), ("report", "concept"), ("report", "sense"))
"""Areas and tables of phrases that are keyed by concept."""

ROWS = pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("area", "table"), TABLES)
def test_a_table_of_phrases_has_every_concept_and_nothing_else(area: str, table: str, language: str) -> None:
    keys = {key.removeprefix(f"{table}.") for key in phrases(area, language) if key.startswith(f"{table}.")}
    assert keys == set(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_table_of_phrases_is_keyed_by_concept(language: str) -> None:
    keyed = {
        (area, *key.split(".")[:-1])
        for area in ("answers", "check", "explain", "paths", "report", "solve", "variants", "words")
        for key in phrases(area, language)
        if key.split(".")[-1] in CODES
    }
    assert keyed == set(TABLES)


def test_no_code_stands_for_two_concepts() -> None:
    assert len(set(CODES)) == len(CODES)


@ROWS
def test_what_keeps_somebody_fits_the_sanctions(concept: Concept) -> None:
    if concept.sanction is not None:
        assert concept.keeps == ("credible" if concept.sanction.credible else "possible")


@ROWS
def test_what_the_checker_knows_has_sanctions_that_can_be_shown(concept: Concept) -> None:
    assert concept.told or concept.code not in CHECKED


def test_the_concepts_that_stand_for_something_are_there() -> None:
    assert {LEADING, FEARLESS} <= set(HELD) <= set(CODES)


def test_codes_in_words() -> None:
    assert in_words(["nash"], "or") == "nash"
    assert in_words(["nash", "gmr", "smr"], "or") == "nash, gmr or smr"
