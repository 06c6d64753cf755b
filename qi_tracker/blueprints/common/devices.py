"""A browser in a few words, for the list of where one is signed in: "Firefox, Windows". Versions are not kept."""

import re
from collections.abc import Sequence

# In this order: most browsers also claim to be those after them.
_BROWSERS: Sequence[tuple[str, str]] = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Opera", r"OPR/|OPT/|Opera"),
    ("Vivaldi", r"Vivaldi/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS: Sequence[tuple[str, str]] = (
    ("iPhone", r"iPhone|iPod"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
SEPARATOR = ", "


def device_of(user_agent: str) -> str:
    """Browser and system, as far as they can be told; empty for what is no browser."""
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return SEPARATOR.join(name for name in found if name)


def _first(names: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
