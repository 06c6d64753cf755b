"""`/healthz`: alive as soon as it answers, ready when its database is there and at this program's schema."""

import structlog
from flask import Blueprint, Response, current_app, jsonify, make_response
from sqlalchemy.exc import SQLAlchemyError

from qi_tracker.blueprints.common.access import public
from qi_tracker.errors import WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import check_database

SERVICE_UNAVAILABLE = 503

log = structlog.get_logger()

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def show() -> Response:
    """Live and ready, or 503. Says nothing else: anyone may ask."""
    is_ready = _is_ready()
    return make_response(jsonify(live=True, ready=is_ready), 200 if is_ready else SERVICE_UNAVAILABLE)


def _is_ready() -> bool:
    try:
        check_database(db.engine, current_app.config["QI_SETTINGS"])
    except (SQLAlchemyError, WrongDatabase) as problem:
        log.warning("not_ready", kind=type(problem).__name__, code=getattr(problem, "code", None))
        return False
    return True
