"""Background numbers fetched from a server, where the installation names one; no trace of that where it does not."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.people import Who, World
from tests.pxweb_server import PATH, TABLE, PxwebServer, pxweb_server


@pytest.fixture
def server(prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PxwebServer]:
    """A server that this machine trusts and the installation names."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with pxweb_server(context) as running:
        settings = prepared.app.config["QI_SETTINGS"]
        named = replace(settings, instance=tmp_path, statistics_hosts=(running.host,))
        monkeypatch.setitem(prepared.app.config, "QI_SETTINGS", named)
        yield running


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    return sign_in(Who.LEAD)


@pytest.fixture
def new(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/context/new"


@pytest.mark.parametrize("written", [TABLE, "https://{host}" + f"{PATH}/tables/{TABLE}/data?lang=no"])
def test_a_table_is_fetched_by_number_or_address(lead: Client, server: PxwebServer, new: str, written: str) -> None:
    page = lead.get(new)
    assert f"nummeret dens hos {server.host}" in page.text
    picking = lead.get(lead.send(page, {"table_address": written.format(host=server.host)}).location)
    assert "0301 Oslo" in picking.html
    checking = lead.get(lead.send(picking, {"place": "Oslo", "choice_0": ["Personer"]}).location)
    assert "2023" in checking.text and "Statistisk sentralbyrå" in checking.html


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("00000", "har ingen slik tabell"),
        ("http://example.org/tables/1", "ikke adressen til en tabell"),
        ("https://example.org/v2/tables/1", "ikke statistikk hentes fra example.org"),
        ("", "Velg en fil."),
    ],
)
def test_what_cannot_be_fetched_is_told_at_its_field(
    lead: Client, server: PxwebServer, new: str, written: str, told: str
) -> None:
    refused = lead.send(lead.get(new), {"table_address": written}, status=422)
    assert told in refused.text


def test_nobody_is_asked_for_an_address_where_no_server_is_named(lead: Client, new: str) -> None:
    page = lead.get(new)
    assert "table_address" not in page.html
    assert "Velg en fil." in lead.send(page, {"table_address": TABLE}, status=422).text
