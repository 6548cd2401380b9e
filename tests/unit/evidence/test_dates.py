"""Dates as files write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.evidence.dates import Span, is_impossible, read_date

READ = [
    ("2024-10-24", date(2024, 10, 24), date(2024, 10, 24)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("2017/2018", date(2017, 1, 1), date(2018, 12, 31)),
    ("../2024-12", date.min, date(2024, 12, 31)),
    ("2022-02-24/..", date(2022, 2, 24), date.max),
    ("195X", date(1950, 1, 1), date(1959, 12, 31)),
    ("2024-10~", date(2024, 10, 1), date(2024, 10, 31)),
    ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29)),
    ("2024-10-24T06:30:00+02:00", date(2024, 10, 24), date(2024, 10, 24)),
]


@pytest.mark.parametrize(("text", "first", "last"), READ)
def test_a_date_is_read_as_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    assert read_date(text) == Span(first=first, last=last)
    assert not is_impossible(text)


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13", "2024-00-10", "0000", "2018/2017"])
def test_days_that_do_not_exist_are_told_from_free_words(text: str) -> None:
    assert read_date(text) is None
    assert is_impossible(text)


@pytest.mark.parametrize("text", ["", "last Thursday", "October 2024", "24.10.2024", "../..", "2024-1-1"])
def test_free_words_are_no_dates(text: str) -> None:
    assert read_date(text) is None
    assert not is_impossible(text)


@given(st.dates())
def test_every_day_is_read_as_itself(day: date) -> None:
    assert read_date(day.isoformat()) == Span(first=day, last=day)


@given(st.text(alphabet="0123456789X-/.T~", max_size=12))
def test_nothing_that_looks_like_a_date_ends_in_an_error(text: str) -> None:
    found = read_date(text)
    assert found is None or found.first <= found.last
