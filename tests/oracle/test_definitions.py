"""The oracle on conflicts that were worked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from tests.oracle.definitions import (
    CONCEPTS,
    Conflict,
    State,
    coalition_improvements,
    coalition_stable,
    conflict_of,
    equilibria,
    equilibrium_jumps,
    general_metarational,
    improving_sequences,
    legal_sequences,
    merged_conflict_of,
    merged_name,
    sequential,
    stable_states,
    universally_stable_states,
)
from tests.strategies import situation_of


def graph(moves: Mapping[str, Iterable[str]], rankings: Mapping[str, str]) -> Conflict:
    """Moves as ``"s>t"``, strict rankings as the states from best to worst: ``"t s x"``."""
    states = tuple(sorted({state for ranking in rankings.values() for state in ranking.split()}))
    return Conflict(
        states=states,
        decision_makers=tuple(rankings),
        moves={i: {s: frozenset(arc[2:] for arc in moves.get(i, ()) if arc[0] == s) for s in states} for i in rankings},
        better={i: {s: -place for place, s in enumerate(ranking.split())} for i, ranking in rankings.items()},
    )


def two_by_two(row: dict[State, int], column: dict[State, int]) -> Conflict:
    """One option each: state 0 neither, 1 the row's, 2 the column's, 3 both."""
    flip: dict[str, dict[State, frozenset[State]]] = {
        "row": {s: frozenset([s ^ 1]) for s in range(4)},
        "column": {s: frozenset([s ^ 2]) for s in range(4)},
    }
    return Conflict(states=(0, 1, 2, 3), decision_makers=("row", "column"), moves=flip, better={"row": row, "column": column})


# Taking the option is to defect.
PRISONERS_DILEMMA = two_by_two(row={1: 4, 0: 3, 3: 2, 2: 1}, column={2: 4, 0: 3, 3: 2, 1: 1})
# Taking the option is to drive on.
CHICKEN = two_by_two(row={1: 4, 0: 3, 2: 2, 3: 1}, column={2: 4, 0: 3, 1: 2, 3: 1})


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq"])
def test_in_the_prisoners_dilemma_foresight_also_keeps_cooperation(concept: str) -> None:
    assert equilibria(PRISONERS_DILEMMA, "nash") == {3}
    assert equilibria(PRISONERS_DILEMMA, concept) == {0, 3}


def test_in_the_prisoners_dilemma_the_two_together_leave_defection() -> None:
    both = frozenset({"row", "column"})
    assert coalition_improvements(PRISONERS_DILEMMA, both, 3) == {0}
    assert not coalition_stable(PRISONERS_DILEMMA, "sseq", both, 3)
    assert equilibrium_jumps(PRISONERS_DILEMMA, "seq") == {(3, both, 0)}
    assert equilibrium_jumps(PRISONERS_DILEMMA, "nash") == set()
    # 1 and 2 are not left by the two, but by one of them: the loser defects too.
    assert universally_stable_states(PRISONERS_DILEMMA, "nash") == set()
    assert universally_stable_states(PRISONERS_DILEMMA, "seq") == {0}


def test_in_chicken_one_swerves_and_mutual_caution_holds_only_by_possible_answers() -> None:
    assert equilibria(CHICKEN, "nash") == {1, 2}
    # At 0 the row would drive on; the column's only answer, to drive on too, leads to 3, worse for the column itself.
    assert equilibria(CHICKEN, "gmr") == {0, 1, 2}
    assert equilibria(CHICKEN, "seq") == {1, 2}
    # The answer at 3 does not hold the row down by force: it can swerve to 2, which is below 0 all the same.
    assert equilibria(CHICKEN, "smr") == {0, 1, 2}
    assert equilibria(CHICKEN, "sseq") == {1, 2}


def test_an_answerer_may_move_again_after_another_has_moved() -> None:
    """j, then k, then j again: letting each move once only, or allowing one move only, misses the sanction at d."""
    conflict = graph({"i": ["s>a"], "j": ["a>b", "c>d"], "k": ["b>c"]}, {"i": "a b c s d", "j": "d c b a s", "k": "d c b a s"})
    others = frozenset({"j", "k"})
    assert legal_sequences(conflict, others, "a") == {"b", "c", "d"}
    assert improving_sequences(conflict, others, "a") == {"b", "c", "d"}
    assert general_metarational(conflict, "i", "s")
    assert sequential(conflict, "i", "s")


def test_nobody_moves_twice_in_succession_where_moves_are_intransitive() -> None:
    """Forgetting the last mover would let j walk on from b to the sanction at d."""
    conflict = graph({"i": ["s>a"], "j": ["a>b", "b>d"]}, {"i": "a b s d", "j": "d b a s", "k": "s a b d"})
    assert legal_sequences(conflict, frozenset({"j", "k"}), "a") == {"b"}
    assert not general_metarational(conflict, "i", "s")


def test_a_group_may_return_the_conflict_to_where_it_was_and_the_empty_group_goes_nowhere() -> None:
    conflict = graph({"j": ["s>a"], "k": ["a>s"]}, {"j": "a s", "k": "s a"})
    assert legal_sequences(conflict, frozenset({"j", "k"}), "s") == {"a", "s"}
    assert legal_sequences(conflict, frozenset(), "s") == set()


def test_an_equally_preferred_state_is_a_sanction_but_no_improvement() -> None:
    conflict = Conflict(
        states=("s", "a", "b"),
        decision_makers=("i", "j"),
        moves={
            "i": {"s": frozenset("a"), "a": frozenset(), "b": frozenset()},
            "j": {"s": frozenset(), "a": frozenset("b"), "b": frozenset()},
        },
        better={"i": {"s": 0, "a": 1, "b": 0}, "j": {"s": 0, "a": 0, "b": 1}},
    )
    assert stable_states(conflict, "nash", "i") == {"a", "b"}
    assert stable_states(conflict, "seq", "i") == {"s", "a", "b"}


def test_sequential_and_symmetric_metarational_together_are_not_symmetric_sequential() -> None:
    """The credible answer b can be escaped to better, the inescapable answer c costs j something."""
    conflict = graph({"i": ["s>a", "b>e"], "j": ["a>b", "a>c"]}, {"i": "a e s b c", "j": "b a c s e"})
    at_s = {concept for concept in CONCEPTS if "s" in stable_states(conflict, concept, "i")}
    assert at_s == {"gmr", "smr", "seq"}


def test_subcoalitions_sanction_where_single_improvements_cannot() -> None:
    """From a neither j nor k gains alone, but their way to c is good for both and bad for i."""
    conflict = graph({"i": ["s>a"], "j": ["a>b"], "k": ["b>c"]}, {"i": "a b s c", "j": "c a b s", "k": "c a b s"})
    assert not sequential(conflict, "i", "s")
    assert not coalition_stable(conflict, "seq", ["i"], "s", sanctions="single")
    assert coalition_stable(conflict, "seq", ["i"], "s")


def test_coalition_sequential_need_not_imply_coalition_general_metarational_in_a_graph() -> None:
    """{j} steps from a to b, {j, k} from b to d, where j begins: no legal sequence of single moves, as j moves twice."""
    conflict = graph({"i": ["s>a"], "j": ["a>b", "b>c"], "k": ["c>d"]}, {"i": "a b c s d", "j": "d b c a s", "k": "d c b a s"})
    assert coalition_stable(conflict, "seq", ["i"], "s")
    assert not coalition_stable(conflict, "gmr", ["i"], "s")


def test_nothing_sanctions_the_coalition_of_all() -> None:
    assert {s for s in range(4) if coalition_stable(PRISONERS_DILEMMA, "gmr", ["row", "column"], s)} == {0, 1, 2}


DAM = {
    "lagebild": 1,
    "title": "A dam",
    "as-of": "2025-03-01",
    "decision-makers": {
        "upstream": {
            "options": {"build": {"name": "build"}, "release": {"name": "release", "needs": "treaty"}},
            "wants": ["build", "not release"],
            "weights": {"treaty": "0.1"},
        },
        "downstream": {
            "options": {"sue": {"name": "sue"}},
            "ranking": ["downstream.sue = upstream.build + downstream.sue", "the rest"],
        },
    },
    "joint-options": {"treaty": {"name": "sign", "by": ["upstream", "downstream"]}},
    "rules": [{"one-of": ["sue", "treaty"]}],
    "irreversible": ["treaty", "build"],
    "impossible-moves": [{"by": "downstream", "from": "build", "to": "sue"}],
}
# Patterns: build 1, release 2, sue 4, the consent of upstream 8, of downstream 16.


def test_a_situation_becomes_the_conflict_it_describes() -> None:
    conflict = conflict_of(situation_of(DAM))
    assert conflict.states == tuple(s for s in range(32) if not (s & 4 and s & 24 == 24))
    # What is built stays; consents can be taken back as long as the other has not agreed.
    assert conflict.moves["upstream"][8] == {0, 1, 2, 3, 9, 10, 11}
    assert conflict.moves["upstream"][25] == {27}
    # Downstream may not go to the court over a dam that stands, and not while the treaty binds.
    assert conflict.moves["downstream"][1] == {17}
    assert conflict.moves["downstream"][24] == set()
    assert conflict.moves["downstream"][0] == {4, 16, 20}


def test_wants_come_before_weights_and_what_lapses_is_not_taken() -> None:
    conflict = conflict_of(situation_of(DAM))
    assert conflict.prefers("upstream", 1, 24)
    assert conflict.prefers("upstream", 24, 0)  # the treaty, by its weight
    assert not conflict.prefers("upstream", 0, 2)  # a guarantee without a treaty is none
    assert conflict.prefers("upstream", 24, 26)
    assert conflict.prefers("downstream", 4, 0)
    assert not conflict.prefers("downstream", 8, 0)


def test_a_merged_coalition_uses_its_options_at_once_and_gains_only_if_all_gain() -> None:
    situation = situation_of(DAM)
    merged = merged_conflict_of(situation, ["upstream", "downstream"])
    name = merged_name(["upstream", "downstream"])
    assert merged.decision_makers == (name,)
    assert 24 in merged.moves[name][0]
    assert merged.prefers(name, 5, 0)
    assert not merged.prefers(name, 24, 0)
