"""Tasks: list, make, change, tick off and open again, delete. Those that wait for somebody are also on Home."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import local_address, render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.tasks import came_from, origin_from
from qi_tracker.blueprints.common.things import page_of
from qi_tracker.blueprints.common.undoing import may_be_undone, pressed_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.tasks.forms import TaskForm, present_values
from qi_tracker.blueprints.tasks.listing import task_list
from qi_tracker.i18n.formats import within_quotes
from qi_tracker.i18n.translate import N_
from qi_tracker.models import ChangeIdea, PdsaCycle, Project, Task
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import complete_task, create_task, delete_task, edit_task, reopen_task

blueprint = Blueprint("tasks", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/tasks")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """Who does what, and by when?"""
    return render("tasks/index.html", project=project, tasks=task_list(project), today=local_today())


@blueprint.route("/projects/<int:project_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """A new task of the project."""
    return _create(project, project, url_for(".index", project_id=project.id))


@blueprint.route("/ideas/<int:idea_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_from_idea(idea: ChangeIdea) -> Response:
    """A new task that comes from a change idea."""
    return _create(idea, idea.project, page_of(idea))


@blueprint.route("/cycles/<int:cycle_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_from_cycle(cycle: PdsaCycle) -> Response:
    """A new task that comes from a PDSA cycle."""
    return _create(cycle, cycle.change_idea.project, page_of(cycle))


def _create(origin: Project | ChangeIdea | PdsaCycle, project: Project, then: str) -> Response:
    form = TaskForm()
    form.offer(project)
    if not form.is_submitted():
        form.owner_id.data = current_actor().person_id
    if form.validate_on_submit():
        with saving(form) as save:
            create_task(origin, form.details())
            return save.then_at(then, N_("The task is saved."))
    return render("tasks/create.html", form=form, project=project, origin=origin_from(origin), then=then)


@blueprint.route("/tasks/<int:task_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(task: Task) -> Response:
    """Change what is to be done, by whom and by when."""
    form = TaskForm()
    if not form.is_submitted():
        form.fill(task)
    form.offer(task.project, task.owner)
    if form.validate_on_submit():
        with saving(form, task, lambda: present_values(task)) as save:
            edit_task(task, form.seen_version, form.details())
            return save.then(".index", N_("The task is saved."), project_id=task.project_id)
    return render("tasks/edit.html", form=form, task=task, project=task.project, origin=came_from(task))


@blueprint.post("/tasks/<int:task_id>/complete")
@requires(Permission.EDIT_PROJECT)
def complete(task: Task) -> Response:
    """Tick it off; the page that one comes back to offers to open it again."""
    form, back = ActionForm(), _back(task)
    if form.validate_on_submit():
        with saving(form) as save:
            complete_task(task, form.seen_version)
            said = current_words().gettext("«%(task)s» is done.", task=within_quotes(task.title))
            undo = url_for(".reopen", task_id=task.id)
            return may_be_undone(
                save, back, {"text": said, "undo": undo, "fields": {"version": task.version, "back": back}}
            )
    return refused(form, back)


@blueprint.post("/tasks/<int:task_id>/reopen")
@requires(Permission.EDIT_PROJECT)
def reopen(task: Task) -> Response:
    """Let it be to be done again."""
    return pressed(lambda seen: reopen_task(task, seen), _back(task), N_("The task is open again."))


@blueprint.post("/tasks/<int:task_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(task: Task) -> Response:
    """Put it in the bin."""
    return pressed_away(
        task,
        lambda seen: delete_task(task, seen),
        url_for(".index", project_id=task.project_id),
        N_("The task is deleted."),
        url_for(".edit", task_id=task.id),
    )


def _back(task: Task) -> str:
    """The page that the button stood on."""
    return local_address(request.form.get("back")) or url_for(".index", project_id=task.project_id)
