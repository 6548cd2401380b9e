"""Hypergames on random small conflicts, against games put together by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lagebild.analyses.views import VERDICTS, views
from lagebild.errors import InputError
from lagebild.evidence.grounds import parse_grounds
from lagebild.situation import AnyOrder, Change, Perception, Situation
from tests.oracle.definitions import conflict_of, stable_states
from tests.oracle.hypergames import game_of, games_of, hypergame_equilibria, surprise, verdict
from tests.strategies import random_option_document, situation_of

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
GROUNDS = ("c1", "c2", "c1 or c2", "c1 and c2", "at least 2 of (c1, c2, c3)")


def drawn(seed: int) -> Situation:
    """A conflict in which some rest lines on claims, and some have views."""
    rng = random.Random(seed)
    while True:
        situation = situation_of(random_option_document(rng, most_options=4, most_decision_makers=3, most_cases=1))
        groups = any(isinstance(want, AnyOrder) for dm in situation.decision_makers for want in dm.wants or ())
        if situation.case_count == 1 and not groups:
            return _with_views(rng, _sourced(rng, situation))


def _sourced(rng: random.Random, situation: Situation) -> Situation:
    def because() -> object:
        return parse_grounds(rng.choice(GROUNDS)) if rng.random() < 0.4 else None

    makers = tuple(
        replace(
            dm,
            wants=None if dm.wants is None else tuple(replace(want, because=because()) for want in dm.wants),  # type: ignore[arg-type]
            options=tuple(o if o.joint is not None else replace(o, because=because()) for o in dm.options),  # type: ignore[arg-type]
        )
        for dm in situation.decision_makers
    )
    return replace(situation, decision_makers=makers)


def _with_views(rng: random.Random, situation: Situation) -> Situation:
    found = []
    for dm in situation.decision_makers:
        if rng.random() < 0.35:
            continue
        names = [*(o.key for o in situation.options if o.joint is None), *(joint.id for joint in situation.joint_options)]
        unseen = tuple(rng.sample(names, rng.randint(0, min(2, len(names)))))
        of = rng.choice(situation.decision_makers)
        believes: tuple[Change, ...] = ()
        if of.wants and rng.random() < 0.5:
            believes = (Change(kind="drop", of=of.id, target=str(rng.randint(1, len(of.wants)))),)
        unaware = tuple(claim for claim in ("c1", "c2", "c3") if rng.random() < 0.4)
        found.append(
            Perception(
                address=f"views.{dm.id}", decision_maker=dm.id, unseen=unseen, believes=believes, unaware=unaware
            )
        )  # fmt: skip
    if not found:
        one = situation.decision_makers[0].id
        found = [Perception(address=f"views.{one}", decision_maker=one, unaware=("c1",))]
    return replace(situation, views=tuple(found))


def solvable(seeds: range) -> Iterator[tuple[int, Situation]]:
    """Those in which every view leaves a state and today."""
    for seed in seeds:
        situation = drawn(seed)
        try:
            views(situation)
        except InputError:
            continue
        yield seed, situation


@pytest.mark.parametrize("concept", CONCEPTS)
def test_everybody_judges_by_its_own_game(concept: str) -> None:
    tried = unjudged = 0
    for seed, situation in solvable(range(60)):
        tried += 1
        (case,) = views(situation, [concept]).cases
        for i, game in games_of(situation).items():
            for position, state in enumerate(case.model.labels()):
                met = VERDICTS[int(case.verdicts[concept][i][position])]
                assert met == verdict(game, concept, i, state), (seed, i, state)
                unjudged += met == "unjudged"
    assert tried > 30
    assert unjudged, "in some game a true state is seen as none"


@pytest.mark.parametrize("concept", CONCEPTS)
def test_equilibria_surprises_and_what_learning_changes(concept: str) -> None:
    surprising = changing = 0
    for seed, situation in solvable(range(100, 160)):
        found = views(situation, [concept])
        games = games_of(situation)
        equilibria = hypergame_equilibria(situation, games, concept)
        assert set(found.equilibria(concept)) == equilibria, seed
        expected = {
            (s, view.decision_maker): kind
            for s in equilibria
            for view in situation.views
            if (kind := surprise(games[view.decision_maker], concept, s))
        }
        met = {(s, dm): kind for s, by_dm in found.surprises(concept).items() for dm, kind in by_dm.items()}
        assert met == expected, seed
        surprising += bool(expected)
        for learning in found.cases[0].learning:
            truth = {**games, learning.decision_maker: game_of(situation, None)}
            after = hypergame_equilibria(situation, truth, concept)
            assert set(learning.appears) == after - equilibria
            assert set(learning.vanishes) == equilibria - after
            changing += after != equilibria
    assert surprising
    assert changing


def test_what_somebody_expects_are_the_equilibria_of_its_own_game() -> None:
    for _, situation in solvable(range(200, 230)):
        found = views(situation, ["seq"])
        for i, game in games_of(situation).items():
            stable = [stable_states(game.conflict, "seq", j) for j in game.conflict.decision_makers]
            assert set(found.expected(i, "seq")) == set.intersection(*stable)


def test_whoever_sees_the_truth_is_not_surprised_and_judges_as_the_file() -> None:
    for _, situation in solvable(range(300, 320)):
        found = views(situation, ["seq"])
        blind = {view.decision_maker for view in situation.views}
        assert {dm for by_dm in found.surprises("seq").values() for dm in by_dm} <= blind
        conflict = conflict_of(situation)
        for i in set(conflict.decision_makers) - blind:
            stays = found.cases[0].verdicts["seq"][i] == VERDICTS.index("stays")
            labels = [label for label, yes in zip(found.cases[0].model.labels(), stays.tolist(), strict=True) if yes]
            assert set(labels) == stable_states(conflict, "seq", i)
