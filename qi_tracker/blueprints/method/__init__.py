"""How well a team follows the method, and how far it has come: for the team itself."""

from qi_tracker.blueprints.method.routes import blueprint

__all__ = ["blueprint"]
