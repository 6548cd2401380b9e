"""The what-ifs side by side: per variant how many outcomes hold, what is taken in them, how many of today's survive."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lagebild.analyses.conclusion import LEADING_CONCEPT
from lagebild.analyses.variants import HOLDS, SOMETIMES, Survival, compare_variants
from lagebild.reports.html.lines import Lines, LineView
from lagebild.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """In how many of the outcomes of a variant something is taken; ``turned``: all, some or none is another than as it is."""

    count: int
    of: int
    turned: bool

    @property
    def kind(self) -> str:
        """``all``, ``some`` or ``none``."""
        return _kind(self.count, self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantView:
    """One row: the what-if (None: as it is), how many outcomes hold, how many of those that hold as it is survive."""

    line: LineView | None
    outcomes: int
    survive: int
    of: int
    new: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantsView:
    """All rows over the same things."""

    things: tuple[str, ...]
    rows: tuple[VariantView, ...]


def variants(situation: Situation, lines: Lines, unwanted: Collection[str] = ()) -> VariantsView:
    """The base and every what-if of the file, without options on which nobody's wants depend (``unwanted``).

    Outcomes count that hold in at least one of a variant's cases.
    """
    found = compare_variants(situation, concepts=[LEADING_CONCEPT])
    (_, survivals), *_ = found.survivals
    holding = [[s for s in survivals if _holds(s, number)] for number in range(len(found.names))]
    # Only what is taken somewhere and not everywhere says anything.
    told = [
        index
        for index in range(len(found.things))
        if _full(situation, found.things[index].key) not in unwanted
        and {survival.marks[index].kind == "taken" for here in holding for survival in here} == {True, False}
    ]
    rows: list[VariantView] = []
    for number, name in enumerate(found.names):
        rows.append(
            VariantView(
                line=None if name is None else lines.view(f"what-if.{name}"),
                outcomes=_count(holding[number]),
                survive=_count([s for s in holding[0] if _holds(s, number)]),
                of=_count(holding[0]),
                new=_count([s for s in holding[number] if not _holds(s, 0)]),
                shares=tuple(_share(holding[number], holding[0], index) for index in told),
            )
        )
    return VariantsView(things=tuple(lines.name(_full(situation, found.things[index].key)) for index in told), rows=tuple(rows))


def _full(situation: Situation, key: str) -> str:
    """The name under which the situation as it is knows something."""
    known = situation.names.get(key, ())
    return known[0].key if known else key


def _holds(survival: Survival, number: int) -> bool:
    return survival.fates[number].kind in (HOLDS, SOMETIMES)


def _count(survivals: list[Survival]) -> int:
    return sum(len(survival.outcomes) for survival in survivals)


def _share(here: list[Survival], base: list[Survival], index: int) -> Share:
    taken = _count([survival for survival in here if survival.marks[index].kind == "taken"])
    before = _count([survival for survival in base if survival.marks[index].kind == "taken"])
    turned = _kind(taken, _count(here)) != _kind(before, _count(base))
    return Share(count=taken, of=_count(here), turned=turned)


def _kind(count: int, of: int) -> str:
    return "none" if not count else "all" if count == of else "some"
