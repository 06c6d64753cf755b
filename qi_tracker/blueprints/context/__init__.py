"""Official statistics beside a project, as background."""

from qi_tracker.blueprints.context.routes import blueprint

__all__ = ["blueprint"]
