"""History pages: who did what, when, and what stood there before."""

from qi_tracker.blueprints.history import redaction, text_redaction
from qi_tracker.blueprints.history.routes import blueprint

__all__ = ["blueprint", "redaction", "text_redaction"]
