"""Laws of changes: whatever remains is still called by its address, still means what it meant, and can still be read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from lagebild.changes import add_option, drop_line, freeze_option, loosen_order, set_owners, swap_wants
from lagebild.errors import InputError
from lagebild.situation import (
    Definition,
    ImpossibleMove,
    JointOption,
    Option,
    PreferenceStatement,
    Rule,
    Situation,
    Valuation,
    Weight,
)
from lagebild.statements import Name, Statement, names
from tests.strategies import situations

Decided = Mapping[str, bool]


def statements(situation: Situation) -> Iterator[tuple[str, Statement]]:
    """Every statement, and every weight's name as one, with the address of its line and its part there."""
    for line in situation.lines():
        match line:
            case PreferenceStatement() | Rule() | Definition():
                yield line.address, line.statement
            case ImpossibleMove():
                yield f"{line.address} from", line.from_
                yield f"{line.address} to", line.to
            case Option() | JointOption() if line.needs is not None:
                yield f"{line.address} needs", line.needs
            case Weight():
                yield line.address, Name(line.name)
    for number, question in enumerate(situation.questions):
        if question.statement is not None:
            yield f"question {number}", question.statement


def truths(situation: Situation, decided: Decided) -> dict[str, bool]:
    valuation = Valuation(situation, decided, next(situation.cases()))
    return {address: valuation.truth(statement) for address, statement in statements(situation)}


def drawn(situation: Situation, rng: random.Random) -> dict[str, bool]:
    """A pattern, each option by itself; in graph form one of the states."""
    if situation.is_graph:
        here = rng.choice(situation.states).id
        return {state.id: state.id == here for state in situation.states}
    return {option.key: rng.random() < 0.5 for option in situation.options}


def tried(change: Callable[[], Situation]) -> Situation | None:
    """The situation after a change, or nothing where it was refused."""
    try:
        return change()
    except InputError:
        return None


def same_where_both_speak(before: dict[str, bool], after: dict[str, bool]) -> bool:
    return all(before[address] == after[address] for address in before.keys() & after.keys())


@given(situations(), st.randoms(use_true_random=False))
def test_what_remains_after_a_dropped_line_means_what_it_meant(situation: Situation, rng: random.Random) -> None:
    address = rng.choice([line.address for line in situation.lines()])
    dropped = tried(lambda: drop_line(situation, address))
    if dropped is None:
        return
    assert {line.address for line in dropped.lines()} <= {line.address for line in situation.lines()} | grouped(dropped)
    assert all(len(dropped.names[name.text]) == 1 for _, statement in statements(dropped) for name in names(statement))
    decided = drawn(situation, rng)
    known = {key: decided[key] for key in decided if key in {o.key for o in dropped.options} | {s.id for s in dropped.states}}
    assert same_where_both_speak(truths(situation, decided), truths(dropped, known))


def grouped(situation: Situation) -> set[str]:
    return {line.address for line in situation.lines() if line.address.startswith("any-order.")}


@given(situations(), st.randoms(use_true_random=False))
def test_an_option_in_other_hands_is_the_same_option_to_everybody(situation: Situation, rng: random.Random) -> None:
    own = [option for option in situation.options if option.joint is None]
    if not own:
        return
    option = rng.choice(own)
    deciders = [dm.id for dm in situation.decision_makers]
    owners = rng.sample(deciders, rng.randint(1, len(deciders)))
    given_away = tried(lambda: set_owners(situation, option.key, owners))
    if given_away is None:
        return
    decided = drawn(situation, rng)
    now = {key: value for key, value in decided.items() if key != option.key}
    now.update({f"{owner}.{option.id}": decided[option.key] for owner in owners})
    assert sorted(now) == sorted(other.key for other in given_away.options)
    assert truths(given_away, now) == truths(situation, decided)
    assert len(given_away.irreversible) == len(situation.irreversible)
    assert [line.value for line in given_away.today or ()] == [line.value for line in situation.today or ()]


@given(situations(), st.randoms(use_true_random=False))
def test_a_joint_option_in_other_hands_is_the_same_option_to_everybody(situation: Situation, rng: random.Random) -> None:
    if not situation.joint_options:
        return
    joint = rng.choice(situation.joint_options)
    deciders = [dm.id for dm in situation.decision_makers]
    owners = rng.sample(deciders, rng.randint(1, len(deciders)))
    given_away = tried(lambda: set_owners(situation, joint.id, owners))
    if given_away is None:
        return
    taken = rng.random() < 0.5
    decided = {**drawn(situation, rng), **{f"{owner}.{joint.id}": taken for owner in joint.by}}
    now = {key: value for key, value in decided.items() if key not in {f"{owner}.{joint.id}" for owner in joint.by}}
    now.update({f"{owner}.{joint.id}": taken for owner in owners})
    assert truths(given_away, now) == truths(situation, decided)


@given(situations(), st.randoms(use_true_random=False), st.booleans())
def test_freezing_changes_no_statement_where_the_option_stands_so(
    situation: Situation, rng: random.Random, value: bool
) -> None:
    if not situation.options:
        return
    option = rng.choice(situation.options)
    frozen = freeze_option(situation, option.key, value)
    assert [other.key for other in frozen.options] == [other.key for other in situation.options]
    for stands in (False, True):
        decided = {**drawn(situation, rng), option.key: stands}
        then, now = truths(situation, decided), truths(frozen, decided)
        # Nothing that is said changes its meaning; only states in which it stands otherwise are gone.
        assert now == then


@given(situations(), st.randoms(use_true_random=False))
def test_one_more_option_changes_no_statement(situation: Situation, rng: random.Random) -> None:
    owner = rng.choice(situation.decision_makers).id
    id_ = rng.choice([option.id for option in situation.options] or ["new"])
    added = tried(lambda: add_option(situation, Option(address="what-if.x.1", owner=owner, id=id_)))
    if added is None:
        return
    decided = drawn(situation, rng)
    for stands in (False, True):
        assert truths(added, {**decided, f"{owner}.{id_}": stands}) == truths(situation, decided)


@given(situations(), st.randoms(use_true_random=False))
def test_an_order_that_is_swapped_is_one_of_the_orders_that_are_left_open(situation: Situation, rng: random.Random) -> None:
    dm = rng.choice(situation.decision_makers)
    if len(dm.wants or ()) < 2:
        return
    position = rng.randint(1, len(dm.wants or ()) - 1)
    swapped, loosened = swap_wants(situation, dm.id, position), loosen_order(situation, dm.id, position)
    orders = {tuple(want.address for want in case.wants_of(loosened.decision_maker(dm.id))) for case in loosened.cases()}
    for one in (situation, swapped):
        case = next(one.cases())
        assert tuple(want.address for want in case.wants_of(one.decision_maker(dm.id))) in orders
