"""The answers of others that ours are held against; what they are and who gave them is in their README."""

import gzip
import json
import lzma
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "reference"

Case = Mapping[str, Any]


def load(name: str) -> Any:
    """A table: limits, boundaries, chances."""
    with gzip.open(FOLDER / name, "rt", encoding="utf-8") as file:
        return json.load(file)


def cases(name: str) -> list[Case]:
    """The cases of one chart, `qic_` and its name, or of the NHS tool, `ptd_xmr`."""
    return _all_cases()[name]


@cache
def _all_cases() -> dict[str, list[Case]]:
    with lzma.open(FOLDER / "cases.json.xz", "rt", encoding="utf-8") as file:
        found: dict[str, list[Case]] = json.load(file)
    return found
