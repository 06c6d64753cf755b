"""A project and an organisation as files: all that one sees, and no more; nothing that a spreadsheet would compute."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from xlsxwriter.worksheet import Worksheet

from qi_tracker.blueprints.common import downloads
from qi_tracker.blueprints.common.downloads import DOWNLOADS
from qi_tracker.exchange import export_xlsx
from qi_tracker.exchange.export_columns import Column, Holds
from qi_tracker.exchange.export_json import export_schema
from qi_tracker.exchange.export_nouns import LONG_FORM, NOUNS, NOUNS_OF_MEASURE
from qi_tracker.exchange.export_tables import Wording, export_tables
from qi_tracker.extensions import db
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Aim, ChangeIdea, Observation, Organization, Person, Project
from qi_tracker.services import exports
from qi_tracker.vocabulary import Language
from tests.access.leaving import bytes_of
from tests.blueprints.test_measure_files import name_of
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.exchange.opened import files_in, formulas_in, kinds_in, rows_of_csv, sheets_in
from tests.exchange.tables_to_write import FORMULAS
from tests.inside import inside
from tests.people import LERKEVIK_CANARY, STORFJELL_CANARY, Who

SECRET = "hemmeligheta"
# What stands in the project's numbers and texts, and nowhere else.
INSIDE = ("Begge meldte", "Ny telling", "Alle var der", "ringeliste", "Fritidsguide", "For få barn", "lavinntekt")


def project(prepared: Prepared, file: str) -> str:
    """The address of a file of Lerkevik's project."""
    return f"/projects/{prepared.world.lerkevik['project_id']}/{file}"


def organization(prepared: Prepared, file: str) -> str:
    """The address of a file of Lerkevik."""
    return f"/organizations/{prepared.world.lerkevik['organization_id']}/{file}"


def fetched(prepared: Prepared, who: Who, address: Callable[[Prepared, str], str], ending: str = "all.xlsx") -> bytes:
    """The file as this person gets it."""
    return Client(prepared.app, prepared.world, who).get(address(prepared, ending)).response.get_data()


def tables_in(prepared: Prepared, who: Who, address: Callable[[Prepared, str], str]) -> Any:
    """The tables of the JSON document, which is as its schema says."""
    document = json.loads(fetched(prepared, who, address, "all.json"))
    Draft202012Validator(export_schema()).validate(document)
    return document["tables"]


def number_and_hostile_texts(prepared: Prepared) -> None:
    """Oslo's number, texts that would like to be formulas wherever one can stand, and a period without a number."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Organization, prepared.world.lerkevik["organization_id"]).number = "0301"
        for kind, field in ((Project, "title"), (ChangeIdea, "title"), (Aim, "statement")):
            setattr(db.session.query(kind).first(), field, "=HYPERLINK(1)")
        numbers = db.session.query(Observation).order_by(Observation.id).limit(len(FORMULAS)).all()
        for number, text in zip(numbers, FORMULAS, strict=False):
            number.comment = text
        numbers[0].numerator = numbers[0].denominator = None
        numbers[0].is_unavailable = True
        db.session.commit()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("address", [project, organization])
def test_every_format_holds_the_same_and_nothing_that_is_computed(
    sqlite_only: Prepared, address: Callable[[Prepared, str], str], language: Language
) -> None:
    number_and_hostile_texts(sqlite_only)
    speak(sqlite_only, language)
    look_at_files(sqlite_only, address, language)


def speak(prepared: Prepared, language: Language) -> None:
    """Let the lead read the program in this language."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).language = language
        db.session.commit()


def look_at_files(prepared: Prepared, address: Callable[[Prepared, str], str], language: Language) -> None:
    """All that is asked of every file."""
    words = words_for(language)
    tables = tables_in(prepared, Who.LEAD, address)
    workbook = fetched(prepared, Who.LEAD, address)
    sheets = sheets_in(workbook)
    assert formulas_in(workbook) == 0
    assert list(sheets) == [words.pgettext(*noun.title) for noun in NOUNS]
    assert [len(rows) - 1 for rows in sheets.values()] == [len(tables[noun.key]) for noun in NOUNS]
    assert all(len(tables[noun.key]) > 0 for noun in NOUNS)
    assert {row[0] for row in list(sheets.values())[0][1:]} == {"0301"}
    assert {kind for cell, kind in kinds_in(workbook, 1) if cell.startswith("A")} == {"inlineStr"}
    files = files_in(fetched(prepared, Who.LEAD, address, "all.zip"))
    assert list(files) == [f"{title}.csv" for title in sheets]
    assert files[f"{words.pgettext(*LONG_FORM.title)}.csv"] == fetched(prepared, Who.LEAD, address, "all-numbers.csv")
    for name, content in files.items():
        assert content.startswith(b"\xef\xbb\xbf")
        rows = rows_of_csv(content, "," if language is Language.ENGLISH else ";")
        assert [cell for row in rows for cell in row if cell and cell[0] in "=+@\t\r\0"] == []
        assert len(rows) == len(sheets[name.removesuffix(".csv")])
    assert b"'0301" in next(iter(files.values()))


def test_what_is_missing_is_told_and_days_are_days(sqlite_only: Prepared) -> None:
    number_and_hostile_texts(sqlite_only)
    rows = sheets_in(fetched(sqlite_only, Who.READER, project))["Tall"]
    assert rows[0][-2:] == ["Har ikke tall", "Kommentar"]
    assert [row[-2] for row in rows[1:]].count("Ja") == 1
    assert str(rows[1][2]) == "2025-01-01"
    assert rows[2][4:6] == [50.0, 160.0]
    first = tables_in(sqlite_only, Who.READER, project)["numbers"][0]
    assert (first["period"], first["is_unavailable"], first["numerator"]) == ("2025-01-01", True, None)


def test_a_measure_of_its_own(sqlite_only: Prepared) -> None:
    measure = f"/measures/{sqlite_only.world.lerkevik['measure_id']}/measure.json"
    page = Client(sqlite_only.app, sqlite_only.world, Who.READER).get(measure)
    document = json.loads(page.response.get_data())
    Draft202012Validator(export_schema()).validate(document)
    assert list(document["tables"]) == [noun.key for noun in NOUNS_OF_MEASURE]
    assert [len(document["tables"][key]) for key in ("measures", "numbers")] == [1, 12]
    assert name_of(page) == f"Barn med aktivitet {LERKEVIK_CANARY}.json"


@pytest.mark.parametrize("who", [Who.LEADER, Who.UNIT_LEADER, Who.PLAIN_MEMBER, Who.ADMINISTRATOR])
def test_those_outside_a_project_get_its_title_phase_and_aims(prepared: Prepared, who: Who) -> None:
    keep_a_secret(prepared)
    tables = tables_in(prepared, who, organization)
    assert {key: len(rows) for key, rows in tables.items() if rows} == {"projects": 1, "aims": 1}
    (only,), (aim,) = tables["projects"], tables["aims"]
    told = ("id", "organization", "organization_number", "title", "unit", "phase")
    assert {key for key, value in only.items() if value is not None} == {*told}
    assert {key for key, value in aim.items() if value is not None} <= {
        *("id", "project_id", "project", "statement", "dimensions")
    }
    for kind in DOWNLOADS.values():
        sent = bytes_of(Client(prepared.app, prepared.world, who).get(organization(prepared, kind.address)).response)
        assert [word for word in (*INSIDE, SECRET, STORFJELL_CANARY) if word.encode() in sent] == []


@pytest.mark.parametrize("address", [project, organization])
def test_those_inside_get_all_of_it_and_no_secret(prepared: Prepared, address: Callable[[Prepared, str], str]) -> None:
    keep_a_secret(prepared)
    for kind in DOWNLOADS.values():
        page = Client(prepared.app, prepared.world, Who.READER).get(address(prepared, kind.address))
        sent = bytes_of(page.response)
        assert [word for word in (SECRET, STORFJELL_CANARY, "@example.no") if word.encode() in sent] == []
        if kind.ending != "csv":
            assert [word for word in INSIDE if word.encode() not in sent] == []
        assert page.response.mimetype == kind.mimetype
        assert name_of(page).endswith(f".{kind.ending}")


def test_ones_own_project_is_there_once(prepared: Prepared) -> None:
    tables = tables_in(prepared, Who.MEMBER, organization)
    assert [row["id"] for row in tables["projects"]] == [prepared.world.lerkevik["project_id"]]


def keep_a_secret(prepared: Prepared) -> None:
    """A word where no file may find it."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).calendar_salt = SECRET
        db.session.commit()


def test_the_pages_lead_to_every_file(prepared: Prepared, sign_in: SignIn) -> None:
    page = sign_in(Who.READER).get(f"/projects/{prepared.world.lerkevik['project_id']}")
    assert {project(prepared, kind.address) for kind in DOWNLOADS.values()} <= set(page.links)
    page = sign_in(Who.PLAIN_MEMBER).get(f"/organizations/{prepared.world.lerkevik['organization_id']}")
    assert {organization(prepared, kind.address) for kind in DOWNLOADS.values()} <= set(page.links)


def test_what_is_in_the_bin_stays_there(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        idea = db.session.get_one(ChangeIdea, sqlite_only.world.lerkevik["idea_id"])
        idea.deleted_at = idea.created_at
        db.session.commit()
    tables = tables_in(sqlite_only, Who.LEAD, project)
    assert (tables["ideas"], tables["cycles"]) == ([], [])


class TestPlanted:
    """Defects that the tests above must see."""

    @pytest.fixture(autouse=True)
    def _hostile(self, sqlite_only: Prepared) -> None:
        number_and_hostile_texts(sqlite_only)

    def test_cells_that_guess_what_they_hold(self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
        guessing = {"in_memory": True, "strings_to_formulas": True, "strings_to_numbers": True}
        monkeypatch.setattr(export_xlsx, "_ROW_BY_ROW", guessing)
        monkeypatch.setattr(Worksheet, "write_string", Worksheet.write)
        with pytest.raises(AssertionError, match="formulas_in"):
            look_at_files(sqlite_only, project, Language.BOKMAL)

    def test_a_municipality_number_that_is_a_number(
        self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        right = export_xlsx._write

        def typed(sheet: Any, row: int, column: int, cell: Any, formats: Any) -> None:
            right(sheet, row, column, float(cell) if cell == "0301" else cell, formats)

        monkeypatch.setattr(export_xlsx, "_write", typed)
        with pytest.raises(AssertionError, match="0301"):
            look_at_files(sqlite_only, organization, Language.BOKMAL)

    def test_a_secret_column(self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
        secret = Column("salt", ("column", "Name"), Holds.TEXT, lambda row: row.person.calendar_salt)
        people = next(noun for noun in NOUNS if noun.key == "people")
        spoilt = replace(people, columns=(*people.columns, secret))
        monkeypatch.setattr(downloads, "NOUNS", [spoilt if noun is people else noun for noun in NOUNS])
        with pytest.raises(AssertionError, match=SECRET):
            test_those_inside_get_all_of_it_and_no_secret(sqlite_only, project)

    def test_projects_of_everyone(self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(exports, "joined_projects", lambda _actor: Project.id > 0)
        with pytest.raises(AssertionError, match="measures|cycles"):
            test_those_outside_a_project_get_its_title_phase_and_aims(sqlite_only, Who.LEADER)

    def test_columns_that_are_wider_than_they_should_be(
        self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wide = [replace(noun, columns=tuple(replace(one, is_wider=True) for one in noun.columns)) for noun in NOUNS]
        monkeypatch.setattr(downloads, "NOUNS", wide)
        with pytest.raises(AssertionError, match="challenge"):
            test_those_outside_a_project_get_its_title_phase_and_aims(sqlite_only, Who.LEADER)


def every_heading() -> Iterator[tuple[Language, list[str], list[str]]]:
    """Language, the titles of the sheets, and the headings of each that stand there twice."""
    for language in Language:
        words = words_for(language)
        twice = []
        for noun in NOUNS:
            headings = [words.pgettext(*one.heading) for one in noun.columns if one.holds is not Holds.ID]
            twice += [f"{noun.key}: {heading}" for heading in headings if headings.count(heading) > 1]
        yield language, [words.pgettext(*noun.title) for noun in NOUNS], twice


def test_sheets_and_headings_are_told_apart_in_every_language() -> None:
    for language, titles, twice in every_heading():
        assert len({title.casefold() for title in titles}) == len(titles), language
        # With a number behind, where the rows are too many for one sheet.
        assert [title for title in titles if len(title) > 28 or set(title) & set("[]:*?/\\")] == []
        assert twice == [], language


def test_rows_that_are_too_many_for_a_sheet_go_on_in_another() -> None:
    table = next(iter(export_tables([LONG_FORM], exports.TakenAlong(), Wording(words_for(Language.BOKMAL), {}))))
    table = replace(table, rows=iter([[f"{n}"] for n in range(5)]))
    assert [len(rows) for rows in sheets_in(export_xlsx.xlsx_export("x", [table], most_rows=3)).values()] == [3, 3, 2]
