"""The checks of a page let a sound page through and see each defect that they are there for."""

import pytest

from tests.page_checks import check_page

SOUND = """<!doctype html>
<html lang="nb"><head><title>Side</title><link rel="stylesheet" href="/static/css/site.css"></head><body>
<nav><ul><li><a href="/">Hjem</a></li></ul></nav>
<main><h1>Side</h1><h2>Del</h2>
<p id="hint">Slik skriver du</p><p id="a-error">Skriv navnet</p>
<form action="/lagre" method="post"><label for="a">Navn</label>
<input id="a" name="a" aria-invalid="true" aria-describedby="a-error">
<fieldset aria-describedby="hint"><legend>Valg</legend>
<input type="radio" id="r" name="r"><label for="r">Ja</label></fieldset>
<label>Inni <input name="inni"></label><button type="submit">Lagre</button></form>
<img src="/static/x.png" alt="">
<svg aria-hidden="true"><path d="M0"/></svg>
<figure class="chart" id="f"><figcaption><p id="f-title">Det ble bedre</p></figcaption>
<svg role="img" aria-labelledby="f-title" aria-describedby="f-text"><clipPath id="c"><path d="M0"/></clipPath>
<g clip-path="url(#c)"><path d="M1"/></g></svg><p id="f-text">Medianen er 4.</p>
<table><caption>Tall</caption><thead><tr><th scope="col">Måned</th></tr></thead>
<tbody><tr><th scope="row">mai</th></tr></tbody></table></figure>
</main></body></html>"""


def test_sound_page_has_no_problems() -> None:
    assert check_page(SOUND, url="/side") == []


def test_own_address_may_be_written_in_full() -> None:
    page = SOUND.replace('href="/">Hjem', 'href="http://127.0.0.1:8000/invite/x">Hjem')
    assert check_page(page, url="http://127.0.0.1:8000/side") == []


@pytest.mark.parametrize(
    ("sound", "planted", "said"),
    [
        ("<!doctype html>", "", "<!doctype html>"),
        ("</h1>", "</h1></div>", "closes nothing"),
        ("</nav>", "", "<nav> is not closed"),
        ("</body>", "<div></body>", "not closed"),
        ('name="a" ', 'name="a" name="b" ', "twice"),
        ('<a href="/">Hjem</a>', '<a href="/"><a href="/x">Hjem</a></a>', "a link stands in a link"),
        ("<h2>Del</h2>", "<h2><div>Del</div></h2>", "may not stand in"),
        ("<ul><li>", "<ul><p>x</p><li>", "may not be a child of"),
        ('<a href="/">Hjem</a>', '<a href="/"><button type="button">x</button></a>', "one cannot press"),
        ("<html lang", "<html xml:lang", "language"),
        ('lang="nb"', 'lang="sv"', "language"),
        ("<title>Side</title>", "", "<title>"),
        ("<title>Side</title>", "<title> </title>", "<title>"),
        ("main>", "section>", "one <main>"),
        ("<h2>Del</h2>", "<h1>Del</h1>", "one h1"),
        ("h1>", "h2>", "one h1"),
        ("<h2>Del</h2>", "<h3>Del</h3>", "no level may be skipped"),
        ("<h2>Del</h2>", "<h2> </h2>", "heading without words"),
        ('<p id="hint">', '<p id="a">', "used 2 times"),
        ('for="a"', 'for="b"', "points at nothing"),
        ('for="a"', 'for="f"', "cannot have a label"),
        ('aria-describedby="hint"', 'aria-describedby="none"', "points at nothing"),
        ('aria-labelledby="f-title"', 'aria-labelledby="none"', "points at nothing"),
        ('href="/"', 'href="#nowhere"', "leads nowhere"),
        ('<p id="hint">', '<p id="hint" tabindex="3">', "queue"),
        ('<label for="a">Navn</label>', "Navn", "has no label"),
        ('<label for="a">Navn</label>', '<label for="a"> </label>', "has no label"),
        ('<label for="r">Ja</label>', "Ja", "has no label"),
        ("<label>Inni <input", "Inni <label><input", "has no label"),
        ("<legend>Valg</legend>", "", "no legend"),
        ('<button type="submit">', "<button>", "no type"),
        (' aria-describedby="a-error"', "", "no error text is tied to it"),
        (' aria-invalid="true" aria-describedby="a-error"', "", "no field points to"),
        (' alt=""', "", "no alt"),
        (">Hjem<", "><", "no words"),
        (">Lagre<", "><", "no words"),
        ('<svg aria-hidden="true">', "<svg>", "a picture without"),
        ('role="img" ', "", "a picture without"),
        (' aria-labelledby="f-title"', "", "a picture without"),
        ("<h2>", '<h2 style="color:red">', "has style"),
        ("<h2>", '<h2 onclick="x()">', "has onclick"),
        ("<h2>", "<script>x()</script><h2>", "inline <script>"),
        ("<h2>", "<style>p{}</style><h2>", "inline <style>"),
        ('href="/"', 'href="javascript:x()"', "javascript:"),
        ('src="/static/x.png"', 'src="https://example.org/x.png"', "leaves this server"),
        ('src="/static/x.png"', 'src="/x.png" srcset="/x.png 1x, //example.org/y.png 2x"', "leaves this server"),
        ('href="/static/css/site.css"', 'href="//example.org/x.css"', "leaves this server"),
        ('href="/"', 'href="https://example.org/" rel="noreferrer"', "leaves this server"),
        ('action="/lagre"', 'action="http://example.org/lagre"', "leaves this server"),
        ('clip-path="url(#c)"', 'fill="url(https://example.org/x.svg)"', "fetches a picture"),
        ('clip-path="url(#c)"', 'clip-path="url(#other)"', "which is nowhere"),
        ("<caption>Tall</caption>", "", "no caption"),
        ('<th scope="col">Måned</th></tr></thead>\n<tbody><tr><th scope="row">mai</th>', "<td>Måned</td>", "no th"),
        ('<th scope="col">', "<th>", "without scope"),
        ('<th scope="row">mai</th>', "<td>mai</td>", "a row that begins with 'mai' in a td"),
        ('<th scope="col">Måned</th>', '<th scope="col">Måned</th><td>Tall</td>', "in a td"),
        ('<figcaption><p id="f-title">Det ble bedre</p></figcaption>', '<p id="f-title">x</p>', "without a title"),
        (' aria-describedby="f-text"', "", "without a description"),
        ('role="img" aria-labelledby="f-title" aria-describedby="f-text"', 'aria-hidden="true"', "hidden from those"),
        ("<table><caption>Tall</caption>", "<table hidden><caption> </caption>", "no caption"),
    ],
)
def test_planted_defect_is_named(sound: str, planted: str, said: str) -> None:
    assert sound in SOUND
    problems = check_page(SOUND.replace(sound, planted), url="/side")
    assert any(said in problem for problem in problems), problems


def test_chart_without_its_table_is_named() -> None:
    start, end = SOUND.index("<table>"), SOUND.index("</figure>")
    problems = check_page(SOUND[:start] + SOUND[end:], url="/side")
    assert any("without a table" in problem for problem in problems), problems


def test_chart_may_name_a_table_that_stands_elsewhere() -> None:
    start, end = SOUND.index("<table>"), SOUND.index("</figure>")
    table = SOUND[start:end]
    moved = SOUND[:start] + SOUND[end:].replace("</figure>", f'</figure><div id="numbers">{table}</div>', 1)
    assert any("without a table" in problem for problem in check_page(moved, url="/side"))
    named = moved.replace('<figure class="chart"', '<figure aria-details="numbers" class="chart"')
    assert named != moved
    assert check_page(named, url="/side") == []
