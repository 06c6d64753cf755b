"""What a team asks its leader or adviser, and what they decided."""

from qi_tracker.blueprints.help_requests.routes import blueprint

__all__ = ["blueprint"]
