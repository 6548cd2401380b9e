"""A concept is a file and a row: what others ask of one stands in its row, and every table of phrases knows its code."""

import pytest

from lagebild.certify.certificate import CHECKED
from lagebild.cli.parameters import in_words
from lagebild.errors import UnknownNameError
from lagebild.reports.words import LANGUAGES, Words, phrases
from lagebild.solutions.concepts import (
    CODES,
    CONCEPTS,
    DEFAULT_CODES,
    FAMILIES,
    FEARLESS,
    HELD,
    LEADING,
    Concept,
    concept_named,
)

TABLES = (("solve", "concept"), ("variants", "concept"), ("report", "concept"), ("report", "sense"))
"""Areas and tables of phrases that are keyed by concept."""

EXAMPLES = ("l:3", "mmr:2", "stackelberg:upstream")
"""One of each family."""

STEMS = {concept.stem for concept in (*CONCEPTS, *map(concept_named, EXAMPLES))}
"""Phrases go by the code without its parameter."""

ROWS = pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("area", "table"), TABLES)
def test_a_table_of_phrases_has_every_concept_and_nothing_else(area: str, table: str, language: str) -> None:
    keys = {key.removeprefix(f"{table}.") for key in phrases(area, language) if key.startswith(f"{table}.")}
    assert keys == STEMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_table_of_phrases_is_keyed_by_concept(language: str) -> None:
    keyed = {
        (area, *key.split(".")[:-1])
        for area in ("answers", "check", "explain", "paths", "report", "solve", "variants", "words")
        for key in phrases(area, language)
        if key.split(".")[-1] in STEMS
    }
    assert keyed == set(TABLES)


def test_no_code_stands_for_two_concepts() -> None:
    stems = [*CODES, *(family.stem for family in FAMILIES)]
    assert len(set(stems)) == len(stems)


def test_every_family_has_its_example() -> None:
    assert [code.partition(":")[0] for code in EXAMPLES] == [family.stem for family in FAMILIES]


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_code_with_a_parameter_names_a_concept_that_is_never_solved_unasked(code: str) -> None:
    concept = concept_named(code)
    assert (concept.code, f"{concept.stem}:{concept.parameter}", concept.default) == (code, code, False)
    assert concept_named(code) is concept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("area", "table"), TABLES)
def test_a_phrase_says_the_parameter(area: str, table: str, language: str) -> None:
    for code in EXAMPLES:
        assert code.partition(":")[2] in Words(language).concept(f"{area}.{table}", code)


@pytest.mark.parametrize("code", ["l", "l:", "l:0", "l:03", "l:x", "l:1001", "mmr:4", "stackelberg", "stackelberg:"])
def test_a_parameter_that_makes_no_concept_is_refused_with_what_is_needed(code: str) -> None:
    with pytest.raises(UnknownNameError, match=r"is no solution concept. .* needs .*, such as "):
        concept_named(code)


@ROWS
def test_what_keeps_somebody_fits_the_sanctions(concept: Concept) -> None:
    if concept.sanction is not None:
        assert concept.keeps == ("credible" if concept.sanction.credible else "possible")


@ROWS
def test_what_the_checker_knows_has_sanctions_that_can_be_shown(concept: Concept) -> None:
    assert concept.told or concept.code not in CHECKED


def test_the_concepts_that_stand_for_something_are_there() -> None:
    assert {LEADING, FEARLESS} <= set(HELD) <= set(DEFAULT_CODES)


def test_codes_in_words() -> None:
    assert in_words(["nash"], "or") == "nash"
    assert in_words(["nash", "gmr", "smr"], "or") == "nash, gmr or smr"
