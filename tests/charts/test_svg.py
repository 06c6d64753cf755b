"""What Vega draws is let into a page only as far as it is known; each gate seen red."""

import pytest

from qi_tracker.charts.svg import finished
from qi_tracker.errors import RenderingFailed
from tests.charts.pictures import contract_problems

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10">'


def drawing(content: str) -> str:
    return f"{HEAD}{content}</svg>"


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<style>text { fill: red }</style>",
        '<path d="M0,0" style="fill: red" fill="#0b5394"/>',
        '<path d="M0,0" onclick="x()" fill="#0b5394"/>',
        '<a href="https://example.org"><path d="M0,0" fill="#0b5394"/></a>',
        '<image href="https://example.org/x.png"/>',
        "<foreignObject/>",
        '<g clip-path="url(https://example.org/x.svg#a)"><path d="M0,0" fill="#0b5394"/></g>',
        '<path d="M0,0" fill="#0b5394" xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    ],
)
def test_what_is_not_known_is_refused(content: str) -> None:
    with pytest.raises(RenderingFailed):
        finished(drawing(content), "c1")


def test_ids_and_what_points_at_them_get_the_name() -> None:
    clip = '<defs><clipPath id="clip0"><rect x="0" y="0" width="5" height="5"/></clipPath></defs>'
    svg = finished(drawing(f'{clip}<g clip-path="url(#clip0)"><path d="M0,0" fill="#0b5394"/></g>'), "c1")
    assert 'id="c1-clip0"' in svg
    assert 'clip-path="url(#c1-clip0)"' in svg
    assert list(contract_problems(svg, 1)) == []


def test_what_a_screen_reader_would_read_point_by_point_is_gone() -> None:
    svg = finished(drawing('<g role="graphics-symbol" aria-label="x"><path d="M0,0" fill="#0b5394"/></g>'), "c1")
    assert "role" not in svg
    assert "aria" not in svg


def test_colours_become_classes_and_stay_as_fallback() -> None:
    svg = finished(drawing('<path class="mark-line role-mark curve_marks" d="M0,0" stroke="#0B5394"/>'), "c1")
    assert 'class="chart-curve chart-stroke-data"' in svg
    assert 'stroke="#0B5394"' in svg


def test_line_without_fill_stays_without_fill() -> None:
    svg = finished(drawing('<g fill="none"><path d="M0,0L5,5" stroke="#0b5394"/></g>'), "c1")
    assert 'fill="none"' in svg


def test_empty_groups_and_unpainted_paths_are_gone_and_numbers_are_short() -> None:
    svg = finished(drawing('<g><path d="M0,0h500v200h-500Z"/></g><path d="M0.123456,-0.0001" fill="#0b5394"/>'), "c1")
    assert svg.count("<path") == 1
    assert 'd="M0.12,0"' in svg


@pytest.mark.parametrize(
    ("planted", "problem"),
    [
        ('<path d="M0,0" style="x"/>', "attribute style"),
        ('<path d="M0,0" onload="x"/>', "attribute onload"),
        ('<path d="M0,0" id="clip0"/>', "does not begin with"),
        ('<path d="M0,0" fill="#123456"/>', "has no class"),
        ('<text font-size="11px" class="chart-fill-text" fill="#292c30">liten</text>', "too small"),
        ("<script/>", "<script>"),
    ],
)
def test_contract_check_sees_planted_defects(planted: str, problem: str) -> None:
    svg = f'<svg class="chart-svg c1">{planted}</svg>'
    assert any(problem in found for found in contract_problems(svg, 1))
