"""Which lines name claims, which claims carry lines, and whose voice that is."""

from __future__ import annotations

from lagebild.evidence.coverage import coverage, sourcing
from lagebild.reading import loads

TEXT = """
lagebild: 1
title: Voices
decision-makers:
  anna:
    because: seen
    options:
      x:
        because: seen or heard
      z:
        because: rumour
    wants:
      - statement: x
        because: seen and heard
        against: denied
        above: heard-again
      - not x
sources:
  paper:
    title: The paper
speakers:
  carla:
    name: Carla
claims:
  seen:
    says: One has seen it.
    by: carla
    told-as: confirmed
    confirmed-by: carla
    in: paper
  heard:
    says: One has heard it.
    by: author
    origin: dora
    told-as: reported
    in: paper
  heard-again:
    says: One has heard it again.
    by: carla
    origin: dora
    told-as: assessed
    in: paper
  rumour:
    says: It is rumoured.
    by: unnamed
    told-as: conjectured
    in: paper
  denied:
    says: It is not so.
    by: carla
    told-as: stated
    in: paper
  idle:
    says: It rains.
    by: carla
    told-as: stated
    in: paper
"""


def test_lines_are_counted_by_kind_and_orders_apart() -> None:
    found = sourcing(loads(TEXT))
    assert {(kind.kind, kind.lines, kind.sourced) for kind in found.kinds} == {
        ("want", 2, 1), ("option", 2, 2), ("decision-maker", 1, 1),
    }  # fmt: skip
    assert [line.address for line in found.unsourced] == ["wants.anna.2"]


def test_a_claim_that_no_line_names_is_idle_and_one_against_a_line_is_not() -> None:
    assert coverage(loads(TEXT)).idle == ("idle",)


def test_equal_origin_is_one_voice() -> None:
    voices = {voice.id: voice for voice in coverage(loads(TEXT)).voices}
    assert voices["dora"].claims == 2
    assert voices["dora"].lines == ("options.anna.x", "wants.anna.1", "order.anna.1")
    assert voices["dora"].told_as == (("reported", 1), ("assessed", 1))


def test_a_line_falls_without_a_voice_only_if_its_grounds_need_it() -> None:
    dora = next(voice for voice in coverage(loads(TEXT)).voices if voice.id == "dora")
    # "seen or heard" still holds without it; "seen and heard" does not.
    assert dora.falling == ("wants.anna.1", "order.anna.1")
    assert dora.alone == ("order.anna.1",)


def test_lines_on_one_voice_and_lines_with_nothing_but_conjecture_are_listed() -> None:
    found = coverage(loads(TEXT))
    assert found.one_voice == ("decision-makers.anna", "options.anna.z", "order.anna.1")
    assert found.conjectured == ("options.anna.z",)


def test_lines_that_claims_speak_against_are_listed() -> None:
    assert coverage(loads(TEXT)).contested == (("wants.anna.1", True),)


def test_a_ranking_is_one_line_and_sourced_when_each_of_its_tiers_is() -> None:
    text = """
lagebild: 1
title: A ranking
decision-makers:
  anna:
    options:
      x:
    ranking:
      - tier: x
        because: told
      - {rest}
claims:
  told:
    says: So it is.
"""
    bare = sourcing(loads(text.replace("{rest}", "nothing")))
    full = sourcing(loads(text.replace("{rest}", "tier: nothing\n        because: told")))
    assert "ranking.anna" in [line.address for line in bare.unsourced]
    assert "ranking.anna" not in [line.address for line in full.unsourced]
