"""`ChartText` and `ChartMark`: the words, formats and happenings a chart needs, frozen and handed in."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from qi_tracker.analysis.level_decimals import level_decimals
from qi_tracker.vocabulary import Decision, Language

# "−123 456 789" is the longest that fits beside a chart on a phone.
_LONGEST_SHORT: Final = 12

# From here on half of one says nothing.
_LARGE: Final = 10_000
_SUPERSCRIPT: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class MarkKind(StrEnum):
    """What a mark on the time axis is."""

    ANNOTATION = "annotation"
    CYCLE = "cycle"
    PAUSE = "pause"
    AIM = "aim"


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Something that happened: a merknad, a PDSA cycle or a planned pause; or an aim or a milestone,
    which is about its day alone.

    `when` is the date or dates as the reader writes them. `outcome` is the word for `decision`. Without `ends_on`
    an annotation is one day and a cycle is still going on. `sign` is the letter or number of one taken out of a
    longer row; without it the sign follows from the order.
    """

    kind: MarkKind
    starts_on: date
    ends_on: date | None
    label: str
    when: str
    decision: Decision | None = None
    outcome: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How one measure's numbers are written.

    Attributes
    ----------
    decimals
        In the picture and in sentences.
    table_decimals
        In the table, where every number is seen as it is.
    suffix
        The unit with the space before it, if any: " %", " dager".
    million, billion
        A million and a thousand of them, as said after a number: "mill.", "mrd.".
    """

    decimals: int
    table_decimals: int
    decimal_sign: str = ","
    thousands_separator: str = "\u00a0"
    minus_sign: str = "−"
    suffix: str = ""
    million: str = "mill."
    billion: str = "mrd."

    def value(self, value: float) -> str:
        """A plotted value with its unit: "43,4 %"."""
        return self.plain(value, self.decimals) + self.suffix

    def level(self, value: float, *, has_unit: bool = True) -> str:
        """A median or target: one decimal more when that is all it needs, as between 34 and 35."""
        decimals = level_decimals(value, self.decimals) if abs(value) < _LARGE else self.decimals
        return self.short(value, decimals) + (self.suffix if has_unit else "")

    def cell(self, value: float) -> str:
        """A plotted value in the table, without its unit, which stands in the heading."""
        return self.plain(value, self.table_decimals)

    def count(self, value: float) -> str:
        """A numerator or denominator with the decimals it has, at most two."""
        exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
        return self.plain(value, min(max(0, -exponent), 2) if isinstance(exponent, int) else 0)

    def rough(self, value: float) -> str:
        """Three digits of the number, for where no more have room: "42,2 mill.". Below a million as `short`."""
        for size, name in ((1e9, self.billion), (1e6, self.million)):
            if size <= abs(value) < size * 1000:
                digits = len(str(int(abs(value) / size)))
                return f"{self.plain(value / size, max(0, 3 - digits))}\u00a0{name}"
        return self.short(value, 0 if abs(value) >= _LARGE else self.decimals)

    def short(self, value: float, decimals: int) -> str:
        """The number for a narrow place: as a power of ten when it is too long, never cut."""
        text = self.plain(value, decimals)
        if len(text) <= _LONGEST_SHORT:
            return text
        mantissa, _, exponent = f"{value:.2e}".partition("e")
        power = str(int(exponent)).translate(_SUPERSCRIPT)
        return f"{self.plain(float(mantissa), 2)}·10{power}"

    def plain(self, value: float, decimals: int) -> str:
        """The number alone. Halves are rounded away from zero, as people do, and minus zero is zero."""
        rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
        whole, _, fraction = f"{abs(rounded):,.{decimals}f}".partition(".")
        text = whole.replace(",", self.thousands_separator) + (self.decimal_sign + fraction if fraction else "")
        return self.minus_sign + text if rounded < 0 else text


@dataclass(frozen=True, slots=True)
class ChartWords:
    """Every word a chart and its description use, in the reader's language. Parameters are `%(name)s`."""

    # In the picture.
    median: str
    median_before: str
    median_now: str
    target: str
    upper: str
    lower: str
    upper_short: str
    lower_short: str
    baseline: str
    phase: str
    run_above: str
    run_below: str
    few_crossings: str
    cycles: str
    no_numbers: str
    all_hidden: str
    # In the key beneath it.
    key_median: str
    key_limits: str
    key_on_line: str
    key_run: str
    key_outside: str
    key_excluded: str
    key_missing: str
    key_hidden: str
    key_pause: str
    key_decision: str
    key_undecided: str
    # Around it.
    annotations: str
    show_table: str
    failed: str
    # In the table.
    caption: str
    period: str
    value: str
    value_in: str
    numerator: str
    denominator: str
    note: str
    missing: str
    hidden: str
    excluded: str
    outside: str
    # Of one point.
    counted_of: str
    during_cycle: str
    # In the description.
    describe_points: str
    describe_range: str
    describe_latest: str
    describe_median: str
    describe_frozen: str
    describe_phase: str
    describe_now: str
    describe_target: str
    describe_limits: str
    describe_outside: str
    describe_above: str
    describe_below: str
    describe_crossings: str
    describe_no_signal: str
    describe_missing: str
    describe_hidden: str
    describe_excluded: str
    describe_pauses: str
    describe_cycles: str
    describe_annotations: str


@dataclass(frozen=True, slots=True)
class ChartText:
    """The words and formats of one chart.

    Attributes
    ----------
    title, subtitle
        The message; and measure, unit, period and n. Both stand beside the picture, not in it.
    axis_title
        What is counted and which way is better: "Prosent · høyere er bedre".
    unit
        For the table's heading; "" when there is none.
    months
        Twelve short names: "jan.", "feb.", "mars" …
    day_label
        A day on the axis, with %(day)s and %(month)s.
    period_labels
        One for each slot of `timeline.timeline(result)`, as in a table: "oktober 2025".
    axis_labels
        One short label for each slot, where the calendar's months do not fit the periods (quarters, years); else empty.
    comments
        One for each slot, or empty.
    phase_names
        One for each phase, or empty: then they are numbered.
    lowest, highest
        Values that cannot be passed: 0 and 100 for a proportion; None where there is no bound.
    source
        Whose numbers these are, for a picture that stands alone; on a page it is "", since the page says it.
    """

    title: str
    subtitle: str
    language: Language
    words: ChartWords
    numbers: NumberFormat
    axis_title: str
    unit: str
    months: tuple[str, ...]
    day_label: str
    period_labels: tuple[str, ...]
    axis_labels: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    phase_names: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    source: str = ""

    def phase_name(self, index: int) -> str:
        """The phase's own name, or its number."""
        if index < len(self.phase_names) and self.phase_names[index]:
            return self.phase_names[index]
        return self.words.phase % {"n": index + 1}
