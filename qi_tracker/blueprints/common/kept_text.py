"""What somebody typed in a form that could not be received: carried along until they can send it again.

It rides in hidden fields, through the sign-in form when one is needed. Nothing is stored, and it works without
JavaScript.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flask import request

from qi_tracker.blueprints.common.merging import CHOICE, MINE, THEIRS
from qi_tracker.blueprints.common.pages import local_address
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.vocabulary import Language

PREFIX = "kept-"
TARGET = "resume-at"
FILES_LOST = "files-lost"
TEXT_LOST = "text-lost"

# Secrets, and what belongs to the page that was refused.
NOT_KEPT = frozenset({"csrf_token", "password", "present_password"})
# Kept, but nothing that a person has typed.
TECHNICAL = frozenset({"idempotency_key", "version", "seen_values", "next"})
_OF_CONFLICT = (CHOICE, THEIRS, MINE)

# What radio buttons, lists and ticked boxes send.
_CHOICES = frozenset(
    [
        "y",
        *(
            member.value
            for kind in StrEnum.__subclasses__()
            if kind.__module__ == Language.__module__
            for member in kind
        ),
    ]
)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The fields of one form, where it was sent to, and what of it could not be kept."""

    target: str
    fields: tuple[tuple[str, str], ...]
    files_lost: bool = False
    text_lost: bool = False

    @property
    def typed(self) -> list[str]:
        """What the person recognises: their words and numbers, without choices and technical fields."""
        return [
            value
            for name, value in self.fields
            if value.strip()
            and name not in TECHNICAL
            and not name.startswith(_OF_CONFLICT)
            and not name.endswith("_id")
            and value not in _CHOICES
        ]

    @property
    def riding(self) -> Iterator[tuple[str, str]]:
        """Hidden fields for a form that is sent in between, to be read back by `ridden_along`."""
        yield TARGET, self.target
        if self.files_lost:
            yield FILES_LOST, "1"
        if self.text_lost:
            yield TEXT_LOST, "1"
        for name, value in self.fields:
            yield PREFIX + name, value


def refused_form() -> KeptForm:
    """The form of this request, without passwords and personal numbers."""
    sent = [(name, value) for name, values in request.form.lists() for value in values if name not in NOT_KEPT]
    kept = tuple((name, value) for name, value in sent if not contains_personal_number(value))
    return KeptForm(request.full_path.rstrip("?"), kept, bool(request.files), len(kept) < len(sent))


def ridden_along() -> KeptForm | None:
    """The form that this request carries for another; None when it carries none."""
    target = local_address(request.form.get(TARGET))
    if target is None:
        return None
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name, values in request.form.lists()
        if name.startswith(PREFIX)
        for value in values
        if not contains_personal_number(value)
    )
    return KeptForm(target, fields, FILES_LOST in request.form, TEXT_LOST in request.form)


def is_sent_from_our_page() -> bool:
    """Whether a page of ours sent the form: what another site sends is not kept, lest somebody sends it for them."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host
