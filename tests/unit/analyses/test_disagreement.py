"""Where two people's disagreement matters, worked by hand on two neighbours and a dam."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analyses.disagreement import ELSEWHERE, MATTERS, NOTHING, UNDEFINED, compare
from lagebild.changes.disagreements import Disagreement, SecondOpinion
from lagebild.errors import InputError
from lagebild.evidence.records import Prose
from lagebild.reading import loads
from lagebild.reading.second import read_second
from lagebild.situation import Situation
from lagebild.solutions import analyse
from tests.unit.analyses.two_opinions import TEXT, dam, says, second_text

NO_FEAR = "line: wants.upstream.no-court\nbecause: Loans are safe."
OTHER_TODAY = "line: today.build\nbecause: I saw it.\ninstead:\n  value: yes"
IDLE = "line: circumstances.flood\nbecause: I saw none.\ninstead:\n  value: no"


def test_a_want_that_carries_the_answer_matters() -> None:
    found = compare(dam(), says(NO_FEAR))
    first = found.answered[0]
    assert (first.first, first.second, first.turns, first.alone) == (("some",), ("all",), True, (1,))
    assert found.effects[0].kind == MATTERS
    assert (found.effects[0].appearing, found.effects[0].vanishing) == (0, 1)


def test_what_is_said_already_changes_nothing() -> None:
    found = compare(dam(), says(IDLE))
    assert found.turned == ()
    assert [effect.kind for effect in found.effects] == [NOTHING]


def test_another_today_changes_no_equilibrium_but_where_paths_begin() -> None:
    effect = compare(dam(), says(OTHER_TODAY)).effects[0]
    assert (effect.kind, effect.today, effect.concepts) == (ELSEWHERE, True, ())


def test_a_disagreement_that_turns_no_answer_may_change_outcomes_all_the_same() -> None:
    text = TEXT.replace("  - why: build\n    by: upstream\n  - when: quarrel\n", "  - when: war\n")
    situation = loads(text)
    found = compare(situation, says(NO_FEAR))
    assert found.turned == ()
    assert [effect.kind for effect in found.effects] == [ELSEWHERE]


def test_every_definition_asked_about_is_a_conclusion_of_its_own() -> None:
    found = compare(dam(), says("line: definitions.quarrel.people\nbecause: No.\ninstead:\n  statement: flood"))
    assert [(one.definition, one.first, one.second) for one in found.answered] == [
        ("", ("some",), ("some",)),
        ("quarrel.lawyers", ("some",), ("some",)),
        ("quarrel.people", ("some",), ("none",)),
    ]


def test_what_can_no_longer_be_asked_is_undefined_and_not_turned_over() -> None:
    found = compare(dam(), says("line: definitions.quarrel.people\nbecause: Nobody says so."))
    assert found.answered[2].second == (UNDEFINED,)
    assert found.effects[0].turned[0].after == UNDEFINED


def test_a_case_that_a_disagreement_splits_is_compared_with_its_parts_together() -> None:
    found = compare(dam(), says("line: circumstances.flood\nbecause: Who knows?"))
    assert not found.same_cases
    assert (len(found.first.solutions), len(found.second.solutions)) == (1, 2)
    # With a flood whoever builds is at war, which is ruled out: without one it stays as it was, so some over both cases.
    first = found.answered[0]
    assert (first.first, first.second, first.beside, first.turns) == (("some",), ("some", "none"), ("some",), False)


def test_a_disagreement_without_effect_that_opens_cases_hides_none_that_matters() -> None:
    # With either order of what is wanted from the court and the dam: 1 > 0 > 3 > 2 comes to some, 1 > 3 > 0 > 2 to all.
    wants = """    wants:
      - any-order:
          - id: no-court
            statement: not sue
            because: fear
          - id: dam
            statement: build
"""
    listed = """    wants:
      - id: no-court
        statement: not sue
        because: fear
      - id: dam
        statement: build
"""
    assert listed in TEXT
    text = TEXT.replace(listed, wants).replace("  flood: no\n", "  flood: no\n  rain: no\n")
    situation = loads(text[: text.index("what-if:")] + text[text.index("claims:") :])
    rows = ["line: wants.upstream.no-court\nbecause: Loans are safe.", "line: circumstances.rain\nbecause: Who knows?"]
    alone, both = (compare(situation, _read(situation, chosen)).answered[0] for chosen in (rows[:1], rows))
    assert (alone.first, alone.turns) == (("some", "all"), True)
    assert len(both.second) > len(alone.second)
    assert (both.turns, both.alone, both.undone) == (True, (1,), False)


def test_what_matters_only_together_is_found_with_its_smallest_sets() -> None:
    # Either fear alone keeps 0 stable; upstream builds at all costs only without both.
    text = TEXT.replace("      - id: dam\n", "      - id: calm\n        statement: not sue\n      - id: dam\n")
    situation = loads(text)
    rows = [NO_FEAR, "line: wants.upstream.calm\nbecause: Nor that.", IDLE]
    opinion = _read(situation, rows)
    found = compare(situation, opinion)
    assert found.answered[0].alone == ()
    assert found.answered[0].together == ((1, 2),)
    assert [effect.joint for effect in found.effects] == [True, True, False]


def test_what_one_disagreement_turns_another_may_undo() -> None:
    # Upstream likes the court now, but downstream goes there whatever happens: nothing but 2 and 3 is left to compare.
    rows = [NO_FEAR, "line: wants.upstream.dam\nbecause: x\ninstead:\n  - add: not sue\n    of: upstream\n    above: 1"]
    situation = dam()
    found = compare(situation, _read(situation, rows))
    assert found.answered[0].alone == (1,)
    assert not found.answered[0].turns
    assert found.answered[0].undone


def test_a_disagreement_that_leaves_nothing_to_solve_is_told_as_such() -> None:
    rows = [
        "line: rules.peace\nbecause: War.\ninstead:\n  statement: flood",
        "line: circumstances.flood\nbecause: It floods.\ninstead:\n  value: yes",
    ]
    found = compare(dam(), says(*rows))
    assert found.effects[0].kind == UNDEFINED
    assert "no feasible state" in found.effects[0].reason


def test_what_cannot_be_solved_at_all_is_an_error() -> None:
    with pytest.raises(InputError, match="no feasible state"):
        compare(dam(), says("line: rules.peace\nbecause: War.\ninstead:\n  statement: flood"))


ADDRESSES = [line.address for line in dam().lines() if not line.address.startswith("what-if")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(ADDRESSES), unique=True, min_size=1, max_size=4))
def test_alone_and_together_agree_with_solving_each_set_anew(addresses: list[str]) -> None:
    situation = dam()
    opinion = SecondOpinion(
        by="Bea",
        disagreements=tuple(
            Disagreement(number=number, line=address, because=Prose((("en", "x"),)))
            for number, address in enumerate(addresses, start=1)
        ),
    )
    found = compare(situation, opinion)
    for one in opinion.disagreements:
        effect = found.effects[one.number - 1]
        single = compare(situation, SecondOpinion(by="Bea", disagreements=(one,)))
        assert (effect.kind == MATTERS) == bool(single.turned)
        same = single.first.by_survival("seq")[0] == analyse(single.second.situation).by_survival("seq")[0]
        assert same or effect.kind != NOTHING


def _read(situation: Situation, rows: list[str]) -> SecondOpinion:
    return read_second(second_text(*rows), situation)
