"""The page on privacy of an organisation, and what is decided there. The texts to take along are in `texts.py`."""

from flask import Blueprint, Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.privacy.facts import facts_of
from qi_tracker.blueprints.privacy.forms import RetentionForm, ThresholdForm, months_of
from qi_tracker.i18n.explanations import explanation
from qi_tracker.models import Organization
from qi_tracker.models.organizations import LEAST_SMALLEST_SHOWN
from qi_tracker.reports import privacy_sections as sections
from qi_tracker.reports.privacy_texts import TEXTS
from qi_tracker.services.privacy import decide_threshold, name_contact
from qi_tracker.services.retention import decide_retention
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import RetentionKind

blueprint = Blueprint("privacy", __name__, template_folder="templates")


@blueprint.get("/organizations/<int:organization_id>/privacy")
@requires(Permission.VIEW_PRIVACY)
def show(organization: Organization) -> Response:
    """What is kept about whom, who sees it, and how long?"""
    facts, words = facts_of(organization), current_words()
    return render(
        "privacy/show.html",
        organization=organization,
        n_measures=len(facts.measured),
        texts={end: words.gettext(text.label) for end, text in TEXTS.items()},
        threshold=sections.threshold_section(facts, words),
        retention=sections.retention_section(facts, words),
        sections=[
            sections.measured_section(facts, words),
            sections.viewers_section(facts, words),
            sections.leaving_section(facts, words),
            sections.kept_section(words),
            sections.about_you_section(words),
        ],
    )


@blueprint.get("/organizations/<int:organization_id>/privacy/you")
@requires(Permission.VIEW_ORGANIZATION)
def about_you(organization: Organization) -> Response:
    """What is kept about me, and whom do I ask?"""
    facts, words = facts_of(organization, is_brief=True), current_words()
    return render(
        "privacy/about_you.html",
        organization=organization,
        you=sections.about_you_section(words),
        sections=[sections.viewers_section(facts, words), sections.threshold_section(facts, words)],
    )


@blueprint.route("/organizations/<int:organization_id>/privacy/threshold", methods=["GET", "POST"])
@requires(Permission.MANAGE_PRIVACY)
def edit_threshold(organization: Organization) -> Response:
    """Change the smallest count that is shown outside the projects."""
    form = ThresholdForm()
    if not form.is_submitted():
        form.process(obj=organization)
    if form.validate_on_submit():
        with saving(form, organization) as save:
            wanted = form.smallest_shown.data
            decide_threshold(current_actor(), organization, form.seen_version, wanted, form.reason.data or "")
            return save.then(".show", organization_id=organization.id, _anchor="threshold")
    examples = sections.threshold_section(facts_of(organization, is_brief=True), current_words()).grid
    return render(
        "privacy/edit_threshold.html",
        form=form,
        organization=organization,
        examples=examples,
        least=LEAST_SMALLEST_SHOWN,
    )


@blueprint.route("/organizations/<int:organization_id>/privacy/retention", methods=["GET", "POST"])
@requires(Permission.MANAGE_PRIVACY)
def edit_retention(organization: Organization) -> Response:
    """Change how long data are kept, and whom to ask."""
    form = RetentionForm()
    if not form.is_submitted():
        form.fill(organization)
    if form.validate_on_submit():
        with saving(form, organization, lambda: _theirs(organization)) as save:
            actor, contact = current_actor(), form.privacy_contact.data or ""
            name_contact(actor, organization, form.seen_version, contact)
            decide_retention(actor, organization, organization.version, form.months, local_today())
            return save.then(".show", organization_id=organization.id, _anchor="retention")
    explanations = {kind: explanation(kind, current_words()) for kind in RetentionKind}
    return render("privacy/edit_retention.html", form=form, organization=organization, explanations=explanations)


def _theirs(organization: Organization) -> dict[str, object]:
    return {"privacy_contact": organization.privacy_contact, **months_of(organization)}
