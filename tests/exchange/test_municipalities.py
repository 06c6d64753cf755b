"""Kommuner and fylker: the facts agree with themselves, and every one can be followed."""

from collections import Counter

import pytest

from qi_tracker.exchange import municipalities
from qi_tracker.exchange.municipalities import (
    FIRST_YEAR,
    UNASSIGNABLE,
    ChangeKind,
    change_of,
    find_places,
    follow,
    municipality_count,
    place_of,
)

# Statistics Norway: number of kommuner on 1 January.
COUNTS = {2006: 431, 2008: 430, 2012: 429, 2013: 428, 2017: 426, 2018: 422, 2020: 356, 2024: 357}
FYLKER = {2006: 19, 2018: 18, 2020: 11, 2024: 15}
PLACES = municipalities._places()  # what is looked up one by one elsewhere
CHANGE_YEARS = municipalities._years("0301")


def numbers(number: str) -> list[tuple[str, int, int | None]]:
    return [(place.number, place.first, place.last) for place in follow(number).places]


def breaks(number: str) -> list[tuple[int, str]]:
    return [(change.year, change.kind.value) for change in follow(number).breaks]


def test_there_are_as_many_as_there_were() -> None:
    for year in range(FIRST_YEAR, 2027):
        assert municipality_count(year) == COUNTS[max(known for known in COUNTS if known <= year)]
        fylker = [place for place in PLACES.values() if place.is_fylke and place.existed(year)]
        assert len(fylker) == FYLKER[max(known for known in FYLKER if known <= year)]


def test_whatever_vanishes_goes_somewhere_and_whatever_comes_came_from_somewhere() -> None:
    for place in PLACES.values():
        if place.last is not None:
            after = change_of(place.number, place.last + 1)
            assert after is not None and place.number in after.before
            assert all(PLACES[new].existed(after.year) for new in after.after)
        if place.first > FIRST_YEAR:
            before = change_of(place.number, place.first)
            assert before is not None and place.number in before.after
            assert all(PLACES[old].existed(before.year - 1) for old in before.before)


def test_every_kommune_lies_in_a_fylke_of_its_time() -> None:
    for place in PLACES.values():
        fylke = place_of(place.number[:2])
        assert fylke is not None and fylke.first <= place.first
        assert fylke.last is None or (place.last is not None and place.last <= fylke.last)


def test_every_place_can_be_followed_through_one_number_a_year() -> None:
    for number in PLACES:
        years: Counter[int] = Counter()
        for place in follow(number).places:
            years.update(range(place.first, (place.last or 2026) + 1))
        assert set(years.values()) == {1}
        assert follow(number).places == tuple(sorted(follow(number).places, key=lambda place: place.first))


def test_a_new_number_is_no_break() -> None:
    assert numbers("3201") == [("0219", 2006, 2019), ("3024", 2020, 2023), ("3201", 2024, None)]
    assert numbers("0219") == numbers("3024") == numbers("3201")
    assert breaks("3201") == []
    assert numbers("5061") == [("1567", 2006, 2018), ("5061", 2019, None)]
    moved = change_of("1567", 2019)
    assert moved is not None and moved.kind is ChangeKind.RENUMBERED and not moved.is_break


def test_a_merger_is_a_break() -> None:
    drammen = follow("3301")
    assert [place.number for place in drammen.places] == ["0602", "3005", "3301"]
    assert [(change.year, change.before, change.after) for change in drammen.breaks] == [
        (2020, ("0602", "0625", "0711"), ("3005",))
    ]
    assert numbers("0625") == [("0625", 2006, 2019), ("3005", 2020, 2023), ("3301", 2024, None)]
    assert numbers("1141") == [("1141", 2006, 2019), ("1103", 2020, None)]
    assert numbers("3118") == [("3014", 2020, 2023), ("3118", 2024, None)]
    assert breaks("3118") == [(2020, "merged")]


def test_a_kommune_that_keeps_its_number_and_takes_in_others_has_a_break() -> None:
    assert numbers("1103") == [("1103", 2006, None)]
    assert breaks("1103") == [(2020, "merged")]
    stavanger = change_of("1103", 2020)
    assert stavanger is not None and stavanger.before == ("1103", "1141", "1142")


def test_a_divided_kommune_is_a_break() -> None:
    assert breaks("5012") == [(2020, "redrawn")]
    assert numbers("5012") == [("1613", 2006, 2017), ("5012", 2018, 2019)]
    tysfjord = change_of("1850", 2020)
    assert tysfjord is not None and tysfjord.after == ("1806", "1875")
    assert numbers("1508") == [("1504", 2006, 2019), ("1507", 2020, 2023), ("1508", 2024, None)]
    assert breaks("1508") == [(2020, "merged"), (2024, "split")]


def test_a_kommune_that_was_part_of_another_is_found_again() -> None:
    haram = follow("1580")
    assert [place.number for place in haram.places] == ["1534", "1580"]
    assert [haram.number_in(year) for year in (2019, 2020, 2023, 2024)] == ["1534", None, None, "1580"]
    assert breaks("1580") == [(2020, "merged"), (2024, "split")]


def test_what_happened_to_a_fylke_follows_from_its_kommuner() -> None:
    assert numbers("31") == [("01", 2006, 2019), ("31", 2024, None)]
    assert breaks("50")[0] == (2018, "merged")
    viken = change_of("30", 2024)
    assert viken is not None and viken.after == ("31", "32", "33")
    assert breaks("03") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bærum", "3201"),
        ("bærum kommune", "3201"),
        ("3201", "3201"),
        ("K-3201", "3201"),
        ("0219", "0219"),
        ("219", "0219"),
        ("Tana", "5628"),
        ("Deatnu", "5628"),
        ("karasjohka", "5610"),
        ("Ka\u0301ra\u0301s\u030cjohka", "5610"),
        ("Kautokeino", "5612"),
        ("Guovdageaidnu – Kautokeino", "5612"),
        ("Tråante", "5001"),
        ("Aalesund", "1508"),
        ("VÅLER (ØSTFOLD)", "3114"),
        ("Haa", "1119"),
        ("Nedre Eiker", "0625"),
        ("Viken", "30"),
        ("Vestland fylkeskommune", "46"),
    ],
)
def test_places_are_found_by_name_and_number(text: str, found: str) -> None:
    assert find_places(text)[0].number == found


def test_several_of_one_name_are_all_given() -> None:
    assert [place.number for place in find_places("Herøy", year=2025)] == ["1515", "1818"]
    assert [place.number for place in find_places("Oslo", year=2025)] == ["0301", "03"]
    assert [place.number for place in find_places("Våler", year=2019)] == ["0137", "0426"]


@pytest.mark.parametrize(
    "text", [UNASSIGNABLE, "Uoppgitt kommune", "", "  ", "Hele landet", "0", "12345", "x" * 10_000]
)
def test_what_is_no_kommune_is_not_found(text: str) -> None:
    assert find_places(text) == ()


def test_every_change_is_told_alike_from_each_side() -> None:
    for year in CHANGE_YEARS:
        for number in PLACES:
            change = change_of(number, year)
            assert change is None or (change.before and change.after and number in {*change.before, *change.after})
