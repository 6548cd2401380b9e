"""Who decides: what each can do, what each wants, what is ruled out, how things stand today, who calls it what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lagebild.reports.html.lines import Lines, LineView
from lagebild.situation import AnyOrder, DecisionMaker, Option, Situation

if TYPE_CHECKING:
    # Pictures need an extra that may be missing; whoever asks for a page is told so in a sentence.
    from lagebild.reports.html.pictures import Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """An option, with what it needs and who must agree."""

    line: LineView
    needs: str
    together: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantView:
    """A want, or an ``any-order`` group with its members, and the order that puts it above the next."""

    place: int
    line: LineView
    members: tuple[LineView, ...] = ()
    order: LineView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerView:
    """A decision maker's card and its wants. At most one of ``wants``, ``tiers`` has entries; ``weights`` may be beside."""

    line: LineView
    ink: Ink
    options: tuple[OptionView, ...]
    wants: tuple[WantView, ...]
    tiers: tuple[LineView, ...]
    weights: tuple[LineView, ...]
    rest: bool
    indifferent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term and how each speaker defines it."""

    readings: tuple[tuple[str, LineView], ...]
    """What it is called, with the speaker where all call it the same, and the definition."""


def makers(lines: Lines, inks: dict[str, Ink]) -> tuple[MakerView, ...]:
    """Every decision maker, in the order of the file."""
    return tuple(_maker(dm, lines, inks[dm.id]) for dm in lines.situation.decision_makers)


def _maker(dm: DecisionMaker, lines: Lines, ink: Ink) -> MakerView:
    ranking = dm.ranking
    return MakerView(
        line=lines.by_address[dm.address],
        ink=ink,
        options=tuple(_option(option, lines) for option in dm.options),
        wants=tuple(_wants(dm, lines)),
        tiers=() if ranking is None else lines.views(tier.address for tier in ranking.tiers),
        weights=lines.views(weight.address for weight in dm.weights),
        rest=ranking is not None and ranking.rest,
        indifferent=dm.wants == () and ranking is None and not dm.weights,
    )


def _option(option: Option, lines: Lines) -> OptionView:
    situation = lines.situation
    if option.joint is None:
        needs = "" if option.needs is None else lines.statement(option.needs)
        return OptionView(line=lines.by_address[option.address], needs=needs)
    joint = next(joint for joint in situation.joint_options if joint.id == option.joint)
    others = lines.words.listed([lines.name(owner) for owner in joint.by if owner != option.owner])
    needs = "" if joint.needs is None else lines.statement(joint.needs)
    return OptionView(line=lines.by_address[joint.address], needs=needs, together=others)


def _wants(dm: DecisionMaker, lines: Lines) -> list[WantView]:
    found: list[WantView] = []
    wants = dm.wants or ()
    for place, want in enumerate(wants, start=1):
        members = lines.views(member.address for member in want.members) if isinstance(want, AnyOrder) else ()
        order = lines.view(f"order.{dm.id}.{want.address.rpartition('.')[2]}") if place < len(wants) else None
        found.append(WantView(place=place, line=lines.by_address[want.address], members=members, order=order))
    return found


def limits(situation: Situation, lines: Lines) -> tuple[tuple[str, tuple[LineView, ...]], ...]:
    """Everything that rules something out or that nobody decides, by kind; kinds without a line are left out."""
    groups = (
        ("rule", situation.rules),
        ("irreversible", situation.irreversible),
        ("impossible-move", situation.impossible_moves),
        ("circumstance", situation.circumstances),
    )
    return tuple((kind, lines.views(line.address for line in found)) for kind, found in groups if found)


def terms(situation: Situation, lines: Lines) -> tuple[TermView, ...]:
    """The terms of the file, those with several readings first."""
    found: list[TermView] = []
    for term in dict.fromkeys(definition.term for definition in situation.definitions):
        definitions = situation.definitions_of(term)
        names = [lines.name(definition.key) for definition in definitions]
        if len(set(names)) < len(names):
            names = [f"{name} ({_speaker(d.speaker, lines)})" for name, d in zip(names, definitions, strict=True)]
        readings = tuple((name, lines.by_address[d.address]) for name, d in zip(names, definitions, strict=True))
        found.append(TermView(readings=readings))
    return tuple(sorted(found, key=lambda term: -len(term.readings)))


def _speaker(word: str, lines: Lines) -> str:
    return lines.speaker_name(word) if word in lines.speakers else word
