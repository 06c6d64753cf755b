"""Every page in every state worth seeing: who sees it, where, and what brings it there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask
from playwright.sync_api import Page

from tests.journeys import acts
from tests.journeys.furnished import Who

# They answer a machine, or with a file.
NOT_PAGES: Final = frozenset(
    {
        *("static", "health.show"),
        *("measures.chart_png", "measures.chart_svg", "measures.chart_pdf"),
        *("measures.numbers_xlsx", "measures.numbers_csv", "measures.all_json"),
        *("measures.wider_chart_png", "measures.wider_chart_svg"),
        *("measures.wider_numbers_xlsx", "measures.wider_numbers_csv"),
        *("projects.all_xlsx", "projects.all_csv", "projects.all_zip", "projects.all_json"),
        *("organizations.all_xlsx", "organizations.all_csv", "organizations.all_zip", "organizations.all_json"),
        *("privacy.protocol_file", "privacy.assessment_file"),
        "account.calendar_feed",
        "account.data_json",
    }
)
# Forms of choices alone, one of which always stands.
NEVER_WRONG: Final = frozenset(
    {
        "projects.edit_people",
        "projects.edit_role",
        "measures.choose_kind",
        "measures.edit_insiders",
        "organizations.edit_role",
        "units.edit_leaders",
        # Everything may stay empty.
        *("change_ideas.edit_trial", "change_ideas.edit_knowledge"),
        *("change_ideas.show_board", "idea_library.borrow", "idea_library.share"),
        *("account.choose_reminders", "account.hand_over", "projects.hand_over", "organizations.hand_over"),
        # All of it may stay empty.
        *("causes.edit_sustain", "surroundings.background"),
        # To follow the numbers is always right; blueprints/test_method.py leaves the reason out.
        "method.change_progress",
        # A note may stay empty, and so may a star's.
        *("meetings.edit", "stars.create", "stars.edit"),
        # Two nodes always stand, and the reason may stay empty.
        *("drivers.create_link", "drivers.edit_connection", "drivers.choose_measure"),
        # Without mail, as here, it has no form; with mail blueprints/test_password_reset.py sends it wrongly.
        "auth.forgot_password",
    }
)


@dataclass(frozen=True, slots=True)
class State:
    """One page in one state. `refused` is the status that the last answer must have, where it is not a success."""

    name: str
    who: Who
    address: str
    act: Callable[[Page], None] | None = None
    refused: str = ""
    # In a window of its own, since it signs somebody out or changes the window itself.
    alone: bool = False
    # Of an installation that nobody has an account in.
    unfurnished: bool = False


def _seen(who: Who, address: str, name: str = "typical", refused: str = "") -> State:
    return State(name, who, address, refused=refused)


def _wrong(who: Who, address: str) -> State:
    return State("error", who, address, acts.send_wrong, "422")


def _form(who: Who, address: str) -> tuple[State, State]:
    return _seen(who, address), _wrong(who, address)


def _conflict(who: Who, address: str) -> State:
    return State("conflict", who, address, acts.be_too_late, "409")


_LEAD, _BEGINNER = Who.LEAD, Who.BEGINNER

PAGES: Final[Mapping[str, Sequence[State]]] = {
    "home.index": (
        _seen(_LEAD, "/", "full"),
        _seen(Who.MEMBER, "/"),
        _seen(Who.NEWCOMER, "/", "empty"),
        _seen(Who.LEADER, "/", "leader"),
        State("menu", _LEAD, "/", acts.open_menu),
    ),
    "projects.index": (
        _seen(_LEAD, "/projects"),
        _seen(Who.NEWCOMER, "/projects", "empty"),
        _seen(Who.UNIT_LEADER, "/projects?unit={unit_id}", "one unit"),
        _seen(_LEAD, "/projects?unit={long_unit_id}", "unit without projects"),
    ),
    "projects.show": (
        _seen(_LEAD, "/projects/{project_id}"),
        State("unfolded", _LEAD, "/projects/{project_id}", acts.unfold_all),
        _seen(_BEGINNER, "/projects/{empty_project_id}", "empty"),
        _seen(_LEAD, "/projects/{long_project_id}", "full"),
        _seen(Who.MEMBER, "/projects/{long_project_id}", "not inside"),
        _seen(Who.LEADER, "/projects/{project_id}", "leader"),
        _seen(Who.UNIT_LEADER, "/projects/{project_id}", "leader of its unit"),
        _seen(Who.ADMINISTRATOR, "/projects/{long_project_id}", "outline"),
    ),
    "projects.show_timeline": (
        _seen(_LEAD, "/projects/{project_id}/timeline"),
        State("unfolded", _LEAD, "/projects/{project_id}/timeline", acts.unfold_all),
        _seen(_BEGINNER, "/projects/{empty_project_id}/timeline", "empty"),
        _seen(_LEAD, "/projects/{long_project_id}/timeline", "full"),
    ),
    "projects.show_path": (
        _seen(_LEAD, "/projects/{project_id}/path"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/path", "empty"),
    ),
    "surroundings.index": (
        _seen(_LEAD, "/projects/{project_id}/surroundings"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/surroundings", "empty"),
    ),
    "surroundings.background": (_seen(_LEAD, "/projects/{project_id}/background"),),
    "surroundings.create_stakeholder": _form(_LEAD, "/projects/{project_id}/stakeholders/new"),
    "surroundings.edit_stakeholder_of": _form(_LEAD, "/stakeholders/{stakeholder_id}/edit"),
    "surroundings.create_link": _form(_LEAD, "/projects/{project_id}/links/new"),
    "surroundings.edit_link_of": _form(_LEAD, "/links/{document_link_id}/edit"),
    "projects.create": _form(_LEAD, "/projects/new"),
    "projects.edit": (
        *_form(_LEAD, "/projects/{project_id}/edit"),
        _conflict(_LEAD, "/projects/{long_project_id}/edit"),
    ),
    "projects.edit_people": (_seen(_LEAD, "/projects/{project_id}/people"),),
    "projects.edit_role": (_seen(_LEAD, "/project-memberships/{project_membership_id}/edit"),),
    "projects.hand_over": (
        _seen(_LEAD, "/project-memberships/{lead_membership_id}/hand-over?with_tasks=y&to={member_id}"),
        _seen(_LEAD, "/project-memberships/{project_membership_id}/hand-over", "empty"),
    ),
    "projects.invite_person": (
        *_form(_LEAD, "/projects/{project_id}/invite"),
        State("link", _LEAD, "/projects/{project_id}/invite", acts.make_link),
    ),
    "measures.show": (
        _seen(_LEAD, "/measures/{measure_id}"),
        State("unfolded", _LEAD, "/measures/{measure_id}", acts.unfold_all),
        _seen(_BEGINNER, "/measures/{empty_measure_id}", "empty"),
        _seen(_LEAD, "/measures/{long_measure_id}", "full"),
        _seen(_LEAD, "/measures/{calculated_measure_id}", "calculated"),
        _seen(_LEAD, "/measures/{uncomputed_measure_id}", "nothing computed"),
        _seen(Who.MEMBER, "/measures/{long_measure_id}", "not inside"),
    ),
    "measures.show_wider": (
        _seen(Who.LEADER, "/measures/{split_measure_id}/wider", "full"),
        State("typical", _LEAD, "/measures/{measure_id}/wider", acts.unfold_all),
        # Days, of which nobody has said how many people they are from.
        _seen(Who.LEADER, "/measures/{hidden_measure_id}/wider", "all hidden"),
        _seen(Who.LEADER, "/measures/{no_numbers_measure_id}/wider", "empty"),
    ),
    "measures.create": (
        *_form(_LEAD, "/projects/{project_id}/measures/new"),
        State("draft", _BEGINNER, "/projects/{empty_project_id}/measures/new", acts.leave_unsaved, alone=True),
        _seen(_LEAD, "/projects/{project_id}/measures/new?indicator=leisure_participation", "ready"),
    ),
    "indicators.index": (
        _seen(_LEAD, "/projects/{long_project_id}/measures/ready"),
        State("unfolded", _LEAD, "/projects/{project_id}/measures/ready?theme=school", acts.unfold_all),
        _seen(_LEAD, "/projects/{project_id}/measures/ready?q=romferge", "empty"),
    ),
    "measures.create_calculated": (
        *_form(_LEAD, "/projects/{project_id}/measures/new-calculated"),
        _seen(_LEAD, "/projects/{no_measure_project_id}/measures/new-calculated", "empty"),
    ),
    "measures.edit_calculated": _form(_LEAD, "/measures/{calculated_measure_id}/edit-calculated"),
    "measures.show_sources": (
        _seen(_LEAD, "/measures/{calculated_measure_id}/sources"),
        _seen(_LEAD, "/measures/{uncomputed_measure_id}/sources", "empty"),
    ),
    "measures.edit": (
        *_form(_LEAD, "/measures/{measure_id}/edit"),
        _conflict(_LEAD, "/measures/{long_measure_id}/edit"),
        State("merged", _LEAD, "/measures/{long_measure_id}/edit", acts.be_merged, "409"),
    ),
    "measures.enter_due": (
        *_form(_LEAD, "/measures/{measure_id}/due-number"),
        _seen(_BEGINNER, "/measures/{empty_measure_id}/due-number", "empty"),
    ),
    "measures.enter_by_link": (
        # Read in the language of the one it was mailed to, whoever is signed in.
        *_form(_LEAD, "/number/{number_token}"),
        _seen(_LEAD, "/number/{used_number_token}", "nothing waits"),
        _seen(_LEAD, "/number/{groups_number_token}", "groups"),
        _seen(Who.NOBODY, "/number/gammel", "unusable", refused="404"),
    ),
    "measures.check_number": (_seen(_LEAD, "/measures/{odd_measure_id}/number-check?period={odd_period}&back=/"),),
    "measures.edit_numbers": (
        _seen(_LEAD, "/measures/{measure_id}/numbers"),
        State("error", _LEAD, "/measures/{measure_id}/numbers", acts.send_wrong_number, "422"),
        _seen(_BEGINNER, "/measures/{empty_measure_id}/numbers", "empty"),
        _seen(_LEAD, "/measures/{long_measure_id}/numbers", "full"),
    ),
    "measures.show_groups": (
        _seen(_LEAD, "/measures/{split_measure_id}/groups"),
        State("unfolded", _LEAD, "/measures/{split_measure_id}/groups?order=name", acts.unfold_all),
        _seen(_LEAD, "/measures/{measure_id}/groups", "empty"),
    ),
    "measures.create_phase": _form(_LEAD, "/measures/{measure_id}/phases/new"),
    "measures.create_freeze": _form(_LEAD, "/measures/{measure_id}/freeze"),
    "measures.choose_kind": (_seen(_LEAD, "/measures/{measure_id}/chart"),),
    "measures.explore": (
        _seen(_LEAD, "/measures/{measure_id}/explore"),
        State("point", _LEAD, "/measures/{measure_id}/explore", acts.choose_point),
        _seen(_LEAD, "/measures/{long_measure_id}/explore", "full"),
        State("part", _LEAD, "/measures/{long_measure_id}/explore", acts.show_latest),
    ),
    "measures.edit_insiders": (
        _seen(_LEAD, "/measures/{measure_id}/insiders"),
        _seen(_LEAD, "/measures/{long_measure_id}/insiders", "full"),
    ),
    "measures.show_plan": (
        _seen(_LEAD, "/measures/{measure_id}/plan"),
        _seen(_BEGINNER, "/measures/{empty_measure_id}/plan", "empty"),
        _seen(_LEAD, "/measures/{long_measure_id}/plan", "full"),
    ),
    "measures.edit_plan": (
        *_form(_LEAD, "/measures/{measure_id}/plan/target"),
        _conflict(_LEAD, "/measures/{long_measure_id}/plan/definition"),
    ),
    "measures.create_school_pauses": _form(_LEAD, "/measures/{measure_id}/pauses/school"),
    "measures.create_exclusion": _form(_LEAD, "/measures/{measure_id}/exclusions/new"),
    "measures.create_pause": _form(_LEAD, "/measures/{measure_id}/pauses/new"),
    "exchange.create": _form(_LEAD, "/measures/{measure_id}/import"),
    "exchange.show": (
        _seen(_LEAD, "/import-drafts/{draft_id}"),
        State("unfolded", _LEAD, "/import-drafts/{draft_id}", acts.unfold_all),
        _seen(_LEAD, "/import-drafts/{doubtful_draft_id}", "error"),
        _seen(_LEAD, "/import-drafts/{useless_draft_id}", "empty"),
        _seen(_LEAD, "/import-drafts/{known_draft_id}", "known"),
    ),
    "exchange.show_together": (
        _seen(_LEAD, "/import-drafts/{known_draft_id}/together"),
        _seen(_LEAD, "/import-drafts/{useless_draft_id}/together", "empty"),
    ),
    "context.create": _form(_LEAD, "/projects/{project_id}/context/new"),
    "context.pick": _form(_LEAD, "/context-drafts/{context_draft_id}"),
    "context.check": (
        *_form(_LEAD, "/context-drafts/{picked_context_draft_id}/check"),
        _seen(_LEAD, "/context-drafts/{newer_context_draft_id}/check", "update"),
    ),
    "context.show": (
        _seen(_LEAD, "/context/{context_series_id}"),
        State("unfolded", _LEAD, "/context/{context_series_id}", acts.unfold_all),
        _seen(_LEAD, "/context/{hidden_context_series_id}", "hidden"),
        _seen(_LEAD, "/context/{broken_context_series_id}", "broken"),
    ),
    "context.edit": (
        *_form(_LEAD, "/context/{context_series_id}/edit"),
        _conflict(_LEAD, "/context/{hidden_context_series_id}/edit"),
    ),
    "context.update": _form(_LEAD, "/context/{context_series_id}/update"),
    "aims.show": (
        _seen(_LEAD, "/aims/{aim_id}"),
        _seen(_BEGINNER, "/aims/{empty_aim_id}", "empty"),
    ),
    "aims.create_part_of": _form(_LEAD, "/aims/{aim_id}/parts/new"),
    "aims.edit": (
        *_form(_LEAD, "/aims/{aim_id}/edit"),
        _seen(_BEGINNER, "/aims/{empty_aim_id}/edit", "empty"),
        _conflict(_BEGINNER, "/aims/{empty_aim_id}/edit"),
    ),
    "annotations.create": _form(_LEAD, "/measures/{measure_id}/annotations/new"),
    "annotations.edit": _form(_LEAD, "/annotations/{annotation_id}/edit"),
    "change_ideas.index": (
        _seen(_LEAD, "/projects/{project_id}/ideas"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/ideas", "empty"),
        _seen(_LEAD, "/projects/{long_project_id}/ideas", "full"),
    ),
    "change_ideas.create": _form(_LEAD, "/projects/{project_id}/ideas/new"),
    "change_ideas.edit": _form(_LEAD, "/ideas/{idea_id}/edit"),
    "change_ideas.show": (
        State("unfolded", _LEAD, "/ideas/{idea_id}", acts.unfold_all),
        _seen(_BEGINNER, "/ideas/{empty_idea_id}", "empty"),
    ),
    "change_ideas.edit_trial": (_seen(_LEAD, "/ideas/{idea_id}/trial"),),
    "change_ideas.edit_knowledge": (_seen(_LEAD, "/ideas/{idea_id}/knowledge"),),
    "change_ideas.edit_gain": _form(_LEAD, "/ideas/{idea_id}/gain"),
    "change_ideas.show_board": (
        _seen(_LEAD, "/projects/{long_project_id}/ideas/board", "full"),
        _seen(_LEAD, "/projects/{project_id}/ideas/board"),
    ),
    "idea_library.index": (_seen(_LEAD, "/library", "empty"),),
    "idea_library.borrow": (_seen(_LEAD, "/library/borrow", "empty"),),
    "idea_library.share": (_seen(_LEAD, "/projects/{project_id}/ideas/share"),),
    "pdsa.create": (
        *_form(_LEAD, "/ideas/{idea_id}/cycles/new"),
        _seen(_LEAD, "/ideas/{open_idea_id}/cycles/new", "unfinished"),
        _seen(_BEGINNER, "/ideas/{empty_idea_id}/cycles/new", "empty"),
    ),
    "pdsa.show": (
        _seen(_LEAD, "/cycles/{cycle_id}"),
        _seen(_LEAD, "/cycles/{open_cycle_id}", "empty"),
        _seen(_LEAD, "/cycles/{learnt_cycle_id}", "learnt"),
    ),
    "pdsa.board": (
        _seen(_LEAD, "/projects/{project_id}/pdsa/board"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/pdsa/board", "empty"),
    ),
    "pdsa.edit": _form(_LEAD, "/cycles/{open_cycle_id}/edit"),
    "pdsa.do": _form(_LEAD, "/cycles/{open_cycle_id}/do"),
    "pdsa.study": _form(_LEAD, "/cycles/{learnt_cycle_id}/study"),
    "pdsa.act": _form(_LEAD, "/cycles/{learnt_cycle_id}/act"),
    "help_requests.index": (
        _seen(_LEAD, "/projects/{project_id}/help-requests"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/help-requests", "empty"),
    ),
    "help_requests.create": _form(_LEAD, "/projects/{project_id}/help-requests/new"),
    "help_requests.show": (
        _seen(_LEAD, "/help-requests/{help_request_id}"),
        _seen(Who.LEADER, "/help-requests/{open_help_request_id}", "asked"),
    ),
    "help_requests.edit": _form(_LEAD, "/help-requests/{open_help_request_id}/edit"),
    "help_requests.answer": (
        *_form(Who.LEADER, "/help-requests/{open_help_request_id}/answer"),
        _conflict(Who.LEADER, "/help-requests/{help_request_id}/answer"),
    ),
    "tasks.index": (
        _seen(_LEAD, "/projects/{project_id}/tasks"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/tasks", "empty"),
        State("unfolded", _LEAD, "/projects/{long_project_id}/tasks", acts.unfold_all),
    ),
    "tasks.create": _form(_LEAD, "/projects/{project_id}/tasks/new"),
    "tasks.create_from_idea": _form(_LEAD, "/ideas/{idea_id}/tasks/new"),
    "tasks.create_from_cycle": _form(_LEAD, "/cycles/{open_cycle_id}/tasks/new"),
    "tasks.edit": (
        *_form(_LEAD, "/tasks/{task_id}/edit"),
        _conflict(_LEAD, "/tasks/{long_task_id}/edit"),
    ),
    "stars.index": (
        _seen(_LEAD, "/projects/{project_id}/stars"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/stars", "empty"),
    ),
    "stars.create": (_seen(_LEAD, "/projects/{project_id}/stars/new"),),
    "stars.show": (
        _seen(_LEAD, "/stars/{star_round_id}"),
        _seen(_LEAD, "/stars/{open_star_round_id}", "open"),
    ),
    "stars.score": _form(Who.MEMBER, "/stars/{open_star_round_id}/score"),
    "stars.edit": (
        _seen(_LEAD, "/stars/{star_round_id}/edit"),
        _conflict(_LEAD, "/stars/{star_round_id}/edit"),
    ),
    "method.show": (
        _seen(_LEAD, "/projects/{project_id}/method"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/method", "empty"),
    ),
    "method.change_progress": (_seen(_LEAD, "/projects/{project_id}/method/progress"),),
    "causes.index": (_seen(_LEAD, "/projects/{project_id}/causes"),),
    "causes.create": _form(_LEAD, "/projects/{project_id}/causes/new/pareto"),
    "causes.show": (_seen(_LEAD, "/causes/{cause_analysis_id}"),),
    "causes.edit": _form(_LEAD, "/causes/{cause_analysis_id}/edit"),
    "causes.sustain": (
        _seen(_LEAD, "/projects/{project_id}/sustain"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/sustain", "empty"),
    ),
    "causes.edit_sustain": (_seen(_LEAD, "/projects/{project_id}/sustain/edit"),),
    "drivers.index": (
        _seen(_LEAD, "/projects/{project_id}/drivers", "full"),
        _seen(_LEAD, "/projects/{project_id}/drivers?picture=chain"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/drivers", "empty"),
    ),
    "drivers.create": _form(_LEAD, "/projects/{project_id}/drivers/new"),
    "drivers.edit": _form(_LEAD, "/drivers/{driver_id}/edit"),
    "drivers.create_link": (_seen(_LEAD, "/projects/{project_id}/drivers/connect?from=drivers-{driver_id}"),),
    "drivers.edit_connection": (_seen(_LEAD, "/driver-links/{driver_link_id}/edit"),),
    "drivers.choose_measure": (_seen(_LEAD, "/ideas/{idea_id}/measure"),),
    "meetings.index": (
        _seen(_LEAD, "/projects/{project_id}/meetings"),
        _seen(_LEAD, "/projects/{quiet_project_id}/meetings", "empty"),
        _seen(_LEAD, "/projects/{long_project_id}/meetings", "full"),
    ),
    "meetings.show": (
        _seen(_LEAD, "/meetings/{open_meeting_id}"),
        State("decided", _LEAD, "/meetings/{open_meeting_id}", acts.decide_quickly),
        _seen(_BEGINNER, "/meetings/{empty_meeting_id}", "empty"),
        _seen(_LEAD, "/meetings/{long_meeting_id}", "full"),
        _seen(_LEAD, "/meetings/{meeting_id}", "note"),
        State("unfolded", _LEAD, "/meetings/{long_note_id}", acts.unfold_all),
    ),
    "meetings.edit": (
        _seen(_LEAD, "/meetings/{meeting_id}/edit"),
        _conflict(_LEAD, "/meetings/{long_meeting_id}/edit"),
    ),
    "meetings.create_decision": _form(_LEAD, "/meetings/{meeting_id}/decisions/new"),
    "meetings.edit_decision": (
        *_form(_LEAD, "/decisions/{decision_id}/edit"),
        _seen(_LEAD, "/decisions/{task_decision_id}/edit", "task"),
        _conflict(_LEAD, "/decisions/{long_decision_id}/edit"),
    ),
    "history.of_project": (
        _seen(_LEAD, "/projects/{project_id}/history"),
        _seen(_LEAD, "/projects/{project_id}/history?about=measures-{measure_id}", "one thing"),
        State("unfolded", _LEAD, "/projects/{long_project_id}/history", acts.unfold_all),
        _seen(_LEAD, "/projects/{project_id}/history?erase=1", "erasing"),
        _seen(_LEAD, "/projects/{project_id}/history?person=9999", "empty"),
    ),
    "history.of_organization": (_seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/history"),),
    "history.redact_text": _form(_LEAD, "/projects/{project_id}/redact-text"),
    "history.redact_in_project": _form(_LEAD, "/projects/{project_id}/history/redact?value={value_id}"),
    "history.redact_in_organization": _form(
        Who.ADMINISTRATOR, "/organizations/{organization_id}/history/redact?value={organization_value_id}"
    ),
    "bin.index": (
        _seen(_LEAD, "/projects/{long_project_id}/bin"),
        _seen(_BEGINNER, "/projects/{empty_project_id}/bin", "empty"),
    ),
    "bin.of_organization": (_seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/bin"),),
    "bin.projects": (_seen(_LEAD, "/bin"), _seen(Who.NEWCOMER, "/bin", "empty")),
    "bin.compare": (_seen(_LEAD, "/projects/{long_project_id}/bin/compare?thing={number_key}"),),
    "bin.compare_in_organization": (
        _seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/bin/compare?thing={role_key}"),
    ),
    "organizations.index": (
        _seen(_LEAD, "/organizations"),
        _seen(Who.OPERATOR, "/organizations", "operator"),
    ),
    "organizations.show": (
        _seen(Who.ADMINISTRATOR, "/organizations/{organization_id}"),
        _seen(_LEAD, "/organizations/{organization_id}", "member"),
        _seen(_BEGINNER, "/organizations/{empty_organization_id}", "empty"),
    ),
    "organizations.create": (
        *_form(Who.OPERATOR, "/organizations/new"),
        State("link", Who.OPERATOR, "/organizations/new", acts.make_organization),
    ),
    "privacy.show": (
        _seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy", "full"),
        _seen(_BEGINNER, "/organizations/{empty_organization_id}/privacy", "empty"),
    ),
    "privacy.about_you": (_seen(_LEAD, "/organizations/{organization_id}/privacy/you"),),
    "privacy.edit_threshold": _form(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy/threshold"),
    "privacy.edit_retention": (
        *_form(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy/retention"),
        _conflict(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy/retention"),
    ),
    "privacy.protocol": (_seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy/protocol"),),
    "privacy.assessment": (_seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/privacy/assessment"),),
    "organizations.edit": _form(Who.ADMINISTRATOR, "/organizations/{organization_id}/edit"),
    "organizations.edit_role": (
        _seen(Who.ADMINISTRATOR, "/memberships/{membership_id}/edit"),
        State("link", Who.ADMINISTRATOR, "/memberships/{membership_id}/edit", acts.make_link_for_member),
    ),
    "organizations.hand_over": (
        _seen(Who.ADMINISTRATOR, "/memberships/{membership_id}/hand-over"),
        _seen(Who.ADMINISTRATOR, "/memberships/{membership_id}/hand-over?to={member_id}&with_tasks=y", "shown"),
    ),
    "organizations.invite_person": (
        *_form(Who.ADMINISTRATOR, "/organizations/{organization_id}/invite"),
        State("link", Who.ADMINISTRATOR, "/organizations/{organization_id}/invite", acts.make_link),
    ),
    "units.index": (
        _seen(Who.ADMINISTRATOR, "/organizations/{organization_id}/units", "full"),
        _seen(_LEAD, "/organizations/{organization_id}/units"),
        _seen(_BEGINNER, "/organizations/{empty_organization_id}/units", "empty"),
    ),
    "units.create": _form(Who.ADMINISTRATOR, "/organizations/{organization_id}/units/new"),
    "units.edit": (
        *_form(Who.ADMINISTRATOR, "/units/{unit_id}/edit"),
        _conflict(Who.ADMINISTRATOR, "/units/{long_unit_id}/edit"),
    ),
    "units.edit_leaders": (
        _seen(Who.ADMINISTRATOR, "/units/{unit_id}/leaders"),
        _seen(Who.ADMINISTRATOR, "/units/{long_unit_id}/leaders", "empty"),
    ),
    "auth.accept": (
        *_form(Who.NOBODY, "/invitations/{token}"),
        _seen(Who.NEWCOMER, "/invitations/{organization_token}", "signed in"),
        _seen(Who.NOBODY, "/invitations/brukt", "unusable", refused="410"),
    ),
    "auth.first_account": (
        State("empty", Who.NOBODY, "{first_account}", unfurnished=True),
        State("error", Who.NOBODY, "{first_account}", acts.send_wrong, "422", unfurnished=True),
    ),
    "auth.sign_in": (
        State("empty", Who.NOBODY, "/sign-in", unfurnished=True),
        State("error", Who.NOBODY, "/sign-in", acts.send_wrong_password, "422", unfurnished=True),
        State("wait", Who.NOBODY, "/sign-in", acts.send_wrong_password_often, "429", unfurnished=True),
        State("signed out", Who.NEWCOMER, "/projects/new", acts.be_signed_out, "401", alone=True),
        State("come back", Who.NEWCOMER, "/projects/new", acts.come_back, "401", alone=True),
    ),
    "auth.forgot_password": (_seen(Who.NOBODY, "/forgotten-password"),),
    "auth.reset_asked": (_seen(Who.NOBODY, "/forgotten-password/asked"),),
    "auth.choose_password": (
        *_form(Who.NOBODY, "/new-password/{reset_token}"),
        _seen(Who.NOBODY, "/new-password/brukt", "unusable", refused="410"),
    ),
    "account.index": (
        _seen(Who.NEWCOMER, "/account"),
        _seen(_LEAD, "/account", "without password"),
        State("operator", Who.OPERATOR, "/account", acts.unfold_all),
    ),
    "account.show_data": (_seen(_LEAD, "/account/data"), _seen(Who.NEWCOMER, "/account/data", "empty")),
    "account.erase": _form(Who.NEWCOMER, "/account/erase"),
    "account.edit": _form(_LEAD, "/account/edit"),
    "account.choose_reminders": (_seen(_LEAD, "/account/reminders"),),
    "account.stop_reminders": (_seen(Who.NOBODY, "/stop-reminders/{stop_token}"),),
    "account.show_calendar": (
        _seen(_LEAD, "/account/calendar", "empty"),
        _seen(Who.MEMBER, "/account/calendar"),
    ),
    "account.hand_over": (
        _seen(_LEAD, "/account/hand-over"),
        _seen(_LEAD, "/account/hand-over?to={member_id}&with_tasks=y", "shown"),
        _seen(Who.NEWCOMER, "/account/hand-over", "empty"),
    ),
    "account.change_password": _form(Who.NEWCOMER, "/account/password"),
    "account.find": (
        *_form(Who.OPERATOR, "/accounts"),
        State("found", Who.OPERATOR, "/accounts", acts.find_account),
        State("link", Who.OPERATOR, "/accounts", acts.make_link_to_account),
    ),
    "demo.index": (_seen(Who.NOBODY, "/demo"),),
    "help.index": (_seen(_LEAD, "/help"), _seen(Who.NOBODY, "/help", "signed out")),
    "help.show_tool": (_seen(Who.NOBODY, "/help/five-whys"),),
    "help.show_methods": (_seen(Who.NOBODY, "/help/methods"),),
}

# No address of their own, but seen all the same.
REFUSALS: Final = (
    _seen(_LEAD, "/projects/9999", "not found", refused="404"),
    _seen(Who.NOBODY, "/nowhere", "not found, signed out", refused="404"),
    _seen(Who.MEMBER, "/projects/{project_id}/people", "forbidden", refused="403"),
    _seen(_LEAD, "/sign-out", "wrong method", refused="405"),
)


def states_by_page() -> list[tuple[str, State]]:
    """(page and state in words, state), all of them."""
    listed = [(f"{endpoint}: {state.name}", state) for endpoint, states in PAGES.items() for state in states]
    return listed + [(f"refused: {state.name}", state) for state in REFUSALS]


def missing_states(app: Flask, pages: Mapping[str, Sequence[State]]) -> list[str]:
    """What nobody looks at: pages that are not listed, and forms that are never sent wrongly; how to mend it."""
    problems = []
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in NOT_PAGES:
            found.setdefault(rule.endpoint, set()).update(rule.methods or ())
    shown = {endpoint: methods for endpoint, methods in found.items() if "GET" in methods}
    for endpoint in sorted(shown.keys() - pages.keys()):
        problems.append(f"{endpoint} is a page that no browser test opens: give it states in tests/journeys/states.py.")
    for endpoint in sorted(pages.keys() - shown.keys()):
        problems.append(f"{endpoint} is no page any more: take it out of tests/journeys/states.py.")
    for endpoint in sorted(shown.keys() & pages.keys() - NEVER_WRONG):
        if "POST" in shown[endpoint] and not any(state.name == "error" for state in pages[endpoint]):
            problems.append(f"{endpoint} has a form that is never sent wrongly: give it the state «error».")
    return problems
