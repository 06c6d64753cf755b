"""The library of ready indicators, as a page to choose from."""

from qi_tracker.blueprints.indicators.routes import blueprint

__all__ = ["blueprint"]
