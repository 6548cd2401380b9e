"""The checker of certificates on conflicts small enough to work by hand."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from lagebild.certify import Checker, case_data, verify, verify_all
from lagebild.errors import CertificateError, TooLargeError
from lagebild.situation import Situation
from tests.oracle.producer import Producer
from tests.strategies import situation_of

HEAD = {"lagebild": 1, "title": "By hand", "as-of": "2025-03-01"}


def graph(rankings: Mapping[str, str], moves: Mapping[str, Mapping[str, str]]) -> Situation:
    """Rankings best first; moves as targets by state, both as words in one text."""
    states = sorted({state for ranking in rankings.values() for state in ranking.split()})
    makers = {
        i: {
            "moves": {s: targets.split() for s, targets in moves.get(i, {}).items()},
            "ranking": [[s] for s in ranking.split()],
        }
        for i, ranking in rankings.items()
    }
    return situation_of({**HEAD, "states": {s: {} for s in states}, "decision-makers": makers})


# i leaves s for a; j then k then j again lead to d, which is worse for i than s. Every step is an improvement.
CHAIN = graph(
    {"i": "a b c s d", "j": "d c b a s", "k": "d c b a s"},
    {"i": {"s": "a"}, "j": {"a": "b", "c": "d"}, "k": {"b": "c"}},
)
# Here j would have to move twice in succession to get to d.
BROKEN_CHAIN = graph({"i": "a b s d", "j": "d b a s", "k": "s a b d"}, {"i": {"s": "a"}, "j": {"a": "b", "b": "d"}})

PRISONERS_DILEMMA = situation_of(
    {
        **HEAD,
        "decision-makers": {
            "north": {"options": {"arm": {}}, "ranking": [1, 0, 3, 2]},
            "south": {"options": {"build": {}}, "ranking": [2, 0, 3, 1]},
        },
    }
)


def certificate(situation: Situation, concept: str, focal: Any, **content: Any) -> dict[str, Any]:
    case = next(situation.cases())
    header = {"situation": situation.sha256, "what_if": None, "case": case_data(case)}
    return {**header, "concept": concept, "focal": focal, **content}


def answers(situation: Situation, path: list[list[str]], concept: str = "seq") -> dict[str, Any]:
    return certificate(situation, concept, "i", form="answers", state="s", verdict="stable", answers=[["a", path]])


def check(situation: Situation, given: dict[str, Any]) -> None:
    verify(situation, next(situation.cases()), given)


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq"])
def test_a_path_of_answers_proves_that_a_state_is_stable(concept: str) -> None:
    check(CHAIN, answers(CHAIN, [["j", "b"], ["k", "c"], ["j", "d"]], concept))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ([], "a path is empty"),
        ([["j", "b"], ["k", "c"]], "which is no sanction"),
        ([["j", "b"], ["j", "c"]], "j would move twice in succession"),
        ([["j", "b"], ["k", "d"]], "k cannot move from b to d"),
        ([["i", "b"]], "i may not move there"),
        ([["j", "z"]], "there is no feasible state z"),
        ([["j"]], "a path is missing or malformed"),
        ("j b", "a path is missing or malformed"),
    ],
)
def test_a_path_that_does_not_lead_to_a_sanction_is_refused(path: Any, reason: str) -> None:
    with pytest.raises(CertificateError, match=reason):
        check(CHAIN, answers(CHAIN, path))


def test_an_answer_that_costs_its_mover_proves_nothing_sequential() -> None:
    situation = graph({"i": "a s d", "j": "a d s"}, {"i": {"s": "a"}, "j": {"a": "d"}})
    check(situation, answers(situation, [["j", "d"]], "gmr"))
    with pytest.raises(CertificateError, match="no improvement for all who take it"):
        check(situation, answers(situation, [["j", "d"]], "seq"))


def test_an_answer_that_can_be_escaped_proves_nothing_symmetric() -> None:
    situation = graph({"i": "a e s d", "j": "d a e s"}, {"i": {"s": "a", "d": "e"}, "j": {"a": "d"}})
    check(situation, answers(situation, [["j", "d"]], "seq"))
    with pytest.raises(CertificateError, match="no sanction"):
        check(situation, answers(situation, [["j", "d"]], "sseq"))


@pytest.mark.parametrize("given", [[], [["a", [["j", "b"]]], ["a", [["j", "b"]]]], [["b", [["k", "c"]]]]])
def test_answers_must_be_for_exactly_the_improvements_there_are(given: list[Any]) -> None:
    spoiled = {**answers(CHAIN, []), "answers": given}
    with pytest.raises(CertificateError, match=r"exactly the improvements|answered twice"):
        check(CHAIN, spoiled)


def test_a_closed_set_without_a_sanction_proves_that_a_state_is_unstable() -> None:
    closed = certificate(
        BROKEN_CHAIN,
        "gmr",
        "i",
        form="closed",
        state="s",
        verdict="unstable",
        path=[["i", "a"]],
        pairs=[["a", None], ["b", "j"]],
    )
    check(BROKEN_CHAIN, closed)
    with pytest.raises(CertificateError, match="the closed set is left from a to b"):
        check(BROKEN_CHAIN, {**closed, "pairs": [["a", None]]})
    with pytest.raises(CertificateError, match="does not hold a"):
        check(BROKEN_CHAIN, {**closed, "pairs": [["b", "j"]]})
    with pytest.raises(CertificateError, match="i cannot move from s to b"):
        check(BROKEN_CHAIN, {**closed, "path": [["i", "b"]]})


def test_without_the_last_mover_a_closed_set_must_hold_more_than_can_be_reached() -> None:
    short = certificate(
        BROKEN_CHAIN, "gmr", "i", form="closed", state="s", verdict="unstable", path=[["i", "a"]], states=[["a"], ["b"]]
    )
    with pytest.raises(CertificateError, match="left from b to d"):
        check(BROKEN_CHAIN, short)
    with pytest.raises(CertificateError, match="d is a sanction"):
        check(BROKEN_CHAIN, {**short, "states": [["a"], ["b"], ["d"]]})


def test_a_short_column_may_not_lead_a_mover_on_twice_in_succession() -> None:
    """Its labels would call s stable: all conditions hold but that j, having moved to b, would have to move on to d."""
    row = {"label": [0, 0, 0, 1], "parent": [[1, "j"], [2, "j"], None, None], "depth": [2, 1, 0, 0]}
    column = certificate(BROKEN_CHAIN, "gmr", "i", form="column", stable=["a", "b", "d", "s"], labels={"": row})
    with pytest.raises(CertificateError, match="j would move twice in succession from a"):
        check(BROKEN_CHAIN, column)
    true = Producer(BROKEN_CHAIN).column("gmr", "i")
    assert true is not None
    assert true["stable"] == ["a", "b", "d"]
    check(BROKEN_CHAIN, true)


def test_a_full_column_may_not_do_so_either() -> None:
    after_anybody = {"label": [0, 0, 0, 1], "parent": [[1, "j"], [2, "j"], None, None], "depth": [2, 1, 0, 0]}
    after_j = {"label": [3, 0, 0, 1], "parent": [None, [2, "j"], None, None], "depth": [0, 1, 0, 0]}
    labels = {"": after_anybody, "j": after_j, "k": after_anybody}
    column = certificate(BROKEN_CHAIN, "gmr", "i", form="column", stable=["a", "b", "d", "s"], labels=labels)
    with pytest.raises(CertificateError, match="the parent of b is not a move away"):
        check(BROKEN_CHAIN, column)


@pytest.mark.parametrize("short", [False, True])
def test_a_column_proves_every_verdict_of_a_decision_maker(short: bool) -> None:
    column = Producer(PRISONERS_DILEMMA).column("seq", "north", short=short)
    assert column is not None
    assert column["stable"] == [0, 1, 3]
    check(PRISONERS_DILEMMA, column)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda c: c["labels"][""]["label"].__setitem__(1, 3), "is above one that south can move to"),
        (lambda c: c["labels"][""]["label"].__setitem__(0, 3), "is above what north gets there"),
        (lambda c: c["labels"][""]["label"].__setitem__(0, -1), "does not come from its parent"),
        (lambda c: c["labels"][""]["depth"].__setitem__(1, 0), "does not come from its parent"),
        (lambda c: c["labels"][""]["parent"].__setitem__(1, [0, "south"]), "the parent of 1 is not a move away"),
        (lambda c: c["labels"][""]["parent"].__setitem__(1, 3), "a parent is missing or malformed"),
        (lambda c: c["labels"][""]["parent"].__setitem__(1, ["3", "south"]), "a parent is no pair"),
        (lambda c: c["labels"][""]["label"].__setitem__(0, True), "no whole number"),
        (lambda c: c["labels"][""]["label"].append(0), "do not fit the 4 states"),
        (lambda c: c["labels"].pop(""), "the labels are not for"),
        (lambda c: c.pop("labels"), '"labels" is missing'),
        (lambda c: c["stable"].pop(), "other states stable"),
        (lambda c: c["stable"].append(2), "other states stable"),
        (lambda c: c["stable"].append(0), "other states stable"),
        (lambda c: c.update(focal=["north"], coalitions="single"), "for one decision maker"),
    ],
)
def test_a_spoiled_column_is_refused(spoil: Any, reason: str) -> None:
    column = copy.deepcopy(Producer(PRISONERS_DILEMMA).column("seq", "north"))
    assert column is not None
    spoil(column)
    with pytest.raises(CertificateError, match=reason):
        check(PRISONERS_DILEMMA, column)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"situation": "0" * 64}, "another situation"),
        ({"what_if": "court-is-slow"}, "another what-if"),
        ({"case": {"circumstances": {"drought": True}, "orders": {}}}, "another case"),
        ({"verdict": "unstable"}, 'proves "stable" only'),
        ({"form": "opinion"}, 'there is no form "opinion"'),
        ({"form": None}, '"form" is missing'),
        ({"concept": "sim"}, "nothing certifies the concept sim"),
        ({"concept": "nash"}, "proves nothing about nash"),
        ({"focal": "nobody"}, "no decision maker or coalition"),
        ({"focal": []}, "no decision maker or coalition"),
        ({"coalitions": "single"}, 'coalitions cannot be "single" here'),
        ({"state": "d"}, "exactly the improvements"),
        ({"state": ["s"]}, "there is no feasible state"),
    ],
)
def test_a_certificate_of_something_else_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(CertificateError, match=reason):
        check(CHAIN, {**answers(CHAIN, [["j", "b"], ["k", "c"], ["j", "d"]]), **changes})


def test_a_what_if_is_checked_against_the_situation_it_leads_to() -> None:
    given = {**answers(CHAIN, [["j", "b"], ["k", "c"], ["j", "d"]]), "what_if": "court-is-slow"}
    verify(CHAIN, next(CHAIN.cases()), given, what_if="court-is-slow")


def test_that_nobody_gains_by_leaving_needs_no_more_words() -> None:
    check(PRISONERS_DILEMMA, certificate(PRISONERS_DILEMMA, "nash", "north", form="empty", state=1, verdict="stable"))
    with pytest.raises(CertificateError, match="there is an improvement, to 1"):
        check(PRISONERS_DILEMMA, certificate(PRISONERS_DILEMMA, "nash", "north", form="empty", state=0, verdict="stable"))


def test_one_improvement_proves_nash_instability() -> None:
    given = certificate(
        PRISONERS_DILEMMA, "nash", "north", form="improvement", state=0, verdict="unstable", path=[["north", 1]]
    )
    check(PRISONERS_DILEMMA, given)
    with pytest.raises(CertificateError, match="north cannot move from 0 to 3"):
        check(PRISONERS_DILEMMA, {**given, "path": [["north", 3]]})


def test_a_coalition_leaves_by_a_path_of_its_members_and_merged_in_one_move() -> None:
    both = ["north", "south"]
    given = certificate(PRISONERS_DILEMMA, "nash", both, form="improvement", state=3, verdict="unstable", coalitions="single")
    check(PRISONERS_DILEMMA, {**given, "path": [["north", 2], ["south", 0]]})
    check(PRISONERS_DILEMMA, {**given, "path": [[both, 0]], "coalitions": "merged"})
    with pytest.raises(CertificateError, match="may not move there"):
        check(PRISONERS_DILEMMA, {**given, "path": [[both, 0]]})


def test_a_subcoalition_jumps_along_its_own_path() -> None:
    situation = graph({"i": "a b s c", "j": "c a b s", "k": "c a b s"}, {"i": {"s": "a"}, "j": {"a": "b"}, "k": {"b": "c"}})
    jump = [[["j", "k"], [["j", "b"], ["k", "c"]]]]
    given = {**answers(situation, []), "focal": ["i"], "coalitions": "subcoalitions", "answers": [["a", jump]]}
    check(situation, given)
    with pytest.raises(CertificateError, match="no improvement for all"):
        check(situation, {**given, "answers": [["a", [[["j"], [["j", "b"]]]]]]})


def test_a_closed_set_must_hold_where_subcoalitions_can_jump_to() -> None:
    situation = graph({"i": "a b s c", "j": "c a b s", "k": "c a b s"}, {"i": {"s": "a"}, "j": {"a": "b"}, "k": {"b": "c"}})
    closed = {"form": "closed", "state": "s", "verdict": "unstable", "path": [["i", "a"]], "pairs": [["a", None]]}
    check(situation, certificate(situation, "seq", ["i"], coalitions="single", **closed))
    with pytest.raises(CertificateError, match="the closed set is left from a to c"):
        check(situation, certificate(situation, "seq", ["i"], coalitions="subcoalitions", **closed))


def test_a_coalition_gains_nothing_where_one_member_would_have_to_move_twice_in_succession() -> None:
    situation = graph({"j": "d s b", "k": "d s b"}, {"j": {"s": "b", "b": "d"}})
    given = {"form": "empty", "state": "s", "verdict": "stable", "coalitions": "single"}
    check(situation, certificate(situation, "nash", ["j", "k"], **given))


def test_merging_needs_options() -> None:
    given = certificate(CHAIN, "nash", ["i", "j"], form="empty", state="s", verdict="stable", coalitions="merged")
    with pytest.raises(CertificateError, match="only decision makers with options can be merged"):
        check(CHAIN, given)


def test_what_was_claimed_must_be_certified_in_full() -> None:
    producer = Producer(PRISONERS_DILEMMA)
    columns = [column for i in ("north", "south") if (column := producer.column("seq", i)) is not None]
    claimed = {"seq": {"north": [0, 1, 3], "south": [0, 2, 3]}}
    verify_all(PRISONERS_DILEMMA, producer.case, columns, claimed)
    with pytest.raises(CertificateError, match="nothing certifies seq for south"):
        verify_all(PRISONERS_DILEMMA, producer.case, columns[:1], claimed)
    with pytest.raises(CertificateError, match="other states are certified stable for north"):
        verify_all(PRISONERS_DILEMMA, producer.case, columns, {"seq": {"north": [0, 1, 2, 3]}})


def large(rules: list[str]) -> Situation:
    """Sixty options of two decision makers: numbers beyond what JSON can hold are written as text."""
    owned: dict[str, dict[str, Any]] = {
        maker: {f"{maker[0]}{number}": {} for number in range(30)} for maker in ("north", "south")
    }
    makers = {maker: {"options": options, "wants": [f"{maker[0]}0"]} for maker, options in owned.items()}
    return situation_of({**HEAD, "decision-makers": makers, "rules": rules})


def test_sixty_options_are_no_hindrance_where_rules_leave_few_states() -> None:
    names = [f"{letter}{number}" for letter in "ns" for number in range(30)]
    situation = large([f"{name} iff {name[0]}0" for name in names])
    north = 2**30 - 1
    stable = [str(north), str(2**60 - 1)]
    check(situation, certificate(situation, "nash", "north", form="column", stable=stable))
    with pytest.raises(CertificateError, match="other states stable"):
        check(situation, certificate(situation, "nash", "north", form="column", stable=stable[:1]))


def test_listing_the_states_gives_up_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.certify.conflict.MOST_BRANCHES", 1000)
    situation = large([])
    with pytest.raises(TooLargeError, match="60 options takes over 1000 steps"):
        Checker(situation, next(situation.cases())).check(certificate(situation, "nash", "north", form="column", stable=[]))


def test_single_states_are_judged_without_listing_all_of_them() -> None:
    makers = {
        "north": {"options": {f"n{number}": {} for number in range(4)}, "wants": ["n0"]},
        "south": {"options": {f"s{number}": {} for number in range(60)}, "wants": []},
    }
    situation = situation_of({**HEAD, "decision-makers": makers})
    given = certificate(situation, "nash", "north", form="improvement", state="0", verdict="unstable", path=[["north", "1"]])
    check(situation, given)
