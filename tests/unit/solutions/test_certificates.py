"""Certificates: the checker accepts every one that is made, and none that claims the contrary."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings

from lagebild.certify import Checker, verify_all
from lagebild.errors import CertificateError
from lagebild.situation import Situation
from lagebild.solutions import DEFAULT_CODES, analyse
from lagebild.solutions.certificates import Columns, certificates, certified
from lagebild.solutions.coalition_certificates import coalition_certificates
from tests.strategies import situations

OTHER = {"stable": "unstable", "unstable": "stable"}


@settings(max_examples=40, deadline=None)
@given(situations())
def test_every_verdict_of_a_random_conflict_is_proved_by_a_column(situation: Situation) -> None:
    for solution in analyse(situation).solutions:
        claimed = {
            code: {
                dm: [solution.model.label(at) for at in range(solution.model.count) if solution.stable(code, dm)[at]]
                for dm in solution.model.decision_makers
            }
            for code in DEFAULT_CODES
        }
        verify_all(situation, solution.case, list(certificates(solution)), claimed)


@settings(max_examples=25, deadline=None)
@given(situations(most_cases=1))
def test_every_state_can_be_certified_by_itself(situation: Situation) -> None:
    solution = analyse(situation).solutions[0]
    checker, columns = Checker(situation, solution.case), Columns(solution)
    for dm in solution.model.decision_makers:
        for code in DEFAULT_CODES:
            for position in range(solution.model.count):
                certificate = columns.single(code, dm, position)
                checker.check(certificate)
                assert (certificate["verdict"] == "stable") == bool(solution.stable(code, dm)[position])


@settings(max_examples=25, deadline=None)
@given(situations(most_options=4, most_decision_makers=4, most_cases=1))
def test_every_coalition_verdict_is_proved(situation: Situation) -> None:
    analysis = analyse(situation, coalitions="all")
    solution, coalitions = analysis.solutions[0], analysis.coalitions[0]
    checker = Checker(situation, solution.case)
    proved: dict[tuple[tuple[str, ...], str], set[int | str]] = {}
    for certificate in coalition_certificates(solution, coalitions):
        checker.check(certificate)
        key = (tuple(certificate["focal"]), certificate["concept"])
        proved.setdefault(key, set())
        if certificate["verdict"] == "stable":
            proved[key].add(certificate["state"])
    for coalition, stability in coalitions.stability.items():
        for code, positions in stability.items():
            assert proved[coalition, code] == {solution.model.label(at) for at in positions}


@settings(max_examples=15, deadline=None)
@given(situations(most_options=4, most_decision_makers=3, most_cases=1))
def test_no_certificate_survives_a_flipped_verdict(situation: Situation) -> None:
    analysis = analyse(situation, coalitions="all")
    solution = analysis.solutions[0]
    checker, columns = Checker(situation, solution.case), Columns(solution)
    singles = [
        columns.single(code, dm, position)
        for dm in solution.model.decision_makers
        for code in DEFAULT_CODES
        for position in range(solution.model.count)
    ]
    for certificate in [*singles, *coalition_certificates(solution, analysis.coalitions[0])]:
        with pytest.raises(CertificateError):
            checker.check({**certificate, "verdict": OTHER[certificate["verdict"]]})


@settings(max_examples=15, deadline=None)
@given(situations(most_cases=1))
def test_no_column_survives_one_state_claimed_otherwise(situation: Situation) -> None:
    solution = analyse(situation).solutions[0]
    checker = Checker(situation, solution.case)
    label = solution.model.label(solution.model.count - 1)
    for certificate in certificates(solution):
        stable = certificate["stable"]
        flipped = [other for other in stable if other != label] if label in stable else [*stable, label]
        with pytest.raises(CertificateError):
            checker.check({**certificate, "stable": flipped})


@settings(max_examples=15, deadline=None)
@given(situations(most_cases=1))
def test_a_label_raised_above_what_the_state_is_worth_is_refused(situation: Situation) -> None:
    solution = analyse(situation, ["gmr", "sseq"]).solutions[0]
    checker = Checker(situation, solution.case)
    for certificate in certificates(solution):
        raised: dict[str, Any] = copy.deepcopy(certificate)
        raised["labels"][""]["label"][0] += solution.model.count + 1
        with pytest.raises(CertificateError):
            checker.check(raised)


@settings(max_examples=10, deadline=None)
@given(situations())
def test_certificates_are_the_same_after_a_journey_through_json(situation: Situation) -> None:
    for solution in analyse(situation).solutions:
        checker = Checker(situation, solution.case)
        for certificate in certificates(solution):
            through = json.loads(json.dumps(certificate))
            assert through == certificate
            checker.check(through)


@settings(max_examples=10, deadline=None)
@given(situations())
def test_the_summary_counts_every_verdict_of_every_case(situation: Situation) -> None:
    analysis = analyse(situation)
    summary = certified(analysis)
    columns = len(DEFAULT_CODES) * len(situation.decision_makers)
    assert summary.certificates == columns * len(analysis.solutions)
    assert summary.verdicts == columns * sum(solution.model.count for solution in analysis.solutions)
