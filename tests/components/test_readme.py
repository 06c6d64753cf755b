"""The examples that page authors copy are rendered as they stand, and none is missing."""

import re

import pytest
from justhtml import JustHTML

from tests.components import samples
from tests.components.preview import PACKAGE, environment, names_of_components

README = (PACKAGE / "templates" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```jinja\n(.*?)```", README, re.DOTALL)

# Parts of other components and of the layouts; no page asks for them.
INNER = {"about_services", "draft_offer", "shape", "notices", "language_choice", "site_header"}


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_example_is_rendered_to_sound_html(number: int) -> None:
    html = (
        environment(extra={"example.html": EXAMPLES[number]})
        .get_template("example.html")
        .render(
            form=samples.filled_form(),
            refused=samples.refused_form(),
            verdict=samples.VERDICT,
            together=samples.PROJECT_VERDICT,
            grid_rows=samples.grid_rows(),
            page_address=lambda page: f"?page={page}",
        )
    )
    document = JustHTML(html, sanitize=False, collect_errors=True, fragment="<html" not in html)
    assert document.errors == []
    assert document.to_text().strip()


def test_every_component_has_an_example() -> None:
    shown = set(re.findall(r"components/(\w+)\.html", "".join(EXAMPLES)))
    assert names_of_components() - INNER - shown == set(), "Write an example in qi_tracker/templates/README.md."


@pytest.mark.parametrize("layout", ["page", "form", "message"])
def test_every_block_of_a_layout_is_described(layout: str) -> None:
    source = (PACKAGE / "templates" / "layouts" / f"{layout}.html").read_text(encoding="utf-8")
    row = next(line for line in README.splitlines() if line.startswith(f"| `layouts/{layout}.html`"))
    blocks = set(re.findall(r"block (\w+)", source)) - {"main"}
    assert {block for block in blocks if f"`{block}`" not in row} == set()
