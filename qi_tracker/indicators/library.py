"""The whole library, and finding in it. A new indicator is one entry in the module of its theme."""

from collections.abc import Mapping, Sequence
from typing import Final

from qi_tracker.i18n.translate import Words
from qi_tracker.indicators.child_welfare import CHILD_WELFARE
from qi_tracker.indicators.coordination import COORDINATION
from qi_tracker.indicators.food import FOOD
from qi_tracker.indicators.health_centre import HEALTH_CENTRE
from qi_tracker.indicators.housing import HOUSING
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.indicators.kindergarten import KINDERGARTEN
from qi_tracker.indicators.leisure import LEISURE
from qi_tracker.indicators.nav import NAV
from qi_tracker.indicators.pulse import PULSE
from qi_tracker.indicators.school import SCHOOL
from qi_tracker.vocabulary import IndicatorTheme

LIBRARY: Final[Sequence[Indicator]] = (
    *LEISURE,
    *SCHOOL,
    *KINDERGARTEN,
    *NAV,
    *HOUSING,
    *FOOD,
    *CHILD_WELFARE,
    *HEALTH_CENTRE,
    *COORDINATION,
    *PULSE,
)

_BY_KEY: Final[Mapping[str, Indicator]] = {indicator.key: indicator for indicator in LIBRARY}


def indicator_of(key: str) -> Indicator | None:
    """The entry with this key; None when there is none."""
    return _BY_KEY.get(key)


def found_indicators(theme: IndicatorTheme | None, query: str, words: Words) -> list[Indicator]:
    """The entries of the theme, or of all, whose texts in the reader's language hold every word of the query."""
    asked = query.casefold().split()
    return [indicator for indicator in LIBRARY if theme in (None, indicator.theme) and _holds(indicator, asked, words)]


def _holds(indicator: Indicator, asked: Sequence[str], words: Words) -> bool:
    texts = " ".join(words.gettext(text) for text in indicator.texts).casefold()
    return all(word in texts for word in asked)
