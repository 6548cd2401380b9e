"""What somebody would have to want, in words: as comparisons, as moves of wants, and how many rankings would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.analyses.inverse import EQUILIBRIUM, STABLE, Comparison, Inverse, Requirement, Share
from lagebild.reports.words import Words
from lagebild.situation import PreferenceStatement

MAX_LENGTH: Final = 10
"""Up to how many comparisons a condition is written out."""

MAX_GROUPS: Final = 3
"""How many different tellings of different cases are told, those of most cases first."""

ENOUGH: Final = 0.001
"""Below this, shares are said to be smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InverseSection:
    """Of one decision maker, or of all together: sentences, each with what is listed under it."""

    heading: str
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InverseText:
    """What they would have to want, ready to be shown."""

    title: str
    intro: str
    sections: tuple[InverseSection, ...]
    notes: tuple[str, ...]


def inverse_in_words(found: Inverse, concept: str, words: Words) -> InverseText:
    """Everything that was found under one concept."""
    return _Writer(found, concept, words).text()


Sentence = tuple[str, tuple[str, ...]]


class _Writer:
    def __init__(self, found: Inverse, concept: str, words: Words) -> None:
        self.found, self.concept, self.words = found, concept, words
        self.model = found.analysis.solutions[0].model
        self.total = len(found.analysis.solutions)

    def text(self) -> InverseText:
        asked = list(dict.fromkeys(r.asked for r in self.found.requirements if r.concept == self.concept))
        position = self.model.position(self.found.state)
        return InverseText(
            title=self.words(
                "inverse.title", label=self.found.state, state=self.words.state(self.model, position), code=self.concept
            ),
            intro=self.words("inverse.explained", label=self.found.state),
            sections=tuple(self.section(makers) for makers in asked),
            notes=(self.words("inverse.interrupted"),) if self.found.interrupted else (),
        )

    def section(self, makers: tuple[str, ...]) -> InverseSection:
        if len(makers) > 1:
            groups = self.alike(self.found.of(self.concept, EQUILIBRIUM, *makers))
            said = [s for group in groups[:MAX_GROUPS] for s in self.together(*group)]
            said.extend(self.further(groups))
            return InverseSection(heading=self.words("inverse.title_all"), said=tuple(said))
        groups = self.alike(self.found.of(self.concept, STABLE, *makers))
        said = [s for group in groups[:MAX_GROUPS] for s in self.alone(*group)]
        said.extend(self.further(groups))
        for requirement, count in self.alike(self.found.of(self.concept, EQUILIBRIUM, *makers))[:MAX_GROUPS]:
            said.extend(self.for_all(requirement, count))
        return InverseSection(heading=self.name(makers[0]), said=tuple(said))

    def further(self, groups: Sequence[tuple[Requirement, int]]) -> Iterator[Sentence]:
        """In how many cases it is otherwise still."""
        left = sum(count for _, count in groups[MAX_GROUPS:])
        if left:
            yield self.words.several("inverse.further", left), ()

    def alike(self, requirements: Sequence[Requirement]) -> list[tuple[Requirement, int]]:
        """Those of which the same is told put together, with in how many cases it is so."""
        groups: dict[object, list[Requirement]] = {}
        for one in requirements:
            if one.met:
                groups.setdefault("met", []).append(one)
                continue
            short = one.condition.length <= MAX_LENGTH
            key = (one.met, one.wants, one.hindering, one.condition if short else one.condition.never, one.shares)
            groups.setdefault(key if short else key[:4], []).append(one)
        counted = [(group[0], sum(len(one.solutions) for one in group)) for group in groups.values()]
        return sorted(counted, key=lambda one: -one[1])

    # --- sentences ------------------------------------------------------------------------------------------------------

    def alone(self, requirement: Requirement, count: int) -> Iterator[Sentence]:
        cases = self.cases(count)
        condition = requirement.condition
        if condition.always:
            yield self.words("inverse.anyway"), ()
            return
        if condition.never:
            yield self.words("inverse.never", cases=cases), ()
            return
        if requirement.met:
            yield self.words("inverse.met", cases=cases), ()
        elif condition.length <= MAX_LENGTH:
            yield self.words("inverse.needed", cases=cases), self.blocks(requirement)
        else:
            long = self.words("inverse.long", cases=cases, count=len(condition.blocks), length=condition.length)
            yield long, ()
        if not requirement.met or len(requirement.solutions) == self.total:
            yield from ((said, ()) for said in self.distance(requirement))

    def for_all(self, requirement: Requirement, count: int) -> Iterator[Sentence]:
        """What the wants of one alone can do for everybody's staying."""
        cases = self.cases(count)
        stable = [one for one in self.found.of(self.concept, STABLE, *requirement.asked) if not one.met]
        if requirement.met or not stable:
            return
        if requirement.condition.never:
            others = [self.name(dm) for dm in requirement.hindering if dm not in requirement.asked]
            if others:
                yield cases + self.words("inverse.others_leave", who=self.words.listed(others)), ()
        elif requirement.wants is not None and requirement.wants.moves:
            if any(one.wants == requirement.wants for one in stable):
                yield cases + self.words("inverse.enough"), ()
            else:
                moves = self.moves(requirement)
                yield cases + self.words("inverse.more_for_all", wants=f"{moves}."), ()

    def together(self, requirement: Requirement, count: int) -> Iterator[Sentence]:
        cases = self.cases(count)
        if requirement.met:
            yield cases + self.words("inverse.together_met"), ()
            return
        if requirement.condition.never and requirement.condition.complete:
            yield cases + self.words("inverse.together_never"), ()
            return
        wants = requirement.wants
        if wants is not None and wants.moves:
            yield cases + self.words("inverse.together_wants", moves=self.moves(requirement, whose=True)), ()
        elif wants is not None and wants.searched:
            yield cases + self.words("inverse.together_wants_none", searched=wants.searched), ()
        yield self.share(requirement), ()

    def distance(self, requirement: Requirement) -> Iterator[str]:
        wants = requirement.wants
        if wants is not None and wants.moves:
            yield self.words("inverse.wants", moves=self.moves(requirement))
        elif wants is not None and wants.searched:
            key = "wants_one_none" if wants.searched == 1 else "wants_none"
            yield self.words(f"inverse.{key}", **({} if wants.searched == 1 else {"searched": wants.searched}))
        if requirement.ranking is not None and requirement.ranking.pairs:
            key = "ranking" if requirement.ranking.exact else "ranking_found"
            yield self.words.several(f"inverse.{key}", requirement.ranking.pairs)
        if not requirement.condition.complete:
            yield self.words("inverse.incomplete")
        yield self.share(requirement)

    def blocks(self, requirement: Requirement) -> tuple[str, ...]:
        found: list[str] = []
        for block in requirement.condition.blocks:
            ways = [self.words.listed([self.comparison(c, requirement) for c in sorted(alternative)]) for alternative in block]
            found.append(f"; {self.words('words.or')} ".join(ways) if len(ways) > 1 else ways[0])
        return tuple(one[:1].upper() + one[1:] + ("." if number == len(found) - 1 else ";") for number, one in enumerate(found))

    def comparison(self, comparison: Comparison, requirement: Requirement) -> str:
        model = requirement.solutions[0].model
        fields = {
            "lower": model.label(comparison.lower),
            "lower_words": self.words.state(model, comparison.lower),
            "upper": model.label(comparison.upper),
            "upper_words": self.words.state(model, comparison.upper),
        }
        if comparison.strict:
            said = self.words("inverse.more_than", **fields)
        elif comparison.upper == requirement.position:
            said = self.words("inverse.no_more", lower=fields["lower"], lower_words=fields["lower_words"])
        else:
            said = self.words("inverse.no_more_than", **fields)
        if len(requirement.asked) == 1:
            return said
        return self.words("inverse.who", who=self.name(comparison.decision_maker), said=said)

    def moves(self, requirement: Requirement, *, whose: bool = False) -> str:
        """The moves of wants, each told in the order that those before it have made."""
        model = requirement.solutions[0].model
        orders: dict[str, list[str]] = {}
        told: list[str] = []
        assert requirement.wants is not None
        for move in requirement.wants.moves or ():
            dm = self.found.situation.decision_maker(move.decision_maker)
            order = orders.setdefault(dm.id, [want.address for want in model.case.wants_of(dm)])
            past = order[move.to - 1]
            order.insert(move.to - 1, order.pop(move.position - 1))
            said = self.words(
                "inverse.rise" if move.to < move.position else "inverse.fall",
                want=self.want(move.address), past=self.want(past), position=move.position, to=move.to,
            )  # fmt: skip
            told.append(self.words("inverse.who", who=self.name(dm.id), said=said) if whose else said)
        return self.words.listed(told)

    def want(self, address: str) -> str:
        line = next(line for line in self.found.situation.lines() if line.address == address)
        assert isinstance(line, PreferenceStatement)
        return self.words.statement(self.found.situation, line.statement)

    def share(self, requirement: Requirement) -> str:
        shares = requirement.shares
        kinds = {shares.strict.kind, shares.weak.kind}
        key = "at_least" if "at least" in kinds else "sampled" if "sampled" in kinds else "exact"
        return self.words(f"inverse.share.{key}", strict=self.percent(shares.strict), weak=self.percent(shares.weak))

    def percent(self, share: Share) -> str:
        value = float(share.value)
        # Only what is all is called 100 %.
        text = f"{min(100 * value, 99.9):.1f}".removesuffix(".0") if value < 1 else "100"
        if 0 < value < ENOUGH / 2:
            text = "< 0.1"
        return (text if self.words.language == "en" else text.replace(".", ",")) + (
            " %" if self.words.language == "de" else "%"
        )

    def cases(self, count: int) -> str:
        return "" if count == self.total else self.words("inverse.cases", count=count, total=self.total)

    def name(self, id_: str) -> str:
        name = self.words.name(self.found.situation, id_)
        return name[:1].upper() + name[1:]
