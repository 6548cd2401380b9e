"""The file's questions answered: why, what next, when, and what can somebody do about it.

Each answer goes by the stable outcomes under ``LEADING_CONCEPT``, says what they are under every other concept, and lists the
addresses of the lines it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from lagebild.analyses.audit.dependence import Dependence, dependences, unwanted_options
from lagebild.analyses.conclusion import ALL, LEADING_CONCEPT, Conclusion, OpenItem, conclude, conclusions, hangs_on
from lagebild.analyses.hinges import Hinge, Hinges, hinges
from lagebild.analyses.hinges.carriers import LINE, NEGATE, ORDER, WITHDRAW
from lagebild.analyses.hinges.runs import Runs
from lagebild.analyses.lever_sets import LeverSets, lever_sets
from lagebild.analyses.levers import Lever, Levers, Trials, levers
from lagebild.analyses.paths import Paths, paths
from lagebild.analyses.proof import Proofs, proofs
from lagebild.analyses.reasons import Reason, Reasons
from lagebild.evidence.voices import Voices, voices_behind
from lagebild.situation import AnyOrder, PreferenceStatement, Question, Rule, Situation
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
    kept: tuple[PreferenceStatement, ...] = ()
    """The focal decision maker's wants that hold in the outcome and would not after the way out, most important first."""
    paid: tuple[PreferenceStatement, ...] = ()
    """Its wants that do not hold in the outcome and would after the way out: the price of staying."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WhyAnswer:
    """Why something holds in stable outcomes although somebody could end it, or why it does not."""

    focal: str
    statement: Statement
    conclusion: Conclusion
    today: bool | None
    """Whether it is so today; None: not known."""
    by_concept: Mapping[str, Conclusion]
    staying: tuple[Alternative, ...]
    """Ways out of the outcomes where it holds, most frequent first."""
    refraining: tuple[Alternative, ...]
    """Ways into it from the outcomes where it does not hold."""
    turns: tuple[Lever, ...]
    """Per want of the focal decision maker the shortest move in its order that changes the conclusion."""
    others: tuple[Lever, ...]
    """What others could settle it with: per decision maker the option it would commit to, or against."""


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
    idle: tuple[str, ...]
    """The options in it on which nobody's wants depend, so that nothing decides them."""


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
    influence: bool
    """Whether anything that those who own what it is about want depends on an option of the decision maker asked about."""
    sets: LeverSets
    """Its smallest sets of changes that settle it: single ones, in small conflicts pairs too."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """A question, its answer, and what the answer rests on."""

    number: int
    """Of the question, from 1."""
    question: Question
    detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer
    rests_on: tuple[str, ...]
    """Addresses of the lines that decide it, in the order of the file."""
    unsourced_orders: tuple[str, ...]
    """Orders that it hangs on and that rest on no claim."""
    voices: Voices
    hinges: Hinges | None
    """What single carriers every conclusion of the file hinges on; None where no question has a statement."""
    proofs: Proofs | None
    """By which standard of proof every conclusion holds; None likewise."""


HINGE_SECONDS: Final = 20.0
"""How long answers look for what they hinge on; small conflicts take less than one."""

PROOF_SECONDS: Final = 10.0
"""How long answers look for the standard of proof; more combinations than fit into it are not tried, which is said."""


@dataclass(frozen=True, eq=False)
class Inquiry:
    """What the answers to one file's questions have in common: changes tried once, and what the conclusions hinge on."""

    analysis: Analysis

    @cached_property
    def trials(self) -> Trials:
        """The changes of every decision maker."""
        return Trials(self.analysis)

    @cached_property
    def runs(self) -> Runs:
        """Losses tried so far."""
        return Runs(self.trials.neighbours)

    @cached_property
    def hinges(self) -> Hinges | None:
        """The single carriers that any conclusion hinges on."""
        if not self.runs.base:
            return None
        return hinges(self.analysis, largest=1, shrink=False, seconds=HINGE_SECONDS, runs=self.runs)

    @cached_property
    def proofs(self) -> Proofs | None:
        """By which standard of proof each conclusion holds."""
        return proofs(self.analysis, seconds=PROOF_SECONDS, runs=self.runs) if self.runs.base else None

    def turning(self, number: int) -> Iterator[str]:
        """Addresses of the lines and orders each of which alone turns what the question ``number`` comes to.

        What two lines carry together, each being enough, is not among them.
        """
        for grain, mode in ((LINE, WITHDRAW), (ORDER, NEGATE)):
            for hinge in self.hinges_of(number, grain, mode):
                yield from (cut.members[0] for cut in hinge.singles if not cut.undefined)

    def hinges_of(self, number: int, grain: str, mode: str) -> tuple[Hinge, ...]:
        """What the conclusions of one question hinge on, in one grain and mode."""
        sifting = None if self.hinges is None else self.hinges.sifting(grain, mode)
        return () if sifting is None else tuple(hinge for hinge in sifting.hinges if hinge.asked.question == number)


def answers(analysis: Analysis) -> tuple[Answer, ...]:
    """Every question of the file, answered in its order."""
    inquiry = Inquiry(analysis)
    return tuple(answer(inquiry, number) for number in range(1, len(analysis.situation.questions) + 1))


def answer(inquiry: Inquiry, number: int) -> Answer:
    """The question ``number``, from 1, answered."""
    analysis, trials = inquiry.analysis, inquiry.trials
    question = analysis.situation.questions[number - 1]
    detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer
    if question.kind == "next":
        detail = NextAnswer(paths=paths(analysis))
    elif question.kind == "when":
        detail = _when(trials, question)
    elif question.kind == "why":
        detail = _why(trials, question)
    else:
        detail = _by(trials, question)
    found = _addresses(inquiry, number, detail)
    rests_on = tuple(line.address for line in analysis.situation.lines() if line.address in found)
    orders = tuple(sorted(address for address in found if address.startswith("order.") and address not in rests_on))
    return Answer(
        number=number,
        question=question,
        detail=detail,
        rests_on=rests_on,
        unsourced_orders=orders,
        voices=voices_behind(analysis.situation, rests_on),
        hinges=inquiry.hinges,
        proofs=inquiry.proofs,
    )


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
        today=_holds_today(analysis, statement),
        by_concept=conclusions(analysis, statement),
        staying=_alternatives(analysis, focal, statement, holding=True),
        refraining=_alternatives(analysis, focal, statement, holding=False),
        turns=tuple(sorted((*found.levers, *found.backfiring), key=lambda lever: abs(lever.change.to - lever.change.position))),
        others=tuple(_settling(trials, focal, statement)),
    )


def _settling(trials: Trials, focal: str, statement: Statement) -> Iterator[Lever]:
    """Per other decision maker one commitment after which the conclusion is the same in every case."""
    for dm in trials.analysis.situation.decision_makers:
        if dm.id == focal:
            continue
        found = levers(trials, dm.id, statement, kinds=("take", "refuse"))
        settling = [lever for lever in (*found.levers, *found.backfiring) if lever.after.settled]
        yield from settling[:1]


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
            kept=_held_only(members[0][0], focal, members[0][1], members[0][2]),
            paid=_held_only(members[0][0], focal, members[0][2], members[0][1]),
        )
        for (verdict, _), members in groups.items()
    ]
    return tuple(sorted(found, key=lambda alternative: -len(alternative.solutions)))


def _held_only(solution: Solution, focal: str, here: int, there: int) -> tuple[PreferenceStatement, ...]:
    """The wants of ``focal`` that hold at the position ``here`` and not ``there``."""
    model = solution.model
    found: list[PreferenceStatement] = []
    for want in solution.case.wants_of(model.situation.decision_maker(focal)):
        truth = model.truth(want.statement)
        if truth[here] and not truth[there]:
            found.append(want)
    return tuple(found)


def _best_way_out(solution: Solution, focal: str, outcome: int, ends: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int | None:
    """Of the focal decision maker's moves that end the matter, one it likes best (the lowest state of several)."""
    targets = solution.model.moves_from(focal, outcome)
    targets = targets[ends[targets]]
    if not len(targets):
        return None
    return int(targets[np.argmax(solution.model.payoffs[focal][targets])])


# --- when -------------------------------------------------------------------------------------------------------------


def _when(trials: Trials, question: Question) -> WhenAnswer:
    analysis = trials.analysis
    definitions = analysis.situation.definitions_of(question.term) if question.term else ()
    statements: list[tuple[str, Statement]] = [(definition.key, Name(definition.key)) for definition in definitions]
    if question.statement is not None and not statements:
        statements.append(("", question.statement))
    idle = {option.option for option in unwanted_options(analysis.situation, _matrix(analysis))}
    readings = tuple(
        Reading(
            key=key,
            statement=s,
            conclusion=conclude(analysis, s),
            today=_holds_today(analysis, s),
            idle=tuple(sorted({meaning.key for meaning in analysis.situation.meanings_in([s])} & idle)),
        )
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
    size = sum(solution.model.count for solution in trials.analysis.solutions)
    return ByAnswer(
        levers=found,
        others=others,
        influence=_influence(trials.analysis, question.by, question.statement),
        sets=lever_sets(
            trials, question.statement, wish=question.kind, by=[question.by], largest=2 if size <= PAIRED_STATES else 1
        ),
    )


PAIRED_STATES: Final = 512
"""Up to how many states, over all cases, answers try pairs of changes."""


def _influence(analysis: Analysis, decision_maker: str, statement: Statement) -> bool:
    own = {option.key for option in analysis.situation.decision_maker(decision_maker).options}
    about = {m.key.split(".")[0] for m in analysis.situation.meanings_in([statement]) if m.kind == "option"}
    return decision_maker in about or any(
        field.depends for field in _matrix(analysis) if field.option in own and field.decision_maker in about
    )


def _matrix(analysis: Analysis) -> tuple[Dependence, ...]:
    return dependences(analysis.situation, [solution.model for solution in analysis.solutions])


# --- what an answer rests on ------------------------------------------------------------------------------------------


def _addresses(inquiry: Inquiry, number: int, detail: WhyAnswer | NextAnswer | WhenAnswer | ByAnswer) -> set[str]:
    """Addresses of what the answer rests on: what would change it if lost or exchanged, and what is told as its reason."""
    situation = inquiry.analysis.situation
    found: set[str] = set(inquiry.turning(number))
    statements: list[Statement] = []
    match detail:
        case WhyAnswer():
            statements.append(detail.statement)
            for alternative in (*detail.staying, *detail.refraining):
                found.update(alternative.reason.addresses if alternative.reason is not None else ())
                found.update(want.address for want in (*alternative.kept, *alternative.paid))
            # That a price stands below what it buys is said by orders.
            wants = situation.decision_maker(detail.focal).wants or ()
            found.update(want.above.address for want in wants if want.above is not None)
        case NextAnswer():
            found.update(line.address for line in situation.today or ())
            found.update(detail.paths.addresses)
        case WhenAnswer():
            statements.extend(reading.statement for reading in detail.readings)
        case ByAnswer():
            statements.append(detail.levers.statement)
            found.update(_lines_of_levers(situation, detail.levers))
    for statement in statements:
        for item in hangs_on(inquiry.analysis, conclude(inquiry.analysis, statement)):
            found.update(_lines_of_open(situation, item))
    found.update(_options_in(situation, statements))
    said = [line for line in situation.lines() if isinstance(line, PreferenceStatement | Rule) and line.address in found]
    found.update(_definitions_in(situation, [*statements, *(line.statement for line in said)]))
    return found


def _lines_of_open(situation: Situation, item: OpenItem) -> Iterator[str]:
    """The circumstance, or the wants whose order is open."""
    if item.kind == "circumstance":
        yield f"circumstances.{item.key}"
        return
    for dm in situation.decision_makers:
        for want in dm.wants or ():
            if isinstance(want, AnyOrder) and want.address == item.key:
                yield from (member.address for member in want.members)


def _lines_of_levers(situation: Situation, found: Levers) -> Iterator[str]:
    """The options that were tried, the wants that turn it, and the rules that speak of what is ruled out."""
    dm = situation.decision_maker(found.decision_maker)
    yield from (option.address for option in dm.options)
    for lever in found.levers:
        yield lever.change.want
    barred = {change.option for change in found.ruled_out}
    for rule in situation.rules:
        if any(meaning.key in barred for meaning in situation.meanings_in([rule.statement])):
            yield rule.address


def _options_in(situation: Situation, statements: Iterable[Statement]) -> Iterator[str]:
    """The addresses of the options and joint options that the statements are about."""
    for meaning in situation.meanings_in(statements):
        if meaning.kind == "joint":
            yield situation.joint_by_id[meaning.key].address
        elif meaning.kind == "option" and situation.option_by_key[meaning.key].joint is None:
            yield situation.option_by_key[meaning.key].address


def _definitions_in(situation: Situation, statements: Iterable[Statement]) -> set[str]:
    """The addresses of the definitions that the statements use, through other definitions too."""
    used = (meaning.key for meaning in situation.meanings_in(statements) if meaning.kind == "definition")
    return {situation.definitions_by_key[key].address for key in used}
