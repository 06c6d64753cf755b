"""Planned pauses by the school calendar: ready choices whose days the team can change, several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response
from wtforms import BooleanField

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.school_calendar import BreakDays, breaks_of, school_year_of
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import BaseForm, DayField
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.pauses import pause_days
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure
from qi_tracker.services.measure_calendar import paused_spans
from qi_tracker.services.measures import plan_pause
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import SchoolBreak

SCHOOL_YEARS = 2


@dataclass(frozen=True, slots=True)
class OfferedBreak:
    """A break that can be chosen, and the ending of its fields' names."""

    days: BreakDays
    key: str

    @property
    def is_yearly(self) -> bool:
        """July comes on the same days every year; the schools' breaks do not."""
        return self.days.kind is SchoolBreak.JULY

    @property
    def label(self) -> str:
        """What is ticked: its name, the year, and that it comes back where it does."""
        named = f"{self.name} {self.days.first.year}"
        return current_words().gettext("%(days)s and every year after", days=named) if self.is_yearly else named

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return label(self.days.kind, current_words())


@blueprint.route("/measures/<int:measure_id>/pauses/school", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_school_pauses(measure: Measure) -> Response:
    """Plan several pauses at once, by the school calendar."""
    offered = _offered(measure, local_today())
    form = _form_for(offered)()
    if form.validate_on_submit():
        with saving(form) as save:
            _plan(measure, form, offered)
            return save.then(".show_plan", measure_id=measure.id)
    return render(
        "measures/create_school_pauses.html", form=form, measure=measure, offered=offered, pause_days=pause_days
    )


def _offered(measure: Measure, today: date) -> list[OfferedBreak]:
    """The breaks of this and the next school year that no pause covers yet; July once, since it comes every year."""
    first = school_year_of(today)
    breaks = [each for year in range(first, first + SCHOOL_YEARS) for each in breaks_of(year)]
    spans = paused_spans(measure, breaks[-1].last)
    found: list[OfferedBreak] = []
    for each in breaks:
        is_planned = any(start <= each.first and each.last <= end for start, end in spans)
        is_offered = each.kind is SchoolBreak.JULY and any(other.is_yearly for other in found)
        if not is_planned and not is_offered:
            found.append(OfferedBreak(each, f"{each.kind.value}_{each.first.year}"))
    return found


def _form_for(offered: Sequence[OfferedBreak]) -> type[BaseForm]:
    """A form with a box to tick and two days for each of these."""
    fields: dict[str, object] = {}
    for each in offered:
        fields[f"take_{each.key}"] = BooleanField("")
        fields[f"starts_on_{each.key}"] = DayField(N_("From"), default=each.days.first)
        fields[f"ends_on_{each.key}"] = DayField(N_("To"), default=each.days.last)
    return type("SchoolPausesForm", (BaseForm,), fields)


def _plan(measure: Measure, form: BaseForm, offered: Sequence[OfferedBreak]) -> None:
    taken = [each for each in offered if form[f"take_{each.key}"].data]
    if not taken:
        raise InvalidInput("no_pause_chosen")
    for each in taken:
        first, last = (form[f"{name}_{each.key}"].data for name in ("starts_on", "ends_on"))
        try:
            if first is None or last is None:
                raise InvalidInput("day_missing", field="ends_on" if first else "starts_on")
            plan_pause(measure, first, last, each.name, each.is_yearly)
        except InvalidInput as problem:
            raise InvalidInput(problem.code, field=f"{problem.field}_{each.key}", **problem.params) from problem
