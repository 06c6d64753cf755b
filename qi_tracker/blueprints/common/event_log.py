"""A line in the log for each request that changes something or is refused: who, what, how it went; never the words."""

import structlog
from flask import Flask, Response, g, request

from qi_tracker.blueprints.common.sessions import SAFE_METHODS, current_actor

FIRST_REFUSAL = 400

log = structlog.get_logger()


def signed_in(person_id: int) -> None:
    """Say in the request's line who has signed in by it."""
    g.signed_in = person_id


def came_by_link(person_id: int) -> None:
    """Say in the request's line whose mailed link was used."""
    g.by_link = person_id


def _tell(response: Response) -> Response:
    is_refused = response.status_code >= FIRST_REFUSAL
    if is_refused or request.method not in SAFE_METHODS:
        tell = log.warning if is_refused else log.info
        tell(
            "request",
            method=request.method,
            # The route, not the address: that may hold a token.
            route=request.endpoint,
            thing=next((value for value in (request.view_args or {}).values() if isinstance(value, int)), None),
            status=response.status_code,
            person=current_actor().person_id,
            **({"signed_in": g.signed_in} if "signed_in" in g else {}),
            **({"by_link": g.by_link} if "by_link" in g else {}),
        )
    return response


def init_app(app: Flask) -> None:
    """Tell of every request."""
    app.after_request(_tell)
