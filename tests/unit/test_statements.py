"""The statement language: what binds what, in two languages, and what is said about what cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import StatementError
from lagebild.statements import (
    MAX_DEPTH,
    MAX_LENGTH,
    WORDS,
    And,
    Conditional,
    Constant,
    Name,
    Not,
    Or,
    Statement,
    evaluate,
    id_fault,
    in_words,
    is_id,
    names,
    parse,
    renamed,
)

A, B, C = Name("a"), Name("b"), Name("c")


def fault(text: str) -> StatementError:
    with pytest.raises(StatementError) as caught:
        parse(text)
    return caught.value


def column_of_fault(text: str) -> int:
    """Where reading stopped; 0 where it went through."""
    try:
        parse(text)
    except StatementError as error:
        return error.column
    return 0


# --- what binds what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a", A),
        ("upstream.build", Name("upstream.build")),
        ("true", Constant(True)),
        ("not a and b", And((Not(A), B))),
        ("not (a and b)", Not(And((A, B)))),
        ("not not a", Not(Not(A))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) or c", Or((And((A, B)), C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("a or b if c", Conditional("if", Or((A, B)), C)),
        ("a only if b and c", Conditional("only if", A, And((B, C)))),
        ("a iff not b", Conditional("iff", A, Not(B))),
        ("(a if b) if c", Conditional("if", Conditional("if", A, B), C)),
        ("((a))", A),
        ("  a\n\tand b ", And((A, B))),
    ],
)
def test_not_binds_tightest_then_and_then_or_then_the_conditionals(text: str, meaning: Statement) -> None:
    assert parse(text) == meaning


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("nicht a", "not a"),
        ("a und b", "a and b"),
        ("a oder nicht b", "a or not b"),
        ("a wenn b", "a if b"),
        ("a nur wenn b", "a only if b"),
        ("a genau wenn b", "a iff b"),
        ("wahr", "true"),
        ("nicht falsch", "not false"),
        ("a und b or c", None),
    ],
)
def test_german_words_mean_the_same(german: str, english: str | None) -> None:
    if english is None:
        assert fault(german).message == '"and" beside "or" can be read two ways'
    else:
        assert parse(german) == parse(english)


@pytest.mark.parametrize(
    ("text", "true_for"),
    [
        ("a if b", [(False, False), (True, False), (True, True)]),
        ("a only if b", [(False, False), (False, True), (True, True)]),
        ("a iff b", [(False, False), (True, True)]),
        ("a and b", [(True, True)]),
        ("a or b", [(False, True), (True, False), (True, True)]),
        ("not a", [(False, False), (False, True)]),
        ("true", [(False, False), (False, True), (True, False), (True, True)]),
        ("false", []),
    ],
)
def test_a_statement_is_true_where_its_words_say(text: str, true_for: list[tuple[bool, bool]]) -> None:
    pairs = [(a, b) for a in (False, True) for b in (False, True)]
    assert [pair for pair in pairs if evaluate(parse(text), dict(zip("ab", pair, strict=True)).__getitem__)] == true_for

    columns = {name: np.array([pair[place] for pair in pairs]) for place, name in enumerate("ab")}
    truth = evaluate(parse(text), columns.__getitem__, true=np.ones(4, dtype=np.bool_))
    assert truth.tolist() == [pair in true_for for pair in pairs]


# --- names ------------------------------------------------------------------------------------------------------------


def test_names_come_from_left_to_right_as_often_as_they_occur() -> None:
    found = list(names(parse("b and (a or not b) if true")))
    assert [name.text for name in found] == ["b", "a", "b"]
    assert [name.column for name in found] == [0, 7, 16]


def test_names_are_equal_wherever_they_stand() -> None:
    assert Name("a", 3) == Name("a", 7)
    assert hash(Name("a", 3)) == hash(Name("a", 7))
    assert Name("a") != Constant(True)


def test_renaming_touches_names_only() -> None:
    said = parse("not a and (true or b) only if (a iff b)")
    assert in_words(renamed(said, str.upper)) == "not A and (true or B) only if (A iff B)"


@pytest.mark.parametrize("text", ["a", "größe", "über-land", "北京", "a1", "öl-2-x", "ßa"])
def test_ids_are_small_letters_of_any_alphabet_digits_and_hyphens(text: str) -> None:
    assert is_id(text)
    assert parse(text) == Name(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "an id is empty"),
        ("1a", 'the id "1a" does not start with a letter'),
        ("-a", 'the id "-a" does not start with a letter'),
        ("aB", 'the id "aB" has a capital letter; ids are written small'),
        ("a_b", 'the id "a_b" has "_" in it; ids are small letters, digits and hyphens'),
        ("a b", 'the id "a b" has " " in it; ids are small letters, digits and hyphens'),
        ("a.b", 'the id "a.b" has "." in it; ids are small letters, digits and hyphens'),
        ("x²", 'the id "x²" has "²" in it; ids are small letters, digits and hyphens'),
        ("oder", '"oder" is a reserved word of the statement language'),
    ],
)
def test_what_is_no_id_is_told_why(text: str, why: str) -> None:
    assert id_fault(text) == why
    assert not is_id(text)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_no_reserved_word_is_an_id(word: str) -> None:
    assert "reserved word" in id_fault(word)


def test_a_letter_with_its_mark_apart_is_the_same_name() -> None:
    assert parse("o\u0308l") == Name("\u00f6l")


# --- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("", 0, "the statement is empty", 'Write a name, or "true".'),
        ("   ", 3, "the statement is empty", 'Write a name, or "true".'),
        ("a and", 5, "the statement ends too early", "Something is missing after the last word."),
        ("not", 3, "the statement ends too early", "Something is missing after the last word."),
        ("a b", 2, '"b" follows without a word between', 'Join the two with "and" or "or".'),
        ("a true", 2, '"true" cannot stand here', ""),
        ("and a", 0, '"and" cannot stand here', ""),
        ("if a", 0, '"if" cannot stand here', ""),
        ("a)", 1, 'a ")" too many', 'Take it away, or open it with "(" before.'),
        ("(a", 0, 'a ")" is missing', 'Close what "(" opened.'),
        ("b or ((a)", 5, 'a ")" is missing', 'Close what "(" opened.'),
        ("(a b)", 3, '"b" follows without a word between', 'Join the two with "and" or "or".'),
        ("()", 1, 'something is missing before ")"', "Write a name there."),
        ("(a and) b", 6, 'something is missing before ")"', "Write a name there."),
        ("a and b or c", 8, '"and" beside "or" can be read two ways',
         'Use parentheses, as in "(a and b) or c" or "a and (b or c)".'),
        ("a if b if c", 7, "two conditionals in a row can be read two ways", "Put one of them in parentheses."),
        ("a if b iff c", 7, "two conditionals in a row can be read two ways", "Put one of them in parentheses."),
        ("a only b", 7, 'after "only" comes "if"', ""),
        ("a nur b", 6, 'after "nur" comes "wenn"', ""),
        ("a genau b", 8, 'after "genau" comes "wenn"', ""),
        ("NOT a", 0, '"NOT" in capitals is not read as a word of the language', 'Write "not".'),
        ("a und NICHT b", 6, '"NICHT" in capitals is not read as a word of the language', 'Write "nicht".'),
        ("Build", 0, 'the id "Build" has a capital letter; ids are written small', 'Write "build".'),
        ("a.Build", 0, 'the id "Build" has a capital letter; ids are written small', 'Write "a.build".'),
        ("a_b", 0, 'the id "a_b" has "_" in it; ids are small letters, digits and hyphens', ""),
        ("a.", 0, "an id is empty", ""),
        ("a..b", 0, "an id is empty", ""),
        ("a.not", 0, '"not" is a reserved word of the statement language', ""),
        ("a & b", 2, 'unexpected "&"', 'Statements use words only: write "and".'),
        ("a | b", 2, 'unexpected "|"', 'Statements use words only: write "or".'),
        ("!a", 0, 'unexpected "!"', 'Statements use words only: write "not".'),
        ("¬a", 0, 'unexpected "¬"', 'Statements use words only: write "not".'),
        ("a, b", 1, 'unexpected ","', 'Statements use words only: write "and".'),
        ("a -> b", 2, 'unexpected "-"', 'Statements use words only: write "only if".'),
        ("a => b", 2, 'unexpected "="', 'Statements use words only: write "only if".'),
        ("a <-> b", 2, 'unexpected "<"', 'Statements use words only: write "iff".'),
        ("a = b", 2, 'unexpected "="', 'Statements use words only: write "iff".'),
        ("-a", 0, 'unexpected "-"', 'Statements use words only: write "not".'),
        ("1a", 0, 'unexpected "1"', "Statements use names, words and parentheses only."),
        ('"a"', 0, 'unexpected """', "Statements use names, words and parentheses only."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_column_and_a_way_out(text: str, column: int, message: str, hint: str) -> None:
    error = fault(text)
    assert (error.column, error.message, error.hint) == (column, message, hint)
    assert message in str(error)
    assert hint in str(error)


def test_parentheses_nest_as_deep_as_promised_and_no_deeper() -> None:
    deepest = MAX_DEPTH - 1
    assert parse("(" * deepest + "a" + ")" * deepest) == A
    error = fault("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    assert error.message == f"parentheses and negations nest deeper than {MAX_DEPTH}"
    assert "definitions" in error.hint
    assert fault("not " * 1_000 + "a").column == len("not ") * MAX_DEPTH


def test_a_long_row_is_no_depth() -> None:
    row = parse(" and ".join(["a"] * 2_000))
    assert isinstance(row, And)
    assert len(row.operands) == 2_000
    assert evaluate(row, {"a": True}.__getitem__) is True


def test_a_statement_longer_than_a_book_page_is_refused() -> None:
    error = fault("a" * (MAX_LENGTH + 1))
    assert error.message == f"the statement has {MAX_LENGTH + 1} characters, at most {MAX_LENGTH} are read"


@given(st.text(alphabet="ab ()&.-notrif,ÄA\u00b2", max_size=30))
def test_any_text_is_read_or_refused_at_a_column_inside_it(text: str) -> None:
    assert 0 <= column_of_fault(text) <= len(text)


# --- back into words --------------------------------------------------------------------------------------------------


def statements() -> st.SearchStrategy[Statement]:
    leaves: st.SearchStrategy[Statement] = st.one_of(
        st.builds(Constant, st.booleans()),
        st.builds(Name, st.sampled_from(["a", "b", "über-land", "upstream.build", "legal-conflict.lawyers"])),
    )

    def larger(smaller: st.SearchStrategy[Statement]) -> st.SearchStrategy[Statement]:
        several = st.lists(smaller, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Not, smaller),
            st.builds(And, several),
            st.builds(Or, several),
            st.builds(Conditional, st.sampled_from(["if", "only if", "iff"]), smaller, smaller),
        )

    return st.recursive(leaves, larger, max_leaves=12)


@given(statements(), st.sampled_from(["en", "de"]))
def test_a_statement_in_words_reads_back_as_itself(statement: Statement, language: str) -> None:
    assert parse(in_words(statement, language=language)) == statement


def test_words_may_use_the_names_people_know() -> None:
    known = {"build": "build the dam", "sue": "go to court"}
    assert in_words(parse("not build if sue"), known.__getitem__) == "not build the dam if go to court"


def test_german_words_stand_where_german_is_asked_for_and_english_elsewhere() -> None:
    said = parse("not a and b only if (c or true)")
    assert in_words(said, language="de") == "nicht a und b nur wenn c oder wahr"
    assert in_words(said, language="fr") == "not a and b only if c or true"
