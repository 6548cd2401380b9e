"""Pictures of what a conclusion hinges on: a bar a row for shares of responsibility, five steps for standards of proof.

Both take plain records, whoever worked them out, and both say in words what they draw: a bar stands in a table whose cells
say the same, the steps carry a description. Nothing is told by colour alone: what turns a conclusion is full, what leaves it
undefined hatched, what changes nothing empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from lagebild.reports.hinges import Block
from lagebild.reports.words import Words

TURNS: Final = "turns"
UNDEFINED: Final = "undefined"
NOTHING: Final = "nothing"
EFFECTS: Final = (TURNS, UNDEFINED, NOTHING)
"""What becomes of a conclusion when something is lost."""

VALUES: Final[tuple[str, ...]] = ("all", "some", "none", "no-equilibrium", "undefined")
"""What a conclusion can be worth, from holding everywhere to having no answer."""

_WIDE: Final = 160
_HIGH: Final = 14
_STEP: Final = (86, 22)
"""Width and height of a step."""
_MARGIN: Final = 138
"""Room for the names of the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """Something that can be lost: a claim, an origin, a speaker, a line or an order.

    ``share`` is its responsibility, from 0 to 1; ``effect`` one of ``EFFECTS``; ``anchor`` where it stands on the page, if
    it does.
    """

    label: str
    kind: str
    share: Fraction
    effect: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeRow:
    """A row ready to be shown."""

    hinge: Hinge
    bar: Markup
    kind: str
    said: str
    """The share and the effect in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a conclusion is worth at one standard of proof (5 the strictest, 1 the laxest).

    ``value`` is one of ``VALUES``; ``other`` is the value at the other end where a source could not be judged and counts
    as anything between.
    """

    standard: int
    value: str
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The picture of a conclusion over all standards, and the same as rows: the standard, the value in words."""

    picture: Markup
    rows: tuple[tuple[str, str], ...]


def hinge_rows(hinges: Sequence[Hinge], words: Words) -> tuple[HingeRow, ...]:
    """The rows in the order given."""
    return tuple(
        HingeRow(
            hinge=hinge,
            bar=share_bar(hinge),
            kind=words(f"report.hinge.{hinge.kind}"),
            said=words(f"report.hinge.effect.{hinge.effect}", share=share_in_words(hinge.share)),
        )
        for hinge in hinges
    )


def share_in_words(share: Fraction) -> str:
    """``1``, ``1/3``; 0 where something has no part in it."""
    return str(share)


def share_bar(hinge: Hinge) -> Markup:
    """A bar as long as the share; beside it the words stand, so it is not read out."""
    width = max(0.0, min(1.0, float(hinge.share))) * _WIDE
    hatch = Markup("").join(
        Markup('<path d="M{x} {h} L{y} 0"/>').format(x=x, h=_HIGH, y=x + _HIGH)
        for x in (range(0, max(0, round(width) - _HIGH + 1), 5) if hinge.effect == UNDEFINED else ())
    )
    return Markup(
        '<svg class="share-bar {effect}" viewBox="-1 -1 {all_} {high}" width="{all_}" height="{high}" aria-hidden="true">'
        '<rect class="whole" width="{wide}" height="{h}"/><rect class="part" width="{width}" height="{h}"/>{hatch}</svg>'
    ).format(
        effect=hinge.effect, all_=_WIDE + 2, high=_HIGH + 2, wide=_WIDE, h=_HIGH, width=round(width, 1), hatch=hatch
    )  # fmt: skip


def profile(levels: Sequence[Level], words: Words, name: str) -> Profile:
    """What a conclusion is worth from the strictest standard to the laxest. ``name`` keeps the picture's ids apart."""
    ordered = sorted(levels, key=lambda level: -level.standard)
    rows = tuple((words("report.profile.standard", standard=level.standard), _value(level, words)) for level in ordered)
    return Profile(picture=_steps(ordered, rows, words, name), rows=rows)


def _value(level: Level, words: Words) -> str:
    value = words(f"report.profile.value.{level.value}")
    if level.other in ("", level.value):
        return value
    return words("report.profile.between", one=value, other=words(f"report.profile.value.{level.other}"))


def _steps(levels: Sequence[Level], rows: Sequence[tuple[str, str]], words: Words, name: str) -> Markup:
    """A column a standard, a line a value; the box stands on the line of its value."""
    met = {value for level in levels for value in (level.value, level.other) if value}
    lines = [value for value in VALUES if value in met]
    wide, high = _STEP
    body = [
        Markup('<text class="value" x="{x}" y="{y}">{said}</text>').format(
            x=_MARGIN - 10, y=line * high + 15, said=words(f"report.profile.value.{value}")
        )
        for line, value in enumerate(lines)
    ]
    for column, level in enumerate(levels):
        x = _MARGIN + column * wide
        top, bottom = sorted(lines.index(value) for value in (level.value, level.other or level.value))
        body.append(
            Markup('<rect class="step {kind}" x="{x}" y="{y}" width="{w}" height="{h}" rx="3"/>').format(
                kind="between" if top != bottom else "certain", x=x + 3, y=top * high + 3, w=wide - 6,
                h=(bottom - top + 1) * high - 6,
            )
        )  # fmt: skip
        body.append(
            Markup('<text class="standard" x="{x}" y="{y}">{said}</text>').format(
                x=x + wide / 2, y=len(lines) * high + 15, said=level.standard
            )
        )
    width, height = _MARGIN + len(levels) * wide, len(lines) * high + 24
    return Markup(
        '<svg class="profile" role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {w} {h}" width="{w}" '
        'height="{h}" xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{description}</desc>{body}</svg>'
    ).format(
        name=name, w=width, h=height, title=words("report.profile.title"),
        description="; ".join(f"{standard}: {value}" for standard, value in rows), body=Markup("").join(body),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinging:
    """What one conclusion hinges on, ready to be shown: a heading, what is said of it, the bars, the standards of proof."""

    title: str
    paragraphs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Sentences, each with a list under it."""
    rows: tuple[HingeRow, ...] = ()
    profile: Profile | None = None
    notes: tuple[str, ...] = ()
    """What is said at the end."""
