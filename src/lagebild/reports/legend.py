"""What the words of the record mean, for readers: the vocabulary in one language, whole or as far as a situation uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lagebild.evidence.vocabulary import NAMES, Term, vocabulary
from lagebild.reports.words import Words
from lagebild.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendTerm:
    """A word, what it is called, and what it means."""

    word: str
    name: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The words of one key of the file."""

    id: str
    key: str
    title: str
    about: str
    hint: str
    """For whoever writes the file."""
    source: str
    terms: tuple[LegendTerm, ...]


def legend(name: str, words: Words, only: Iterable[str] | None = None) -> Legend:
    """One table of the vocabulary; ``only``: of these words. Raises: KeyError for a table that does not exist."""
    table = vocabulary(name)
    wanted = set(table.words if only is None else only)
    return Legend(
        id=name,
        key=table.key,
        title=table.title.in_language(words.language),
        about=table.about.in_language(words.language),
        hint=table.hint.in_language(words.language),
        source=table.source,
        terms=tuple(_term(term, words) for term in table.terms if term.word in wanted),
    )


def whole_legend(words: Words) -> tuple[Legend, ...]:
    """The whole vocabulary."""
    return tuple(legend(name, words) for name in NAMES)


def legend_of(situation: Situation, words: Words) -> tuple[Legend, ...]:
    """The words that the record of a situation uses, table by table; tables of which it uses none are left out."""
    found = (legend(name, words, used(situation)) for name, used in _USED.items())
    return tuple(table for table in found if table.terms)


_USED: Final[Mapping[str, Callable[[Situation], Iterable[str]]]] = {
    "told-as": lambda situation: (told for claim in situation.claims for told in (claim.told_as, *claim.alternative_told_as)),
    "forms": lambda situation: (claim.form for claim in situation.claims),
    "kinds": lambda situation: (source.kind for source in situation.sources),
    "roles": lambda situation: (speaker.role for speaker in situation.speakers),
    "likelihoods": lambda situation: (claim.likelihood for claim in situation.claims),
    "reliabilities": lambda situation: (source.reliability for source in situation.sources),
    "credibilities": lambda situation: (str(claim.credibility.value) for claim in situation.claims if claim.credibility),
    "relations": lambda situation: (relation.kind for claim in situation.claims for relation in claim.relates),
    "comparisons": lambda situation: (
        figure.compare for claim in situation.claims for figure in claim.figures if figure.compare != "="
    ),
    "bases": lambda situation: (source.published.basis for source in situation.sources if source.published),
    "standards": lambda situation: (standard for source in situation.sources for standard in source.standards),
}
"""Per table the words that a situation uses."""


def _term(term: Term, words: Words) -> LegendTerm:
    means = term.means.in_language(words.language)
    if term.percent is not None:
        least, most = term.percent
        means = f"{means.rstrip('.')} ({least}–{most}{'' if words.language == 'en' else ' '}%)."
    return LegendTerm(word=term.word, name=term.name.in_language(words.language), means=means)
