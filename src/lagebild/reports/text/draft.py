"""What ``lagebild draft`` prints: how much was found, who speaks, what a person should look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.evidence.proposals import Proposals, Reason
from lagebild.evidence.records import Figure, TextPlace
from lagebild.evidence.vocabulary import vocabulary
from lagebild.reports.text.console import heading
from lagebild.reports.words import Words


def draft_head(found: Proposals, words: Words) -> list[str]:
    """What stands at the head of the file, line by line."""
    return [words("draft.head.what", made=found.made, by=found.backend), words("draft.head.how"), words("draft.head.text")]


def draft_parts(console: Console, found: Proposals, words: Words, *, output: str | None) -> Iterator[RenderableType]:
    """Counts first, then who speaks, then what should be looked at."""
    yield Text(words.several("draft.found", len(found.proposals), sentences=words.number(len(found.sentences))), style="bold")
    yield Text(_source(found, words))
    yield from _part("speakers", _speakers(found, words), words)
    yield from _part("told-as", [_told_as(found, words)] if found.proposals else [], words)
    yield from _part("look", _look(found, words), words)
    yield from _part("passed-over", _passed_over(found, words), words)
    yield Text()
    yield Text(words("draft.written", path=output) if output else words("draft.not-written"))


def _part(key: str, told: list[str], words: Words) -> Iterator[RenderableType]:
    if told:
        yield Text()
        yield heading(words(f"draft.section.{key}"))
        for text in told:
            yield Padding(Text(text), (0, 0, 0, 2))


def _source(found: Proposals, words: Words) -> str:
    source = found.source
    known = [
        words("draft.source.language", value=source.language) if source.language else "",
        words("draft.source.kind", value=vocabulary("kinds").name(source.kind, words.language)) if source.kind else "",
        words("draft.source.author", value=", ".join(source.author)) if source.author else "",
        words("draft.source.published", value=source.published.value) if source.published else words("draft.source.no-date"),
    ]
    return words("draft.source.all", id=source.id, known="; ".join(filter(None, known)))


def _speakers(found: Proposals, words: Words) -> list[str]:
    counts = Counter(proposal.speaker for proposal in found.proposals if not proposal.repeats)
    lines = []
    for id_, count in counts.most_common(12):
        person = found.speaker(id_)
        name = words(f"draft.{id_}") if id_ in ("author", "unnamed") else str(person.speaker.name) if person else id_
        office = f" ({person.office_words})" if person is not None and person.office_words else ""
        lines.append(words.several("draft.speaks", count, name=name + office))
    if len(counts) > 12:
        lines.append(words.several("draft.more-speakers", len(counts) - 12))
    return lines


def _told_as(found: Proposals, words: Words) -> str:
    counts = Counter(proposal.told_as for proposal in found.proposals)
    table = vocabulary("told-as")
    return ", ".join(f"{table.name(word, words.language)} {words.number(counts[word])}" for word in table.words if counts[word])


def _look(found: Proposals, words: Words) -> list[str]:
    """The office check, guesses, repeats, what the gate held back."""
    lines = [
        words(
            "draft.misfit", name=str(one.speaker.name), office=one.office_words, held=one.misfit, source=one.misfit_sources[0]
        )
        for one in found.speakers
        if one.misfit and one.misfit_sources
    ]
    flags = Counter(flag.code for proposal in found.proposals for flag in proposal.flags)
    lines += [words.several("draft.flagged", count, flag=words(f"draft.flag.{code}")) for code, count in sorted(flags.items())]
    repeated = sum(bool(proposal.repeats) for proposal in found.proposals)
    if repeated:
        lines.append(words.several("draft.repeats", repeated))
    stopped = Counter(flag.code for proposal in found.stopped for flag in proposal.flags if flag.stops)
    lines += [
        words.several("draft.stopped", count, flag=words(f"draft.flag.{code}")) for code, count in sorted(stopped.items())
    ]
    return lines


def _passed_over(found: Proposals, words: Words) -> list[str]:
    kinds = [reason for reason in found.notes if reason.code.startswith("passed-over-") or reason.code == "only-names"]
    return [words.several(f"draft.{_passed(reason)}", int(reason.words)) for reason in kinds]


def _passed(reason: Reason) -> str:
    return reason.code if reason.code.startswith("passed-over-") else f"passed-over-{reason.code}"


def draft_data(found: Proposals) -> dict[str, Any]:
    """The same as data."""
    return {
        "source": {"id": found.source.id, "text_sha256": found.source.text_sha256, "language": found.source.language,
                   "kind": found.source.kind, "published": found.source.published.value if found.source.published else ""},
        "backend": found.backend, "gate": found.gate, "sentences": len(found.sentences),
        "notes": _reasons(found.notes),
        "speakers": [
            {"id": one.speaker.id, "name": str(one.speaker.name), "role": one.speaker.role, "country": one.speaker.country,
             "named": one.speaker.named, "office": one.office_words, "misfit": one.misfit}
            for one in found.speakers
        ],
        "proposals": [
            {"id": p.id, "at": [_place(place) for place in p.at], "quotations": [_place(place) for place in p.quotations],
             "says": str(p.says), "form": p.form, "told_as": p.told_as, "words": p.words,
             "reasons": _reasons(p.told_as_reasons),
             "perhaps": list(p.alternative_told_as),
             "by": [{"speaker": one.speaker, "reasons": _reasons(one.reasons)} for one in p.by],
             "figures": [_figure(figure) for figure in p.figures],
             "when": [{"value": d.value, "words": d.words, "counted_from": d.counted_from} for d in p.when],
             "actors": list(p.actors), "negation": list(p.negation), "condition": p.condition, "repeats": p.repeats,
             "flags": [{"code": flag.code, "words": flag.words} for flag in p.flags]}
            for p in found.proposals
        ],
        "stopped": [
            {"id": p.id, "at": [_place(place) for place in p.at],
             "flags": [{"code": flag.code, "words": flag.words} for flag in p.flags if flag.stops]}
            for p in found.stopped
        ],
    }  # fmt: skip


def _reasons(reasons: tuple[Reason, ...]) -> list[dict[str, str]]:
    return [{"code": reason.code, "words": reason.words} for reason in reasons]


def _figure(figure: Figure) -> dict[str, str]:
    return {"value": f"{figure.value:f}", "unit": str(figure.unit), "compare": figure.compare, "counted_by": figure.counted_by}


def _place(place: TextPlace) -> dict[str, Any]:
    return {"paragraph": place.paragraph, "start": place.start, "end": place.end, "sha256": place.sha256}
