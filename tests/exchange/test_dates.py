"""Dates and periods as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dates import date_from_serial, find_date_order, is_total, parse_date
from qi_tracker.i18n.formats import date_long, period_label
from qi_tracker.vocabulary import DateOrder, Frequency, Language

FEBRUARY = date(2025, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "01.02.2025",
        "1.2.2025",
        "1/2-25",
        "1/2/2025",
        "01-02-2025",
        "1. 2. 2025",
        "2025-02-01",
        "2025-2-1",
        "2025/02/01",
        "20250201",
        "2025-02-01T00:00:00",
        "2025-02-01 12:30:00",
        "01.02.2025 kl. 12.30",
        "1. februar 2025",
        "1. feb. 2025",
        "1 feb 25",
        "February 1, 2025",
        "01-Feb-2025",
        "lørdag 1. februar 2025",
        "lør. 01.02.2025",
        "\u200b01.02.2025\u00a0",
    ],
)
def test_day_is_read(text: str) -> None:
    assert parse_date(text) == (FEBRUARY, None)


@pytest.mark.parametrize(
    ("text", "day", "frequency"),
    [
        ("2025-02", FEBRUARY, Frequency.MONTH),
        ("02.2025", FEBRUARY, Frequency.MONTH),
        ("202502", FEBRUARY, Frequency.MONTH),
        ("2025M02", FEBRUARY, Frequency.MONTH),
        ("feb. 2025", FEBRUARY, Frequency.MONTH),
        ("februar 2025", FEBRUARY, Frequency.MONTH),
        ("Februar -25", FEBRUARY, Frequency.MONTH),
        ("feb.25", FEBRUARY, Frequency.MONTH),
        ("2025 februari", FEBRUARY, Frequency.MONTH),
        ("2025-W05", date(2025, 1, 27), Frequency.WEEK),
        ("uke 5 2025", date(2025, 1, 27), Frequency.WEEK),
        ("Veke 5, 2025", date(2025, 1, 27), Frequency.WEEK),
        ("2025U05", date(2025, 1, 27), Frequency.WEEK),
        ("uke 1 2026", date(2025, 12, 29), Frequency.WEEK),
        ("uke 53 2026", date(2026, 12, 28), Frequency.WEEK),
        ("2. kvartal 2025", date(2025, 4, 1), Frequency.QUARTER),
        ("2025K2", date(2025, 4, 1), Frequency.QUARTER),
        ("Q2 2025", date(2025, 4, 1), Frequency.QUARTER),
        ("2. tertial 2025", date(2025, 5, 1), Frequency.TERTIAL),
        ("2. halvår 2025", date(2025, 7, 1), Frequency.HALF_YEAR),
        ("2024/25", date(2024, 8, 1), Frequency.SCHOOL_YEAR),
        ("skoleåret 2024-2025", date(2024, 8, 1), Frequency.SCHOOL_YEAR),
        ("2025", date(2025, 1, 1), Frequency.YEAR),
        ("år 2025", date(2025, 1, 1), Frequency.YEAR),
    ],
)
def test_period_is_read_as_its_first_day(text: str, day: date, frequency: Frequency) -> None:
    assert parse_date(text) == (day, frequency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing_date"),
        ("  ", "missing_date"),
        ("1/2", "date_without_year"),
        ("1. mai", "date_without_year"),
        ("25-feb", "date_without_year"),
        ("januar", "date_without_year"),
        ("uke 5", "date_without_year"),
        ("31.02.2025", "bad_date"),
        ("13.13.2025", "bad_date"),
        ("uke 53 2025", "bad_date"),
        ("5. kvartal 2025", "bad_date"),
        ("2024/2026", "bad_date"),
        ("0001-01-01", "bad_date"),
        ("ukjent", "bad_date"),
        ("=TODAY()", "bad_date"),
        ("١/٢/٢٠٢٥", "bad_date"),
        ("1" * 500, "bad_date"),
    ],
)
def test_refused_date_has_a_code(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_date(text)
    assert refused.value.code == code


def test_month_may_come_first_but_never_before_a_year() -> None:
    assert parse_date("02/01/2025", DateOrder.MONTH_FIRST).date == FEBRUARY
    assert parse_date("2025-02-01", DateOrder.MONTH_FIRST).date == FEBRUARY


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01.02.2025", "02.02.2025"], DateOrder.DAY_FIRST),
        (["01/02/2025", "02/13/2025"], DateOrder.MONTH_FIRST),
        (["02/13/2025", "13/02/2025"], DateOrder.DAY_FIRST),
        (["2025-02-01"], DateOrder.YEAR_FIRST),
        (["2025-02-01", "1.2.2025"], DateOrder.DAY_FIRST),
        (["feb 2025", "uke 5 2025"], None),
    ],
)
def test_order_is_day_first_unless_a_row_makes_that_impossible(texts: list[str], order: DateOrder | None) -> None:
    assert find_date_order(texts) == order


def test_serial_numbers_of_spreadsheets() -> None:
    assert date_from_serial(45689.0) == (FEBRUARY, None)
    assert date_from_serial(45689.75) == (FEBRUARY, None)
    assert date_from_serial(42.0) is None
    assert date_from_serial(float("inf")) is None


@pytest.mark.parametrize("text", ["Sum", "I alt", "Totalt 2024", "Gjennomsnitt:", "SUM"])
def test_totals_are_known(text: str) -> None:
    assert is_total(text)


def test_months_are_no_totals() -> None:
    assert not is_total("januar 2025")


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(["%d.%m.%Y", "%d/%m-%y", "%Y-%m-%d", "%d %m %Y"])
)
def test_written_day_is_read_back(day: date, notation: str) -> None:
    assert parse_date(day.strftime(notation)) == (day, None)


@given(st.dates(date(1990, 1, 1), date(2059, 12, 31)), st.sampled_from(list(Language)))
def test_our_own_dates_and_periods_are_read_back(day: date, language: Language) -> None:
    assert parse_date(date_long(day, language)).date == day
    for frequency in (Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER, Frequency.TERTIAL, Frequency.HALF_YEAR):
        written = parse_date(period_label(day, frequency, language))
        assert written.frequency is frequency
        assert written.date <= day < written.date + timedelta(days=185)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        written = parse_date(text)
    except InvalidInput:
        return
    assert 1900 <= written.date.year <= 2100
