"""Which lines a page shows, and how files grow on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.excerpt import excerpt, matches
from tests.docs.pages import outline, parse
from tests.docs.sessions import PageError, refreshed

LINES = ("title", "", "One holds", "  why", "", "state 3", "  taken", "", "end")


@pytest.mark.parametrize(
    ("show", "shown"),
    [
        ("nothing", ()),
        ("2", ("title", "", "…")),
        ('"One"', ("…", "One holds", "  why", "…")),
        ('"One"; "^state"', ("…", "One holds", "  why", "", "state 3", "  taken", "…")),
        ('1; "taken" end', ("title", "…", "  taken", "", "end")),
        ('"One" to "^state"', ("…", "One holds", "  why", "", "…")),
        ('"why" 1', ("…", "  why", "…")),
    ],
)
def test_a_page_shows_what_it_asks_for(show: str, shown: tuple[str, ...]) -> None:
    assert excerpt(LINES, show) == shown
    assert not shown or matches(shown, LINES)


@pytest.mark.parametrize("show", ['"Two"', '"end"; "One"', "first", ""])
def test_a_part_that_is_not_there_is_an_error(show: str) -> None:
    with pytest.raises(ValueError, match=r"no line|cannot read"):
        excerpt(LINES, show)


def test_what_is_left_out_may_be_anything_and_the_rest_must_be_so() -> None:
    assert matches(("title", "…", "end"), LINES)
    assert not matches(("title", "…", "End"), LINES)
    assert not matches(("title",), LINES)
    assert matches((), ("",))


def test_headings_make_the_anchors_that_links_use() -> None:
    assert outline("# What `a` is\n\n## Twice\n\n## Twice\n\n```sh\n# no heading\n```\n") == {"what-a-is", "twice", "twice-1"}


PAGE = """
<!-- file: a.yaml -->
```yaml
lagebild: 1
decision-makers:
  me:
    options:
      go: go out
    wants:
      - go
```

<!-- change: a.yaml -->
```yaml
    wants:
      - not go
```

<!-- append: a.yaml -->
```yaml
today:
  go: yes
```

<!-- is: a.yaml -->
```yaml
```
"""


def test_a_file_is_written_changed_and_continued_on_a_page(tmp_path: Path) -> None:
    shown = parse(refreshed(PAGE, tmp_path)).blocks[-1]
    assert shown.lines == (
        "lagebild: 1", "decision-makers:", "  me:", "    options:", "      go: go out", "    wants:", "      - not go",
        "today:", "  go: yes",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("```console\n$ rm -r .\n```", "only `lagebild`"),
        ("```console\n$ lagebild solve nothing.yaml\n```", "exit code 2"),
        ("```console\nno prompt\n```", "begins with"),
        ("```python\n>>> 1 + 1\n3\n```", "Expected"),
        ("<!-- change: a.yaml -->\n```yaml\n  you:\n```", "0 lines"),
        ("```console\n$ lagebild solve a.yaml\nsomething\n…\n```", "prints something else"),
    ],
)
def test_a_page_that_is_not_so_is_refused(block: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PageError, match=said):
        refreshed(f"{PAGE}\n{block}\n", tmp_path)


def test_a_fence_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 1 is not closed"):
        parse("```yaml\nlagebild: 1\n")
