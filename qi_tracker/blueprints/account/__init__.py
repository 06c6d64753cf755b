"""One's own account; and for the one who runs the installation, a way to help with others'."""

from qi_tracker.blueprints.account import calendar, handing_over, helping, own_data, reminders
from qi_tracker.blueprints.account.routes import blueprint

__all__ = ["blueprint", "calendar", "handing_over", "helping", "own_data", "reminders"]
