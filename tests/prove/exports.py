"""Every file that people download, opened by LibreOffice: what it would compute, and what became of the zeros."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from qi_tracker.blueprints.common.downloads import DOWNLOADS
from qi_tracker.models import database as drivers
from qi_tracker.vocabulary import Language
from tests.blueprints.test_downloads import number_and_hostile_texts, organization, project, speak
from tests.client import Client
from tests.databases import Prepared, prepared_app, settings_for
from tests.exchange.opened import files_in, rows_of_csv, sheets_in
from tests.people import Who
from tests.prove.figures import Figure

Tell = Callable[[str], None]
UNKNOWN: Final = "UNKNOWN: LibreOffice is not here"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# Semicolons or commas between the cells, UTF-8, from the first row, as the default kinds of cells.
_AS_TEXT: Final = {";": "CSV:59,34,76,1", ",": "CSV:44,34,76,1"}
_SECONDS: Final = 180


@dataclass
class _Seen:
    """What was found in all files."""

    files: int = 0
    sheets: int = 0
    rows: int = 0
    formulas: int = 0
    # Files whose sheets or rows are others than those written, and those where Oslo's number has lost its zero.
    differing: list[str] = field(default_factory=list)
    without_zero: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    content: bytes
    # Sheet → rows, as they were written; empty names in a text file.
    written: Sequence[int]
    has_number: bool
    between: str = ""


def measure(tell: Tell) -> Sequence[Figure]:
    """Everything; without LibreOffice nothing is known."""
    office = shutil.which("soffice")
    if office is None:
        return [Figure("files opened with LibreOffice", UNKNOWN)]
    seen, started = _Seen(), time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with prepared_app(settings_for(Path(folder) / "instance")) as prepared:
            number_and_hostile_texts(prepared)
            for language in Language:
                tell(f"all files in {language.value}")
                speak(prepared, language)
                _open_all(office, Path(folder) / language.value, list(_files(prepared, language)), seen)
        drivers.set_read_only(False)
    version = subprocess.run([office, "--version"], check=True, capture_output=True, text=True).stdout.split()
    return [
        Figure(f"files opened with {' '.join(version[:2])}, in three languages", str(seen.files)),
        Figure("sheets and rows in them", f"{seen.sheets} and {seen.rows}"),
        Figure("formulas that it found", str(seen.formulas)),
        Figure("files with other sheets or rows than were written", str(len(seen.differing))),
        Figure("files where 0301 has lost its zero", str(len(seen.without_zero))),
        Figure("time to make and open them", f"{time.monotonic() - started:.0f} s"),
    ]


def _files(prepared: Prepared, language: Language) -> Iterator[_File]:
    browser = Client(prepared.app, prepared.world, Who.LEAD)
    between = "," if language is Language.ENGLISH else ";"
    for of, address in (("project", project), ("organization", organization)):
        for kind in DOWNLOADS.values():
            content = browser.get(address(prepared, kind.address)).response.get_data()
            name = f"{of}-{kind.address}"
            if kind.ending == "xlsx":
                yield _File(name, content, [len(rows) for rows in sheets_in(content).values()], has_number=True)
            elif kind.ending == "zip":
                for number, (_, text) in enumerate(files_in(content).items()):
                    yield _text_file(f"{name}-{number}.csv", text, between, has_number=number == 0)
            elif kind.ending == "csv":
                yield _text_file(name, content, between)
    measure = f"/measures/{prepared.world.lerkevik['measure_id']}"
    book = browser.get(f"{measure}/numbers.xlsx").response.get_data()
    yield _File("measure.xlsx", book, [len(rows) for rows in sheets_in(book).values()], has_number=False)
    yield _text_file("measure.csv", browser.get(f"{measure}/numbers.csv").response.get_data(), between)


def _text_file(name: str, content: bytes, between: str, *, has_number: bool = False) -> _File:
    return _File(name, content, [len(rows_of_csv(content, between))], has_number, between)


def _open_all(office: str, folder: Path, files: Sequence[_File], seen: _Seen) -> None:
    """Have LibreOffice read them all, those of a kind together, and look at what it read."""
    for between in ("", ";", ","):
        some = [file for file in files if file.between == between]
        if not some:
            continue
        here = folder / {"": "books", ";": "semicolons", ",": "commas"}[between]
        here.mkdir(parents=True)
        for file in some:
            (here / file.name).write_bytes(file.content)
        filters = [f"--infilter={_AS_TEXT[between]}"] if between else []
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *filters]
        paths = [str(here / file.name) for file in some]
        subprocess.run(
            [*command, "--convert-to", "fods", "--outdir", str(here), *paths],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        for file in some:
            _look(file, ElementTree.parse((here / file.name).with_suffix(".fods")).getroot(), seen)


def _look(file: _File, opened: ElementTree.Element, seen: _Seen) -> None:
    tables = list(opened.iter(f"{_TABLE}table"))
    found = [_rows(table) for table in tables]
    seen.files += 1
    seen.sheets += len(tables)
    seen.rows += sum(found)
    cells = [cell for table in tables for cell in table.iter(f"{_TABLE}table-cell")]
    seen.formulas += sum(f"{_TABLE}formula" in cell.attrib for cell in cells)
    if found != list(file.written):
        seen.differing.append(file.name)
    if file.has_number and not any(_is_oslo(cell) for cell in cells):
        seen.without_zero.append(file.name)


def _is_oslo(cell: ElementTree.Element) -> bool:
    text = "".join(cell.itertext()).strip()
    return text in ("0301", "'0301") and cell.get(f"{_OFFICE}value-type") == "string"


def _rows(table: ElementTree.Element) -> int:
    """Down to the last one that holds anything."""
    last = row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        row_number += int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        if any(f"{_OFFICE}value-type" in cell.attrib for cell in row.iter(f"{_TABLE}table-cell")):
            last = row_number
    return last
