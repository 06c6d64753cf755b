"""The parts of an organisation, as a tree, and who leads them."""

from qi_tracker.blueprints.units.routes import blueprint

__all__ = ["blueprint"]
