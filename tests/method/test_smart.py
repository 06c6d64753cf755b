"""What keeps an aim from being SMART: each rule by itself, on an aim that is otherwise whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qi_tracker.method.smart import LONGEST, RULES, AimFacts, AimGap, Letter, aims_for_better, gaps_in, letter_of

TODAY = date(2026, 3, 1)
WHOLE = AimFacts(
    statement="Innen 30. juni 2027 skal andelen barn på 8. trinn øke fra 30 % til 60,5 %.",
    what="andelen barn",
    for_whom="8. trinn",
    has_measure=True,
    is_defined=True,
    is_share=True,
    rises=True,
    from_value=30.0,
    to_value=60.5,
    by=date(2027, 6, 30),
    today=TODAY,
)

CASES = [
    ({}, []),
    ({"for_whom": ""}, [AimGap.FOR_WHOM]),
    # Written by hand: nobody knows what it says.
    ({"for_whom": "", "what": ""}, []),
    ({"statement": "Fra om lag 30 % til 50 % av barna."}, [AimGap.SAYS_ANOTHER]),
    ({"statement": "By June, from 30 to 60.5 per cent."}, []),
    ({"statement": "Frå 30 % til 60,5 % innan 2027."}, []),
    # Other numbers in it mean anything.
    ({"statement": "Barn fra 6 år, 12 av dem, skal bli med."}, []),
    ({"has_measure": False, "is_defined": False, "is_share": False, "rises": None}, [AimGap.MEASURE]),
    ({"is_defined": False}, [AimGap.DEFINITION]),
    ({"from_value": None}, [AimGap.FROM_VALUE]),
    ({"to_value": None}, [AimGap.TO_VALUE]),
    ({"from_value": 60.5}, [AimGap.NOT_BETTER]),
    ({"rises": False}, [AimGap.NOT_BETTER]),
    ({"to_value": 100.0, "statement": ""}, [AimGap.ALL_OR_NOTHING]),
    ({"to_value": 0.0, "statement": "", "rises": False}, [AimGap.ALL_OR_NOTHING]),
    ({"to_value": 100.0, "statement": "", "is_share": False}, []),
    ({"by": None}, [AimGap.BY]),
    ({"by": TODAY - timedelta(days=1)}, [AimGap.PAST]),
    ({"by": TODAY}, []),
    ({"by": TODAY + LONGEST}, []),
    ({"by": TODAY + LONGEST + timedelta(days=1)}, [AimGap.FAR]),
]


@pytest.mark.parametrize(("changed", "gaps"), CASES)
def test_each_gap_has_its_rule(changed: dict[str, object], gaps: list[AimGap]) -> None:
    assert gaps_in(replace(WHOLE, **changed)) == gaps  # type: ignore[arg-type]  # the table holds fields of several types


def test_every_gap_is_in_the_table_of_cases() -> None:
    assert {gap for _, gaps in CASES for gap in gaps} == set(AimGap) == set(RULES)


def test_every_letter_is_asked_about() -> None:
    assert {letter_of(gap) for gap in AimGap} == set(Letter)


def test_a_thousand_is_read_as_one_number() -> None:
    aim = replace(WHOLE, statement="From 800 to 1 200 children.", from_value=800, to_value=1200, is_share=False)
    assert gaps_in(aim) == []


@pytest.mark.parametrize("known", [(None, 1.0, True), (1.0, None, True), (1.0, 0.0, None)])
def test_what_is_not_known_is_not_doubted(known: tuple[float | None, float | None, bool | None]) -> None:
    assert aims_for_better(*known)
