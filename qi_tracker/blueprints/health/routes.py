"""`/healthz`: alive as soon as it answers, ready when its database is there, at this schema and writable."""

import structlog
from flask import Blueprint, Response, current_app, jsonify, make_response, request
from sqlalchemy.exc import SQLAlchemyError

from qi_tracker.blueprints.common.access import public
from qi_tracker.errors import WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import check_database
from qi_tracker.models import database as drivers

SERVICE_UNAVAILABLE = 503
# Whoever watches asks often, and gives up early.
PATIENCE_SECONDS = 2.0

log = structlog.get_logger()

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def show() -> Response:
    """Live and ready, or 503; with `?live` only the first. Says nothing else: anyone may ask.

    A program that is live and not ready needs no restart: it serves again by itself when its database does.
    """
    if "live" in request.args:
        return jsonify(live=True)
    is_ready = _is_ready()
    return make_response(jsonify(live=True, ready=is_ready), 200 if is_ready else SERVICE_UNAVAILABLE)


def _is_ready() -> bool:
    """Whether the database is there, is this program's, is at its version, and can be written to."""
    try:
        with drivers.waiting_at_most(PATIENCE_SECONDS):
            check_database(db.engine, current_app.config["QI_SETTINGS"])
            is_writable = drivers.is_writable(db.engine)
    except (SQLAlchemyError, WrongDatabase, OSError) as problem:
        log.warning("not_ready", kind=type(problem).__name__, code=getattr(problem, "code", None))
        return False
    if not is_writable:
        log.warning("not_ready", kind="not_writable")
    return is_writable
