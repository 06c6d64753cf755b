"""What every column of the database holds, about whom, why and how long: the register behind the page on privacy.

A column that is not here fails a test, so that nobody adds one without saying what it is for. Names as the database has
them; no database is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qi_tracker.vocabulary import DataKind, DataPurpose, DataSubject, Keeping


@dataclass(frozen=True, slots=True)
class Holding:
    """What some data are, whom they are about, what they are kept for, and how long."""

    kind: DataKind
    about: DataSubject
    why: DataPurpose
    kept: Keeping


def _technical(kept: Keeping = Keeping.WITH_PROJECT) -> Holding:
    return Holding(DataKind.TECHNICAL, DataSubject.NOBODY, DataPurpose.RUN, kept)


def _of_staff(kind: DataKind, why: DataPurpose, kept: Keeping) -> Holding:
    return Holding(kind, DataSubject.STAFF, why, kept)


_ACCOUNT = _of_staff(DataKind.ACCOUNT, DataPurpose.IDENTIFY, Keeping.WITH_ACCOUNT)
_SECRET = _of_staff(DataKind.SIGN_IN, DataPurpose.IDENTIFY, Keeping.WITH_ACCOUNT)
_SESSION = _of_staff(DataKind.SIGN_IN, DataPurpose.IDENTIFY, Keeping.SESSIONS)
_RESET = _of_staff(DataKind.SIGN_IN, DataPurpose.IDENTIFY, Keeping.PASSWORD_RESETS)
_FAILURE = _of_staff(DataKind.SIGN_IN, DataPurpose.IDENTIFY, Keeping.SIGN_IN_FAILURES)
_BELONGING = _of_staff(DataKind.ROLE, DataPurpose.COOPERATE, Keeping.WITH_ACCOUNT)
_ROLE = _of_staff(DataKind.ROLE, DataPurpose.COOPERATE, Keeping.WITH_PROJECT)
_INVITED = _of_staff(DataKind.ACCOUNT, DataPurpose.IDENTIFY, Keeping.INVITED_ADDRESSES)
_INVITING = _of_staff(DataKind.ROLE, DataPurpose.COOPERATE, Keeping.WITH_ORGANIZATION)
# What a person in the team thinks, scored blind; goes when they are erased, or with the project.
_OPINION = _of_staff(DataKind.TEXT, DataPurpose.IMPROVE, Keeping.WITH_PROJECT)
_SET_ASIDE = _of_staff(DataKind.SETTING, DataPurpose.RUN, Keeping.WITH_PROJECT)
_MAIL = _of_staff(DataKind.MAIL, DataPurpose.REMIND, Keeping.MAIL)
_REMINDER = _of_staff(DataKind.MAIL, DataPurpose.REMIND, Keeping.REMINDERS)
_WHO_DID = _of_staff(DataKind.HISTORY, DataPurpose.ACCOUNT_FOR, Keeping.WITH_ORGANIZATION)
_FORM_KEY = _of_staff(DataKind.UNSAVED, DataPurpose.RUN, Keeping.FORM_KEYS)
_COUNT = Holding(DataKind.COUNT, DataSubject.SERVED, DataPurpose.IMPROVE, Keeping.WITH_PROJECT)
_PLAN = Holding(DataKind.SETTING, DataSubject.NOBODY, DataPurpose.IMPROVE, Keeping.WITH_PROJECT)
# Written by staff about services. Nobody is to be named in it; somebody may be.
_TEXT = Holding(DataKind.TEXT, DataSubject.ANYONE, DataPurpose.IMPROVE, Keeping.WITH_PROJECT)
_TOLD = Holding(DataKind.HISTORY, DataSubject.ANYONE, DataPurpose.ACCOUNT_FOR, Keeping.IN_HISTORY)
_TYPED = Holding(DataKind.UNSAVED, DataSubject.ANYONE, DataPurpose.RUN, Keeping.DRAFTS)
_UPLOAD = Holding(DataKind.UNSAVED, DataSubject.ANYONE, DataPurpose.RUN, Keeping.UPLOADS)
_OWN = Holding(DataKind.SETTING, DataSubject.NOBODY, DataPurpose.RUN, Keeping.WITH_ORGANIZATION)
_CHAIN = _technical(Keeping.WITH_ORGANIZATION)
_KEY = _technical()

# What a row of an organisation's has, whatever it is of.
_ROW: Final = "id organization_id version created_at deleted_at"

# Table → what is held → the columns that hold it.
REGISTER: Final[Mapping[str, Mapping[Holding, str]]] = {
    "aims": {
        _TEXT: "statement what for_whom",
        _PLAN: "from_value to_value by unit dimensions",
        _KEY: f"{_ROW} project_id measure_id parent_id",
    },
    "annotations": {_TEXT: "text", _PLAN: "happened_on", _KEY: f"{_ROW} measure_id"},
    "audit_events": {_WHO_DID: "at person_id action", _CHAIN: "id organization_id noun noun_id"},
    "audit_heads": {_CHAIN: "organization_id sequence digest"},
    "audit_links": {_CHAIN: "id organization_id sequence event_id digest"},
    "audit_values": {_TOLD: "old new", _CHAIN: "id organization_id event_id field salt digest redacted_at"},
    "cause_analyses": {_TEXT: "question items conclusion", _PLAN: "tool", _KEY: f"{_ROW} project_id"},
    "change_ideas": {
        _TEXT: "title description systems research staff_experience user_knowledge gain_text borrowed_from",
        _ROLE: "owner_id",
        _PLAN: "status dimensions levels nature is_within_reach position try_by effort impact cost gain",
        _KEY: f"{_ROW} project_id measure_id",
    },
    "context_drafts": {
        _UPLOAD: "person_id table settings created_at",
        _technical(Keeping.UPLOADS): "id organization_id project_id context_series_id",
    },
    "context_series": {
        _TEXT: "title note",
        _PLAN: "counted source licence address table_code source_updated_on fetched_on unit decimals frequency "
        "place_code place_name selection breaks replaced",
        _KEY: f"{_ROW} project_id",
    },
    "context_values": {
        _PLAN: "period label value state is_preliminary place_code",
        _KEY: "id organization_id context_series_id",
    },
    "dismissed_steps": {
        _SET_ASIDE: "person_id step dismissed_at",
        _KEY: "id organization_id project_id",
    },
    "document_links": {_TEXT: "title address", _KEY: f"{_ROW} project_id change_idea_id"},
    "driver_links": {
        _TEXT: "because",
        _KEY: f"{_ROW} project_id change_idea_id from_driver_id from_aim_id to_driver_id to_aim_id",
    },
    "drivers": {_TEXT: "title description", _PLAN: "place step position", _KEY: f"{_ROW} project_id measure_id"},
    "exclusions": {_TEXT: "reason", _PLAN: "period", _KEY: f"{_ROW} measure_id"},
    "form_drafts": {_TYPED: "person_id fields saved_at", _technical(Keeping.DRAFTS): "id address"},
    "freezes": {_PLAN: "until", _KEY: f"{_ROW} measure_id"},
    "help_requests": {
        _TEXT: "question answer",
        _ROLE: "asked_by_id asked_of_id answered_by_id answered_at",
        _PLAN: "decision",
        _KEY: f"{_ROW} project_id",
    },
    "idempotency_keys": {_FORM_KEY: "actor key target created_at"},
    "import_drafts": {
        _UPLOAD: "person_id table settings created_at",
        _technical(Keeping.UPLOADS): "id organization_id measure_id",
    },
    "import_recipes": {_PLAN: "fingerprint settings used_at", _KEY: "id organization_id measure_id"},
    "imported_rows": {_COUNT: "before", _KEY: "id organization_id import_id observation_id version_after"},
    "imports": {
        _ROLE: "person_id undone_at",
        _PLAN: "n_added n_changed decisions",
        _KEY: f"{_ROW} measure_id",
    },
    "installation": {_CHAIN: "id uuid is_demo created_at"},
    "invitations": {
        _INVITED: "email",
        _INVITING: "note role project_id project_role invited_by_id created_at expires_at used_at withdrawn_at",
        _CHAIN: "id organization_id token_hash",
    },
    "measure_summaries": {
        _COUNT: "inside wider last_period",
        _KEY: "measure_id organization_id analysis_version",
    },
    "measures": {
        _TEXT: "name definition inclusion exclusion sampling source strata",
        _ROLE: "owner_id collector_id stand_in_id is_narrowed insiders",
        _PLAN: "kind value_type unit direction frequency chart target target_on due_after_days plan_set_aside is_stock "
        "rests_on_many indicator calculation dimensions",
        _KEY: f"{_ROW} project_id numerator_measure_id denominator_measure_id",
    },
    "meeting_decisions": {_TEXT: "text", _KEY: f"{_ROW} meeting_id task_id"},
    "meetings": {_TEXT: "note", _PLAN: "held_on said completed_at", _KEY: f"{_ROW} project_id"},
    "memberships": {_BELONGING: f"person_id role {_ROW}"},
    "observations": {
        _COUNT: "period stratum numerator denominator value is_unavailable",
        _TEXT: "comment",
        _KEY: f"{_ROW} measure_id",
    },
    "organizations": {
        _OWN: "name number language smallest_shown privacy_contact retention uses_progress_scale",
        _CHAIN: "id version created_at",
    },
    "outbox_messages": {
        _MAIL: "to_address kind language params created_at sent_at given_up_at last_problem",
        _technical(Keeping.MAIL): "id once_key not_before claimed_until attempts",
    },
    "password_resets": {_RESET: "id token_hash person_id made_by_id created_at expires_at used_at"},
    "pauses": {_TEXT: "reason", _PLAN: "starts_on ends_on is_yearly", _KEY: f"{_ROW} measure_id"},
    "pdsa_cycles": {
        _TEXT: "question plan prediction locked_prediction place data_plan result comparison next_step",
        _ROLE: "owner_id",
        _COUNT: "predicted_value locked_value observed_value",
        _PLAN: "number stage scale begun_at predicted_at starts_on ends_on decision completed_at",
        _KEY: f"{_ROW} change_idea_id measure_id",
    },
    "people": {
        _ACCOUNT: "id name email language reminders is_operator created_at disabled_at erased_at version",
        _SECRET: "password_hash calendar_salt",
    },
    "phases": {_TEXT: "reason", _PLAN: "starts_on", _KEY: f"{_ROW} measure_id"},
    "project_memberships": {_ROLE: f"project_id person_id role {_ROW}"},
    "projects": {
        _TEXT: "title challenge lesson what_matters legal_basis progress_reason",
        _PLAN: "status phase nature levels strategy_areas progress is_shared",
        _KEY: f"{_ROW} unit_id",
    },
    "quality_dimensions": {_OWN: "key position label_nb label_nn label_en"},
    "sent_reminders": {_REMINDER: "person_id key sent_on", _technical(Keeping.REMINDERS): "id organization_id"},
    "shared_ideas": {
        _TEXT: "project_title title description about outcome",
        _PLAN: "organization_name status shared_at",
        _KEY: "id organization_id change_idea_id",
    },
    "sign_in_failures": {_FAILURE: "id account_hash network_hash at"},
    "sign_in_sessions": {_SESSION: "id token_hash person_id created_at expires_at device"},
    "stakeholders": {_TEXT: "name involvement", _ROLE: "person_id", _PLAN: "kind", _KEY: f"{_ROW} project_id"},
    "star_rounds": {_TEXT: "title comment", _PLAN: "closed_at chosen", _KEY: f"{_ROW} project_id"},
    "star_scores": {
        _OPINION: "person_id dimension score",
        _TEXT: "comment",
        _KEY: "id organization_id star_round_id",
    },
    "sustainments": {
        _TEXT: "routine training risk sharing",
        _ROLE: "owner_id",
        _PLAN: "review_on is_watched",
        _KEY: f"{_ROW} project_id",
    },
    "tasks": {
        _TEXT: "title",
        _PLAN: "is_milestone",
        _ROLE: "owner_id due_on done_at",
        _KEY: f"{_ROW} project_id change_idea_id pdsa_cycle_id meeting_id",
    },
    "unit_leaderships": {_INVITING: f"unit_id person_id {_ROW}"},
    "units": {_OWN: f"name parent_id {_ROW}"},
}


def columns_of(table: str) -> Mapping[str, Holding]:
    """Column → what it holds; nothing for a table that is not registered."""
    return {column: holding for holding, columns in REGISTER.get(table, {}).items() for column in columns.split()}


def unregistered(schema: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What the register and the database (table → columns) do not have in common, and how to mend it."""
    for table, columns in sorted(schema.items()):
        known = columns_of(table)
        for column in sorted(set(columns) - set(known)):
            yield f"{table}.{column}: say in privacy/register.py what it holds, about whom, why and how long."
        for column in sorted(set(known) - set(columns)):
            yield f"{table}.{column} is in privacy/register.py, and no longer in the database."
    for table in sorted(set(REGISTER) - set(schema)):
        yield f"{table} is in privacy/register.py, and no longer in the database."


def about_people() -> Sequence[tuple[Holding, Sequence[str]]]:
    """Everything held that is or may be about people, with the places ("people.email") that hold it.

    Technical keys are left out: they say something only together with what they lead to.
    """
    places: dict[Holding, list[str]] = {}
    for table in REGISTER:
        for column, holding in columns_of(table).items():
            if holding.about is not DataSubject.NOBODY:
                places.setdefault(holding, []).append(f"{table}.{column}")
    order = list(DataKind)
    return sorted(places.items(), key=lambda found: (order.index(found[0].kind), found[0].about, found[0].kept))
