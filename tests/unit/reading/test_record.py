"""The record is read with every field, and what cannot be is said."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lagebild.errors import InputError
from lagebild.evidence.records import (
    Claim,
    Correction,
    Credibility,
    Entered,
    Figure,
    Office,
    Prose,
    Published,
    Relation,
    Source,
    Speaker,
    TextPlace,
)
from lagebild.reading import loads
from lagebild.situation import Situation

ROOT = Path(__file__).parents[3]
FILE = """
lagebild: 1
title: t
decision-makers:
  a:
    options:
      x: go
    wants:
      - x
"""
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

WHOLE = f"""
sources:
  news:
    title: {{en: A text, de: Ein Text}}
    url: https://example.org/a
    publisher: Town News
    author: [Ada Ufer, Ben Markt]
    kind: reportage
    language: en
    published: {{value: 2025-05-28, basis: inferred, note: by the weekday}}
    retrieved: 2025-06-01
    text-sha256: {SHA}
    reliability: F
    standards: JTI
    interest: sells advertisements
    note: online
speakers:
  mayor:
    name: Clara Platz
    role: mayor
    country: DE
    named: no
    offices:
      - {{name: mayor, since: 2020-11-01, until: 2025-10}}
    correction: {{source-says: deputy mayor, right: mayor, evidence: her page}}
    note: stands for election
claims:
  other: {{says: Something else.}}
  whole:
    says: It will be closed.
    by: mayor
    via: [author, mayor]
    form: report
    told-as: confirmed
    confirmed-by: the council
    if: the budget passes
    likelihood: very likely
    credibility: {{value: 2, by: us, why: it fits}}
    origin: planning-office
    in: news
    at:
      - {{paragraph: 2, start: 10, end: 94, sha256: {SHA}}}
      - {{start: 100, end: 104}}
    figures:
      - {{value: 1.5, unit: people, compare: ">=", counted-by: the office, when: 2025-05}}
    when: {{value: [2025-07-01, ../2025-12], counted-from: next month}}
    words: might
    alternatives: {{told-as: [stated, reported], by: author}}
    correction: {{source-says: a contract, right: a charter}}
    relates:
      - {{denies: other}}
    entered: {{by: A, when: 2025-06-01, accepted-by: B}}
"""


def en(text: str) -> Prose:
    return Prose((("en", text),))


def read(text: str) -> Situation:
    return loads(FILE + text)


def test_a_source_is_read_with_every_field() -> None:
    assert read(WHOLE).sources == (
        Source(
            id="news", title=Prose((("en", "A text"), ("de", "Ein Text"))), url="https://example.org/a", publisher="Town News",
            author=("Ada Ufer", "Ben Markt"), kind="reportage", language="en",
            published=Published(value="2025-05-28", basis="inferred", note=en("by the weekday")), retrieved="2025-06-01",
            text_sha256=SHA, reliability="F", standards=("JTI",), interest=en("sells advertisements"), note=en("online"),
        ),
    )  # fmt: skip


def test_a_speaker_is_read_with_every_field() -> None:
    assert read(WHOLE).speakers == (
        Speaker(
            id="mayor", name=en("Clara Platz"), role="mayor", country="DE", named=False,
            offices=(Office(name=en("mayor"), since="2020-11-01", until="2025-10"),),
            correction=Correction(source_says=en("deputy mayor"), right=en("mayor"), evidence=en("her page")),
            note=en("stands for election"),
        ),
    )  # fmt: skip


def test_a_claim_is_read_with_every_field() -> None:
    assert read(WHOLE).claim("whole") == Claim(
        id="whole", says=en("It will be closed."), by="mayor", via=("author", "mayor"), form="report", told_as="confirmed",
        confirmed_by="the council", condition=en("the budget passes"), likelihood="very likely",
        credibility=Credibility(value=2, by="us", why=en("it fits")), origin="planning-office", source="news",
        at=(TextPlace(paragraph=2, start=10, end=94, sha256=SHA), TextPlace(start=100, end=104)),
        figures=(Figure(value=Decimal("1.5"), unit=en("people"), compare=">=", counted_by="the office", when="2025-05"),),
        when=("2025-07-01", "../2025-12"), counted_from=en("next month"), words="might",
        alternative_told_as=("stated", "reported"), alternative_by=("author",),
        correction=Correction(source_says=en("a contract"), right=en("a charter")),
        relates=(Relation(kind="denies", claim="other"),), entered=Entered(by="A", when="2025-06-01", accepted_by="B"),
    )  # fmt: skip


def test_no_field_of_the_record_is_left_at_its_default_by_the_whole_example() -> None:
    """So that a field that is added is read too, or shows up here."""
    situation = read(WHOLE)
    (source,), (speaker,), claim = situation.sources, situation.speakers, situation.claim("whole")
    pairs: list[tuple[Any, Any]] = [
        (source, Source(id="x")), (speaker, Speaker(id="x")), (claim, Claim(id="x", says=Prose())),
    ]  # fmt: skip
    for entry, empty in pairs:
        for field in fields(entry):
            left = field.name != "place" and getattr(entry, field.name) == getattr(empty, field.name)
            assert not left, f"{type(entry).__name__}.{field.name}"


REFUSED = [
    ("published: 2024-10-24", "published: last week", '"last week" is not a date'),
    ("published: 2024-10-24", "published: 2024-13-01", '"2024-13-01" is not a date'),
    ("retrieved: 2024", "retrieved: yesterday", '"yesterday" is not a date'),
    ("since: 2020", "since: 2020-02-30", '"2020-02-30" is not a date'),
    ("when: 2024-10", "when: 2024-10-32", '"2024-10-32" is not a date'),
    ("when: 2024-10", "when: [2024, 2025-00]", '"2025-00" is not a date'),
    ("told-as: stated", "told-as: sure", '"sure"'),
    ("role: expert", "role: [expert]", "expected a role or a text"),
    ("form: direct", "form: shouted", '"shouted"'),
]

SMALL = """
sources:
  s:
    published: 2024-10-24
    retrieved: 2024
speakers:
  p:
    name: P
    role: expert
    office:
      name: chair
      since: 2020
      until: 2024
claims:
  c:
    says: So.
    by: p
    in: s
    form: direct
    told-as: stated
    when: 2024-10
"""


@pytest.mark.parametrize(("good", "bad", "said"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_cannot_be_read_is_one_clear_line_with_its_place(good: str, bad: str, said: str) -> None:
    assert read(SMALL).claims
    assert good in SMALL
    with pytest.raises(InputError) as caught:
        read(SMALL.replace(good, bad))
    (fault,) = caught.value.faults
    assert said in fault.message
    assert fault.place is not None
    before, _, _ = (FILE + SMALL).partition(good)
    assert fault.place.line == before.count("\n") + 1


def test_an_office_cannot_end_before_it_begins() -> None:
    with pytest.raises(InputError) as caught:
        read(SMALL.replace("until: 2024", "until: 2019"))
    assert "speaker p, office: the office ends (2019) before it begins (2020)" in str(caught.value)


@pytest.mark.parametrize("when", ["last winter", "2017/2018", "../2024-12", "195X", "2024-10-24T06:30:00Z"])
def test_times_are_kept_as_written(when: str) -> None:
    assert read(SMALL.replace("when: 2024-10", f"when: {when}")).claim("c").when == (when,)


def test_a_role_of_one_s_own_making_is_kept_as_written() -> None:
    assert read(SMALL.replace("role: expert", "role: quizmaster")).speakers[0].role == "quizmaster"
