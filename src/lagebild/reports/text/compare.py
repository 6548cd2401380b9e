"""What ``lagebild compare`` prints: where two people's disagreement matters and where it does not; and a file to begin with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lagebild.analyses.disagreement import Comparison
from lagebild.reports.alternatives import line_said
from lagebild.reports.disagreement import ComparisonView, DisagreementView, QuestionView, comparison_view
from lagebild.reports.text.console import heading
from lagebild.reports.words import Words
from lagebild.situation import AnyOrder, Situation


def compare_parts(console: Console, found: Comparison, words: Words) -> Iterator[RenderableType]:
    """Everything, part by part: where it matters, where it does not, and every disagreement."""
    view = comparison_view(found, words)
    yield Text(view.title, style="bold")
    yield Text(" ".join(view.intro))
    for note in view.notes:
        yield Text(note)
    yield Text()
    yield Text(view.verdict)
    for key, questions in (("matters", view.turned), ("same", view.kept)):
        if questions:
            yield Text()
            yield heading(words(f"compare.section.{key}"))
        for number, question in enumerate(questions):
            if number:
                yield Text()
            yield from _question(view, question, words)
    yield Text()
    yield heading(words("compare.section.disagreements"))
    for one in view.disagreements:
        if one.number != view.disagreements[0].number:
            yield Text()
        yield _disagreement(one, words)


def _question(view: ComparisonView, question: QuestionView, words: Words) -> Iterator[RenderableType]:
    yield _set_in(question.question, 2)
    if question.turns or question.first != question.second:
        yield _set_in(words("compare.said", who=_capital(view.base), answer=question.first), 4)
        yield _set_in(words("compare.said", who=view.by, answer=question.second), 4)
    else:
        yield _set_in(question.first, 4)
    for detail in question.details:
        yield _set_in(_capital(detail), 4)


def _disagreement(one: DisagreementView, words: Words) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", justify="right")
    table.add_column(overflow="fold")
    told = [one.line, words("compare.instead.label", instead="; ".join(one.instead))]
    told.append(words("compare.instead.reason", because=one.because))
    if one.claims:
        told.append(words("compare.instead.claims", claims="; ".join(one.claims)))
    told.append(words("compare.instead.effect", effect=" ".join(one.effect)))
    if one.address:
        told.insert(1, one.address)
    table.add_row(str(one.number), Text("\n").join(Text(text) for text in told))
    return Padding(table, (0, 0, 0, 2))


def _set_in(text: str, depth: int) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, depth))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- a file to begin with -----------------------------------------------------------------------------------------------


def starter_text(situation: Situation, words: Words, *, by: str = "", when: str = "") -> tuple[str, int]:
    """A second person's file to begin with, every line of the situation switched off by a ``#``; and how many these are."""
    file = PurePath(situation.file).name
    lines = [f"# {words(f'compare.starter.{key}', file=file)}" for key in ("first", "second", "instead", "more")]
    lines += ["", "lagebild: 1", f"about: {_yaml(file)}", f"sha256: {situation.sha256}"]
    lines.append(f"by: {_yaml(by or words('compare.starter.your-name'))}")
    lines += [f"when: {when}"] if when else []
    lines += [f"language: {words.language}", "", "disagreements:", f"  # {words('compare.starter.lines', file=file)}"]
    addresses = tuple(_addresses(situation))
    for address in addresses:
        said = line_said(situation, address, words)
        lines += ["", f"  # {said}", f"  # - line: {address}", f"  #   because: {words('compare.starter.why')}"]
    return "\n".join(lines) + "\n", len(addresses)


def _addresses(situation: Situation) -> Iterator[str]:
    """Every line and order that can be disagreed with, in the order of the file. A group is only a bracket around its lines."""
    orders = {order.upper: order.address for dm in situation.decision_makers for order in dm.orders}
    known = {*orders.values(), *(what_if.address for what_if in situation.what_ifs)}
    for line in situation.lines():
        if line.address in known:
            continue
        if not isinstance(line, AnyOrder):
            yield line.address
        if line.address in orders:
            yield orders[line.address]


def _yaml(text: str) -> str:
    """A text as a YAML value, in double quotes where it needs them."""
    plain = text[:1].isalpha() and all(character.isalnum() or character in " ._-" for character in text)
    return text if plain else json.dumps(text, ensure_ascii=False)
