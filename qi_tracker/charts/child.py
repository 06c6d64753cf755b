"""The program that draws, `python -m qi_tracker.charts.child FONT_FOLDER`. It has Altair: never imported by the web."""

import os
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, Any, Final

import vl_convert

from qi_tracker.charts import run_chart, sparkline
from qi_tracker.charts.describe import describe
from qi_tracker.charts.request import (
    ContextRequest,
    DeedsRequest,
    DrawRequest,
    Picture,
    RowRequest,
    SheetRequest,
    SparkRequest,
    from_json,
)
from qi_tracker.charts.sheet import typeset
from qi_tracker.charts.svg import finished, standing_alone
from qi_tracker.charts.theme import Around, Colour
from qi_tracker.charts.wire import DrawingFormat, Order, Reply, read_message, write_message

# Twice the pixels of the drawing: sharp on paper and on a projector.
_PNG_SCALE: Final = 2

# Starting the drawing engine takes a third of a second; done before the first order, nobody waits for it.
_WARM_UP: Final = {"$schema": "https://vega.github.io/schema/vega/v6.json", "width": 1, "height": 1}


def draw(order: Order) -> bytes:
    """The drawing an order asks for."""
    request = from_json(order.request)
    if isinstance(request, SheetRequest):
        return typeset(request, [_drawn(picture, Around.KEY, order.name) for picture in request.pictures])
    if order.format is DrawingFormat.SVG:
        return _drawn(request, Around.NOTHING, order.name).encode()
    alone = standing_alone(_drawn(request, Around.ALL, order.name), *_title_and_description(request))
    if order.format is DrawingFormat.FILE:
        return alone.encode()
    # Made of the other file, it is the same picture to the last dot.
    return bytes(vl_convert.svg_to_png(alone, scale=_PNG_SCALE))


def _drawn(request: Picture, around: Around, name: str) -> str:
    spec = _specification(request, around)
    if around is Around.ALL:
        spec |= {"config": spec["config"] | {"background": Colour.PAPER.value}}
    return finished(vl_convert.vegalite_to_svg(spec), name)


def _title_and_description(request: Picture) -> tuple[str, str]:
    if not isinstance(request, DrawRequest):
        return "", ""
    described = describe(request.result, request.text, request.marks)
    return described.name, described.description


def _specification(request: Picture, around: Around) -> dict[str, Any]:
    """The registry of drawings: a new kind of picture is one more case."""
    match request:
        case DrawRequest():
            return run_chart.specification(request, around)
        case RowRequest():
            return run_chart.row_specification(request)
        case DeedsRequest():
            return run_chart.deeds_specification(request)
        case ContextRequest():
            return run_chart.context_specification(request)
        case SparkRequest():
            return sparkline.specification(request)


def answer(content: bytes) -> Reply:
    """A drawing or the name of what went wrong. The trace goes to the log, which holds no request."""
    try:
        return Reply(True, draw(Order.from_bytes(content)))
    except Exception as error:
        traceback.print_tb(error.__traceback__)
        return Reply(False, type(error).__name__.encode())


def serve(orders: IO[bytes], replies: IO[bytes]) -> None:
    """Draw until the web process is gone."""
    while (content := read_message(orders)) is not None:
        write_message(replies, answer(content).to_bytes())


def main(font_folder: str) -> None:
    """Register the fonts, warm up, serve."""
    # Whatever a library prints must not get between the messages.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Ctrl-C in the terminal is for the web process; when that ends, so does the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if Path(font_folder).is_dir():
        vl_convert.register_font_directory(font_folder)
    vl_convert.vega_to_svg(_WARM_UP)
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main(sys.argv[1])
