"""JSON-stat is read cell by cell as the format's own author reads it, in every way that a sample can be written."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonstat_validator import validate_jsonstat
from playwright.sync_api import Browser

from devtools.places import NODE_MODULES
from qi_tracker.exchange.dataset import Dataset
from qi_tracker.exchange.jsonstat import datasets_in, read_jsonstat

SAMPLES = Path(__file__).parents[1] / "data/jsonstat"
TOOLKIT = NODE_MODULES / "jsonstat-toolkit" / "iife.js"
# Blanks around a label are not kept. The toolkit calls version 1 a bundle. Cells are asked for by codes, as ours are.
READ = """document => {
  const read = JSONstat(document);
  const dataset = read.class === "dataset" ? read : read.Dataset(0);
  const dimensions = dataset.id.map((code) => [code, dataset.Dimension(code)]);
  const cells = (left, codes) => left.length
    ? left[0][1].id.flatMap((category) => cells(left.slice(1), {...codes, [left[0][0]]: category}))
    : [[Object.values(codes), dataset.Data(codes).value, dataset.Data(codes).status]];
  return {
    title: dataset.label,
    source: dataset.source ?? "",
    updated: dataset.updated ?? "",
    dimensions: dimensions.map(([code, dimension]) => [code, dimension.label, dimension.role, dimension.id.map(
      (category) => {
        const one = dimension.Category(category);
        return [category, one.label.trim(), one.id ?? [], one.unit ? one.unit.label ?? one.unit.base : null];
      },
    )]),
    cells: cells(dimensions, {}),
  };
}"""


def _as_it_is(document: dict[str, Any]) -> None:
    """The sample itself."""


def _by_place(document: dict[str, Any]) -> None:
    """Values as an object of those there are, status as a list of all."""
    body = document.get("dataset", document)
    value, status = body["value"], body.get("status")
    if isinstance(value, list):
        body["value"] = {str(at): one for at, one in enumerate(value) if one is not None}
    if isinstance(status, dict) and isinstance(value, list):
        body["status"] = [status.get(str(at)) for at in range(len(value))]


def _turned(document: dict[str, Any]) -> None:
    """Every index as an object whose parts stand backwards, or as a list where it was an object."""
    body = document.get("dataset", document)
    for dimension in body["dimension"].values():
        if not isinstance(dimension, dict) or "index" not in dimension.get("category", {}):
            continue
        index = dimension["category"]["index"]
        if isinstance(index, list):
            dimension["category"]["index"] = {code: at for at, code in reversed(list(enumerate(index)))}
        else:
            dimension["category"]["index"] = sorted(index, key=index.__getitem__)


def _one_status(document: dict[str, Any]) -> None:
    """One status for all cells."""
    document.get("dataset", document)["status"] = "p"


WAYS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "as it is": _as_it_is,
    "by place": _by_place,
    "turned": _turned,
    "one status": _one_status,
}


def ours(document: dict[str, Any]) -> dict[str, Any]:
    """What we read, in the toolkit's shape; values and signs as they were read, before what a sign means."""
    [part] = datasets_in(json.dumps(document).encode()).values()
    dataset: Dataset = read_jsonstat(part)
    return {
        "title": dataset.title,
        "source": dataset.source,
        "updated": dataset.updated,
        "dimensions": [
            [
                dimension.code,
                dimension.label,
                dimension.role.value if dimension.role else None,
                [
                    [one.code, one.label, list(one.children), one.unit.name if one.unit else None]
                    for one in dimension.categories
                ],
            ]
            for dimension in dataset.dimensions
        ],
        "cells": [
            [list(codes), dataset.values[at], dataset.signs.get(at)] for at, (codes, _) in enumerate(dataset.cells())
        ],
    }


def test_every_sample_is_read_as_the_toolkit_reads_it(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=TOOLKIT)
    cells = 0
    for file in sorted(SAMPLES.glob("*.json")):
        for way, change in WAYS.items():
            document = json.loads(file.read_text("utf-8"))
            change(document)
            theirs = page.evaluate(READ, document)
            for dimension in theirs["dimensions"]:
                # A role of the toolkit's own for dimensions that have none, where others have.
                dimension[2] = None if dimension[2] == "classification" else dimension[2]
            assert ours(document) == theirs, f"{file.name}, {way}"
            cells += len(theirs["cells"])
    page.close()
    assert cells == 4 * (120 + 132 + 432 + 24 + 432 + 432)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_the_samples_are_json_stat(file: Path) -> None:
    document = json.loads(file.read_text("utf-8"))
    if "dataset" in document:
        # Version 1, which the validator does not know: the same parts in version 2's places.
        document = {"version": "2.0", "class": "dataset", **document["dataset"]}
        for part in ("id", "size", "role"):
            document[part] = document["dimension"].pop(part)
    assert validate_jsonstat(document)
