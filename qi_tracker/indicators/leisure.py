"""Fritid: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

LEISURE = (
    Indicator(
        key="leisure_participation",
        theme=IndicatorTheme.LEISURE,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.FAIR, Dimension.INVOLVING),
        name=N_("Share of children in the target group with a regular leisure activity"),
        definition=N_(
            "Numerator: children in the target group who take part in at least one regular leisure activity "
            "on the last day of the month.\nDenominator: all children in the target group on that day."
        ),
        inclusion=N_(
            "Children from 6 to 17 years in families that have received financial assistance in the last three months."
        ),
        exclusion=N_("Single events and holiday offers."),
        source=N_("Nav counts the target group, the leisure fund the participants: totals only"),
        fits_when=N_("Fits when the aim is that more children take part in something regular."),
        is_stock=True,
    ),
    Indicator(
        key="leisure_still_active",
        theme=IndicatorTheme.LEISURE,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.QUARTER,
        chart=ChartKind.P,
        dimensions=(Dimension.EFFECTIVE, Dimension.COORDINATED),
        name=N_("Share of children still active after three months"),
        definition=N_(
            "Numerator: children who began an activity with support in the quarter before, and are still "
            "active three months later.\nDenominator: all who began in that quarter."
        ),
        inclusion=N_("All who began with support from the scheme."),
        exclusion=N_("Children who have moved, and short courses that have ended."),
        source=N_("Clubs report how many, without names"),
        fits_when=N_("Fits when many begin, and you want to know whether they stay."),
        is_few=True,
    ),
    Indicator(
        key="leisure_asked",
        theme=IndicatorTheme.LEISURE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING, Dimension.FAIR),
        name=N_("Share of families asked about leisure in the first talk"),
        definition=N_(
            "Numerator: first talks in which leisure for the children was brought up.\nDenominator: all first "
            "talks with families with children in the month."
        ),
        inclusion=N_("Families with children from 6 to 17 years."),
        exclusion=N_("Talks that were about emergency help only."),
        source=N_("A tick on the counsellor's list of the day"),
        fits_when=N_("Fits when the first step is that everybody is asked."),
    ),
    Indicator(
        key="leisure_days_to_start",
        theme=IndicatorTheme.LEISURE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Days from application until the child can begin"),
        definition=N_(
            "The median number of days from when an application for support comes in until the club has been "
            "told that the child can begin."
        ),
        inclusion=N_("All applications decided in the month."),
        exclusion=N_("Applications that were withdrawn."),
        source=N_("The dates in the application system"),
        fits_when=N_("Fits when families give up because it takes too long."),
    ),
    Indicator(
        key="leisure_cost_per_child",
        theme=IndicatorTheme.LEISURE,
        kind=MeasureKind.BALANCING,
        value_type=ValueType.NUMBER,
        unit=N_("kroner"),
        direction=Direction.DOWN,
        frequency=Frequency.QUARTER,
        chart=ChartKind.I,
        dimensions=(Dimension.RESOURCEFUL,),
        name=N_("Cost for each child who receives support"),
        definition=N_(
            "Kroner paid out by the scheme in the quarter, divided by the number of children who received support."
        ),
        inclusion=N_("Fees, equipment and travel."),
        exclusion=N_("Salaries."),
        source=N_("The accounts of the scheme"),
        fits_when=N_("Fits when you want to see whether more children can be supported within the same budget."),
    ),
)
