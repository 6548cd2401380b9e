"""The error tree: every error is also the fitting builtin, carries its faults, and names the way out."""

from __future__ import annotations

import pickle

import pytest

from lagebild.errors import (
    CertificateError,
    Fault,
    FaultList,
    InputError,
    LagebildError,
    NotApplicableError,
    Place,
    StatementError,
    TooLargeError,
    UnknownNameError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("error", "builtin", "exit_code"),
    [
        (InputError("no"), ValueError, 2),
        (StatementError("no", text="a"), ValueError, 2),
        (UnknownNameError("no"), LookupError, 2),
        (TooLargeError("no"), OverflowError, 3),
        (NotApplicableError("no"), ValueError, 2),
        (CertificateError("no"), ValueError, 1),
    ],
)
def test_an_error_is_the_fitting_builtin_and_has_its_exit_code(
    error: LagebildError, builtin: type[Exception], exit_code: int
) -> None:
    assert isinstance(error, LagebildError)
    assert isinstance(error, builtin)
    assert error.exit_code == exit_code


def place(line: int, column: int = 1, file: str = "dam.yaml") -> Place:
    return Place(file=file, line=line, column=column)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault(message="it is wrong"), "it is wrong"),
        (Fault(message="it is wrong", where="wants of upstream, line 2"), "wants of upstream, line 2: it is wrong"),
        (Fault(message="it is wrong", hint="Mend it."), "it is wrong. Mend it."),
        (Fault(message="it is wrong.", hint="Mend it."), "it is wrong. Mend it."),
        (Fault(message="it is wrong", place=place(14, 7)), "dam.yaml:14:7: it is wrong"),
        (
            Fault(message='unknown option "relase"', where="rules", hint='Did you mean "release"?', place=place(14, 7)),
            'dam.yaml:14:7: rules: unknown option "relase". Did you mean "release"?',
        ),
    ],
)
def test_a_fault_is_one_line_from_its_place_to_the_way_out(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_faults_stand_in_the_order_of_the_file_those_without_a_place_first() -> None:
    late, early = Fault(message="late", place=place(9)), Fault(message="early", place=place(2, 8))
    earliest, nowhere = Fault(message="earliest", place=place(2, 3)), Fault(message="nowhere")
    error = InputError([late, early, nowhere, earliest])
    assert error.faults == (nowhere, earliest, early, late)
    assert str(error).splitlines() == [str(fault) for fault in error.faults]


def test_a_text_or_one_fault_is_enough_for_an_input_error() -> None:
    assert InputError("it is wrong").faults == (Fault(message="it is wrong"),)
    assert InputError(Fault(message="it is wrong")).faults == (Fault(message="it is wrong"),)


def test_a_statement_error_shows_the_statement_shortened() -> None:
    error = StatementError("it is wrong", text="a" * 100, column=3)
    assert str(error) == f'in "{"a" * 59}…": it is wrong'
    assert (error.text, error.column) == ("a" * 100, 3)


def test_errors_survive_the_way_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(StatementError("it is wrong", text="a and", column=5, hint="Mend it.")))
    assert (error.message, error.text, error.column, error.hint) == ("it is wrong", "a and", 5, "Mend it.")
    faults = pickle.loads(pickle.dumps(InputError([Fault(message="late", place=place(9)), Fault(message="nowhere")]))).faults
    assert [fault.message for fault in faults] == ["nowhere", "late"]


def test_a_fault_list_raises_all_it_noted_at_once() -> None:
    faults = FaultList()
    faults.raise_if_any()
    faults.add("second", place=place(7), hint="Mend it.")
    faults.add("first", place=place(3), where="rules")
    with pytest.raises(InputError) as caught:
        faults.raise_if_any()
    assert str(caught.value) == "dam.yaml:3:1: rules: first\ndam.yaml:7:1: second. Mend it."


def test_the_closest_known_name_is_offered_and_none_where_none_is_close() -> None:
    assert did_you_mean("relase", ["release", "build"]) == 'Did you mean "release"?'
    assert did_you_mean("xyz", ["release", "build"]) == ""
    assert did_you_mean("xyz", []) == ""
