"""Days as people give them."""

from datetime import UTC, date, datetime

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.services.dates import check_day, check_days_in_order, local_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 1, 22, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 1, 23, 0, tzinfo=UTC), date(2026, 1, 2)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_a_day_begins_at_midnight_in_norway(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


@pytest.mark.parametrize("day", [None, date(1900, 1, 1), date(2199, 12, 31)])
def test_days_that_can_be_meant_pass(day: date | None) -> None:
    check_day(day, "by")


@pytest.mark.parametrize("day", [date(202, 6, 30), date(1899, 12, 31), date(2200, 1, 1)])
def test_a_slip_in_the_year_is_refused_at_its_field(day: date) -> None:
    with pytest.raises(InvalidInput, match="date_out_of_range") as refusal:
        check_day(day, "by")
    assert refusal.value.field == "by"


def test_one_day_and_no_end_are_in_order() -> None:
    check_days_in_order(date(2026, 2, 1), date(2026, 2, 1))
    check_days_in_order(date(2026, 2, 1), None)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code", "field"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), "ends_before_start", "ends_on"),
        (date(202, 2, 2), date(2026, 2, 1), "date_out_of_range", "starts_on"),
        (date(2026, 2, 2), date(2206, 2, 1), "date_out_of_range", "ends_on"),
    ],
)
def test_what_is_out_of_order_is_refused_at_its_field(starts_on: date, ends_on: date, code: str, field: str) -> None:
    with pytest.raises(InvalidInput, match=code) as refusal:
        check_days_in_order(starts_on, ends_on)
    assert refusal.value.field == field
