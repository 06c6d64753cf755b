"""Koordinering: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

COORDINATION = (
    Indicator(
        key="coordination_one_contact",
        theme=IndicatorTheme.COORDINATION,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.COORDINATED, Dimension.INVOLVING),
        name=N_("Share of families with one regular contact"),
        definition=N_(
            "Numerator: families with help from three services or more who know who their regular contact "
            "is.\nDenominator: all families with help from three services or more."
        ),
        inclusion=N_("A coordinator, child coordinator or another agreed contact."),
        exclusion=N_("Families who have declined."),
        source=N_("The cooperation group's overview, numbers only"),
        fits_when=N_("Fits when families must tell the same thing many times."),
        is_stock=True,
        is_few=True,
    ),
    Indicator(
        key="coordination_days_to_meeting",
        theme=IndicatorTheme.COORDINATION,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.QUARTER,
        chart=ChartKind.I,
        dimensions=(Dimension.COORDINATED, Dimension.FAIR),
        name=N_("Days from a need is told until the first joint meeting"),
        definition=N_(
            "The median number of days from when a service asks for cooperation around a family until all have met."
        ),
        inclusion=N_("First meetings in the quarter."),
        exclusion=N_("Meetings in which the family does not take part."),
        source=N_("The meeting invitations, dates only"),
        fits_when=N_("Fits when it takes too long to gather those who are to help."),
        is_few=True,
    ),
    Indicator(
        key="coordination_tasks_done",
        theme=IndicatorTheme.COORDINATION,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.COORDINATED, Dimension.RESOURCEFUL),
        name=N_("Share of agreed tasks that are done in time"),
        definition=N_(
            "Numerator: tasks from cooperation meetings that were done by the deadline.\nDenominator: all "
            "tasks with a deadline in the month."
        ),
        inclusion=N_("Tasks with the name of a service and a date."),
        exclusion=N_("Tasks that the family has taken on."),
        source=N_("The minutes of the meetings"),
        fits_when=N_("Fits when much is agreed, and little happens."),
    ),
    Indicator(
        key="coordination_meeting_hours",
        theme=IndicatorTheme.COORDINATION,
        kind=MeasureKind.BALANCING,
        value_type=ValueType.NUMBER,
        unit=N_("hours"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.RESOURCEFUL,),
        name=N_("Hours the staff spend in cooperation meetings"),
        definition=N_(
            "The number of hours in cooperation meetings in the month, counted for all employees who took part."
        ),
        inclusion=N_("Meetings with at least two services."),
        exclusion=N_("Travel time."),
        source=N_("The meeting invitations"),
        fits_when=N_("Fits when better coordination is not to mean more meetings."),
    ),
)
