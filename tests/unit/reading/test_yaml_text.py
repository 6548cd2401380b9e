"""YAML 1.2 text: what plain words stand for, and where everything stands."""

from decimal import Decimal

import pytest

from lagebild.errors import FaultList
from lagebild.reading.nodes import Node, Scalar
from lagebild.reading.yaml_text import MAX_BYTES, MAX_NESTING, read_yaml, scalar_value


def tree(text: str | bytes) -> Node:
    """The tree of a text without faults."""
    faults = FaultList()
    root = read_yaml(text, file="f", faults=faults)
    assert faults.found == []
    assert root is not None
    return root


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "No", "on", "ON", "off", "yes", "Yes", "y", "n", "12:30", "1:2:3", "2025-03-01", "0x", "0o9", "1_000",
    "tRue", "nUll",
     "NaN", "inf", ".", "+", "-", "1e", "e5", "0b11", "=", "<<", "1.2.3"],
)  # fmt: skip
def test_what_yaml_1_1_would_twist_is_text(text: str) -> None:
    assert scalar_value(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("true", True), ("True", True), ("FALSE", False),
     ("0", 0), ("-12", -12), ("+3", 3), ("0o17", 15), ("0xfF", 255), ("007", 7), ("1.50", Decimal("1.50")), (".5",
     Decimal("0.5")),
     ("5.", Decimal(5)), ("-1e3", Decimal("-1000")), ("6.02E+23", Decimal("6.02E+23")), (".inf", Decimal("Infinity")),
     ("-.Inf", Decimal("-Infinity"))],
)  # fmt: skip
def test_the_core_schema_of_yaml_1_2(text: str, value: Scalar) -> None:
    assert scalar_value(text) == value
    assert type(scalar_value(text)) is type(value)


def test_not_a_number_is_a_number_that_is_none() -> None:
    value = scalar_value(".nan")
    assert isinstance(value, Decimal)
    assert value.is_nan()


def test_decimals_keep_every_digit() -> None:
    assert str(scalar_value("0.10000000000000000000000001")) == "0.10000000000000000000000001"


def test_a_number_of_ten_thousand_digits_stays_text() -> None:
    assert scalar_value("9" * 10_000) == "9" * 10_000


def test_quotes_make_text() -> None:
    root = tree("a: '1'\nb: \"true\"\nc: |\n  12\n")
    assert root.plain() == {"a": "1", "b": "true", "c": "12\n"}


def test_every_value_and_key_knows_its_line_and_column() -> None:
    root = tree("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert (root.keys["b"].line, root.keys["b"].column) == (2, 1)
    second = root.entries["b"].items[1]
    assert (second.line, second.column, second.path) == (4, 5, ("b", 1))
    assert str(second.entries["c"].place) == "f:4:9"
    assert second.entries["c"].path == ("b", 1, "c")


def test_columns_count_characters_not_bytes() -> None:
    assert str(tree("{ä: ö, 𝒳: z}").entries["𝒳"].place) == "f:1:11"


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: build and relase", "f:1:14"), ("a: 'build and relase'", "f:1:15"), ('a: "build and relase"', "f:1:15"),
     ("a: build\n  and relase", "f:2:7"), ("a: >-\n  build\n  and relase\n", "f:3:7"), ("a: |\n  build and relase", "f:2:13"),
     ("a: 'build\n\n   and relase'", "f:3:8"), ("a: >\n\n  build\r\n  and relase\n", "f:4:7")],
)  # fmt: skip
def test_a_word_is_found_in_its_text(text: str, place: str) -> None:
    node = tree(text).entries["a"]
    assert str(node.place_at(node.text.index("relase"))) == place


def test_with_escapes_the_start_of_the_text_has_to_do() -> None:
    node = tree('a: "\\u0062uild and relase"').entries["a"]
    assert str(node.place_at(node.text.index("relase"))) == "f:1:4"


def test_a_deep_file_is_read_down_to_the_limit() -> None:
    depth = MAX_NESTING
    assert tree("[" * depth + "]" * depth).kind == "list"


def test_a_file_too_large_is_one_fault() -> None:
    faults = FaultList()
    assert read_yaml(b"#" * (MAX_BYTES + 1), file="f", faults=faults) is None
    assert [str(fault) for fault in faults.found] == [
        "f:1:1: the file has 5.0 MB, at most 5 MB are read. Move the claims to a file of their own."
    ]


def test_a_flow_map_of_bare_words_is_a_map() -> None:
    assert tree("{build, release}").plain() == {"build": None, "release": None}


def test_keys_are_the_same_however_their_letters_are_composed() -> None:
    assert list(tree("u\u0308ber: 1").entries) == ["\u00fcber"]
