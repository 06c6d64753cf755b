"""The drawing child is killed again and again while several people open pages, and none of them notices."""

from collections.abc import Callable
from pathlib import Path

from tests.charts.pages_under_kills import Crowd, cookie_of, drawings_of, with_kills
from tests.client import Client
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure
from tests.people import Who


def test_killed_child_is_noticed_on_no_page(
    sqlite_only: Prepared, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    app, world = sqlite_only.app, sqlite_only.world
    lead = Client(app, world, Who.LEAD)
    with inside(app, world.people[Who.LEAD]):
        measures = [world.lerkevik["measure_id"], decided_measure(world).id]
    addresses = [f"/projects/{world.lerkevik['project_id']}", *(f"/measures/{one}" for one in measures)]
    pages = {address: drawings_of(lead.get(address).html) for address in addresses}
    assert all(pages.values())
    crowd = Crowd(cookie_of(app, world.people[Who.LEAD]), pages, people=3, pages_each=3)
    outcome = with_kills(app, crowd, tmp_path, seed=1)
    assert outcome.problems == []
    assert len(outcome.seconds) == 9
    assert outcome.n_kills > 1
    record_property(
        f"slowest of {len(outcome.seconds)} pages while the drawing child was killed {outcome.n_kills} times",
        f"{max(outcome.seconds):.1f} s",
    )
