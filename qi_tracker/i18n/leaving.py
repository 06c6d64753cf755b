"""What leaves the program, in words. A test compares the keys with the registries of what does leave."""

from collections.abc import Mapping

from qi_tracker.i18n.translate import N_

# By kind of mail.
MAILS: Mapping[str, str] = {
    "invitation": N_("Invitations: a link, the inviter's name and the organisation's."),
    "first_administrator": N_("Invitations to administer an organisation: a link and the organisation's name."),
    "password_reset": N_("Links to a new password."),
    "password_changed": N_("That a password was changed."),
    "welcome": N_("A welcome to a new account."),
    "reminder": N_("Reminders to those who asked for them: titles of what is due, and no numbers."),
}
# By the end of the download's endpoint.
FILES: Mapping[str, str] = {
    "all_xlsx": N_("Spreadsheets (XLSX) with what the reader sees on the pages."),
    "all_csv": N_("Numbers as text files (CSV), of what the reader sees on the pages."),
    "all_zip": N_("Everything the reader sees, as text files in a ZIP."),
    "all_json": N_("Everything the reader sees, for other programs (JSON)."),
}
CALENDAR = N_("Calendar feeds: titles and days of what a person has to do, at an address that is theirs alone.")
# By the module that talks to the network.
OUTGOING: Mapping[str, str] = {
    "mail": N_("The mail server of the installation is handed the mails above."),
    "pxweb": N_("Official statistics are fetched where the installation allows it; nothing about people is sent."),
}
