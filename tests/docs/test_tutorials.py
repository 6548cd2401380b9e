"""The second tutorial begins with the file that the first one ends with."""

from __future__ import annotations

from tests.docs.pages import ROOT, parse


def blocks_of(page: str, key: str, name: str) -> list[str]:
    """The blocks of a page that have this comment above them."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return [block.text for block in parse(text).blocks if block.directives.get(key) == name]


def test_the_second_tutorial_begins_where_the_first_one_ends() -> None:
    assert (
        blocks_of("tutorial-claims.md", "file", "nightshifts.yaml") == blocks_of("tutorial.md", "is", "nightshifts.yaml")[-1:]
    )


def test_the_files_to_start_from_are_those_that_the_page_shows() -> None:
    for name in ("nightshifts.yaml", "article.txt", "article-later.txt"):
        stored = (ROOT / "examples" / "night-shifts" / name).read_text("utf-8")
        assert blocks_of("tutorial-claims.md", "file", name) == [stored]
