"""Slips in the analysis that no test can tell from the program, by name, and why."""

from collections.abc import Mapping
from typing import Final

EQUIVALENT: Final[Mapping[str, str]] = {}
