"""Home: what should I do now?"""

from qi_tracker.blueprints.home.routes import blueprint

__all__ = ["blueprint"]
