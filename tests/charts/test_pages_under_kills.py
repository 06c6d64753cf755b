"""The drawing child is killed again and again while several people open pages, and none of them notices."""

from collections.abc import Callable
from pathlib import Path

from tests.charts.pages_under_kills import (
    PATIENCE_SECONDS,
    Crowd,
    ForgetfulRenderer,
    Outcome,
    cookie_of,
    drawings_of,
    patient,
    with_kills,
)
from tests.client import Client
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure
from tests.people import Who
from tests.serving import serving


def test_killed_child_is_noticed_on_no_page(
    sqlite_only: Prepared, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    lead = Client(app, world, Who.LEAD)
    with inside(app, world.people[Who.LEAD]):
        measures = [world.lerkevik["measure_id"], decided_measure(world).id]
    addresses = [f"/projects/{world.lerkevik['project_id']}", *(f"/measures/{one}" for one in measures)]
    with patient(app, tmp_path / "kept"):
        pages = {address: drawings_of(lead.get(address).html) for address in addresses}
    assert all(pages.values())
    crowd = Crowd(cookie_of(app, world.people[Who.LEAD]), pages, people=3, pages_each=2)
    renderer = ForgetfulRenderer(tmp_path / "forgotten", timeout_seconds=PATIENCE_SECONDS)
    outcome = with_kills(app, crowd, renderer, seed=1)
    assert outcome.problems == []
    assert len(outcome.seconds) == 6
    assert outcome.n_kills > 1
    record_property(
        f"slowest of {len(outcome.seconds)} pages while the drawing child was killed {outcome.n_kills} times",
        f"{max(outcome.seconds):.1f} s",
    )


def test_page_in_error_or_with_other_pictures_is_told(sqlite_only: Prepared) -> None:
    outcome = Outcome()
    crowd = Crowd("", {"/sign-in": ["<svg></svg>"], "/nowhere": []}, people=1, pages_each=2)
    with serving(sqlite_only.app) as server:
        crowd.open_pages(server, outcome)
    assert sorted(outcome.problems) == ["/nowhere: HTTP Error 404: NOT FOUND", "/sign-in: 0 drawings, not the 1 it had"]
