"""schema.org: the record keeps to the vocabulary as others maintain it, and says no more than the file does."""

from __future__ import annotations

import copy
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, RDFS, SDO, SH, XSD, Graph, Namespace, URIRef
from rdflib.term import Node

import lagebild as lb
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.answers import AnswerText
from lagebild.reports.data.schema_org import for_a_page, schema_org
from lagebild.situation import Situation

# rdflib reads JSON-LD by a class of its own that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ROOT = Path(__file__).parents[4]
FILES = (
    ROOT / "examples" / "dam.yaml",
    ROOT / "examples" / "north-korea-2024.yaml",
    ROOT / "docs" / "reference" / "examples" / "every-key.yaml",
    ROOT / "docs" / "reference" / "examples" / "graph.yaml",
)

SCHEMA = Namespace("http://schema.org/")

CONTEXT = {
    "@vocab": "http://schema.org/",
    "url": {"@type": "@id"},
    "datePublished": {"@type": str(XSD.date)},
    "dateCreated": {"@type": str(XSD.date)},
}
"""What the context at schema.org says of the terms used, so that nothing is fetched."""


@cache
def shapes() -> Graph:
    """The vocabulary of schema.org as shapes, by TopQuadrant, as pySHACL brings it along."""
    return Graph().parse(str(resources.files("pyshacl").joinpath("assets", "schema.ttl")))


def graph_of(data: dict[str, Any], base: str = "https://example.org/report") -> Graph:
    offline = {**copy.deepcopy(data), "@context": CONTEXT}
    return Graph().parse(data=json.dumps(offline), format="json-ld", base=base)


@cache
def examples() -> Graph:
    """Every example, by turns in English and German. One graph, because the shapes take seconds to lay out."""
    graph = Graph()
    told = AnswerText(question="Why?", kind="why", short="Because.")
    for number, file in enumerate(FILES):
        record = schema_org(lb.load(file), ("en", "de")[number % 2], answers=[told])
        graph += graph_of(record, f"https://example.org/{number}")
    return graph


def complaints(graph: Graph) -> str:
    """What the shapes of schema.org have against the record; empty where it fits them."""
    fits, _, told = pyshacl.validate(graph, shacl_graph=shapes(), ont_graph=shapes(), inference="none")
    return "" if fits else str(told)


@cache
def properties_of(type_: Node) -> frozenset[Node]:
    """The properties of a type and of the types that it is a kind of."""
    own = {path for shape in shapes().objects(type_, SH.property) for path in shapes().objects(shape, SH.path)}
    return frozenset(own).union(*(properties_of(above) for above in shapes().objects(type_, RDFS.subClassOf)))


def loaded(claims: str, head: str = "") -> Situation:
    return lb.loads(
        f"""
lagebild: 1
title:
  en: A quarrel
  de: Ein Streit
{head}
decision-makers:
  a:
    name: Anna
    options:
      go: go
    wants: []
{claims}
"""
    )


# --- the vocabulary ---------------------------------------------------------------------------------------------------


def test_every_value_is_of_a_kind_that_the_vocabulary_expects() -> None:
    assert complaints(examples()) == ""


def test_every_term_is_one_of_the_vocabulary() -> None:
    used = {*examples().predicates(), *examples().objects(predicate=RDF.type)} - {RDF.type}
    assert [term for term in used if URIRef(str(term).replace("http:", "https:")) not in SDO] == []


def test_a_property_stands_only_where_the_vocabulary_has_it() -> None:
    graph = examples()
    misplaced = {
        (str(type_), str(used))
        for subject, type_ in graph.subject_objects(RDF.type)
        for used in set(graph.predicates(subject)) - {RDF.type} - properties_of(type_)
    }
    # Newer than the shapes: https://schema.org/claimInterpreter, whose domain is Claim.
    assert misplaced == {("http://schema.org/Claim", "http://schema.org/claimInterpreter")}


def test_the_shapes_refuse_what_does_not_belong() -> None:
    data = schema_org(lb.load(FILES[0]))
    data["mentions"][0]["appearance"] = {"@type": "Person", "name": "no text at all"}
    assert "appearance" in complaints(graph_of(data))


@pytest.mark.parametrize("table", ["kinds", "roles"])
def test_every_type_that_the_record_maps_to_exists_and_is_one_that_may_stand_there(table: str) -> None:
    above = {"kinds": {SCHEMA["CreativeWork"]}, "roles": {SCHEMA["Person"], SCHEMA["Organization"]}}[table]
    types = {term.schema_org for term in vocabulary(table).terms if term.schema_org}
    assert types
    for type_ in types:
        kinds = set(shapes().transitive_objects(SCHEMA[type_], RDFS.subClassOf))
        # Newer than the shapes: https://schema.org/PoliticalParty, an Organization.
        assert kinds & above or type_ == "PoliticalParty"


def test_the_list_of_terms_ends_somewhere() -> None:
    assert URIRef("https://schema.org/toldAs") not in SDO


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_whole_is_an_analysis_with_its_date_its_decision_makers_and_its_file() -> None:
    data = schema_org(lb.load(FILES[0]))
    assert data["@type"] == "AnalysisNewsArticle"
    assert (data["headline"], data["inLanguage"], data["temporalCoverage"]) == ("Two neighbours and a dam", "en", "2025-03-01")
    assert [one["name"] for one in data["about"]] == ["Upstream state", "Downstream state"]
    assert data["isBasedOn"][0]["identifier"].startswith("ni:///sha-256;")
    assert "hasPart" not in data


def test_what_is_not_known_is_left_out() -> None:
    data = schema_org(loaded(""))
    assert set(data) == {"@context", "@type", "headline", "inLanguage", "about", "isBasedOn"}


def test_an_analysis_brings_its_answers_along() -> None:
    data = schema_org(lb.solve(lb.load(FILES[0])))
    assert [part["@type"] for part in data["hasPart"]] == ["Question"] * 4
    assert all(part["acceptedAnswer"]["text"] for part in data["hasPart"])


def test_answers_that_are_there_already_are_taken_as_they_are() -> None:
    told = AnswerText(question="Why?", kind="why", short="Because.")
    data = schema_org(lb.load(FILES[0]), answers=[told])
    answer = {"@type": "Answer", "text": "Because."}
    assert data["hasPart"] == [{"@type": "Question", "name": "Why?", "acceptedAnswer": answer}]


def test_a_variant_says_which_it_is() -> None:
    analysis = lb.solve(lb.load(FILES[0]), what_if="court-is-slow")
    assert schema_org(analysis)["alternativeHeadline"] == "the court takes ten years"


def test_a_claim_says_how_it_is_told_and_on_what_condition() -> None:
    situation = loaded(
        """
claims:
  c:
    says:
      en: It will rain.
      de: Es wird regnen.
    told-as: conjectured
    if: the wind turns
    likelihood: very unlikely
    words: perhaps
"""
    )
    claim = schema_org(situation, "de")["mentions"][0]
    assert claim["text"] == "Es wird regnen."
    assert claim["inLanguage"] == "de"
    assert claim["description"] == (
        "Dargestellt als: vermutet. Unter der Bedingung: the wind turns. "
        "Genannte Wahrscheinlichkeit: sehr unwahrscheinlich. Vorbehalt im Wortlaut: „perhaps“."
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("role: minister", {"author": {"@id": "#speaker-s", "@type": "Person", "name": "S"}}),
        ("role: party", {"author": {"@id": "#speaker-s", "@type": "PoliticalParty", "name": "S"}}),
        ("office: mayor", {"author": {"@id": "#speaker-s", "@type": "Person", "name": "S", "jobTitle": "mayor"}}),
        ("role: rain maker", {"creditText": "S"}),
        ("named: no\n    role: expert", {"creditText": "S"}),
    ],
)
def test_a_speaker_is_a_person_or_an_institution_only_where_the_record_tells(entry: str, said: dict[str, Any]) -> None:
    situation = loaded(f"speakers:\n  s:\n    name: S\n    {entry}\nclaims:\n  c:\n    says: It rains.\n    by: s\n")
    claim = schema_org(situation)["mentions"][0]
    assert {key: claim[key] for key in ("author", "creditText") if key in claim} == said


def test_nobody_is_named_where_the_file_names_nobody() -> None:
    claim = schema_org(loaded("claims:\n  c:\n    says: It rains.\n"))["mentions"][0]
    assert not {"author", "creditText"} & set(claim)


def test_a_person_answers_for_our_wording_and_a_program_does_not() -> None:
    entry = "claims:\n  c:\n    says: It rains.\n    entered:\n      by: a program\n      when: 2025-01-02\n"
    claim = schema_org(loaded(entry))["mentions"][0]
    assert claim["dateCreated"] == "2025-01-02"
    assert "claimInterpreter" not in claim
    accepted = schema_org(loaded(f"{entry}      accepted-by: Ada\n"))["mentions"][0]
    assert accepted["claimInterpreter"] == {"@type": "Person", "name": "Ada"}


def test_an_inferred_date_is_said_but_is_no_date_of_publication() -> None:
    text = "sources:\n  s:\n    kind: opinion\n    published:\n      value: 2024-10-24\n      basis: inferred\n"
    source = schema_org(loaded(text))["isBasedOn"][1]
    assert source["@type"] == "OpinionNewsArticle"
    assert source["description"] == "Date of publication inferred: 2024-10-24."
    assert "datePublished" not in source


REPEATED = """
sources:
  early:
    published: {early}
  late:
    published: 2025-03-02
claims:
  first:
    says: It rains.
    in: early
  again:
    says: It rains, they say.
    in: late
    relates:
      - repeats: first
"""


def test_a_claim_that_is_repeated_appears_in_both_sources_and_first_in_the_earlier() -> None:
    for claim in schema_org(loaded(REPEATED.replace("{early}", "2025-03-01")))["mentions"]:
        assert {one["@id"] for one in claim["appearance"]} == {"#source-early", "#source-late"}
        assert claim["firstAppearance"] == {"@id": "#source-early"}


@pytest.mark.parametrize("date", ["2025-03-02", "2025"])
def test_which_appearance_was_first_is_not_guessed(date: str) -> None:
    assert all("firstAppearance" not in claim for claim in schema_org(loaded(REPEATED.replace("{early}", date)))["mentions"])


def test_a_page_can_hold_it_whatever_a_title_says() -> None:
    situation = lb.loads(
        "lagebild: 1\ntitle: '</script><b>&'\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: []\n"
    )
    text = for_a_page(schema_org(situation))
    assert not set("<>&") & set(text)
    assert json.loads(text)["headline"] == "</script><b>&"
