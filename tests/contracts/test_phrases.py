"""Every phrase stands in every language, with the same fields, and can be filled in."""

from pathlib import Path
from string import Formatter

import pytest

from lagebild.reports.words import LANGUAGES, phrases

FOLDER = Path(__file__).parents[2] / "src" / "lagebild" / "reports" / "phrases"
AREAS = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.toml")})


def test_there_are_phrases() -> None:
    assert {"words", "solve", "variants", "new"} <= set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_a_file_in_every_language_and_in_no_other(area: str) -> None:
    assert {path.name.split(".")[1] for path in FOLDER.glob(f"{area}.*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_same_phrases_with_the_same_fields(area: str, language: str) -> None:
    first, other = phrases(area, LANGUAGES[0]), phrases(area, language)
    assert sorted(first) == sorted(other)
    assert [key for key in first if fields(first[key]) != fields(other[key])] == []


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_and_none_is_there_for_many_but_not_for_one(area: str, language: str) -> None:
    found = phrases(area, language)
    assert [key for key, text in found.items() if not text.strip()] == []
    assert [key for key in found if key.endswith(".many") and f"{key[:-5]}.one" not in found] == []


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
