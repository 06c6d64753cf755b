"""Statistics are fetched from the servers that are named, and no other; whatever one does wrong is told in words."""

import os
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from jsonstat_validator import validate_jsonstat

from qi_tracker.errors import DomainError, InvalidInput, StatisticsNotFetched
from qi_tracker.exchange.dataset import CellState, DimensionRole, Unit
from qi_tracker.exchange.pxweb import all_of, fetch_table, table_metadata
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.integrations import pxweb
from qi_tracker.integrations.pxweb import PxwebServer, TableAddress, table_address
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Language
from tests import pxweb_server as theirs
from tests.databases import settings_for
from tests.pxweb_server import PATH, TABLE, number, pxweb_server

WHOLE = {"Region": ("0", "0301", "5001", "9999"), "ContentsCode": ("EUskala60", "Personer")}
EVERY_YEAR = WHOLE | {"Tid": ("2019", "2020", "2021", "2022", "2023")}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def context(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(made)
    return made


@pytest.fixture
def server(
    context: ssl.SSLContext, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[theirs.PxwebServer]:
    """A server whose certificate this machine trusts."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with pxweb_server(context) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: theirs.PxwebServer) -> Settings:
    return replace(settings_for(tmp_path), statistics_hosts=(server.host,))


@pytest.fixture
def client(settings: Settings, server: theirs.PxwebServer) -> PxwebServer:
    return PxwebServer(settings, server.host)


def refusal(client: PxwebServer, **changes: object) -> DomainError:
    """Why the whole table was not fetched; told in words in each language."""
    with pytest.raises(StatisticsNotFetched) as caught:
        fetch_table(client, TABLE, EVERY_YEAR | changes)  # type: ignore[arg-type]
    for language in Language:
        assert "%(" not in error_sentence(caught.value, words_for(language))
    return caught.value


def test_what_the_server_of_the_tests_answers_is_json_stat() -> None:
    for document in (theirs.metadata(), theirs.dataset({name: list(codes) for name, codes in EVERY_YEAR.items()})):
        assert validate_jsonstat(document | {"value": document.get("value", [])})


def test_the_table_is_described_in_norwegian(client: PxwebServer, server: theirs.PxwebServer) -> None:
    about = table_metadata(client, TABLE)
    assert about.size == (4, 2, 5)
    assert [found.code for found in about.with_role(DimensionRole.GEO)] == ["Region"]
    assert (about.source, about.updated, about.table) == ("Statistisk sentralbyrå", "2025-02-27T07:00:00Z", TABLE)
    assert about.licence == "https://www.ssb.no/diverse/lisens"
    assert "kontakt" not in repr(about).lower()
    assert server.asked == ["GET /config", f"GET /tables/{TABLE}/metadata"]


@pytest.mark.parametrize("turned", [False, True])
def test_cells_are_fetched_by_codes(client: PxwebServer, server: theirs.PxwebServer, turned: bool) -> None:
    server.turned = turned
    dataset = fetch_table(client, TABLE, EVERY_YEAR).dataset
    assert dataset.size == (4, 2, 5)
    for codes, cell in dataset.cells():
        region, content, year = codes
        if (region, content) == theirs.HIDDEN:
            assert cell.state is CellState.HIDDEN
        else:
            assert cell.value == number(region, content, year)
    assert dataset.unit_of({"ContentsCode": "Personer"}) == Unit("personer", 1)
    assert dataset.licence == "https://www.ssb.no/diverse/lisens"


def test_without_a_choice_of_time_the_newest_period_is_taken(client: PxwebServer, server: theirs.PxwebServer) -> None:
    dataset = fetch_table(client, TABLE, WHOLE).dataset
    assert [category.code for category in dataset.dimension("Tid").categories] == ["2023"]
    assert {"variableCode": "Tid", "valueCodes": ["2023"]} in server.bodies[0]["selection"]


def test_no_dimension_is_added_up_unasked(client: PxwebServer, server: theirs.PxwebServer) -> None:
    with pytest.raises(InvalidInput) as caught:
        fetch_table(client, TABLE, {"ContentsCode": ("Personer",)})
    assert (caught.value.code, caught.value.params["dimension"]) == ("statistics_choice_missing", "region")
    for wrong in ({**WHOLE, "Region": ("4601",)}, {**WHOLE, "Alder": ("0-17",)}):
        with pytest.raises(InvalidInput, match="statistics_choice_unknown"):
            fetch_table(client, TABLE, wrong)
    assert server.bodies == []


def test_a_whole_table_is_taken_for_one_kommune(client: PxwebServer) -> None:
    selection = all_of(table_metadata(client, TABLE), ["5001"])
    assert selection == {name: list(codes) for name, codes in EVERY_YEAR.items()} | {"Region": ["5001"]}
    assert fetch_table(client, TABLE, selection).dataset.size == (1, 2, 5)
    assert len(all_of(table_metadata(client, TABLE), ["4601"])["Region"]) == 4


@pytest.mark.parametrize(("most", "portions"), [(40, 1), (39, 2), (16, 3), (8, 5)])
def test_what_is_too_much_at_once_is_asked_for_in_portions(
    client: PxwebServer, server: theirs.PxwebServer, most: int, portions: int
) -> None:
    whole = fetch_table(client, TABLE, EVERY_YEAR).dataset
    server.bodies.clear()
    server.most_cells = most
    for file in client.settings.statistics_cache.iterdir():
        file.unlink()
    assert list(fetch_table(client, TABLE, EVERY_YEAR).dataset.cells()) == list(whole.cells())
    assert len(server.bodies) == portions


@pytest.mark.parametrize(("most_cells", "most_calls"), [(7, 30), (8, 4)])
def test_more_than_the_server_gives_is_not_asked_for(
    client: PxwebServer, server: theirs.PxwebServer, most_cells: int, most_calls: int
) -> None:
    server.most_cells, server.most_calls = most_cells, most_calls
    told = refusal(client)
    assert (told.code, told.params["limit"]) == ("statistics_too_many_cells", most_cells)
    assert server.bodies == []


def test_an_answer_is_kept_for_a_day(client: PxwebServer, server: theirs.PxwebServer) -> None:
    first = fetch_table(client, TABLE, EVERY_YEAR)
    asked = len(server.asked)
    again = fetch_table(client, TABLE, EVERY_YEAR)
    assert len(server.asked) == asked
    assert list(again.dataset.cells()) == list(first.dataset.cells())
    fetch_table(client, TABLE, WHOLE)
    assert len(server.asked) == asked + 1
    for file in client.settings.statistics_cache.iterdir():
        os.utime(file, (0, file.stat().st_mtime - pxweb.KEPT_SECONDS))
    fetch_table(client, TABLE, EVERY_YEAR)
    assert len(server.asked) == 2 * asked + 1


def test_only_so_many_answers_are_kept(
    client: PxwebServer, server: theirs.PxwebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pxweb, "MOST_KEPT", 4)
    for year in EVERY_YEAR["Tid"]:
        fetch_table(client, TABLE, WHOLE | {"Tid": (year,)})
    assert len(list(client.settings.statistics_cache.iterdir())) == 4


def test_nothing_is_kept_of_what_went_wrong(client: PxwebServer, server: theirs.PxwebServer) -> None:
    server.fault = "no json"
    assert refusal(client).code == "statistics_bad_answer"
    server.fault = ""
    assert fetch_table(client, TABLE, EVERY_YEAR).dataset.size == (4, 2, 5)


def test_a_busy_server_is_waited_for(client: PxwebServer, server: theirs.PxwebServer) -> None:
    waited: list[float] = []
    server.busy, server.retry_after = 2, "3"
    fetch_table(replace(client, wait=waited.append), TABLE, EVERY_YEAR)
    assert waited == [3.0, 3.0]


@pytest.mark.parametrize(("retry_after", "told"), [("60", 60), ("Wed, 21 Oct 2099 07:28:00 GMT", None), ("x", 1)])
def test_a_server_that_stays_busy_is_told(
    client: PxwebServer, server: theirs.PxwebServer, retry_after: str, told: int | None
) -> None:
    waited: list[float] = []
    server.busy, server.retry_after = 9, retry_after
    problem = refusal(replace(client, wait=waited.append))
    assert problem.code == "statistics_busy"
    assert told is None or problem.params["seconds"] == told
    assert waited == ([1.0] * pxweb.MOST_TRIES if told == 1 else [])


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("400", "statistics_selection_refused"),
        ("403", "statistics_too_many_cells"),
        ("404", "statistics_table_not_found"),
        ("413", "statistics_too_many_cells"),
        ("500", "statistics_server_failed"),
        ("503", "statistics_server_failed"),
        ("redirect", "statistics_redirected"),
        ("cut", "statistics_bad_answer"),
        ("html", "statistics_bad_answer"),
        ("packed", "statistics_bad_answer"),
        ("no json", "statistics_bad_answer"),
        ("other table", "statistics_bad_answer"),
        ("endless", "statistics_answer_too_large"),
    ],
)
def test_whatever_goes_wrong_is_told(client: PxwebServer, server: theirs.PxwebServer, fault: str, code: str) -> None:
    server.fault = fault
    assert refusal(client).code == code
    assert not any("elsewhere" in asked for asked in server.asked)
    assert server.sent < 2 * pxweb.MOST_BYTES


@pytest.mark.parametrize("fault", ["slow", "silent"])
def test_a_conversation_has_a_deadline(client: PxwebServer, server: theirs.PxwebServer, fault: str) -> None:
    fetch_table(client, TABLE, WHOLE)
    server.fault = fault
    assert refusal(replace(client, deadline=0.5)).code == "statistics_too_slow"


def test_a_table_that_is_not_there(client: PxwebServer) -> None:
    with pytest.raises(StatisticsNotFetched) as caught:
        table_metadata(client, "00000")
    assert caught.value.code == "statistics_table_not_found"


def test_a_server_that_is_not_pxweb(client: PxwebServer) -> None:
    with pytest.raises(StatisticsNotFetched) as caught:
        table_metadata(replace(client, path="/elsewhere"), TABLE)
    assert caught.value.code == "statistics_bad_answer"


def test_a_server_that_does_not_answer(settings: Settings) -> None:
    gone = replace(settings, statistics_hosts=("127.0.0.1:1",))
    assert refusal(PxwebServer(gone, "127.0.0.1:1")).code == "statistics_unreachable"


def test_a_certificate_that_is_not_trusted(client: PxwebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert refusal(client).code == "statistics_unreachable"


def test_no_credentials_and_no_name_of_ours_are_sent(client: PxwebServer, server: theirs.PxwebServer) -> None:
    fetch_table(client, TABLE, WHOLE)
    for headers in server.headers:
        assert set(headers) <= {
            "Host",
            "Accept",
            "Accept-Encoding",
            "User-Agent",
            "Content-Type",
            "Content-Length",
        }
        assert headers["User-Agent"] == "qi-tracker"


def test_nothing_is_fetched_unless_a_server_is_named(client: PxwebServer, server: theirs.PxwebServer) -> None:
    off = replace(client, settings=replace(client.settings, statistics_hosts=()))
    assert refusal(off).code == "statistics_off"
    other = replace(client, settings=replace(client.settings, statistics_hosts=("data.ssb.no",)))
    assert refusal(other).code == "statistics_host_not_allowed"
    with pytest.raises(StatisticsNotFetched, match="statistics_off"):
        table_address(off.settings, TABLE)
    assert server.asked == []


@pytest.fixture
def named(tmp_path: Path) -> Settings:
    return replace(settings_for(tmp_path), statistics_hosts=("data.ssb.no", "statistikk.test:8443", "192.0.2.7"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("05300", TableAddress("data.ssb.no", PATH, "05300")),
        (f"https://data.ssb.no{PATH}/tables/05300/data?lang=no", TableAddress("data.ssb.no", PATH, "05300")),
        (f" https://DATA.ssb.no:443{PATH}/tables/05300 ", TableAddress("data.ssb.no", PATH, "05300")),
        ("https://statistikk.test:8443/v2/tables/TAB638/", TableAddress("statistikk.test:8443", "/v2", "TAB638")),
        ("https://192.0.2.7/tables/1", TableAddress("192.0.2.7", "", "1")),
    ],
)
def test_a_table_of_a_named_server(named: Settings, text: str, address: TableAddress) -> None:
    assert table_address(named, text) == address


@pytest.mark.parametrize(
    "text",
    [
        "https://ssb.no/v2/tables/1",
        "https://www.data.ssb.no/v2/tables/1",
        "https://data.ssb.no.example.org/v2/tables/1",
        "https://data.ssb.no./v2/tables/1",
        "https://data.ssb.no:8443/v2/tables/1",
        "https://data.ssb.no@example.org/v2/tables/1",
        "https://example.org@data.ssb.no/v2/tables/1",
        "https://user:word@data.ssb.no/v2/tables/1",
        "https://statistikk.test/v2/tables/1",
        "https://127.0.0.1/v2/tables/1",
        "https://localhost/v2/tables/1",
        "https://[::1]/v2/tables/1",
        "https://2130706433/v2/tables/1",
        "https://0x7f000001/v2/tables/1",
        "https://169.254.169.254/v2/tables/1",
        "https://192.0.2.8/v2/tables/1",
    ],
)
def test_a_server_that_is_not_named_is_not_asked(named: Settings, text: str) -> None:
    with pytest.raises(StatisticsNotFetched, match="statistics_host_not_allowed"):
        table_address(named, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://data.ssb.no/v2/tables/1",
        "ftp://data.ssb.no/v2/tables/1",
        "file:///etc/passwd",
        "//data.ssb.no/v2/tables/1",
        "https:///v2/tables/1",
        "https://data.ssb.no/v2",
        "https://data.ssb.no/v2/tables/",
        "https://data.ssb.no/v2/tables/..",
        "https://data.ssb.no/v2/../tables/1",
        "https://data.ssb.no/v2%2f/tables/1",
        "https://data.ssb.no//tables/1",
        "https://data.ssb.no\\@example.org/v2/tables/1",
        "https://data.ssb.no /v2/tables/1",
        "https://data.ssb.no/v2\r\nHost: x/tables/1",
        "https://dаta.ssb.no/v2/tables/1",  # the second letter is Cyrillic
        "https://[::1/v2/tables/1",
        "https://data.ssb.no/v2/tables/" + "1" * 600,
        "..",
    ],
)
def test_what_is_no_address_of_a_table_is_refused(named: Settings, text: str) -> None:
    with pytest.raises(InvalidInput, match="statistics_bad_address"):
        table_address(named, text)


@pytest.mark.parametrize("table", ["..", "../config", "1/2", "1?x", ""])
def test_a_number_is_never_more_than_a_number(client: PxwebServer, server: theirs.PxwebServer, table: str) -> None:
    with pytest.raises(InvalidInput, match="statistics_bad_address"):
        table_metadata(client, table)
    assert server.asked in ([], ["GET /config"])
