"""Helsestasjon og skolehelsetjeneste: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

HEALTH_CENTRE = (
    Indicator(
        key="health_centre_home_visit",
        theme=IndicatorTheme.HEALTH_CENTRE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.SAFE, Dimension.FAIR),
        name=N_("Share of newborns with an early home visit"),
        definition=N_(
            "Numerator: newborns who had a home visit within two weeks of coming home.\nDenominator: all "
            "newborns who came home in the month."
        ),
        inclusion=N_("Visits by a midwife or public health nurse."),
        exclusion=N_("Families who moved before the visit."),
        source=N_("The record system, counted as a total"),
        fits_when=N_("Fits when you want to meet all families early."),
    ),
    Indicator(
        key="health_centre_living_conditions",
        theme=IndicatorTheme.HEALTH_CENTRE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING, Dimension.COORDINATED),
        name=N_("Share of consultations in which living conditions are brought up"),
        definition=N_(
            "Numerator: consultations in the sample in which money or housing was brought up.\nDenominator: "
            "all consultations in the sample."
        ),
        inclusion=N_("Regular consultations at the health centre."),
        exclusion=N_("Appointments for vaccination only."),
        source=N_("A tick right after the consultation"),
        sampling=N_("The first five consultations each Monday."),
        fits_when=N_("Fits when you want to see needs earlier."),
    ),
    Indicator(
        key="health_centre_missed",
        theme=IndicatorTheme.HEALTH_CENTRE,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Share of appointments that the family does not come to"),
        definition=N_(
            "Numerator: appointments that the family did not come to, without a message.\nDenominator: all "
            "appointments in the month."
        ),
        inclusion=N_("All regular consultations."),
        exclusion=N_("Appointments that were moved before the day."),
        source=N_("The appointment book, counted as a total"),
        fits_when=N_("Fits when the service does not reach those who need it most."),
    ),
    Indicator(
        key="health_centre_wait_school_nurse",
        theme=IndicatorTheme.HEALTH_CENTRE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.FAIR, Dimension.SAFE),
        name=N_("Days pupils wait to talk with the school nurse"),
        definition=N_("The median number of days from when a pupil asks for a talk until it has taken place."),
        inclusion=N_("Talks that took place in the month."),
        exclusion=N_("Open door without an appointment."),
        source=N_("The school nurse's list, dates only"),
        fits_when=N_("Fits when pupils wait long for somebody to talk with."),
    ),
)
