"""What is odd in a record: which of a speaker's offices is compared for which day, and what is missing beside claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.evidence.record_notes import RecordNotes, record_notes
from lagebild.reading import load, loads

EXAMPLES = Path(__file__).parents[3] / "examples"

HEAD = """
lagebild: 1
title: A letter
as-of: 2024-11-01
decision-makers:
  anna:
    options:
      x: answer
    wants:
      - x
"""

RECORD = """
sources:
  early:
    published: 2019-03-01
  late:
    published: 2024-10-24
speakers:
  austin:
    name: Lloyd Austin
    country: US
    {speaker}
claims:
  one:
    says: It is so.
    by: austin
    in: late
"""


def notes(text: str) -> RecordNotes:
    return record_notes(loads(HEAD + text))


def speaker(body: str, *, record: str = RECORD) -> RecordNotes:
    return notes(record.format(speaker=body.replace("\n", "\n    ")))


def test_the_real_example_has_its_one_wrong_office_and_nothing_else() -> None:
    found = record_notes(load(EXAMPLES / "north-korea-2024.yaml"))
    (office,) = found.offices
    assert (office.speaker, office.named_by, office.basis) == ("austin", "source", "published")
    assert office.sources == ("illner-2024",)
    assert office.misfit.on == "2024-10-24"
    assert office.corrected
    assert [code for code, _ in office.named.texts] == ["en", "de"]
    assert (found.roles, found.unconfirmed, found.without_source, found.unreadable) == ((), (), (), ())


def test_the_small_example_has_nothing_odd() -> None:
    assert not record_notes(load(EXAMPLES / "dam.yaml"))


def test_an_office_in_the_file_is_compared_for_the_day_its_source_appeared() -> None:
    (office,) = speaker("office: foreign minister").offices
    assert (office.named_by, office.basis, office.sources, office.misfit.on) == ("file", "published", ("late",), "2024-10-24")
    assert not office.corrected


def test_an_office_with_dates_is_compared_for_these() -> None:
    held = "office:\n  name: Secretary of Defense\n  since: {}\n  until: 2025-01-20"
    assert not speaker(held.format("2021-01-22")).offices
    (office,) = speaker(held.format("2015")).offices
    assert (office.basis, office.misfit.on) == ("own", "2015/2025-01-20")


def test_without_a_dated_source_the_day_of_the_situation_counts() -> None:
    undated = RECORD.replace("    published: 2024-10-24\n", "    language: en\n")
    (office,) = speaker("office: foreign minister", record=undated).offices
    assert (office.basis, office.misfit.on) == ("as-of", "2024-11-01")


def test_of_several_offices_without_dates_each_has_to_fit_on_one_of_the_days_only() -> None:
    both = f"{RECORD.rstrip()}\n  two:\n    says: It was so.\n    by: austin\n    in: early\n"
    blinken = both.replace("Lloyd Austin", "Donald Trump")
    offices = "offices:\n  - name: President of the United States\n  - name: landlord"
    assert not speaker(offices, record=blinken).offices
    (alone,) = speaker("office: President of the United States", record=blinken).offices
    assert alone.sources == ("late",)


def test_what_a_correction_calls_right_is_compared_too() -> None:
    corrected = "correction:\n  source-says: foreign minister\n  right: prime minister of Japan"
    found = speaker(corrected).offices
    assert [(office.named_by, office.corrected) for office in found] == [("source", True), ("correction", False)]


def test_a_language_in_which_the_office_fits_is_no_finding() -> None:
    (office,) = speaker("office:\n  name:\n    en: Secretary of Defense\n    de: Außenminister").offices
    assert office.named.texts == (("de", "Außenminister"),)


def test_somebody_without_a_name_is_looked_up_by_the_id_and_not_found() -> None:
    assert not notes("speakers:\n  austin:\n    office: foreign minister\n").offices


def test_a_claim_told_as_confirmed_says_by_whom() -> None:
    confirmed = "claims:\n  c:\n    says: So.\n    told-as: confirmed\n"
    assert notes(confirmed).unconfirmed == ("c",)
    assert notes(f"{confirmed}    confirmed-by: the court\n").unconfirmed == ()


def test_a_claim_without_a_source_is_named() -> None:
    assert notes("claims:\n  c:\n    says: So.\n").without_source == ("c",)


@pytest.mark.parametrize(("role", "meant"), [("spokesman", "spokesperson"), ("quizmaster", "")])
def test_a_role_of_one_s_own_making_is_named_with_what_may_be_meant(role: str, meant: str) -> None:
    (odd,) = speaker(f"role: {role}").roles
    assert (odd.speaker, odd.role, odd.meant) == ("austin", role, meant)


def test_a_known_role_is_not() -> None:
    assert not speaker("role: head of state").roles


def test_a_time_in_free_words_is_kept_and_named() -> None:
    found = notes("claims:\n  c:\n    says: So.\n    when: last winter\n  d:\n    says: So.\n    when: [2024, ../2025-01]\n")
    assert found.unreadable == (("c", "last winter"),)
