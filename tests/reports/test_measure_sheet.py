"""A measure on paper: accessible PDF, in which every text is text, and nothing that was written is markup."""

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject

from qi_tracker.charts.client import Chart, DrawRequest, Renderer, SheetRequest, Variant
from qi_tracker.charts.describe import describe
from qi_tracker.charts.key import key_entries, mark_entries
from qi_tracker.charts.text import MarkKind
from qi_tracker.charts.timeline import timeline
from qi_tracker.i18n.evidence import EvidencePart
from qi_tracker.i18n.translate import words_for
from qi_tracker.i18n.verdicts import VerdictText
from qi_tracker.reports.measure_report import MeasureReport, facts_and_verdict
from qi_tracker.reports.measure_sheet import measure_sheet
from qi_tracker.vocabulary import Language
from tests.charts.pictures import said
from tests.charts.samples import gallery

# Letters that no font here has cannot be drawn, and those from right to left come back in another order.
PLAIN = [name for name in gallery() if name != "hostile"]
VERDICT = VerdictText(
    "Barn med aktivitet er blitt bedre.",
    "Diagrammet viser ikke hvorfor.",
    ("Tall mangler.",),
    (EvidencePart("Hva som sammenlignes", ("Medianen er 40.", "Den var 30.")),),
)
MARKUP = '#panic("x") *fet* _kursiv_ $a^2$ `kode` @til <merke> // bort \\u{41} #import "@preview/x:1.0.0": * = Tittel'


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    started = Renderer(tmp_path_factory.mktemp("sheets"), timeout_seconds=60)
    yield started
    started.close()


def report_on(sample: Chart, language: Language = Language.BOKMAL) -> MeasureReport:
    return MeasureReport(
        name="Barn med aktivitet",
        chart=replace(sample, text=replace(sample.text, source="Fritid for alle · Lerkevik kommune")),
        shown=describe(sample.result, sample.text, sample.marks),
        verdict=VERDICT,
        facts=(("Indikator", "Barn med aktivitet"), ("Hva som telles", "Barn på minst én aktivitet")),
        annotations=mark_entries(sample.marks, MarkKind.ANNOTATION),
        cycles=mark_entries(sample.marks, MarkKind.CYCLE),
        words=words_for(language),
    )


def sheet_of(name: str) -> SheetRequest:
    return measure_sheet(report_on(gallery()[name]))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def pressed(text: str) -> str:
    """Without the spaces and soft hyphens, of which a PDF has its own, and without accents, which it puts elsewhere."""
    # A letter of two signs, such as X̄, is read twice.
    once = re.sub(r"(\w[\u0300-\u036f]+)\1", r"\1", unicodedata.normalize("NFKD", text))
    letters = once.replace("\u00ad", "")
    return "".join(letter for letter in letters if not letter.isspace() and not unicodedata.combining(letter))


def missing_from(pdf: bytes, texts: list[str]) -> list[str]:
    found = pressed(text_of(pdf))
    return [text for text in texts if pressed(text) not in found]


def texts_on(name: str, renderer: Renderer) -> list[str]:
    """All that the chart says on a page, in its picture and around it."""
    sample = gallery()[name]
    report = report_on(sample)
    picture = said(renderer.svg(DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE)))
    key = [entry.label for entry in key_entries(sample.result, timeline(sample.result), sample.text, sample.marks)]
    marks = [part for entry in (*report.annotations, *report.cycles) for part in (entry.label, entry.when)]
    shown = report.shown
    cells = [cell for row in (shown.headers, *shown.rows) for cell in row] if shown.rows else []
    verdict = [VERDICT.headline, VERDICT.not_said, *VERDICT.cautions]
    verdict += [text for part in VERDICT.details for text in (part.title, *part.sentences)]
    return [*picture, *key, *marks, *cells, *verdict, sample.text.title, sample.text.subtitle]


def structure(pdf: bytes) -> list[DictionaryObject]:
    """The elements of the document's structure, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]  # a dictionary
    return found


def unlike_the_standard(pdf: bytes, request: SheetRequest) -> Iterator[str]:
    """What the document lacks of PDF/UA-1, and of what its readers need."""
    reader = PdfReader(io.BytesIO(pdf))
    root, content = reader.trailer["/Root"], json.loads(request.content)
    assert isinstance(root, DictionaryObject)
    metadata = root["/Metadata"].get_object().get_data().decode()  # type: ignore[attr-defined]  # a stream
    if not re.search(r"<pdfuaid:part>1<", metadata):
        yield "does not say that it follows the standard"
    if not (_is_said(root, "/MarkInfo", "/Marked") and _is_said(root, "/ViewerPreferences", "/DisplayDocTitle")):
        yield "is not tagged, or its window has the file's name for a title"
    if root["/Lang"] != content["language"]:
        yield f"is in {root['/Lang']}"
    if reader.metadata is None or reader.metadata.title != content["title"]:
        yield "has not the chart's title"
    if reader.metadata is not None and reader.metadata.creation_date is not None:
        yield "tells when it was made"
    elements = structure(pdf)
    kinds = [str(element["/S"]) for element in elements]
    alternatives = [element.get("/Alt") for element in elements if element["/S"] == "/Figure"]
    if alternatives != [content["description"]]:
        yield f"has a picture with the alternative text {alternatives}"
    if kinds.count("/TH") != len(content["headers"]) and content["rows"]:
        yield f"has {kinds.count('/TH')} headings in its table"
    if kinds.count("/H1") != 1 or "/H2" not in kinds:
        yield "has not one heading with others beneath it"
    yield from _fonts_left_out(reader)


def _is_said(root: DictionaryObject, where: str, what: str) -> bool:
    found = root[where]
    return isinstance(found, DictionaryObject) and bool(found.get(what) == BooleanObject(True))


def _fonts_left_out(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})  # type: ignore[attr-defined]  # a dictionary
        for font in fonts.values():
            for inner in font.get_object()["/DescendantFonts"]:
                descriptor = inner.get_object()["/FontDescriptor"].get_object()
                if not {"/FontFile2", "/FontFile3"} & set(descriptor):
                    yield f"{descriptor['/FontName']} is not in the file"


@pytest.mark.parametrize("name", PLAIN)
def test_every_text_of_the_chart_is_text_on_paper(renderer: Renderer, name: str) -> None:
    texts = texts_on(name, renderer)
    assert len(texts) > 10
    assert missing_from(renderer.pdf(sheet_of(name)), texts) == []


@pytest.mark.parametrize("name", PLAIN)
def test_every_sheet_follows_the_standard(renderer: Renderer, name: str) -> None:
    request = sheet_of(name)
    assert list(unlike_the_standard(renderer.pdf(request), request)) == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [(Language.NYNORSK, "Kva diagrammet ikkje seier"), (Language.ENGLISH, "What the chart does not say")],
)
def test_the_sheet_is_in_the_language_of_its_reader(renderer: Renderer, language: Language, heading: str) -> None:
    request = measure_sheet(report_on(gallery()["improved"], language))
    pdf = renderer.pdf(request)
    assert list(unlike_the_standard(pdf, request)) == []
    assert heading in text_of(pdf)


def test_letters_that_no_font_has_keep_nobody_from_the_rest(renderer: Renderer) -> None:
    pdf = renderer.pdf(sheet_of("hostile"))
    assert pressed("<script>alert(1)</script>") in pressed(text_of(pdf))
    assert "langt langt" in text_of(pdf)
    kinds = {str(element["/S"]) for element in structure(pdf)}
    assert {"/Figure", "/H1", "/TH"} <= kinds


def test_what_people_write_is_no_markup(renderer: Renderer) -> None:
    sample = gallery()["improved"]
    report = report_on(replace(sample, text=replace(sample.text, title=MARKUP, subtitle=MARKUP)))
    request = measure_sheet(
        replace(
            report,
            verdict=replace(VERDICT, headline=MARKUP, details=(EvidencePart(MARKUP, (MARKUP,)),)),
            facts=((MARKUP, MARKUP),),
        )
    )
    pdf = renderer.pdf(request)
    assert list(unlike_the_standard(pdf, request)) == []
    assert pressed(text_of(pdf)).count(pressed(MARKUP)) >= 5


def test_the_source_reads_nothing_but_its_data() -> None:
    assert not re.search(r'#?import\b|#?include\b|\bread\(|\bplugin\(|image\("|eval\(', sheet_of("improved").source)


def test_a_long_table_has_its_headings_on_every_page(renderer: Renderer) -> None:
    pages = PdfReader(io.BytesIO(renderer.pdf(sheet_of("many weeks")))).pages
    assert len(pages) > 4
    texts = [page.extract_text() for page in pages]
    assert all("Periode" in text and "Verdi" in text for text in texts[2:])
    assert all(f"Side {number} av {len(pages)}" in text for number, text in enumerate(texts, start=1))


def test_the_same_content_is_the_same_bytes(renderer: Renderer, tmp_path: Path) -> None:
    other = Renderer(tmp_path, timeout_seconds=60)
    try:
        assert other.pdf(sheet_of("three phases")) == renderer.pdf(sheet_of("three phases"))
    finally:
        other.close()


def test_a_file_without_headings_has_the_verdict_among_its_facts() -> None:
    facts = dict(facts_and_verdict(report_on(gallery()["improved"])))
    assert facts["Hva diagrammet sier"] == "Tall mangler. Barn med aktivitet er blitt bedre."
    assert facts["Hva diagrammet ikke sier"] == VERDICT.not_said


@pytest.mark.parametrize(
    ("sound", "planted"),
    [
        (", alt: said.description", ""),
        ("table.header(repeat: true, ", "..("),
        ("title: said.title, ", ""),
        ("lang: said.language", 'lang: "de"'),
        ("= #said.title", "#said.title"),
        ("date: none", "date: datetime(year: 2026, month: 1, day: 1)"),
    ],
)
def test_a_sheet_that_is_not_accessible_is_seen(renderer: Renderer, sound: str, planted: str) -> None:
    request = sheet_of("improved")
    spoilt = replace(request, source=request.source.replace(sound, planted))
    assert spoilt != request
    assert list(unlike_the_standard(renderer.pdf(spoilt), request))


def test_a_text_that_is_missing_from_the_paper_is_seen(renderer: Renderer) -> None:
    request = sheet_of("improved")
    pdf = renderer.pdf(
        replace(request, source=request.source.replace("bytes(picture)", 'bytes(picture.replace("Median", ""))'))
    )
    assert missing_from(pdf, texts_on("improved", renderer)) != []
