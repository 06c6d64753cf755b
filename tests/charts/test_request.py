"""A request crosses the pipe unchanged, and equal requests are equal bytes."""

import json
from dataclasses import replace

import pytest

from qi_tracker.charts.request import DrawRequest, SheetRequest, SparkRequest, from_json, to_json
from qi_tracker.charts.theme import Variant
from tests.charts.samples import gallery


@pytest.mark.parametrize("name", gallery())
def test_request_survives_the_pipe(name: str) -> None:
    sample = gallery()[name]
    for variant in Variant:
        request = DrawRequest(sample.result, sample.text, sample.marks, variant)
        assert from_json(to_json(request)) == request


def test_spark_request_survives_the_pipe() -> None:
    request = SparkRequest((1.5, None, 3.0), None)
    assert from_json(to_json(request)) == request


def test_sheet_request_survives_the_pipe() -> None:
    sample = gallery()["improved"]
    picture = DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE)
    request = SheetRequest("= #sys.inputs.content", '{"æ": 1}', (picture, picture))
    assert from_json(to_json(request)) == request


def test_other_content_is_another_text() -> None:
    sample = gallery()["improved"]
    request = DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE)
    others = [
        replace(request, variant=Variant.NARROW),
        replace(request, result=replace(sample.result, target=61.0)),
        replace(request, text=replace(sample.text, axis_title="Barn")),
    ]
    assert len({to_json(one) for one in (request, *others)}) == 4


def test_nan_is_refused_before_it_reaches_the_pipe() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(SparkRequest((float("nan"),), None))


def test_request_is_plain_ascii_json() -> None:
    text = to_json(SparkRequest((1.0,), 1.0))
    assert text.isascii()
    assert json.loads(text)[0] == "spark"
