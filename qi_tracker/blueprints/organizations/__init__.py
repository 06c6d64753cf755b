"""Organisations: who belongs to them, and what each may see."""

from qi_tracker.blueprints.organizations import accounts, people
from qi_tracker.blueprints.organizations.routes import blueprint

__all__ = ["accounts", "blueprint", "people"]
