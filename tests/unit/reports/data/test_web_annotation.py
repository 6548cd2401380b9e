"""Web annotations: as the standard has them, of every claim and place, and never with the passage unless it is handed in."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

import lagebild as lb
from lagebild.evidence.places import SourceText
from lagebild.reports.data.web_annotation import web_annotation, without_a_target
from lagebild.situation import Situation

# rdflib reads JSON-LD by a class of its own that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ROOT = Path(__file__).parents[4]
VOCABULARIES = ROOT / "tests" / "vocabularies"
FILES = (
    ROOT / "examples" / "dam.yaml",
    ROOT / "examples" / "north-korea-2024.yaml",
    ROOT / "docs" / "reference" / "examples" / "every-key.yaml",
)

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
DCTERMS = "http://purl.org/dc/terms/"

CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "Choice", "SpecificResource", "TimeState")},
    **{name: f"{OA}{name}" for name in ("TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")},
    **{name: {"@id": f"{OA}{name}", "@type": str(XSD.dateTime)} for name in ("sourceDateStart", "sourceDateEnd")},
    **{name: {"@id": f"{OA}{name}", "@type": str(XSD.nonNegativeInteger)} for name in ("start", "end")},
    **{name: {"@id": f"{OA}{name}"} for name in ("describing", "commenting", "tagging")},
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "state": {"@id": f"{OA}hasState", "@type": "@id"},
    "cached": {"@id": f"{OA}cachedSource", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Software": f"{AS}Application",
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "name": "http://xmlns.com/foaf/0.1/name",
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "last": {"@id": f"{AS}last", "@type": "@id"},
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "startIndex": f"{AS}startIndex",
    "total": f"{AS}totalItems",
    "creator": {"@id": f"{DCTERMS}creator", "@type": "@id"},
    "created": {"@id": f"{DCTERMS}created", "@type": str(XSD.dateTime)},
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": str(RDFS.label),
    "value": str(RDF.value),
}
"""The terms used, as the context of the standard maps them; whether the vocabulary has them so is tested below."""


@cache
def vocabulary() -> Graph:
    """The Web Annotation Vocabulary of the W3C."""
    quads = (VOCABULARIES / "oa.nq").read_text(encoding="utf-8").splitlines()
    return Graph().parse(data="\n".join(quad.replace(f" <{OA}> .", " .") for quad in quads), format="nt")


def graph_of(data: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps({**data, "@context": CONTEXT}), format="json-ld")


def as_schema(name: str) -> jsonschema.Draft6Validator:
    """A part of the JSON Schema of the standard, by others."""
    whole = json.loads((VOCABULARIES / "web-annotation.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft6Validator.FORMAT_CHECKER
    return jsonschema.Draft6Validator({"$ref": f"#/definitions/{name}", **whole}, format_checker=checker)


def complaints(data: dict[str, Any]) -> list[str]:
    """What the JSON Schema has against a collection, its page and its annotations."""
    page = data.get("first", {})
    # That schema asks of the first item of a page to be an address; so the items are checked one by one.
    bare = {key: value for key, value in page.items() if key != "items"}
    parts = [("AnnotationCollection", {**data, **({"first": bare} if page else {})}), ("AnnotationPage", bare)]
    parts += [("Annotation", item) for item in page.get("items", [])]
    for item in page.get("items", []):
        target = item["target"]
        if isinstance(target, dict):
            selectors = target["selector"] if isinstance(target["selector"], list) else [target["selector"]]
            parts += [("SpecificResource", {**target, "selector": one}) for one in selectors]
            parts += [(one["type"], one) for one in selectors]
            parts += [("TimeState", target["state"])] if "state" in target else []
        parts += [(body["type"], body) for body in item["body"]]
    return [error.message for name, part in parts for error in as_schema(name).iter_errors(part)]


def loaded(claims: str) -> Situation:
    return lb.loads(
        f"lagebild: 1\ntitle: A quarrel\ndecision-makers:\n  a:\n    options:\n      go: go\n    wants: []\n{claims}"
    )


def items_of(situation: Situation, language: str = "", **choices: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web_annotation(situation, language, **choices)["first"]["items"]
    return found


# --- the standard -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_fits_the_json_schema_of_the_standard(file: Path) -> None:
    assert complaints(web_annotation(lb.load(file))) == []


def test_the_json_schema_refuses_what_does_not_belong() -> None:
    data = web_annotation(lb.load(FILES[1]))
    del data["first"]["items"][0]["target"]["selector"]["end"]
    del data["first"]["items"][1]["body"][1]["value"]
    data["first"]["items"][2]["generator"] = {"type": "Engine"}
    told = " ".join(complaints(data))
    assert all(missing in told for missing in ("'end' is a required", "'value' is a required", "Engine"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_term_of_the_vocabulary_exists_there_and_stands_where_it_may(file: Path) -> None:
    graph = graph_of(web_annotation(lb.load(file)))
    own = {term for triple in graph for term in triple if str(term).startswith(OA)}
    assert own
    assert [term for term in own if (term, RDF.type, None) not in vocabulary()] == []
    for property_ in {term for term in own if (None, term, None) in graph}:
        for subject, value in graph.subject_objects(property_):
            assert _is_one_of(graph, subject, vocabulary().objects(property_, RDFS.domain))
            assert _is_one_of(graph, value, vocabulary().objects(property_, RDFS.range))


def _is_one_of(graph: Graph, thing: Node, classes: Any) -> bool:
    """Whether ``thing`` is of one of the classes, or nothing else is said of it than that it is there."""
    wanted = set(classes)
    if not wanted:
        return True
    if isinstance(thing, Literal):
        return thing.datatype in wanted
    types = {*graph.objects(thing, RDF.type), *vocabulary().objects(thing, RDF.type)}
    above = {higher for type_ in types for higher in vocabulary().transitive_objects(type_, RDFS.subClassOf)}
    return not types or bool(wanted & (above | {RDFS.Resource, OWL.Thing}))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_annotation_has_an_identifier_of_its_own_a_body_and_a_target(file: Path) -> None:
    graph = graph_of(web_annotation(lb.load(file)))
    items = set(graph.subjects(RDF.type, URIRef(f"{OA}Annotation")))
    assert set(graph.objects(predicate=URIRef(f"{AS}totalItems"))) == {Literal(len(items))}
    assert all(isinstance(item, URIRef) for item in items)
    for item in items:
        assert len(set(graph.objects(item, URIRef(f"{OA}hasTarget")))) == 1
        assert len(set(graph.objects(item, URIRef(f"{OA}hasBody")))) == 3


# --- what it says -----------------------------------------------------------------------------------------------------

TEXT = "Es begann früh.\n\nDer Rat will die Brücke bauen, sagt 𝒜nna.\n\nDanach war Ruhe."
PASSAGE = "Der Rat will die Brücke bauen, sagt 𝒜nna."
START = TEXT.index(PASSAGE)
TEXTS = {"s": SourceText(text=TEXT, sha256=hashlib.sha256(TEXT.encode()).hexdigest())}

BRIDGE = f"""
sources:
  s:
    url: https://example.org/brücke?a=[1]
    retrieved: 2025-06-01
    text-sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
speakers:
  anna:
    name: Anna
claims:
  bridge:
    says:
      de: Eine Brücke ist geplant.
      en: A bridge is planned.
    by: anna
    told-as: announced
    in: s
    at:
      - paragraph: 2
        start: {START}
        end: {START + len(PASSAGE)}
        sha256: {hashlib.sha256(PASSAGE.encode()).hexdigest()}
      - start: 0
        end: 15
    entered:
      by: a program
      when: 2025-06-02
      accepted-by: Ada
"""


def test_a_claim_with_two_places_makes_two_annotations() -> None:
    first, second = items_of(loaded(BRIDGE))
    assert first["id"] != second["id"]
    assert first["target"]["selector"] == {"type": "TextPositionSelector", "start": START, "end": START + len(PASSAGE)}
    assert second["target"]["selector"] == {"type": "TextPositionSelector", "start": 0, "end": 15}


def test_the_target_is_the_address_and_the_state_says_which_text_was_counted_in() -> None:
    target = items_of(loaded(BRIDGE))[0]["target"]
    assert target["source"] == "https://example.org/br%C3%BCcke?a=%5B1%5D"
    assert target["state"]["type"] == "TimeState"
    assert target["state"]["cached"].startswith("ni:///sha-256;")
    assert (target["state"]["sourceDateStart"], target["state"]["sourceDateEnd"]) == (
        "2025-06-01T00:00:00Z", "2025-06-01T23:59:59Z",
    )  # fmt: skip


def test_without_an_address_the_target_is_the_text_with_that_fingerprint() -> None:
    target = items_of(loaded(BRIDGE.replace("    url: https://example.org/brücke?a=[1]\n", "")))[0]["target"]
    assert target["source"].startswith("ni:///sha-256;")
    assert "cached" not in target["state"]


def test_wordings_in_several_languages_are_a_choice_and_one_can_be_asked_for() -> None:
    choice = items_of(loaded(BRIDGE))[0]["body"][0]
    assert (choice["type"], [item["language"] for item in choice["items"]]) == ("Choice", ["en", "de"])
    says, note, tag = items_of(loaded(BRIDGE), "de")[0]["body"]
    assert (says["value"], says["language"]) == ("Eine Brücke ist geplant.", "de")
    assert note["value"] == "Gesagt von: Anna. Dargestellt als: angekündigt. Absatz 2."
    assert (tag["value"], tag["purpose"]) == ("announced", "tagging")


def test_who_accepted_it_made_it_on_the_day_it_was_entered() -> None:
    first = items_of(loaded(BRIDGE))[0]
    assert (first["creator"]["type"], first["creator"]["name"]) == ("Person", "Ada")
    assert first["created"] == "2025-06-02T00:00:00Z"


def test_who_entered_it_may_be_a_program_and_half_a_date_is_no_moment() -> None:
    text = BRIDGE.replace("      accepted-by: Ada\n", "").replace("when: 2025-06-02", "when: 2025-06")
    first = items_of(loaded(text))[0]
    assert first["creator"]["name"] == "a program"
    assert "type" not in first["creator"]
    assert "created" not in first


def test_the_same_file_gives_the_same_identifiers_whatever_stands_beside() -> None:
    before = [item["id"] for item in items_of(loaded(BRIDGE))]
    after = [item["id"] for item in items_of(loaded(f"{BRIDGE}  other:\n    says: Something else.\n    in: s\n"))]
    assert after[:2] == before
    assert len(set(after)) == 3


def test_no_word_of_the_passage_is_written_unless_its_text_is_handed_in() -> None:
    assert "TextQuoteSelector" not in json.dumps(web_annotation(loaded(BRIDGE)))
    first, second = items_of(loaded(BRIDGE), texts=TEXTS)
    position, quoted = first["target"]["selector"]
    assert position["type"] == "TextPositionSelector"
    assert quoted["exact"] == PASSAGE
    assert f"{quoted['prefix']}{quoted['exact']}{quoted['suffix']}" == TEXT
    assert isinstance(second["target"]["selector"], dict)
    assert complaints(web_annotation(loaded(BRIDGE), texts=TEXTS)) == []
    assert [item["id"] for item in items_of(loaded(BRIDGE))] == [first["id"], second["id"]]


def test_a_passage_that_reads_otherwise_is_not_quoted() -> None:
    other = {"s": SourceText(text=TEXT.replace("bauen", "planen"))}
    assert "TextQuoteSelector" not in json.dumps(web_annotation(loaded(BRIDGE), texts=other))


def test_a_claim_without_a_place_annotates_the_whole_source_and_one_without_a_source_nothing() -> None:
    situation = loaded(
        "sources:\n  s:\n    title: S\n  t:\n    title: T\nclaims:\n  one:\n    says: One.\n    in: s\n  two:\n    says: Two.\n"
    )
    only = items_of(situation)
    assert [item["target"].split(":")[:2] for item in only] == [["urn", "uuid"]]
    assert without_a_target(situation) == ("two",)


def test_no_claims_make_an_empty_collection() -> None:
    data = web_annotation(loaded(""))
    assert (data["total"], "first" in data) == (0, False)
    assert complaints(data) == []
