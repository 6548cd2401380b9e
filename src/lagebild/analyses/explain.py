"""Why a state is stable or not: who could leave, why they would, what deters them, and which wants decide every step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from lagebild.analyses.reasons import Reason, Reasons
from lagebild.engine.interface import NOBODY, Closure
from lagebild.model import ConflictModel
from lagebild.solutions import Analysis, Concept, Solution, concepts_named
from lagebild.solutions.certificates import chain
from lagebild.solutions.concepts import Sanction

CANNOT_LEAVE: Final = "cannot leave"
CONTENT: Final = "content"
DETERRED: Final = "deterred"
LEAVES: Final = "leaves"

NOBODY_CAN: Final = "nobody can"
NOBODY_WOULD: Final = "nobody would"
HARMLESS: Final = "harmless"
ESCAPABLE: Final = "escapable"

MAX_DECLINED: Final = 3
"""How many of the moves that are no improvement are explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move in an answer, and how its mover compares where it leads with where it starts. Positions."""

    mover: str
    origin: int
    target: int
    reason: Reason

    @property
    def improves(self) -> bool:
        """Whether the mover gains by it."""
        return self.reason.sign > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What deters from an improvement: a shortest sequence of the others, and where it leaves the focal decision maker.

    ``outcome`` compares its end with the state explained: never better. ``escape`` is the best move the focal decision
    maker has from there (None: no move), compared likewise; the answer is ``lasting`` if that is no better either.
    """

    steps: tuple[Step, ...]
    outcome: Reason
    escape: Reason | None

    @property
    def lasting(self) -> bool:
        """Whether the focal decision maker cannot get out of it."""
        return self.escape is None or self.escape.sign <= 0

    @property
    def credible(self) -> bool:
        """Whether everybody who answers gains by every step."""
        return all(step.improves for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Why no answer counts under ``concept``.

    - ``nobody can`` move from where the improvement leads; ``nobody would`` gain by a move from there;
    - ``harmless``: the worst the others bring about, ``steps``, still leaves the focal decision maker better off
      (``outcome``);
    - ``escapable``: what hurts does not last: after ``steps`` the move ``escape`` is better than the state explained.
    """

    concept: str
    kind: str
    steps: tuple[Step, ...] = ()
    outcome: Reason | None = None
    escape: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """A move that the focal decision maker would like, and what comes of it per concept that closures find the sanctions of."""

    target: int
    reason: Reason
    answers: tuple[tuple[str, Answer], ...]
    unanswered: tuple[Unanswered, ...]
    alike: int = 0
    """How many further improvements change this and more, to no effect: as good for it, and answered alike."""

    @property
    def movers(self) -> tuple[str, ...]:
        """Who answers, in some sense."""
        return tuple(dict.fromkeys(step.mover for _, answer in self.answers for step in answer.steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One decision maker at the state: its verdict per concept, and why."""

    decision_maker: str
    verdicts: tuple[tuple[str, bool], ...]
    moves: int
    """How many states it could move to."""
    improvements: tuple[Improvement, ...]
    """The one that matters most first: unanswered under most concepts, then the most preferred."""
    declined: tuple[Reason, ...]
    """The best of the moves that are no improvement, for different reasons; none that changes only what nobody cares about."""
    stable_cases: tuple[tuple[str, int], ...]
    """Per concept in how many cases the state is stable for it."""

    @property
    def stable(self) -> tuple[str, ...]:
        """The concepts under which it stays."""
        return tuple(code for code, holds in self.verdicts if holds)

    @property
    def unstable(self) -> tuple[str, ...]:
        """The concepts under which it leaves."""
        return tuple(code for code, holds in self.verdicts if not holds)

    @property
    def manner(self) -> str:
        """``cannot leave``, ``content`` (does not want to), ``deterred`` (under some concept) or ``leaves``."""
        if not self.moves:
            return CANNOT_LEAVE
        if not self.improvements:
            return CONTENT
        return DETERRED if self.stable else LEAVES

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every line that decides something here, in the order of the story."""
        found: list[str] = []
        for reason in self.declined:
            found.extend(reason.addresses)
        for improvement in self.improvements:
            found.extend(improvement.reason.addresses)
            told: list[Answer | Unanswered] = [answer for _, answer in improvement.answers]
            for part in (*told, *improvement.unanswered):
                for step in part.steps:
                    found.extend(step.reason.addresses)
                for reason_ in (part.outcome, part.escape):
                    found.extend(() if reason_ is None else reason_.addresses)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, eq=False, kw_only=True)
class Explanation:
    """Why the state at ``state`` holds or does not, in one case; of the others only in how many it holds."""

    solution: Solution
    concepts: tuple[Concept, ...]
    state: int
    standings: tuple[Standing, ...]
    cases: int
    """How many cases there are."""
    equilibrium_cases: tuple[tuple[str, int], ...]
    """Per concept in how many cases the state is an equilibrium."""

    @property
    def label(self) -> int | str:
        """The number or id of the state."""
        return self.solution.model.label(self.state)

    @property
    def equilibrium(self) -> tuple[str, ...]:
        """The concepts under which nobody leaves."""
        return tuple(c.code for c in self.concepts if self.solution.is_equilibrium(c.code)[self.state])

    @property
    def not_told(self) -> tuple[str, ...]:
        """The concepts whose verdicts are known, but not what they come from: their sanctions are of another kind."""
        return tuple(concept.code for concept in self.concepts if not concept.told)

    @property
    def lacking(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Per concept under which it is no equilibrium, who would have to be kept from leaving."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for concept in self.concepts:
            stable = self.solution.stability[concept.code]
            leaving = tuple(dm for dm in self.solution.model.decision_makers if not stable[dm][self.state])
            if leaving:
                found.append((concept.code, leaving))
        return tuple(found)


def explain(
    solved: Analysis | Solution,
    state: int | str,
    decision_maker: str | None = None,
    concepts: Iterable[str] | None = None,
) -> Explanation:
    """Why a state is stable or not, for ``decision_maker`` or for everybody. ``state`` is its label: a number, or an id.

    Of an analysis with several cases the first in which the state is feasible is told; in the others verdicts are counted.
    Raises: UnknownNameError.
    """
    solutions = solved.solutions if isinstance(solved, Analysis) else (solved,)
    # Rules may speak of open circumstances, so not every state is feasible in every case.
    solution = next((s for s, _ in _where(solutions, state)), solutions[0])
    position = solution.model.position(state)
    chosen = solution.concepts
    if concepts is not None:
        wanted = concepts_named(concepts)
        chosen = tuple(concept for concept in solution.concepts if concept in wanted)
    focal = solution.model.decision_makers
    if decision_maker is not None:
        focal = (solution.model.situation.decision_maker(decision_maker).id,)
    return Explanation(
        solution=solution,
        concepts=chosen,
        state=position,
        standings=tuple(_Inquiry(solution, solutions, chosen, dm, position).standing() for dm in focal),
        cases=len(solutions),
        equilibrium_cases=tuple(
            (c.code, sum(bool(s.is_equilibrium(c.code)[at]) for s, at in _where(solutions, state))) for c in chosen
        ),
    )


def todays_that_last(analysis: Analysis, concept: str) -> tuple[int, int]:
    """How many of the states that can be today's are equilibria under ``concept``, counted in every case; and of how many."""
    found = [bool(s.is_equilibrium(concept)[at]) for s in analysis.solutions for at in s.model.status_quo]
    return sum(found), len(found)


def _where(solutions: Iterable[Solution], label: int | str) -> list[tuple[Solution, int]]:
    """The cases in which the state is feasible, each with its position there."""
    return [(s, s.model.position(label)) for s in solutions if label in s.model.labels()]


def _cared_for(model: ConflictModel) -> int | None:
    """The options on which somebody's wants can depend, as bits; None where wants do not tell (rankings, named states)."""
    makers = model.situation.decision_makers
    if model.is_graph or any(dm.ranking is not None or dm.weights or dm.uncertain for dm in makers):
        return None
    wants = [want.statement for dm in makers for want in model.case.wants_of(dm)]
    keys = {meaning.key for meaning in model.situation.meanings_in(wants) if meaning.kind == "option"}
    return sum(1 << number for number, key in enumerate(model.option_keys) if key in keys)


class _Inquiry:
    """Everything about one decision maker at one state."""

    def __init__(
        self, solution: Solution, solutions: Iterable[Solution], concepts: tuple[Concept, ...], focal: str, state: int
    ) -> None:
        self.solution, self.solutions = solution, solutions
        self.model, self.engine = solution.model, solution.engine
        self.concepts, self.focal, self.state = concepts, focal, state
        self.payoff = self.model.payoffs[focal]
        self.others = [dm for dm in self.model.decision_makers if dm != focal]
        self.reasons = Reasons(self.model)
        self._sanctions: dict[Sanction, Closure] = {}
        self._worst: dict[bool, Closure] = {}

    def standing(self) -> Standing:
        targets: list[int] = self.model.moves_from(self.focal, self.state).tolist()
        better = [target for target in targets if self.payoff[target] > self.payoff[self.state]]
        label = self.model.label(self.state)
        cases = _where(self.solutions, label)
        return Standing(
            decision_maker=self.focal,
            verdicts=tuple((c.code, bool(self.solution.stable(c.code, self.focal)[self.state])) for c in self.concepts),
            moves=len(targets),
            improvements=tuple(self.plainest(sorted(map(self.improvement, better), key=self._importance))),
            declined=self.declined([target for target in targets if target not in set(better)]),
            stable_cases=tuple((c.code, sum(bool(s.stable(c.code, self.focal)[at]) for s, at in cases)) for c in self.concepts),
        )

    def plainest(self, improvements: Iterable[Improvement]) -> list[Improvement]:
        """Without those that change the same and more to no effect: as good for the mover, and answered in the same senses."""
        found: list[Improvement] = []
        for improvement in improvements:
            fate = self._fate(improvement)
            for number, plainer in enumerate(found):
                if fate == self._fate(plainer) and self._pattern(plainer.target) & ~self._pattern(improvement.target) == 0:
                    found[number] = replace(plainer, alike=plainer.alike + 1)
                    break
            else:
                found.append(improvement)
        return found

    def _fate(self, improvement: Improvement) -> tuple[object, ...]:
        """What must be equal for two improvements to be told as one."""
        if self.model.is_graph:
            return (improvement.target,)
        answered = tuple(code for code, _ in improvement.answers)
        unanswered = tuple(unanswered.concept for unanswered in improvement.unanswered)
        return (int(self.payoff[improvement.target]), answered, unanswered, frozenset(improvement.movers))

    def _pattern(self, target: int) -> int:
        """What a move changes, as bits."""
        return 0 if self.model.is_graph else int(self.model.states[self.state]) ^ int(self.model.states[target])

    def declined(self, targets: list[int]) -> tuple[Reason, ...]:
        found: dict[tuple[str, ...], Reason] = {}
        cared_for = _cared_for(self.model)
        for target in sorted(targets, key=lambda target: (-int(self.payoff[target]), self._changed(target), target)):
            if cared_for is not None and not self._pattern(target) & cared_for:
                continue
            reason = self.reasons.between(self.focal, self.state, target)
            found.setdefault(reason.addresses, reason)
            if len(found) == MAX_DECLINED:
                break
        return tuple(found.values())

    def _importance(self, improvement: Improvement) -> tuple[int, int, int, int]:
        target = improvement.target
        return (-len(improvement.unanswered), -int(self.payoff[target]), self._changed(target), target)

    def _changed(self, target: int) -> int:
        """How many options a move changes."""
        return 1 if self.model.is_graph else self._pattern(target).bit_count()

    # --- one improvement -------------------------------------------------------------------------------------------

    def improvement(self, target: int) -> Improvement:
        answers: dict[str, Answer] = {}
        unanswered: list[Unanswered] = []
        # The strictest first: a credible answer that lasts serves every concept, and one story is enough.
        known: list[Answer] = []
        asked = [(concept.code, concept.sanction) for concept in self.concepts if concept.sanction is not None]
        for code, sanction in sorted(asked, key=lambda pair: (not pair[1].lasting, not pair[1].credible)):
            fitting = (a for a in known if (a.lasting or not sanction.lasting) and (a.credible or not sanction.credible))
            answer = next(fitting, None) or self.answer(target, sanction)
            if answer is None:
                unanswered.append(self.unanswered(target, code, sanction))
            else:
                known.append(answer)
                answers[code] = answer
        order = [concept.code for concept in self.concepts]
        return Improvement(
            target=target,
            reason=self.reasons.between(self.focal, self.state, target),
            answers=tuple((code, answers[code]) for code in order if code in answers),
            unanswered=tuple(sorted(unanswered, key=lambda u: order.index(u.concept))),
        )

    def answer(self, target: int, sanction: Sanction) -> Answer | None:
        """The shortest answer that is a sanction; None if there is none."""
        closure = self._sanctioned(sanction)
        if closure.label[NOBODY][target] > 0:
            return None
        steps = self._steps(closure, target)
        end = steps[-1].target
        return Answer(steps=steps, outcome=self.reasons.between(self.focal, self.state, end), escape=self._escape(end))

    def unanswered(self, target: int, concept: str, sanction: Sanction) -> Unanswered:
        """Why no sanction is there."""
        movable = [dm for dm in self.others if len(self.model.moves_from(dm, target))]
        if not movable:
            return Unanswered(concept=concept, kind=NOBODY_CAN)
        if sanction.credible and not any(len(self.model.improvements_from(dm, target)) for dm in movable):
            return Unanswered(concept=concept, kind=NOBODY_WOULD)
        fleeting = self.answer(target, replace(sanction, lasting=False)) if sanction.lasting else None
        if fleeting is not None:
            return Unanswered(
                concept=concept,
                kind=ESCAPABLE,
                steps=fleeting.steps,
                outcome=fleeting.outcome,
                escape=fleeting.escape,
            )
        if sanction.credible not in self._worst:
            self._worst[sanction.credible] = self.engine.closure(self.others, self.payoff, improving=sanction.credible)
        steps = self._steps(self._worst[sanction.credible], target)
        end = steps[-1].target if steps else target
        return Unanswered(
            concept=concept, kind=HARMLESS, steps=steps, outcome=self.reasons.between(self.focal, self.state, end)
        )

    def _sanctioned(self, sanction: Sanction) -> Closure:
        """Where the others can bring about a sanction: label 0; parents then lead to one by fewest steps."""
        if sanction not in self._sanctions:
            bound = self.engine.best_move(self.focal, self.payoff) if sanction.lasting else self.payoff
            harmless = (bound > self.payoff[self.state]).astype(np.int64)
            self._sanctions[sanction] = self.engine.closure(self.others, harmless, improving=sanction.credible)
        return self._sanctions[sanction]

    def _steps(self, closure: Closure, start: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        at = start
        for mover, following in chain(closure, start):
            reason = self.reasons.between(mover, at, following)
            steps.append(Step(mover=mover, origin=at, target=following, reason=reason))
            at = following
        return tuple(steps)

    def _escape(self, end: int) -> Reason | None:
        targets = self.model.moves_from(self.focal, end)
        if not len(targets):
            return None
        best = int(targets[np.argmax(self.payoff[targets])])
        return self.reasons.between(self.focal, self.state, best)
