"""The evidence of charts measures what it says: the same page without its chart, and memory that grows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.charts.pages_under_kills import cookie_of, drawings_of, patient
from tests.databases import Prepared
from tests.people import Who
from tests.prove.chart_pages import Page, measure_pages, routes
from tests.prove.drawing_memory import growth

# Made anew for each page.
_TOKEN = re.compile(r'name="(csrf-token|csrf_token|idempotency_key)" \w+="[^"]*"')


@pytest.fixture
def page(sqlite_only: Prepared, tmp_path: Path) -> Iterator[Page]:
    app, world = sqlite_only.app, sqlite_only.world
    with patient(app, tmp_path):
        yield Page(app, cookie_of(app, world.people[Who.LEAD]), f"/measures/{world.lerkevik['measure_id']}")


def _without_token(html: str) -> str:
    return _TOKEN.sub("", html)


def test_page_without_its_chart_is_the_rest_of_the_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _without_token(page.opened())
    opened: list[str] = []
    monkeypatch.setattr(page, "seconds", lambda: opened.append(_without_token(page.opened())))
    at_hand = page.answers(routes, ("measure_chart", "chart_today"))
    for left_out in ({"measure_chart": at_hand["measure_chart"]}, at_hand):
        page.seconds_with(routes, left_out, has_charts=False)
    assert len(drawings_of(whole)) == 2
    before, figure, _ = whole.partition('<figure class="chart"')
    after = whole.rpartition("</figure>")[2]
    assert figure
    for bare in opened:
        assert drawings_of(bare) == []
        assert "<figure" not in bare
        assert bare.startswith(before.rstrip()) and bare.endswith(after.lstrip())
    assert _without_token(page.opened()) == whole


def test_page_without_a_chart_is_refused(sqlite_only: Prepared) -> None:
    with pytest.raises(AssertionError, match="no chart"):
        list(measure_pages(Page(sqlite_only.app, "", "/sign-in"), 24))


def test_growth_is_per_thousand_drawings() -> None:
    seen = {200: 90.0, 400: 100.0, 600: 101.0, 800: 102.0}
    assert growth(seen, 400) == pytest.approx(5)
