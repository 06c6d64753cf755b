"""A draft as it is read now: the table that was chosen of the file, its dimensions, and the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.exchange.context_drafts import dataset_from_json, dataset_to_json
from qi_tracker.exchange.context_reading import Axes, Selection, axes_of, is_fitting, readings, suggested
from qi_tracker.exchange.dataset import MAX_CELLS, Dataset
from qi_tracker.exchange.pxweb import all_of, fetch_table, table_metadata
from qi_tracker.exchange.statistics import read_statistics, statistics_names
from qi_tracker.integrations.pxweb import PxwebServer, table_address
from qi_tracker.models import ContextDraft, Organization
from qi_tracker.services.context import ContextReading, is_context_draft_too_old
from qi_tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """One table of the file, and what is chosen of it."""

    names: Sequence[str]
    dataset: Dataset
    axes: Axes
    chosen: Selection

    @property
    def is_chosen(self) -> bool:
        """Whether it has all that was chosen."""
        return is_fitting(self.dataset, self.chosen)

    def readings(self) -> Sequence[ContextReading]:
        """The rows of numbers. Raises as `context_reading.readings` does."""
        return readings(self.dataset, self.chosen)


def file_to_json(data: bytes) -> dict[str, Any]:
    """All the tables of a file, as a draft keeps them.

    Raises
    ------
    InvalidInput
        As `read_statistics`, and `context_without_time` where no table has periods.
    """
    names = statistics_names(data)
    tables: dict[str, Any] = {}
    problem: InvalidInput | None = None
    n_cells = 0
    for name in names:
        dataset = read_statistics(data, name)
        n_cells += len(dataset.values)
        if n_cells > MAX_CELLS:
            raise InvalidInput("statistics_too_large", limit=MAX_CELLS)
        try:
            axes_of(dataset)
        except InvalidInput as found:
            problem = found
        else:
            tables[name] = dataset_to_json(dataset)
    if not tables:
        raise problem or InvalidInput("statistics_empty")
    return {"tables": tables}


def fetched_to_json(settings: Settings, text: str, own: str | None) -> dict[str, Any]:
    """A table from a server that the installation names, as a draft keeps it; of its places the kommune's own.

    Raises
    ------
    InvalidInput, StatisticsNotFetched
        As `exchange/pxweb.py`, and `context_without_time`.
    """
    address = table_address(settings, text)
    server = PxwebServer.of(settings, address)
    selection = all_of(table_metadata(server, address.table), [own] if own else [])
    dataset = fetch_table(server, address.table, selection).dataset
    axes_of(dataset)
    return {"tables": {"": dataset_to_json(dataset)}}


def read_draft(draft: ContextDraft, table: str | None = None) -> ReadDraft:
    """The draft; with another of its tables when that is asked for."""
    if is_context_draft_too_old(draft):
        raise NotFound
    tables: Mapping[str, Any] = draft.table["tables"]
    kept = Selection.from_json(draft.settings)
    wanted = kept.table if table is None else table
    name = wanted if wanted in tables else next(iter(tables))
    dataset = dataset_from_json(tables[name])
    is_kept = bool(draft.settings) and name == kept.table
    chosen = kept if is_kept else _suggested(draft, dataset, name)
    return ReadDraft(tuple(tables), dataset, axes_of(dataset), chosen)


def own_number(draft: ContextDraft) -> str | None:
    """The number of the organisation's own kommune."""
    organization: Organization = draft.project.organization
    return organization.number


def _suggested(draft: ContextDraft, dataset: Dataset, name: str) -> Selection:
    found = suggested(dataset, own_number(draft))
    return Selection(found.place, found.categories, found.since, name)
