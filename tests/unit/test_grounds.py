"""What a line rests on: claims joined by and, or, and at least so many of them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import StatementError
from lagebild.evidence.grounds import ClaimReference, Grounds, grounds_in_words, hold, parse_grounds, references

A, B, C = ClaimReference("a"), ClaimReference("b"), ClaimReference("c")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a", Grounds(1, (A,))),
        ("(a)", Grounds(1, (A,))),
        ("a and b", Grounds(2, (A, B))),
        ("a und b", Grounds(2, (A, B))),
        ("a or b or c", Grounds(1, (A, B, C))),
        ("a oder b", Grounds(1, (A, B))),
        ("(a and b) or c", Grounds(1, (Grounds(2, (A, B)), C))),
        ("at least 2 of (a, b, c)", Grounds(2, (A, B, C))),
        ("mindestens 2 von (a, b, c)", Grounds(2, (A, B, C))),
        ("at least 1 of (a)", Grounds(1, (A,))),
        ("at least 1 of (a) and b", Grounds(2, (A, B))),
        ("at least 2 of (a and b, c, d)", Grounds(2, (Grounds(2, (A, B)), C, ClaimReference("d")))),
        ("c and at least 2 of (a, b, c)", Grounds(2, (C, Grounds(2, (A, B, C))))),
        ("at", Grounds(1, (ClaimReference("at"),))),
        ("mindestens", Grounds(1, (ClaimReference("mindestens"),))),
    ],
)
def test_grounds_count_how_many_parts_must_hold(text: str, meaning: Grounds) -> None:
    assert parse_grounds(text) == meaning


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("a and b", ["ab", "abc"]),
        ("a or b", ["a", "b", "ab", "ac", "bc", "abc"]),
        ("at least 2 of (a, b, c)", ["ab", "ac", "bc", "abc"]),
        ("(a and b) or c", ["c", "ab", "ac", "bc", "abc"]),
    ],
)
def test_grounds_hold_for_these_sets_of_true_claims(text: str, holding: list[str]) -> None:
    grounds = parse_grounds(text)
    sets = ["".join(chosen) for size in range(4) for chosen in itertools.combinations("abc", size)]
    assert [true for true in sets if hold(grounds, true.__contains__)] == holding


def test_references_come_from_left_to_right_with_their_columns() -> None:
    found = list(references(parse_grounds("b and at least 1 of (a, b)")))
    assert [(reference.claim, reference.column) for reference in found] == [("b", 0), ("a", 21), ("b", 24)]
    assert list(references(None)) == []


def test_references_are_equal_wherever_they_stand() -> None:
    assert ClaimReference("a", 4) == ClaimReference("a")
    assert len({ClaimReference("a", 4), ClaimReference("a", 9)}) == 1


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("", 0, "no claim is named", "Leave the key out where nothing is known."),
        ("  ", 2, "no claim is named", "Leave the key out where nothing is known."),
        ("a, b", 1, 'unexpected ","', "Write `a and b` if all are needed, `a or b` if one suffices."),
        ("a b", 2, 'unexpected "b"', 'Join claims with "and" or "or".'),
        ("a)", 1, 'unexpected ")"', 'Join claims with "and" or "or".'),
        ("a and", 5, "the grounds end too early", "A claim is missing after the last word."),
        ("a and b or c", 8, '"and" beside "or" can be read two ways', 'Use parentheses, as in "(a and b) or c".'),
        ("(a and b", 8, 'expected ")", found the end', ""),
        ("not a", 0, '"not" is a reserved word of the statement language',
         "Grounds are ids of claims joined by `and` and `or`."),
        ("Claim", 0, 'the id "Claim" has a capital letter; ids are written small',
         "Grounds are ids of claims joined by `and` and `or`."),
        ("at least two of (a)", 9, 'after "at least" comes a number', "As in `at least 2 of (a, b, c)`."),
        ("at least 2 (a, b)", 11, 'expected "of", found "("', ""),
        ("at least 3 of (a, b)", 9, "at least 3 of 2 cannot be", "Count between 1 and the number of claims listed."),
        ("at least 0 of (a)", 9, "at least 0 of 1 cannot be", "Count between 1 and the number of claims listed."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_column_and_a_way_out(text: str, column: int, message: str, hint: str) -> None:
    with pytest.raises(StatementError) as caught:
        parse_grounds(text)
    assert (caught.value.column, caught.value.message, caught.value.hint) == (column, message, hint)


def test_a_count_of_thousands_of_digits_is_refused_like_any_other() -> None:
    with pytest.raises(StatementError, match="cannot be"):
        parse_grounds(f"at least {'9' * 5_000} of (a)")


def test_parentheses_nest_fifty_deep_at_most() -> None:
    assert parse_grounds("(" * 49 + "a" + ")" * 49) == Grounds(1, (A,))
    with pytest.raises(StatementError, match="nest deeper than 50"):
        parse_grounds("(" * 50 + "a" + ")" * 50)


def grounds() -> st.SearchStrategy[Grounds]:
    claims: st.SearchStrategy[Grounds | ClaimReference] = st.builds(ClaimReference, st.sampled_from(["a", "b", "plan-2", "at"]))

    def larger(smaller: st.SearchStrategy[Grounds | ClaimReference]) -> st.SearchStrategy[Grounds | ClaimReference]:
        return st.lists(smaller, min_size=2, max_size=4).flatmap(
            lambda parts: st.builds(Grounds, st.integers(1, len(parts)), st.just(tuple(parts)))
        )

    return st.recursive(claims, larger, max_leaves=8).map(
        lambda found: found if isinstance(found, Grounds) else Grounds(1, (found,))
    )


@given(grounds())
def test_grounds_in_words_read_back_as_themselves(found: Grounds) -> None:
    assert parse_grounds(grounds_in_words(found)) == found
