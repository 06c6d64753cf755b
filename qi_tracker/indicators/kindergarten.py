"""Barnehage: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

KINDERGARTEN = (
    Indicator(
        key="kindergarten_place",
        theme=IndicatorTheme.KINDERGARTEN,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.FAIR, Dimension.EFFECTIVE),
        name=N_("Share of children in the target group with a kindergarten place"),
        definition=N_(
            "Numerator: children in the target group who have a place on the last day of the "
            "month.\nDenominator: all children in the target group on that day."
        ),
        inclusion=N_("Children from 1 to 5 years in families who get help from Nav."),
        exclusion=N_("Places that are offered but not taken up."),
        source=N_("The admission system and Nav: totals only"),
        fits_when=N_("Fits when the aim is that more children begin in kindergarten."),
        is_stock=True,
    ),
    Indicator(
        key="kindergarten_reduced_fee",
        theme=IndicatorTheme.KINDERGARTEN,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.QUARTER,
        chart=ChartKind.P,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Share of families in the target group with a reduced fee"),
        definition=N_(
            "Numerator: families in the target group with a decision on a reduced fee or free core "
            "hours.\nDenominator: all families in the target group with children in kindergarten."
        ),
        inclusion=N_("Municipal and private kindergartens."),
        exclusion=N_("Families refused because their income is too high."),
        source=N_("The decisions on fees, counted as a total"),
        fits_when=N_("Fits when families do not get what they have a right to."),
        is_stock=True,
    ),
    Indicator(
        key="kindergarten_days_present",
        theme=IndicatorTheme.KINDERGARTEN,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.NUMBER,
        unit=N_("days for each child"),
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.EFFECTIVE, Dimension.SAFE),
        name=N_("Days in kindergarten for each child in the target group"),
        definition=N_("The average number of days the children in the target group were in kindergarten in the month."),
        inclusion=N_("Children who had a place the whole month."),
        exclusion=N_("Days when the kindergarten was closed."),
        source=N_("The daily lists, counted as a total"),
        fits_when=N_("Fits when children have a place but are often away."),
        is_stock=True,
    ),
    Indicator(
        key="kindergarten_reading_groups",
        theme=IndicatorTheme.KINDERGARTEN,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.COUNT,
        unit=N_("reading groups"),
        direction=Direction.UP,
        frequency=Frequency.WEEK,
        chart=ChartKind.C,
        dimensions=(Dimension.EFFECTIVE,),
        name=N_("Reading in small groups"),
        definition=N_("The number of readings of at least ten minutes with at most five children in the week."),
        inclusion=N_("All the departments that take part."),
        exclusion=N_("The joint gathering."),
        source=N_("A stroke on a sheet in the department"),
        fits_when=N_("Fits when you want to see whether what you agreed on is done."),
    ),
)
