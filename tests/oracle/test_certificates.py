"""The checker against the oracle: what is true can be certified in every form, and what is false never."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.certify import Checker
from lagebild.errors import CertificateError
from lagebild.situation import Situation
from tests.oracle.corruptions import anything, surely_false
from tests.oracle.definitions import CONCEPTS
from tests.oracle.producer import Certificate, Producer
from tests.strategies import random_graph_document, random_option_document, situation_of, situations

searching = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
small = situations(most_options=4, most_decision_makers=4)
generators = st.randoms(use_true_random=False)


def through_json(certificate: Certificate) -> Certificate:
    read: Certificate = json.loads(json.dumps(certificate))
    return read


def some_certificates(rng: random.Random, producer: Producer, states: int = 2) -> Iterator[Certificate]:
    """Of every concept a column, and single states for a decision maker and for coalitions in all their meanings."""
    names = producer.conflict.decision_makers
    coalition = rng.sample(names, rng.randint(1, len(names)))
    focals: list[tuple[Any, str]] = [(rng.choice(names), ""), (coalition, "subcoalitions"), (coalition, "single")]
    if not producer.situation.is_graph:
        focals.append((coalition, "merged"))
    for concept in CONCEPTS:
        short = rng.random() < 0.5
        found = [producer.column(concept, rng.choice(names), short=short)]
        for focal, mode in focals:
            for s in rng.sample(producer.conflict.states, min(states, len(producer.conflict.states))):
                found.append(producer.single(concept, focal, s, mode=mode, short=short))
        yield from (certificate for certificate in found if certificate is not None)


@searching
@given(small, generators)
def test_every_verdict_of_the_oracle_can_be_certified(situation: Situation, rng: random.Random) -> None:
    case = rng.choice(list(situation.cases()))
    checker, producer = Checker(situation, case), Producer(situation, case)
    for certificate in some_certificates(rng, producer):
        assert producer.agrees(certificate)
        checker.check(through_json(certificate))


@searching
@given(situations(most_options=4, most_decision_makers=3, transitive=True).filter(lambda s: not s.is_graph))
def test_the_short_forms_always_exist_where_moves_are_transitive(situation: Situation) -> None:
    producer = Producer(situation)
    checker = Checker(situation, producer.case)
    for concept in CONCEPTS:
        for i in producer.conflict.decision_makers:
            column = producer.column(concept, i, short=True)
            assert column is not None
            checker.check(column)
            for s in producer.conflict.states[:3]:
                single = producer.single(concept, i, s, short=True)
                assert single is not None
                checker.check(single)


@pytest.mark.parametrize("seed", range(12))
def test_corruptions_that_leave_nothing_proved_are_refused(seed: int) -> None:
    rng = random.Random(seed)
    situation = a_situation(rng)
    checker, producer = Checker(situation, next(situation.cases())), Producer(situation)
    for certificate in some_certificates(rng, producer):
        for what, corrupted in surely_false(certificate):
            assert refused(checker, corrupted), f"accepted with {what}: {corrupted}"


@pytest.mark.parametrize("seed", range(12))
def test_whatever_else_is_changed_what_is_accepted_is_true(seed: int) -> None:
    assert accepted_after_changes(random.Random(seed), changes=12) > 0


def accepted_after_changes(rng: random.Random, changes: int) -> int:
    """Change certificates at random; how many of the changed ones the checker accepted, rightly."""
    situation = a_situation(rng)
    checker, producer = Checker(situation, next(situation.cases())), Producer(situation)
    states, names = producer.conflict.states, producer.conflict.decision_makers
    words = [*states, *names, list(names[:2]), None, [], 0, 1, True, [states[0], names[0]], [0, names[-1]], *CONCEPTS]
    words += ["subcoalitions", "single", "merged"]
    accepted = 0
    for certificate in some_certificates(rng, producer):
        for _ in range(changes):
            changed = anything(rng, certificate, words)
            if not refused(checker, changed):
                assert producer.agrees(changed), changed
                accepted += changed != certificate
    return accepted


def refused(checker: Checker, certificate: Certificate) -> bool:
    try:
        checker.check(certificate)
    except CertificateError:
        return True
    return False


def a_situation(rng: random.Random) -> Situation:
    while True:
        if rng.random() < 0.5:
            document = random_option_document(rng, most_options=4, most_decision_makers=4)
        else:
            document = random_graph_document(rng, most_states=5, most_decision_makers=4)
        situation = situation_of(document)
        if len(Producer(situation).conflict.states) > 2:
            return situation
