"""The bin: what was deleted, and the way back."""

from qi_tracker.blueprints.bin.routes import blueprint

__all__ = ["blueprint"]
