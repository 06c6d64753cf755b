"""A statistics server of the tests' own, which answers as PxWeb's interface does in version 2, and misbehaves.

After the interface's specification (PxTools/PxApiSpecs) and what Statistics Norway's answers: without a choice of time
the newest period only; a dimension that may be left out is added up; 400, 403, 404 and 429 with a JSON body.
"""

import json
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

LOOPBACK: Final = "127.0.0.1"
PATH: Final = "/api/pxwebapi/v2"
TABLE: Final = "08764"
DIMENSIONS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "Region": ("region", {"0": "Hele landet", "0301": "Oslo", "5001": "Trondheim", "9999": "Uoppgitt kommune"}),
    "ContentsCode": ("statistikkvariabel", {"EUskala60": "EU-skala 60 prosent", "Personer": "Personer under 18 år"}),
    "Tid": ("år", {year: year for year in ("2019", "2020", "2021", "2022", "2023")}),
}
HIDDEN: Final = ("9999", "EUskala60")


def number(region: str, content: str, year: str) -> float:
    """What stands in a cell: each number is one of a kind."""
    return int(year) + len(content) * 10_000 + int(region) * 1_000_000


@dataclass
class PxwebServer:
    """What was asked, and how the next is answered. May be changed while it runs."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    most_cells: int = 800_000
    most_calls: int = 30
    # How often the next questions for data are told to wait, and for how long.
    busy: int = 0
    retry_after: str = "1"
    # What happens to the next questions for data: see `_Handler.misbehaves`.
    fault: str = ""
    # The dimensions of an answer in another order than in the table.
    turned: bool = False
    # Bytes of answers without end.
    sent: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        """As it is named in the settings."""
        return f"{LOOPBACK}:{self.port}"


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        """Config, metadata, or data by `valueCodes[Tid]=…`."""
        parts = urlsplit(self.path)
        told = self.server.told
        told.asked.append(f"GET {parts.path.removeprefix(PATH)}")
        told.headers.append(dict(self.headers))
        match parts.path.removeprefix(PATH).strip("/").split("/"):
            case ["config"]:
                self.answer(config(told))
            case ["tables", table, "metadata"] if table == TABLE:
                self.answer(metadata())
            case ["tables", table, "data"] if table == TABLE:
                query = parse_qs(parts.query)
                self.data(
                    {
                        name.removeprefix("valueCodes[").removesuffix("]"): values[0].split(",")
                        for name, values in query.items()
                        if name.startswith("valueCodes[")
                    }
                )
            case _:
                self.refuse(404, "Non-existent table")

    def do_POST(self) -> None:
        """Data by a selection."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.asked.append(f"POST {urlsplit(self.path).path.removeprefix(PATH)}")
        self.server.told.bodies.append(body)
        self.server.told.headers.append(dict(self.headers))
        if f"/tables/{TABLE}/data" not in self.path:
            return self.refuse(404, "Non-existent table")
        self.data({one["variableCode"]: one["valueCodes"] for one in body["selection"]})
        return None

    def data(self, selection: dict[str, list[str]]) -> None:
        """The cells, or what PxWeb says when they cannot be given."""
        told = self.server.told
        if told.busy:
            told.busy -= 1
            self.refuse(429, "Too many requests", {"Retry-After": told.retry_after})
        elif told.fault:
            self.misbehaves(told.fault)
        elif not selection.keys() <= DIMENSIONS.keys():
            self.refuse(400, "Non-existent variable")
        elif any(not set(codes) <= DIMENSIONS[name][1].keys() for name, codes in selection.items()):
            self.refuse(400, "Non-existent value")
        elif "ContentsCode" not in selection:
            self.refuse(400, "Missing selection for mandantory variable")
        else:
            chosen = {"Region": ["0"], "Tid": [max(DIMENSIONS["Tid"][1])]} | selection
            chosen = {name: [code for code in DIMENSIONS[name][1] if code in chosen[name]] for name in DIMENSIONS}
            if told.turned:
                chosen = dict(reversed(chosen.items()))
            answer = dataset(chosen)
            if len(answer["value"]) > told.most_cells:
                self.refuse(403, "Too many cells selected")
            else:
                self.answer(answer)

    def misbehaves(self, fault: str) -> None:
        """What a server should not do."""
        whole = json.dumps(metadata()).encode()
        match fault:
            case "redirect":
                self.send(302, b"", {"Location": f"https://{LOOPBACK}:{self.server.server_port}{PATH}/elsewhere"})
            case "cut":
                self.send(200, whole[: len(whole) // 2], {"Content-Length": str(len(whole))})
            case "html":
                self.send(200, b"<html>Vedlikehold</html>", {"Content-Type": "text/html"})
            case "packed":
                self.send(200, whole, {"Content-Encoding": "gzip"})
            case "no json":
                self.send(200, b'{"class": "dataset", ')
            case "other table":
                self.answer(dataset({"Region": ["0"], "ContentsCode": ["Personer"], "Tid": ["2019"]}))
            case "endless":
                self.endless(b'{"class": "dataset", "note": ["', b"x" * 65_536, 0)
            case "slow":
                self.endless(b"{", b" ", 0.05)
            case "silent":
                self.server.told.stop.wait(10)
            case status:
                self.refuse(int(status), "Error")

    def endless(self, start: bytes, more: bytes, pause: float) -> None:
        """An answer that says nothing of its length and does not end."""
        self.send(200, start, {"Content-Length": ""})
        until = time.monotonic() + 20
        try:
            while not self.server.told.stop.is_set() and time.monotonic() < until:
                self.wfile.write(more)
                self.server.told.sent += len(more)
                if pause:
                    self.server.told.stop.wait(pause)
        except OSError:
            pass
        self.close_connection = True

    def answer(self, document: object) -> None:
        """A right answer."""
        self.send(200, json.dumps(document, ensure_ascii=False).encode())

    def refuse(self, status: int, title: str, headers: Mapping[str, str] | None = None) -> None:
        """As PxWeb writes its refusals."""
        problem = {"type": "Parameter error", "title": title, "status": status}
        self.send(status, json.dumps(problem).encode(), headers)

    def send(self, status: int, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        """An answer with these headers; one that is empty is left out."""
        usual = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(content))}
        self.send_response(status)
        for name, value in (usual | dict(headers or {})).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    told: PxwebServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is what some tests are about."""


def config(told: PxwebServer) -> dict[str, Any]:
    """What the server says of itself."""
    return {
        "apiVersion": "2.0.0",
        "languages": [{"id": "en", "label": "English"}, {"id": "no", "label": "Norsk"}],
        "defaultLanguage": "no",
        "maxDataCells": told.most_cells,
        "maxCallsPerTimeWindow": told.most_calls,
        "timeWindow": 60,
        "license": "https://www.ssb.no/diverse/lisens",
        "defaultDataFormat": "json-stat2",
    }


def metadata() -> dict[str, Any]:
    """The table without numbers."""
    whole = dataset({name: list(codes) for name, (_, codes) in DIMENSIONS.items()})
    return {name: part for name, part in whole.items() if name not in {"value", "status"}}


def dataset(chosen: Mapping[str, list[str]]) -> dict[str, Any]:
    """The cells chosen, as JSON-stat 2."""
    values: list[float | None] = []
    status = {}
    for codes in product(*chosen.values()):
        cell = dict(zip(chosen, codes, strict=True))
        hidden = (cell["Region"], cell["ContentsCode"]) == HIDDEN
        if hidden:
            status[str(len(values))] = ":"
        values.append(None if hidden else number(cell["Region"], cell["ContentsCode"], cell["Tid"]))
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "08764: Personer under 18 år i husholdninger med lavinntekt, etter region, statistikkvariabel og år",
        "source": "Statistisk sentralbyrå",
        "updated": "2025-02-27T07:00:00Z",
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "dimension": {name: _dimension(name, codes) for name, codes in chosen.items()},
        "extension": {
            "px": {"tableid": TABLE, "decimals": 1},
            "contact": [{"name": "Kontakt Kontaktesen", "mail": "kontakt@statistikk.test"}],
        },
        "value": values,
        **({"status": status} if status else {}),
    }


def _dimension(name: str, codes: list[str]) -> dict[str, Any]:
    label, labels = DIMENSIONS[name]
    category: dict[str, Any] = {
        "index": {code: place for place, code in enumerate(codes)},
        "label": {code: labels[code] for code in codes},
    }
    if name == "ContentsCode":
        units = {"EUskala60": "prosent", "Personer": "personer"}
        category["unit"] = {code: {"base": units[code], "decimals": 1} for code in codes}
    return {"label": label, "category": category, "extension": {"elimination": name == "Region"}}


@contextmanager
def pxweb_server(context: ssl.SSLContext) -> Iterator[PxwebServer]:
    """A server on this machine while the block runs."""
    server = _Server((LOOPBACK, 0), _Handler)
    server.told = told = PxwebServer(server.server_port)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        told.stop.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
