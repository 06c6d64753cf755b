"""Whether the program lives and can serve, for whatever watches over it."""

from qi_tracker.blueprints.health.routes import blueprint

__all__ = ["blueprint"]
