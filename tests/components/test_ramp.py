"""The cycles of an idea as steps: a hundred of them stand beside and beneath each other, on a wall and on a phone."""

from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Browser

from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import CycleScale, CycleStage, Decision, Language
from tests.browser import Mode, opened
from tests.components.preview import environment, served

PAGE: Final = """{% extends "layouts/page.html" %}
{% from "components/ramp.html" import ramp %}
{% block heading %}Rekke{% endblock %}
{% block content %}{{ ramp(cycles, "Rekken av sirkler", here=50) }}{% endblock %}"""

# Pairs of steps whose boxes, or of which what stands in them, lie over each other, and what reaches outside the window.
OVERLAPS: Final = """() => {
  const boxes = [...document.querySelectorAll(".ramp > li")].map((item) => {
    const parts = [...item.querySelectorAll(".ramp-text, .quiet, rect, path")].map((it) => it.getBoundingClientRect());
    return {
      left: Math.min(...parts.map((part) => part.left)), right: Math.max(...parts.map((part) => part.right)),
      top: Math.min(...parts.map((part) => part.top)), bottom: Math.max(...parts.map((part) => part.bottom)),
    };
  });
  const apart = (end, start) => end <= start + 0.5;
  const found = [];
  boxes.forEach((one, first) => {
    if (one.right > innerWidth) found.push([first]);
    boxes.slice(first + 1).forEach((other, later) => {
      const isBeside = apart(one.right, other.left) || apart(other.right, one.left);
      const isBeneath = apart(one.bottom, other.top) || apart(other.bottom, one.top);
      if (!isBeside && !isBeneath) found.push([first, first + later + 1]);
    });
  });
  const bars = [...document.querySelectorAll(".ramp rect")].map((bar) => bar.getAttribute("height"));
  return { found, steps: boxes.length, heights: [...new Set(bars)] };
}"""


@dataclass(frozen=True, slots=True)
class Step:
    """What the component asks of a cycle."""

    id: int
    number: int
    scale: CycleScale | None
    decision: Decision | None
    stage: CycleStage = CycleStage.DONE


def steps(n: int) -> list[Step]:
    """Growing, the smallest again, one of unknown size; the last not decided."""
    scales, decisions = [None, *CycleScale], list(Decision)
    made = [Step(number, number, scales[number % 6], decisions[number % 3]) for number in range(1, n)]
    return [*made, Step(n, n, CycleScale.ALL, None, CycleStage.STUDY)]


@pytest.mark.parametrize("width", [1280, 320])
def test_a_hundred_cycles_do_not_overlap(browser: Browser, width: int) -> None:
    page = environment(extra={"case.html": PAGE})
    page.filters["label"] = lambda member: label(member, words_for(Language.BOKMAL))
    shell_address = page.globals["url_for"]
    page.globals["url_for"] = lambda endpoint, cycle_id=None, **rest: (
        shell_address(endpoint, **rest) if cycle_id is None else f"/cycles/{cycle_id}"
    )
    html = page.get_template("case.html").render(cycles=steps(100))
    with served({"/ramp": html}) as address, opened(browser, f"{address}/ramp", Mode(width)) as look:
        seen = look.page.evaluate(OVERLAPS)
    assert seen["found"] == []
    assert seen["steps"] == 100
    assert sorted(map(int, seen["heights"])) == [8, 16, 24, 32, 40]
    assert 'href="/cycles/49"' in html
    assert "Sirkel 50" in html
    assert 'href="/cycles/50"' not in html
