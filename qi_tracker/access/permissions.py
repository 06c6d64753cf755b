"""What may be asked for. Who gets it is said in `rules.py`, once."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing an actor may or may not do, with a target of the kind that the name tells."""

    # Be signed in at all.
    USE = "use"
    # Read the library of ideas that teams have shared.
    READ_LIBRARY = "read_library"
    CREATE_ORGANIZATION = "create_organization"
    # Disable any account, or make a link to its new password.
    MANAGE_ACCOUNTS = "manage_accounts"
    # Make the link to administering an organisation that nobody administers yet.
    INVITE_FIRST_ADMINISTRATOR = "invite_first_administrator"
    VIEW_ORGANIZATION = "view_organization"
    MANAGE_ORGANIZATION = "manage_organization"
    # What is measured about whom, what leaves, how long it is kept: the page on privacy.
    VIEW_PRIVACY = "view_privacy"
    # Decide the smallest count that is shown wider, how long data are kept, and whom to ask.
    MANAGE_PRIVACY = "manage_privacy"
    CREATE_PROJECT = "create_project"
    # Title, aims and phase.
    SEE_PROJECT = "see_project"
    # Also what the verdicts say, without numbers.
    SEE_VERDICTS = "see_verdicts"
    # Also the numbers that those may see who take no part: periods merged, small counts hidden.
    SEE_WIDER = "see_wider"
    # Everything in the project but the numbers of measures that are narrowed to others.
    VIEW_PROJECT = "view_project"
    EDIT_PROJECT = "edit_project"
    # The raw numbers of a measure, and all that could be computed from them.
    SEE_NUMBERS = "see_numbers"
    ENTER_NUMBERS = "enter_numbers"
    # Phases, starting point, pauses, what is left out and notes: one must see the numbers to decide about them.
    DECIDE_CHART = "decide_chart"
    # Who sees a measure's numbers.
    DECIDE_INSIDERS = "decide_insiders"
    # Use a pasted or uploaded table that is not applied yet.
    USE_IMPORT_DRAFT = "use_import_draft"
    # End the blind scoring of a quality star, so that the group sees what it came to.
    CLOSE_SCORING = "close_scoring"
    MANAGE_PROJECT_PEOPLE = "manage_project_people"
    # Show its ideas, and what came of them, in the library that all organisations read.
    SHARE_PROJECT = "share_project"
    # What a team asked somebody, and what was answered: those in the project, and the one who is asked.
    SEE_HELP_REQUEST = "see_help_request"
    ANSWER_HELP_REQUEST = "answer_help_request"
    DELETE_PROJECT = "delete_project"
    # Take a deleted project out of the bin. Gives no right to what is in it.
    RESTORE_PROJECT = "restore_project"
    # Erase from a history what should never have been written in it.
    REDACT_HISTORY = "redact_history"
