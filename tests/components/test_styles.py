"""Style sheets: colours only through tokens, every token and class known, nothing fetched from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.components.preview import PACKAGE, STATIC

# Where colours may be written out: the tokens themselves, black and white for paper, and the palette of the drawings.
MAY_NAME_COLOURS = {"theme.css", "print.css", "charts.css"}
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

OUR_SHEETS = sorted((STATIC / "css").glob("*.css"))
OUR_SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted(
    [
        *(PACKAGE / "templates").rglob("*.html"),
        *PACKAGE.glob("blueprints/*/templates/**/*.html"),
    ]
)


def text_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def all_sheets() -> str:
    return "".join(text_of(path) for path in [*OUR_SHEETS, *STATIC.glob("vendor/designsystemet/*.css")])


def colours_in(css: str) -> list[str]:
    return COLOUR.findall(css)


def unknown_tokens(css: str, known: str) -> set[str]:
    return set(re.findall(r"var\((--ds[\w-]+)", css)) - set(re.findall(r"(--ds[\w-]+)\s*:", known))


def addresses_elsewhere(text: str) -> list[str]:
    return re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text.replace("http://www.w3.org", ""))


def unknown_classes(html: str, known: str) -> set[str]:
    named = {name for value in re.findall(r'class="([^"]*)"', TEMPLATE_CODE.sub(" ", html)) for name in value.split()}
    return named - set(re.findall(r"\.([A-Za-z][\w-]*)", known))


@pytest.mark.parametrize("sheet", OUR_SHEETS, ids=lambda path: path.name)
def test_sheet_names_no_colour_but_tokens(sheet: Path) -> None:
    if sheet.name not in MAY_NAME_COLOURS:
        assert colours_in(text_of(sheet)) == [], "Use a token of theme.css, such as var(--ds-color-text-subtle)."


@pytest.mark.parametrize("sheet", OUR_SHEETS, ids=lambda path: path.name)
def test_sheet_uses_tokens_that_exist(sheet: Path) -> None:
    assert unknown_tokens(text_of(sheet), all_sheets()) == set()


@pytest.mark.parametrize("path", [*OUR_SHEETS, *OUR_SCRIPTS], ids=lambda path: path.name)
def test_file_asks_no_other_server(path: Path) -> None:
    assert addresses_elsewhere(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", OUR_SCRIPTS, ids=lambda path: path.name)
def test_script_builds_no_code_and_no_markup_from_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(
            r"\beval\(|new Function\(|innerHTML|insertAdjacentHTML|document\.write",
            text,
        )
        == []
    )


def templates_with_unknown_classes() -> Iterator[tuple[str, str]]:
    known = all_sheets()
    for path in TEMPLATES:
        for name in sorted(unknown_classes(path.read_text(encoding="utf-8"), known)):
            yield path.name, name


def test_templates_use_classes_that_exist() -> None:
    assert list(templates_with_unknown_classes()) == [], "Name a class of static/css, or write its rule there."


def test_planted_defects_are_seen() -> None:
    assert colours_in("a { color: #FF0000 }")
    assert colours_in("a { color: red }")
    assert colours_in("a { background: rgba(0, 0, 0, .5) }")
    assert unknown_tokens("a { color: var(--ds-color-typo) }", all_sheets()) == {"--ds-color-typo"}
    assert addresses_elsewhere("@import url(https://fonts.example.com/inter.css)")
    assert addresses_elsewhere('import "//cdn.example.org/x.js"')
    assert unknown_classes('<p class="quiet tpyo">', all_sheets()) == {"tpyo"}
