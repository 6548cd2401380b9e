"""A second person's file: what is read, and every fault of it at once with its place and the way out."""

from pathlib import Path

import pytest

from lagebild.errors import InputError
from lagebild.reading import load
from lagebild.reading.second import load_second, read_second
from tests.unit.analyses.two_opinions import dam, says, second_text

ROWS = [
    ("line: wants.upstream.no-curt\nbecause: x", '4:11: disagreement 1, line: there is no line "wants.upstream.no-curt". '
     'Did you mean "wants.upstream.no-court"?'),
    ("line: order.upstream.dma\nbecause: x", '4:11: disagreement 1, line: there is no line "order.upstream.dma". '
     'Did you mean "'),
    ("line: today.build", 'the key "because" is missing. Add a line `because:`.'),
    ("because: x", "4:5: disagreement 1: which line is meant is not said."),
    ('line: today.build\nbecause: ""', "5:14: disagreement 1, because: the reason is empty. Say in a sentence why."),
    ("line: rules.peace\nbecause: x\ninstead: opposite", '6:14: disagreement 1, instead: "rules.peace" has no contrary.'),
    ("line: today.build\nbecause: x\ninstead: contrary", "expected nothing, not, opposite, nichts, nicht or Gegenteil"),
    ("line: today.build\nbecause: x\ninstead:\n  statement: sue", '"today.upstream.build" is no statement'),
    ("line: rules.peace\nbecause: x\ninstead:\n  value: yes", '"rules.peace" has no value.'),
    ("line: rules.peace\nbecause: x\ninstead:\n  statement: not (sue and flod)",
     '7:31: disagreement 1, instead: unknown name "flod". Did you mean "flood"?'),
    ("line: definitions.war\nbecause: x\ninstead:\n  statement: war or sue", '"war" would build on itself.'),
    ("line: today.build\nbecause: x\nclaims: feer", 'unknown claim "feer". Did you mean "fear"?'),
    ("line: today.build\nbecause: x\ninstead:\n  - move: dam\n    of: upstream\n    above: 7",
     "disagreement 1, change 1, wants of upstream: there is no line 7. Count from 1 to 2."),
    ("line: today.build\nbecause: x\nwhy: y", '6:5: disagreement 1: unknown key "why".'),
]  # fmt: skip


@pytest.mark.parametrize(("disagreement", "said"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_a_fault_says_where_what_and_the_way_out(disagreement: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        says(disagreement)
    assert str(caught.value).startswith("dam.second.yaml:")
    assert said in str(caught.value)


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(InputError) as caught:
        says(*(row[0] for row in ROWS), "line: wants.upstream.dam\nbecause: fine")
    assert len(caught.value.faults) >= len(ROWS)
    lines = [fault.place.line for fault in caught.value.faults if fault.place is not None]
    assert lines == sorted(lines)


def test_a_line_can_be_disagreed_with_once() -> None:
    twice = "line: today.build\nbecause: x"
    with pytest.raises(InputError, match=r'"today\.upstream\.build" stands here a second time \(first in line 4\)'):
        says(twice, twice)


def test_who_must_be_said_and_the_version_too() -> None:
    text = second_text("line: today.build\nbecause: x", head="").replace("lagebild: 1\n", "")
    with pytest.raises(InputError) as caught:
        read_second(text, dam())
    assert [fault.message for fault in caught.value.faults] == ["the format version is missing", 'the key "by" is missing']


def test_a_situation_file_is_no_second_opinion() -> None:
    with pytest.raises(InputError, match="this is a situation file, not a second opinion on one"):
        read_second(Path("examples/dam.yaml").read_bytes(), dam(), file="dam.yaml")


def test_short_addresses_are_read_and_orders_that_nothing_sources() -> None:
    opinion = says("line: today.build\nbecause: x", "line: order.downstream.answer\nbecause: y")
    assert [one.line for one in opinion.disagreements] == ["today.upstream.build", "order.downstream.answer"]


def test_her_claims_may_stand_in_a_file_of_their_own_and_name_the_first_person_s(tmp_path: Path) -> None:
    claims = "claims:\n  calm:\n    says: The banks stay calm.\n    relates:\n      - contradicts: fear\n"
    (tmp_path / "bea.claims.yaml").write_text(claims, encoding="utf-8")
    text = second_text("line: today.build\nbecause: x\nclaims: calm or fear", head="by: Bea\nclaims: bea.claims.yaml\n")
    (tmp_path / "dam.second.yaml").write_text(text, encoding="utf-8")
    opinion = load_second(tmp_path / "dam.second.yaml", dam())
    assert [claim.id for claim in opinion.claims] == ["fear", "calm"]


def test_an_id_of_the_first_person_s_record_is_taken() -> None:
    with pytest.raises(InputError, match='the claim "fear" stands here a second time'):
        says("line: today.build\nbecause: x", head="by: Bea\nclaims:\n  fear:\n    says: Other.\n")


def test_whether_the_situation_has_changed_since_is_known_where_it_was_noted() -> None:
    row = "line: today.build\nbecause: x"
    assert not says(row).changed_since(dam())
    assert not says(row, head=f"by: Bea\nsha256: {dam().sha256}\n").changed_since(dam())
    assert says(row, head=f"by: Bea\nsha256: {'f' * 64}\n").changed_since(dam())


def test_every_line_of_the_examples_can_be_disagreed_with() -> None:
    situation = load("examples/dam.yaml")
    idle = {what_if.address for what_if in situation.what_ifs}
    groups = {want.address for dm in situation.decision_makers for want in dm.wants or () if hasattr(want, "members")}
    for line in situation.lines():
        if line.address not in idle | groups:
            opinion = read_second(second_text(f"line: {line.address}\nbecause: x"), situation)
            assert opinion.disagreements[0].line == line.address
