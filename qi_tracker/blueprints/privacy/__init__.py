"""What an organisation keeps about people, who sees it, what leaves, and how long it is kept."""

from qi_tracker.blueprints.privacy import texts
from qi_tracker.blueprints.privacy.routes import blueprint

__all__ = ["blueprint", "texts"]
