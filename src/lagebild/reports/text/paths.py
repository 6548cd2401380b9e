"""Where the situation can get to from today, with arrows; and the same as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from lagebild.analyses.paths import IMPROVEMENTS, JOINTLY, MOVES, NOT, TODAY, Outcome, Paths, PathsFrom, PathStep, Reached
from lagebild.analyses.status_quo import Barrier
from lagebild.model import ConflictModel
from lagebild.reports.text.console import Marks
from lagebild.reports.text.explain import laid_out
from lagebild.reports.text.moves import begun, move_in_words
from lagebild.reports.text.sources import Paragraph, short_name
from lagebild.reports.words import Words

MAX_OUTCOMES: Final = 4
"""How many outcomes are told per way."""

MAX_STATES: Final = 8
"""How many states are listed per number of steps."""

SECOND_BEST: Final = "second-best"
WAYS: Final = (TODAY, IMPROVEMENTS, SECOND_BEST, JOINTLY, MOVES, NOT)
"""The ways as they are told: improvements apart from those by which somebody does less well than it could alone."""


def paths_text(
    paths: Paths, language: str = "en", *, width: int = 100, marks: Marks | None = None, today: bool = True, what_if: str = ""
) -> str:
    """Paths from the first starting point in full, and what holds over all of them. ``today``: they start from today."""
    return laid_out(_Teller(paths, Words(language), marks or Marks()).told(today, what_if), width)


class _Teller:
    def __init__(self, paths: Paths, words: Words, marks: Marks) -> None:
        self.paths, self.words, self.marks = paths, words, marks
        self.model = paths.starts[0].solution.model

    def told(self, today: bool, what_if: str) -> list[Paragraph]:
        start = self.paths.starts[0]
        state = self.words.state(self.model, start.start)
        title = "paths.title" if today else "paths.title-from"
        found: list[Paragraph] = [(0, self.words(title, state=state, label=self.model.label(start.start)))]
        if what_if:
            variant = self.model.situation.what_if(what_if)
            found.append((0, self.words("paths.variant", name=variant.name.in_language(self.words.language) or what_if)))
        if len(self.paths.starts) > 1:
            found.append((0, self.words("paths.told", count=self.words.number(len(self.paths.starts)))))
        found += [(0, ""), *self.reach(start)]
        if not start.outcomes:
            found += [(0, ""), (0, self.words("paths.way.none", codes=", ".join(self.paths.concepts)))]
        for way in WAYS:
            outcomes = self.alike([outcome for outcome in start.outcomes if _way(outcome) == way])
            if outcomes:
                found += [(0, ""), (0, self.words(f"paths.way.{way}"))]
                for members in outcomes[:MAX_OUTCOMES]:
                    found += self.outcome(members[0], len(members) - 1)
                found += self.more(sum(map(len, outcomes[MAX_OUTCOMES:])))
        if not start.jointly_searched:
            found += [(0, ""), (0, self.words("paths.way.unsearched"))]
        if len(self.paths.starts) > 1:
            found += self.overall()
        return found

    def reach(self, start: PathsFrom) -> list[Paragraph]:
        found: list[Paragraph] = []
        if not start.by_improvements:
            found.append((0, self.words("paths.reach.none")))
        else:
            found.append((0, self.words.several("paths.reach.title", len(start.by_improvements))))
            by_steps: dict[int, list[Reached]] = {}
            for reached in start.by_improvements:
                by_steps.setdefault(reached.steps, []).append(reached)
            for steps, alike in by_steps.items():
                said = self.by_last_movers(alike[:MAX_STATES])
                if len(alike) > MAX_STATES:
                    said.append(self.words.several("paths.and-more", len(alike) - MAX_STATES))
                found.append((1, self.words.several("paths.reach.steps", steps, states="; ".join(said))))
        if start.by_moves:
            most = max(reached.steps for reached in start.by_moves)
            found.append((0, self.words.several("paths.reach.moves", len(start.by_moves), most=most)))
        return found

    def by_last_movers(self, listed: Iterable[Reached]) -> list[str]:
        """``1, 3 (last: Upstream)``."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for reached in listed:
            movers = tuple(sorted(mover for party in reached.last_movers for mover in party))
            groups.setdefault(movers, []).append(str(self.model.label(reached.state)))
        return [
            self.words(
                "paths.reach.state",
                label=", ".join(labels),
                movers=self.words.listed([self.name(mover) for mover in movers], last="or"),
            )
            for movers, labels in groups.items()
        ]

    def alike(self, outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
        """Outcomes of one way put together where they differ only in offers or in what stands ready."""
        found: dict[tuple[object, ...], list[Outcome]] = {}
        for outcome in outcomes:
            movers = tuple(step.movers for step in outcome.path)
            found.setdefault((_in_force(self.model, outcome.state), movers), []).append(outcome)
        return list(found.values())

    def outcome(self, outcome: Outcome, others: int) -> list[Paragraph]:
        """An outcome, its path, and how many ``others`` are like it."""
        state = self.words.state(self.model, outcome.state)
        codes = self.words("paths.codes", codes=", ".join(outcome.concepts))
        label = self.model.label(outcome.state)
        alike: list[Paragraph] = [(2, self.words.several("paths.alike", others))] if others else []
        if outcome.way in (TODAY, NOT):
            stands: list[Paragraph] = [(1, self.words("paths.outcome.none", label=label, state=state, codes=codes))]
            if outcome.barrier is not None:
                stands.append((2, barrier_in_words(self.words, self.model, outcome.barrier)))
            return [*stands, *alike]
        said = self.words.several(
            "paths.outcome", len(outcome.path), arrow=self.marks.arrow, label=label, state=state, codes=codes
        )
        return [(1, said), *((2, begun(self.step(step))) for step in outcome.path), *alike]

    def step(self, step: PathStep) -> str:
        said = self.words(
            "paths.step" if len(step.movers) == 1 else "paths.together",
            who=self.words.listed([self.name(mover) for mover in step.movers]),
            change=move_in_words(self.words, self.model, step.origin, step.target),
            arrow=self.marks.arrow,
            label=self.model.label(step.target),
        )
        if step.better is None:
            return said
        rather = move_in_words(self.words, self.model, step.origin, step.better)
        label = self.model.label(step.better)
        return self.words("paths.rather", step=said, change=rather, arrow=self.marks.arrow, label=label)

    def overall(self) -> list[Paragraph]:
        """Per outcome in how many starting points it is reached which way; those reached from most first."""
        ways: dict[int | str, Counter[str]] = {}
        names: dict[int | str, str] = {}
        in_force: dict[int | str, object] = {}
        for start in self.paths.starts:
            model = start.solution.model
            for outcome in start.outcomes:
                label = model.label(outcome.state)
                ways.setdefault(label, Counter())[_way(outcome)] += 1
                names.setdefault(label, self.words.state(model, outcome.state))
                in_force.setdefault(label, _in_force(model, outcome.state))
        count = self.words.number(len(self.paths.starts))
        found: list[Paragraph] = [(0, ""), (0, self.words("paths.overall.title", count=count))]
        alike: dict[tuple[object, ...], list[int | str]] = {}
        for label in sorted(ways, key=lambda label: [-ways[label][way] for way in WAYS]):
            alike.setdefault((in_force[label], tuple(ways[label][way] for way in WAYS)), []).append(label)
        groups = list(alike.values())
        for label, *others in groups[:MAX_OUTCOMES]:
            counted = [self.words(f"paths.overall.{way}", count=ways[label][way]) for way in WAYS if ways[label][way]]
            found.append((1, self.words("paths.overall.line", label=label, state=names[label], ways=", ".join(counted))))
            if others:
                found.append((2, self.words.several("paths.alike", len(others))))
        return found + self.more(sum(map(len, groups[MAX_OUTCOMES:])))

    def more(self, count: int) -> list[Paragraph]:
        return [(1, self.words.several("paths.and-more", count))] if count > 0 else []

    def name(self, decision_maker: str) -> str:
        return short_name(self.words, self.model.situation, decision_maker)


def barrier_in_words(words: Words, model: ConflictModel, barrier: Barrier) -> str:
    """Why no moves lead to a state."""
    if barrier.kept:
        named = [words("words.quoted", text=words.name(model.situation, key)) for key in barrier.kept]
        return words("paths.to.kept", options=words.listed(named))
    return words("paths.to.leading_none" if barrier.entered else "paths.to.not_entered")


def _way(outcome: Outcome) -> str:
    return SECOND_BEST if outcome.way == IMPROVEMENTS and not outcome.best else outcome.way


def _in_force(model: ConflictModel, position: int) -> object:
    """What is taken and counts in a state, without offers and what stands ready."""
    if model.is_graph:
        return model.label(position)
    return frozenset(model.taken(position)).difference(model.ready(position), model.offers(position))
