"""The office check: what does not fit the table is found, and nothing else; the table itself is sound."""

from datetime import timedelta
from itertools import pairwise

import pytest

from lagebild.evidence.offices import GRACE, check_office, check_tenure, office_table
from lagebild.evidence.offices.table import TableOffice, Term, read_table

TABLE = office_table()
OFFICES = TABLE.offices


def one(office: TableOffice) -> list[Term]:
    """The terms of one office, in order."""
    return sorted((term for term in TABLE.terms if term.office == office), key=lambda term: term.since)


# --- what is found ---------------------------------------------------------------------------------------------------

WRONG = [
    ("Lloyd Austin", "US foreign minister", "2024-10-24", "Antony Blinken"),
    ("Lloyd Austin", "Außenminister der USA", "2024-10-24", "Antony Blinken"),
    ("Lloyd J. Austin III", "Secretary of State", "2024-10", "Antony Blinken"),
    ("Annalena Baerbock", "Verteidigungsministerin", "2024-05-01", "Boris Pistorius"),
    ("Sergej Schoigu", "Russlands Verteidigungsminister", "2024-10-24", "Andrey Belousov"),
    ("Mark Rutte", "Nato-Generalsekretär", "2024-08-01", "Jens Stoltenberg"),
    ("Olaf Scholz", "Bundeskanzler", "2025-06-01", "Friedrich Merz"),
    ("Boris Johnson", "British foreign secretary", "2020-01-01", "Dominic Raab"),
    ("Wolodymyr Selenskyj", "ukrainischer Ministerpräsident", "2023", "Denys Shmyhal"),
]


@pytest.mark.parametrize(("name", "office", "on", "holder"), WRONG)
def test_an_office_that_somebody_else_held_is_found(name: str, office: str, on: str, holder: str) -> None:
    misfit = check_office(name, office, on)
    assert misfit is not None
    assert holder in {term.person for term in misfit.holders}
    assert misfit.sources
    assert (misfit.named, misfit.on) == (office, on)


def test_the_finding_says_what_the_table_has_for_that_day() -> None:
    misfit = check_office("Lloyd Austin", "US foreign minister", "2024-10-24")
    assert misfit is not None
    assert [str(term.office.name) for term in misfit.held] == ["Secretary of Defense of the United States"]
    assert misfit.sources == (
        "https://history.defense.gov/DOD-History/Secretaries-of-Defense/",
        "https://history.state.gov/departmenthistory/people/secretaries",
    )


def test_a_title_without_a_country_is_read_by_where_the_speaker_is_from() -> None:
    assert check_office("Lloyd Austin", "foreign minister", "2024-10-24", country="US") is not None
    assert check_office("Lloyd Austin", "foreign minister", "2024-10-24", country="United States") is not None
    assert check_office("Lloyd Austin", "foreign minister", "2024-10-24", country="Narnia") is None


# --- what is left alone ----------------------------------------------------------------------------------------------

SILENT = [
    ("Lloyd Austin", "Secretary of Defense of the United States", "2024-10-24", "it fits"),
    ("Lloyd Austin", "US-Verteidigungsminister", "2024", "it fits one of the days"),
    ("Annalena Baerbock", "Bundesaußenministerin", "2024-05-01", "it fits"),
    ("Recep Tayyip Erdogan", "türkischer Staatspräsident", "2024-05-01", "it fits"),
    ("Keir Starmer", "Premier", "2024-08-01", "it fits"),
    ("Donald Tusk", "Präsident", "2016-01-01", "he was one, of the European Council"),
    ("Antony Blinken", "U.S. Secretary of State", "2024-01-01", "it fits"),
    ("David Lammy", "Secretary of State for Foreign, Commonwealth and Development Affairs", "2024-10-01", "it fits"),
    ("Lloyd Austin", "former foreign minister of the United States", "2024-10-24", "more than an office"),
    ("Lloyd Austin", "Ex-Außenminister", "2024-10-24", "more than an office"),
    ("Lloyd Austin", "deputy secretary of state", "2024-10-24", "more than an office"),
    ("Lloyd Austin", "spokesman of the foreign minister", "2024-10-24", "more than an office"),
    ("Lloyd Austin", "minister of defence and sport", "2024-10-24", "another office"),
    ("Joe Biden", "president-elect", "2020-12-01", "more than an office"),
    ("Emmanuel Macron", "President of the Republic of Letters", "2020-12-01", "another office"),
    ("Kaja Kallas", "Prime Minister of Estonia", "2022-01-01", "an office the table does not list"),
    ("Lloyd Austin", "foreign minister", "last week", "no date"),
    ("Lloyd Austin", "foreign minister", "2013-10-24", "before the table"),
    ("Lloyd Austin", "foreign minister", "2031-10-24", "after the table"),
    ("Lloyd Austin", "foreign minister", "", "no date"),
    ("Lloyd Austin", "", "2024-10-24", "no office"),
    ("Austin", "US foreign minister", "2024-10-24", "a last name is no name"),
    ("Ada Ufer", "US foreign minister", "2024-10-24", "not in the table"),
    ("", "US foreign minister", "2024-10-24", "nobody"),
    ("Recep Tayyip Erdoğan", "Prime Minister of Turkey", "2020-01-01", "the office had been abolished"),
    ("Donald Tusk", "Prime Minister of Poland and Germany", "2016-01-01", "two countries"),
]


@pytest.mark.parametrize(("name", "office", "on", "why"), SILENT, ids=[f"{row[0]}-{row[3]}-{row[1]}" for row in SILENT])
def test_where_it_fits_or_nobody_can_tell_nothing_is_said(name: str, office: str, on: str, why: str) -> None:
    assert check_office(name, office, on) is None, why


@pytest.mark.parametrize("term", TABLE.terms, ids=lambda term: f"{term.office.id}-{term.person}-{term.since}")
@pytest.mark.parametrize("language", ["en", "de"])
def test_nobody_in_the_table_is_called_wrong_for_their_own_office(term: Term, language: str) -> None:
    first = max(term.since, term.office.span.first)
    title = term.office.name.in_language(language)
    name = TABLE.names[term.person].in_language(language)
    for day in (first, term.span.last, first + (term.span.last - first) / 2):
        assert check_office(name, title, day.isoformat()) is None
    assert check_tenure(name, title, first.isoformat(), term.span.last.isoformat()) is None


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.id)
def test_every_office_is_understood_by_its_own_name(office: TableOffice) -> None:
    """Somebody who never held it is found by either name: so no name of it is passed over in silence."""
    stranger = "Ban Ki-moon" if office.id != "un-secretary-general" else "Yukiya Amano"
    day = max(one(office)[0].since, office.span.first) + timedelta(days=30)
    for language in ("en", "de"):
        assert check_office(stranger, office.name.in_language(language), day.isoformat(), country=office.country) is not None


def test_around_a_change_of_office_nobody_is_called_wrong() -> None:
    blinken = next(term for term in TABLE.terms if term.person == "Antony Blinken")
    assert blinken.until is not None
    assert check_office("Antony Blinken", "US Secretary of State", (blinken.until + GRACE).isoformat()) is None
    late = blinken.until + GRACE + timedelta(days=1)
    assert check_office("Antony Blinken", "US Secretary of State", late.isoformat()) is not None


# --- the dates of an office ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "office", "since", "until"),
    [
        ("Lloyd Austin", "Secretary of Defense", "2021-01-22", "2025-01-20"),
        ("Lloyd Austin", "Secretary of Defense", "2021", "2025"),
        ("Volodymyr Zelensky", "President of Ukraine", "2019-05-20", ""),
        ("Vladimir Putin", "President of Russia", "2000", ""),  # what was before the table is not judged
        ("Angela Merkel", "Bundeskanzlerin", "2005-11-22", "2021-12-08"),
        ("Israel Katz", "Minister of Foreign Affairs of Israel", "2019-02-17", "2020-05-17"),
        ("Lloyd Austin", "Secretary of Defense", "1999", "2001"),
        ("Lloyd Austin", "Secretary of Defense", "once", ""),
        ("Lloyd Austin", "Secretary of Defense", "", ""),
    ],
)
def test_dates_that_the_table_bears_out_are_left_alone(name: str, office: str, since: str, until: str) -> None:
    assert check_tenure(name, office, since, until) is None


@pytest.mark.parametrize(
    ("name", "office", "since", "until"),
    [
        ("Lloyd Austin", "Secretary of Defense", "2019", "2025"),
        ("Lloyd Austin", "Secretary of State", "2021-01-22", "2025-01-20"),
        ("Angela Merkel", "Bundeskanzlerin", "2005", "2024"),
        ("Volodymyr Zelensky", "President of Ukraine", "2018", ""),
        ("Lloyd Austin", "Secretary of Defense", "", "2025-06-01"),
        ("Benjamin Netanyahu", "Prime Minister of Israel", "2009-03-31", "2025-01-01"),  # not without a break
    ],
)
def test_dates_that_the_table_does_not_bear_out_are_found(name: str, office: str, since: str, until: str) -> None:
    misfit = check_tenure(name, office, since, until)
    assert misfit is not None
    assert misfit.on == f"{since or '..'}/{until or '..'}"


# --- the table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.id)
def test_nobody_holds_an_office_before_the_one_before_has_left_it(office: TableOffice) -> None:
    for before, after in pairwise(one(office)):
        assert before.until is not None
        assert before.since < before.until <= after.since


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.id)
def test_an_office_is_filled_over_its_time_but_for_gaps_of_months(office: TableOffice) -> None:
    terms = one(office)
    assert terms[0].since <= office.span.first + GRACE
    assert terms[-1].span.last >= office.span.last - timedelta(days=210)
    assert all((after.since - (before.until or after.since)).days <= 140 for before, after in pairwise(terms))


def test_the_larger_states_and_organisations_are_there() -> None:
    listed = {office.id for office in OFFICES}
    for state in ("us", "ru", "ua", "cn", "kr", "jp", "de", "fr", "gb", "il", "ir", "tr", "in", "pl"):
        assert any((id_.startswith(f"{state}-") and "foreign" in id_) or id_ == "us-secretary-of-state" for id_ in listed)
        assert any(id_.startswith(f"{state}-") and "defen" in id_ for id_ in listed)
    assert {"un-secretary-general", "nato-secretary-general", "eu-commission-president", "eu-high-representative"} <= listed
    assert {"kp-leader", "kp-foreign-minister"} <= listed


def test_every_office_has_a_public_source_and_a_name_in_both_languages() -> None:
    assert all(office.source.startswith("https://") for office in OFFICES)
    assert all([code for code, _ in office.name.texts] == ["en", "de"] for office in OFFICES)
    assert len(OFFICES) == len({office.id for office in OFFICES})


def test_no_spelling_stands_for_two_people() -> None:
    assert set(TABLE.people.values()) == {term.person for term in TABLE.terms}
    for person, name in TABLE.names.items():
        assert {TABLE.person(text) for _, text in name.texts} == {person}


def test_a_spelling_of_somebody_who_is_not_in_the_table_is_not_there() -> None:
    assert TABLE.names.keys() == {term.person for term in TABLE.terms}


def test_a_table_of_one_s_own_is_read_the_same_way() -> None:
    from datetime import date

    own = read_table(
        {
            "from": date(2000, 1, 1),
            "as-of": date(2010, 1, 1),
            "concepts": {"mayor": ["mayor"]},
            "countries": {"XX": {"words": ["Quellstadt"]}},
            "office": [
                {"id": "m", "country": "XX", "concepts": ["mayor"], "name": {"en": "mayor", "de": "Bürgermeister"},
                 "source": "https://example.org",
                 "holders": [{"who": "Ada Ufer", "from": date(2000, 1, 1), "until": date(2005, 1, 1)},
                             {"who": "Ben Markt", "from": date(2005, 1, 1)}]},
            ],
            "person": [],
        }
    )  # fmt: skip
    assert check_office("Ada Ufer", "mayor of Quellstadt", "2004", table=own) is None
    misfit = check_office("Ada Ufer", "mayor of Quellstadt", "2008", table=own)
    assert misfit is not None
    assert [term.person for term in misfit.holders] == ["Ben Markt"]
