"""Which state people mean."""

from __future__ import annotations

import pytest

from lagebild.analyses.choose_state import chosen_state, todays_state
from lagebild.errors import UnknownNameError
from lagebild.reading import loads
from lagebild.solutions import analyse
from tests.unit.analyses.dam import GRAPH, TEXT


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("3", 3),
        ("nothing", 0),
        ("nichts", 0),
        ("today", 0),
        ("build + sue", 3),
        ("build+downstream.sue", 3),
        ("build and not sue", 1),
        ("nicht build und sue", 2),
    ],
)
def test_a_state_is_known_by_what_people_say_of_it(said: str, state: int) -> None:
    model = analyse(loads(TEXT)).solutions[0].model
    assert model.label(chosen_state(model, said)) == state


@pytest.mark.parametrize(("said", "state"), [("s3", "s3"), ("warned", "s3"), ("Warned", "s3"), ("heute", "s1")])
def test_a_state_of_a_graph_is_known_by_id_and_by_name(said: str, state: str) -> None:
    model = analyse(loads(GRAPH)).solutions[0].model
    assert model.label(chosen_state(model, said)) == state


def test_a_statement_that_fits_several_states_lists_them() -> None:
    model = analyse(loads(TEXT)).solutions[0].model
    with pytest.raises(UnknownNameError, match='"build" fits 2 states') as refused:
        chosen_state(model, "build")
    assert "1: build" in str(refused.value)
    assert "3: build + sue" in str(refused.value)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("7", "there is no state 7"),
        ("build and not build", "no feasible state satisfies"),
        ("biuld", 'Did you mean "build"?'),
    ],
)
def test_a_state_that_is_not_there_is_refused_with_a_way_out(said: str, fault: str) -> None:
    model = analyse(loads(TEXT)).solutions[0].model
    with pytest.raises(UnknownNameError) as refused:
        chosen_state(model, said)
    assert fault in str(refused.value)


def test_a_state_that_a_rule_excludes_is_called_so() -> None:
    model = analyse(loads(TEXT + "rules:\n  - not (build and sue)\n")).solutions[0].model
    with pytest.raises(UnknownNameError, match="state 3 is not feasible"):
        chosen_state(model, "3")


def test_of_several_states_that_can_be_todays_the_one_that_holds_most_is_told() -> None:
    solution = analyse(loads(TEXT.replace("build: no", "build: unknown"))).solutions[0]
    assert solution.model.status_quo == (0, 1)
    assert todays_state(solution) == 0


def test_a_graph_lists_its_states_when_the_name_is_unknown() -> None:
    model = analyse(loads(GRAPH)).solutions[0].model
    with pytest.raises(UnknownNameError, match="s1, s2, s3, s4"):
        chosen_state(model, "elsewhere")
