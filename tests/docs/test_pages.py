"""Every page does what it says: its files can be read, its commands print what stands there, its links lead somewhere."""

from __future__ import annotations

import difflib
import doctest
import re
from pathlib import Path

import pytest

import lagebild.library
from lagebild.reading import load
from tests.docs.pages import Block, name_of, outline, pages, parse
from tests.docs.refresh import is_theory
from tests.docs.sessions import refreshed

PAGES = {name_of(path): path for path in pages()}
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_shows_is_what_the_program_prints(name: str, tmp_path: Path) -> None:
    text = PAGES[name].read_text("utf-8")
    now = refreshed(text, tmp_path.resolve(), only_run=is_theory(PAGES[name]))
    difference = "\n".join(difflib.unified_diff(text.split("\n"), now.split("\n"), "the page", "a run", lineterm="", n=1))
    assert not difference, f"{difference}\n\n`python -m tests.docs.refresh {name}` writes the outputs anew."


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = PAGES[name]
    prose = "".join(piece for piece in parse(page.read_text("utf-8")).pieces if isinstance(piece, str))
    broken = [target for target in _LINK.findall(prose) if not _leads_somewhere(page, target)]
    assert broken == []


def _leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page
    if not there.exists():
        return False
    return not anchor or there.suffix != ".md" or anchor in outline(there.read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_file_a_page_writes_can_be_read(name: str, tmp_path: Path) -> None:
    """Complete files only: what is appended or changed later is read by the commands that follow."""
    written = [block for block in parse(PAGES[name].read_text("utf-8")).blocks if _is_situation(block)]
    for block in written:
        path = tmp_path / block.directives["file"]
        path.write_text(block.text, "utf-8")
    for block in written:
        if not block.directives["file"].startswith("broken"):
            assert load(tmp_path / block.directives["file"]).decision_makers


def _is_situation(block: Block) -> bool:
    return block.language == "yaml" and "file" in block.directives and "decision-makers:" in block.text


def test_the_library_s_examples_are_so() -> None:
    assert doctest.testmod(lagebild.library).failed == 0
    assert doctest.testmod(lagebild.library).attempted > 0
