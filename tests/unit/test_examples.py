"""The examples that ship: they can be read and solved, they rest on claims, and what rests on nothing is known by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lagebild.analyses.conclusion import ALL, NONE, SOME, conclude
from lagebild.analyses.levers import Trials, levers
from lagebild.evidence.grounds import references
from lagebild.evidence.records import Prose
from lagebild.reading import load
from lagebild.situation import Situation
from lagebild.solutions import analyse
from lagebild.statements import parse

EXAMPLES = Path(__file__).parents[2] / "examples"
BOTH = ("dam", "north-korea-2024")


@cache
def example(name: str) -> Situation:
    return load(EXAMPLES / f"{name}.yaml")


def unsourced(name: str) -> set[str]:
    return {line.address for line in example(name).lines() if not line.sourced}


@pytest.mark.parametrize("name", BOTH)
def test_an_example_and_each_of_its_what_ifs_can_be_solved(name: str) -> None:
    situation = example(name)
    for what_if in (None, *(variant.id for variant in situation.what_ifs)):
        analysis = analyse(situation, ["seq"], what_if=what_if)
        assert all(solution.equilibria("seq") for solution in analysis.solutions), what_if


@pytest.mark.parametrize("name", BOTH)
def test_an_example_reads_without_warnings(name: str) -> None:
    assert example(name).warnings == ()


# --- North Korea -----------------------------------------------------------------------------------------------------


def test_what_is_unsourced_about_north_korea_is_exactly_this() -> None:
    assert unsourced("north-korea-2024") == {
        # The brackets around lines whose order is open.
        "wants.north-korea.2",
        "wants.russia.2",
        # Wants that the article does not say: first of all the hinge of the whole file.
        "wants.north-korea.not-for-nothing",
        "wants.russia.recruit-unanswered",
        "wants.russia.quiet-at-home",
        "wants.russia.thrift",
        "wants.ukraine.kursk",
        # What somebody can do, who decides it, and what a word means.
        "options.russia.mobilise",
        "joint-options.fight",
        "definitions.help-in-defence",
        # What the article does not tell of the day.
        "today.russia.pay",
        "today.russia.mobilise",
        # Questions that we ask, not things that anybody said.
        "what-if.payment-first",
        "what-if.favour-first",
        "what-if.risk-above-favour",
        "what-if.risk-above-payment",
        "what-if.already-fighting",
        "what-if.treaty-without-kursk",
        "what-if.answer-in-vain",
        "what-if.answer-in-war-too",
    }


def test_the_article_gives_a_reason_for_one_order_only() -> None:
    orders = [line for line in example("north-korea-2024").lines() if line.address.startswith("order.")]
    assert [line.address for line in orders] == ["order.north-korea.signal"]
    assert [reference.claim for reference in references(orders[0].because)] == ["kim-accepts-risk"]


def test_north_korea_stays_within_sixteen_cases() -> None:
    assert example("north-korea-2024").case_count <= 16


def test_whether_kim_has_soldiers_there_turns_on_payment_or_favour() -> None:
    situation = example("north-korea-2024")
    send, pay = parse("send"), parse("pay")
    payment_first = analyse(situation, ["seq"], what_if="payment-first")
    favour_first = analyse(situation, ["seq"], what_if="favour-first")
    assert conclude(payment_first, send).value == SOME
    assert conclude(payment_first, parse("send and not pay")).value == NONE
    assert conclude(favour_first, send).value == ALL
    assert conclude(favour_first, pay).value == NONE


def helpful_options_of_the_west(against: str, what_if: str | None = None) -> set[str]:
    trials = Trials(analyse(example("north-korea-2024"), what_if=what_if))
    return {lever.change.option or lever.change.want for lever in levers(trials, "west", parse(against)).levers}


def test_the_one_wire_from_the_west_to_anybody_is_what_russia_heeds() -> None:
    assert helpful_options_of_the_west("recruit-elsewhere") == {"west.aid"}
    assert helpful_options_of_the_west("recruit-elsewhere", "answer-in-vain") == set()
    assert helpful_options_of_the_west("fight") == set()
    assert helpful_options_of_the_west("fight", "answer-in-war-too") == {"west.aid"}


def test_without_kursk_the_treaty_gives_no_ground_for_fighting() -> None:
    situation = example("north-korea-2024")
    assert conclude(analyse(situation, ["seq"], what_if="treaty-counts"), parse("fight")).value == SOME
    assert conclude(analyse(situation, ["seq"], what_if="treaty-without-kursk"), parse("fight")).value == NONE


def test_every_statement_about_north_korea_can_be_read_in_english_and_german() -> None:
    situation = example("north-korea-2024")
    texts: list[tuple[str, Prose]] = [("title", situation.title)]
    texts += [(dm.id, dm.name) for dm in situation.decision_makers]
    texts += [(option.key, option.name) for option in situation.options]
    texts += [(joint.id, joint.name) for joint in situation.joint_options]
    texts += [(circumstance.id, circumstance.name) for circumstance in situation.circumstances]
    texts += [(definition.key, definition.name) for definition in situation.definitions]
    texts += [(what_if.id, what_if.name) for what_if in situation.what_ifs]
    texts += [(claim.id, claim.says) for claim in situation.claims]
    texts += [(question.kind, question.ask) for question in situation.questions]
    assert [address for address, prose in texts if [language for language, _ in prose.texts] != ["en", "de"]] == []


# --- the claims of the article ---------------------------------------------------------------------------------------


def test_the_article_has_seventy_four_claims_in_the_order_of_its_text() -> None:
    claims = example("north-korea-2024").claims
    assert len(claims) == 74
    starts = [claim.at[0].start for claim in claims]
    assert starts == sorted(starts)


def test_every_claim_has_one_place_with_a_fingerprint() -> None:
    claims = example("north-korea-2024").claims
    assert [claim.id for claim in claims if len(claim.at) != 1 or claim.at[0].paragraph is None] == []
    spans = {(claim.at[0].start, claim.at[0].end) for claim in claims}
    fingerprints = {claim.at[0].sha256 for claim in claims}
    assert len(spans) == len(fingerprints)


def test_one_claim_is_confirmed_and_says_by_whom() -> None:
    confirmed = [claim for claim in example("north-korea-2024").claims if claim.told_as == "confirmed"]
    assert [(claim.id, claim.confirmed_by) for claim in confirmed] == [("us-nato-confirm-troops", "us-nato")]


def test_twenty_six_claims_are_the_one_expert_s() -> None:
    hers = [claim for claim in example("north-korea-2024").claims if claim.voice == "novotna"]
    assert len(hers) == 26
    # The lead tells in the author's own voice what the expert says further down.
    assert [claim.id for claim in hers if claim.by != "novotna"] == ["step-risky-for-kim"]


def test_nobody_has_judged_the_source_yet() -> None:
    (source,) = example("north-korea-2024").sources
    assert source.reliability == ""
    assert source.published is not None
    assert source.published.basis == "inferred"


def test_the_wrong_office_is_corrected_beside_the_speaker() -> None:
    austin = next(speaker for speaker in example("north-korea-2024").speakers if speaker.id == "austin")
    assert austin.correction is not None
    assert austin.correction.right.in_language("en") == "US Secretary of Defense"
    assert [(office.since, office.until) for office in austin.offices] == [("2021-01-22", "2025-01-20")]


def test_figures_say_who_counted_or_that_the_author_says_so_herself() -> None:
    counted = {
        claim.id: [figure.counted_by for figure in claim.figures]
        for claim in example("north-korea-2024").claims
        if claim.figures
    }
    assert counted == {
        "nis-3000-moved": ["nis"],
        "nis-10000-by-december": ["nis"],
        "little-military-weight": [""],
        "russia-hundreds-of-thousands": ["estimates"],
        "russia-600000-lost": ["estimates"],
    }


# --- the dam ---------------------------------------------------------------------------------------------------------


def test_what_is_unsourced_at_the_dam_is_exactly_this() -> None:
    assert unsourced("dam") == {
        "wants.upstream.3",
        "wants.upstream.3-2",
        "wants.downstream.3",
        "wants.downstream.4",
        "circumstances.drought",
        "what-if.exit-stays-open",
    }


def test_at_the_dam_the_water_is_guaranteed_only_if_the_way_to_the_court_stays_open() -> None:
    situation = example("dam")
    assert conclude(analyse(situation, ["seq"]), parse("release")).value == NONE
    assert conclude(analyse(situation, ["seq"], what_if="exit-stays-open"), parse("release")).value == SOME


def test_a_slow_court_no_longer_keeps_the_dam_from_being_built() -> None:
    situation = example("dam")
    assert conclude(analyse(situation, ["seq"]), parse("build")).value == SOME
    assert conclude(analyse(situation, ["seq"], what_if="court-is-slow"), parse("build")).value == ALL
