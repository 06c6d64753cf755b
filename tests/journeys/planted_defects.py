"""Forty defects that keep somebody out, each a small change of a real page, as a careless change would make it.

They were chosen before anybody looked at which of them the checks find. What they break is numbered as WCAG 2.2 does,
or is the chart contract.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tests.browser import Mode

# What a plant may use: one element, all elements, more style, and the same element under another name.
HANDS: Final = """
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const style = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};
const rename = (element, name) => {
  const other = document.createElement(name);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};
"""


class Place(StrEnum):
    """The page that is changed."""

    CHART = "measures.show: unfolded"
    FORM = "measures.enter_due: error"
    GRID = "measures.edit_numbers: typical"


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect: what it breaks, where, what is to be said of it, and the script that plants it in the open page."""

    breaks: str
    place: Place
    said: str
    plant: str
    mode: Mode = Mode(1280)


_CHART, _FORM, _GRID = Place

DEFECTS: Final[Mapping[str, Defect]] = {
    # The drawing.
    "drawing without a name": Defect(
        "1.1.1",
        _CHART,
        "a picture without role=img and a name",
        "for (const svg of all('.chart-svg')) ['role', 'aria-labelledby'].forEach((name) => svg.removeAttribute(name))",
    ),
    "description lost": Defect(
        "1.1.1",
        _CHART,
        "The drawing has no description",
        "one('figure [id$=-description]').textContent = ''",
    ),
    "pale curve": Defect(
        "1.4.11",
        _CHART,
        "path.chart-stroke-data stands out",
        "style('.chart-stroke-data { stroke: #9cc3e6 }')",
    ),
    "text of the drawing stays dark in the dark": Defect(
        "1.4.3",
        _CHART,
        "text.chart-fill-text stands out",
        "style('.chart-svg .chart-fill-text { fill: #292c30 }')",
        Mode(1280, dark=True),
    ),
    "text of the drawing too small": Defect(
        "chart contract",
        _CHART,
        "px high",
        "style('figure .chart-wide { max-inline-size: 30rem }')",
    ),
    "signal by colour alone": Defect(
        "1.4.1",
        _CHART,
        "by its colour alone",
        "for (const points of all('.chart-points')) for (const point of points.children)"
        " point.setAttribute('d', points.firstElementChild.getAttribute('d'))",
    ),
    "median drawn as the target is": Defect(
        "chart contract",
        _CHART,
        "it is dashed",
        "style('.chart-median line { stroke-dasharray: none }')",
    ),
    "signals vanish in forced colours": Defect(
        "1.4.11",
        _CHART,
        "chart-fill-signal chart-stroke-paper stands out",
        "style('@media (forced-colors: active) { .chart-svg { --chart-signal: Canvas } }')",
        Mode(1280, forced_colours=True),
    ),
    "curve moves without end": Defect(
        "2.2.2",
        _CHART,
        "wants no motion",
        "style('@keyframes pulse { to { opacity: 0.5 } } .chart-points { animation: pulse 1s infinite alternate }')",
    ),
    "title as a picture of text": Defect(
        "1.4.5",
        _CHART,
        "is a picture of text",
        "const title = one('.chart-title'), picture = new Image(560, 24); picture.alt = title.textContent;"
        " picture.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==';"
        " title.replaceChildren(picture)",
    ),
    # Its table.
    "table lost": Defect(
        "1.1.1",
        _CHART,
        "a chart without a table",
        "one('figure .table-scroll').closest('details').remove()",
    ),
    "periods in td": Defect(
        "1.3.1",
        _CHART,
        "a row that begins with",
        "for (const cell of all('figure tbody th')) rename(cell, 'td').removeAttribute('scope')",
    ),
    "headings without scope": Defect(
        "1.3.1",
        _CHART,
        "without scope",
        "for (const cell of all('figure thead th')) cell.removeAttribute('scope')",
    ),
    "caption lost": Defect(
        "1.3.1",
        _CHART,
        "has no caption",
        "one('figure caption').remove()",
    ),
    "one number of the table differs from the drawing": Defect(
        "chart contract",
        _CHART,
        "the drawing says otherwise",
        "const cell = all('figure tbody tr')[7].cells[1]; cell.textContent = cell.textContent.replace(/^(\\d)/, '4')",
    ),
    "print loses the table": Defect(
        "chart contract",
        _CHART,
        "«Tallene i diagrammet» is lost on paper",
        "style('@media print { figure details { display: none } }')",
        Mode(794, printed=True),
    ),
    # The page.
    "no reflow": Defect(
        "1.4.10",
        _CHART,
        "so it scrolls sideways",
        "style('.chart-narrow { min-inline-size: 24rem }')",
        Mode(320),
    ),
    "fold without a name": Defect(
        "4.1.2",
        _CHART,
        "axe summary-name",
        "const fold = one('figure summary'); fold.innerHTML = '<span aria-hidden=\"true\">…</span>'",
    ),
    "wrong language": Defect(
        "3.1.1",
        _CHART,
        "It is in en",
        "document.documentElement.lang = 'en'",
    ),
    "English part without its language": Defect(
        "3.1.2",
        _CHART,
        "is English and does not say so",
        "one('.verdict-not-said').textContent = 'The chart does not show why the numbers have changed.'",
    ),
    "link that skips the menu hidden for all": Defect(
        "2.4.1",
        _CHART,
        "not a link past the menu",
        "style('.ds-skip-link { display: none }')",
    ),
    "same title on every page": Defect(
        "2.4.2",
        _CHART,
        "The title «qi_tracker» does not say",
        "document.title = 'qi_tracker'",
    ),
    "target too small": Defect(
        "2.5.8",
        _CHART,
        "Smaller than 24 px: <summary>",
        "style('.more > summary { min-block-size: 0; block-size: 1.25rem; padding-block: 0; overflow: hidden }')",
        Mode(320),
    ),
    # The keyboard.
    "focus not seen": Defect(
        "2.4.7",
        _FORM,
        "in focus without showing it",
        "style('.ds-button:focus-visible { outline: none; box-shadow: none }')",
    ),
    "focus covered by what stays at the foot": Defect(
        "2.4.11",
        _CHART,
        "covered or out of view",
        "const bar = document.createElement('p'); bar.textContent = 'Tallene er oppdatert'; bar.className = 'foot';"
        " one('footer').append(bar); style('.foot { position: fixed; inset: auto 0 0; max-inline-size: none;"
        " block-size: 9rem; background: var(--ds-color-neutral-surface-default) }')",
        Mode(320),
    ),
    "keyboard trap": Defect(
        "2.1.2",
        _FORM,
        "holds the Tab key fast",
        "one('#comment').addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault() })",
    ),
    "seen in another order than the keyboard goes": Defect(
        "2.4.3",
        _FORM,
        "stands above what comes before it",
        "style('form.form > .ds-field:last-of-type, form.form > .form-buttons { order: -1 }')",
    ),
    "button that is a div": Defect(
        "2.1.1",
        _FORM,
        "no key reaches it",
        "const form = one('form.form'), button = rename(form.querySelector('.form-buttons button'), 'div');"
        " button.addEventListener('click', () => form.submit())",
    ),
    "text cut when it is given more room": Defect(
        "1.4.12",
        _FORM,
        "«Lagre tallet» is cut",
        "style('.ds-button { inline-size: 6.5rem; padding-inline: 0; white-space: nowrap; overflow: hidden }')",
        Mode(320),
    ),
    # The form.
    "label not tied": Defect(
        "1.3.1",
        _FORM,
        "has no label",
        "one('label[for=denominator]').removeAttribute('for')",
    ),
    "placeholder for a label": Defect(
        "3.3.2",
        _FORM,
        "has no label that is seen",
        "const label = one('label[for=comment]'); one('#comment').placeholder = label.textContent;"
        " label.className = 'ds-sr-only'",
    ),
    "pale edge of a field": Defect(
        "1.4.11",
        _FORM,
        "an edge that is too pale",
        "style('input.ds-input { border-color: #d9dbde }')",
    ),
    "error not tied": Defect(
        "3.3.1",
        _FORM,
        "no error text is tied to it",
        "one('#numerator').removeAttribute('aria-describedby')",
    ),
    "error summary lost": Defect(
        "3.3.1",
        _FORM,
        "no summary links to it",
        "one('.ds-error-summary').remove()",
    ),
    "link of the error summary dead": Defect(
        "3.3.1",
        _FORM,
        "link to #main leads to no field",
        "const link = one('.ds-error-summary a'); link.setAttribute('href', '#main')",
    ),
    "invalid only by colour": Defect(
        "4.1.2",
        _FORM,
        "is said of no field with aria-invalid",
        "for (const field of all('[aria-invalid]')) field.removeAttribute('aria-invalid')",
    ),
    "status without live region": Defect(
        "4.1.3",
        _GRID,
        "is no live region",
        "one('[data-grid-announcements]').removeAttribute('role')",
    ),
    "hint only for those who point": Defect(
        "1.4.13",
        _GRID,
        "for those who point, and for nobody else",
        "style('form.form > .field-hint { opacity: 0 } form.form:hover > .field-hint { opacity: 1 }')",
    ),
    "decimal field of type number": Defect(
        "3.3.2",
        _FORM,
        "takes no decimal comma",
        "one('#numerator').type = 'number'",
    ),
    "sign for a button, without a name": Defect(
        "4.1.2",
        _FORM,
        "has no words: nobody hears",
        'one(".form-buttons a").innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<path d="M3 3l10 10M13 3L3 13" stroke="currentColor"/></svg>`',
    ),
}
