"""Nav: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

NAV = (
    Indicator(
        key="nav_days_to_decision",
        theme=IndicatorTheme.NAV,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.DAYS,
        unit=N_("days"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.I,
        dimensions=(Dimension.FAIR, Dimension.RESOURCEFUL),
        name=N_("Days from application for financial assistance to decision"),
        definition=N_(
            "The median number of days from when an application from a family with children comes in until "
            "the decision is sent."
        ),
        inclusion=N_("All decisions in the month for families with children."),
        exclusion=N_("Emergency help, which is decided the same day."),
        source=N_("The dates in the case system"),
        fits_when=N_("Fits when the wait is itself a burden."),
    ),
    Indicator(
        key="nav_childrens_situation",
        theme=IndicatorTheme.NAV,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING, Dimension.SAFE),
        name=N_("Share of decisions in which the children's situation is considered"),
        definition=N_(
            "Numerator: decisions in the sample that say what the decision means for the "
            "children.\nDenominator: all decisions in the sample."
        ),
        inclusion=N_("Decisions on financial assistance to families with children under 18 years."),
        exclusion=N_("Sentences that only repeat the template."),
        source=N_("Reading with a fixed form"),
        sampling=N_("Twenty random decisions each month; if there are fewer, all are read."),
        fits_when=N_("Fits when the children are to be seen in the cases that concern the adults."),
    ),
    Indicator(
        key="nav_emergency_help",
        theme=IndicatorTheme.NAV,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.COUNT,
        unit=N_("applications"),
        direction=Direction.DOWN,
        frequency=Frequency.MONTH,
        chart=ChartKind.C,
        dimensions=(Dimension.EFFECTIVE, Dimension.SAFE),
        name=N_("Applications for emergency help from families with children"),
        definition=N_(
            "The number of applications for emergency help in the month from families with children under 18 years."
        ),
        inclusion=N_("All applications, also those refused."),
        exclusion=N_("Questions by phone without an application."),
        source=N_("The number of cases in the case system"),
        fits_when=N_("Fits when earlier help is to give fewer crises."),
        is_few=True,
    ),
    Indicator(
        key="nav_work_or_education",
        theme=IndicatorTheme.NAV,
        kind=MeasureKind.OUTCOME,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.QUARTER,
        chart=ChartKind.P,
        dimensions=(Dimension.EFFECTIVE,),
        name=N_("Share of parents in work or education after half a year"),
        definition=N_(
            "Numerator: parents who began with follow-up half a year ago and are now in work or "
            "education.\nDenominator: all parents who began with follow-up in that quarter."
        ),
        inclusion=N_("Full-time and part-time work, apprentices and school."),
        exclusion=N_("Work placement without pay."),
        source=N_("The follow-up overview, counted as a total"),
        fits_when=N_("Fits when the follow-up is to lead to an income of one's own."),
        is_few=True,
    ),
)
