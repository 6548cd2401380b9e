"""Lines that carry nothing: wants that decide nothing, limits that rule out nothing, words that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from lagebild.analyses.audit.listed_moves import Ends, differing_pairs, listed_moves
from lagebild.analyses.audit.orders import Step
from lagebild.analyses.audit.rules import rules_without_effect
from lagebild.analyses.neighbours import Difference, Neighbours, same_verdicts
from lagebild.changes.losses import OUT, lose
from lagebild.errors import InputError, NotApplicableError
from lagebild.model import ConflictModel, build
from lagebild.situation import Circumstance, DecisionMaker, Line, Meaning, PreferenceStatement, Situation
from lagebild.solutions import Solution, solve_case
from lagebild.statements import Statement, names


@dataclass(frozen=True, slots=True, kw_only=True)
class WantTrial:
    """What one want decides.

    ``tells_apart``: some two feasible states are compared otherwise without it. ``decides_move``: it is the most important
    want in which some two states differ between which somebody can move (None: too many moves to try).
    ``constant``: its truth value where it is the same in every feasible state of every case.
    ``difference``: what taking it out does.
    """

    address: str
    decision_maker: str
    tells_apart: bool
    decides_move: bool | None
    constant: bool | None
    difference: Difference

    @property
    def idle(self) -> str:
        """Why it can go; empty for a want that does decide.

        ``constant``, ``says-nothing``, ``decides-no-move`` or ``changes-no-verdict``.
        """
        if self.constant is not None:
            return "constant"
        if not self.tells_apart:
            return "says-nothing"
        if self.decides_move is False:
            return "decides-no-move"
        return "" if self.difference.verdicts else "changes-no-verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleLine:
    """A line that can go.

    ``reason``: ``rules-out-nothing``, ``blocks-nothing``, ``changes-no-verdict``, ``unused``, or of an option
    ``never-taken`` and ``always-taken``.
    """

    address: str
    kind: str
    """``rule``, ``irreversible``, ``impossible-move``, ``definition``, ``circumstance`` or ``option``."""
    reason: str


def tried_wants(base: Neighbours, step: Step) -> tuple[WantTrial, ...]:
    """Every single want, taken out alone."""
    found: list[WantTrial] = []
    for dm in base.situation.decision_makers:
        deciding = _deciding_moves(base, dm)
        for want in dm.single_wants:
            step()
            difference = base.difference(lose(base.situation, {want.address: OUT}).situation)
            found.append(
                WantTrial(
                    address=want.address,
                    decision_maker=dm.id,
                    tells_apart=difference.preferences,
                    decides_move=None if deciding is None else want.address in deciding,
                    constant=_constant(base, want),
                    difference=difference,
                )
            )
    return tuple(found)


def _constant(base: Neighbours, want: PreferenceStatement) -> bool | None:
    truths = [model.truth(want.statement) for model in base.models_by_circumstances]
    if all(truth.all() for truth in truths):
        return True
    return None if any(truth.any() for truth in truths) else False


def _deciding_moves(base: Neighbours, dm: DecisionMaker) -> set[str] | None:
    """Addresses of the wants of ``dm`` that decide between two states that somebody's move connects, in some case."""
    pairs: dict[object, tuple[Ends, Ends] | None] = {}
    found: set[str] = set()
    everything = {want.address for want in dm.single_wants}
    for model in base.models:
        if found == everything:
            break
        circumstances = model.case.circumstances
        if circumstances not in pairs:
            pairs[circumstances] = differing_pairs(model)
        ends = pairs[circumstances]
        if ends is None:
            return None
        found |= _deciding(model, dm, *ends)
    return found


def _deciding(model: ConflictModel, dm: DecisionMaker, first: Ends, second: Ends) -> set[str]:
    found: set[str] = set()
    for want in model.case.wants_of(dm):
        truth = model.truth(want.statement)
        differs = truth[first] != truth[second]
        if differs.any():
            found.add(want.address)
            first, second = first[~differs], second[~differs]
    return found


# --- rules, limits on moves, words -------------------------------------------------------------------------------------


def idle_lines(base: Neighbours) -> tuple[IdleLine, ...]:
    """Every rule, irreversibility, impossible move, definition and circumstance that can go."""
    rules = (IdleLine(address=address, kind="rule", reason="rules-out-nothing") for address in rules_without_effect(base))
    return (*rules, *_fixed_options(base), *_idle_limits(base), *unused_words(base.situation), *_idle_circumstances(base))


def _fixed_options(base: Neighbours) -> Iterator[IdleLine]:
    """Options that are no choice: the same in every feasible state."""
    if base.situation.is_graph:
        return
    for number, option in enumerate(base.situation.options):
        bits = [(model.states >> np.uint64(number)) & np.uint64(1) for model in base.models_by_circumstances]
        if not any(bit.any() for bit in bits):
            yield IdleLine(address=option.address, kind="option", reason="never-taken")
        elif all(bit.all() for bit in bits):
            yield IdleLine(address=option.address, kind="option", reason="always-taken")


def _idle_limits(base: Neighbours) -> Iterator[IdleLine]:
    situation = base.situation
    for line in situation.irreversible:
        reason = _without_limit(base, line)
        if reason:
            yield IdleLine(address=line.address, kind="irreversible", reason=reason)
    for move in situation.impossible_moves:
        reason = _without_limit(base, move)
        if reason:
            yield IdleLine(address=move.address, kind="impossible-move", reason=reason)


def _without_limit(base: Neighbours, limit: Line) -> str:
    """Why a limit on moves can go, if it can."""
    freer = lose(base.situation, {limit.address: OUT}).situation
    blocks = any(not _same_moves(model, build(freer, model.case)) for model in base.models_by_circumstances)
    if not blocks:
        return "blocks-nothing"
    return "" if base.difference(freer).verdicts else "changes-no-verdict"


def _same_moves(old: ConflictModel, new: ConflictModel) -> bool:
    for dm in old.decision_makers:
        before, after = listed_moves(old, dm), listed_moves(new, dm)
        if before is None or after is None or not all(map(np.array_equal, before, after)):
            return False
    return True


def unused_words(situation: Situation) -> tuple[IdleLine, ...]:
    """Definitions and circumstances that nothing uses that is itself used."""
    used = _used(situation)
    unused = [
        IdleLine(address=line.address, kind="definition", reason="unused")
        for line in situation.definitions
        if Meaning("definition", line.key) not in used
    ]
    unused += [
        IdleLine(address=line.address, kind="circumstance", reason="unused")
        for line in situation.circumstances
        if Meaning("circumstance", line.id) not in used
    ]
    return tuple(unused)


def _used(situation: Situation) -> set[Meaning]:
    pending = [meaning for name in _names_said(situation) for meaning in situation.names.get(name, ())]
    used: set[Meaning] = set()
    while pending:
        meaning = pending.pop()
        if meaning in used:
            continue
        used.add(meaning)
        if meaning.kind == "definition":
            statement = situation.definitions_by_key[meaning.key].statement
            pending.extend(further for name in names(statement) for further in situation.names.get(name.text, ()))
    return used


def _names_said(situation: Situation) -> Iterator[str]:
    """Every name that something other than a definition uses; what-ifs and questions count."""
    said: list[Statement | None] = [want.statement for dm in situation.decision_makers for want in dm.single_wants]
    said += [line.statement for dm in situation.decision_makers for line in dm.unsure]
    said += [option.needs for option in situation.options]
    said += [joint.needs for joint in situation.joint_options]
    said += [rule.statement for rule in situation.rules]
    said += [side for line in situation.impossible_moves for side in (line.from_, line.to)]
    said += [question.statement for question in situation.questions]
    for what_if in situation.what_ifs:
        for change in what_if.changes:
            yield change.target
            said += _statements_of(change.line)
    for statement in said:
        if statement is not None:
            yield from (name.text for name in names(statement))
    yield from (weight.name for dm in situation.decision_makers for weight in dm.weights)
    yield from (question.term for question in situation.questions if question.term)


def _statements_of(line: Line | None) -> list[Statement | None]:
    fields = ("statement", "needs", "from_", "to")
    return [getattr(line, name, None) for name in fields]


def _idle_circumstances(base: Neighbours) -> Iterator[IdleLine]:
    unused = {line.address for line in unused_words(base.situation)}
    for circumstance in base.situation.circumstances:
        if circumstance.address not in unused and not _matters(base, circumstance):
            yield IdleLine(address=circumstance.address, kind="circumstance", reason="changes-no-verdict")


def _matters(base: Neighbours, circumstance: Circumstance) -> bool:
    """Whether the other value of the circumstance changes a state, a verdict or a conclusion in some case."""
    others = [_flipped(base, circumstance.id, solution) for solution in base.solutions]
    known = [other for other in others if other is not None]
    if len(known) < len(others):
        return True
    pairs = list(zip(base.solutions, known, strict=True))
    if any(not np.array_equal(old.model.states, new.model.states) for old, new in pairs):
        return True
    return any(not same_verdicts(old, new) for old, new in pairs) or bool(base.turns(known))


def _flipped(base: Neighbours, circumstance: str, solution: Solution) -> Solution | None:
    """The case of ``solution`` with the other value of ``circumstance``; None where no feasible state or today is left."""
    case = solution.case
    values = tuple((id_, value ^ (id_ == circumstance)) for id_, value in case.circumstances)
    other = replace(case, circumstances=values)
    known = next((found for found in base.solutions if found.case == other), None)
    if known is not None:
        return known
    try:
        return solve_case(base.situation, other, solution.concepts, like=solution)
    except (InputError, NotApplicableError):
        return None
