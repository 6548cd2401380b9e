"""The vocabulary: complete in both languages, equal to the words that the program knows, mapped where it says so."""

import re
import tomllib
from pathlib import Path

import pytest

import lagebild.evidence.vocabulary as module
from lagebild.evidence import records
from lagebild.evidence.vocabulary import NAMES, vocabularies, vocabulary
from lagebild.reports.words import LANGUAGES, phrases

FOLDER = Path(module.__file__).parent

WORDS = {
    "told-as": records.TOLD_AS,
    "forms": records.FORMS,
    "kinds": records.KINDS,
    "roles": records.ROLES,
    "likelihoods": records.LIKELIHOODS,
    "reliabilities": records.RELIABILITIES,
    "credibilities": records.CREDIBILITIES,
    "relations": records.RELATIONS,
    "comparisons": records.COMPARISONS,
    "bases": records.BASES,
}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_that_the_program_knows_are_those_of_the_vocabulary(name: str) -> None:
    assert vocabulary(name).words == WORDS[name]


def test_every_table_is_named_and_only_standards_have_no_words_of_the_program() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(NAMES)
    assert set(NAMES) - set(WORDS) == {"standards"}


@pytest.mark.parametrize("name", NAMES)
def test_every_word_has_a_name_and_one_line_of_meaning_in_both_languages(name: str) -> None:
    table = vocabulary(name)
    for prose in (table.title, table.about, *(text for term in table.terms for text in (term.name, term.means))):
        assert [code for code, _ in prose.texts] == list(LANGUAGES)
        assert all(text.strip() and "\n" not in text for _, text in prose.texts)
    assert not table.hint or [code for code, _ in table.hint.texts] == list(LANGUAGES)
    assert not re.findall("`", " ".join(text for _, text in table.about.texts)), "what readers see names no key"
    assert all(text.endswith(".") for term in table.terms for _, text in term.means.texts)
    assert len({str(term.means) for term in table.terms}) == len(table.terms)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_nothing_that_is_not_read(name: str) -> None:
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    assert data.keys() <= {"key", "title", "about", "hint", "source", "open", "term"}
    assert all(term.keys() <= {"word", "name", "means", "also", "schema-org", "percent"} for term in data["term"])


def test_the_bands_of_likelihood_follow_one_another_without_a_gap() -> None:
    bands = [term.percent for term in vocabulary("likelihoods").terms]
    assert bands == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]


def test_every_kind_of_text_maps_to_a_type_of_schema_org() -> None:
    types = {term.word: term.schema_org for term in vocabulary("kinds").terms}
    assert all(types.values())
    news = {"reportage", "analysis", "opinion", "background", "review"}
    assert {types[kind] for kind in news} == {f"{kind.capitalize()}NewsArticle" for kind in news}


def test_no_other_word_for_a_role_stands_for_two_roles() -> None:
    said = [other.casefold() for term in vocabulary("roles").terms for other in (term.word, *term.also)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("spokeswoman", "spokesperson"), ("Ministerin", "minister"), ("jurnalist", "journalist"),
     ("head_of_state", "head of state"), ("Geheimdienst", "intelligence service"), ("editor in chief", "journalist"),
     ("Frobnicator", "")],
)  # fmt: skip
def test_a_role_that_may_be_meant_is_found_by_other_words_and_slips_of_the_pen(written: str, meant: str) -> None:
    assert vocabulary("roles").meant(written) == meant


def test_a_word_of_one_s_own_making_stays_as_written() -> None:
    assert vocabulary("roles").name("quizmaster", "de") == "quizmaster"
    assert vocabulary("roles").name("court", "de") == "Gericht"


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError):
        vocabulary("colours")


PHRASES = {"forms": "report:form", "kinds": "report:source-kind", "relations": "report:relation", "bases": "report:basis",
           "likelihoods": "report:likelihood", "roles": "report:role", "told-as": "explain:told-as"}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PHRASES)
def test_where_the_report_has_a_phrase_for_a_word_it_is_the_name_in_the_vocabulary(name: str, language: str) -> None:
    area, _, table = PHRASES[name].partition(":")
    said = {key.removeprefix(f"{table}."): text for key, text in phrases(area, language).items() if key.startswith(f"{table}.")}
    known = {term.word.replace(" ", "-"): term.name.in_language(language) for term in vocabulary(name).terms}
    assert said == {word: known[word] for word in said}


def test_the_schema_tells_editors_what_every_word_means() -> None:
    from lagebild.reading.schema import shipped_schema

    definitions = shipped_schema()["$defs"]
    found = {tuple(definition["enum"]): definition for definition in definitions.values() if "enumDescriptions" in definition}
    for table in vocabularies():
        if table.id in ("standards", "credibilities", "relations"):
            continue
        definition = found[table.words]
        assert len(definition["enumDescriptions"]) == len(table.words)
        assert all(f"- {word}: " in definition["description"] for word in table.words)
    relations = definitions["RelationBody"]["properties"]
    assert tuple(word for word in relations if relations[word]["description"]) == records.RELATIONS
    assert re.findall(r"^- (\d):", definitions["CredibilityValue"]["description"], re.MULTILINE) == list("123456")
