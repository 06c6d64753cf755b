"""Datasets as plain JSON values, for a draft that waits for its finder. No upload is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qi_tracker.exchange.dataset import Category, Dataset, Dimension, DimensionRole, Unit


def dataset_to_json(dataset: Dataset) -> dict[str, Any]:
    """The cells, their dimensions and where they came from."""
    return {
        "title": dataset.title,
        "source": dataset.source,
        "updated": dataset.updated,
        "licence": dataset.licence,
        "table": dataset.table,
        "dimensions": [asdict(dimension) for dimension in dataset.dimensions],
        "values": list(dataset.values),
        "signs": {str(place): sign for place, sign in dataset.signs.items()},
    }


def dataset_from_json(kept: Mapping[str, Any]) -> Dataset:
    """What `dataset_to_json` wrote."""
    return Dataset(
        title=kept["title"],
        dimensions=tuple(map(_dimension, kept["dimensions"])),
        values=kept["values"],
        signs={int(place): sign for place, sign in kept["signs"].items()},
        source=kept["source"],
        updated=kept["updated"],
        licence=kept["licence"],
        table=kept["table"],
    )


def _dimension(kept: Mapping[str, Any]) -> Dimension:
    role = DimensionRole(kept["role"]) if kept["role"] else None
    return Dimension(kept["code"], kept["label"], tuple(map(_category, kept["categories"])), role)


def _category(kept: Mapping[str, Any]) -> Category:
    unit = Unit(**kept["unit"]) if kept["unit"] else None
    return Category(kept["code"], kept["label"], tuple(kept["children"]), unit)
