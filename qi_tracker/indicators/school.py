"""Skole: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

SCHOOL = (
    Indicator(
        key="school_absence",
        theme=IndicatorTheme.SCHOOL,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.EFFECTIVE, Dimension.SAFE),
        name=N_("Share of pupils with high absence"),
        definition=N_(
            "Numerator: pupils who were away for at least ten per cent of the lessons in the "
            "month.\nDenominator: all pupils in the grades that take part."
        ),
        inclusion=N_("All absence, with and without a message from home."),
        exclusion=N_("Granted leave and teaching in another place."),
        source=N_("The absence in the school's system, counted as a total"),
        fits_when=N_("Fits when you want more children to be at school."),
        is_stock=True,
        is_few=True,
    ),
    Indicator(
        key="school_contact_after_absence",
        theme=IndicatorTheme.SCHOOL,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.SAFE, Dimension.COORDINATED),
        name=N_("Share of homes contacted early when a pupil is absent"),
        definition=N_(
            "Numerator: pupils with absence above the school's limit whose home somebody talked with within "
            "three school days.\nDenominator: all pupils who passed the limit in the month."
        ),
        inclusion=N_("Talks by phone and face to face."),
        exclusion=N_("Messages that nobody answered."),
        source=N_("Ticks by the contact teacher"),
        fits_when=N_("Fits when you try to begin earlier."),
        is_few=True,
    ),
    Indicator(
        key="school_homework_help",
        theme=IndicatorTheme.SCHOOL,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.WEEK,
        chart=ChartKind.P,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Share of the places in homework help that are used"),
        definition=N_(
            "Numerator: attendances at homework help in the week.\nDenominator: places that were open in the week."
        ),
        inclusion=N_("All days when homework help was open."),
        exclusion=N_("Weeks with school holidays."),
        source=N_("A count at the door, without names"),
        fits_when=N_("Fits when the offer exists, but is half empty."),
        is_stock=True,
    ),
    Indicator(
        key="school_asked_to_pay",
        theme=IndicatorTheme.SCHOOL,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.COUNT,
        unit=N_("times"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.C,
        dimensions=(Dimension.FAIR,),
        name=N_("Times the home was asked to pay for or bring something"),
        definition=N_(
            "The number of messages from the school in the month that asked the home to pay for, buy or bring "
            "something that costs money."
        ),
        inclusion=N_("Trips, equipment, food for celebrations and voluntary collections."),
        exclusion=N_("Ordinary packed lunch and clothes for the weather."),
        source=N_("Weekly plans and messages to the home"),
        fits_when=N_("Fits when free schooling is to be free in practice."),
    ),
    Indicator(
        key="school_staff_time",
        theme=IndicatorTheme.SCHOOL,
        kind=MeasureKind.BALANCING,
        value_type=ValueType.NUMBER,
        unit=N_("minutes"),
        direction=Direction.DOWN,
        frequency=Frequency.WEEK,
        chart=ChartKind.I,
        dimensions=(Dimension.RESOURCEFUL,),
        name=N_("Time the staff spend on the change"),
        definition=N_(
            "The average number of minutes for each employee that the work with the change took in the week."
        ),
        inclusion=N_("All who have a task in the change."),
        exclusion=N_("Teaching that would have taken place anyway."),
        source=N_("The staff's own estimate each Friday"),
        sampling=N_("Ask the same five every week."),
        fits_when=N_("Fits when you want to know whether the change costs more than it gives."),
    ),
)
