"""What a second person says instead, applied to the situation as it stands: alone, several together, all of it."""

import pytest

from lagebild.changes.disagreements import alternative
from lagebild.errors import InputError
from lagebild.evidence.grounds import grounds_in_words
from lagebild.situation import PreferenceStatement, Situation
from tests.unit.analyses.two_opinions import dam, says


def wants(situation: Situation, of: str = "upstream") -> list[str]:
    found = [want for want in situation.decision_maker(of).wants or () if isinstance(want, PreferenceStatement)]
    return [situation.in_words(want.statement) for want in found]


def test_a_line_without_an_alternative_is_taken_as_not_said() -> None:
    opinion = says("line: wants.upstream.no-court\nbecause: Loans are safe.")
    assert wants(alternative(dam(), opinion).situation) == ["true", "build the dam"]


@pytest.mark.parametrize("word", ["nothing", "not", "nichts", "nicht"])
def test_the_words_for_not_said_mean_the_same(word: str) -> None:
    opinion = says(f"line: order.upstream.no-court\nbecause: Who knows?\ninstead: {word}")
    assert alternative(dam(), opinion).situation.case_count == 2


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("wants.upstream.no-court", ["not not go to the court", "build the dam"]),
        ("order.upstream.no-court", ["build the dam", "not go to the court"]),
    ],
)
def test_the_opposite_stands_in_the_same_place(line: str, left: list[str]) -> None:
    opinion = says(f"line: {line}\nbecause: The other way round.\ninstead: opposite")
    assert wants(alternative(dam(), opinion).situation) == left


def test_another_statement_takes_the_place_of_a_want_a_rule_or_a_definition() -> None:
    opinion = says(
        "line: wants.downstream.answer\nbecause: It is proud.\ninstead:\n  statement: sue",
        "line: rules.peace\nbecause: It can come to that.\ninstead:\n  statement: not (sue and flood)",
        "line: definitions.quarrel.people\nbecause: Nobody says so.\ninstead:\n  statement: sue or build",
    )
    after = alternative(dam(), opinion).situation
    assert wants(after, "downstream")[0] == "go to the court"
    assert after.in_words(after.rules[0].statement) == "not (go to the court and flood)"
    assert after.in_words(after.definitions_by_key["quarrel.people"].statement) == "go to the court or build the dam"


@pytest.mark.parametrize(("line", "key"), [("today.build", "build"), ("circumstances.flood", "flood")])
def test_another_value_can_be_said(line: str, key: str) -> None:
    opinion = says(f"line: {line}\nbecause: I was there.\ninstead:\n  value: yes")
    after = alternative(dam(), opinion).situation
    values = {"build": after.today[0].value if after.today else None, "flood": after.circumstances[0].value}
    assert values[key] is True


def test_what_she_says_rests_on_her_claims() -> None:
    head = "by: Bea\nclaims:\n  proud:\n    says: They are proud.\n"
    opinion = says("line: wants.downstream.answer\nbecause: P.\nclaims: proud\ninstead:\n  statement: sue", head=head)
    after = alternative(dam(), opinion).situation
    line = after.decision_maker("downstream").wants or ()
    assert line[0].because is not None
    assert grounds_in_words(line[0].because) == "proud"
    assert [claim.id for claim in after.claims] == ["fear", "proud"]


def test_a_position_means_the_same_want_alone_and_with_the_others() -> None:
    turned = "line: order.upstream.no-court\nbecause: The other way round.\ninstead: opposite"
    below = "line: wants.upstream.dam\nbecause: Both.\ninstead:\n  - add: not build\n    of: upstream\n    below: 2"
    opinion = says(turned, below)
    assert wants(alternative(dam(), opinion, [2]).situation) == ["not go to the court", "build the dam", "not build the dam"]
    assert wants(alternative(dam(), opinion).situation) == ["build the dam", "not build the dam", "not go to the court"]


def test_a_what_if_of_the_file_can_be_what_she_believes() -> None:
    opinion = says("line: order.upstream.no-court\nbecause: They dare it.\ninstead:\n  - combine:\n      - bold")
    after = alternative(dam(), opinion).situation
    assert wants(after) == ["build the dam", "not go to the court"]
    assert [what_if.id for what_if in after.what_ifs] == ["bold"]


def test_a_definition_taken_as_not_said_is_undefined_with_what_uses_it() -> None:
    lost = alternative(dam(), says("line: definitions.war\nbecause: No such word."))
    assert lost.undefined == {"war"}
    assert lost.situation.rules == ()


def test_the_situation_itself_is_not_touched() -> None:
    situation = dam()
    alternative(situation, says("line: wants.upstream.no-court\nbecause: Loans are safe."))
    assert situation == dam()


def test_two_disagreements_that_do_not_go_together_are_named() -> None:
    gone = "line: wants.upstream.dam\nbecause: No.\ninstead:\n  - drop: dam\n    of: upstream"
    moved = "line: order.upstream.no-court\nbecause: So.\ninstead:\n  - move: dam\n    of: upstream\n    above: no-court"
    with pytest.raises(InputError, match="disagreement 2, change 1, wants of upstream: together") as caught:
        says(gone, moved)
    assert "Put both changes under one disagreement." in str(caught.value)
