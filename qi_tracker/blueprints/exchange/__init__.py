"""Numbers in: paste or upload, preview, correct, apply, undo."""

from qi_tracker.blueprints.exchange.routes import blueprint

__all__ = ["blueprint"]
