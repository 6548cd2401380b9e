"""What ``lagebild merge`` prints: what was the same, what contradicts, what was renamed, what the second adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from lagebild.evidence.merging import KINDS, Difference, Merge, Sourced
from lagebild.reports.text.console import heading, marks_for
from lagebild.reports.words import Words


def merge_parts(
    console: Console, merged: Merge, sourced: tuple[Sourced, ...], words: Words, *, output: str
) -> Iterator[RenderableType]:
    """Everything, part by part: the counts first, then what a person has to look at, then the rest."""
    arrow = marks_for(console).arrow
    yield Text(words("merge.written", path=output), style="bold")
    for kind in KINDS:
        joined = sum(one.kind == kind for one in merged.joined)
        added = sum(one.kind == kind for one in merged.added)
        yield Text(words(f"merge.count.{kind}", joined=words.number(joined), added=words.number(added)))
    yield from _part("contradictions", [_difference(one, words) for one in merged.contradictions], words)
    by = {one.first: words(f"merge.by.{one.by}") for one in merged.joined if one.kind == "source"}
    versions = [words("merge.version", id=one.first, by=by[one.first], first=one.first_says, second=one.second_says)
                for one in merged.versions]  # fmt: skip
    yield from _part("versions", versions, words)
    opposed = [words(f"merge.opposed.{one.kind}", claim=one.claim, other=one.other) for one in merged.opposed]
    yield from _part("opposed", opposed, words)
    yield from _part("perhaps", [words("merge.perhaps", first=one, second=other) for one, other in merged.perhaps], words)
    renamed = [words("merge.renamed", kind=_kind(one.kind, words), before=one.second, after=one.id, arrow=arrow)
               for one in merged.renamed]  # fmt: skip
    authors = [words("merge.author", source=author.source, id=author.id) for author in merged.authors]
    yield from _part("renamed", renamed + authors, words)
    others = [one for one in merged.differences if not one.contradicts and not one.taken and one not in merged.versions]
    yield from _part("words", [_difference(one, words) for one in others], words)
    taken = [words("merge.taken", kind=_kind(one.kind, words), id=one.first, field=one.key, says=one.second_says)
             for one in merged.differences if one.taken]  # fmt: skip
    yield from _part("taken", taken, words)
    same = [words("merge.same", kind=_kind(one.kind, words), first=one.first, second=one.second, by=words(f"merge.by.{one.by}"))
            for one in merged.joined if one.first != one.second]  # fmt: skip
    yield from _part("same", same, words)
    lines = [words("merge.sourced" if one.had else "merge.newly-sourced", line=one.address, had=one.had, grounds=one.grounds)
             for one in sourced]  # fmt: skip
    yield from _part("lines", lines, words)


def _part(key: str, told: list[str], words: Words) -> Iterator[RenderableType]:
    if told:
        yield Text()
        yield heading(words(f"merge.section.{key}"))
        for text in told:
            yield Padding(Text(text), (0, 0, 0, 2))


def _difference(one: Difference, words: Words) -> str:
    return words(
        "merge.difference", kind=_kind(one.kind, words), id=one.first, field=one.key,
        first=one.first_says or words("merge.nothing"), second=one.second_says,
    )  # fmt: skip


def _kind(kind: str, words: Words) -> str:
    return words(f"merge.kind.{kind}")


def merge_data(merged: Merge, sourced: tuple[Sourced, ...]) -> dict[str, Any]:
    """What ``lagebild merge --format json`` prints."""
    return {
        "joined": [{"kind": one.kind, "first": one.first, "second": one.second, "by": one.by} for one in merged.joined],
        "added": [{"kind": one.kind, "second": one.second, "id": one.id} for one in merged.added],
        "renamed": [{"kind": one.kind, "before": one.second, "after": one.id} for one in merged.renamed],
        "authors": [{"id": one.id, "name": one.name or None, "source": one.source} for one in merged.authors],
        "differences": [
            {
                "kind": one.kind, "first": one.first, "second": one.second, "key": one.key, "first_says": one.first_says,
                "second_says": one.second_says, "taken_over": one.taken, "contradicts": one.contradicts,
            }
            for one in merged.differences
        ],
        "opposed": [{"claim": one.claim, "relation": one.kind, "other": one.other} for one in merged.opposed],
        "perhaps_the_same": [{"first": one, "second": other} for one, other in merged.perhaps],
        "lines": [{"address": one.address, "had": one.had or None, "because": one.grounds} for one in sourced],
    }  # fmt: skip
