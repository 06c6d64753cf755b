"""Kvalitetsstjerne: a team scores its services blind, sees together what it came to, and picks what to work on."""

from qi_tracker.blueprints.stars.routes import blueprint

__all__ = ["blueprint"]
