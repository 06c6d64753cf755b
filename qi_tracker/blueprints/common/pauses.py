"""A planned pause in words."""

from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.models import Pause


def pause_days(pause: Pause) -> str:
    """Its days, and that they come back where they do."""
    days = formats.date_range(pause.starts_on, pause.ends_on, current_language())
    return current_words().gettext("%(days)s and every year after", days=days) if pause.is_yearly else days
