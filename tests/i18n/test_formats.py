"""Numbers, units, dates and periods in three languages."""

from datetime import UTC, date, datetime

import pytest

from qi_tracker.i18n import formats
from qi_tracker.vocabulary import Frequency, Language

NB, NN, EN = Language.BOKMAL, Language.NYNORSK, Language.ENGLISH
SPACE = "\u00a0"
MINUS = "\u2212"
TODAY = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("value", "decimals", "bokmal", "english"),
    [
        (34.5, None, "34,5", "34.5"),
        (34.0, None, "34", "34"),
        (34.5678, None, "34,57", "34.57"),
        (12345.5, 1, f"12{SPACE}345,5", "12,345.5"),
        (43.0, 1, "43,0", "43.0"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (1.005, 2, "1,01", "1.01"),
        (-3.2, None, f"{MINUS}3,2", "-3.2"),
        (-0.04, 1, "0,0", "0.0"),
        (1e9, None, f"1{SPACE}000{SPACE}000{SPACE}000", "1,000,000,000"),
        (1e-7, None, "0,00", "0.00"),
    ],
)
def test_number_as_people_write_it(value: float, decimals: int | None, bokmal: str, english: str) -> None:
    assert formats.number(value, NB, decimals) == bokmal
    assert formats.number(value, NN, decimals) == bokmal
    assert formats.number(value, EN, decimals) == english


def test_unit_follows_on_the_same_line() -> None:
    assert formats.value(43.2, "%", NB, 0) == f"43{SPACE}%"
    assert formats.value(43.2, "%", EN, 0) == "43%"
    assert formats.value(34.5, "dagar", NN) == f"34,5{SPACE}dagar"
    assert formats.value(12, "", NB) == formats.value(12, None, NB) == "12"


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([None], 0),
        ([12, 30, None], 0),
        ([34.5, 30.0], 1),
        ([30.1234, 56.789], 0),
        ([40.1234, 46.789], 1),
        ([0.1234, 0.1334], 2),
        ([43.2123], 0),
        ([0.333333], 2),
    ],
)
def test_decimals_follow_the_spread_of_the_values(values: list[float | None], decimals: int) -> None:
    assert formats.decimals_for(values) == decimals


@pytest.mark.parametrize(
    ("values", "decimals"), [([], 0), ([None, 12.0], 0), ([34.5, 30], 1), ([30.125, None, 1], 2), ([1e-7], 2)]
)
def test_typed_decimals_are_those_of_the_most_exact_number(values: list[float | None], decimals: int) -> None:
    assert formats.typed_decimals(values) == decimals


@pytest.mark.parametrize(
    ("language", "long", "near", "far"),
    [
        (NB, "3. oktober 2026", "3. oktober", "okt. 2026"),
        (NN, "3. oktober 2026", "3. oktober", "okt. 2026"),
        (EN, "3 October 2026", "3 October", "Oct 2026"),
    ],
)
def test_dates(language: Language, long: str, near: str, far: str) -> None:
    assert formats.date_long(TODAY, language) == long
    assert formats.date_near(TODAY, language) == near
    assert formats.month_far(TODAY, language) == far


def test_far_dates_lose_the_day_and_gain_the_year() -> None:
    assert formats.date_by_distance(date(2026, 12, 24), TODAY, NB) == "24. desember"
    assert formats.date_by_distance(date(2025, 12, 24), TODAY, NB) == "des. 2025"


@pytest.mark.parametrize(
    ("first", "last", "bokmal", "english"),
    [
        (TODAY, TODAY, "3. oktober 2026", "3 October 2026"),
        (TODAY, date(2026, 10, 9), "3.–9. oktober 2026", "3–9 October 2026"),
        (TODAY, date(2026, 11, 9), "3. oktober–9. november 2026", "3 October – 9 November 2026"),
        (TODAY, date(2027, 1, 9), "3. oktober 2026–9. januar 2027", "3 October 2026 – 9 January 2027"),
    ],
)
def test_date_range_says_month_and_year_once(first: date, last: date, bokmal: str, english: str) -> None:
    assert formats.date_range(first, last, NB) == bokmal
    assert formats.date_range(first, last, EN) == english


@pytest.mark.parametrize(
    ("frequency", "bokmal", "nynorsk", "english", "short"),
    [
        (Frequency.EVENT, "6. oktober 2025", "6. oktober 2025", "6 October 2025", "6. okt. 2025"),
        (Frequency.DAY, "6. oktober 2025", "6. oktober 2025", "6 October 2025", "6. okt. 2025"),
        (Frequency.WEEK, "uke 41, 2025", "veke 41, 2025", "week 41, 2025", "uke 41, 2025"),
        (Frequency.FORTNIGHT, "uke 41–42, 2025", "veke 41–42, 2025", "weeks 41–42, 2025", "uke 41–42, 2025"),
        (Frequency.MONTH, "oktober 2025", "oktober 2025", "October 2025", "okt. 2025"),
        (Frequency.QUARTER, "4. kvartal 2025", "4. kvartal 2025", "4th quarter 2025", "4. kv. 2025"),
        (Frequency.TERTIAL, "3. tertial 2025", "3. tertial 2025", "3rd tertial 2025", "3. tert. 2025"),
        (Frequency.HALF_YEAR, "2. halvår 2025", "2. halvår 2025", "2nd half of 2025", "2. halvår 2025"),
        (Frequency.SCHOOL_YEAR, "skoleåret 2025/26", "skuleåret 2025/26", "the school year 2025/26", "2025/26"),
        (Frequency.YEAR, "2025", "2025", "2025", "2025"),
    ],
)
def test_every_period_has_a_name(frequency: Frequency, bokmal: str, nynorsk: str, english: str, short: str) -> None:
    day = date(2025, 10, 6)
    assert formats.period_label(day, frequency, NB) == bokmal
    assert formats.period_label(day, frequency, NN) == nynorsk
    assert formats.period_label(day, frequency, EN) == english
    assert formats.period_label(day, frequency, NB, short=True) == short


def test_no_frequency_is_forgotten() -> None:
    for frequency in Frequency:
        for short in (False, True):
            assert formats.period_label(TODAY, frequency, NN, short)


def test_weeks_at_new_year_follow_iso() -> None:
    assert formats.period_label(date(2024, 12, 30), Frequency.WEEK, NB) == "uke 1, 2025"
    assert formats.period_label(date(2020, 12, 28), Frequency.FORTNIGHT, NB) == "uke 53–1, 2020/21"


def test_school_year_turns_in_august() -> None:
    assert formats.period_label(date(2026, 7, 31), Frequency.SCHOOL_YEAR, NB, short=True) == "2025/26"
    assert formats.period_label(date(2026, 8, 1), Frequency.SCHOOL_YEAR, NB, short=True) == "2026/27"
    assert formats.period_label(date(2099, 8, 1), Frequency.SCHOOL_YEAR, NB, short=True) == "2099/00"


def test_range_of_periods() -> None:
    assert formats.period_range(date(2025, 1, 1), date(2026, 11, 1), Frequency.MONTH, NB) == "jan. 2025–nov. 2026"
    assert formats.period_range(TODAY, TODAY, Frequency.YEAR, NB) == "2026"
    weeks = date(2026, 10, 12), date(2026, 12, 28)
    assert formats.period_range(*weeks, Frequency.WEEK, NB) == "uke 42–53, 2026"
    assert formats.period_range(weeks[0], date(2027, 1, 4), Frequency.WEEK, NB) == "uke 42, 2026–uke 1, 2027"
    assert formats.period_range(weeks[0], weeks[0], Frequency.WEEK, NB) == "uke 42, 2026"


def test_periods_in_a_sentence_are_summed_up_when_many() -> None:
    months = [date(2026, month, 1) for month in range(1, 6)]
    assert formats.period_list(months[:2], Frequency.MONTH, NB) == "januar 2026 og februar 2026"
    assert formats.period_list(months, Frequency.MONTH, NB) == "januar 2026, februar 2026 og 3 til"
    assert formats.period_list(months, Frequency.MONTH, EN) == "January 2026, February 2026 and 3 more"


@pytest.mark.parametrize(
    ("day", "bokmal", "nynorsk", "english"),
    [
        (3, "i dag", "i dag", "today"),
        (2, "i går", "i går", "yesterday"),
        (4, "i morgen", "i morgon", "tomorrow"),
        (1, "for 2 dager siden", "for 2 dagar sidan", "2 days ago"),
        (8, "om 5 dager", "om 5 dagar", "in 5 days"),
        (28, "28. oktober", "28. oktober", "28 October"),
    ],
)
def test_days_near_today_are_told_from_today(day: int, bokmal: str, nynorsk: str, english: str) -> None:
    told = [formats.relative_day(date(2026, 10, day), TODAY, language) for language in (NB, NN, EN)]
    assert told == [bokmal, nynorsk, english]


def test_moment_is_shown_in_norwegian_time() -> None:
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 1, 1, 8, 5, tzinfo=UTC)
    assert formats.datetime_local(summer, NB) == "2. juli 2026 kl. 00.30"
    assert formats.datetime_local(winter, NN) == "1. januar 2026 kl. 09.05"
    assert formats.datetime_local(winter, EN) == "1 January 2026 at 09:05"


def test_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.datetime_local(datetime(2026, 7, 1, 12), NB)


def test_lists_have_an_and() -> None:
    assert formats.join_list(["a", "b", "c"], NB) == formats.join_list(["a", "b", "c"], NN) == "a, b og c"
    assert formats.join_list(["a", "b", "c"], EN) == "a, b and c"
    assert formats.join_list(["a"], NB) == "a"
    assert formats.join_list([], NB) == ""


def test_quotation_marks_within_quotation_marks_are_single() -> None:
    assert formats.within_quotes("Spør «Hva vil du?» først") == "Spør ‘Hva vil du?’ først"
    assert formats.within_quotes("Leksehjelp") == "Leksehjelp"
