"""The log: no personal number reaches it, whichever field or traceback it stands in."""

import json
from collections.abc import Iterator

import pytest
import structlog

from qi_tracker.logs import configure

# Month + 80: never issued to anyone.
INVENTED = "01813250035"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_a_personal_number_is_taken_out_of_fields_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    try:
        raise ValueError(f"bad value {INVENTED}")
    except ValueError:
        structlog.get_logger().exception(f"refused {INVENTED}", typed=f"018132 50035 and {INVENTED}")
    written = capsys.readouterr().err
    assert INVENTED not in written
    assert "018132" not in written
    assert json.loads(written)["level"] == "error"
