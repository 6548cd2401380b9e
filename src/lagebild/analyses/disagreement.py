"""Two people on one situation: where their disagreement matters, and where it does not.

The situation is solved as it stands, as the second person would have it, and with each of her disagreements alone. What she
says may open or close cases; answers are compared case by case all the same, each case with those of hers that settle alike
what is open for both, taken together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from lagebild.analyses.conclusion import LEADING_CONCEPT, NO_EQUILIBRIUM, SOME, conclude, one_value
from lagebild.analyses.neighbours import settled_alike
from lagebild.changes.disagreements import Disagreement, SecondOpinion, alternative
from lagebild.changes.losses import Lost
from lagebild.errors import InputError
from lagebild.model import ConflictModel
from lagebild.situation import Situation
from lagebild.solutions import Analysis, analyse
from lagebild.solutions.concepts import with_defaults
from lagebild.statements import Name, Statement

MATTERS: Final = "matters"
"""Taken alone, the disagreement turns an answer to a question of the file."""

ELSEWHERE: Final = "elsewhere"
"""It turns no answer, but changes which outcomes hold, or where today's paths begin."""

NOTHING: Final = "nothing"
"""It changes no equilibrium and no today."""

UNDEFINED: Final = "undefined"
"""The value of a conclusion that can no longer be asked; the effect of a disagreement that leaves nothing to solve."""

MAX_TRIALS: Final = 200
"""How many sets of disagreements are tried to find out which of them matter only together."""

Values = tuple[str, ...]
"""The value of a conclusion in each case."""

Outcome = frozenset[str]
"""What is decided in a state, or a state's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A conclusion for both people. ``question`` counts from 1; ``definition`` is the reading asked about, empty elsewhere.

    ``beside``: per case of the first what it is for the second, over her cases that settle alike what is open for both.
    ``alone``: the numbers of the disagreements that turn it by themselves. ``together``: where none does, the smallest sets
    that turn it; empty too where too many sets would have to be tried.
    """

    question: int
    definition: str = ""
    statement: Statement
    first: Values
    second: Values
    beside: Values
    alone: tuple[int, ...] = ()
    together: tuple[tuple[int, ...], ...] = ()

    @property
    def turns(self) -> bool:
        """Whether the second person gets another answer."""
        return self.first != self.beside

    @property
    def undone(self) -> bool:
        """Whether a disagreement alone turns it, and all together leave it as it was, in each of her cases too."""
        return bool(self.alone) and not self.turns and set(self.first) == set(self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A conclusion that one disagreement turns by itself; its values before and after, one for all cases each."""

    question: int
    definition: str = ""
    statement: Statement
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one disagreement does by itself: ``matters``, ``elsewhere``, ``nothing``, or ``undefined`` with the reason."""

    disagreement: Disagreement
    kind: str
    turned: tuple[Turned, ...] = ()
    appearing: int = 0
    """How many outcomes come to hold, in some case, under the leading concept."""
    vanishing: int = 0
    concepts: tuple[str, ...] = ()
    """The concepts under which other outcomes hold."""
    today: bool = False
    """Whether it is another today, from which other paths begin."""
    cases: int = 0
    """How many cases there are with it."""
    joint: bool = False
    """Whether it is one of several that turn an answer only together."""
    reason: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """Both solved, and every disagreement weighed."""

    situation: Situation
    opinion: SecondOpinion
    concept: str
    first: Analysis = field(repr=False)
    second: Analysis = field(repr=False)
    answered: tuple[Answered, ...]
    effects: tuple[Effect, ...]
    complete: bool
    """Whether every smallest set of disagreements that matter together could be looked for."""

    @property
    def changed_since(self) -> bool:
        """Whether the situation file has changed since it was disagreed with."""
        return self.opinion.changed_since(self.situation)

    @property
    def turned(self) -> tuple[Answered, ...]:
        """The conclusions on which the two differ."""
        return tuple(one for one in self.answered if one.turns)

    @property
    def kept(self) -> tuple[Answered, ...]:
        """Those on which they agree all the same."""
        return tuple(one for one in self.answered if not one.turns)

    @property
    def same_cases(self) -> bool:
        """Whether nothing is open for the one that is settled for the other."""
        return _cases(self.first) == _cases(self.second)


def compare(situation: Situation, opinion: SecondOpinion, concept: str = LEADING_CONCEPT) -> Comparison:
    """Solve ``situation`` as it stands, as the second person would have it, and with each disagreement alone.

    Raises: InputError where it cannot be solved as either would have it; TooLargeError.
    """
    trials = _Trials(situation, opinion, concept)
    numbers = tuple(one.number for one in opinion.disagreements)
    second = trials.solved(numbers)
    if isinstance(second, InputError):
        raise second
    answered: list[Answered] = []
    for key, (statement, first) in trials.base.items():
        turning = tuple(number for number in numbers if trials.turns((number,), key))
        answered.append(
            Answered(
                question=key[0], definition=key[1], statement=statement, first=first,
                second=trials.values(numbers).get(key, (UNDEFINED,)), beside=trials.beside(numbers, key), alone=turning,
            )
        )  # fmt: skip
    answered = [trials.with_sets(one, numbers) for one in answered]
    return Comparison(
        situation=situation,
        opinion=opinion,
        concept=concept,
        first=trials.first,
        second=second[0],
        answered=tuple(answered),
        effects=tuple(trials.effect(one, answered) for one in opinion.disagreements),
        complete=trials.complete,
    )


_Key = tuple[int, str]


class _Trials:
    """The situation with sets of disagreements, each solved once."""

    def __init__(self, situation: Situation, opinion: SecondOpinion, concept: str) -> None:
        self.situation, self.opinion, self.concept = situation, opinion, concept
        self.codes = with_defaults([concept])
        self.first = analyse(situation, self.codes)
        self.base = {key: (statement, self._value(self.first, statement)) for key, statement in _asked(situation)}
        self.known: dict[tuple[int, ...], tuple[Analysis, Lost] | InputError] = {}
        self.told: dict[tuple[int, ...], dict[_Key, Values]] = {}
        self.alike: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
        self.left = MAX_TRIALS
        self.complete = True

    def solved(self, numbers: tuple[int, ...]) -> tuple[Analysis, Lost] | InputError:
        """The situation with these disagreements solved, or why it cannot be."""
        if numbers not in self.known:
            try:
                lost = alternative(self.situation, self.opinion, numbers)
                self.known[numbers] = (analyse(lost.situation, self.codes, like=self.first), lost)
            except InputError as error:
                self.known[numbers] = error
        return self.known[numbers]

    def values(self, numbers: tuple[int, ...]) -> dict[_Key, Values]:
        """What the questions come to with these disagreements; what can no longer be asked is missing."""
        if numbers not in self.told:
            solved = self.solved(numbers)
            self.told[numbers] = {} if isinstance(solved, InputError) else dict(self._values(*solved))
        return self.told[numbers]

    def _values(self, analysis: Analysis, lost: Lost) -> Iterator[tuple[_Key, Values]]:
        for key, statement in _asked(lost.situation):
            if key in self.base and not lost.asks_undefined(statement):
                yield key, self._value(analysis, statement)

    def _value(self, analysis: Analysis, statement: Statement) -> Values:
        return conclude(analysis, statement, self.concept).values

    def beside(self, numbers: tuple[int, ...], key: _Key) -> Values:
        """What a question comes to with these disagreements, in each case of the situation as it stands."""
        values = self.values(numbers).get(key, (UNDEFINED,))
        solved = self.solved(numbers)
        if isinstance(solved, InputError) or UNDEFINED in values:
            return (UNDEFINED,) * len(self.first.solutions)
        if numbers not in self.alike:
            before, after = ([one.case for one in analysis.solutions] for analysis in (self.first, solved[0]))
            self.alike[numbers] = settled_alike(self.situation, before, solved[1].situation, after)
        return tuple(one_value(values[number] for number in together) for together in self.alike[numbers])

    def turns(self, numbers: tuple[int, ...], key: _Key) -> bool:
        """Whether these disagreements turn what a question comes to, in any case; what cannot be solved turns nothing."""
        return not isinstance(self.solved(numbers), InputError) and self.beside(numbers, key) != self.base[key][1]

    def with_sets(self, one: Answered, numbers: tuple[int, ...]) -> Answered:
        """Where it turns and no disagreement alone turns it: the smallest sets that do."""
        if not one.turns or one.alone:
            return one
        key = (one.question, one.definition)
        for size in range(2, len(numbers) + 1):
            found: list[tuple[int, ...]] = []
            for chosen in combinations(numbers, size):
                if chosen not in self.known:
                    if self.left == 0:
                        self.complete = False
                        return one
                    self.left -= 1
                if self.turns(chosen, key):
                    found.append(chosen)
            if found:
                return replace(one, together=tuple(found))
        return one

    def effect(self, one: Disagreement, answered: Iterable[Answered]) -> Effect:
        """What one disagreement does by itself."""
        joint = any(one.number in chosen for answer in answered for chosen in answer.together)
        solved = self.solved((one.number,))
        if isinstance(solved, InputError):
            return Effect(disagreement=one, kind=UNDEFINED, joint=joint, reason="; ".join(f.message for f in solved.faults))
        analysis = solved[0]
        values = self.values((one.number,))
        turned = tuple(
            Turned(
                question=answer.question, definition=answer.definition, statement=answer.statement,
                before=combined(answer.first),
                after=combined(values.get((answer.question, answer.definition), (UNDEFINED,))),
            )
            for answer in answered
            if one.number in answer.alone
        )  # fmt: skip
        concepts = tuple(code for code in self.codes if _other_outcomes(self.first, analysis, code))
        today = _todays(self.first) != _todays(analysis)
        before, after = _in_any(_held(self.first, self.concept)), _in_any(_held(analysis, self.concept))
        return Effect(
            disagreement=one,
            kind=MATTERS if turned else ELSEWHERE if concepts or today else NOTHING,
            turned=turned,
            appearing=len(after - before),
            vanishing=len(before - after),
            concepts=concepts,
            today=today,
            cases=len(analysis.solutions),
            joint=joint,
        )


def combined(values: Values) -> str:
    """One value for all cases, as ``Conclusion.value`` has it."""
    found = set(values) - {NO_EQUILIBRIUM}
    if not found:
        return NO_EQUILIBRIUM
    return found.pop() if len(found) == 1 else SOME


def _asked(situation: Situation) -> Iterator[tuple[_Key, Statement]]:
    """Every question that has a statement, with its number; of a term every definition."""
    for number, question in enumerate(situation.questions, start=1):
        if question.term:
            for definition in situation.definitions_of(question.term):
                yield (number, definition.key), Name(definition.key)
        elif question.statement is not None:
            yield (number, ""), question.statement


def _cases(analysis: Analysis) -> tuple[object, ...]:
    """What is open and how it is settled in each case; what is settled in all of them is not part of it."""
    settled = [{**dict(s.case.circumstances), **dict(s.case.orders)} for s in analysis.solutions]
    varying = [key for key in settled[0] if len({case[key] for case in settled}) > 1]
    return tuple(tuple((key, case[key]) for key in varying) for case in settled)


def _held(analysis: Analysis, code: str) -> tuple[frozenset[Outcome], ...]:
    """The outcomes that hold, case by case."""
    return tuple(_outcomes(solution.model, solution.equilibria(code)) for solution in analysis.solutions)


def _todays(analysis: Analysis) -> frozenset[Outcome]:
    """What can be the case today, in any case."""
    return frozenset().union(*(_outcomes(solution.model, solution.model.status_quo) for solution in analysis.solutions))


def _outcomes(model: ConflictModel, positions: Iterable[int]) -> frozenset[Outcome]:
    if model.is_graph:
        return frozenset(frozenset([str(model.label(position))]) for position in positions)
    return frozenset(frozenset(model.taken(position)) for position in positions)


def _other_outcomes(first: Analysis, second: Analysis, code: str) -> bool:
    """Whether other outcomes hold: in some case, or (where the cases are not the same) in all or any of them."""
    before, after = _held(first, code), _held(second, code)
    if _cases(first) == _cases(second):
        return before != after
    return _in_any(before) != _in_any(after) or frozenset.intersection(*before) != frozenset.intersection(*after)


def _in_any(held: tuple[frozenset[Outcome], ...]) -> frozenset[Outcome]:
    return frozenset().union(*held)
