"""The quality star: start a round, score blind, close, look together, pick arms, and make aims of them."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.dimensions import dimension_choices
from qi_tracker.blueprints.common.forms import options
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import pressed, refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.stars.forms import ArmForm, GroupForm, StartForm, present_values, score_form
from qi_tracker.blueprints.stars.showing import star_view, statement_about
from qi_tracker.i18n.translate import N_
from qi_tracker.method.star import FEWEST_SHOWN
from qi_tracker.models import Project, StarRound
from qi_tracker.services.projects import people_of
from qi_tracker.services.quality_stars import (
    close_round,
    delete_round,
    edit_round,
    keep_scores,
    make_aim,
    may_reopen,
    n_scored,
    open_round_of,
    own_scores,
    reopen_round,
    rounds_of,
    start_round,
)
from qi_tracker.services.tasks import WORKING

blueprint = Blueprint("stars", __name__, template_folder="templates")


@blueprint.get("/projects/<int:project_id>/stars")
@requires(Permission.VIEW_PROJECT)
def index(project: Project) -> Response:
    """How good are the services, as the team sees them?"""
    rounds = rounds_of(project)
    closed = [each for each in rounds if each.closed_at is not None]
    latest = star_view(closed[0]) if closed else None
    return render("stars/index.html", project=project, rounds=rounds, open_round=open_round_of(project), latest=latest)


@blueprint.route("/projects/<int:project_id>/stars/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create(project: Project) -> Response:
    """Start a round, knowing how it goes."""
    form = StartForm()
    if form.validate_on_submit():
        with saving(form) as save:
            begun = start_round(project, form.title.data or "")
            return save.then(
                ".show", N_("The round has begun. Everybody in the team can score."), star_round_id=begun.id
            )
    return render("stars/create.html", form=form, project=project, open_round=open_round_of(project))


@blueprint.get("/stars/<int:star_round_id>")
@requires(Permission.VIEW_PROJECT)
def show(star_round: StarRound) -> Response:
    """While it is open: how many have scored. Then: the star."""
    own = own_scores(star_round, current_actor().person_id or 0)
    return render(
        "stars/show.html",
        star_round=star_round,
        project=star_round.project,
        n_scored=n_scored(star_round),
        n_team=sum(member.role in WORKING for member in people_of(star_round.project)),
        fewest=FEWEST_SHOWN,
        has_scored=bool(own),
        view=star_view(star_round) if star_round.closed_at is not None else None,
        may_reopen=may_reopen(star_round),
    )


@blueprint.route("/stars/<int:star_round_id>/score", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def score(star_round: StarRound) -> Response:
    """One's own scores; nobody else is shown them."""
    me, named = current_actor().person_id or 0, dimension_choices()
    if star_round.closed_at is not None and request.method == "GET":
        flash(current_words().gettext("The scoring has ended."), "info")
        answer: Response = redirect(url_for(".show", star_round_id=star_round.id), 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
        return answer
    form = score_form(named, own_scores(star_round, me))
    if form.validate_on_submit():
        with saving(form) as save:
            keep_scores(star_round, me, form.given(named))
            return save.then(".show", N_("Your scores are kept. Only you see them."), star_round_id=star_round.id)
    return render(
        "stars/score.html", form=form, arms=form.arms(named), star_round=star_round, project=star_round.project
    )


@blueprint.post("/stars/<int:star_round_id>/close")
@requires(Permission.CLOSE_SCORING)
def close(star_round: StarRound) -> Response:
    """End the scoring, and look at it together."""
    return pressed(lambda seen: close_round(star_round, seen), _page(star_round), N_("The scoring has ended."))


@blueprint.post("/stars/<int:star_round_id>/reopen")
@requires(Permission.CLOSE_SCORING)
def reopen(star_round: StarRound) -> Response:
    """Let more people score, as long as nobody has seen a result."""
    return pressed(lambda seen: reopen_round(star_round, seen), _page(star_round), N_("More people can score now."))


@blueprint.route("/stars/<int:star_round_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def edit(star_round: StarRound) -> Response:
    """What the group talked about, and which arms it will work on."""
    form = GroupForm()
    if not form.is_submitted():
        form.fill(star_round)
    form.offer(dimension_choices())
    if form.validate_on_submit():
        with saving(form, star_round, lambda: present_values(star_round)) as save:
            edit_round(star_round, form.seen_version, form.details())
            return save.then(".show", N_("What you agreed on is saved."), star_round_id=star_round.id)
    return render("stars/edit.html", form=form, star_round=star_round, project=star_round.project)


@blueprint.post("/stars/<int:star_round_id>/aims")
@requires(Permission.EDIT_PROJECT)
def create_aim(star_round: StarRound) -> Response:
    """Make an aim of a chosen arm, and go on to make it whole."""
    form, named = ArmForm(), dimension_choices()
    form.arm.choices = options(named)
    if form.validate_on_submit():
        with saving(form) as save:
            arm = form.arm.data
            aim = make_aim(star_round, form.seen_version, arm, statement_about(arm, dict(named)[arm]))
            return save.then("aims.edit", N_("The arm is an aim now. Make it more exact."), aim_id=aim.id)
    return refused(form, _page(star_round))


@blueprint.post("/stars/<int:star_round_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete(star_round: StarRound) -> Response:
    """Put the round in the bin."""
    return pressed_away(
        star_round,
        lambda seen: delete_round(star_round, seen),
        url_for(".index", project_id=star_round.project_id),
        N_("The round is deleted."),
        _page(star_round),
    )


def _page(star_round: StarRound) -> str:
    return url_for(".show", star_round_id=star_round.id)
