"""Organisations: who belongs to them, and what each may see."""

from qi_tracker.blueprints.organizations import accounts, files, people
from qi_tracker.blueprints.organizations.routes import blueprint

__all__ = ["accounts", "blueprint", "files", "people"]
