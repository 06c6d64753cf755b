"""Bolig: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

HOUSING = (
    Indicator(
        key="housing_families_in_temporary",
        theme=IndicatorTheme.HOUSING,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.COUNT,
        unit=N_("families"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.C,
        dimensions=(Dimension.SAFE, Dimension.FAIR),
        name=N_("Families with children in temporary housing"),
        definition=N_(
            "The number of families with children under 18 years who live in temporary housing on the last "
            "day of the month."
        ),
        inclusion=N_("Hostels, hotels, cabins and transitional housing."),
        exclusion=N_("Crisis centres and reception centres."),
        source=N_("The housing office's overview"),
        fits_when=N_("Fits when no child is to stay in temporary housing."),
        is_stock=True,
        is_few=True,
    ),
    Indicator(
        key="housing_days_in_temporary",
        theme=IndicatorTheme.HOUSING,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.QUARTER,
        chart=ChartKind.I,
        dimensions=(Dimension.SAFE, Dimension.RESOURCEFUL),
        name=N_("Days that families with children live in temporary housing"),
        definition=N_("The median number of days in temporary housing for the families who moved out in the quarter."),
        inclusion=N_("Families with children under 18 years."),
        exclusion=N_("Families who still live there: they are counted when they move."),
        source=N_("The dates at the housing office"),
        fits_when=N_("Fits when the way out takes too long."),
        is_few=True,
    ),
    Indicator(
        key="housing_days_to_loan_answer",
        theme=IndicatorTheme.HOUSING,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Days from application for a start-up loan to an answer"),
        definition=N_(
            "The median number of days from when a complete application from a family with children comes in "
            "until the answer is sent."
        ),
        inclusion=N_("All answers in the month, also refusals."),
        exclusion=N_("The time the applicant takes to send what is missing."),
        source=N_("The dates in the application system"),
        fits_when=N_("Fits when families lose homes while they wait."),
    ),
    Indicator(
        key="housing_days_between_evictions",
        theme=IndicatorTheme.HOUSING,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.UP,
        frequency=Frequency.EVENT,
        chart=ChartKind.T,
        dimensions=(Dimension.SAFE, Dimension.EFFECTIVE),
        name=N_("Days between evictions of families with children"),
        definition=N_(
            "The number of days since the last time a family with children under 18 years was evicted from "
            "municipal housing."
        ),
        inclusion=N_("Evictions that were carried out."),
        exclusion=N_("Notices that were solved in time."),
        source=N_("The housing office's overview, the date only"),
        fits_when=N_("Fits when something serious happens rarely, and is to happen even more rarely."),
        is_few=True,
    ),
)
