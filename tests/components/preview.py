"""Renders components without the app, and serves them with the policy that production has, so that a browser can look.

`python -m tests.components.preview` serves the component page until Enter is pressed.
"""

import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
)

from qi_tracker.i18n.tool_help import Tool, tool_help
from qi_tracker.i18n.translate import install, words_for
from qi_tracker.vocabulary import Language
from tests.components import samples

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "qi_tracker"
STATIC = PACKAGE / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

Answer = tuple[int, str, bytes]
Posted = Callable[[str, bytes, Mapping[str, str]], Answer]


def environment(language: Language = Language.BOKMAL, extra: Mapping[str, str] | None = None) -> Environment:
    """The templates with real texts and without Flask; `extra` are further templates by name."""
    loader = ChoiceLoader([DictLoader(dict(extra or {})), FileSystemLoader([PACKAGE / "templates", HERE])])
    env = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    install(env, lambda: words_for(language))
    env.globals.update(
        url_for=lambda endpoint, filename="", tool="": f"/{endpoint}/{filename}{tool}",
        tool_help_of=lambda tool: tool_help(Tool(tool), words_for(language)),
        csrf_token=lambda: "token",
        get_flashed_messages=lambda with_categories=False: [
            ("success", {"text": "«Gratis fritid» er slettet.", "undo": "/undo/1"}),
            ("info", "Tallet for oktober er lagret."),
        ],
        shell=samples.shell(language=language.value),
    )
    return env


def names_of_components() -> set[str]:
    """The components that can be shown without the app: those that draw no chart and name no address of ours."""
    paths = (PACKAGE / "templates" / "components").glob("*.html")
    drawn = {"chart", "drawing", "panel", "quality_star", "spark", "timeline"}
    return {path.stem for path in paths if "url_for(" not in path.read_text(encoding="utf-8")} - drawn


def component_page(language: Language = Language.BOKMAL) -> str:
    """One page with every component in each of its states."""
    return (
        environment(language)
        .get_template("component_page.html")
        .render(
            form=samples.filled_form(),
            refused=samples.refused_form(),
            verdicts=[samples.VERDICT, samples.QUIET_VERDICT],
            together=samples.PROJECT_VERDICT,
            grid_rows=samples.grid_rows(),
            dimensions=samples.DIMENSIONS,
            page_address=lambda number: f"?page={number}",
        )
    )


@contextmanager
def served(pages: Mapping[str, str], posted: Posted | None = None) -> Iterator[str]:
    """Serve pages and the static folder on loopback; gives the address. `posted` answers what is sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path in pages:
                self._answer(200, "text/html; charset=utf-8", pages[path].encode())
                return
            file = STATIC / path.removeprefix("/static/")
            if path.startswith("/static/") and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self._answer(200, kind, file.read_bytes())
            else:
                self._answer(404, "text/plain", b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, kind, answer = posted(self.path, body, dict(self.headers)) if posted else (404, "text/plain", b"")
            self._answer(status, kind, answer)

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with served({"/components": component_page()}) as address:
        print(f"{address}/components  (Enter stops)")
        input()
