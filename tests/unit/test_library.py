"""The library's verbs and what an analysis says of itself."""

import doctest
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lagebild as lb
from lagebild import library
from lagebild.reports.data.solution import analysis_data

CHICKEN = """
lagebild: 1
title: Chicken & <friends>
decision-makers:
  a:
    options:
      swerve-a: A swerves
    ranking:
      - swerve-b
      - swerve-a + swerve-b
      - swerve-a
      - nothing
  b:
    options:
      swerve-b: B swerves
    ranking:
      - swerve-a
      - swerve-a + swerve-b
      - swerve-b
      - nothing
"""

OPEN = """
lagebild: 1
title: Open
decision-makers:
  a:
    options:
      go: go
    wants:
      - any-order:
          - go
          - not go
"""


@pytest.fixture
def analysis() -> lb.Analysis:
    return lb.solve(lb.loads(CHICKEN))


def test_equilibria_and_stability_by_state_number(analysis: lb.Analysis) -> None:
    assert analysis.equilibria("nash") == (1, 2)
    assert analysis.equilibria("gmr") == (1, 2, 3)
    assert analysis.stable("nash", "a") == (1, 2)
    assert analysis.stable("smr", "b") == (1, 2, 3)


def test_one_concept_may_be_named_alone() -> None:
    analysis = lb.solve(lb.loads(CHICKEN), "seq")
    assert [concept.code for concept in analysis.concepts] == ["seq"]


def test_a_concept_that_was_not_solved_is_said_to_be_missing() -> None:
    with pytest.raises(lb.NotApplicableError, match='was not asked for "gmr"'):
        lb.solve(lb.loads(CHICKEN), "seq").stable("gmr", "a")


def test_stable_means_in_every_case() -> None:
    analysis = lb.solve(lb.loads(OPEN))
    assert len(analysis.solutions) == 2
    assert analysis.stable("nash", "a") == ()
    assert analysis.equilibria("nash") == ()


@pytest.mark.parametrize(
    "asked",
    [
        lambda a: a.stable("nahs", "a"),
        lambda a: a.stable("nash", "c"),
        lambda a: a.equilibria("nahs"),
        lambda a: a.explain(9, "a"),
    ],
)
def test_unknown_names_are_refused(analysis: lb.Analysis, asked: Callable[[lb.Analysis], object]) -> None:
    with pytest.raises(lb.UnknownNameError):
        asked(analysis)


def test_an_explanation_is_about_the_state_asked_for(analysis: lb.Analysis) -> None:
    assert analysis.explain(3, "a").label == 3


def test_to_dict_is_the_json_contract(analysis: lb.Analysis) -> None:
    assert analysis.to_dict() == analysis_data(analysis)
    assert "states" not in analysis.to_dict(states=False)


def test_columns_have_one_row_a_state(analysis: lb.Analysis) -> None:
    columns = analysis.columns()
    assert columns["state"] == [0, 1, 2, 3]
    assert columns["a.swerve-a"] == [False, True, False, True]
    assert columns["nash.a"] == [False, True, True, False]
    assert columns["gmr"] == [False, True, True, True]
    assert {len(values) for values in columns.values()} == {4}


def test_columns_name_the_case_where_there_are_several() -> None:
    assert lb.solve(lb.loads(OPEN)).columns()["case"] == [0, 0, 1, 1]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_is_made_by_the_library_that_is_there(
    analysis: lb.Analysis, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for known in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, known, None)
    stand_in = types.ModuleType(name)
    stand_in.DataFrame = dict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, stand_in)
    assert analysis.to_frame() == analysis.columns()


def test_without_a_table_library_the_error_says_what_to_do(analysis: lb.Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    for known in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, known, None)
    with pytest.raises(lb.NotApplicableError, match="needs pandas or polars"):
        analysis.to_frame()


def test_it_introduces_itself_in_one_line(analysis: lb.Analysis) -> None:
    shown = '<Analysis of "Chicken & <friends>": 4 states; equilibria: 2 nash, 3 gmr, 3 smr, 2 seq, 2 sseq>'
    assert repr(analysis) == shown
    assert "in all of 2 cases" in repr(lb.solve(lb.loads(OPEN)))


def test_a_notebook_shows_the_equilibria_with_everything_escaped(analysis: lb.Analysis) -> None:
    page = analysis._repr_html_()
    assert "Chicken &amp; &lt;friends&gt;" in page
    assert "<friends>" not in page
    assert "A swerves + B swerves" in page


def test_load_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "chicken.yaml"
    file.write_text(CHICKEN, "utf-8")
    assert lb.load(file) == lb.load(str(file))
    assert [option.key for option in lb.load(file).options] == ["a.swerve-a", "b.swerve-b"]


def test_an_attribute_that_does_not_exist_is_one() -> None:
    with pytest.raises(AttributeError, match="no attribute 'slove'"):
        lb.slove  # noqa: B018


def test_every_public_name_is_there_and_listed() -> None:
    found: dict[str, Any] = {name: getattr(lb, name) for name in lb.__all__}
    assert all(value is not None for value in found.values())
    assert dir(lb) == sorted(lb.__all__)


def test_the_examples_in_the_docstrings_run() -> None:
    result = doctest.testmod(library)
    assert result.attempted > 0
    assert result.failed == 0
