"""How the history speaks: what things are called in a sentence, what was done to them, what their fields are called.

Nouns are table names, as the history stores them. A test walks every column that can be recorded.
"""

from collections.abc import Mapping

from qi_tracker.i18n.translate import NP_, Words

Text = tuple[str, str]

# The thing inside a sentence: "the measure «Barn med aktivitet»".
PHRASES: Mapping[str, Text] = {
    "projects": NP_("history", "the project «%(name)s»"),
    "project_memberships": NP_("history", "the role of %(name)s in the project"),
    "aims": NP_("history", "the aim «%(name)s»"),
    "measures": NP_("history", "the measure «%(name)s»"),
    "observations": NP_("history", "the number for %(name)s"),
    "phases": NP_("history", "the chart's period from %(name)s"),
    "freezes": NP_("history", "the starting point frozen to %(name)s"),
    "pauses": NP_("history", "the pause %(name)s"),
    "exclusions": NP_("history", "the mark «left out» on the number for %(name)s"),
    "annotations": NP_("history", "the note «%(name)s»"),
    "imports": NP_("history", "the import of %(name)s"),
    "change_ideas": NP_("history", "the change idea «%(name)s»"),
    "pdsa_cycles": NP_("history", "PDSA cycle %(name)s"),
    "tasks": NP_("history", "the task «%(name)s»"),
    "context_series": NP_("history", "the background numbers «%(name)s»"),
    "stakeholders": NP_("history", "«%(name)s» among those concerned"),
    "document_links": NP_("history", "the link «%(name)s»"),
    "drivers": NP_("history", "the driver «%(name)s»"),
    "driver_links": NP_("history", "the if–then link %(name)s"),
    "star_rounds": NP_("history", "the quality star of %(name)s"),
    "cause_analyses": NP_("history", "the analysis of causes «%(name)s»"),
    "sustainments": NP_("history", "the plan for keeping the gains in «%(name)s»"),
    "help_requests": NP_("history", "the request for help «%(name)s»"),
    "meetings": NP_("history", "the board meeting of %(name)s"),
    "meeting_decisions": NP_("history", "the decision «%(name)s»"),
    "organizations": NP_("history", "the organisation «%(name)s»"),
    "memberships": NP_("history", "the role of %(name)s in the organisation"),
    "invitations": NP_("history", "the invitation to %(name)s"),
    "people": NP_("history", "the account of %(name)s"),
    "units": NP_("history", "the unit «%(name)s»"),
    "unit_leaderships": NP_("history", "the leading of %(name)s"),
}

# The same as a heading of its own.
HEADINGS: Mapping[str, Text] = {
    "projects": NP_("bin", "Project: %(name)s"),
    "project_memberships": NP_("bin", "Role in the project: %(name)s"),
    "aims": NP_("bin", "Aim: %(name)s"),
    "measures": NP_("bin", "Measure: %(name)s"),
    "observations": NP_("bin", "Number: %(name)s"),
    "phases": NP_("bin", "Period in the chart from %(name)s"),
    "freezes": NP_("bin", "Starting point frozen to %(name)s"),
    "pauses": NP_("bin", "Pause: %(name)s"),
    "exclusions": NP_("bin", "Number left out: %(name)s"),
    "annotations": NP_("bin", "Note: %(name)s"),
    "imports": NP_("bin", "Import: %(name)s"),
    "change_ideas": NP_("bin", "Change idea: %(name)s"),
    "pdsa_cycles": NP_("bin", "PDSA cycle %(name)s"),
    "tasks": NP_("bin", "Task: %(name)s"),
    "context_series": NP_("bin", "Background numbers: %(name)s"),
    "stakeholders": NP_("bin", "Concerned: %(name)s"),
    "document_links": NP_("bin", "Link: %(name)s"),
    "drivers": NP_("bin", "Driver: %(name)s"),
    "driver_links": NP_("bin", "If–then link: %(name)s"),
    "star_rounds": NP_("bin", "Quality star: %(name)s"),
    "cause_analyses": NP_("bin", "Analysis of causes: %(name)s"),
    "sustainments": NP_("bin", "Keeping the gains: %(name)s"),
    "help_requests": NP_("bin", "Request for help: %(name)s"),
    "meetings": NP_("bin", "Board meeting: %(name)s"),
    "meeting_decisions": NP_("bin", "Decision: %(name)s"),
    "memberships": NP_("bin", "Role in the organisation: %(name)s"),
    "units": NP_("bin", "Unit: %(name)s"),
    "unit_leaderships": NP_("bin", "Leader of a unit: %(name)s"),
}

# What somebody did; their name stands above.
DEEDS: Mapping[str, Text] = {
    "created": NP_("history", "Added %(thing)s"),
    "changed": NP_("history", "Changed %(thing)s"),
    "deleted": NP_("history", "Deleted %(thing)s"),
    "restored": NP_("history", "Brought back %(thing)s"),
    "redacted": NP_("history", "Erased text from the history of %(thing)s"),
    "erased": NP_("history", "Erased for good, by the rules on how long data are kept in %(thing)s"),
}

_PERSON = NP_("field", "Person")
_ROLE = NP_("field", "Role")
_PROJECT = NP_("field", "Project")
_MEASURE = NP_("field", "Measure")
_NAME = NP_("field", "Name")
_TITLE = NP_("field", "Title")
_STATUS = NP_("field", "Status")
_DIMENSIONS = NP_("field", "Quality dimensions")
_UNIT = NP_("field", "Counted in")
_PART = NP_("field", "Unit")
_OWNER = NP_("field", "Looked after by")
_REASON = NP_("field", "Reason")
_IDEA = NP_("field", "Change idea")
_FROM = NP_("field", "First day")
_TO = NP_("field", "Last day")

FIELDS: Mapping[str, Mapping[str, Text]] = {
    "projects": {
        "title": _TITLE,
        "challenge": NP_("field", "State of things"),
        "lesson": NP_("field", "What you have learnt"),
        "status": _STATUS,
        "phase": NP_("field", "Phase"),
        "nature": NP_("field", "Kind of work"),
        "levels": NP_("field", "Levels"),
        "unit_id": _PART,
        "what_matters": NP_("field", "What matters to those concerned"),
        "legal_basis": NP_("field", "Duty or guideline"),
        "strategy_areas": NP_("field", "Areas of the strategy"),
        "progress": NP_("field", "How far it has come"),
        "progress_reason": _REASON,
        "is_shared": NP_("field", "Shared in the library of ideas"),
    },
    "project_memberships": {"project_id": _PROJECT, "person_id": _PERSON, "role": _ROLE},
    "aims": {
        "project_id": _PROJECT,
        "statement": NP_("field", "Aim"),
        "what": NP_("field", "What is to change"),
        "for_whom": NP_("field", "For whom"),
        "parent_id": NP_("field", "Part of"),
        "measure_id": _MEASURE,
        "from_value": NP_("field", "From"),
        "to_value": NP_("field", "To"),
        "by": NP_("field", "By when"),
        "unit": _UNIT,
        "dimensions": _DIMENSIONS,
    },
    "measures": {
        "project_id": _PROJECT,
        "name": _NAME,
        "kind": NP_("field", "Kind of measure"),
        "value_type": NP_("field", "What is counted"),
        "unit": _UNIT,
        "direction": NP_("field", "Better is"),
        "frequency": NP_("field", "How often"),
        "chart": NP_("field", "Chart"),
        "target": NP_("field", "Target"),
        "target_on": NP_("field", "To be reached by"),
        "definition": NP_("field", "What exactly is counted"),
        "inclusion": NP_("field", "Who and what is counted in"),
        "exclusion": NP_("field", "Who and what is left out"),
        "sampling": NP_("field", "Sample"),
        "source": NP_("field", "Source"),
        "due_after_days": NP_("field", "Working days until it is due"),
        "plan_set_aside": NP_("field", "Left out of the measurement plan"),
        "is_stock": NP_("field", "Many of the same people each time"),
        "owner_id": NP_("field", "Owner"),
        "collector_id": NP_("field", "Enters the numbers"),
        "stand_in_id": NP_("field", "Stand-in"),
        "is_narrowed": NP_("field", "Only some see the numbers"),
        "insiders": NP_("field", "Who else sees the numbers"),
        "rests_on_many": NP_("field", "Many people behind each number"),
        "strata": NP_("field", "Groups"),
        "indicator": NP_("field", "Made from the ready indicator"),
        "calculation": NP_("field", "Computed as"),
        "numerator_measure_id": NP_("field", "Computed from"),
        "denominator_measure_id": NP_("field", "Divided by"),
        "dimensions": _DIMENSIONS,
    },
    "observations": {
        "measure_id": _MEASURE,
        "period": NP_("field", "Period"),
        "stratum": NP_("field", "Group"),
        "numerator": NP_("field", "Numerator"),
        "denominator": NP_("field", "Denominator"),
        "value": NP_("field", "Number"),
        "comment": NP_("field", "Comment"),
        "is_unavailable": NP_("field", "No number to be had"),
    },
    "phases": {"measure_id": _MEASURE, "starts_on": NP_("field", "From"), "reason": _REASON},
    "freezes": {"measure_id": _MEASURE, "until": NP_("field", "Frozen to")},
    "exclusions": {"measure_id": _MEASURE, "period": NP_("field", "Period"), "reason": _REASON},
    "pauses": {
        "measure_id": _MEASURE,
        "starts_on": _FROM,
        "ends_on": _TO,
        "reason": _REASON,
        "is_yearly": NP_("field", "Every year"),
    },
    "annotations": {
        "measure_id": _MEASURE,
        "happened_on": NP_("field", "Day"),
        "text": NP_("field", "Note"),
    },
    "imports": {
        "measure_id": _MEASURE,
        "person_id": _PERSON,
        "n_added": NP_("field", "New numbers"),
        "n_changed": NP_("field", "Changed numbers"),
        "decisions": NP_("field", "Decisions in the chart"),
        "undone_at": NP_("field", "Undone"),
    },
    "change_ideas": {
        "project_id": _PROJECT,
        "title": _TITLE,
        "description": NP_("field", "Description"),
        "status": _STATUS,
        "owner_id": _OWNER,
        "dimensions": _DIMENSIONS,
        "levels": NP_("field", "Levels"),
        "nature": NP_("field", "Kind of work"),
        "is_within_reach": NP_("field", "Something you can do something about"),
        "systems": NP_("field", "Systems it touches"),
        "position": NP_("field", "Place in the order"),
        "research": NP_("field", "What research says"),
        "staff_experience": NP_("field", "What the staff know"),
        "user_knowledge": NP_("field", "What those concerned know"),
        "try_by": NP_("field", "To be tried by"),
        "effort": NP_("field", "Effort"),
        "impact": NP_("field", "Impact"),
        "cost": NP_("field", "Cost"),
        "gain": NP_("field", "Expected gain"),
        "gain_text": NP_("field", "Gain in words"),
        "borrowed_from": NP_("field", "Borrowed from"),
        "measure_id": _MEASURE,
    },
    "pdsa_cycles": {
        "change_idea_id": _IDEA,
        "question": NP_("field", "Question"),
        "measure_id": _MEASURE,
        "predicted_value": NP_("field", "The number you thought it would be"),
        "observed_value": NP_("field", "The number it became"),
        "place": NP_("field", "Where and with whom"),
        "data_plan": NP_("field", "Which data tell"),
        "scale": NP_("field", "How many it is tried with"),
        "begun_at": NP_("field", "Begun"),
        "locked_prediction": NP_("field", "What you thought when it began"),
        "locked_value": NP_("field", "The number you thought when it began"),
        "number": NP_("field", "Number in the row"),
        "stage": NP_("field", "Stage"),
        "plan": NP_("field", "Plan"),
        "prediction": NP_("field", "What you thought would happen"),
        "predicted_at": NP_("field", "Predicted"),
        "starts_on": _FROM,
        "ends_on": _TO,
        "owner_id": _OWNER,
        "result": NP_("field", "What happened"),
        "comparison": NP_("field", "What you learnt"),
        "decision": NP_("field", "Decision"),
        "next_step": NP_("field", "Next step"),
        "completed_at": NP_("field", "Completed"),
    },
    "tasks": {
        "project_id": _PROJECT,
        "title": NP_("field", "What is to be done"),
        "owner_id": NP_("field", "Who does it"),
        "due_on": NP_("field", "By when"),
        "done_at": NP_("field", "Done"),
        "is_milestone": NP_("field", "Milestone"),
        "change_idea_id": _IDEA,
        "pdsa_cycle_id": NP_("field", "PDSA cycle"),
        "meeting_id": NP_("field", "Board meeting"),
    },
    "context_series": {
        "project_id": _PROJECT,
        "title": _TITLE,
        "counted": NP_("field", "What is counted"),
        "source": NP_("field", "Source"),
        "licence": NP_("field", "Licence"),
        "address": NP_("field", "Web address"),
        "table_code": NP_("field", "Table"),
        "source_updated_on": NP_("field", "Updated by the source"),
        "fetched_on": NP_("field", "Fetched"),
        "unit": _UNIT,
        "decimals": NP_("field", "Decimals"),
        "frequency": NP_("field", "How often"),
        "place_code": NP_("field", "Municipality number"),
        "place_name": NP_("field", "Place"),
        "selection": NP_("field", "Chosen cells"),
        "breaks": NP_("field", "Breaks"),
        "note": NP_("field", "Note"),
        "replaced": NP_("field", "Replaced numbers"),
    },
    "stakeholders": {
        "project_id": _PROJECT,
        "kind": _ROLE,
        "name": _NAME,
        "involvement": NP_("field", "How they take part"),
        "person_id": _PERSON,
    },
    "document_links": {
        "project_id": _PROJECT,
        "change_idea_id": _IDEA,
        "title": _TITLE,
        "address": NP_("field", "Web address"),
    },
    "drivers": {
        "project_id": _PROJECT,
        "place": NP_("field", "Kind of driver"),
        "step": NP_("field", "Link in the logic chain"),
        "title": _TITLE,
        "description": NP_("field", "Description"),
        "measure_id": _MEASURE,
        "position": NP_("field", "Place in the order"),
    },
    "driver_links": {
        "project_id": _PROJECT,
        "change_idea_id": _IDEA,
        "from_driver_id": NP_("field", "From the driver"),
        "from_aim_id": NP_("field", "From the aim"),
        "to_driver_id": NP_("field", "To the driver"),
        "to_aim_id": NP_("field", "To the aim"),
        "because": NP_("field", "Why one leads to the other"),
    },
    "star_rounds": {
        "project_id": _PROJECT,
        "title": _TITLE,
        "closed_at": NP_("field", "Scoring ended"),
        "chosen": NP_("field", "Chosen to work on"),
        "comment": NP_("field", "What the group said"),
    },
    "cause_analyses": {
        "project_id": _PROJECT,
        "tool": NP_("field", "Tool"),
        "question": NP_("field", "Question"),
        "items": NP_("field", "Lines"),
        "conclusion": NP_("field", "What you make of it"),
    },
    "sustainments": {
        "project_id": _PROJECT,
        "owner_id": _OWNER,
        "routine": NP_("field", "Where the practice is written down"),
        "training": NP_("field", "How new colleagues learn it"),
        "risk": NP_("field", "What could make it slide back"),
        "sharing": NP_("field", "How the experience is shared"),
        "review_on": NP_("field", "Looked at again"),
        "is_watched": NP_("field", "The numbers are watched"),
    },
    "help_requests": {
        "project_id": _PROJECT,
        "asked_by_id": NP_("field", "Asked by"),
        "asked_of_id": NP_("field", "Asked of"),
        "question": NP_("field", "Question"),
        "decision": NP_("field", "Decision"),
        "answer": NP_("field", "Answer"),
        "answered_by_id": NP_("field", "Answered by"),
        "answered_at": NP_("field", "Answered"),
    },
    "meetings": {
        "project_id": _PROJECT,
        "held_on": NP_("field", "Day"),
        "note": NP_("field", "Note"),
        "said": NP_("field", "What the numbers said"),
        "completed_at": NP_("field", "Completed"),
    },
    "meeting_decisions": {
        "meeting_id": NP_("field", "Board meeting"),
        "text": NP_("field", "Decision"),
        "task_id": NP_("field", "Task"),
    },
    "organizations": {
        "name": _NAME,
        "number": NP_("field", "Municipality number"),
        "language": NP_("field", "Language"),
        "smallest_shown": NP_("field", "Smallest count that is shown outside the projects"),
        "privacy_contact": NP_("field", "Whom to ask about privacy"),
        "retention": NP_("field", "How long data are kept"),
        "uses_progress_scale": NP_("field", "How far projects have come is shown"),
    },
    "memberships": {"person_id": _PERSON, "role": _ROLE},
    "invitations": {
        "role": _ROLE,
        "project_id": _PROJECT,
        "project_role": NP_("field", "Role in the project"),
        "note": NP_("field", "Meant for"),
        "expires_at": NP_("field", "Works until"),
        "used_at": NP_("field", "Used"),
        "withdrawn_at": NP_("field", "Withdrawn"),
    },
    "people": {"name": _NAME, "disabled_at": NP_("field", "Disabled")},
    "units": {"name": _NAME, "parent_id": NP_("field", "Part of")},
    "unit_leaderships": {"unit_id": _PART, "person_id": _PERSON},
}

# Told by the sentence itself, or of no use to a reader.
UNSPOKEN: Mapping[str, frozenset[str]] = {
    "project_memberships": frozenset({"project_id", "person_id"}),
    "aims": frozenset({"project_id"}),
    "measures": frozenset({"project_id"}),
    "observations": frozenset({"measure_id", "period", "stratum"}),
    "phases": frozenset({"measure_id", "starts_on"}),
    "freezes": frozenset({"measure_id", "until"}),
    "pauses": frozenset({"measure_id"}),
    "exclusions": frozenset({"measure_id", "period"}),
    "annotations": frozenset({"measure_id"}),
    "imports": frozenset({"measure_id", "person_id", "decisions"}),
    "change_ideas": frozenset({"project_id", "position"}),
    "tasks": frozenset({"project_id"}),
    "context_series": frozenset({"project_id", "decimals", "place_code", "selection", "breaks", "replaced"}),
    "stakeholders": frozenset({"project_id"}),
    "document_links": frozenset({"project_id"}),
    "drivers": frozenset({"project_id", "position"}),
    "driver_links": frozenset(
        {"project_id", "change_idea_id", "from_driver_id", "from_aim_id", "to_driver_id", "to_aim_id"}
    ),
    "star_rounds": frozenset({"project_id"}),
    "cause_analyses": frozenset({"project_id", "items"}),
    "sustainments": frozenset({"project_id"}),
    "help_requests": frozenset({"project_id", "asked_by_id", "answered_by_id", "answered_at"}),
    "meetings": frozenset({"project_id", "held_on", "said"}),
    "meeting_decisions": frozenset({"meeting_id"}),
    "pdsa_cycles": frozenset(
        {"change_idea_id", "predicted_at", "begun_at", "locked_prediction", "locked_value", "completed_at"}
    ),
    "memberships": frozenset({"person_id"}),
    "unit_leaderships": frozenset({"unit_id", "person_id"}),
}

# What an erasure is recorded with, whatever it was that was erased.
_REDACTION: Mapping[str, Text] = {
    "reason": _REASON,
    "erased": NP_("field", "What was erased"),
    "n_places": NP_("field", "In how many places"),
}
# Told beside the fields of any thing, and a column of none.
_BESIDE: Mapping[str, Text] = {"by_link": NP_("field", "By the link in a mail")}
# Told of without what it was or is.
_SECRETS: Mapping[str, Text] = {"password": NP_("field", "New password")}


def field_label(noun: str, field: str, words: Words) -> str | None:
    """What the field is called; None for one that is not told."""
    if field in UNSPOKEN.get(noun, ()):
        return None
    text = FIELDS.get(noun, {}).get(field) or {**_REDACTION, **_SECRETS, **_BESIDE}.get(field)
    return words.pgettext(*text) if text is not None else None


def phrase(noun: str, name: str, words: Words) -> str:
    """The thing inside a sentence."""
    return words.pgettext(*PHRASES[noun], name=name)


def heading(noun: str, name: str, words: Words) -> str:
    """The thing on a line of its own."""
    return words.pgettext(*HEADINGS[noun], name=name)


def deed(action: str, thing: str, words: Words) -> str:
    """What was done to a thing."""
    return words.pgettext(*DEEDS[action], thing=thing)
