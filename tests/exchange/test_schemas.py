"""The schemas in the package are those that the program's own columns make."""

from pathlib import Path

import pytest

import qi_tracker
from qi_tracker.commands.export_schema import schema_text

PLACES = {"organization": "safekeeping", "download": "exchange"}


@pytest.mark.parametrize("document", PLACES)
def test_the_schema_in_the_package_is_the_one_of_today(document: str) -> None:
    path = f"qi_tracker/{PLACES[document]}/{document}.schema.json"
    kept = (Path(qi_tracker.__file__).parents[1] / path).read_text("utf-8")
    assert kept == schema_text(document) + "\n", f"renew it: qi-tracker export-schema {document} > {path}"
