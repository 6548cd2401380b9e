"""A concept whose sanctions are of a kind of their own is solved; its reasons are not guessed, its verdicts not certified."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lagebild
from lagebild import CONCEPTS
from lagebild.analyses.explain import explain
from lagebild.analyses.jumps import jump_kinds
from lagebild.analyses.paths import paths
from lagebild.analyses.variants import compare_variants
from lagebild.cli.main import cli
from lagebild.errors import NotApplicableError
from lagebild.model import ConflictModel
from lagebild.reports.text.explain import explanation_text, leading_concept
from lagebild.reports.words import LANGUAGES, phrases
from lagebild.situation import Situation
from lagebild.solutions import analyse, concept_named, concepts_named
from lagebild.solutions.certificates import Columns, certificates, certified
from lagebild.solutions.concepts import DEFAULT_CODES, Concept, with_defaults
from lagebild.solutions.view import StateSet, View

DAM = """
lagebild: 1
title: Two neighbours and a dam
decision-makers:
  upstream:
    options: {build: build the dam}
    wants: [not sue, build]
  downstream:
    options: {sue: go to the court}
    wants: [sue if build, not sue]
today: {build: no, sue: no}
what-if:
  indifferent: {changes: [{drop: 1, of: upstream}]}
"""

THREE = DAM.replace("today:", "  court:\n    options: {rule: rule}\n    wants: [rule]\ntoday:").replace(
    "sue: no}", "sue: no, rule: no}"
)


def everything(view: View, focal: str) -> StateSet:
    """Nobody leaves anything: some sanction always deters, of a kind that only this concept knows."""
    return np.ones(view.model.count, dtype=np.bool_)


def two_only(model: ConflictModel) -> str:
    """It is defined for two."""
    return "" if len(model.decision_makers) == 2 else "it is defined for two decision makers."


ODD = Concept("odd", everything, "credible", default=False, refuses=two_only)


@pytest.fixture(autouse=True)
def odd_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.solutions.concepts.CONCEPTS", (*CONCEPTS, ODD))
    for language in LANGUAGES:
        monkeypatch.setitem(phrases("solve", language), "concept.odd", "in an odd way (odd)")
        monkeypatch.setitem(phrases("variants", language), "concept.odd", "in an odd way")


@pytest.fixture
def dam() -> Situation:
    return lagebild.loads(DAM)


def test_a_concept_that_is_no_default_is_solved_only_where_it_is_named(dam: Situation) -> None:
    assert [concept.code for concept in analyse(dam).concepts] == list(DEFAULT_CODES)
    assert analyse(dam, ["odd"]).equilibria("odd") == (0, 1, 2, 3)
    assert [concept.code for concept in concepts_named(["odd", "nash"])] == ["nash", "odd"]
    assert with_defaults(["odd"]) == (*DEFAULT_CODES, "odd")
    assert with_defaults([]) == DEFAULT_CODES


def test_a_conflict_that_a_concept_is_not_for_is_refused_with_the_reason() -> None:
    situation = lagebild.loads(THREE)
    assert analyse(situation).equilibria("seq")
    with pytest.raises(NotApplicableError, match="odd does not apply here: it is defined for two decision makers"):
        analyse(situation, ["seq", "odd"])


def test_what_deters_is_not_guessed(dam: Situation) -> None:
    told = explain(analyse(dam, ["odd"]), 0)
    assert told.not_told == ("odd",)
    (upstream, _) = told.standings
    assert upstream.improvements
    assert all(not one.answers and not one.unanswered for one in upstream.improvements)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What the verdicts odd come from is not told"), ("de", "Woher die Urteile odd kommen")]
)
def test_that_it_is_not_told_is_said(dam: Situation, language: str, said: str) -> None:
    analysis = analyse(dam, with_defaults(["odd"]))
    for state in range(4):
        assert said in explanation_text(explain(analysis, state), language, width=1000)
        alone = explanation_text(explain(analysis, state, concepts=["odd"]), language, width=1000)
        assert said in alone
        assert "[not odd]" not in alone
    assert said not in explanation_text(explain(analysis, 0, concepts=DEFAULT_CODES), language, width=1000)


def test_the_sense_told_first_is_the_one_that_answers_go_by() -> None:
    order = [*DEFAULT_CODES, "odd"]
    found = []
    while order:
        found.append(leading_concept(order))
        order.remove(found[-1])
    assert found == ["seq", "sseq", "odd", "nash", "smr", "gmr"]


def test_nothing_is_certified_and_that_is_said(dam: Situation) -> None:
    analysis = analyse(dam, ["nash", "odd"], coalitions="all")
    proved = certified(analysis)
    assert proved.without == ("odd",)
    assert proved.certificates == 2 + 4
    assert {one["concept"] for one in certificates(analysis.solutions[0])} == {"nash"}
    columns = Columns(analysis.solutions[0])
    with pytest.raises(NotApplicableError, match="no certificate for odd"):
        columns.single("odd", "upstream", 0)
    with pytest.raises(NotApplicableError, match="no certificate for odd"):
        columns.certificate(concept_named("odd"), "upstream")
    assert certified(analyse(dam)).without == ()


def test_coalitions_are_not_judged_under_it_but_jumps_between_its_equilibria_are_found(dam: Situation) -> None:
    analysis = analyse(dam, ["odd"], coalitions="all")
    assert analysis.coalitions[0].stability == {("upstream", "downstream"): {}}
    payoffs = analysis.solutions[0].model.payoffs
    for jump in analysis.coalitions[0].jumps:
        assert all(worth[jump.target] > worth[jump.origin] for worth in payoffs.values())
    assert all(kind.credible for kind in jump_kinds(analysis))


def test_variants_and_paths_go_by_it(dam: Situation) -> None:
    variants = compare_variants(dam, concepts=["odd"])
    assert [(code, len(found)) for code, found in variants.survivals] == [("odd", 4)]
    found = paths(analyse(dam, ["gmr", "odd"]), concepts=["odd", "gmr"])
    assert found.concepts == ("gmr", "odd")
    assert {code for outcome in found.starts[0].outcomes for code in outcome.concepts} <= {"gmr", "odd"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "--concept", "odd", "--coalitions", "all", "--certify", "--states"],
        ["solve", "--concept", "nash,odd", "--coalitions", "all", "--certify"],
        ["explain", "--concept", "odd"],
        ["explain", "--concept", "odd,gmr"],
        ["what-if", "--concept", "odd"],
        ["paths", "--concept", "odd"],
        ["check", "--concept", "odd"],
    ],
    ids=" ".join,
)
def test_every_command_that_takes_a_concept_takes_it(
    arguments: list[str], language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("odd") / "dam.yaml"
    file.write_text(DAM, encoding="utf-8")
    command, *rest = arguments
    done = CliRunner().invoke(cli, [command, str(file), *rest, "--language", language], prog_name="lagebild")
    assert (done.exit_code, done.exception) == (0, None)
    if "--certify" in rest:
        said = ("Certificate: none for odd.", "Bescheinigung: keine für odd.")[language == "de"]
        assert said in done.output
        silent = ("Coalitions are not judged under odd.", "Koalitionen werden nach odd nicht beurteilt.")[language == "de"]
        assert silent in done.output


def test_json_names_what_is_not_certified(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("odd") / "dam.yaml"
    file.write_text(DAM, encoding="utf-8")
    arguments = ["solve", str(file), "--concept", "nash,odd", "--certify", "--format", "json"]
    done = CliRunner().invoke(cli, arguments, prog_name="lagebild")
    assert json.loads(done.output)["certified"] == {"verdicts": 8, "certificates": 2, "without": ["odd"]}
