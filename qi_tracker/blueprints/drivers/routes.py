"""Aim and drivers: look, add, change, move, connect, take apart."""

from flask import Blueprint, Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.drivers.forms import (
    DriverForm,
    IdeaMeasureForm,
    LinkForm,
    NodeForm,
    in_order,
    present_driver,
    present_idea,
    present_link,
)
from qi_tracker.blueprints.drivers.outline import chain_page
from qi_tracker.blueprints.drivers.picture import PictureKind
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n.translate import N_
from qi_tracker.method.chain import RANK, NodeKind
from qi_tracker.models import ChangeIdea, Driver, DriverLink, Project
from qi_tracker.services.drivers import (
    PLACE_OF_KIND,
    Chain,
    DriverDetails,
    Node,
    chain_of,
    connect,
    create_driver,
    create_idea_of,
    delete_driver,
    disconnect,
    edit_driver,
    edit_link,
    measure_idea,
    move_driver,
    move_to,
)
from qi_tracker.services.measures import measures_of
from qi_tracker.services.places import key_of

blueprint = Blueprint("drivers", __name__, template_folder="templates")

# The ways that the buttons move a driver.
_WAYS = {"up": -1, "down": 1}


@blueprint.get("/projects/<int:project_id>/drivers")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """Why do we believe that this works?"""
    is_chain = request.args.get("picture") == PictureKind.CHAIN
    page = chain_page(project, PictureKind.CHAIN if is_chain else PictureKind.DIAGRAM)
    return render("drivers/index.html", project=project, page=page)


@blueprint.route("/projects/<int:project_id>/drivers/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """A new driver, idea or impact, tied to what it leads to."""
    form, chain = NodeForm(), chain_of(project)
    form.offer(chain, measures_of(project))
    if not form.is_submitted():
        _suggest(form, chain)
    if form.validate_on_submit():
        with saving(form) as save:
            made = _made(project, form)
            said = form.tied(made, chain)
            if said is not None:
                connect(project, said)
            return save.then_at(_at(project, made.key), N_("It is in the chain."))
    return render("drivers/create.html", form=form, project=project)


def _suggest(form: NodeForm, chain: Chain) -> None:
    """What is tied to the one that was asked for, or else to the aim, and is of the kind that usually is."""
    aims = [node for node in chain.nodes if node.kind is NodeKind.AIM]
    asked = chain.node(request.args.get("to", ""))
    target = asked or next(iter(aims), None)
    below = {NodeKind.PRIMARY: NodeKind.SECONDARY, NodeKind.SECONDARY: NodeKind.IDEA}
    form.target.data = target.key if target is not None and target.kind is not NodeKind.IDEA else ""
    form.place.data = below.get(target.kind, NodeKind.PRIMARY).value if target is not None else NodeKind.PRIMARY.value


def _made(project: Project, form: NodeForm) -> Node:
    title, description, measure_id = form.title.data, form.description.data or "", form.measure_id.data or None
    thing: Driver | ChangeIdea
    if form.kind is NodeKind.IDEA:
        thing = create_idea_of(project, title, description, measure_id)
    else:
        thing = create_driver(project, DriverDetails(title, description, PLACE_OF_KIND[form.kind], None, measure_id))
    return Node(key_of(thing), form.kind, thing, title)


@blueprint.route("/drivers/<int:driver_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(driver: Driver) -> Response:
    """Change what a driver says, where it stands and what shows it."""
    form = DriverForm()
    if not form.is_submitted():
        form.fill(driver)
    form.offer(measures_of(driver.project))
    if form.validate_on_submit():
        with saving(form, driver, lambda: present_driver(driver)) as save:
            edit_driver(driver, form.seen_version, form.details())
            return save.then_at(_at(driver.project, key_of(driver)), N_("The driver is saved."))
    return render("drivers/edit.html", form=form, driver=driver, project=driver.project)


@blueprint.post("/drivers/<int:driver_id>/move")
@requires(Permission.EDIT_PROJECT)
def move(driver: Driver) -> Response:
    """Let it stand above or below another of its kind: by a button, or where it was dropped."""
    back = _at(driver.project, key_of(driver))
    form = ActionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            _move(driver, form.seen_version)
            return save.then_at(back, N_("It is moved."))
    return refused(form, back)


def _move(driver: Driver, seen_version: int | None) -> None:
    way = _WAYS.get(request.form.get("way", ""))
    if way is not None:
        move_driver(driver, seen_version, way)
        return
    node = chain_of(driver.project).node(request.form.get("other", ""))
    if node is None or not isinstance(node.thing, Driver):
        raise InvalidInput("moved_out_of_column")
    move_to(driver, seen_version, node.thing)


@blueprint.post("/drivers/<int:driver_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(driver: Driver) -> Response:
    """Put it in the bin, with its links."""
    return pressed_away(
        driver,
        lambda seen: delete_driver(driver, seen),
        url_for(".index", project_id=driver.project_id),
        N_("The driver is deleted."),
        url_for(".edit", driver_id=driver.id),
    )


@blueprint.route("/projects/<int:project_id>/drivers/connect", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_link(project: Project) -> Response:
    """If this, then that."""
    form, chain = LinkForm(), chain_of(project)
    form.offer(chain)
    if not form.is_submitted():
        _suggest_ends(form, chain)
    if form.validate_on_submit():
        with saving(form) as save:
            said = form.said(chain)
            connect(project, said)
            return save.then_at(_at(project, said.source.key), N_("They are connected."))
    return render("drivers/create_link.html", form=form, project=project)


def _suggest_ends(form: LinkForm, chain: Chain) -> None:
    """The two that one was dropped on the other of, whichever that was; or the one whose button was pressed."""
    one, other = (chain.node(request.args.get(name, "")) for name in ("from", "to"))
    if one is not None and other is not None:
        said = in_order(one, other, "")
        one, other = said.source, said.target
    if one is not None:
        form.source.data = one.key
        onward = [node for node in chain.nodes if RANK[node.kind] > RANK[one.kind]]
        nearest = min(onward, key=lambda node: RANK[node.kind], default=None)
        form.target.data = other.key if other is not None else nearest.key if nearest is not None else None


@blueprint.route("/driver-links/<int:driver_link_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit_connection(driver_link: DriverLink) -> Response:
    """Change what leads to what, and why."""
    project = driver_link.project
    form, chain = LinkForm(), chain_of(project)
    link = next((link for link in chain.links if link.row is driver_link), None)
    if link is None:
        # One of its ends was given another place, and it leads nowhere now.
        return refused(form, url_for(".index", project_id=project.id))
    if not form.is_submitted():
        form.process(data=present_link(link))
    form.offer(chain)
    if form.validate_on_submit():
        with saving(form, driver_link, lambda: present_link(link)) as save:
            edit_link(driver_link, form.seen_version, form.said(chain))
            return save.then_at(_at(project, form.source.data), N_("The connection is saved."))
    return render("drivers/edit_connection.html", form=form, link=driver_link, project=project)


@blueprint.post("/driver-links/<int:driver_link_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_connection(driver_link: DriverLink) -> Response:
    """Take the two apart."""
    return pressed_away(
        driver_link,
        lambda seen: disconnect(driver_link, seen),
        url_for(".index", project_id=driver_link.project_id),
        N_("They are not connected any more."),
        url_for(".edit_connection", driver_link_id=driver_link.id),
    )


@blueprint.route("/ideas/<int:idea_id>/measure", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def choose_measure(idea: ChangeIdea) -> Response:
    """Which measure tells whether an idea is really carried out."""
    form = IdeaMeasureForm()
    if not form.is_submitted():
        form.process(data=present_idea(idea))
    form.offer(measures_of(idea.project))
    if form.validate_on_submit():
        with saving(form, idea, lambda: present_idea(idea)) as save:
            measure_idea(idea, form.seen_version, form.measure_id.data or None)
            return save.then_at(_at(idea.project, key_of(idea)), N_("The idea is saved."))
    return render("drivers/choose_measure.html", form=form, idea=idea, project=idea.project)


def _at(project: Project, key: str) -> str:
    """The page of the chain, at a node."""
    return url_for(".index", project_id=project.id, _anchor=key)
