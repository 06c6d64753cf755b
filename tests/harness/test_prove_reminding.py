"""What the evidence of reminders would say of a worker that forgets somebody, or tells them twice."""

from email.message import EmailMessage

import pytest

from tests.prove.reminding import Expected, figures_of, tally_of

EXPECTED = [
    Expected(1, "a@x.no", frozenset({"due:1", "task:1"}), ("Tall 1", "Oppgave 1")),
    Expected(2, "b@x.no", frozenset({"due:2", "task:2"}), ("Tall 2", "Oppgave 2")),
]
KEYS = {1: ["due:1", "task:1"], 2: ["task:2", "due:2"]}


def mail(to_address: str, message_id: str, text: str) -> EmailMessage:
    """As it came."""
    message = EmailMessage()
    message["To"], message["Message-ID"] = to_address, message_id
    message.set_content(text)
    return message


FIRST, SECOND = mail("a@x.no", "<1>", "Tall 1, Oppgave 1"), mail("b@x.no", "<2>", "Tall 2,\nOppgave 2")


@pytest.mark.parametrize(
    ("mails", "keys", "values"),
    [
        ([FIRST, SECOND], KEYS, ["0", "0", "0", "0", "0"]),
        ([FIRST, SECOND, FIRST], KEYS, ["0", "0", "0", "0", "1"]),
        ([FIRST, SECOND, mail("a@x.no", "<1>", "Tall 1")], KEYS, ["0", "0", "0", "1 **UNLIKE**", "1"]),
        ([FIRST], KEYS, ["2 **FORGOTTEN**", "0", "0", "0", "0"]),
        ([FIRST, mail("b@x.no", "<2>", "Tall 2")], KEYS, ["1 **FORGOTTEN**", "0", "0", "0", "0"]),
        ([FIRST, SECOND, mail("b@x.no", "<3>", "Tall 2")], KEYS, ["0", "1 **TWICE**", "0", "0", "0"]),
        ([FIRST, SECOND], {1: ["due:1"], 2: KEYS[2]}, ["0", "0", "1 **WRONG**", "0", "0"]),
    ],
)
def test_forgotten_and_doubled_reminders_are_told(
    mails: list[EmailMessage], keys: dict[int, list[str]], values: list[str]
) -> None:
    figures = [figure.value for figure in figures_of("SQLite", tally_of(EXPECTED, keys, mails), 3)]
    assert figures == ["3", "4", *values]
