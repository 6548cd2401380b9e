"""Whose voices lines rest on."""

from __future__ import annotations

from lagebild.evidence.voices import claims_behind, voices_behind
from lagebild.reading import loads
from lagebild.reports.answers import voices_in_words
from lagebild.reports.words import Words

TEXT = """
lagebild: 1
title: Voices
decision-makers:
  one:
    options:
      go: go
    wants:
      - statement: go
        because: first and (second or third)
      - not go
claims:
  first:
    says: It is so.
    by: ada
    told-as: confirmed
    confirmed-by: ben
  second:
    says: It is so too.
    by: ada
    told-as: assessed
  third:
    says: Somebody says so.
    by: ben
    origin: ada
    told-as: assessed
speakers:
  ada:
    name: Ada Ufer
  ben:
    name: Ben
"""


def test_equal_origin_is_one_voice() -> None:
    situation = loads(TEXT)
    found = voices_behind(situation, ["wants.one.1"])
    assert found.claims == ("first", "second", "third")
    assert found.origins == (("ada", 3),)
    assert found.single == "ada"
    assert found.told_as == (("confirmed", 1), ("assessed", 2))
    assert found.confirmed == 1


def test_a_line_without_claims_is_unsourced() -> None:
    situation = loads(TEXT)
    found = voices_behind(situation, ["wants.one.2", "wants.one.1", "no.such.line"])
    assert (found.lines, found.unsourced) == (2, ("wants.one.2",))
    words = voices_in_words(situation, found, Words("en"))
    assert "Ada Ufer" in words
    assert "unsourced" in words


def test_the_claims_of_a_line_come_in_the_order_in_which_it_names_them() -> None:
    situation = loads(TEXT)
    line = next(line for line in situation.lines() if line.address == "wants.one.1")
    assert [claim.id for claim in claims_behind(situation, line)] == ["first", "second", "third"]
