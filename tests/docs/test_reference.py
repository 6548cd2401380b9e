"""The reference is complete and current: every key, every command, every concept, every key of the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lagebild.cli.main import COMMANDS, cli
from lagebild.reading import load
from lagebild.solutions import CONCEPTS
from tests.docs.generate import generated, sections
from tests.docs.keys import EXAMPLES, REFERENCE, definitions, keys_used, meanings, models
from tests.docs.pages import ROOT, name_of, pages

PAGES = {name_of(path): path for path in pages()}


@pytest.mark.parametrize("name", [name for name, path in PAGES.items() if "<!-- generated:" in path.read_text("utf-8")])
def test_generated_parts_are_current(name: str) -> None:
    text = PAGES[name].read_text("utf-8")
    assert generated(text) == text, "`python -m tests.docs.generate` writes the generated parts anew"


@pytest.mark.parametrize("comment", ["# How we write.", "#: or", "###"])
def test_a_comment_in_a_block_of_code_is_no_heading(comment: str) -> None:
    page = f"# Lines\n\n## Rules\n\n```yaml\n{comment}\n```\n\n<!-- generated: keys Rule Want -->\n"
    assert sections(page) == {"Rule": "rules", "Want": "rules"}


def test_every_key_has_a_meaning_and_every_meaning_a_key() -> None:
    keys = {(model, key) for model in models() for key in definitions()[model]["properties"]}
    assert {(model, key) for model, by_key in meanings().items() for key in by_key} == keys


def test_every_key_is_used_in_an_example_of_the_reference() -> None:
    keys = {(model, key) for model in models() for key in definitions()[model]["properties"]}
    assert sorted(keys - keys_used()) == []


@pytest.mark.parametrize("model", models())
def test_every_kind_of_line_has_its_table(model: str) -> None:
    page = (REFERENCE / "situation-file.md").read_text("utf-8")
    assert re.search(rf"<!-- generated: keys [^>]*\b{model}\b", page)


def test_addresses_in_the_reference_are_those_of_the_examples() -> None:
    page = (REFERENCE / "situation-file.md").read_text("utf-8")
    named = re.findall(r"`([a-z-]+\.[^`]+)`", page.partition("## Addresses")[2].partition("Positions")[0])
    there = {line.address for path in EXAMPLES.glob("*.yaml") if len(path.suffixes) == 1 for line in load(path).lines()}
    # These two say what a line would be called if it had no id.
    assert set(named) - there == {"rules.1", "impossible-moves.1"} - there


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_a_page_that_runs_it(entry: Any) -> None:
    page = ROOT / "docs" / "how-to" / f"{entry.name}.md"
    assert f"$ lagebild {entry.name} " in page.read_text("utf-8")
    assert f"how-to/{entry.name}.md" in (ROOT / "docs" / "index.md").read_text("utf-8")


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.code)
def test_every_concept_stands_in_the_reference_of_the_json(concept: Any) -> None:
    assert f"`{concept.code}`" in (REFERENCE / "json.md").read_text("utf-8")


JSON_FROM = (
    ["solve", "examples/dam.yaml", "--coalitions", "all", "--where", "build", "--what-if", "court-is-slow"],
    ["solve", "docs/reference/examples/graph.yaml"],
    ["solve", "docs/reference/examples/ranking.yaml", "--certify"],
    ["solve", "examples/north-korea-2024.yaml", "--concept", "nash", "--limit", "1"],
)


@pytest.mark.parametrize("arguments", JSON_FROM, ids=" ".join)
def test_every_key_of_the_json_is_explained(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(cli, [*arguments, "--format", "json"])
    assert result.exit_code == 0
    page = (REFERENCE / "json.md").read_text("utf-8")
    assert [key for key in sorted(set(_keys(json.loads(result.stdout)))) if f"`{key}`" not in page] == []


_BY_NAME = frozenset({"stability", "equilibria", "definitions", "circumstances", "orders", "all", "some", "none"})
"""Objects whose keys are names out of the file, or codes."""


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _keys(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            if key not in _BY_NAME:
                yield from _keys(value)


def test_no_page_names_a_place_on_somebody_s_machine() -> None:
    for path in [*PAGES.values(), *Path(EXAMPLES).iterdir()]:
        assert re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", path.read_text("utf-8")) == []
