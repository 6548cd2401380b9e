"""Block-style YAML: what is written is read as it was, with quotes only where they are needed."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import FaultList
from lagebild.reading.block_yaml import Value, block_yaml, scalar
from lagebild.reading.nodes import Node
from lagebild.reading.yaml_text import read_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(text: str) -> Node:
    faults = FaultList()
    root = read_yaml(text, file="a.yaml", faults=faults)
    assert [str(fault) for fault in faults.found] == []
    assert root is not None
    return root


def values(node: Node) -> Any:
    if node.kind == "map":
        return {key: values(inner) for key, inner in node.each()}
    return [values(item) for item in node.items] if node.kind == "list" else node.value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("build the dam", "build the dam"),
        ("not sue", "not sue"),
        ("(a and b) or c", "(a and b) or c"),
        ("Why, and when?", "Why, and when?"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("Straße nach Süden", "Straße nach Süden"),
        ("2025-03-01", "2025-03-01"),
        ("no", '"no"'),
        ("Ja", '"Ja"'),
        ("12:30", '"12:30"'),
        ("2025", '"2025"'),
        ("1e3", '"1e3"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("[a]", '"[a]"'),
        ("", '""'),
        (" a", '" a"'),
        ('say "so"', '"say \\"so\\""'),
        ("a\nb\t\x07\u2028", '"a\\nb\\t\\u0007\\u2028"'),
        ("\U0001f30a\U000e0001", '"\U0001f30a\\U000E0001"'),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (-3, "-3"),
        (Decimal("0.10"), "0.10"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_a_value_on_one_line(value: Any, written: str) -> None:
    assert scalar(value) == written


@given(TEXTS)
def test_any_text_is_read_as_it_was(text: str) -> None:
    node = read(f"key: {scalar(text)}\n{scalar(text)}: 1\n" if text != "key" else f"key: {scalar(text)}\n").entries["key"]
    assert node.value == text


@given(TEXTS)
def test_other_readers_of_yaml_agree(text: str) -> None:
    assert yaml.safe_load(f"- {scalar(text)}\n") in ([text], [_as_older_readers_see(text)])


def _as_older_readers_see(text: str) -> Any:
    """YAML 1.1 sees dates and numbers in sixties where 1.2 sees texts, and no file of ours tells them apart."""
    return yaml.safe_load(text) if scalar(text) == text and not isinstance(yaml.safe_load(text), str) else text


def data() -> st.SearchStrategy[Any]:
    leaves = TEXTS | st.sampled_from(["yes", "no"]) | st.integers(-99, 99) | st.none()
    keys = TEXTS.map(lambda text: unicodedata.normalize("NFC", text))
    nested = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=9
    )
    return st.dictionaries(keys, nested, min_size=1, max_size=4)


@given(data())
def test_anything_is_read_as_it_was(written: Any) -> None:
    assert values(read(block_yaml(written, apart=frozenset(written)))) == _normalised(written)


def _normalised(value: Any) -> Any:
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _normalised(inner) for key, inner in value.items()}
    return [_normalised(item) for item in value] if isinstance(value, list) else value


def test_comments_stand_above_their_key_and_sections_apart() -> None:
    written: dict[str, Value] = {"a": 1, "b": {"c": ["x", {"d": True, "e": []}], "f": {}}, "g": None}
    notes = {("b",): ["About b.", "", "More."], ("b", "c", 1): ["An item."], ("b", "c", 1, "e"): ["Inside."]}
    assert block_yaml(written, notes=notes, head=frozenset({"a"}), apart=frozenset({"b"})) == (
        "a: 1\n"
        "\n"
        "# About b.\n"
        "#\n"
        "# More.\n"
        "b:\n"
        "  c:\n"
        "    - x\n"
        "    # An item.\n"
        "    - d: yes\n"
        "      # Inside.\n"
        "      e: []\n"
        "\n"
        "  f: {}\n"
        "\n"
        "g:\n"
    )
