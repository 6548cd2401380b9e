"""What is left of a situation when lines are lost: found unsupported (*out*) or false (*opposite*).

Options and states keep their numbers, wants their positions. The rules are those of the table in
``docs/theory/hinges.md``, one function a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from lagebild.situation import (
    AnyOrder,
    Circumstance,
    Comparison,
    DecisionMaker,
    Order,
    PreferenceStatement,
    Ranking,
    Rule,
    Situation,
    Tier,
    TodayLine,
    Want,
    Weight,
)
from lagebild.statements import Constant, Name, Not, Statement, names

OUT: Final = "out"
OPPOSITE: Final = "opposite"

Losses = Mapping[str, str]
"""Addresses of lines and orders, each ``out`` or ``opposite``. What is not named is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A situation after losses.

    ``undefined``: keys of definitions that have lost their meaning; what asks for one cannot be answered.
    """

    situation: Situation
    undefined: frozenset[str] = frozenset()

    def asks_undefined(self, statement: Statement) -> bool:
        """Whether ``statement`` uses a definition that has lost its meaning."""
        return _uses(self.situation, (statement,), self.undefined)


def lose(situation: Situation, losses: Losses) -> Lost:
    """The situation without the lines that are out, and with the contrary of those that are opposite.

    Addresses that nothing stands at, what-ifs and the statement that an order is open have no effect.
    """
    undefined = _undefined(situation, losses)
    losses = {**losses, **dict.fromkeys(_users(situation, undefined), OUT)}
    after = situation.with_names_kept(
        decision_makers=tuple(_sure(situation, _preferences(dm, losses), undefined) for dm in situation.decision_makers),
        rules=tuple(rule for rule in situation.rules if rule.address not in losses),
        irreversible=tuple(line for line in situation.irreversible if line.address not in losses),
        impossible_moves=tuple(move for move in situation.impossible_moves if move.address not in losses),
        circumstances=tuple(_circumstance(line, losses.get(line.address, "")) for line in situation.circumstances),
    )
    # What is said of today comes first: an option that is lost stands where that leaves it.
    after = _options(_today(after, losses), losses, undefined)
    if after.frozen != situation.frozen or any(line.address in losses for line in situation.circumstances):
        after = _rankings_of_fewer(after)
    return Lost(situation=_states(after, losses), undefined=undefined)


def taken_along(situation: Situation, losses: Losses) -> Losses:
    """The losses together with what goes with lost definitions: definitions and lines that use one are out too."""
    undefined = _undefined(situation, losses)
    definitions = [line.address for line in situation.definitions if line.key in undefined]
    return {**losses, **dict.fromkeys([*definitions, *_users(situation, undefined)], OUT)}


def touchable(situation: Situation) -> tuple[str, ...]:
    """Addresses of the lines that a loss can change anything of, in the order of the file."""
    idle = {line.address for line in (*situation.what_ifs, *situation.views)}
    idle |= {line.address for dm in situation.decision_makers for line in dm.unsure}
    idle |= {want.address for dm in situation.decision_makers for want in dm.wants or () if isinstance(want, AnyOrder)}
    return tuple(line.address for line in situation.lines() if line.address not in idle)


# --- definitions ------------------------------------------------------------------------------------------------------


def _undefined(situation: Situation, losses: Losses) -> frozenset[str]:
    """Definitions that are lost, and those that use one, however far."""
    found = {line.key for line in situation.definitions if line.address in losses}
    before = -1
    while found and len(found) != before:
        before = len(found)
        found |= {line.key for line in situation.definitions if _uses(situation, (line.statement,), found)}
    return frozenset(found)


def _uses(situation: Situation, statements: tuple[Statement | None, ...], keys: frozenset[str] | set[str]) -> bool:
    """Whether one of the statements names one of the definitions, itself or through definitions."""
    if not keys:
        return False
    pending = [name.text for statement in statements if statement is not None for name in names(statement)]
    while pending:
        for meaning in situation.names.get(pending.pop(), ()):
            if meaning.kind == "definition":
                if meaning.key in keys:
                    return True
                pending.extend(name.text for name in names(situation.definitions_by_key[meaning.key].statement))
    return False


def _users(situation: Situation, undefined: frozenset[str]) -> list[str]:
    """Addresses of the lines that use an undefined definition: they are out, however the definition was lost."""
    if not undefined:
        return []
    said: list[tuple[str, tuple[Statement | None, ...]]] = []
    for dm in situation.decision_makers:
        said += [(want.address, (want.statement,)) for want in dm.single_wants]
        said += [(weight.address, (Name(weight.name),)) for weight in dm.weights]
        said += [(option.address, (option.needs,)) for option in dm.options if option.joint is None]
    said += [(joint.address, (joint.needs,)) for joint in situation.joint_options]
    said += [(rule.address, (rule.statement,)) for rule in situation.rules]
    said += [(move.address, (move.from_, move.to)) for move in situation.impossible_moves]
    return [address for address, statements in said if _uses(situation, statements, undefined)]


# --- preferences ------------------------------------------------------------------------------------------------------


def _preferences(dm: DecisionMaker, losses: Losses) -> DecisionMaker:
    wants, ranking = dm.wants, dm.ranking
    weights = tuple(_weight(weight, losses.get(weight.address, "")) for weight in dm.weights)
    if wants is not None:
        wants = tuple(_want(want, losses) for want in _reordered(dm, losses))
    if ranking is not None:
        ranking = None if ranking.address in losses else _ranking(dm, ranking, losses)
        if ranking is None and not weights:
            wants = ()
    comparisons = dm.comparisons
    if comparisons is not None:
        comparisons = tuple(_comparison(line, losses) for line in comparisons if losses.get(line.address) != OUT)
    return replace(dm, wants=wants, ranking=ranking, weights=weights, comparisons=comparisons)


def _comparison(line: Comparison, losses: Losses) -> Comparison:
    """Opposite: the other way round. That states are equal has no one contrary: then nothing is known of them."""
    if line.address not in losses:
        return line
    return replace(line, states=line.over, over=line.states) if line.over else replace(line, states=())


def _sure(situation: Situation, dm: DecisionMaker, undefined: frozenset[str]) -> DecisionMaker:
    """What is not known stays unknown, whatever that rests on; but an undefined word can be unsure no longer."""
    if not any(_uses(situation, (line.statement,), undefined) for line in dm.unsure):
        return dm
    return replace(dm, unsure=tuple(line for line in dm.unsure if not _uses(situation, (line.statement,), undefined)))


def _want(want: Want, losses: Losses) -> Want:
    """Out: it compares nothing any more, and the others keep their places. Opposite: its contrary in its place."""
    if isinstance(want, AnyOrder):
        return replace(want, members=tuple(_single_want(member, losses) for member in want.members))
    return _single_want(want, losses)


def _single_want(want: PreferenceStatement, losses: Losses) -> PreferenceStatement:
    state = losses.get(want.address, "")
    if not state:
        return want
    return replace(want, statement=Constant(True) if state == OUT else Not(want.statement))


def _weight(weight: Weight, state: str) -> Weight:
    if not state:
        return weight
    return replace(weight, value=Decimal(0) if state == OUT else weight.value.copy_negate())


def _reordered(dm: DecisionMaker, losses: Losses) -> tuple[Want, ...]:
    """The wants after lost orders: opposite ones turn a pair (or a whole run) round, lost ones leave it in any order."""
    states = [losses.get(order.address, "") for order in dm.orders]
    if not any(states):
        return dm.wants or ()
    runs: list[list[Want]] = [[want] for want in (dm.wants or ())[:1]]
    links: list[str] = []
    for want, state in zip((dm.wants or ())[1:], states, strict=True):
        if state == OPPOSITE:
            runs[-1].insert(0, want)
        else:
            runs.append([want])
            links.append(state)
    found: list[Want] = []
    block = [runs[0]]
    for run, state in zip(runs[1:], links, strict=True):
        if state == OUT:
            block.append(run)
            continue
        found.extend(_in_any_order(dm, block, losses))
        block = [run]
    found.extend(_in_any_order(dm, block, losses))
    return tuple(found)


def _in_any_order(dm: DecisionMaker, runs: list[list[Want]], losses: Losses) -> list[Want]:
    """Runs of which it is not known which comes first, as one group; inside a run the order is kept."""
    if len(runs) == 1:
        return runs[0]
    members: list[PreferenceStatement] = []
    kept: list[tuple[int, int]] = []
    # What compares nothing has no place to be tried in: it would only multiply the cases.
    silent: list[Want] = []
    for run in runs:
        places: list[range] = []
        for want in run:
            if isinstance(want, PreferenceStatement) and losses.get(want.address) == OUT:
                silent.append(want)
                continue
            singles = want.members if isinstance(want, AnyOrder) else (want,)
            places.append(range(len(members), len(members) + len(singles)))
            members.extend(replace(single, above=None) for single in singles)
            if isinstance(want, AnyOrder):
                kept.extend((places[-1][first], places[-1][second]) for first, second in want.kept)
        kept.extend((first, second) for upper, lower in pairwise(places) for first in upper for second in lower)
    if not members:
        return silent
    address = f"any-order.{dm.id}.{members[0].id}"
    return [AnyOrder(address=address, members=tuple(members), kept=tuple(kept)), *silent]


def _ranking(dm: DecisionMaker, ranking: Ranking, losses: Losses) -> Ranking:
    """A lost tier says no longer that its states stand above the next tier's; a lost order of two tiers says the same.

    An order that is opposite exchanges the two tiers.
    """
    links = [_link(order, losses) for order in dm.orders]
    # What stands for all other states has no tier of its own, and the last tier stands above it.
    joins_rest = ranking.rest and bool(ranking.tiers) and ranking.tiers[-1].address in losses
    if not any(links) and not joins_rest:
        return ranking
    runs: list[list[Tier]] = [[tier] for tier in ranking.tiers[:1]]
    joins: list[str] = []
    for tier, state in zip(ranking.tiers[1:], links, strict=True):
        if state == OPPOSITE:
            runs[-1].insert(0, tier)
        else:
            runs.append([tier])
            joins.append(state)
    tiers = list(runs[0])
    for run, state in zip(runs[1:], joins, strict=True):
        if state == OUT:
            tiers[-1] = replace(tiers[-1], states=(*tiers[-1].states, *run[0].states))
            tiers.extend(run[1:])
        else:
            tiers.extend(run)
    return replace(ranking, tiers=tuple(tiers[:-1] if joins_rest else tiers))


def _rankings_of_fewer(situation: Situation) -> Situation:
    """Where states go, a ranking says of the others what it said."""
    rankings = {dm.id: replace(dm.ranking, wider=True) for dm in situation.decision_makers if dm.ranking is not None}
    makers = (replace(dm, ranking=rankings.get(dm.id)) for dm in situation.decision_makers)
    return situation.with_names_kept(decision_makers=tuple(makers))


def _link(order: Order, losses: Losses) -> str:
    return OUT if order.upper in losses else losses.get(order.address, "")


# --- what is the case, and what can be ----------------------------------------------------------------------------------


def _circumstance(line: Circumstance, state: str) -> Circumstance:
    """Out: open. Opposite: the other value; what is open stays so."""
    if not state:
        return line
    return replace(line, value=None if state == OUT or line.value is None else not line.value)


def _options(situation: Situation, losses: Losses, undefined: frozenset[str]) -> Situation:
    """Options out, and those of a decision maker of whom it is lost that they decide: frozen at their value today."""
    if situation.is_graph:
        return situation.with_names_kept(decision_makers=tuple(_moving(dm, losses) for dm in situation.decision_makers))
    lost = {option.key for option in situation.options if _owner_or_option_lost(situation, option.key, losses)}
    if not lost:
        return situation
    today = _values_today(situation)
    known = dict(situation.frozen)
    frozen = tuple((key, today.get(key) or False) for key in sorted(lost) if key not in known)
    lines = [_said_of_frozen(situation, line, lost) for line in situation.today or ()]

    def without_undefined(dm: DecisionMaker) -> DecisionMaker:
        # What a frozen option needs no longer has a meaning: then it counts as it stands.
        options = (replace(o, needs=None) if _uses(situation, (o.needs,), undefined) else o for o in dm.options)
        return replace(dm, options=tuple(options))

    return situation.with_names_kept(
        frozen=(*situation.frozen, *frozen),
        today=None if situation.today is None else tuple(lines),
        decision_makers=tuple(map(without_undefined, situation.decision_makers)),
        joint_options=tuple(
            replace(joint, needs=None) if _uses(situation, (joint.needs,), undefined) else joint
            for joint in situation.joint_options
        ),
    )


def _moving(dm: DecisionMaker, losses: Losses) -> DecisionMaker:
    """In graph form somebody of whom it is lost that they decide has no move."""
    return replace(dm, moves=()) if dm.address in losses else dm


def _owner_or_option_lost(situation: Situation, key: str, losses: Losses) -> bool:
    option = situation.option_by_key[key]
    line = option if option.joint is None else situation.joint_by_id[option.joint]
    return line.address in losses or situation.decision_maker(option.owner).address in losses


def _values_today(situation: Situation) -> dict[str, bool | None]:
    """What is said of each option and consent today; a consent's own line goes before that of its joint option."""
    values: dict[str, bool | None] = {}
    for line in situation.today or ():
        if line.option in situation.joint_by_id:
            for owner in situation.joint_by_id[line.option].by:
                values.setdefault(f"{owner}.{line.option}", line.value)
    own = {line.option: line.value for line in situation.today or () if line.option not in situation.joint_by_id}
    return {**values, **own}


def _said_of_frozen(situation: Situation, line: TodayLine, lost: set[str]) -> TodayLine:
    """Where it is unknown whether an option stands today, a frozen one does not."""
    joint = situation.joint_by_id.get(line.option)
    keys = {line.option} if joint is None else {f"{owner}.{joint.id}" for owner in joint.by}
    return replace(line, value=False) if line.value is None and keys <= lost else line


def _today(situation: Situation, losses: Losses) -> Situation:
    """Out: unknown. Opposite: the other value. In graph form nothing is said any more of which state is today's."""
    lost = [line for line in situation.today or () if line.address in losses]
    if not lost:
        return situation
    if situation.is_graph:
        return situation.with_names_kept(today=None)

    def one(line: TodayLine) -> TodayLine:
        state = losses.get(line.address, "")
        if not state:
            return line
        return replace(line, value=None if state == OUT or line.value is None else not line.value)

    return situation.with_names_kept(today=tuple(map(one, situation.today or ())))


def _states(situation: Situation, losses: Losses) -> Situation:
    """States of the graph form that are out go with their moves: a rule rules them out, so that numbers stay."""
    lost = {state.id: state for state in situation.states if state.address in losses}
    if not lost:
        return situation
    rules = tuple(Rule(address=state.address, id=id_, statement=Not(Name(id_))) for id_, state in lost.items())

    def somebody(dm: DecisionMaker) -> DecisionMaker:
        if dm.ranking is None:
            return dm
        tiers = (replace(tier, states=tuple(s for s in tier.states if s not in lost)) for tier in dm.ranking.tiers)
        return replace(dm, ranking=replace(dm.ranking, tiers=tuple(tier for tier in tiers if tier.states)))

    return situation.with_names_kept(
        rules=(*situation.rules, *rules),
        decision_makers=tuple(map(somebody, situation.decision_makers)),
    )
