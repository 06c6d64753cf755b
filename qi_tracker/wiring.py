"""Puts the parts of the application together. The only module that knows them all."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from qi_tracker import logs
from qi_tracker.blueprints import (
    account,
    aims,
    annotations,
    auth,
    bin,
    causes,
    change_ideas,
    context,
    drafts,
    drivers,
    exchange,
    health,
    help,
    help_requests,
    home,
    idea_library,
    indicators,
    measures,
    meetings,
    method,
    organizations,
    pdsa,
    privacy,
    projects,
    stars,
    surroundings,
    tasks,
    units,
)
from qi_tracker.blueprints import (
    history as history_pages,
)
from qi_tracker.blueprints.common import charts, error_pages, event_log, pages, security, sessions, words
from qi_tracker.blueprints.common import drafts as form_drafts
from qi_tracker.extensions import csrf, db
from qi_tracker.migrations.runner import check_database
from qi_tracker.models import database
from qi_tracker.services import audit_chain, history, summaries
from qi_tracker.services.saving import guard_statements
from qi_tracker.settings import Settings, load_settings

MEGABYTE = 1024 * 1024
# An upload of 5 MB (exchange) and the form around it.
LARGEST_REQUEST = 6 * MEGABYTE
# The largest form: a grid of several hundred rows, or a pasted table.
LARGEST_FORM = 5 * MEGABYTE

BLUEPRINTS = (
    account.blueprint,
    aims.blueprint,
    annotations.blueprint,
    auth.blueprint,
    bin.blueprint,
    causes.blueprint,
    change_ideas.blueprint,
    context.blueprint,
    drafts.blueprint,
    drivers.blueprint,
    exchange.blueprint,
    health.blueprint,
    help.blueprint,
    history_pages.blueprint,
    home.blueprint,
    idea_library.blueprint,
    indicators.blueprint,
    measures.blueprint,
    meetings.blueprint,
    method.blueprint,
    organizations.blueprint,
    pdsa.blueprint,
    privacy.blueprint,
    projects.blueprint,
    stars.blueprint,
    surroundings.blueprint,
    tasks.blueprint,
    help_requests.blueprint,
    units.blueprint,
)

# Importing these registers what they do at every flush and commit. The chain comes last: it covers what they write.
LISTENERS = (history, summaries, audit_chain)


def build(settings: Settings | None) -> Flask:
    """The application, configured and with everything bound to it."""
    logs.configure()
    app = Flask("qi_tracker")
    _connect(app, settings or load_settings())
    return app


def _connect(app: Flask, settings: Settings) -> None:
    app.config.update(
        QI_SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url),
        SESSION_COOKIE_NAME="__Host-qi-page",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=50_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.proxies:
        # Not the host: a proxy that leaves X-Forwarded-Host alone would let a stranger choose it. Proxies keep Host.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)  # type: ignore[method-assign]  # as Flask's own guide does
    db.init_app(app)
    with app.app_context():
        database.configure(db.engine)
        guard_statements(db.engine)
        check_database(db.engine, settings)
    for part in (sessions, words, pages, security, event_log, error_pages, charts, form_drafts):
        part.init_app(app)
    # After `sessions`: what is answered to a form that is too old depends on who asks.
    csrf.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.demo:
        app.register_blueprint(auth.demo_blueprint)
