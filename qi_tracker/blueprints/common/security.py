"""Headers on every response, errors and downloads too."""

from flask import Flask, Response, current_app, request

from qi_tracker.blueprints.common.sessions import current_actor

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


FIRST_ERROR = 400

# A year; for this host alone, since the municipality's other services are none of ours.
TRANSPORT_SECURITY = "max-age=31536000"


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if _is_served_safely():
        response.headers["Strict-Transport-Security"] = TRANSPORT_SECURITY
    if _has_secret():
        # An address that somebody pastes on a page of their own must not be found by searching.
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if request.endpoint != "static" or response.status_code >= FIRST_ERROR:
        # Pages hold what a person may see: no cache keeps them, and the back button asks again.
        response.headers["Cache-Control"] = "no-store" if _is_private(response) else "no-cache"
    return response


def _is_private(response: Response) -> bool:
    return current_actor().person_id is not None or _has_secret() or bool(response.cache_control.no_store)


def _has_secret() -> bool:
    """Whether the address itself opens something."""
    return "token" in (request.view_args or {})


def _is_served_safely() -> bool:
    address: str = current_app.config["QI_SETTINGS"].address
    return request.is_secure or address.startswith("https://")


def init_app(app: Flask) -> None:
    """Add the headers to every response."""
    app.after_request(_add_headers)
