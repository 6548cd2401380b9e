"""Pictures of what a conclusion hinges on: a box a case, before something is lost and after.

They take plain records, whoever worked them out, and stand in a table whose cells say the same in words. Nothing is told by
colour alone: a box is full where something holds in all stable outcomes, half full for some, empty for none.
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

_BOX: Final = 11
"""Width and height of a box, of which one stands for a case."""
_GAP: Final = 3
_ARROW: Final = 26
_MOST: Final = 16
"""With more cases than this, only values that occur are drawn, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """Something that can be lost: a claim, an origin, a speaker, a line or an order.

    ``share`` is its responsibility, from 0 to 1; ``effect`` one of ``EFFECTS``; ``anchor`` where it stands on the page, if
    it does; ``said`` what follows; ``before`` and ``after`` what the conclusion comes to, case by case.
    """

    label: str
    kind: str
    share: Fraction
    effect: str
    anchor: str = ""
    said: str = ""
    before: tuple[str, ...] = ()
    after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeRow:
    """A row ready to be shown."""

    hinge: Hinge
    pictures: tuple[Markup, ...]
    """One where it comes to the same however the thing is lost, else one each."""
    kind: str
    said: str
    """What follows, and the share where it is not the whole."""


def hinge_rows(hinges: Sequence[Hinge], words: Words) -> tuple[HingeRow, ...]:
    """The rows in the order given."""
    return tuple(
        HingeRow(
            hinge=hinge,
            pictures=tuple(turned(hinge.before, after) for after in hinge.after),
            kind=words(f"report.hinge.{hinge.kind}"),
            said=_said(hinge, words),
        )
        for hinge in hinges
    )


def _said(hinge: Hinge, words: Words) -> str:
    said = hinge.said or words(f"report.hinge.effect.{hinge.effect}")
    return said if hinge.share == 1 else words("report.hinge.together", said=said, share=str(hinge.share))


def turned(before: Sequence[str], after: Sequence[str]) -> Markup:
    """A box a case before, an arrow, a box a case after; beside it the words stand, so it is not read out."""
    if len(before) > _MOST:
        before, after = tuple(dict.fromkeys(before)), tuple(dict.fromkeys(after))
    step = _BOX + _GAP
    left, width = len(before) * step, (len(before) + len(after)) * step + _ARROW
    boxes = [_box(number * step, value) for number, value in enumerate(before)]
    boxes += [_box(left + _ARROW + number * step, value) for number, value in enumerate(after)]
    arrow = Markup('<path class="arrow" d="M{x} {y}h{w}m-4 -3l4 3l-4 3"/>').format(x=left + 2, y=_BOX / 2, w=_ARROW - 8)
    return _picture(width, Markup("").join([*boxes, arrow]))


def _picture(width: int, body: Markup) -> Markup:
    svg = '<svg class="turned" viewBox="-1 -1 {w} {h}" width="{w}" height="{h}" aria-hidden="true">{body}</svg>'
    return Markup(svg).format(w=width + 2, h=_BOX + 2, body=body)


def legend(words: Words) -> tuple[tuple[Markup, str], ...]:
    """What the boxes stand for."""
    values = ("all", "some", "none", "no equilibrium", "undefined")
    return tuple((_picture(_BOX, _box(0, value)), words(f"report.hinge.value.{value.replace(' ', '-')}")) for value in values)


def _box(x: int, value: str) -> Markup:
    """Full, half full, empty, crossed out; dashed with a question mark where there is no answer."""
    frame = "frame dashed" if value == "undefined" else "frame"
    parts = [Markup('<rect class="{f}" x="{x}" y="0" width="{b}" height="{b}"/>').format(f=frame, x=x, b=_BOX)]
    if value in ("all", "some"):
        high = _BOX if value == "all" else _BOX / 2
        fill = Markup('<rect class="part" x="{x}" y="{y}" width="{b}" height="{h}"/>')
        parts.append(fill.format(x=x, y=_BOX - high, b=_BOX, h=high))
    elif value == "no equilibrium":
        parts.append(Markup('<path class="cross" d="M{x} 0L{e} {b}M{e} 0L{x} {b}"/>').format(x=x, e=x + _BOX, b=_BOX))
    elif value == "undefined":
        parts.append(Markup('<text x="{x}" y="{y}">?</text>').format(x=x + _BOX / 2, y=_BOX - 1.5))
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One conclusion by standards of proof, the strictest first: what becomes of it, as a sign and in words."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """Every conclusion by every standard of proof."""

    columns: tuple[str, ...]
    rows: tuple[Standing, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinging:
    """What one conclusion hinges on, ready to be shown: a heading, what is said of it, the pictures."""

    title: str
    paragraphs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Sentences, each with a list under it."""
    rows: tuple[HingeRow, ...] = ()
    notes: tuple[str, ...] = ()
    """What is said at the end."""
