"""Barnevern: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

CHILD_WELFARE = (
    Indicator(
        key="child_welfare_reports_in_time",
        theme=IndicatorTheme.CHILD_WELFARE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.SAFE, Dimension.FAIR),
        name=N_("Share of reports of concern reviewed within a week"),
        definition=N_(
            "Numerator: reports of concern that were reviewed and decided on within a week.\nDenominator: all "
            "reports of concern that came in during the month."
        ),
        inclusion=N_("Reports from everybody, also anonymous ones."),
        exclusion=N_("Information in cases that are open already."),
        source=N_("The dates in the case system, counted as a total"),
        fits_when=N_("Fits when the statutory week is not always kept."),
    ),
    Indicator(
        key="child_welfare_investigations_in_time",
        theme=IndicatorTheme.CHILD_WELFARE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.QUARTER,
        chart=ChartKind.P,
        dimensions=(Dimension.SAFE, Dimension.RESOURCEFUL),
        name=N_("Share of investigations finished within three months"),
        definition=N_(
            "Numerator: investigations that were finished within three months.\nDenominator: all "
            "investigations that were finished in the quarter."
        ),
        inclusion=N_("All investigations, whatever the outcome."),
        exclusion=N_("Cases in which the time limit is extended to six months by law."),
        source=N_("The dates in the case system, counted as a total"),
        fits_when=N_("Fits when investigations drag on."),
        is_few=True,
    ),
    Indicator(
        key="child_welfare_child_heard",
        theme=IndicatorTheme.CHILD_WELFARE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.QUARTER,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING,),
        name=N_("Share of investigations in which the child has been heard"),
        definition=N_(
            "Numerator: investigations in the sample in which somebody has talked with the child and the "
            "child's view is written down.\nDenominator: all investigations in the sample."
        ),
        inclusion=N_("Children who are able to form a view."),
        exclusion=N_("Children who did not want to talk themselves: they are counted apart."),
        source=N_("Reading with a fixed form"),
        sampling=N_("All investigations finished in the quarter, or twenty random ones when there are more."),
        fits_when=N_("Fits when the child's voice is to be part of the basis."),
        is_few=True,
    ),
    Indicator(
        key="child_welfare_answer_to_reporter",
        theme=IndicatorTheme.CHILD_WELFARE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.COORDINATED,),
        name=N_("Share of reporters who get an answer within three weeks"),
        definition=N_(
            "Numerator: reports whose reporter got an answer within three weeks.\nDenominator: all reports "
            "from somebody known to the service."
        ),
        inclusion=N_("School, kindergarten, health services, Nav, police and private persons."),
        exclusion=N_("Anonymous reports."),
        source=N_("The dates in the case system, counted as a total"),
        fits_when=N_("Fits when other services say that they never hear anything."),
    ),
)
