"""How ``lagebild review`` shows one proposal: its sentence, who likely says it and why, how firmly, figures, dates, flags."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from lagebild.evidence.proposals import Proposal, Proposals, Reason
from lagebild.evidence.records import Figure, Speaker
from lagebild.evidence.texts import SourceText
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.words import Words, phrases

WIDTH: Final = 78


def proposal_lines(
    found: Proposals, proposal: Proposal, text: SourceText, speakers: Iterable[Speaker], words: Words
) -> Iterator[str]:
    """The proposal, line by line. The text's words are shown and nowhere kept."""
    for place in proposal.at:
        sentence = shown(text.text[place.start : place.end])
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    told = vocabulary("told-as")
    office = found.speaker(proposal.speaker)
    called = f" ({office.office_words})" if office is not None and office.office_words else ""
    reasons = proposal.by[0].reasons if proposal.by else ()
    yield from _field("by", [speaker_name(proposal.speaker, found, speakers, words) + called, *_reasons(reasons, words)], words)
    others = [speaker_name(one.speaker, found, speakers, words) for one in proposal.by[1:]]
    yield from _field("or", others, words)
    yield from _field(
        "told-as", [told.name(proposal.told_as, words.language), *_reasons(proposal.told_as_reasons, words)], words
    )
    yield from _field("perhaps", [told.name(word, words.language) for word in proposal.alternative_told_as], words)
    yield from _field("hedge", [proposal.words] if proposal.words else [], words)
    yield from _field("figures", [_figure(figure) for figure in proposal.figures], words)
    dates = [f"{date.value} ({date.words})" if date.words else date.value for date in proposal.when]
    yield from _field("dates", dates, words)
    yield from _field("negation", list(proposal.negation), words)
    yield from _field("condition", [proposal.condition] if proposal.condition else [], words)
    yield from _field("look", list(_look(found, proposal, text, words)), words)
    yield from _field("proposed", [str(proposal.says)] if proposal.says else [], words)


def speaker_name(id_: str, found: Proposals, speakers: Iterable[Speaker], words: Words) -> str:
    """A speaker's name; for the author and for nobody a phrase."""
    if id_ in ("author", "unnamed"):
        return words(f"draft.{id_}")
    proposed = found.speaker(id_)
    listed = [*speakers, *([proposed.speaker] if proposed else [])]
    return next((str(one.name) for one in listed if one.id == id_ and one.name), id_)


def shown(text: str) -> str:
    """``text`` on one line, without what a terminal would obey instead of showing."""
    return " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text).split())


def _look(found: Proposals, proposal: Proposal, text: SourceText, words: Words) -> Iterator[str]:
    for flag in proposal.flags:
        told = words(f"draft.flag.{flag.code}") if f"flag.{flag.code}" in phrases("draft", words.language) else flag.code
        yield f"{told} ({flag.words})" if flag.words else told
    if proposal.repeats:
        yield words("review.repeats", id=proposal.repeats)
    person = found.speaker(proposal.speaker)
    if person is not None and person.misfit:
        sources = ", ".join(person.misfit_sources)
        yield words("draft.misfit", name=person.speaker.name, office=person.office_words, held=person.misfit, source=sources)
    if any(place.sha256 and text.place(place.start, place.end).sha256 != place.sha256 for place in proposal.at):
        yield words("review.not-there")


def _field(key: str, told: list[str], words: Words) -> Iterator[str]:
    if told:
        label = words(f"review.field.{key}")
        indent = " " * 14
        yield from textwrap.wrap(shown("; ".join(told)), WIDTH, initial_indent=f"  {label:<12}", subsequent_indent=indent)


def _reasons(reasons: tuple[Reason, ...], words: Words) -> list[str]:
    known = phrases("review", words.language)
    told = ((known.get(f"reason.{reason.code}", reason.code), reason.words) for reason in reasons)
    return [words("review.because", reason=reason, words=said) if said else reason for reason, said in told]


def _figure(figure: Figure) -> str:
    compare = "" if figure.compare == "=" else f"{figure.compare} "
    counted = f" ({figure.counted_by})" if figure.counted_by else ""
    return f"{compare}{figure.value:f} {figure.unit}".rstrip() + counted
