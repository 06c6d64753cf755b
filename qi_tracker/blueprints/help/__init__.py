"""Help: what does this mean? Public, so that it can be read before one has an account."""

from qi_tracker.blueprints.help.routes import blueprint

__all__ = ["blueprint"]
