"""Documents that several tests read: the dam in both languages, and one in which the file tries to be markup."""

from functools import cache
from pathlib import Path

import lagebild as lb
from lagebild.reports.document.compose import compose
from lagebild.reports.document.nodes import Badge, Block, Document, Link, Picture, Reference, Run, Runs, Table, Text

EXAMPLES = Path(__file__).parents[4] / "examples"

HOSTILE = """
lagebild: 1
title: "# Title with *stars*, a | bar, <b>tags</b> and #set text(red)"
as-of: 2025-01-01
decision-makers:
  upstream:
    name: "Up | & <b>stream</b> [x](y) $a$"
    options:
      build:
        name: "build `code` _now_ \\\\ #panic()"
        because: told
    wants:
      - statement: build
        because: told
  downstream:
    options:
      sue: '"><img src=x onerror=alert(1)>'
    wants:
      - sue if build
questions:
  - ask: "# Who | asks?"
    why: build
    by: upstream
today:
  build: no
sources:
  paper:
    title: "A | *paper*"
    url: "https://example.org/a(b) c"
speakers:
  somebody:
    name: "Some | body"
claims:
  told:
    says: "1. „Ümlaute“ | *stars* → <i>arrows</i> #[x]"
    by: somebody
    in: paper
"""

WITHOUT_ANYTHING = """
lagebild: 1
title: Two who can do little
decision-makers:
  one:
    options: {move: go}
    wants: [move]
  other:
    options: {}
    wants: []
"""


@cache
def document(name: str = "dam", language: str = "en") -> Document:
    """The document of an example."""
    return compose(lb.solve(lb.load(EXAMPLES / f"{name}.yaml")), language)


@cache
def document_of(text: str) -> Document:
    """The document of a situation written out."""
    return compose(lb.solve(lb.loads(text)))


def runs_of(block: Block) -> list[Run]:
    """Every run of a block, those in its cells and in what stands for a picture too."""
    if isinstance(block, Table):
        cells = [cell for row in (block.header, *block.rows) for cell in row]
        return [run for cell in cells for runs in (cell.runs, *cell.notes) for run in runs]
    if isinstance(block, Picture):
        return [run for inner in block.in_words for run in runs_of(inner)]
    items: tuple[Runs, ...] = getattr(block, "items", (getattr(block, "runs", ()),))
    return [run for runs in items for run in runs]


def said(run: Run) -> str:
    """What a run says."""
    match run:
        case Text() | Link() | Badge():
            return run.text
        case Reference():
            return f"{run.number}{run.sign}{run.who}"
