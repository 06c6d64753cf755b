"""Puls: Spør dem det gjelder: ready indicators."""

from qi_tracker.i18n.translate import N_
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.vocabulary import ChartKind, Dimension, Direction, Frequency, IndicatorTheme, MeasureKind, ValueType

PULSE = (
    Indicator(
        key="pulse_did_it_help",
        theme=IndicatorTheme.PULSE,
        kind=MeasureKind.FEEDBACK,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING, Dimension.EFFECTIVE),
        name=N_("Share who answer that the help helped"),
        definition=N_(
            "Numerator: the answer “yes” to the question “Did this help you?”.\nDenominator: all who answered "
            "the question."
        ),
        inclusion=N_("Children, young people and parents who have had the help."),
        exclusion=N_("Answers from staff, and answers left empty."),
        source=N_("One question on paper or phone, voluntary and without a name"),
        sampling=N_("All who come by in the same week of each month."),
        fits_when=N_("Fits when those concerned are to say whether it helps."),
    ),
    Indicator(
        key="pulse_heard",
        theme=IndicatorTheme.PULSE,
        kind=MeasureKind.FEEDBACK,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING,),
        name=N_("Share of children and young people who feel heard"),
        definition=N_(
            "Numerator: the answer “yes” to the question “Did we listen to what matters to "
            "you?”.\nDenominator: all children and young people who answered."
        ),
        inclusion=N_("Children who can answer themselves, with help to read if they need it."),
        exclusion=N_("Answers that adults have given for the child."),
        source=N_("One question after the talk, voluntary and without a name"),
        sampling=N_("All talks in the same week of each month."),
        fits_when=N_("Fits when the children themselves are to notice that they take part."),
    ),
    Indicator(
        key="pulse_answer_rate",
        theme=IndicatorTheme.PULSE,
        kind=MeasureKind.PROCESS,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.INVOLVING, Dimension.FAIR),
        name=N_("Share of those asked who answer"),
        definition=N_("Numerator: those who answered.\nDenominator: all who were asked in the month."),
        inclusion=N_("All ways of answering."),
        exclusion=N_("Those who only had a poster to look at."),
        source=N_("The number of forms handed out and returned"),
        fits_when=N_("Fits when you want to know whom the answers stand for."),
    ),
    Indicator(
        key="pulse_staff_workload",
        theme=IndicatorTheme.PULSE,
        kind=MeasureKind.BALANCING,
        value_type=ValueType.PROPORTION,
        direction=Direction.UP,
        frequency=Frequency.MONTH,
        chart=ChartKind.P,
        dimensions=(Dimension.RESOURCEFUL, Dimension.SAFE),
        name=N_("Share of staff who have enough time for the work"),
        definition=N_(
            "Numerator: the answer “yes” to the question “Did you have enough time for what matters most this "
            "week?”.\nDenominator: all staff who answered."
        ),
        inclusion=N_("All who work with the change."),
        exclusion=N_("Staff who were away the whole week."),
        source=N_("One question at the board meeting, without names and never for each employee"),
        sampling=N_("The last week of the month."),
        fits_when=N_("Fits when you want to see what the change costs those who do the work."),
        is_stock=True,
    ),
)
