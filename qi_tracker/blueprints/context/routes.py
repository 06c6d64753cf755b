"""Background numbers: bring a table, pick its cells, look at what it becomes, keep it, replace it with a newer one."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.context_charts import (
    cell_words,
    context_chart,
    facts_of_reading,
    facts_of_series,
    origin_of,
    period_words,
)
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor, release_transaction
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.context.drafts import ReadDraft, fetched_to_json, file_to_json, own_number, read_draft
from qi_tracker.blueprints.context.forms import (
    AddressForm,
    CellsForm,
    EditForm,
    FileForm,
    SeriesForm,
    cells_form,
    new_series_form,
    offered_places,
)
from qi_tracker.charts.client import ChartView
from qi_tracker.errors import InvalidInput, StatisticsNotFetched
from qi_tracker.exchange.context_reading import subject_of
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ContextDraft, ContextSeries, Project
from qi_tracker.models.context import LONGEST_TITLE
from qi_tracker.services.context import (
    Changed,
    ContextDetails,
    ContextReading,
    add_series,
    cells_of,
    changes_by,
    choose_cells,
    delete_series,
    discard_context_draft,
    edit_series,
    keep_context_draft,
    latest_changes,
    undo_update,
    update_series,
)
from qi_tracker.services.summaries import local_today
from qi_tracker.settings import Settings

blueprint = Blueprint("context", __name__, template_folder="templates")


@blueprint.route("/projects/<int:project_id>/context/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """Bring a file of official statistics."""
    form = _source_form()
    if form.validate_on_submit():
        table = _read(form, project)
        if table is not None:
            with saving(form) as save:
                draft = keep_context_draft(current_actor(), project, table)
                return save.then(".pick", N_("The table is read. Nothing is saved yet."), context_draft_id=draft.id)
    return render("context/create.html", form=form, project=project)


@blueprint.route("/context/<int:context_series_id>/update", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def update(context_series: ContextSeries) -> Response:
    """Bring a newer file of the same table."""
    form = _source_form()
    if form.validate_on_submit():
        table = _read(form, context_series.project)
        if table is not None:
            with saving(form) as save:
                draft = keep_context_draft(current_actor(), context_series.project, table, context_series)
                then = ".check" if read_draft(draft).is_chosen else ".pick"
                return save.then(then, N_("The table is read. Nothing is saved yet."), context_draft_id=draft.id)
    return render("context/update.html", form=form, series=context_series, project=context_series.project)


def _source_form() -> FileForm:
    """With a field for an address where the installation names servers to fetch from."""
    hosts = _settings().statistics_hosts
    if not hosts:
        return FileForm()
    form = AddressForm()
    form.table_address.label.text = current_words().gettext(
        "Or the table’s address, or its number at %(host)s", host=hosts[0]
    )
    return form


def _settings() -> Settings:
    settings: Settings = current_app.config["QI_SETTINGS"]
    return settings


def _read(form: FileForm, project: Project) -> dict[str, object] | None:
    own = project.organization.number
    # Reading a table takes its time, and fetching one more: no writer waits for it.
    release_transaction()
    field = "file" if form.file.data else "table_address"
    try:
        if isinstance(form, AddressForm) and not form.file.data:
            return fetched_to_json(_settings(), form.table_address.data or "", own)
        return file_to_json(form.file.data.read(MAX_BYTES + 1))
    except (InvalidInput, StatisticsNotFetched) as problem:
        problem.field = field
        form.fail(problem)
        return None
    finally:
        release_transaction()


@blueprint.route("/context-drafts/<int:context_draft_id>", methods=["GET", "POST"])
@requires(Permission.USE_IMPORT_DRAFT)
def pick(context_draft: ContextDraft) -> Response:
    """Pick the cells, by what they are called."""
    read = read_draft(context_draft)
    form = cells_form(read.axes)
    form.offer(read.axes, read.names, read.chosen)
    if form.is_submitted() and form.table.data in read.names and form.table.data != read.chosen.table:
        # Another table has other dimensions: what was chosen in the one before says nothing of it.
        with saving(form) as save:
            choose_cells(context_draft, read_draft(context_draft, form.table.data).chosen.to_json())
            return save.then(".pick", N_("Read again."), context_draft_id=context_draft.id)
    if form.validate_on_submit() and _are_fine(form, read):
        with saving(form) as save:
            choose_cells(context_draft, form.selection().to_json())
            return save.then(".check", N_("The numbers are picked."), context_draft_id=context_draft.id)
    return render(
        "context/pick.html",
        form=form,
        draft=context_draft,
        project=context_draft.project,
        read=read,
        places=offered_places(read.axes, own_number(context_draft)),
    )


def _are_fine(form: CellsForm, read: ReadDraft) -> bool:
    try:
        ReadDraft(read.names, read.dataset, read.axes, form.selection()).readings()
    except InvalidInput as problem:
        form.fail(problem)
        return False
    return True


@blueprint.route("/context-drafts/<int:context_draft_id>/check", methods=["GET", "POST"])
@requires(Permission.USE_IMPORT_DRAFT)
def check(context_draft: ContextDraft) -> Response:
    """What it becomes; say who publishes it, and keep it."""
    read = read_draft(context_draft)
    if not read.is_chosen:
        return _to_pick(context_draft)
    found = read.readings()
    series = context_draft.series
    if series is not None:
        return _shown_update(context_draft, series, found)
    form = new_series_form(len(found))
    if not form.is_submitted():
        _suggest(form, read, found)
    if form.validate_on_submit():
        with saving(form) as save:
            project = context_draft.project
            for place, reading in enumerate(found):
                last = add_series(project, reading, form.details(form[f"title_{place}"].data), local_today())
            discard_context_draft(context_draft)
            return save.then(".show", N_("The background numbers are kept."), context_series_id=last.id)
    return render(
        "context/check.html",
        form=form,
        draft=context_draft,
        project=context_draft.project,
        charts=_previews(form, found),
    )


def _to_pick(draft: ContextDraft) -> Response:
    form = ActionForm()
    form.fail(InvalidInput("context_not_chosen"))
    return refused(form, url_for(".pick", context_draft_id=draft.id))


def _suggest(form: SeriesForm, read: ReadDraft, found: Sequence[ContextReading]) -> None:
    form.source.data, form.licence.data = read.dataset.source, read.dataset.licence
    for place, reading in enumerate(found):
        about = subject_of(read.dataset) if len(found) == 1 else reading.counted
        named = ", ".join(filter(None, (about, reading.place_name)))
        form[f"title_{place}"].data = named[:LONGEST_TITLE]


def _previews(form: SeriesForm, found: Sequence[ContextReading]) -> list[tuple[ChartView, str]]:
    said = [
        ContextDetails(
            form[f"title_{place}"].data or reading.counted, form.source.data or "–", form.licence.data or "", "", ""
        )
        for place, reading in enumerate(found)
    ]
    facts = [
        facts_of_reading(reading, details, place, local_today())
        for place, (reading, details) in enumerate(zip(found, said, strict=True))
    ]
    return [(context_chart(each, reading.cells), each.origin) for each, reading in zip(facts, found, strict=True)]


def _shown_update(draft: ContextDraft, series: ContextSeries, found: Sequence[ContextReading]) -> Response:
    reading = found[0]
    details = ContextDetails(series.title, series.source, series.licence, series.address, series.note)
    return render(
        "context/check_update.html",
        draft=draft,
        series=series,
        project=draft.project,
        changes=_told(changes_by(series, reading.cells), series),
        chart=context_chart(facts_of_reading(reading, details, 0, local_today()), reading.cells),
    )


def _told(changes: Sequence[Changed], series: ContextSeries) -> list[tuple[str, str, str]]:
    """(period, before, now) in words."""
    words = current_words()
    return [
        (
            period_words(change.cell, series.frequency, words),
            cell_words(change.before, series.unit, words),
            cell_words(change.now, series.unit, words),
        )
        for change in changes
    ]


@blueprint.post("/context-drafts/<int:context_draft_id>/replace")
@requires(Permission.USE_IMPORT_DRAFT)
def replace(context_draft: ContextDraft) -> Response:
    """Put the newer numbers in place of the present ones."""
    form, back = ActionForm(), url_for(".check", context_draft_id=context_draft.id)
    series = context_draft.series
    if form.validate_on_submit():
        with saving(form) as save:
            if series is None:
                raise InvalidInput("context_not_chosen")
            update_series(series, form.seen_version, read_draft(context_draft).readings()[0], local_today())
            discard_context_draft(context_draft)
            return save.then(".show", N_("The numbers are replaced."), context_series_id=series.id)
    return refused(form, back)


@blueprint.post("/context-drafts/<int:context_draft_id>/delete")
@requires(Permission.USE_IMPORT_DRAFT)
def discard(context_draft: ContextDraft) -> Response:
    """Throw the table away."""
    return pressed(
        lambda _seen: discard_context_draft(context_draft),
        url_for("projects.show", project_id=context_draft.project_id),
        N_("The table is thrown away. Nothing was saved."),
    )


@blueprint.get("/context/<int:context_series_id>")
@requires(Permission.VIEW_PROJECT)
def show(context_series: ContextSeries) -> Response:
    """The numbers over the years, and where each comes from."""
    return render(
        "context/show.html",
        series=context_series,
        project=context_series.project,
        chart=context_chart(facts_of_series(context_series), cells_of(context_series)),
        origin=origin_of(context_series),
        changes=_told(latest_changes(context_series), context_series),
    )


@blueprint.route("/context/<int:context_series_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(context_series: ContextSeries) -> Response:
    """Change the title, the source and the note."""
    form = EditForm(obj=context_series)
    if form.validate_on_submit():
        with saving(form, context_series) as save:
            edit_series(context_series, form.seen_version, form.details(form.title.data))
            return save.then(".show", context_series_id=context_series.id)
    return render("context/edit.html", form=form, series=context_series, project=context_series.project)


@blueprint.post("/context/<int:context_series_id>/undo-update")
@requires(Permission.EDIT_PROJECT)
def undo(context_series: ContextSeries) -> Response:
    """Put back the numbers from before the latest newer table."""
    return pressed(
        lambda seen: undo_update(context_series, seen),
        url_for(".show", context_series_id=context_series.id),
        N_("The numbers from before are back."),
    )


@blueprint.post("/context/<int:context_series_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(context_series: ContextSeries) -> Response:
    """Put it in the bin."""
    return pressed_away(
        context_series,
        lambda seen: delete_series(context_series, seen),
        url_for("projects.show", project_id=context_series.project_id),
        N_("The background numbers are deleted."),
        url_for(".show", context_series_id=context_series.id),
    )
