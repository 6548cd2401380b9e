"""Every result that the publications of the catalogue print, compared with what Lagebild computes: one row each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lagebild.analyses.uncertain import uncertain
from lagebild.catalogue import Entry, Expectation, entries, entry
from lagebild.errors import UnknownNameError
from lagebild.reading import load
from lagebild.situation import Situation
from tests.catalogue.verdicts import is_checked, states_with, tiers
from tests.docs.pages import ROOT

NOT_YET: dict[str, str] = {}
"""Printed results that are not compared, and why. Whatever is not in here is compared."""


def row(found: Entry, expectation: Expectation) -> str:
    """What a printed result is called in a test report."""
    concept = expectation.concept + (f" (extension {expectation.extension})" if expectation.extension else "")
    return f"{found.name}: {concept}, {expectation.by or '+'.join(expectation.coalition) or 'equilibria'}"


def situation_of(found: Entry) -> Situation:
    return load(Path(str(found.situation)))


PRINTED = {row(found, expectation): (found, expectation) for found in entries() for expectation in found.expected}
COMPARED = {name: printed for name, printed in PRINTED.items() if name not in NOT_YET}


@pytest.mark.parametrize(("found", "expectation"), COMPARED.values(), ids=COMPARED)
def test_what_is_printed_is_what_is_computed(found: Entry, expectation: Expectation) -> None:
    situation = situation_of(found)
    if expectation.concept == "ranking":
        assert tiers(situation, expectation.by) == tuple((state,) for state in expectation.states)
        return
    if expectation.extension:
        assert uncertain(situation, [expectation.concept]).extension(expectation.extension, expectation.concept) == (
            expectation.states
        )
        return
    computed = states_with(situation, expectation.concept, by=expectation.by, coalition=expectation.coalition)
    if expectation.among is not None:
        computed = tuple(state for state in computed if state in expectation.among)
    if expectation.at_least:
        assert set(expectation.states) <= set(computed)
    else:
        assert computed == expectation.states


def test_only_what_lagebild_cannot_compute_is_left_out() -> None:
    cannot = {name for name, (_, printed) in PRINTED.items() if printed.needs or not is_checked(printed.concept)}
    assert cannot == set(NOT_YET)


def test_no_two_printed_results_share_a_row() -> None:
    assert len(PRINTED) == sum(len(found.expected) for found in entries())


@pytest.mark.parametrize("found", entries(), ids=lambda found: found.name)
def test_an_entry_says_what_it_reproduces_and_how_surely(found: Entry) -> None:
    assert found.publication.citation
    assert found.publication.how_sure in ("read in source", "from memory")
    assert found.numbering
    assert found.expected


@pytest.mark.parametrize("found", entries(), ids=lambda found: found.name)
def test_an_entry_has_a_situation_that_reads_without_a_warning(found: Entry) -> None:
    assert situation_of(found).warnings == ()


def test_every_situation_file_of_the_catalogue_has_its_printed_result_beside_it() -> None:
    root = Path(str(entries()[0].situation)).parent.parent
    situations = {str(file.relative_to(root)) for file in root.rglob("*.yaml") if not file.name.endswith(".expected.yaml")}
    assert situations == {f"{found.name}.yaml" for found in entries()}


def test_an_unknown_entry_is_refused_with_the_name_meant() -> None:
    with pytest.raises(UnknownNameError, match="fraser-hipel-1984/chicken"):
        entry("fraser-hipel-1984/chickens")


# --- what the differences between print and definition say ---------------------------------------------------------------


def test_elmira_is_general_and_symmetric_metarational_at_two_more_states_than_printed() -> None:
    situation = situation_of(entry("hipel-fang-kilgour-haight-1993/elmira"))
    for concept in ("gmr", "smr"):
        assert states_with(situation, concept) == ("s1", "s4", "s5", "s8", "s9")


def test_with_an_irreversible_air_strike_state_5_is_an_equilibrium_too() -> None:
    situation = situation_of(entry("gmcr-plus-examples/cuban-missile-crisis"))
    assert states_with(situation, "nash") == (5,)
    assert states_with(situation, "seq") == (4, 5, 6)


def test_the_tableau_of_the_korean_case_adds_state_4_to_the_sequential_equilibria() -> None:
    situation = situation_of(entry("jacobi-2017/korean-peninsula"))
    assert states_with(situation, "seq") == (0, 5, 10)


@pytest.mark.parametrize(("case", "attitude"), [(1, "environment"), (2, "economy")])
def test_where_the_attitude_of_the_province_is_open_each_case_is_the_published_one(case: int, attitude: str) -> None:
    open_case = load(ROOT / "docs" / "theory" / "examples" / "gisborne-attitude.yaml")
    settled = situation_of(entry(f"li-hipel-kilgour-fang-2004/gisborne-{attitude}"))
    assert tiers(open_case, "provincial", case=case) == tiers(settled, "provincial")
    assert states_with(open_case, "nash", case=case) == states_with(settled, "nash")


def test_of_the_province_no_more_is_known_than_the_article_says() -> None:
    found = entry("li-hipel-kilgour-fang-2004/gisborne-unknown")
    (case,) = uncertain(situation_of(found)).cases
    known = case.known["provincial"]
    pairs = {(case.model.label(int(s)), case.model.label(int(t))) for s, t in np.argwhere(known.better)}
    assert pairs == {(2, 6), (3, 7), (0, 4), (1, 5)}
    assert known.equal.sum() == case.model.count


def test_each_attitude_of_the_province_is_a_completion_of_what_is_known_of_it() -> None:
    (case,) = uncertain(situation_of(entry("li-hipel-kilgour-fang-2004/gisborne-unknown"))).cases
    for attitude in ("economy", "environment"):
        ranked = tiers(situation_of(entry(f"li-hipel-kilgour-fang-2004/gisborne-{attitude}")), "provincial")
        place = {state: number for number, tier in enumerate(ranked) for state in tier}
        for better, worse in np.argwhere(case.known["provincial"].better):
            assert place[case.model.label(int(better))] < place[case.model.label(int(worse))]
