"""Where an aim stands today, and how it was changed, as its page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.aims import aim_target, aim_unit
from qi_tracker.blueprints.common.recorded import shown_value
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.history import field_label
from qi_tracker.i18n.pace import pace_text, share_text
from qi_tracker.i18n.smart import AimAdvice, aim_advice
from qi_tracker.models import Aim, AuditEvent
from qi_tracker.services.aims import aim_progress, gaps_of, pace_of_aim
from qi_tracker.services.history_reading import names_of, stretch_of
from qi_tracker.services.places import events_about, noun_of
from qi_tracker.services.summaries import local_today

# The rest is in the history.
MOST_CHANGES = 8
# What an aim promises; the rest of it is told in the history.
_PROMISES = ("statement", "from_value", "to_value", "by", "measure_id")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the aim has come: (label, value) of what is known, and what can be said of the pace."""

    facts: list[tuple[str, str]]
    pace: str


@dataclass(frozen=True, slots=True)
class AimChange:
    """One thing that the aim said before, and what it was changed to; erased texts are empty."""

    at: datetime
    who: str
    label: str
    old: str
    new: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """An aim that is a part of another, as a line."""

    aim: Aim
    target: str
    standing: Standing | None


def advice_for(aim: Aim) -> list[AimAdvice]:
    """What keeps the aim from being SMART, each with one piece of advice."""
    return [aim_advice(gap, current_words()) for gap in gaps_of(aim, local_today())]


def standing_of(aim: Aim) -> Standing | None:
    """Where the aim stands; None for those who do not see the numbers of its measure, and without one."""
    if aim.measure is None or not can(Permission.SEE_NUMBERS, aim.measure):
        return None
    words, pace = current_words(), pace_of_aim(aim, local_today())
    facts = [(words.gettext("Latest number"), _latest(aim))]
    if pace.way is not None and pace.time is not None:
        facts.append((words.gettext("Of the way"), share_text(pace.way, words)))
        facts.append((words.gettext("Of the time"), share_text(pace.time, words)))
    return Standing([fact for fact in facts if fact[1]], pace_text(pace, aim.by, words))


def _latest(aim: Aim) -> str:
    progress = aim_progress(aim)
    if progress is None or aim.measure is None:
        return ""
    number = formats.value(progress.latest, aim_unit(aim), current_language())
    period = formats.period_label(progress.last_period, aim.measure.frequency, current_language())
    return f"{number} ({period})"


def part_lines(parts: Sequence[Aim]) -> list[PartLine]:
    """The parts of an aim, each with where it stands."""
    return [PartLine(aim, aim_target(aim), standing_of(aim)) for aim in parts]


def changes_of(aim: Aim) -> list[AimChange]:
    """What the aim promised before, the latest change first; what it was made with is no change."""
    stretch = stretch_of(aim.organization_id, events_about(aim))
    events = [event for group in stretch.groups for event in reversed(group.events) if event.action == "changed"]
    names = names_of({event.person_id for event in events if event.person_id is not None})
    told = [change for event in events for change in _changes_in(event, aim, names.get(event.person_id or 0, ""))]
    return told[:MOST_CHANGES]


def _changes_in(event: AuditEvent, aim: Aim, who: str) -> Iterator[AimChange]:
    noun = noun_of(aim)
    for value in sorted(event.values, key=lambda value: value.id):
        label = field_label(noun, value.field, current_words())
        if value.field in _PROMISES and label is not None:
            is_erased = value.redacted_at is not None
            shown = ("", "") if is_erased else (_shown(aim, value.field, raw) for raw in (value.old, value.new))
            old, new = shown
            yield AimChange(event.at, who, label, old, new, is_erased)


def _shown(aim: Aim, field: str, raw: object) -> str:
    return shown_value(noun_of(aim), field, raw, aim)
