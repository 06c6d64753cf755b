"""The checks of a page see each defect that they are there for."""

import pytest

from tests.components.page_checks import problems_in

SOUND = """<!doctype html><html lang="nb"><head><title>Side</title></head><body><h1>Side</h1><h2>Del</h2>
<p><label for="a">Navn</label><input id="a" name="a"></p>
<table><caption>Tall</caption><thead><tr><th scope="col">Måned</th></tr></thead>
<tbody><tr><td>1</td></tr></tbody></table>
<button type="button">Lagre</button></body></html>"""


def test_sound_page_has_no_problems() -> None:
    assert problems_in(SOUND) == []


@pytest.mark.parametrize(
    ("sound", "planted", "said"),
    [
        ("</h1>", "</h1></div>", "Not valid HTML"),
        ('id="a" name', 'id="a" title="x" name', None),
        ("<h2>Del</h2>", '<h2 id="a">Del</h2>', "used 2 times"),
        ("<h2>Del</h2>", "<h1>Del</h1>", "one h1"),
        ("<h2>Del</h2>", "<h3>Del</h3>", "no level may be skipped"),
        ('for="a"', 'for="b"', "points at nothing"),
        ('name="a"', 'name="a" aria-describedby="z"', "points at nothing"),
        ('<label for="a">Navn</label>', "Navn", "has no label"),
        ('name="a"', 'name="a" aria-invalid="true"', "no error text is tied to it"),
        ("<h2>", '<h2 style="color:red">', "content security policy"),
        ("<h2>", '<h2 onclick="x()">', "content security policy"),
        ("<h2>", "<script>x()</script><h2>", "content security policy"),
        (
            "<h2>",
            '<img alt="" src="https://example.org/x.png"><h2>',
            "leaves this server",
        ),
        ("<h2>", '<a href="#nowhere">x</a><h2>', "leads nowhere"),
        ('<button type="button">', "<button>", "without a type"),
        ("<caption>Tall</caption>", "", "no caption"),
        ('<th scope="col">Måned</th>', "<td>Måned</td>", "no th"),
        ('lang="nb"', 'lang="sv"', "language"),
    ],
)
def test_planted_defect_is_named(sound: str, planted: str, said: str | None) -> None:
    assert sound in SOUND
    problems = problems_in(SOUND.replace(sound, planted, 1))
    if said is None:
        assert problems == []
    else:
        assert any(said in problem for problem in problems), problems
