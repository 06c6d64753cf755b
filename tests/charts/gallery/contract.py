"""The chart contract, held against a chart as a browser shows it: what is wrong, one sentence for each defect.

`measure.js` tells what is shown; `expected.py` what it should say. `LOOKS` depend on how the page is looked at, `SAYS`
do not, and need to be asked once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from qi_tracker.charts.client import Chart
from qi_tracker.charts.lettering import clean
from qi_tracker.charts.strip import base_end
from qi_tracker.charts.text import ChartText, MarkKind
from tests.charts.gallery.expected import is_beyond, lines_of, runs_of, sentences

Figure = Mapping[str, Any]
Check = Callable[[Figure, Chart], Iterator[str]]

MEASURE: Final = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
SMALLEST_TEXT: Final = 12.0
TEXT_CONTRAST: Final = 4.5
STROKE_CONTRAST: Final = 3.0

# Boxes may touch; a browser rounds.
HAIR: Final = 1.5
_NEAR_LINE: Final = 3.0
_COLOUR: Final = re.compile(r"rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)")
_HALO: Final = {"chart-fill-paper", "chart-stroke-paper"}


def problems_of(figure: Figure, chart: Chart, checks: Sequence[Check]) -> list[str]:
    """All that these checks find."""
    return [problem for check in checks for problem in check(figure, chart)]


def problems_of_look(figure: Figure) -> list[str]:
    """What is wrong with a picture whatever it is of: more than one drawing, unreadable text, pale lines."""
    several = [f"{figure['drawings']} drawings at once"] if figure["drawings"] != 1 else []
    return [*several, *readable(figure), *visible(figure)]


# Names and words.


def named(figure: Figure, chart: Chart) -> Iterator[str]:
    """The picture is one picture, with a name and a description."""
    if figure["drawings"] != 1:
        yield f"{figure['drawings']} drawings at once"
    if figure["role"] != "img":
        yield f"the role is {figure['role']}"
    if not figure["name"] or figure["name"] != figure["title"] or figure["name"] != _shown(chart.text.title):
        yield f"the name is {figure['name']!r}"
    if not figure["description"]:
        yield "no description"


def described(figure: Figure, chart: Chart) -> Iterator[str]:
    """The description says every number, signal and gap."""
    said = figure["description"] or ""
    yield from (f"the description does not say {one!r}" for one in sentences(chart) if _shown(one) not in said)
    if re.search(r"\d{4}-\d\d-\d\d|%\(|None", said):
        yield "the description has what no reader writes"
    if not chart.text.words.describe_hidden.rpartition("%(periods)s")[2].strip():
        yield "nothing says that hidden is not zero"


def _shown(text: str) -> str:
    """As a page holds it: without what would turn the text around it."""
    return clean(text)


def tabled(figure: Figure, chart: Chart) -> Iterator[str]:
    """The table has every number of the chart, cell by cell, and no other."""
    lines, text, table = lines_of(chart.result), chart.text, figure["table"]
    if not lines:
        if table is not None:
            yield "a table of nothing"
        return
    if table is None:
        yield "no table"
        return
    if table["caption"] != text.words.caption:
        yield f"the caption is {table['caption']!r}"
    if not table["rowHeaders"]:
        yield "a row without a heading"
    if len(table["rows"]) == len(lines):
        yield from _columns_wrong(table, chart)
    else:
        yield f"{len(table['rows'])} rows for {len(lines)} periods"


def _columns_wrong(table: Mapping[str, Any], chart: Chart) -> Iterator[str]:
    lines, text = lines_of(chart.result), chart.text
    words, points = text.words, [line.point for line in lines]
    heading = words.value_in % {"unit": text.unit} if text.unit else words.value
    has_limits = any(point and (point.lower is not None or point.upper is not None) for point in chart.result.points)
    numbers: dict[str, list[float | None]] = {_shown(heading): [line.value for line in lines]}
    if any(point and point.denominator is not None for point in points):
        numbers[words.numerator] = [point.numerator if point else None for point in points]
        numbers[words.denominator] = [point.denominator if point else None for point in points]
    if has_limits or len(chart.result.phases) > 1:
        numbers[words.median] = [point.centre if point and point.value is not None else None for point in points]
    if has_limits:
        numbers[words.lower] = [point.lower if point else None for point in points]
        numbers[words.upper] = [point.upper if point else None for point in points]
    columns = dict(zip(table["headers"], zip(*table["rows"], strict=True), strict=True))
    expected = [words.period, *numbers, *([words.note] if words.note in columns else [])]
    if table["headers"] != [_shown(name) for name in expected]:
        yield f"the columns are {table['headers']}"
        return
    if list(columns[words.period]) != list(text.period_labels):
        yield "the periods of the table are others"
    for name, values in numbers.items():
        for label, cell, value in zip(text.period_labels, columns[name], values, strict=True):
            if not _is_cell_of(cell, value, text):
                yield f"{label}: {name} is {cell!r} in the table and {value} in the chart"
    yield from _notes_wrong(columns.get(words.note, ("",) * len(lines)), chart)


def _is_cell_of(cell: str, value: float | None, text: ChartText) -> bool:
    """The cell is the value, rounded to as many decimals as it shows; blank where there is none."""
    if value is None or not cell:
        return value is None and not cell
    read, decimals = read_number(cell, text)
    return read is not None and abs(read - value) <= 0.5 * 10**-decimals + 1e-9 * max(1.0, abs(value))


def read_number(cell: str, text: ChartText) -> tuple[float | None, int]:
    """A number as a reader of the language reads it, and its decimals; None when it is none."""
    plain = cell.replace(text.numbers.thousands_separator, "").replace(text.numbers.minus_sign, "-")
    plain = plain.replace(text.numbers.decimal_sign, ".")
    try:
        return float(plain), len(plain.partition(".")[2])
    except ValueError:
        return None, 0


def _notes_wrong(notes: Sequence[str], chart: Chart) -> Iterator[str]:
    words = chart.text.words
    runs = {day: run for run in runs_of(chart.result) for day in run.days}
    comments = chart.text.comments or ("",) * len(notes)
    for note, line, comment in zip(notes, lines_of(chart.result), comments, strict=True):
        expected = [] if line.state == "value" else [getattr(words, line.state)]
        expected += [words.outside] if is_beyond(line) else []
        run = runs.get(line.day)
        if run is not None and line.point is not None and line.point.is_in_long_run:
            expected.append((words.run_above if run.is_above else words.run_below) % {"n": run.length})
        expected += [comment] if comment else []
        on_line = run is not None and line.point is not None and line.value == line.point.centre
        if note != ". ".join(expected) and not on_line:
            yield f"{line.day}: the note is {note!r} and not {expected}"


# The picture.


def drawn(figure: Figure, chart: Chart) -> Iterator[str]:
    """As many points as numbers, each at the height of its own."""
    values = [line.value for line in lines_of(chart.result) if line.value is not None]
    points = [shape for shape in figure["shapes"] if "chart-points" in shape["group"]]
    if len(points) != len(values):
        yield f"{len(points)} points for {len(values)} numbers"
        return
    ticks = [
        (read_number(line["text"].removesuffix("%").strip(), chart.text)[0], line) for line in _value_ticks(figure)
    ]
    known = [(value, (line["box"][1] + line["box"][3]) / 2) for value, line in ticks if value is not None]
    if len(known) < 2:
        return
    (low, y_low), (high, y_high) = min(known), max(known)
    per_value = (y_high - y_low) / (high - low)
    for value, shape in zip(values, points, strict=True):
        if abs(shape["middle"][1] - (y_low + (value - low) * per_value)) > _NEAR_LINE:
            yield f"the point of {value} lies elsewhere"


def timed(figure: Figure, chart: Chart) -> Iterator[str]:
    """The time axis names years that the chart is about, and none where there is no date."""
    days = [line.day for line in lines_of(chart.result)] + [mark.starts_on for mark in chart.marks]
    known = {str(year) for day in days for year in range(day.year - 1, day.year + 2)}
    labels = [line["text"] for line in figure["texts"] if "chart-axis-label" in line["group"]]
    named = {label for label in labels if re.fullmatch(r"(19|20|21)\d\d", label)} - {
        line["text"] for line in _value_ticks(figure)
    }
    yield from (f"the time axis names {year}" for year in sorted(named - known))


def _value_ticks(figure: Figure) -> list[Mapping[str, Any]]:
    """The labels of the value axis: those that end left of the plot."""
    labels = [line for line in figure["texts"] if "chart-axis-label" in line["group"]]
    left = min((line["box"][2] for line in labels), default=0.0)
    return [line for line in labels if abs(line["box"][2] - left) < HAIR]


def signals_by_shape(figure: Figure, chart: Chart) -> Iterator[str]:
    """What is a signal has a shape of its own, and a name in the key."""
    in_run = {day for run in runs_of(chart.result) for day in run.days}
    lines = [line for line in lines_of(chart.result) if line.value is not None]
    points = [shape for shape in figure["shapes"] if "chart-points" in shape["group"]]
    key, words = [item["label"] for item in figure["key"]], chart.text.words
    for line, shape in zip(lines, points, strict=False):
        is_run = line.day in in_run and line.point is not None and line.point.is_in_long_run
        kind = "outside" if is_beyond(line) else "run" if is_run else line.state
        is_round = "A" in shape["d"]
        if (kind == "value") != is_round:
            yield f"{line.day}: a point that is {kind} is {'round' if is_round else 'not round'}"
        corners = len(re.findall(r"[MLHV]", shape["d"], re.IGNORECASE))
        if {"outside": 3, "run": 4}.get(kind, corners) != corners:
            yield f"{line.day}: a point that is {kind} has {corners} corners"
        if kind in ("run", "outside", "excluded") and getattr(words, f"key_{kind}") not in key:
            yield f"the key does not say what {kind} is"
    said = " ".join(line["text"] for line in figure["texts"])
    for run in runs_of(chart.result):
        label = (words.run_above if run.is_above else words.run_below) % {"n": run.length}
        if label not in said:
            yield f"no label says {label!r}"


def median_dashed(figure: Figure, chart: Chart) -> Iterator[str]:
    """Each centre line is dashed, and the last one has its word and its value at its end."""
    lines = [shape for shape in figure["shapes"] if "chart-median" in shape["group"]]
    wanted = [phase for phase in chart.result.phases if phase.centre is not None]
    if len(lines) < len(wanted):
        yield f"{len(lines)} centre lines for {len(wanted)} periods"
    yield from ("a centre line that is not dashed" for line in lines if line["dash"] in ("none", ""))
    if lines and wanted and wanted[-1] is chart.result.phases[-1]:
        end = max(lines, key=lambda line: line["box"][2])
        words = {chart.text.words.median, chart.text.words.median_before}
        labels = [line for line in figure["texts"] if line["box"][0] >= end["box"][2] - HAIR]
        beside = [line for line in labels if any(line["text"].startswith(word) for word in words)]
        if not any(_belongs(figure, line, end) for line in beside):
            yield "the centre line has no label at its end"
        value = chart.text.numbers.level(wanted[-1].centre or 0.0, has_unit=False)
        rough = chart.text.numbers.rough(wanted[-1].centre or 0.0)
        if beside and not any(value in line["text"] or rough in line["text"] for line in labels):
            yield f"no label at the end says {value}"


def _belongs(figure: Figure, label: Mapping[str, Any], line: Mapping[str, Any]) -> bool:
    """The label is at the line's height, or a thin line leads from the one to the other."""
    row = 1.25 * label["size"]
    top, bottom = label["box"][1] - row, label["box"][3] + row
    height, end = line["middle"][1], line["box"][2]
    leads = any(
        "chart-strokes" in shape["group"]
        and abs(shape["box"][0] - end) < 3 * HAIR
        and min(abs(shape["box"][side] - height) for side in (1, 3)) < 2 * HAIR
        and shape["box"][3] > top
        and shape["box"][1] < bottom
        for shape in figure["shapes"]
    )
    return top <= height <= bottom or leads


def gaps_apart(figure: Figure, chart: Chart) -> Iterator[str]:
    """Missing, hidden and paused each have their own shape, as often as they are, and a name in the key."""
    signs = [shape for shape in figure["shapes"] if "chart-symbols" in shape["group"] and not _is_halo(shape)]
    # The open square is one line around nothing; the hidden one has a line across, and is filled on one side of it.
    found = {
        "missing": [sign for sign in signs if _n_parts(sign) == 1 and "chart-fill-paper" in sign["classes"]],
        "hidden": [sign for sign in signs if _n_parts(sign) == 2 and "chart-fill-reference" in sign["classes"]],
    }
    if len(signs) != sum(map(len, found.values())):
        yield "a sign of no known shape"
    key = [item["label"] for item in figure["key"]]
    for state, shapes in found.items():
        count = sum(line.state == state for line in lines_of(chart.result))
        if len(shapes) != count:
            yield f"{len(shapes)} signs for {count} that are {state}"
        if (getattr(chart.text.words, f"key_{state}") in key) != bool(count):
            yield f"the key is wrong about what is {state}"
    if (
        len({sign["middle"][1] for sign in signs}) > 1
        and max(s["middle"][1] for s in signs) - min(s["middle"][1] for s in signs) > HAIR
    ):
        yield "the signs of hidden and missing numbers stand at different heights"
    bands = [shape for shape in figure["shapes"] if "chart-fill-band" in shape["classes"]]
    pauses = [mark for mark in chart.marks if mark.kind is MarkKind.PAUSE]
    if len(bands) != len(pauses) or (chart.text.words.key_pause in key) != bool(pauses):
        yield f"{len(bands)} bands for {len(pauses)} pauses"


def _n_parts(shape: Mapping[str, Any]) -> int:
    return len(re.findall("M", shape["d"], re.IGNORECASE))


def _is_halo(shape: Mapping[str, Any]) -> bool:
    return set(shape["classes"].split()) == _HALO


def frozen_marked(figure: Figure, chart: Chart) -> Iterator[str]:
    """Each frozen starting point has its bracket with its word."""
    frozen = [place for place in range(len(chart.result.phases)) if base_end(chart.result, place) is not None]
    said = [line["text"] for line in figure["texts"]]
    if said.count(chart.text.words.baseline) < len(frozen):
        yield "a frozen starting point that is not marked"


# How it looks.


def readable(figure: Figure, _: Chart | None = None) -> Iterator[str]:
    """Text of 12 px and more, inside the picture, on no other text, and clear of what is behind it."""
    frame, lines = figure["frame"], figure["texts"]
    for line in lines:
        left, top, right, bottom = line["box"]
        if re.search(r"\d[\d\s.,]*…$", line["text"]):
            yield f"{line['text']!r} is a number that was cut"
        if line["size"] < SMALLEST_TEXT:
            yield f"{line['text']!r} is {line['size']:.1f} px"
        if left < frame[0] - HAIR or right > frame[2] + HAIR or top < frame[1] - HAIR or bottom > frame[3] + HAIR:
            yield f"{line['text']!r} leaves the picture"
        clear = contrast(line["colour"], _behind(figure, line["box"]))
        if clear < TEXT_CONTRAST:
            yield f"{line['text']!r} has a contrast of {clear:.1f}"
    for one, other in combinations(lines, 2):
        if _overlap(one["box"], other["box"]):
            yield f"{one['text']!r} and {other['text']!r} overlap"


def uncovered(figure: Figure, chart: Chart) -> Iterator[str]:
    """No label lies on a point or on a sign."""
    marks = [
        shape
        for shape in figure["shapes"]
        if re.search("chart-(points|symbols)", shape["group"]) and not _is_halo(shape)
    ]
    for line in figure["texts"]:
        if "chart-texts" in line["group"] and any(_overlap(line["box"], mark["box"]) for mark in marks):
            yield f"{line['text']!r} lies on a point or a sign"


def _behind(figure: Figure, box: Sequence[float]) -> str:
    """The colour beneath the middle of a box: that of the last filled box around it, else the ground."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    around = [
        shape["fill"]
        for shape in figure["shapes"]
        if "chart-boxes" in shape["group"] and _is_painted(shape["fill"]) and _holds(shape["box"], x, y)
    ]
    return around[-1] if around else figure["ground"]


def _holds(box: Sequence[float], x: float, y: float) -> bool:
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return bool(
        one[0] + HAIR < other[2] and other[0] + HAIR < one[2] and one[1] + HAIR < other[3] and other[1] + HAIR < one[3]
    )


def visible(figure: Figure, _: Chart | None = None) -> Iterator[str]:
    """Every line and sign stands out from what is behind it, by its edge or by its filling.

    Three need not: the lines of the grid, which repeat what the axis says, the band of a pause and the ground between
    the limits, whose edges do.
    """
    bands = [shape for shape in figure["shapes"] if _is_ground(shape)]
    shapes = [shape for shape in figure["shapes"] if not _need_not_stand_out(shape)]
    shapes += [shape for item in figure["key"] for shape in item["shapes"] if not _need_not_stand_out(shape)]
    for shape in shapes:
        behind = {figure["ground"], *(band["fill"] for band in bands if _overlap(band["box"], shape["box"]))}
        paints = [paint for paint in (shape["stroke"], shape["fill"]) if _is_painted(paint)]
        clear = min(max((contrast(paint, ground) for paint in paints), default=21.0) for ground in behind)
        if clear < STROKE_CONTRAST:
            yield f"{shape['group'] or shape['classes']} has a contrast of {clear:.1f}"


def _need_not_stand_out(shape: Mapping[str, Any]) -> bool:
    classes = set(shape["classes"].split())
    return "chart-stroke-grid" in classes or _is_ground(shape) or classes == _HALO


def _is_ground(shape: Mapping[str, Any]) -> bool:
    return not {"chart-fill-band", "chart-fill-within"}.isdisjoint(shape["classes"].split())


def _is_painted(colour: str) -> bool:
    found = _COLOUR.fullmatch(colour)
    return found is not None and found[4] != "0"


def contrast(one: str, other: str) -> float:
    """Of two colours as a browser writes them, 1 to 21, by WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    found = _COLOUR.fullmatch(colour)
    if found is None:
        raise ValueError(f"{colour!r} is a colour of another kind")
    red, green, blue = (_linear(int(found[place]) / 255) for place in (1, 2, 3))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


SAYS: Final[Sequence[Check]] = (named, described, tabled)
LOOKS: Final[Sequence[Check]] = (
    drawn,
    timed,
    signals_by_shape,
    median_dashed,
    gaps_apart,
    frozen_marked,
    readable,
    uncovered,
    visible,
)
