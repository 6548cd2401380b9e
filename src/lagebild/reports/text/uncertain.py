"""What holds although not all preferences are known, as text: a part of what ``lagebild solve`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.analyses.uncertain import EXTENSIONS, Uncertain
from lagebild.reports.text.console import heading
from lagebild.reports.text.outcomes import indented, plain_table
from lagebild.reports.words import Words

Label = int | str

LISTED = 40
"""How many outcomes are listed."""


def uncertain_parts(found: Uncertain, words: Words, *, in_full: bool = False) -> Iterator[RenderableType]:
    """Part by part; ``in_full``: for whom, and the four extensions too."""
    yield heading(words("uncertain.title"))
    for dm in found.situation.uncertain:
        yield indented(_who(found, dm, words))
    yield indented(words("uncertain.how"))
    yield Text()
    yield from _outcomes(found, words)
    yield from _limits(found, words)
    if in_full:
        yield Text()
        yield from _makers(found, words)
        yield Text()
        yield from _extensions(found, words)


def _who(found: Uncertain, dm: str, words: Words) -> str:
    name = words.name(found.situation, dm)
    counts = [case.unknown_pairs(dm) for case in found.cases]
    if min(counts) != max(counts):
        return words("uncertain.who-cases", who=name, least=words.number(min(counts)), most=words.number(max(counts)))
    states = found.cases[0].model.count
    return words.several("uncertain.who", counts[0], who=name, total=words.number(states * (states - 1) // 2))


def _outcomes(found: Uncertain, words: Words) -> Iterator[RenderableType]:
    statuses = {code: found.statuses(code) for code in found.codes}
    labels = [label for label in _labels(found) if any(statuses[code].get(label, "none") != "none" for code in found.codes)]
    if not labels:
        yield Text(words("uncertain.none"))
        return
    yield Text(words("uncertain.states"))
    table = plain_table()
    table.add_column(words("solve.row.number"), justify="right")
    table.add_column("", ratio=1, overflow="fold")
    for code in found.codes:
        table.add_column(code, justify="right")
    for label in labels[:LISTED]:
        cells = (words(f"uncertain.status.{statuses[code].get(label, 'none')}") for code in found.codes)
        table.add_row(str(label), _state(found, label, words), *cells)
    yield Padding(table, (0, 0, 0, 2))
    if len(labels) > LISTED:
        yield indented(words("uncertain.more", count=words.number(len(labels) - LISTED)))
    empty = [code for code in found.codes if not any(status == "all" for status in statuses[code].values())]
    yield indented(words("uncertain.legend"))
    if not found.exact:
        yield indented(words("uncertain.legend-open"))
    if empty:
        yield indented(words("uncertain.nothing-all", codes=", ".join(empty)))


def _limits(found: Uncertain, words: Words) -> Iterator[RenderableType]:
    drawn = [case.patterns for case in found.cases if not case.complete]
    if not drawn:
        yield indented(words("uncertain.exact"))
    else:
        yield indented(words.several("uncertain.all-decided" if found.exact else "uncertain.drawn", sum(drawn)))


def _labels(found: Uncertain) -> Sequence[Label]:
    return list(found.statuses(found.codes[0]))


def _state(found: Uncertain, label: Label, words: Words) -> str:
    model = next(case.model for case in found.cases if label in case.model.labels())
    return words.state(model, model.position(label))


def _makers(found: Uncertain, words: Words) -> Iterator[RenderableType]:
    yield Text(words("uncertain.makers"))
    table = plain_table()
    table.add_column("", max_width=38, overflow="fold")
    for code in found.codes:
        table.add_column(code, justify="right")
    for dm in (*(dm.id for dm in found.situation.decision_makers), ""):
        name = words.name(found.situation, dm) if dm else words("uncertain.everybody")
        table.add_row(name, *(_counts(found, code, dm, words) for code in found.codes), style="" if dm else "bold")
    yield Padding(table, (0, 0, 0, 2))


def _counts(found: Uncertain, code: str, dm: str, words: Words) -> str:
    statuses = list(found.statuses(code, dm).values())
    counts = " / ".join(words.number(statuses.count(status)) for status in ("all", "some", "none"))
    undecided = sum(status not in ("all", "some", "none") for status in statuses)
    return words("uncertain.undecided", counts=counts, undecided=words.number(undecided)) if undecided else counts


def _extensions(found: Uncertain, words: Words) -> Iterator[RenderableType]:
    yield Text(words("uncertain.extensions"))
    table = plain_table()
    table.add_column("", max_width=10)
    for extension in EXTENSIONS:
        table.add_column(extension.name, ratio=1, overflow="fold")
    for code in found.codes:
        cells = (", ".join(map(str, found.extension(extension.name, code))) for extension in EXTENSIONS)
        table.add_row(code, *(cell or words("uncertain.extension-none") for cell in cells))
    yield Padding(table, (0, 0, 0, 2))
    for extension in EXTENSIONS:
        yield indented(words(f"uncertain.extension-{extension.name}"))
