"""The conflict as the engines see it: feasible states, moves, payoffs, status quo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import Final

import numpy as np

from lagebild.errors import Fault, InputError, NotApplicableError, UnknownNameError
from lagebild.model.moves import Moves, Positions, Truths, graph_moves, option_moves
from lagebild.model.parts import PART, ValuationByParts
from lagebild.model.preferences import Payoffs, payoffs_of, payoffs_of_tiers
from lagebild.model.states import Patterns, Room, bits_of, feasible_states, frozen_out
from lagebild.situation import AnyOrder, Case, DecisionMaker, Situation, Valuation
from lagebild.statements import Statement, in_words


@dataclass(frozen=True, eq=False, kw_only=True)
class ConflictModel:
    """One conflict with everything open settled by ``case``.

    A *position* counts feasible states 0 .. count-1; a *label* is what people and the JSON call a state: its number (option
    form) or its id (graph form). ``payoffs``: per decision maker one dense rank per state, larger preferred.
    """

    situation: Situation
    case: Case
    decision_makers: tuple[str, ...]
    states: Patterns = field(repr=False)
    """Option patterns, ascending; in graph form the numbers of the situation's states, from 0."""
    moves: Mapping[str, Moves] = field(repr=False)
    payoffs: Mapping[str, Payoffs] = field(repr=False)
    known_of_moves: dict[object, object] = field(default_factory=dict, repr=False)
    """What engines worked out from states and moves alone; models with the same moves share it."""
    known_payoffs: dict[object, Payoffs] = field(default_factory=dict, repr=False)
    """Payoffs by what they come from; models with the same valuation share it."""
    valuation: Valuation = field(repr=False)
    """Truth values of statements, one per state."""
    status_quo: tuple[int, ...]
    """The positions that can be today's; several where something is unknown; none where the file says nothing fitting."""

    @property
    def count(self) -> int:
        """How many feasible states there are."""
        return len(self.states)

    @property
    def is_graph(self) -> bool:
        """Whether states are given by id."""
        return self.situation.is_graph

    @cached_property
    def option_keys(self) -> tuple[str, ...]:
        """Every option, in numbering order."""
        return tuple(option.key for option in self.situation.options)

    @cached_property
    def transitive(self) -> bool:
        """Whether "nobody twice in succession" changes no verdict here, so that the last mover may be forgotten."""
        return all(moves.transitive for moves in self.moves.values())

    def label(self, position: int) -> int | str:
        """What the state at ``position`` is called."""
        if self.is_graph:
            return self.situation.states[int(self.states[position])].id
        return int(self.states[position])

    def labels(self) -> list[int | str]:
        """What all states are called, by position."""
        if self.is_graph:
            return [self.situation.states[index].id for index in self.states.tolist()]
        labels: list[int | str] = self.states.tolist()
        return labels

    def position(self, label: int | str) -> int:
        """Where the state called ``label`` stands. Raises: UnknownNameError if it is not feasible or does not exist."""
        if self.is_graph:
            if label in (ids := self.labels()):
                return ids.index(label)
        elif isinstance(label, int) and 0 <= label < 2**64:
            found = int(np.searchsorted(self.states, np.uint64(label)))
            if found < self.count and int(self.states[found]) == label:
                return found
        raise UnknownNameError(Fault(message=f"there is no feasible state {label}"))

    def left_out(self, label: int | str) -> bool:
        """Whether a state that is not among these is missing on purpose: what is held fixed rules it out."""
        return frozen_out(self.situation, label)

    def truth(self, statement: Statement) -> Truths:
        """Whether ``statement`` holds in each state."""
        return np.broadcast_to(np.asarray(self.valuation.truth(statement), dtype=np.bool_), (self.count,))

    def moves_from(self, decision_maker: str, position: int) -> Positions:
        """The positions ``decision_maker`` can move to from ``position``, ascending."""
        return self.moves[decision_maker].targets(position)

    def improvements_from(self, decision_maker: str, position: int) -> Positions:
        """The positions of the unilateral improvements of ``decision_maker`` from ``position``."""
        targets = self.moves_from(decision_maker, position)
        payoff = self.payoffs[decision_maker]
        better: Positions = targets[payoff[targets] > payoff[position]]
        return better

    def taken(self, position: int) -> tuple[str, ...]:
        """The options decided on in the state, as keys. Graph form: none."""
        if self.is_graph:
            return ()
        pattern = int(self.states[position])
        return tuple(key for number, key in enumerate(self.option_keys) if pattern >> number & 1)

    def ready(self, position: int) -> tuple[str, ...]:
        """The options decided on whose needs do not hold, so that they do not count as taken; shared consents likewise."""
        needing = {option.key: option.needs for option in self.situation.options if option.needs is not None}
        taken = self.taken(position)
        for joint in self.situation.joint_options:
            consents = [f"{owner}.{joint.id}" for owner in joint.by]
            if joint.needs is not None and set(consents) <= set(taken):
                needing.update(dict.fromkeys(consents, joint.needs))
        return tuple(key for key in taken if key in needing and not self.truth(needing[key])[position])

    def offers(self, position: int) -> tuple[str, ...]:
        """The consents to joint options that the others do not share."""
        taken = set(self.taken(position))
        found: list[str] = []
        for joint in self.situation.joint_options:
            consents = [f"{owner}.{joint.id}" for owner in joint.by]
            given = [key for key in consents if key in taken]
            if len(given) < len(consents):
                found.extend(given)
        return tuple(found)


def build(
    situation: Situation, case: Case | None = None, *, like: ConflictModel | None = None, room: Room | None = None
) -> ConflictModel:
    """The conflict of ``situation`` under ``case`` (default: the first one).

    ``like``: a model to take over from what cannot differ: states, moves, payoffs. ``room``: for how many states.
    Raises: InputError (no feasible state, an infeasible today, a ranking with gaps), TooLargeError.
    """
    if case is None and situation.uncertain:
        from lagebild.model.completions import cases_of

        case = cases_of(situation, most=1).cases[0]
    return Builder(situation, room).build(next(situation.cases()) if case is None else case, like)


class Builder:
    """Builds the conflicts of one situation, case by case; what the cases have in common is looked at once."""

    def __init__(self, situation: Situation, room: Room | None = None) -> None:
        self.situation = situation
        self._room = room
        self._alike: list[tuple[Situation, bool]] = []
        self._today: list[tuple[Patterns, tuple[int, ...]]] = []

    def build(self, case: Case, like: ConflictModel | None = None) -> ConflictModel:
        """The conflict under ``case``; ``like`` as for ``build``."""
        situation = self.situation
        same = like if like is not None and self._same_moves(case, like) else None
        known: dict[object, object] = {}
        known_payoffs: dict[object, Payoffs] = {}
        if same is not None:
            states, moves, known = same.states, same.moves, same.known_of_moves
            settled_alike = case.circumstances == same.case.circumstances
            valuation = same.valuation if settled_alike else _valuation(situation, states, case)
            known_payoffs = same.known_payoffs if settled_alike else known_payoffs
        else:
            states = _graph_states(situation, case) if situation.is_graph else feasible_states(situation, case, self._room)
            valuation = _valuation(situation, states, case)
            listed = graph_moves if situation.is_graph else option_moves
            moves = listed(situation, states, valuation)
            if like is not None and _equal_moves(states, moves, like):
                states, moves, known = like.states, like.moves, like.known_of_moves
        faults: list[Fault] = []
        payoffs: dict[str, Payoffs] = {}
        for dm in situation.decision_makers:
            try:
                payoffs[dm.id] = self._payoffs(dm, case, valuation, states, known_payoffs)
            except InputError as error:
                faults.extend(error.faults)
        try:
            status_quo = self._status_quo(states, case, same)
        except InputError as error:
            faults.extend(error.faults)
        if faults:
            raise InputError(faults)
        return ConflictModel(
            situation=situation,
            case=case,
            decision_makers=tuple(dm.id for dm in situation.decision_makers),
            states=states,
            moves=moves,
            payoffs=payoffs,
            known_of_moves=known,
            known_payoffs=known_payoffs,
            valuation=valuation,
            status_quo=status_quo,
        )

    def _same_moves(self, case: Case, like: ConflictModel) -> bool:
        """Whether states and moves cannot differ: nothing else that matters for them does, and nothing open that they use."""
        if not self._same_skeleton(like.situation):
            return False
        now, before = dict(case.circumstances), dict(like.case.circumstances)
        return all(now[key] == before.get(key) for key in self._used_by_limits)

    def _same_skeleton(self, other: Situation) -> bool:
        for known, alike in self._alike:
            if known is other:
                return alike
        alike = self._skeleton == _skeleton(other)
        self._alike.append((other, alike))
        return alike

    @cached_property
    def _skeleton(self) -> tuple[object, ...]:
        return _skeleton(self.situation)

    @cached_property
    def _used_by_limits(self) -> frozenset[str]:
        """The circumstances on which rules, needs or impossible moves depend."""
        limits = [rule.statement for rule in self.situation.rules]
        limits += [statement for line in self.situation.impossible_moves for statement in (line.from_, line.to)]
        return frozenset(m.key for m in self.situation.meanings_in(limits) if m.kind == "circumstance")

    def _payoffs(
        self, dm: DecisionMaker, case: Case, valuation: Valuation, states: Patterns, known: dict[object, Payoffs]
    ) -> Payoffs:
        """Worked out once per order of the wants; for all situations that mean the same by their statements."""
        orders = tuple(order for group, order in case.orders if group in self._groups[dm.id])
        # The valuation is kept beside, so that nothing else can get its identity.
        completion = case.completion_of(dm.id)
        at_hand = self._found.get((dm.id, orders, completion, id(valuation)))
        if at_hand is not None:
            return at_hand[1]
        key = _preferences_of(dm, case)
        if key not in known:
            if len(known) * len(states) > MAX_KEPT:
                known.clear()
            known[key] = _payoffs(self.situation, dm, case, valuation, states)
        self._found[dm.id, orders, completion, id(valuation)] = valuation, known[key]
        return known[key]

    @cached_property
    def _found(self) -> dict[tuple[object, ...], tuple[Valuation, Payoffs]]:
        return {}

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        """Per decision maker the addresses of the wants in any order."""
        return {
            dm.id: frozenset(want.address for want in dm.wants or () if isinstance(want, AnyOrder))
            for dm in self.situation.decision_makers
        }

    def _status_quo(self, states: Patterns, case: Case, same: ConflictModel | None) -> tuple[int, ...]:
        if same is not None and same.situation.today == self.situation.today:
            return same.status_quo
        for known, today in self._today:
            if known is states:
                return today
        today = _status_quo(self.situation, states, case)
        self._today.append((states, today))
        return today


def _payoffs(situation: Situation, dm: DecisionMaker, case: Case, valuation: Valuation, states: Patterns) -> Payoffs:
    labels: Sequence[int | str] = range(len(states))
    completion = case.completion_of(dm.id)
    if dm.ranking is not None or completion is not None:
        labels = [situation.states[int(index)].id for index in states] if situation.is_graph else states.tolist()
    if completion is not None:
        return payoffs_of_tiers(completion, labels)
    if dm.uncertain:
        message = f"not all comparisons of {dm.id} are known"
        raise NotApplicableError(f"{message}, and nothing says how to complete them: solve the situation with `analyse`.")
    return payoffs_of(dm, case, valuation, labels, left_out=lambda label: frozen_out(situation, label))


def _equal_moves(states: Patterns, moves: Mapping[str, Moves], like: ConflictModel) -> bool:
    """Whether states and moves have turned out the same, though they might have differed."""
    return np.array_equal(states, like.states) and all(own.equals(like.moves[dm]) for dm, own in moves.items())


def _preferences_of(dm: DecisionMaker, case: Case) -> object:
    """What a decision maker's payoffs come from, besides states and what statements mean in them."""
    completion = case.completion_of(dm.id)
    if completion is not None:
        return (dm.id, completion)
    return (dm.id, tuple(want.statement for want in case.wants_of(dm)), dm.ranking, dm.weights)


def _graph_states(situation: Situation, case: Case) -> Patterns:
    """The numbers of the states that satisfy every rule."""
    everything = np.arange(len(situation.states), dtype=np.uint64)
    valuation = _valuation(situation, everything, case)
    fits = np.ones(len(everything), dtype=np.bool_)
    for rule in situation.rules:
        fits &= valuation.truth(rule.statement)
    if not fits.any():
        place = situation.rules[-1].place
        raise InputError(Fault(message="no feasible state is left with these rules", where="rules", place=place))
    return everything[fits]


def _valuation(situation: Situation, states: Patterns, case: Case) -> Valuation:
    true = np.ones(len(states), dtype=np.bool_)
    if situation.is_graph:
        decided = {state.id: states == index for index, state in enumerate(situation.states)}
        return Valuation(situation, decided, case, true=true)
    bit = {option.key: np.uint64(1 << number) for number, option in enumerate(situation.options)}
    if len(states) > PART:
        return ValuationByParts(situation, states, bit, case)
    return Valuation(situation, bits_of(states, bit, bit), case, true=true)


MAX_KEPT: Final = 2**22
"""How many payoffs are kept for models that are built later."""

_NO_MATTER: Final = frozenset(
    {
        "title",
        "as_of",
        "language",
        "decision_makers",
        "circumstances",
        "today",
        "questions",
        "what_ifs",
        "views",
        "sources",
        "speakers",
        "claims",
        "file",
        "sha256",
        "warnings",
    }
)
"""Fields of a situation that cannot matter for states and moves, or are looked at more closely."""

_NO_MATTER_OF_SOMEBODY: Final = frozenset(("wants", "ranking", "weights", "unsure", "comparisons"))

_MATTER: Final = attrgetter(*(f.name for f in fields(Situation) if f.name not in _NO_MATTER))

_MATTER_OF_SOMEBODY: Final = attrgetter(*(f.name for f in fields(DecisionMaker) if f.name not in _NO_MATTER_OF_SOMEBODY))


def _skeleton(situation: Situation) -> tuple[object, ...]:
    """What can matter for states and moves. The values of circumstances come with the case."""
    makers = tuple(_MATTER_OF_SOMEBODY(dm) for dm in situation.decision_makers)
    return (_MATTER(situation), makers, tuple(circumstance.id for circumstance in situation.circumstances))


def _status_quo(situation: Situation, states: Patterns, case: Case) -> tuple[int, ...]:
    if situation.is_graph:
        ids = [situation.states[int(index)].id for index in states]
        for line in situation.today or ():
            if line.option not in ids:
                message = f"the state {line.option} is ruled out by a rule"
                raise InputError(Fault(message=message, where="today", place=line.place))
        return tuple(ids.index(line.option) for line in situation.today or ())
    number = {option.key: index for index, option in enumerate(situation.options)}
    values = _today_values(situation)
    fits = np.ones(len(states), dtype=np.bool_)
    for key, index in number.items():
        value = values.get(key, False)
        if value is not None:
            fits &= ((states >> np.uint64(index)) & np.uint64(1)).astype(np.bool_) == value
    for group in _unknown_together(situation, values):
        mask = np.uint64(sum(1 << number[key] for key in group))
        fits &= ((states & mask) == 0) | ((states & mask) == mask)
    found = tuple(np.flatnonzero(fits).tolist())
    if not found and situation.today is not None:
        raise _infeasible_today(situation, case, values)
    return found


def _today_values(situation: Situation) -> dict[str, bool | None]:
    """What is said of every option today; what a single consent says goes before what its joint option says."""
    joints = {joint.id: joint for joint in situation.joint_options}
    values: dict[str, bool | None] = {}
    for line in situation.today or ():
        if line.option in joints:
            for owner in joints[line.option].by:
                values.setdefault(f"{owner}.{line.option}", line.value)
    for line in situation.today or ():
        if line.option not in joints:
            values[line.option] = line.value
    return values


def _unknown_together(situation: Situation, values: Mapping[str, bool | None]) -> list[list[str]]:
    """Consents of a joint option that is unknown as a whole: all of them stand, or none."""
    unknown = {line.option for line in situation.today or () if line.value is None}
    groups = [[f"{owner}.{joint.id}" for owner in joint.by] for joint in situation.joint_options if joint.id in unknown]
    return [keys for keys in groups if all(values.get(key, False) is None for key in keys)]


def _infeasible_today(situation: Situation, case: Case, values: Mapping[str, bool | None]) -> InputError:
    decided = {option.key: bool(values.get(option.key, False)) for option in situation.options}
    valuation = Valuation(situation, decided, case)
    broken = [rule for rule in situation.rules if not valuation.truth(rule.statement)]
    place = next((line.place for line in situation.today or ()), None)
    if broken and all(value is not None for value in values.values()):
        said = "; ".join(f'"{in_words(rule.statement)}"' for rule in broken)
        message = f"what is said of today breaks {'a rule' if len(broken) == 1 else 'rules'}: {said}"
    else:
        message = "no feasible state fits what is said of today"
    return InputError(Fault(message=message, where="today", place=place, hint="What is not named counts as not taken."))
