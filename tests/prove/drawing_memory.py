"""How much memory the drawing child holds while it draws one picture after the other, each unlike all before it."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import linear_regression
from typing import Final

from qi_tracker.analysis.series import Point, Series
from qi_tracker.charts.client import DrawRequest, Renderer, Variant
from qi_tracker.charts.request import SparkRequest
from qi_tracker.vocabulary import ChartKind, Frequency
from tests.charts.samples import FACTS, chart, months, weeks
from tests.prove.figures import Figure

DRAWINGS: Final = 2000
BETWEEN_LOOKS: Final = 200
WARMED_UP_AFTER: Final = 400
_KINDS: Final = (ChartKind.RUN, ChartKind.I, ChartKind.P, ChartKind.C)
_KB_PER_MB: Final = 1024


def measure_memory(folder: Path, tell: Callable[[str], None], n_drawings: int = DRAWINGS) -> Iterator[Figure]:
    """Resident memory every so many drawings, and its growth after warming up, and later."""
    renderer = Renderer(folder, timeout_seconds=60)
    seen: dict[int, float] = {}
    try:
        child = None
        for number, draw in enumerate(drawings(renderer, n_drawings), 1):
            draw()
            child = child or renderer.child_pid
            assert child is not None and renderer.child_pid == child, "the child was replaced on the way"
            if number % BETWEEN_LOOKS == 0:
                seen[number] = resident_mb(child)
                tell(f"{number} of {n_drawings} drawings: {seen[number]:.0f} MB in the child")
    finally:
        renderer.close()
    listed = ", ".join(f"{size:.0f}" for size in seen.values())
    yield Figure(f"{n_drawings} different drawings, the child's memory after each {BETWEEN_LOOKS}", f"{listed} MB")
    for first in (WARMED_UP_AFTER, n_drawings // 2):
        yield Figure(f"growth per 1,000 drawings, after the first {first}", f"**{growth(seen, first):+.1f} MB**")


def growth(seen: Mapping[int, float], first: int) -> float:
    """Megabytes per 1,000 drawings: the slope of the line through what was seen from this drawing on."""
    warm = {number: size for number, size in seen.items() if number >= first}
    return linear_regression(list(warm), list(warm.values())).slope * 1000


def drawings(renderer: Renderer, count: int) -> Iterator[Callable[[], object]]:
    """So many: charts of four kinds and many lengths, wide and narrow, for pages and in files, and small ones."""
    chance = random.Random(2026)
    for number in range(count):
        values = tuple(float(chance.randint(20, 80)) for _ in range(chance.choice((12, 24, 60, 200))))
        if number % 5 == 4:
            spark = SparkRequest(values[:24], values[0])
            yield lambda spark=spark: renderer.svg(spark)
            continue
        request = _request(values, _KINDS[number % len(_KINDS)], Variant.NARROW if number % 3 else Variant.WIDE)
        match number % 20:
            case 0:
                yield lambda request=request: renderer.png(request)
            case 1:
                yield lambda request=request: renderer.svg_file(request)
            case _:
                yield lambda request=request: renderer.svg(request)


def _request(values: Sequence[float], kind: ChartKind, variant: Variant) -> DrawRequest:
    is_ratio, is_weekly = kind is ChartKind.P, len(values) > 60
    days = weeks(len(values)) if is_weekly else months(len(values))
    points = [Point(day, value, 100 if is_ratio else None) for day, value in zip(days, values, strict=True)]
    facts = replace(FACTS, frequency=Frequency.WEEK if is_weekly else Frequency.MONTH)
    shown = chart(Series(points, kind, has_denominator=is_ratio), facts)
    return DrawRequest(shown.result, shown.text, shown.marks, variant)


def resident_mb(process_id: int) -> float:
    """Memory that the process holds, in megabytes."""
    for line in Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / _KB_PER_MB
    raise AssertionError(f"process {process_id} has no memory")
