"""Annotations on a measure's chart: what happened, and when."""

from qi_tracker.blueprints.annotations.routes import blueprint

__all__ = ["blueprint"]
