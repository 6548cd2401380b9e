"""The inverse problem on published conflicts, and the fewest moves of wants against all of them."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from lagebild.analyses.inverse import EQUILIBRIUM, STABLE, inverse
from lagebild.changes import move_want
from lagebild.errors import NotApplicableError, UnknownNameError
from lagebild.reading import load
from lagebild.situation import AnyOrder, Situation
from lagebild.solutions import analyse
from tests.strategies import random_option_document, situation_of

CATALOGUE = Path(__file__).parents[3] / "src" / "lagebild" / "catalogue"

SMALL = ("fraser-hipel-1984/chicken", "gmcr-plus-examples/prisoners-dilemma", "hipel-fang-kilgour-haight-1993/elmira")


@pytest.mark.parametrize("name", SMALL)
def test_what_is_published_as_stable_satisfies_its_condition_and_nothing_else_does(name: str) -> None:
    analysis = analyse(load(CATALOGUE / f"{name}.yaml"))
    (solution,) = analysis.solutions
    for label in solution.model.labels():
        found = inverse(analysis, label, seconds=60)
        for requirement in found.requirements:
            stability = solution.stability[requirement.concept]
            position = requirement.position
            makers = requirement.asked if requirement.goal == STABLE else solution.model.decision_makers
            assert requirement.met == all(bool(stability[dm][position]) for dm in makers)
            assert bool(requirement.condition.holds(solution.model.payoffs)) == requirement.met
            if requirement.goal == EQUILIBRIUM and requirement.condition.never and len(requirement.asked) == 1:
                # Somebody else would leave, whatever the one asked wants: under nash just those who leave today.
                left = [dm for dm in makers if not stability[dm][position] and dm not in requirement.asked]
                assert requirement.concept != "nash" or list(requirement.hindering) == left


def with_wants(seed: int) -> Situation:
    """A random conflict in option form in which somebody has three wants or more and no order is open."""
    rng = random.Random(seed)
    while True:
        situation = situation_of(random_option_document(rng, most_options=4, most_decision_makers=3, most_cases=1))
        wants = [dm.wants or () for dm in situation.decision_makers]
        if max(map(len, wants)) >= 3 and not any(isinstance(want, AnyOrder) for own in wants for want in own):
            return situation


def orders_away(situation: Situation, decision_maker: str, moves: int) -> list[Situation]:
    """Every situation that so many moves of this decision maker's wants make."""
    count = len(situation.decision_maker(decision_maker).wants or ())
    found = [situation]
    for _ in range(moves):
        pairs = list(itertools.permutations(range(1, count + 1), 2))
        found = [move_want(one, decision_maker, origin, to) for one in found for origin, to in pairs]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_no_fewer_moves_of_wants_do(seed: int) -> None:
    situation = with_wants(seed)
    focal = max(situation.decision_makers, key=lambda dm: len(dm.wants or ())).id
    analysis = analyse(situation, ["nash", "seq"])
    for label in analysis.solutions[0].model.labels()[:6]:
        for concept in ("nash", "seq"):
            for requirement in inverse(analysis, label, concept, by=focal).of(concept, STABLE, focal):
                if requirement.wants is None or requirement.met:
                    continue
                moves = requirement.wants.moves
                least = len(moves) if moves is not None else 2
                for fewer in range(min(least, 2)):
                    assert not any(
                        label in analyse(other, [concept]).solutions[0].model.labels() and stays(other, concept, focal, label)
                        for other in orders_away(situation, focal, fewer)
                    )
                if moves:
                    after = situation
                    for move in moves:
                        after = move_want(after, focal, move.position, move.to)
                    assert stays(after, concept, focal, label)


def stays(situation: Situation, concept: str, decision_maker: str, label: int | str) -> bool:
    (solution, *_) = analyse(situation, [concept]).solutions
    return bool(solution.stability[concept][decision_maker][solution.model.position(label)])


def test_what_is_asked_wrongly_is_refused() -> None:
    chicken = load(CATALOGUE / "fraser-hipel-1984" / "chicken.yaml")
    with pytest.raises(UnknownNameError):
        inverse(chicken, 17)
    with pytest.raises(UnknownNameError):
        inverse(chicken, 0, by="c")
    with pytest.raises(NotApplicableError, match="not solved for sim"):
        inverse(chicken, 0, "sim")


def test_in_a_conflict_without_deterrence_only_ones_own_moves_matter() -> None:
    elmira = load(CATALOGUE / "hipel-fang-kilgour-haight-1993" / "elmira.yaml")
    for requirement in inverse(elmira, "s1", "nash").requirements:
        for comparison in requirement.condition.comparisons:
            model = requirement.solutions[0].model
            assert comparison.upper == requirement.position
            assert comparison.lower in model.moves_from(comparison.decision_maker, requirement.position)
