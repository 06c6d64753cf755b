"""The reader's language, and formats bound to it for templates."""

from datetime import date, datetime
from enum import StrEnum

from flask import Flask, g, request

from qi_tracker.blueprints.common.sessions import current_person
from qi_tracker.i18n import formats, labels
from qi_tracker.i18n.tool_help import Tool, ToolHelp, tool_help
from qi_tracker.i18n.translate import Words, install, negotiate, words_for
from qi_tracker.services.dates import local_day
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import Frequency, Language

LANGUAGE_COOKIE = "__Host-qi-language"


def current_words() -> Words:
    """The texts in the reader's language: chosen by the person, else by this browser, else what it asks for."""
    if "words" not in g:
        person = current_person()
        chosen = person.language if person is not None else chosen_language()
        g.words = words_for(chosen or negotiate(request.headers.get("Accept-Language")))
    words: Words = g.words
    return words


def speak(language: Language) -> None:
    """Let the rest of the request be read in this language."""
    g.words = words_for(language)


def current_language() -> Language:
    """The reader's language."""
    return current_words().language


def chosen_language() -> Language | None:
    """What somebody has chosen in this browser; None when nobody has."""
    try:
        return Language(request.cookies.get(LANGUAGE_COOKIE, ""))
    except ValueError:
        return None


def _date_near(day: date) -> str:
    return formats.date_near(day, current_language())


def _date_long(day: date) -> str:
    return formats.date_long(day, current_language())


def _date_by_distance(day: date) -> str:
    return formats.date_by_distance(day, local_today(), current_language())


def _relative_day(day: date) -> str:
    return formats.relative_day(day, local_today(), current_language())


def _date_range(first: date, last: date | None) -> str:
    return formats.date_range(first, last or first, current_language())


def _moment(moment: datetime) -> str:
    return formats.datetime_local(moment, current_language())


def _moment_day(moment: datetime) -> str:
    return formats.date_long(local_day(moment), current_language())


def _moment_near(moment: datetime) -> str:
    return _date_by_distance(local_day(moment))


def _number(value: float, decimals: int | None = None) -> str:
    return formats.number(value, current_language(), decimals)


def _value(value: float, unit: str, decimals: int | None = None) -> str:
    return formats.value(value, unit, current_language(), decimals)


def _period(day: date, frequency: Frequency, short: bool = False) -> str:
    return formats.period_label(day, frequency, current_language(), short)


def _label(member: StrEnum) -> str:
    return labels.label(member, current_words())


def tool_help_of(tool: str) -> ToolHelp:
    """What is said of a tool, in the reader's language; the tool by its value."""
    return tool_help(Tool(tool), current_words())


def _settle_language() -> None:
    """Once, while the person is loaded: an error page must not ask the database."""
    current_words()


def init_app(app: Flask) -> None:
    """Give templates texts and formats in the reader's language."""
    app.before_request(_settle_language)
    install(app.jinja_env, current_words)
    # A global, because the macros of components see no context.
    app.jinja_env.globals["tool_help_of"] = tool_help_of
    app.jinja_env.filters.update(
        date_near=_date_near,
        date_long=_date_long,
        date_by_distance=_date_by_distance,
        within_quotes=formats.within_quotes,
        relative_day=_relative_day,
        date_range=_date_range,
        moment=_moment,
        moment_day=_moment_day,
        moment_near=_moment_near,
        number=_number,
        value=_value,
        period=_period,
        label=_label,
    )
