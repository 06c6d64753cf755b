"""Domain errors: a code and parameters, never a sentence. `i18n/errors.py` has the sentences, in three languages."""

import math
from collections.abc import Mapping


class DomainError(Exception):
    """Something the user asked for cannot be done; `code` says why, `field` where."""

    def __init__(self, code: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}"


class InvalidInput(DomainError):
    """The value itself is wrong."""


class InvalidSeries(DomainError):
    """Numbers that no chart can be computed from; `date` among the parameters names the row."""


class StaleVersion(DomainError):
    """Somebody else saved the same thing in the meantime, or deleted it: then the code says that."""

    def __init__(self, code: str = "stale_version") -> None:
        super().__init__(code)


class NotFound(DomainError):
    """The thing does not exist, or not for this actor."""

    def __init__(self) -> None:
        super().__init__("not_found")


class Forbidden(DomainError):
    """The actor sees the thing but may not do this with it."""

    def __init__(self) -> None:
        super().__init__("forbidden")


class PersonalNumberFound(InvalidInput):
    """A Norwegian personal number was typed. The value itself is never carried along."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__("personal_number", field=field)


class TooManyAttempts(DomainError):
    """Too much has been tried lately; `seconds` later it may be tried again."""

    def __init__(self, seconds: float) -> None:
        # In steps, so that nobody needs to count along.
        self.seconds = math.ceil(seconds / 5) * 5
        if self.seconds <= 60:
            super().__init__("wait_seconds", count=self.seconds)
        else:
            super().__init__("wait_minutes", count=math.ceil(self.seconds / 60))


class SettingsError(DomainError):
    """A setting is missing or wrong; the start is stopped."""


class WrongDatabase(DomainError):
    """The database is not one this program may run on."""


class BackupRefused(DomainError):
    """A backup cannot be made, is not one to trust, or may not be restored here. Nothing is changed."""


class TransferRefused(DomainError):
    """An organisation cannot be written to a file, or a file cannot be taken in here. Nothing is changed."""


class RenderingFailed(DomainError):
    """The chart renderer gave no picture."""


class MailNotSent(DomainError):
    """The mail server would not take this mail now; later it may."""


class MailRefused(MailNotSent):
    """The mail server will never take this mail."""


class MailServerDown(MailNotSent):
    """The mail server takes no mail at all, this one or another."""


class StatisticsNotFetched(DomainError):
    """A server of official statistics gave no numbers; a file from it can be read instead."""
