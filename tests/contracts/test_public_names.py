"""What the library promises to whoever imports it: this list changes only on purpose."""

import lagebild as lb
from lagebild import errors

PUBLIC = {
    "Analysis", "CONCEPTS", "CertificateError", "Fault", "InputError", "LagebildError", "NotApplicableError", "Situation",
    "StatementError", "TooLargeError", "UnknownNameError", "__version__", "answer", "check",
    "compare_what_ifs", "hinges", "inverse", "lever_sets", "levers", "load", "loads", "paths", "solve",
    "status_quo", "uncertain", "views", "ways",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(lb.__all__) == PUBLIC


def test_every_error_is_public() -> None:
    raised = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert raised <= PUBLIC


def test_the_concepts_are_these_in_this_order() -> None:
    codes = [concept.code for concept in lb.CONCEPTS if concept.default]
    assert codes == ["nash", "gmr", "smr", "seq", "sseq"]
    assert [concept.code for concept in lb.CONCEPTS if not concept.default] == [
        "sim", "tableau", "nonmyopic", "gmr-strong", "smr-strong", "seq-strong", "rnash", "rgmr", "rsmr", "rseq",
    ]  # fmt: skip


def test_exit_codes_are_as_documented() -> None:
    assert lb.InputError("x").exit_code == 2
    assert lb.UnknownNameError("x").exit_code == 2
    assert lb.NotApplicableError("x").exit_code == 2
    assert lb.TooLargeError("x").exit_code == 3
    assert lb.CertificateError("x").exit_code == 1


def test_typed_for_users() -> None:
    from importlib import resources

    assert resources.files("lagebild").joinpath("py.typed").is_file()
