"""The models, the shipped schema and the reader say the same of every file's shape."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lagebild.errors import FaultList
from lagebild.reading import json_schema
from lagebild.reading.nodes import Node
from lagebild.reading.schema import SHIPPED, schema_text, shipped_schema
from lagebild.reading.shape import check_shape
from lagebild.reading.yaml_text import read_yaml
from tests.unit.reading import test_malformed_meaning, test_malformed_text
from tests.unit.reading.test_good_files import CHANGES, DAM, GRAPH

KEYWORDS = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description", "enum", "enumDescriptions", "items",
    "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minProperties", "minimum", "pattern", "properties",
    "propertyNames", "required", "title", "type",
}  # fmt: skip
"""What ``lagebild.reading.shape`` knows; a keyword that is not among them would be ignored in silence.
``description`` and ``enumDescriptions`` ask nothing of a file: editors show them."""


def keywords(schema: Any, *, names: bool = False) -> set[str]:
    """Every keyword that a schema uses."""
    if isinstance(schema, list):
        return {word for part in schema for word in keywords(part)}
    if not isinstance(schema, dict):
        return set()
    found = set() if names else set(schema)
    for key, part in schema.items():
        found |= keywords(part, names=not names and key in ("properties", "$defs"))
    return found


def test_the_shipped_schema_is_what_the_models_say() -> None:
    assert schema_text() == json.dumps(shipped_schema(), ensure_ascii=False, indent=1) + "\n", f"write {SHIPPED} anew"


def test_reading_a_file_does_not_load_pydantic() -> None:
    code = "import sys; from lagebild.reading import files; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_reader_knows_every_keyword_of_the_schema() -> None:
    assert keywords(shipped_schema()) <= KEYWORDS


VALIDATOR = Draft202012Validator(shipped_schema())


def tree(text: str | bytes) -> Node | None:
    """The tree of a text, if it is sound YAML."""
    faults = FaultList()
    root = read_yaml(text, file="f", faults=faults)
    # JSON knows no infinity: what a schema says of it is nobody's business.
    return None if faults.found or b".inf" in (text if isinstance(text, bytes) else text.encode(errors="replace")) else root


def reader_accepts(root: Node) -> bool:
    faults = FaultList()
    check_shape(root, "SituationFile", faults)
    return not faults.found


def schema_accepts(document: object) -> bool:
    return bool(VALIDATOR.is_valid(document))


def models_accept(document: object) -> bool:
    from pydantic import ValidationError

    from lagebild.reading.document import SituationFile

    try:
        SituationFile.model_validate_json(json.dumps(document))
    except ValidationError:
        return False
    return True


GOOD = [DAM, GRAPH, DAM.replace("what-if:\n", f"what-if:\n  all:\n    changes:\n{CHANGES}"), test_malformed_meaning.FILE]
ROWS: list[str | bytes] = [row.text for row in test_malformed_text.ROWS] + [row.text for row in test_malformed_meaning.ROWS]


@pytest.mark.parametrize("text", GOOD)
def test_good_files_are_accepted_by_all(text: str) -> None:
    root = tree(text)
    assert root is not None
    document = root.plain()
    assert schema_accepts(document)
    assert models_accept(document)
    assert reader_accepts(root)


def test_malformed_files_are_accepted_or_refused_by_all_alike() -> None:
    refused = 0
    for text in ROWS:
        root = tree(text)
        if root is not None:
            document = root.plain()
            verdict = schema_accepts(document)
            refused += not verdict
            assert reader_accepts(root) == verdict, text
            assert models_accept(document) == verdict, text
    assert refused > 50


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, 0, 1, -1, 7, 2.5, "", "x", "yes", "open", "nothing", [], {}, ["x"], [1], [[]], {"x": 1}, {"en": "x"},
     {"name": "x"}, {"statement": "x"}, {"because": "a"}, {"value": "no"}, {"tier": "x"}, {"by": "x"}, {"de": "x",
     "because": "a"},
     {"add": "x"}, {"any-order": ["x"]}, "x" * 301, {"en": 1}, {"start": 1, "end": 2}, {"weight": 1}]
)  # fmt: skip
WHOLE = tree(GOOD[2])
KEYS: st.SearchStrategy[str] = st.sampled_from(
    ["name", "because", "statement", "x", "value", "by", "en", "id", "above", "lagebild", "for", "any-order"]
)


def changed(data: st.DataObject, document: Any) -> Any:
    """The document with one thing in it replaced, added or taken away."""
    deeper = data.draw(st.integers(0, 5)) > 0
    if document and deeper and isinstance(document, dict):
        key = data.draw(st.sampled_from(sorted(document)))
        return {**document, key: changed(data, document[key])}
    if document and deeper and isinstance(document, list):
        at = data.draw(st.integers(0, len(document) - 1))
        return [*document[:at], changed(data, document[at]), *document[at + 1 :]]
    kind: str = data.draw(st.sampled_from(["replace", "add", "take away"]))
    if isinstance(document, dict) and kind == "take away" and document:
        gone = data.draw(st.sampled_from(sorted(document)))
        return {other: value for other, value in document.items() if other != gone}
    if isinstance(document, dict) and kind == "add":
        return {**document, data.draw(KEYS): data.draw(ODD)}
    return data.draw(ODD)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_changed_file_is_accepted_or_refused_by_all_alike(data: st.DataObject) -> None:
    assert WHOLE is not None
    document = changed(data, WHOLE.plain())
    root = tree(json.dumps(document))
    assert root is not None
    verdict = schema_accepts(document)
    assert reader_accepts(root) == verdict, document
    assert models_accept(document) == verdict, document
