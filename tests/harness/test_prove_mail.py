"""What the evidence of mail would say of a worker that loses mail, or writes it anew."""

import pytest

from tests.mail_server import MailServer
from tests.prove.mail import figures_of


def mail(to_address: str, message_id: str, link: str) -> bytes:
    """As it went over the wire."""
    return f"To: {to_address}\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\n{link}\r\n".encode()


@pytest.mark.parametrize(
    ("taken", "lost", "twice", "unlike"),
    [
        ([mail("a@x.no", "1", "l"), mail("b@x.no", "2", "m")], "0", "0", "0"),
        ([mail("a@x.no", "1", "l"), mail("b@x.no", "2", "m"), mail("a@x.no", "1", "l")], "0", "1", "0"),
        ([mail("a@x.no", "1", "l")], "1 **LOST**", "0", "0"),
        ([mail("a@x.no", "1", "l"), mail("b@x.no", "2", "m"), mail("a@x.no", "1", "z")], "0", "1", "1 **UNLIKE**"),
        ([mail("a@x.no", "1", "l"), mail("b@x.no", "2", "m"), mail("a@x.no", "3", "l")], "0", "1", "1 **UNLIKE**"),
    ],
)
def test_lost_and_unlike_mails_are_told(taken: list[bytes], lost: str, twice: str, unlike: str) -> None:
    figures = [figure.value for figure in figures_of(MailServer(taken=taken), 2, 3)]
    assert figures == ["3", "2", lost, twice, unlike]
