"""Improvement projects: started with three questions, seen whole on one page."""

from qi_tracker.blueprints.projects import files, path, people, timeline
from qi_tracker.blueprints.projects.routes import blueprint

__all__ = ["blueprint", "files", "path", "people", "timeline"]
