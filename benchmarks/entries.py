"""Who races whom on what. What is slow does fewer series a round, and is told by the series."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.race import Entry
from qi_tracker.vocabulary import ChartKind

SERIES: Final = 100_000
GROWTH: Final = (1_000, 10_000, 100_000, 1_000_000)
PEERS: Final = {
    "clinical_qikit": "clinical-qikit",
    "pyqicharts": "pyqicharts",
    "shewhart": "shewhart",
    "abspc": "abspc",
    "pycontrolcharts": "pycontrolcharts",
    "capstat_core": "capstat-core",
    "controlchartspy": "controlchartspy",
}
"""Contestant → package."""

SAME_RULES: Final = ("clinical_qikit", "pyqicharts")
"""Packages that say they compute the rules of Anhøj; the others have rules of their own."""

RUN_CHARTS, ONE_BY_ONE, I_CHARTS, SCREENED = "run charts", "run charts one by one", "I charts", "I charts screened"
STEPS: Final = ("validate", "prepare")
I_CHART_PEERS: Final = ("capstat_core", "clinical_qikit", "shewhart", "abspc", "pycontrolcharts", "controlchartspy")


def run_charts_of(file: Path, *, has_missing: bool) -> list[Entry]:
    """Very many run charts; the packages with other rules only where nothing is missing."""
    entries = [
        Entry("ours", RUN_CHARTS, SERIES, file),
        Entry("bare", "sort and compare", SERIES, file),
        Entry("bare", "sort and compare by portion", SERIES, file),
        Entry("bare", "read", SERIES, file),
        Entry("plain_loop", RUN_CHARTS, 10_000, file),
        *(Entry(peer, RUN_CHARTS, 1_000, file) for peer in SAME_RULES),
    ]
    if has_missing:
        return entries
    return [*entries, *(Entry(peer, RUN_CHARTS, 200, file) for peer in ("shewhart", "abspc"))]


def one_chart(file: Path) -> list[Entry]:
    """One run chart at a time: its numbers alone, and everything that is said of it."""
    return [
        Entry("ours", ONE_BY_ONE, 2_000, file),
        *(Entry("ours", work, 200, file) for work in (*STEPS, "analyse run")),
        Entry("clinical_qikit", "run charts whole", 200, file),
    ]


def i_charts(file: Path) -> list[Entry]:
    """The control chart that every package has."""
    ours = [Entry("ours", work, 200, file) for work in (I_CHARTS, SCREENED)]
    return [*ours, *(Entry(peer, I_CHARTS, 200, file) for peer in I_CHART_PEERS)]


def growth(file: Path) -> list[Entry]:
    """More and more series, each number of them in a process that does nothing else."""
    return [Entry("ours", RUN_CHARTS, n_series, file, is_alone=True) for n_series in GROWTH]


def kinds(file: Path) -> Sequence[Entry]:
    """Every kind of chart."""
    return [Entry("ours", f"analyse {kind}", 200, file) for kind in ChartKind]
