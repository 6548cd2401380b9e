"""``compose``: an analysis as a document without a medium. Every format is written from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from lagebild import __version__
from lagebild.reports.document import answering, graph, opening, outcomes, parties, records
from lagebild.reports.document.material import Material, gather
from lagebild.reports.document.nodes import Block, Document, Labels, PageBreak
from lagebild.solutions import Analysis

Section: TypeAlias = Callable[[Material], tuple[Block, ...]]
"""What makes a section: its heading and what stands under it; nothing where there is nothing to say."""

MAIN: Final[tuple[Section, ...]] = (
    opening.summary,
    opening.guessed,
    answering.answers,
    outcomes.outcomes,
    graph.graph,
    outcomes.stories,
    answering.changes,
)
"""What is read from beginning to end. First what was guessed, then what follows."""

BEHIND: Final[tuple[Section, ...]] = (
    answering.hinges,
    parties.parties,
    parties.definitions,
    records.claims,
    records.idle,
    records.method,
)
"""What is looked up: what the answers hinge on and rest on. It begins a new page."""


def compose(analysis: Analysis, language: str = "") -> Document:
    """The report in ``language`` (default: the situation's)."""
    material = gather(analysis, language)

    def told(sections: tuple[Section, ...]) -> Iterator[Block]:
        return (block for section in sections for block in section(material))

    words, situation = material.words, material.situation
    return Document(
        language=words.language,
        title=situation.title.in_language(words.language),
        kicker=opening.kicker(material),
        date=situation.as_of,
        subject=words("report.kicker"),
        producer=f"Lagebild {__version__}",
        labels=Labels(contents=words("report.contents"), page=words("document.page", page="{page}", pages="{pages}")),
        blocks=(*told(MAIN), PageBreak(), *told(BEHIND)),
    )
