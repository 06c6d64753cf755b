"""capstat-core: I charts."""

from collections.abc import Sequence

from capstat_core.control_charts import ChartPair, i_mr_chart

from benchmarks.contestants.contestant import Answers, Values, Work, rows


def _i_charts(series: Sequence[Values]) -> list[ChartPair]:
    return [i_mr_chart(values) for values in series]


def _limits(found: Sequence[ChartPair]) -> Answers:
    limits = [each.location.limits for each in found]
    return {
        "centre": [each.center for each in limits],
        "lower": [each.lower for each in limits],
        "upper": [each.upper for each in limits],
    }


WORKS = {"I charts": Work(rows, _i_charts, _limits)}
