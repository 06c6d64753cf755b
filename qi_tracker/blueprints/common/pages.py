"""How a page is made: the shell around it, and the status it is answered with."""

import uuid
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.saving import AlreadySaved, answered_before
from qi_tracker.blueprints.common.sessions import current_actor, current_person, is_demo, only_read_from_here
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.services.organizations import organizations_of
from qi_tracker.services.summaries import local_today

NO_CONTENT = 204
CONFLICT = 409
UNPROCESSABLE = 422
MAX_ADDRESS_LENGTH = 2000
# Pages that lie beneath an entry of the menu which is not their own blueprint's.
_MENU_OF: dict[str | None, str] = {"units": "organizations", "privacy": "organizations", "idea_library": "projects"}


def render(template: str, status: int | None = None, **context: Any) -> Response:
    """The page, rendered outside any write transaction.

    A form that was refused is answered with 409 (somebody else saved first) or 422, so that no cache and no test takes
    it for a success.
    """
    if request.method not in ("GET", "HEAD"):
        only_read_from_here()
    form = context.get("form")
    if status is None and isinstance(form, BaseForm) and request.method == "POST":
        status = CONFLICT if form.conflict is not None else UNPROCESSABLE if form.errors or form.form_errors else None
        # Sent once more after its first sending made it impossible: who was added can no longer be chosen.
        led_to = answered_before() if status == UNPROCESSABLE else None
        if led_to:
            raise AlreadySaved(led_to)
        if status == UNPROCESSABLE:
            # The next sending is a new attempt, and the page before it may still be sent as its own.
            form.idempotency_key.data = _new_key()
    return make_response(render_template(template, **context), status or 200)


def local_address(address: str | None) -> str | None:
    """The address when it leads to a page of ours; None for anything else.

    Browsers read `//x`, `///x` and `/\\x` as another site, and drop control characters before they read.
    """
    if not address or len(address) > MAX_ADDRESS_LENGTH:
        return None
    if any(character < " " or character == "\\" for character in address):
        return None
    return address if address.startswith("/") and not address.startswith("//") else None


def shell() -> dict[str, Any]:
    """What surrounds every page: names, menu, language, sign-out."""
    person, actor, words = current_person(), current_actor(), current_words()
    bare = {"language": current_language().value, "home_url": url_for("home.index"), "is_demo": is_demo()}
    organizations = organizations_of(actor) if person is not None else []
    here = local_address(request.full_path.rstrip("?")) if request.method == "GET" else None
    menu: list[tuple[str, str, dict[str, Any]]] = [
        (words.gettext("Home"), "home.index", {}),
        (words.gettext("Projects"), "projects.index", {}),
        (words.gettext("Organisation"), "organizations.index", {}),
        (words.gettext("Help"), "help.index", {}),
    ]
    return bare | {
        "here": here or url_for("home.index"),
        "person_name": person.name if person is not None else None,
        "organization_name": organizations[0].name if len(organizations) == 1 else None,
        "items": [
            (
                label,
                url_for(endpoint, **values),
                _MENU_OF.get(request.blueprint, request.blueprint) == endpoint.split(".")[0],
            )
            for label, endpoint, values in menu
            if person is not None or endpoint == "help.index"
        ],
        "account_url": url_for("account.index"),
        "language_url": url_for("auth.choose_language"),
        "sign_out_url": url_for("auth.sign_out"),
        "demo_url": url_for("demo.index") if "demo.index" in current_app.view_functions else None,
    }


def bare_shell() -> dict[str, Any]:
    """The little that an error page needs; asks no database."""
    return {"language": current_language().value, "home_url": url_for("home.index"), "is_demo": is_demo()}


class _LazyShell:
    """Built when the page first asks, so that error pages, which are bare, never ask the database."""

    def __init__(self) -> None:
        self._parts: dict[str, Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if name in ("language", "home_url", "is_demo"):
            return bare_shell()[name]
        if self._parts is None:
            self._parts = shell()
        try:
            return self._parts[name]
        except KeyError:
            raise AttributeError(name) from None


def _new_key() -> str:
    """The key of a form that is a button alone."""
    return uuid.uuid4().hex


def _context() -> dict[str, Any]:
    return {
        "shell": _LazyShell(),
        "can": can,
        "Permission": Permission,
        "today": local_today(),
        "sender": current_actor().key,
    }


def init_app(app: Flask) -> None:
    """Give every template its surroundings."""
    app.context_processor(_context)
    # A global, because the macros of components see no context.
    app.jinja_env.globals["idempotency_key"] = _new_key
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
