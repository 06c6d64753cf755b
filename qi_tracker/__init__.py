"""qi_tracker: continuous quality improvement for Norwegian municipalities."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from qi_tracker.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application for these settings, by default those of the process.

    Raises
    ------
    SettingsError, WrongDatabase
        If a setting is wrong, or the database is not one this program may run on.
    """
    # The one import inside a function: at the top it would load the whole program with any of its modules, so that the
    # statistics needed a web framework and the chart renderer a database.
    from qi_tracker.wiring import build  # noqa: PLC0415

    return build(settings)
