"""The figure in the page: named, described, with its table, and whole without a drawing."""

from dataclasses import replace
from pathlib import Path

import pytest
from justhtml import JustHTML

from qi_tracker.charts.client import Renderer, chart_view, spark_view
from qi_tracker.charts.request import SparkRequest
from tests.charts.samples import HOSTILE, gallery
from tests.components.preview import environment

ONE_CHART = '{% from "components/chart.html" import chart %}{{ chart(view) }}'
ONE_SPARK = '{% from "components/spark.html" import spark %}{{ spark(view) }}'


def page(source: str, **context: object) -> JustHTML:
    html = environment().from_string(source).render(**context)
    return JustHTML(f"<!doctype html><html><body>{html}</body></html>", sanitize=False)


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("nothing"), command=("/no/such/program",))


@pytest.mark.parametrize("name", gallery())
def test_both_drawings_are_named_and_described_by_what_is_there(renderer: Renderer, name: str) -> None:
    document = page(ONE_CHART, view=chart_view(renderer, gallery()[name]))
    ids = [element.attrs["id"] for element in document.query("[id]")]
    assert len(ids) == len(set(ids))
    drawings = document.query("figure.chart svg.chart-svg")
    assert len(drawings) == 2
    for svg in drawings:
        assert svg.attrs["role"] == "img"
        assert document.query(f"#{svg.attrs['aria-labelledby']}")[0].to_text().strip()
        assert document.query(f"#{svg.attrs['aria-describedby']}")[0].to_text().strip()


def test_title_says_the_message_and_the_subtitle_the_rest(renderer: Renderer) -> None:
    document = page(ONE_CHART, view=chart_view(renderer, gallery()["proportion"]))
    assert document.query("figcaption .chart-title")[0].to_text().strip() == "Barn med aktivitet: blitt bedre"
    subtitle = document.query("figcaption .chart-subtitle")[0].to_text().replace("\u00a0", " ")
    for part in ("prosent", "1. kv. 2024–1. kv. 2028", "17 tall", "n ≈ 160"):
        assert part in subtitle


def test_table_is_a_table(renderer: Renderer) -> None:
    sample = gallery()["three phases"]
    document = page(ONE_CHART, view=chart_view(renderer, sample))
    assert len(document.query("figure table caption")) == 1
    assert len(document.query('table thead th[scope="col"]')) == 4
    assert len(document.query('table tbody th[scope="row"]')) == 36


def test_key_explains_only_what_is_drawn(renderer: Renderer) -> None:
    plain = {entry.symbol for entry in chart_view(renderer, gallery()["negative"]).key}
    full = {entry.symbol for entry in chart_view(renderer, gallery()["three phases"]).key}
    limits = {entry.symbol for entry in chart_view(renderer, gallery()["limits"]).key}
    assert limits == {"median", "limits", "run", "outside"}
    assert plain == {"median"}
    assert full == {"median", "on_line", "excluded", "missing", "pause", "adapt", "undecided"}


def test_signs_in_the_picture_are_those_of_the_list(renderer: Renderer) -> None:
    view = chart_view(renderer, gallery()["three phases"])
    assert [(entry.sign, entry.label) for entry in view.annotations] == [
        ("A", "Ny skole åpnet"),
        ("B", "Ny leder i enheten"),
        ("C", "Streik i to uker"),
    ]
    assert [entry.sign for entry in view.cycles] == ["1", "2"]


def test_hostile_words_stay_words(renderer: Renderer) -> None:
    document = page(ONE_CHART, view=chart_view(renderer, gallery()["hostile"]))
    assert document.query("script") == []
    assert [element for element in document.query("*") if any(name.startswith("on") for name in element.attrs)] == []
    assert "<script>alert(1)</script>" in document.query(".chart-marks li bdi")[0].to_text()


@pytest.mark.parametrize("identity", ['x" onload="y', "a b", "<b>"])
def test_hostile_id_cannot_leave_its_attribute(renderer: Renderer, identity: str) -> None:
    view = chart_view(renderer, replace(gallery()["one point"], id=identity))
    assert view.svg_wide is not None
    head = view.svg_wide.partition(">")[0]
    assert "<b" not in head.removeprefix("<svg")
    document = page(ONE_CHART, view=view)
    assert all("onload" not in element.attrs for element in document.query("*"))


def test_without_a_drawing_the_table_stands_open_and_says_why(broken: Renderer) -> None:
    document = page(ONE_CHART, view=chart_view(broken, gallery()["improved"]))
    assert document.query("svg.chart-svg") == []
    assert "kan ikke tegnes akkurat nå" in document.query(".chart-failed")[0].to_text()
    folds = document.query("details")
    assert "open" in folds[-1].attrs
    assert len(document.query("tbody tr")) == 24


def test_spark_is_named_by_its_words(renderer: Renderer) -> None:
    document = page(ONE_SPARK, view=spark_view(renderer, [1, 2, 3], 2, 'Barn "i" <aktivitet>: siste tall 3'))
    (svg,) = document.query("svg")
    assert (svg.attrs["role"], svg.attrs["aria-label"]) == ("img", 'Barn "i" <aktivitet>: siste tall 3')


@pytest.mark.parametrize("values", [[], [None]])
def test_spark_without_numbers_is_its_words(renderer: Renderer, values: list[float | None]) -> None:
    document = page(ONE_SPARK, view=spark_view(renderer, values, None, "Ingen tall ennå"))
    assert document.query("svg") == []
    assert document.query(".ds-sr-only")[0].to_text() == "Ingen tall ennå"


def test_spark_survives_a_broken_renderer(broken: Renderer) -> None:
    assert spark_view(broken, [1, 2], 1, "Siste tall 2").svg is None


def test_equal_sparks_share_no_id(renderer: Renderer, tmp_path: Path) -> None:
    svg = renderer.svg(SparkRequest((1.0, 2.0), None))
    assert " id=" not in svg
    assert HOSTILE not in svg
