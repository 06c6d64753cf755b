"""Serves on this machine: migrates, makes the link to the first account, and answers requests until stopped."""

import socket
from collections.abc import Callable

import waitress
from flask import Flask, url_for

from qi_tracker import create_app, worker
from qi_tracker.blueprints.common import charts
from qi_tracker.demo.loader import load_demo
from qi_tracker.errors import SettingsError
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import Migrated, migrate
from qi_tracker.safekeeping.backup import keep_before_migrating
from qi_tracker.services.invitations import invite_first_person
from qi_tracker.services.people import has_people
from qi_tracker.services.summaries import local_today
from qi_tracker.settings import Settings

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
# Ports tried after the default one when nobody asked for a certain port.
MORE_PORTS = 20
THREADS = 8
# The app refuses what is larger than a form may be, in words. This much is not even received to be refused.
LARGEST_BODY = 64 * 1024 * 1024

Say = Callable[[str, dict[str, object]], None]


def prepare(settings: Settings, say: Say) -> Flask:
    """Bring the database in step and build the application; `say` gets a code and parameters for each step.

    Raises
    ------
    SettingsError, WrongDatabase
        If the start must stop.
    """
    _tell_migration(migrate(settings, keep_before_migrating), say)
    app = create_app(settings)
    if settings.demo:
        with app.app_context():
            load_demo(local_today())
            db.session.commit()
    return app


def _tell_migration(done: Migrated, say: Say) -> None:
    if done.backup is not None:
        say("backed_up", {"file": done.backup})
    if done.created:
        say("database_made", {})
    elif done.changed:
        say("database_migrated", {})


def first_account_link(app: Flask, address: str) -> str | None:
    """The one-use link to an empty installation's first account; None where somebody has one."""
    with app.app_context():
        if has_people():
            return None
        token = invite_first_person()
        db.session.commit()
    with app.test_request_context(base_url=address):
        return url_for("auth.first_account", token=token, _external=True)


def open_socket(port: int | None) -> socket.socket:
    """A listening socket on loopback: on this port, or on the first free one from the default.

    Raises
    ------
    SettingsError
        If the port is taken.
    """
    wanted = [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + MORE_PORTS)
    for number in wanted:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, number))
        except OSError:
            listener.close()
            continue
        return listener
    raise SettingsError("port_taken", port=wanted[0])


def serve(app: Flask, listener: socket.socket) -> None:
    """Answer requests until interrupted."""
    # Which forwarding headers are believed is decided in `wiring.py`. None is hidden, since the demo lets nobody in
    # whose request was passed on.
    waitress.serve(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
        max_request_body_size=LARGEST_BODY,
    )


def run(settings: Settings, port: int | None, say: Say) -> None:
    """`qi-tracker run`: all of it. Prints through `say` and returns when interrupted."""
    listener = open_socket(port)
    app = prepare(settings, say)
    address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    link = first_account_link(app, address)
    charts.renderer_of(app).start()
    say("serving", {"address": address})
    if link is not None:
        say("first_account", {"link": link})
    with worker.beside(app):
        serve(app, listener)
