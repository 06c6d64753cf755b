"""Signing in and out, the accounts that links lead to, the language; in the demo a page of people to be."""

from qi_tracker.blueprints.auth import links, resets
from qi_tracker.blueprints.auth.demo import demo_blueprint
from qi_tracker.blueprints.auth.routes import blueprint

__all__ = ["blueprint", "demo_blueprint", "links", "resets"]
