"""Error codes → sentences: what is wrong, where, and what to do. Import rows have theirs in `exchange/messages.py`.

A new code: add it here, translate the sentence in `catalogues/nb/errors.po` and `catalogues/nn/errors.po`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from qi_tracker.errors import DomainError
from qi_tracker.i18n.formats import date_long, datetime_local, join_list, number
from qi_tracker.i18n.labels import has_label, label
from qi_tracker.i18n.translate import N_, Words

# Shown for a code that has no sentence; a test keeps that from happening.
UNKNOWN = N_("This could not be done. Check what you wrote, and try again.")

# A parameter that tells where, put before a sentence that does not mention it itself.
_PLACES = ("period", "date")

SENTENCES: Mapping[str, str] = {
    # Anywhere.
    "stale_version": N_(
        "Somebody else saved this while you were writing. What you wrote is still here: compare, and save again."
    ),
    "not_found": N_("This page does not exist, or you do not have access to it."),
    "forbidden": N_("You may see this, but not do this with it. Ask the project lead or an administrator."),
    "personal_number": N_(
        "This looks like a national identity number. Take it out: nothing about single persons is stored here."
    ),
    # Official statistics from a server.
    "statistics_off": N_(
        "Nothing is fetched from other servers here. Fetch the table where it is published, and choose the file."
    ),
    "statistics_bad_address": N_("This is no address of a table. Copy it from the page where the table is."),
    "statistics_host_not_allowed": N_(
        "Statistics may not be fetched from %(host)s here. Ask the one who runs the installation, or choose a file."
    ),
    "statistics_unreachable": N_("%(host)s cannot be reached just now. Try again later, or choose a file."),
    "statistics_too_slow": N_("%(host)s took too long to answer. Choose fewer numbers, or try again later."),
    "statistics_redirected": N_(
        "%(host)s pointed to another place, and that is not followed. Check the address, or choose a file."
    ),
    "statistics_answer_too_large": N_("The answer was larger than %(limit_mb)s MB. Choose fewer numbers."),
    "statistics_bad_answer": N_(
        "%(host)s answered with something else than a table. Try again later, or choose a file."
    ),
    "statistics_table_not_found": N_("%(host)s has no such table. Check its number."),
    "statistics_selection_refused": N_("%(host)s did not accept the choices. Choose again."),
    "statistics_too_many_cells": N_("%(host)s gives at most %(limit)s numbers at a time. Choose fewer."),
    "statistics_busy": N_("%(host)s is asked by many just now. Try again in %(seconds)s seconds."),
    "statistics_server_failed": N_("%(host)s could not answer just now. Try again later, or choose a file."),
    "statistics_choice_missing": N_("Nothing is chosen in “%(dimension)s”. Choose at least one."),
    "statistics_choice_unknown": N_("“%(dimension)s” does not have what you chose any more. Choose again."),
    "form_incomplete": N_("The page sent less than it should. Open it again, and try once more."),
    "draft_too_long": N_("This is too much to keep while you write. Save it soon."),
    "text_too_long": N_("The text is too long. Write at most %(most)s characters."),
    # Analyses of causes.
    "cause_no_lines": N_("Write at least one line."),
    "cause_too_many_lines": N_("At most %(most)s lines can be drawn. Keep those that matter most."),
    "cause_line_too_long": N_("Line %(line)s is too long. Write at most %(most)s characters."),
    "cause_line_without_count": N_("Line %(line)s: end it with a colon and how many times, such as «: 12»."),
    "cause_line_without_minutes": N_("Line %(line)s: write what; who; minutes, with whole minutes last."),
    "rendering_failed": N_("The chart could not be drawn just now. The table has the same numbers."),
    # People, organisations and projects.
    "sign_in_refused": N_("The e-mail address or the password is wrong. Try again."),
    "wait_seconds": N_("That was many attempts. Try again in %(count)s seconds."),
    "wait_minutes": N_("That was many attempts. Try again in %(count)s minutes."),
    "wrong_password": N_("This is not the password you have now. Try again."),
    "password_too_short": N_("The password is too short. Write at least %(least)s characters; a sentence is good."),
    "password_too_long": N_("The password is too long. Write at most %(most)s characters."),
    "password_common": N_(
        "This password is among the first that others would try. Choose something else, such as a sentence of your own."
    ),
    "password_about_you": N_(
        "This password can be guessed from your name or your organisation. Choose words that nobody connects with you."
    ),
    "calendar_unknown": N_("There is no calendar at this address. Copy it anew from your account."),
    "reset_unknown": N_("This link does not work. Ask for a new one."),
    "reset_used": N_("This link has been used already. Sign in, or ask for a new one."),
    "reset_expired": N_("This link is too old. Ask for a new one."),
    "number_link_unknown": N_("This link does not work. It may have been cut in two in the mail."),
    "number_link_over": N_("This link does not work any more."),
    "account_elsewhere": N_(
        "The person has an account that other organisations use too. Ask the one who runs the installation."
    ),
    "account_unknown": N_("There is no account with this e-mail address. Check how it is written."),
    "account_erased": N_("This person is erased. Nobody can use the account again."),
    "demo_person": N_("People who are invented for the demo cannot be erased."),
    "account_disabled": N_("This account is disabled. Enable it first."),
    "last_operator": N_("This is the only one who runs the installation. Let somebody else do that first."),
    "email_taken": N_("There is an account with this e-mail address already. Use another address, or sign in."),
    "invitation_unknown": N_("This link does not work. Ask the one who invited you for a new one."),
    "invitation_used": N_("This link has been used already. Sign in, or ask for a new one."),
    "invitation_expired": N_("This link is too old. Ask the one who invited you for a new one."),
    "mailed_often": N_("The link has been mailed several times already. Withdraw it, and invite again."),
    "last_administrator": N_("This is the only administrator. Make somebody else an administrator first."),
    "help_answered": N_("This is answered already, so the question stands as it is. Ask a new one instead."),
    "guest_leads": N_("A guest cannot lead the project. Choose another role."),
    "last_lead": N_("This is the only project lead. Make somebody else a project lead first."),
    "has_administrator": N_("The organisation has an administrator already. Ask that person for an invitation."),
    # Units.
    "aim_is_a_part": N_("This is a sub-aim itself. Make the new one a part of the whole aim."),
    "aim_has_parts": N_("The aim has sub-aims. Delete them first."),
    "aim_is_the_only_one": N_("This is the only aim of the project. Change it instead of deleting it."),
    "unit_gone": N_("This unit is deleted. Choose another one."),
    "unit_under_itself": N_("A unit cannot be part of itself or of one beneath it. Choose another place."),
    "unit_too_deep": N_("There can be at most %(most)s levels of units. Choose a place higher up."),
    "unit_name_taken": N_("There is a unit with this name in this place already. Choose another name."),
    "not_a_member": N_("The person does not belong to the organisation. Invite them first."),
    "nothing_to_hand_over": N_("There is nothing to hand over here. Choose somebody who works in the projects."),
    "not_askable": N_("This person cannot be asked. Choose another."),
    "not_in_team": N_("The person does not work in this project. Choose somebody who does, or nobody."),
    # The quality star.
    "star_round_open": N_("A round is open already. Close it first."),
    "star_round_closed": N_("The scoring has ended, so your scores were not kept."),
    "star_round_seen": N_("The group has seen the result. Start a new round instead."),
    "star_round_open_still": N_("The scoring goes on. Close the round first."),
    "star_nothing_scored": N_("Score at least one arm."),
    "star_comment_alone": N_("You have written why, but not how many points. Choose a number, or take the words away."),
    "star_arm_not_chosen": N_("The group has not chosen this arm. Choose it first."),
    # The bin and the history.
    "parent_in_bin": N_("This belongs to something that is deleted too. Bring that back first."),
    "link_goes_back": N_("A link leads towards the aim, or from it to an impact. Choose two nodes in that order."),
    "linked_already": N_("These two are connected already."),
    "links_in_the_way": N_("It would stand beside or behind what it is connected to. Take them apart first."),
    "moved_out_of_column": N_("It can only change places with one of its own kind."),
    "place_taken": N_("Something else has taken its place. Choose which of the two it shall be."),
    "number_fits_no_more": N_(
        "The measure counts something else by now, or by other periods, so this number does not fit. Type it anew."
    ),
    "redacted_already": N_("This text is erased already."),
    "reason_repeats": N_("The reason repeats what is to be erased. Write it without."),
    "text_too_short": N_("The text is too short. Write at least %(least)s characters, so that nothing else is hit."),
    "text_nowhere": N_("The text stands nowhere in this project. Check how it is written."),
    "reason_missing": N_("Say in a few words why."),
    "half_placed": N_("Choose both effort and impact for «%(title)s», or neither."),
    "amount_below_zero": N_("Write an amount of kroner that is not below zero."),
    "not_an_address": N_("This is no address of a page. Copy it from the browser; it begins with https://."),
    "stage_not_reached": N_("The stage before this one is not written yet. Write that first."),
    # Measures and their numbers.
    "number_and_none": N_("Here is a number, and you say that you have none. Take the number out, or save it."),
    "value_type_in_use": N_("The measure has numbers, so what they are cannot be changed. Make a new measure instead."),
    "frequency_in_use": N_(
        "The measure has numbers, so how often they come cannot be changed. Make a new measure instead."
    ),
    "kind_is_used": N_("«%(name)s» is computed from this measure. Change or delete that one first."),
    "measure_is_calculated": N_("The numbers of this measure are computed from those of others. Enter them there."),
    "source_missing": N_("Choose a measure of the project to compute from."),
    "source_without_periods": N_(
        "This measure counts events without fixed periods, so nothing can be computed from it."
    ),
    "sources_equal": N_("Choose two different measures."),
    "frequencies_differ": N_("The measures are counted by different periods, so their numbers do not meet."),
    "share_needs_counts": N_("Per cent needs two measures that are counts. Leave this out to get a plain number."),
    "cannot_be_added_up": N_("Only counts and shares can be added up over groups. Choose such a measure."),
    "source_without_groups": N_("This measure is not split by groups, so there is nothing to add up."),
    "chart_does_not_fit": N_("This chart cannot be made from these numbers. Choose one of those in the list."),
    "exclusion_without_number": N_("This period has no number to leave out. Choose a period with a number."),
    "exclusion_exists": N_("This number is left out already."),
    "phase_exists": N_("A new period begins on this day already. Choose another day, or edit the one that is there."),
    "phase_divides_nothing": N_(
        "There is no number before this day, so there is nothing to divide. Choose a later day."
    ),
    "freeze_without_numbers": N_("There is no number up to this day to make a starting point of. Choose a later day."),
    "target_day_without_target": N_("There is no target to reach by this day. Write the target first."),
    "due_days_out_of_range": N_("Write a number of working days from 0 to %(most)s."),
    "yearly_pause_too_long": N_("A pause that comes every year must be shorter than a year. Correct one of the days."),
    "no_pause_chosen": N_("No pause is ticked. Tick those that you want to plan."),
    "day_missing": N_("The day is missing. Write it here."),
    "ends_before_start": N_("The last day is before the first. Correct one of them."),
    "number_of_nothing": N_("Choose the measure that the number is of."),
    "number_missing": N_("The number is missing. Write it here."),
    "observation_gone": N_(
        "Somebody else deleted this number in the meantime. Enter it once more if it should be there."
    ),
    "numbers_changed": N_(
        "Somebody else has changed numbers that this table falls upon. Nothing is imported: look it over once more."
    ),
    "future_period": N_("This period has not begun yet. Choose an earlier one."),
    "value_expected": N_("Write one number here, not a numerator and a denominator."),
    "negative_number": N_("The number cannot be below zero. Check it."),
    "numerator_missing": N_("The numerator is missing. Write both: how many, out of how many."),
    "denominator_missing": N_("The denominator is missing. Write both: how many, out of how many."),
    "numerator_above_denominator": N_("The numerator is larger than the denominator. Check both numbers."),
    "above_hundred": N_("A share cannot be above 100 per cent. Check the number."),
    "period_twice": N_("There are two numbers for the same period. Leave one of them out."),
    "nothing_to_import": N_("There are no numbers to import. Check which columns are used."),
    "official_statistics": N_("This is official statistics. It belongs beside the project, as background."),
    "nothing_new": N_("All of these numbers are there already, so there is nothing to import."),
    "existing_undecided": N_("Choose what becomes of the numbers that are there already."),
    "none_chosen": N_("No measure is ticked. Tick those that you want to import to."),
    "context_empty": N_("The source has no numbers in these cells. Pick others."),
    "context_period_twice": N_("The table has two numbers for one period. Pick one category of each kind."),
    "context_other_periods": N_("The newer file has other periods, such as quarters where there were years."),
    "context_nothing_to_undo": N_("There is nothing to take back."),
    "context_without_time": N_("The table has no years or other periods, so there is nothing to follow over time."),
    "context_place_unknown": N_("The table has no such municipality. Type its name or number as the source writes it."),
    "context_place_several": N_("Several begin like that: %(places)s. Type more of the name, or the number."),
    "context_not_chosen": N_("Pick the cells first."),
    "context_too_many": N_("That is too many charts. Pick so few that they are at most %(limit)s."),
    "import_not_ready": N_("Some rows must be mended or left out first."),
    "import_undone": N_("This import has been undone already."),
    "import_changed_since": N_(
        "Some of these numbers were changed after the import, so it cannot be undone. Correct them one by one."
    ),
    # Numbers that no chart can be computed from.
    "months_out_of_range": N_("Write a number of months from %(least)s to %(most)s, or nothing."),
    "too_few_hidden": N_("The smallest count that is shown must be at least %(least)s and at most %(most)s."),
    "why_fewer_hidden": N_("Say why smaller counts are to be shown. It is kept in the history."),
    "date_out_of_range": N_("The date is too far away to be right. Check the year."),
    "number_not_finite": N_("This is not a number. Write it with digits."),
    "number_too_large": N_("The number is too large to be right. Check it."),
    "negative_count": N_("The number cannot be below zero. Check it."),
    "negative_denominator": N_("The denominator cannot be below zero. Check it."),
    "zero_denominator": N_("The denominator is zero, but the numerator is not. Check both numbers."),
    "too_many_phases": N_("There are more periods than numbers. Take out one of the periods."),
    "target_not_finite": N_("The target is not a number. Write it with digits."),
    "time_not_positive": N_("A time between events is above 0. Correct the number."),
    "denominators_missing": N_("This chart needs denominators. Choose another chart, or give the denominators."),
    "case_not_understood": N_("A case is not of the reference's schema: %(problem)s"),
    "centre_not_finite": N_("The centre line is not a number. Write it with digits."),
    # Mail: read by the one who invited, and by the one who runs the installation.
    "mail_server_unreachable": N_("The mail server does not answer. It is tried again by itself."),
    "mail_server_unsafe": N_(
        "The mail server offers no safe connection, so nothing is sent to it. Check its name and its certificate."
    ),
    "mail_sign_in_refused": N_("The mail server does not accept the user name and password in the settings."),
    "mail_sender_refused": N_("The mail server does not accept the sender in the settings."),
    "mail_put_off": N_("The mail server asks us to try again later. It is tried again by itself."),
    "mail_address_refused": N_("The mail server does not know the e-mail address. Check how it is written."),
    "mail_content_refused": N_("The mail server refused the mail. Ask those who run it why."),
    "mail_failed": N_("The mail could not be written. This is a fault in the program: report it to the developers."),
    # The installation: read by the one who starts the program.
    "unknown_database": N_(
        "%(field)s must begin with sqlite:/// or postgresql+psycopg://. Correct the setting and start again."
    ),
    "owner_url_missing": N_(
        "%(field)s is missing. On PostgreSQL the tables need an owner other than the role that serves requests."
    ),
    "bad_config_file": N_("%(file)s cannot be read: %(problem)s. Correct the file and start again."),
    "unknown_setting": N_("There is no setting called %(name)s. Choose one of these: %(known)s."),
    "bad_instance_folder": N_("The folder %(folder)s cannot be written to. Give access to it, or choose another one."),
    "not_true_or_false": N_("The setting %(name)s is %(value)s. Write true or false."),
    "secret_key_too_short": N_("The secret key is too short. Make one of at least %(minimum)s characters."),
    "not_a_number_between": N_("The setting %(name)s is %(value)s. Write a whole number from %(least)s to %(most)s."),
    "bad_address": N_(
        "The setting %(field)s is not an address of this program. Write it like https://qi.example.no, without "
        "anything after the name; http only for this machine."
    ),
    "unknown_smtp_security": N_("The setting %(field)s is %(value)s. Write starttls, tls or none."),
    "smtp_unprotected": N_(
        "Without encryption mail goes to this machine only. Set %(field)s to starttls or tls, or choose another server."
    ),
    "setting_needed_too": N_("The setting %(name)s needs %(field)s too. Write both, or none of them."),
    "bad_host": N_("The setting %(field)s has “%(value)s”, which is no server. Write data.ssb.no, with no https://."),
    "bad_mail_from": N_("The setting %(field)s is not a sender. Write it like qi@example.no."),
    "port_taken": N_("Port %(port)s is in use. Stop the other program, or choose another port with --port."),
    "database_not_migrated": N_(
        "The database is older than the program. Migrate it before you start; a backup is taken first."
    ),
    "database_unreachable": N_("The database does not answer: %(problem)s. Check that it runs, and its address."),
    "database_expected": N_(
        "The database is empty, but this instance has used one before. Check the address. "
        "To begin afresh, remove the file %(marker)s."
    ),
    "marker_unreadable": N_(
        "The file %(marker)s, which says whose database this is, cannot be read. If the address of the database is "
        "right, remove the file."
    ),
    "database_not_ours": N_("The database belongs to another program. Choose an empty one."),
    "database_newer": N_("The database is from a newer version (%(revision)s). Install that version of the program."),
    "database_of_other_installation": N_(
        "The database belongs to another installation. Check the address. If it is right, remove the file %(marker)s."
    ),
    "database_is_demo": N_("This database holds demo data. Start with --demo, or choose another database."),
    "database_is_not_demo": N_("This database is not for the demo. Start without --demo, or choose another database."),
    "not_simulated": N_("This installation holds content that was not simulated. Choose an empty folder."),
    "simulated_otherwise": N_(
        "This installation is simulated with other sizes, another seed or another database. Choose an empty folder, "
        "or ask for what %(marker)s says."
    ),
    "migration_broke_links": N_(
        "The migration was stopped: %(count)s rows would have lost what they belong to. Nothing is changed. "
        "Report this to the developers."
    ),
    "migration_stopped": N_(
        "The database could not be brought up to date: %(problem)s. Nothing is lost. See that there is room and that "
        "the instance folder can be written to, and start again."
    ),
    # Backups: read by the one who makes or restores them.
    "nothing_to_back_up": N_("The database is empty, so there is nothing to back up. Check its address."),
    "backup_exists": N_("There is a file called %(file)s already. Choose another name, or a folder."),
    "backup_not_written": N_(
        "The backup could not be written to %(file)s: %(problem)s. Make room, or choose another folder. "
        "Nothing half-written is left."
    ),
    "backup_interrupted": N_("The database could not be read to its end: %(problem)s. No backup was made. Try again."),
    "backup_not_found": N_("There is no file %(file)s that can be read. Check its name and place."),
    "backup_not_ours": N_("%(file)s is not a backup of this program. Choose a file that qi-tracker backup made."),
    "backup_is_database": N_(
        "%(file)s is a database file, and its newest data may lie in another file beside it. Make a backup of it with "
        "qi-tracker backup where it was used, and restore that."
    ),
    "backup_damaged": N_("%(file)s is damaged or not complete. Copy it once more, or use another backup."),
    "backup_newer": N_("%(file)s was made by a newer version (%(version)s). Install that version of the program."),
    "backup_is_demo": N_("%(file)s holds demo data. Restore it with --demo, or choose another file."),
    "backup_is_not_demo": N_("%(file)s is not for the demo. Restore it without --demo, or choose another file."),
    "backup_of_other_installation": N_(
        "%(file)s is from another installation. Check that it is the right one. If it is, add --other-installation."
    ),
    "restore_would_replace": N_(
        "There is data here already. To put the backup in its place, add --replace; what is there is backed up first."
    ),
    "restore_database_busy": N_(
        "Another program does not let go of the database. Stop it, and try again. Nothing is changed."
    ),
    "restore_differs": N_(
        "The database did not give back what was put into it (%(table)s). Nothing is changed. "
        "Report this to the developers."
    ),
    "restore_failed": N_("The backup could not be restored: %(problem)s. Nothing is changed."),
    # An organisation's document: read by the one who writes it or takes it in.
    "organization_not_found": N_("There is no organisation with the number or id %(asked)s."),
    "organization_ambiguous": N_("Several organisations have the number %(asked)s. Say which by its id: %(ids)s."),
    "export_not_written": N_(
        "The file %(file)s could not be written: %(problem)s. Make room, or choose another folder. "
        "Nothing half-written is left."
    ),
    "import_file_missing": N_("There is no file %(file)s that can be read. Check its name and place."),
    "import_not_ours": N_(
        "%(file)s is not an organisation of this program. Choose a file that qi-tracker export-organization wrote."
    ),
    "import_newer": N_("%(file)s was written by a newer version (%(version)s). Install that version of the program."),
    "import_damaged": N_(
        "%(file)s is damaged, changed or not complete. Nothing is changed here. Copy it once more, or export anew."
    ),
    "import_is_demo": N_("%(file)s holds demo data. Import it with --demo, or choose another file."),
    "import_is_not_demo": N_("%(file)s is not of the demo. Import it without --demo, or choose another file."),
    "import_not_empty": N_(
        "Somebody has an account here already. Import into an installation where nobody has one: choose another "
        "instance folder or database. Nothing is changed."
    ),
    "import_row_wrong": N_(
        "%(file)s holds what cannot be here: %(column)s of row %(row)s in %(table)s. Nothing is changed. Export anew."
    ),
    "import_row_foreign": N_(
        "%(file)s holds another organisation's row: %(row)s in %(table)s. Nothing is changed. Export anew."
    ),
    "import_personal_number": N_(
        "%(file)s holds what looks like a personal number: %(column)s of row %(row)s in %(table)s. Nothing is "
        "changed. Erase it where the file is from, and export anew."
    ),
    "import_does_not_hold_together": N_(
        "%(file)s does not hold together: a row is there twice, or refers to what is not there. Nothing is changed. "
        "Export anew."
    ),
    "import_history_broken": N_(
        "The history in %(file)s is not what was written. Nothing is changed. Ask qi-tracker doctor where it is from."
    ),
    "import_differs": N_(
        "The database did not give back what %(file)s holds. Nothing is changed. Export anew with qi-tracker "
        "export-organization."
    ),
    "import_no_operator": N_(
        "None of the organisation's accounts has the address %(email)s. Say with --operator who runs the installation. "
        "Nothing is changed."
    ),
    "import_no_administrator": N_(
        "The organisation has no administrator. Say with --operator who runs the installation. Nothing is changed."
    ),
    "import_stopped": N_("The database stopped the import: %(problem)s. Nothing is changed."),
}


def error_sentence(error: DomainError, words: Words, mappings: Sequence[Mapping[str, str]] = ()) -> str:
    """The error in the reader's language, with its parameters as people write them.

    `mappings` are further code → sentence tables, such as the one of `exchange`; they go before the common one.
    """
    sentence = next((table[error.code] for table in (*mappings, SENTENCES) if error.code in table), UNKNOWN)
    params = {name: _shown(value, words) for name, value in error.params.items()}
    if error.field:
        params.setdefault("field", error.field)
    mentioned = {name for name in params if f"%({name})s" in sentence}
    text = words.gettext(sentence, **{name: params[name] for name in mentioned})
    place = next((params[name] for name in _PLACES if name in params and name not in mentioned), None)
    return f"{place}: {text}" if place else text


def _shown(value: object, words: Words) -> str:
    match value:
        case datetime():
            return datetime_local(value, words.language)
        case date():
            return date_long(value, words.language)
        case StrEnum() if has_label(value):
            return label(value, words)
        case float():
            return number(value, words.language)
        case list() | tuple():
            return join_list([_shown(item, words) for item in value], words.language)
        case _:
            return str(value)
