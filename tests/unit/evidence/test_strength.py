"""How strong claims and lines are: every row of the tables, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.evidence.grounds import parse_grounds
from lagebild.evidence.records import TOLD_AS, Claim, Credibility, Prose, Source
from lagebild.evidence.strength import (
    ASSUMED,
    CONTRADICTED,
    DISPUTED,
    FIRMNESS,
    HIGH,
    LOW,
    STANDARDS,
    SUPPORTED,
    UNPROVEN,
    ClaimStrength,
    claim_strength,
    strengths,
    support,
)
from lagebild.situation import DecisionMaker, Rule, Situation
from lagebild.statements import Constant

SAYS = Prose((("en", "It is so."),))


def situation(*claims: Claim, sources: tuple[Source, ...] = (), rules: tuple[Rule, ...] = ()) -> Situation:
    """Claims, sources and lines; nobody decides anything."""
    somebody = DecisionMaker(address="decision-makers.north", id="north")
    return Situation(
        title=Prose(), decision_makers=(somebody,), claims=claims, sources=sources, rules=rules
    )  # fmt: skip


def rule(*, because: str = "", against: str = "") -> Rule:
    """A line with these grounds."""
    return Rule(
        address="rules.1",
        id="1",
        statement=Constant(True),
        because=parse_grounds(because) if because else None,
        against=parse_grounds(against) if against else None,
    )


def strength(told_as: str, *, reliability: str = "", credibility: int | None = None) -> ClaimStrength:
    judged = None if credibility is None else Credibility(value=credibility)
    claim = Claim(says=SAYS, id="a", told_as=told_as, source="paper", credibility=judged)
    return claim_strength(situation(claim, sources=(Source(id="paper", reliability=reliability),)), claim)


# --- one claim --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told_as", "level"),
    [("confirmed", 5), ("announced", 4), ("stated", 4), ("reported", 3), ("assessed", 3), ("conjectured", 1)],
)
def test_firmness_alone_counts_while_nobody_has_judged_the_source(told_as: str, level: int) -> None:
    found = strength(told_as)
    assert (found.low, found.high) == (level, level)
    assert not found.judged


def test_there_is_a_firmness_for_every_way_to_tell() -> None:
    assert set(FIRMNESS) == set(TOLD_AS)


@pytest.mark.parametrize(("letter", "level"), [("A", 5), ("B", 4), ("C", 3), ("D", 2), ("E", 1)])
def test_a_source_lets_no_claim_be_stronger_than_itself(letter: str, level: int) -> None:
    found = strength("confirmed", reliability=letter)
    assert (found.low, found.high, found.judged) == (level, level, True)


@pytest.mark.parametrize("letter", "ABC")
def test_a_good_source_makes_no_claim_stronger_than_it_is_told(letter: str) -> None:
    assert strength("conjectured", reliability=letter).high == 1


@pytest.mark.parametrize(("told_as", "high"), [("confirmed", 5), ("stated", 4), ("reported", 3)])
def test_a_source_that_could_not_be_judged_may_be_anything(told_as: str, high: int) -> None:
    found = strength(told_as, reliability="F")
    assert (found.low, found.high, found.is_interval, found.judged) == (1, high, True, True)


def test_it_makes_no_difference_to_a_conjecture_that_its_source_could_not_be_judged() -> None:
    assert not strength("conjectured", reliability="F").is_interval


@pytest.mark.parametrize(("credibility", "level"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1), (6, 5)])
def test_our_own_judgement_is_a_cap_and_six_is_none(credibility: int, level: int) -> None:
    assert strength("confirmed", credibility=credibility).high == level


def test_our_own_judgement_makes_nothing_stronger() -> None:
    assert strength("reported", reliability="D", credibility=1).high == 2


@pytest.mark.parametrize(
    ("found", "limits"),
    [
        (strength("confirmed", reliability="A", credibility=1), ()),
        (strength("reported", reliability="A"), ("told-as",)),
        (strength("confirmed", reliability="D"), ("reliability",)),
        (strength("confirmed", credibility=5), ("credibility",)),
        (strength("reported", reliability="C", credibility=3), ("told-as", "reliability", "credibility")),
    ],
)
def test_what_limits_a_claim_is_named(found: ClaimStrength, limits: tuple[str, ...]) -> None:
    assert found.limits == limits


def test_an_origin_that_is_a_source_is_judged_as_itself() -> None:
    claim = Claim(says=SAYS, id="a", told_as="confirmed", source="paper", origin="agency")
    sources = (Source(id="paper", reliability="A"), Source(id="agency", reliability="D"))
    found = claim_strength(situation(claim, sources=sources), claim)
    assert (found.source, found.high) == ("agency", 2)


# --- a line -----------------------------------------------------------------------------------------------------------

LEVELS = {"one": 1, "two": 2, "three": 3, "other-three": 3, "four": 4, "five": 5, "other-five": 5}
VOICES = {id_: id_ for id_ in LEVELS}


@pytest.mark.parametrize(
    ("grounds", "level", "carried_by"),
    [
        ("three", 3, ["three"]),
        ("one or four", 4, ["four"]),
        ("one and four", 1, ["one", "four"]),
        ("one or (two and four)", 2, ["two", "four"]),
        ("(one or four) and two", 2, ["four", "two"]),
        ("at least 2 of (one, two, four)", 2, ["two", "four"]),
        ("at least 2 of (one, two, three, four)", 3, ["three", "four"]),
        ("at least 3 of (one, three, five)", 1, ["one", "three", "five"]),
    ],
)
def test_or_is_as_strong_as_the_strongest_and_as_the_weakest_at_least_k_as_the_kth(
    grounds: str, level: int, carried_by: list[str]
) -> None:
    found = support(parse_grounds(grounds), LEVELS, VOICES)
    assert (found.level, list(found.carried_by), found.corroborated) == (level, carried_by, False)


@pytest.mark.parametrize(
    ("grounds", "level"),
    [
        ("three or other-three", 4),
        ("three or other-three or one", 4),
        ("three or four", 4),
        ("five or other-five", 5),
        ("three and other-three", 3),
        ("(three and one) or (three and other-three)", 3),
        ("at least 2 of (three, other-three, five)", 4),
        ("at least 2 of (three, other-three)", 3),
        ("(three or other-three) and (four or five)", 4),
        ("(three or other-three) and four", 3),
    ],
)
def test_one_step_more_where_no_single_origin_is_needed_and_never_above_five(grounds: str, level: int) -> None:
    assert support(parse_grounds(grounds), LEVELS, VOICES).level == level


def test_one_origin_repeated_is_one_voice() -> None:
    same = {"three": "agency", "other-three": "agency"}
    found = support(parse_grounds("three or other-three"), LEVELS, same)
    assert (found.level, found.corroborated, found.alone) == (3, False, "agency")


def test_without_an_origin_the_speaker_is_the_voice_and_without_a_speaker_the_source() -> None:
    def told(*claims: Claim) -> int:
        line = rule(because=" or ".join(claim.id for claim in claims))
        return strengths(situation(*claims, rules=(line,))).lines["rules.1"].pro[LOW].level

    a, b = (Claim(says=SAYS, id=id_, told_as="reported", by="minister", source=f"paper-{id_}") for id_ in "ab")
    assert told(a, b) == 3
    assert told(a, replace(b, by="judge")) == 4
    assert told(replace(a, origin="agency"), replace(b, by="judge", origin="agency")) == 3
    assert told(replace(a, by="unnamed"), replace(b, by="unnamed")) == 4
    assert told(replace(a, by="unnamed"), replace(b, by="unnamed", source=a.source)) == 3


def test_pro_and_con_say_how_a_line_stands_at_each_standard() -> None:
    claims = [Claim(says=SAYS, id=told_as, told_as=told_as, by=told_as) for told_as in TOLD_AS]

    def standings(because: str = "", against: str = "") -> list[str]:
        line = rule(because=because, against=against)
        found = strengths(situation(*claims, rules=(line,))).lines["rules.1"]
        return [found.standing(standard, LOW) for standard in STANDARDS]

    assert standings() == [ASSUMED] * 5
    assert standings("confirmed") == [SUPPORTED] * 5
    assert standings("reported") == [UNPROVEN, UNPROVEN, SUPPORTED, SUPPORTED, SUPPORTED]
    assert standings("stated", "reported") == [UNPROVEN, SUPPORTED, DISPUTED, DISPUTED, DISPUTED]
    assert standings("reported", "stated") == [UNPROVEN, CONTRADICTED, DISPUTED, DISPUTED, DISPUTED]
    assert standings(against="conjectured") == [UNPROVEN, UNPROVEN, UNPROVEN, UNPROVEN, CONTRADICTED]


def test_a_source_that_could_not_be_judged_makes_two_ends_of_a_line() -> None:
    claim = Claim(says=SAYS, id="a", told_as="stated", source="paper")
    found = strengths(situation(claim, sources=(Source(id="paper", reliability="F"),), rules=(rule(because="a"),))).lines[
        "rules.1"
    ]
    assert (found.pro[LOW].level, found.pro[HIGH].level, found.is_interval) == (1, 4, True)
    assert (found.standing(3, LOW), found.standing(3, HIGH)) == (UNPROVEN, SUPPORTED)
    assert found.unjudged == ()


def test_sources_that_nobody_has_judged_are_named_once() -> None:
    claims = [
        Claim(says=SAYS, id=id_, told_as="reported", source=source) for id_, source in (("a", "p"), ("b", "p"), ("c", "q"))
    ]
    sources = (Source(id="p"), Source(id="q", reliability="B"))
    found = strengths(situation(*claims, sources=sources, rules=(rule(because="a or b", against="c"),)))
    assert found.unjudged == ("p",)
    assert found.lines["rules.1"].unjudged == ("p",)
