"""How the tests read a text: in a line, with a day of publication."""

from __future__ import annotations

from lagebild.drafting import propose, read_text
from lagebild.drafting.rules import Reading
from lagebild.evidence.proposals import Proposal, Proposals
from lagebild.evidence.records import Published, Source
from lagebild.evidence.texts import SourceText

DAY = "2025-03-05"
"""A Wednesday."""


def source(language: str, published: str = DAY) -> Source:
    """A source that says its language and its day."""
    return Source(id="text", language=language, published=Published(value=published) if published else None)


def read(text: str, language: str, published: str = DAY) -> Proposals:
    """The proposals for a text, by rule."""
    return propose(SourceText(text=text), source(language, published))


def reading(text: str, language: str) -> Reading:
    """A text as the rules have read it."""
    return read_text(SourceText(text=text), source(language))


def last(text: str, language: str, published: str = DAY) -> Proposal:
    """The proposal for the last sentence of a text."""
    return read(text, language, published).proposals[-1]


def speakers(text: str, language: str) -> list[str]:
    """Who is likeliest to say each sentence."""
    return [proposal.speaker for proposal in read(text, language).proposals]
