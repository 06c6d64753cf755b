"""The one place that translates reference cases (positions, last ones of parts) into a `Series` (first days)."""

import gzip
import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qi_tracker.analysis.series import Aggregate, Point, RunRules, Series
from qi_tracker.vocabulary import Frequency

FOLDER = Path(__file__).parents[1] / "data" / "reference"
FIRST_DAY = date(2000, 1, 3)
RULES = {"anhoej": RunRules.ANHOEJ, "bestbox": RunRules.BEST_BOX, "cutbox": RunRules.CUT_BOX}

Case = Mapping[str, Any]


def load(name: str) -> Any:
    with gzip.open(FOLDER / name, "rt", encoding="utf-8") as file:
        return json.load(file)


def day_of(x: int) -> date:
    return FIRST_DAY + timedelta(days=x)


def series_of(case: Case) -> Series:
    """The case as our interface says it: a break is the first day of the new phase, a freeze a last day."""
    given = case["input"]
    x = given.get("x", list(range(1, len(given["y"]) + 1)))
    subgroup_days = [day_of(each) for each in sorted(set(x))]
    excluded = {subgroup_days[p - 1] for p in given.get("exclude", []) if p <= len(subgroup_days)}
    denominators = given.get("n", [None] * len(x))
    points = [
        Point(day_of(each), y, n, excluded=day_of(each) in excluded)
        for each, y, n in zip(x, given["y"], denominators, strict=True)
    ]
    return Series(
        points=points,
        has_denominator="n" in given,
        multiply=given.get("multiply", 1.0),
        phases=[subgroup_days[p - 1] + timedelta(days=1) for p in given.get("part", []) if 0 < p <= len(subgroup_days)],
        freezes=[position_day(given["freeze"], subgroup_days)] if "freeze" in given else [],
        frequency=Frequency.EVENT,
        aggregate=Aggregate(given.get("agg_fun", "mean")),
        run_rules=RULES[given.get("method", "anhoej")],
        given_centre=centre_of(given, subgroup_days),
    )


def position_day(position: int, subgroup_days: list[date]) -> date:
    """The day of a subgroup; a position past the end is a day past the end."""
    past = max(0, position - len(subgroup_days))
    return subgroup_days[position - past - 1] + timedelta(days=past)


def centre_of(given: Case, subgroup_days: list[date]) -> float | dict[date, float] | None:
    centre = given.get("cl")
    return dict(zip(subgroup_days, centre, strict=True)) if isinstance(centre, list) else centre


def expected_values(case: Case) -> list[float | None]:
    return case.get("y", case["input"]["y"])


def expected_centres(case: Case) -> list[float | None]:
    return [height for height, times in case["cl"] for _ in range(times)]


def expected_parts(case: Case, columns: list[str]) -> list[dict[str, Any]]:
    return [dict(zip(columns, part, strict=True)) for part in case["parts"]]
