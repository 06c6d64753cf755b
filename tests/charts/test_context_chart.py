"""The chart of official statistics: hidden is never 0, a break is drawn, and nothing is computed of it."""

from dataclasses import replace
from datetime import date

import pytest

from qi_tracker.charts.client import ContextChart, ContextPoint, ContextWords, Renderer, context_view
from qi_tracker.charts.context_chart import context_scene
from qi_tracker.charts.request import from_json, to_json
from qi_tracker.charts.scene import Scene
from qi_tracker.charts.text import ChartText
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import SlotState
from tests.charts.samples import gallery

WORDS = ContextWords(
    "Brudd", "Brudd her", "Foreløpig", "Kan endres", "Brudd ved: %(periods)s.", "Foreløpige: %(periods)s.", "Kilde"
)
YEARS = range(2016, 2026)


def text(count: int) -> ChartText:
    labels = tuple(str(2016 + place) for place in range(count))
    return replace(gallery()["improved"].text, period_labels=labels, axis_labels=labels, comments=(), phase_names=())


def chart(states: dict[int, SlotState] | None = None, breaks: tuple[int, ...] = ()) -> ContextChart:
    points = [
        ContextPoint(
            date(year, 1, 1),
            None if (states or {}).get(year) else float(year - 2000),
            (states or {}).get(year, SlotState.VALUE),
            is_preliminary=year == YEARS[-1],
        )
        for year in YEARS
    ]
    days = tuple(date(year, 1, 1) for year in breaks)
    return ContextChart("context-1", tuple(points), days, text(len(points)), WORDS, "SSB, tabell 08764")


def scene_of(shown: ContextChart) -> Scene:
    return context_scene(shown.drawn_as(Variant.WIDE))


def test_hidden_is_drawn_as_hidden_and_never_as_zero() -> None:
    scene = scene_of(chart({2019: SlotState.HIDDEN}))
    assert len(scene.datasets["points"]) == len(YEARS) - 1
    assert all(row["v"] for row in scene.datasets["points"])
    assert len({row["piece"] for row in scene.datasets["curve"]}) == 2
    assert scene.datasets["symbols"]


def test_a_break_divides_the_line_and_has_its_word() -> None:
    whole, broken = scene_of(chart()), scene_of(chart(breaks=(2020,)))
    assert (len(whole.datasets["strokes"]), len(broken.datasets["strokes"])) == (0, 1)
    assert len({row["piece"] for row in whole.datasets["curve"]}) == 1
    assert len({row["piece"] for row in broken.datasets["curve"]}) == 2
    assert [row["text"] for row in broken.datasets["texts"]].count("Brudd") == 1


def test_a_break_before_the_first_number_divides_nothing() -> None:
    assert scene_of(chart(breaks=(2010,))).datasets["strokes"] == []


def test_nothing_is_computed_of_it() -> None:
    datasets = scene_of(chart()).datasets
    assert [datasets[name] for name in ("median", "now", "target", "limits") if datasets.get(name)] == []


@pytest.mark.parametrize("variant", Variant)
def test_the_request_survives_the_pipe(variant: Variant) -> None:
    request = chart({2018: SlotState.MISSING}, (2020,)).drawn_as(variant)
    assert from_json(to_json(request)) == request


def test_words_table_and_key_say_what_the_drawing_shows(renderer: Renderer) -> None:
    view = context_view(renderer, chart({2018: SlotState.MISSING, 2019: SlotState.HIDDEN}, (2022,)))
    assert view.is_drawn
    assert [entry.symbol for entry in view.key] == ["on_line", "missing", "hidden", "break"]
    assert "Brudd ved: 2022." in view.description
    assert "Foreløpige: 2025." in view.description
    assert all(row[-1] == "SSB, tabell 08764" for row in view.table.rows)
    assert [row[1] for row in view.table.rows].count("") == 2


def test_nothing_but_hidden_is_drawn_and_said(renderer: Renderer) -> None:
    view = context_view(renderer, chart(dict.fromkeys(YEARS, SlotState.HIDDEN)))
    assert view.is_drawn
    assert view.words.all_hidden in view.description
