"""Around the work: one page, and the forms of what stands on it. Who is in the team is changed in `projects`."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.things import page_of
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.surroundings.forms import BackgroundForm, LinkForm, StakeholderForm, present_background
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_
from qi_tracker.models import DocumentLink, Project, Stakeholder
from qi_tracker.services.projects import people_of
from qi_tracker.services.surroundings import (
    add_link,
    add_stakeholder,
    delete_link,
    delete_stakeholder,
    edit_background,
    edit_link,
    edit_stakeholder,
    links_of,
    stakeholders_of,
)
from qi_tracker.vocabulary import StakeholderKind, StrategyArea

blueprint = Blueprint("surroundings", __name__, template_folder="templates")

# Those whom every team does well to have; the page says so where they are missing.
_EXPECTED = (StakeholderKind.SPONSOR, StakeholderKind.USER_REPRESENTATIVE)


@blueprint.get("/projects/<int:project_id>/surroundings")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """Who carries the work, whom does it concern, and what does it rest on?"""
    stakeholders = stakeholders_of(project)
    present = {one.kind for one in stakeholders}
    return render(
        "surroundings/index.html",
        project=project,
        people=people_of(project),
        stakeholders=stakeholders,
        missing=[kind for kind in _EXPECTED if kind not in present],
        areas=_areas(project),
        links=links_of(project),
    )


def _areas(project: Project) -> list[str]:
    """The areas as words; the organisation's own stand as they were typed."""
    known = {area.value: label(area, current_words()) for area in StrategyArea}
    return [known.get(area, area) for area in project.strategy_areas]


@blueprint.route("/projects/<int:project_id>/background", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def background(project: Project) -> Response:
    """What matters to those concerned, the duty behind the work, the areas of the strategy."""
    form = BackgroundForm()
    form.offer()
    if not form.is_submitted():
        form.fill(project)
        form.offer()
    if form.validate_on_submit():
        with saving(form, project, lambda: present_background(project)) as save:
            edit_background(project, form.seen_version, form.background())
            return save.then(".index", project_id=project.id)
    return render("surroundings/background.html", form=form, project=project)


@blueprint.route("/projects/<int:project_id>/stakeholders/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_stakeholder(project: Project) -> Response:
    """One more whom the work concerns."""
    form = StakeholderForm()
    asked = request.args.get("kind")
    if not form.is_submitted() and asked in tuple(StakeholderKind):
        form.kind.data = StakeholderKind(asked)
    if form.validate_on_submit():
        with saving(form) as save:
            add_stakeholder(project, form.details())
            return save.then(".index", project_id=project.id)
    return render("surroundings/create_stakeholder.html", form=form, project=project)


@blueprint.route("/stakeholders/<int:stakeholder_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_stakeholder_of(stakeholder: Stakeholder) -> Response:
    """Change who they are and how they take part."""
    form = StakeholderForm(obj=stakeholder)
    if form.validate_on_submit():
        with saving(form, stakeholder) as save:
            edit_stakeholder(stakeholder, form.seen_version, form.details())
            return save.then(".index", project_id=stakeholder.project_id)
    return render("surroundings/edit_stakeholder.html", form=form, stakeholder=stakeholder, project=stakeholder.project)


@blueprint.post("/stakeholders/<int:stakeholder_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_stakeholder_of(stakeholder: Stakeholder) -> Response:
    """Put them in the bin."""
    return pressed_away(
        stakeholder,
        lambda seen: delete_stakeholder(stakeholder, seen),
        url_for(".index", project_id=stakeholder.project_id),
        N_("It is deleted."),
        url_for(".edit_stakeholder_of", stakeholder_id=stakeholder.id),
    )


@blueprint.route("/projects/<int:project_id>/links/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_link(project: Project) -> Response:
    """A link to where the kommune keeps a document."""
    form = LinkForm()
    if form.validate_on_submit():
        with saving(form) as save:
            add_link(project, form.details())
            return save.then(".index", N_("The link is saved."), project_id=project.id)
    return render("surroundings/create_link.html", form=form, project=project)


@blueprint.route("/links/<int:document_link_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_link_of(document_link: DocumentLink) -> Response:
    """Change what it is called and where it leads; also of the links to the evidence of an idea."""
    form = LinkForm(obj=document_link)
    then = page_of(document_link)
    if form.validate_on_submit():
        with saving(form, document_link) as save:
            edit_link(document_link, form.seen_version, form.details())
            return save.then_at(then, N_("The link is saved."))
    return render(
        "surroundings/edit_link.html", form=form, link=document_link, project=document_link.project, then=then
    )


@blueprint.post("/links/<int:document_link_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_link_of(document_link: DocumentLink) -> Response:
    """Put the link in the bin; the document stays where it is."""
    return pressed_away(
        document_link,
        lambda seen: delete_link(document_link, seen),
        page_of(document_link),
        N_("The link is deleted."),
        url_for(".edit_link_of", document_link_id=document_link.id),
    )
