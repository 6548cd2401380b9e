"""What can come next, in words: where today leads to, whose step would be first, and what only a joint step brings."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyses.groups import group_equilibria, things_of
from lagebild.analyses.paths import IMPROVEMENTS, JOINTLY, TODAY, Outcome, Paths, PathsFrom, PathStep
from lagebild.analyses.reasons import Reason
from lagebild.model import ConflictModel
from lagebild.reports.words import Words
from lagebild.solutions import Analysis
from lagebild.statements import Name

MOST_STEPS = 6
"""How many first steps and joint steps are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextText:
    """What can come next, ready to be shown."""

    short: str
    why: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    sure: str = ""


@dataclass(slots=True)
class _Step:
    """Steps alike: by whom, changing what; in how many starts they are found, and an example's reasons."""

    movers: tuple[str, ...]
    taken: tuple[str, ...]
    given_up: tuple[str, ...]
    reasons: tuple[Reason, ...]
    first: bool
    """Whether it is a first step somewhere; else others must come before it."""
    starts: set[int] = field(default_factory=set)


def next_in_words(analysis: Analysis, paths: Paths, words: Words) -> NextText:
    """Where today leads to by improvements, in words."""
    return _Teller(analysis, paths, words).tell()


class _Teller:
    def __init__(self, analysis: Analysis, paths: Paths, words: Words) -> None:
        self.situation = analysis.situation
        self.analysis, self.paths, self.words = analysis, paths, words
        self.total = len(paths.starts)

    def tell(self) -> NextText:
        reached = [(start, o) for start in self.paths.starts for o in start.outcomes if o.way in (TODAY, IMPROVEMENTS)]
        held = [group for group in group_equilibria(self.analysis).groups if group.credible]
        ends = sum(outcome.reachable or outcome.today for group in held for outcome in group.outcomes)
        total = sum(group.count for group in held)
        lasting = sum(any(o.way == TODAY for o in start.outcomes) for start in self.paths.starts)
        key = "none" if not ends else "the_one" if ends == total == 1 else "some"
        short = self.words(f"answers.next.{key}", count=ends, total=total, starts=self.starts())
        parts = [self.words.several("answers.next.lasting", lasting, total=self.total)] if self.total > 1 else [
            self.words("answers.next.lasts" if lasting else "answers.next.passes")
        ]  # fmt: skip
        if reached and not self.situation.is_graph:
            parts.extend(self.shared(reached))
        return NextText(
            short=short,
            why=tuple(parts),
            points=(*self.first_steps(), *self.joint_steps()),
            sure=self.words("answers.next.sure", starts=self.starts()),
        )

    def starts(self) -> str:
        """How many todays were looked at: unknowns of today, times open cases."""
        key = "one" if self.total == 1 else "many"
        return self.words(f"answers.next.starts.{key}", count=self.total, cases=len(self.analysis.solutions))

    # --- what the outcomes share -----------------------------------------------------------------------------------

    def shared(self, reached: list[tuple[PathsFrom, Outcome]]) -> list[str]:
        """Which options all the outcomes have that today leads to, which only some, which none although today has them."""
        always, sometimes, ended = [], [], []
        for thing in things_of(self.situation.options, self.situation.joint_options):
            holds = [bool(start.solution.model.truth(Name(thing.key))[outcome.state]) for start, outcome in reached]
            today = [bool(start.solution.model.truth(Name(thing.key))[start.start]) for start in self.paths.starts]
            name = self.words("words.quoted", text=self.words.name(self.situation, thing.key))
            if all(holds):
                always.append(name)
            elif any(holds):
                sometimes.append(name)
            elif any(today):
                ended.append(name)
        found = {"always": always, "sometimes": sometimes, "ended": ended}
        return [self.words(f"answers.next.{key}", options=self.words.listed(names)) for key, names in found.items() if names]

    # --- steps -----------------------------------------------------------------------------------------------------

    def first_steps(self) -> list[str]:
        found: dict[tuple[object, ...], _Step] = {}
        for number, start in enumerate(self.paths.starts):
            best: dict[tuple[str, ...], PathStep] = {}
            for reached in start.by_improvements:
                if reached.steps == 1:
                    step = reached.path[0]
                    if step.movers not in best or self.better(start, step, best[step.movers]):
                        best[step.movers] = step
            for step in best.values():
                self.note(found, start, step, number)
        return [self.step(step, "first") for step in _most(found)]

    def joint_steps(self) -> list[str]:
        found: dict[tuple[object, ...], _Step] = {}
        for number, start in enumerate(self.paths.starts):
            for outcome in start.outcomes_by(JOINTLY):
                for step in outcome.path:
                    if len(step.movers) > 1:
                        self.note(found, start, step, number)
        return [self.step(step, "joint" if step.first else "later") for step in _most(_plainest(found))]

    def better(self, start: PathsFrom, step: PathStep, other: PathStep) -> bool:
        model = start.solution.model
        payoff = model.payoffs[step.movers[0]]
        if payoff[step.target] != payoff[other.target]:
            return bool(payoff[step.target] > payoff[other.target])
        return self.distance(model, step) < self.distance(model, other)

    def distance(self, model: ConflictModel, step: PathStep) -> int:
        return len(set(model.taken(step.origin)) ^ set(model.taken(step.target)))

    def note(self, found: dict[tuple[object, ...], _Step], start: PathsFrom, step: PathStep, number: int) -> None:
        taken, given_up = self.changes(start.solution.model, step)
        first = step.origin == start.start
        key = (step.movers, taken, given_up, first)
        found.setdefault(key, _Step(step.movers, taken, given_up, step.reasons, first)).starts.add(number)

    def changes(self, model: ConflictModel, step: PathStep) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if model.is_graph:
            return (self.words.state(model, step.target),), ()
        before, after = set(model.taken(step.origin)), set(model.taken(step.target))
        of_key = {option.key: option.joint or option.key for option in self.situation.options}
        names = [list(dict.fromkeys(self.words.name(self.situation, of_key[key]) for key in of_key if key in keys))
                 for keys in (after - before, before - after)]  # fmt: skip
        return tuple(names[0]), tuple(names[1])

    def step(self, step: _Step, kind: str) -> str:
        quote = [self.words("words.quoted", text=name) for name in step.taken]
        drop = [self.words("words.quoted", text=name) for name in step.given_up]
        parts = []
        if quote:
            parts.append(self.words("answers.next.takes", options=self.words.listed(quote)))
        if drop:
            parts.append(self.words("answers.next.gives_up", options=self.words.listed(drop)))
        wants = [self.because(reason, several=len(step.reasons) > 1) for reason in step.reasons]
        return self.words(
            f"answers.next.{kind}", who=self.words.listed([self.words.name(self.situation, mover) for mover in step.movers]),
            changes="; ".join(parts), because="; ".join(wants), share=self.share(len(step.starts)),
        )  # fmt: skip

    def because(self, reason: Reason, *, several: bool) -> str:
        if reason.statement is None:
            told = self.words(f"answers.because.{reason.kind}") if reason.kind != "equal" else ""
        else:
            told = self.words(
                "answers.because.want", want=self.words.statement(self.situation, reason.statement),
                place=reason.place, of=reason.of,
            )  # fmt: skip
        return f"{self.words.name(self.situation, reason.decision_maker)}: {told}" if several else told

    def share(self, count: int) -> str:
        return "" if self.total == 1 else self.words("answers.next.share", count=count, total=self.total)


def _plainest(found: dict[tuple[object, ...], _Step]) -> dict[tuple[object, ...], _Step]:
    """Of joint steps by the same parties for the same reasons, the one that changes least; the rest is by the way."""
    best: dict[tuple[object, ...], tuple[int, tuple[object, ...]]] = {}
    for key, step in found.items():
        alike = (step.movers, tuple(reason.addresses for reason in step.reasons))
        size = len(step.taken) + len(step.given_up)
        if alike not in best or size < best[alike][0]:
            best[alike] = (size, key)
    return {key: found[key] for _, key in best.values()}


def _most(found: dict[tuple[object, ...], _Step]) -> list[_Step]:
    return sorted(found.values(), key=lambda step: -len(step.starts))[:MOST_STEPS]
