"""Runs made from what the analyses say: prose, claims as they are mentioned, what a line rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lagebild.reports.document.nodes import Badge, Reference, Run, Runs, Text
from lagebild.reports.html.lines import LineView, Mention, Part
from lagebild.reports.words import Words

SIGNS: Final[Mapping[str, str]] = {
    "confirmed": "✓", "announced": "!", "stated": "▪", "reported": "»", "assessed": "≈", "conjectured": "?",
}  # fmt: skip
"""A sign per told-as, so that it can be seen wherever a claim is mentioned, in black and white too."""

CLASSES: Final[Mapping[str, str]] = {
    "confirmed": "fact", "announced": "fact", "stated": "fact", "reported": "report", "assessed": "assessment",
    "conjectured": "conjecture",
}  # fmt: skip
"""Which frame a told-as has."""


def text(said: str, *, bold: bool = False, italic: bool = False, soft: bool = False) -> Runs:
    """Prose: what stands between backticks is a command."""
    parts = re.split(r"`([^`]*)`", said)
    return tuple(
        Text(text=part, code=True) if number % 2 else Text(text=part, bold=bold, italic=italic, soft=soft)
        for number, part in enumerate(parts)
        if part
    )


def led(lead: str, said: str) -> Runs:
    """A sentence after a word in bold that says what it is about."""
    return (Text(text=f"{lead}: ", bold=True), *text(said))


def joined(parts: Iterable[Runs], between: str = " ") -> Runs:
    """Runs one after the other."""
    found: list[Run] = []
    for part in parts:
        if found and part:
            found.append(Text(text=between))
        found.extend(part)
    return tuple(found)


def mention(claim: Mention) -> Reference:
    """A claim as it is mentioned."""
    return Reference(number=claim.number, sign=SIGNS[claim.told_as], who=claim.who)


def badge(told_as: str, words: Words) -> Badge:
    """How the text puts a claim, in a frame."""
    return Badge(text=f"{SIGNS[told_as]} {words(f'explain.told-as.{told_as}')}", kind=CLASSES[told_as])


def unsourced(words: Words) -> Badge:
    """What stands beside a line for which no claim is named."""
    return Badge(text=words("report.ground.unsourced"), kind="unsourced")


def grounds(parts: tuple[Part, ...]) -> Runs:
    """Claims with the words between them."""
    found: list[Run] = []
    for number, part in enumerate(parts):
        found.append(mention(part.claim) if part.claim is not None else Text(text=part.text, soft=True))
        following = parts[number + 1].text if number + 1 < len(parts) else ")"
        if part.text != "(" and following not in (")", ","):
            found.append(Text(text=" "))
    return tuple(found)


def basis(line: LineView, words: Words, *, word: bool = True) -> Runs:
    """What a line rests on, and what speaks against it; a line without a claim says so. ``word``: say "because" too."""
    found: list[Run] = []
    if line.because:
        found += [Text(text=words("report.ground.because") + " ", soft=True)] if word else []
        found += grounds(line.because)
    else:
        found.append(unsourced(words))
    if line.against:
        found += [Text(text=f" {words('report.ground.against')} ", soft=True), *grounds(line.against)]
    return tuple(found)


def with_basis(line: LineView, words: Words, said: str = "") -> Runs:
    """What a line says, and what it rests on."""
    return (*text(said or line.text), Text(text=" "), *basis(line, words))
