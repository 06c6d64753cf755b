"""Aim and drivers: why the team believes that it works, as a driver diagram, a logic chain and an outline."""

from qi_tracker.blueprints.drivers.routes import blueprint

__all__ = ["blueprint"]
