"""What `qi-tracker doctor` says: of each check when it holds, and of each thing it finds."""

from collections.abc import Mapping

from qi_tracker.i18n.formats import datetime_local
from qi_tracker.i18n.translate import N_, Words

CHECKS: Mapping[str, str] = {
    "whole": N_("The database is whole."),
    "in_step": N_("Its tables are those of this program."),
    "guarded": N_("Its own guards are in place."),
    "history": N_("The history is unbroken."),
    "summaries": N_("What lists say is what the numbers say."),
    "in_charge": N_("Somebody is in charge everywhere."),
    "sessions": N_("Only those who may are signed in."),
    "personal_numbers": N_("No text holds a national identity number."),
    "private_files": N_("The files are closed to other users of the machine."),
    "reached_safely": N_("The program is reached safely."),
    "backed_up": N_("There is a fresh backup."),
}

FINDINGS: Mapping[str, str] = {
    "database_damaged": N_("The database file is damaged (%(said)s). Stop the program, and restore a backup."),
    "orphan": N_("Row %(row)s of %(table)s points to a row of %(parent)s that is not there. Restore a backup."),
    "link_unchecked": N_("The database does not check %(constraint)s. Validate the constraint."),
    "schema_differs": N_("The tables are not as this program made them: %(difference)s"),
    "guard_missing": N_("%(guard)s is missing. Start the program with its migrations once more: it puts it back."),
    "row_security_missing": N_("Row-level security is off on %(table)s. Migrate once more: that puts it back."),
    "role_not_bound": N_(
        "The program's database role is not bound by row-level security. Take SUPERUSER and BYPASSRLS from it."
    ),
    "chain_broken": N_(
        "The history of organisation %(organization)s has been altered at %(place)s. Compare with a backup."
    ),
    "summary_missing": N_("Measure %(measure)s has no summary. Save one of its numbers again."),
    "summary_out_of_step": N_("The summary of measure %(measure)s says something else than its numbers."),
    "summary_of_earlier_analysis": N_(
        "The summary of measure %(measure)s is of an earlier version of the analysis, until it is saved again."
    ),
    "no_administrator": N_("Organisation %(organization)s has members, and no administrator."),
    "no_lead": N_("Project %(project)s is active, and has no project lead."),
    "disabled_and_signed_in": N_("Person %(person)s is disabled, and still signed in."),
    "personal_number_stored": N_(
        "%(table)s, row %(row)s, field %(field)s holds what reads as a national identity number. Take it out."
    ),
    "file_open_to_others": N_("Others on this machine may read %(file)s. Take that right away."),
    "address_not_https": N_("The address %(address)s is not HTTPS: passwords and sessions would travel in the clear."),
    "database_in_the_clear": N_(
        "The connection to the database on %(host)s may be unencrypted. Add sslmode=verify-full."
    ),
    "never_backed_up": N_("There is no backup in %(folder)s. Run qi-tracker backup, each night."),
    "backup_is_old": N_("The newest backup is from %(taken)s. Run qi-tracker backup, each night."),
}


def finding_sentence(code: str, params: Mapping[str, object], words: Words) -> str:
    """What was found, where, and what to do."""
    shown = dict(params)
    if "taken" in shown:
        shown["taken"] = datetime_local(shown["taken"], words.language)  # type: ignore[arg-type]  # a moment by its name
    return words.gettext(FINDINGS[code], **shown)
