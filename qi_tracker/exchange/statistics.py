"""Bytes of official statistics → `Dataset`, by the registry of formats. What cannot be read is refused with a code."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dataset import Dataset
from qi_tracker.exchange.jsonstat import datasets_in, is_json, read_jsonstat
from qi_tracker.exchange.raw_table import MAX_BYTES, MEGABYTE
from qi_tracker.exchange.statistics_table import is_table, read_statistics_table
from qi_tracker.exchange.statistics_zip import is_zip_of_files, members
from qi_tracker.exchange.tables import read_table


class StatisticsFormat(NamedTuple):
    """A kind of statistics: how it is recognised, and what finds its datasets, each read when it is asked for."""

    recognises: Callable[[bytes], bool]
    find: Callable[[bytes], Mapping[str, Callable[[], Dataset]]]


def _jsonstat(data: bytes) -> Mapping[str, Callable[[], Dataset]]:
    return {name: partial(read_jsonstat, part) for name, part in datasets_in(data).items()}


def _zip(data: bytes) -> Mapping[str, Callable[[], Dataset]]:
    return {name: partial(_member, read, name) for name, read in members(data).items()}


def _member(read: Callable[[], bytes], name: str) -> Dataset:
    """The one table of a file in a ZIP, or the sheet that is most like one. A ZIP in a ZIP is not opened."""
    data = read()
    if is_zip_of_files(data):
        raise InvalidInput("unsafe_file")
    if is_json(data):
        return read_statistics(data)
    return read_statistics_table(read_table(data).rows, PurePosixPath(name).stem)


def _table(data: bytes) -> Mapping[str, Callable[[], Dataset]]:
    raw = read_table(data)
    sheets = {name: rows for name, rows in {raw.sheet or "": raw.rows, **raw.other_sheets}.items() if is_table(rows)}
    chosen = sheets or {raw.sheet or "": raw.rows}
    return {name: partial(read_statistics_table, rows, name) for name, rows in chosen.items()}


FORMATS = (
    StatisticsFormat(is_json, _jsonstat),
    StatisticsFormat(is_zip_of_files, _zip),
    StatisticsFormat(lambda _data: True, _table),
)


def read_statistics(data: bytes, name: str | None = None) -> Dataset:
    """The dataset in the file, or the one of that name where there are several.

    Raises
    ------
    InvalidInput
        As for any table (`read_table`) and, for a ZIP, `unsafe_file`; `statistics_wrong_file`, `statistics_damaged`,
        `statistics_only_links`, `statistics_inconsistent`, `statistics_ambiguous`, `statistics_too_large`,
        `statistics_empty`; `statistics_several` when there are several and no name is given, `statistics_not_found`
        when none has that name.
    PersonalNumberFound
        A text has a personal number.
    """
    found = _find(data)
    if name is None and len(found) == 1:
        return next(iter(found.values()))()
    if name is None:
        raise InvalidInput("statistics_several", count=len(found))
    if name not in found:
        raise InvalidInput("statistics_not_found")
    return found[name]()


def statistics_names(data: bytes) -> tuple[str, ...]:
    """Names of the datasets in the file, to choose from; the same errors as `read_statistics`, but of the numbers."""
    return tuple(_find(data))


def _find(data: bytes) -> Mapping[str, Callable[[], Dataset]]:
    if not data.strip():
        raise InvalidInput("empty_file")
    if len(data) > MAX_BYTES:
        raise InvalidInput("file_too_large", limit_mb=MAX_BYTES // MEGABYTE)
    return next(kind for kind in FORMATS if kind.recognises(data)).find(data)
