"""The file's questions answered: why, what next, when, and what can somebody do about it.

Each answer goes by the stable outcomes under ``LEADING_CONCEPT``, says what they are under every other concept, and lists the
addresses of the lines it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.analyses.conclusion import ALL, LEADING_CONCEPT, Conclusion, conclude, conclusions
from lagebild.analyses.levers import Lever, Levers, Trials, levers
from lagebild.analyses.paths import Paths, paths
from lagebild.analyses.reasons import Reason, Reasons
from lagebild.evidence.voices import Voices, voices_behind
from lagebild.situation import PreferenceStatement, Question, Situation
from lagebild.solutions import Analysis, Solution
from lagebild.statements import Name, Statement, names

WORSE: Final = "worse"
EQUAL: Final = "equal"
DETERRED: Final = "deterred"
NO_MOVE: Final = "no move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What the focal decision maker's best way out of some stable outcomes would bring it.

    ``verdict``: ``worse`` or ``equal`` (it does not want to leave), ``deterred`` (it would be better off, but for what
    follows) or ``no move`` (it has no way out of its own). ``reason`` compares the way out with the outcome.
    """

    verdict: str
    reason: Reason | None
    solutions: tuple[Solution, ...]
    """The cases in which it is the best way out of some outcome; the first is that of the example."""
    outcome: int
    target: int
    """The example: from which position to which (the same where there is no move)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WhyAnswer:
    """Why something holds in stable outcomes although somebody could end it, or why it does not."""

    focal: str
    statement: Statement
    conclusion: Conclusion
    by_concept: Mapping[str, Conclusion]
    staying: tuple[Alternative, ...]
    """Ways out of the outcomes where it holds, most frequent first."""
    refraining: tuple[Alternative, ...]
    """Ways into it from the outcomes where it does not hold."""
    turns: tuple[Lever, ...]
    """Per want of the focal decision maker the shortest move in its order that changes the conclusion."""


@dataclass(frozen=True, eq=False, kw_only=True)
class NextAnswer:
    """Where today leads: by improvements of single decision makers, and by joint steps."""

    paths: Paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One definition of a term and where it holds. ``today`` None: not known."""

    key: str
    statement: Statement
    conclusion: Conclusion
    today: bool | None


@dataclass(frozen=True, eq=False, kw_only=True)
class WhenAnswer:
    """In which stable outcomes something holds, according to whom."""

    term: str
    readings: tuple[Reading, ...]
    disputed: tuple[Solution, ...]
    """The cases that have a stable outcome on which the definitions disagree."""
    example: int | None
    """One such outcome, in the first of these cases."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ByAnswer:
    """What somebody can do for or against something."""

    levers: Levers
    others: tuple[tuple[str, int], ...]
    """For comparison: how many single changes of everybody else would do it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """A question, its answer, and what the answer rests on."""

    question: Question
    detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer
    rests_on: tuple[str, ...]
    """Addresses of the lines that decide it, in the order of the file."""
    voices: Voices


def answers(analysis: Analysis) -> tuple[Answer, ...]:
    """Every question of the file, answered in its order."""
    trials = Trials(analysis)
    return tuple(answer(analysis, question, trials) for question in analysis.situation.questions)


def answer(analysis: Analysis, question: Question, trials: Trials | None = None) -> Answer:
    """One question answered. ``trials``: the changes tried for other questions already."""
    trials = trials or Trials(analysis)
    detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer
    if question.kind == "next":
        detail = NextAnswer(paths=paths(analysis))
    elif question.kind == "when":
        detail = _when(analysis, question)
    elif question.kind == "why":
        detail = _why(trials, question)
    else:
        detail = _by(trials, question)
    rests_on = _addresses(analysis.situation, detail)
    return Answer(question=question, detail=detail, rests_on=rests_on, voices=voices_behind(analysis.situation, rests_on))


# --- why --------------------------------------------------------------------------------------------------------------


def _why(trials: Trials, question: Question) -> WhyAnswer:
    assert question.statement is not None
    analysis, statement = trials.analysis, question.statement
    focal = question.by or owner_of(analysis.situation, statement)
    conclusion = conclude(analysis, statement)
    found = levers(trials, focal, statement, wish="against" if conclusion.value == ALL else "for", kinds=("move",))
    return WhyAnswer(
        focal=focal,
        statement=statement,
        conclusion=conclusion,
        by_concept=conclusions(analysis, statement),
        staying=_alternatives(analysis, focal, statement, holding=True),
        refraining=_alternatives(analysis, focal, statement, holding=False),
        turns=tuple(sorted((*found.levers, *found.backfiring), key=lambda lever: abs(lever.change.to - lever.change.position))),
    )


def owner_of(situation: Situation, statement: Statement) -> str:
    """Who owns the first option that the statement names; the first decision maker where it names none."""
    for name in names(statement):
        meaning = situation.meaning(name.text)
        if meaning.kind == "option":
            return meaning.key.split(".")[0]
        if meaning.kind == "joint":
            return next(joint.by[0] for joint in situation.joint_options if joint.id == meaning.key)
    return situation.decision_makers[0].id


def _alternatives(analysis: Analysis, focal: str, statement: Statement, *, holding: bool) -> tuple[Alternative, ...]:
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Solution, int, int, Reason | None]]] = {}
    for solution in analysis.solutions:
        truth = solution.model.truth(statement)
        reasons = Reasons(solution.model)
        for outcome in solution.equilibria(LEADING_CONCEPT):
            if truth[outcome] != holding:
                continue
            target = _best_way_out(solution, focal, outcome, truth != holding)
            reason = None if target is None else reasons.between(focal, outcome, target)
            verdict = NO_MOVE if reason is None else {1: DETERRED, 0: EQUAL, -1: WORSE}[reason.sign]
            key = (verdict, () if reason is None else reason.addresses)
            groups.setdefault(key, []).append((solution, outcome, outcome if target is None else target, reason))
    found = [
        Alternative(
            verdict=verdict,
            reason=members[0][3],
            solutions=tuple(dict.fromkeys(solution for solution, _, _, _ in members)),
            outcome=members[0][1],
            target=members[0][2],
        )
        for (verdict, _), members in groups.items()
    ]
    return tuple(sorted(found, key=lambda alternative: -len(alternative.solutions)))


def _best_way_out(solution: Solution, focal: str, outcome: int, ends: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int | None:
    """Of the focal decision maker's moves that end the matter, one it likes best (the lowest state of several)."""
    targets = solution.model.moves_from(focal, outcome)
    targets = targets[ends[targets]]
    if not len(targets):
        return None
    return int(targets[np.argmax(solution.model.payoffs[focal][targets])])


# --- when -------------------------------------------------------------------------------------------------------------


def _when(analysis: Analysis, question: Question) -> WhenAnswer:
    definitions = analysis.situation.definitions_of(question.term) if question.term else ()
    statements: list[tuple[str, Statement]] = [(definition.key, Name(definition.key)) for definition in definitions]
    if question.statement is not None and not statements:
        statements.append(("", question.statement))
    readings = tuple(
        Reading(key=key, statement=s, conclusion=conclude(analysis, s), today=_holds_today(analysis, s))
        for key, s in statements
    )
    disputed, example = _disputes(analysis, [s for _, s in statements])
    return WhenAnswer(
        term=question.term,
        readings=readings,
        disputed=disputed,
        example=example,
    )


def _holds_today(analysis: Analysis, statement: Statement) -> bool | None:
    found = {
        bool(solution.model.truth(statement)[position])
        for solution in analysis.solutions
        for position in solution.model.status_quo
    }
    return found.pop() if len(found) == 1 else None


def _disputes(analysis: Analysis, statements: list[Statement]) -> tuple[tuple[Solution, ...], int | None]:
    disputed: list[tuple[Solution, int]] = []
    for solution in analysis.solutions:
        truths = np.array([solution.model.truth(statement) for statement in statements])
        differing = np.flatnonzero((truths.any(axis=0) != truths.all(axis=0)) & solution.is_equilibrium(LEADING_CONCEPT))
        if len(differing):
            disputed.append((solution, int(differing[0])))
    return tuple(solution for solution, _ in disputed), disputed[0][1] if disputed else None


# --- by … against, for ------------------------------------------------------------------------------------------------


def _by(trials: Trials, question: Question) -> ByAnswer:
    assert question.statement is not None
    found = levers(trials, question.by, question.statement, wish=question.kind)
    others = tuple(
        (dm.id, len(levers(trials, dm.id, question.statement, wish=question.kind).levers))
        for dm in trials.analysis.situation.decision_makers
        if dm.id != question.by
    )
    return ByAnswer(levers=found, others=others)


# --- what an answer rests on ------------------------------------------------------------------------------------------


def _addresses(situation: Situation, detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer) -> tuple[str, ...]:
    found: set[str] = set()
    statements: list[Statement] = []
    match detail:
        case WhyAnswer():
            statements.append(detail.statement)
            for alternative in (*detail.staying, *detail.refraining):
                found.update(alternative.reason.addresses if alternative.reason is not None else ())
            found.update(lever.change.want for lever in detail.turns)
        case NextAnswer():
            found.update(line.address for line in situation.today or ())
            found.update(detail.paths.addresses)
        case WhenAnswer():
            statements.extend(reading.statement for reading in detail.readings)
        case ByAnswer():
            statements.append(detail.levers.statement)
            found.update(_lines_of_levers(situation, detail.levers))
    lines = list(situation.lines())
    statements.extend(line.statement for line in lines if isinstance(line, PreferenceStatement) and line.address in found)
    found.update(_definitions_in(situation, statements))
    return tuple(line.address for line in lines if line.address in found)


def _lines_of_levers(situation: Situation, found: Levers) -> Iterator[str]:
    """The options and wants that turn the outcome; where none does, everything of the decision maker that was tried.

    What is ruled out rests on the rules that speak of it.
    """
    for lever in found.levers:
        yield from (lever.change.want, f"options.{lever.change.option}")
    dm = situation.decision_maker(found.decision_maker)
    if not found.levers:
        yield from (option.address for option in dm.options)
        yield from (want.address for want in next(situation.cases()).wants_of(dm))
    barred = {change.option for change in found.ruled_out}
    for rule in situation.rules:
        if any(meaning.key in barred for meaning in situation.meanings_in([rule.statement])):
            yield rule.address


def _definitions_in(situation: Situation, statements: Iterable[Statement]) -> set[str]:
    """The addresses of the definitions that the statements use, through other definitions too."""
    used = (meaning.key for meaning in situation.meanings_in(statements) if meaning.kind == "definition")
    return {situation.definitions_by_key[key].address for key in used}
