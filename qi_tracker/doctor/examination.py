"""All checks, in the order in which they are told, and the examination that runs them in a reading transaction."""

from collections.abc import Iterator, Mapping

from qi_tracker.doctor import contents, schema, setting, texts
from qi_tracker.doctor.findings import Check, Finding, Patient, Progress
from qi_tracker.extensions import db
from qi_tracker.models import database as drivers
from qi_tracker.services.acting import act_as
from qi_tracker.settings import Settings

# Name of a check, as `i18n/doctor.py` has it → the check.
CHECKS: Mapping[str, Check] = {
    "whole": schema.is_whole,
    "in_step": schema.is_in_step,
    "guarded": schema.is_guarded,
    "history": contents.history_is_unbroken,
    "summaries": contents.summaries_are_in_step,
    "in_charge": contents.somebody_is_in_charge,
    "sessions": contents.sessions_are_of_those_who_may,
    "personal_numbers": texts.hold_no_personal_number,
    "private_files": setting.files_are_private,
    "reached_safely": setting.is_reached_safely,
    "backed_up": setting.is_backed_up,
}


def examine(settings: Settings, progress: Progress) -> Iterator[tuple[str, list[Finding]]]:
    """Each check's name and what it found. Reads alone, in one transaction, so that all of it is of one moment.

    Needs an application context.
    """
    with drivers.reading():
        session = db.session()
        session.rollback()
        organization_ids = contents.organizations_of(session)
        act_as(session, None, organization_ids)
        patient = Patient(settings, session.connection(), organization_ids, progress)
        for name, check in CHECKS.items():
            yield name, list(check(patient))
        session.rollback()
