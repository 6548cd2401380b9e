"""Unknown preferences: every verdict on all, some or none of the completions, against a list of all completions."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from lagebild.analyses.uncertain import EXTENSIONS, JUDGED, uncertain
from lagebild.model import MOST, cases_of
from lagebild.situation import Comparison, DecisionMaker, Ranking, Situation, Tier, Unsure
from lagebild.solutions import analyse
from lagebild.statements import parse
from tests.oracle.definitions import conflict_of
from tests.oracle.unknown import conflicts_of, in_completions, known_of, stable_in_extension
from tests.strategies import random_graph_document, random_option_document, situation_of

AT_ONCE = 20
"""How many conflicts a row tries."""


def with_unknown(rng: random.Random, situation: Situation, number: int) -> Situation:
    """The situation with ``number`` decision makers of whom not everything is known."""
    case = next(situation.cases())
    states = list(conflict_of(situation, case).states)
    chosen = rng.sample([dm.id for dm in situation.decision_makers], min(number, len(situation.decision_makers)))
    kinds = ("comparisons", "ranking") if situation.is_graph else ("comparisons", "ranking", "unsure")
    makers = (_less_known(rng, dm, states, situation, rng.choice(kinds)) if dm.id in chosen else dm
              for dm in situation.decision_makers)  # fmt: skip
    return replace(situation, decision_makers=tuple(makers))


def _less_known(rng: random.Random, dm: DecisionMaker, states: list[Any], situation: Situation, kind: str) -> DecisionMaker:
    if kind == "unsure":
        names = [option.key for option in situation.options]
        ids = [want.id for want in dm.single_wants]
        lines = tuple(
            Unsure(
                address=f"unsure.{dm.id}.{number}",
                id=str(number),
                statement=parse(rng.choice(names)),
                below=rng.choice(["", *ids]),
            )
            for number in range(1, rng.randint(1, 2) + 1)
        )
        return replace(dm, unsure=lines, wants=dm.wants or (), ranking=None)
    blank = replace(dm, wants=None, ranking=None, weights=())
    order = rng.sample(states, len(states))
    if kind == "comparisons":
        # Along one order, so that no two contradict each other.
        said: list[Comparison] = []
        for number in range(1, rng.randint(0, len(states)) + 1):
            low, high = sorted(rng.sample(range(len(order)), 2)) if len(order) > 1 else (0, 0)
            if low < high:
                line = Comparison(address=f"comparisons.{dm.id}.{number}", states=(order[low],), over=(order[high],))
                said.append(line)
        return replace(blank, comparisons=tuple(said))
    cuts = sorted(rng.sample(range(1, len(order) + 1), rng.randint(1, len(order))))
    pieces = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True) if start < end]
    unknown_rest = len(pieces) > 1 and rng.random() < 0.4
    tiers = tuple(
        Tier(address=f"ranking.{dm.id}.{number}", states=tuple(piece), unsure=rng.random() < 0.6)
        for number, piece in enumerate(pieces[:-1] if unknown_rest else pieces, start=1)
    )
    return replace(blank, ranking=Ranking(address=f"ranking.{dm.id}", tiers=tiers, rest_unknown=unknown_rest))


def drawn(seed: int, *, most_states: int = 4, unknown: int | None = None) -> Situation:
    """A small conflict of which not everything is known."""
    rng = random.Random(seed)
    while True:
        if rng.random() < 0.5:
            document = random_graph_document(rng, most_states=most_states, most_decision_makers=3)
        else:
            document = random_option_document(rng, most_options=3, most_decision_makers=3, most_cases=1)
        situation = situation_of(document)
        count = len(conflict_of(situation, next(situation.cases())).states)
        if situation.case_count == 1 and 2 <= count <= most_states:
            return with_unknown(rng, situation, rng.choice((1, 1, 2)) if unknown is None else unknown)


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("concept", JUDGED)
def test_all_some_and_none_are_those_of_all_completions_listed(concept: str, row: int) -> None:
    for seed in range(row * AT_ONCE, (row + 1) * AT_ONCE):
        situation = drawn(seed)
        if not situation.uncertain:
            continue
        found = uncertain(situation, [concept])
        assert found.exact
        for focal, expected in in_completions(situation, found.cases[0].case, concept).items():
            assert found.statuses(concept, focal) == expected, (seed, focal)


@pytest.mark.parametrize("concept", ["seq", "sseq"])
def test_what_is_proved_without_all_patterns_is_true(concept: str) -> None:
    undecided = 0
    for seed in range(1_000, 1_060):
        situation = drawn(seed)
        if not situation.uncertain:
            continue
        found = uncertain(situation, [concept], limit=0, drawn=2)
        for focal, expected in in_completions(situation, found.cases[0].case, concept).items():
            for state, status in found.statuses(concept, focal).items():
                allowed = {
                    "all-or-some": ("all", "some"), "some-or-none": ("some", "none"), "undecided": ("all", "some", "none"),
                }.get(status, (status,))  # fmt: skip
                assert expected[state] in allowed, (seed, focal, state)
                undecided += len(allowed) > 1
    assert undecided, "two patterns are too few to decide everything: the bounds were never the last word"


@pytest.mark.parametrize("extension", EXTENSIONS, ids=lambda extension: extension.name)
def test_the_four_extensions_are_those_of_the_definitions(extension: Any) -> None:
    for seed in range(2_000, 2_060):
        situation = drawn(seed, most_states=7)
        if not situation.uncertain:
            continue
        found = uncertain(situation)
        case = found.cases[0].case
        conflict = next(conflicts_of(situation, case)) if len(found.cases[0].model.labels()) <= 4 else None
        frame = conflict or _frame(situation)
        known = {dm.id: known_of(situation, dm, case) for dm in situation.decision_makers}
        for concept in JUDGED:
            for focal in frame.decision_makers:
                expected = {s for s in frame.states if stable_in_extension(frame, known, extension.name, concept, focal, s)}
                assert set(found.extension(extension.name, concept, focal)) == expected, (seed, concept, focal)


def _frame(situation: Situation) -> Any:
    blank = tuple(
        replace(dm, wants=(), ranking=None, weights=(), unsure=(), comparisons=None) if dm.uncertain else dm
        for dm in situation.decision_makers
    )
    return conflict_of(replace(situation, decision_makers=blank))


def test_stable_under_a_is_stable_in_all_completions_and_under_d_in_some_where_answers_may_be_any_moves() -> None:
    for seed in range(3_000, 3_030):
        situation = drawn(seed, most_states=6)
        if not situation.uncertain:
            continue
        found = uncertain(situation, ["nash", "gmr", "smr"])
        for code in found.codes:
            statuses = found.statuses(code)
            assert set(found.extension("a", code)) == {s for s, status in statuses.items() if status == "all"}
            assert set(found.extension("d", code)) == {s for s, status in statuses.items() if status != "none"}


def test_the_cases_that_are_solved_are_all_completions_where_there_are_few() -> None:
    tried = 0
    for seed in range(4_000, 4_040):
        situation = drawn(seed)
        case = next(situation.cases())
        listed = list(conflicts_of(situation, case))
        found = cases_of(situation)
        assert found.drawn == (len(listed) > MOST)
        if found.drawn or not situation.uncertain:
            continue
        tried += 1
        assert len(found.cases) == len(listed)
        analysis = analyse(situation, ["seq"])
        payoffs = {tuple(tuple(s.model.payoffs[dm].tolist()) for dm in s.model.decision_makers) for s in analysis.solutions}
        assert payoffs == {_payoffs(conflict) for conflict in listed}
    assert tried > 10


def _payoffs(conflict: Any) -> tuple[tuple[int, ...], ...]:
    found = []
    for dm in conflict.decision_makers:
        values = [conflict.better[dm][s] for s in conflict.states]
        dense = {value: number for number, value in enumerate(sorted(set(values)))}
        found.append(tuple(dense[value] for value in values))
    return tuple(found)


def test_cases_that_are_drawn_agree_with_what_is_known() -> None:
    drawn_somewhere = False
    for seed in range(5_000, 5_030):
        situation = drawn(seed, most_states=7, unknown=2)
        found = cases_of(situation, most=5)
        drawn_somewhere = drawn_somewhere or found.drawn
        for case in found.cases:
            for dm, tiers in case.completions:
                known = known_of(situation, situation.decision_maker(dm), case)
                place = {state: number for number, tier in enumerate(tiers) for state in tier}
                assert all(place[s] < place[t] for s, t in known.better)
                assert all(place[s] == place[t] for s, t in known.equal)
        assert found == cases_of(situation, most=5)
    assert drawn_somewhere
