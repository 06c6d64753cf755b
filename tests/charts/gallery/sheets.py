"""The gallery as pages: one for each kind of chart, one of other shapes, and an index. They open from a file too."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qi_tracker.charts.client import Chart, ChartView, Renderer, chart_view
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import ChartKind, Language
from tests.charts import samples
from tests.charts.gallery.states import cells
from tests.components.preview import STATIC, environment

# As `templates/base.html` has them.
STYLES: Final = (
    "vendor/designsystemet/index.css",
    "vendor/designsystemet/theme.css",
    "css/theme.css",
    "css/site.css",
    "css/components.css",
    "css/charts.css",
)
OTHER_SHAPES: Final = "other-shapes"

_HEAD: Final = """<!doctype html>
<html lang="en" data-color-scheme="auto"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{% for style in styles %}<link rel="stylesheet" href="static/{{ style }}">
{% endfor %}<link rel="stylesheet" href="static/css/print.css" media="print"></head>
<body><main class="page-width"><h1>{{ title }}</h1>
"""
_SHEET: Final = (
    '{% from "components/chart.html" import chart %}'
    + _HEAD
    + """<p><a href="index.html">All kinds</a></p>
{% for item in exhibits %}<section lang="{{ language }}"><h2 lang="en">{{ item.name }}</h2>
{% if item.remark %}<p lang="en">{{ item.remark }}</p>
{% endif %}{{ chart(item.view) }}</section>
{% endfor %}</main></body></html>"""
)
_INDEX: Final = (
    _HEAD
    + """<p>Every kind of chart in every state, with invented numbers. Not part of the product.</p>
<ul>{% for name, heading in pages %}<li><a href="{{ name }}.html">{{ heading }}</a></li>
{% endfor %}</ul></main></body></html>"""
)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One picture of a sheet."""

    name: str
    remark: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    remark: str
    view: ChartView


def exhibits(language: Language = Language.BOKMAL) -> Mapping[str, tuple[Exhibit, ...]]:
    """What hangs on each sheet, by the sheet's name."""
    sheets = {
        kind.value.replace("_", "-"): tuple(Exhibit(cell.state.value, cell.remark, cell.chart) for cell in row)
        for kind, row in cells(language).items()
    }
    others = enumerate(samples.gallery().items())
    return sheets | {
        OTHER_SHAPES: tuple(Exhibit(name, "", replace(chart, id=f"other-{place}")) for place, (name, chart) in others)
    }


def headings() -> Mapping[str, str]:
    """The sheets' names, and what they are called."""
    words = words_for(Language.ENGLISH)
    return {kind.value.replace("_", "-"): label(kind, words) for kind in ChartKind} | {OTHER_SHAPES: "Other shapes"}


def sheet(renderer: Renderer, name: str, language: Language = Language.BOKMAL) -> str:
    """One page with all its pictures drawn."""
    shown = [_Shown(item.name, item.remark, chart_view(renderer, item.chart)) for item in exhibits(language)[name]]
    return (
        environment(language)
        .from_string(_SHEET)
        .render(title=headings()[name], styles=STYLES, exhibits=shown, language=language.value)
    )


def index() -> str:
    """The page that leads to the others."""
    return (
        environment(Language.ENGLISH)
        .from_string(_INDEX)
        .render(title="Charts", styles=STYLES, pages=list(headings().items()))
    )


def pages(renderer: Renderer, language: Language = Language.BOKMAL) -> Iterator[tuple[str, str]]:
    """(file name, content) of every page."""
    yield "index.html", index()
    for name in headings():
        yield f"{name}.html", sheet(renderer, name, language)


def write(folder: Path, renderer: Renderer, language: Language = Language.BOKMAL) -> int:
    """The pages and what they look like, to be opened as files; how many pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("css", "vendor/designsystemet", "vendor/fonts"):
        shutil.copytree(STATIC / part, folder / "static" / part, dirs_exist_ok=True)
    written = 0
    for name, content in pages(renderer, language):
        (folder / name).write_text(content, encoding="utf-8")
        written += 1
    return written
