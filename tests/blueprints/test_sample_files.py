"""Real files made elsewhere, uploaded and pasted as they are: the right observations, without one correction."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.observations import observations_of
from qi_tracker.vocabulary import Frequency, ValueType
from tests.client import Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import new_measure
from tests.people import Who

FILES = Path(__file__).parents[1] / "data" / "csv"

# The file: what is measured, how often, and the first period.
SAMPLES = {
    "sample_p.csv": (ValueType.PROPORTION, Frequency.MONTH, date(2023, 1, 1)),
    "sample_run.csv": (ValueType.PROPORTION, Frequency.MONTH, date(2023, 1, 1)),
    "spc_exampledata.csv": (ValueType.PROPORTION, Frequency.MONTH, date(2022, 1, 1)),
    "time_hours.csv": (ValueType.NUMBER, Frequency.WEEK, date(2024, 1, 1)),
}


def rows_of(name: str) -> list[list[str]]:
    """The file's rows without column names, read in the simplest way there is."""
    return [line.split(";") for line in (FILES / name).read_text("utf-8-sig").splitlines()[1:] if line.strip(";")]


def written(name: str) -> list[tuple[float | None, float | None, float | None]]:
    """The numbers as they stand in the file: numerator, denominator, value."""
    first = 3 if name == "spc_exampledata.csv" else 1
    if name == "time_hours.csv":
        return [(None, None, float(row[1])) for row in rows_of(name)]
    return [(float(row[first]), float(row[first + 1]), None) for row in rows_of(name)]


def apply(sign_in: SignIn, page: Page) -> None:
    """Import what the preview shows, as it stands."""
    browser = sign_in(Who.LEAD)
    preview = browser.follow(page)
    browser.follow(browser.send(preview, action="/apply"))


@pytest.mark.parametrize("way", ["upload", "paste"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_from_elsewhere_is_imported_without_a_correction(
    sign_in: SignIn, prepared: Prepared, name: str, way: str
) -> None:
    value_type, frequency, first = SAMPLES[name]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure_id = new_measure(prepared.world, name="Importert", value_type=value_type).id
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/import")
    content = (FILES / name).read_bytes()
    if way == "upload":
        key = page.form().fields["idempotency_key"][0]
        values = {"idempotency_key": key, "pasted": "", "file": FileStorage(BytesIO(content), name)}
        sent = browser.post(page.address, values)
    else:
        sent = browser.send(page, {"pasted": content.decode("utf-8-sig").replace(";", "\t")})
    apply(sign_in, sent)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        found = observations_of(measure)
        assert measure.frequency is frequency
        assert [(one.numerator, one.denominator, one.value) for one in found] == written(name)
        assert found[0].period == first
